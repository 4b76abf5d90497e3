//! What the columns of a table mean.

use serde::{Deserialize, Serialize};

/// Format of labelled data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// CSV, TSV, or rows of cells.
    Table,
    /// JSON Lines, or one JSON array of objects.
    Jsonl,
    /// fastText: labels with the prefix `__label__`, then the text.
    Fasttext,
    /// One paragraph per line, without labels.
    Text,
}

/// The columns with labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Fields", into = "Fields")]
pub enum LabelColumns {
    /// One column with any number of labels.
    List {
        /// Index of the column.
        column: usize,
        /// Characters that separate labels; empty if a cell is one label.
        split: String,
    },
    /// A column per theme, named by its header, with 1 or 0.
    Flags {
        /// Indices of the columns.
        columns: Vec<usize>,
    },
    /// Several columns with at most one label each.
    Columns {
        /// Indices of the columns.
        columns: Vec<usize>,
    },
    /// No labels.
    None,
}

/// [`LabelColumns`] in JSON: `{"style": "list", "column": 1, "split": ",;"}`.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    style: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<usize>,
}

impl From<Fields> for LabelColumns {
    fn from(fields: Fields) -> Self {
        let Fields { style, column, split, columns } = fields;
        match (style.as_str(), column) {
            ("list", Some(column)) => {
                LabelColumns::List { column, split: split.unwrap_or_default() }
            }
            ("flags", _) => LabelColumns::Flags { columns },
            ("columns", _) => LabelColumns::Columns { columns },
            _ => LabelColumns::None,
        }
    }
}

impl From<LabelColumns> for Fields {
    fn from(labels: LabelColumns) -> Self {
        let style = |style: &str| Fields { style: style.to_owned(), ..Fields::default() };
        match labels {
            LabelColumns::List { column, split } => {
                Fields { column: Some(column), split: Some(split), ..style("list") }
            }
            LabelColumns::Flags { columns } => Fields { columns, ..style("flags") },
            LabelColumns::Columns { columns } => Fields { columns, ..style("columns") },
            LabelColumns::None => style("none"),
        }
    }
}

/// What the columns of a table mean. Columns are given by index, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    /// The format.
    pub format: Format,
    /// The character between the cells of a table.
    pub separator: char,
    /// Whether the first row of a table names the columns.
    pub header: bool,
    /// The texts.
    pub text: usize,
    /// The labels.
    pub labels: LabelColumns,
    /// Ids; default: the row numbers.
    pub id: Option<usize>,
    /// Articles, whose paragraphs stay together in a split.
    pub group: Option<usize>,
    /// Labels that are unknown for the row.
    pub ignore: Option<usize>,
    /// Whether the annotator was unsure.
    pub unsure: Option<usize>,
    /// Whether the row is for training only.
    pub train_only: Option<usize>,
}

/// The parts of a mapping that are known beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hints {
    /// See [`Mapping::format`].
    pub format: Option<Format>,
    /// See [`Mapping::separator`].
    pub separator: Option<char>,
    /// See [`Mapping::header`].
    pub header: Option<bool>,
    /// See [`Mapping::text`].
    pub text: Option<usize>,
    /// See [`Mapping::labels`].
    pub labels: Option<LabelColumns>,
    /// Name of the text column, in place of its index.
    pub text_name: Option<String>,
    /// Names of the label columns, in place of their indices.
    pub label_names: Vec<String>,
}
