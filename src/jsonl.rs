//! JSON Lines: reads labelled paragraphs, and any other objects field by field.
//!
//! [`object`] reads a line into a struct whose fields are [`RawValue`]s; [`string`], [`strings`],
//! [`flag`] and [`id`] read one field. Errors name the path of the value, such as `labels[1]`.

use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Error;

/// A labelled paragraph.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Example {
    /// Identifies the paragraph in reports and errors.
    pub id: String,
    /// The paragraph.
    pub text: String,
    /// The labels of the paragraph; often none.
    pub labels: Vec<String>,
    /// Labels that are unknown for this paragraph: excluded from training and metrics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// Whether the annotator was unsure of the labels.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// Whether the paragraph is for training only: excluded from metrics, thresholds and
    /// calibration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub train_only: bool,
    /// The article. Cross-validation keeps the paragraphs of a group in one fold. Default: the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

impl Example {
    /// Returns whether the paragraph has `label`; `None` if unknown.
    pub fn actual(&self, label: &str) -> Option<bool> {
        actual(&self.labels, &self.ignore, label)
    }
}

/// Returns whether `label` is among `labels`; `None` if it is among `ignore`.
pub(crate) fn actual(labels: &[String], ignore: &[String], label: &str) -> Option<bool> {
    let contains = |list: &[String]| list.iter().any(|l| l == label);
    (!contains(ignore)).then(|| contains(labels))
}

/// Reads labelled paragraphs, each with its line number. Skips empty lines. Yields an error for an
/// invalid line and continues. `file` is the name in error messages.
pub fn examples(
    file: &str,
    reader: impl BufRead,
) -> impl Iterator<Item = Result<(usize, Example), Error>> {
    reader.split(b'\n').zip(1..).filter_map(move |(line, number)| {
        let line = match line {
            Ok(line) => line,
            Err(error) => return Some(Err(Error::read(file, error))),
        };
        let error = |e: LineError| Error::Data {
            file: file.to_owned(),
            line: number,
            message: e.to_string(),
        };
        let example = object(&line).and_then(|fields| fields.map(|f| example(&f)).transpose());
        example.map_err(error).transpose().map(|example| example.map(|e| (number, e)))
    })
}

/// Reads labelled paragraphs. `file` is the name in error messages.
///
/// # Errors
/// [`Error::Data`] for the first invalid line, [`Error::Read`] if reading fails.
pub fn read_examples(file: &str, reader: impl BufRead) -> Result<Vec<Example>, Error> {
    examples(file, reader).map(|example| example.map(|(_, example)| example)).collect()
}

#[derive(Deserialize)]
struct ExampleFields<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
    #[serde(borrow)]
    text: Option<&'l RawValue>,
    #[serde(borrow)]
    labels: Option<&'l RawValue>,
    #[serde(borrow)]
    ignore: Option<&'l RawValue>,
    #[serde(borrow)]
    unsure: Option<&'l RawValue>,
    #[serde(borrow)]
    train_only: Option<&'l RawValue>,
    #[serde(borrow)]
    group: Option<&'l RawValue>,
}

fn example(fields: &ExampleFields<'_>) -> Result<Example, LineError> {
    let required = |field: &str, raw: Option<_>| {
        raw.ok_or_else(|| LineError::Invalid(format!("field `{field}` is missing")))
    };
    let raw_id = required("id", fields.id)?;
    Ok(Example {
        // Keeps the digits of a number: parsing it could round it.
        id: match id("id", raw_id)? {
            number if !number.starts_with('"') => number.to_owned(),
            _ => string("id", raw_id)?.into_owned(),
        },
        text: string("text", required("text", fields.text)?)?.into_owned(),
        labels: strings("labels", required("labels", fields.labels)?)?,
        ignore: fields.ignore.map_or(Ok(Vec::new()), |raw| strings("ignore", raw))?,
        unsure: fields.unsure.map_or(Ok(false), |raw| flag("unsure", raw))?,
        train_only: fields.train_only.map_or(Ok(false), |raw| flag("train_only", raw))?,
        group: fields.group.map(|raw| string("group", raw).map(Cow::into_owned)).transpose()?,
    })
}

