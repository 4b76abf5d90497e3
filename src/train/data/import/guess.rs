//! Recognises format, separator and columns of labelled data.

use std::collections::{HashMap, HashSet};

use super::labels::{Answer, answer, flag, split};
use super::mapping::{Format, Hints, LabelColumns, Mapping};
use super::table::{self, Cell, LABEL, Row, Source, Table};
use crate::order::sort_by;
use crate::text::fold;

const TEXT: [&str; 21] = [
    "text",
    "texts",
    "content",
    "body",
    "paragraph",
    "paragraphs",
    "sentence",
    "document",
    "message",
    "article text",
    "nội dung",
    "noi dung",
    "văn bản",
    "van ban",
    "đoạn",
    "đoạn văn",
    "đoạn văn bản",
    "câu",
    "bài viết",
    "comment",
    "data",
];
const LABELS: [&str; 25] = [
    "labels",
    "label",
    "themes",
    "theme",
    "topics",
    "topic",
    "tags",
    "tag",
    "categories",
    "category",
    "class",
    "classes",
    "target",
    "chủ đề",
    "chu de",
    "nhãn",
    "nhan",
    "thể loại",
    "the loai",
    "phân loại",
    "danh mục",
    "chuyên mục",
    "sentiment",
    "cats",
    "lĩnh vực",
];
const ID: [&str; 8] = ["id", "mã", "mã số", "stt", "số thứ tự", "key", "uid", "no"];
const GROUP: [&str; 9] =
    ["group", "article", "article id", "url", "link", "bài", "bài báo", "nguồn bài", "đường dẫn"];
const IGNORE: [&str; 3] = ["ignore", "ignored", "unknown"];
const UNSURE: [&str; 2] = ["unsure", "không chắc"];
const TRAIN_ONLY: [&str; 1] = ["train only"];

/// Rows that are examined.
const EXAMINED: usize = 300;

/// What was recognised, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guess {
    pub mapping: Mapping,
    /// Whether the text column was named or is the only candidate.
    pub text: bool,
    /// Whether the label columns were named or are the only candidates.
    pub labels: bool,
    /// Whether the header has known names, or is clearly none.
    pub header: bool,
}

/// Returns the format.
pub(super) fn format(source: &Source, hints: &Hints) -> (Format, char) {
    let Source::Text(text) = source else { return (Format::Table, ',') };
    let text = table::without_mark(text);
    let start = text.trim_start();
    let separator = || hints.separator.or_else(|| separator(text));
    let is_fasttext = || {
        let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(EXAMINED);
        let labelled = |line: &&str| line.split_whitespace().any(|word| word.starts_with(LABEL));
        // Texts without a label stand between the others.
        let starts = lines().take(1).any(|line| line.starts_with(LABEL));
        let all = lines().count();
        starts && lines().filter(labelled).count() * 2 > all
            || all > 0 && lines().all(|line| labelled(&line))
    };
    let format = hints.format.unwrap_or_else(|| {
        if start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n") {
            Format::Jsonl
        } else if is_fasttext() {
            Format::Fasttext
        } else if separator().is_some() || hints.text_name.is_some() {
            Format::Table
        } else {
            Format::Text
        }
    });
    (format, if format == Format::Table { separator().unwrap_or(',') } else { ',' })
}

