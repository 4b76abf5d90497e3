//! Cross-validation: what models say of paragraphs they have not seen.
//!
//! Everything that is trained (n-gram selection, weights, quantisation) is trained again without each fold. Calibration
//! and threshold are chosen on the held-out logits; decisions that figures are made of are taken in each fold by a
//! threshold that was chosen on the others.

use super::Progress;
use super::bags::{Bags, Paragraph, fnv1a};
use super::calibrate::{self, Held};
use super::fit::{Prepared, has_label};
use super::metrics::Scored;
use super::params::ValidParams;
use super::themes::Theme;
use crate::Error;
use crate::classifier::{Classifier, Scratch, Sums};
use crate::model::{Calibration, Model};

/// The fold of each paragraph: one for all of a group, by a hash of its name.
pub fn folds(bags: &Bags, folds: usize) -> Vec<usize> {
    bags.paragraphs.iter().map(|p| group_hash(p) as usize % folds).collect()
}

/// A number for a paragraph's group, of 31 bits. Its remainder names the fold.
pub(super) fn group_hash(p: &Paragraph) -> u64 {
    // The low bits of short names are not even: the high ones are taken.
    fnv1a(&p.group).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33
}

/// How large a model is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Selected n-grams.
    pub features: usize,
    /// The largest quantised weight.
    pub levels: i8,
}

/// What models trained without each fold say of it.
#[derive(Debug, Clone)]
pub struct HeldOut {
    /// The fold of each paragraph.
    pub fold_of: Vec<usize>,
    /// For each paragraph one logit a label, before calibration.
    pub logits: Vec<Vec<f64>>,
    /// For each fold the model that was trained without it.
    pub models: Vec<Model>,
}

/// One label after cross-validation.
#[derive(Debug, Clone)]
pub struct Calibrated {
    /// From logit to probability.
    pub calibration: Calibration,
    /// The threshold chosen on all paragraphs.
    pub threshold: f32,
    /// The calibrated probabilities.
    pub scored: Vec<Scored>,
    /// The decisions, each by a threshold that was chosen without the paragraph's fold.
    pub given: Vec<bool>,
}

/// Trains without each fold, on those of the other paragraphs that are to be kept, one model for each shape.
pub fn held_out(
    prepared: &Prepared<'_>,
    themes: &[Theme],
    keep: &dyn Fn(&Paragraph) -> bool,
    shapes: &[Shape],
    params: &ValidParams,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<HeldOut>, Error> {
    let paragraphs = &prepared.bags.paragraphs;
    let fold_of = folds(prepared.bags, params.folds);
    let empty = HeldOut { logits: vec![Vec::new(); paragraphs.len()], models: Vec::new(), fold_of: fold_of.clone() };
    let mut all = vec![empty; shapes.len()];
    for fold in 0..params.folds {
        progress(Progress { stage: "cross-validating", done: fold, total: params.folds });
        let trained_on = |p: &Paragraph, of: usize| p.train_only || (of != fold && keep(p));
        let rows: Vec<usize> = (0..fold_of.len()).filter(|&i| trained_on(&paragraphs[i], fold_of[i])).collect();
        let order = prepared.select(themes, &rows, params)?;
        for (held_out, shape) in all.iter_mut().zip(shapes) {
            let params = ValidParams { levels: shape.levels, ..*params };
            let model = prepared.model(themes, &rows, &order, shape.features, &params)?;
            held_out.models.push(model.clone());
            let mut scorer = Scorer::new(prepared, model);
            for i in (0..fold_of.len()).filter(|&i| fold_of[i] == fold) {
                held_out.logits[i] = scorer.logits(&paragraphs[i]);
            }
        }
    }
    progress(Progress { stage: "cross-validating", done: params.folds, total: params.folds });
    Ok(all)
}

impl HeldOut {
    /// Calibrates the l-th label and decides.
    pub fn calibrate(&self, bags: &Bags, l: usize, id: &str) -> Result<Calibrated, Error> {
        let judged = |p: &Paragraph| if p.train_only { None } else { has_label(p, id) };
        let held: Vec<Held> =
            bags.paragraphs.iter().zip(&self.logits).map(|(p, logits)| (logits[l], judged(p))).collect();
        let calibration = calibrate::platt(&held, id)?;
        let scored = calibrate::probabilities(&held, calibration);
        let mut given = vec![false; scored.len()];
        for fold in 0..self.models.len() {
            let others: Vec<Scored> =
                scored.iter().zip(&self.fold_of).filter(|(_, f)| **f != fold).map(|(s, _)| *s).collect();
            let chosen = calibrate::threshold(&others);
            for (i, given) in given.iter_mut().enumerate().filter(|(i, _)| self.fold_of[*i] == fold) {
                *given = scored[i].0 >= chosen;
            }
        }
        Ok(Calibrated { calibration, threshold: calibrate::threshold(&scored), scored, given })
    }
}

/// Scores bags by the code that scores texts.
pub(super) struct Scorer<'p> {
    prepared: &'p Prepared<'p>,
    classifier: Classifier,
    scratch: Scratch,
}

impl<'p> Scorer<'p> {
    pub(super) fn new(prepared: &'p Prepared<'p>, model: Model) -> Self {
        Self { prepared, classifier: Classifier::new(model), scratch: Scratch::default() }
    }

    /// The logits before calibration, one a label.
    pub(super) fn logits(&mut self, paragraph: &Paragraph) -> Vec<f64> {
        self.logits_without(paragraph, None)
    }

    /// The same for the paragraph without one of its n-grams.
    pub(super) fn logits_without(&mut self, paragraph: &Paragraph, left_out: Option<u32>) -> Vec<f64> {
        let Prepared { keys, feature_of, .. } = self.prepared;
        let mut sums = Sums::of_keys(&self.classifier, &mut self.scratch);
        for sentence in &paragraph.sentences {
            let ngrams = sentence.ngrams.iter().filter(|&&n| Some(n) != left_out);
            let keys = ngrams.map(|&ngram| keys[feature_of[ngram as usize] as usize]);
            sums.add_keys(keys, sentence.tokens as usize);
        }
        let logits = sums.logits();
        logits[..self.classifier.model().labels.len()].to_vec()
    }
}
