//! Problems of imported data, each with its row and its cure.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A problem of a row, or of the data as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Line of the file or row of the sheet, from 1; 0 for the data as a whole.
    pub row: usize,
    /// Name of the column, if the problem concerns one.
    pub column: Option<String>,
    /// What is wrong.
    pub kind: Kind,
}

/// What an import does with the row of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The row is left out.
    Error,
    /// The row is imported, but should be looked at.
    Warning,
    /// The row was changed or left out on purpose.
    Note,
}

impl Severity {
    /// Returns the severity as written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// What is wrong. A page makes its own message from [`Kind::code`] and [`Kind::params`].
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // the messages below explain variants and fields
pub enum Kind {
    EmptyText {},
    NoTextColumn { columns: String },
    NoLabels {},
    InvalidJson { detail: String },
    WrongType { field: String, expected: String, found: String, example: String },
    MissingField { field: String, found: String },
    MissingCells { expected: usize, found: usize, missing: String },
    SurplusCells { expected: usize, found: usize, surplus: String },
    CellError { value: String },
    UnclosedQuote {},
    UnknownTheme { label: String, known: String },
    InvalidFlag { value: String, theme: String },
    InvalidLabel { label: String },
    LabelSlug { label: String, id: String },
    LabelSpelling { label: String, used: String },
    NotUsable {},
    Duplicate { other: usize },
    Contradiction { other: usize, theme: String },
    NearDuplicate { other: usize, theme: String },
    LongText { words: usize },
    TooFew { theme: String, found: usize, needed: usize, missing: usize },
    TooFewWithout { theme: String, found: usize, needed: usize, missing: usize },
    NoNegatives { paragraphs: usize },
    NotLearned { theme: String },
    TooManyThemes { found: usize, max: usize },
}

impl Problem {
    pub(crate) fn new(row: usize, kind: Kind) -> Self {
        Self { row, column: None, kind }
    }

    pub(crate) fn in_column(row: usize, column: &str, kind: Kind) -> Self {
        Self { row, column: (!column.is_empty()).then(|| column.to_owned()), kind }
    }

    /// Returns what an import does with the row.
    pub fn severity(&self) -> Severity {
        match self.kind {
            Kind::EmptyText {}
            | Kind::NoTextColumn { .. }
            | Kind::NoLabels {}
            | Kind::InvalidJson { .. }
            | Kind::WrongType { .. }
            | Kind::MissingField { .. }
            | Kind::MissingCells { .. }
            | Kind::SurplusCells { .. }
            | Kind::CellError { .. }
            | Kind::UnclosedQuote {}
            | Kind::UnknownTheme { .. }
            | Kind::InvalidFlag { .. }
            | Kind::InvalidLabel { .. }
            | Kind::TooManyThemes { .. } => Severity::Error,
            Kind::Duplicate { .. }
            | Kind::Contradiction { .. }
            | Kind::NearDuplicate { .. }
            | Kind::LongText { .. }
            | Kind::TooFew { .. }
            | Kind::TooFewWithout { .. }
            | Kind::NoNegatives { .. }
            | Kind::NotLearned { .. } => Severity::Warning,
            Kind::LabelSlug { .. } | Kind::LabelSpelling { .. } | Kind::NotUsable {} => {
                Severity::Note
            }
        }
    }
}

/// A parameter of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// A label, a name, a cell.
    Text(String),
    /// A number of rows, words or paragraphs.
    Number(usize),
}

impl From<&String> for Param {
    fn from(text: &String) -> Self {
        Param::Text(text.clone())
    }
}

impl From<&usize> for Param {
    fn from(number: &usize) -> Self {
        Param::Number(*number)
    }
}

/// Returns the code of a variant, and its fields as parameters.
macro_rules! kinds {
    ($self:expr, $($variant:ident $code:literal { $($field:ident),* };)+) => {
        match $self {
            $(Kind::$variant { $($field),* } => {
                ($code, vec![$((stringify!($field), Param::from($field))),*])
            })+
        }
    };
}

impl Kind {
    fn parts(&self) -> (&'static str, Vec<(&'static str, Param)>) {
        kinds! { self,
            EmptyText "empty-text" {};
            NoTextColumn "no-text-column" { columns };
            NoLabels "no-labels" {};
            InvalidJson "invalid-json" { detail };
            WrongType "wrong-type" { field, expected, found, example };
            MissingField "missing-field" { field, found };
            MissingCells "missing-cells" { expected, found, missing };
            SurplusCells "surplus-cells" { expected, found, surplus };
            CellError "cell-error" { value };
            UnclosedQuote "unclosed-quote" {};
            UnknownTheme "unknown-theme" { label, known };
            InvalidFlag "invalid-flag" { value, theme };
            InvalidLabel "invalid-label" { label };
            LabelSlug "label-slug" { label, id };
            LabelSpelling "label-spelling" { label, used };
            NotUsable "not-usable" {};
            Duplicate "duplicate" { other };
            Contradiction "contradiction" { other, theme };
            NearDuplicate "near-duplicate" { other, theme };
            LongText "long-text" { words };
            TooFew "too-few" { theme, found, needed, missing };
            TooFewWithout "too-few-without" { theme, found, needed, missing };
            NoNegatives "no-negatives" { paragraphs };
            NotLearned "not-learned" { theme };
            TooManyThemes "too-many-themes" { found, max };
        }
    }

    /// Returns a short code that is stable between versions.
    pub fn code(&self) -> &'static str {
        self.parts().0
    }

    /// Returns the parameters of the message by name.
    pub fn params(&self) -> Vec<(&'static str, Param)> {
        self.parts().1
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (code, params) = self.kind.parts();
        let value = |param: Param| match param {
            Param::Text(text) => Value::String(text),
            Param::Number(number) => Value::from(number),
        };
        let params: Map<String, Value> =
            params.into_iter().map(|(name, param)| (name.to_owned(), value(param))).collect();
        let fields = [
            ("row", Value::from(self.row)),
            ("column", self.column.clone().map_or(Value::Null, Value::String)),
            ("code", Value::from(code)),
            ("severity", Value::from(self.severity().name())),
            ("params", Value::Object(params)),
            ("message", Value::String(self.kind.to_string())),
        ];
        let fields: Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        fields.serialize(serializer)
    }
}

