//! Logistic regression on sparse records, as a linfa algorithm.
//!
//! linfa's own solver takes dense records without sample weights, and its results depend on the
//! platform's `exp`; therefore the solver is implemented here.
//!
//! Minimises over weights w and bias b, with targets y of −1 and 1 and sample weights s,
//!
//! ```text
//! ½ ‖w‖² + C · Σ s · ln(1 + exp(−y (x·w + b)))
//! ```
//!
//! by Newton's method. Each step solves H d = −g by conjugate gradients, which need only products
//! with the Hessian, and is shortened until the objective decreases enough. The bias is not
//! penalised. (C.-J. Lin, R. C. Weng and S. S. Keerthi, “Trust region Newton method for large-scale
//! logistic regression”, JMLR 9, 2008; here with a line search in place of the trust region.)
//! `exp` and `ln` are those of `libm`, and every sum has a fixed order: the results are equal to
//! the bit on every machine.

use linfa::dataset::{DatasetBase, Records};
use linfa::traits::Fit;
use linfa::{ParamGuard, error::Error as LinfaError};
use ndarray::Array1;

use super::sparse::Sparse;
use crate::Error;
use crate::error::Source;
use crate::train::params::Range;

/// Checked parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogisticValidParams {
    c: f64,
    tolerance: f64,
    max_steps: usize,
}

/// Unchecked parameters; linfa checks them before a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogisticParams(LogisticValidParams);

/// A fitted linear model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Logistic {
    /// One weight per feature.
    pub weights: Array1<f64>,
    /// The logit of a row of zeros.
    pub bias: f64,
}

impl Logistic {
    /// Returns the defaults: C = 1, tolerance 1e-6, at most 100 Newton steps.
    pub fn params() -> LogisticParams {
        LogisticParams(LogisticValidParams { c: 1.0, tolerance: 1e-6, max_steps: 100 })
    }
}

impl LogisticParams {
    /// Sets the weight of the loss against the penalty; above 0.
    pub fn c(mut self, c: f64) -> Self {
        self.0.c = c;
        self
    }

    /// Sets the ratio of the gradient's norm to its first value at which to stop; between 0 and 1,
    /// both excluded.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.tolerance = tolerance;
        self
    }
}

impl ParamGuard for LogisticParams {
    type Checked = LogisticValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&Self::Checked, Error> {
        let p = &self.0;
        Range::Positive.check("c", p.c)?;
        if !(p.tolerance > 0.0 && p.tolerance < 1.0) {
            let expected = "a number between 0 and 1".to_owned();
            return Err(Error::Param { name: "tolerance", expected, found: p.tolerance });
        }
        Ok(p)
    }

    fn check(self) -> Result<Self::Checked, Error> {
        self.check_ref().copied()
    }
}

impl From<LinfaError> for Error {
    fn from(error: LinfaError) -> Self {
        Error::Training {
            message: "the solver failed".to_owned(),
            source: Some(Source::new(error)),
        }
    }
}

impl Fit<Sparse, Array1<bool>, Error> for LogisticValidParams {
    type Object = Logistic;

    fn fit(&self, dataset: &DatasetBase<Sparse, Array1<bool>>) -> Result<Logistic, Error> {
        let samples = dataset.records.nsamples();
        if dataset.targets.len() != samples {
            return Err(LinfaError::MismatchedShapes(samples, dataset.targets.len()).into());
        }
        let problem = Problem {
            x: &dataset.records,
            y: dataset.targets.mapv(|t| if t { 1.0 } else { -1.0 }),
            // A linfa dataset without sample weights has an empty array.
            s: match dataset.weights.len() {
                0 => Array1::from_elem(samples, self.c),
                _ => dataset.weights.mapv(|w| self.c * f64::from(w)),
            },
        };
        let mut point = Point { w: Array1::zeros(dataset.records.nfeatures()), b: 0.0 };
        let (mut value, mut margins) = problem.value(&point);
        let mut first_norm = None;
        for _ in 0..self.max_steps {
            let (gradient, curvature) = problem.derivatives(&point, &margins);
            let norm = gradient.dot(&gradient).sqrt();
            let first = *first_norm.get_or_insert(norm);
            if norm <= self.tolerance * first {
                break;
            }
            let direction = problem.newton_direction(&gradient, &curvature, norm);
            let slope = gradient.dot(&direction);
            let mut step = 1.0;
            loop {
                let next = point.moved(&direction, step);
                let (next_value, next_margins) = problem.value(&next);
                if next_value <= value + 1e-4 * step * slope {
                    (point, value, margins) = (next, next_value, next_margins);
                    break;
                }
                step *= 0.5;
                if step < 1e-10 {
                    // The smallest representable step does not decrease the objective: this is the
                    // minimum.
                    return Ok(Logistic { weights: point.w, bias: point.b });
                }
            }
        }
        Ok(Logistic { weights: point.w, bias: point.b })
    }
}

/// Weights and bias, or a direction in their space.
#[derive(Clone)]
struct Point {
    w: Array1<f64>,
    b: f64,
}

impl Point {
    fn dot(&self, other: &Point) -> f64 {
        self.w.iter().zip(&other.w).map(|(a, b)| a * b).sum::<f64>() + self.b * other.b
    }

    fn moved(&self, direction: &Point, step: f64) -> Point {
        Point { w: &self.w + &(&direction.w * step), b: self.b + direction.b * step }
    }
}

struct Problem<'x> {
    x: &'x Sparse,
    y: Array1<f64>,
    /// Sample weights times C.
    s: Array1<f64>,
}

