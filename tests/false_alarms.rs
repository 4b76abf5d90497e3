//! False positives of the default model on other news, other languages, navigation texts and code.
//! The texts were written for these tests or are files of this repository.

use std::fs;
use std::path::{Path, PathBuf};

use themelight::{Classifier, Scratch, format};

/// Other languages, code, menus, bylines and some news.
const NO_THEME: &str = include_str!("fixtures/no-theme.txt");
/// Daily news: sport, entertainment, crime, gadgets, schools, foreign politics, weather.
const NEWS: &str = include_str!("fixtures/no-theme-news.txt");

/// Returns a line for each tag of the texts.
fn false_positives<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let file = include_bytes!("../models/vi-public-life/vi-public-life.model");
    let classifier = Classifier::new(format::read(file).unwrap());
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    for text in texts {
        let tags = classifier.tag(text, &mut scratch);
        found.extend(tags.iter().map(|tag| format!("{} {:.2}: {text}", tag.label.id, tag.score)));
    }
    found
}

fn assert_rare(found: &[String], texts: usize, one_in: usize) {
    let allowed = texts / one_in;
    let list = found.join("\n");
    assert!(
        found.len() <= allowed,
        "expected at most {allowed} tags, found {}:\n{list}",
        found.len()
    );
}

#[test]
fn texts_without_a_theme_get_no_tag() {
    assert!(NO_THEME.lines().count() >= 50, "too few texts for the test");
    assert_rare(&false_positives(NO_THEME.lines()), 0, 1);
}

#[test]
fn at_most_one_in_150_paragraphs_of_other_news_gets_a_tag() {
    let texts: Vec<&str> = NO_THEME.lines().chain(NEWS.lines()).collect();
    assert!(texts.len() >= 150, "too few texts for the test");
    assert_rare(&false_positives(texts.iter().copied()), texts.len(), 150);
}

#[test]
fn at_most_one_in_1000_lines_of_source_code_gets_a_tag() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["src", "tests"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    // Other lines may be Vietnamese examples of a theme.
    let lines: Vec<&str> =
        texts.iter().flat_map(|text| text.lines()).filter(|line| line.is_ascii()).collect();
    assert!(lines.len() >= 2000, "too few texts for the test");
    assert_rare(&false_positives(lines.iter().copied()), lines.len(), 1000);
}

/// Appends the Rust, TypeScript and Markdown files of a folder and its subfolders.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "ts" || e == "md") {
            files.push(path);
        }
    }
}
