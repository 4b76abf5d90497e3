//! Training: labelled paragraphs in, a model and a report out. Feature `train`; never in the reader's wasm.
//!
//! ```text
//! examples ─ bags ─► features ─ fit over all ─► select ─ fit ─► quantise ─► model
//!                                    └─ the same without each fold ─► held-out logits ─► calibration, thresholds, report
//! ```
//!
//! - [`data`]: labelled paragraphs as JSON Lines. [`bags`]: the same as sets of n-grams.
//! - [`params`]: hyper-parameters. [`themes`]: names and colours.
//! - [`sparse`] and [`logistic`]: sparse records and logistic regression behind linfa's traits.
//! - [`fit`]: from bags to a model. [`validate`]: cross-validation. [`calibrate`]: Platt scaling and thresholds.
//! - [`metrics`] and [`report`]: the figures.
//!
//! The same input gives the same bytes on every machine: no clock, no randomness, no hash map's order,
//! exp and ln from `libm`, every sum in a fixed order.

pub mod bags;
pub mod calibrate;
pub mod data;
pub mod fit;
pub mod logistic;
pub mod metrics;
pub mod params;
pub mod report;
pub mod sparse;
pub mod themes;
pub mod validate;

use std::collections::BTreeSet;

use linfa::ParamGuard;

use crate::Error;
use crate::model::{Model, format};
use bags::Bags;
use calibrate::Held;
use fit::{Prepared, has_label};
use metrics::{Scored, expected_calibration_error, measure};
use params::{Params, ValidParams};
use report::{Data, LabelReport, ModelSize, Report};
use themes::Theme;

/// How far training has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'s> {
    /// What is being done.
    pub stage: &'s str,
    /// How many of its steps are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// Its file.
    pub file: Vec<u8>,
    /// What was measured.
    pub report: Report,
}

/// The fewest paragraphs with a label from which it can be learnt and checked.
const MIN_POSITIVES: usize = 10;

/// Trains a model of these themes.
pub fn train(
    bags: &Bags,
    themes: &[Theme],
    params: Params,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Trained, Error> {
    let params = params.check()?;
    check_data(bags, themes)?;
    let prepared = Prepared::new(bags, &params)?;
    let all: Vec<usize> = (0..bags.paragraphs.len()).collect();

    progress(Progress { stage: "selecting n-grams", done: 0, total: 1 });
    let order = prepared.select(themes, &all, &params)?;
    progress(Progress { stage: "selecting n-grams", done: 1, total: 1 });
    let mut model = largest_model(&prepared, themes, &order, &params, progress)?;

    let fold_of = validate::folds(bags, params.folds);
    let logits = validate::held_out_logits(&prepared, themes, &fold_of, model.keys.len(), &params, progress)?;
    let mut labels = Vec::with_capacity(themes.len());
    for (l, label) in model.labels.iter_mut().enumerate() {
        let held: Vec<Held> =
            bags.paragraphs.iter().zip(&logits).map(|(p, z)| (z[l], has_label(p, &label.id))).collect();
        label.calibration = calibrate::platt(&held, &label.id)?;
        let scored = calibrate::probabilities(&held, label.calibration);
        label.threshold = calibrate::threshold(&scored);
        labels.push(label_report(&label.id, label.threshold, &scored, &fold_of, bags, params.folds));
    }

    let file = format::write(&model)?;
    let groups: BTreeSet<&str> = bags.paragraphs.iter().map(|p| &*p.group).collect();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        params,
        data: Data {
            paragraphs: bags.paragraphs.len(),
            groups: groups.len(),
            without_label: bags.paragraphs.iter().filter(|p| p.labels.is_empty()).count(),
            ngrams: bags.ngrams.len(),
            background: bags.background,
        },
        model: ModelSize { features: model.keys.len(), bytes: file.len(), brotli: brotli_len(&file) },
        labels,
        macro_f1: 0.0,
        macro_f1_clear: 0.0,
        mean_average_precision: 0.0,
    };
    Ok(Trained { model, file, report: report.with_means() })
}

