//! `themelight evaluate`: measures a model on labelled paragraphs, or a training by
//! cross-validation.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use themelight::Classifier;
use themelight::evaluate::{Report, evaluate};

use crate::error::CliError;
use crate::figures::{self, BaselineArg};
use crate::labelled;
use crate::recipe::{Measured, Recipe};
use crate::{Outcome, model, output, progress};

/// Measure a model on labelled paragraphs at the model's thresholds, or cross-validate a training.
///
/// Reads JSON Lines like {"id": "a1", "text": "…", "labels": ["staffing"], "ignore": ["training"]}:
/// `labels` are the labels of the paragraph, `ignore` those that are unknown and not counted.
/// Prints precision, recall, F1, average precision and the number of positives (support) of each
/// label, and the means of F1 (macro-F1) and average precision.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight evaluate --model my.model gold.jsonl --json | jq .macro_f1
  themelight evaluate --model my.model --report report.html gold.jsonl
  themelight evaluate --cross-validate --curves --report report.html labelled.jsonl
  themelight evaluate --cross-validate --baseline figures.json bags.jsonl.gz

Exit codes: 0 measured; 1 measured, and below the baseline; 2 not measured: the model or a line of the data is invalid.")]
pub struct Args {
    /// Labelled paragraphs.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Model file [default: the built-in model of Vietnamese public-life news].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Cross-validate: train without each fold in turn, as `train` does, and measure on that fold.
    /// The data may be bags.
    #[arg(long, conflicts_with = "model")]
    cross_validate: bool,
    /// Also measure quality by number of articles and by model size; takes about ten times as
    /// long.
    #[arg(long, requires = "cross_validate")]
    curves: bool,
    /// Write curves, calibration, confusion and the worst mistakes as an HTML page, and as a JSON
    /// file next to it.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    baseline: BaselineArg,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten, next_help_heading = "With --cross-validate")]
    recipe: Recipe,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    if let Some(page) =
        args.report.as_ref().filter(|page| page.extension() == Some(OsStr::new("json")))
    {
        let expected =
            "expected a name for the HTML page, found that of the JSON beside it; use .html";
        return Err(CliError::Invalid(format!("{}: {expected}", page.display())));
    }
    let baseline = args.baseline.read()?;
    let report = if args.cross_validate { of_training(args)? } else { of_model(args)? };
    if let Some(page) = &args.report {
        let [page, json] = figures::files(page, &report)?;
        output::write_files(&[
            (page.path, page.text.as_bytes()),
            (json.path, json.text.as_bytes()),
        ])?;
    }
    output::print(if args.json { figures::json(&report) } else { figures::table(&report) })?;
    Ok(figures::outcome(&report, baseline.as_ref()))
}

/// Cross-validates a training on the data.
fn of_training(args: &Args) -> Result<Report, CliError> {
    let name = name_of(&args.gold[0]);
    let Measured { trained, curves, .. } = args.recipe.train(&args.gold, args.curves)?;
    Ok(Report { curves, ..trained.report(&name) })
}

/// Measures a finished model.
fn of_model(args: &Args) -> Result<Report, CliError> {
    if !args.recipe.is_default() {
        return Err(CliError::Invalid(
            "themes and hyper-parameters are for training; expected --cross-validate beside them"
                .to_owned(),
        ));
    }
    let name = args.model.as_deref().map_or(model::DEFAULT_NAME.to_owned(), name_of);
    let classifier = Classifier::new(model::load(args.model.as_deref())?);
    let labels = &classifier.model().labels;
    let examples = labelled::examples(&args.gold, labels, &args.recipe.columns)?;
    if examples.is_empty() {
        let file = args.gold.iter().map(|f| f.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(CliError::Invalid(format!("{file}: expected labelled paragraphs, found none")));
    }
    let bar = progress::steps();
    Ok(evaluate(&name, &classifier, &examples, &mut |step| progress::show(&bar, step))?)
}

/// Returns the name of a file without its extensions, or of its folder if the file is named `bags`.
fn name_of(file: &Path) -> String {
    let text =
        |name: Option<&OsStr>| name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let name = text(file.file_name());
    let stem = name.split('.').next().unwrap_or_default();
    let folder = text(file.parent().and_then(Path::file_name));
    if stem == "bags" && !folder.is_empty() { folder } else { stem.to_owned() }
}
