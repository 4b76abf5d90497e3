//! The options for fields and thresholds.

use parquet::basic::Compression;
use serde_json::{Value, json};

use super::super::program::{run, tag};
use super::data::{Folder, csv, jsonl, parquet, rows};

fn without_themes(mut line: Value) -> Value {
    line.as_object_mut().unwrap().remove("themes").expect("themes");
    line
}

#[test]
fn kept_fields_stand_after_the_id_in_the_order_of_the_names() {
    let folder = Folder::new();
    let rows = rows(2);
    let files = [jsonl(&rows), csv(&rows, b','), parquet(&rows, 9, Compression::SNAPPY)];
    for (i, bytes) in files.iter().enumerate() {
        let file = folder.file("data", bytes);
        let ran = tag(&["--keep", "text,date", "--source", &file], "");
        let expected = format!(
            "{{\"id\":\"r1\",\"source\":{},\"text\":{},\"date\":\"2024-02-15\",\"themes\":",
            json!(file),
            json!(rows[1].text)
        );
        let line = ran.out.lines().nth(1).unwrap();
        assert!(line.starts_with(&expected), "{i}: expected {expected}, found {line}");
    }
    let file = folder.file("data", &files[2]);
    let ran = tag(&["--id-field", "number", "--keep", "all", &file], "");
    let expected = json!({"id": 1, "input_id": "r1", "date": "2024-02-15", "text": rows[1].text});
    assert_eq!(without_themes(ran.json().remove(1)), expected);
}

#[test]
fn values_of_json_are_copied_unchanged() {
    let line = r#"{"text":"x","id":7,"a":[1, {"b":1.50}],"themes":"old","n":null}"#;
    let ran = tag(&["--keep", "all"], line);
    let expected =
        r#"{"id":7,"text":"x","a":[1, {"b":1.50}],"input_themes":"old","n":null,"themes":[]}"#;
    assert_eq!(ran.out.trim_end(), expected);
    let ran = tag(&["--keep", "missing,a"], line);
    assert_eq!(ran.out.trim_end(), r#"{"id":7,"a":[1, {"b":1.50}],"themes":[]}"#);
    let ran = tag(&["--keep", "a", "--keep", "a"], line);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.contains("found `a` twice"), "{}", ran.err);
}

#[test]
fn fields_with_other_names_are_read() {
    let line = r#"{"uid": "u", "body": "Kỷ luật", "text": 5}"#;
    let ran = tag(&["--text-field", "body", "--id-field", "uid"], line);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let line = ran.json().remove(0);
    assert_eq!((&line["id"], &line["themes"][0]["theme"]), (&json!("u"), &json!("discipline")));
    let ran = tag(&["--id-field", "uid"], r#"{"id": 1, "text": "x"}"#);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("field `uid` is missing: expected a string or a number"));
    let csv = "name;body\na;Kỷ luật\n;Trời mưa\n";
    let ran = tag(&["--text-field", "body", "--id-field", "name"], csv);
    assert_eq!(
        ran.json().iter().map(|l| l["id"].clone()).collect::<Vec<_>>(),
        [json!("a"), json!(2)]
    );
}

#[test]
fn thresholds_replace_those_of_the_model() {
    let text = "{\"text\": \"Huyện tinh giản biên chế và chuyển đổi số.\"}";
    let themes = |args: &[&str]| {
        let line = tag(args, text).json().remove(0);
        let themes = line["themes"].as_array().unwrap().clone();
        themes.iter().map(|t| t["theme"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(themes(&[]).contains(&"staffing".to_owned()));
    assert!(!themes(&["--threshold", "staffing=0.999999"]).contains(&"staffing".to_owned()));
    let all = ["--threshold", "staffing=0.0001", "--threshold", "discipline=0.0001"];
    assert!(themes(&all).contains(&"discipline".to_owned()));
    for (value, expected) in [
        (
            "stafing=0.5",
            "expected a theme of the model (staffing, discipline, digital), found `stafing`",
        ),
        ("staffing", "expected THEME=SCORE with a score between 0 and 1"),
        ("staffing=1.5", "expected THEME=SCORE"),
        ("staffing=NaN", "expected THEME=SCORE"),
    ] {
        let ran = tag(&["--threshold", value], "");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{value}");
        assert!(ran.err.contains(expected), "{value}: {}", ran.err);
    }
    assert_eq!(run(&["tag", "--threshold", "training=0.5"], b"").code, Some(0));
}
