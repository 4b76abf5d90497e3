//! Standard output, and files that are there whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use themelight::{Error, is_unsafe};

/// Writes to standard output. `false` when nobody reads any more (`| head`): then it is time to stop, quietly.
pub fn print(bytes: &[u8]) -> Result<bool, Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(crate::io_error("standard output", &error)),
    }
}

/// Writes lines of JSON to standard output, escaped where that is a terminal. Returns as [`print`] does.
pub fn print_lines(lines: &[u8]) -> Result<bool, Error> {
    if io::stdout().is_terminal() {
        return print(json_text(&String::from_utf8_lossy(lines)).as_bytes());
    }
    print(lines)
}

/// A value as indented JSON, one line break after it.
pub fn json(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value).expect("names and finite numbers are always JSON") + "\n";
    json_text(&json)
}

/// JSON for a terminal: the same value, with characters that would act on the terminal escaped.
pub fn json_text(json: &str) -> String {
    escaped(json, |c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect())
}

/// A text for a terminal: characters from a model or data file that would act on it are written as `\u{1b}`.
pub fn text(text: &str) -> String {
    escaped(text, |c| c.escape_unicode().to_string())
}

/// Replaces the characters that act on a terminal, except line breaks. In JSON they occur within strings only.
fn escaped(text: &str, escape: impl Fn(char) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            c if is_unsafe(c) => out += &escape(c),
            c => out.push(c),
        }
    }
    out
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
