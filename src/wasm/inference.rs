//! Bindings for JavaScript.
//!
//! Results stay in wasm memory: one method returns their number, another one their address, and
//! JavaScript creates the view. No export returns a JavaScript value: V8 up to 12.9 (Node 20 to 23,
//! Chrome up to about 135) aborts if the optimised caller of such an export is deoptimised during
//! the call. `tests/js/wasm.test.ts` checks the exports and reproduces the fault.

use js_sys::{Array, Error as JsError};
use wasm_bindgen::prelude::*;

use crate::{Classifier, Error, PIPELINE, Scratch, Utf16Cursor, Utf16Span, format};

/// A quarter of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Maximum number of occurrences that [`WasmTagger::explain`] returns: 128 MB of numbers.
const MAX_EVIDENCE: usize = 1 << 22;

/// A classifier and the buffers for texts and results.
#[wasm_bindgen]
pub struct WasmTagger {
    classifier: Classifier,
    checksum: u32,
    bytes: u32,
    scratch: Scratch,
    input: Vec<u8>,
    scores: Vec<f32>,
    numbers: Vec<f64>,
}

#[wasm_bindgen]
impl WasmTagger {
    /// Reads a model file.
    ///
    /// # Errors
    /// Fails if the file is invalid; see [`format::read`].
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<WasmTagger, JsValue> {
        let classifier = Classifier::new(format::read(model).map_err(|error| js_error(&error))?);
        Ok(WasmTagger {
            classifier,
            checksum: format::checksum(model).unwrap_or_default(),
            bytes: model.len() as u32, // wasm memory is smaller than 4 GB
            scratch: Scratch::default(),
            input: Vec::new(),
            scores: Vec::new(),
            numbers: Vec::new(),
        })
    }

    /// Appends an array for each theme, in the order of the scores: id, pairs of language and name,
    /// colour on light pages, colour on dark pages.
    pub fn labels(&self, list: &Array) {
        for label in &self.classifier.model().labels {
            let fields =
                (&label.id, &label.names, label.color.to_string(), label.color_dark.to_string());
            // The conversion of strings does not fail.
            list.push(&serde_wasm_bindgen::to_value(&fields).unwrap_or_default());
        }
    }

    /// Writes the pipeline, number of features, size in bytes and checksum of the model, then
    /// threshold and bias of each theme, to [`numbers_start`](Self::numbers_start). Returns the
    /// number of values.
    pub fn about(&mut self) -> usize {
        let model = self.classifier.model();
        let about = [PIPELINE.into(), model.keys.len() as u32, self.bytes, self.checksum];
        let themes = model
            .labels
            .iter()
            .enumerate()
            .flat_map(|(i, label)| [label.threshold.into(), model.bias(i)]);
        self.numbers.clear();
        self.numbers.extend(about.map(f64::from).into_iter().chain(themes));
        self.numbers.len()
    }

    /// Allocates `bytes` bytes of input and returns their address, valid until the next call;
    /// `None` if memory is exhausted.
    pub fn input(&mut self, bytes: usize) -> Option<usize> {
        let more = bytes.saturating_sub(self.input.len());
        self.input.try_reserve_exact(more).ok()?;
        self.input.resize(self.input.len() + more, 0);
        Some(self.input.as_mut_ptr().addr())
    }

    /// Tags the first `bytes` bytes of the input: `texts` texts in UTF-8, separated by U+0000.
    /// Writes a probability for each theme of each text to [`scores_start`](Self::scores_start) and
    /// returns their number. If a text contains U+0000, stops after `texts + 1` texts, so that the
    /// number is too large.
    pub fn tag(&mut self, bytes: usize, texts: usize) -> usize {
        let labels = self.classifier.model().labels.len();
        let mut len = 0;
        for text in (Texts { rest: self.input.get(..bytes) }).take(texts + 1) {
            if self.scores.len() < len + labels {
                self.scores.resize(len + labels, 0.0);
            }
            self.classifier.probabilities_of_utf8(
                text,
                &mut self.scratch,
                &mut self.scores[len..len + labels],
            );
            len += labels;
        }
        len
    }

    /// Returns the address of the probabilities, valid until the next call.
    pub fn scores_start(&self) -> *const f32 {
        self.scores.as_ptr()
    }

    /// Writes the evidence for the text in the first `bytes` bytes of the input to
    /// [`numbers_start`](Self::numbers_start): for each occurrence the index of the theme, start
    /// and end as UTF-16 offsets, and the weight. Returns the number of values; `None` for more
    /// than [`MAX_EVIDENCE`] occurrences.
    pub fn explain(&mut self, bytes: usize) -> Option<usize> {
        // TextEncoder writes valid UTF-8.
        let text =
            self.input.get(..bytes).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default();
        let mut cursor = Utf16Cursor::new(text);
        let (mut last, mut span) = (None, Utf16Span { start: 0, end: 0 });
        self.numbers.clear();
        for e in self.classifier.evidence(text) {
            if self.numbers.len() == 4 * MAX_EVIDENCE {
                return None;
            }
            // Evidence of an n-gram for several labels is consecutive: convert its span once.
            if last.replace(e.span) != Some(e.span) {
                span = cursor.span(e.span);
            }
            self.numbers.extend([e.label as f64, span.start as f64, span.end as f64, e.weight]);
        }
        Some(self.numbers.len())
    }

    /// Returns the address of the numbers of [`about`](Self::about) and [`explain`](Self::explain),
    /// valid until the next call.
    pub fn numbers_start(&self) -> *const f64 {
        self.numbers.as_ptr()
    }
}

/// Warm-up: browsers compile a function at its first call. Calls every part while the model loads.
#[wasm_bindgen(start)]
pub fn warm_up() {
    const MODEL: &[u8] = include_bytes!("warm-up.model");
    const TEXT: &str = "Tinh giản 5,2% biên chế: 18-NQ/TW, “cán bộ” là gốc. ";
    let Ok(mut tagger) = WasmTagger::new(MODEL) else { return };
    tagger.labels(&Array::new());
    tagger.classifier.probabilities(TEXT, &mut tagger.scratch, &mut [0.0]);
}

/// The texts of a batch, separated by U+0000.
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

/// Returns the index of the first NUL, or the length. Examines eight bytes at a time: one byte at a
/// time would take longer than tokenisation.
fn nul(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let words =
        bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap_or_default()));
    let no_nul = |word: &u64| word.wrapping_sub(ONES) & !word & (0x80 * ONES) == 0;
    let start = 8 * words.take_while(no_nul).count();
    bytes[start..].iter().position(|&b| b == 0).map_or(bytes.len(), |i| start + i)
}

/// Returns a JavaScript `Error` whose message is the code, a line break and the message.
/// `tagger.ts` splits them.
fn js_error(error: &Error) -> JsValue {
    JsError::new(&format!("{}\n{error}", error.code())).into()
}
