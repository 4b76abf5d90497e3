//! From the cells of a row to its labels.

use std::collections::HashMap;

use super::problem::{Kind, Problem};
use crate::model::name::is_id;
use crate::text::{fold, slug};

/// A theme that the data may use, with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The id of the theme.
    pub id: String,
    /// Other spellings that mean the theme, such as its display names.
    pub names: Vec<String>,
}

/// What one label, or one cell of a theme's column, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// The row has the label.
    Label(String),
    /// Whether the row has this label is unknown.
    Unknown(String),
    /// The annotator was unsure about the row.
    Unsure,
    /// The row is not usable.
    NotUsable,
    /// The row has no label.
    None,
}

const UNSURE: [&str; 6] = ["unsure", "uncertain", "?", "không chắc", "chưa rõ", "not sure"];
const NOT_USABLE: [&str; 7] =
    ["not usable", "not-usable", "unusable", "skip", "trash", "không dùng được", "bỏ qua"];
const NONE: [&str; 9] =
    ["none", "no theme", "không", "không có", "-", "n/a", "nan", "null", "không chủ đề"];
const YES: [&str; 11] = ["1", "1.0", "x", "yes", "y", "true", "có", "đúng", "✓", "✔", "t"];
const NO: [&str; 9] = ["0", "0.0", "", "no", "n", "false", "không", "sai", "f"];

/// Reads one label.
pub(super) fn answer(label: &str) -> Answer {
    let label = label.trim();
    let folded = fold(label);
    let is = |words: &[&str]| words.contains(&&*folded);
    match label.strip_suffix('?') {
        _ if folded.is_empty() || is(&NONE) => Answer::None,
        _ if is(&UNSURE) => Answer::Unsure,
        _ if is(&NOT_USABLE) => Answer::NotUsable,
        Some(unsure) => Answer::Unknown(unsure.trim().to_owned()),
        None => Answer::Label(label.to_owned()),
    }
}

/// Whether an id in a file is read as a label again: `trash`, the slug of `Trash!`, is not.
fn is_read_as_written(id: &str) -> bool {
    matches!(answer(id), Answer::Label(label) if label == id)
}

/// Reads a cell of a theme's column; `None` if it is neither yes nor no nor unsure.
pub(super) fn flag(cell: &str, theme: &str) -> Option<Answer> {
    let folded = fold(cell.trim());
    let is = |words: &[&str]| words.contains(&&*folded);
    if is(&YES) {
        Some(Answer::Label(theme.to_owned()))
    } else if is(&NO) {
        Some(Answer::None)
    } else if is(&UNSURE) {
        Some(Answer::Unknown(theme.to_owned()))
    } else if is(&NOT_USABLE) {
        Some(Answer::NotUsable)
    } else {
        None
    }
}

/// Splits a cell at any of the characters of `at`; reads a list in brackets, too.
pub(super) fn split(cell: &str, at: &str) -> Vec<String> {
    let cell = cell.trim();
    let filled = |label: &&str| !label.is_empty();
    if let Some(list) = cell.strip_prefix('[').and_then(|c| c.strip_suffix(']')) {
        // JSON, or the lists that Python prints.
        return serde_json::from_str(cell).unwrap_or_else(|_| {
            let labels = list.split(',').map(|label| label.trim().trim_matches(['"', '\'']).trim());
            labels.filter(filled).map(str::to_owned).collect()
        });
    }
    let parts = cell.split(|c| at.contains(c)).map(str::trim);
    parts.filter(filled).map(str::to_owned).collect()
}

/// A theme found in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub id: String,
    /// The label as first written.
    pub name: String,
}

/// Maps labels as written to ids of themes.
pub(super) struct Labels {
    /// Ids by label; folded unless `exact`.
    ids: HashMap<String, usize>,
    pub found: Vec<Found>,
    known: Option<String>,
    /// Whether labels that differ in capitals or spacing are different labels, as in JSON.
    exact: bool,
}

impl Labels {
    /// Accepts the themes of `known` only; any theme if it is empty.
    pub fn new(known: &[Known], exact: bool) -> Self {
        let list: Vec<&str> = known.iter().map(|theme| &*theme.id).collect();
        let mut sorted = list.clone();
        sorted.sort_unstable();
        let mut labels = Self {
            ids: HashMap::new(),
            found: list.iter().map(|&id| Found { id: id.into(), name: id.into() }).collect(),
            known: (!known.is_empty()).then(|| sorted.join(", ")),
            exact,
        };
        for (i, theme) in known.iter().enumerate() {
            for name in theme.names.iter().chain([&theme.id]) {
                labels.ids.insert(fold(name), i);
                labels.ids.insert(name.clone(), i);
            }
        }
        labels
    }

    /// Returns the id of a label. Adds notes on labels that are not used as written.
    pub fn id(
        &mut self,
        label: &str,
        row: usize,
        column: &str,
        problems: &mut Vec<Problem>,
    ) -> Result<String, Problem> {
        let problem = |kind| Problem::in_column(row, column, kind);
        let key = if self.exact { label.to_owned() } else { fold(label) };
        if let Some(&i) = self.ids.get(&key) {
            let found = &self.found[i];
            let spelled = self.ids.contains_key(label) || label == found.name;
            if !spelled && self.known.is_none() {
                let used = found.name.clone();
                problems.push(problem(Kind::LabelSpelling { label: label.to_owned(), used }));
                self.ids.insert(label.to_owned(), i);
            }
            return Ok(self.found[i].id.clone());
        }
        if let Some(known) = &self.known {
            let kind = Kind::UnknownTheme { label: label.to_owned(), known: known.clone() };
            return Err(problem(kind));
        }
        let is_usable = is_id(label) && is_read_as_written(label);
        let id = if is_usable { label.to_owned() } else { slug(label) };
        if !is_id(&id) {
            return Err(problem(Kind::InvalidLabel { label: label.to_owned() }));
        }
        let taken =
            |id: &str| !is_read_as_written(id) || self.found.iter().any(|found| found.id == id);
        let numbered = (2..).map(|n| format!("{id}-{n}"));
        let id = [id.clone()].into_iter().chain(numbered).find(|id| !taken(id)).unwrap_or(id);
        if id != label {
            problems.push(problem(Kind::LabelSlug { label: label.to_owned(), id: id.clone() }));
        }
        self.ids.insert(key, self.found.len());
        self.found.push(Found { id: id.clone(), name: label.to_owned() });
        Ok(id)
    }
}
