//! Headers of packs from models, and from files.

use std::collections::BTreeMap;
use std::path::Path;

use themelight::Model;
use themelight::pack::{Header, Theme};
use themelight::train::{self, Bags, Colors};

use crate::error::CliError;
use crate::inspect::strongest::Strongest;

/// Returns the header of a model without one: its own names and colours. The language is that of
/// the first name, as everywhere.
pub fn header_of(model: &Model) -> Header {
    let themes = model.labels.iter().map(|label| {
        Theme::from(train::Theme {
            id: label.id.clone(),
            name: label.names.iter().cloned().collect(),
            color: Colors { light: label.color.to_string(), dark: label.color_dark.to_string() },
        })
    });
    let language = model.labels.first().and_then(|label| label.names.first());
    Header {
        themes: themes.collect(),
        language: language.map_or_else(|| "vi".to_owned(), |(language, _)| language.clone()),
        ..Header::default()
    }
}

/// Reads a header as `themelight unpack` writes it.
pub fn read(file: &Path) -> Result<Header, CliError> {
    let json = std::fs::read(file).map_err(|e| CliError::read(file, e))?;
    Header::parse(&json).map_err(|source| CliError::Model {
        file: file.display().to_string(),
        source: source.into(),
    })
}

/// The longest word in bytes that is listed.
const MAX_WORD: usize = 64;

/// Returns the n-grams with the largest weights for each theme, strongest first. Empty if none of
/// the n-grams is in the model.
pub fn words_of(model: &Model, bags: &Bags) -> BTreeMap<String, Vec<String>> {
    let words = model.labels.iter().enumerate().map(|(l, label)| {
        let strongest = Strongest::new(model, l, bags).r#for;
        let short = strongest.into_iter().filter(|word| word.ngram.len() <= MAX_WORD);
        (label.id.clone(), short.map(|word| word.ngram.to_owned()).collect())
    });
    words.filter(|(_, words): &(String, Vec<String>)| !words.is_empty()).collect()
}
