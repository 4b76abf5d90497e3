//! The sentences, windows and n-grams of a trace.

use std::collections::HashMap;

use super::{TraceNgram, TraceToken, TraceUnit};
use crate::classifier::score::pool;
use crate::classifier::seen::DistinctTokens;
use crate::classifier::{Classifier, WINDOW};
use crate::model::math::length_norm;
use crate::ngram::Ngram;
use crate::text::{ByteSpan, Token};

/// The sentences, windows and n-grams so far.
pub(super) struct Units<'c> {
    classifier: &'c Classifier,
    counter: DistinctTokens,
    pub(super) sentences: Vec<TraceUnit>,
    pub(super) windows: Vec<TraceUnit>,
    pub(super) ngrams: Vec<TraceNgram>,
    /// The first sentence of each n-gram of the current window, by key.
    in_window: HashMap<u32, usize>,
    /// Index of the window's first sentence.
    first_sentence: usize,
    /// Index of the first n-gram of that sentence.
    first_ngram: usize,
}

impl<'c> Units<'c> {
    pub(super) fn new(classifier: &'c Classifier) -> Self {
        let mut counter = DistinctTokens::default();
        counter.begin_window();
        Self {
            classifier,
            counter,
            sentences: Vec::new(),
            windows: Vec::new(),
            ngrams: Vec::new(),
            in_window: HashMap::new(),
            first_sentence: 0,
            first_ngram: 0,
        }
    }

    /// Adds a sentence whose first token has the index `first`; `units` converts spans.
    pub(super) fn add_sentence(
        &mut self,
        sentence: &[Token],
        first: usize,
        tokens: &[TraceToken],
        units: &mut impl FnMut(ByteSpan) -> [usize; 2],
    ) {
        let (index, before) = (self.sentences.len(), self.ngrams.len());
        let mut places = HashMap::new();
        for (ngram, last) in with_last_token(self.classifier, sentence) {
            let place = *places.entry(ngram.key).or_insert(self.ngrams.len());
            if place == self.ngrams.len() {
                let words = &tokens[first + last + 1 - ngram.n..=first + last];
                let text: Vec<&str> = words.iter().map(|token| &*token.text).collect();
                let traced = self.ngram(ngram, text.join(" "), index);
                self.ngrams.push(traced);
            }
            self.ngrams[place].spans.push(units(ngram.span));
        }
        for token in sentence {
            self.counter.add(&[token.hash]);
        }
        let distinct = self.counter.end_sentence();
        let sums = self.sums(&self.ngrams[before..], |_| true);
        let tokens = [first, first + sentence.len()];
        let unit = TraceUnit::new(self.windows.len(), tokens, distinct, sums);
        let (best, pooled) = (vec![index; unit.sums.len()], unit.scores.clone());
        self.sentences.push(TraceUnit { best, pooled, ..unit });
        if self.counter.in_window() >= WINDOW {
            self.end_window();
        }
    }

    fn ngram(&mut self, ngram: Ngram, text: String, sentence: usize) -> TraceNgram {
        let model = &self.classifier.model;
        let index = self.classifier.lookup.find(ngram.key);
        TraceNgram {
            text,
            n: ngram.n,
            sentence,
            spans: Vec::new(),
            first_in_window: *self.in_window.entry(ngram.key).or_insert(sentence) == sentence,
            weights: index
                .map(|index| (0..model.labels.len()).map(|l| model.weight(index, l)).collect()),
        }
    }

    /// Returns the sums of the weights of the n-grams that are counted, one per label.
    fn sums(&self, ngrams: &[TraceNgram], counted: impl Fn(&&TraceNgram) -> bool) -> Vec<i32> {
        let mut sums = vec![0; self.classifier.model.labels.len()];
        for weights in ngrams.iter().filter(counted).filter_map(|n| n.weights.as_ref()) {
            sums.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += i32::from(weight));
        }
        sums
    }

    /// Ends the window, unless it has no sentence.
    pub(super) fn end_window(&mut self) {
        let sentences = &self.sentences[self.first_sentence..];
        let ([first, ..], [.., last]) = (sentences, sentences) else { return };
        let tokens = [first.tokens[0], last.tokens[1]];
        let sums = self.sums(&self.ngrams[self.first_ngram..], |ngram| ngram.first_in_window);
        let unit = TraceUnit::new(self.windows.len(), tokens, self.counter.in_window(), sums);
        let (mut best, mut pooled) = (Vec::new(), Vec::new());
        for (l, &score) in unit.scores.iter().enumerate() {
            let mut of_label = (self.first_sentence, f64::NEG_INFINITY);
            for (i, sentence) in (self.first_sentence..).zip(sentences) {
                if sentence.scores[l] > of_label.1 {
                    of_label = (i, sentence.scores[l]);
                }
            }
            best.push(of_label.0);
            pooled.push(pool(self.classifier.model.pooling, score, of_label.1));
        }
        self.windows.push(TraceUnit { best, pooled, ..unit });
        (self.first_sentence, self.first_ngram) = (self.sentences.len(), self.ngrams.len());
        self.in_window.clear();
        self.counter.begin_window();
    }
}

impl TraceUnit {
    /// Returns a unit without its best sentences and pooled scores.
    fn new(window: usize, tokens: [usize; 2], distinct: usize, sums: Vec<i32>) -> Self {
        let norm = length_norm(distinct);
        let scores = sums.iter().map(|&sum| f64::from(sum) * norm).collect();
        Self { window, tokens, distinct, norm, sums, scores, best: vec![], pooled: vec![] }
    }
}

/// Returns the n-grams of a sentence, each with the index of its last token.
fn with_last_token(
    classifier: &Classifier,
    sentence: &[Token],
) -> impl Iterator<Item = (Ngram, usize)> {
    let mut ended = 0;
    classifier.model.vectorizer.ngrams(sentence).map(move |ngram| {
        ended += usize::from(ngram.n == 1); // the first n-gram that ends at a token
        (ngram, ended - 1)
    })
}