/// Returns the character that makes names of columns of the first row, or else the one that gives the
/// rows the most even number of cells, at least two.
fn separator(text: &str) -> Option<char> {
    if let Some(named) = table::separator_line(text) {
        return Some(named);
    }
    let mut best: Option<(f64, char)> = None;
    for separator in ['\t', ';', ',', '|'] {
        let table = table::csv(text, separator, 100);
        let first = table.rows.first();
        let width = first.map_or(0, |row| row.cells.len());
        if width >= 2 && first.is_some_and(|row| row.cells.iter().any(is_known)) {
            return Some(separator);
        }
        let even = table.rows.iter().filter(|row| row.cells.len() == width).count();
        let share = even as f64 / table.rows.len().max(1) as f64;
        if width >= 2 && share >= 0.6 && best.is_none_or(|(known, _)| share > known) {
            best = Some((share, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// Returns whether a cell is a usual name of a column of texts or labels.
fn is_known(cell: &Cell) -> bool {
    let key = key(&cell.shown());
    TEXT.contains(&&*key) || LABELS.contains(&&*key)
}

/// Returns a name as it is looked up.
fn key(name: &str) -> String {
    fold(&name.replace(['_', '-', '.', ':'], " "))
}

/// Recognises the columns. Takes the header off the table if it has one.
pub(super) fn columns(table: &mut Table, format: Format, separator: char, hints: &Hints) -> Guess {
    let (header, sure) = match (format, hints.header) {
        (Format::Table, Some(header)) => (header, true),
        (Format::Table, None) => header(table, hints),
        _ => (false, true),
    };
    if header {
        table.take_header();
    }
    let names: Vec<String> = table.columns.iter().map(|name| key(name)).collect();
    let named = |known: &[&str]| known.iter().find_map(|k| names.iter().position(|n| n == k));
    let called = |name: &String| {
        let exact = table.columns.iter().position(|known| known == name);
        exact
            .or_else(|| names.iter().position(|known| *known == key(name)))
            .or_else(|| name.parse::<usize>().ok().filter(|_| !header)?.checked_sub(1))
    };
    let width = table.width();
    let (id, group, ignore) = (named(&ID), named(&GROUP), named(&IGNORE));
    let (unsure, train_only) = (named(&UNSURE), named(&TRAIN_ONLY));
    let extra = [id, group, ignore, unsure, train_only];
    let free: Vec<usize> = (0..width).filter(|&c| !extra.contains(&Some(c))).collect();
    let columns: Vec<Column> = (0..width).map(|c| Column::of(table, c)).collect();

    let by_name = hints.text.or_else(|| hints.text_name.as_ref().and_then(called));
    let by_name = by_name.or_else(|| if width == 1 { Some(0) } else { named(&TEXT) });
    let longest = || {
        free.iter()
            .copied()
            .max_by(|&a, &b| columns[a].words.total_cmp(&columns[b].words).then(b.cmp(&a)))
    };
    let text = by_name.or_else(longest).unwrap_or(0);

    let candidates: Vec<usize> = free.into_iter().filter(|&c| c != text).collect();
    let mut chosen = Vec::new();
    for first in hints.label_names.iter().filter_map(called) {
        // Several columns may have the same name.
        let is_same = |&c: &usize| c == first || names.get(c) == names.get(first);
        chosen.extend((0..width).filter(is_same));
    }
    let (labels, labels_sure) = match &hints.labels {
        Some(labels) => (labels.clone(), true),
        None if format == Format::Text => (LabelColumns::None, true),
        None if !chosen.is_empty() => (style(table, &columns, &chosen), true),
        None => labels(table, &columns, &candidates, named(&LABELS), &names),
    };
    let mapping =
        Mapping { format, separator, header, text, labels, id, group, ignore, unsure, train_only };
    Guess { mapping, text: by_name.is_some(), labels: labels_sure, header: sure }
}

/// What the cells of a column look like.
struct Column {
    /// Mean number of words.
    words: f64,
    /// Whether every cell is yes, no or unsure, and one is not empty.
    flags: bool,
    /// Whether three of four filled cells are yes, no or unsure.
    mostly_flags: bool,
    /// Number of different cells that are not empty.
    distinct: usize,
    /// Number of cells that are not empty.
    filled: usize,
    /// Whether a cell is a list.
    list: bool,
}

impl Column {
    fn of(table: &Table, c: usize) -> Self {
        let cells = table.rows.iter().take(EXAMINED).filter_map(|row| row.cells.get(c));
        let shown: Vec<String> = cells.clone().map(Cell::shown).collect();
        let filled: Vec<&String> = shown.iter().filter(|cell| !cell.trim().is_empty()).collect();
        let words: usize = shown.iter().map(|cell| cell.split_whitespace().count()).sum();
        let distinct: HashSet<&String> = filled.iter().copied().collect();
        let list = cells.into_iter().any(|cell| matches!(cell, Cell::List(_)));
        let flags = filled.iter().filter(|cell| flag(cell, "").is_some()).count();
        Self {
            words: words as f64 / shown.len().max(1) as f64,
            flags: !filled.is_empty() && !list && flags == filled.len(),
            mostly_flags: !filled.is_empty() && !list && flags * 4 >= filled.len() * 3,
            distinct: distinct.len(),
            filled: filled.len(),
            list,
        }
    }

    /// Returns whether the cells repeat, as labels do.
    fn repeats(&self) -> bool {
        self.filled > 0 && self.words < 8.0 && (self.list || self.distinct * 2 <= self.filled + 1)
    }
}

/// Rows above a header that may be titles.
const MOST_TITLES: usize = 20;

/// Removes the titles above the header: rows with one filled cell, before a row with names of
/// columns that are known.
pub(super) fn remove_titles(table: &mut Table) {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let titles = table.rows.iter().take(MOST_TITLES).take_while(|row| filled(row) == 1).count();
    let below = table.rows.get(titles);
    if below.is_some_and(|row| filled(row) > 1 && row.cells.iter().any(is_known)) {
        table.rows.drain(..titles);
    }
}

/// Returns whether the first row is a header, and whether that is certain.
fn header(table: &Table, hints: &Hints) -> (bool, bool) {
    let Some(first) = table.rows.first() else { return (false, true) };
    let cells: Vec<String> = first.cells.iter().map(Cell::shown).collect();
    let short = cells.iter().all(|cell| cell.chars().count() <= 60);
    let known = |cell: &String| {
        let key = key(cell);
        let lists: [&[&str]; 4] = [&TEXT, &LABELS, &ID, &GROUP];
        lists.iter().any(|list| list.contains(&&*key))
    };
    let wanted = hints.text_name.iter().chain(&hints.label_names);
    if wanted.clone().any(|name| cells.iter().any(|cell| key(cell) == key(name))) {
        return (true, true);
    }
    if !short {
        return (false, true);
    }
    if cells.iter().any(known) {
        return (true, true);
    }
    // A label of the first row that no other row has, above cells that are much longer or flags.
    let rest = Table { rows: table.rows[1..].to_vec(), ..Table::default() };
    let columns: Vec<Column> = (0..cells.len()).map(|c| Column::of(&rest, c)).collect();
    let longer = |(cell, column): (&String, &Column)| {
        column.words > 3.0 * cell.split_whitespace().count() as f64 && column.words >= 6.0
    };
    let over_flags = |(cell, column): (&String, &Column)| column.flags && flag(cell, "").is_none();
    let pairs = || cells.iter().zip(&columns);
    (pairs().any(longer) || pairs().any(over_flags), false)
}

/// Chooses the columns of labels among the candidates.
fn labels(
    table: &Table,
    columns: &[Column],
    candidates: &[usize],
    named: Option<usize>,
    names: &[String],
) -> (LabelColumns, bool) {
    // “label 1”, “label 2” …: several columns of labels.
    let numbered = |c: &usize| {
        let name = names.get(*c).map_or("", |name| name.trim_end_matches(|d: char| d.is_numeric()));
        LABELS.contains(&name.trim()) && names.get(*c).is_some_and(|n| *n != name)
    };
    let several: Vec<usize> = candidates.iter().copied().filter(numbered).collect();
    if several.len() > 1 {
        return (LabelColumns::Columns { columns: several }, true);
    }
    if let Some(column) = named {
        // Several columns may have the same name.
        let same = candidates.iter().copied().filter(|&c| names.get(c) == names.get(column));
        let mut chosen: Vec<usize> = same.collect();
        if chosen.is_empty() {
            chosen.push(column);
        }
        return (style(table, columns, &chosen), true);
    }
    let is_flags = |&c: &usize| columns[c].flags;
    // A cell that is no flag is a mistake in a column beside such columns.
    let flags = candidates.iter().copied().filter(|&c| columns[c].mostly_flags);
    let flags: Vec<usize> = flags.collect();
    if flags.iter().any(is_flags) && !table.columns.is_empty() {
        let sure = flags.len() == candidates.len();
        return (LabelColumns::Flags { columns: flags }, sure);
    }
    let repeating: Vec<usize> =
        candidates.iter().copied().filter(|&c| columns[c].repeats()).collect();
    match (&repeating[..], candidates) {
        ([column], _) | ([], [column]) => (style(table, columns, &[*column]), repeating.len() == 1),
        ([first, ..], _) => {
            let sets: Vec<HashSet<String>> = repeating.iter().map(|&c| values(table, c)).collect();
            if sets[1..].iter().all(|set| !set.is_disjoint(&sets[0])) {
                return (LabelColumns::Columns { columns: repeating }, false);
            }
            (style(table, columns, &[*first]), false)
        }
        ([], _) => (LabelColumns::None, candidates.is_empty()),
    }
}

fn values(table: &Table, c: usize) -> HashSet<String> {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(c)).map(Cell::shown);
    cells.filter(|cell| !cell.trim().is_empty()).collect()
}

/// Returns the style of label columns that were chosen.
fn style(table: &Table, columns: &[Column], chosen: &[usize]) -> LabelColumns {
    match *chosen {
        [column] if !columns.get(column).is_some_and(|c| c.flags) || table.columns.is_empty() => {
            LabelColumns::List { column, split: split_of(table, column) }
        }
        _ if chosen.iter().all(|&c| columns.get(c).is_some_and(|c| c.flags)) => {
            LabelColumns::Flags { columns: chosen.to_vec() }
        }
        _ => LabelColumns::Columns { columns: chosen.to_vec() },
    }
}

/// Returns the characters that separate labels within the cells of a column.
///
/// A comma may belong to a label (“prices, wages”): it separates if at least half of the parts are
/// found elsewhere, too. The other characters are rare in labels.
fn split_of(table: &Table, column: usize) -> String {
    let cells: Vec<String> =
        table.rows.iter().filter_map(|row| row.cells.get(column)).map(Cell::shown).collect();
    let mut whole: HashMap<&str, usize> = HashMap::new();
    cells.iter().for_each(|cell| *whole.entry(cell.trim()).or_default() += 1);
    let separates = |c: &char| {
        let with: Vec<&&str> = whole.keys().filter(|cell| cell.contains(*c)).collect();
        if with.is_empty() || *c != ',' {
            return !with.is_empty();
        }
        let mut cells_of: HashMap<String, usize> = HashMap::new();
        for cell in whole.keys() {
            let parts: HashSet<String> = cell.split(*c).map(fold).collect();
            parts.into_iter().for_each(|part| *cells_of.entry(part).or_default() += 1);
        }
        let parts = with.iter().flat_map(|cell| cell.split(*c)).map(fold);
        let parts: HashSet<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.iter().filter(|part| cells_of[*part] > 1).count() * 2 >= parts.len()
    };
    [',', ';', '|', '#'].iter().filter(|c| separates(c)).collect()
}

/// Counts the labels under a mapping, most frequent first.
pub(super) fn counts(table: &Table, mapping: &Mapping) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, (String, usize)> = HashMap::new();
    let mut add = |label: &str| {
        if let Answer::Label(label) = answer(label) {
            counts.entry(fold(&label)).or_insert((label, 0)).1 += 1;
        }
    };
    for row in &table.rows {
        let cell = |c: &usize| row.cells.get(*c).unwrap_or(&Cell::Missing);
        match &mapping.labels {
            LabelColumns::List { column, split: at } => match cell(column) {
                Cell::List(list) => list.iter().for_each(|label| add(label)),
                cell => split(&cell.shown(), at).iter().for_each(|label| add(label)),
            },
            LabelColumns::Columns { columns } => {
                columns.iter().for_each(|c| add(&cell(c).shown()));
            }
            LabelColumns::Flags { columns } => {
                for c in columns {
                    let theme = table.name(*c);
                    if let Some(Answer::Label(label)) = flag(&cell(c).shown(), &theme) {
                        add(&label);
                    }
                }
            }
            LabelColumns::None => {}
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_values().collect();
    sort_by(&mut counts, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
