//! Models with weights chosen by hand.

use themelight::{Calibration, Color, Label, Model, Vectorizer};

/// Returns the key of a phrase, which must be one n-gram.
pub fn key(vectorizer: Vectorizer, phrase: &str) -> u32 {
    vectorizer
        .key_of(phrase)
        .unwrap_or_else(|| panic!("“{phrase}” is not one n-gram of the vectorizer"))
}

/// Returns a model of `labels` whose n-grams are `phrases`, each with a weight for every label.
pub fn model(
    vectorizer: Vectorizer,
    pooling: f32,
    labels: Vec<Label>,
    phrases: &[(&str, &[i8])],
) -> Model {
    let mut rows: Vec<(u32, &[i8])> =
        phrases.iter().map(|&(phrase, weights)| (key(vectorizer, phrase), weights)).collect();
    rows.sort_unstable();
    assert!(rows.windows(2).all(|two| two[0].0 != two[1].0), "two phrases share a key");
    assert!(
        rows.iter().all(|row| row.1.len() == labels.len()),
        "expected a weight for every label"
    );
    let weights =
        (0..labels.len()).flat_map(|label| rows.iter().map(move |row| row.1[label])).collect();
    Model { vectorizer, pooling, labels, keys: rows.iter().map(|row| row.0).collect(), weights }
}

/// Returns a label with threshold ½, bias 0, scale 1 and no calibration.
pub fn label(id: &str) -> Label {
    Label {
        id: id.to_owned(),
        names: vec![
            ("vi".to_owned(), format!("Chủ đề {id}")),
            ("en".to_owned(), format!("Theme {id}")),
        ],
        color: Color([0x1f, 0x5f, 0xbf]),
        color_dark: Color([0x8a, 0xb4, 0xff]),
        threshold: 0.5,
        bias: 0.0,
        scale: 1.0,
        calibration: Calibration { slope: 1.0, intercept: 0.0 },
    }
}
