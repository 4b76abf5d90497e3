//! The results of a training for people who label: plain counts with their uncertainty, telling
//! words, probable label errors.

use serde::Serialize;

use super::Trained;
use super::data::import::{Kind, Problem, check};
use super::data::{Paragraph, near};
use crate::evaluate::{
    Bin, Counts, Figure, Prediction, bootstrap_f1, measure, reliability, wilson,
};
use crate::jsonl::Example;
use crate::order::{distinct, sort_by};

/// Number of different paragraphs with a theme from which its figures mean something.
pub const MIN_JUDGED: usize = 20;

/// The results of a training.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Number of measured paragraphs.
    pub paragraphs: usize,
    /// Number of articles or different paragraphs.
    pub groups: usize,
    /// Number of measured paragraphs without a theme.
    pub without_theme: usize,
    /// Number of paragraphs with a near-duplicate, which stay together in every split.
    pub near_duplicates: usize,
    /// Problems of the examples as a whole.
    pub warnings: Vec<Problem>,
    /// Number of paragraphs without a theme that were added to the examples.
    pub background: usize,
    /// Size of the model file in bytes.
    pub model_bytes: usize,
    /// Number of n-grams of the model.
    pub features: usize,
    /// Mean F1 of the themes; `None` if one of them has too few paragraphs.
    #[serde(rename = "macroF1")]
    pub macro_f1: Option<Figure>,
    /// The themes, in the model's order.
    pub themes: Vec<ThemeSummary>,
    /// For each paragraph the held-out prediction; `None` if it is for training only.
    pub predictions: Vec<Option<HeldOutPrediction>>,
    /// Probable label errors, most probable first.
    pub label_errors: Vec<LabelError>,
}

/// The results for one theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThemeSummary {
    /// The id.
    pub id: String,
    /// The first display name.
    pub name: String,
    /// The model's threshold.
    pub threshold: f32,
    /// Number of paragraphs with the theme.
    pub support: usize,
    /// Number of articles or different paragraphs with the theme.
    pub groups: usize,
    /// Whether there are enough of them to judge the theme.
    pub judged: bool,
    /// Number of paragraphs that the model marks.
    pub marked: usize,
    /// How many of the marked ones have the theme.
    pub right: usize,
    /// The same number: of `support` paragraphs, `found` are found.
    pub found: usize,
    /// `right` of `marked`; `None` if not judged.
    pub precision: Option<Figure>,
    /// `found` of `support`; `None` if not judged.
    pub recall: Option<Figure>,
    /// F1; `None` if not judged.
    pub f1: Option<Figure>,
    /// Average precision; `None` if not judged.
    pub average_precision: Option<f64>,
    /// Figures at other thresholds.
    pub curve: Vec<CurvePoint>,
    /// Mean probability and share of positives by tenths of the probability.
    pub reliability: Vec<Bin>,
    /// The n-grams that speak most for the theme.
    pub words: Vec<Word>,
    /// The n-grams that speak most against it.
    pub words_against: Vec<Word>,
    /// Themes of the paragraphs that are marked wrongly.
    pub confused_with: Vec<Confused>,
}

/// Figures at one threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The threshold.
    pub threshold: f32,
    /// Precision; 0 if nothing is marked.
    pub precision: f64,
    /// Recall.
    pub recall: f64,
    /// Number of marked paragraphs.
    pub marked: usize,
}

/// An n-gram and its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Word {
    /// The n-gram in normal form.
    pub ngram: String,
    /// Weight in the calibrated logit.
    pub weight: f64,
}

/// Another theme of paragraphs that are marked wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confused {
    /// Id of the theme.
    pub id: String,
    /// Number of paragraphs.
    pub count: usize,
}

/// The prediction for a paragraph by a model that was trained without it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeldOutPrediction {
    /// A probability for each theme.
    pub scores: Vec<f32>,
    /// Ids of the predicted themes.
    pub predicted: Vec<String>,
}

/// A label that is probably wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelError {
    /// Index of the paragraph.
    pub example: usize,
    /// Id of the theme.
    pub theme: String,
    /// Whether the paragraph is labelled with the theme.
    pub actual: bool,
    /// The held-out probability of the theme.
    pub probability: f32,
    /// The labels of the paragraph after a correction.
    pub suggested: Vec<String>,
}

