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
/// probability; only themes at or over the model's threshold are listed, the best first.
///
/// The id is a string or a number and is copied as it stands; without one, the line's number is the
/// id. Blank lines are skipped. Memory does not grow with the input.
///
/// A line that cannot be read is reported on standard error with its number and has a line {"id":
/// …, "line": 3, "error": "…"} in its place, with the id null if the id cannot be read either;
/// tagging goes on, and the exit code is 1 at the end.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight tag < archive.jsonl > tags.jsonl
  themelight tag --text article.txt
  zcat 2024-*.jsonl.gz | themelight tag --all-scores --jobs 8 | gzip > tags.jsonl.gz

Exit codes: 0 all lines tagged, 1 some lines could not be read, 2 not started.")]
pub struct Args {
    /// The model; without it the built-in one, of Vietnamese public-life news.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Read plain text, one paragraph per line, instead of JSON; the line's number is the id, and
    /// every line is tagged, empty ones too.
    #[arg(long)]
    text: bool,
    /// Add "scores" with the score of every theme.
    #[arg(long)]
    all_scores: bool,
    /// Add "evidence", the words that raise or lower the score of each listed theme (with
    /// --all-scores: every theme), and "bias".
    ///
    /// Offsets are in UTF-16 code units, as in JavaScript. The weights of a theme and its bias add
    /// up to the logit of its score.
    #[arg(long)]
    explain: bool,
    /// Number of threads; without it one for each processor. The output does not depend on it.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// The files to read, in this order; - or none is standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub fn run(args: Args) -> Result<Outcome, CliError> {
    let classifier = Arc::new(Classifier::new(model::load(args.model.as_deref())?));
    let chunks = Chunks::new(args.files)?;
    let bar = progress::bytes(chunks.size());
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
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
        let paragraph = if plain { Some(line::plain(number, line)) } else { line::json(number, line) };
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
