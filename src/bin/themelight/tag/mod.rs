//! `themelight tag`: tags paragraphs, one per line.

mod answer;
mod line;

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::ProgressBar;
use themelight::Classifier;

use crate::error::CliError;
use crate::input::{Chunk, Chunks};
use crate::{Outcome, model, output, parallel, progress};
use answer::{Extras, Writer, bad_line};

/// Tag paragraphs: JSON Lines in, JSON Lines out.
///
/// Reads objects like {"id": "a1", "text": "…"}, one per line; writes for each, in the same order,
/// a line like {"id": "a1", "themes": [{"theme": "staffing", "score": 0.97}]}. The score is a
/// probability. Lists the themes at or above the model's threshold, highest score first.
///
/// The id is a string or a number and is copied unchanged; the default is the line number. Blank
/// lines are skipped. Memory does not grow with the input.
///
/// An invalid line is reported on standard error with its number and gets the output line {"id": …,
/// "line": 3, "error": "…"}; the id is null if it is invalid too. Tagging continues, and the exit
/// code is 1.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight tag < archive.jsonl > tags.jsonl
  themelight tag --text article.txt
  zcat 2024-*.jsonl.gz | themelight tag --all-scores --jobs 8 | gzip > tags.jsonl.gz

Exit codes: 0 all lines tagged, 1 some lines could not be read, 2 not started.")]
pub struct Args {
    /// Model file [default: the built-in model of Vietnamese public-life news].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Read plain text, one paragraph per line, instead of JSON. The id is the line number, and
    /// empty lines are tagged too.
    #[arg(long)]
    text: bool,
    /// Add "scores": the score of every theme.
    #[arg(long)]
    all_scores: bool,
    /// Add "evidence", the words that raise or lower the score of each listed theme (with
    /// --all-scores: of every theme), and "bias".
    ///
    /// Offsets are in UTF-16 code units, as in JavaScript. The weights of a theme and its bias add
    /// up to the logit of its score.
    #[arg(long)]
    explain: bool,
    /// Number of threads; does not affect the output [default: number of processors].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Files to read, in this order; - or no file is standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub fn run(args: Args) -> Result<Outcome, CliError> {
    let classifier = Arc::new(Classifier::new(model::load(args.model.as_deref())?));
    let chunks = Chunks::new(args.files)?;
    let bar = progress::bytes(chunks.size());
    let jobs =
        args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let extras = Extras { all_scores: args.all_scores, explain: args.explain };

    let tagged = parallel::ordered(jobs, chunks, || {
        let mut writer = Writer::new(classifier.clone(), extras);
        move |chunk: Result<Chunk, CliError>| match chunk {
            Ok(chunk) => tag_chunk(&chunk, args.text, &mut writer),
            Err(error) => Tagged { errors: vec![error.message()], ..Tagged::default() },
        }
    });
    write(tagged, &bar)
}

/// The output of a chunk.
#[derive(Default)]
struct Tagged {
    lines: Vec<u8>,
    errors: Vec<String>,
    read: usize,
}

fn tag_chunk(chunk: &Chunk, plain: bool, writer: &mut Writer) -> Tagged {
    let mut tagged = Tagged { read: chunk.len(), ..Tagged::default() };
    for (number, line) in chunk.lines() {
        let paragraph =
            if plain { Some(line::plain(number, line)) } else { line::json(number, line) };
        match paragraph {
            Some(Ok(paragraph)) => writer.paragraph(&paragraph, &mut tagged.lines),
            Some(Err(bad)) => {
                tagged.errors.push(format!("{}:{number}: {}", chunk.source, bad.message));
                bad_line(number, &bad, &mut tagged.lines);
            }
            None => {}
        }
    }
    tagged
}

fn write(tagged: impl Iterator<Item = Tagged>, bar: &ProgressBar) -> Result<Outcome, CliError> {
    let mut outcome = Outcome::Complete;
    for chunk in tagged {
        if !chunk.errors.is_empty() {
            outcome = Outcome::Partial;
            bar.suspend(|| chunk.errors.iter().for_each(|error| output::error(error)));
        }
        if !output::print_lines(&chunk.lines)? {
            break;
        }
        bar.inc(chunk.read as u64);
    }
    Ok(outcome)
}
