//! Writes to standard output and error, and writes files atomically.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::CliError;
use crate::printable::{printable, printable_json};

/// Writes to standard output. Returns `false` if the reader has closed it (`| head`); the caller
/// then stops without an error.
pub fn print(text: impl AsRef<[u8]>) -> Result<bool, CliError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_ref()).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(CliError::write("standard output", error)),
    }
}

/// Like [`print`], for JSON Lines. Escapes control characters on a terminal only, since ids keep
/// the bytes of the input.
pub fn print_lines(lines: &[u8]) -> Result<bool, CliError> {
    if io::stdout().is_terminal() {
        return print(&*printable_json(&String::from_utf8_lossy(lines)));
    }
    print(lines)
}

/// Reports an error on standard error.
pub fn error(message: &str) {
    eprintln!("error: {}", printable(message));
}

/// Reports a doubtful value on standard error.
pub fn warning(message: &str) {
    eprintln!("warning: {}", printable(message));
}

/// Returns a value as indented JSON and a line break.
pub fn json(value: &impl Serialize) -> String {
    let json =
        serde_json::to_string_pretty(value).expect("names and finite numbers are always JSON");
    printable_json(&json).into_owned() + "\n"
}

/// Writes all files or none: writes temporary files in the same folders, then renames them. Writes
/// devices and pipes directly, and the target of a link.
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
        // Ignores errors: not every temporary file exists.
        targets
            .iter()
            .filter_map(|t| t.temporary.as_ref())
            .for_each(|path| drop(fs::remove_file(path)));
    }
    result
}

/// The path of a file to write, with links resolved.
struct Target {
    path: PathBuf,
    /// The temporary file; `None` if the path is a device, a pipe or a folder. Writing a folder
    /// fails before any file is renamed.
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

/// Returns a path in the same folder that no other process uses.
fn temporary(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
