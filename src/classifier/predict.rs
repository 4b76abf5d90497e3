//! Probabilities of a paragraph.

use super::{Classifier, length_norm};
use crate::features::{Features, Ngram};
use crate::model::linear::{MAX_LABELS, logistic};

/// Working memory for [`Classifier::probabilities`], reused from text to text: after the first text of
/// a model nothing is allocated.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    /// For each selected n-gram the number of the sentence it was last seen in. Sentences are numbered
    /// on from text to text, so that nothing has to be cleared.
    seen: Vec<u32>,
    /// The number of the sentence that ended last.
    sentence: u32,
}

impl Scratch {
    /// Makes room for a model, and keeps the sentence numbers of one text from wrapping around.
    fn begin(&mut self, features: usize, sentences: usize) {
        let sentences = u32::try_from(sentences).unwrap_or(u32::MAX).min(u32::MAX - 1);
        if self.seen.len() < features || self.sentence.checked_add(sentences).is_none() {
            self.seen.clear();
            self.seen.resize(features, 0);
            self.sentence = 0;
        }
    }
}

impl Classifier {
    /// Writes the calibrated probability of each label to `out`, one per label in the model's order.
    ///
    /// # Panics
    /// If `out` is not as long as the model has labels.
    pub fn probabilities(&self, text: &str, scratch: &mut Scratch, out: &mut [f32]) {
        let labels = &self.model.labels;
        assert_eq!(out.len(), labels.len(), "one probability per label");
        for ((label, logit), p) in labels.iter().zip(self.raw_logits(text, scratch)).zip(out) {
            *p = logistic(label.calibration.logit(logit)) as f32;
        }
    }

    /// The logits before calibration, one per label and zeros after them.
    fn raw_logits(&self, text: &str, scratch: &mut Scratch) -> [f64; MAX_LABELS] {
        // A sentence has at least one byte.
        self.pool(scratch, text.len(), |sums| self.model.vectorizer.scan(text, sums))
    }

    /// The logits before calibration of the n-grams that `feed` hands over, in at most `sentences` sentences.
    pub(crate) fn pool(
        &self,
        scratch: &mut Scratch,
        sentences: usize,
        feed: impl FnOnce(&mut Sums<'_>),
    ) -> [f64; MAX_LABELS] {
        let model = &self.model;
        scratch.begin(model.keys.len(), sentences);
        let mut sums = Sums {
            classifier: self,
            first_sentence: scratch.sentence + 1,
            sentence: scratch.sentence + 1,
            seen: &mut scratch.seen,
            paragraph: [0; MAX_LABELS],
            current: [0; MAX_LABELS],
            best: [f64::NEG_INFINITY; MAX_LABELS],
            tokens: 0,
        };
        feed(&mut sums);
        let Sums { sentence, paragraph, best, tokens, .. } = sums;
        scratch.sentence = sentence;

        let pooling = f64::from(model.pooling);
        let norm = length_norm(tokens);
        let mut logits = [0.0; MAX_LABELS];
        for (l, label) in model.labels.iter().enumerate() {
            let best = if tokens == 0 { 0.0 } else { best[l] };
            let pooled = (1.0 - pooling) * (f64::from(paragraph[l]) * norm) + pooling * best;
            logits[l] = f64::from(label.bias) + f64::from(label.scale) * pooled;
        }
        logits
    }
}

/// Adds up quantised weights while the text is scanned.
pub(crate) struct Sums<'c> {
    classifier: &'c Classifier,
    seen: &'c mut [u32],
    first_sentence: u32,
    sentence: u32,
    paragraph: [i32; MAX_LABELS],
    current: [i32; MAX_LABELS],
    best: [f64; MAX_LABELS],
    tokens: usize,
}

impl Features for Sums<'_> {
    #[inline(always)]
    fn ngram(&mut self, ngram: Ngram) {
        let Some(index) = self.classifier.find(ngram.key) else { return };
        let seen = std::mem::replace(&mut self.seen[index], self.sentence);
        if seen == self.sentence {
            return;
        }
        let row = self.classifier.model.row(index);
        for (sum, &w) in self.current.iter_mut().zip(row) {
            *sum += i32::from(w);
        }
        if seen < self.first_sentence {
            for (sum, &w) in self.paragraph.iter_mut().zip(row) {
                *sum += i32::from(w);
            }
        }
    }

    fn sentence_end(&mut self, tokens: usize) {
        let norm = length_norm(tokens);
        let labels = self.classifier.model.labels.len();
        for (best, sum) in self.best[..labels].iter_mut().zip(&mut self.current) {
            *best = best.max(f64::from(*sum) * norm);
            *sum = 0;
        }
        self.tokens += tokens;
        self.sentence += 1;
    }
}
