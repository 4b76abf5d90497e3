//! Standard output, and files that are there whole or not at all.

use std::io::{self, Write};

use serde::Serialize;
use themelight::Error;

/// Writes to standard output. `false` when nobody reads any more (`| head`): then it is time to stop, quietly.
pub fn print(bytes: &[u8]) -> Result<bool, Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(crate::io_error("standard output", &error)),
    }
}

/// A value as indented JSON, one line break after it.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("names and finite numbers are always JSON") + "\n"
}
