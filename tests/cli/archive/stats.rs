//! Statistics by theme and by month.

use std::fs;
use std::path::Path;

use parquet::basic::Compression;
use serde_json::{Value, json};

use super::super::program::{Ran, run, tag, toy_model};
use super::data::{Folder, Row, csv, gzip, jsonl, parquet, rows};

fn stats(args: &[&str]) -> Ran {
    let model = toy_model();
    run(&[&["stats", "--model", model.to_str().unwrap()], args].concat(), b"")
}

fn figures(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Counts the lines of `tag` by theme and month.
fn expected(rows: &[Row]) -> Value {
    let lines = tag(&["--keep", "date"], jsonl(rows)).json();
    let count = |month: Option<&str>, theme: Option<&str>| {
        let in_month =
            |line: &&Value| month.is_none_or(|m| line["date"].as_str().unwrap().starts_with(m));
        let has = |line: &&Value| {
            theme.is_none_or(|t| line["themes"].as_array().unwrap().iter().any(|x| x["theme"] == t))
        };
        lines.iter().filter(in_month).filter(has).count()
    };
    let object = |month: Option<&str>| {
        let themes: serde_json::Map<String, Value> = ["staffing", "discipline", "digital"]
            .map(|theme| (theme.to_owned(), count(month, Some(theme)).into()))
            .into_iter()
            .collect();
        let tagged = lines
            .iter()
            .filter(|line| month.is_none_or(|m| line["date"].as_str().unwrap().starts_with(m)))
            .filter(|line| !line["themes"].as_array().unwrap().is_empty())
            .count();
        json!({"paragraphs": count(month, None), "tagged": tagged, "themes": themes})
    };
    let mut all = object(None);
    let months = (1..=12).map(|month| {
        let name = format!("2024-{month:02}");
        let mut figures = object(Some(&name));
        figures["month"] = name.into();
        figures
    });
    all["months"] = months.collect();
    all["unreadable"] = 0.into();
    all["without_date"] = 0.into();
    all
}

#[test]
fn every_format_has_the_same_statistics_at_tagging_time_and_later() {
    let folder = Folder::new();
    let rows = rows(240);
    let expected = expected(&rows);
    assert!(expected["tagged"].as_u64() > Some(100), "{expected}");
    folder.file("in/a.jsonl.gz", gzip(&jsonl(&rows[..100])));
    folder.file("in/b.csv", csv(&rows[100..150], b','));
    folder.file("in/c.parquet", parquet(&rows[150..], 30, Compression::SNAPPY));
    let (input, overview) = (folder.arg("in"), folder.arg("overview"));
    for out in ["tags.jsonl", "tags.csv", "tags.parquet", "folder/"] {
        let path = folder.arg(out);
        let date = ["--date-field", "date", "--stats", &overview];
        let ran = tag(&[&["-o", &*path][..], &date, &[&input]].concat(), "");
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{out}");
        assert_eq!(figures(&folder.path("overview.json")), expected, "{out}");
        let picture = fs::read(folder.path("overview.svg")).unwrap();
        let later = stats(&["--out", &folder.arg("later.svg"), &path]);
        assert_eq!((later.code, &*later.err), (Some(0), ""), "{out}");
        assert_eq!(later.out, ran.out, "{out}");
        assert_eq!(fs::read(folder.path("later.svg")).unwrap(), picture, "{out}");
        let json: Value = serde_json::from_str(&stats(&["--json", &path]).out).unwrap();
        assert_eq!(json, expected, "{out}");
    }
    // A finished folder is not tagged again, and is summarised all the same.
    fs::remove_file(folder.path("overview.json")).unwrap();
    let path = folder.arg("folder") + "/";
    let ran = tag(&["-o", &path, "--date-field", "date", "--stats", &overview, &input], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(figures(&folder.path("overview.json")), expected);
    // Compressed outputs are read as well.
    let packed = folder.file("tags.jsonl.gz", gzip(&fs::read(folder.path("tags.jsonl")).unwrap()));
    assert_eq!(stats(&[&packed]).out, ran.out);
}

#[test]
fn rows_without_a_date_and_rows_in_error_count_in_no_month() {
    let folder = Folder::new();
    let lines = "{\"text\": \"Kỷ luật\", \"ngày\": \"31/05/2024\"}\n{\"text\": \"x\"}\n\
                 {\"text\": 5, \"ngày\": \"31/05/2024\"}\n{\"text\": \"x\", \"ngày\": \"hôm qua\"}\n";
    for out in ["tags.jsonl", "tags.csv", "tags.parquet"] {
        let overview = folder.arg("overview.json");
        let out = folder.arg(out);
        let ran = tag(&["-o", &out, "--stats", &overview, "--date-field", "ngày"], lines);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let warning = "warning: 2 of 3 paragraphs are in no month: expected dates as 2024-05-31 or \
                       31/05/2024 in the field `ngày`, found `hôm qua`";
        assert!(ran.err.contains(warning), "{}", ran.err);
        let found = figures(&folder.path("overview.json"));
        assert_eq!(
            (&found["paragraphs"], &found["unreadable"], &found["without_date"]),
            (&json!(3), &json!(1), &json!(2))
        );
        assert_eq!(found["months"].as_array().unwrap().len(), 1);
        assert_eq!(found["months"][0]["themes"]["discipline"], 1);
        let picture = fs::read_to_string(folder.path("overview.svg")).unwrap();
        assert!(picture.contains("2 without a date; 1 unreadable"), "{picture}");
    }
    // Without dates there is a bar per theme, and no warning.
    let out = folder.arg("none.jsonl");
    let ran = tag(&["-o", &out, "--stats", &folder.arg("none")], lines);
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    assert_eq!(figures(&folder.path("none.json"))["months"], json!([]));
}

#[test]
fn the_picture_escapes_text_and_has_both_colours() {
    let folder = Folder::new();
    let out = folder.arg("tags.jsonl");
    let args = ["-o", &out, "--stats", &folder.arg("s.svg"), "--date-field", "date"];
    assert_eq!(tag(&args, jsonl(&rows(60))).code, Some(0));
    let svg = fs::read_to_string(folder.path("s.svg")).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\""), "{svg}");
    assert!(svg.contains("@media (prefers-color-scheme:dark)") && svg.contains("role=\"img\""));
    assert!(svg.contains(">60 paragraphs, 2024-01 to 2024-12; "), "{svg}");
    assert!(svg.contains("<title>2024-01: ") && svg.contains(">2024-03</text>"), "{svg}");
    // It is well-formed: each element that is opened is closed, in order.
    let mut open = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None => open.push(tag.split_ascii_whitespace().next().unwrap()),
        }
        assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn other_files_are_refused_with_the_reason() {
    let folder = Folder::new();
    let rows = rows(4);
    let lines = folder.file("a.jsonl", jsonl(&rows));
    let table = folder.file("a.csv", csv(&rows, b','));
    let columns = folder.file("a.parquet", parquet(&rows, 9, Compression::SNAPPY));
    for (file, expected) in [
        (
            &lines,
            "a.jsonl:1: expected an output of `themelight tag` with the field `themes`, found",
        ),
        (&table, "a.csv:1: expected an output of `themelight tag` with the columns `tags` and"),
        (&columns, "a.parquet: expected an output of `themelight tag` with the columns `tags` and"),
    ] {
        let ran = stats(&["--out", &folder.arg("s"), file]);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{file}");
        assert!(ran.err.contains(expected), "expected {expected} in {}", ran.err);
        assert!(!folder.path("s.svg").exists() && !folder.path("s.json").exists());
    }
    let out = folder.arg("tags.csv");
    assert_eq!(tag(&["-o", &out, &lines], "").code, Some(0));
    let ran = stats(&["--date-field", "day", &out]);
    assert!(ran.err.contains("expected a column `day`, found the columns `id`"), "{}", ran.err);
    let other =
        folder.file("b.jsonl", "{\"id\":1,\"themes\":[{\"theme\":\"sport\",\"score\":1}]}\n");
    let ran = stats(&[&other]);
    assert!(ran.err.contains("found `sport`; name the model"), "{}", ran.err);
    let ran = tag(&["--stats", &folder.arg("s")], "{\"text\": \"x\"}");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.contains("--out"), "{}", ran.err);
}
