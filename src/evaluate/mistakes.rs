//! The mistakes that a model was most confident of.

use serde::Serialize;

use super::Predictions;
use crate::model::Model;

/// A false positive or a false negative.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// Id of the paragraph.
    pub id: String,
    /// Predicted probability of the label.
    pub probability: f32,
    /// The labels of the paragraph.
    #[serde(rename = "right")]
    pub actual: Vec<String>,
    /// Whether the annotator was unsure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// The n-grams that contributed most to the mistake.
    pub evidence: Vec<Evidence>,
}

/// An n-gram of a paragraph and its contribution to the logit of a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The n-gram in normal form.
    pub ngram: String,
    /// The contribution; above 0 in favour of the label.
    pub weight: f64,
}

/// Maximum number of mistakes of each kind in a report.
const LISTED: usize = 10;

/// Maximum number of n-grams listed for a mistake.
const NGRAMS: usize = 6;

/// Smallest contribution that is listed.
const MIN_WEIGHT: f64 = 0.05;

/// Returns the false positives and the false negatives of the l-th label, most confident first.
pub(super) fn mistakes(
    predictions: &Predictions,
    l: usize,
    model: &Model,
    evidence: &mut dyn FnMut(usize, usize) -> Vec<Evidence>,
) -> [Vec<Mistake>; 2] {
    [true, false].map(|predicted| {
        let of_label = &predictions.labels[l];
        let is_mistake = |&i: &usize| {
            of_label[i].predicted == predicted && of_label[i].actual == Some(!predicted)
        };
        let mut worst: Vec<usize> = (0..of_label.len()).filter(is_mistake).collect();
        worst.sort_by(|&a, &b| {
            let descending = of_label[b].probability.total_cmp(&of_label[a].probability);
            if predicted { descending } else { descending.reverse() }
        });
        worst.truncate(LISTED);
        let mistake = |&i: &usize| Mistake {
            id: predictions.paragraphs[i].id.clone(),
            probability: of_label[i].probability,
            actual: predictions.actual_labels(i).map(|l| model.labels[l].id.clone()).collect(),
            unsure: predictions.paragraphs[i].unsure,
            evidence: strongest(evidence(i, l), if predicted { 1.0 } else { -1.0 }),
        };
        worst.iter().map(mistake).collect()
    })
}

/// Returns the largest contributions of one sign, largest first.
fn strongest(mut evidence: Vec<Evidence>, sign: f64) -> Vec<Evidence> {
    evidence.retain(|e| e.weight * sign >= MIN_WEIGHT);
    evidence.sort_by(|a, b| {
        b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.ngram.cmp(&b.ngram))
    });
    evidence.truncate(NGRAMS);
    evidence
}
