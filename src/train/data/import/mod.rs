//! Import of labelled data as it comes: from spreadsheets and from other tools.
//!
//! ```text
//! Source ─ guess ─► Mapping ─ import ─► examples, and problems by row
//! ```
//!
//! [`read_table`] recognises format and columns, [`import`] makes examples of the rows, [`check`]
//! looks for problems between them. The command line and the training wasm share all of it.

// A row stops at its first problem, so the size of one does not matter.
#![allow(clippy::result_large_err)]

mod check;
mod export;
mod guess;
mod labels;
mod mapping;
mod problem;
mod table;

use serde::Serialize;

pub use check::{ThemeCount, check};
pub use export::{rejected_csv, to_csv, to_jsonl};
pub use labels::Known;
pub use mapping::{Format, Hints, LabelColumns, Mapping};
pub use problem::{Kind, Problem, Severity};
pub use table::Source;

use crate::jsonl::Example;
use crate::order::distinct;
use labels::{Answer, Labels, answer, flag, split};
use table::{Cell, Row, Table};

/// Format, columns and first rows of labelled data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableGuess {
    /// The recognised meaning of the columns.
    pub mapping: Mapping,
    /// The columns.
    pub columns: Vec<ColumnPreview>,
    /// The first rows.
    pub preview: Vec<RowPreview>,
    /// Number of rows below the header.
    pub rows: usize,
    /// Labels and the number of rows with them, most frequent first, at most 50.
    pub themes: Vec<LabelCount>,
    /// Which parts are certain; ask about the others.
    pub certain: Certain,
}

/// A column of a preview.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnPreview {
    /// Index of the column, from 0.
    pub index: usize,
    /// The name in the header, or an empty one.
    pub name: String,
    /// The first three cells that are not empty.
    pub sample: Vec<String>,
}

/// A row of a preview.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowPreview {
    /// Line of the file or row of the sheet, from 1.
    pub row: usize,
    /// The cells.
    pub cells: Vec<String>,
}

/// A label as written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelCount {
    /// The label.
    pub label: String,
    /// Number of rows with it.
    pub count: usize,
}

/// The certainty of a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Certain {
    /// Whether the column with the texts is named so, or is the only one.
    pub text: bool,
    /// Whether the columns with the labels are named so, or are the only ones.
    pub labels: bool,
    /// Whether the first row certainly is, or is not, a header.
    pub header: bool,
}

/// Recognises format, separator and columns.
pub fn read_table(source: &Source, hints: &Hints) -> TableGuess {
    let (format, separator) = guess::format(source, hints);
    let mut table = table::read(source, format, separator);
    if format == Format::Table {
        guess::remove_titles(&mut table);
    }
    let guess = guess::columns(&mut table, format, separator, hints);
    let column = |index: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(index)).map(Cell::shown);
        ColumnPreview {
            index,
            name: table.columns.get(index).cloned().unwrap_or_default(),
            sample: cells.filter(|cell| !cell.trim().is_empty()).take(3).collect(),
        }
    };
    let row = |row: &Row| RowPreview {
        row: row.number,
        cells: row.cells.iter().map(Cell::shown).collect(),
    };
    let themes = guess::counts(&table, &guess.mapping).into_iter().take(50);
    TableGuess {
        columns: (0..table.width()).map(column).collect(),
        preview: table.rows.iter().take(10).map(row).collect(),
        rows: table.rows.len() + table.problems.len(),
        themes: themes.map(|(label, count)| LabelCount { label, count }).collect(),
        certain: Certain { text: guess.text, labels: guess.labels, header: guess.header },
        mapping: guess.mapping,
    }
}

/// The examples of labelled data, and the problems of its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Imported {
    /// The examples. A text that occurs twice is one example.
    pub examples: Vec<Example>,
    /// The row of each example.
    pub rows: Vec<usize>,
    /// The problems, by row.
    pub problems: Vec<Problem>,
    /// The rows that gave no example, ascending.
    pub rejected: Vec<usize>,
    /// The themes, by id.
    pub themes: Vec<ThemeCount>,
}

impl Imported {
    /// Returns the rejected rows, each with its problems as the reason.
    pub fn reasons(&self) -> Vec<(usize, String)> {
        let reason = |&row: &usize| {
            let problems = self.problems.iter().filter(|problem| problem.row == row);
            (row, problems.map(ToString::to_string).collect::<Vec<_>>().join("; "))
        };
        self.rejected.iter().map(reason).collect()
    }
}

/// Reads the rows below the header.
fn table_of(source: &Source, mapping: &Mapping) -> Table {
    let mut table = table::read(source, mapping.format, mapping.separator);
    if mapping.format == Format::Table {
        guess::remove_titles(&mut table);
        if mapping.header {
            table.take_header();
        }
    }
    table
}

