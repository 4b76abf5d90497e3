//! Quality by number of articles (would more labels help?) and by size of the model.

use super::Trained;
use super::data::{Paragraph, group_hash};
use super::validate::{self, HeldOut, Shape};
use crate::Error;
use crate::evaluate::{Curves, Metrics, Point, Progress, brotli_len, macro_f1, measure};
use crate::model::format;

/// Parts of the articles in percent. A larger part contains the articles of the smaller ones.
const PARTS: [u64; 4] = [10, 25, 50, 75];

/// The smallest number of paragraphs with a label to train on.
const MIN_POSITIVES: usize = 5;

impl Trained {
    /// Trains again on fewer articles and to other sizes, and measures by cross-validation.
    ///
    /// # Errors
    /// Fails if a training fails.
    pub fn curves(&self, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Curves, Error> {
        let shape = self.shape();
        let all = |_: &Paragraph| true;
        let articles = self.learning_curve(&PARTS, progress)?;
        let this = self.point(&self.held_out, shape, &all)?;

        let most = self.data.keys.len();
        let mut shapes: Vec<Shape> = [8, 4, 2]
            .into_iter()
            .map(|part| shape.features / part)
            .chain([shape.features * 2])
            .filter(|&features| (1..most).contains(&features))
            .map(|features| Shape { features, ..shape })
            .collect();
        shapes.push(Shape { features: most, max_level: i8::MAX });
        let stage = &mut stage(progress, "other sizes", 0, 1);
        let held_out =
            validate::held_out(&self.data, &self.themes, &all, &shapes, &self.params, stage)?;
        let mut sizes = vec![this];
        for (held_out, &shape) in held_out.iter().zip(&shapes) {
            sizes.push(self.point(held_out, shape, &all)?);
        }
        sizes.sort_by_key(|point| point.features);
        Ok(Curves { articles, sizes })
    }

    /// Trains again on these parts of the articles in percent. The last point has all of them.
    ///
    /// # Errors
    /// Fails if a training fails.
    pub fn learning_curve(
        &self,
        parts: &[u64],
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<Point>, Error> {
        let shape = self.shape();
        let mut articles = Vec::new();
        for (done, &part) in parts.iter().enumerate() {
            // Divide by a prime, so that the part is independent of the fold.
            let kept = move |p: &Paragraph| group_hash(p) / 1009 % 100 < part;
            if self.is_enough(&kept) {
                let stage = &mut stage(progress, "fewer articles", done, parts.len());
                let held_out = validate::held_out(
                    &self.data,
                    &self.themes,
                    &kept,
                    &[shape],
                    &self.params,
                    stage,
                )?;
                articles.push(self.point(&held_out[0], shape, &kept)?);
            }
        }
        articles.push(self.point(&self.held_out, shape, &|_| true)?);
        Ok(articles)
    }

    fn shape(&self) -> Shape {
        Shape { features: self.model.keys.len(), max_level: self.params.max_level }
    }

    /// Returns whether every label has enough paragraphs to train on in every fold.
    fn is_enough(&self, kept: &dyn Fn(&Paragraph) -> bool) -> bool {
        let (bags, fold_of) = (&self.data.bags, &self.held_out.fold_of);
        let enough = |fold: usize, label: &str| {
            let kept = bags.paragraphs.iter().zip(fold_of).filter(|(p, f)| **f != fold && kept(p));
            kept.filter(|(p, _)| p.actual(label) == Some(true)).count() >= MIN_POSITIVES
        };
        (0..self.params.folds).all(|fold| self.themes.iter().all(|theme| enough(fold, &theme.id)))
    }

    fn point(
        &self,
        held_out: &HeldOut,
        shape: Shape,
        kept: &dyn Fn(&Paragraph) -> bool,
    ) -> Result<Point, Error> {
        let bags = &self.data.bags;
        let labels = held_out.calibrate(bags, &self.themes);
        let metrics: Vec<Metrics> =
            labels.iter().map(|label| measure(&label.predictions)).collect();
        let largest = held_out.models.iter().max_by_key(|model| model.keys.len());
        let (features, brotli) = match largest {
            // The final model has this shape.
            _ if shape.features == self.model.keys.len() => {
                (shape.features, brotli_len(&self.file))
            }
            Some(model) => (model.keys.len(), brotli_len(&format::write(model)?)),
            None => (0, 0),
        };
        let count = |which: &dyn Fn(&Paragraph) -> bool| {
            bags.paragraphs.iter().filter(|p| which(p)).count()
        };
        let measured = count(&|p| !p.train_only && kept(p));
        let paragraphs =
            measured * (self.params.folds - 1) / self.params.folds + count(&|p| p.train_only);
        let f1 = metrics.iter().map(|m| m.f1).collect();
        Ok(Point {
            paragraphs,
            features,
            max_level: shape.max_level,
            brotli,
            macro_f1: macro_f1(&metrics),
            f1,
        })
    }
}

/// Reports the progress of an operation as that of one step of a longer stage.
fn stage<'p>(
    progress: &'p mut dyn FnMut(Progress<'_>),
    stage: &'static str,
    before: usize,
    stages: usize,
) -> impl FnMut(Progress<'_>) + 'p {
    move |p| progress(Progress { stage, done: before * p.total + p.done, total: stages * p.total })
}
