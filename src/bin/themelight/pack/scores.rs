//! The scores of a pack, from a report.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use themelight::evaluate::{Metrics, Report};
use themelight::pack::{Scores, ThemeScores};

use crate::error::CliError;

/// Returns the scores of a report.
pub fn scores_of(report: &Report) -> Scores {
    let themes = report.labels.iter().map(|label| {
        let Metrics { precision, recall, f1, support, .. } = label.metrics;
        let figures = Figures { precision, recall, f1, support: support as u32 };
        (label.id.clone(), figures.rounded())
    });
    scores(report.data.paragraphs, report.training.is_some(), report.macro_f1, themes.collect())
}

fn scores(
    paragraphs: usize,
    trained: bool,
    macro_f1: f64,
    themes: BTreeMap<String, ThemeScores>,
) -> Scores {
    let how =
        if trained { "cross-validated on the training data" } else { "measured on labelled data" };
    let data = format!("{paragraphs} paragraphs, {how}");
    Scores { data, macro_f1: round(macro_f1), themes, ..Scores::default() }
}

fn round(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

#[derive(Deserialize)]
struct Figures {
    precision: f64,
    recall: f64,
    f1: f64,
    support: u32,
}

impl Figures {
    fn rounded(&self) -> ThemeScores {
        ThemeScores {
            precision: round(self.precision),
            recall: round(self.recall),
            f1: round(self.f1),
            support: self.support,
            ..ThemeScores::default()
        }
    }
}

/// A `report.json`.
#[derive(Deserialize)]
struct FullReport {
    data: Data,
    training: Option<serde_json::Value>,
    macro_f1: f64,
    labels: Vec<Label>,
}

#[derive(Deserialize)]
struct Data {
    paragraphs: usize,
}

#[derive(Deserialize)]
struct Label {
    id: String,
    metrics: Figures,
}

/// The output of `themelight evaluate --json`.
#[derive(Deserialize)]
struct Evaluation {
    paragraphs: usize,
    macro_f1: f64,
    labels: BTreeMap<String, Figures>,
}

/// Reads the scores of a `report.json`, or of the output of `evaluate --json`.
pub fn read(file: &Path) -> Result<Scores, CliError> {
    let json = std::fs::read_to_string(file).map_err(|e| CliError::read(file, e))?;
    if let Ok(report) = serde_json::from_str::<FullReport>(&json) {
        let themes = report.labels.into_iter().map(|label| (label.id, label.metrics.rounded()));
        let (paragraphs, trained) = (report.data.paragraphs, report.training.is_some());
        return Ok(scores(paragraphs, trained, report.macro_f1, themes.collect()));
    }
    let evaluation: Evaluation = serde_json::from_str(&json).map_err(|e| {
        let expected = "expected a report.json, or the output of `themelight evaluate --json`";
        CliError::Invalid(format!("{}: {expected}: {e}", file.display()))
    })?;
    let themes = evaluation.labels.into_iter().map(|(id, figures)| (id, figures.rounded()));
    Ok(scores(evaluation.paragraphs, false, evaluation.macro_f1, themes.collect()))
}
