//! Which model a command uses.

use std::path::Path;

use themelight::{Error, Model, format};

/// The default model is built in, so that the command works wherever it is installed.
const DEFAULT: &[u8] = include_bytes!("../../../models/vi-public-life/vi-public-life.model");

/// Reads the model of a file, or the default one.
pub fn load(file: Option<&Path>) -> Result<Model, Error> {
    match file {
        Some(file) => load_file(file).map(|(model, _)| model),
        None => format::read(DEFAULT),
    }
}

/// Reads a model file; gives its bytes too.
pub fn load_file(file: &Path) -> Result<(Model, Vec<u8>), Error> {
    let bytes = std::fs::read(file).map_err(|e| crate::io_error(file.display(), &e))?;
    match format::read(&bytes) {
        Ok(model) => Ok((model, bytes)),
        Err(error) => Err(Error::Io { path: file.display().to_string(), message: error.to_string() }),
    }
}
