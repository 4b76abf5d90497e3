//! Labelled data in every format, and data that cannot be used.

use std::fs;

use super::super::program::run;
use super::{Folder, assert_success, labelled, spreadsheet};

/// Runs `train` on invalid data; checks that it writes nothing, and returns the message without the
/// name of the folder.
fn refused(labelled: &str) -> String {
    let folder = Folder::new(labelled);
    let ran = folder.train("news", "labelled.jsonl");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{}", ran.err);
    assert_eq!(folder.names(), ["labelled.jsonl", "themes.json"]);
    ran.err.replace(&folder.path(""), "")
}

#[test]
fn invalid_data_are_reported_with_file_line_and_field() {
    let with = |line: &str| refused(&(labelled() + line + "\n"));
    assert_eq!(
        with(r#"{"id": 1, "text": "x", "labels": ["sports"]}"#),
        "error: labelled.jsonl:41: column `labels`: expected labels out of harvest, sport; found `sports`: correct it or add it to the themes\n"
    );
    assert_eq!(
        with(r#"{"id": 1, "labels": []}"#),
        "error: labelled.jsonl:41: field `text` is missing\n"
    );
    assert!(with("text").starts_with("error: labelled.jsonl:41: expected a JSON object; "));
    let few: String = labelled().lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(
        refused(&few),
        "error: expected paragraphs with and without each label from at least 5 articles or different texts; \
         found 4 with `sport`: label 1 more; found 4 without `sport`: label 1 more; \
         found 4 with `harvest`: label 1 more; found 4 without `harvest`: label 1 more\n"
    );
    assert!(refused("").starts_with("error: "));
    assert!(refused("\n").ends_with(": expected labelled paragraphs, found none\n"));
}

#[test]
fn a_spreadsheet_gives_the_same_model_as_json_lines() {
    let folder = Folder::new(&labelled());
    let utf16: Vec<u8> = spreadsheet().encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path("utf8.csv"), spreadsheet()).unwrap();
    fs::write(folder.path("utf16.csv"), utf16).unwrap();
    assert_success(&folder.train("jsonl", "labelled.jsonl"));
    for name in ["utf8", "utf16"] {
        assert_success(&folder.train(name, &format!("{name}.csv")));
        let model = folder.read(&format!("{name}/{name}.model"));
        assert!(model == folder.read("jsonl/jsonl.model"), "{name}");
    }
}

#[test]
fn rows_that_cannot_be_used_are_named_and_can_be_left_out() {
    let bad = ";;sport;\r\n;một;sport\r\n";
    let folder = Folder::new(&labelled());
    fs::write(folder.path("data.csv"), spreadsheet() + bad).unwrap();
    let ran = folder.train("news", "data.csv");
    assert_eq!(ran.code, Some(2));
    let path = folder.path("data.csv");
    let empty = "column `Nội dung`: expected a text, found none; write one or delete the row";
    assert!(ran.err.starts_with(&format!("error: {path}:42: {empty}\n")), "{}", ran.err);
    let short = "column `group`: expected 4 cells, found 3: none for `group`; ";
    assert!(ran.err.contains(&format!("error: {path}:43: {short}")), "{}", ran.err);
    assert!(ran.err.ends_with(
        "2 rows cannot be used; correct them, or leave them out with --rejected FILE\n"
    ));
    let (out, rejected) = (folder.path("news"), folder.path("rejected.csv"));
    let test = folder.path("labelled.jsonl");
    let args = ["train", "--out", &out, "--rejected", &rejected, "--test", &test, &path];
    let ran = run(&args, b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("\nHeld out: 40 paragraphs, at the model's thresholds\n"));
    let rejected = String::from_utf8(folder.read("rejected.csv")).unwrap();
    assert!(rejected.starts_with("STT,Nội dung,Chủ đề,group,row,reason\n"), "{rejected}");
    assert_eq!(rejected.lines().count(), 3);
    let ran = run(&["train", "--out", &out, "--text-column", "Text", &path], b"");
    let columns = "expected one of the columns STT, Nội dung, Chủ đề, group, found `Text`";
    assert_eq!(ran.err, format!("error: {path}: {columns}\n"));
}

#[test]
fn held_out_files_use_the_columns_and_names_of_the_training_data() {
    let named = |text: String| text.replace("sport", "Thể thao").replace("harvest", "Mùa màng");
    let folder = Folder::new(&named(labelled()));
    let csv = named(spreadsheet()).replace("Nội dung", "Ô 1").replace("Chủ đề", "Ô 2");
    fs::write(folder.path("data.csv"), csv).unwrap();
    let (out, data) = (folder.path("news"), folder.path("data.csv"));
    let columns = ["--text-column", "Ô 1", "--label-column", "Ô 2"];
    for test in ["data.csv", "labelled.jsonl"] {
        let test = folder.path(test);
        let args = [&["train", "--out", &out, "--test", &test], &columns[..], &[&data]].concat();
        let ran = run(&args, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains("\nHeld out: 40 paragraphs"), "{}", ran.out);
    }
}

#[test]
fn data_without_negatives_are_noticed() {
    let only = |line: &&str| !line.contains("\"labels\":[]");
    let lines: String = labelled().lines().filter(only).map(|line| format!("{line}\n")).collect();
    let folder = Folder::new(&lines);
    let ran = folder.train("news", "labelled.jsonl");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("so the model cannot learn when a text has none"), "{}", ran.err);
    fs::write(folder.path("other.txt"), "Trời hôm nay nắng.\nHọc sinh nghỉ hè.\n").unwrap();
    let (out, other) = (folder.path("news"), folder.path("other.txt"));
    let data = folder.path("labelled.jsonl");
    assert_success(&run(&["train", "--out", &out, "--unlabelled", &other, &data], b""));
    assert!(
        ran.err.contains("use --background vi, --background en or --unlabelled"),
        "{}",
        ran.err
    );
    let model = || folder.read("news/news.model");
    let unlabelled = model();
    for language in ["vi", "en"] {
        let before = model();
        assert_success(&run(&["train", "--out", &out, "--background", language, &data], b""));
        assert_ne!(model(), before);
    }
    // Bags take the same additions.
    let bags = folder.path("bags.jsonl.gz");
    assert_success(&run(&["bag", "--min-paragraphs", "2", "--out", &bags, &data], b""));
    for adds in [["--unlabelled", &*other], ["--background", "vi"]] {
        let before = model();
        let args = [&["train", "--out", &out], &adds[..], &[&*bags]].concat();
        assert_success(&run(&args, b""));
        assert_ne!(model(), before);
    }
    assert_ne!(model(), unlabelled);
    let ran = run(&["train", "--out", &out, "--max-n", "2", "--background", "vi", &data], b"");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("error: expected n-grams of up to 3 tokens"), "{}", ran.err);
    let ran = run(&["train", "--out", &out, "--background", "fr", &data], b"");
    assert!(ran.err.contains("[possible values: vi, en]"), "{}", ran.err);
}

#[test]
fn damaged_bags_are_errors() {
    let folder = Folder::new(&labelled());
    assert_success(&folder.bag("bags.gz", &[]));
    let bags = folder.read("bags.gz");
    for length in [10, bags.len() / 2, bags.len() - 1] {
        fs::write(folder.path("cut.gz"), &bags[..length]).unwrap();
        let ran = folder.train("news", "cut.gz");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{length} of {} bytes", bags.len());
        assert!(ran.err.starts_with(&format!("error: {}", folder.path("cut.gz"))), "{}", ran.err);
    }
}
