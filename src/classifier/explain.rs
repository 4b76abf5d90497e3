//! Evidence: the exact contribution of each occurrence of an n-gram to a paragraph's scores.

use super::score::pool;
use super::seen::DistinctTokens;
use super::{Classifier, WINDOW};
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
    /// Returns the contributions of all n-gram occurrences in the order of the text, and of each in
    /// the order of the labels. For each label they and [`Model::bias`](crate::Model::bias) add up
    /// to the logit of its probability. An n-gram that occurs several times counts once; its
    /// occurrences share its contribution evenly. In a text of several windows (see `classifier`)
    /// only the label's best window contributes.
    pub fn explain(&self, text: &str) -> Vec<Evidence> {
        self.evidence(text).collect()
    }

    /// Like [`explain`](Self::explain), one after another: the evidence of a long text may not fit
    /// into a page's memory.
    pub(crate) fn evidence(&self, text: &str) -> impl Iterator<Item = Evidence> {
        let model = &self.model;
        let (mut hits, mut sentences, mut windows) = (Vec::new(), Vec::new(), Vec::new());
        let mut tokens = DistinctTokens::default();
        tokens.begin_window();
        for sentence in tokenize(text).sentences() {
            for ngram in model.vectorizer.ngrams(sentence) {
                if let Some(index) = self.lookup.find(ngram.key) {
                    let (sentence, window) = (sentences.len(), windows.len());
                    hits.push(Hit {
                        index,
                        span: ngram.span,
                        sentence,
                        window,
                        in_sentence: 0,
                        in_window: 0,
                    });
                }
            }
            sentence.iter().for_each(|token| tokens.add(&[token.hash]));
            sentences.push(Sentence { tokens: tokens.end_sentence(), window: windows.len() });
            if tokens.in_window() >= WINDOW {
                windows.push(tokens.in_window());
                tokens.begin_window();
            }
        }
        if tokens.in_window() > 0 {
            windows.push(tokens.in_window());
        }
        count_occurrences(&mut hits, model.keys.len());

        let best: Vec<Best> =
            (0..model.labels.len()).map(|l| self.best(l, &hits, &sentences, &windows)).collect();
        let pooling = f64::from(model.pooling);
        let weight = move |hit: &Hit, l: usize| {
            let (label, best) = (&model.labels[l], &best[l]);
            if hit.window != best.window {
                return 0.0;
            }
            let mut share =
                (1.0 - pooling) * length_norm(windows[hit.window]) / f64::from(hit.in_window);
            if hit.sentence == best.sentence {
                share += pooling * length_norm(sentences[hit.sentence].tokens)
                    / f64::from(hit.in_sentence);
            }
            let scale = f64::from(label.calibration.slope) * f64::from(label.scale);
            f64::from(model.weight(hit.index, l)) * scale * share
        };
        let pairs = hits.into_iter().flat_map(|hit| (0..model.labels.len()).map(move |l| (hit, l)));
        pairs
            .map(move |(hit, l)| Evidence { label: l, span: hit.span, weight: weight(&hit, l) })
            .filter(|evidence| evidence.weight != 0.0)
    }

    /// Returns the first window with the highest score for a label, and its first sentence with the
    /// highest score.
    fn best(&self, label: usize, hits: &[Hit], sentences: &[Sentence], windows: &[usize]) -> Best {
        let (mut in_sentence, mut in_window) =
            (vec![0.0; sentences.len()], vec![0.0; windows.len()]);
        for hit in hits {
            let weight = f64::from(self.model.weight(hit.index, label));
            in_sentence[hit.sentence] += weight / f64::from(hit.in_sentence);
            in_window[hit.window] += weight / f64::from(hit.in_window);
        }
        // Fractions of an integer do not add up to it exactly; rounding restores the sums that
        // prediction compares.
        let mut best_sentence = vec![(0, f64::NEG_INFINITY); windows.len()];
        for (i, (sum, sentence)) in in_sentence.iter().zip(sentences).enumerate() {
            let score = sum.round() * length_norm(sentence.tokens);
            if score > best_sentence[sentence.window].1 {
                best_sentence[sentence.window] = (i, score);
            }
        }
        let mut best = (Best { window: 0, sentence: 0 }, f64::NEG_INFINITY);
        for (window, (sum, &(sentence, score))) in in_window.iter().zip(&best_sentence).enumerate()
        {
            let score = pool(self.model.pooling, sum.round() * length_norm(windows[window]), score);
            if score > best.1 {
                best = (Best { window, sentence }, score);
            }
        }
        best.0
    }
}

struct Sentence {
    /// Number of distinct tokens.
    tokens: usize,
    /// Index of its window.
    window: usize,
}

/// What makes a label's score: indices of a window and of one of its sentences.
struct Best {
    window: usize,
    sentence: usize,
}

/// An occurrence of a selected n-gram.
#[derive(Clone, Copy)]
struct Hit {
    index: usize,
    span: ByteSpan,
    sentence: usize,
    window: usize,
    in_sentence: u32,
    in_window: u32,
}

/// Counts how often each hit's n-gram, one of `features`, occurs in its sentence and in its window.
fn count_occurrences(hits: &mut [Hit], features: usize) {
    let mut counts = vec![0; features];
    for window in hits.chunk_by_mut(|a, b| a.window == b.window) {
        window.iter().for_each(|hit| counts[hit.index] += 1);
        window.iter_mut().for_each(|hit| hit.in_window = counts[hit.index]);
        window.iter().for_each(|hit| counts[hit.index] = 0);
        for sentence in window.chunk_by_mut(|a, b| a.sentence == b.sentence) {
            sentence.iter().for_each(|hit| counts[hit.index] += 1);
            sentence.iter_mut().for_each(|hit| hit.in_sentence = counts[hit.index]);
            sentence.iter().for_each(|hit| counts[hit.index] = 0);
        }
    }
}
