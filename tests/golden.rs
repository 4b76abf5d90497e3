//! Checks the golden vectors; see `tests/golden/README.md`.

#[path = "common/toy.rs"]
mod toy;

mod golden {
    pub mod cases;
    pub mod features;
    pub mod record;
    pub mod toy;
}

use std::path::{Path, PathBuf};

use golden::{cases, record};
use themelight::format;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn regenerate() -> bool {
    std::env::var_os("THEMELIGHT_REGENERATE").is_some()
}

/// Compares a file with the expected bytes, or writes them if `THEMELIGHT_REGENERATE` is set.
fn check(path: PathBuf, expected: &[u8]) {
    if regenerate() {
        std::fs::write(&path, expected).unwrap();
    }
    let found = std::fs::read(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} differs from the results: {}\nIf intended: THEMELIGHT_REGENERATE=1 cargo test --test golden",
        path.display(),
        first_difference(&found, expected),
    );
}

fn first_difference(found: &[u8], expected: &[u8]) -> String {
    let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
    let number = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| {
        text.lines().nth(number).unwrap_or("(end of file)").chars().take(300).collect::<String>()
    };
    format!("line {}\n  found:    {}\n  expected: {}", number + 1, line(&found), line(&expected))
}

#[test]
fn the_toy_model_matches_its_definition() {
    check(root().join("tests/golden/toy.model"), &format::write(&golden::toy::model()).unwrap());
}

#[test]
fn the_toy_model_gives_the_golden_results() {
    // Not the file: another test may be writing it.
    let model = format::write(&golden::toy::model()).unwrap();
    check(root().join("tests/golden/toy.json"), &record::record("tests/golden/toy.model", &model));
}

#[test]
fn the_shipped_model_gives_the_golden_results() {
    let path = "models/vi-public-life/vi-public-life.model";
    let model = std::fs::read(root().join(path)).expect(path);
    check(root().join("tests/golden/vi-public-life.json"), &record::record(path, &model));
}

#[test]
fn spellings_of_a_text_have_equal_scores() {
    let cases = cases::read();
    let toy = record::Tagger::new(&format::write(&golden::toy::model()).unwrap());
    let mut compared = 0;
    for case in &cases {
        let Some(same_as) = &case.same_as else { continue };
        let other = cases
            .iter()
            .find(|c| c.name == *same_as)
            .unwrap_or_else(|| panic!("no case named {same_as}"));
        assert_ne!(
            case.whole_text(),
            other.whole_text(),
            "{} and {same_as} are the same text",
            case.name
        );
        assert_eq!(
            toy.scores(&case.whole_text()),
            toy.scores(&other.whole_text()),
            "{} and {same_as}",
            case.name
        );
        compared += 1;
    }
    assert!(compared >= 4, "expected at least 4 pairs of spellings in cases.json");
}
