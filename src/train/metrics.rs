//! Precision, recall, F1, average precision and calibration error of one label.

/// A score with its truth; `None` where the truth is open and the line not to be counted.
pub type Scored = (f32, Option<bool>);

/// How well one label's scores agree with the truth.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Metrics {
    /// Of the paragraphs given the label, the part that has it. 0 where none was given it.
    pub precision: f64,
    /// Of the paragraphs that have the label, the part given it. 0 where none has it.
    pub recall: f64,
    /// The harmonic mean of the two, 2·TP / (2·TP + FP + FN). 0 where there is nothing to find or found.
    pub f1: f64,
    /// The mean, over the paragraphs that have the label, of the precision among all that score as high.
    pub average_precision: f64,
    /// Paragraphs that have the label.
    pub support: usize,
    /// Paragraphs counted.
    pub counted: usize,
}

/// Measures scores against a threshold; a score on it counts as given.
pub fn measure(scored: &[Scored], threshold: f32) -> Metrics {
    let given: Vec<bool> = scored.iter().map(|s| s.0 >= threshold).collect();
    measure_given(scored, &given)
}

/// Measures decisions that were taken by thresholds of their own; the scores rank for the average precision.
pub fn measure_given(scored: &[Scored], given: &[bool]) -> Metrics {
    let (mut tp, mut fp, mut fn_) = (0usize, 0usize, 0usize);
    for (&(_, truth), &given) in scored.iter().zip(given) {
        match (given, truth) {
            (true, Some(true)) => tp += 1,
            (true, Some(false)) => fp += 1,
            (false, Some(true)) => fn_ += 1,
            _ => {}
        }
    }
    Metrics {
        precision: ratio(tp, tp + fp),
        recall: ratio(tp, tp + fn_),
        f1: ratio(2 * tp, 2 * tp + fp + fn_),
        average_precision: average_precision(scored),
        support: tp + fn_,
        counted: scored.iter().filter(|s| s.1.is_some()).count(),
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The counted scores, highest first.
pub fn ranked(scored: &[Scored]) -> Vec<(f32, bool)> {
    let mut ranked: Vec<(f32, bool)> = scored.iter().filter_map(|&(s, truth)| Some((s, truth?))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
}

/// Average precision: Σ (recall step) · (precision there), ties taken together.
pub fn average_precision(scored: &[Scored]) -> f64 {
    let ranked = ranked(scored);
    let positives = ranked.iter().filter(|r| r.1).count();
    let (mut found, mut seen, mut sum) = (0usize, 0usize, 0.0);
    for tied in ranked.chunk_by(|a, b| a.0 == b.0) {
        let here = tied.iter().filter(|r| r.1).count();
        found += here;
        seen += tied.len();
        sum += here as f64 * ratio(found, seen);
    }
    if positives == 0 { 0.0 } else { sum / positives as f64 }
}

/// The paragraphs whose probability lies in one tenth of [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Bin {
    /// How many there are.
    pub count: usize,
    /// Their mean probability.
    pub probability: f64,
    /// The part of them that has the label.
    pub share: f64,
}

/// Probabilities against what came true, by tenths.
pub fn reliability(scored: &[Scored]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for (p, truth) in ranked(scored) {
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.probability += f64::from(p);
        bin.share += f64::from(u8::from(truth));
    }
    for bin in bins.iter_mut().filter(|b| b.count > 0) {
        bin.probability /= bin.count as f64;
        bin.share /= bin.count as f64;
    }
    bins
}

/// Expected calibration error: the mean, weighted by the number in each bin, of |share that has the label − mean
/// probability| (Naeini et al., 2015).
pub fn expected_calibration_error(bins: &[Bin]) -> f64 {
    let counted: usize = bins.iter().map(|b| b.count).sum();
    let gaps: f64 = bins.iter().map(|b| (b.probability - b.share).abs() * b.count as f64).sum();
    if counted == 0 { 0.0 } else { gaps / counted as f64 }
}

/// The precision at which each hundredth of the paragraphs with the label is found, from 1 % to 100 %; empty where none
/// has it.
pub fn precision_at_recall(scored: &[Scored]) -> Vec<f64> {
    let ranked = ranked(scored);
    let positives = ranked.iter().filter(|r| r.1).count();
    let (mut found, mut seen, mut precisions) = (0usize, 0usize, Vec::new());
    for tied in ranked.chunk_by(|a, b| a.0 == b.0) {
        found += tied.iter().filter(|r| r.1).count();
        seen += tied.len();
        while precisions.len() < 100 && found * 100 >= (precisions.len() + 1) * positives && positives > 0 {
            precisions.push(ratio(found, seen));
        }
    }
    precisions
}

/// The mean of the labels' F1.
pub fn macro_f1(metrics: &[Metrics]) -> f64 {
    metrics.iter().map(|m| m.f1).sum::<f64>() / metrics.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores 0.9+ 0.8− 0.7+ 0.6? 0.2+ 0.1−.
    const SCORED: [Scored; 6] =
        [(0.2, Some(true)), (0.9, Some(true)), (0.6, None), (0.8, Some(false)), (0.7, Some(true)), (0.1, Some(false))];

    #[test]
    fn counts_by_hand() {
        let m = measure(&SCORED, 0.7);
        assert_eq!((m.precision, m.recall, m.f1, m.support, m.counted), (2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 3, 5));
        assert!((m.average_precision - (1.0 + 2.0 / 3.0 + 3.0 / 4.0) / 3.0).abs() < 1e-12);
        assert_eq!(measure(&[], 0.5), Metrics::default());
    }

    #[test]
    fn ties_count_together() {
        assert_eq!(average_precision(&[(0.5, Some(true)), (0.5, Some(false))]), 0.5);
        assert_eq!(average_precision(&[(0.5, Some(false)), (0.5, Some(true))]), 0.5);
    }

    #[test]
    fn precision_for_each_part_found() {
        let precisions = precision_at_recall(&SCORED);
        assert_eq!(precisions.len(), 100);
        // A third is found at 0.9, two thirds at 0.7, all at 0.2.
        assert_eq!((precisions[32], precisions[33], precisions[65], precisions[66]), (1.0, 2.0 / 3.0, 2.0 / 3.0, 0.75));
        assert_eq!(precision_at_recall(&[(0.5, Some(false))]), Vec::<f64>::new());
    }

    #[test]
    fn calibration_error_by_hand() {
        // Bin 9: two of 0.95, one true: |0.95 − 0.5| twice; bin 0: one of 0.05, false.
        let scored = [(0.95, Some(true)), (0.95, Some(false)), (0.05, Some(false))];
        assert!((expected_calibration_error(&reliability(&scored)) - (0.9 + 0.05) / 3.0).abs() < 1e-6);
    }
}
