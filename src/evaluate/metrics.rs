//! Precision, recall, F1, average precision and calibration error of one label.

/// The prediction of one label for one paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prediction {
    /// Calibrated probability of the label.
    pub probability: f32,
    /// Whether the label is assigned.
    pub predicted: bool,
    /// Whether the paragraph has the label. `None` if unknown: excluded from the metrics.
    pub actual: Option<bool>,
}

/// Metrics of one label. A ratio whose denominator is 0 is 0.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Metrics {
    /// TP / (TP + FP).
    pub precision: f64,
    /// TP / (TP + FN).
    pub recall: f64,
    /// Harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN).
    pub f1: f64,
    /// Mean precision over the ranks of the positives.
    pub average_precision: f64,
    /// Number of paragraphs that have the label.
    pub support: usize,
    /// Number of paragraphs for which the label is known.
    pub counted: usize,
}

/// Measures the predictions of one label.
pub(crate) fn measure(predictions: &[Prediction]) -> Metrics {
    let count = |predicted: bool, actual: bool| {
        predictions.iter().filter(|p| p.predicted == predicted && p.actual == Some(actual)).count()
    };
    let (true_positives, false_positives) = (count(true, true), count(true, false));
    let support = true_positives + count(false, true);
    Metrics {
        precision: ratio(true_positives, true_positives + false_positives),
        recall: ratio(true_positives, support),
        f1: ratio(2 * true_positives, true_positives + false_positives + support),
        average_precision: average_precision(predictions),
        support,
        counted: predictions.iter().filter(|p| p.actual.is_some()).count(),
    }
}

/// Measures the predictions at another threshold.
pub(super) fn measure_at(predictions: &[Prediction], threshold: f32) -> Metrics {
    let at = |p: &Prediction| Prediction { predicted: p.probability >= threshold, ..*p };
    measure(&predictions.iter().map(at).collect::<Vec<_>>())
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A prediction with a known label, for metrics of the ranking.
struct Ranked {
    probability: f32,
    actual: bool,
}

/// Returns the predictions with a known label, highest probability first.
fn ranked(predictions: &[Prediction]) -> Vec<Ranked> {
    let counted = |p: &Prediction| Some(Ranked { probability: p.probability, actual: p.actual? });
    let mut ranked: Vec<Ranked> = predictions.iter().filter_map(counted).collect();
    ranked.sort_unstable_by(|a, b| b.probability.total_cmp(&a.probability));
    ranked
}

/// A step of the precision-recall curve: the predictions of one probability.
struct Step {
    /// Number of positives at this and higher probabilities.
    found: usize,
    /// Number of positives at this probability.
    new: usize,
    /// Precision of the predictions at this and higher probabilities.
    precision: f64,
}

/// Returns the steps of the curve, highest probability first.
fn steps(ranked: &[Ranked]) -> impl Iterator<Item = Step> {
    let (mut found, mut seen) = (0, 0);
    ranked.chunk_by(|a, b| a.probability == b.probability).map(move |tied| {
        let new = tied.iter().filter(|r| r.actual).count();
        found += new;
        seen += tied.len();
        Step { found, new, precision: ratio(found, seen) }
    })
}

/// Returns Σ (step in recall) · (precision at it), with tied probabilities in one step.
fn average_precision(predictions: &[Prediction]) -> f64 {
    let ranked = ranked(predictions);
    let positives = ranked.iter().filter(|r| r.actual).count();
    let sum: f64 = steps(&ranked).map(|step| step.new as f64 * step.precision).sum();
    if positives == 0 { 0.0 } else { sum / positives as f64 }
}

/// Statistics of the paragraphs whose probability is in one tenth of [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Bin {
    /// Number of paragraphs.
    pub count: usize,
    /// Mean probability.
    pub probability: f64,
    /// Share of the paragraphs that have the label, 0 to 1.
    pub share: f64,
}

