//! What has nothing to do with the themes gets no tag from the shipped model: other news, other
//! languages, page furniture, code. The texts were written for these tests, or are this
//! repository's own files.

use std::fs;
use std::path::{Path, PathBuf};

use themelight::{Classifier, Scratch, format};

/// Other languages, code, menus, bylines, and a little news.
const NO_THEME: &str = include_str!("fixtures/no-theme.txt");
/// News that a newspaper prints every day: sport, entertainment, crime, gadgets, schools, foreign
/// politics, weather.
const NEWS: &str = include_str!("fixtures/no-theme-news.txt");

/// The tags that these texts get, one line each.
fn alarms<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let file = include_bytes!("../models/vi-public-life/vi-public-life.model");
    let classifier = Classifier::new(format::read(file).unwrap());
    let mut scratch = Scratch::default();
    let mut alarms = Vec::new();
    for text in texts {
        let tags = classifier.tag(text, &mut scratch);
        alarms.extend(tags.iter().map(|tag| format!("{} {:.2}: {text}", tag.label.id, tag.score)));
    }
    alarms
}

fn assert_rare(alarms: &[String], texts: usize, one_in: usize) {
    let allowed = texts / one_in;
    assert!(alarms.len() <= allowed, "{} false alarms, {allowed} allowed:\n{}", alarms.len(), alarms.join("\n"));
}

#[test]
fn other_texts_get_no_theme() {
    assert!(NO_THEME.lines().count() >= 50, "a list worth testing");
    assert_rare(&alarms(NO_THEME.lines()), 0, 1);
}

#[test]
fn of_other_news_at_most_one_paragraph_in_150_gets_a_theme() {
    let texts: Vec<&str> = NO_THEME.lines().chain(NEWS.lines()).collect();
    assert!(texts.len() >= 150, "a list worth testing");
    assert_rare(&alarms(texts.iter().copied()), texts.len(), 150);
}

#[test]
fn of_code_and_english_at_most_one_line_in_1000_gets_a_theme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["src", "tests"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    // Lines with letters beyond ASCII may be Vietnamese and about a theme.
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).filter(|line| line.is_ascii()).collect();
    assert!(lines.len() >= 2000, "a list worth testing");
    assert_rare(&alarms(lines.iter().copied()), lines.len(), 1000);
}

/// The Rust, TypeScript and Markdown files of a folder and those in it.
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
