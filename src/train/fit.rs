//! From bags to weights: scaled features, a fit over all of them, selection, a second fit, quantisation.
//!
//! A feature's value in a paragraph that has it is r(f) · idf(f) / √tokens, 0 elsewhere. The scale only says how
//! freely a feature may be used, since it is folded into the weight afterwards (at the reader a feature is there or not):
//!
//! - idf(f) = ln((N + 1) / (df(f) + 1)) + 1 over the N paragraphs of the background, or of the bags themselves where
//!   none was counted (K. Spärck Jones, 1972, smoothed).
//! - r(f) = |ln(P(f | label) / P(f | no label))|^power with one added to every count, scaled to a mean of 1
//!   (S. Wang and C. Manning, “Baselines and bigrams”, ACL 2012, softened by the power).

use linfa::DatasetBase;
use linfa::dataset::Records;
use linfa::traits::Fit;
use ndarray::Array1;

use super::bags::{Bags, Paragraph};
use super::data::truth;
use super::logistic::Logistic;
use super::params::ValidParams;
use super::sparse::Sparse;
use super::themes::Theme;
use crate::Error;
use crate::model::Label;
use crate::model::{Calibration, Color, Model, quantize::quantize};
use crate::ngram::Vectorizer;

/// Bags as training sees them: n-grams with one key are one feature.
pub struct Prepared<'b> {
    /// Where they come from.
    pub bags: &'b Bags,
    /// The way from text to keys.
    pub vectorizer: Vectorizer,
    /// The keys of the features, ascending.
    pub keys: Vec<u32>,
    /// For each n-gram of the vocabulary the number of its feature.
    pub feature_of: Vec<u32>,
    /// Presence of features in paragraphs, times idf, over √tokens.
    x: Sparse,
    idf: Vec<f64>,
    /// Sample weights.
    weights: Vec<f32>,
}

/// Whether a paragraph has a label; `None` where that is open.
pub fn has_label(paragraph: &Paragraph, label: &str) -> Option<bool> {
    truth(&paragraph.labels, &paragraph.ignore, label)
}

impl<'b> Prepared<'b> {
    /// Turns the vocabulary into features and the paragraphs into rows.
    pub fn new(bags: &'b Bags, params: &ValidParams) -> Result<Self, Error> {
        let vectorizer = bags.vectorizer(params.key_bits)?;
        let ngram_keys = bags.ngrams.iter().map(|ngram| {
            vectorizer.key_of(ngram).ok_or_else(|| Error::Training(format!("{ngram:?} is no n-gram of this version")))
        });
        let ngram_keys = ngram_keys.collect::<Result<Vec<u32>, _>>()?;
        let mut keys = ngram_keys.clone();
        keys.sort_unstable();
        keys.dedup();
        let feature_of: Vec<u32> = ngram_keys.iter().map(|key| keys.partition_point(|k| k < key) as u32).collect();

        let rows: Vec<Vec<u32>> = bags.paragraphs.iter().map(|p| features_of(p, &feature_of)).collect();
        let idf = idf(bags, &feature_of, &rows, keys.len());
        let mut x = Sparse::new(keys.len());
        for (row, paragraph) in rows.iter().zip(&bags.paragraphs) {
            let tokens: u32 = paragraph.sentences.iter().map(|s| s.tokens).sum();
            let norm = 1.0 / f64::from(tokens.max(1)).sqrt();
            x.push(row.iter().map(|&f| (f, idf[f as usize] * norm)));
        }
        let weight = |p: &Paragraph| {
            let unsure = if p.unsure { params.unsure_weight } else { 1.0 };
            let train_only = if p.train_only { params.train_only_weight } else { 1.0 };
            (unsure * train_only) as f32
        };
        let weights = bags.paragraphs.iter().map(weight).collect();
        Ok(Self { bags, vectorizer, keys, feature_of, x, idf, weights })
    }

    /// Fits the label on these paragraphs and columns. The weights are for presence: scales folded in.
    fn fit_label(
        &self,
        label: &str,
        rows: &[usize],
        x: &Sparse,
        idf: &[f64],
        params: &ValidParams,
    ) -> Result<Logistic, Error> {
        let truths: Vec<Option<bool>> = rows.iter().map(|&i| has_label(&self.bags.paragraphs[i], label)).collect();
        let ratio = class_ratio(x, &truths, params.ratio_power);
        let mut scaled = Sparse::new(x.nfeatures());
        for i in 0..rows.len() {
            scaled.push(x.row(i).map(|(c, v)| (c as u32, v * ratio[c])));
        }
        let weight = |(&i, truth): (&usize, &Option<bool>)| truth.map_or(0.0, |_| self.weights[i]);
        let dataset = DatasetBase::new(scaled, truths.iter().map(|&t| t == Some(true)).collect::<Array1<bool>>())
            .with_weights(rows.iter().zip(&truths).map(weight).collect());
        let mut fitted = Logistic::params().c(params.c / SQUARED_NORM).tolerance(1e-4).fit(&dataset)?;
        for (w, (idf, ratio)) in fitted.weights.iter_mut().zip(idf.iter().zip(&ratio)) {
            *w *= idf * ratio;
        }
        Ok(fitted)
    }

