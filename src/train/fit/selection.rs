//! The choice of n-grams: the most important ones, as many as fit into the size of the model.

use super::TrainingSet;
use super::size::compressed_len;
use crate::Error;
use crate::evaluate::Progress;
use crate::model::{Model, format};
use crate::order::order;
use crate::train::data::Theme;
use crate::train::params::ValidParams;

impl TrainingSet {
    /// Returns the features by importance, highest first. The importance is the maximum over the
    /// labels of |weight| · √(number of paragraphs with the feature) after a fit over all features.
    pub fn select(
        &self,
        themes: &[Theme],
        rows: &[usize],
        params: &ValidParams,
    ) -> Result<Vec<usize>, Error> {
        let x = self.x.select(rows);
        let mut paragraphs = vec![0u32; self.keys.len()];
        (0..rows.len()).for_each(|i| x.row(i).for_each(|(c, _)| paragraphs[c] += 1));
        let mut importance = vec![0f64; self.keys.len()];
        for theme in themes {
            let fitted = self.fit_label(&theme.id, rows, &x, &self.idf, params)?;
            for ((importance, w), &n) in importance.iter_mut().zip(&fitted.weights).zip(&paragraphs)
            {
                *importance = importance.max(w.abs() * f64::from(n).sqrt());
            }
        }
        let mut order = order(importance.len(), &|a, b| importance[b].total_cmp(&importance[a]));
        order.retain(|&f| importance[f] > 0.0);
        Ok(order)
    }

    /// Returns the model with the most n-grams whose file fits into `max_bytes`.
    pub fn largest_model(
        &self,
        themes: &[Theme],
        order: &[usize],
        params: &ValidParams,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Model, Error> {
        const TRIES: usize = 6;
        let (rows, most) = (self.all_rows(), order.len().max(1));
        // Under Brotli a key takes about eleven bits and a weight four.
        let mut count = (params.max_bytes * 8 / (11 + 4 * themes.len())).clamp(1, most);
        let mut best: Option<Model> = None;
        for done in 0..TRIES {
            progress(Progress { stage: "fitting to the size", done, total: TRIES });
            let model = self.model(themes, &rows, order, count, params)?;
            let file = format::write(&model)?;
            let size = compressed_len(&model, &file);
            let tried = model.keys.len();
            if size <= params.max_bytes && best.as_ref().is_none_or(|b| b.keys.len() < tried) {
                best = Some(model);
                if tried == order.len() || size * 100 >= params.max_bytes * 99 {
                    break;
                }
            }
            // Aim a little below the maximum.
            count = (tried as f64 * (params.max_bytes as f64 * 0.996 / size as f64)) as usize;
            count = count.clamp(1, most);
        }
        progress(Progress { stage: "fitting to the size", done: TRIES, total: TRIES });
        best.ok_or_else(|| {
            let max = params.max_bytes;
            Error::training(format!(
                "expected a model of at most {max} bytes, found none; raise max_bytes"
            ))
        })
    }
}
