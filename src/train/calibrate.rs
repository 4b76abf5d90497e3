//! Calibration and thresholds, chosen on held-out logits only.

use linfa::ParamGuard;
use linfa::composing::platt_scaling::{PlattParams, platt_newton_method};
use ndarray::Array1;

use super::metrics::{Scored, best_threshold};
use crate::Error;
use crate::model::Calibration;
use crate::model::linear::logistic;

/// A held-out logit with its truth.
pub type Held = (f64, Option<bool>);

/// Platt scaling by linfa: slope and intercept that make the logits probabilities.
///
/// linfa computes with the platform's exp; rounding to 1/1024 takes off the bits in which platforms may differ.
pub fn platt(held: &[Held], label: &str) -> Result<Calibration, Error> {
    let counted: Vec<(f64, bool)> = held.iter().filter_map(|&(z, truth)| Some((z, truth?))).collect();
    let logits: Array1<f64> = counted.iter().map(|c| c.0).collect();
    let truths: Array1<bool> = counted.iter().map(|c| c.1).collect();
    let error = |e: String| Error::Training(format!("label `{label}` cannot be calibrated: {e}"));
    let params = PlattParams::<f64, ()>::default().check().map_err(|e| error(e.to_string()))?;
    let (a, b) = platt_newton_method(logits.view(), truths.view(), &params).map_err(|e| error(e.to_string()))?;
    // linfa's g(z) = 1 / (1 + exp(a z + b)) has the other sign.
    let round = |x: f64| ((x * 1024.0).round() / 1024.0) as f32;
    let calibration = Calibration { slope: round(-a), intercept: round(-b) };
    if calibration.slope > 0.0 && calibration.slope.is_finite() && calibration.intercept.is_finite() {
        return Ok(calibration);
    }
    Err(error("paragraphs with the label score no higher than others; check its labels or add more".into()))
}

/// The calibrated probabilities of held-out logits.
pub fn probabilities(held: &[Held], calibration: Calibration) -> Vec<Scored> {
    held.iter().map(|&(z, truth)| (logistic(calibration.logit(z)) as f32, truth)).collect()
}

/// The threshold with the best F1, rounded to 1/1024 and kept within (0, 1).
pub fn threshold(scored: &[Scored]) -> f32 {
    let best = best_threshold(scored).unwrap_or(0.5);
    ((best * 1024.0).round() / 1024.0).clamp(1.0 / 1024.0, 1023.0 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_scale_that_made_the_data() {
        // Of the paragraphs with logit z, logistic(2 z − 1) in a thousand have the label.
        let held: Vec<Held> = (-20..=20)
            .flat_map(|i| {
                let z = f64::from(i) / 10.0;
                let positives = (logistic(2.0 * z - 1.0) * 1000.0).round() as usize;
                (0..1000).map(move |n| (z, Some(n < positives)))
            })
            .collect();
        let calibration = platt(&held, "x").unwrap();
        assert!(
            (calibration.slope - 2.0).abs() < 0.02 && (calibration.intercept + 1.0).abs() < 0.02,
            "{calibration:?}"
        );
    }

    #[test]
    fn a_label_that_scores_the_wrong_way_round_is_refused() {
        let held: Vec<Held> = (0..100).map(|i| (f64::from(i), Some(i < 50))).collect();
        assert!(platt(&held, "x").unwrap_err().to_string().starts_with("label `x` cannot be calibrated"));
    }
}
