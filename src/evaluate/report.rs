//! The report: figures of a model. Serialised as JSON; the field names are a contract.

use serde::{Serialize, Serializer};

use super::json;
use super::metrics::{Bin, Metrics};
use super::mistakes::Mistake;

/// Figures of a model on labelled paragraphs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Name of the model.
    pub name: String,
    /// Version of Themelight that wrote the report.
    pub version: &'static str,
    /// The labelled paragraphs.
    pub data: Data,
    /// How the model was trained, if the figures are cross-validated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<Training>,
    /// Size of the model.
    pub model: ModelSize,
    /// Mean F1 of the labels.
    pub macro_f1: f64,
    /// Mean F1 of the labels on paragraphs on which no annotator was unsure.
    pub macro_f1_clear: f64,
    /// Mean average precision of the labels.
    pub mean_average_precision: f64,
    /// Figures by label, in the model's order.
    pub labels: Vec<LabelReport>,
    /// Predicted labels by actual label.
    pub confusion: Confusion,
    /// Quality by number of articles and by model size, if measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curves: Option<Curves>,
}

/// Counts of the labelled paragraphs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Number of groups (articles).
    pub groups: usize,
    /// Number of paragraphs without a label.
    pub without_label: usize,
    /// Number of paragraphs on which an annotator was unsure.
    pub unsure: usize,
}

/// A training and its cross-validation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Training {
    /// The hyper-parameters.
    #[serde(serialize_with = "as_map")]
    pub params: Vec<HyperParameter>,
    /// Number of folds of the cross-validation.
    #[serde(skip)]
    pub folds: usize,
    /// Number of n-grams before selection.
    pub ngrams: usize,
    /// Number of background paragraphs for document frequencies; 0 if these are from the labelled
    /// paragraphs.
    pub background: u32,
}

/// A hyper-parameter and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct HyperParameter {
    /// Key in the JSON.
    pub key: &'static str,
    /// Name.
    pub name: &'static str,
    /// Value.
    pub value: serde_json::Number,
    /// What the parameter does.
    pub help: &'static str,
}

fn as_map<S: Serializer>(params: &[HyperParameter], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(params.iter().map(|p| (p.key, &p.value)))
}

/// Size of a model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ModelSize {
    /// Number of selected n-grams.
    pub features: usize,
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Size of the file in bytes after Brotli at quality 11.
    pub brotli: usize,
}

impl ModelSize {
    /// Measures a model file with this number of n-grams.
    pub(crate) fn new(features: usize, file: &[u8]) -> Self {
        Self { features, bytes: file.len(), brotli: brotli_len(file) }
    }
}

/// Returns the size of `bytes` in bytes after Brotli at quality 11; without the feature `files`,
/// their number.
#[cfg(not(feature = "files"))]
pub(crate) fn brotli_len(bytes: &[u8]) -> usize {
    bytes.len()
}

/// Returns the size of `bytes` in bytes after Brotli at quality 11.
#[cfg(feature = "files")]
pub(crate) fn brotli_len(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    // Writing to memory does not fail.
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).unwrap_or(bytes.len())
}

/// Figures of one label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelReport {
    /// The label.
    pub id: String,
    /// English display name, or else the first one.
    pub name: String,
    /// Colours on light and on dark pages.
    pub color: [String; 2],
    /// The model's threshold, a probability in (0, 1).
    pub threshold: f32,
    /// Metrics on all paragraphs.
    pub metrics: Metrics,
    /// Metrics on the paragraphs on which no annotator was unsure.
    pub clear: Metrics,
    /// Expected calibration error over ten bins.
    pub calibration_error: f64,
    /// Probabilities and share of positives, by tenths of the probability.
    pub reliability: [Bin; 10],
    /// Precision at a recall of 1 %, 2 % … 100 %.
    pub precision_at_recall: Vec<f64>,
    /// Metrics at thresholds of 0.01, 0.02 … 0.99.
    pub at_threshold: AtThreshold,
    /// The most confident false positives.
    #[serde(rename = "false_alarms")]
    pub false_positives: Vec<Mistake>,
    /// The most confident false negatives.
    #[serde(rename = "misses")]
    pub false_negatives: Vec<Mistake>,
}

/// Metrics of one label at thresholds of 0.01, 0.02 … 0.99.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AtThreshold {
    /// Precision; 0 if no paragraph is predicted.
    pub precision: Vec<f64>,
    /// Recall.
    pub recall: Vec<f64>,
    /// F1.
    pub f1: Vec<f64>,
}

/// Predicted labels by actual label. The rows are the labels and, last, “none”. A paragraph with
/// several labels counts in the row of each; unknown labels are not counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confusion {
    /// Number of paragraphs of each row.
    pub paragraphs: Vec<usize>,
    /// For each row and label the number of false positives; on the diagonal, of true positives.
    #[serde(rename = "given")]
    pub predicted: Vec<Vec<usize>>,
    /// Number of paragraphs of each row without a predicted label.
    pub nothing: Vec<usize>,
}

/// Cross-validated quality with less data and with other model sizes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curves {
    /// Models trained on a part of the articles, measured on all.
    pub articles: Vec<Point>,
    /// Models of other sizes; the last one has all n-grams and weights of eight bits.
    pub sizes: Vec<Point>,
}

/// Quality of one training of a curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Number of paragraphs trained on in each fold.
    pub paragraphs: usize,
    /// Number of selected n-grams.
    pub features: usize,
    /// The largest quantised weight.
    #[serde(rename = "levels")]
    pub max_level: i8,
    /// Size of the model in bytes after Brotli.
    pub brotli: usize,
    /// Mean F1 of the labels.
    pub macro_f1: f64,
    /// F1 by label, in the model's order.
    pub f1: Vec<f64>,
}

impl Report {
    /// Returns the report as JSON, fractions with four digits.
    ///
    /// # Errors
    /// Fails if a figure is not a finite number.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(json::pretty(&serde_json::to_value(self)?))
    }
}
