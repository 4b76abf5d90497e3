//! Cross-validation: predictions for paragraphs by models that were trained without them.
//!
//! Selection, weights and quantisation are trained again without each fold. Calibration and the
//! model's threshold are chosen on all held-out logits; the predictions that a report measures are
//! made in each fold at a threshold chosen on the other folds.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::MIN_JUDGED;
use super::calibrate::{self, HeldOutLogit};
use super::data::{Bags, Paragraph, Theme, fold_of};
use super::fit::TrainingSet;
use super::params::ValidParams;
use crate::Error;
use crate::classifier::{Classifier, Scratch, Sums};
use crate::evaluate::{Prediction, Progress};
use crate::model::{Calibration, Model};

/// The size of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Number of selected n-grams.
    pub features: usize,
    /// The largest quantised weight.
    pub max_level: i8,
}

/// The logits of all paragraphs, each by a model that was trained without its fold.
#[derive(Debug, Clone)]
pub(super) struct HeldOut {
    /// The fold of each paragraph.
    pub fold_of: Vec<usize>,
    /// For each paragraph one logit per label, before calibration.
    pub logits: Vec<Vec<f64>>,
    /// For each fold the model that was trained without it.
    pub models: Vec<Model>,
}

/// Calibration, threshold and held-out predictions of one label.
#[derive(Debug, Clone)]
pub(super) struct CalibratedLabel {
    pub calibration: Calibration,
    /// Whether its own logits gave no calibration: slope and threshold are those of all labels.
    pub shared: bool,
    /// The threshold chosen on all paragraphs.
    pub threshold: f32,
    /// For each paragraph the prediction at a threshold chosen without its fold.
    pub predictions: Vec<Prediction>,
}

