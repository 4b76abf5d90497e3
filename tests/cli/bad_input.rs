//! Invalid lines: each gets an error line, and tagging continues.

use serde_json::{Value, json};

use super::program::tag;

/// Tags the invalid line between two valid ones; returns its output.
fn error_line(args: &[&str], line: &[u8]) -> Value {
    let valid = |id: &str| {
        if args.contains(&"--text") {
            b"x".to_vec()
        } else {
            format!(r#"{{"id":"{id}","text":""}}"#).into_bytes()
        }
    };
    let input = [valid("before"), line.to_vec(), valid("after")].join(&b'\n');
    let ran = tag(args, input);
    let lines = ran.json();
    assert_eq!((ran.code, lines.len()), (Some(1), 3), "{}", ran.out);
    assert!(lines[0]["themes"].is_array() && lines[2]["themes"].is_array(), "{}", ran.out);
    let error = lines[1]["error"].as_str().unwrap_or_else(|| panic!("no error: {}", ran.out));
    assert_eq!(ran.err, format!("error: stdin:2: {error}\n"));
    assert_eq!(lines[1]["line"], 2);
    lines[1].clone()
}

#[track_caller]
fn assert_error(line: impl AsRef<[u8]>, id: Value, error: &str) {
    let found = error_line(&[], line.as_ref());
    assert_eq!(found, json!({"id": id, "line": 2, "error": error}));
}

#[test]
fn a_line_that_is_not_an_object() {
    let expected = |found| {
        format!(
            "expected a JSON object like {{\"id\": …, \"text\": …}}, found {found}; for plain text use --text"
        )
    };
    for (line, found) in [
        (r#"["a", "b"]"#, "an array"),
        (r#""text""#, "a string"),
        ("-7", "a number"),
        ("null", "null"),
        ("true", "a boolean"),
        ("Kỷ luật", "text that is not JSON"),
        ("nullable", "text that is not JSON"),
    ] {
        assert_error(line, Value::Null, &expected(found));
    }
}

#[test]
fn a_line_that_is_not_json() {
    let expected = |what| format!("expected a JSON object in one line, found invalid JSON: {what}");
    assert_error("{", Value::Null, &expected("EOF while parsing an object at column 1"));
    assert_error(
        r#"{"id": 1, "text": "a}"#,
        Value::Null,
        &expected("EOF while parsing a string at column 21"),
    );
    assert_error(r#"{"text": "a"} {}"#, Value::Null, &expected("trailing characters at column 15"));
    assert_error(
        r#"{"text": "a", "text": "b"}"#,
        Value::Null,
        &expected("duplicate field `text` at column 20"),
    );
}

#[test]
fn a_text_or_id_of_the_wrong_type() {
    assert_error(r#"{"id": "a"}"#, json!("a"), "field `text` is missing: expected a string");
    assert_error(
        r#"{"id": "a", "text": null}"#,
        json!("a"),
        "field `text` is missing: expected a string",
    );
    assert_error(
        r#"{"id": 5, "text": ["a"]}"#,
        json!(5),
        "field `text`: expected a string, found an array",
    );
    assert_error(r#"{"text": 7}"#, json!(2), "field `text`: expected a string, found a number");
    assert_error(
        r#"{"id": {}, "text": "a"}"#,
        Value::Null,
        "field `id`: expected a string or a number, found an object",
    );
    assert_error(
        r#"{"id": true, "text": "a"}"#,
        Value::Null,
        "field `id`: expected a string or a number, found a boolean",
    );
    let lone_surrogate = error_line(&[], br#"{"id": "a", "text": "x\ud83c"}"#);
    assert_eq!(lone_surrogate["id"], "a");
    let error = lone_surrogate["error"].as_str().unwrap();
    assert!(error.starts_with("field `text`: expected a string, found an invalid one: "));
}

#[test]
fn a_line_that_is_not_utf8() {
    let error = |column| {
        format!("expected UTF-8, found byte 0xe1 at column {column}; convert the file to UTF-8")
    };
    assert_error(b"{\"id\": \"a\", \"text\": \"c\xe1n\"}", json!("a"), &error(23));
    assert_error(b"{\"id\": \"\xe1\", \"text\": \"c\"}", Value::Null, &error(9));
    assert_error(b"\xe1", Value::Null, &error(1));
    assert_eq!(error_line(&["--text"], b"c\xe1n"), json!({"id": 2, "line": 2, "error": error(2)}));
}

#[test]
fn every_invalid_line_is_reported_and_every_other_line_is_tagged() {
    let input: String =
        (0..3000).map(|i| if i % 3 == 0 { "[]\n" } else { "{\"text\":\"\"}\n" }).collect();
    let ran = tag(&["--jobs", "3"], input);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.lines().count()), (Some(1), 3000, 1000));
    for (i, line) in ran.json().iter().enumerate() {
        assert_eq!(line["error"].is_string(), i % 3 == 0, "line {i}");
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_tagged() {
    let phrase = "Kỷ luật cán bộ, ";
    let text = phrase.repeat((50 << 20) / phrase.len() + 1);
    let ran = tag(&[], format!("{{\"id\":1,\"text\":\"{text}\"}}\n{{\"id\":2,\"text\":\"\"}}\n"));
    assert_eq!((ran.code, ran.err.lines().count()), (Some(0), 1), "{}", ran.err);
    assert!(ran.err.starts_with("warning: 1 text has more than 400 words"), "{}", ran.err);
    let lines = ran.json();
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&json!(1), &json!(2)));
}

#[test]
fn unusual_texts_are_tagged() {
    for text in ["", "   \t ", "🌺👩🏽‍💻", "\u{0}\u{1f}", "\u{301}\u{301}", "…!?"] {
        let ran = tag(&["--explain"], json!({"id": 1, "text": text}).to_string());
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{text:?}");
        assert_eq!(
            ran.json(),
            [json!({"id": 1, "themes": [], "evidence": [], "bias": {}})],
            "{text:?}"
        );
    }
}
