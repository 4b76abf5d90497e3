//! The header of a pack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::PackError;
use crate::jsonl;
use crate::model::name;
use crate::train::{self, Colors};

/// Maximum number of self-tests.
pub const MAX_TESTS: usize = 100;
/// Maximum number of words of a theme.
const MAX_WORDS: usize = 100;
/// The longest description, in bytes.
const MAX_DESCRIPTION: usize = 4096;

/// The header of a pack. The `other` fields are those that this version does not know.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Names and colours of all themes of the model, in its order.
    pub themes: Vec<Theme>,
    /// Language tag of the texts that the model reads.
    pub language: String,
    /// Name of the model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the model is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Licence: an SPDX expression or a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Quality of the model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Scores>,
    /// Texts with the results that the model must give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<SelfTest>,
    /// The most telling words of each theme, strongest first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    #[doc(hidden)]
    pub other: Map<String, Value>,
}

/// A theme with its display names and colours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// The id of the model's label.
    pub id: String,
    /// Display names by language tag.
    pub name: BTreeMap<String, String>,
    /// Colours on light and dark pages.
    pub color: Colors,
    #[serde(flatten)]
    #[doc(hidden)]
    pub other: Map<String, Value>,
}

/// Quality of a model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// What was measured, and how.
    pub data: String,
    /// Mean F1 of the themes.
    pub macro_f1: f64,
    /// Figures of each theme.
    #[serde(default)]
    pub themes: BTreeMap<String, ThemeScores>,
    #[serde(flatten)]
    #[doc(hidden)]
    pub other: Map<String, Value>,
}

/// Quality of one theme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ThemeScores {
    /// Share of the predictions that are right.
    pub precision: f64,
    /// Share of the paragraphs with the theme that are found.
    pub recall: f64,
    /// Harmonic mean of precision and recall.
    pub f1: f64,
    /// Number of paragraphs with the theme.
    pub support: u32,
    #[serde(flatten)]
    #[doc(hidden)]
    pub other: Map<String, Value>,
}

/// A text with the result that the model must give.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SelfTest {
    /// A paragraph.
    pub text: String,
    /// The ids of the themes that the model finds in it.
    pub themes: Vec<String>,
    /// Probabilities by theme.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scores: BTreeMap<String, f64>,
    #[serde(flatten)]
    #[doc(hidden)]
    pub other: Map<String, Value>,
}

impl Header {
    /// Reads a header.
    ///
    /// # Errors
    /// [`PackError::Header`] if the bytes are not JSON or a field is invalid.
    pub fn parse(json: &[u8]) -> Result<Self, PackError> {
        let json = std::str::from_utf8(json)
            .map_err(|e| PackError::header(format!("expected UTF-8: {e}")))?;
        let header: Header = jsonl::document(json).map_err(|e| PackError::header(e.message))?;
        header.check().map_err(PackError::header)?;
        Ok(header)
    }

    /// Returns the header as JSON without white space.
    ///
    /// # Errors
    /// [`PackError::Header`] if a figure is not finite.
    pub fn to_json(&self) -> Result<Vec<u8>, PackError> {
        serde_json::to_vec(self).map_err(|e| PackError::header(e.to_string()))
    }

    fn check(&self) -> Result<(), String> {
        train::check_themes(&self.themes.iter().map(Theme::plain).collect::<Vec<_>>())?;
        if !name::is_language(&self.language) {
            let (expected, found) = (name::EXPECTED_LANGUAGE, &self.language);
            return Err(format!("field `language`: expected {expected}, found {found:?}"));
        }
        display("title", self.title.as_deref())?;
        display("license", self.license.as_deref())?;
        check_description(self.description.as_deref())?;
        if let Some(scores) = &self.scores {
            scores.check()?;
        }
        if self.tests.len() > MAX_TESTS {
            let found = self.tests.len();
            return Err(format!("field `tests`: expected at most {MAX_TESTS}, found {found}"));
        }
        for (i, test) in self.tests.iter().enumerate() {
            for (id, &score) in &test.scores {
                share(&format!("tests[{i}].scores.{id}"), score)?;
            }
        }
        for (id, words) in &self.words {
            if words.len() > MAX_WORDS {
                let found = words.len();
                return Err(format!(
                    "field `words.{id}`: expected at most {MAX_WORDS}, found {found}"
                ));
            }
            words.iter().try_for_each(|word| display(&format!("words.{id}"), Some(word)))?;
        }
        Ok(())
    }
}

impl Theme {
    /// Returns the theme without unknown fields.
    fn plain(&self) -> train::Theme {
        train::Theme { id: self.id.clone(), name: self.name.clone(), color: self.color.clone() }
    }
}

impl From<train::Theme> for Theme {
    fn from(train::Theme { id, name, color }: train::Theme) -> Self {
        Theme { id, name, color, other: Map::new() }
    }
}

impl Scores {
    fn check(&self) -> Result<(), String> {
        display("scores.data", Some(&self.data))?;
        share("scores.macro_f1", self.macro_f1)?;
        for (id, theme) in &self.themes {
            let fields =
                [("precision", theme.precision), ("recall", theme.recall), ("f1", theme.f1)];
            for (field, value) in fields {
                share(&format!("scores.themes.{id}.{field}"), value)?;
            }
        }
        Ok(())
    }
}

fn display(field: &str, text: Option<&str>) -> Result<(), String> {
    if text.is_none_or(name::is_name) {
        return Ok(());
    }
    Err(format!("field `{field}`: expected {}, found {text:?}", name::EXPECTED_NAME))
}

fn check_description(text: Option<&str>) -> Result<(), String> {
    let valid = |text: &str| {
        text.len() <= MAX_DESCRIPTION
            && text.chars().any(|c| !c.is_whitespace())
            && !text.contains(|c| c != '\n' && name::is_unsafe(c))
    };
    if text.is_none_or(valid) {
        return Ok(());
    }
    let found = text.map_or(0, str::len);
    Err(format!(
        "field `description`: expected 1 to {MAX_DESCRIPTION} bytes without control characters, \
         found {found} bytes; line feeds are allowed"
    ))
}

fn share(field: &str, value: f64) -> Result<(), String> {
    if (0.0..=1.0).contains(&value) {
        return Ok(());
    }
    Err(format!("field `{field}`: expected a number from 0 to 1, found {value}"))
}
