//! The report of a training: every figure is cross-validated.

use super::Trained;
use super::data::Bags;
use super::validate::Scorer;
use crate::evaluate::{Evidence, ModelSize, Paragraph, Predictions, Report, Training};

impl Trained {
    /// Returns the data that the model was trained on.
    pub fn bags(&self) -> &Bags {
        &self.data.bags
    }

    /// Measures the training: every paragraph is tagged by a model that was trained without its
    /// article. `name` is the title of the report.
    pub fn report(&self, name: &str) -> Report {
        let bags = &self.data.bags;
        let rows: Vec<usize> =
            (0..bags.paragraphs.len()).filter(|&i| !bags.paragraphs[i].train_only).collect();
        let mut scorers: Vec<Scorer<'_>> = self
            .held_out
            .models
            .iter()
            .map(|model| Scorer::new(&self.data, model.clone()))
            .collect();
        let size = ModelSize::new(self.model.keys.len(), &self.file);
        let report = self.predictions(&rows).report(name, &self.model, size, &mut |i, l| {
            let row = rows[i];
            self.evidence(&mut scorers[self.held_out.fold_of[row]], row, l)
        });
        let training = Training {
            params: self.params.report(),
            folds: self.params.folds,
            ngrams: bags.ngrams.len(),
            background: bags.background,
        };
        Report { training: Some(training), ..report }
    }

    /// Returns the held-out predictions for these paragraphs.
    fn predictions(&self, rows: &[usize]) -> Predictions {
        let paragraph = |&i: &usize| {
            let p = &self.data.bags.paragraphs[i];
            Paragraph { id: p.id.clone(), group: p.group.clone(), unsure: p.unsure }
        };
        Predictions {
            paragraphs: rows.iter().map(paragraph).collect(),
            labels: self
                .labels
                .iter()
                .map(|l| rows.iter().map(|&i| l.predictions[i]).collect())
                .collect(),
        }
    }

    /// Returns the contribution of each n-gram of a paragraph to a label's calibrated logit: the
    /// logit minus the logit without the n-gram.
    fn evidence(&self, scorer: &mut Scorer<'_>, i: usize, l: usize) -> Vec<Evidence> {
        let bags = &self.data.bags;
        let paragraph = &bags.paragraphs[i];
        let slope = f64::from(self.labels[l].calibration.slope);
        let whole = self.held_out.logits[i][l];
        let evidence = paragraph.ngrams().into_iter().map(|ngram| Evidence {
            ngram: bags.ngrams[ngram as usize].clone(),
            weight: slope * (whole - scorer.logits_without(paragraph, Some(ngram))[l]),
        });
        evidence.collect()
    }
}
