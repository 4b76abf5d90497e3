//! Labelled paragraphs with what a model said of them: all that figures are made of.

use super::mistakes::{Evidence, mistakes};
use super::{AtThreshold, Confusion, Data, LabelReport, ModelSize, Report};
use crate::model::{Label, Model};
use crate::train::metrics::{self, Metrics, Scored, macro_f1, measure_given};

/// Labelled paragraphs with what a model said of them.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Names the paragraphs.
    pub ids: Vec<String>,
    /// The article of each.
    pub groups: Vec<String>,
    /// Whether an annotator hesitated.
    pub unsure: Vec<bool>,
    /// For each label the probability and the truth of each paragraph.
    pub scored: Vec<Vec<Scored>>,
    /// For each label whether it was given to each paragraph.
    pub given: Vec<Vec<bool>>,
}

impl Judged {
    /// Makes a report; `evidence` says of a paragraph and a label which n-grams spoke for it and which against.
    pub fn report(
        &self,
        name: &str,
        model: &Model,
        size: ModelSize,
        evidence: &mut dyn FnMut(usize, usize) -> Vec<Evidence>,
    ) -> Report {
        let labels: Vec<LabelReport> =
            model.labels.iter().enumerate().map(|(l, label)| self.label(l, label, model, evidence)).collect();
        let of = |f: fn(&LabelReport) -> Metrics| labels.iter().map(f).collect::<Vec<_>>();
        let (all, clear) = (of(|l| l.metrics), of(|l| l.clear));
        Report {
            name: name.to_owned(),
            version: env!("CARGO_PKG_VERSION"),
            data: self.data(),
            training: None,
            model: size,
            macro_f1: macro_f1(&all),
            macro_f1_clear: macro_f1(&clear),
            mean_average_precision: all.iter().map(|m| m.average_precision).sum::<f64>() / all.len().max(1) as f64,
            labels,
            confusion: self.confusion(),
            curves: None,
        }
    }

    /// Whether the label is right for the paragraph, for sure.
    pub(super) fn has(&self, l: usize, i: usize) -> bool {
        self.scored[l][i].1 == Some(true)
    }

    fn data(&self) -> Data {
        let groups: std::collections::BTreeSet<&str> = self.groups.iter().map(|g| &**g).collect();
        Data {
            paragraphs: self.ids.len(),
            groups: groups.len(),
            without_label: (0..self.ids.len()).filter(|&i| !(0..self.scored.len()).any(|l| self.has(l, i))).count(),
            unsure: self.unsure.iter().filter(|u| **u).count(),
        }
    }

    fn label(
        &self,
        l: usize,
        label: &Label,
        model: &Model,
        evidence: &mut dyn FnMut(usize, usize) -> Vec<Evidence>,
    ) -> LabelReport {
        let (scored, given) = (&self.scored[l], &self.given[l]);
        let clear = (0..scored.len()).filter(|&i| !self.unsure[i]);
        let (clear_scored, clear_given): (Vec<Scored>, Vec<bool>) = clear.map(|i| (scored[i], given[i])).unzip();
        let reliability = metrics::reliability(scored);
        let [false_alarms, misses] = mistakes(self, l, model, evidence);
        LabelReport {
            id: label.id.clone(),
            name: display_name(label),
            color: [label.color.to_string(), label.color_dark.to_string()],
            threshold: label.threshold,
            metrics: measure_given(scored, given),
            clear: measure_given(&clear_scored, &clear_given),
            calibration_error: metrics::expected_calibration_error(&reliability),
            reliability,
            precision_at_recall: metrics::precision_at_recall(scored),
            at_threshold: at_threshold(scored),
            false_alarms,
            misses,
        }
    }

    fn confusion(&self) -> Confusion {
        let labels = self.scored.len();
        let none = labels;
        let mut confusion = Confusion {
            paragraphs: vec![0; labels + 1],
            given: vec![vec![0; labels]; labels + 1],
            nothing: vec![0; labels + 1],
        };
        for i in 0..self.ids.len() {
            let mut right: Vec<usize> = (0..labels).filter(|&l| self.has(l, i)).collect();
            if right.is_empty() {
                right.push(none);
            }
            let given: Vec<usize> =
                (0..labels).filter(|&l| self.given[l][i] && self.scored[l][i].1.is_some()).collect();
            for &row in &right {
                confusion.paragraphs[row] += 1;
                confusion.nothing[row] += usize::from(given.is_empty());
                for &l in given.iter().filter(|&&l| l == row || !right.contains(&l)) {
                    confusion.given[row][l] += 1;
                }
            }
        }
        confusion
    }
}

/// The English name, or else the first.
fn display_name(label: &Label) -> String {
    let english = label.names.iter().find(|(language, _)| language == "en");
    english.or(label.names.first()).map_or_else(|| label.id.clone(), |(_, name)| name.clone())
}

fn at_threshold(scored: &[Scored]) -> AtThreshold {
    let mut at = AtThreshold::default();
    for hundredth in 1u8..100 {
        let m = metrics::measure(scored, f32::from(hundredth) / 100.0);
        at.precision.push(m.precision);
        at.recall.push(m.recall);
        at.f1.push(m.f1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two labels; right: a, a and b, none, none (a open); given: b, a, a, a.
    fn judged() -> Judged {
        let strings = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        Judged {
            ids: strings(4),
            groups: strings(4),
            unsure: vec![false; 4],
            scored: vec![
                vec![(0.1, Some(true)), (0.9, Some(true)), (0.8, Some(false)), (0.8, None)],
                vec![(0.9, Some(false)), (0.2, Some(true)), (0.1, Some(false)), (0.1, Some(false))],
            ],
            given: vec![vec![false, true, true, true], vec![true, false, false, false]],
        }
    }

    #[test]
    fn confusion_counts_each_right_label_and_no_open_one() {
        let Confusion { paragraphs, given, nothing } = judged().confusion();
        assert_eq!(paragraphs, [2, 1, 2]);
        assert_eq!(given, [[1, 1], [0, 0], [1, 0]]);
        assert_eq!(nothing, [0, 0, 1]);
    }
}
