//! `pack`, `unpack`, and packs in place of models.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::program::{Ran, run, toy_model};

/// A temporary folder with self-tests for the toy model and a report of it.
struct Folder(TempDir);

const EXAMPLES: &str = r#"{"id": "a", "text": "Tinh giản biên chế.", "labels": ["staffing"]}
{"id": "b", "text": "Hôm nay trời nắng.", "labels": []}
"#;

impl Folder {
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        fs::write(folder.path("examples.jsonl"), EXAMPLES).unwrap();
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// Packs a file of the folder, or the toy model.
    fn pack(&self, model: &str, out: &str, args: &[&str]) -> Ran {
        let model = if model == "toy" {
            toy_model().to_str().unwrap().to_owned()
        } else {
            self.path(model)
        };
        run(&[&["pack", &model, "--out", &self.path(out)], args].concat(), b"")
    }

    /// Packs the toy model with every option.
    fn full(&self) -> String {
        let report = json!({
            "paragraphs": 40, "macro_f1": 0.75,
            "labels": {"staffing": {"precision": 0.8, "recall": 0.7, "f1": 0.74671, "support": 12}}
        });
        fs::write(self.path("report.json"), report.to_string()).unwrap();
        // Bags keep the n-grams of at least two paragraphs that are not near-duplicates.
        let more = json!({
            "id": "c", "text": "Tỉnh tinh giản biên chế ở các sở, ngành trong năm nay.",
            "labels": ["staffing"]
        });
        fs::write(self.path("words.jsonl"), format!("{EXAMPLES}{more}\n")).unwrap();
        let [report, examples, words] =
            ["report.json", "examples.jsonl", "words.jsonl"].map(|name| self.path(name));
        let ran = self.pack(
            "toy",
            "toy.themelight",
            &[
                "--title",
                "Mẫu thử",
                "--description",
                "Cho bài kiểm tra",
                "--license",
                "MIT",
                "--scores",
                &report,
                "--examples",
                &examples,
                "--words",
                &words,
                "--name",
                "staffing.vi=Biên chế = nhân sự",
                "--color",
                "staffing=#036946,#5afe63",
            ],
        );
        let out = self.path("toy.themelight");
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        let bytes = fs::metadata(&out).unwrap().len();
        let expected = format!("Wrote {out}: 3 themes, 2 self-tests, {bytes} bytes.\n");
        assert_eq!(ran.out, expected);
        out
    }
}

