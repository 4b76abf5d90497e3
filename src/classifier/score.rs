//! Probabilities of a paragraph: loops over slices.
//!
//! The hashes of the text's tokens are written to a slice. Then, for [`BLOCK`] n-grams at a time:
//! keys, their indices in the model, the indices that are new to the sentence, sums of their
//! weights.
//!
//! No loop branches on the text. A processor mispredicts whether an n-gram is selected, and a
//! misprediction costs as much as ten correct ones: with a branch at each n-gram the same work took
//! twice as long. So each loop writes its result always and advances by 0 or 1. For the same reason
//! looking up and summing are two loops: in one, an index is known so late that the processor must
//! guess whether it has just been written.

use super::lookup::{Lookup, PackedWeights, unpack};
use super::seen::{DistinctTokens, Seen};
use super::{Classifier, WINDOW};
use crate::model::MAX_LABELS;
use crate::model::math::{length_norm, logistic};
use crate::ngram::{MAX_N, Rolling};
use crate::text::{Cache, Hashes, hash_tokens};

/// Working memory of [`Classifier::probabilities`], reused from text to text. It grows with the
/// longest text; for texts no longer than that nothing is allocated.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    cache: Cache,
    hashes: Hashes,
    seen: Seen,
    tokens: DistinctTokens,
}

/// Number of n-grams in a block: as many as [`PackedWeights`] sum exactly.
const BLOCK: usize = 256;

impl Classifier {
    /// Writes the calibrated probability of each label to `out`, in the model's order.
    ///
    /// # Panics
    /// If `out` is not as long as the model has labels.
    pub fn probabilities(&self, text: &str, scratch: &mut Scratch, out: &mut [f32]) {
        self.probabilities_of_utf8(text.as_bytes(), scratch, out);
    }

    /// Like [`probabilities`](Self::probabilities), for bytes that are not validated. Invalid UTF-8
    /// is safe but its scores are meaningless.
    ///
    /// # Panics
    /// If `out` is not as long as the model has labels.
    pub fn probabilities_of_utf8(&self, text: &[u8], scratch: &mut Scratch, out: &mut [f32]) {
        let labels = &self.model.labels;
        assert!(out.len() == labels.len(), "one probability per label");
        let Scratch { cache, hashes, seen, tokens } = scratch;
        hash_tokens(text, cache, hashes);
        let mut sums = Sums::new(self, seen);
        tokens.begin_window();
        for sentence in hashes.sentences() {
            tokens.add(sentence);
            sums.add_sentence(sentence, tokens.end_sentence());
            if tokens.in_window() >= WINDOW {
                sums.end_window(tokens.in_window());
                tokens.begin_window();
            }
        }
        if tokens.in_window() > 0 {
            sums.end_window(tokens.in_window());
        }
        for ((label, logit), p) in labels.iter().zip(sums.logits()).zip(out) {
            *p = logistic(label.calibration.logit(logit)) as f32;
        }
    }
}

/// Sums of quantised weights, of a window and of its sentences.
pub(crate) struct Sums<'c> {
    classifier: &'c Classifier,
    seen: &'c mut Seen,
    window: [i32; MAX_LABELS],
    sentence: [i32; MAX_LABELS],
    /// The score of the window's best sentence.
    best_sentence: [f64; MAX_LABELS],
    /// The pooled score of the best window so far.
    best_window: [f64; MAX_LABELS],
}

impl<'c> Sums<'c> {
    fn new(classifier: &'c Classifier, seen: &'c mut Seen) -> Self {
        seen.begin_window(classifier.lookup.len());
        Self {
            classifier,
            seen,
            window: [0; MAX_LABELS],
            sentence: [0; MAX_LABELS],
            best_sentence: [f64::NEG_INFINITY; MAX_LABELS],
            best_window: [f64::NEG_INFINITY; MAX_LABELS],
        }
    }

    /// Begins a paragraph whose keys are known.
    #[cfg(feature = "train")]
    pub(crate) fn of_keys(classifier: &'c Classifier, scratch: &'c mut Scratch) -> Self {
        Self::new(classifier, &mut scratch.seen)
    }

    /// Adds a sentence of `tokens` distinct tokens by the keys of its n-grams.
    #[cfg(feature = "train")]
    pub(crate) fn add_keys(&mut self, keys: impl Iterator<Item = u32>, tokens: usize) {
        let (mut block, mut len) = ([0; BLOCK], 0);
        for key in keys {
            block[len] = key;
            len += 1;
            if len == BLOCK {
                self.add_block(&mut block, len);
                len = 0;
            }
        }
        self.add_block(&mut block, len);
        self.end_sentence(tokens);
    }

