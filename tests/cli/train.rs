//! `train` and `bag` on small and on invalid data.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use themelight::train::{Bags, PARAMS};

use super::program::{Ran, run};

const THEMES: &str = r##"[
    {"id": "sport", "name": {"vi": "Thể thao", "en": "Sport"}, "color": {"light": "#1b7f4b", "dark": "#7ddba3"}},
    {"id": "harvest", "name": {"vi": "Mùa màng"}, "color": {"light": "#8a5a00", "dark": "#f2c063"}}
]"##;

/// Returns forty paragraphs: ten of each theme, ten of both, and ten without a theme.
fn labelled() -> String {
    let places = ["Nậm Khao", "Suối Vàng", "Bản Lằm", "Nà Sài", "Pu Nhi"];
    let subjects = [
        "chợ phiên",
        "cầu treo",
        "đường mòn",
        "trạm bơm",
        "bãi đá",
        "nhà sàn",
        "rừng thông",
        "hồ cá",
    ];
    let mut lines = String::new();
    for i in 0..40 {
        let (sport, harvest) = (i % 2 == 0, i % 4 < 2);
        // Not near-duplicates: two texts differ in two places at least.
        let (place, subject, other) = (places[i % 5], subjects[i / 5], places[(i + i / 5) % 5]);
        let mut text = format!("Xã {place} có tin mới về {subject}, gần {other}.");
        if sport {
            text += " Đội bóng của huyện thắng trận chung kết.";
        }
        if harvest {
            text += " Bà con gặt lúa, được mùa ngô.";
        }
        let labels: Vec<&str> =
            [(sport, "sport"), (harvest, "harvest")].iter().filter(|l| l.0).map(|l| l.1).collect();
        writeln!(
            lines,
            "{}",
            json!({"id": i, "text": text, "labels": labels, "group": format!("article {i}")})
        )
        .unwrap();
    }
    lines
}

/// A temporary folder with `labelled.jsonl` and `themes.json`.
struct Folder(TempDir);

