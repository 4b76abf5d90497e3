//! Writes the tags of a page into its source.
//!
//! | attribute | on | value |
//! | --- | --- | --- |
//! | `data-themelight` | a tagged paragraph | ids of its themes, highest score first |
//! | `data-themelight-result` | every paragraph | JSON: `[[hash, scores, evidence], …]`, see [`Results`] |
//! | `data-themelight-model` | the article | hash of the model, in the form of Subresource Integrity |
//! | `data-themelight-themes` | the article | JSON: the themes of the model, in the order of the scores |
//! | `data-themelight-page` | the article | hash of the page without these attributes, of model and options |
//!
//! All stand right after the name of the element; every other byte of the page stays. The embed
//! draws from them without wasm and model. It finds a paragraph's result by the hash of its text, so
//! a changed text has none.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::json;

use super::Article;
use crate::archive::integrity;
use crate::{Classifier, Scratch, Utf16Cursor};

const NAMES: [&str; 5] = [
    "data-themelight",
    "data-themelight-result",
    "data-themelight-model",
    "data-themelight-themes",
    "data-themelight-page",
];

/// An annotated page.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    /// The source with the attributes.
    pub source: String,
    /// The number of paragraphs of the article; 0 for a page without an article, which gets no
    /// attributes.
    pub paragraphs: usize,
    /// The number of paragraphs with themes.
    pub tagged: usize,
}

/// Annotates pages.
pub struct Annotator {
    classifier: Classifier,
    /// The hash of the model file.
    model: String,
    themes: String,
}

impl Annotator {
    /// `model` is the hash of the model file, as [`integrity`] returns it.
    pub fn new(classifier: Classifier, model: &str) -> Self {
        let themes = themes(&classifier);
        Self { classifier, model: model.to_owned(), themes }
    }

    /// Returns whether a page has its attributes from this model, and has not changed since.
    pub fn is_current(&self, page: &str) -> bool {
        page.contains(&attribute("data-themelight-page", &self.stamp(&strip(page))))
    }

    /// Returns whether an output is the annotated form of a page, and nothing has changed since.
    pub fn is_current_for(&self, output: &str, page: &str) -> bool {
        self.is_current(output) && strip(output) == strip(page)
    }

    /// Returns a page with its attributes; removes those of an earlier run. The result depends on
    /// the page without attributes only, so annotating twice changes nothing.
    pub fn annotate(&self, source: &str) -> Annotated {
        let source = strip(source);
        let article = Article::find(&source);
        let mut tags: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut results: BTreeMap<usize, Results> = BTreeMap::new();
        // Without a tag around the whole article, that of a paragraph stands for it.
        let root = article.root().or_else(|| article.paragraphs().find_map(|one| one.at));
        let (mut paragraphs, mut tagged) = (0, 0);
        let mut scratch = Scratch::default();
        for paragraph in article.paragraphs() {
            // A paragraph without a tag of its own has its result at the article.
            let Some(at) = paragraph.at.or(root) else { continue };
            paragraphs += 1;
            let themes =
                results.entry(at).or_default().add(&self.classifier, paragraph.text, &mut scratch);
            tagged += usize::from(!themes.is_empty());
            if paragraph.at.is_some() {
                let known = tags.entry(at).or_default();
                for theme in themes {
                    if !known.contains(&theme) {
                        known.push(theme);
                    }
                }
            }
        }
        let mut inserted: BTreeMap<usize, String> = BTreeMap::new();
        if let Some(root) = root.filter(|_| paragraphs > 0) {
            let stamp = self.stamp(&source);
            let pairs = [("model", &self.model), ("themes", &self.themes), ("page", &stamp)];
            let text = inserted.entry(root).or_default();
            for (name, value) in pairs {
                text.push_str(&attribute(&format!("data-themelight-{name}"), value));
            }
        }
        for (at, themes) in tags.into_iter().filter(|(_, themes)| !themes.is_empty()) {
            let text = inserted.entry(at).or_default();
            text.push_str(&attribute("data-themelight", &themes.join(" ")));
        }
        for (at, results) in results {
            let text = inserted.entry(at).or_default();
            text.push_str(&attribute("data-themelight-result", &results.finish()));
        }
        Annotated { source: splice(&source, &inserted), paragraphs, tagged }
    }

    fn stamp(&self, source: &str) -> String {
        let parts = [env!("CARGO_PKG_VERSION"), &self.model, &self.themes, source];
        integrity(parts.join("\0").as_bytes())
    }
}

/// The results of the paragraphs of an element: for each the hash of its text, the scores of all
/// themes, and the evidence of its themes as `[theme, start, end, weight]`, with the index of the
/// theme and offsets in UTF-16 code units.
#[derive(Default)]
struct Results(String);

