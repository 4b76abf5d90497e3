//! What training measured, for machines (`report.json`) and people (`report.md`).

use std::fmt::Write as _;

use serde::Serialize;

use super::metrics::{Metrics, macro_f1};
use super::params::ValidParams;

/// The report of one training.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The version of Themelight that trained.
    pub version: &'static str,
    /// The hyper-parameters.
    pub params: ValidParams,
    /// What was trained on.
    pub data: Data,
    /// What came of it.
    pub model: ModelSize,
    /// Per label, in the model's order, on paragraphs that the scoring model had not seen.
    pub labels: Vec<LabelReport>,
    /// The mean of the labels' F1, each fold's threshold chosen on the other folds.
    pub macro_f1: f64,
    /// The same, counting only paragraphs on which no annotator hesitated.
    pub macro_f1_clear: f64,
    /// The mean of the labels' average precision.
    pub mean_average_precision: f64,
}

/// The training data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Data {
    /// Labelled paragraphs.
    pub paragraphs: usize,
    /// Groups (articles) they come from.
    pub groups: usize,
    /// Paragraphs without a label.
    pub without_label: usize,
    /// Distinct n-grams to choose from.
    pub ngrams: usize,
    /// Paragraphs in which document frequencies were counted.
    pub background: u32,
}

/// The model's size.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// The shipped threshold, a probability.
    pub threshold: f32,
    /// Cross-validated, each fold's threshold chosen on the other folds.
    pub metrics: Metrics,
    /// The same on paragraphs on which no annotator hesitated.
    pub clear: Metrics,
    /// The expected calibration error of the held-out probabilities, ten bins.
    pub calibration_error: f64,
}

impl Report {
    /// Fills in the means over the labels.
    pub fn with_means(mut self) -> Self {
        let of = |f: fn(&LabelReport) -> Metrics| self.labels.iter().map(f).collect::<Vec<_>>();
        let (all, clear) = (of(|l| l.metrics), of(|l| l.clear));
        self.macro_f1 = macro_f1(&all);
        self.macro_f1_clear = macro_f1(&clear);
        self.mean_average_precision = all.iter().map(|m| m.average_precision).sum::<f64>() / all.len().max(1) as f64;
        self
    }

    /// The report as JSON, numbers rounded to what they mean.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut value = serde_json::to_value(self)?;
        round(&mut value);
        Ok(serde_json::to_string_pretty(&value)? + "\n")
    }

    /// The report as a Markdown page.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        let Report { data, model, params, .. } = self;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "# Training report\n\nWritten by `themelight train` {}. Do not edit.\n\n\
             {} labelled paragraphs from {} articles ({} without a label), {} n-grams to choose from, document \
             frequencies from {} paragraphs of other text.\n\n\
             The model: {} n-grams, {} bytes, {} under Brotli.\n\n\
             ## Cross-validation\n\n{} folds, articles kept whole. Every score is from a model trained, selected and quantised without the \
             paragraph's fold; every threshold behind a figure was chosen without that fold, too. *Clear* are the paragraphs on which no annotator \
             hesitated.\n\n\
             | label | paragraphs | threshold | precision | recall | F1 | F1, clear | average precision | calibration error |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            self.version,
            data.paragraphs,
            data.groups,
            data.without_label,
            data.ngrams,
            data.background,
            model.features,
            model.bytes,
            model.brotli,
            params.folds,
        );
        for l in &self.labels {
            let m = &l.metrics;
            let _ = writeln!(
                out,
                "| {} | {} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
                l.id,
                m.support,
                l.threshold,
                m.precision,
                m.recall,
                m.f1,
                l.clear.f1,
                m.average_precision,
                l.calibration_error,
            );
        }
        let _ = writeln!(
            out,
            "| mean | | | | | {:.3} | {:.3} | {:.3} | |",
            self.macro_f1, self.macro_f1_clear, self.mean_average_precision
        );
        out
    }
}

/// Rounds every fraction to four digits.
fn round(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Number(n) if n.is_f64() => {
            let rounded = n.as_f64().map_or(0.0, |f| (f * 1e4).round() / 1e4);
            *value = rounded.into();
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(round),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(round),
        _ => {}
    }
}