impl Folder {
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
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[track_caller]
fn assert_success(ran: &Ran) {
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

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

/// The same paragraphs as a spreadsheet saves them.
fn spreadsheet() -> String {
    let row = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        let labels: Vec<&str> =
            value["labels"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
        let (text, group) = (value["text"].as_str().unwrap(), value["group"].as_str().unwrap());
        format!("{};\"{text}\";{};{group}\r\n", value["id"], labels.join(", "))
    };
    "STT;Nội dung;Chủ đề;group\r\n".to_owned() + &labelled().lines().map(row).collect::<String>()
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
fn invalid_parameters_and_themes_are_reported() {
    let folder = Folder::new(&labelled());
    let (out, data) = (folder.path("news"), folder.path("labelled.jsonl"));
    let train = |args: &[&str]| {
        let ran = run(&[&["train", "--out", &out, &data], args].concat(), b"");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
        ran.err
    };
    assert_eq!(train(&["--folds", "1"]), "error: parameter `folds` is 1; expected 2 to 20\n");
    assert_eq!(
        train(&["--c", "0"]),
        "error: parameter `c` is 0; expected a finite number above 0\n"
    );
    assert_eq!(train(&["--max-n", "9"]), "error: parameter `max_n` is 9; expected 1 to 4\n");
    assert_eq!(
        train(&["--key-bits", "300"]),
        "error: parameter `key_bits` is 300; expected 16 to 32\n"
    );
    assert_eq!(
        train(&["--max-level", "-1"]),
        "error: parameter `max_level` is -1; expected 1 to 127\n"
    );
    assert!(train(&["--folds", "2.5"]).starts_with("error: invalid value '2.5' for '--folds <N>'"));
    fs::write(folder.path("themes.json"), THEMES.replace("#1b7f4b", "green")).unwrap();
    let themes = folder.path("themes.json");
    assert_eq!(
        train(&["--themes", &themes]),
        format!(
            "error: {themes}: theme `sport`: expected a colour like #1f5fbf, found \"green\"\n"
        )
    );
    fs::write(&themes, THEMES.replace("\"#8a5a00\"", "7")).unwrap();
    let error = train(&["--themes", &themes]);
    let expected = format!(
        "error: {themes}:3: field `[1].color.light`: invalid type: integer `7`, expected a string"
    );
    assert!(error.starts_with(&expected), "{error}");
    assert!(!Path::new(&out).exists());
}

#[test]
fn a_failed_write_leaves_no_temporary_file() {
    let folder = Folder::new(&labelled());
    fs::create_dir(folder.path("bags")).unwrap();
    let before = folder.names();
    let ran = folder.bag("bags", &[]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.starts_with(&format!("error: {}: ", folder.path("bags"))), "{}", ran.err);
    assert_eq!(folder.names(), before);
    assert_eq!(folder.bag("no/such/folder", &[]).code, Some(2));
    assert_eq!(folder.names(), before);
}

#[test]
fn no_model_is_written_if_the_report_cannot_be_written() {
    let folder = Folder::new(&labelled());
    fs::create_dir_all(folder.path("news/report.json")).unwrap();
    let ran = folder.train("news", "labelled.jsonl");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(
        ran.err.starts_with(&format!("error: {}: ", folder.path("news/report.json"))),
        "{}",
        ran.err
    );
    assert_eq!(names(Path::new(&folder.path("news"))), ["report.json"]);
}

#[test]
fn help_lists_every_hyper_parameter_with_range_and_default() {
    for command in ["train", "evaluate"] {
        let help = run(&[command, "--help"], b"").out;
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for param in PARAMS {
            let name = param.name.replace('_', "-");
            let text = format!("{}; {} [default: {}]", param.help, param.range, param.default());
            assert!(
                help.contains(&format!("--{name} <{}> {text}", param.unit)),
                "{name} is missing:\n{help}"
            );
        }
    }
}

#[test]
fn names_in_the_language_of_the_texts_come_first() {
    let folder = Folder::new(&labelled());
    let (out, data, themes) =
        (folder.path("news"), folder.path("labelled.jsonl"), folder.path("themes.json"));
    let train = |language: &[&str]| {
        run(&[&["train", "--out", &out, "--themes", &themes, &data], language].concat(), b"")
    };
    let ran = train(&["--language", "en"]);
    let expected = "error: expected a name in the language \"en\" for every theme, found none for `harvest`; \
                    add it to the file of --themes\n";
    assert_eq!((ran.code, &*ran.err), (Some(2), expected));

    let first_name = |language: &[&str]| {
        assert_success(&train(language));
        let model = themelight::format::read(&folder.read("news/news.model")).unwrap();
        model.labels[0].names[0].clone()
    };
    fs::write(&themes, THEMES.replace("\"Mùa màng\"", "\"Mùa màng\", \"en\": \"Harvest\""))
        .unwrap();
    assert_eq!(first_name(&[]), ("vi".to_owned(), "Thể thao".to_owned()));
    assert_eq!(first_name(&["--language", "en"]), ("en".to_owned(), "Sport".to_owned()));
}

#[test]
fn former_names_of_options_are_accepted() {
    let folder = Folder::new(&labelled());
    let data = folder.path("labelled.jsonl");
    let train = |out: &str, args: &[&str]| {
        assert_success(&run(
            &[&["train", "--name", "news", "--out", &folder.path(out), &data], args].concat(),
            b"",
        ));
        folder.read(&format!("{out}/news.model"))
    };
    let new = train("new", &["--max-level", "7", "--sentence-weight", "0.5"]);
    assert!(new == train("former", &["--levels", "7", "--pooling", "0.5"]));
    assert!(new != train("default", &[]));
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_written_through() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = Folder::new(&labelled());
    assert_success(&folder.bag("bags.gz", &[]));

    fs::write(folder.path("target"), "before").unwrap();
    std::os::unix::fs::symlink(folder.path("target"), folder.path("link")).unwrap();
    assert_success(&folder.bag("link", &[]));
    assert!(fs::symlink_metadata(folder.path("link")).unwrap().is_symlink());
    assert!(folder.read("target") == folder.read("bags.gz"));

    let pipe = folder.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    let ran = folder.bag("pipe", &[]);
    if !fs::metadata(&pipe).unwrap().file_type().is_fifo() {
        reader.kill().unwrap();
        panic!("the pipe was replaced by a file");
    }
    assert_success(&ran);
    assert!(reader.wait_with_output().unwrap().stdout == folder.read("bags.gz"));
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