/// Why a line could not be read.
#[derive(Debug, Clone, PartialEq)]
pub enum LineError {
    /// The line is not a JSON object; the field names the type found.
    NotAnObject(&'static str),
    /// The line is not valid JSON, or names a field twice.
    Syntax(String),
    /// The line is not UTF-8, or a field is missing or of the wrong type.
    Invalid(String),
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineError::NotAnObject(NOT_JSON) => {
                write!(f, "expected a JSON object; found {NOT_JSON}")
            }
            LineError::NotAnObject(found) => {
                write!(
                    f,
                    "expected a JSON object like {{\"id\", \"text\", \"labels\"}}, found {found}"
                )
            }
            LineError::Syntax(message) => write!(f, "expected a JSON object; {message}"),
            LineError::Invalid(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for LineError {}

/// Reads a line as a JSON object; `None` for a blank line. Ignores a byte order mark.
///
/// # Errors
/// Fails if the line is not UTF-8, not an object or not valid JSON, or names a field twice.
pub fn object<'l, T: Deserialize<'l>>(line: &'l [u8]) -> Result<Option<T>, LineError> {
    object_with(line, PhantomData)
}

/// Like [`object`], with a seed that reads the object.
pub(crate) fn object_with<'l, S: DeserializeSeed<'l>>(
    line: &'l [u8],
    seed: S,
) -> Result<Option<S::Value>, LineError> {
    let line = line.trim_ascii();
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    let line = utf8(line)?;
    // serde accepts an array in place of an object.
    if !line.starts_with('{') {
        return Err(LineError::NotAnObject(kind(line)));
    }
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let value = seed.deserialize(&mut deserializer);
    let value = value.and_then(|value| deserializer.end().map(|()| Some(value)));
    value.map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        LineError::Syntax(format!("{message} at column {}", error.column()))
    })
}

/// Returns a line as text.
///
/// # Errors
/// Fails if the line is not UTF-8.
pub fn utf8(line: &[u8]) -> Result<&str, LineError> {
    std::str::from_utf8(line).map_err(|error| {
        let (byte, column) = (line[error.valid_up_to()], error.valid_up_to() + 1);
        let expected = "expected UTF-8, found byte";
        LineError::Invalid(format!(
            "{expected} 0x{byte:02x} at column {column}; convert the file to UTF-8"
        ))
    })
}

/// Why a JSON document is invalid.
pub(crate) struct DocumentError {
    /// Line number from 1; 0 if unknown.
    pub line: usize,
    /// The path of the field, what was expected and what was found.
    pub message: String,
}

/// Reads a whole JSON document.
pub(crate) fn document<T: DeserializeOwned>(json: &str) -> Result<T, DocumentError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let error = |path: Option<String>, error: &serde_json::Error| DocumentError {
        line: error.line(),
        message: path.map_or(error.to_string(), |path| format!("field `{path}`: {error}")),
    };
    let value = value(&mut deserializer).map_err(|(path, e)| error(path, &e))?;
    deserializer.end().map_err(|e| error(None, &e))?;
    Ok(value)
}

type Json<'j> = serde_json::Deserializer<serde_json::de::StrRead<'j>>;

/// Reads a JSON value. Errors come with the path of the field.
#[cfg(feature = "files")]
fn value<T: DeserializeOwned>(
    json: &mut Json<'_>,
) -> Result<T, (Option<String>, serde_json::Error)> {
    serde_path_to_error::deserialize(json).map_err(|e| {
        let path = e.path().to_string();
        ((path != ".").then_some(path), e.into_inner())
    })
}

/// Reads a JSON value. The training wasm reads no documents but built-in ones, so that their errors
/// need no path.
#[cfg(not(feature = "files"))]
fn value<T: DeserializeOwned>(
    json: &mut Json<'_>,
) -> Result<T, (Option<String>, serde_json::Error)> {
    T::deserialize(json).map_err(|e| (None, e))
}

/// Reads a string; borrows from the line if the JSON has no escapes.
///
/// # Errors
/// Fails if the value is not a string or has an invalid escape.
pub fn string<'l>(path: &str, raw: &'l RawValue) -> Result<Cow<'l, str>, LineError> {
    #[derive(Deserialize)]
    struct Borrowed<'l>(#[serde(borrow)] Cow<'l, str>);

    const EXPECTED: &str = "a string";
    let raw = raw.get();
    if !raw.starts_with('"') {
        return Err(invalid(path, EXPECTED, kind(raw)));
    }
    serde_json::from_str::<Borrowed<'l>>(raw)
        .map(|string| string.0)
        .map_err(|error| invalid(path, EXPECTED, format!("an invalid one: {error}")))
}