fn inspect(path: &str) -> Value {
    let ran = run(&["inspect", "--json", path], b"");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_pack_shows_everything_that_was_packed() {
    let folder = Folder::new();
    let pack = folder.full();
    let shown = inspect(&pack);
    let header = &shown["pack"];
    assert_eq!((&header["title"], &header["license"]), (&json!("Mẫu thử"), &json!("MIT")));
    assert_eq!(shown["labels"][0]["name"]["vi"], "Biên chế = nhân sự");
    assert_eq!(shown["labels"][0]["color"], "#036946");
    assert_eq!(shown["labels"][0]["color_dark"], "#5afe63");
    assert_eq!(
        header["scores"],
        json!({
            "data": "40 paragraphs, measured on labelled data", "macro_f1": 0.75,
            "themes": {"staffing": {"precision": 0.8, "recall": 0.7, "f1": 0.7467, "support": 12}}
        })
    );
    assert_eq!(header["tests"][0]["themes"], json!(["staffing"]));
    assert_eq!(header["words"], json!({"staffing": ["tinh giản biên chế", "biên chế"]}));
    assert_eq!(shown["bytes"], fs::metadata(toy_model()).unwrap().len());

    let text = run(&["inspect", &pack], b"").out;
    for part in [
        "pack          Mẫu thử",
        "licence     MIT",
        "macro-F1 0.750: 40 paragraphs",
        "self-tests  2, passed",
        "words       tinh giản biên chế, biên chế",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}

#[test]
fn unpacked_files_give_the_same_pack() {
    let folder = Folder::new();
    let pack = folder.full();
    let ran = run(&["unpack", &pack, "--out", &folder.path("parts")], b"");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(fs::read(folder.path("parts/toy.model")).unwrap(), fs::read(toy_model()).unwrap());
    let header = folder.path("parts/toy.json");
    assert_eq!(
        folder.pack("parts/toy.model", "again.themelight", &["--header", &header]).code,
        Some(0)
    );
    assert_eq!(fs::read(folder.path("again.themelight")).unwrap(), fs::read(pack).unwrap());
}

#[test]
fn a_pack_is_renamed_without_training() {
    let folder = Folder::new();
    let pack = folder.full();
    let args =
        ["--name", "digital.en=Digital", "--title", "Renamed", "--new-colors", "--language", "en"];
    assert_eq!(folder.pack("toy.themelight", "new.themelight", &args).code, Some(0));
    let (old, new) = (inspect(&pack), inspect(&folder.path("new.themelight")));
    assert_eq!(new["labels"][2]["name"]["en"], "Digital");
    assert_eq!(new["labels"][0]["color"], "#1f5fbf");
    assert_eq!(
        (&new["pack"]["title"], &new["pack"]["language"]),
        (&json!("Renamed"), &json!("en"))
    );
    assert_eq!(new["pack"]["tests"], old["pack"]["tests"]);
    assert_eq!(new["checksum"], old["checksum"]);
}

#[test]
fn packs_take_the_place_of_models() {
    let folder = Folder::new();
    let pack = folder.full();
    let model = toy_model();
    let model = model.to_str().unwrap();
    let text = b"{\"text\": \"Tinh gi\xe1\xba\xa3n bi\xc3\xaan ch\xe1\xba\xbf.\"}\n";
    let tag = |model: &str| run(&["tag", "--all-scores", "--model", model], text);
    assert_eq!((tag(&pack).code, tag(&pack).out), (Some(0), tag(model).out));
    let gold = folder.path("examples.jsonl");
    let evaluate = |model: &str| run(&["evaluate", "--json", "--model", model, &gold], b"");
    assert_eq!((evaluate(&pack).code, evaluate(&pack).out), (Some(0), evaluate(model).out));
}

/// Runs every command that reads a pack on a changed one; returns the common error message.
fn refused(change: impl Fn(&mut Vec<u8>)) -> String {
    let folder = Folder::new();
    let mut bytes = fs::read(folder.full()).unwrap();
    change(&mut bytes);
    let pack = folder.path("changed.themelight");
    fs::write(&pack, bytes).unwrap();
    let (gold, out) = (folder.path("examples.jsonl"), folder.path("out"));
    let runs = [
        run(&["tag", "--model", &pack], b"{\"text\": \"\"}"),
        run(&["evaluate", "--model", &pack, &gold], b""),
        run(&["inspect", &pack], b""),
        run(&["pack", &pack, "--out", &out], b""),
        run(&["unpack", &pack, "--out", &out], b""),
    ];
    for ran in &runs {
        assert_eq!((ran.code, &*ran.out, &ran.err), (Some(2), "", &runs[0].err));
    }
    assert!(!fs::exists(out).unwrap(), "nothing is written");
    runs[0].err.replace(&pack, "P")
}

#[test]
fn an_invalid_pack_is_reported_with_its_path_and_the_reason() {
    assert_eq!(
        refused(|bytes| bytes[4] = 3),
        "error: P: pack version 3, this reader knows 1; update Themelight\n"
    );
    assert!(
        refused(|bytes| bytes.truncate(200)).starts_with("error: P: pack of 200 bytes, expected ")
    );
    assert!(refused(|bytes| bytes[60] ^= 1).starts_with("error: P: the pack's SHA-256 differs"));
    assert!(
        refused(|bytes| *bytes.last_mut().unwrap() ^= 1)
            .starts_with("error: P: the pack's SHA-256")
    );
}

#[test]
fn wrong_arguments_of_pack_are_reported_with_the_right_form() {
    let folder = Folder::new();
    fs::write(folder.path("wrong.jsonl"), EXAMPLES.replace("[\"staffing\"]", "[]")).unwrap();
    fs::write(folder.path("other.jsonl"), "{\"id\": 1, \"text\": \"xyz\", \"labels\": []}\n")
        .unwrap();
    fs::write(folder.path("themes.json"), r##"[{"id": "staffing", "name": {"vi": "A"}, "color": {"light": "#000000", "dark": "#ffffff"}}]"##).unwrap();
    fs::write(folder.path("header.json"), "{\"themes\": 1}").unwrap();
    let file = |name: &str| folder.path(name);
    let cases: [(&[&str], &str); 10] = [
        (&["--name", "staffing"], "--name: expected THEME.LANGUAGE=NAME; found \"staffing\""),
        (&["--name", "x.vi=A"], "--name: expected one of staffing, discipline, digital; found `x`"),
        (&["--name", "staffing.vi= "], "pack header: theme `staffing`: expected a name of"),
        (&["--color", "staffing=red"], "--color: expected THEME=LIGHT,DARK, such as"),
        (&["--color", "staffing=red,#000000"], "expected a colour like #1f5fbf, found \"red\""),
        (
            &["--examples", &file("wrong.jsonl")],
            "paragraph `a`: the model finds `staffing`, the labels say otherwise",
        ),
        (&["--words", &file("other.jsonl")], "expected the data that the model was trained on"),
        (&["--themes", &file("themes.json")], "expected the theme `discipline`, found none"),
        (
            &["--scores", &file("themes.json")],
            "expected a report.json, or the output of `themelight evaluate --json`",
        ),
        (
            &["--header", &file("header.json")],
            "pack header: field `themes`: invalid type: integer `1`",
        ),
    ];
    for (args, expected) in cases {
        let ran = folder.pack("toy", "out.themelight", args);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{args:?}");
        assert!(ran.err.contains(expected), "{args:?}: {}", ran.err);
        assert!(!fs::exists(folder.path("out.themelight")).unwrap());
    }
    let ran = run(&["unpack", toy_model().to_str().unwrap(), "--out", &folder.path("o")], b"");
    assert!(ran.err.contains("expected a pack, found a model"), "{}", ran.err);
}

#[test]
fn colours_that_are_hard_to_read_are_warned_of() {
    let ran = Folder::new().pack("toy", "a.themelight", &["--color", "staffing=#ffff00,#ffffff"]);
    assert_eq!(ran.code, Some(0));
    let expected = "warning: theme `staffing`: #ffff00 has a contrast of 1.0 : 1 on light pages;";
    assert!(ran.err.starts_with(expected), "{}", ran.err);
    assert!(ran.out.ends_with(
        "It has no licence (--license), no scores (--scores), no self-tests (--examples).\n"
    ));
}
