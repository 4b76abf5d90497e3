//! Linear models: their contents, the file format ([`format`]), quantisation of weights
//! ([`quantize`]) and the rules for ids and names ([`name`]).
//!
//! A model is multi-label, one-vs-rest: each label has a bias and a weight per selected n-gram.

mod bytes;
pub mod format;
pub(crate) mod math;
pub(crate) mod name;
#[cfg(feature = "train")]
pub(crate) mod quantize;

use crate::ngram::Vectorizer;

/// The maximum number of labels of a model.
pub const MAX_LABELS: usize = 32;

/// The maximum number of n-grams of a model.
pub const MAX_FEATURES: usize = 1 << 22;

/// An sRGB colour, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text
            .strip_prefix('#')
            .filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let channel = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).ok();
        Some(Color([channel(0)?, channel(2)?, channel(4)?]))
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_fold(f.write_str("#")?, |(), channel| write!(f, "{channel:02x}"))
    }
}

/// Maps a raw logit z to a probability: 1 / (1 + exp(−(slope · z + intercept))).
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
    /// Returns the calibrated logit, whose logistic function is the probability.
    pub fn logit(self, raw: f64) -> f64 {
        f64::from(self.slope) * raw + f64::from(self.intercept)
    }
}

/// A label: a theme that paragraphs may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Identifier in data and programs, such as `staffing`.
    pub id: String,
    /// Display names: language tag and name, 1 to 16 of them.
    pub names: Vec<(String, String)>,
    /// Colour on a light page.
    pub color: Color,
    /// Colour on a dark page.
    pub color_dark: Color,
    /// Lowest probability at which a paragraph has the label; in (0, 1).
    pub threshold: f32,
    /// Raw logit of a text without selected n-grams.
    pub bias: f32,
    /// Value of one step of a quantised weight; above 0.
    pub scale: f32,
    /// Maps the raw logit to a probability.
    pub calibration: Calibration,
}

/// A trained model. [`Classifier`](crate::Classifier) applies it.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Maps text to keys.
    pub vectorizer: Vectorizer,
    /// Weight of the best sentence in a paragraph's logit, in [0, 1]; the whole paragraph has the
    /// rest of the weight.
    pub pooling: f32,
    /// The labels, in the order of all results.
    pub labels: Vec<Label>,
    /// Keys of the selected n-grams, ascending.
    pub keys: Vec<u32>,
    /// Quantised weights in [−127, 127]: of all keys for the first label, then for the second …
    pub weights: Vec<i8>,
}

impl Model {
    /// Returns the quantised weight of a key for a label, both given by their index.
    ///
    /// # Panics
    /// If there is no such key or label.
    pub fn weight(&self, key: usize, label: usize) -> i8 {
        self.weights[label * self.keys.len() + key]
    }

    /// Returns the bias of the calibrated logit. The bias and the weights of the evidence add up to
    /// that logit.
    ///
    /// # Panics
    /// If there is no such label.
    pub fn bias(&self, label: usize) -> f64 {
        let label = &self.labels[label];
        label.calibration.logit(label.bias.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_round_trip() {
        let blue = Color::parse("#1f5fbf").unwrap();
        assert_eq!((blue, blue.to_string().as_str()), (Color([0x1f, 0x5f, 0xbf]), "#1f5fbf"));
        for invalid in ["1f5fbf", "#1f5fb", "#1f5fbg", "#1f5fbff", "#ééé", ""] {
            assert_eq!(Color::parse(invalid), None, "{invalid}");
        }
    }
}