    /// The features in the order in which a model of limited size takes them, by a fit over all: those first that matter
    /// most for some label, a feature's matter being |weight| · √(paragraphs that have it).
    pub fn select(&self, themes: &[Theme], rows: &[usize], params: &ValidParams) -> Result<Vec<usize>, Error> {
        let x = self.x.select(rows);
        let mut paragraphs = vec![0u32; self.keys.len()];
        (0..rows.len()).for_each(|i| x.row(i).for_each(|(c, _)| paragraphs[c] += 1));
        let mut matter = vec![0f64; self.keys.len()];
        for theme in themes {
            let fitted = self.fit_label(&theme.id, rows, &x, &self.idf, params)?;
            for ((matter, w), &n) in matter.iter_mut().zip(&fitted.weights).zip(&paragraphs) {
                *matter = matter.max(w.abs() * f64::from(n).sqrt());
            }
        }
        let mut order: Vec<usize> = (0..self.keys.len()).filter(|&f| matter[f] > 0.0).collect();
        order.sort_by(|&a, &b| matter[b].total_cmp(&matter[a]).then(a.cmp(&b)));
        Ok(order)
    }

    /// Fits and quantises a model of the first `count` features of `order`, without calibration.
    pub fn model(
        &self,
        themes: &[Theme],
        rows: &[usize],
        order: &[usize],
        count: usize,
        params: &ValidParams,
    ) -> Result<Model, Error> {
        let mut columns = order[..count.min(order.len())].to_vec();
        columns.sort_unstable();
        let x = self.x.select(rows).select_columns(&columns);
        let idf: Vec<f64> = columns.iter().map(|&c| self.idf[c]).collect();
        let mut labels = Vec::with_capacity(themes.len());
        let mut weights = Vec::with_capacity(columns.len() * themes.len());
        for theme in themes {
            let fitted = self.fit_label(&theme.id, rows, &x, &idf, params)?;
            let all: Vec<f64> = fitted.weights.to_vec();
            let quantized = quantize(&all, params.levels, all.iter().fold(0.0, |a: f64, w| a.max(w.abs())));
            weights.extend(quantized.values);
            labels.push(label(theme, fitted.bias as f32, quantized.scale)?);
        }
        let keys = columns.iter().map(|&c| self.keys[c]).collect();
        Ok(Model { vectorizer: self.vectorizer, pooling: params.pooling as f32, labels, keys, weights })
    }
}

/// A paragraph's row is about 10 long in the Euclidean norm (idf near 10 for the rarer of its n-grams, over √tokens). Dividing C
/// by the square keeps it on the scale that it has for rows of length 1, where values around 1 to 100 are usual.
const SQUARED_NORM: f64 = 100.0;

/// The features of a paragraph, ascending.
fn features_of(paragraph: &Paragraph, feature_of: &[u32]) -> Vec<u32> {
    let mut features: Vec<u32> =
        paragraph.sentences.iter().flat_map(|s| &s.ngrams).map(|&n| feature_of[n as usize]).collect();
    features.sort_unstable();
    features.dedup();
    features
}

fn idf(bags: &Bags, feature_of: &[u32], rows: &[Vec<u32>], features: usize) -> Vec<f64> {
    let mut df = vec![0u32; features];
    let total = if bags.background > 0 {
        bags.document_frequency.iter().zip(feature_of).for_each(|(&n, &f)| df[f as usize] += n);
        bags.background
    } else {
        rows.iter().flatten().for_each(|&f| df[f as usize] += 1);
        rows.len() as u32
    };
    df.iter().map(|&n| libm::log((f64::from(total) + 1.0) / (f64::from(n.min(total)) + 1.0)) + 1.0).collect()
}

/// For each feature |ln of how much likelier it is with the label than without|^power, scaled to a mean of 1.
fn class_ratio(x: &Sparse, truths: &[Option<bool>], power: f64) -> Vec<f64> {
    let mut counts = vec![[1.0f64; 2]; x.nfeatures()];
    let mut totals = [2.0f64; 2];
    for (i, truth) in truths.iter().enumerate() {
        if let &Some(truth) = truth {
            let class = usize::from(truth);
            totals[class] += 1.0;
            x.row(i).for_each(|(c, _)| counts[c][class] += 1.0);
        }
    }
    let log_ratio = |n: &[f64; 2]| libm::log((n[1] / totals[1]) / (n[0] / totals[0])).abs();
    // A feature that says nothing keeps a little freedom: it may say something together with others.
    let mut ratio: Vec<f64> = counts.iter().map(|n| libm::pow(log_ratio(n).max(0.01), power)).collect();
    let mean = ratio.iter().sum::<f64>() / ratio.len().max(1) as f64;
    ratio.iter_mut().for_each(|r| *r /= mean);
    ratio
}

fn label(theme: &Theme, bias: f32, scale: f32) -> Result<Label, Error> {
    let color = |text: &str| Color::parse(text).ok_or_else(|| Error::Training(format!("{text:?} is no colour")));
    // Vietnamese first, the others in alphabetical order.
    let mut names: Vec<(String, String)> = theme.name.clone().into_iter().collect();
    names.sort_by_key(|(language, _)| language != "vi");
    Ok(Label {
        id: theme.id.clone(),
        names,
        color: color(&theme.color.light)?,
        color_dark: color(&theme.color.dark)?,
        threshold: 0.5,
        bias,
        scale,
        calibration: Calibration { slope: 1.0, intercept: 0.0 },
    })
}
