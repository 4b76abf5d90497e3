//! The models that training gives: themes, figures, words.

use std::fs;

use serde_json::{Value, json};
use themelight::train::Bags;

use super::super::program::run;
use super::{Folder, assert_success, labelled, names};

#[test]
fn trains_a_model_of_the_themes() {
    let folder = Folder::new(&labelled());
    let ran = folder.train("news", "labelled.jsonl");
    assert_success(&ran);
    let first = ran.out.lines().next().unwrap();
    assert!(first.starts_with("Thể thao: of 20 paragraphs marked, 20 are right ("), "{first}");
    assert!(ran.out.contains("\n40 paragraphs, cross-validated\n"), "{}", ran.out);
    assert_eq!(
        names(&folder.0.path().join("news")),
        ["news.model", "news.themelight", "report.html", "report.json"]
    );

    let model = folder.path("news/news.model");
    let evaluated =
        run(&["evaluate", "--json", "--model", &model, &folder.path("labelled.jsonl")], b"");
    let evaluated: Value = serde_json::from_str(&evaluated.out).unwrap();
    assert_eq!(evaluated["macro_f1"], 1.0, "{evaluated}");

    let inspected = run(&["inspect", "--json", &model], b"");
    let inspected: Value = serde_json::from_str(&inspected.out).unwrap();
    assert_eq!(inspected["labels"][0]["id"], "sport");
    assert_eq!(inspected["labels"][1]["name"], json!({"vi": "Mùa màng"}));
    assert_eq!(inspected["labels"][1]["color_dark"], "#f2c063");
}

#[test]
fn bags_with_all_repeated_ngrams_give_the_same_model_as_texts() {
    let folder = Folder::new(&labelled());
    assert_success(&folder.train("of-texts", "labelled.jsonl"));
    assert_success(&folder.bag("bags.jsonl.gz", &["--min-paragraphs", "2"]));
    assert_success(&folder.train("of-bags", "bags.jsonl.gz"));
    assert!(folder.read("of-texts/of-texts.model") == folder.read("of-bags/of-bags.model"));
    assert_success(&folder.train("again", "bags.jsonl.gz"));
    // The reports contain the name of the folder.
    let report = |name: &str| {
        String::from_utf8(folder.read(&format!("{name}/report.json"))).unwrap().replace(name, "")
    };
    assert_eq!(report("of-bags"), report("again"));
}

#[test]
fn rare_ngrams_are_kept_only_if_the_background_has_them() {
    let line = |text: &str| json!({"id": text, "text": text, "labels": []}).to_string() + "\n";
    let folder = Folder::new(&(labelled() + &line("Hiếm có khó tìm") + &line("Hiếm có thật lạ")));
    fs::write(folder.path("background.txt"), "Khó tìm.\nHiếm có.\nHiếm có lắm.\nHiếm có thay.\n")
        .unwrap();
    let vocabulary = |args: &[&str]| {
        assert_success(&folder.bag("bags.gz", args));
        let bags = Bags::read("bags.gz", &*folder.read("bags.gz")).unwrap();
        ["đội bóng", "hiếm có", "khó tìm"]
            .map(|ngram| bags.ngrams.iter().any(|known| known == ngram))
    };
    assert_eq!(vocabulary(&[]), [true, false, false], "in 20, 2 and 1 of the paragraphs");
    assert_eq!(vocabulary(&["--min-paragraphs", "2"]), [true, true, false]);
    assert_eq!(vocabulary(&["--background", &folder.path("background.txt")]), [true, true, false]);
    assert_eq!(
        folder.bag("bags.gz", &["--min-paragraphs", "1"]).code,
        Some(2),
        "n-grams of a single paragraph are private"
    );
}

#[test]
fn inspect_lists_the_strongest_ngrams() {
    let folder = Folder::new(&labelled());
    assert_success(&folder.bag("bags.jsonl.gz", &[]));
    assert_success(&folder.train("news", "bags.jsonl.gz"));
    let ran = run(
        &[
            "inspect",
            "--json",
            "--ngrams",
            &folder.path("bags.jsonl.gz"),
            &folder.path("news/news.model"),
        ],
        b"",
    );
    assert_success(&ran);
    let inspected: Value = serde_json::from_str(&ran.out).unwrap();
    let strongest = inspected["labels"][0]["strongest"]["for"].as_array().unwrap();
    let cue = "đội bóng của huyện thắng trận chung kết";
    assert!(cue.contains(strongest[0]["ngram"].as_str().unwrap()), "{strongest:?}");
    assert!(strongest.windows(2).all(|two| two[0]["weight"].as_f64() >= two[1]["weight"].as_f64()));
}

#[test]
fn few_examples_give_a_model_without_figures() {
    let few: String = labelled().lines().take(12).map(|line| format!("{line}\n")).collect();
    let folder = Folder::new(&few);
    let ran = folder.train("news", "labelled.jsonl");
    assert_success(&ran);
    assert!(
        ran.out.starts_with("Thể thao: 6 different paragraphs are too few to judge; label 20 "),
        "{}",
        ran.out
    );
    let text = "Đội bóng của huyện thắng trận chung kết.".as_bytes();
    let tagged = run(&["tag", "--text", "--model", &folder.path("news/news.model")], text);
    assert!(tagged.out.contains(r#""theme":"sport""#), "{}", tagged.out);
}

#[test]
fn a_theme_that_is_not_learned_does_not_stop_the_others() {
    // The eight texts have all places, eight subjects and the other themes in equal parts: what
    // speaks for `odd` in seven of them speaks against it in the eighth.
    const ODD: [usize; 8] = [0, 6, 13, 19, 21, 27, 34, 36];
    let mut lines = String::new();
    for (i, line) in labelled().lines().enumerate() {
        let mut example: Value = serde_json::from_str(line).unwrap();
        if ODD.contains(&i) {
            example["labels"].as_array_mut().unwrap().push(json!("odd"));
        }
        lines += &format!("{example}\n");
    }
    let folder = Folder::new(&lines);
    let ran = run(&["train", "--out", &folder.path("news"), &folder.path("labelled.jsonl")], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.starts_with("warning: theme `odd`: texts that were held out score no "));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let model = folder.path("news/news.model");
    let inspected: Value =
        serde_json::from_str(&run(&["inspect", "--json", &model], b"").out).unwrap();
    let slope = |l: usize| inspected["labels"][l]["slope"].as_f64().unwrap();
    assert!(slope(1) > 0.0, "{inspected}");
}

#[test]
fn training_writes_a_pack_with_figures_and_words() {
    let folder = Folder::new(&labelled());
    assert_eq!(folder.train("out", "labelled.jsonl").code, Some(0));
    let bytes = folder.read("out/out.themelight");
    let pack = themelight::pack::read(&bytes).unwrap();
    assert_eq!(pack.file, folder.read("out/out.model"));
    assert_eq!(pack.header.title.as_deref(), Some("out"));
    let scores = pack.header.scores.unwrap();
    assert_eq!(scores.data, "40 paragraphs, cross-validated on the training data");
    assert_eq!(scores.themes["sport"].support, 20);
    assert!(pack.header.words["harvest"].iter().any(|word| word.contains("gặt lúa")));
}
