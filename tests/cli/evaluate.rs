//! The output of `evaluate`, compared with figures computed by hand.

use std::path::Path;

use serde_json::Value;
use themelight::{Vectorizer, format};

use super::program::{Ran, run};
use crate::toy;

/// Writes a model of two labels, `fruit` and `stone`. The logit of a text of one word is the weight
/// of the word.
fn model(dir: &Path) -> String {
    let words: [(&str, &[i8]); 4] =
        [("mận", &[3, -9]), ("mơ", &[2, -9]), ("đá", &[-1, 9]), ("sỏi", &[1, -9])];
    let labels = vec![toy::label("fruit"), toy::label("stone")];
    let model = toy::model(Vectorizer::new(1, 32).unwrap(), 0.0, labels, &words);
    let path = dir.join("words.model");
    std::fs::write(&path, format::write(&model).unwrap()).unwrap();
    path.to_str().unwrap().to_owned()
}

fn evaluate(args: &[&str], gold: &str) -> (Ran, String) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("gold.jsonl");
    std::fs::write(&file, gold).unwrap();
    let file = file.to_str().unwrap();
    let ran = run(&[&["evaluate", "--model", &model(dir.path()), file], args].concat(), b"");
    (ran, file.to_owned())
}

/// For `fruit`, by descending score: mận positive, mơ negative, sỏi positive, đá (below the
/// threshold) positive; another mơ is unknown and not counted.
const GOLD: &str = r#"
{"id": 1, "text": "mận", "labels": ["fruit"]}
{"id": 2, "text": "mơ", "labels": []}
{"id": 3, "text": "sỏi", "labels": ["fruit"]}
{"id": 4, "text": "đá", "labels": ["fruit", "stone"], "ignore": []}
{"id": 5, "text": "mơ", "labels": [], "ignore": ["fruit"]}
"#;

#[test]
fn metrics_match_a_computation_by_hand() {
    let (ran, _) = evaluate(&["--json"], GOLD);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let number = |value: &Value| value.as_f64().unwrap_or_else(|| panic!("no number: {}", ran.out));
    let near = |value: &Value, expected: f64| {
        assert!((number(value) - expected).abs() < 1e-12, "{value} is not {expected}");
    };
    let fruit = &value["labels"]["fruit"];
    near(&fruit["precision"], 2.0 / 3.0);
    near(&fruit["recall"], 2.0 / 3.0);
    near(&fruit["f1"], 2.0 / 3.0);
    near(&fruit["average_precision"], (1.0 + 2.0 / 3.0 + 3.0 / 4.0) / 3.0);
    assert_eq!((&fruit["support"], &fruit["counted"]), (&3.into(), &4.into()));
    let stone = &value["labels"]["stone"];
    near(&stone["f1"], 1.0);
    assert_eq!((&stone["support"], &stone["counted"]), (&1.into(), &5.into()));
    near(&value["macro_f1"], (2.0 / 3.0 + 1.0) / 2.0);
    assert_eq!(value["paragraphs"], 5);
}

#[test]
fn prints_a_table() {
    let (ran, _) = evaluate(&[], GOLD);
    assert_eq!(
        ran.out,
        "5 paragraphs, at the model's thresholds\n\n\
         label     precision  recall      F1  avg precision  support  threshold\n\
         fruit         0.667   0.667   0.667          0.806        3      0.500\n\
         stone         1.000   1.000   1.000          1.000        1      0.500\n\
         mean                          0.833          0.903\n"
    );
}

#[test]
fn invalid_data_are_reported_with_file_line_and_field() {
    for (line, message) in [
        (
            r#"{"id": 2, "text": "", "labels": ["fruits"]}"#,
            "2: field `labels`: expected labels out of fruit, stone; found `fruits`",
        ),
        (
            r#"{"id": 2, "text": "", "labels": [], "ignore": ["x"]}"#,
            "2: field `ignore`: expected labels out of fruit, stone; found `x`",
        ),
        (r#"{"id": 2, "text": ""}"#, "2: field `labels` is missing"),
        (
            r#"{"id": 2, "text": 3, "labels": []}"#,
            "2: field `text`: expected a string, found a number",
        ),
        (
            r#"{"id": 2, "text": "", "labels": ["fruit", 3]}"#,
            "2: field `labels[1]`: expected a string, found a number",
        ),
        (
            r#"{"id": 2, "text": "", "labels": [], "labels": []}"#,
            "2: expected a JSON object; duplicate field `labels` at column 44",
        ),
        ("[]", "2: expected a JSON object like {\"id\", \"text\", \"labels\"}, found an array"),
    ] {
        let (ran, file) = evaluate(&[], &format!("\n{line}\n"));
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
        assert_eq!(ran.err, format!("error: {file}:{message}\n"));
    }
    let (ran, file) = evaluate(&[], "\n\n");
    assert_eq!(
        (ran.code, ran.err),
        (Some(2), format!("error: {file}: expected labelled paragraphs, found none\n"))
    );
}
