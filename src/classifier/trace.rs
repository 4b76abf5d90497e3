//! Every intermediate value between a text and its probabilities, for a page that shows them.
//!
//! [`probabilities`](Classifier::probabilities) keeps none of these values. `trace` computes them
//! again from the same tokens, keys, weights and functions, in the same order, so that its
//! probabilities are equal to the bit.

use std::collections::HashMap;

use serde::Serialize;

use super::score::pool;
use super::seen::DistinctTokens;
use super::{Classifier, WINDOW};
use crate::model::math::{length_norm, logistic};
use crate::ngram::Ngram;
use crate::text::normalize::{LOSSLESS, LOSSY, Step};
use crate::text::{ByteSpan, Token, TokenKind, Tokens, Utf16Cursor, Utf16Span, tokenize};

/// The stages of a paragraph, from its text to the probabilities. Offsets are UTF-16 code units;
/// numbers of the model are `f64`, so that sums of the serialised values are exact.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The normalisation steps in order.
    pub steps: Vec<TraceStep>,
    /// The text after all steps.
    pub normalized: String,
    /// The tokens in the order of the text.
    pub tokens: Vec<TraceToken>,
    /// The sentences in the order of the text.
    pub sentences: Vec<TraceUnit>,
    /// The windows in the order of the text; nearly every paragraph is one window.
    pub windows: Vec<TraceUnit>,
    /// The distinct n-grams of each sentence, in the order of their first occurrence.
    pub ngrams: Vec<TraceNgram>,
    /// The labels in the model's order.
    pub labels: Vec<TraceLabel>,
    /// Weight of the best sentence in the logit, 0 to 1.
    pub pooling: f64,
    /// Length of the longest n-gram in tokens.
    pub max_n: u8,
    /// Number of n-grams in the model.
    pub vocabulary: usize,
}

/// One normalisation step.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceStep {
    /// Its name, such as `lower-case`.
    pub name: &'static str,
    /// Whether the text looks the same after it.
    pub lossless: bool,
    /// The tokens, and the characters between tokens, that it changed.
    pub changes: Vec<TraceChange>,
}

/// A token, or the characters between two tokens, before and after a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceChange {
    /// Before the step.
    pub before: String,
    /// After the step.
    pub after: String,
}

/// A token.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceToken {
    /// Start and end in the text.
    pub span: [usize; 2],
    /// Start and end in the normalised text.
    pub normal_span: [usize; 2],
    /// Its normal form.
    pub text: String,
    /// `syllable`, `number` or `code`.
    pub kind: &'static str,
    /// Index of its sentence.
    pub sentence: usize,
}

/// A sentence, or a window of sentences.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceUnit {
    /// Index of the window: of a window its own.
    pub window: usize,
    /// Index of the first token and of the one after the last.
    pub tokens: [usize; 2],
    /// Number of distinct tokens.
    pub distinct: usize,
    /// 1 / √`distinct`.
    pub norm: f64,
    /// For each label, the sum of the weights of the distinct n-grams.
    pub sums: Vec<i32>,
    /// For each label, `sums` · `norm`.
    pub scores: Vec<f64>,
    /// For each label, the index of the best sentence: of a sentence its own.
    pub best: Vec<usize>,
    /// For each label, the score pooled with that of the best sentence: of a sentence its score.
    pub pooled: Vec<f64>,
}

/// An n-gram of a sentence.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceNgram {
    /// The normal forms of its tokens, with a space between.
    pub text: String,
    /// Number of tokens.
    pub n: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// Start and end of each occurrence in the text.
    pub spans: Vec<[usize; 2]>,
    /// Whether this is its first sentence in the window: only then it is in the window's sums.
    pub first_in_window: bool,
    /// For each label, the weight in steps of the label's scale; `None` if the model lacks it.
    pub weights: Option<Vec<i8>>,
}

/// From the sums of a label to its probability.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TraceLabel {
    /// Identifier.
    pub id: String,
    /// Display names: language tag and name.
    pub names: Vec<(String, String)>,
    /// Colour on a light page, `#rrggbb`.
    pub color: String,
    /// Colour on a dark page, `#rrggbb`.
    pub color_dark: String,
    /// Index of the best window; `None` for a text without tokens.
    pub window: Option<usize>,
    /// The pooled score of that window; 0 for a text without tokens.
    pub pooled: f64,
    /// Value of one step of a weight.
    pub scale: f64,
    /// Raw logit of a text without selected n-grams.
    pub bias: f64,
    /// `bias` + `scale` · `pooled`.
    pub logit: f64,
    /// Calibration: factor of the logit.
    pub slope: f64,
    /// Calibration: added to `slope` · `logit`.
    pub intercept: f64,
    /// `slope` · `logit` + `intercept`.
    pub calibrated: f64,
    /// The logistic function of `calibrated`, rounded to an `f32`.
    pub probability: f64,
    /// Lowest probability at which the paragraph has the label.
    pub threshold: f64,
    /// Whether the paragraph has the label.
    pub tagged: bool,
}