impl Results {
    /// Adds a paragraph and returns the ids of its themes, highest score first.
    fn add(&mut self, classifier: &Classifier, text: &str, scratch: &mut Scratch) -> Vec<String> {
        const MEMORY: &str = "writing to memory does not fail";
        let labels = &classifier.model().labels;
        let mut scores = vec![0.0; labels.len()];
        classifier.probabilities(text, scratch, &mut scores);
        let tags = classifier.tags_of(&scores);
        let out = &mut self.0;
        out.push(if out.is_empty() { '[' } else { ',' });
        write!(out, "[{}", hash(text)).expect(MEMORY);
        let scores: Vec<String> =
            scores.iter().map(|score| serde_json::to_string(score).expect("a number")).collect();
        write!(out, ",[{}],[", scores.join(",")).expect(MEMORY);
        if !tags.is_empty() {
            let mut cursor = Utf16Cursor::new(text);
            let has = |label: usize| tags.iter().any(|tag| tag.label.id == labels[label].id);
            let mut first = true;
            for evidence in classifier.explain(text).into_iter().filter(|e| has(e.label)) {
                let span = cursor.span(evidence.span);
                let comma = if std::mem::take(&mut first) { "" } else { "," };
                let weight = (evidence.weight * 1e4).round() / 1e4;
                write!(out, "{comma}[{},{},{},{weight}]", evidence.label, span.start, span.end)
                    .expect(MEMORY);
            }
        }
        out.push_str("]]");
        tags.iter().map(|tag| tag.label.id.clone()).collect()
    }

    fn finish(mut self) -> String {
        self.0.push(']');
        self.0
    }
}

/// Returns the themes as the package's type `Theme` has them.
fn themes(classifier: &Classifier) -> String {
    let model = classifier.model();
    let theme = |(l, label): (usize, &crate::Label)| {
        let names: serde_json::Map<_, _> =
            label.names.iter().map(|(lang, name)| (lang.clone(), json!(name))).collect();
        json!({
            "id": label.id,
            "name": names,
            "color": label.color.to_string(),
            "colorDark": label.color_dark.to_string(),
            "threshold": label.threshold,
            "bias": model.bias(l),
        })
    };
    let themes: Vec<_> = model.labels.iter().enumerate().map(theme).collect();
    json!(themes).to_string()
}

/// Returns a hash of 53 bits, a number that JavaScript represents exactly. The embed computes the
/// same (`www/src/annotated.ts`). cyrb53 by bryc, public domain.
pub fn hash(text: &str) -> u64 {
    let (mut a, mut b) = (0xdead_beef_u32, 0x41c6_ce57_u32);
    for unit in text.encode_utf16() {
        a = (a ^ u32::from(unit)).wrapping_mul(2_654_435_761);
        b = (b ^ u32::from(unit)).wrapping_mul(1_597_334_677);
    }
    let mix = |x: u32, y: u32| {
        (x ^ (x >> 16)).wrapping_mul(2_246_822_507) ^ (y ^ (y >> 13)).wrapping_mul(3_266_489_909)
    };
    a = mix(a, b);
    b = mix(b, a);
    u64::from(b & 0x1f_ffff) << 32 | u64::from(a)
}

fn attribute(name: &str, value: &str) -> String {
    let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(" {name}=\"{}\"", value.replace('>', "&gt;"))
}

/// Removes the attributes that [`Annotator::annotate`] has written.
fn strip(source: &str) -> String {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut result = String::with_capacity(source.len());
    let mut from = 0;
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        let Token::StartTag(tag) = token else { continue };
        let at = tag.span.start + 1 + tag.name.len();
        let ours = ours(source, at..tag.span.end);
        if !ours.is_empty() {
            result.push_str(&source[from..ours.start]);
            from = ours.end;
        }
    }
    result + &source[from..]
}

/// Returns where our attributes stand at the beginning of a range.
fn ours(source: &str, range: Range<usize>) -> Range<usize> {
    let (start, mut at) = (range.start, range.start);
    while let Some(rest) = source.get(at..range.end)
        && let Some(rest) = rest.strip_prefix(' ')
        && let Some((name, value)) = rest.split_once("=\"")
        && NAMES.contains(&name)
        && let Some(length) = value.find('"')
        // In broken markup a value may end elsewhere; without it, the tag would have another name.
        && value[length + 1..].starts_with([' ', '\n', '\r', '\t', '\x0c', '/', '>'])
    {
        at += 1 + name.len() + 2 + length + 1;
    }
    start..at
}

fn splice(source: &str, inserted: &BTreeMap<usize, String>) -> String {
    let mut result = String::with_capacity(source.len() + source.len() / 4);
    let mut from = 0;
    for (&at, text) in inserted {
        result.push_str(&source[from..at]);
        result.push_str(text);
        from = at;
    }
    result + &source[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_the_embed() {
        // tests/js/annotate.test.ts reads these lines.
        assert_eq!(hash(""), 3_338_908_027_751_811);
        assert_eq!(hash("hoà 🌺"), 2_622_379_454_968_943);
        assert_eq!(hash("Kỷ luật cán bộ"), 6_567_333_362_505_175);
    }

    #[test]
    fn attributes_are_stripped_where_they_were_written() {
        let page = "<p data-themelight=\"a\" data-themelight-result=\"[]\" class=x>\n<b data-themelight='a'>";
        assert_eq!(strip(page), "<p class=x>\n<b data-themelight='a'>");
        assert_eq!(strip("<p data-themelight-root=\"\">"), "<p data-themelight-root=\"\">");
        let broken = "<p data-themelight=\"a <p data-themelight=\"b\">";
        assert_eq!(strip(broken), broken);
    }
}
