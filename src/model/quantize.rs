//! Quantisation of weights to eight bits or fewer.
//!
//! A weight w becomes the integer q nearest to w / scale, halves away from zero, clamped to
//! ±max_level. Error bound: |w − q · scale| ≤ scale / 2 if |w| ≤ (max_level + ½) · scale.

/// Quantised weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantized {
    /// Value of one step; above 0.
    pub scale: f32,
    /// In [−max_level, max_level].
    pub values: Vec<i8>,
}

/// Quantises `weights` so that `largest` becomes `max_level`; clamps larger weights.
///
/// A `max_level` below 1, or a `largest` that is not finite and positive, counts as 1.
pub fn quantize(weights: &[f64], max_level: i8, largest: f64) -> Quantized {
    let bound = f64::from(max_level.max(1));
    let largest = if largest.is_finite() && largest > 0.0 { largest } else { 1.0 };
    let scale = ((largest / bound) as f32).max(f32::MIN_POSITIVE);
    let values = weights
        .iter()
        .map(|w| {
            let q = (w / f64::from(scale)).round().clamp(-bound, bound);
            q as i8 // NaN becomes 0
        })
        .collect();
    Quantized { scale, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_to_nearest_with_halves_away_from_zero() {
        let q = quantize(&[1.0, 0.26, 0.25, 0.24, -0.25, -0.74, 0.0], 2, 1.0);
        assert_eq!((q.scale, &q.values[..]), (0.5, &[2, 1, 1, 0, -1, -1, 0][..]));
    }

    #[test]
    fn the_error_is_bounded_and_large_weights_are_clamped() {
        let weights: Vec<f64> = (-1000..=1000).map(|i| f64::from(i) * 0.003_17).collect();
        for max_level in [1, 7, 15, 127] {
            let q = quantize(&weights, max_level, 2.0);
            for (w, v) in weights.iter().zip(&q.values) {
                let scale = f64::from(q.scale);
                if w.abs() <= (f64::from(max_level) + 0.5) * scale {
                    assert!((w - f64::from(*v) * scale).abs() <= scale / 2.0 + 1e-12);
                } else {
                    assert_eq!(i32::from(*v).abs(), i32::from(max_level));
                }
            }
        }
    }

    #[test]
    fn weights_that_are_not_numbers_become_0() {
        assert_eq!(quantize(&[f64::NAN, 0.0], 127, 0.0).values, [0, 0]);
        assert!(quantize(&[0.0], 127, f64::NAN).scale > 0.0);
    }
}
