//! How fast one thread is: `cargo bench --bench throughput`. Bytes are those of the UTF-8 text.

mod paragraphs;

use divan::Bencher;
use divan::counter::BytesCount;
use themelight::{Classifier, Scratch, format, tokenize};

const MODEL: &[u8] = include_bytes!("../../models/vi-public-life/vi-public-life.model");

/// Enough to leave the first two levels of cache: about 4 MB.
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

/// From text to probabilities with the default model: what `tag` does with every paragraph.
#[divan::bench]
fn tag(bencher: Bencher) {
    let (classifier, texts, mut scratch) = (classifier(), paragraphs::different(PARAGRAPHS), Scratch::default());
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

/// Tokens with their positions, without the cache of syllables.
#[divan::bench]
fn tokens(bencher: Bencher) {
    let texts = paragraphs::different(PARAGRAPHS);
    bencher.counter(bytes(&texts)).bench_local(|| texts.iter().map(|text| tokenize(text).all().len()).sum::<usize>());
}

/// Evidence of every label.
#[divan::bench]
fn explain(bencher: Bencher) {
    let (classifier, texts) = (classifier(), paragraphs::different(PARAGRAPHS / 8));
    bencher
        .counter(bytes(&texts))
        .bench_local(|| texts.iter().map(|text| classifier.explain(text).len()).sum::<usize>());
}

/// From the bytes of the model file to a classifier that is ready.
#[divan::bench]
fn load(bencher: Bencher) {
    bencher.counter(BytesCount::new(MODEL.len())).bench_local(classifier);
}
