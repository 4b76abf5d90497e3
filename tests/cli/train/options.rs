//! Options: themes, languages and hyper-parameters.

use std::fs;
use std::path::Path;

use themelight::train::PARAMS;

use super::super::program::run;
use super::{Folder, THEMES, assert_success, labelled};

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
