//! A used scratch gives the same bits as a new one, and allocates nothing.

use themelight::{Classifier, Scratch, format};

use super::allocation::count;
use super::altered::file;

fn classifier() -> Classifier {
    Classifier::new(
        format::read(include_bytes!("../../models/vi-public-life/vi-public-life.model")).unwrap(),
    )
}

fn paragraphs() -> Vec<String> {
    let sentences: Vec<&str> = include_str!("../bench/sentences.txt").lines().collect();
    let mut paragraphs: Vec<String> = (0..1000)
        .map(|i| {
            (0..4)
                .map(|j| sentences[(i * 7 + j * 31) % sentences.len()])
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    paragraphs.extend(
        ["", "…“—”", "đ\u{300}\u{309}", "字한ßİ Ａ１", &"dài".repeat(1000)].map(str::to_owned),
    );
    paragraphs
}

#[test]
fn after_the_longest_text_nothing_is_allocated() {
    let (classifier, paragraphs) = (classifier(), paragraphs());
    let (mut scratch, mut scores) = (Scratch::default(), [0.0; 4]);
    let longest = paragraphs.iter().max_by_key(|text| text.len()).unwrap().replace('à', "a ");
    let ((), first) = count(|| classifier.probabilities(&longest, &mut scratch, &mut scores));
    assert!(first > 0, "the first text allocates");
    let ((), others) = count(|| {
        paragraphs
            .iter()
            .for_each(|text| classifier.probabilities(text, &mut scratch, &mut scores));
    });
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
