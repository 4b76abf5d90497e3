//! The hyper-parameters of training.
//!
//! The table at the call of `hyper_parameters!` is the only place where a hyper-parameter is
//! defined: name, type, default, range and help. The fields, the setters, the check, the arguments
//! of the command line and the tables in reports and model cards are derived from it.

use std::fmt;

use linfa::ParamGuard;

use crate::Error;
use crate::evaluate::HyperParameter;

/// The range of a hyper-parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Both ends included.
    Between(f64, f64),
    /// At least this, at most 2³².
    AtLeast(f64),
    /// Above 0 and finite.
    Positive,
}

impl Range {
    fn contains(self, value: f64) -> bool {
        match self {
            Range::Between(low, high) => (low..=high).contains(&value),
            Range::AtLeast(low) => (low..=2f64.powi(32)).contains(&value),
            Range::Positive => value.is_finite() && value > 0.0,
        }
    }

    /// Returns the value if it lies in the range.
    pub(super) fn check(self, name: &'static str, value: f64) -> Result<f64, Error> {
        let error = || Error::Param { name, expected: self.to_string(), found: value };
        self.contains(value).then_some(value).ok_or_else(error)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Range::Between(low, high) => write!(f, "{low} to {high}"),
            Range::AtLeast(low) => write!(f, "at least {low}"),
            Range::Positive => f.write_str("a finite number above 0"),
        }
    }
}

/// A row of the table: one hyper-parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Name, as in [`Params`] and in error messages.
    pub name: &'static str,
    /// Key in the JSON of reports, and former name.
    pub key: &'static str,
    /// The range of valid values.
    pub range: Range,
    /// The unit, in capitals, for the help of the command line.
    pub unit: &'static str,
    /// What the parameter does.
    pub help: &'static str,
    get: fn(&ValidParams) -> f64,
    set: fn(&mut ValidParams, f64),
    integer: bool,
}

impl Param {
    /// Returns whether the parameter takes whole numbers only.
    pub fn is_integer(&self) -> bool {
        self.integer
    }

    /// Returns the default.
    pub fn default(&self) -> f64 {
        (self.get)(&Params::default().0)
    }
}

/// The type of a hyper-parameter.
trait Value: Copy {
    const INTEGER: bool;
    fn to_f64(self) -> f64;
    fn from_f64(value: f64) -> Self;
}

macro_rules! values {
    ($($type:ty, $integer:literal;)+) => {
        $(impl Value for $type {
            const INTEGER: bool = $integer;
            fn to_f64(self) -> f64 {
                self as f64
            }
            fn from_f64(value: f64) -> Self {
                value as $type
            }
        })+
    };
}

values! { u8, true; i8, true; usize, true; f64, false; }

macro_rules! hyper_parameters {
    ($($name:ident ($key:literal): $type:ty = $default:literal, $range:expr, $unit:literal, $help:literal;)+) => {
        /// Checked hyper-parameters.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct ValidParams {
            $(#[doc = $help] pub(super) $name: $type,)+
        }

        impl Default for Params {
            fn default() -> Self {
                Params(ValidParams { $($name: $default,)+ })
            }
        }

        impl Params {
            $(
                #[doc = concat!($help, ".\n\nDefault: ", stringify!($default), ". Range: `", stringify!($range), "`.")]
                #[must_use]
                pub fn $name(mut self, $name: $type) -> Self {
                    self.0.$name = $name;
                    self
                }
            )+
        }

        /// All hyper-parameters, in the order of the reports.
        pub const PARAMS: &[Param] = &[$(Param {
            name: stringify!($name),
            key: $key,
            range: $range,
            unit: $unit,
            help: $help,
            get: |params| params.$name.to_f64(),
            set: |params, value| params.$name = Value::from_f64(value),
            integer: <$type as Value>::INTEGER,
        },)+];
    };
}

