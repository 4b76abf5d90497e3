//! Writes the results of a model for the cases as a golden file.

use serde::Serialize;
use themelight::{Classifier, Scratch, Utf16Cursor, format};

use super::cases;
use super::features::{Features, features};

/// Maximum number of occurrences of evidence in the file.
const FIRST: usize = 20;

#[derive(Serialize)]
struct Record<'m> {
    model: &'m str,
    checksum: String,
    themes: Vec<Theme<'m>>,
}

#[derive(Serialize)]
struct Theme<'m> {
    id: &'m str,
    threshold: f32,
    bias: f64,
}

#[derive(Serialize)]
struct Golden<'m> {
    name: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeat: Option<usize>,
    features: Features,
    scores: Vec<f32>,
    tags: Vec<&'m str>,
    evidence: Evidence<'m>,
}

#[derive(Serialize)]
struct Evidence<'m> {
    count: usize,
    first: Vec<(&'m str, usize, usize, f64)>,
    sums: Vec<f64>,
}

pub struct Tagger(Classifier);

impl Tagger {
    pub fn new(model: &[u8]) -> Self {
        Self(Classifier::new(format::read(model).unwrap()))
    }

    pub fn scores(&self, text: &str) -> Vec<f32> {
        let mut scores = vec![0.0; self.0.model().labels.len()];
        self.0.probabilities(text, &mut Scratch::default(), &mut scores);
        scores
    }

    fn tags(&self, scores: &[f32]) -> Vec<&str> {
        self.0.tags_of(scores).iter().map(|tag| &*tag.label.id).collect()
    }

    fn evidence(&self, text: &str) -> Evidence<'_> {
        let labels = &self.0.model().labels;
        let evidence = self.0.explain(text);
        let mut sums = vec![0.0; labels.len()];
        evidence.iter().for_each(|e| sums[e.label] += e.weight);
        let mut cursor = Utf16Cursor::new(text);
        let first = evidence.iter().take(FIRST).map(|e| {
            let span = cursor.span(e.span);
            (&*labels[e.label].id, span.start, span.end, e.weight)
        });
        Evidence { count: evidence.len(), first: first.collect(), sums }
    }
}

/// Returns the golden file, with a line for each case so that a diff names the case.
pub fn record(path: &str, model: &[u8]) -> Vec<u8> {
    let tagger = Tagger::new(model);
    let model_of = tagger.0.model();
    let themes = model_of.labels.iter().enumerate();
    let head = Record {
        model: path,
        checksum: format!("{:08x}", format::checksum(model).unwrap()),
        themes: themes
            .map(|(l, label)| Theme {
                id: &label.id,
                threshold: label.threshold,
                bias: model_of.bias(l),
            })
            .collect(),
    };
    let cases = cases::read().into_iter().map(|case| {
        let text = case.whole_text();
        let scores = tagger.scores(&text);
        let golden = Golden {
            features: features(model_of.vectorizer, &text),
            tags: tagger.tags(&scores),
            evidence: tagger.evidence(&text),
            name: case.name,
            text: case.text,
            repeat: case.repeat,
            scores,
        };
        format!("  {}", ascii(&serde_json::to_string(&golden).unwrap()))
    });
    let cases: Vec<String> = cases.collect();
    let head = serde_json::to_string(&head).unwrap();
    let head = head.strip_suffix('}').unwrap();
    format!("{head}, \"cases\": [\n{}\n]}}\n", cases.join(",\n")).into_bytes()
}

/// Escapes all characters that are not ASCII: editors and version control may change them.
fn ascii(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out += &format!("\\u{unit:04x}"));
        }
    }
    out
}
