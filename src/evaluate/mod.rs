//! Evaluation: the predictions of a model against labels.
//!
//! [`evaluate`] measures a finished model on labelled paragraphs and returns a [`Report`];
//! cross-validation in `train` builds the same report from held-out predictions.
//! [`Report::to_json`] is for programs, `html::page` for people. A [`Baseline`] holds figures
//! that a later report must reach.
//!
//! A report contains no texts: it lists mistakes by id and n-grams.

mod baseline;
#[cfg(feature = "files")]
pub mod html;
mod interval;
mod json;
mod metrics;
mod mistakes;
mod predictions;
mod report;

pub use baseline::{Baseline, LabelBaseline, TOLERANCE};
pub use interval::Figure;
pub(crate) use interval::{Counts, bootstrap_f1, wilson};
pub use metrics::{Bin, Metrics};
pub(crate) use metrics::{Prediction, macro_f1, measure, reliability};
pub use mistakes::{Evidence, Mistake};
pub(crate) use predictions::{Paragraph, Predictions};
pub(crate) use report::brotli_len;
pub use report::{
    AtThreshold, Confusion, Curves, Data, HyperParameter, LabelReport, ModelSize, Point, Report,
    Training,
};

use std::collections::BTreeMap;

use crate::Error;
use crate::classifier::{Classifier, Scratch};
use crate::jsonl::Example;
use crate::model::format;
use crate::text::normalize;

/// Progress of a long operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'s> {
    /// The current stage.
    pub stage: &'s str,
    /// Number of finished steps of the stage.
    pub done: usize,
    /// Number of all steps of the stage.
    pub total: usize,
}

/// Measures a model on labelled paragraphs at the model's thresholds. `name` is the title of the
/// report.
///
/// # Errors
/// Fails if the model cannot be written as a file, whose size is part of the report.
pub fn evaluate(
    name: &str,
    classifier: &Classifier,
    examples: &[Example],
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, Error> {
    let model = classifier.model();
    let size = ModelSize::new(model.keys.len(), &format::write(model)?);
    let predictions = predict(classifier, examples, progress);
    Ok(predictions
        .report(name, model, size, &mut |i, l| evidence(classifier, &examples[i].text, l)))
}

fn predict(
    classifier: &Classifier,
    examples: &[Example],
    progress: &mut dyn FnMut(Progress<'_>),
) -> Predictions {
    /// Number of paragraphs between two calls of `progress`.
    const STEP: usize = 1000;

    let labels = &classifier.model().labels;
    let (mut scratch, mut scores) = (Scratch::default(), vec![0.0; labels.len()]);
    let mut predictions =
        Predictions { paragraphs: Vec::new(), labels: vec![Vec::new(); labels.len()] };
    for (i, example) in examples.iter().enumerate() {
        if i % STEP == 0 {
            progress(Progress { stage: "tagging", done: i, total: examples.len() });
        }
        classifier.probabilities(&example.text, &mut scratch, &mut scores);
        for ((label, &probability), predictions) in
            labels.iter().zip(&scores).zip(&mut predictions.labels)
        {
            let (predicted, actual) = (probability >= label.threshold, example.actual(&label.id));
            predictions.push(Prediction { probability, predicted, actual });
        }
        let group = example.group.as_ref().unwrap_or(&example.id).clone();
        predictions.paragraphs.push(Paragraph {
            id: example.id.clone(),
            group,
            unsure: example.unsure,
        });
    }
    predictions
}

/// Returns the contribution of each n-gram of a text to the logit of a label.
fn evidence(classifier: &Classifier, text: &str, label: usize) -> Vec<Evidence> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    for e in classifier.explain(text).iter().filter(|e| e.label == label) {
        *weights.entry(normalize(&text[e.span.start..e.span.end])).or_default() += e.weight;
    }
    weights.into_iter().map(|(ngram, weight)| Evidence { ngram, weight }).collect()
}
