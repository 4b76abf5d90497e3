//! The arguments of `themelight tag`.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use serde_json::json;
use themelight::Model;
use themelight::archive::{Extras, Fields, Format, Keep, Options, Run, Target, To, integrity};

use crate::error::CliError;
use crate::model;
use crate::thresholds::Thresholds;

/// Tag paragraphs: JSON Lines, CSV, Parquet, HTML or text in; JSON Lines, CSV or Parquet out.
///
/// Reads objects like {"id": "a1", "text": "…"}, one per line; writes for each, in the same order,
/// a line like {"id": "a1", "themes": [{"theme": "staffing", "score": 0.97}]}. The score is a
/// probability. Lists the themes at or above the model's threshold, highest score first.
///
/// The format of the input is recognised by its content: JSON Lines, CSV and TSV with a header,
/// Parquet, HTML; plain text by its name (.txt) or --text. Of a page, the paragraphs of its article
/// are read: the id is their number, and --keep text copies them. gzip, zstd and xz are decompressed. A folder
/// stands for all files below it with such a name.
///
/// The id is a string or a number and is copied unchanged; the default is the number of the line or
/// row. Blank lines of JSON Lines are skipped. Memory does not grow with the input.
///
/// A bad row is reported on standard error with its file and number, and gets in its place a line
/// {"id": …, "line": 3, "error": "…"} (in tables: the column `error`); the id is null if it is
/// invalid too. Tagging continues, and the exit code is 1.
///
/// With --out, files appear when they are complete. Run an interrupted command again: it continues
/// after the last complete group of rows (a row group of Parquet, 100,000 rows of other formats),
/// and the result is the same to the byte.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight tag < archive.jsonl > tags.jsonl
  themelight tag --text article.txt
  themelight tag --text-field body --keep date,section -o tags.csv 2024.csv.gz
  themelight tag -o tags/ archive/           one Parquet file per input, continued if interrupted
  themelight tag -o tags/ --stats overview --date-field date archive/
  themelight tag --threshold staffing=0.6 --all-scores paragraphs.parquet | jq -c .scores

Exit codes: 0 all rows tagged, 1 some rows could not be read, 2 not done.")]
pub struct Args {
    /// Model file [default: the built-in model of Vietnamese public-life news].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    thresholds: Thresholds,
    /// Format of all inputs [default: recognised by content and name].
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// Same as --from text: one paragraph per line. The id is the line number, and empty lines are
    /// tagged too.
    #[arg(long, conflicts_with = "from")]
    text: bool,
    /// Field or column with the paragraph.
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// Field or column with the id [default: id].
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// Copy these fields to the output, separated by commas; `all` for all of them.
    ///
    /// In JSON Lines they stand after the id, unchanged. A name that the output has already, such
    /// as `themes`, gets the prefix `input_`.
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    keep: Vec<String>,
    /// Add "source", the input of each row. Tells apart rows of different files with the same id.
    #[arg(long)]
    source: bool,
    /// Add "scores": the score of every theme. CSV and Parquet always have them.
    #[arg(long)]
    all_scores: bool,
    /// Split texts far longer than a paragraph at line breaks and sentence ends; the score of a theme
    /// is the highest of the parts. Shorter texts are tagged as without it.
    #[arg(long, conflicts_with = "explain")]
    pub split: bool,
    /// Add "evidence", the words that raise or lower the score of each listed theme (with
    /// --all-scores: of every theme), and "bias". For JSON Lines.
    ///
    /// Offsets are in UTF-16 code units, as in JavaScript. The weights of a theme and its bias add
    /// up to the logit of its score.
    #[arg(long)]
    explain: bool,
    /// File to write, or with a slash at the end, or if it exists, a folder with a file per input
    /// [default: standard output].
    #[arg(short, long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Format of the output [default: by the name of --out; parquet in folders; else jsonl].
    #[arg(long, value_name = "FORMAT")]
    to: Option<Into>,
    /// Write statistics of the output by theme and by month: a picture, FILE.svg, and its figures,
    /// FILE.json. Prints a table of them. Needs --out.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub stats: Option<PathBuf>,
    /// Field or column with the date, for --stats; it is kept too [default: date, if it is kept].
    #[arg(long, value_name = "NAME", requires = "stats")]
    pub date_field: Option<String>,
    /// Number of threads; does not affect the output [default: number of processors].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Files and folders to read, in this order; - or no file is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum From {
    Jsonl,
    Csv,
    Tsv,
    Parquet,
    Html,
    Text,
}

#[derive(Clone, Copy, ValueEnum)]
enum Into {
    Jsonl,
    Csv,
    Parquet,
}

/// A model with the thresholds of the arguments, and the hash of its file.
pub struct Loaded {
    pub model: Model,
    pub hash: String,
}

