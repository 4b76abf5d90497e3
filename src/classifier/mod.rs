//! Applying a model: probabilities, tags and evidence of a paragraph.
//!
//! Each n-gram counts once a sentence and once a paragraph; sums of weights are divided by the root of the number of
//! tokens. A label's logit mixes the sum of the whole paragraph with that of its best sentence. All arithmetic is on
//! integers, or on `f64` in a fixed order, so scores are equal to the bit natively and in the browser.

mod explain;
mod lookup;
mod score;
mod seen;

pub use explain::Evidence;
pub use score::Scratch;
#[cfg(feature = "train")]
pub(crate) use score::Sums;

use crate::model::{Label, Model};
use lookup::Lookup;

/// A model with its look-up table, ready to be applied.
#[derive(Debug, Clone)]
pub struct Classifier {
    model: Model,
    lookup: Lookup,
}

/// A label that a paragraph has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tag<'m> {
    /// The label.
    pub label: &'m Label,
    /// Its calibrated probability, at or over the label's threshold.
    pub score: f32,
}

impl Classifier {
    /// Builds the look-up table of a model.
    pub fn new(model: Model) -> Self {
        let lookup = Lookup::new(&model);
        Self { model, lookup }
    }

    /// Returns the model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the labels of a paragraph: those whose probability is at or over their threshold, the best first.
    pub fn tag(&self, text: &str, scratch: &mut Scratch) -> Vec<Tag<'_>> {
        let mut scores = vec![0.0; self.model.labels.len()];
        self.probabilities(text, scratch, &mut scores);
        self.tags_of(&scores)
    }

    /// Returns the labels whose probability, one per label in the model's order, is at or over their threshold, the
    /// best first. Equal ones stay in the model's order.
    pub fn tags_of(&self, scores: &[f32]) -> Vec<Tag<'_>> {
        let all = self.model.labels.iter().zip(scores).map(|(label, &score)| Tag { label, score });
        let mut tags: Vec<Tag<'_>> = all.filter(|tag| tag.score >= tag.label.threshold).collect();
        tags.sort_by(|a, b| b.score.total_cmp(&a.score));
        tags
    }
}
