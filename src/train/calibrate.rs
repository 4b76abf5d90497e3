//! Calibration and thresholds, chosen on held-out logits.

use linfa::ParamGuard;
use linfa::composing::platt_scaling::{PlattParams, platt_newton_method};
use ndarray::Array1;

use crate::evaluate::Prediction;
use crate::model::Calibration;
use crate::model::math::logistic;

/// The logit of a paragraph under a model that was trained without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HeldOutLogit {
    /// The logit before calibration.
    pub logit: f64,
    /// Whether the paragraph has the label. `None` if unknown: not counted.
    pub actual: Option<bool>,
}

/// Fits slope and intercept of the calibration by Platt scaling. Returns `None` if it does not
/// converge or if paragraphs with the label have no higher logits than those without.
///
/// linfa uses the platform's `exp`; rounding to 1/1024 removes the bits in which platforms differ.
pub(super) fn platt(held_out: &[HeldOutLogit]) -> Option<Calibration> {
    let counted = held_out.iter().filter_map(|h| Some((h.logit, h.actual?)));
    let (logits, actual): (Vec<f64>, Vec<bool>) = counted.unzip();
    let (logits, actual) = (Array1::from(logits), Array1::from(actual));
    let params = PlattParams::<f64, ()>::default().check().ok()?;
    let (a, b) = platt_newton_method(logits.view(), actual.view(), &params).ok()?;
    // linfa's p(z) = 1 / (1 + exp(a z + b)) has the opposite sign.
    let calibration = Calibration { slope: round(-a), intercept: round(-b) };
    let is_finite = calibration.slope.is_finite() && calibration.intercept.is_finite();
    (is_finite && calibration.slope > 0.0).then_some(calibration)
}

fn round(x: f64) -> f32 {
    ((x * 1024.0).round() / 1024.0) as f32
}

/// Returns the calibration with this slope whose mean probability is the share of paragraphs with
/// the label, with one of each kind added.
pub(super) fn with_slope(slope: f32, held_out: &[HeldOutLogit]) -> Calibration {
    let counted: Vec<(f64, bool)> =
        held_out.iter().filter_map(|h| Some((h.logit, h.actual?))).collect();
    let positives = counted.iter().filter(|c| c.1).count() as f64;
    let share = (positives + 1.0) / (counted.len() as f64 + 2.0);
    let mean = |intercept: f64| {
        let probability = |c: &(f64, bool)| logistic(f64::from(slope) * c.0 + intercept);
        counted.iter().map(probability).sum::<f64>() / counted.len().max(1) as f64
    };
    // The mean rises with the intercept: halve an interval that contains the solution.
    let reach = counted.iter().fold(0.0, |a: f64, c| a.max((f64::from(slope) * c.0).abs()));
    let (mut low, mut high) = (-reach - 40.0, reach + 40.0);
    while high - low > 1.0 / 4096.0 {
        let middle = (low + high) / 2.0;
        if mean(middle) < share { low = middle } else { high = middle }
    }
    Calibration { slope, intercept: round(high) }
}

/// Returns the calibrated probabilities, without predictions.
pub(super) fn probabilities(
    held_out: &[HeldOutLogit],
    calibration: Calibration,
) -> Vec<Prediction> {
    let probability = |logit: f64| logistic(calibration.logit(logit)) as f32;
    let prediction = |h: &HeldOutLogit| Prediction {
        probability: probability(h.logit),
        predicted: false,
        actual: h.actual,
    };
    held_out.iter().map(prediction).collect()
}

/// Assumed error of a logit when a threshold is chosen.
const WIDTH: f64 = 0.25;

/// Loss of F1 accepted for a lower threshold.
const TOLERANCE: f64 = 0.003;

