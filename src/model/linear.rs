//! A multi-label linear model, one-vs-rest: for every label a bias and a weight per selected n-gram.

use crate::features::Vectorizer;

/// The most labels a model may have.
pub const MAX_LABELS: usize = 32;

/// The most n-grams a model may select.
pub const MAX_FEATURES: usize = 1 << 22;

/// An sRGB colour, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let channel = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).ok();
        Some(Color([channel(0)?, channel(2)?, channel(4)?]))
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_fold(f.write_str("#")?, |(), channel| write!(f, "{channel:02x}"))
    }
}

/// From a raw logit z to a probability: 1 / (1 + exp(−(slope · z + intercept))).
///
/// J. Platt, “Probabilistic outputs for support vector machines”, 1999.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Above 0, so that a higher logit is a higher probability.
    pub slope: f32,
    /// Any finite number.
    pub intercept: f32,
}

impl Calibration {
    /// The calibrated logit, whose logistic function is the probability.
    pub fn logit(self, raw: f64) -> f64 {
        f64::from(self.slope) * raw + f64::from(self.intercept)
    }
}

/// The logistic function, the same bits on every machine.
pub fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

/// A theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its name in data and code, such as `staffing`.
    pub id: String,
    /// Its name for people: language tag and name, Vietnamese first.
    pub names: Vec<(String, String)>,
    /// Its colour on a light page.
    pub color: Color,
    /// Its colour on a dark page.
    pub color_dark: Color,
    /// From this probability on a paragraph has the theme; in (0, 1).
    pub threshold: f32,
    /// What the logit is without any n-gram.
    pub bias: f32,
    /// The value of one step of a quantised weight; above 0.
    pub scale: f32,
    /// From raw logit to probability.
    pub calibration: Calibration,
}

/// A trained model. [`crate::classifier::Classifier`] applies it.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The way from text to keys.
    pub vectorizer: Vectorizer,
    /// How much of a paragraph's logit its best sentence gives, in [0, 1]; the rest is the paragraph's own.
    pub pooling: f32,
    /// The themes.
    pub labels: Vec<Label>,
    /// The keys of the selected n-grams, ascending.
    pub keys: Vec<u32>,
    /// The quantised weights: those of all keys for the first label, then of all keys for the second …, in [−127, 127].
    pub weights: Vec<i8>,
}

impl Model {
    /// The quantised weight of the key at a place, for a label.
    pub fn weight(&self, key: usize, label: usize) -> i8 {
        self.weights[label * self.keys.len() + key]
    }

    /// The bias of the calibrated logit: what evidence adds up to the logit with.
    pub fn bias(&self, label: usize) -> f64 {
        let label = &self.labels[label];
        label.calibration.logit(label.bias.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_read_as_they_are_written() {
        let blue = Color::parse("#1f5fbf").unwrap();
        assert_eq!((blue, blue.to_string().as_str()), (Color([0x1f, 0x5f, 0xbf]), "#1f5fbf"));
        for wrong in ["1f5fbf", "#1f5fb", "#1f5fbg", "#1f5fbff", "#ééé", ""] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_logistic_function_is_the_textbooks() {
        assert_eq!(logistic(0.0), 0.5);
        assert!((logistic(2.0) - 0.880_797_077_977_882_4).abs() < 1e-15);
        assert_eq!((logistic(-1000.0), logistic(1000.0)), (0.0, 1.0));
    }
}