impl Problem<'_> {
    /// Returns the objective and the margins y (x·w + b).
    fn value(&self, at: &Point) -> (f64, Array1<f64>) {
        let margins = (self.x.dot(&at.w) + at.b) * &self.y;
        let loss: f64 = margins.iter().zip(&self.s).map(|(&m, s)| s * softplus(-m)).sum();
        (0.5 * at.w.iter().map(|w| w * w).sum::<f64>() + loss, margins)
    }

    /// Returns the gradient, and the second derivative of each sample's loss.
    fn derivatives(&self, at: &Point, margins: &Array1<f64>) -> (Point, Array1<f64>) {
        let p = margins.mapv(|m| crate::model::math::logistic(-m));
        let residual: Array1<f64> =
            p.iter().zip(&self.y).zip(&self.s).map(|((p, y), s)| -y * p * s).collect();
        let curvature = p.iter().zip(&self.s).map(|(p, s)| s * p * (1.0 - p)).collect();
        (
            Point { w: &at.w + &self.x.transposed_dot(&residual), b: residual.iter().sum() },
            curvature,
        )
    }

    fn hessian_dot(&self, curvature: &Array1<f64>, d: &Point) -> Point {
        let inner = (self.x.dot(&d.w) + d.b) * curvature;
        // The last term keeps the system solvable when the curvature of every sample is 0.
        Point {
            w: &d.w + &self.x.transposed_dot(&inner),
            b: inner.iter().sum::<f64>() + 1e-10 * d.b,
        }
    }

    /// Solves H d = −g by conjugate gradients, with a smaller error nearer to the minimum.
    fn newton_direction(&self, gradient: &Point, curvature: &Array1<f64>, norm: f64) -> Point {
        let mut d = Point { w: Array1::zeros(gradient.w.len()), b: 0.0 };
        let mut r = Point { w: -&gradient.w, b: -gradient.b };
        let mut p = r.clone();
        let mut rr = r.dot(&r);
        let goal = (norm * norm.sqrt().min(0.1)).min(0.1 * norm);
        for _ in 0..200 {
            if rr.sqrt() <= goal {
                break;
            }
            let hp = self.hessian_dot(curvature, &p);
            let alpha = rr / p.dot(&hp);
            d = d.moved(&p, alpha);
            r = r.moved(&hp, -alpha);
            let next = r.dot(&r);
            p = r.moved(&p, next / rr);
            rr = next;
        }
        d
    }
}

/// Returns ln(1 + exp(x)) without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use linfa::Dataset;
    use linfa_logistic::LogisticRegression;
    use ndarray::Array2;

    /// Forty rows of six features from a linear congruential generator; the targets depend on the
    /// first two, with noise.
    fn data() -> (Array2<f64>, Array1<bool>, Sparse) {
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1 << 24) - 0.5
        };
        let x = Array2::from_shape_fn((40, 6), |_| next());
        let y = x.rows().into_iter().map(|r| r[0] - 2.0 * r[1] + 0.8 * next() > 0.1).collect();
        let mut sparse = Sparse::new(6);
        x.rows().into_iter().for_each(|r| sparse.push((0..6).zip(r.iter().copied())));
        (x, y, sparse)
    }

    #[test]
    fn agrees_with_linfa_logistic() {
        let (x, y, sparse) = data();
        let dense = Dataset::new(x, y.mapv(|t| if t { "yes" } else { "no" }));
        // linfa-logistic multiplies the penalty by alpha, this solver the loss by C.
        let theirs = LogisticRegression::default()
            .alpha(1.0 / 3.0)
            .gradient_tolerance(1e-10)
            .max_iterations(500)
            .fit(&dense)
            .unwrap();
        let ours =
            Logistic::params().c(3.0).tolerance(1e-10).fit(&DatasetBase::new(sparse, y)).unwrap();
        let sign = if theirs.labels().pos.class == "yes" { 1.0 } else { -1.0 };
        for (a, b) in ours.weights.iter().zip(theirs.params()) {
            assert!((a - sign * b).abs() < 1e-5, "{} and {}", ours.weights, theirs.params());
        }
        assert!((ours.bias - sign * theirs.intercept()).abs() < 1e-5);
    }

    #[test]
    fn a_sample_weight_of_two_equals_a_repeated_row() {
        let (_, y, sparse) = data();
        let weights = Array1::from_shape_fn(40, |i| if i % 3 == 0 { 2.0 } else { 1.0 });
        let weighted = Logistic::params()
            .tolerance(1e-9)
            .fit(&DatasetBase::new(sparse.clone(), y.clone()).with_weights(weights))
            .unwrap();
        let rows: Vec<usize> = (0..40).chain((0..40).step_by(3)).collect();
        let twice = DatasetBase::new(sparse.select(&rows), rows.iter().map(|&i| y[i]).collect());
        let twice = Logistic::params().tolerance(1e-9).fit(&twice).unwrap();
        assert!((&weighted.weights - &twice.weights).iter().all(|d| d.abs() < 1e-7));
    }

    #[test]
    fn logits_separate_the_classes() {
        let (_, y, sparse) = data();
        let dataset = DatasetBase::new(sparse, y.clone());
        let fitted = Logistic::params().c(100.0).fit(&dataset).unwrap();
        let logits = dataset.records.dot(&fitted.weights) + fitted.bias;
        let right = logits.iter().zip(&y).filter(|(l, y)| (**l > 0.0) == **y).count();
        assert!(right >= 34, "{right} of 40");
    }

    #[test]
    fn parameters_out_of_range_are_errors() {
        let (_, y, sparse) = data();
        let dataset = DatasetBase::new(sparse, y);
        for params in [
            Logistic::params().c(0.0),
            Logistic::params().c(f64::NAN),
            Logistic::params().tolerance(1.0),
        ] {
            assert_eq!(params.fit(&dataset).unwrap_err().code(), "train/param");
        }
    }
}
