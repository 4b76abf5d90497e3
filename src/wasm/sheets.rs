//! Bindings of the wasm that reads spreadsheets, for the studio. Values cross as JSON;
//! `www/studio/import/sheet.ts` has their types.
//!
//! As in `inference`, no export returns a JavaScript value.

use js_sys::Error as JsError;
use wasm_bindgen::prelude::*;

use crate::sheet::{SheetError, Workbook};

/// A quarter of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Returns an `Error` whose message is the code, a line break and what was found.
fn js_error(error: &SheetError) -> JsValue {
    let found = match error {
        SheetError::Other { found } => (*found).to_owned(),
        SheetError::Damaged { detail } => detail.clone(),
        SheetError::TooLarge { cells } => cells.to_string(),
        _ => String::new(),
    };
    JsError::new(&format!("{}\n{found}", error.code())).into()
}

/// A workbook.
#[wasm_bindgen]
pub struct WasmWorkbook {
    book: Workbook,
}

#[wasm_bindgen]
impl WasmWorkbook {
    /// Reads the names of the sheets.
    ///
    /// # Errors
    /// Fails if the file is no readable spreadsheet.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<WasmWorkbook, JsValue> {
        let book = Workbook::open(bytes).map_err(|error| js_error(&error))?;
        Ok(WasmWorkbook { book })
    }

    /// Returns the sheets.
    pub fn sheets(&self) -> String {
        to_json(&self.book.sheets())
    }

    /// Returns index and rows of the sheet that is read if none is chosen.
    ///
    /// # Errors
    /// Fails if no sheet has cells, or if one is damaged.
    pub fn first(&mut self) -> Result<String, JsValue> {
        Ok(to_json(&self.book.first().map_err(|error| js_error(&error))?))
    }

    /// Returns the rows of a sheet.
    ///
    /// # Errors
    /// Fails if the sheet is damaged.
    pub fn rows(&mut self, index: usize) -> Result<String, JsValue> {
        Ok(to_json(&self.book.rows(index).map_err(|error| js_error(&error))?))
    }
}

/// Serialises strings, numbers and lists, which JSON can express.
fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
