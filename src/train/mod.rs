//! Training: from labelled paragraphs to a model and a report.
//!
//! ```text
//! examples ─ bags ─► TrainingSet ─ select n-grams ─ fit ─ quantise ─► model
//!                        └─ without each fold ─► held-out logits ─► calibration, thresholds, report
//! ```
//!
//! [`train`] takes [`Bags`], which [`Bags::from_examples`] builds from labelled paragraphs, the
//! [`Theme`]s and [`Params`], and returns a [`Trained`] model. [`Trained::report`] and
//! [`Trained::curves`] measure it.
//!
//! Training is deterministic: the same input gives the same bytes on every machine. It uses no
//! clock, no randomness and no hash map's order, takes `exp` and `ln` from `libm`, and adds every
//! sum in a fixed order.

mod calibrate;
mod curves;
mod data;
mod fit;
mod input;
mod params;
mod report;
mod summary;
mod validate;

pub use crate::text::split_text;
#[cfg(feature = "files")]
pub(crate) use data::check_themes;
#[cfg(not(feature = "files"))]
use data::check_themes;
pub use data::import;
pub use data::{
    Bags, Colors, DEFAULT_MAX_N, Paragraph, Sentence, Theme, named_themes, palette, plain_themes,
    read_themes,
};
pub use input::{Input, split_examples};
pub use params::{PARAMS, Param, Params, Range, ValidParams};
pub use summary::{
    Confused, CurvePoint, HeldOutPrediction, LabelError, MIN_JUDGED, Summary, ThemeSummary, Word,
};

use linfa::ParamGuard;

use crate::Error;
use crate::evaluate::Progress;
use crate::model::{Model, format};
use crate::order::distinct;
use fit::TrainingSet;
use validate::{CalibratedLabel, HeldOut, Shape};

/// A trained model, with everything needed to measure it.
#[derive(Debug)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// The model as a file.
    pub file: Vec<u8>,
    themes: Vec<Theme>,
    params: ValidParams,
    data: TrainingSet,
    held_out: HeldOut,
    labels: Vec<CalibratedLabel>,
}

/// The smallest number of articles with a label, and without it, that training accepts: one for
/// each fold of the default.
pub(crate) const MIN_GROUPS: usize = 5;

/// Trains a model of these themes.
///
/// # Errors
/// Fails if a hyper-parameter is out of range, if the data use a label that is not among the
/// themes or have too few paragraphs of one, or if no model fits into `max_bytes`.
pub fn train(
    bags: Bags,
    themes: Vec<Theme>,
    params: Params,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Trained, Error> {
    let params = params.check()?;
    check_data(&bags, &themes)?;
    let data = TrainingSet::new(bags, &params)?;

    progress(Progress { stage: "selecting n-grams", done: 0, total: 1 });
    let order = data.select(&themes, &data.all_rows(), &params)?;
    progress(Progress { stage: "selecting n-grams", done: 1, total: 1 });
    let mut model = data.largest_model(&themes, &order, &params, progress)?;

    let shape = Shape { features: model.keys.len(), max_level: params.max_level };
    let held_out =
        validate::held_out(&data, &themes, &|_| true, &[shape], &params, progress)?.remove(0);
    let labels = held_out.calibrate(&data.bags, &themes);
    for (label, calibrated) in model.labels.iter_mut().zip(&labels) {
        label.calibration = calibrated.calibration;
        label.threshold = calibrated.threshold;
    }
    let file = format::write(&model)?;
    Ok(Trained { model, file, themes, params, data, held_out, labels })
}

/// Checks that every label of the data is a theme and every theme has enough paragraphs.
fn check_data(bags: &Bags, themes: &[Theme]) -> Result<(), Error> {
    if bags.paragraphs.is_empty() {
        return Err(Error::training("expected labelled paragraphs, found none"));
    }
    check_themes(themes).map_err(Error::training)?;
    let known = distinct(themes.iter().map(|t| &*t.id));
    for paragraph in &bags.paragraphs {
        if let Some(label) =
            paragraph.labels.iter().chain(&paragraph.ignore).find(|l| !known.contains(&l.as_str()))
        {
            return Err(Error::training(format!(
                "paragraph {:?} has the label `{label}`; expected one of {}",
                paragraph.id,
                known.join(", ")
            )));
        }
    }
    let lacking: Vec<String> = themes.iter().filter_map(|theme| lacking(bags, theme)).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Error::training(format!(
        "expected paragraphs with and without each label from at least {MIN_GROUPS} articles or \
         different texts; {}",
        lacking.join("; ")
    )))
}

/// Returns how many articles a theme lacks, if training needs more.
fn lacking(bags: &Bags, theme: &Theme) -> Option<String> {
    let part = |actual: bool, which: &str| {
        let has = |p: &&Paragraph| p.actual(&theme.id) == Some(actual);
        let groups = bags.paragraphs.iter().filter(has).map(|p| &*p.group);
        let found = distinct(groups).len();
        let missing = MIN_GROUPS.checked_sub(found).filter(|&missing| missing > 0)?;
        Some(format!("found {found} {which} `{}`: label {missing} more", theme.id))
    };
    let parts = [part(true, "with"), part(false, "without")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
