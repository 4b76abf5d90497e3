//! Bindings of the wasm that shows how a probability comes about, for the explainer of the site.
//! Values cross as JSON; `www/site/explainer/trace.ts` has their types.
//!
//! As in `inference`, no export returns a JavaScript value.

use js_sys::Error as JsError;
use wasm_bindgen::prelude::*;

use crate::{Classifier, format};

/// A quarter of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A model whose results are traced.
#[wasm_bindgen]
pub struct WasmTracer {
    classifier: Classifier,
}

#[wasm_bindgen]
impl WasmTracer {
    /// Reads a model file.
    ///
    /// # Errors
    /// Fails if the file is invalid; see [`format::read`]. The message is the code, a line break
    /// and the message.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<WasmTracer, JsValue> {
        let model = format::read(model)
            .map_err(|error| JsError::new(&format!("{}\n{error}", error.code())))?;
        Ok(WasmTracer { classifier: Classifier::new(model) })
    }

    /// Returns the [`Trace`](crate::Trace) of a text as JSON.
    pub fn trace(&self, text: &str) -> String {
        // Strings, finite numbers and lists: nothing that JSON cannot express.
        serde_json::to_string(&self.classifier.trace(text)).unwrap_or_default()
    }
}
