//! Standard output, and files that are there whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

/// Writes a file that is whole or not there: into a file beside it, which then takes its name.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = beside(path);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What is half written must not stay; that it could not be removed either adds nothing to the message.
        let _ = fs::remove_file(&beside);
        crate::io_error(path.display(), &error)
    })
}

/// A name in the same folder that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