/// Makes examples of the rows. With themes in `known`, other labels are errors.
pub fn import(source: &Source, mapping: &Mapping, known: &[Known]) -> Imported {
    let mut table = table_of(source, mapping);
    let mut reader = Reader {
        is_sheet: matches!(source, Source::Cells(_)),
        width: table.usual_width(),
        labels: Labels::new(known, mapping.format == Format::Jsonl),
        problems: std::mem::take(&mut table.problems),
        table: &table,
        mapping,
    };
    let mut rejected: Vec<usize> = reader.problems.iter().map(|p| p.row).collect();
    let (mut examples, mut rows) = (Vec::new(), Vec::new());
    for row in &table.rows {
        match reader.example(row) {
            Ok(Some(example)) => {
                examples.push(example);
                rows.push(row.number);
            }
            Ok(None) => {
                rejected.push(row.number);
            }
            Err(problem) => {
                rejected.push(row.number);
                reader.problems.push(problem);
            }
        }
    }
    let (mut problems, found) = (reader.problems, reader.labels.found);
    rejected.extend(check::merge_duplicates(&mut examples, &mut rows, &mut problems));
    let between = check(&examples, &rows, &|id| {
        found.iter().find(|found| found.id == id).map(|found| found.name.clone())
    });
    problems.extend(between.problems);
    check::sort_by_row(&mut problems);
    Imported { examples, rows, problems, rejected: distinct(rejected), themes: between.themes }
}

