//! Quality against more articles (would more labels help?) and against more bytes (what does the size cost?).

use serde::Serialize;

use crate::Error;
use crate::model::format;
use crate::train::bags::Paragraph;
use crate::train::fit::has_label;
use crate::train::metrics::{macro_f1, measure_given};
use crate::train::validate::{self, HeldOut, Shape, group_hash};
use crate::train::{Progress, Trained, brotli_len};

/// Cross-validated quality of other trainings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curves {
    /// Trained on a part of the articles, measured on all.
    pub articles: Vec<Point>,
    /// Trained to other sizes; the last one has all n-grams and the finest weights.
    pub sizes: Vec<Point>,
}

/// One training.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Paragraphs trained on, the part of them that is trained on for each fold.
    pub paragraphs: usize,
    /// Selected n-grams.
    pub features: usize,
    /// The largest quantised weight.
    pub levels: i8,
    /// Bytes of a model of this size under Brotli.
    pub brotli: usize,
    /// The mean of the labels' F1.
    pub macro_f1: f64,
    /// Each label's F1, in the model's order.
    pub f1: Vec<f64>,
}

/// Parts of the articles, in percent. A larger part has all articles of the smaller.
const PARTS: [u64; 4] = [10, 25, 50, 75];

/// The fewest paragraphs with a label among which training still makes sense.
const MIN_POSITIVES: usize = 5;

impl Trained<'_> {
    /// Trains again on fewer articles and to other sizes.
    pub fn curves(&self, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Curves, Error> {
        let shape = Shape { features: self.model.keys.len(), levels: self.params.levels };
        let all = |_: &Paragraph| true;
        let this = self.point(&self.held_out, shape, &all)?;

        let mut articles = Vec::new();
        for (done, part) in PARTS.into_iter().enumerate() {
            // By other bits than those that make the folds.
            let kept = move |p: &Paragraph| group_hash(p) / 1009 % 100 < part;
            if self.is_enough(&kept) {
                let stage = &mut stage(progress, "fewer articles", done, PARTS.len());
                let held_out = validate::held_out(&self.prepared, self.themes, &kept, &[shape], &self.params, stage)?;
                // Of very few articles, or n-grams, a label may come out the wrong way round: then there is no point to draw.
                articles.extend(self.point(&held_out[0], shape, &kept).ok());
            }
        }
        articles.push(this.clone());

        let most = self.prepared.keys.len();
        let mut shapes: Vec<Shape> = [8, 4, 2]
            .into_iter()
            .map(|part| shape.features / part)
            .chain([shape.features * 2])
            .filter(|&features| (1..most).contains(&features))
            .map(|features| Shape { features, ..shape })
            .collect();
        shapes.push(Shape { features: most, levels: i8::MAX });
        let stage = &mut stage(progress, "other sizes", 0, 1);
        let held_out = validate::held_out(&self.prepared, self.themes, &all, &shapes, &self.params, stage)?;
        let mut sizes = vec![this];
        for (held_out, &shape) in held_out.iter().zip(&shapes) {
            sizes.extend(self.point(held_out, shape, &all).ok());
        }
        sizes.sort_by_key(|point| point.features);
        Ok(Curves { articles, sizes })
    }

    /// Whether every label has some paragraphs to be learnt from in every fold.
    fn is_enough(&self, kept: &dyn Fn(&Paragraph) -> bool) -> bool {
        let (bags, fold_of) = (self.prepared.bags, &self.held_out.fold_of);
        let learnable = |fold: usize, label: &str| {
            let kept = bags.paragraphs.iter().zip(fold_of).filter(|(p, f)| **f != fold && kept(p));
            kept.filter(|(p, _)| has_label(p, label) == Some(true)).count() >= MIN_POSITIVES
        };
        (0..self.params.folds).all(|fold| self.themes.iter().all(|theme| learnable(fold, &theme.id)))
    }

    fn point(&self, held_out: &HeldOut, shape: Shape, kept: &dyn Fn(&Paragraph) -> bool) -> Result<Point, Error> {
        let bags = self.prepared.bags;
        let mut metrics = Vec::new();
        for (l, theme) in self.themes.iter().enumerate() {
            let label = held_out.calibrate(bags, l, &theme.id)?;
            metrics.push(measure_given(&label.scored, &label.given));
        }
        let largest = held_out.models.iter().max_by_key(|model| model.keys.len());
        let (features, brotli) = match largest {
            // The final model of this very shape is at hand.
            _ if shape.features == self.model.keys.len() => (shape.features, brotli_len(&self.file)),
            Some(model) => (model.keys.len(), brotli_len(&format::write(model)?)),
            None => (0, 0),
        };
        let count = |which: &dyn Fn(&Paragraph) -> bool| bags.paragraphs.iter().filter(|p| which(p)).count();
        let judged = count(&|p| !p.train_only && kept(p));
        let paragraphs = judged * (self.params.folds - 1) / self.params.folds + count(&|p| p.train_only);
        let f1 = metrics.iter().map(|m| m.f1).collect();
        Ok(Point { paragraphs, features, levels: shape.levels, brotli, macro_f1: macro_f1(&metrics), f1 })
    }
}

/// The progress of a longer stage of which the inner one is a step.
fn stage<'p>(
    progress: &'p mut dyn FnMut(Progress<'_>),
    stage: &'static str,
    before: usize,
    stages: usize,
) -> impl FnMut(Progress<'_>) + 'p {
    move |p| progress(Progress { stage, done: before * p.total + p.done, total: stages * p.total })
}