/// Writes column and message; the caller adds file and row.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "column `{column}`: {}", self.kind),
            None => self.kind.fmt(f),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::EmptyText {} => {
                f.write_str("expected a text, found none; write one or delete the row")
            }
            Kind::NoTextColumn { columns } => write!(
                f,
                "expected a column with the texts, found {columns}; name it with --text-column"
            ),
            Kind::NoLabels {} => f.write_str(
                "expected labelled paragraphs, found no label; name the column with --label-column",
            ),
            Kind::InvalidJson { detail } => f.write_str(detail),
            Kind::WrongType { field, expected, found, example } => write!(
                f,
                "field `{field}`: expected {expected}, found {found}; write it like {example}"
            ),
            Kind::MissingField { field, found } => {
                write!(f, "field `{field}` is missing")?;
                if found.is_empty() { Ok(()) } else { write!(f, "; found {found}") }
            }
            Kind::MissingCells { expected, found, missing } => write!(
                f,
                "expected {expected} cells, found {found}: none for {missing}; add what is missing, \
                 or put a text with a line break into double quotes"
            ),
            Kind::SurplusCells { expected, found, surplus } => write!(
                f,
                "expected {expected} cells, found {found}: after the last column comes {surplus:?}; \
                 put a text that contains the separator into double quotes"
            ),
            Kind::CellError { value } => write!(
                f,
                "expected a value, found `{value}`; correct the formula, or write the value itself"
            ),
            Kind::UnclosedQuote {} => f.write_str(
                "a cell starts with a double quote and never ends; close the quote, and write \
                 quotes inside a quoted cell twice",
            ),
            Kind::UnknownTheme { label, known } => write!(
                f,
                "expected labels out of {known}; found `{label}`: correct it or add it to the themes"
            ),
            Kind::InvalidFlag { value, theme } => write!(
                f,
                "expected 1 or 0 for the theme `{theme}`, or ? if unsure; found {value:?}"
            ),
            Kind::InvalidLabel { label } => write!(
                f,
                "expected a label of at most 64 bytes with a letter or a digit, found {label:?}; \
                 rename it"
            ),
            Kind::LabelSlug { label, id } => write!(
                f,
                "the label {label:?} gets the id `{id}`, since an id has no white space; the name \
                 stays"
            ),
            Kind::LabelSpelling { label, used } => {
                write!(f, "the label {label:?} is taken as {used:?}; spell it in one way")
            }
            Kind::NotUsable {} => f.write_str("the row is marked as not usable and left out"),
            Kind::Duplicate { other } => {
                write!(f, "the same text as in row {other}; counted once: delete one of the rows")
            }
            Kind::Contradiction { other, theme } => write!(
                f,
                "the same text as in row {other}, one with and one without `{theme}`; the theme is \
                 not counted there: decide on one"
            ),
            Kind::NearDuplicate { other, theme } => write!(
                f,
                "nearly the same text as in row {other}, one with and one without `{theme}`; check \
                 both labels"
            ),
            Kind::LongText { words } => write!(
                f,
                "expected a paragraph, found {words} words; label the paragraphs of an article one \
                 by one, or use --split"
            ),
            Kind::TooFew { theme, found, needed, missing } => write!(
                f,
                "theme `{theme}`: expected at least {needed} different paragraphs with it, found \
                 {found}; label {missing} more"
            ),
            Kind::TooFewWithout { theme, found, needed, missing } => write!(
                f,
                "theme `{theme}`: expected at least {needed} different paragraphs without it, \
                 found {found}; add {missing} more, or use --background vi, --background en \
                 or --unlabelled FILE"
            ),
            Kind::NoNegatives { paragraphs } => write!(
                f,
                "each of the {paragraphs} paragraphs has a theme, so the model cannot learn when a \
                 text has none; add paragraphs without a label, or use --background vi, \
                 --background en or --unlabelled FILE"
            ),
            Kind::NotLearned { theme } => write!(
                f,
                "theme `{theme}`: texts that were held out score no higher with it than without, so \
                 its tags are guesses; check its labels and label more"
            ),
            Kind::TooManyThemes { found, max } => write!(
                f,
                "expected at most {max} themes, found {found}; choose the right column of labels, \
                 or leave out the rare ones"
            ),
        }
    }
}