impl Classifier {
    /// Returns every intermediate value of [`probabilities`](Self::probabilities).
    pub fn trace(&self, text: &str) -> Trace {
        let tokens = tokenize(text);
        let (steps, normalized) = steps(text);
        let traced = traced_tokens(text, &normalized, &tokens);
        let mut units = Units::new(self);
        let mut cursor = Utf16Cursor::new(text);
        let mut first = 0;
        for sentence in tokens.sentences() {
            units.add_sentence(sentence, first, &traced, &mut |span| units_of(&mut cursor, span));
            first += sentence.len();
        }
        units.end_window();
        let model = &self.model;
        let labels = (0..model.labels.len()).map(|l| self.traced_label(l, &units.windows));
        Trace {
            steps,
            normalized,
            labels: labels.collect(),
            tokens: traced,
            sentences: units.sentences,
            windows: units.windows,
            ngrams: units.ngrams,
            pooling: model.pooling.into(),
            max_n: model.vectorizer.max_n(),
            vocabulary: model.keys.len(),
        }
    }

    fn traced_label(&self, l: usize, windows: &[TraceUnit]) -> TraceLabel {
        let label = &self.model.labels[l];
        let mut best: Option<(usize, f64)> = None;
        for (i, window) in windows.iter().enumerate() {
            if best.is_none_or(|(_, score)| window.pooled[l] > score) {
                best = Some((i, window.pooled[l]));
            }
        }
        let pooled = best.map_or(0.0, |(_, score)| score);
        let logit = f64::from(label.bias) + f64::from(label.scale) * pooled;
        let calibrated = label.calibration.logit(logit);
        let probability = logistic(calibrated) as f32;
        TraceLabel {
            id: label.id.clone(),
            names: label.names.clone(),
            color: label.color.to_string(),
            color_dark: label.color_dark.to_string(),
            window: best.map(|(i, _)| i),
            pooled,
            scale: label.scale.into(),
            bias: label.bias.into(),
            logit,
            slope: label.calibration.slope.into(),
            intercept: label.calibration.intercept.into(),
            calibrated,
            probability: probability.into(),
            threshold: label.threshold.into(),
            tagged: probability >= label.threshold,
        }
    }
}

/// The sentences, windows and n-grams so far.
struct Units<'c> {
    classifier: &'c Classifier,
    counter: DistinctTokens,
    sentences: Vec<TraceUnit>,
    windows: Vec<TraceUnit>,
    ngrams: Vec<TraceNgram>,
    /// The first sentence of each n-gram of the current window, by key.
    in_window: HashMap<u32, usize>,
    /// Index of the window's first sentence.
    first_sentence: usize,
    /// Index of the first n-gram of that sentence.
    first_ngram: usize,
}

impl<'c> Units<'c> {
    fn new(classifier: &'c Classifier) -> Self {
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
    fn add_sentence(
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
    fn end_window(&mut self) {
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

fn units_of(cursor: &mut Utf16Cursor<'_>, span: ByteSpan) -> [usize; 2] {
    let Utf16Span { start, end } = cursor.span(span);
    [start, end]
}

/// Applies each normalisation step; returns the steps and the text after the last one.
fn steps(text: &str) -> (Vec<TraceStep>, String) {
    let mut text = text.to_owned();
    let mut apply = |lossless: bool, step: Step| {
        let after = step.apply(&text);
        let changes = changes(&text, &after);
        text = after;
        TraceStep { name: step.name(), lossless, changes }
    };
    let mut steps: Vec<TraceStep> = LOSSLESS.iter().map(|&step| apply(true, step)).collect();
    steps.extend(LOSSY.iter().map(|&step| apply(false, step)));
    (steps, text)
}

/// Returns the tokens, and the characters between them, that differ. No step changes the number of
/// tokens (`tests/text.rs`).
fn changes(before: &str, after: &str) -> Vec<TraceChange> {
    if before == after {
        return Vec::new();
    }
    let (before, after) = (pieces(before), pieces(after));
    let different = before.into_iter().zip(after).filter(|(before, after)| before != after);
    different.map(|(before, after)| TraceChange { before, after }).collect()
}

/// Splits a text into the characters before each token, the token, and so on.
fn pieces(text: &str) -> Vec<String> {
    let (mut pieces, mut done) = (Vec::new(), 0);
    for token in tokenize(text).all() {
        pieces.push(text[done..token.span.start].to_owned());
        pieces.push(text[token.span.start..token.span.end].to_owned());
        done = token.span.end;
    }
    pieces.push(text[done..].to_owned());
    pieces
}

fn traced_tokens(text: &str, normalized: &str, tokens: &Tokens) -> Vec<TraceToken> {
    let (mut cursor, mut normal_cursor) = (Utf16Cursor::new(text), Utf16Cursor::new(normalized));
    let normal = tokenize(normalized);
    let numbered = tokens.sentences().enumerate();
    let sentences = numbered.flat_map(|(i, sentence)| sentence.iter().map(move |_| i));
    let pairs = tokens.all().iter().zip(normal.all()).zip(sentences);
    let traced = pairs.map(|((token, normal), sentence)| TraceToken {
        span: units_of(&mut cursor, token.span),
        normal_span: units_of(&mut normal_cursor, normal.span),
        text: normalized[normal.span.start..normal.span.end].to_owned(),
        kind: match token.kind {
            TokenKind::Syllable => "syllable",
            TokenKind::Number => "number",
            TokenKind::Code => "code",
        },
        sentence,
    });
    traced.collect()
}
