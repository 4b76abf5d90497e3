//! Why a paragraph has its score: the exact contribution of each occurrence of an n-gram.

use super::{Classifier, length_norm};
use crate::features::{Features, Ngram};
use crate::text::ByteSpan;

/// What one occurrence of a selected n-gram adds to the calibrated logit of one label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The label's place in the model.
    pub label: usize,
    /// Where the n-gram stands.
    pub span: ByteSpan,
    /// Its contribution; never 0.
    pub weight: f64,
}

impl Classifier {
    /// The contributions of all n-gram occurrences, in the order of the text, and for each of them in the order of
    /// the labels. For each label they and [`Model::bias`](crate::model::Model::bias) add up to the logit of the
    /// probability. An n-gram that occurs several times counts once; its occurrences share what it adds evenly.
    pub fn explain(&self, text: &str) -> Vec<Evidence> {
        self.evidence(text).collect()
    }

    /// The same, one after another: a long text has more evidence than fits into the memory of a page.
    pub(crate) fn evidence(&self, text: &str) -> impl Iterator<Item = Evidence> {
        let model = &self.model;
        let mut hits = Hits { classifier: self, hits: Vec::new(), sentences: Vec::new() };
        model.vectorizer.scan(text, &mut hits);
        let Hits { mut hits, sentences, .. } = hits;
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

    /// The first sentence with the highest score for a label.
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

#[derive(Clone, Copy)]
struct Hit {
    index: usize,
    span: ByteSpan,
    sentence: usize,
    in_sentence: u32,
    in_paragraph: u32,
}

/// Remembers every occurrence of a selected n-gram.
struct Hits<'c> {
    classifier: &'c Classifier,
    hits: Vec<Hit>,
    /// Tokens of each sentence.
    sentences: Vec<usize>,
}

impl Features for Hits<'_> {
    fn ngram(&mut self, ngram: Ngram) {
        if let Some(index) = self.classifier.find(ngram.key) {
            let sentence = self.sentences.len();
            self.hits.push(Hit { index, span: ngram.span, sentence, in_sentence: 0, in_paragraph: 0 });
        }
    }

    fn sentence_end(&mut self, tokens: usize) {
        self.sentences.push(tokens);
    }
}

/// Counts how often each hit's n-gram, of `features`, occurs in its sentence and in the paragraph.
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
