//! The scale of features and the weight of samples.
//!
//! A feature's value in a paragraph that contains it is r(f) · idf(f) / √tokens. The scale decides
//! how strongly the penalty holds a feature's weight down; it is multiplied into the weight after
//! the fit, because at prediction a feature is only present or absent.
//!
//! - idf(f) = ln((N + 1) / (df(f) + 1)) + 1 over the N paragraphs of the background, or of the bags
//!   if there is none (K. Spärck Jones, 1972, smoothed).
//! - r(f) = |ln(P(f | label) / P(f | no label))|^power, with one added to every count, divided by
//!   its mean (S. Wang and C. Manning, “Baselines and bigrams”, ACL 2012, softened by the power).

use linfa::dataset::Records;

use super::sparse::Sparse;
use crate::train::data::{Bags, Paragraph};
use crate::train::params::ValidParams;

/// Divisor of C. A paragraph's row has a Euclidean norm of about 10 (idf near 10 for its rarer
/// n-grams, over √tokens). Divided by the square, C has the scale known from rows of length 1,
/// where values from 1 to 100 are usual.
pub(super) const SQUARED_NORM: f64 = 100.0;

/// Returns the inverse document frequency of each feature.
pub(super) fn idf(bags: &Bags, feature_of: &[u32], rows: &[Vec<u32>], features: usize) -> Vec<f64> {
    let mut df = vec![0u32; features];
    let total = if bags.background > 0 {
        bags.document_frequency.iter().zip(feature_of).for_each(|(&n, &f)| df[f as usize] += n);
        bags.background
    } else {
        rows.iter().flatten().for_each(|&f| df[f as usize] += 1);
        rows.len() as u32
    };
    df.iter()
        .map(|&n| libm::log((f64::from(total) + 1.0) / (f64::from(n.min(total)) + 1.0)) + 1.0)
        .collect()
}

/// Returns the class ratio r of each feature; the mean is 1.
pub(super) fn class_ratio(x: &Sparse, actual: &[Option<bool>], power: f64) -> Vec<f64> {
    let mut counts = vec![[1.0f64; 2]; x.nfeatures()];
    let mut totals = [2.0f64; 2];
    for (i, actual) in actual.iter().enumerate() {
        if let &Some(actual) = actual {
            let class = usize::from(actual);
            totals[class] += 1.0;
            x.row(i).for_each(|(c, _)| counts[c][class] += 1.0);
        }
    }
    let log_ratio = |n: &[f64; 2]| libm::log((n[1] / totals[1]) / (n[0] / totals[0])).abs();
    // The lower bound keeps features that are useful only together with others.
    let mut ratio: Vec<f64> =
        counts.iter().map(|n| libm::pow(log_ratio(n).max(0.01), power)).collect();
    let mean = ratio.iter().sum::<f64>() / ratio.len().max(1) as f64;
    ratio.iter_mut().for_each(|r| *r /= mean);
    ratio
}

/// Returns the sample weight of a paragraph.
pub(super) fn sample_weight(paragraph: &Paragraph, params: &ValidParams) -> f32 {
    let unsure = if paragraph.unsure { params.unsure_weight } else { 1.0 };
    let train_only = if paragraph.train_only { params.train_only_weight } else { 1.0 };
    (unsure * train_only) as f32
}
