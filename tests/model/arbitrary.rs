//! Random models with n-grams of the random texts.

use proptest::prelude::*;
use proptest::sample::select;
use themelight::{Calibration, Label, Model, Vectorizer, tokenize};

use crate::{texts, toy};

/// Returns numbers from `low` to `high` in a million steps. (proptest's ranges of floats sometimes
/// exceed their bounds by rounding.)
fn between(low: f32, high: f32) -> impl Strategy<Value = f32> {
    (0..=1_000_000u32).prop_map(move |step| low + (high - low) * (step as f32 / 1e6))
}

fn label(number: usize) -> impl Strategy<Value = Label> {
    (
        between(0.01, 0.99),
        between(-8.0, 8.0),
        between(0.001, 0.5),
        between(0.1, 3.0),
        between(-2.0, 2.0),
    )
        .prop_map(move |(threshold, bias, scale, slope, intercept)| Label {
            threshold,
            bias,
            scale,
            calibration: Calibration { slope, intercept },
            ..toy::label(&format!("label-{number}"))
        })
}

/// Returns the keys of all n-grams of a text.
fn keys(vectorizer: Vectorizer, text: &str) -> Vec<u32> {
    let tokens = tokenize(text);
    tokens
        .sentences()
        .flat_map(|sentence| vectorizer.ngrams(sentence))
        .map(|ngram| ngram.key)
        .collect()
}

/// Returns models of 1 to 4 labels with n-grams of random Vietnamese texts; weights may be 0.
pub fn model() -> impl Strategy<Value = Model> {
    let labels = (1..=4usize).prop_flat_map(|n| (0..n).map(label).collect::<Vec<_>>());
    // Keys of 12 bits make n-grams collide.
    let vectorizer = (1..=4u8, select(&[12u8, 16, 24, 32][..]))
        .prop_map(|(n, bits)| Vectorizer::new(n, bits).unwrap());
    (labels, vectorizer, between(0.0, 1.0), prop::collection::vec(texts::vietnamese(), 0..6))
        .prop_flat_map(|(labels, vectorizer, pooling, sources)| {
            let mut keys: Vec<u32> =
                sources.iter().flat_map(|text| keys(vectorizer, text)).collect();
            keys.sort_unstable();
            keys.dedup();
            let weights = prop::collection::vec(-127i8..=127, keys.len() * labels.len());
            (Just(labels), Just(vectorizer), Just(pooling), Just(keys), weights)
        })
        .prop_map(|(labels, vectorizer, pooling, keys, weights)| Model {
            vectorizer,
            pooling,
            labels,
            keys,
            weights,
        })
}