/// Refuses data from which the themes cannot be learnt.
fn check_data(bags: &Bags, themes: &[Theme]) -> Result<(), Error> {
    themes::check(themes).map_err(Error::Training)?;
    let known: BTreeSet<&str> = themes.iter().map(|t| &*t.id).collect();
    for paragraph in &bags.paragraphs {
        if let Some(label) = paragraph.labels.iter().chain(&paragraph.ignore).find(|l| !known.contains(&***l)) {
            let known: Vec<&str> = known.into_iter().collect();
            return Err(Error::Training(format!(
                "paragraph {:?} has the label `{label}`; expected one of {}",
                paragraph.id,
                known.join(", ")
            )));
        }
    }
    for theme in themes {
        let groups = |truth: bool| -> BTreeSet<&str> {
            let has = |p: &&bags::Paragraph| has_label(p, &theme.id) == Some(truth);
            bags.paragraphs.iter().filter(has).map(|p| &*p.group).collect()
        };
        let (with, without) = (groups(true).len(), groups(false).len());
        if with < MIN_POSITIVES || without < MIN_POSITIVES {
            return Err(Error::Training(format!(
                "label `{}`: expected paragraphs with it and without it from at least {MIN_POSITIVES} articles each, \
                 found {with} with and {without} without; label some more",
                theme.id
            )));
        }
    }
    Ok(())
}

/// The model with as many n-grams as fit into the budget.
fn largest_model(
    prepared: &Prepared<'_>,
    themes: &[Theme],
    order: &[usize],
    params: &ValidParams,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Model, Error> {
    const TRIES: usize = 6;
    let all: Vec<usize> = (0..prepared.bags.paragraphs.len()).collect();
    // A key takes about eleven bits under Brotli and a weight four: that is where the search starts.
    let mut count = (params.max_bytes * 8 / (11 + 4 * themes.len())).clamp(1, order.len().max(1));
    let mut best: Option<Model> = None;
    for done in 0..TRIES {
        progress(Progress { stage: "fitting to the size", done, total: TRIES });
        let model = prepared.model(themes, &all, order, count, params)?;
        let size = brotli_len(&format::write(&model)?);
        let tried = model.keys.len();
        if size <= params.max_bytes && best.as_ref().is_none_or(|b| b.keys.len() < tried) {
            best = Some(model);
            if tried == order.len() || size * 100 >= params.max_bytes * 99 {
                break;
            }
        }
        // The next try aims a little under the budget.
        count = (tried as f64 * (params.max_bytes as f64 * 0.996 / size as f64)) as usize;
        count = count.clamp(1, order.len().max(1));
    }
    progress(Progress { stage: "fitting to the size", done: TRIES, total: TRIES });
    best.ok_or_else(|| Error::Training(format!("no model fits into {} bytes; raise the budget", params.max_bytes)))
}

/// How many bytes Brotli makes of these, at its best.
pub fn brotli_len(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    // Writing to memory cannot fail.
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).unwrap_or(bytes.len())
}

/// Figures in which each fold is judged by a threshold chosen on the others.
fn label_report(
    id: &str,
    threshold: f32,
    scored: &[Scored],
    fold_of: &[usize],
    bags: &Bags,
    folds: usize,
) -> LabelReport {
    let mut judged = scored.to_vec();
    for fold in 0..folds {
        let others: Vec<Scored> = scored.iter().zip(fold_of).filter(|(_, f)| **f != fold).map(|(s, _)| *s).collect();
        let chosen = calibrate::threshold(&others);
        // Judged at 0.5: everything over its threshold above, everything else below, the order within kept.
        for (s, _) in judged.iter_mut().zip(fold_of).filter(|(_, f)| **f == fold) {
            s.0 = if s.0 >= chosen { 0.5 + s.0 / 2.0 } else { s.0 / 2.0 };
        }
    }
    let clear = |scored: &[Scored]| -> Vec<Scored> {
        scored.iter().zip(&bags.paragraphs).filter(|(_, p)| !p.unsure).map(|(s, _)| *s).collect()
    };
    let average_precision = metrics::average_precision;
    LabelReport {
        id: id.to_owned(),
        threshold,
        metrics: metrics::Metrics { average_precision: average_precision(scored), ..measure(&judged, 0.5) },
        clear: metrics::Metrics {
            average_precision: average_precision(&clear(scored)),
            ..measure(&clear(&judged), 0.5)
        },
        calibration_error: expected_calibration_error(scored),
    }
}