/// Reads an array of strings.
///
/// # Errors
/// Fails if the value is not an array or one of its elements is not a string.
pub fn strings(path: &str, raw: &RawValue) -> Result<Vec<String>, LineError> {
    let elements: Vec<&RawValue> = serde_json::from_str(raw.get())
        .map_err(|_| invalid(path, "an array of strings", kind(raw.get())))?;
    let read = |(i, raw)| string(&format!("{path}[{i}]"), raw).map(Cow::into_owned);
    elements.into_iter().enumerate().map(read).collect()
}

/// Reads a boolean.
///
/// # Errors
/// Fails if the value is not `true` or `false`.
pub fn flag(path: &str, raw: &RawValue) -> Result<bool, LineError> {
    serde_json::from_str(raw.get()).map_err(|_| invalid(path, "true or false", kind(raw.get())))
}

/// Returns the JSON source of a string or a number.
///
/// # Errors
/// Fails if the value is neither.
pub fn id<'l>(path: &str, raw: &'l RawValue) -> Result<&'l str, LineError> {
    match raw.get().as_bytes().first() {
        Some(b'"' | b'-' | b'0'..=b'9') => Ok(raw.get()),
        _ => Err(invalid(path, "a string or a number", kind(raw.get()))),
    }
}

fn invalid(path: &str, expected: &str, found: impl fmt::Display) -> LineError {
    LineError::Invalid(format!("field `{path}`: expected {expected}, found {found}"))
}

const NOT_JSON: &str = "text that is not JSON";

/// Names the type of a JSON value.
pub(crate) fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'-' | b'0'..=b'9') => "a number",
        _ => match json {
            "true" | "false" => "a boolean",
            "null" => "null",
            _ => NOT_JSON,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(line: &str) -> String {
        let text = format!("{{\"id\": 1, \"text\": \"a\", \"labels\": []}}\n\n{line}\n");
        read_examples("x.jsonl", text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn reads_labelled_paragraphs() {
        let line = r#"{"id": "a", "text": "b", "labels": ["x"], "ignore": ["y"], "group": "g", "more": 1}"#;
        let example = &read_examples("", line.as_bytes()).unwrap()[0];
        assert_eq!(
            (&*example.id, &*example.text, &*example.labels[0], &*example.ignore[0]),
            ("a", "b", "x", "y")
        );
        assert_eq!((example.unsure, example.group.as_deref()), (false, Some("g")));
        assert_eq!(
            ["x", "y", "z"].map(|label| example.actual(label)),
            [Some(true), None, Some(false)]
        );
    }

    #[test]
    fn errors_name_file_line_and_field() {
        assert!(message("[1]").starts_with("x.jsonl:3: expected a JSON object like"));
        assert!(message("{").starts_with("x.jsonl:3: expected a JSON object; EOF"));
        assert_eq!(message(r#"{"id": "a", "labels": []}"#), "x.jsonl:3: field `text` is missing");
        assert_eq!(
            message(r#"{"id": "a", "text": 5, "labels": []}"#),
            "x.jsonl:3: field `text`: expected a string, found a number"
        );
        assert_eq!(
            message(r#"{"id": "a", "text": "", "labels": "staffing"}"#),
            "x.jsonl:3: field `labels`: expected an array of strings, found a string"
        );
        assert_eq!(
            message(r#"{"id": "a", "text": "", "labels": ["x", {"y": 1}]}"#),
            "x.jsonl:3: field `labels[1]`: expected a string, found an object"
        );
        assert_eq!(
            message(r#"{"id": "a", "text": "", "labels": [], "unsure": 1}"#),
            "x.jsonl:3: field `unsure`: expected true or false, found a number"
        );
    }

    #[test]
    fn ids_keep_the_digits_of_a_number() {
        let ids = [r#""a\u00e1""#, "12345678901234567890123", "-1.50e+2"].map(|id| {
            let line = format!(r#"{{"id": {id}, "text": "", "labels": []}}"#);
            read_examples("", line.as_bytes()).unwrap().remove(0).id
        });
        assert_eq!(ids, ["aá", "12345678901234567890123", "-1.50e+2"]);
    }
}
