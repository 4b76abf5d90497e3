//! Loads models.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use themelight::pack::{self, Header, Pack};
use themelight::{Error, Model, format};

use crate::error::CliError;

/// The default model; built in, so that the program needs no other files.
const DEFAULT: &[u8] = include_bytes!("../../../models/vi-public-life/vi-public-life.model");

/// The name of the default model.
pub const DEFAULT_NAME: &str = "vi-public-life";

/// A model and its file.
pub struct Loaded {
    pub model: Model,
    /// The model file, alone or out of a pack.
    pub bytes: Vec<u8>,
    /// The header of the pack, if the file is one.
    pub header: Option<Header>,
}

/// Reads a model file, or the default model, with its bytes.
pub fn load_with_bytes(file: Option<&Path>) -> Result<Loaded, CliError> {
    match file {
        Some(file) => load_file(file),
        None => Ok(Loaded { model: format::read(DEFAULT)?, bytes: DEFAULT.to_vec(), header: None }),
    }
}

/// Reads a model file or a pack, or the default model.
pub fn load(file: Option<&Path>) -> Result<Model, CliError> {
    match file {
        Some(file) => load_file(file).map(|loaded| loaded.model),
        None => Ok(format::read(DEFAULT)?),
    }
}

/// Reads a model file or a pack.
pub fn load_file(file: &Path) -> Result<Loaded, CliError> {
    let bytes = read_bytes(file).map_err(|e| CliError::read(file, e))?;
    loaded(bytes).map_err(|source| CliError::Model { file: file.display().to_string(), source })
}

fn loaded(bytes: Vec<u8>) -> Result<Loaded, Error> {
    if pack::is_pack(&bytes) {
        let Pack { header, model, file } = pack::read(&bytes)?;
        return Ok(Loaded { model, bytes: file.to_vec(), header: Some(header) });
    }
    Ok(Loaded { model: format::read(&bytes)?, bytes, header: None })
}

/// Reads a file; of a pack at most one byte more than a pack may have.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(pack::MAGIC.len() as u64).read_to_end(&mut bytes)?;
    let most = if pack::is_pack(&bytes) { pack::MAX_PACK as u64 } else { u64::MAX };
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