impl Args {
    pub fn model(&self) -> Result<Loaded, CliError> {
        let model::Loaded { mut model, bytes, .. } = model::load_with_bytes(self.model.as_deref())?;
        self.thresholds.apply(&mut model)?;
        Ok(Loaded { model, hash: integrity(&bytes) })
    }

    pub fn jobs(&self) -> usize {
        let all = || std::thread::available_parallelism().ok();
        self.jobs.or_else(all).map_or(1, NonZero::get)
    }

    pub fn format(&self) -> Option<Format> {
        if self.text {
            return Some(Format::Text);
        }
        self.from.map(|from| match from {
            From::Jsonl => Format::Jsonl,
            From::Csv => Format::Csv(None),
            From::Tsv => Format::Csv(Some(b'\t')),
            From::Parquet => Format::Parquet,
            From::Html => Format::Html,
            From::Text => Format::Text,
        })
    }

    /// Returns where the output is written; `None` for standard output, devices and pipes.
    pub fn target(&self) -> Option<Target> {
        let out = self.out.as_deref().filter(|out| !is_stream(out))?;
        let slash = out.to_string_lossy().ends_with(std::path::is_separator);
        // The file that a link leads to is replaced, and not the link.
        let out = out.canonicalize().unwrap_or_else(|_| out.into());
        Some(if slash || out.is_dir() { Target::Folder(out) } else { Target::File(out) })
    }

    pub fn options(&self) -> Result<Options, CliError> {
        let fields = Fields {
            text: self.text_field.clone(),
            id: self.id_field.clone().unwrap_or_else(|| "id".to_owned()),
            id_required: self.id_field.is_some(),
            keep: match self.keep.as_slice() {
                [] => Keep::Nothing,
                [all] if all == "all" => Keep::All,
                names => Keep::Named(names.to_vec()),
            },
        };
        let fields = self.with_date(fields);
        if let Keep::Named(names) = &fields.keep
            && let Some(i) = (0..names.len()).find(|&i| names[..i].contains(&names[i]))
        {
            let message = format!("--keep: expected each field once, found `{}` twice", names[i]);
            return Err(CliError::Invalid(message));
        }
        let to = self.to(self.target().as_ref());
        if to == To::Parquet && self.target().is_none() {
            let message = "Parquet cannot be written to a stream: name a file with --out";
            return Err(CliError::Invalid(message.to_owned()));
        }
        let extras = Extras { all_scores: self.all_scores, explain: self.explain };
        if self.stats.is_some() && self.target().is_none() {
            let message = "--stats reads the tags from files: name a file or a folder with --out";
            return Err(CliError::Invalid(message.to_owned()));
        }
        let (source, split) = (self.source, self.split);
        Ok(Options { to, extras, source, split, fields: Arc::new(fields) })
    }

    /// Keeps the date field.
    fn with_date(&self, mut fields: Fields) -> Fields {
        let Some(date) = &self.date_field else { return fields };
        match &mut fields.keep {
            Keep::Nothing => fields.keep = Keep::Named(vec![date.clone()]),
            Keep::Named(names) if !names.contains(date) => names.push(date.clone()),
            Keep::Named(_) | Keep::All => {}
        }
        fields
    }

    fn to(&self, target: Option<&Target>) -> To {
        match (self.to, target) {
            (Some(Into::Jsonl), _) => To::Jsonl,
            (Some(Into::Csv), _) => To::Csv,
            (Some(Into::Parquet), _) | (None, Some(Target::Folder(_))) => To::Parquet,
            (None, Some(Target::File(file))) => {
                match file.extension().and_then(|extension| extension.to_str()) {
                    Some("csv") => To::Csv,
                    Some("parquet" | "pq") => To::Parquet,
                    _ => To::Jsonl,
                }
            }
            (None, None) => To::Jsonl,
        }
    }

    /// Returns what must be equal when a run is continued.
    pub fn run(&self, hash: &str, options: &Options) -> Run {
        let fields = &options.fields;
        let keep = match &fields.keep {
            Keep::Nothing => json!([]),
            Keep::All => json!("all"),
            Keep::Named(names) => json!(names),
        };
        let mut options_json = json!({
            "--threshold": self.thresholds.json(),
            "--from": self.from.map(|from| from.to_possible_value().map(|v| v.get_name().to_owned())),
            "--text": self.text,
            "--text-field": fields.text,
            "--id-field": fields.id,
            "--keep": keep,
            "--source": options.source,
            "--all-scores": options.extras.all_scores,
            "--explain": options.extras.explain,
        });
        // Runs that began before the option existed go on.
        if options.split {
            options_json["--split"] = json!(true);
        }
        let to = self.to(self.target().as_ref());
        Run { to, model: hash.to_owned(), options: options_json }
    }
}

/// Returns whether a path is standard output, a device or a pipe.
fn is_stream(path: &Path) -> bool {
    let special = |m: std::fs::Metadata| !m.is_file() && !m.is_dir();
    path.as_os_str() == "-" || path.metadata().is_ok_and(special)
}
