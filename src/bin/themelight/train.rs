//! `themelight train`: trains a model on labelled paragraphs.

use std::path::PathBuf;

use themelight::Classifier;
use themelight::evaluate::{Report, evaluate};
use themelight::train::Trained;

use crate::error::CliError;
use crate::figures::{self, BaselineArg};
use crate::import::Columns;
use crate::labelled;
use crate::printable::printable;
use crate::recipe::{Measured, Recipe};
use crate::{Outcome, output, pack, plain};

/// Train a model on labelled paragraphs.
///
/// Reads CSV and TSV with any columns, spreadsheets (.xlsx, .xls, .ods), fastText lines, JSON Lines like {"id": "a1", "text": "…",
/// "labels": ["staffing"], "ignore": [], "unsure": false, "group": "article-7"}, or bags from `themelight bag`. The cross-validation that chooses
/// thresholds and calibration keeps the paragraphs of a group (an article) together; a paragraph
/// without a group is a group by itself. Each label needs at least five groups with it and five
/// without; from twenty on it is judged.
///
/// Writes NAME.model, NAME.themelight (a pack: the model with names, colours, scores and the most
/// telling words), report.html and report.json into a folder. The same input gives the same
/// bytes on every machine.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight train --out models/sport labelled.jsonl
  themelight train --out models/sport --text-column 'Nội dung' --label-column 'Chủ đề' labelled.csv
  themelight train --out models/sport --themes themes.json --max-bytes 50000 bags.jsonl.gz

themes.json names and colours the labels and puts them in order:
  [{\"id\": \"football\", \"name\": {\"vi\": \"Bóng đá\", \"en\": \"Football\"},
    \"color\": {\"light\": \"#1b7f4b\", \"dark\": \"#7ddba3\"}}]

Exit codes: 0 trained; 1 trained, but below the baseline; 2 not trained: the message names file, line and field.")]
pub struct Args {
    /// Labelled paragraphs or bags.
    #[arg(value_name = "DATA", required = true)]
    data: Vec<PathBuf>,
    /// Output folder; created if it does not exist.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Name of the model [default: name of the folder].
    #[arg(long)]
    name: Option<String>,
    /// Labelled paragraphs that are not trained on; the model is measured on them, too.
    #[arg(long, value_name = "FILE")]
    test: Vec<PathBuf>,
    #[command(flatten)]
    recipe: Recipe,
    /// Also measure quality by number of articles and by model size; takes about ten times as
    /// long.
    #[arg(long)]
    curves: bool,
    #[command(flatten)]
    baseline: BaselineArg,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let name = model_name(args)?;
    let baseline = args.baseline.read()?;
    let Measured { trained, curves, examples } = args.recipe.train(&args.data, args.curves)?;
    let report = Report { curves, ..trained.report(&name) };
    let tested = test(&args.test, &trained, &args.recipe.columns.for_test())?;

    std::fs::create_dir_all(&args.out).map_err(|e| CliError::write(&args.out, e))?;
    let model = args.out.join(format!("{name}.model"));
    let pack = pack::of_training(&trained, &report)?;
    let [page, json] = figures::files(&args.out.join("report.html"), &report)?;
    output::write_files(&[
        (model.clone(), &trained.file),
        (model.with_extension("themelight"), &pack),
        (page.path, page.text.as_bytes()),
        (json.path, json.text.as_bytes()),
    ])?;
    let model = model.display().to_string();
    if !examples.is_empty() {
        output::print(plain::results(&trained.summary(&examples)))?;
    }
    output::print(format!(
        "{}\nWrote {}, {name}.themelight, report.html and report.json.\n",
        figures::table(&report),
        printable(&model),
        name = printable(&name)
    ))?;
    if let Some(tested) = tested {
        output::print(format!("\nHeld out: {}", figures::table(&tested)))?;
    }
    Ok(figures::outcome(&report, baseline.as_ref()))
}

/// Measures the model on held-out files, if there are any.
fn test(
    files: &[PathBuf],
    trained: &Trained,
    columns: &Columns,
) -> Result<Option<Report>, CliError> {
    if files.is_empty() {
        return Ok(None);
    }
    let classifier = Classifier::new(trained.model.clone());
    let examples = labelled::examples(files, &classifier.model().labels, columns)?;
    Ok(Some(evaluate("held out", &classifier, &examples, &mut |_| ())?))
}

fn model_name(args: &Args) -> Result<String, CliError> {
    let folder = || Some(args.out.file_name()?.to_str()?.to_owned());
    args.name.clone().or_else(folder).ok_or_else(|| {
        let out = args.out.display();
        CliError::Invalid(format!(
            "{out}: expected a folder whose name can be the model's; use --name"
        ))
    })
}
