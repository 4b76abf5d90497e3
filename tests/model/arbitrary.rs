//! Random models over the words of the random texts.

use proptest::prelude::*;
use proptest::sample::select;
use themelight::features::{Features, Ngram, Vectorizer};
use themelight::model::{Calibration, Label, Model};

use crate::{texts, toy};

fn label(number: usize) -> impl Strategy<Value = Label> {
    (0.01f32..0.99, -8f32..8.0, 0.001f32..0.5, 0.1f32..3.0, -2f32..2.0).prop_map(
        move |(threshold, bias, scale, slope, intercept)| Label {
            threshold,
            bias,
            scale,
            calibration: Calibration { slope, intercept },
            ..toy::label(&format!("label {number}"))
        },
    )
}

/// The keys of all n-grams of a text.
fn keys(vectorizer: Vectorizer, text: &str) -> Vec<u32> {
    struct Keys(Vec<u32>);
    impl Features for Keys {
        fn ngram(&mut self, ngram: Ngram) {
            self.0.push(ngram.key);
        }
        fn sentence_end(&mut self, _: usize) {}
    }
    let mut keys = Keys(Vec::new());
    vectorizer.scan(text, &mut keys);
    keys.0
}

/// A model with 1 to 4 labels that selects some of the n-grams of a random Vietnamese text, some of them by weights of 0.
pub fn model() -> impl Strategy<Value = Model> {
    let labels = (1..=4usize).prop_flat_map(|n| (0..n).map(label).collect::<Vec<_>>());
    // Keys of 12 bits make n-grams collide.
    let vectorizer = (1..=4u8, select(&[12u8, 16, 24, 32][..])).prop_map(|(n, bits)| Vectorizer::new(n, bits).unwrap());
    (labels, vectorizer, 0f32..=1.0, prop::collection::vec(texts::vietnamese(), 0..6))
        .prop_flat_map(|(labels, vectorizer, pooling, sources)| {
            let mut keys: Vec<u32> = sources.iter().flat_map(|text| keys(vectorizer, text)).collect();
            keys.sort_unstable();
            keys.dedup();
            let weights = prop::collection::vec(-127i8..=127, keys.len() * labels.len());
            (Just(labels), Just(vectorizer), Just(pooling), Just(keys), weights)
        })
        .prop_map(|(labels, vectorizer, pooling, keys, weights)| Model { vectorizer, pooling, labels, keys, weights })
}