/// Trains one model per fold and shape on the other folds' paragraphs for which `keep` is true.
pub(super) fn held_out(
    data: &TrainingSet,
    themes: &[Theme],
    keep: &dyn Fn(&Paragraph) -> bool,
    shapes: &[Shape],
    params: &ValidParams,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<HeldOut>, Error> {
    let paragraphs = &data.bags.paragraphs;
    let fold_of = fold_of(paragraphs, params.folds);
    let empty = HeldOut {
        logits: vec![Vec::new(); paragraphs.len()],
        models: Vec::new(),
        fold_of: fold_of.clone(),
    };
    // A near-duplicate for training only must not be trained on when its copy is measured.
    let measured: HashSet<&str> =
        paragraphs.iter().filter(|p| !p.train_only).map(|p| &*p.group).collect();
    let mut all = vec![empty; shapes.len()];
    for fold in 0..params.folds {
        progress(Progress { stage: "cross-validating", done: fold, total: params.folds });
        let trained_on = |i: usize| {
            let p = &paragraphs[i];
            let held_out = fold_of[i] == fold;
            if p.train_only {
                !(held_out && measured.contains(&*p.group))
            } else {
                !held_out && keep(p)
            }
        };
        let rows: Vec<usize> = (0..fold_of.len()).filter(|&i| trained_on(i)).collect();
        let order = data.select(themes, &rows, params)?;
        for (held_out, shape) in all.iter_mut().zip(shapes) {
            let params = ValidParams { max_level: shape.max_level, ..*params };
            let model = data.model(themes, &rows, &order, shape.features, &params)?;
            held_out.models.push(model.clone());
            let mut scorer = Scorer::new(data, model);
            for i in (0..fold_of.len()).filter(|&i| fold_of[i] == fold) {
                held_out.logits[i] = scorer.logits(&paragraphs[i]);
            }
        }
    }
    progress(Progress { stage: "cross-validating", done: params.folds, total: params.folds });
    Ok(all)
}

impl HeldOut {
    /// Calibrates the labels of these themes and makes their predictions.
    ///
    /// A label with few positives may have held-out logits that say nothing about it. It gets the
    /// slope and the threshold of the labels together, and an intercept by its share.
    pub fn calibrate(&self, bags: &Bags, themes: &[Theme]) -> Vec<CalibratedLabel> {
        let logits: Vec<Vec<HeldOutLogit>> =
            (0..themes.len()).map(|l| self.label_logits(bags, l, &themes[l].id)).collect();
        let own: Vec<Option<Calibration>> = logits.iter().map(|l| calibrate::platt(l)).collect();
        let slope = LazyCell::new(|| calibrate::platt(&logits.concat()).map_or(1.0, |c| c.slope));
        let calibrations: Vec<Calibration> = own
            .iter()
            .zip(&logits)
            .map(|(own, logits)| own.unwrap_or_else(|| calibrate::with_slope(*slope, logits)))
            .collect();
        let predictions: Vec<Vec<Prediction>> = logits
            .iter()
            .zip(&calibrations)
            .map(|(logits, &calibration)| calibrate::probabilities(logits, calibration))
            .collect();
        let all = LazyCell::new(|| predictions.concat());
        let label = |l: usize| {
            let shared = own[l].is_none();
            let chosen_on = if shared { &*all } else { &predictions[l] };
            let positives = logits[l].iter().filter(|h| h.actual == Some(true)).count();
            let few = shared || positives < MIN_JUDGED;
            let (threshold, predictions) = self.predict(predictions[l].clone(), chosen_on, few);
            CalibratedLabel { calibration: calibrations[l], shared, threshold, predictions }
        };
        (0..themes.len()).map(label).collect()
    }

    fn label_logits(&self, bags: &Bags, l: usize, id: &str) -> Vec<HeldOutLogit> {
        let actual = |p: &Paragraph| if p.train_only { None } else { p.actual(id) };
        let logit = |(p, logits): (&Paragraph, &Vec<f64>)| HeldOutLogit {
            logit: logits[l],
            actual: actual(p),
        };
        bags.paragraphs.iter().zip(&self.logits).map(logit).collect()
    }

    /// Returns the threshold chosen on `chosen_on`, which has all paragraphs once or several times
    /// over, and the predictions of each fold at the threshold chosen without it.
    fn predict(
        &self,
        mut predictions: Vec<Prediction>,
        chosen_on: &[Prediction],
        few: bool,
    ) -> (f32, Vec<Prediction>) {
        for fold in 0..self.models.len() {
            let others = chosen_on.iter().zip(self.fold_of.iter().cycle());
            let others = others.filter(|(_, of)| **of != fold);
            let others: Vec<Prediction> = others.map(|(p, _)| *p).collect();
            let chosen = calibrate::threshold(&others, few);
            for (p, _) in predictions.iter_mut().zip(&self.fold_of).filter(|(_, of)| **of == fold) {
                p.predicted = p.probability >= chosen;
            }
        }
        (calibrate::threshold(chosen_on, few), predictions)
    }
}

/// Scores bags with the classifier that scores texts.
pub(super) struct Scorer<'p> {
    data: &'p TrainingSet,
    classifier: Classifier,
    scratch: Scratch,
}

impl<'p> Scorer<'p> {
    pub(super) fn new(data: &'p TrainingSet, model: Model) -> Self {
        Self { data, classifier: Classifier::new(model), scratch: Scratch::default() }
    }

    /// Returns the logits before calibration, one per label.
    pub(super) fn logits(&mut self, paragraph: &Paragraph) -> Vec<f64> {
        self.logits_without(paragraph, None)
    }

    /// Returns the logits of the paragraph without one of its n-grams.
    pub(super) fn logits_without(
        &mut self,
        paragraph: &Paragraph,
        left_out: Option<u32>,
    ) -> Vec<f64> {
        let TrainingSet { keys, feature_of, .. } = self.data;
        let mut sums = Sums::of_keys(&self.classifier, &mut self.scratch);
        for window in &paragraph.windows {
            for sentence in &window.sentences {
                let ngrams = sentence.ngrams.iter().filter(|&&n| Some(n) != left_out);
                let keys = ngrams.map(|&ngram| keys[feature_of[ngram as usize] as usize]);
                sums.add_keys(keys, sentence.tokens as usize);
            }
            sums.end_window(window.tokens as usize);
        }
        let logits = sums.logits();
        logits[..self.classifier.model().labels.len()].to_vec()
    }
}
