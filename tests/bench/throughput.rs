//! Measures the throughput of one thread: `cargo bench --bench throughput`. Bytes are of UTF-8
//! text.

mod paragraphs;

use divan::Bencher;
use divan::counter::BytesCount;
use themelight::{Classifier, Scratch, format, tokenize};

const MODEL: &[u8] = include_bytes!("../../models/vi-public-life/vi-public-life.model");

/// About 4 MB of text, more than the first two levels of cache.
const PARAGRAPHS: usize = 8000;

fn main() {
    divan::main();
}

fn classifier() -> Classifier {
    Classifier::new(format::read(MODEL).unwrap())
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

/// Text to probabilities with the default model.
#[divan::bench]
fn tag(bencher: Bencher) {
    let (classifier, texts, mut scratch) =
        (classifier(), paragraphs::different(PARAGRAPHS), Scratch::default());
    let mut scores = vec![0.0; classifier.model().labels.len()];
    bencher.counter(bytes(&texts)).bench_local(|| {
        let mut sum = 0.0;
        for text in &texts {
            classifier.probabilities(text, &mut scratch, &mut scores);
            sum += scores[0];
        }
        sum
    });
}

/// Text to tokens with positions, without the syllable cache.
#[divan::bench]
fn tokens(bencher: Bencher) {
    let texts = paragraphs::different(PARAGRAPHS);
    bencher
        .counter(bytes(&texts))
        .bench_local(|| texts.iter().map(|text| tokenize(text).all().len()).sum::<usize>());
}

/// Text to evidence of every label.
#[divan::bench]
fn explain(bencher: Bencher) {
    let (classifier, texts) = (classifier(), paragraphs::different(PARAGRAPHS / 8));
    bencher
        .counter(bytes(&texts))
        .bench_local(|| texts.iter().map(|text| classifier.explain(text).len()).sum::<usize>());
}

/// Model file to classifier.
#[divan::bench]
fn load(bencher: Bencher) {
    bencher.counter(BytesCount::new(MODEL.len())).bench_local(classifier);
}
