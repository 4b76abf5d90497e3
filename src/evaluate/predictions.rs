//! Predictions for labelled paragraphs: the input of every figure in a report.

use super::metrics::{self, Metrics, Prediction, macro_f1, measure, measure_at};
use super::mistakes::{Evidence, mistakes};
use super::report::{AtThreshold, Confusion, Data, LabelReport, ModelSize, Report};
use crate::model::{Label, Model};
use crate::order::distinct;

/// A labelled paragraph, without its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Paragraph {
    pub id: String,
    /// The article.
    pub group: String,
    /// Whether the annotator was unsure.
    pub unsure: bool,
}

/// The predictions of all labels for all paragraphs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Predictions {
    pub paragraphs: Vec<Paragraph>,
    /// For each label one prediction per paragraph.
    pub labels: Vec<Vec<Prediction>>,
}

impl Predictions {
    /// Builds a report. `evidence(i, l)` returns the contribution of each n-gram of the i-th
    /// paragraph to the logit of the l-th label.
    pub fn report(
        &self,
        name: &str,
        model: &Model,
        size: ModelSize,
        evidence: &mut dyn FnMut(usize, usize) -> Vec<Evidence>,
    ) -> Report {
        let labels: Vec<LabelReport> = model
            .labels
            .iter()
            .enumerate()
            .map(|(l, label)| self.label(l, label, model, evidence))
            .collect();
        let metrics = |of: fn(&LabelReport) -> Metrics| labels.iter().map(of).collect::<Vec<_>>();
        let (all, clear) = (metrics(|l| l.metrics), metrics(|l| l.clear));
        Report {
            name: name.to_owned(),
            version: env!("CARGO_PKG_VERSION"),
            data: self.data(),
            training: None,
            model: size,
            macro_f1: macro_f1(&all),
            macro_f1_clear: macro_f1(&clear),
            mean_average_precision: all.iter().map(|m| m.average_precision).sum::<f64>()
                / all.len().max(1) as f64,
            labels,
            confusion: self.confusion(),
            curves: None,
        }
    }

    /// Returns the indices of the labels of the i-th paragraph.
    pub(super) fn actual_labels(&self, i: usize) -> impl Iterator<Item = usize> {
        (0..self.labels.len()).filter(move |&l| self.labels[l][i].actual == Some(true))
    }

    fn data(&self) -> Data {
        let groups = distinct(self.paragraphs.iter().map(|p| &*p.group));
        Data {
            paragraphs: self.paragraphs.len(),
            groups: groups.len(),
            without_label: (0..self.paragraphs.len())
                .filter(|&i| self.actual_labels(i).next().is_none())
                .count(),
            unsure: self.paragraphs.iter().filter(|p| p.unsure).count(),
        }
    }

    fn label(
        &self,
        l: usize,
        label: &Label,
        model: &Model,
        evidence: &mut dyn FnMut(usize, usize) -> Vec<Evidence>,
    ) -> LabelReport {
        let predictions = &self.labels[l];
        let clear =
            predictions.iter().zip(&self.paragraphs).filter(|(_, paragraph)| !paragraph.unsure);
        let clear: Vec<Prediction> = clear.map(|(prediction, _)| *prediction).collect();
        let reliability = metrics::reliability(predictions);
        let [false_positives, false_negatives] = mistakes(self, l, model, evidence);
        LabelReport {
            id: label.id.clone(),
            name: display_name(label),
            color: [label.color.to_string(), label.color_dark.to_string()],
            threshold: label.threshold,
            metrics: measure(predictions),
            clear: measure(&clear),
            calibration_error: metrics::expected_calibration_error(&reliability),
            reliability,
            precision_at_recall: metrics::precision_at_recall(predictions),
            at_threshold: at_threshold(predictions),
            false_positives,
            false_negatives,
        }
    }

    fn confusion(&self) -> Confusion {
        let labels = self.labels.len();
        let none = labels;
        let mut confusion = Confusion {
            paragraphs: vec![0; labels + 1],
            predicted: vec![vec![0; labels]; labels + 1],
            nothing: vec![0; labels + 1],
        };
        for i in 0..self.paragraphs.len() {
            let mut actual: Vec<usize> = self.actual_labels(i).collect();
            if actual.is_empty() {
                actual.push(none);
            }
            let counted =
                |l: &usize| self.labels[*l][i].predicted && self.labels[*l][i].actual.is_some();
            let predicted: Vec<usize> = (0..labels).filter(counted).collect();
            for &row in &actual {
                confusion.paragraphs[row] += 1;
                confusion.nothing[row] += usize::from(predicted.is_empty());
                for &l in predicted.iter().filter(|&&l| l == row || !actual.contains(&l)) {
                    confusion.predicted[row][l] += 1;
                }
            }
        }
        confusion
    }
}

/// Returns the English name of a label; without one, its first name.
fn display_name(label: &Label) -> String {
    let english = label.names.iter().find(|(language, _)| language == "en");
    english.or(label.names.first()).map_or_else(|| label.id.clone(), |(_, name)| name.clone())
}

fn at_threshold(predictions: &[Prediction]) -> AtThreshold {
    let mut at = AtThreshold::default();
    for hundredth in 1u8..100 {
        let m = measure_at(predictions, f32::from(hundredth) / 100.0);
        at.precision.push(m.precision);
        at.recall.push(m.recall);
        at.f1.push(m.f1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two labels. Actual: a; a and b; none; none (a unknown). Predicted: b; a; a; a.
    fn predictions() -> Predictions {
        let paragraph =
            |i: usize| Paragraph { id: i.to_string(), group: i.to_string(), unsure: false };
        let prediction =
            |(probability, predicted, actual)| Prediction { probability, predicted, actual };
        Predictions {
            paragraphs: (0..4).map(paragraph).collect(),
            labels: [
                [
                    (0.1, false, Some(true)),
                    (0.9, true, Some(true)),
                    (0.8, true, Some(false)),
                    (0.8, true, None),
                ],
                [
                    (0.9, true, Some(false)),
                    (0.2, false, Some(true)),
                    (0.1, false, Some(false)),
                    (0.1, false, Some(false)),
                ],
            ]
            .map(|label| label.map(prediction).to_vec())
            .to_vec(),
        }
    }

    #[test]
    fn confusion_counts_every_actual_label_and_no_unknown_labels() {
        let Confusion { paragraphs, predicted, nothing } = predictions().confusion();
        assert_eq!(paragraphs, [2, 1, 2]);
        assert_eq!(predicted, [[1, 1], [0, 0], [1, 0]]);
        assert_eq!(nothing, [0, 0, 1]);
    }
}
