//! `themelight evaluate`: a model against labelled paragraphs.

use std::path::{Path, PathBuf};

use serde::Serialize;
use themelight::Error;
use themelight::classifier::{Classifier, Scratch};
use themelight::model::Label;
use themelight::train::metrics::{Metrics, Scored, macro_f1, measure};

use crate::entries::Entries;
use crate::labelled::{self, Allowed};
use crate::{Outcome, model, output};

/// Measure a model on labelled paragraphs, at the model's own thresholds.
///
/// Reads JSON Lines like {"id": "a1", "text": "…", "labels": ["staffing"], "ignore": ["training"]}: the labels
/// a paragraph has, perhaps none, and those that are open for it and are not counted. Prints for each label the precision,
/// recall, F1, average precision and how many paragraphs have it (support), and the mean of the F1 (macro-F1).
#[derive(clap::Args)]
#[command(after_long_help = "\
Example:
  themelight evaluate --model my.model gold.jsonl --json | jq .macro_f1

Exit codes: 0 measured, 2 not measured: the model or a line of the data cannot be used.")]
pub struct Args {
    /// The model; without it the one built in, of Vietnamese public-life news.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Labelled paragraphs.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Evaluation<'m> {
    paragraphs: usize,
    macro_f1: f64,
    labels: Entries<'m, AtThreshold>,
}

#[derive(Serialize)]
struct AtThreshold {
    threshold: f32,
    #[serde(flatten)]
    metrics: Metrics,
}

pub fn run(args: &Args) -> Result<Outcome, Error> {
    let classifier = Classifier::new(model::load(args.model.as_deref())?);
    let labels = &classifier.model().labels;
    let mut scored: Vec<Vec<Scored>> = vec![Vec::new(); labels.len()];
    for file in &args.gold {
        score_file(&classifier, file, &mut scored)?;
    }
    let paragraphs = scored[0].len();
    if paragraphs == 0 {
        let file = args.gold.iter().map(|f| f.display().to_string()).collect::<Vec<_>>().join(", ");
        let message = "expected labelled paragraphs, found none".to_owned();
        return Err(Error::Data { file, line: 0, message });
    }
    let metrics: Vec<Metrics> = scored.iter().zip(labels).map(|(s, label)| measure(s, label.threshold)).collect();
    output::print(
        if args.json { json(paragraphs, labels, &metrics) } else { table(paragraphs, labels, &metrics) }.as_bytes(),
    )?;
    Ok(Outcome::Complete)
}

/// Scores the paragraphs of a file, label by label.
fn score_file(classifier: &Classifier, file: &Path, scored: &mut [Vec<Scored>]) -> Result<(), Error> {
    let labels = &classifier.model().labels;
    let allowed = Allowed::Only(labels.iter().map(|label| &*label.id).collect());
    let (mut scratch, mut scores) = (Scratch::default(), vec![0.0; labels.len()]);
    labelled::each(file, &allowed, |example| {
        classifier.probabilities(&example.text, &mut scratch, &mut scores);
        for ((scored, label), &score) in scored.iter_mut().zip(labels).zip(&scores) {
            let truth = (!example.ignore.contains(&label.id)).then(|| example.labels.contains(&label.id));
            scored.push((score, truth));
        }
    })
}

fn json(paragraphs: usize, labels: &[Label], metrics: &[Metrics]) -> String {
    let by_label = labels
        .iter()
        .zip(metrics)
        .map(|(label, &metrics)| (&*label.id, AtThreshold { threshold: label.threshold, metrics }));
    let evaluation = Evaluation { paragraphs, macro_f1: macro_f1(metrics), labels: Entries(by_label.collect()) };
    output::json(&evaluation)
}

fn table(paragraphs: usize, labels: &[Label], metrics: &[Metrics]) -> String {
    let width = labels.iter().map(|label| label.id.chars().count()).max().unwrap_or(0).max("macro-F1".len());
    let mut table = format!("{paragraphs} paragraphs, at the model's thresholds\n\n");
    table += &format!(
        "{:width$}  {:>9}  {:>6}  {:>6}  {:>13}  {:>7}  {:>9}\n",
        "label", "precision", "recall", "F1", "avg precision", "support", "threshold"
    );
    for (Label { id, threshold, .. }, m) in labels.iter().zip(metrics) {
        table += &format!(
            "{id:width$}  {:9.3}  {:6.3}  {:6.3}  {:13.3}  {:7}  {threshold:9.3}\n",
            m.precision, m.recall, m.f1, m.average_precision, m.support
        );
    }
    table + &format!("{:width$}  {:9}  {:6}  {:6.3}\n", "macro-F1", "", "", macro_f1(metrics))
}
