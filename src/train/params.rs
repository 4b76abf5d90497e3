//! The hyper-parameters of training, checked once in linfa's way: [`Params`] → [`ValidParams`].

use linfa::ParamGuard;
use serde::Serialize;

use crate::Error;

/// Checked hyper-parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ValidParams {
    /// Width of an n-gram's key in bits.
    pub key_bits: u8,
    /// How much the data weigh against small weights.
    pub c: f64,
    /// What a paragraph weighs on which the annotator hesitated.
    pub unsure_weight: f64,
    /// What a paragraph weighs that is trained on but never judged by.
    pub train_only_weight: f64,
    /// The exponent of the naive Bayes ratio by which features are scaled.
    pub ratio_power: f64,
    /// The best sentence's part of a paragraph's logit.
    pub pooling: f64,
    /// The largest quantised weight.
    pub levels: i8,
    /// What the model file may weigh under Brotli, in bytes.
    pub max_bytes: usize,
    /// Folds of the cross-validation.
    pub folds: usize,
}

/// Hyper-parameters; [`Params::default`] made the default model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params(ValidParams);

impl Default for Params {
    fn default() -> Self {
        Params(ValidParams {
            key_bits: 23,
            c: 100.0,
            unsure_weight: 0.3,
            train_only_weight: 3.0,
            ratio_power: 0.33,
            pooling: 0.25,
            levels: 31,
            max_bytes: 64 * 1024,
            folds: 5,
        })
    }
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty),+ $(,)?) => {
        impl Params {
            $($(#[$doc])* pub fn $name(mut self, $name: $type) -> Self {
                self.0.$name = $name;
                self
            })+
        }
    };
}

setters! {
    /// Width of an n-gram's key in bits, 16 to 32; 23. Narrower keys make a smaller model in which more n-grams that were
    /// not selected are taken for one that was: with K selected n-grams about one in 2^bits / K.
    key_bits: u8,
    /// How much the data weigh against small weights; above 0; 100. Larger fits the training data closer.
    c: f64,
    /// What a paragraph marked `unsure` weighs in training, 0 to 1; 0.3.
    unsure_weight: f64,
    /// What a paragraph marked `train_only` weighs, 0 to 100; 3. They are few, and written to be heard.
    train_only_weight: f64,
    /// How much features that one class prefers are freed from the penalty, 0 to 1; 0.33. See [`fit`](super::fit).
    ratio_power: f64,
    /// The best sentence's part of a paragraph's logit, 0 to 1; 0.25.
    pooling: f64,
    /// The largest quantised weight, 1 to 127; 31. Fewer levels compress better.
    levels: i8,
    /// What the model file may weigh under Brotli, in bytes, at least 1024; 65536. Decides how many n-grams are selected.
    max_bytes: usize,
    /// Folds of the cross-validation that chooses calibration and thresholds, 2 to 20; 5.
    folds: usize,
}

impl ParamGuard for Params {
    type Checked = ValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&ValidParams, Error> {
        let p = &self.0;
        let range = |name, value: f64, low: f64, high: f64, expected| {
            if (low..=high).contains(&value) { Ok(()) } else { Err(Error::Param { name, expected, found: value }) }
        };
        range("key_bits", p.key_bits.into(), 16.0, 32.0, "16 to 32")?;
        range("c", p.c, f64::MIN_POSITIVE, f64::MAX, "a finite number above 0")?;
        range("unsure_weight", p.unsure_weight, 0.0, 1.0, "0 to 1")?;
        range("train_only_weight", p.train_only_weight, 0.0, 100.0, "0 to 100")?;
        range("ratio_power", p.ratio_power, 0.0, 1.0, "0 to 1")?;
        range("pooling", p.pooling, 0.0, 1.0, "0 to 1")?;
        range("levels", p.levels.into(), 1.0, 127.0, "1 to 127")?;
        range("max_bytes", p.max_bytes as f64, 1024.0, 2f64.powi(32), "at least 1024 (bytes)")?;
        range("folds", p.folds as f64, 2.0, 20.0, "2 to 20")?;
        Ok(p)
    }

    fn check(self) -> Result<ValidParams, Error> {
        self.check_ref().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid_and_nonsense_is_named() {
        assert!(Params::default().check().is_ok());
        for (params, name) in [
            (Params::default().key_bits(33), "key_bits"),
            (Params::default().c(0.0), "c"),
            (Params::default().c(f64::INFINITY), "c"),
            (Params::default().unsure_weight(f64::NAN), "unsure_weight"),
            (Params::default().pooling(1.5), "pooling"),
            (Params::default().levels(0), "levels"),
            (Params::default().max_bytes(10), "max_bytes"),
            (Params::default().folds(1), "folds"),
        ] {
            let message = params.check().unwrap_err().to_string();
            assert!(message.starts_with(&format!("parameter `{name}` is ")), "{message}");
        }
    }
}