/// Returns mean probability and share of positives in each tenth of [0, 1].
pub(crate) fn reliability(predictions: &[Prediction]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for Ranked { probability, actual } in ranked(predictions) {
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.probability += f64::from(probability);
        bin.share += f64::from(u8::from(actual));
    }
    for bin in bins.iter_mut().filter(|b| b.count > 0) {
        bin.probability /= bin.count as f64;
        bin.share /= bin.count as f64;
    }
    bins
}

/// Returns the expected calibration error: the mean over all paragraphs of
/// |share of positives − mean probability| in the paragraph's bin (Naeini et al., 2015).
pub(super) fn expected_calibration_error(bins: &[Bin]) -> f64 {
    let counted: usize = bins.iter().map(|b| b.count).sum();
    let gaps: f64 = bins.iter().map(|b| (b.probability - b.share).abs() * b.count as f64).sum();
    if counted == 0 { 0.0 } else { gaps / counted as f64 }
}

/// Returns the precision at a recall of 1 %, 2 % … 100 %; empty without positives.
pub(super) fn precision_at_recall(predictions: &[Prediction]) -> Vec<f64> {
    let ranked = ranked(predictions);
    let positives = ranked.iter().filter(|r| r.actual).count();
    let mut precisions = Vec::new();
    for step in steps(&ranked) {
        while precisions.len() < 100
            && step.found * 100 >= (precisions.len() + 1) * positives
            && positives > 0
        {
            precisions.push(step.precision);
        }
    }
    precisions
}

/// Returns the mean F1 of the labels.
pub(crate) fn macro_f1(metrics: &[Metrics]) -> f64 {
    metrics.iter().map(|m| m.f1).sum::<f64>() / metrics.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction((probability, actual): (f32, Option<bool>)) -> Prediction {
        Prediction { probability, predicted: false, actual }
    }

    /// 0.9 and 0.7 and 0.2 positive, 0.8 and 0.1 negative, 0.6 unknown.
    fn predictions() -> [Prediction; 6] {
        [
            (0.2, Some(true)),
            (0.9, Some(true)),
            (0.6, None),
            (0.8, Some(false)),
            (0.7, Some(true)),
            (0.1, Some(false)),
        ]
        .map(prediction)
    }

    #[test]
    fn metrics_match_a_computation_by_hand() {
        let m = measure_at(&predictions(), 0.7);
        assert_eq!(
            (m.precision, m.recall, m.f1, m.support, m.counted),
            (2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 3, 5)
        );
        assert!((m.average_precision - (1.0 + 2.0 / 3.0 + 3.0 / 4.0) / 3.0).abs() < 1e-12);
        assert_eq!(measure_at(&[], 0.5), Metrics::default());
    }

    #[test]
    fn average_precision_does_not_depend_on_the_order_of_ties() {
        let ties = [(0.5, Some(true)), (0.5, Some(false))].map(prediction);
        assert_eq!(average_precision(&ties), 0.5);
        assert_eq!(average_precision(&[ties[1], ties[0]]), 0.5);
    }

    #[test]
    fn precision_at_each_recall() {
        let precisions = precision_at_recall(&predictions());
        assert_eq!(precisions.len(), 100);
        // Recall is a third at 0.9, two thirds at 0.7, 1 at 0.2.
        assert_eq!(
            (precisions[32], precisions[33], precisions[65], precisions[66]),
            (1.0, 2.0 / 3.0, 2.0 / 3.0, 0.75)
        );
        assert_eq!(precision_at_recall(&[prediction((0.5, Some(false)))]), Vec::<f64>::new());
    }

    #[test]
    fn calibration_error_matches_a_computation_by_hand() {
        // Bin 9: two of 0.95, one positive: |0.95 − 0.5| twice; bin 0: one of 0.05, negative.
        let predictions =
            [(0.95, Some(true)), (0.95, Some(false)), (0.05, Some(false))].map(prediction);
        assert!(
            (expected_calibration_error(&reliability(&predictions)) - (0.9 + 0.05) / 3.0).abs()
                < 1e-6
        );
    }
}
