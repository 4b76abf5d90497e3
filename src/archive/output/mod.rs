//! Tags batches and encodes the result.

mod columns;
mod csv;
mod json;

use std::sync::Arc;

use super::Fields;
use super::input::{BadRow, Batch, Row};
use crate::text::{long_text, split_text};
use crate::{Classifier, Scratch};
use arrow_array::RecordBatch;

/// The format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// JSON Lines.
    Jsonl,
    /// CSV with a header.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl To {
    /// Returns the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            To::Jsonl => "jsonl",
            To::Csv => "csv",
            To::Parquet => "parquet",
        }
    }
}

/// Optional fields of JSON Lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras {
    /// Adds the score of every theme. The other formats always have them.
    pub all_scores: bool,
    /// Adds evidence and bias of the paragraph's themes; with `all_scores`, of every theme.
    pub explain: bool,
}

/// What is written for each row.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format.
    pub to: To,
    /// Optional fields of JSON Lines.
    pub extras: Extras,
    /// Adds the name of the input to each row.
    pub source: bool,
    /// Splits texts far longer than a paragraph; a theme's score is the highest of the parts.
    pub split: bool,
    /// The fields to read and to keep.
    pub fields: Arc<Fields>,
}

/// The encoded rows of a batch.
#[derive(Debug)]
pub enum Encoded {
    /// Lines of JSON or CSV, without the header.
    Bytes(Vec<u8>),
    /// Rows of a Parquet file.
    Records(RecordBatch),
}

/// A tagged batch.
#[derive(Debug)]
pub struct Tagged {
    /// Number of rows, with the bad ones.
    pub rows: u64,
    /// A message for each bad row, with the name of the input.
    pub errors: Vec<String>,
    /// Number of texts far longer than a paragraph.
    pub long: u64,
    /// The header of a CSV file with this batch.
    pub header: Vec<u8>,
    /// The rows.
    pub encoded: Encoded,
}

/// Encodes rows in one format.
trait Encoder: Send {
    /// Starts a batch.
    fn begin(&mut self, batch: &Batch, source: Option<&str>);
    /// Adds a row with its scores, one per theme in the model's order.
    fn row(&mut self, row: &Row<'_>, scores: &[f32]);
    /// Adds a row that could not be read.
    fn bad(&mut self, number: u64, bad: &BadRow);
    /// Returns the batch, and the header if the format has one.
    fn end(&mut self) -> (Vec<u8>, Encoded);
}

/// Tags batches on one thread.
pub struct Tagger {
    classifier: Arc<Classifier>,
    options: Options,
    scratch: Scratch,
    scores: Vec<f32>,
    part_scores: Vec<f32>,
    encoder: Box<dyn Encoder>,
}

impl Tagger {
    /// Creates a tagger.
    ///
    /// # Errors
    /// Fails if the options contradict each other; returns what is possible instead.
    pub fn new(classifier: Arc<Classifier>, options: &Options) -> Result<Self, String> {
        if options.extras.explain && options.split {
            return Err("--explain is for the text as a whole: leave out --split".to_owned());
        }
        if options.extras.explain && options.to != To::Jsonl {
            return Err("--explain needs JSON Lines: use --to jsonl".to_owned());
        }
        let options = options.clone();
        let scores = vec![0.0; classifier.model().labels.len()];
        let encoder: Box<dyn Encoder> = match options.to {
            To::Jsonl => Box::new(json::Json::new(classifier.clone(), options.extras)),
            To::Csv => Box::new(csv::Csv::new(classifier.clone(), options.fields.clone())),
            To::Parquet => {
                Box::new(columns::Columns::new(classifier.clone(), options.fields.clone()))
            }
        };
        let (scratch, part_scores) = (Scratch::default(), scores.clone());
        Ok(Self { classifier, options, scratch, scores, part_scores, encoder })
    }

    /// Tags the rows of a batch. `source` is the name of the input.
    ///
    /// # Errors
    /// Fails if the rows have no common fields, as a table needs; returns what to do.
    pub fn tag(&mut self, batch: &Batch, source: &str) -> Result<Tagged, String> {
        let fields = &self.options.fields;
        if self.options.to != To::Jsonl && batch.kept(fields).is_none() {
            return Err(
                "expected the names of the fields to keep, found `all`: the lines of this file \
                 may have different fields; name them, as in --keep date,section"
                    .to_owned(),
            );
        }
        let (mut rows, mut long, mut errors) = (0, 0, Vec::new());
        self.encoder.begin(batch, self.options.source.then_some(source));
        batch.for_each(fields, self.options.to == To::Parquet, |number, row| {
            rows += 1;
            match row {
                Ok(row) => {
                    long += u64::from(long_text(&row.text).is_some());
                    let (scratch, scores) = (&mut self.scratch, &mut self.scores);
                    if self.options.split {
                        let part = &mut self.part_scores;
                        highest(&self.classifier, &row.text, scratch, scores, part);
                    } else {
                        self.classifier.probabilities(&row.text, scratch, scores);
                    }
                    self.encoder.row(&row, scores);
                }
                Err(bad) => {
                    errors.push(format!("{source}{}: {}", batch.position(number), bad.message));
                    self.encoder.bad(number, &bad);
                }
            }
        });
        let (header, encoded) = self.encoder.end();
        Ok(Tagged { rows, errors, long, header, encoded })
    }
}

/// Writes the highest score of each theme in the parts of a text.
fn highest(
    classifier: &Classifier,
    text: &str,
    scratch: &mut Scratch,
    scores: &mut [f32],
    part_scores: &mut [f32],
) {
    scores.fill(0.0);
    for part in split_text(text) {
        classifier.probabilities(part, scratch, part_scores);
        for (score, part) in scores.iter_mut().zip(&*part_scores) {
            *score = score.max(*part);
        }
    }
}

/// Columns of a table that are not kept fields. A kept field or a theme with such a name gets a
/// prefix.
const RESERVED: [&str; 4] = ["id", "source", "tags", "error"];

/// Returns the names of the kept fields and of the themes in a table, all different.
fn table_names(kept: &[String], classifier: &Classifier) -> (Vec<String>, Vec<String>) {
    let themes: Vec<String> = classifier
        .model()
        .labels
        .iter()
        .map(|label| prefixed("theme_", &label.id, |name| RESERVED.contains(&name)))
        .collect();
    let taken = |name: &str| RESERVED.contains(&name) || themes.iter().any(|theme| theme == name);
    let kept = kept.iter().map(|name| prefixed("input_", name, taken)).collect();
    (kept, themes)
}

/// Returns a name with a prefix if it is taken.
fn prefixed(prefix: &str, name: &str, taken: impl Fn(&str) -> bool) -> String {
    if taken(name) { format!("{prefix}{name}") } else { name.to_owned() }
}

/// Returns the text of a JSON string, or the source of another value; empty for null.
pub(super) fn plain(json: &str) -> std::borrow::Cow<'_, str> {
    match json {
        "null" => "".into(),
        json if json.starts_with('"') => {
            // Invalid escapes, which the id of JSON Lines may have, are kept as they are.
            serde_json::from_str::<String>(json).map_or_else(|_| json.into(), Into::into)
        }
        json => json.into(),
    }
}

/// Returns the ids of the themes of a paragraph, separated by spaces, highest score first.
fn tags(classifier: &Classifier, scores: &[f32]) -> Vec<String> {
    classifier.tags_of(scores).iter().map(|tag| tag.label.id.clone()).collect()
}
