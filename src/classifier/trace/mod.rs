//! Every intermediate value between a text and its probabilities, for a page that shows them.
//!
//! [`probabilities`](Classifier::probabilities) keeps none of these values. `trace` computes them
//! again from the same tokens, keys, weights and functions, in the same order, so that its
//! probabilities are equal to the bit.

mod normal_form;
mod types;
mod units;

use normal_form::{steps, traced_tokens};
pub use types::{Trace, TraceChange, TraceLabel, TraceNgram, TraceStep, TraceToken, TraceUnit};
use units::Units;

use super::Classifier;
use crate::model::math::logistic;
use crate::text::{ByteSpan, Utf16Cursor, Utf16Span, tokenize};

impl Classifier {
    /// Returns every intermediate value of [`probabilities`](Self::probabilities).
    pub fn trace(&self, text: &str) -> Trace {
        let tokens = tokenize(text);
        let (steps, normalized) = steps(text);
        let traced = traced_tokens(text, &normalized, &tokens);
        let mut units = Units::new(self);
        let mut cursor = Utf16Cursor::new(text);
        let mut first = 0;
        for sentence in tokens.sentences() {
            units.add_sentence(sentence, first, &traced, &mut |span| units_of(&mut cursor, span));
            first += sentence.len();
        }
        units.end_window();
        let model = &self.model;
        let labels = (0..model.labels.len()).map(|l| self.traced_label(l, &units.windows));
        Trace {
            steps,
            normalized,
            labels: labels.collect(),
            tokens: traced,
            sentences: units.sentences,
            windows: units.windows,
            ngrams: units.ngrams,
            pooling: model.pooling.into(),
            max_n: model.vectorizer.max_n(),
            vocabulary: model.keys.len(),
        }
    }

    fn traced_label(&self, l: usize, windows: &[TraceUnit]) -> TraceLabel {
        let label = &self.model.labels[l];
        let mut best: Option<(usize, f64)> = None;
        for (i, window) in windows.iter().enumerate() {
            if best.is_none_or(|(_, score)| window.pooled[l] > score) {
                best = Some((i, window.pooled[l]));
            }
        }
        let pooled = best.map_or(0.0, |(_, score)| score);
        let logit = f64::from(label.bias) + f64::from(label.scale) * pooled;
        let calibrated = label.calibration.logit(logit);
        let probability = logistic(calibrated) as f32;
        TraceLabel {
            id: label.id.clone(),
            names: label.names.clone(),
            color: label.color.to_string(),
            color_dark: label.color_dark.to_string(),
            window: best.map(|(i, _)| i),
            pooled,
            scale: label.scale.into(),
            bias: label.bias.into(),
            logit,
            slope: label.calibration.slope.into(),
            intercept: label.calibration.intercept.into(),
            calibrated,
            probability: probability.into(),
            threshold: label.threshold.into(),
            tagged: probability >= label.threshold,
        }
    }
}

fn units_of(cursor: &mut Utf16Cursor<'_>, span: ByteSpan) -> [usize; 2] {
    let Utf16Span { start, end } = cursor.span(span);
    [start, end]
}
