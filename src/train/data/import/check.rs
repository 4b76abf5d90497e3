//! Problems between rows: duplicates, contradictions, too few examples.

use std::collections::HashMap;

use serde::Serialize;

use super::problem::{Kind, Problem};
use crate::jsonl::Example;
use crate::model::MAX_LABELS;
use crate::order::{distinct, sort_by};
use crate::text::{Token, TokenKind, long_text, tokenize};
use crate::train::MIN_GROUPS;
use crate::train::data::{bags::fnv1a, near};

/// A theme and its number of examples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeCount {
    /// The id.
    pub id: String,
    /// The label as first written.
    pub name: String,
    /// Number of paragraphs with it.
    pub count: usize,
    /// Number of paragraphs without it.
    pub without: usize,
    /// Number of different paragraphs or articles with it.
    pub groups: usize,
    /// How many more different paragraphs training needs.
    pub needed: usize,
}

/// The result of [`check`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// The problems, by row.
    pub problems: Vec<Problem>,
    /// The themes, by id.
    pub themes: Vec<ThemeCount>,
}

/// Checks examples, which come from these rows, for problems between them. `name` returns the label
/// of an id as written.
pub fn check(
    examples: &[Example],
    rows: &[usize],
    name: &dyn Fn(&str) -> Option<String>,
) -> Checked {
    let mut problems = Vec::new();
    for (example, &row) in examples.iter().zip(rows) {
        if let Some(words) = long_text(&example.text) {
            problems.push(Problem::new(row, Kind::LongText { words }));
        }
    }
    let clusters = near::clusters(examples);
    for (i, &first) in clusters.first.iter().enumerate().filter(|&(i, &first)| i != first) {
        let themes = differing(&examples[first], &examples[i]);
        // A cluster also has texts after one pattern, which may differ in their themes.
        if themes.is_empty() || !near::are_alike(&examples[first].text, &examples[i].text) {
            continue;
        }
        for theme in themes {
            let kind = Kind::NearDuplicate { other: rows[first], theme };
            problems.push(Problem::new(rows[i], kind));
        }
    }
    let themes = themes(examples, &clusters, name);
    problems.extend(few(examples, &themes));
    sort_by_row(&mut problems);
    Checked { problems, themes }
}

/// Sorts problems; those of one row stay in their order.
pub(super) fn sort_by_row(problems: &mut Vec<Problem>) {
    sort_by(problems, |a, b| a.row.cmp(&b.row));
}

/// Returns the themes that one of two examples has and the other has not.
fn differing(a: &Example, b: &Example) -> Vec<String> {
    let themes = distinct(a.labels.iter().chain(&b.labels).map(String::as_str));
    let differs = |theme: &&str| match (a.actual(theme), b.actual(theme)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    themes.into_iter().filter(differs).map(str::to_owned).collect()
}

fn themes(
    examples: &[Example],
    clusters: &near::Clusters,
    name: &dyn Fn(&str) -> Option<String>,
) -> Vec<ThemeCount> {
    let groups = clusters.groups(examples);
    let ids = distinct(examples.iter().flat_map(|e| &e.labels).map(String::as_str));
    let theme = |id: &str| {
        let count = |actual: bool| {
            let with = examples.iter().zip(&groups).filter(|(e, _)| e.actual(id) == Some(actual));
            let groups: Vec<&str> = with.map(|(_, group)| group.as_str()).collect();
            (groups.len(), distinct(groups).len())
        };
        let ((count, groups), (without, _)) = (count(true), count(false));
        ThemeCount {
            id: id.to_owned(),
            name: name(id).unwrap_or_else(|| id.to_owned()),
            count,
            without,
            groups,
            needed: MIN_GROUPS.saturating_sub(groups),
        }
    };
    ids.into_iter().map(theme).collect()
}

/// Returns the problems of the data as a whole.
fn few(examples: &[Example], themes: &[ThemeCount]) -> Vec<Problem> {
    let mut kinds = Vec::new();
    if themes.is_empty() {
        kinds.push(Kind::NoLabels {});
    } else if themes.len() > MAX_LABELS {
        kinds.push(Kind::TooManyThemes { found: themes.len(), max: MAX_LABELS });
    }
    let needed = MIN_GROUPS;
    for ThemeCount { name, groups, without, .. } in themes {
        let theme = name.clone();
        if *groups < needed {
            let (found, missing) = (*groups, needed - groups);
            kinds.push(Kind::TooFew { theme: theme.clone(), found, needed, missing });
        }
        if *without < needed {
            let (found, missing) = (*without, needed - without);
            kinds.push(Kind::TooFewWithout { theme, found, needed, missing });
        }
    }
    let measured = examples.iter().filter(|e| !e.train_only);
    // An answer that is open is no negative.
    let is_negative = |e: &Example| e.labels.is_empty() && e.ignore.is_empty() && !e.unsure;
    if !themes.is_empty() && !measured.clone().any(is_negative) {
        kinds.push(Kind::NoNegatives { paragraphs: measured.count() });
    }
    kinds.into_iter().map(|kind| Problem::new(0, kind)).collect()
}

/// Makes one example of the rows with the same text after normalisation, and the same numbers: texts
/// that differ in a number are near-duplicates, which `check` looks at. A theme that only some of the
/// rows have is unknown. Returns the rows that were left out.
pub(super) fn merge_duplicates(
    examples: &mut Vec<Example>,
    rows: &mut Vec<usize>,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let mut first_of: HashMap<Vec<u64>, usize> = HashMap::new();
    let mut left_out = Vec::new();
    let mut keep = vec![true; examples.len()];
    for i in 0..examples.len() {
        let text = &examples[i].text;
        let key = |token: &Token| match token.kind {
            // The hash of a number is that of its shape.
            TokenKind::Number => fnv1a(&text[token.span.start..token.span.end]),
            _ => token.hash,
        };
        let hashes = tokenize(text).all().iter().map(key).collect();
        let first = *first_of.entry(hashes).or_insert(i);
        if first == i {
            continue;
        }
        let other = rows[first];
        left_out.push(rows[i]);
        keep[i] = false;
        let differing = differing(&examples[first], &examples[i]);
        if differing.is_empty() {
            problems.push(Problem::new(rows[i], Kind::Duplicate { other }));
        }
        let again = examples[i].clone();
        let kept = &mut examples[first];
        kept.unsure |= again.unsure;
        kept.train_only &= again.train_only;
        // What one row leaves open the other may answer.
        kept.ignore.retain(|theme| again.actual(theme).is_none());
        for theme in &again.labels {
            if !kept.labels.contains(theme) && !differing.contains(theme) {
                kept.labels.push(theme.clone());
            }
        }
        for theme in differing {
            kept.labels.retain(|label| *label != theme);
            kept.ignore.push(theme.clone());
            problems.push(Problem::new(rows[i], Kind::Contradiction { other, theme }));
        }
    }
    let mut kept = keep.iter();
    examples.retain(|_| kept.next() == Some(&true));
    let mut kept = keep.iter();
    rows.retain(|_| kept.next() == Some(&true));
    left_out
}
