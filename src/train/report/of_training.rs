//! The report of a training: everything cross-validated.

use std::collections::BTreeSet;

use super::{Evidence, Judged, ModelSize, Report, Training};
use crate::train::validate::Scorer;
use crate::train::{Trained, brotli_len};

impl Trained<'_> {
    /// Measures the training: every paragraph is judged by a model that has not seen its article.
    pub fn report(&self, name: &str) -> Report {
        let bags = self.prepared.bags;
        let rows: Vec<usize> = (0..bags.paragraphs.len()).filter(|&i| !bags.paragraphs[i].train_only).collect();
        let judged = judged(self, &rows);
        let mut scorers: Vec<Scorer<'_>> =
            self.held_out.models.iter().map(|model| Scorer::new(&self.prepared, model.clone())).collect();
        let size =
            ModelSize { features: self.model.keys.len(), bytes: self.file.len(), brotli: brotli_len(&self.file) };
        let report = judged.report(name, &self.model, size, &mut |i, l| {
            let row = rows[i];
            self.evidence(&mut scorers[self.held_out.fold_of[row]], row, l)
        });
        let training = Training { params: self.params, ngrams: bags.ngrams.len(), background: bags.background };
        Report { training: Some(training), ..report }
    }

    /// What each n-gram of a paragraph adds to a label's calibrated logit: the logit less the logit without it.
    fn evidence(&self, scorer: &mut Scorer<'_>, i: usize, l: usize) -> Vec<Evidence> {
        let bags = self.prepared.bags;
        let paragraph = &bags.paragraphs[i];
        let slope = f64::from(self.labels[l].calibration.slope);
        let whole = self.held_out.logits[i][l];
        let ngrams: BTreeSet<u32> = paragraph.sentences.iter().flat_map(|s| s.ngrams.iter().copied()).collect();
        let evidence = ngrams.into_iter().map(|ngram| Evidence {
            ngram: bags.ngrams[ngram as usize].clone(),
            weight: slope * (whole - scorer.logits_without(paragraph, Some(ngram))[l]),
        });
        evidence.collect()
    }
}

/// What is known of the paragraphs of these rows.
fn judged(trained: &Trained<'_>, rows: &[usize]) -> Judged {
    let paragraphs = &trained.prepared.bags.paragraphs;
    Judged {
        ids: rows.iter().map(|&i| paragraphs[i].id.clone()).collect(),
        groups: rows.iter().map(|&i| paragraphs[i].group.clone()).collect(),
        unsure: rows.iter().map(|&i| paragraphs[i].unsure).collect(),
        scored: trained.labels.iter().map(|l| rows.iter().map(|&i| l.scored[i]).collect()).collect(),
        given: trained.labels.iter().map(|l| rows.iter().map(|&i| l.given[i]).collect()).collect(),
    }
}
