//! `themelight inspect`: shows the contents of a model file.

mod contents;
mod strongest;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use themelight::train::Bags;

use crate::error::CliError;
use crate::printable::printable;
use crate::{Outcome, labelled, model, output};
use contents::Contents;

/// Show the contents of a model file: header, labels, thresholds, calibration, sizes.
#[derive(clap::Args)]
#[command(after_long_help = "\
Example:
  themelight inspect --ngrams models/mine/bags.jsonl.gz models/mine/mine.model

Exit codes: 0 shown, 2 not a valid model.")]
pub struct Args {
    /// Show the n-grams with the largest weights for and against each label. Needs the bags that
    /// the model was trained on: the model has only hashes of n-grams.
    #[arg(long, value_name = "BAGS")]
    ngrams: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The model.
    #[arg(value_name = "FILE")]
    model: PathBuf,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let loaded = model::load_file(&args.model)?;
    let bags = args.ngrams.as_deref().map(read_bags).transpose()?;
    let contents = Contents::new(&loaded.model, &loaded.bytes, bags.as_ref());
    output::print(if args.json { output::json(&contents) } else { text(&contents) })?;
    Ok(Outcome::Complete)
}

fn read_bags(file: &Path) -> Result<Bags, CliError> {
    let input = labelled::open(file)?;
    Ok(Bags::read(&input.name, input.reader)?)
}

fn text(contents: &Contents<'_>) -> String {
    let Contents { format, pipeline, bytes, checksum, max_n, key_bits, pooling, ngrams, labels } =
        contents;
    let mut text = format!(
        "format {format}, text pipeline {pipeline}, {bytes} bytes, checksum {checksum}\n\
         {ngrams} n-grams of 1 to {max_n} tokens, keys of {key_bits} bits, {} weights\n\
         {pooling} of a logit from the paragraph's best sentence\n",
        ngrams * labels.len(),
    );
    let mut line = |name: &str, value: String| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:13} {}", printable(&value));
    };
    for label in labels {
        let names: Vec<String> =
            label.name.0.iter().map(|(language, name)| format!("{language} “{name}”")).collect();
        line(&format!("\n{}", printable(label.id)), names.join(", "));
        line("  colours", format!("{} on light, {} on dark pages", label.color, label.color_dark));
        line("  threshold", label.threshold.to_string());
        line("  bias", label.bias.to_string());
        line("  step", format!("{} a weight, of {} n-grams with one", label.scale, label.ngrams));
        line("  calibration", format!("slope {}, intercept {}", label.slope, label.intercept));
        if let Some(strongest) = &label.strongest {
            line("  for", strongest::listed(&strongest.r#for));
            line("  against", strongest::listed(&strongest.against));
        }
    }
    text
}
