//! Thin bindings: convert, call, convert.
//!
//! A batch crosses in one call: JavaScript writes its texts as UTF-8 into [`WasmTagger::input`], separated by U+0000, and gets
//! a view of the probabilities back; evidence comes back the same way. Structured values (themes, info) cross through serde.

use js_sys::{Error as JsError, Float32Array, Float64Array, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::classifier::{Classifier, Scratch};
use crate::model::format;
use crate::text::Utf16Cursor;
use crate::{Error, features};

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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Theme<'m> {
    id: &'m str,
    /// Pairs of a language and a name.
    name: &'m [(String, String)],
    color: String,
    color_dark: String,
    threshold: f32,
    bias: f64,
}

#[derive(Serialize)]
struct About<'m> {
    themes: Vec<Theme<'m>>,
    info: Info,
}

#[derive(Serialize)]
struct Info {
    pipeline: u16,
    features: u32,
    bytes: u32,
    checksum: String,
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

    /// What there is to know of the model: its themes in the order of the scores, and what its file says of itself.
    pub fn about(&self) -> JsValue {
        let model = self.classifier.model();
        let themes = model.labels.iter().enumerate().map(|(i, label)| Theme {
            id: &label.id,
            name: &label.names,
            color: label.color.to_string(),
            color_dark: label.color_dark.to_string(),
            threshold: label.threshold,
            bias: model.bias(i),
        });
        let info = Info {
            pipeline: features::PIPELINE,
            features: model.keys.len() as u32,
            bytes: self.bytes,
            checksum: format!("{:08x}", self.checksum),
        };
        let about = About { themes: themes.collect(), info };
        // Plain values cannot fail to serialize.
        about.serialize(&serde_wasm_bindgen::Serializer::new()).unwrap_or_default()
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
        let input = &self.input[..bytes.min(self.input.len())];
        let count = input.iter().filter(|&&b| b == 0).count() + 1;
        self.output.resize((count * labels).max(self.output.len()), 0.0);
        for (text, out) in input.split(|&b| b == 0).zip(self.output.chunks_exact_mut(labels)) {
            self.classifier.probabilities(&String::from_utf8_lossy(text), &mut self.scratch, out);
        }
        // SAFETY: as for the input.
        unsafe { Float32Array::view(&self.output[..count * labels]) }
    }

    /// The contributions of the n-grams of the text in the first `bytes` bytes of the input. Returns a view, valid until
    /// the next call, of four numbers each: the theme's place, start and end as UTF-16 offsets, the weight.
    #[allow(unsafe_code)]
    pub fn explain(&mut self, bytes: usize) -> Float64Array {
        let text = String::from_utf8_lossy(&self.input[..bytes.min(self.input.len())]);
        let mut cursor = Utf16Cursor::new(&text);
        self.evidence.clear();
        for e in self.classifier.explain(&text) {
            let span = cursor.span(e.span);
            self.evidence.extend([e.label as f64, span.start as f64, span.end as f64, e.weight]);
        }
        // SAFETY: as for the input.
        unsafe { Float64Array::view(&self.evidence) }
    }
}

/// An `Error` whose message is the code of ours, a line break, and what is wrong: `tagger.ts` parts them again.
fn js_error(error: Error) -> JsValue {
    JsError::new(&format!("{}\n{error}", error.code())).into()
}
