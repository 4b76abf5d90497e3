//! The baseline of a report.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Report;

/// Maximum difference by which a figure may be below the baseline. Unrelated changes move figures
/// by less.
pub const TOLERANCE: f64 = 0.01;

/// Figures of an earlier evaluation, in the format of `themelight evaluate --json`. Other fields
/// are ignored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Baseline {
    /// Mean F1 of the labels.
    pub macro_f1: f64,
    /// Figures by label.
    pub labels: BTreeMap<String, LabelBaseline>,
}

/// Figures of one label.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct LabelBaseline {
    /// F1.
    pub f1: f64,
    /// Average precision.
    pub average_precision: f64,
}

impl Baseline {
    /// Reads figures from JSON.
    ///
    /// # Errors
    /// Returns the path of the invalid field and what was expected.
    pub fn read(json: &str) -> Result<Self, String> {
        crate::jsonl::document(json).map_err(|e| {
            format!("expected figures as `themelight evaluate --json` prints them; {}", e.message)
        })
    }

    /// Returns a message for each figure of the report below the baseline, and for each label that
    /// is missing from one of them.
    pub fn breaches(&self, report: &Report) -> Vec<String> {
        let mut breaches = Vec::new();
        let mut compare = |figure: String, found: f64, baseline: f64| {
            let least = baseline - TOLERANCE;
            if found < least {
                breaches
                    .push(format!("{figure}: expected at least {least:.3} ({baseline:.3} before), found {found:.3}"));
            }
        };
        compare("macro-F1".to_owned(), report.macro_f1, self.macro_f1);
        for label in &report.labels {
            if let Some(baseline) = self.labels.get(&label.id) {
                let (id, found) = (&label.id, &label.metrics);
                compare(format!("theme `{id}`, F1"), found.f1, baseline.f1);
                let figure = format!("theme `{id}`, average precision");
                compare(figure, found.average_precision, baseline.average_precision);
            }
        }
        let measured: Vec<&str> = report.labels.iter().map(|l| &*l.id).collect();
        let unmeasured = self.labels.keys().filter(|id| !measured.contains(&id.as_str()));
        breaches.extend(
            unmeasured.map(|id| format!("theme `{id}`: has a floor, but was not measured")),
        );
        let new = measured.iter().filter(|id| !self.labels.contains_key(**id));
        breaches
            .extend(new.map(|id| format!("theme `{id}`: has no floor; write the figures anew")));
        breaches
    }
}
