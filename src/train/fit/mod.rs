//! Fitting: from bags to the quantised weights of a model.
//!
//! [`sparse`] and [`logistic`] are the matrix and the solver, [`weighting`] the scale of features
//! and samples, [`selection`] the choice of n-grams.

mod logistic;
mod selection;
mod size;
mod sparse;
mod weighting;

use linfa::DatasetBase;
use linfa::dataset::Records;
use linfa::traits::Fit;
use ndarray::Array1;

use super::data::{Bags, Paragraph, Theme};
use super::params::ValidParams;
use crate::Error;
use crate::model::Label;
use crate::model::{Calibration, Color, Model, quantize::quantize};
use crate::ngram::Vectorizer;
use logistic::Logistic;
use sparse::Sparse;

/// Bags as a matrix of paragraphs by features. N-grams with the same key are one feature.
#[derive(Debug)]
pub(super) struct TrainingSet {
    pub bags: Bags,
    pub vectorizer: Vectorizer,
    /// Keys of the features, ascending.
    pub keys: Vec<u32>,
    /// For each n-gram of the vocabulary the index of its feature.
    pub feature_of: Vec<u32>,
    /// idf / √tokens of each feature in each paragraph that contains it.
    x: Sparse,
    idf: Vec<f64>,
    /// Sample weight of each paragraph.
    weights: Vec<f32>,
}

impl TrainingSet {
    /// Turns the vocabulary into features and the paragraphs into rows.
    pub fn new(bags: Bags, params: &ValidParams) -> Result<Self, Error> {
        let vectorizer = bags.vectorizer(params.key_bits)?;
        let ngram_keys = bags.ngrams.iter().map(|ngram| {
            vectorizer.key_of(ngram).ok_or_else(|| {
                let expected =
                    format!("expected n-grams of 1 to {} tokens in normal form", bags.max_n);
                Error::training(format!(
                    "{expected}, found {ngram:?}; make the bags again with this version"
                ))
            })
        });
        let ngram_keys = ngram_keys.collect::<Result<Vec<u32>, _>>()?;
        let mut keys = ngram_keys.clone();
        keys.sort_unstable();
        keys.dedup();
        let feature_of: Vec<u32> =
            ngram_keys.iter().map(|key| keys.partition_point(|k| k < key) as u32).collect();

        let rows: Vec<Vec<u32>> =
            bags.paragraphs.iter().map(|p| features_of(p, &feature_of)).collect();
        let idf = weighting::idf(&bags, &feature_of, &rows, keys.len());
        let mut x = Sparse::new(keys.len());
        for (row, paragraph) in rows.iter().zip(&bags.paragraphs) {
            let tokens: u64 = paragraph.windows.iter().map(|w| u64::from(w.tokens)).sum();
            let norm = 1.0 / (tokens.max(1) as f64).sqrt();
            x.push(row.iter().map(|&f| (f, idf[f as usize] * norm)));
        }
        let weights = bags.paragraphs.iter().map(|p| weighting::sample_weight(p, params)).collect();
        Ok(Self { bags, vectorizer, keys, feature_of, x, idf, weights })
    }

    /// Returns the indices of all paragraphs.
    pub fn all_rows(&self) -> Vec<usize> {
        (0..self.bags.paragraphs.len()).collect()
    }

    /// Fits a label on `x`, whose rows are these paragraphs. Returns the weights of the features'
    /// presence, with idf and class ratio multiplied in.
    fn fit_label(
        &self,
        label: &str,
        rows: &[usize],
        x: &Sparse,
        idf: &[f64],
        params: &ValidParams,
    ) -> Result<Logistic, Error> {
        let actual: Vec<Option<bool>> =
            rows.iter().map(|&i| self.bags.paragraphs[i].actual(label)).collect();
        let ratio = weighting::class_ratio(x, &actual, params.ratio_power);
        let mut scaled = Sparse::new(x.nfeatures());
        for i in 0..rows.len() {
            scaled.push(x.row(i).map(|(c, v)| (c as u32, v * ratio[c])));
        }
        // A paragraph whose label is unknown has weight 0.
        let weight =
            |(&i, actual): (&usize, &Option<bool>)| actual.map_or(0.0, |_| self.weights[i]);
        let dataset = DatasetBase::new(
            scaled,
            actual.iter().map(|&t| t == Some(true)).collect::<Array1<bool>>(),
        )
        .with_weights(rows.iter().zip(&actual).map(weight).collect());
        let mut fitted = Logistic::params()
            .c(params.c / weighting::SQUARED_NORM)
            .tolerance(1e-4)
            .fit(&dataset)?;
        for (w, (idf, ratio)) in fitted.weights.iter_mut().zip(idf.iter().zip(&ratio)) {
            *w *= idf * ratio;
        }
        Ok(fitted)
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
            let quantized =
                quantize(&all, params.max_level, all.iter().fold(0.0, |a: f64, w| a.max(w.abs())));
            weights.extend(quantized.values);
            labels.push(label(theme, &self.bags.language, fitted.bias as f32, quantized.scale)?);
        }
        let keys = columns.iter().map(|&c| self.keys[c]).collect();
        Ok(Model {
            vectorizer: self.vectorizer,
            pooling: params.sentence_weight as f32,
            labels,
            keys,
            weights,
        })
    }
}

/// Returns the indices of a paragraph's features, ascending.
fn features_of(paragraph: &Paragraph, feature_of: &[u32]) -> Vec<u32> {
    let mut features: Vec<u32> =
        paragraph.sentences().flat_map(|s| &s.ngrams).map(|&n| feature_of[n as usize]).collect();
    features.sort_unstable();
    features.dedup();
    features
}

/// Returns a label without calibration.
fn label(theme: &Theme, language: &str, bias: f32, scale: f32) -> Result<Label, Error> {
    let color = |text: &str| {
        Color::parse(text).ok_or_else(|| {
            Error::training(format!("expected a colour like #1f5fbf, found {text:?}"))
        })
    };
    // The language of the texts first, Vietnamese if it is not given, the others in alphabetical
    // order: readers of the model take the first one for its language.
    let first = if language.is_empty() { "vi" } else { language };
    let mut names: Vec<(String, String)> = theme.name.clone().into_iter().collect();
    if let Some(i) = names.iter().position(|(language, _)| language == first) {
        names[..=i].rotate_right(1);
    }
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

#[cfg(test)]
mod tests {
    use linfa::ParamGuard;

    use super::*;
    use crate::jsonl::read_examples;
    use crate::train::Params;

    #[test]
    fn numbers_of_tokens_beyond_32_bits_do_not_overflow() {
        let line = r#"{"id": "a", "text": "cán bộ. biên chế", "labels": []}"#;
        let examples = read_examples("a.jsonl", line.as_bytes()).unwrap();
        let mut bags = Bags::from_examples(&examples, 2).unwrap();
        let mut window = bags.paragraphs[0].windows[0].clone();
        window.tokens = u32::MAX;
        bags.paragraphs[0].windows = vec![window.clone(), window];
        assert!(TrainingSet::new(bags, &Params::default().check().unwrap()).is_ok());
    }
}
