//! Calibration and thresholds, chosen on held-out logits.

use linfa::ParamGuard;
use linfa::composing::platt_scaling::{PlattParams, platt_newton_method};
use ndarray::Array1;

use crate::Error;
use crate::error::Source;
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

/// Fits slope and intercept of the calibration by Platt scaling.
///
/// linfa uses the platform's `exp`; rounding to 1/1024 removes the bits in which platforms differ.
///
/// # Errors
/// Fails if the calibration does not converge or its slope is not above 0.
pub(super) fn platt(held_out: &[HeldOutLogit], label: &str) -> Result<Calibration, Error> {
    let counted = held_out.iter().filter_map(|h| Some((h.logit, h.actual?)));
    let (logits, actual): (Vec<f64>, Vec<bool>) = counted.unzip();
    let (logits, actual) = (Array1::from(logits), Array1::from(actual));
    let failed = |source| Error::Training {
        message: format!("label `{label}` cannot be calibrated"),
        source: Some(Source::new(source)),
    };
    let params = PlattParams::<f64, ()>::default().check().map_err(failed)?;
    let (a, b) = platt_newton_method(logits.view(), actual.view(), &params).map_err(failed)?;
    // linfa's p(z) = 1 / (1 + exp(a z + b)) has the opposite sign.
    let round = |x: f64| ((x * 1024.0).round() / 1024.0) as f32;
    let calibration = Calibration { slope: round(-a), intercept: round(-b) };
    if calibration.slope > 0.0 && calibration.slope.is_finite() && calibration.intercept.is_finite()
    {
        return Ok(calibration);
    }
    Err(Error::training(format!(
        "label `{label}` cannot be calibrated: expected higher scores for paragraphs with the label, \
         found no difference; check its labels or add more"
    )))
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
pub(super) fn threshold(predictions: &[Prediction]) -> f32 {
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
    let curve: Vec<(f64, f64)> = (1..256)
        .map(|step| f64::from(step) / 256.0)
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
        let calibration = platt(&held_out, "x").unwrap();
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
        assert!((threshold(&separated) - 0.45).abs() < 0.1, "{}", threshold(&separated));
        // A single low positive hardly moves it.
        let mut outlier = separated.clone();
        outlier.push(prediction(0.19, Some(true)));
        assert!((threshold(&outlier) - threshold(&separated)).abs() < 0.05);
        assert_eq!(
            threshold(&[prediction(0.3, Some(false)), prediction(0.9, None)]),
            0.5,
            "no positives"
        );
    }

    #[test]
    fn a_label_with_inverted_scores_is_an_error() {
        let held_out: Vec<HeldOutLogit> =
            (0..100).map(|i| HeldOutLogit { logit: f64::from(i), actual: Some(i < 50) }).collect();
        assert!(
            platt(&held_out, "x")
                .unwrap_err()
                .to_string()
                .starts_with("label `x` cannot be calibrated")
        );
    }
}
