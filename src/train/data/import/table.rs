//! Reads CSV, JSON Lines, fastText lines and plain text as rows of cells.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::mapping::Format;
use super::problem::{Kind, Problem};
use crate::jsonl::{self, LineError};

/// Labelled data before its columns have a meaning.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The contents of a file.
    Text(String),
    /// The cells of a sheet.
    Cells(Vec<Vec<String>>),
}

/// The value of a column in one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    List(Vec<String>),
    Flag(bool),
    /// The digits of a JSON number.
    Number(String),
    /// A JSON value of another type; the name of the type.
    Other(&'static str),
    /// The row has no such field.
    Missing,
}

impl Cell {
    /// Returns the cell as shown in a preview.
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Number(text) => text.clone(),
            Cell::List(list) => list.join(", "),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Other(kind) => (*kind).to_owned(),
            Cell::Missing => String::new(),
        }
    }

    /// Names the type of the value.
    pub fn kind(&self) -> &'static str {
        match self {
            Cell::Text(_) => "a string",
            Cell::List(_) => "an array",
            Cell::Flag(_) => "a boolean",
            Cell::Number(_) => "a number",
            Cell::Other(kind) => kind,
            Cell::Missing => "null",
        }
    }

    /// Returns whether the row has nothing in the column.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Text(text) => text.trim().is_empty(),
            Cell::List(list) => list.is_empty(),
            Cell::Missing => true,
            Cell::Flag(_) | Cell::Number(_) | Cell::Other(_) => false,
        }
    }
}

/// A row and its number: the line of the file or the row of the sheet, from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub number: usize,
    pub cells: Vec<Cell>,
}

/// Rows of cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    /// Names of the columns; empty without a header.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Rows that cannot be read.
    pub problems: Vec<Problem>,
}

impl Table {
    /// Returns the number of columns.
    pub fn width(&self) -> usize {
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        self.columns.len().max(widest)
    }

    /// Returns the number of names in the header, or of cells in most rows if there is none.
    pub fn usual_width(&self) -> usize {
        if !self.columns.is_empty() {
            return self.columns.len();
        }
        let mut widths: Vec<usize> = self.rows.iter().map(|row| row.cells.len()).collect();
        widths.sort_unstable();
        widths.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map_or(0, |same| same[0])
    }

    /// Returns the name of a column, or its number if it has none.
    pub fn name(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => format!("{}", column + 1),
        }
    }

    /// Makes the first row the names of the columns.
    pub fn take_header(&mut self) {
        if !self.rows.is_empty() {
            let first = self.rows.remove(0).cells;
            self.columns = first.iter().map(|cell| cell.shown().trim().to_owned()).collect();
        }
    }
}

/// Reads all rows, the header of a table among them.
pub(super) fn read(source: &Source, format: Format, separator: char) -> Table {
    match (source, format) {
        (Source::Cells(rows), _) => cells(rows),
        (Source::Text(text), Format::Table) => csv(without_mark(text), separator, usize::MAX),
        (Source::Text(text), Format::Jsonl) => jsonl(without_mark(text)),
        (Source::Text(text), Format::Fasttext) => fasttext(without_mark(text)),
        (Source::Text(text), Format::Text) => plain(without_mark(text)),
    }
}

/// Removes a byte order mark.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn cells(rows: &[Vec<String>]) -> Table {
    let row = |(cells, number): (&Vec<String>, usize)| Row {
        number,
        cells: cells.iter().cloned().map(Cell::Text).collect(),
    };
    let rows = rows.iter().zip(1..).map(row);
    let filled = |row: &Row| !row.cells.iter().all(Cell::is_empty);
    Table { rows: rows.filter(filled).collect(), ..Table::default() }
}

/// Returns the separator that a first line like `sep=;` names, for Excel.
pub(super) fn separator_line(text: &str) -> Option<char> {
    let named = text.lines().next()?.trim_end().trim_matches('"').strip_prefix("sep=")?;
    named.chars().next().filter(|c| c.is_ascii() && named.len() == 1)
}

