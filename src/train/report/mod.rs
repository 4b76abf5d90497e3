//! What was measured, for machines ([`Report`] as JSON) and for people ([`page`], the same as a page of HTML).
//!
//! A report is made of paragraphs with what a model said of them ([`Judged`]): by cross-validation (`of_training`), or a finished
//! model on labelled paragraphs. [`curves`]: quality against more articles and more bytes. [`floor`]: the figures below which
//! quality may not fall. No text of a paragraph is in a report; of the worst mistakes it has ids and n-grams.

pub mod curves;
pub mod floor;
mod json;
mod judged;
mod mistakes;
mod of_training;
pub mod page;

pub use judged::Judged;
pub use mistakes::{Evidence, Mistake};

use serde::Serialize;

use super::metrics::{Bin, Metrics};
use super::params::ValidParams;
use curves::Curves;

/// What a model can do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The model's name.
    pub name: String,
    /// The version of Themelight that measured.
    pub version: &'static str,
    /// What it was measured on.
    pub data: Data,
    /// How it was trained, where it was trained to be measured: then every figure is cross-validated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<Training>,
    /// The model's size.
    pub model: ModelSize,
    /// The mean of the labels' F1.
    pub macro_f1: f64,
    /// The same, counting only paragraphs on which no annotator hesitated.
    pub macro_f1_clear: f64,
    /// The mean of the labels' average precision.
    pub mean_average_precision: f64,
    /// Per label, in the model's order.
    pub labels: Vec<LabelReport>,
    /// Which theme is given where another or none is right.
    pub confusion: Confusion,
    /// Quality against articles and bytes, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curves: Option<Curves>,
}

/// The labelled paragraphs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// How many there are.
    pub paragraphs: usize,
    /// Groups (articles) they come from.
    pub groups: usize,
    /// Paragraphs without a label.
    pub without_label: usize,
    /// Paragraphs on which an annotator hesitated.
    pub unsure: usize,
}

/// What training had to choose from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Training {
    /// The hyper-parameters.
    pub params: ValidParams,
    /// Distinct n-grams to choose from.
    pub ngrams: usize,
    /// Paragraphs in which document frequencies were counted.
    pub background: u32,
}

/// The model's size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ModelSize {
    /// Selected n-grams.
    pub features: usize,
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of the file under Brotli, quality 11.
    pub brotli: usize,
}

/// One label's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelReport {
    /// The label.
    pub id: String,
    /// Its name for people, in English where it has one.
    pub name: String,
    /// Its colours on light and on dark pages.
    pub color: [String; 2],
    /// The model's threshold, a probability.
    pub threshold: f32,
    /// On all paragraphs.
    pub metrics: Metrics,
    /// On those on which no annotator hesitated.
    pub clear: Metrics,
    /// The expected calibration error, ten bins.
    pub calibration_error: f64,
    /// Probabilities against what came true, by tenths.
    pub reliability: [Bin; 10],
    /// The precision at which 1 %, 2 % … 100 % of the paragraphs with the label are found.
    pub precision_at_recall: Vec<f64>,
    /// Figures at thresholds of 0.01, 0.02 … 0.99.
    pub at_threshold: AtThreshold,
    /// Given most surely where it is not right.
    pub false_alarms: Vec<Mistake>,
    /// Missed most surely where it is right.
    pub misses: Vec<Mistake>,
}

/// One label's figures as the threshold rises from 0.01 to 0.99.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AtThreshold {
    /// 0 from where no paragraph is given the label.
    pub precision: Vec<f64>,
    /// Of the paragraphs with the label the part found.
    pub recall: Vec<f64>,
    /// The harmonic mean of the two.
    pub f1: Vec<f64>,
}

/// Rows are what is right: the labels, and last none. A paragraph with several labels counts in the row of each; labels
/// that are open for it count nowhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confusion {
    /// The paragraphs of each row.
    pub paragraphs: Vec<usize>,
    /// For each row and each label the paragraphs that were given the label and lack it, on the diagonal those that
    /// have it.
    pub given: Vec<Vec<usize>>,
    /// The paragraphs of each row that were given no label.
    pub nothing: Vec<usize>,
}

impl Report {
    /// The report as JSON.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(json::written(&serde_json::to_value(self)?))
    }
}
