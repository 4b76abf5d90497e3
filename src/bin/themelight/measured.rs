//! What `train` and `evaluate` do with figures: print them, write the report, hold them against the floor.

use std::path::{Path, PathBuf};

use serde::Serialize;
use themelight::Error;
use themelight::train::metrics::Metrics;
use themelight::train::report::{self, Report, floor};

use crate::entries::Entries;
use crate::{Outcome, output};

/// The guard.
#[derive(clap::Args)]
pub struct Floor {
    /// Fail where macro-F1, or a theme's F1 or average precision, is more than 0.01 below the figures of this file, which
    /// `evaluate --json` printed.
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,
}

impl Floor {
    /// Reads the file before the work begins.
    pub fn read(&self) -> Result<Option<floor::Floor>, Error> {
        let read = |file: &PathBuf| {
            let name = file.display().to_string();
            let json = std::fs::read_to_string(file).map_err(|e| crate::io_error(&name, &e))?;
            floor::Floor::read(&json).map_err(|message| Error::Data { file: name, line: 0, message })
        };
        self.floor.as_ref().map(read).transpose()
    }
}

/// Says on standard error where figures fall short.
pub fn outcome(report: &Report, floor: Option<&floor::Floor>) -> Outcome {
    let breaches = floor.map_or(Vec::new(), |floor| floor.breaches(report));
    breaches.iter().for_each(|breach| eprintln!("error: {}", output::text(breach)));
    if breaches.is_empty() { Outcome::Complete } else { Outcome::Below }
}

/// Writes the page and, beside it, the same as JSON.
pub fn write(page: &Path, report: &Report) -> Result<(), Error> {
    let json = report.to_json().map_err(|e| Error::Training(format!("the report is no JSON: {e}")))?;
    output::write_file(page, report::page::html(report).as_bytes())?;
    output::write_file(&page.with_extension("json"), json.as_bytes())
}

/// The figures as JSON, unrounded.
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
    let label = |l: &report::LabelReport| AtThreshold {
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

/// The figures as a table for people. Label ids may come from a data file.
pub fn table(report: &Report) -> String {
    let width = report.labels.iter().map(|label| label.id.chars().count()).max().unwrap_or(0).max("macro-F1".len());
    let how = if report.training.is_some() { "cross-validated" } else { "at the model's thresholds" };
    let mut table = format!(
        "{} paragraphs, {how}\n\n{:width$}  {:>9}  {:>6}  {:>6}  {:>13}  {:>7}  {:>9}\n",
        report.data.paragraphs, "label", "precision", "recall", "F1", "avg precision", "support", "threshold"
    );
    for l in &report.labels {
        let (id, threshold, m) = (&l.id, l.threshold, &l.metrics);
        table += &format!(
            "{id:width$}  {:9.3}  {:6.3}  {:6.3}  {:13.3}  {:7}  {threshold:9.3}\n",
            m.precision, m.recall, m.f1, m.average_precision, m.support
        );
    }
    let (f1, average_precision) = (report.macro_f1, report.mean_average_precision);
    table += &format!("{:width$}  {:9}  {:6}  {f1:6.3}  {average_precision:13.3}\n", "mean", "", "");
    if report.data.unsure > 0 {
        table += &format!("{:width$}  {:9}  {:6}  {:6.3}\n", "clear", "", "", report.macro_f1_clear);
    }
    output::text(&table)
}
