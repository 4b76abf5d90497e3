//! The guard: figures below which a change may not bring the quality.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Report;

/// How much a figure may fall before it counts: changes that do not touch quality move figures a little, too.
pub const TOLERANCE: f64 = 0.01;

/// The figures of a model as it should be: what `themelight evaluate --json` prints. Other fields are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Floor {
    /// The mean of the labels' F1.
    pub macro_f1: f64,
    /// Each label's figures.
    pub labels: BTreeMap<String, LabelFloor>,
}

/// One label's figures.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct LabelFloor {
    /// F1.
    pub f1: f64,
    /// Average precision.
    pub average_precision: f64,
}

impl Floor {
    /// Reads the figures of a file.
    pub fn read(json: &str) -> Result<Self, String> {
        serde_json::from_str(json)
            .map_err(|e| format!("expected figures as `themelight evaluate --json` prints them; {e}"))
    }

    /// Everything in which a report falls short, one line each.
    pub fn breaches(&self, report: &Report) -> Vec<String> {
        let mut breaches = Vec::new();
        let mut compare = |what: String, found: f64, floor: f64| {
            if found < floor - TOLERANCE {
                let least = floor - TOLERANCE;
                breaches.push(format!("{what}: expected at least {least:.3} ({floor:.3} before), found {found:.3}"));
            }
        };
        compare("macro-F1".to_owned(), report.macro_f1, self.macro_f1);
        for label in &report.labels {
            if let Some(floor) = self.labels.get(&label.id) {
                compare(format!("theme `{}`, F1", label.id), label.metrics.f1, floor.f1);
                let found = label.metrics.average_precision;
                compare(format!("theme `{}`, average precision", label.id), found, floor.average_precision);
            }
        }
        let measured: Vec<&str> = report.labels.iter().map(|l| &*l.id).collect();
        let unmeasured = self.labels.keys().filter(|id| !measured.contains(&id.as_str()));
        breaches.extend(unmeasured.map(|id| format!("theme `{id}`: has a floor, but was not measured")));
        let unguarded = measured.iter().filter(|id| !self.labels.contains_key(**id));
        breaches.extend(unguarded.map(|id| format!("theme `{id}`: has no floor; write the figures anew")));
        breaches
    }
}
