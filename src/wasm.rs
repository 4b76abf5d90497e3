//! Thin bindings: convert, call, convert.
//!
//! A batch crosses in one call: JavaScript writes its texts as UTF-8 into [`WasmTagger::input`], separated by U+0000, and gets
//! a view of the probabilities back. What else is numbers (evidence, thresholds, colours) crosses as arrays of them; only names go
//! through serde, since serialising structures would weigh more than the classifier.

use js_sys::{Error as JsError, Float32Array, Float64Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::classifier::{Classifier, Scratch};
use crate::model::format;
use crate::text::Utf16Cursor;
use crate::{Error, features};

/// Smaller than the standard one for wasm; nothing is allocated once a model is read and a text was tagged.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A model at work.
#[wasm_bindgen]
pub struct WasmTagger {
    classifier: Classifier,
    checksum: u32,
    bytes: u32,
    scratch: Scratch,
    input: Vec<u8>,
    output: Vec<f32>,
    evidence: Vec<f64>,
}

#[wasm_bindgen]
impl WasmTagger {
    /// Reads a model file.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<WasmTagger, JsValue> {
        let classifier = Classifier::new(format::read(model).map_err(js_error)?);
        Ok(WasmTagger {
            classifier,
            checksum: format::checksum(model).unwrap_or_default(),
            bytes: model.len() as u32, // a wasm memory has no more
            scratch: Scratch::default(),
            input: Vec::new(),
            output: Vec::new(),
            evidence: Vec::new(),
        })
    }

    /// What the themes are called, in the order of the scores: id, pairs of a language and a name, colour, colour on dark
    /// pages.
    pub fn labels(&self) -> JsValue {
        let labels = self.classifier.model().labels.iter();
        let named = labels.map(|l| (&l.id, &l.names, l.color.to_string(), l.color_dark.to_string()));
        // Strings and sequences of them cannot fail to cross.
        serde_wasm_bindgen::to_value(&named.collect::<Vec<_>>()).unwrap_or_default()
    }

    /// What the model file says of itself: pipeline, number of features, bytes, checksum; then of each theme threshold
    /// and bias. A view, valid until the next call.
    #[allow(unsafe_code)]
    pub fn numbers(&mut self) -> Float64Array {
        let model = self.classifier.model();
        let about = [features::PIPELINE.into(), model.keys.len() as u32, self.bytes, self.checksum];
        let themes = model.labels.iter().enumerate().flat_map(|(i, label)| [label.threshold.into(), model.bias(i)]);
        self.evidence.clear();
        self.evidence.extend(about.map(f64::from).into_iter().chain(themes));
        // SAFETY: as for the input.
        unsafe { Float64Array::view(&self.evidence) }
    }

    /// A view of `bytes` bytes to write UTF-8 into; valid until the next call.
    #[allow(unsafe_code)]
    pub fn input(&mut self, bytes: usize) -> Uint8Array {
        if self.input.len() < bytes {
            self.input.resize(bytes, 0);
        }
        // SAFETY: the view is used before the next call into the wasm, as documented; memory does not move until then.
        unsafe { Uint8Array::view(&self.input[..bytes]) }
    }

    /// Tags the first `bytes` bytes of the input: texts separated by U+0000. Returns a view, valid until the next call,
    /// of as many probabilities for each text as there are themes.
    #[allow(unsafe_code)]
    pub fn tag(&mut self, bytes: usize) -> Float32Array {
        let labels = self.classifier.model().labels.len();
        let mut len = 0;
        for text in (Texts { rest: self.input.get(..bytes) }) {
            if self.output.len() < len + labels {
                self.output.resize(len + labels, 0.0);
            }
            self.classifier.probabilities_of_utf8(text, &mut self.scratch, &mut self.output[len..len + labels]);
            len += labels;
        }
        // SAFETY: as for the input.
        unsafe { Float32Array::view(&self.output[..len]) }
    }

    /// The contributions of the n-grams of the text in the first `bytes` bytes of the input. Returns a view, valid until
    /// the next call, of four numbers each: the theme's place, start and end as UTF-16 offsets, the weight.
    #[allow(unsafe_code)]
    pub fn explain(&mut self, bytes: usize) -> Float64Array {
        // TextEncoder writes nothing but UTF-8.
        let text = self.input.get(..bytes).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default();
        let mut cursor = Utf16Cursor::new(text);
        self.evidence.clear();
        for e in self.classifier.explain(text) {
            let span = cursor.span(e.span);
            self.evidence.extend([e.label as f64, span.start as f64, span.end as f64, e.weight]);
        }
        // SAFETY: as for the input.
        unsafe { Float64Array::view(&self.evidence) }
    }
}

/// Uses every part on a model of a few bytes. Browsers compile a function when it is first called; so they do it while the
/// model is still on its way.
#[wasm_bindgen(start)]
pub fn warm_up() {
    const MODEL: &[u8] = include_bytes!("warm-up.model");
    const TEXT: &str = "Tinh giản 5,2% biên chế: 18-NQ/TW, “cán bộ” là gốc. ";
    let Ok(mut tagger) = WasmTagger::new(MODEL) else { return };
    tagger.labels();
    tagger.classifier.probabilities(TEXT, &mut tagger.scratch, &mut [0.0]);
}

/// The texts of a batch, parted by U+0000.
struct Texts<'i> {
    rest: Option<&'i [u8]>,
}

impl<'i> Iterator for Texts<'i> {
    type Item = &'i [u8];

    fn next(&mut self) -> Option<&'i [u8]> {
        let rest = self.rest?;
        let end = nul(rest);
        self.rest = rest.get(end + 1..);
        Some(&rest[..end])
    }
}

/// Where the first NUL is, or the end. Eight bytes at a time: a byte at a time it would take longer than tokens do.
fn nul(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let words = bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap_or_default()));
    let no_nul = |word: &u64| word.wrapping_sub(ONES) & !word & (0x80 * ONES) == 0;
    let start = 8 * words.take_while(no_nul).count();
    bytes[start..].iter().position(|&b| b == 0).map_or(bytes.len(), |i| start + i)
}

/// An `Error` whose message is the code of ours, a line break, and what is wrong: `tagger.ts` parts them again.
fn js_error(error: Error) -> JsValue {
    JsError::new(&format!("{}\n{error}", error.code())).into()
}
