//! `train` and `bag`: small data of our own, and data that cannot be used.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use themelight::train::bags::Bags;

use super::program::{Ran, run};

const THEMES: &str = r##"[
    {"id": "sport", "name": {"vi": "Thể thao", "en": "Sport"}, "color": {"light": "#1b7f4b", "dark": "#7ddba3"}},
    {"id": "harvest", "name": {"vi": "Mùa màng"}, "color": {"light": "#8a5a00", "dark": "#f2c063"}}
]"##;

/// Forty paragraphs, half of them of each theme, ten of both and ten of none, with words that vary around the cues.
fn labelled() -> String {
    let places = ["Nậm Khao", "Suối Vàng", "Bản Lằm", "Nà Sài", "Pu Nhi"];
    let mut lines = String::new();
    for i in 0..40 {
        let (sport, harvest) = (i % 2 == 0, i % 4 < 2);
        let mut text = format!("Xã {} có tin mới.", places[i % 5]);
        if sport {
            text += " Đội bóng của huyện thắng trận chung kết.";
        }
        if harvest {
            text += " Bà con gặt lúa, được mùa ngô.";
        }
        let labels: Vec<&str> = [(sport, "sport"), (harvest, "harvest")].iter().filter(|l| l.0).map(|l| l.1).collect();
        writeln!(lines, "{}", json!({"id": i, "text": text, "labels": labels, "group": format!("article {i}")}))
            .unwrap();
    }
    lines
}

/// A folder with labelled.jsonl and themes.json, where commands are run.
struct Desk(TempDir);

impl Desk {
    fn new(labelled: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("labelled.jsonl"), labelled).unwrap();
        fs::write(dir.path().join("themes.json"), THEMES).unwrap();
        Self(dir)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn train(&self, out: &str, data: &str) -> Ran {
        run(
            &[
                "train",
                "--out",
                &self.path(out),
                "--themes",
                &self.path("themes.json"),
                "--max-bytes",
                "2000",
                &self.path(data),
            ],
            b"",
        )
    }

