//! From text to calibrated probabilities ([`predict`]) and to the reasons for them ([`explain`]).
//!
//! Let f run over the *distinct* selected n-grams of a unit u (the paragraph or one of its sentences), w(f, l) be the
//! weight of f for label l and n(u) the number of tokens of u. With the pooling part a of the model:
//!
//! ```text
//! s(u, l) = Σ w(f, l) / √n(u)
//! z(l)    = bias(l) + (1 − a) · s(paragraph, l) + a · max over sentences s(sentence, l)
//! p(l)    = logistic(slope(l) · z(l) + intercept(l))
//! ```
//!
//! Sums are integers (quantised weights), and what follows them is the same few `f64` operations on
//! every machine, so that scores are equal to the bit natively and in the browser.

pub mod explain;
pub mod predict;
mod seen;
mod table;

pub use explain::Evidence;
pub use predict::Scratch;

use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::Model;
use table::Table;

/// A model ready to be applied.
#[derive(Debug, Clone)]
pub struct Classifier {
    model: Model,
    table: Table,
    /// Tells tables apart: working memory keeps places of one.
    id: u64,
}

/// The next classifier's.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Classifier {
    /// Builds the look-up table of a model.
    pub fn new(model: Model) -> Self {
        let table = Table::new(&model);
        Self { model, table, id: NEXT_ID.fetch_add(1, Ordering::Relaxed) }
    }

    /// The selected n-gram with this key.
    #[inline(always)]
    fn find(&self, key: u32) -> Option<usize> {
        self.table.find(key)
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }
}

/// The part of a sum that a unit of this many tokens passes on: 1 / √tokens.
fn length_norm(tokens: usize) -> f64 {
    1.0 / (tokens.max(1) as f64).sqrt()
}