/// Returns the lowest threshold whose F1 is within [`TOLERANCE`] of the best, in steps of 1/256.
///
/// The F1 is smoothed, because the highest F1 of the given scores often depends on a few of them:
/// a paragraph counts as predicted by logistic((its logit − the threshold's) / [`WIDTH`]) instead
/// of 0 or 1.
///
/// The lowest, because texts of a source that the training data lack have fewer known n-grams and
/// therefore lower scores: see the experiments in the model card.
///
/// With `few` examples it is never so low that it would mark nearly every paragraph by accident.
pub(super) fn threshold(predictions: &[Prediction], few: bool) -> f32 {
    let logit = |p: f64| libm::log(p / (1.0 - p));
    let counted: Vec<(f64, bool)> = predictions
        .iter()
        .filter_map(|p| Some((logit(f64::from(p.probability).clamp(1e-9, 1.0 - 1e-9)), p.actual?)))
        .collect();
    let positives = counted.iter().filter(|c| c.1).count() as f64;
    if positives == 0.0 {
        return 0.5;
    }
    let f1_at = |threshold: f64| {
        let at = logit(threshold);
        let (mut predicted, mut true_positives) = (0.0, 0.0);
        for &(z, actual) in &counted {
            let part = logistic((z - at) / WIDTH);
            predicted += part;
            true_positives += if actual { part } else { 0.0 };
        }
        2.0 * true_positives / (predicted + positives)
    };
    // The F1 of calibrated probabilities is highest at half of it (Z. Lipton et al., “Optimal
    // thresholding of classifiers to maximize F1 measure”, 2014), and marking every paragraph
    // already reaches 2 · share / (1 + share).
    let share = positives / counted.len() as f64;
    let lowest = if few { share / (1.0 + share) } else { 0.0 };
    let curve: Vec<(f64, f64)> = (1..256)
        .map(|step| f64::from(step) / 256.0)
        .filter(|&threshold| threshold >= lowest)
        .map(|threshold| (threshold, f1_at(threshold)))
        .collect();
    let best = curve.iter().fold(0.0, |best: f64, &(_, f1)| best.max(f1));
    curve
        .iter()
        .find(|&&(_, f1)| f1 >= best - TOLERANCE)
        .map_or(0.5, |&(threshold, _)| threshold as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platt_scaling_recovers_the_calibration_of_the_data() {
        // Of the paragraphs with logit z, logistic(2 z − 1) in a thousand have the label.
        let held_out: Vec<HeldOutLogit> = (-20..=20)
            .flat_map(|i| {
                let logit = f64::from(i) / 10.0;
                let positives = (logistic(2.0 * logit - 1.0) * 1000.0).round() as usize;
                (0..1000).map(move |n| HeldOutLogit { logit, actual: Some(n < positives) })
            })
            .collect();
        let calibration = platt(&held_out).unwrap();
        assert!(
            (calibration.slope - 2.0).abs() < 0.02 && (calibration.intercept + 1.0).abs() < 0.02,
            "{calibration:?}"
        );
    }

    fn prediction(probability: f32, actual: Option<bool>) -> Prediction {
        Prediction { probability, predicted: false, actual }
    }

    #[test]
    fn the_threshold_has_a_high_f1_around_it() {
        // A hundred positives at 0.8, as many negatives at 0.2: the middle, far from both.
        let separated: Vec<Prediction> =
            (0..200)
                .map(|i| {
                    if i < 100 { prediction(0.8, Some(true)) } else { prediction(0.2, Some(false)) }
                })
                .collect();
        assert!(
            (threshold(&separated, false) - 0.45).abs() < 0.1,
            "{}",
            threshold(&separated, false)
        );
        // A single low positive hardly moves it.
        let mut outlier = separated.clone();
        outlier.push(prediction(0.19, Some(true)));
        assert!((threshold(&outlier, false) - threshold(&separated, false)).abs() < 0.05);
        // Scores that say nothing do not mark everything: a third of these have the label.
        let third = |i: u32| prediction(0.1 + 0.2 * (i % 2) as f32, Some(i % 6 < 2));
        let chosen = threshold(&(0..60).map(third).collect::<Vec<_>>(), true);
        assert!(chosen >= 0.25, "{chosen}");
        assert_eq!(
            threshold(&[prediction(0.3, Some(false)), prediction(0.9, None)], false),
            0.5,
            "no positives"
        );
    }

    #[test]
    fn a_label_with_inverted_scores_gets_the_slope_of_others_and_its_own_share() {
        let held_out: Vec<HeldOutLogit> =
            (0..98).map(|i| HeldOutLogit { logit: f64::from(i), actual: Some(i < 19) }).collect();
        assert_eq!(platt(&held_out), None);
        let calibration = with_slope(0.5, &held_out);
        assert_eq!(calibration.slope, 0.5);
        let probabilities = probabilities(&held_out, calibration);
        let mean = probabilities.iter().map(|p| p.probability).sum::<f32>() / 98.0;
        assert!((mean - 0.2).abs() < 0.001, "{mean}");
    }
}
