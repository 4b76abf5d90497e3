//! `themelight evaluate`: a model against labelled paragraphs, or a training against itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use themelight::train::brotli_len;
use themelight::train::data::{Example, truth};
use themelight::train::report::{Evidence, Judged, ModelSize, Report};
use themelight::{Classifier, Error, Scratch, format, normalize};

use crate::labelled::{self, Allowed};
use crate::measured::{self, Floor};
use crate::train::Recipe;
use crate::{Outcome, model, output};

/// Measure a model on labelled paragraphs, at the model's own thresholds; or how well it can be trained on them.
///
/// Reads JSON Lines like {"id": "a1", "text": "…", "labels": ["staffing"], "ignore": ["training"]}: the labels
/// a paragraph has, perhaps none, and those that are open for it and are not counted. Prints for each label the precision,
/// recall, F1, average precision and how many paragraphs have it (support), and the means of F1 (macro-F1) and average
/// precision.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight evaluate --model my.model gold.jsonl --json | jq .macro_f1
  themelight evaluate --model my.model --report report.html gold.jsonl
  themelight evaluate --cross-validate --curves --report report.html labelled.jsonl
  themelight evaluate --cross-validate --floor floor.json bags.jsonl.gz

Exit codes: 0 measured; 1 measured, and below the floor; 2 not measured: the model or a line of the data cannot be used.")]
pub struct Args {
    /// The model; without it the one built in, of Vietnamese public-life news.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Train on the data, again without each fold, as `train` does, and measure that. The data may be bags.
    #[arg(long, conflicts_with = "model")]
    cross_validate: bool,
    /// Measure also how quality grows with more articles and with more bytes; trains ten times more.
    #[arg(long, requires = "cross_validate")]
    curves: bool,
    /// Write curves, calibration, confusion and the worst mistakes as a page of HTML, and beside it as JSON.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    floor: Floor,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten, next_help_heading = "With --cross-validate")]
    recipe: Recipe,
    /// Labelled paragraphs.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Error> {
    let floor = args.floor.read()?;
    let said = |report: &Report| {
        if let Some(page) = &args.report {
            measured::write(page, report)?;
        }
        output::print(if args.json { measured::json(report) } else { measured::table(report) }.as_bytes())?;
        Ok(measured::outcome(report, floor.as_ref()))
    };
    if args.cross_validate {
        let name = name_of(&args.gold[0]);
        return args
            .recipe
            .train(&args.gold, args.curves, |trained, curves| said(&Report { curves, ..trained.report(&name) }));
    }
    if !args.recipe.is_default() {
        return Err(Error::Training(
            "themes and hyper-parameters are for training; expected --cross-validate beside them".to_owned(),
        ));
    }
    said(&of_model(args)?)
}

/// What the data or the model is called: the file's name without its endings, or the folder's where that says nothing.
fn name_of(file: &Path) -> String {
    let text = |name: Option<&std::ffi::OsStr>| name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let name = text(file.file_name());
    let stem = name.split('.').next().unwrap_or_default();
    let folder = text(file.parent().and_then(Path::file_name));
    if stem == "bags" && !folder.is_empty() { folder } else { stem.to_owned() }
}

/// Measures a finished model.
fn of_model(args: &Args) -> Result<Report, Error> {
    let name = args.model.as_deref().map_or("vi-public-life".to_owned(), name_of);
    let classifier = Classifier::new(model::load(args.model.as_deref())?);
    let model = classifier.model();
    let mut examples = Vec::new();
    for file in &args.gold {
        let allowed = Allowed::Only(model.labels.iter().map(|label| &*label.id).collect());
        labelled::each(file, &allowed, |example| examples.push(example))?;
    }
    if examples.is_empty() {
        let file = args.gold.iter().map(|f| f.display().to_string()).collect::<Vec<_>>().join(", ");
        let message = "expected labelled paragraphs, found none".to_owned();
        return Err(Error::Data { file, line: 0, message });
    }
    let file = format::write(model)?;
    let size = ModelSize { features: model.keys.len(), bytes: file.len(), brotli: brotli_len(&file) };
    let judged = judge(&classifier, &examples);
    Ok(judged.report(&name, model, size, &mut |i, l| evidence(&classifier, &examples[i].text, l)))
}

fn judge(classifier: &Classifier, examples: &[Example]) -> Judged {
    let labels = &classifier.model().labels;
    let (mut scratch, mut scores) = (Scratch::default(), vec![0.0; labels.len()]);
    let mut judged = Judged {
        ids: examples.iter().map(|e| e.id.clone()).collect(),
        groups: examples.iter().map(|e| e.group.as_ref().unwrap_or(&e.id).clone()).collect(),
        unsure: examples.iter().map(|e| e.unsure).collect(),
        scored: vec![Vec::new(); labels.len()],
        given: vec![Vec::new(); labels.len()],
    };
    for example in examples {
        classifier.probabilities(&example.text, &mut scratch, &mut scores);
        for (l, (label, &score)) in labels.iter().zip(&scores).enumerate() {
            judged.scored[l].push((score, truth(&example.labels, &example.ignore, &label.id)));
            judged.given[l].push(score >= label.threshold);
        }
    }
    judged
}

/// What each n-gram of a text adds to a label's logit.
fn evidence(classifier: &Classifier, text: &str, label: usize) -> Vec<Evidence> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    for e in classifier.explain(text).iter().filter(|e| e.label == label) {
        *weights.entry(normalize(&text[e.span.start..e.span.end])).or_default() += e.weight;
    }
    weights.into_iter().map(|(ngram, weight)| Evidence { ngram, weight }).collect()
}
