//! The worst mistakes: what a model was surest of and wrong.

use serde::Serialize;

use super::Judged;
use crate::model::Model;

/// A paragraph that was given a label it lacks, or not given one it has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// The paragraph.
    pub id: String,
    /// The probability that it has the label.
    pub probability: f32,
    /// The labels it has.
    pub right: Vec<String>,
    /// Whether an annotator hesitated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// The n-grams that misled most.
    pub evidence: Vec<Evidence>,
}

/// An n-gram and what it adds to the logit of a label in a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// In normal form.
    pub ngram: String,
    /// Above 0 it speaks for the label.
    pub weight: f64,
}

/// How many mistakes of a kind are listed.
const LISTED: usize = 10;

/// How many n-grams of a mistake.
const NGRAMS: usize = 6;

/// The least that an n-gram adds to be named.
const LEAST: f64 = 0.05;

/// A label's false alarms and misses, worst first.
pub(super) fn mistakes(
    judged: &Judged,
    l: usize,
    model: &Model,
    evidence: &mut dyn FnMut(usize, usize) -> Vec<Evidence>,
) -> [Vec<Mistake>; 2] {
    [true, false].map(|false_alarm| {
        let scored = &judged.scored[l];
        let wrong = |&i: &usize| judged.given[l][i] == false_alarm && scored[i].1 == Some(!false_alarm);
        let mut worst: Vec<usize> = (0..scored.len()).filter(wrong).collect();
        worst.sort_by(|&a, &b| {
            let order = scored[b].0.total_cmp(&scored[a].0);
            if false_alarm { order } else { order.reverse() }
        });
        worst.truncate(LISTED);
        let mistake = |&i: &usize| Mistake {
            id: judged.ids[i].clone(),
            probability: scored[i].0,
            right: (0..model.labels.len()).filter(|&l| judged.has(l, i)).map(|l| model.labels[l].id.clone()).collect(),
            unsure: judged.unsure[i],
            evidence: strongest(evidence(i, l), if false_alarm { 1.0 } else { -1.0 }),
        };
        worst.iter().map(mistake).collect()
    })
}

/// The n-grams that speak for the label, or against it, most.
fn strongest(mut evidence: Vec<Evidence>, sign: f64) -> Vec<Evidence> {
    evidence.retain(|e| e.weight * sign >= LEAST);
    evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.ngram.cmp(&b.ngram)));
    evidence.truncate(NGRAMS);
    evidence
}
