//! The figures of `train` and `evaluate`: table, JSON, report files and baseline.

use std::path::{Path, PathBuf};

use serde::Serialize;
use themelight::evaluate::{Baseline, LabelReport, Metrics, Report, html};

use crate::entries::Entries;
use crate::error::CliError;
use crate::printable::printable;
use crate::{Outcome, output};

/// The argument `--baseline`.
#[derive(clap::Args)]
pub struct BaselineArg {
    /// Fail if macro-F1, or a theme's F1 or average precision, is more than 0.01 below the figures
    /// in this file, an output of `evaluate --json`.
    #[arg(long, value_name = "FILE", visible_alias = "floor")]
    baseline: Option<PathBuf>,
}

impl BaselineArg {
    /// Reads the file. Call before long work, so that an invalid file fails early.
    pub fn read(&self) -> Result<Option<Baseline>, CliError> {
        let read = |file: &PathBuf| {
            let json = std::fs::read_to_string(file).map_err(|e| CliError::read(file, e))?;
            Baseline::read(&json)
                .map_err(|message| CliError::Invalid(format!("{}: {message}", file.display())))
        };
        self.baseline.as_ref().map(read).transpose()
    }
}

/// Reports figures below the baseline on standard error.
pub fn outcome(report: &Report, baseline: Option<&Baseline>) -> Outcome {
    let breaches = baseline.map_or(Vec::new(), |baseline| baseline.breaches(report));
    breaches.iter().for_each(|breach| output::error(breach));
    if breaches.is_empty() { Outcome::Complete } else { Outcome::Below }
}

/// A text file to write.
pub struct TextFile {
    pub path: PathBuf,
    pub text: String,
}

/// Returns the report as HTML, and as JSON beside it.
pub fn files(page: &Path, report: &Report) -> Result<[TextFile; 2], CliError> {
    let json = report.to_json().map_err(|e| {
        CliError::Invalid(format!("expected finite figures in the report, found others: {e}"))
    })?;
    Ok([
        TextFile { path: page.to_owned(), text: html::page(report) },
        TextFile { path: page.with_extension("json"), text: json },
    ])
}

/// Returns the figures as JSON, unrounded.
pub fn json(report: &Report) -> String {
    #[derive(Serialize)]
    struct Figures<'r> {
        paragraphs: usize,
        macro_f1: f64,
        macro_f1_clear: f64,
        mean_average_precision: f64,
        labels: Entries<'r, AtThreshold>,
    }
    #[derive(Serialize)]
    struct AtThreshold {
        threshold: f32,
        #[serde(flatten)]
        metrics: Metrics,
        calibration_error: f64,
    }
    let label = |l: &LabelReport| AtThreshold {
        threshold: l.threshold,
        metrics: l.metrics,
        calibration_error: l.calibration_error,
    };
    output::json(&Figures {
        paragraphs: report.data.paragraphs,
        macro_f1: report.macro_f1,
        macro_f1_clear: report.macro_f1_clear,
        mean_average_precision: report.mean_average_precision,
        labels: Entries(report.labels.iter().map(|l| (&*l.id, label(l))).collect()),
    })
}

/// Returns the figures as a table.
pub fn table(report: &Report) -> String {
    let ids: Vec<_> = report.labels.iter().map(|label| printable(&label.id)).collect();
    let width = ids.iter().map(|id| id.chars().count()).max().unwrap_or(0).max("macro-F1".len());
    let how =
        if report.training.is_some() { "cross-validated" } else { "at the model's thresholds" };
    let mut table = format!(
        "{} paragraphs, {how}\n\n{:width$}  {:>9}  {:>6}  {:>6}  {:>13}  {:>7}  {:>9}\n",
        report.data.paragraphs,
        "label",
        "precision",
        "recall",
        "F1",
        "avg precision",
        "support",
        "threshold"
    );
    for (id, l) in ids.iter().zip(&report.labels) {
        let (threshold, m) = (l.threshold, &l.metrics);
        table += &format!(
            "{id:width$}  {:9.3}  {:6.3}  {:6.3}  {:13.3}  {:7}  {threshold:9.3}\n",
            m.precision, m.recall, m.f1, m.average_precision, m.support
        );
    }
    let (f1, average_precision) = (report.macro_f1, report.mean_average_precision);
    table +=
        &format!("{:width$}  {:9}  {:6}  {f1:6.3}  {average_precision:13.3}\n", "mean", "", "");
    if report.data.unsure > 0 {
        table +=
            &format!("{:width$}  {:9}  {:6}  {:6.3}\n", "clear", "", "", report.macro_f1_clear);
    }
    table
}
