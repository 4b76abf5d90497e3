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
//! - [`metrics`] and [`report`]: the figures, as JSON and as a page; the floor below which they may not fall.
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
use fit::{Prepared, has_label};
use params::{Params, ValidParams};
use themes::Theme;
use validate::{Calibrated, HeldOut, Shape};

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

/// A trained model, with what is needed to measure it ([`Trained::report`], [`Trained::curves`]).
pub struct Trained<'t> {
    /// The model.
    pub model: Model,
    /// Its file.
    pub file: Vec<u8>,
    themes: &'t [Theme],
    params: ValidParams,
    prepared: Prepared<'t>,
    held_out: HeldOut,
    labels: Vec<Calibrated>,
}

/// The fewest paragraphs with a label from which it can be learnt and checked.
const MIN_POSITIVES: usize = 10;

/// Trains a model of these themes.
pub fn train<'t>(
    bags: &'t Bags,
    themes: &'t [Theme],
    params: Params,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Trained<'t>, Error> {
    let params = params.check()?;
    check_data(bags, themes)?;
    let prepared = Prepared::new(bags, &params)?;
    let all: Vec<usize> = (0..bags.paragraphs.len()).collect();

    progress(Progress { stage: "selecting n-grams", done: 0, total: 1 });
    let order = prepared.select(themes, &all, &params)?;
    progress(Progress { stage: "selecting n-grams", done: 1, total: 1 });
    let mut model = largest_model(&prepared, themes, &order, &params, progress)?;

    let shape = Shape { features: model.keys.len(), levels: params.levels };
    let held_out = validate::held_out(&prepared, themes, &|_| true, &[shape], &params, progress)?.remove(0);
    let mut labels = Vec::with_capacity(themes.len());
    for (l, label) in model.labels.iter_mut().enumerate() {
        let calibrated = held_out.calibrate(bags, l, &label.id)?;
        label.calibration = calibrated.calibration;
        label.threshold = calibrated.threshold;
        labels.push(calibrated);
    }
    let file = format::write(&model)?;
    Ok(Trained { model, file, themes, params, prepared, held_out, labels })
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
