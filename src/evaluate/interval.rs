//! The uncertainty of figures from few paragraphs: intervals that contain the true value in 95 of
//! 100 cases.

use serde::Serialize;

use crate::order::sort_by;

/// A figure and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Returns `part` of `whole` with Wilson's interval; `None` if `whole` is 0.
///
/// E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, 1927.
pub(crate) fn wilson(part: usize, whole: usize) -> Option<Figure> {
    const Z: f64 = 1.96;
    if whole == 0 {
        return None;
    }
    let n = whole as f64;
    let p = part as f64 / n;
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(Figure { value: p, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

/// Counts of one label in one group (article).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub true_positives: u32,
    pub false_positives: u32,
    pub false_negatives: u32,
}

impl Counts {
    fn f1(self) -> f64 {
        let Counts { true_positives: tp, false_positives: fp, false_negatives: fn_ } = self;
        f64::from(2 * tp) / f64::from((2 * tp + fp + fn_).max(1))
    }
}

/// Returns the F1 of each label and their mean, with intervals from a bootstrap over groups:
/// paragraphs of one article are alike, so that articles are drawn, not paragraphs.
///
/// B. Efron, “Bootstrap methods: another look at the jackknife”, 1979. The draws come from a fixed
/// generator: the same counts give the same interval.
pub(crate) fn bootstrap_f1(groups: &[Vec<Counts>], labels: usize) -> Vec<Figure> {
    const DRAWS: usize = 300;
    let figures = |drawn: &mut dyn Iterator<Item = usize>| -> Vec<f64> {
        let mut sums = vec![Counts::default(); labels];
        for i in drawn {
            for (sum, counts) in sums.iter_mut().zip(&groups[i]) {
                sum.true_positives += counts.true_positives;
                sum.false_positives += counts.false_positives;
                sum.false_negatives += counts.false_negatives;
            }
        }
        let mut f1: Vec<f64> = sums.into_iter().map(Counts::f1).collect();
        f1.push(f1.iter().sum::<f64>() / labels.max(1) as f64);
        f1
    };
    let values = figures(&mut (0..groups.len()));
    let mut state = 7u64;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % groups.len().max(1)
    };
    let mut draws: Vec<Vec<f64>> = vec![Vec::with_capacity(DRAWS); labels + 1];
    for _ in 0..DRAWS {
        let drawn = figures(&mut (0..groups.len()).map(|_| random()));
        draws.iter_mut().zip(drawn).for_each(|(draws, f1)| draws.push(f1));
    }
    let figure = |(value, mut draws): (f64, Vec<f64>)| {
        sort_by(&mut draws, f64::total_cmp);
        let at = |share: f64| draws[(share * (DRAWS - 1) as f64) as usize];
        Figure { value, low: at(0.025).min(value), high: at(0.975).max(value) }
    };
    values.into_iter().zip(draws).map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_match_published_values() {
        // R, prop.test(8, 10, correct = FALSE).
        let figure = wilson(8, 10).unwrap();
        assert!((figure.low - 0.4902).abs() < 1e-3 && (figure.high - 0.9433).abs() < 1e-3);
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(5, 5).unwrap().high, 1.0);
    }

    #[test]
    fn more_articles_give_narrower_intervals() {
        let width = |articles: usize| {
            let counts = |i: usize| {
                let right = !usize::is_multiple_of(i, 4);
                vec![Counts {
                    true_positives: u32::from(right),
                    false_negatives: u32::from(!right),
                    false_positives: 0,
                }]
            };
            let groups: Vec<Vec<Counts>> = (0..articles).map(counts).collect();
            let f1 = bootstrap_f1(&groups, 1);
            assert_eq!(f1[0], f1[1], "the mean of one label");
            assert!((f1[0].value - 6.0 / 7.0).abs() < 1e-9);
            f1[0].high - f1[0].low
        };
        let (few, many) = (width(20), width(2000));
        assert!(few > 5.0 * many && many > 0.0, "{few} and {many}");
    }
}
