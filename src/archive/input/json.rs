//! Reads a line as a row.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{BadRow, Row};
use crate::archive::{Fields, Keep};
use crate::jsonl::{self, LineError};

/// Reads a line of plain text. The id is the line number.
pub fn plain<'b>(number: u64, line: &'b [u8], fields: &Fields) -> Result<Row<'b>, BadRow> {
    let text = jsonl::utf8(line)
        .map_err(|error| BadRow { id: Some(number.to_string()), message: message(error) })?;
    Ok(paragraph(number, text, fields))
}

/// Returns a row with a text, whose only field is `text`. The id is its number.
pub fn paragraph<'b>(number: u64, text: &'b str, fields: &Fields) -> Row<'b> {
    let source = || serde_json::to_string(text).expect("a string is always JSON").into();
    let kept = match &fields.keep {
        Keep::Nothing => Vec::new(),
        Keep::All => vec![("text".into(), source())],
        Keep::Named(names) => {
            let value = |name: &String| if name == "text" { source() } else { Cow::Borrowed("") };
            names.iter().map(|name| (name.clone().into(), value(name))).collect()
        }
    };
    Row { id: number.to_string().into(), text: text.into(), kept }
}

/// Reads a line of JSON; `None` if it is blank. An object without an id gets the line number.
pub fn row<'b>(number: u64, line: &'b [u8], fields: &Fields) -> Option<Result<Row<'b>, BadRow>> {
    let bad = |id, error| BadRow { id, message: message(error) };
    Some(match jsonl::object_with(line, Seed(fields)).transpose()? {
        Ok(found) => match id(number, &found, fields) {
            Ok(id) => match text(&found, fields) {
                Ok(text) => Ok(Row { id, text, kept: found.kept }),
                Err(error) => Err(bad(Some(id.into_owned()), error)),
            },
            Err(error) => Err(bad(None, error)),
        },
        Err(error) if jsonl::utf8(line).is_err() => {
            Err(bad(id_of_invalid_utf8(number, line, fields), error))
        }
        Err(error) => Err(bad(None, error)),
    })
}

/// The fields of a line. They are raw so that the id is readable if the text is invalid.
struct Found<'b> {
    id: Option<&'b RawValue>,
    text: Option<&'b RawValue>,
    kept: Vec<(Cow<'b, str>, Cow<'b, str>)>,
}

struct Seed<'f>(&'f Fields);

#[derive(Deserialize)]
struct Key<'b>(#[serde(borrow)] Cow<'b, str>);

impl<'b> DeserializeSeed<'b> for Seed<'_> {
    type Value = Found<'b>;

    fn deserialize<D: serde::Deserializer<'b>>(self, json: D) -> Result<Found<'b>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'b> Visitor<'b> for Seed<'_> {
    type Value = Found<'b>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<Found<'b>, A::Error> {
        let fields = self.0;
        let named = match &fields.keep {
            Keep::Named(names) => names.as_slice(),
            _ => &[],
        };
        let kept = named.iter().map(|name| (name.clone().into(), Cow::Borrowed(""))).collect();
        let mut found = Found { id: None, text: None, kept };
        let (mut has_id, mut has_text) = (false, false);
        while let Some(Key(key)) = map.next_key()? {
            let (is_id, is_text) = (key == fields.id, key == fields.text);
            let keep = fields.keeps(&key);
            if !is_id && !is_text && !keep {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let seen = match fields.position(&key) {
                Some(i) => !found.kept[i].1.is_empty(),
                None => keep && found.kept.iter().any(|(name, _)| *name == key),
            };
            if seen || (is_id && has_id) || (is_text && has_text) {
                return Err(A::Error::custom(format!("duplicate field `{key}`")));
            }
            let value: &RawValue = map.next_value()?;
            has_id |= is_id;
            has_text |= is_text;
            let present = Some(value).filter(|value| value.get() != "null");
            if is_id {
                found.id = present;
            }
            if is_text {
                found.text = present;
            }
            if keep {
                match fields.position(&key) {
                    Some(i) => found.kept[i].1 = value.get().into(),
                    None => found.kept.push((key, value.get().into())),
                }
            }
        }
        Ok(found)
    }
}

fn id<'b>(number: u64, found: &Found<'b>, fields: &Fields) -> Result<Cow<'b, str>, LineError> {
    match found.id {
        Some(raw) => jsonl::id(&fields.id, raw).map(Cow::from),
        None if fields.id_required => Err(LineError::Invalid(format!(
            "field `{}` is missing: expected a string or a number",
            fields.id
        ))),
        None => Ok(number.to_string().into()),
    }
}

fn text<'b>(found: &Found<'b>, fields: &Fields) -> Result<Cow<'b, str>, LineError> {
    let missing =
        || LineError::Invalid(format!("field `{}` is missing: expected a string", fields.text));
    jsonl::string(&fields.text, found.text.ok_or_else(missing)?)
}

/// Returns the id of a line that is not UTF-8 if the id is UTF-8.
fn id_of_invalid_utf8(number: u64, line: &[u8], fields: &Fields) -> Option<String> {
    let line = String::from_utf8_lossy(line);
    let found = jsonl::object_with(line.as_bytes(), Seed(fields)).ok()??;
    let id = id(number, &found, fields).ok()?;
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

    fn read(line: &'static str, keep: Keep) -> Row<'static> {
        let fields = Fields { keep, ..Fields::default() };
        row(7, line.as_bytes(), &fields).unwrap().unwrap()
    }

    #[test]
    fn the_source_of_the_id_is_unchanged() {
        for id in [r#""a\u00e1\/""#, r#""""#, "12345678901234567890123", "-1.50e+2", r#""\ud800""#]
        {
            let line = format!(r#"{{"more": [1, {{}}], "text": "x", "id": {id} }}"#);
            let row = row(7, line.as_bytes(), &Fields::default()).unwrap().unwrap();
            assert_eq!(row, Row { id: id.into(), text: "x".into(), kept: vec![] });
        }
        assert_eq!(read(r#"{"text": "x"}"#, Keep::Nothing).id, "7");
        assert_eq!(read(r#"{"text": "x", "id": null}"#, Keep::Nothing).id, "7");
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        let text = |line| read(line, Keep::Nothing).text;
        assert!(matches!(text(r#"{"text": "hoà"}"#), Cow::Borrowed("hoà")));
        assert_eq!(text(r#"{"text": "ho\u00e0\n\ud83c\udf3a"}"#), "hoà\n🌺");
    }

    #[test]
    fn kept_fields_are_json_in_the_order_of_their_names_or_of_the_line() {
        let line = r#"{"text": "x", "b": [1,  2], "id": 3, "a": null}"#;
        let named = Keep::Named(["a", "c", "b"].map(String::from).into());
        let kept = |keep| {
            let kept = read(line, keep).kept;
            kept.into_iter().map(|(name, json)| format!("{name}={json}")).collect::<Vec<_>>()
        };
        assert_eq!(kept(named), ["a=null", "c=", "b=[1,  2]"]);
        assert_eq!(kept(Keep::All), ["text=\"x\"", "b=[1,  2]", "a=null"]);
    }
}
