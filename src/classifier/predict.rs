//! Probabilities of a paragraph.

use super::seen::Seen;
use super::table::{Filter, Four, Table, unpack};
use super::{Classifier, length_norm};
use crate::features::{BATCH, Batch, Keys};
use crate::model::linear::{MAX_LABELS, logistic};
use crate::text::Memo;

/// Working memory for [`Classifier::probabilities`], reused from text to text: after the first text of
/// a model nothing is allocated.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    /// The classifier whose places the memo's notes are.
    classifier: u64,
    memo: Memo,
    candidates: Candidates,
    seen: Seen,
}

/// As many sums of weights fit into 16 bits.
const CANDIDATES: usize = 256;

/// N-grams of the sentence that are selected, by their places in the table, and keys of others that may be.
#[derive(Debug, Clone)]
struct Candidates {
    places: [u32; CANDIDATES],
    found: usize,
    keys: [u32; CANDIDATES],
    len: usize,
}

impl Default for Candidates {
    fn default() -> Self {
        Self { places: [0; CANDIDATES], found: 0, keys: [0; CANDIDATES], len: 0 }
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
        if scratch.classifier != self.id {
            (scratch.classifier, scratch.memo) = (self.id, Memo::default());
        }
        let mut memo = std::mem::take(&mut scratch.memo);
        let logits = self.pool(scratch, |sums| self.model.vectorizer.keys(text, &mut memo, sums));
        scratch.memo = memo;
        logits
    }

    /// The logits before calibration of the n-grams that `feed` hands over.
    pub(crate) fn pool(&self, scratch: &mut Scratch, feed: impl FnOnce(&mut Sums<'_>)) -> [f64; MAX_LABELS] {
        let model = &self.model;
        scratch.seen.begin_paragraph(self.table.len());
        let mut sums = Sums {
            classifier: self,
            seen: &mut scratch.seen,
            candidates: &mut scratch.candidates,
            paragraph: [0; MAX_LABELS],
            current: [0; MAX_LABELS],
            best: [f64::NEG_INFINITY; MAX_LABELS],
            tokens: 0,
        };
        feed(&mut sums);
        let Sums { paragraph, best, tokens, .. } = sums;

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
/// In four steps, none of which branches on what the text says: a processor guesses wrong at each n-gram that is
/// selected where the one before was not, and a wrong guess costs as much as ten right ones. While the text is
/// scanned, keys whose bit is set are collected, and the places of single tokens, which the memo knows; at the end of the
/// sentence the keys are looked up, what was there for the first time is kept, and its weights are added.
pub(crate) struct Sums<'c> {
    classifier: &'c Classifier,
    candidates: &'c mut Candidates,
    seen: &'c mut Seen,
    paragraph: [i32; MAX_LABELS],
    current: [i32; MAX_LABELS],
    best: [f64; MAX_LABELS],
    tokens: usize,
}

impl Keys for Sums<'_> {
    #[inline(always)]
    fn keys(&mut self, batch: Batch<'_>) {
        if self.candidates.found + self.candidates.len > CANDIDATES - BATCH {
            self.add_candidates();
        }
        self.candidates.collect(self.classifier.table.filter(), batch);
    }

    /// One more than the key's place, 0 if it is not selected.
    fn note(&self, key: u32) -> u32 {
        self.classifier.find(key).map_or(0, |place| place as u32 + 1) // at most 2²² places
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
        self.seen.begin_sentence();
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
        let indices = self.candidates.look_up(table);
        let kept = self.seen.keep_new(indices);
        let hits = &indices[..kept];
        let labels = self.current.chunks_mut(4).zip(self.paragraph.chunks_mut(4));
        for (weights, (current, paragraph)) in table.weights().zip(labels) {
            let [in_sentence, in_paragraph] = sums(weights, hits).map(unpack);
            current.iter_mut().zip(in_sentence).for_each(|(total, sum)| *total += sum);
            paragraph.iter_mut().zip(in_paragraph).for_each(|(total, sum)| *total += sum);
        }
    }
}

/// The sums of the hits' weights, and of those that are new to the paragraph.
#[inline(always)]
fn sums(weights: &[Four], hits: &[u32]) -> [Four; 2] {
    let mut sums = [0; 2];
    for &hit in hits {
        let Some(weights) = weights.get((hit >> 1) as usize) else { continue };
        sums[0] += weights;
        sums[1] += weights & Four::from(hit & 1).wrapping_neg();
    }
    sums
}

impl Candidates {
    /// Takes the keys of a batch that the filter may have. There is room for them.
    #[inline(never)]
    fn collect(&mut self, filter: Filter<'_>, batch: Batch<'_>) {
        let (places, mut found) = (&mut self.places, self.found);
        for &note in batch.notes() {
            places[found % CANDIDATES] = note.wrapping_sub(1);
            found += usize::from(note > 0);
        }
        self.found = found;
        let (keys, mut len) = (&mut self.keys, self.len);
        batch.each(|key| {
            keys[len % CANDIDATES] = key;
            len += usize::from(filter.may_have(key));
        });
        self.len = len;
    }

    /// Empties itself; the places of what is really there.
    #[inline(never)]
    fn look_up(&mut self, table: &Table) -> &mut [u32] {
        let (keys, len) = (&self.keys, std::mem::take(&mut self.len));
        let (places, mut found) = (&mut self.places, std::mem::take(&mut self.found));
        for &key in &keys[..len.min(CANDIDATES)] {
            let (place, there) = table.look_up(key);
            places[found % CANDIDATES] = place as u32;
            found += usize::from(there);
        }
        &mut places[..found]
    }
}