    /// Adds a sentence of `distinct` distinct tokens by the hashes of all its tokens.
    fn add_sentence(&mut self, sentence: &[u64], distinct: usize) {
        let (mut block, mut rolling) = ([0; BLOCK], Rolling::default());
        for (i, tokens) in sentence.chunks(BLOCK / MAX_N).enumerate() {
            let before = i * (BLOCK / MAX_N);
            let len =
                self.classifier.model.vectorizer.keys(before, tokens, &mut rolling, &mut block);
            self.add_block(&mut block, len);
        }
        self.end_sentence(distinct);
    }

    /// Adds the first `len` keys of a block, which is overwritten.
    fn add_block(&mut self, block: &mut [u32; BLOCK], len: usize) {
        let lookup = &self.classifier.lookup;
        let len = find(lookup, block, len);
        let kept = self.seen.keep_new(&mut block[..len]);
        let labels = self.sentence.chunks_mut(4).zip(self.window.chunks_mut(4));
        for (weights, (sentence, window)) in lookup.weights().zip(labels) {
            let [in_sentence, in_window] = sum(weights, &block[..kept]).map(unpack);
            sentence.iter_mut().zip(in_sentence).for_each(|(total, sum)| *total += sum);
            window.iter_mut().zip(in_window).for_each(|(total, sum)| *total += sum);
        }
    }

    fn end_sentence(&mut self, tokens: usize) {
        let norm = length_norm(tokens);
        let labels = self.classifier.model.labels.len();
        for (best, sum) in self.best_sentence[..labels].iter_mut().zip(&mut self.sentence) {
            *best = best.max(f64::from(*sum) * norm);
            *sum = 0;
        }
        self.seen.begin_sentence();
    }

    /// Ends a window of `tokens` distinct tokens, which has at least one sentence.
    #[inline(never)]
    pub(crate) fn end_window(&mut self, tokens: usize) {
        let norm = length_norm(tokens);
        for l in 0..self.classifier.model.labels.len() {
            let sum = f64::from(std::mem::take(&mut self.window[l])) * norm;
            let best = std::mem::replace(&mut self.best_sentence[l], f64::NEG_INFINITY);
            self.best_window[l] =
                self.best_window[l].max(pool(self.classifier.model.pooling, sum, best));
        }
        self.seen.begin_window(self.classifier.lookup.len());
    }

    /// Returns the logits before calibration, one per label and zeros after them.
    pub(crate) fn logits(&self) -> [f64; MAX_LABELS] {
        let mut logits = [0.0; MAX_LABELS];
        for ((logit, label), &best) in
            logits.iter_mut().zip(&self.classifier.model.labels).zip(&self.best_window)
        {
            let pooled = if best == f64::NEG_INFINITY { 0.0 } else { best };
            *logit = f64::from(label.bias) + f64::from(label.scale) * pooled;
        }
        logits
    }
}

/// Returns the score of a window from that of all its text and that of its best sentence.
pub(super) fn pool(pooling: f32, window: f64, best_sentence: f64) -> f64 {
    let pooling = f64::from(pooling);
    (1.0 - pooling) * window + pooling * best_sentence
}

/// Replaces the first `len` keys by the indices of those that the model has; returns how many these
/// are.
#[inline(never)]
fn find(lookup: &Lookup, block: &mut [u32; BLOCK], len: usize) -> usize {
    // The remainders by BLOCK change no index: they spare the checks.
    let (bitmap, mut candidates) = (lookup.bitmap(), 0);
    for i in 0..len {
        let key = block[i % BLOCK];
        block[candidates % BLOCK] = key;
        candidates += usize::from(bitmap.may_have(key));
    }
    let mut found = 0;
    for i in 0..candidates {
        let (index, is_there) = lookup.index_of(block[i % BLOCK]);
        block[found % BLOCK] = index as u32;
        found += usize::from(is_there);
    }
    found.min(BLOCK)
}

/// Returns the sums of the weights of all hits, and of those that are new to the window.
#[inline(always)]
fn sum(weights: &[PackedWeights], hits: &[u32]) -> [PackedWeights; 2] {
    let mut sums = [0; 2];
    for &hit in hits {
        let Some(weights) = weights.get((hit >> 1) as usize) else { continue };
        sums[0] += weights;
        sums[1] += weights & PackedWeights::from(hit & 1).wrapping_neg();
    }
    sums
}
