//! Cross-validation: what models say of paragraphs they have not seen.

use super::Progress;
use super::bags::{Bags, Paragraph};
use super::fit::Prepared;
use super::params::ValidParams;
use super::themes::Theme;
use crate::Error;
use crate::classifier::{Classifier, Scratch};
use crate::features::{Features, Ngram};
use crate::model::Model;
use crate::text::ByteSpan;

/// The fold of each paragraph: one for all of a group, by a hash of its name.
pub fn folds(bags: &Bags, folds: usize) -> Vec<usize> {
    let fold = |p: &Paragraph| {
        // FNV-1a, then its high bits: the low ones of short names are not even.
        let hash =
            p.group.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) as usize % folds
    };
    bags.paragraphs.iter().map(fold).collect()
}

/// For each paragraph the logits, before calibration, of a model that was trained without its fold, with the same
/// selection to the same number of features and the same quantisation as the final one.
pub fn held_out_logits(
    prepared: &Prepared<'_>,
    themes: &[Theme],
    fold_of: &[usize],
    count: usize,
    params: &ValidParams,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<Vec<f64>>, Error> {
    let mut logits = vec![Vec::new(); fold_of.len()];
    for fold in 0..params.folds {
        progress(Progress { stage: "cross-validating", done: fold, total: params.folds });
        let rows: Vec<usize> = (0..fold_of.len()).filter(|&i| fold_of[i] != fold).collect();
        let order = prepared.select(themes, &rows, params)?;
        let model = prepared.model(themes, &rows, &order, count, params)?;
        let mut scorer = Scorer::new(prepared, model);
        for i in (0..fold_of.len()).filter(|&i| fold_of[i] == fold) {
            logits[i] = scorer.logits(&prepared.bags.paragraphs[i]);
        }
    }
    progress(Progress { stage: "cross-validating", done: params.folds, total: params.folds });
    Ok(logits)
}

/// Scores bags by the code that scores texts.
struct Scorer<'p> {
    prepared: &'p Prepared<'p>,
    classifier: Classifier,
    scratch: Scratch,
}

impl<'p> Scorer<'p> {
    fn new(prepared: &'p Prepared<'p>, model: Model) -> Self {
        Self { prepared, classifier: Classifier::new(model), scratch: Scratch::default() }
    }

    fn logits(&mut self, paragraph: &Paragraph) -> Vec<f64> {
        let Prepared { keys, feature_of, .. } = self.prepared;
        let logits = self.classifier.pool(&mut self.scratch, paragraph.sentences.len(), |sums| {
            for sentence in &paragraph.sentences {
                for &ngram in &sentence.ngrams {
                    let key = keys[feature_of[ngram as usize] as usize];
                    sums.ngram(Ngram { key, n: 1, span: ByteSpan { start: 0, end: 0 } });
                }
                sums.sentence_end(sentence.tokens as usize);
            }
        });
        logits[..self.classifier.model().labels.len()].to_vec()
    }
}