hyper_parameters! {
    key_bits ("key_bits"): u8 = 23, Range::Between(16.0, 32.0), "N",
        "Width of an n-gram's key in bits: narrower keys make a smaller model with more collisions";
    c ("c"): f64 = 50.0, Range::Positive, "C",
        "Weight of the data against the penalty on weights: larger fits the training data closer";
    unsure_weight ("unsure_weight"): f64 = 0.2, Range::Between(0.0, 1.0), "W",
        "Sample weight of paragraphs marked unsure";
    train_only_weight ("train_only_weight"): f64 = 5.0, Range::Between(0.0, 100.0), "W",
        "Sample weight of paragraphs marked train_only, which are excluded from all metrics";
    ratio_power ("ratio_power"): f64 = 0.33, Range::Between(0.0, 1.0), "P",
        "Exponent of the class ratio: larger frees n-grams that one class prefers from the penalty";
    sentence_weight ("pooling"): f64 = 0.25, Range::Between(0.0, 1.0), "A",
        "Share of the best sentence in a paragraph's logit";
    max_level ("levels"): i8 = 31, Range::Between(1.0, 127.0), "N",
        "The largest quantised weight: fewer levels compress better";
    max_bytes ("max_bytes"): usize = 48128, Range::AtLeast(1024.0), "BYTES",
        "Estimated size of the model file in bytes after Brotli: as many n-grams are selected as fit";
    folds ("folds"): usize = 5, Range::Between(2.0, 20.0), "N",
        "Number of folds of the cross-validation";
}

/// Hyper-parameters. [`Params::default`] made the default model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params(ValidParams);

impl Params {
    /// Sets one hyper-parameter.
    ///
    /// # Errors
    /// [`Error::Param`] if the value is out of range.
    pub fn set(&mut self, param: &Param, value: f64) -> Result<(), Error> {
        (param.set)(&mut self.0, param.range.check(param.name, value)?);
        Ok(())
    }
}

impl ParamGuard for Params {
    type Checked = ValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&ValidParams, Error> {
        for param in PARAMS {
            param.range.check(param.name, (param.get)(&self.0))?;
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<ValidParams, Error> {
        self.check_ref().copied()
    }
}

impl ValidParams {
    /// Returns names and values for a report.
    pub(super) fn report(&self) -> Vec<HyperParameter> {
        let row = |p: &Param| {
            let value = (p.get)(self);
            // A checked value is finite.
            let float = || serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into());
            let value = if p.integer { (value as i64).into() } else { float() };
            HyperParameter { key: p.key, name: p.name, value, help: p.help }
        };
        PARAMS.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid_and_values_out_of_range_are_errors() {
        assert!(Params::default().check().is_ok());
        for (params, name) in [
            (Params::default().key_bits(33), "key_bits"),
            (Params::default().c(0.0), "c"),
            (Params::default().c(f64::INFINITY), "c"),
            (Params::default().unsure_weight(f64::NAN), "unsure_weight"),
            (Params::default().sentence_weight(1.5), "sentence_weight"),
            (Params::default().max_level(0), "max_level"),
            (Params::default().max_bytes(10), "max_bytes"),
            (Params::default().folds(1), "folds"),
        ] {
            let message = params.check().unwrap_err().to_string();
            assert!(message.starts_with(&format!("parameter `{name}` is ")), "{message}");
        }
    }

    #[test]
    fn a_parameter_is_set_by_its_row() {
        for param in PARAMS {
            let mut params = Params::default();
            let (low, high) = match param.range {
                Range::Between(low, high) => (low, high + 1.0),
                Range::AtLeast(low) => (low, low - 1.0),
                Range::Positive => (7.5, 0.0),
            };
            params.set(param, low).unwrap();
            assert_eq!((param.get)(params.check_ref().unwrap()), low, "{}", param.name);
            assert!(params.set(param, high).is_err(), "{}", param.name);
        }
    }

    #[test]
    fn the_model_card_lists_the_hyper_parameters() {
        let number = |p: &Param| p.default().to_string();
        let row =
            |p: &Param| format!("| `{}` | {} | {} | {} |\n", p.name, number(p), p.range, p.help);
        let rows: String = PARAMS.iter().map(row).collect();
        let table =
            format!("| name | value | range | meaning |\n| --- | ---: | --- | --- |\n{rows}");
        let card = include_str!("../../models/vi-public-life/README.md");
        assert!(card.contains(&table), "the model card lacks this table:\n{table}");
    }
}
