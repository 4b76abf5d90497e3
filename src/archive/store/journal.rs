//! The list of what is complete: JSON Lines that are only appended.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Run, data, write};
use crate::Error;
use crate::archive::Input;

/// A line after the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The name of the input.
    pub input: String,
    /// The complete group; `None` for a complete input.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub group: Option<u64>,
    /// Identifies the bytes of the input.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fingerprint: Option<String>,
    /// The number of bad rows in the group, or in the output.
    pub bad: u64,
}

impl Entry {
    /// Returns the line of a complete group.
    pub fn group(input: &str, group: u64, bad: u64) -> Self {
        Self { input: input.to_owned(), group: Some(group), fingerprint: None, bad }
    }

    /// Returns the line of a complete input.
    pub fn end(input: &str, fingerprint: Option<&str>, bad: u64) -> Self {
        let fingerprint = fingerprint.map(str::to_owned);
        Self { input: input.to_owned(), group: None, fingerprint, bad }
    }
}

/// A journal that is open for appending.
pub struct Journal {
    path: PathBuf,
    file: File,
    pub entries: Vec<Entry>,
}

impl Journal {
    /// Opens or creates a journal. Removes the line at the end that an interruption has cut.
    ///
    /// # Errors
    /// Fails if the journal is of another model or of other options; `advice` says what to do then.
    pub fn open(path: &Path, run: &Run, advice: &str) -> Result<Self, Error> {
        let io = |error| write(path, error);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let mut file = options.open(path).map_err(io)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(io)?;
        let complete = text.rfind('\n').map_or(0, |newline| newline + 1);
        if complete < text.len() {
            file.set_len(complete as u64).map_err(io)?;
        }
        let mut lines = text[..complete].lines();
        let header = header(run);
        let name = path.display().to_string();
        let Some(first) = lines.next() else {
            let mut journal = Self { path: path.to_owned(), file, entries: Vec::new() };
            journal.append(&header)?;
            return Ok(journal);
        };
        let expected = |what: String| data(&name, format!("{what}; {advice}"));
        let found: Value = serde_json::from_str(first)
            .map_err(|_| expected("expected a journal of Themelight, found other text".into()))?;
        if let Some(difference) = difference(&header, &found) {
            return Err(expected(difference));
        }
        let entries = lines.map(serde_json::from_str).collect::<Result<_, _>>();
        let entries = entries.map_err(|error| expected(format!("invalid entry: {error}")))?;
        Ok(Self { path: path.to_owned(), file, entries })
    }

    /// Appends an entry and waits until it is on disk.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        self.append(&json!(entry))?;
        self.entries.push(entry.clone());
        Ok(())
    }

    fn append(&mut self, line: &Value) -> Result<(), Error> {
        let result = self.file.write_all(format!("{line}\n").as_bytes());
        result.and_then(|()| self.file.sync_data()).map_err(|error| write(&self.path, error))
    }

    /// Returns fingerprint and bad rows of a complete input.
    pub fn complete(&self, input: &str) -> Option<(&str, u64)> {
        let entry = self.entries.iter().rfind(|e| e.group.is_none() && e.input == input)?;
        Some((entry.fingerprint.as_deref()?, entry.bad))
    }
}

fn header(run: &Run) -> Value {
    json!({
        "themelight": env!("CARGO_PKG_VERSION"),
        "model": run.model,
        "format": run.to.extension(),
        "options": run.options,
    })
}

/// Describes the first difference between the headers of this run and of an earlier one.
fn difference(now: &Value, before: &Value) -> Option<String> {
    let parts = [("themelight", "version"), ("model", "model"), ("format", "format")];
    for (key, name) in parts {
        if now[key] != before[key] {
            let (now, before) = (text(&now[key]), text(&before[key]));
            return Some(format!(
                "an earlier run wrote this output with the {name} {before}, this run has {now}"
            ));
        }
    }
    let (now, before) = (&now["options"], &before["options"]);
    let keys = now.as_object()?.keys().chain(before.as_object().into_iter().flat_map(|o| o.keys()));
    keys.into_iter().find(|key| now[key.as_str()] != before[key.as_str()]).map(|key| {
        let (now, before) = (text(&now[key.as_str()]), text(&before[key.as_str()]));
        format!("an earlier run wrote this output with {key} {before}, this run has {now}")
    })
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Bytes of each part of a file that [`fingerprint`] reads.
const SAMPLE: u64 = 1 << 16;

/// Identifies the content of an input by its size and the bytes at its beginning, middle and end.
/// `None` for standard input, which cannot be read again.
pub fn fingerprint(input: &Input) -> Result<Option<String>, Error> {
    let (Some(path), Some(size)) = (&input.path, input.size()) else { return Ok(None) };
    let hash = || {
        let mut file = File::open(path)?;
        let mut hash = Sha256::new();
        hash.update(size.to_le_bytes());
        for start in [0, size / 2, size.saturating_sub(SAMPLE)] {
            file.seek(SeekFrom::Start(start))?;
            let mut sample = Vec::new();
            (&mut file).take(SAMPLE).read_to_end(&mut sample)?;
            hash.update(&sample);
        }
        let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(format!("{size}-{}", &hex[..16]))
    };
    hash().map(Some).map_err(|error| Error::read(&input.name, error))
}

/// Removes a file if it exists.
pub fn remove_if_present(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(write(path, error)),
        _ => Ok(()),
    }
}