/// Converts rows to examples.
struct Reader<'t> {
    table: &'t Table,
    mapping: &'t Mapping,
    /// Whether the rows may lack empty cells at their end.
    is_sheet: bool,
    /// Number of cells in the header, or in most rows if there is none.
    width: usize,
    labels: Labels,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Returns the example of a row; `None` if the row is marked as not usable.
    fn example(&mut self, row: &Row) -> Result<Option<Example>, Problem> {
        let mapping = self.mapping;
        self.check_width(row)?;
        let text = self.text(row, mapping.text)?;
        let mut example = Example {
            id: self.optional(row, mapping.id).unwrap_or_else(|| row.number.to_string()),
            text,
            labels: Vec::new(),
            ignore: Vec::new(),
            unsure: self.flag(row, mapping.unsure)?,
            train_only: self.flag(row, mapping.train_only)?,
            group: self.optional(row, mapping.group),
        };
        let mut answers = self.answers(row)?;
        if let Some(column) = mapping.ignore {
            let unknown = self.list(row, column, ",;|#")?;
            answers.extend(unknown.into_iter().map(|label| (Answer::Unknown(label), column)));
        }
        for (answer, column) in answers {
            let (label, list) = match answer {
                Answer::Label(label) => (label, &mut example.labels),
                Answer::Unknown(label) => (label, &mut example.ignore),
                Answer::Unsure => {
                    example.unsure = true;
                    continue;
                }
                Answer::NotUsable => {
                    let name = self.table.name(column);
                    let problem = Problem::in_column(row.number, &name, Kind::NotUsable {});
                    self.problems.push(problem);
                    return Ok(None);
                }
                Answer::None => continue,
            };
            let name = self.table.name(column);
            let id = self.labels.id(&label, row.number, &name, &mut self.problems)?;
            if !list.contains(&id) {
                list.push(id);
            }
        }
        let Example { labels, ignore, .. } = &mut example;
        labels.retain(|label| !ignore.contains(label));
        Ok(Some(example))
    }

    /// Checks that a row of a file has the cells of the header. Empty ones may follow.
    fn check_width(&self, row: &Row) -> Result<(), Problem> {
        let (expected, found) = (self.width, row.cells.len());
        if self.mapping.format != Format::Table || self.is_sheet {
            return Ok(());
        }
        if found < expected {
            let missing = (found..expected).map(|column| format!("`{}`", self.table.name(column)));
            let missing = missing.collect::<Vec<_>>().join(", ");
            return Err(self.problem(row, found, Kind::MissingCells { expected, found, missing }));
        }
        match row.cells[expected..].iter().find(|cell| !cell.is_empty()) {
            Some(cell) => {
                let surplus = cell.shown();
                let kind = Kind::SurplusCells { expected, found, surplus };
                Err(self.problem(row, expected - 1, kind))
            }
            None => Ok(()),
        }
    }

    /// Checks that a cell is no error of a spreadsheet, such as `#N/A`.
    fn check_value(&self, row: &Row, column: usize) -> Result<(), Problem> {
        match row.cells.get(column) {
            Some(Cell::Text(value)) if is_sheet_error(value, self.is_sheet) => {
                Err(self.problem(row, column, Kind::CellError { value: value.trim().to_owned() }))
            }
            _ => Ok(()),
        }
    }

    fn problem(&self, row: &Row, column: usize, kind: Kind) -> Problem {
        // The message names the field of an object.
        let is_object = matches!(kind, Kind::WrongType { .. } | Kind::MissingField { .. });
        let name = if is_object { String::new() } else { self.table.name(column) };
        Problem::in_column(row.number, &name, kind)
    }

    fn wrong_type(&self, row: &Row, column: usize, expected: &str, example: &str) -> Problem {
        let field = self.table.name(column);
        let kind = Kind::WrongType {
            example: format!("{field:?}: {example}"),
            field,
            expected: expected.to_owned(),
            found: row.cells.get(column).map_or("null", Cell::kind).to_owned(),
        };
        self.problem(row, column, kind)
    }

    fn missing(&self, row: &Row, column: usize, field: &str) -> Problem {
        let name = self.table.columns.get(column).map_or(field, String::as_str).to_owned();
        self.problem(row, column, Kind::MissingField { field: name, found: String::new() })
    }

    fn text(&self, row: &Row, column: usize) -> Result<String, Problem> {
        self.check_value(row, column)?;
        match row.cells.get(column) {
            Some(Cell::Text(text)) if crate::tokenize(text).all().is_empty() => {
                Err(self.problem(row, column, Kind::EmptyText {}))
            }
            Some(Cell::Text(text)) => Ok(text.clone()),
            None | Some(Cell::Missing) if self.mapping.format == Format::Jsonl => {
                Err(self.missing(row, column, "text"))
            }
            None | Some(Cell::Missing) => Err(self.problem(row, column, Kind::EmptyText {})),
            Some(_) => Err(self.wrong_type(row, column, "a string", "\"some text\"")),
        }
    }

    /// Returns the value of an optional column, if the row has one.
    fn optional(&self, row: &Row, column: Option<usize>) -> Option<String> {
        let cell = row.cells.get(column?)?;
        (!cell.is_empty()).then(|| cell.shown())
    }

    fn flag(&self, row: &Row, column: Option<usize>) -> Result<bool, Problem> {
        let Some(column) = column else { return Ok(false) };
        match row.cells.get(column) {
            None | Some(Cell::Missing) => Ok(false),
            Some(&Cell::Flag(flag)) => Ok(flag),
            Some(Cell::Text(text)) if self.mapping.format != Format::Jsonl => {
                match flag(text, "") {
                    Some(answer) => Ok(answer != Answer::None),
                    None => {
                        let (value, theme) = (text.clone(), self.table.name(column));
                        Err(self.problem(row, column, Kind::InvalidFlag { value, theme }))
                    }
                }
            }
            Some(_) => Err(self.wrong_type(row, column, "true or false", "true")),
        }
    }

    /// Returns the labels in a cell, split at the characters of `at`.
    fn list(&self, row: &Row, column: usize, at: &str) -> Result<Vec<String>, Problem> {
        let is_object = self.mapping.format == Format::Jsonl;
        self.check_value(row, column)?;
        match row.cells.get(column) {
            None | Some(Cell::Missing) => Ok(Vec::new()),
            Some(Cell::List(list)) => Ok(list.clone()),
            // A single label without the brackets of an array.
            Some(Cell::Text(text)) if is_object => {
                Ok(if at.is_empty() { vec![text.clone()] } else { split(text, at) })
            }
            Some(Cell::Text(text)) => Ok(split(text, at)),
            Some(_) => {
                Err(self.wrong_type(row, column, "an array of strings", "[\"flood relief\"]"))
            }
        }
    }

    /// Returns what the label columns say, each with its column.
    fn answers(&self, row: &Row) -> Result<Vec<(Answer, usize)>, Problem> {
        let mut answers = Vec::new();
        match &self.mapping.labels {
            LabelColumns::List { column, split: at } => {
                let is_object = self.mapping.format == Format::Jsonl;
                if is_object && matches!(row.cells.get(*column), None | Some(Cell::Missing)) {
                    return Err(self.missing(row, *column, "labels"));
                }
                let labels = self.list(row, *column, at)?;
                answers.extend(labels.iter().map(|label| (answer(label), *column)));
            }
            LabelColumns::Columns { columns } => {
                for &column in columns {
                    let labels = self.list(row, column, "")?;
                    answers.extend(labels.iter().map(|label| (answer(label), column)));
                }
            }
            LabelColumns::Flags { columns } => {
                for &column in columns {
                    let theme = self.table.name(column);
                    let cell = row.cells.get(column).map_or(String::new(), Cell::shown);
                    let answer = flag(&cell, &theme).ok_or_else(|| {
                        self.problem(row, column, Kind::InvalidFlag { value: cell, theme })
                    })?;
                    answers.push((answer, column));
                }
            }
            LabelColumns::None => {}
        }
        Ok(answers)
    }
}

/// Returns whether a cell is an error value, or a formula that was never calculated.
fn is_sheet_error(value: &str, is_sheet: bool) -> bool {
    const ERRORS: [&str; 9] =
        ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
    let value = value.trim();
    ERRORS.contains(&value) || is_sheet && value.starts_with('=')
}

#[cfg(test)]
mod tests;
