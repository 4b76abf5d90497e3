//! The values of a [`Trace`].

use serde::Serialize;

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