impl Trained {
    /// Returns the results for the examples, which must be those of the training. Other paragraphs
    /// of the training are background.
    pub fn summary(&self, examples: &[Example]) -> Summary {
        let all = &self.data.bags.paragraphs;
        let paragraphs = &all[..examples.len().min(all.len())];
        let rows: Vec<usize> = (1..=examples.len()).collect();
        let mut warnings = check(examples, &rows, &|_| None).problems;
        warnings.retain(|problem| problem.row == 0);
        warnings.extend(self.warnings());
        let measured = || paragraphs.iter().filter(|p| !p.train_only);
        let f1 = bootstrap_f1(&self.counts(paragraphs), self.labels.len());
        let themes: Vec<ThemeSummary> =
            (0..self.labels.len()).map(|l| self.theme(l, paragraphs, f1[l])).collect();
        let prediction = |(i, p): (usize, &Paragraph)| {
            let predicted = self.labels.iter().zip(&self.themes);
            let predicted = predicted.filter(|(label, _)| label.predictions[i].predicted);
            (!p.train_only).then(|| HeldOutPrediction {
                scores: self.labels.iter().map(|l| l.predictions[i].probability).collect(),
                predicted: predicted.map(|(_, theme)| theme.id.clone()).collect(),
            })
        };
        Summary {
            paragraphs: measured().count(),
            groups: distinct(measured().map(|p| &*p.group)).len(),
            without_theme: measured().filter(|p| p.labels.is_empty()).count(),
            near_duplicates: near::clusters(examples).texts(),
            warnings,
            background: all.len() - paragraphs.len(),
            model_bytes: self.file.len(),
            features: self.model.keys.len(),
            macro_f1: themes.iter().all(|theme| theme.judged).then(|| f1[self.labels.len()]),
            predictions: paragraphs.iter().enumerate().map(prediction).collect(),
            label_errors: self.label_errors(paragraphs, &themes),
            themes,
        }
    }

    /// Returns a warning for each theme whose held-out scores say nothing about it.
    pub fn warnings(&self) -> Vec<Problem> {
        let shared = self.themes.iter().zip(&self.labels).filter(|(_, label)| label.shared);
        let kind = |id: &str| Kind::NotLearned { theme: id.to_owned() };
        shared.map(|(theme, _)| Problem::new(0, kind(&theme.id))).collect()
    }

    /// Counts right and wrong predictions by group and label.
    fn counts(&self, paragraphs: &[Paragraph]) -> Vec<Vec<Counts>> {
        let measured = || paragraphs.iter().enumerate().filter(|(_, p)| !p.train_only);
        let groups = distinct(measured().map(|(_, p)| &*p.group));
        let mut all = vec![vec![Counts::default(); self.labels.len()]; groups.len()];
        for (i, paragraph) in measured() {
            let Ok(group) = groups.binary_search(&&*paragraph.group) else { continue };
            for (counts, label) in all[group].iter_mut().zip(&self.labels) {
                let Prediction { predicted, actual, .. } = label.predictions[i];
                counts.true_positives += u32::from(predicted && actual == Some(true));
                counts.false_positives += u32::from(predicted && actual == Some(false));
                counts.false_negatives += u32::from(!predicted && actual == Some(true));
            }
        }
        all
    }

    fn theme(&self, l: usize, paragraphs: &[Paragraph], f1: Figure) -> ThemeSummary {
        let (id, label) = (&self.themes[l].id, &self.model.labels[l]);
        let predictions = &self.labels[l].predictions[..paragraphs.len()];
        let metrics = measure(predictions);
        let with = paragraphs.iter().filter(|p| p.actual(id) == Some(true) && !p.train_only);
        let groups = distinct(with.map(|p| &*p.group)).len();
        let judged = groups >= MIN_JUDGED;
        let counted = |p: &&Prediction| p.predicted && p.actual.is_some();
        let marked = predictions.iter().filter(counted).count();
        let right = predictions.iter().filter(|p| p.predicted && p.actual == Some(true)).count();
        let [words, words_against] = self.words(l);
        ThemeSummary {
            id: id.clone(),
            name: label.names.first().map_or_else(|| id.clone(), |(_, name)| name.clone()),
            threshold: self.labels[l].threshold,
            support: metrics.support,
            groups,
            judged,
            marked,
            right,
            found: right,
            precision: wilson(right, marked).filter(|_| judged),
            recall: wilson(right, metrics.support).filter(|_| judged),
            f1: judged.then_some(f1),
            average_precision: judged.then_some(metrics.average_precision),
            curve: curve(predictions),
            reliability: reliability(predictions).to_vec(),
            words,
            words_against,
            confused_with: self.confused_with(l, paragraphs),
        }
    }

    fn confused_with(&self, l: usize, paragraphs: &[Paragraph]) -> Vec<Confused> {
        let predicted = paragraphs.iter().zip(&self.labels[l].predictions);
        let wrong = predicted.filter(|(_, p)| p.predicted && p.actual == Some(false));
        let wrong: Vec<&String> = wrong.flat_map(|(paragraph, _)| &paragraph.labels).collect();
        let confused = |id: &str| Confused {
            id: id.to_owned(),
            count: wrong.iter().filter(|&&label| label == id).count(),
        };
        let ids = distinct(wrong.iter().map(|id| id.as_str()));
        let mut confused: Vec<Confused> = ids.into_iter().map(confused).collect();
        sort_by(&mut confused, |a, b| b.count.cmp(&a.count));
        confused
    }

