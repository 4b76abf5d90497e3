//! Writes JSON Lines.

use std::io::Write;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Encoded, Encoder, Extras, prefixed};
use crate::archive::input::{BadRow, Batch, Row};
use crate::{Classifier, Model, Utf16Cursor};

/// Fields of a line that are not kept fields. A kept field with such a name gets a prefix.
const RESERVED: [&str; 9] =
    ["id", "source", "themes", "scores", "evidence", "bias", "error", "line", "row"];

/// Serialises as an object with these entries.
struct Entries<'k, V>(Vec<(&'k str, V)>);

impl<V: Serialize> Serialize for Entries<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
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

/// Fields: `id`, `source`, the kept fields, `themes` and the extras.
pub struct Json {
    classifier: Arc<Classifier>,
    extras: Extras,
    /// JSON source of the input's name.
    source: Option<String>,
    unit: &'static str,
    out: Vec<u8>,
}

impl Encoder for Json {
    fn begin(&mut self, batch: &Batch, source: Option<&str>) {
        self.unit = batch.unit();
        self.source =
            source.map(|source| serde_json::to_string(source).expect("a string is always JSON"));
    }

    fn row(&mut self, row: &Row<'_>, scores: &[f32]) {
        let mut out = std::mem::take(&mut self.out);
        self.begin_line(&mut out, Some(&row.id));
        for (name, json) in row.kept.iter().filter(|(_, json)| !json.is_empty()) {
            let name = prefixed("input_", name, |name| RESERVED.contains(&name));
            out.push(b',');
            serde_json::to_writer(&mut out, &name).expect(MEMORY);
            out.push(b':');
            out.extend(json.as_bytes());
        }
        end_line(&mut out, &self.answer(&row.text, scores));
        self.out = out;
    }

    fn bad(&mut self, number: u64, bad: &BadRow) {
        let mut out = std::mem::take(&mut self.out);
        self.begin_line(&mut out, bad.id.as_deref());
        let unit = self.unit;
        write!(out, ",\"{unit}\":{number}").expect(MEMORY);
        end_line(&mut out, &Entries(vec![("error", &bad.message)]));
        self.out = out;
    }

    fn end(&mut self) -> (Vec<u8>, Encoded) {
        (Vec::new(), Encoded::Bytes(std::mem::take(&mut self.out)))
    }
}

impl Json {
    pub fn new(classifier: Arc<Classifier>, extras: Extras) -> Self {
        Self { classifier, extras, source: None, unit: "line", out: Vec::new() }
    }

    /// Appends the start of an object: the id, which is JSON source, and the name of the input.
    fn begin_line(&self, out: &mut Vec<u8>, id: Option<&str>) {
        write!(out, "{{\"id\":{}", id.unwrap_or("null")).expect(MEMORY);
        if let Some(source) = &self.source {
            write!(out, ",\"source\":{source}").expect(MEMORY);
        }
    }

    fn answer(&self, text: &str, scores: &[f32]) -> Answer<'_> {
        let model = self.classifier.model();
        let tags = self.classifier.tags_of(scores);
        let themes =
            tags.iter().map(|tag| ThemeScore { theme: &tag.label.id, score: tag.score }).collect();
        let has = |l: usize| scores[l] >= model.labels[l].threshold;
        let explained = |l: usize| self.extras.all_scores || has(l);
        Answer {
            themes,
            scores: self
                .extras
                .all_scores
                .then(|| Entries(by_theme(model, &|_| true, |l| scores[l]))),
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

const MEMORY: &str = "writing to memory does not fail";

/// Appends the fields of an object, which is not empty, to the object that `out` ends with.
fn end_line(out: &mut Vec<u8>, fields: &impl Serialize) {
    let brace = out.len();
    serde_json::to_writer(&mut *out, fields).expect(MEMORY);
    out[brace] = b','; // continues the object
    out.push(b'\n');
}
