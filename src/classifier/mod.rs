//! Applying a model: probabilities, tags and evidence of a paragraph.
//!
//! Let w(f, l) be the weight of the selected n-gram f for label l, a the model's pooling, and n(u)
//! the number of distinct tokens of a sentence or window u. Each n-gram counts once however often
//! it occurs:
//!
//! ```text
//! s(u, l) = Σ w(f, l) / √n(u), over the distinct selected n-grams f of u
//! z(l)    = bias(l) + scale(l) · max over windows ((1 − a) · s(window, l) + a · max over its sentences s(sentence, l))
//! p(l)    = logistic(slope(l) · z(l) + intercept(l))
//! ```
//!
//! A window is a run of whole sentences with at least [`WINDOW`] distinct tokens, the last one
//! shorter: nearly every paragraph is one window. So a score neither sinks when a text repeats
//! itself nor when other subjects follow.
//!
//! Sums are integers, and the rest is `f64` operations in a fixed order, so scores are equal to the
//! bit natively and in the browser.

mod explain;
mod lookup;
mod score;
mod seen;
#[cfg(feature = "trace")]
mod trace;

pub use explain::Evidence;
pub use score::Scratch;
#[cfg(feature = "train")]
pub(crate) use score::Sums;

use crate::model::{Label, Model};
use lookup::Lookup;
#[cfg(feature = "train")]
pub(crate) use seen::DistinctTokens;
#[cfg(feature = "trace")]
pub use trace::{Trace, TraceChange, TraceLabel, TraceNgram, TraceStep, TraceToken, TraceUnit};

/// The number of distinct tokens with which a window ends, at the end of a sentence.
pub(crate) const WINDOW: usize = 100;

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

    /// Returns the labels of a paragraph: those whose probability is at or over their threshold,
    /// the best first.
    pub fn tag(&self, text: &str, scratch: &mut Scratch) -> Vec<Tag<'_>> {
        let mut scores = vec![0.0; self.model.labels.len()];
        self.probabilities(text, scratch, &mut scores);
        self.tags_of(&scores)
    }

    /// Returns the labels whose probability, one per label in the model's order, is at or over
    /// their threshold, the best first. Equal ones stay in the model's order.
    pub fn tags_of(&self, scores: &[f32]) -> Vec<Tag<'_>> {
        let all = self.model.labels.iter().zip(scores).map(|(label, &score)| Tag { label, score });
        let mut tags: Vec<Tag<'_>> = all.filter(|tag| tag.score >= tag.label.threshold).collect();
        tags.sort_by(|a, b| b.score.total_cmp(&a.score));
        tags
    }
}
