//! The n-grams with the largest weights of a label. The model has only their hashes; bags have the
//! n-grams.

use serde::Serialize;
use themelight::Model;
use themelight::train::Bags;

/// Maximum number of n-grams shown for and against a label.
const SHOWN: usize = 20;

/// The n-grams with the largest weights for and against a label, strongest first.
#[derive(Serialize)]
pub struct Strongest<'b> {
    pub r#for: Vec<Weighted<'b>>,
    pub against: Vec<Weighted<'b>>,
}

/// An n-gram and its contribution to the uncalibrated logit of a text of one token.
#[derive(Serialize, Clone)]
pub struct Weighted<'b> {
    pub ngram: &'b str,
    pub weight: f64,
}

impl<'b> Strongest<'b> {
    pub fn new(model: &Model, label: usize, bags: &'b Bags) -> Self {
        let scale = f64::from(model.labels[label].scale);
        let weight = |ngram: &str| {
            let index = model.keys.binary_search(&model.vectorizer.key_of(ngram)?).ok()?;
            Some(f64::from(model.weight(index, label)) * scale)
        };
        let mut weighted: Vec<Weighted<'b>> = bags
            .ngrams
            .iter()
            .filter_map(|ngram| Some(Weighted { ngram, weight: weight(ngram)? }))
            .collect();
        weighted.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let most =
            |side: &mut dyn Iterator<Item = &Weighted<'b>>, sign: f64| -> Vec<Weighted<'b>> {
                side.take_while(|w| w.weight * sign > 0.0).take(SHOWN).cloned().collect()
            };
        Strongest {
            r#for: most(&mut weighted.iter(), 1.0),
            against: most(&mut weighted.iter().rev(), -1.0),
        }
    }
}

/// Formats n-grams as a line of text.
pub fn listed(ngrams: &[Weighted<'_>]) -> String {
    ngrams.iter().map(|w| format!("{} {:+.2}", w.ngram, w.weight)).collect::<Vec<_>>().join(", ")
}