/// Reads at most `limit` rows of a table.
pub(super) fn csv(text: &str, separator: char, limit: usize) -> Table {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    let mut next = 1;
    // A text is valid UTF-8 and memory does not fail: there is no other error.
    while table.rows.len() < limit && reader.read_record(&mut record).unwrap_or(false) {
        let position = record.position();
        // Lines that end with a carriage return only have the number of the line before.
        let number = position.map_or(0, |p| first_line(text, p)).max(next);
        next = number + 1;
        let cells: Vec<Cell> = record.iter().map(|cell| Cell::Text(cell.to_owned())).collect();
        let names_separator = number == 1 && separator_line(text).is_some();
        if names_separator || cells.iter().all(Cell::is_empty) {
            continue;
        }
        let start = position.map_or(0, |p| p.byte() as usize);
        let raw = &text.as_bytes()[start..reader.position().byte() as usize];
        if has_even_quotes(raw, separator) {
            table.rows.push(Row { number, cells });
        } else {
            table.problems.push(Problem::new(number, Kind::UnclosedQuote {}));
        }
    }
    table
}

/// Returns the line on which a record starts. The reader counts the line breaks before a record as
/// part of it.
fn first_line(text: &str, position: &csv::Position) -> usize {
    let before = text.as_bytes()[position.byte() as usize..].iter();
    let breaks = before.take_while(|&&b| b == b'\n' || b == b'\r').filter(|&&b| b == b'\n').count();
    position.line() as usize + breaks
}

/// Returns whether each quoted cell of a record ends where its quotes end. Otherwise a quote is
/// missing, and the cell may have swallowed the rows up to the next quote.
fn has_even_quotes(record: &[u8], separator: char) -> bool {
    let ends = |b: u8| b == separator as u8 || b == b'\n' || b == b'\r';
    let blank = record.iter().take_while(|&&b| b == b'\n' || b == b'\r').count();
    let mut rest = &record[blank..];
    while let Some((&first, after)) = rest.split_first() {
        if first != b'"' {
            let cell = rest.iter().position(|&b| ends(b)).unwrap_or(rest.len());
            rest = rest.get(cell + 1..).unwrap_or_default();
            continue;
        }
        let mut bytes = after.iter().enumerate();
        let end = loop {
            match bytes.next() {
                None => return false,
                Some((i, b'"')) if after.get(i + 1) != Some(&b'"') => break i + 1,
                Some((_, b'"')) => drop(bytes.next()),
                Some(_) => {}
            }
        };
        if after.get(end).is_some_and(|&b| !ends(b)) {
            return false;
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    true
}

/// Returns the lines that are not empty, with their numbers. Old files end lines with a carriage
/// return only.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    (1..).zip(text.split(end)).filter(|(_, line)| !line.trim().is_empty())
}

fn plain(text: &str) -> Table {
    let row = |(number, line): (usize, &str)| Row {
        number,
        cells: vec![Cell::Text(line.trim().to_owned())],
    };
    Table { rows: lines(text).map(row).collect(), ..Table::default() }
}

/// The prefix of fastText's labels.
pub(super) const LABEL: &str = "__label__";

fn fasttext(text: &str) -> Table {
    let row = |(number, line): (usize, &str)| {
        let (labels, words): (Vec<&str>, Vec<&str>) =
            line.split_whitespace().partition(|word| word.starts_with(LABEL));
        let labels = labels.iter().map(|label| label[LABEL.len()..].to_owned());
        Row { number, cells: vec![Cell::Text(words.join(" ")), Cell::List(labels.collect())] }
    };
    let columns = ["text", "labels"].map(str::to_owned).to_vec();
    Table { columns, rows: lines(text).map(row).collect(), problems: Vec::new() }
}

/// The fields of a JSON object in their order.
struct Fields<'l>(Vec<(String, &'l RawValue)>);

impl<'l> Deserialize<'l> for Fields<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'l> Visitor<'l> for FieldsVisitor {
            type Value = Fields<'l>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields: Vec<(String, &RawValue)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    if fields.iter().any(|(known, _)| *known == name) {
                        let message = format!("duplicate field `{name}`");
                        return Err(serde::de::Error::custom(message));
                    }
                    fields.push((name, value));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

