//! `evaluate --cross-validate`, `--report`, `--curves` and `--baseline`.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::program::{Ran, run};

/// Returns sixty paragraphs about rain, wind, both or neither, with words that occur with and
/// without rain; two are unsure.
fn labelled() -> String {
    let places = ["Bến Nghé", "Cầu Kè", "Trà Sư", "Gò Nổi", "Hòn Rớ", "Mũi Né", "Đá Bạc"];
    // No two paragraphs may be near-duplicates.
    let words = ["ao", "bè", "cau", "dừa", "đò", "ghe", "hoa", "kênh", "lúa", "mía"];
    let mut lines = String::new();
    for i in 0..60 {
        let (rain, wind) = (i % 2 == 0, i % 3 == 0);
        let mut text = format!(
            "Bản tin {} {} {} {} ở {}.",
            words[i % 10],
            words[i / 10],
            words[(i * 3 + 1) % 10],
            words[(i * 7 + i / 10) % 10],
            places[i % 7]
        );
        if rain {
            text +=
                if i % 5 == 0 { " Trời ẩm và tối." } else { " Mưa lớn suốt đêm." };
        }
        if !rain && i % 7 == 0 {
            text += " Trời ẩm và tối.";
        }
        if wind {
            text += " Gió mạnh giật cấp tám.";
        }
        // One label is wrong, so that there is a mistake to list.
        let rain = rain && i != 22;
        let labels: Vec<&str> =
            [(rain, "rain"), (wind, "wind")].iter().filter(|l| l.0).map(|l| l.1).collect();
        let line = json!({"id": format!("<{i}>"), "text": text, "labels": labels, "unsure": i < 2});
        writeln!(lines, "{line}").unwrap();
    }
    lines
}

/// A temporary folder with `weather.jsonl`.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("weather.jsonl"), labelled()).unwrap();
        Self(dir)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn evaluate(&self, args: &[&str]) -> Ran {
        run(&[&["evaluate", "--cross-validate", &self.path("weather.jsonl")], args].concat(), b"")
    }

    /// Writes the current figures with a change as a baseline; returns its path.
    fn baseline(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut figures = self.evaluate(&["--json"]).json_whole();
        change(&mut figures);
        fs::write(self.path("baseline.json"), figures.to_string()).unwrap();
        self.path("baseline.json")
    }
}

impl Ran {
    fn json_whole(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {} {}", self.out, self.err))
    }
}

#[test]
fn the_report_is_a_page_and_json_with_the_same_figures() {
    let folder = Folder::new();
    let page = folder.path("page.html");
    let ran = folder.evaluate(&["--curves", "--report", &page]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n"));
    for forbidden in
        ["<script", "http:", "https:", "url(", "@import", " src=", "Mưa lớn suốt đêm", "NaN", "inf"]
    {
        assert!(!html.contains(forbidden), "{forbidden} in the page");
    }
    assert!(
        html.contains("<em>weather</em>") && html.contains("&lt;"),
        "names and ids are escaped"
    );

    let report: Value =
        serde_json::from_str(&fs::read_to_string(folder.path("page.json")).unwrap()).unwrap();
    let figures = folder.evaluate(&["--json"]).json_whole();
    assert_eq!((&figures["paragraphs"], &report["data"]["unsure"]), (&json!(60), &json!(2)));
    let rounded = |v: &Value| (v.as_f64().unwrap() * 1e4).round() / 1e4;
    assert_eq!(rounded(&figures["macro_f1"]), report["macro_f1"].as_f64().unwrap());
    assert_eq!(report["confusion"]["paragraphs"], json!([29, 20, 21]));
    let articles = report["curves"]["articles"].as_array().unwrap();
    assert_eq!(articles.last().unwrap()["f1"].as_array().unwrap().len(), 2);
    assert!(
        articles
            .windows(2)
            .all(|two| two[0]["paragraphs"].as_u64() < two[1]["paragraphs"].as_u64())
    );
    let sizes = report["curves"]["sizes"].as_array().unwrap();
    assert!(
        sizes.len() >= 2
            && sizes
                .windows(2)
                .all(|two| two[0]["features"].as_u64() <= two[1]["features"].as_u64())
    );

    assert_eq!(
        folder.evaluate(&["--curves", "--report", &folder.path("again.html")]).code,
        Some(0)
    );
    assert!(html == fs::read_to_string(folder.path("again.html")).unwrap(), "the same bytes again");
}

#[test]
fn a_report_of_a_finished_model() {
    let folder = Folder::new();
    let (out, page) = (folder.path("weather"), folder.path("page.html"));
    assert_eq!(run(&["train", "--out", &out, &folder.path("weather.jsonl")], b"").code, Some(0));
    let model = format!("{out}/weather.model");
    let ran = run(
        &["evaluate", "--model", &model, "--report", &page, &folder.path("weather.jsonl")],
        b"",
    );
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.contains("The finished model on labelled paragraphs"));
    assert!(!html.contains("Would more labels help?"));
}

#[test]
fn figures_below_the_baseline_fail_and_name_the_theme() {
    let folder = Folder::new();
    let same = folder.baseline(|_| ());
    assert_eq!(
        (folder.evaluate(&["--baseline", &same]).code, folder.evaluate(&["--baseline", &same]).err),
        (Some(0), "".into())
    );

    let higher = folder.baseline(|figures| {
        let f1 = &mut figures["labels"]["wind"]["f1"];
        *f1 = (f1.as_f64().unwrap() + 0.02).into();
        // A difference within the tolerance.
        let macro_f1 = &mut figures["macro_f1"];
        *macro_f1 = (macro_f1.as_f64().unwrap() + 0.009).into();
    });
    let ran = folder.evaluate(&["--baseline", &higher]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("60 paragraphs"), "figures are printed all the same");
    assert!(
        ran.err.starts_with("error: theme `wind`, F1: expected at least ")
            && ran.err.lines().count() == 1,
        "{}",
        ran.err
    );
    let trained = run(
        &[
            "train",
            "--out",
            &folder.path("w"),
            "--baseline",
            &higher,
            &folder.path("weather.jsonl"),
        ],
        b"",
    );
    assert_eq!((trained.code, trained.err), (Some(1), ran.err));

    let others = folder.baseline(|figures| {
        let wind = figures["labels"].as_object_mut().unwrap().remove("wind").unwrap();
        figures["labels"]["snow"] = wind;
    });
    assert_eq!(
        folder.evaluate(&["--baseline", &others]).err,
        "error: theme `snow`: has a floor, but was not measured\n\
         error: theme `wind`: has no floor; write the figures anew\n"
    );
}

#[test]
fn arguments_that_contradict_each_other_are_errors() {
    let folder = Folder::new();
    fs::write(folder.path("baseline.json"), "{}").unwrap();
    let ran = folder.evaluate(&["--baseline", &folder.path("baseline.json")]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains(
            "baseline.json: expected figures as `themelight evaluate --json` prints them; "
        ),
        "{}",
        ran.err
    );
    let page = folder.path("page.json");
    let ran = folder.evaluate(&["--report", &page]);
    let message = "expected a name for the HTML page, found that of the JSON beside it; use .html";
    assert_eq!((ran.code, ran.err), (Some(2), format!("error: {page}: {message}\n")));
    assert!(!fs::exists(&page).unwrap());
    let ran = run(&["evaluate", "--c", "3", &folder.path("weather.jsonl")], b"");
    assert_eq!(
        (ran.code, &*ran.err),
        (
            Some(2),
            "error: themes and hyper-parameters are for training; expected --cross-validate beside them\n"
        )
    );
}
