//! Reads a line of input as a paragraph.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use themelight::jsonl::{self, LineError};

/// A paragraph to tag.
#[derive(Debug, PartialEq)]
pub struct Paragraph<'l> {
    /// The JSON source of the id.
    pub id: Cow<'l, str>,
    pub text: Cow<'l, str>,
}

/// A line without a valid paragraph.
#[derive(Debug, PartialEq)]
pub struct BadLine {
    /// The JSON source of the id; `None` if it could not be read.
    pub id: Option<String>,
    /// What was expected and what was found.
    pub message: String,
}

/// The fields of a line. They are raw so that the id is readable if the text is invalid.
#[derive(Deserialize)]
struct Fields<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
    #[serde(borrow)]
    text: Option<&'l RawValue>,
}

/// Reads a line of plain text. The id is the line number.
pub fn plain(number: u64, line: &[u8]) -> Result<Paragraph<'_>, BadLine> {
    let text = jsonl::utf8(line)
        .map_err(|error| BadLine { id: Some(number.to_string()), message: message(error) })?;
    Ok(Paragraph { id: number.to_string().into(), text: text.into() })
}

/// Reads a line of JSON; `None` if it is blank. An object without an id gets the line number.
pub fn json(number: u64, line: &[u8]) -> Option<Result<Paragraph<'_>, BadLine>> {
    let bad = |id, error| BadLine { id, message: message(error) };
    Some(match jsonl::object::<Fields<'_>>(line).transpose()? {
        Ok(fields) => match id(number, &fields) {
            Ok(id) => match text(&fields) {
                Ok(text) => Ok(Paragraph { id, text }),
                Err(error) => Err(bad(Some(id.into_owned()), error)),
            },
            Err(error) => Err(bad(None, error)),
        },
        Err(error) if jsonl::utf8(line).is_err() => {
            Err(bad(id_of_invalid_utf8(number, line), error))
        }
        Err(error) => Err(bad(None, error)),
    })
}

fn id<'l>(number: u64, fields: &Fields<'l>) -> Result<Cow<'l, str>, LineError> {
    fields
        .id
        .map_or_else(|| Ok(number.to_string().into()), |raw| jsonl::id("id", raw).map(Cow::from))
}

fn text<'l>(fields: &Fields<'l>) -> Result<Cow<'l, str>, LineError> {
    let missing = || LineError::Invalid("field `text` is missing: expected a string".to_owned());
    jsonl::string("text", fields.text.ok_or_else(missing)?)
}

/// Returns the id of a line that is not UTF-8 if the id is UTF-8.
fn id_of_invalid_utf8(number: u64, line: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(line);
    let id = id(number, &jsonl::object(line.as_bytes()).ok()??).ok()?;
    (!id.contains(char::REPLACEMENT_CHARACTER)).then(|| id.into_owned())
}

fn message(error: LineError) -> String {
    match error {
        LineError::NotAnObject(found) => {
            format!(
                "expected a JSON object like {{\"id\": …, \"text\": …}}, found {found}; for plain text use --text"
            )
        }
        LineError::Syntax(message) => {
            format!("expected a JSON object in one line, found invalid JSON: {message}")
        }
        LineError::Invalid(message) => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Paragraph<'_> {
        json(7, line.as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn the_source_of_the_id_is_unchanged() {
        for id in [r#""a\u00e1\/""#, r#""""#, "12345678901234567890123", "-1.50e+2", r#""\ud800""#]
        {
            let line = format!(r#"{{"more": [1, {{}}], "text": "x", "id": {id} }}"#);
            assert_eq!(read(&line), Paragraph { id: id.into(), text: "x".into() });
        }
        assert_eq!(read(r#"{"text": "x"}"#).id, "7");
        assert_eq!(read(r#"{"text": "x", "id": null}"#).id, "7");
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        assert!(matches!(read(r#"{"text": "hoà"}"#).text, Cow::Borrowed("hoà")));
        assert_eq!(read(r#"{"text": "ho\u00e0\n\ud83c\udf3a"}"#).text, "hoà\n🌺");
    }
}
