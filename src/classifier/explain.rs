//! Evidence: the exact contribution of each occurrence of an n-gram to a paragraph's scores.

use super::Classifier;
use crate::model::math::length_norm;
use crate::text::{ByteSpan, tokenize};

/// The contribution of one occurrence of a selected n-gram to the calibrated logit of one label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The label's index in the model.
    pub label: usize,
    /// Position of the n-gram.
    pub span: ByteSpan,
    /// The contribution; never 0.
    pub weight: f64,
}

impl Classifier {
    /// Returns the contributions of all n-gram occurrences in the order of the text, and of each in the order of the
    /// labels. For each label they and [`Model::bias`](crate::Model::bias) add up to the logit of its probability. An n-gram
    /// that occurs several times counts once; its occurrences share its contribution evenly.
    pub fn explain(&self, text: &str) -> Vec<Evidence> {
        self.evidence(text).collect()
    }

    /// Like [`explain`](Self::explain), one after another: the evidence of a long text may not fit into a page's memory.
    pub(crate) fn evidence(&self, text: &str) -> impl Iterator<Item = Evidence> {
        let model = &self.model;
        let (mut hits, mut sentences) = (Vec::new(), Vec::new());
        for sentence in tokenize(text).sentences() {
            for ngram in model.vectorizer.ngrams(sentence) {
                if let Some(index) = self.lookup.find(ngram.key) {
                    let sentence = sentences.len();
                    hits.push(Hit { index, span: ngram.span, sentence, in_sentence: 0, in_paragraph: 0 });
                }
            }
            sentences.push(sentence.len());
        }
        count_occurrences(&mut hits, model.keys.len());

        let paragraph_norm = length_norm(sentences.iter().sum());
        let best: Vec<usize> = (0..model.labels.len()).map(|l| self.best_sentence(l, &hits, &sentences)).collect();
        let pooling = f64::from(model.pooling);
        let weight = move |hit: &Hit, l: usize| {
            let label = &model.labels[l];
            let mut share = (1.0 - pooling) * paragraph_norm / f64::from(hit.in_paragraph);
            if hit.sentence == best[l] {
                share += pooling * length_norm(sentences[hit.sentence]) / f64::from(hit.in_sentence);
            }
            let scale = f64::from(label.calibration.slope) * f64::from(label.scale);
            f64::from(model.weight(hit.index, l)) * scale * share
        };
        let pairs = hits.into_iter().flat_map(|hit| (0..model.labels.len()).map(move |l| (hit, l)));
        pairs
            .map(move |(hit, l)| Evidence { label: l, span: hit.span, weight: weight(&hit, l) })
            .filter(|evidence| evidence.weight != 0.0)
    }

    /// Returns the first sentence with the highest score for a label.
    fn best_sentence(&self, label: usize, hits: &[Hit], sentences: &[usize]) -> usize {
        let mut sums = vec![0.0; sentences.len()];
        for hit in hits {
            sums[hit.sentence] += f64::from(self.model.weight(hit.index, label)) / f64::from(hit.in_sentence);
        }
        // Fractions of an integer do not add up to it exactly; rounding restores the sum that prediction compares.
        let scores = sums.iter().zip(sentences).map(|(sum, &tokens)| sum.round() * length_norm(tokens));
        let (best, _) = scores.enumerate().fold((0, f64::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
        best
    }
}

/// An occurrence of a selected n-gram.
#[derive(Clone, Copy)]
struct Hit {
    index: usize,
    span: ByteSpan,
    sentence: usize,
    in_sentence: u32,
    in_paragraph: u32,
}

/// Counts how often each hit's n-gram, one of `features`, occurs in its sentence and in the paragraph.
fn count_occurrences(hits: &mut [Hit], features: usize) {
    let mut counts = vec![0; features];
    hits.iter().for_each(|hit| counts[hit.index] += 1);
    hits.iter_mut().for_each(|hit| hit.in_paragraph = counts[hit.index]);
    hits.iter().for_each(|hit| counts[hit.index] = 0);
    for sentence in hits.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        sentence.iter().for_each(|hit| counts[hit.index] += 1);
        sentence.iter_mut().for_each(|hit| hit.in_sentence = counts[hit.index]);
        sentence.iter().for_each(|hit| counts[hit.index] = 0);
    }
}
