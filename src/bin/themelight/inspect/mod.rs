//! `themelight inspect`: shows the contents of a model file or a pack.

mod contents;
pub mod strongest;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use themelight::pack::{Header, ThemeScores};
use themelight::train::Bags;

use crate::error::CliError;
use crate::printable::printable;
use crate::{Outcome, labelled, model, output};
use contents::Contents;

/// Show the contents of a model file: header, labels, thresholds, calibration, sizes; of a pack also
/// title, licence, scores and the most telling words.
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
    /// The model or pack.
    #[arg(value_name = "FILE")]
    model: PathBuf,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let loaded = model::load_file(&args.model)?;
    let bags = args.ngrams.as_deref().map(read_bags).transpose()?;
    let contents = Contents::new(&loaded, bags.as_ref());
    output::print(if args.json { output::json(&contents) } else { text(&contents) })?;
    Ok(Outcome::Complete)
}

fn read_bags(file: &Path) -> Result<Bags, CliError> {
    let input = labelled::open(file)?;
    Ok(Bags::read(&input.name, input.reader)?)
}

fn text(contents: &Contents<'_>) -> String {
    let Contents {
        format,
        pipeline,
        bytes,
        checksum,
        max_n,
        key_bits,
        pooling,
        ngrams,
        labels,
        pack,
    } = contents;
    let mut text = format!(
        "format {format}, text pipeline {pipeline}, {bytes} bytes, checksum {checksum}\n\
         {ngrams} n-grams of 1 to {max_n} tokens, keys of {key_bits} bits, {} weights\n\
         {pooling} of a logit from the paragraph's best sentence\n",
        ngrams * labels.len(),
    );
    if let Some(header) = pack {
        text += &pack_text(header);
    }
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
        } else if let Some(words) = pack.and_then(|header| header.words.get(label.id)) {
            line("  words", words.join(", "));
        }
    }
    text
}

/// Describes a pack, without its themes.
fn pack_text(header: &Header) -> String {
    let Header { title, description, license, language, scores, tests, .. } = header;
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:13} {}", printable(value));
    };
    line("pack", title.as_deref().unwrap_or("without a title"));
    line("  about", description.as_deref().unwrap_or("no description"));
    line("  licence", license.as_deref().unwrap_or("not stated"));
    line("  language", language);
    match scores {
        None => line("  scores", "none"),
        Some(scores) => {
            line("  scores", &format!("macro-F1 {:.3}: {}", scores.macro_f1, scores.data));
            for (id, theme) in &scores.themes {
                let ThemeScores { precision, recall, f1, support, .. } = theme;
                let figures = format!(
                    "precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}, {support} paragraphs"
                );
                line(&format!("    {}", printable(id)), &figures);
            }
        }
    }
    line("  self-tests", &format!("{}, passed", tests.len()));
    text
}
