//! Standard output and error, and files that are written whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::CliError;
use crate::printable::{printable, printable_json};

/// Writes to standard output. Returns `false` if its reader has closed it (`| head`): stop then,
/// without an error.
pub fn print(text: &str) -> Result<bool, CliError> {
    write_out(text.as_bytes())
}

fn write_out(bytes: &[u8]) -> Result<bool, CliError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(CliError::write("standard output", error)),
    }
}

/// Like [`print`], for JSON Lines, which keep the bytes of the input's ids. On a terminal control
/// characters are escaped.
pub fn print_lines(lines: &[u8]) -> Result<bool, CliError> {
    if io::stdout().is_terminal() { print(&printable_json(&String::from_utf8_lossy(lines))) } else { write_out(lines) }
}

/// Reports an error on standard error.
pub fn error(message: &str) {
    eprintln!("error: {}", printable(message));
}

/// Returns a value as indented JSON with a line break after it.
pub fn json(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value).expect("names and finite numbers are always JSON");
    printable_json(&json).into_owned() + "\n"
}

/// Writes files, all of them or none: first beside their paths under temporary names, then renames
/// them. Devices and pipes are written directly, and a link keeps pointing to its file.
pub fn write_files(files: &[(PathBuf, &[u8])]) -> Result<(), CliError> {
    let targets: Vec<Target> = files.iter().map(|(path, _)| Target::new(path)).collect();
    let write = || {
        for ((path, bytes), target) in files.iter().zip(&targets) {
            fs::write(target.first(), bytes).map_err(|e| CliError::write(path, e))?;
        }
        for ((path, _), target) in files.iter().zip(&targets) {
            if let Some(temporary) = &target.temporary {
                fs::rename(temporary, &target.path).map_err(|e| CliError::write(path, e))?;
            }
        }
        Ok(())
    };
    let result = write();
    if result.is_err() {
        // The first error is the one to report; files that were never written cannot be removed.
        targets.iter().filter_map(|t| t.temporary.as_ref()).for_each(|path| drop(fs::remove_file(path)));
    }
    result
}

/// The path of a file to write, with links resolved.
struct Target {
    path: PathBuf,
    /// The name to write to first; `None` for what is not a regular file. A folder is an error at
    /// once, before other files have their names.
    temporary: Option<PathBuf>,
}

impl Target {
    fn new(path: &Path) -> Self {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let regular = fs::metadata(&path).map_or(true, |metadata| metadata.is_file());
        Self { temporary: regular.then(|| temporary(&path)), path }
    }

    fn first(&self) -> &Path {
        self.temporary.as_ref().unwrap_or(&self.path)
    }
}

/// Returns a name in the same folder that no other process uses.
fn temporary(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