    fn bag(&self, out: &str, args: &[&str]) -> Ran {
        run(&[&["bag", "--out", &self.path(out), &self.path("labelled.jsonl")], args].concat(), b"")
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.path().join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        names(self.0.path())
    }
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[track_caller]
fn assert_well(ran: &Ran) {
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

#[test]
fn trains_a_model_that_knows_its_themes() {
    let desk = Desk::new(&labelled());
    let ran = desk.train("news", "labelled.jsonl");
    assert_well(&ran);
    assert!(ran.out.starts_with("40 paragraphs, cross-validated\n"), "{}", ran.out);
    assert_eq!(names(&desk.0.path().join("news")), ["news.model", "report.html", "report.json"]);

    let model = desk.path("news/news.model");
    let evaluated = run(&["evaluate", "--json", "--model", &model, &desk.path("labelled.jsonl")], b"");
    let evaluated: Value = serde_json::from_str(&evaluated.out).unwrap();
    assert_eq!(evaluated["macro_f1"], 1.0, "{evaluated}");

    let inspected = run(&["inspect", "--json", &model], b"");
    let inspected: Value = serde_json::from_str(&inspected.out).unwrap();
    assert_eq!(inspected["labels"][0]["id"], "sport");
    assert_eq!(inspected["labels"][1]["name"], json!({"vi": "Mùa màng"}));
    assert_eq!(inspected["labels"][1]["color_dark"], "#f2c063");
}

#[test]
fn bags_of_all_shared_ngrams_give_the_same_bytes_as_the_texts() {
    let desk = Desk::new(&labelled());
    assert_well(&desk.train("of-texts", "labelled.jsonl"));
    assert_well(&desk.bag("bags.jsonl.gz", &["--min-paragraphs", "2"]));
    assert_well(&desk.train("of-bags", "bags.jsonl.gz"));
    assert!(desk.read("of-texts/of-texts.model") == desk.read("of-bags/of-bags.model"));
    assert_well(&desk.train("again", "bags.jsonl.gz"));
    // The reports carry the folder's name.
    let report = |name: &str| String::from_utf8(desk.read(&format!("{name}/report.json"))).unwrap().replace(name, "");
    assert_eq!(report("of-bags"), report("again"));
}

#[test]
fn rare_ngrams_are_in_no_bag_unless_the_background_has_them() {
    let line = |text: &str| json!({"id": text, "text": text, "labels": []}).to_string() + "\n";
    let desk = Desk::new(&(labelled() + &line("Hiếm có khó tìm") + &line("Hiếm có thật lạ")));
    fs::write(desk.path("background.txt"), "Khó tìm.\nHiếm có.\nHiếm có lắm.\nHiếm có thay.\n").unwrap();
    let vocabulary = |args: &[&str]| {
        assert_well(&desk.bag("bags.gz", args));
        let bags = Bags::read("bags.gz", &*desk.read("bags.gz")).unwrap();
        ["đội bóng", "hiếm có", "khó tìm"].map(|ngram| bags.ngrams.iter().any(|known| known == ngram))
    };
    assert_eq!(vocabulary(&[]), [true, false, false], "in 20, 2 and 1 of the paragraphs");
    assert_eq!(vocabulary(&["--min-paragraphs", "2"]), [true, true, false]);
    assert_eq!(vocabulary(&["--background", &desk.path("background.txt")]), [true, true, false]);
    assert_eq!(
        desk.bag("bags.gz", &["--min-paragraphs", "1"]).code,
        Some(2),
        "what one paragraph has is never shipped"
    );
}

#[test]
fn inspect_names_the_strongest_ngrams() {
    let desk = Desk::new(&labelled());
    assert_well(&desk.bag("bags.jsonl.gz", &[]));
    assert_well(&desk.train("news", "bags.jsonl.gz"));
    let ran = run(&["inspect", "--json", "--ngrams", &desk.path("bags.jsonl.gz"), &desk.path("news/news.model")], b"");
    assert_well(&ran);
    let inspected: Value = serde_json::from_str(&ran.out).unwrap();
    let strongest = inspected["labels"][0]["strongest"]["for"].as_array().unwrap();
    let cue = "đội bóng của huyện thắng trận chung kết";
    assert!(cue.contains(strongest[0]["ngram"].as_str().unwrap()), "{strongest:?}");
    assert!(strongest.windows(2).all(|two| two[0]["weight"].as_f64() >= two[1]["weight"].as_f64()));
}

/// Runs `train` on data that cannot be used: the message, with the folder's name taken out, and nothing written.
fn refused(labelled: &str) -> String {
    let desk = Desk::new(labelled);
    let ran = desk.train("news", "labelled.jsonl");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{}", ran.err);
    assert_eq!(desk.names(), ["labelled.jsonl", "themes.json"], "nothing is left behind");
    ran.err.replace(&desk.path(""), "")
}

#[test]
fn data_that_cannot_be_used_is_named_by_file_line_and_field() {
    let with = |line: &str| refused(&(labelled() + line + "\n"));
    assert_eq!(
        with(r#"{"id": 1, "text": "", "labels": ["sports"]}"#),
        "error: labelled.jsonl:41: field `labels`: expected labels out of harvest, sport; found `sports`\n"
    );
    assert_eq!(with(r#"{"id": 1, "labels": []}"#), "error: labelled.jsonl:41: field `text` is missing\n");
    assert!(with("text").starts_with("error: labelled.jsonl:41: expected a JSON object; "));
    let few: String = labelled().lines().take(12).map(|line| format!("{line}\n")).collect();
    assert!(
        refused(&few).starts_with("error: label `sport`: expected paragraphs with it and without it from at least ")
    );
    assert!(refused("").starts_with("error: "));
}

#[test]
fn wrong_parameters_and_themes_are_named() {
    let desk = Desk::new(&labelled());
    let (out, data) = (desk.path("news"), desk.path("labelled.jsonl"));
    let train = |args: &[&str]| {
        let ran = run(&[&["train", "--out", &out, &data], args].concat(), b"");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
        ran.err
    };
    assert_eq!(train(&["--folds", "1"]), "error: parameter `folds` is 1; expected 2 to 20\n");
    assert_eq!(train(&["--c", "0"]), "error: parameter `c` is 0; expected a finite number above 0\n");
    assert_eq!(train(&["--max-n", "9"]), "error: parameter `max_n` is 9; expected 1 to 4\n");
    fs::write(desk.path("themes.json"), THEMES.replace("#1b7f4b", "green")).unwrap();
    let themes = desk.path("themes.json");
    assert_eq!(
        train(&["--themes", &themes]),
        format!("error: {themes}: theme `sport`: expected a colour like #1f5fbf, found \"green\"\n")
    );
    assert!(!Path::new(&out).exists());
}

#[test]
fn a_file_that_cannot_take_its_name_leaves_nothing_behind() {
    let desk = Desk::new(&labelled());
    fs::create_dir(desk.path("bags")).unwrap();
    let before = desk.names();
    let ran = desk.bag("bags", &[]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.starts_with(&format!("error: {}: ", desk.path("bags"))), "{}", ran.err);
    assert_eq!(desk.names(), before);
    assert_eq!(desk.bag("no/such/folder", &[]).code, Some(2));
    assert_eq!(desk.names(), before);
}

#[test]
fn damaged_bags_are_refused() {
    let desk = Desk::new(&labelled());
    assert_well(&desk.bag("bags.gz", &[]));
    let bags = desk.read("bags.gz");
    for length in [10, bags.len() / 2, bags.len() - 1] {
        fs::write(desk.path("cut.gz"), &bags[..length]).unwrap();
        let ran = desk.train("news", "cut.gz");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{length} of {} bytes", bags.len());
        assert!(ran.err.starts_with(&format!("error: {}", desk.path("cut.gz"))), "{}", ran.err);
    }
}
