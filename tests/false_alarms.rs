//! What has nothing to do with the themes gets no tag from the shipped model: other news, other languages, page furniture.

use themelight::classifier::{Classifier, Scratch};
use themelight::model::format;

const TEXTS: &str = include_str!("fixtures/no-theme.txt");

#[test]
fn other_texts_get_no_theme() {
    let file = include_bytes!("../models/vi-public-life/vi-public-life.model");
    let classifier = Classifier::new(format::read(file).unwrap());
    let labels = &classifier.model().labels;
    let (mut scratch, mut scores) = (Scratch::default(), vec![0.0; labels.len()]);
    let mut alarms = Vec::new();
    for text in TEXTS.lines() {
        classifier.probabilities(text, &mut scratch, &mut scores);
        let tags = labels.iter().zip(&scores).filter(|(label, score)| **score >= label.threshold);
        alarms.extend(tags.map(|(label, score)| format!("{} {score:.2}: {text}", label.id)));
    }
    assert!(TEXTS.lines().count() >= 50, "a list worth testing");
    assert!(alarms.is_empty(), "{} false alarms:\n{}", alarms.len(), alarms.join("\n"));
}
