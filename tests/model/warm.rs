//! A scratch that has seen other texts: faster, and the same to the bit.

use proptest::prelude::*;
use themelight::classifier::{Classifier, Scratch};
use themelight::features::{Batch, Features, Keys, Ngram, Vectorizer};
use themelight::model::format;
use themelight::text::Memo;

use super::allocation::count;
use super::altered::file;
use crate::texts;

fn classifier() -> Classifier {
    Classifier::new(format::read(include_bytes!("../../models/vi-public-life/vi-public-life.model")).unwrap())
}

fn paragraphs() -> Vec<String> {
    let sentences: Vec<&str> = include_str!("../bench/sentences.txt").lines().collect();
    let mut paragraphs: Vec<String> = (0..1000)
        .map(|i| (0..4).map(|j| sentences[(i * 7 + j * 31) % sentences.len()]).collect::<Vec<_>>().join(" "))
        .collect();
    paragraphs.extend(["", "…“—”", "đ\u{300}\u{309}", "字한ßİ Ａ１", &"dài".repeat(1000)].map(str::to_owned));
    paragraphs
}

#[test]
fn after_the_first_text_nothing_is_allocated() {
    let (classifier, paragraphs) = (classifier(), paragraphs());
    let (mut scratch, mut scores) = (Scratch::default(), [0.0; 4]);
    let ((), first) = count(|| classifier.probabilities(&paragraphs[0], &mut scratch, &mut scores));
    assert!(first > 0, "the first text makes room");
    let ((), others) =
        count(|| paragraphs.iter().for_each(|text| classifier.probabilities(text, &mut scratch, &mut scores)));
    assert_eq!(others, 0, "allocations for {} paragraphs", paragraphs.len());
}

#[test]
fn a_used_scratch_gives_the_same_bits() {
    let (classifier, mut used) = (classifier(), Scratch::default());
    for text in paragraphs() {
        let (mut warm, mut cold) = ([0.0; 4], [0.0; 4]);
        classifier.probabilities(&text, &mut used, &mut warm);
        classifier.probabilities(&text, &mut Scratch::default(), &mut cold);
        assert_eq!(warm.map(f32::to_bits), cold.map(f32::to_bits), "{text}");
    }
}

#[test]
fn a_scratch_used_with_another_model_gives_the_same_bits() {
    let classifiers = [classifier(), Classifier::new(format::read(&file()).unwrap())];
    let mut used = Scratch::default();
    for text in paragraphs() {
        for classifier in &classifiers {
            let labels = classifier.model().labels.len();
            let (mut warm, mut cold) = (vec![0.0; labels], vec![0.0; labels]);
            classifier.probabilities(&text, &mut used, &mut warm);
            classifier.probabilities(&text, &mut Scratch::default(), &mut cold);
            assert_eq!(warm, cold, "{text}");
        }
    }
}

/// Keys in order, those of single tokens apart, and `None` at the end of a sentence.
#[derive(Debug, Default, PartialEq)]
struct List {
    single: Vec<u32>,
    longer: Vec<Option<u32>>,
}

impl Features for List {
    fn ngram(&mut self, ngram: Ngram) {
        match ngram.n {
            1 => self.single.push(ngram.key),
            _ => self.longer.push(Some(ngram.key)),
        }
    }
    fn sentence_end(&mut self, _: usize) {
        self.longer.push(None);
    }
}

impl Keys for List {
    fn keys(&mut self, batch: Batch<'_>) {
        self.single.extend(batch.notes());
        batch.each(|key| self.longer.push(Some(key)));
    }
    fn note(&self, key: u32) -> u32 {
        key
    }
    fn sentence_end(&mut self, _: usize) {
        self.longer.push(None);
    }
}

/// What the fast way gives twice over, the second time with a memo that knows the text.
fn fast(vectorizer: Vectorizer, text: &[u8]) -> [List; 2] {
    let mut memo = Memo::default();
    [(), ()].map(|()| {
        let mut list = List::default();
        vectorizer.keys(text, &mut memo, &mut list);
        list
    })
}

proptest! {
    #![proptest_config(texts::config())]

    #[test]
    fn the_fast_way_sees_what_the_plain_one_sees(
        text in prop_oneof![texts::any(), texts::vietnamese(), "[a-z .,:;]{0,80}"],
        max_n in 1u8..=4,
    ) {
        let vectorizer = Vectorizer::new(max_n, 32).unwrap();
        let mut plain = List::default();
        vectorizer.scan(&text, &mut plain);
        let [cold, warm] = fast(vectorizer, text.as_bytes());
        prop_assert_eq!(&cold, &plain);
        prop_assert_eq!(&warm, &plain);
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let [cold, warm] = fast(Vectorizer::new(3, 24).unwrap(), &bytes);
        prop_assert_eq!(cold, warm);
    }
}
