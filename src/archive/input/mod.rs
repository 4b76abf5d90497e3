//! Reads inputs: files, folders and standard input.

mod compression;
mod csv;
mod detect;
mod html;
mod json;
mod lines;
mod open;
mod parquet;
mod paths;
mod pieces;
pub(super) mod values;

use std::borrow::Cow;
use std::sync::Arc;

pub(super) use compression::Compression;
pub(super) use csv::list;
pub use detect::Format;
pub use paths::{Input, inputs};
pub use pieces::{Content, Piece, Pieces};

use super::Fields;
use arrow_array::RecordBatch;

/// A row with a paragraph.
#[derive(Debug, PartialEq)]
pub struct Row<'b> {
    /// The JSON source of the id: a string or a number.
    pub id: Cow<'b, str>,
    /// The paragraph.
    pub text: Cow<'b, str>,
    /// The kept fields: name and JSON source. If the fields are named, all of them in their order;
    /// the source of a missing one is empty.
    pub kept: Vec<(Cow<'b, str>, Cow<'b, str>)>,
}

/// A row without a valid paragraph.
#[derive(Debug, PartialEq)]
pub struct BadRow {
    /// The JSON source of the id; `None` if it could not be read.
    pub id: Option<String>,
    /// What was expected and what was found.
    pub message: String,
}

/// Consecutive rows of an input.
#[derive(Debug)]
pub struct Batch {
    /// The number of the first row, from 1.
    first: u64,
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    Json(Vec<u8>),
    Text(Vec<u8>),
    Table(csv::Table),
    Columns(parquet::Columns),
    Page(html::Page),
}

impl Batch {
    /// Calls `f` for each row with its number. Skips blank lines of JSON Lines. Leaves out the kept
    /// fields of a Parquet file if `copied`: the caller copies their columns.
    pub(super) fn for_each(
        &self,
        fields: &Fields,
        copied: bool,
        mut f: impl FnMut(u64, Result<Row<'_>, BadRow>),
    ) {
        match &self.rows {
            Rows::Json(bytes) => {
                for (number, line) in lines::lines(self.first, bytes) {
                    if let Some(row) = json::row(number, line, fields) {
                        f(number, row);
                    }
                }
            }
            Rows::Text(bytes) => lines::lines(self.first, bytes)
                .for_each(|(number, line)| f(number, json::plain(number, line, fields))),
            Rows::Table(table) => table.for_each(self.first, f),
            Rows::Columns(columns) => columns.for_each(self.first, copied, f),
            Rows::Page(page) => page.for_each(fields, f),
        }
    }

    /// Returns what a row of this input is called in messages.
    pub fn unit(&self) -> &'static str {
        match self.rows {
            Rows::Json(_) | Rows::Text(_) => "line",
            Rows::Table(_) | Rows::Columns(_) => "row",
            Rows::Page(_) => "paragraph",
        }
    }

    /// Returns the position of a row for messages, to be put after the name of the input.
    pub fn position(&self, number: u64) -> String {
        match &self.rows {
            Rows::Json(_) | Rows::Text(_) => format!(":{number}"),
            Rows::Table(table) => format!(":{}: row {number}", table.line(number - self.first)),
            Rows::Columns(_) => format!(": row {number}"),
            Rows::Page(_) => format!(": paragraph {number}"),
        }
    }

    /// Returns the names of the kept fields if all rows have the same: always, but for JSON Lines
    /// of which all fields are kept.
    pub fn kept(&self, fields: &Fields) -> Option<Arc<[String]>> {
        match (&fields.keep, &self.rows) {
            (super::Keep::Nothing, _) => Some([].into()),
            (super::Keep::Named(names), _) => Some(names.as_slice().into()),
            (super::Keep::All, Rows::Json(_)) => None,
            (super::Keep::All, Rows::Text(_) | Rows::Page(_)) => Some(["text".to_owned()].into()),
            (super::Keep::All, Rows::Table(table)) => Some(table.kept()),
            (super::Keep::All, Rows::Columns(columns)) => Some(columns.kept()),
        }
    }

    /// Returns the ids, if they are a column of their own, and the kept columns as they are.
    pub(super) fn columns(&self) -> Option<(Option<usize>, Vec<usize>, &RecordBatch)> {
        match &self.rows {
            Rows::Columns(columns) => Some(columns.parts()),
            _ => None,
        }
    }
}
