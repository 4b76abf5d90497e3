//! Bindings for JavaScript: convert, call, convert.
//!
//! Results stay in wasm memory: a method returns how many numbers it wrote, another one where they are, and
//! JavaScript makes the view. No export returns a JavaScript value, since V8 up to 12.9 (Node 20 to 23, Chrome up to
//! about 135) aborts when the optimised caller of such an export is deoptimised during the call.
//! `tests/js/wasm.test.ts` checks the exports and shows the fault.

use js_sys::{Array, Error as JsError};
use wasm_bindgen::prelude::*;

use crate::{Classifier, Error, PIPELINE, Scratch, Utf16Cursor, Utf16Span, format};

/// A quarter of the size of the standard library's allocator for wasm.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The most occurrences that [`WasmTagger::explain`] reports: 128 MB of numbers.
const MAX_EVIDENCE: usize = 1 << 22;

/// A model, with the memory that texts and results cross in.
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

    /// Appends a list for each theme, in the order of the scores: id, pairs of language and name, colour on light
    /// pages, colour on dark pages.
    pub fn labels(&self, list: &Array) {
        for label in &self.classifier.model().labels {
            let fields = (&label.id, &label.names, label.color.to_string(), label.color_dark.to_string());
            // Strings and lists of strings always convert.
            list.push(&serde_wasm_bindgen::to_value(&fields).unwrap_or_default());
        }
    }

    /// Writes the model's pipeline, number of features, size in bytes and checksum, then threshold and bias of each
    /// theme. Returns how many [`numbers_start`](Self::numbers_start) has.
    pub fn about(&mut self) -> usize {
        let model = self.classifier.model();
        let about = [PIPELINE.into(), model.keys.len() as u32, self.bytes, self.checksum];
        let themes = model.labels.iter().enumerate().flat_map(|(i, label)| [label.threshold.into(), model.bias(i)]);
        self.numbers.clear();
        self.numbers.extend(about.map(f64::from).into_iter().chain(themes));
        self.numbers.len()
    }

    /// Makes room for `bytes` bytes of UTF-8; returns where to write them, valid until the next call. `None` where
    /// memory does not suffice.
    pub fn input(&mut self, bytes: usize) -> Option<usize> {
        let more = bytes.saturating_sub(self.input.len());
        self.input.try_reserve_exact(more).ok()?;
        self.input.resize(self.input.len() + more, 0);
        Some(self.input.as_mut_ptr().addr())
    }

    /// Tags the first `bytes` bytes of the input: texts separated by U+0000. Returns how many probabilities
    /// [`scores_start`](Self::scores_start) has, one for each theme of each text.
    pub fn tag(&mut self, bytes: usize) -> usize {
        let labels = self.classifier.model().labels.len();
        let mut len = 0;
        for text in (Texts { rest: self.input.get(..bytes) }) {
            if self.scores.len() < len + labels {
                self.scores.resize(len + labels, 0.0);
            }
            self.classifier.probabilities_of_utf8(text, &mut self.scratch, &mut self.scores[len..len + labels]);
            len += labels;
        }
        len
    }

    /// Where the probabilities are. Valid until the next call.
    pub fn scores_start(&self) -> *const f32 {
        self.scores.as_ptr()
    }

    /// Writes the evidence for the text in the first `bytes` bytes of the input, four numbers for each occurrence: index of
    /// the theme, start and end as UTF-16 offsets, weight. Returns how many [`numbers_start`](Self::numbers_start) has;
    /// `None` for more than [`MAX_EVIDENCE`] occurrences.
    pub fn explain(&mut self, bytes: usize) -> Option<usize> {
        // TextEncoder writes nothing but UTF-8.
        let text = self.input.get(..bytes).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default();
        let mut cursor = Utf16Cursor::new(text);
        let (mut last, mut span) = (None, Utf16Span { start: 0, end: 0 });
        self.numbers.clear();
        for e in self.classifier.evidence(text) {
            if self.numbers.len() == 4 * MAX_EVIDENCE {
                return None;
            }
            // The labels of one n-gram follow one another: its position is converted once.
            if last.replace(e.span) != Some(e.span) {
                span = cursor.span(e.span);
            }
            self.numbers.extend([e.label as f64, span.start as f64, span.end as f64, e.weight]);
        }
        Some(self.numbers.len())
    }

    /// Where the numbers of [`about`](Self::about) and [`explain`](Self::explain) are. Valid until the next call.
    pub fn numbers_start(&self) -> *const f64 {
        self.numbers.as_ptr()
    }
}

/// Warm-up: browsers compile a function at its first call, so every part is used while the model is still loading.
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

/// Index of the first NUL, or the length. Eight bytes at a time: byte by byte it would take longer than tokens do.
fn nul(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let words = bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap_or_default()));
    let no_nul = |word: &u64| word.wrapping_sub(ONES) & !word & (0x80 * ONES) == 0;
    let start = 8 * words.take_while(no_nul).count();
    bytes[start..].iter().position(|&b| b == 0).map_or(bytes.len(), |i| start + i)
}

/// An `Error` whose message is a code, a line break and a sentence: `tagger.ts` separates them again.
fn js_error(error: &Error) -> JsValue {
    JsError::new(&format!("{}\n{error}", error.code())).into()
}
