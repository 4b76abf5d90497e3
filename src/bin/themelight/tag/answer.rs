//! Writes the output line of a paragraph.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;
use themelight::{Classifier, Model, Scratch, Utf16Cursor};

use super::line::{BadLine, Paragraph};
use crate::entries::Entries;

/// Optional fields of the output.
#[derive(Clone, Copy)]
pub struct Extras {
    /// Adds the score of every theme.
    pub all_scores: bool,
    /// Adds evidence and bias of the paragraph's themes; with `all_scores`, of every theme.
    pub explain: bool,
}

#[derive(Serialize)]
struct Answer<'m> {
    themes: Vec<ThemeScore<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<Entries<'m, f32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Evidence<'m>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bias: Option<Entries<'m, f64>>,
}

#[derive(Serialize)]
struct ThemeScore<'m> {
    theme: &'m str,
    score: f32,
}

/// Offsets are UTF-16 code units.
#[derive(Serialize)]
struct Evidence<'m> {
    theme: &'m str,
    start: usize,
    end: usize,
    weight: f64,
}

/// Tags paragraphs on one thread.
pub struct Writer {
    classifier: Arc<Classifier>,
    extras: Extras,
    scratch: Scratch,
    scores: Vec<f32>,
}

impl Writer {
    pub fn new(classifier: Arc<Classifier>, extras: Extras) -> Self {
        let labels = classifier.model().labels.len();
        Self { classifier, extras, scratch: Scratch::default(), scores: vec![0.0; labels] }
    }

    /// Tags a paragraph and appends its line to `out`.
    pub fn paragraph(&mut self, paragraph: &Paragraph<'_>, out: &mut Vec<u8>) {
        self.classifier.probabilities(&paragraph.text, &mut self.scratch, &mut self.scores);
        line(out, Some(&paragraph.id), &self.answer(&paragraph.text));
    }

    fn answer(&self, text: &str) -> Answer<'_> {
        let model = self.classifier.model();
        let tags = self.classifier.tags_of(&self.scores);
        let themes =
            tags.iter().map(|tag| ThemeScore { theme: &tag.label.id, score: tag.score }).collect();
        let has = |l: usize| self.scores[l] >= model.labels[l].threshold;
        let explained = |l: usize| self.extras.all_scores || has(l);
        Answer {
            themes,
            scores: self
                .extras
                .all_scores
                .then(|| Entries(by_theme(model, &|_| true, |l| self.scores[l]))),
            evidence: self.extras.explain.then(|| self.evidence(text, &explained)),
            bias: self
                .extras
                .explain
                .then(|| Entries(by_theme(model, &explained, |l| model.bias(l)))),
        }
    }

    fn evidence(&self, text: &str, explained: &dyn Fn(usize) -> bool) -> Vec<Evidence<'_>> {
        let mut cursor = Utf16Cursor::new(text);
        let evidence = self.classifier.explain(text).into_iter().filter(|e| explained(e.label));
        evidence
            .map(|e| {
                let span = cursor.span(e.span);
                let theme = &self.classifier.model().labels[e.label].id;
                Evidence { theme, start: span.start, end: span.end, weight: e.weight }
            })
            .collect()
    }
}

/// Returns a value for each included theme, in the model's order.
fn by_theme<'m, T>(
    model: &'m Model,
    included: &dyn Fn(usize) -> bool,
    value: impl Fn(usize) -> T,
) -> Vec<(&'m str, T)> {
    let labels = model.labels.iter().enumerate().filter(|(l, _)| included(*l));
    labels.map(|(l, label)| (&*label.id, value(l))).collect()
}

/// Appends the output line of an invalid line to `out`.
pub fn bad_line(number: u64, bad: &BadLine, out: &mut Vec<u8>) {
    #[derive(Serialize)]
    struct Answer<'b> {
        line: u64,
        error: &'b str,
    }
    line(out, bad.id.as_deref(), &Answer { line: number, error: &bad.message });
}

/// Appends an object with the id, which is JSON source, and the fields.
fn line(out: &mut Vec<u8>, id: Option<&str>, fields: &impl Serialize) {
    const MEMORY: &str = "writing to memory does not fail";
    write!(out, "{{\"id\":{}", id.unwrap_or("null")).expect(MEMORY);
    let brace = out.len();
    serde_json::to_writer(&mut *out, fields).expect(MEMORY);
    out[brace] = b','; // continues the object that the id began
    out.push(b'\n');
}
