//! Probabilities of a paragraph.

use super::table::{Filter, Table, spread, unpack};
use super::{Classifier, length_norm};
use crate::features::{BATCH, Batch, Keys};
use crate::model::linear::{MAX_LABELS, logistic};
use crate::text::Memo;

/// Working memory for [`Classifier::probabilities`], reused from text to text: after the first text of
/// a model nothing is allocated.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    /// For each selected n-gram the number of the sentence it was last seen in. Sentences are numbered
    /// on from text to text, so that nothing has to be cleared.
    seen: Vec<u32>,
    /// The number of the sentence that ended last.
    sentence: u32,
    candidates: Candidates,
    memo: Memo,
}

/// As many sums of weights fit into 16 bits.
const CANDIDATES: usize = 256;

/// Keys of the sentence that may be selected.
#[derive(Debug, Clone)]
struct Candidates {
    keys: [u32; CANDIDATES],
    len: usize,
}

impl Default for Candidates {
    fn default() -> Self {
        Self { keys: [0; CANDIDATES], len: 0 }
    }
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
        self.probabilities_of_utf8(text.as_bytes(), scratch, out);
    }

    /// The same for bytes that should be UTF-8 and need not be checked before: others do no harm, but their scores mean nothing.
    ///
    /// # Panics
    /// If `out` is not as long as the model has labels.
    pub fn probabilities_of_utf8(&self, text: &[u8], scratch: &mut Scratch, out: &mut [f32]) {
        let labels = &self.model.labels;
        assert_eq!(out.len(), labels.len(), "one probability per label");
        for ((label, logit), p) in labels.iter().zip(self.raw_logits(text, scratch)).zip(out) {
            *p = logistic(label.calibration.logit(logit)) as f32;
        }
    }

    /// The logits before calibration, one per label and zeros after them.
    fn raw_logits(&self, text: &[u8], scratch: &mut Scratch) -> [f64; MAX_LABELS] {
        let mut memo = std::mem::take(&mut scratch.memo);
        // A sentence has at least one byte.
        let logits = self.pool(scratch, text.len(), |sums| self.model.vectorizer.keys(text, &mut memo, sums));
        scratch.memo = memo;
        logits
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
            candidates: &mut scratch.candidates,
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
///
/// In three steps, none of which branches on what the text says: a processor guesses wrong at each n-gram that is
/// selected where the one before was not, and a wrong guess costs as much as ten right ones. While the text is
/// scanned, keys whose bit is set are collected; at the end of the sentence they are looked up, and what was
/// there for the first time is kept; then its weights are added.
pub(crate) struct Sums<'c> {
    classifier: &'c Classifier,
    candidates: &'c mut Candidates,
    seen: &'c mut [u32],
    first_sentence: u32,
    sentence: u32,
    paragraph: [i32; MAX_LABELS],
    current: [i32; MAX_LABELS],
    best: [f64; MAX_LABELS],
    tokens: usize,
}

impl Keys for Sums<'_> {
    #[inline(always)]
    fn keys(&mut self, batch: Batch<'_>) {
        if self.candidates.len > CANDIDATES - BATCH {
            self.add_candidates();
        }
        self.candidates.collect(self.classifier.table.filter(), batch);
    }

    #[inline(never)]
    fn sentence_end(&mut self, tokens: usize) {
        self.add_candidates();
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

impl Sums<'_> {
    /// Adds a key by itself, of the sentence.
    #[cfg(feature = "train")]
    pub(crate) fn key(&mut self, key: u32) {
        if self.candidates.len == CANDIDATES {
            self.add_candidates();
        }
        self.candidates.keys[self.candidates.len] = key;
        self.candidates.len += usize::from(self.classifier.table.filter().may_have(key));
    }

    #[inline(never)]
    fn add_candidates(&mut self) {
        let table = &self.classifier.table;
        let (hits, new) = self.candidates.look_up(table, self.seen, self.sentence, self.first_sentence);
        let labels = self.classifier.model.labels.len();
        for four in 0..labels.div_ceil(4) {
            let (mut current, mut paragraph) = (0u64, 0u64);
            let weights = table.weights(four);
            for &hit in hits {
                let weights = spread(weights[(hit >> 1) as usize]);
                current += weights;
                paragraph += weights & u64::from(hit & 1).wrapping_neg();
            }
            let sums = unpack(current, hits.len()).into_iter().zip(unpack(paragraph, new));
            for (l, (current, paragraph)) in (4 * four..labels).zip(sums) {
                self.current[l] += current;
                self.paragraph[l] += paragraph;
            }
        }
    }
}

impl Candidates {
    /// Takes the keys of a batch that the filter may have. There is room for them.
    #[inline(never)]
    fn collect(&mut self, filter: Filter<'_>, batch: Batch<'_>) {
        let (keys, mut len) = (&mut self.keys, self.len);
        batch.each(|key| {
            keys[len % CANDIDATES] = key;
            len += usize::from(filter.may_have(key));
        });
        self.len = len;
    }

    /// Empties itself. What is really there and new to the sentence becomes a hit: two times its place, and 1 if it is
    /// new to the paragraph too. Gives the hits, and how many are new to the paragraph.
    #[inline(never)]
    fn look_up(&mut self, table: &Table, seen: &mut [u32], sentence: u32, first_sentence: u32) -> (&[u32], usize) {
        let (keys, len) = (&mut self.keys, std::mem::take(&mut self.len));
        // In the same array, each hit takes the place of a candidate.
        let (mut hits, mut new) = (0, 0);
        for i in 0..len.min(CANDIDATES) {
            let (place, there) = table.look_up(keys[i]);
            let Some(seen) = seen.get_mut(place) else { continue };
            let new_here = there & (*seen != sentence);
            let new_in_paragraph = there & (*seen < first_sentence);
            *seen = if there { sentence } else { *seen };
            keys[hits % CANDIDATES] = (place as u32) << 1 | u32::from(new_in_paragraph); // at most 2²² places
            hits += usize::from(new_here);
            new += usize::from(new_in_paragraph);
        }
        (&keys[..hits], new)
    }
}
