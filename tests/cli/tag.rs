//! The output of `tag`.

use serde_json::{Value, json};

use super::program::{run, tag};

const STAFFING: &str = "Huyện tinh giản biên chế 🌺, sắp xếp cán bộ và chuyển đổi số.";

/// Tags a paragraph and returns its line.
fn tag_one(args: &[&str], text: &str) -> Value {
    let ran = tag(args, json!({"id": "a", "text": text}).to_string());
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.out);
    let mut lines = ran.json();
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_line_has_the_id_and_the_themes_above_their_threshold() {
    let line = tag_one(&[], STAFFING);
    assert_eq!(keys(&line), ["id", "themes"]);
    assert_eq!(line["id"], "a");
    let themes: Vec<_> =
        line["themes"].as_array().unwrap().iter().map(|t| t["theme"].as_str().unwrap()).collect();
    assert_eq!(themes, ["staffing", "digital"], "discipline is below its threshold");
    let scores: Vec<_> =
        line["themes"].as_array().unwrap().iter().map(|t| t["score"].as_f64().unwrap()).collect();
    assert!(scores[0] > scores[1], "best first: {scores:?}");
    assert_eq!(tag_one(&[], "")["themes"], json!([]));
}

#[test]
fn scores_are_the_golden_scores_in_shortest_form() {
    let golden: Value = serde_json::from_str(include_str!("../golden/toy.json")).unwrap();
    let case = &golden["cases"][0];
    let ran = tag(&["--all-scores"], json!({"text": case["text"]}).to_string());
    let [staffing, discipline, digital] = [0, 1, 2].map(|i| case["scores"][i].to_string());
    let scores = format!(
        "\"scores\":{{\"staffing\":{staffing},\"discipline\":{discipline},\"digital\":{digital}}}"
    );
    assert!(ran.out.contains(&scores), "expected {scores} in {}", ran.out);
    assert!(staffing.len() <= 12, "an f32 needs no more than nine digits: {staffing}");
}

/// Asserts that evidence and bias add up to the logit of the score, for each theme of `scores`.
fn assert_adds_up(line: &Value, scores: &[(&str, f64)]) {
    for &(theme, score) in scores {
        let evidence = line["evidence"].as_array().unwrap().iter().filter(|e| e["theme"] == theme);
        let sum: f64 = evidence.map(|e| e["weight"].as_f64().unwrap()).sum();
        let logit = (score / (1.0 - score)).ln();
        let bias = line["bias"][theme].as_f64().unwrap();
        assert!((sum + bias - logit).abs() < 1e-4, "{theme}: {sum} + {bias} is not {logit}");
    }
}

#[test]
fn evidence_covers_the_listed_themes_and_adds_up() {
    let line = tag_one(&["--explain"], STAFFING);
    assert_eq!(keys(&line), ["id", "themes", "evidence", "bias"]);
    assert_eq!(keys(&line["bias"]), ["staffing", "digital"]);
    let themes = line["themes"].as_array().unwrap();
    let scores: Vec<_> = themes
        .iter()
        .map(|t| (t["theme"].as_str().unwrap(), t["score"].as_f64().unwrap()))
        .collect();
    assert_adds_up(&line, &scores);
    assert!(line["evidence"].as_array().unwrap().iter().all(|e| e["theme"] != "discipline"));
}

#[test]
fn evidence_covers_all_themes_with_all_scores() {
    let line = tag_one(&["--explain", "--all-scores"], STAFFING);
    assert_eq!(keys(&line), ["id", "themes", "scores", "evidence", "bias"]);
    let scores: Vec<_> = line["scores"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(t, s)| (&**t, s.as_f64().unwrap()))
        .collect();
    assert_eq!(scores.len(), 3);
    assert_adds_up(&line, &scores);
}

