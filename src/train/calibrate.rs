//! Calibration and thresholds, chosen on held-out logits only.

use linfa::ParamGuard;
use linfa::composing::platt_scaling::{PlattParams, platt_newton_method};
use ndarray::Array1;

use super::metrics::Scored;
use crate::Error;
use crate::model::Calibration;
use crate::model::math::logistic;

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

/// How far a paragraph's logit is taken to wander when a threshold is chosen.
const WIDTH: f64 = 0.25;

/// The threshold, in steps of 1/256, with the best F1 when every logit may be off by about `WIDTH`: the highest F1
/// of the very scores at hand often stands on a few of them.
///
/// A paragraph counts as given the label by logistic((its logit − the threshold's) / width) instead of 0 or 1.
pub fn threshold(scored: &[Scored]) -> f32 {
    let logit = |p: f64| libm::log(p / (1.0 - p));
    let counted: Vec<(f64, bool)> =
        scored.iter().filter_map(|&(p, truth)| Some((logit(f64::from(p).clamp(1e-9, 1.0 - 1e-9)), truth?))).collect();
    let positives = counted.iter().filter(|c| c.1).count() as f64;
    let mut best = (0.0, 0.5);
    for step in 1..256 {
        let threshold = f64::from(step) / 256.0;
        let at = logit(threshold);
        let (mut given, mut right) = (0.0, 0.0);
        for &(z, truth) in &counted {
            let part = logistic((z - at) / WIDTH);
            given += part;
            right += if truth { part } else { 0.0 };
        }
        let f1 = 2.0 * right / (given + positives);
        if f1 > best.0 {
            best = (f1, threshold);
        }
    }
    best.1 as f32
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
    fn a_threshold_lies_where_f1_is_high_around_it() {
        // A hundred positives at 0.8, as many negatives at 0.2: the middle, far from both.
        let parted: Vec<Scored> =
            (0..200).map(|i| if i < 100 { (0.8, Some(true)) } else { (0.2, Some(false)) }).collect();
        assert!((threshold(&parted) - 0.45).abs() < 0.1, "{}", threshold(&parted));
        // One lucky positive far down does not drag it there.
        let mut lucky = parted.clone();
        lucky.push((0.19, Some(true)));
        assert!((threshold(&lucky) - threshold(&parted)).abs() < 0.05);
        assert_eq!(threshold(&[(0.3, Some(false)), (0.9, None)]), 0.5, "nothing to find");
    }

    #[test]
    fn a_label_that_scores_the_wrong_way_round_is_refused() {
        let held: Vec<Held> = (0..100).map(|i| (f64::from(i), Some(i < 50))).collect();
        assert!(platt(&held, "x").unwrap_err().to_string().starts_with("label `x` cannot be calibrated"));
    }
}
