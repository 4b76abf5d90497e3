//! `themelight pack`: writes a model pack.

mod display;
mod examples;
mod header;
mod scores;

use std::path::PathBuf;

use themelight::evaluate::Report;
use themelight::is_unsafe;
use themelight::pack::{self, Header};
use themelight::train::Trained;

use crate::error::CliError;
use crate::labelled;
use crate::model::{self, Loaded};
use crate::printable::printable;
use crate::{Outcome, output};

use header::{header_of, words_of};

/// Write a model pack: one file with a model, the names and colours of its themes, licence, scores
/// and self-tests.
///
/// Sites (`data-model`), the npm package, the extension and all commands take a pack wherever they
/// take a model. They refuse it if it was altered, or if its model does not give the results that
/// its self-tests state. Names and colours can be changed without training: pack the pack again.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight pack models/sport/sport.model --out sport.themelight --title 'Sport' --license CC-BY-4.0 \\
    --scores models/sport/report.json --words labelled.jsonl --examples examples.jsonl
  themelight pack sport.themelight --out renamed.themelight --name 'football.vi=Bóng đá' --color football=#1b7f4b,#7ddba3
  themelight unpack sport.themelight --out folder
  themelight pack folder/sport.model --header folder/sport.json --out sport.themelight

Exit codes: 0 written, 2 not written: the message says what is wrong.")]
pub struct Args {
    /// A model or a pack.
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// The pack to write; by custom it ends with .themelight.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// A header as `themelight unpack` writes it [default: the header of the pack, or the model's
    /// own names and colours].
    #[arg(long, value_name = "FILE")]
    header: Option<PathBuf>,
    #[command(flatten)]
    display: display::Display,
    /// Figures from a report.json, or from `themelight evaluate --json`.
    #[arg(long, value_name = "FILE")]
    scores: Option<PathBuf>,
    /// Labelled paragraphs that become self-tests. The model must give each its labels; the pack
    /// contains their texts.
    #[arg(long, value_name = "DATA")]
    examples: Option<PathBuf>,
    /// The labelled paragraphs or bags that the model was trained on, to list the most telling
    /// words of each theme.
    #[arg(long, value_name = "DATA")]
    words: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let Loaded { model, bytes, header } = model::load_file(&args.model)?;
    let mut header = match &args.header {
        Some(file) => header::read(file)?,
        None => header.unwrap_or_else(|| header_of(&model)),
    };
    args.display.change(&mut header)?;
    if let Some(file) = &args.scores {
        header.scores = Some(scores::read(file)?);
    }
    if let Some(file) = &args.words {
        let bags = labelled::bags(file, model.vectorizer.max_n())?;
        header.words = words_of(&model, &bags);
        if header.words.is_empty() {
            let file = file.display();
            let message = "expected the data that the model was trained on; none of its n-grams is in the model";
            return Err(CliError::Invalid(format!("{file}: {message}")));
        }
    }
    if let Some(file) = &args.examples {
        header.tests = examples::tests(file, model)?;
    }
    let packed = pack::write(&header, &bytes)?;
    output::write_files(&[(args.out.clone(), &packed)])?;
    display::warn_of_colors(&header);
    let out = args.out.display().to_string();
    output::print(summary(&printable(&out), &header, packed.len()))?;
    Ok(Outcome::Complete)
}

/// Returns the pack of a training: with its figures and the most telling words of its data.
pub fn of_training(trained: &Trained, report: &Report) -> Result<Vec<u8>, CliError> {
    let name = &report.name;
    let printable = !name.trim().is_empty() && !name.contains(is_unsafe);
    let header = Header {
        title: printable.then(|| name.clone()),
        scores: Some(scores::scores_of(report)),
        words: words_of(&trained.model, trained.bags()),
        ..header_of(&trained.model)
    };
    Ok(pack::write(&header, &trained.file)?)
}

fn summary(out: &str, header: &Header, bytes: usize) -> String {
    let missing: Vec<&str> = [
        (header.license.is_none(), "no licence (--license)"),
        (header.scores.is_none(), "no scores (--scores)"),
        (header.tests.is_empty(), "no self-tests (--examples)"),
    ]
    .iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, what)| *what)
    .collect();
    let missing = if missing.is_empty() {
        String::new()
    } else {
        format!("It has {}.\n", missing.join(", "))
    };
    let (themes, tests) = (header.themes.len(), header.tests.len());
    format!("Wrote {out}: {themes} themes, {tests} self-tests, {bytes} bytes.\n{missing}")
}
