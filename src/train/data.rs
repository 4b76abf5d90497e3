//! Labelled paragraphs as JSON Lines: `{"id", "text", "labels", "ignore", "unsure", "train_only", "group"}`.

use std::io::BufRead;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Error;

/// A labelled paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Names the paragraph in reports and errors.
    pub id: String,
    /// The paragraph.
    pub text: String,
    /// The labels it has; often none.
    pub labels: Vec<String>,
    /// Labels that are open for this paragraph: neither trained on nor scored.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Whether the annotator hesitated.
    #[serde(default)]
    pub unsure: bool,
    /// Whether the paragraph is trained on but never judged by: written to mend a weakness, not met in the wild.
    #[serde(default)]
    pub train_only: bool,
    /// The article: paragraphs of one group stay on one side of every split. Without it, the id.
    #[serde(default)]
    pub group: Option<String>,
}

/// Whether a paragraph with these labels has `label`; `None` where that is open.
pub fn truth(labels: &[String], ignore: &[String], label: &str) -> Option<bool> {
    let has = |list: &[String]| list.iter().any(|l| l == label);
    (!has(ignore)).then(|| has(labels))
}

/// Reads labelled paragraphs, each with the number of its line; a line that is none is an error with its number and what
/// was wrong. `file` is only for the message. Empty lines are passed over.
pub fn examples(file: &str, reader: impl BufRead) -> impl Iterator<Item = Result<(usize, Example), Error>> {
    reader.split(b'\n').zip(1..).filter_map(move |(line, number)| {
        let example = line.map_err(|e| e.to_string()).and_then(|line| {
            let line = std::str::from_utf8(&line).map_err(|e| format!("expected UTF-8; {e}"))?;
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() { Ok(None) } else { parse(line).map(Some) }
        });
        match example {
            Ok(example) => Some(Ok((number, example?))),
            Err(message) => Some(Err(Error::Data { file: file.to_owned(), line: number, message })),
        }
    })
}

/// Reads labelled paragraphs; the first line that is none ends the reading.
pub fn read_examples(file: &str, reader: impl BufRead) -> Result<Vec<Example>, Error> {
    examples(file, reader).map(|example| example.map(|(_, example)| example)).collect()
}

/// Reads one line; the error names the field.
fn parse(line: &str) -> Result<Example, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("expected a JSON object; {e}"))?;
    let Value::Object(mut object) = value else {
        return Err(format!("expected a JSON object like {{\"id\", \"text\", \"labels\"}}, found {}", kind(&value)));
    };
    let mut take = |field: &str| object.remove(field).filter(|v| !v.is_null());
    let required = |field: &str, value: Option<Value>| value.ok_or_else(|| format!("field `{field}` is missing"));
    let flag = |field: &str, value: Option<Value>| match value {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(flag),
        Some(other) => Err(format!("field `{field}`: expected true or false, found {}", kind(&other))),
    };
    Ok(Example {
        id: id(required("id", take("id"))?)?,
        text: string("text", required("text", take("text"))?)?,
        labels: strings("labels", required("labels", take("labels"))?)?,
        ignore: take("ignore").map_or(Ok(Vec::new()), |v| strings("ignore", v))?,
        unsure: flag("unsure", take("unsure"))?,
        train_only: flag("train_only", take("train_only"))?,
        group: take("group").map(|v| string("group", v)).transpose()?,
    })
}

fn id(value: Value) -> Result<String, String> {
    match value {
        Value::Number(number) => Ok(number.to_string()),
        value => string("id", value),
    }
}

fn string(field: &str, value: Value) -> Result<String, String> {
    match value {
        Value::String(string) => Ok(string),
        value => Err(format!("field `{field}`: expected a string, found {}", kind(&value))),
    }
}

fn strings(field: &str, value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(|v| string(field, v)).collect(),
        value => Err(format!("field `{field}`: expected an array of strings, found {}", kind(&value))),
    }
}

/// What a JSON value is, for messages.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
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
    fn reads_what_the_contract_says() {
        let line = r#"{"id": "a", "text": "b", "labels": ["x"], "ignore": ["y"], "group": "g", "more": 1}"#;
        let example = &read_examples("", line.as_bytes()).unwrap()[0];
        assert_eq!((&*example.id, &*example.text, &*example.labels[0], &*example.ignore[0]), ("a", "b", "x", "y"));
        assert_eq!((example.unsure, example.group.as_deref()), (false, Some("g")));
    }

    #[test]
    fn names_file_line_and_field() {
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
    }
}
