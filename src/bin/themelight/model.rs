//! Loads models.

use std::path::Path;

use themelight::{Model, format};

use crate::error::CliError;

/// The default model; built in, so that the program needs no other files.
const DEFAULT: &[u8] = include_bytes!("../../../models/vi-public-life/vi-public-life.model");

/// The name of the default model.
pub const DEFAULT_NAME: &str = "vi-public-life";

/// A model and the bytes of its file.
pub struct Loaded {
    pub model: Model,
    pub bytes: Vec<u8>,
}

/// Reads a model file, or the default model.
pub fn load(file: Option<&Path>) -> Result<Model, CliError> {
    match file {
        Some(file) => load_file(file).map(|loaded| loaded.model),
        None => Ok(format::read(DEFAULT)?),
    }
}

/// Reads a model file.
pub fn load_file(file: &Path) -> Result<Loaded, CliError> {
    let bytes = std::fs::read(file).map_err(|e| CliError::read(file, e))?;
    match format::read(&bytes) {
        Ok(model) => Ok(Loaded { model, bytes }),
        Err(source) => Err(CliError::Model { file: file.display().to_string(), source }),
    }
}
