//! Themes: display names and colours of labels, from a `themes.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::palette;
use crate::Error;
use crate::jsonl;
use crate::model::Color;
use crate::model::MAX_LABELS;
use crate::model::name;

/// A label with its display names and colours. The model's labels have the order of the themes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The label in the data.
    pub id: String,
    /// Display names by language tag, such as `{"vi": "…", "en": "…"}`.
    pub name: BTreeMap<String, String>,
    /// Colours of the highlight.
    pub color: Colors,
}

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// Colour on light pages.
    pub light: String,
    /// Colour on dark pages.
    pub dark: String,
}

/// Returns themes for labels without a `themes.json`: named by their label, coloured in turn.
pub fn plain(labels: &[String]) -> Vec<Theme> {
    named(labels, &BTreeMap::new())
}

/// Like [`plain`], with names for some of the labels.
pub fn named(labels: &[String], names: &BTreeMap<String, String>) -> Vec<Theme> {
    let theme = |(label, color): (&String, Colors)| Theme {
        id: label.clone(),
        name: ["vi", "en"]
            .map(|language| (language.to_owned(), names.get(label).unwrap_or(label).clone()))
            .into(),
        color,
    };
    labels.iter().zip(palette(labels.len())).map(theme).collect()
}

/// Reads a `themes.json`: an array of themes. `file` is the name in error messages.
///
/// # Errors
/// [`Error::Data`] if the JSON is invalid or breaks a limit of the model format.
pub fn read(file: &str, json: &str) -> Result<Vec<Theme>, Error> {
    let error = |line, message| Error::Data { file: file.to_owned(), line, message };
    let themes: Vec<Theme> = jsonl::document(json).map_err(|e| error(e.line, e.message))?;
    check(&themes).map_err(|message| error(0, message))?;
    Ok(themes)
}

/// Checks the limits that the model format sets for labels.
pub(crate) fn check(themes: &[Theme]) -> Result<(), String> {
    if !(1..=MAX_LABELS).contains(&themes.len()) {
        return Err(format!("expected 1 to {MAX_LABELS} themes, found {}", themes.len()));
    }
    for (i, theme) in themes.iter().enumerate() {
        let Theme { id, name: names, color } = theme;
        // A refused id or name may hold characters that act on the terminal.
        let shown = id.escape_debug();
        if !name::is_id(id) {
            return Err(format!("theme `{shown}`: expected an id of {}", name::EXPECTED_ID));
        }
        if !(1..=16).contains(&names.len()) {
            return Err(format!("theme `{shown}`: expected 1 to 16 names, found {}", names.len()));
        }
        for (language, text) in names {
            if !name::is_language(language) {
                return Err(format!(
                    "theme `{shown}`: expected {}, found {language:?}",
                    name::EXPECTED_LANGUAGE
                ));
            }
            if !name::is_name(text) {
                return Err(format!(
                    "theme `{shown}`: expected a name of {}, found {text:?}",
                    name::EXPECTED_NAME
                ));
            }
        }
        if themes[..i].iter().any(|t| t.id == *id) {
            return Err(format!("theme `{id}`: expected each id once"));
        }
        for color in [&color.light, &color.dark] {
            Color::parse(color).ok_or_else(|| {
                format!("theme `{id}`: expected a colour like #1f5fbf, found {color:?}")
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_themes_are_named_in_the_error() {
        let theme = |id: &str, color: &str| {
            format!(
                r##"{{"id": "{id}", "name": {{"en": "A"}}, "color": {{"light": "{color}", "dark": "#000000"}}}}"##
            )
        };
        let read = |themes: &[String]| read("themes.json", &format!("[{}]", themes.join(",")));
        assert_eq!(read(&[theme("a", "#123456")]).unwrap()[0].id, "a");
        let message = |themes: &[String]| read(themes).unwrap_err().to_string();
        assert!(
            message(&[theme("a", "blue")])
                .ends_with("theme `a`: expected a colour like #1f5fbf, found \"blue\"")
        );
        assert!(
            message(&[theme("a", "#123456"), theme("a", "#123456")])
                .ends_with("expected each id once")
        );
        for id in ["a b", "a\\u000cb", "a\\u001b[31m", "", "a\\u202eb"] {
            let refused = message(&[theme(id, "#123456")]);
            assert!(refused.contains("expected an id of 1 to 64 bytes"), "{refused}");
            assert!(!refused.chars().any(name::is_unsafe), "{refused:?}");
        }
        let named = |names: &str| {
            format!(
                r##"{{"id": "a", "name": {names}, "color": {{"light": "#123456", "dark": "#000000"}}}}"##
            )
        };
        assert!(message(&[named("{}")]).ends_with("expected 1 to 16 names, found 0"));
        assert!(message(&[named(r#"{"v i": "A"}"#)]).ends_with("such as `vi`, found \"v i\""));
        assert!(
            message(&[named(r#"{"vi": "A\u000dB"}"#)]).ends_with("characters, found \"A\\rB\"")
        );
        assert!(message(&[]).ends_with("expected 1 to 32 themes, found 0"));
        let number = theme("a", "#123456").replace("\"A\"", "7");
        assert!(
            message(&[number])
                .starts_with("themes.json:1: field `[0].name.en`: invalid type: integer `7`")
        );
    }

    #[test]
    fn plain_themes_are_valid() {
        assert_eq!(check(&plain(&["a".into(), "b".into()])), Ok(()));
    }
}