#[test]
fn evidence_offsets_are_utf16_code_units() {
    let line = tag_one(&["--explain"], STAFFING);
    let units: Vec<u16> = STAFFING.encode_utf16().collect();
    let evidence = line["evidence"].as_array().unwrap();
    let slices: Vec<String> = evidence
        .iter()
        .filter(|e| e["theme"] == "staffing")
        .map(|e| [&e["start"], &e["end"]].map(|n| usize::try_from(n.as_u64().unwrap()).unwrap()))
        .map(|[start, end]| String::from_utf16(&units[start..end]).unwrap())
        .collect();
    assert_eq!(slices, ["biên chế", "tinh giản biên chế", "sắp xếp", "cán bộ", "chuyển đổi số"]);
}

#[test]
fn an_id_is_copied_unchanged() {
    for id in [r#""a\u00e1\/""#, r#""""#, "12345678901234567890123", "-1.50e+2"] {
        let ran = tag(&[], format!(r#"{{"text": "x", "id": {id}}}"#));
        assert!(ran.out.starts_with(&format!("{{\"id\":{id},")), "{id}: {}", ran.out);
    }
}

#[test]
fn the_default_id_is_the_line_number_including_blank_lines() {
    let ran = tag(&[], "\u{feff}{\"text\": \"x\"}\r\n\r\n  \n{\"text\": \"y\", \"id\": null}");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ran.json().iter().map(|l| l["id"].clone()).collect::<Vec<_>>(), [1, 4]);
}

#[test]
fn every_line_of_plain_text_is_tagged() {
    let ran = tag(&["--text"], "\u{feff}Kỷ luật\r\n\n{\"id\": 9}\n");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let lines = ran.json();
    assert_eq!(lines.iter().map(|l| l["id"].clone()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(lines[0]["themes"][0]["theme"], "discipline");
    assert_eq!(lines[1]["themes"], json!([]));
}

#[test]
fn the_default_model_is_built_in() {
    let ran = run(&["tag", "--all-scores", "--text"], "Tinh giản biên chế\n".as_bytes());
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(keys(&ran.json()[0]["scores"]), ["staffing", "discipline", "training", "digital"]);
}

/// Thirty different sentences about nothing that the model has a theme for.
fn filler(from: usize) -> String {
    (from..from + 30).map(|i| format!("Chợ số {i} bán rau{i} và quả{i} ở đầu làng. ")).collect()
}

#[test]
fn a_repeated_paragraph_keeps_its_scores() {
    let scores = |text: &str| tag_one(&["--all-scores"], text)["scores"].clone();
    assert_eq!(scores(&format!("{STAFFING} ").repeat(20)), scores(STAFFING));
}

#[test]
fn split_scores_the_parts_of_a_long_text() {
    let lines: Vec<String> =
        vec![filler(0), format!("{STAFFING} {}", filler(100)), filler(200), STAFFING.to_owned()];
    let scores = |args: &[&str], text: &str| {
        let line = json!({"id": "a", "text": text}).to_string();
        tag(&[&["--all-scores"], args].concat(), line).json()[0]["scores"].clone()
    };
    let split = scores(&["--split"], &lines.join("\n"));
    for theme in ["staffing", "digital"] {
        let score = |scores: &Value| scores[theme].as_f64().unwrap();
        // The last line is a part of its own.
        assert_eq!(score(&split), score(&scores(&[], STAFFING)), "{theme}");
        assert!(score(&scores(&[], &lines[0])) < score(&split), "{theme}");
    }
    assert_eq!(
        tag(&["--split"], json!({"text": STAFFING}).to_string()).out,
        tag(&[], json!({"text": STAFFING}).to_string()).out
    );
    assert_eq!(tag(&["--split", "--explain"], "").code, Some(2));
}

#[test]
fn texts_far_longer_than_a_paragraph_are_warned_of() {
    let lines = (0..2).map(|_| json!({"text": filler(0).repeat(2)}).to_string() + "\n");
    let lines: String = lines.collect();
    let ran = tag(&[], &lines);
    assert_eq!(ran.code, Some(0));
    assert_eq!(
        ran.err,
        "warning: 2 texts have more than 400 words, and the model is trained on paragraphs: give \
         them one by one, or use --split\n"
    );
    assert_eq!(tag(&["--split"], &lines).err, "");
    assert_eq!(tag(&[], json!({"text": filler(0)}).to_string()).err, "");
}
