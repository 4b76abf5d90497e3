//! Numeric functions for training and scoring.

/// Returns the logistic function of a logit. The bits are the same on every machine, since `libm`
/// does not call the platform's `exp`.
pub fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

/// Returns 1 / √tokens, which makes sums of weights comparable between short and long texts.
pub fn length_norm(tokens: usize) -> f64 {
    1.0 / (tokens.max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logistic_matches_known_values() {
        assert_eq!(logistic(0.0), 0.5);
        assert!((logistic(2.0) - 0.880_797_077_977_882_4).abs() < 1e-15);
        assert_eq!((logistic(-1000.0), logistic(1000.0)), (0.0, 1.0));
    }

    #[test]
    fn a_text_without_tokens_has_the_norm_of_one_token() {
        assert_eq!([0, 1, 4].map(length_norm), [1.0, 1.0, 0.5]);
    }
}
