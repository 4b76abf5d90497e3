//! Quantisation of weights to eight bits or fewer.
//!
//! Rounding rule: a weight w becomes the integer nearest to w / scale, halves away from zero, clamped
//! to ±levels. Error bound: |w − q · scale| ≤ scale / 2 for every weight that is not clamped, that is for
//! |w| ≤ (levels + ½) · scale.

/// Quantised weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantized {
    /// Value of one step; above 0.
    pub scale: f32,
    /// In [−levels, levels].
    pub values: Vec<i8>,
}

/// Quantises `weights` so that `largest` becomes `levels`; larger ones are clamped.
///
/// `levels` is 1 to 127 and `largest` finite and positive, else they count as 1.
pub fn quantize(weights: &[f64], levels: i8, largest: f64) -> Quantized {
    let levels = levels.max(1);
    let largest = if largest.is_finite() && largest > 0.0 { largest } else { 1.0 };
    let scale = ((largest / f64::from(levels)) as f32).max(f32::MIN_POSITIVE);
    let bound = f64::from(levels);
    let values = weights
        .iter()
        .map(|w| {
            let q = (w / f64::from(scale)).round().clamp(-bound, bound);
            q as i8 // in range by the clamp; a NaN becomes 0
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
        for levels in [1, 7, 15, 127] {
            let q = quantize(&weights, levels, 2.0);
            for (w, v) in weights.iter().zip(&q.values) {
                let scale = f64::from(q.scale);
                if w.abs() <= (f64::from(levels) + 0.5) * scale {
                    assert!((w - f64::from(*v) * scale).abs() <= scale / 2.0 + 1e-12);
                } else {
                    assert_eq!(i32::from(*v).abs(), i32::from(levels));
                }
            }
        }
    }

    #[test]
    fn rubbish_gives_zeros() {
        assert_eq!(quantize(&[f64::NAN, 0.0], 127, 0.0).values, [0, 0]);
        assert!(quantize(&[0.0], 127, f64::NAN).scale > 0.0);
    }
}
