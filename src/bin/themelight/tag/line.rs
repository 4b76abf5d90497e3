//! From a line of input to a paragraph.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// A paragraph to be tagged.
#[derive(Debug, PartialEq)]
pub struct Paragraph<'l> {
    /// JSON, as it came.
    pub id: Cow<'l, str>,
    pub text: Cow<'l, str>,
}

/// A line that holds no paragraph.
#[derive(Debug, PartialEq)]
pub struct BadLine {
    /// JSON, as it came; `None` if it could not be read.
    pub id: Option<String>,
    /// What was expected and what came.
    pub message: String,
}

/// The fields that count, not yet looked into: a bad text must not take the id with it.
#[derive(Deserialize)]
struct Fields<'l> {
    #[serde(borrow)]
    id: Option<&'l RawValue>,
    #[serde(borrow)]
    text: Option<&'l RawValue>,
}

/// Reads a line of plain text; its number is its id.
pub fn plain(number: u64, line: &[u8]) -> Result<Paragraph<'_>, BadLine> {
    match std::str::from_utf8(line) {
        Ok(text) => Ok(Paragraph { id: number.to_string().into(), text: text.into() }),
        Err(error) => Err(BadLine { id: Some(number.to_string()), message: not_utf8(line, error) }),
    }
}

/// Reads a line of JSON; `None` for a blank one. Where an object has no id the line's number is its id.
pub fn json(number: u64, line: &[u8]) -> Option<Result<Paragraph<'_>, BadLine>> {
    let line = line.trim_ascii();
    if line.is_empty() {
        return None;
    }
    let bad = |message| BadLine { id: None, message };
    Some(match std::str::from_utf8(line) {
        Ok(line) => fields(line).map_err(bad).and_then(|fields| paragraph(number, &fields)),
        Err(error) => Err(BadLine { id: rescued_id(number, line), message: not_utf8(line, error) }),
    })
}

fn fields(line: &str) -> Result<Fields<'_>, String> {
    // serde would take an array for an object too.
    if !line.starts_with('{') {
        return Err(format!(
            "expected a JSON object like {{\"id\": …, \"text\": …}}, found {}; for plain text use --text",
            kind(line)
        ));
    }
    serde_json::from_str(line).map_err(|error| {
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        format!("expected a JSON object in one line, found invalid JSON: {what} at column {}", error.column())
    })
}

fn paragraph<'l>(number: u64, fields: &Fields<'l>) -> Result<Paragraph<'l>, BadLine> {
    let id = id(number, fields).map_err(|message| BadLine { id: None, message })?;
    match text(fields) {
        Ok(text) => Ok(Paragraph { id, text }),
        Err(message) => Err(BadLine { id: Some(id.into_owned()), message }),
    }
}

fn id<'l>(number: u64, fields: &Fields<'l>) -> Result<Cow<'l, str>, String> {
    let Some(raw) = fields.id.map(RawValue::get) else { return Ok(number.to_string().into()) };
    match raw.as_bytes()[0] {
        b'"' | b'-' | b'0'..=b'9' => Ok(raw.into()),
        _ => Err(format!("field `id`: expected a string or a number, found {}", kind(raw))),
    }
}

fn text<'l>(fields: &Fields<'l>) -> Result<Cow<'l, str>, String> {
    /// Borrows where the JSON has no escapes.
    #[derive(Deserialize)]
    struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

    let raw = fields.text.map(RawValue::get).ok_or("field `text` is missing: expected a string")?;
    if !raw.starts_with('"') {
        return Err(format!("field `text`: expected a string, found {}", kind(raw)));
    }
    serde_json::from_str::<Text<'l>>(raw)
        .map(|text| text.0)
        .map_err(|error| format!("field `text`: expected a string, found an invalid one: {error}"))
}

/// The id of a line whose text is not UTF-8, if the id itself is.
fn rescued_id(number: u64, line: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(line);
    let id = id(number, &fields(&line).ok()?).ok()?;
    (!id.contains(char::REPLACEMENT_CHARACTER)).then(|| id.into_owned())
}

fn not_utf8(line: &[u8], error: std::str::Utf8Error) -> String {
    let at = error.valid_up_to();
    format!("expected UTF-8, found byte 0x{:02x} at column {}; convert the file to UTF-8", line[at], at + 1)
}

/// What the first character of a JSON value says it is.
fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'-' | b'0'..=b'9') => "a number",
        _ => match json {
            "true" | "false" => "a boolean",
            "null" => "null",
            _ => "text that is not JSON",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Paragraph<'_> {
        json(7, line.as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn the_id_is_kept_as_it_came() {
        for id in [r#""a\u00e1\/""#, r#""""#, "12345678901234567890123", "-1.50e+2", r#""\ud800""#] {
            let line = format!(r#"{{"more": [1, {{}}], "text": "x", "id": {id} }}"#);
            assert_eq!(read(&line), Paragraph { id: id.into(), text: "x".into() });
        }
        assert_eq!(read(r#"{"text": "x"}"#).id, "7");
        assert_eq!(read(r#"{"text": "x", "id": null}"#).id, "7");
    }

    #[test]
    fn text_is_borrowed_where_it_can_be() {
        assert!(matches!(read(r#"{"text": "hoà"}"#).text, Cow::Borrowed("hoà")));
        assert_eq!(read(r#"{"text": "ho\u00e0\n\ud83c\udf3a"}"#).text, "hoà\n🌺");
    }
}