fn jsonl(text: &str) -> Table {
    let mut table = Table::default();
    if text.trim_start().starts_with('[') {
        match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(values) => {
                (1..).zip(values).for_each(|(number, value)| push(&mut table, number, value.get()));
            }
            Err(error) => table.problems.push(Problem::new(
                error.line(),
                Kind::InvalidJson { detail: format!("expected a JSON array of objects; {error}") },
            )),
        }
        return table;
    }
    for (number, line) in lines(text) {
        push(&mut table, number, line);
    }
    table
}

/// Adds an object as a row. Fields that no row before had become new columns.
fn push(table: &mut Table, number: usize, line: &str) {
    let fields = match jsonl::object::<Fields<'_>>(line.as_bytes()) {
        Ok(Some(Fields(fields))) => fields,
        Ok(None) => return,
        Err(error) => {
            let detail = error.to_string();
            table.problems.push(Problem::new(number, Kind::InvalidJson { detail }));
            return;
        }
    };
    let mut row = Row { number, cells: vec![Cell::Missing; table.columns.len()] };
    for (name, value) in fields {
        match cell(&name, value) {
            Ok(cell) => match table.columns.iter().position(|known| *known == name) {
                Some(at) => row.cells[at] = cell,
                None => {
                    table.columns.push(name);
                    row.cells.push(cell);
                }
            },
            Err(error) => {
                let detail = error.to_string();
                table.problems.push(Problem::new(number, Kind::InvalidJson { detail }));
                return;
            }
        }
    }
    table.rows.push(row);
}

/// Reads a JSON value. Keeps the digits of a number: parsing it could round it.
fn cell(name: &str, raw: &RawValue) -> Result<Cell, LineError> {
    Ok(match jsonl::kind(raw.get()) {
        "a string" => Cell::Text(jsonl::string(name, raw)?.into_owned()),
        "a number" => Cell::Number(raw.get().to_owned()),
        "a boolean" => Cell::Flag(raw.get() == "true"),
        "null" => Cell::Missing,
        "an array" => match jsonl::strings(name, raw) {
            Ok(list) => Cell::List(list),
            Err(_) => Cell::Other("an array with other values than strings"),
        },
        other => Cell::Other(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(table: &Table) -> Vec<(usize, Vec<String>)> {
        let cells = |row: &Row| row.cells.iter().map(Cell::shown).collect();
        table.rows.iter().map(|row| (row.number, cells(row))).collect()
    }

    #[test]
    fn rows_have_the_line_on_which_they_start() {
        let table = csv("a,b\r\n\"x\ny\",1\n\n\nz,2\n", ',', usize::MAX);
        let rows = shown(&table);
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 6]);
        assert_eq!(rows[1].1, ["x\ny", "1"]);
    }

    #[test]
    fn a_quote_that_never_ends_is_a_problem_of_its_row() {
        let table = csv("text,label\na,x\n\"b,y\nc,z\n", ',', usize::MAX);
        assert_eq!(table.problems, [Problem::new(3, Kind::UnclosedQuote {})]);
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn a_row_after_a_bad_one_has_its_own_number() {
        let table = csv("text,label\n\"a\"b,x\rc,y\n", ',', usize::MAX);
        assert_eq!(table.problems, [Problem::new(2, Kind::UnclosedQuote {})]);
        assert_eq!(table.rows[1].number, 3);
    }

    #[test]
    fn objects_of_different_fields_share_columns() {
        let text = "{\"text\": \"a\", \"n\": 12345678901234567890}\n{\"label\": [\"x\"], \"text\": \"b\"}\n{\n";
        let table = read(&Source::Text(text.into()), Format::Jsonl, ',');
        assert_eq!(table.columns, ["text", "n", "label"]);
        assert_eq!(table.rows[0].cells[1], Cell::Number("12345678901234567890".into()));
        assert_eq!(table.rows[1].cells[1], Cell::Missing);
        assert_eq!(table.problems[0].row, 3);
    }

    #[test]
    fn fasttext_labels_may_stand_anywhere() {
        let table = fasttext("__label__a __label__b Some text\n\nother __label__c\n");
        assert_eq!(table.rows[0].cells[1], Cell::List(vec!["a".into(), "b".into()]));
        assert_eq!(
            table.rows[1],
            Row {
                number: 3,
                cells: vec![Cell::Text("other".into()), Cell::List(vec!["c".into()])],
            }
        );
    }
}