    /// Returns the n-grams for and against a theme: weight times the root of the number of
    /// paragraphs, highest first. Leaves out an n-gram that contains a listed one or is contained.
    fn words(&self, l: usize) -> [Vec<Word>; 2] {
        const LISTED: usize = 20;
        let bags = &self.data.bags;
        let mut paragraphs = vec![0u32; bags.ngrams.len()];
        for paragraph in &bags.paragraphs {
            paragraph.ngrams().into_iter().for_each(|n| paragraphs[n as usize] += 1);
        }
        let label = &self.model.labels[l];
        let step = f64::from(label.scale) * f64::from(label.calibration.slope);
        let mut words: Vec<(f64, Word)> = Vec::new();
        for ((ngram, &feature), &n) in
            bags.ngrams.iter().zip(&self.data.feature_of).zip(&paragraphs)
        {
            let key = self.data.keys[feature as usize];
            if let Ok(k) = self.model.keys.binary_search(&key) {
                let weight = f64::from(self.model.weight(k, l)) * step;
                words.push((weight * f64::from(n).sqrt(), Word { ngram: ngram.clone(), weight }));
            }
        }
        sort_by(&mut words, |a, b| {
            b.0.abs().total_cmp(&a.0.abs()).then_with(|| a.1.ngram.cmp(&b.1.ngram))
        });
        [1.0, -1.0].map(|sign| {
            let mut listed: Vec<Word> = Vec::new();
            for (importance, word) in &words {
                let spaced = |ngram: &str| format!(" {ngram} ");
                let overlaps = |known: &Word| {
                    let (a, b) = (spaced(&known.ngram), spaced(&word.ngram));
                    a.contains(&b) || b.contains(&a)
                };
                if importance * sign > 0.0 && listed.len() < LISTED && !listed.iter().any(overlaps)
                {
                    listed.push(word.clone());
                }
            }
            listed
        })
    }

    /// Returns labels that the held-out predictions contradict.
    ///
    /// A label is doubtful if its probability is beyond the mean of the paragraphs labelled the
    /// other way (C. Northcutt et al., “Confident learning”, 2021, one theme against the rest).
    fn label_errors(&self, paragraphs: &[Paragraph], themes: &[ThemeSummary]) -> Vec<LabelError> {
        const LISTED: usize = 100;
        let mut errors: Vec<(f32, LabelError)> = Vec::new();
        for (l, theme) in themes.iter().enumerate().filter(|(_, theme)| theme.judged) {
            let predictions = &self.labels[l].predictions[..paragraphs.len()];
            let mean = |actual: bool| {
                let of = predictions.iter().filter(|p| p.actual == Some(actual));
                of.clone().map(|p| p.probability).sum::<f32>() / of.count().max(1) as f32
            };
            let (with, without) = (mean(true), mean(false));
            for (i, p) in predictions.iter().enumerate() {
                let Some(actual) = p.actual else { continue };
                let doubt = if actual { without - p.probability } else { p.probability - with };
                if doubt < 0.0 {
                    continue;
                }
                let mut suggested = paragraphs[i].labels.clone();
                suggested.retain(|label| *label != theme.id);
                if !actual {
                    suggested.push(theme.id.clone());
                }
                let (theme, probability) = (theme.id.clone(), p.probability);
                // The distance relative to the largest possible one.
                let doubt = doubt / if actual { without } else { 1.0 - with }.max(1e-6);
                let error = LabelError { example: i, theme, actual, probability, suggested };
                errors.push((doubt, error));
            }
        }
        sort_by(&mut errors, |a, b| b.0.total_cmp(&a.0).then(a.1.example.cmp(&b.1.example)));
        errors.into_iter().map(|(_, error)| error).take(LISTED).collect()
    }
}

fn curve(predictions: &[Prediction]) -> Vec<CurvePoint> {
    let point = |fiftieth: u8| {
        let threshold = f32::from(fiftieth) / 50.0;
        let at = |p: &Prediction| Prediction { predicted: p.probability >= threshold, ..*p };
        let at: Vec<Prediction> = predictions.iter().map(at).collect();
        let metrics = measure(&at);
        let marked = at.iter().filter(|p| p.predicted && p.actual.is_some()).count();
        CurvePoint { threshold, precision: metrics.precision, recall: metrics.recall, marked }
    };
    (1..50).map(point).collect()
}
