//! Reads files and standard input in chunks of complete lines.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use crate::error::CliError;

/// Maximum size of a read in bytes. A shorter read becomes a chunk at once, so that the lines of a
/// slow source are tagged on arrival.
const READ: usize = 1 << 18;

/// Complete lines of one source.
pub struct Chunk {
    /// Name of the source for messages.
    pub source: Arc<str>,
    /// Number of the first line, from 1.
    pub first_line: u64,
    bytes: Vec<u8>,
}

impl Chunk {
    /// Returns the lines with their numbers, without line ends and without a byte order mark at the
    /// start of the source.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        (self.first_line..).zip(self.bytes.split_inclusive(|&b| b == b'\n').enumerate().map(
            |(i, line)| {
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let first = self.first_line == 1 && i == 0;
                if first { line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line) } else { line }
            },
        ))
    }

    /// Returns the size in bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// Iterates over the chunks of all sources in order. Yields an error for a source that cannot be
/// read, and continues with the next source.
pub struct Chunks {
    sources: vec::IntoIter<PathBuf>,
    open: Option<Source>,
}

impl Chunks {
    /// Reads `files` in order; `-`, or an empty list, is standard input. Fails at once if any file
    /// does not exist or is a directory.
    pub fn new(mut files: Vec<PathBuf>) -> Result<Self, CliError> {
        if files.is_empty() {
            files.push("-".into());
        }
        for file in files.iter().filter(|file| !is_stdin(file)) {
            let metadata = file.metadata().map_err(|e| CliError::read(file, e))?;
            if metadata.is_dir() {
                let message = "expected a file, found a directory; name the files in it";
                return Err(CliError::Invalid(format!("{}: {message}", file.display())));
            }
        }
        Ok(Self { sources: files.into_iter(), open: None })
    }

    /// Returns the size of all sources in bytes; `None` if the size of a source is unknown.
    pub fn size(&self) -> Option<u64> {
        self.sources.as_slice().iter().try_fold(0, |sum, file| {
            let metadata = file.metadata().ok().filter(|m| m.is_file() && !is_stdin(file))?;
            Some(sum + metadata.len())
        })
    }
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

impl Iterator for Chunks {
    type Item = Result<Chunk, CliError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let source = match &mut self.open {
                Some(source) => source,
                None => match Source::open(&self.sources.next()?) {
                    Ok(source) => self.open.insert(source),
                    Err(error) => return Some(Err(error)),
                },
            };
            match source.chunk() {
                Ok(Some(chunk)) => return Some(Ok(chunk)),
                Ok(None) => self.open = None,
                Err(error) => {
                    let error = CliError::Read { file: source.name.to_string(), source: error };
                    self.open = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

struct Source {
    name: Arc<str>,
    reader: Box<dyn Read + Send>,
    /// The start of an incomplete line.
    rest: Vec<u8>,
    line: u64,
}

impl Source {
    fn open(file: &Path) -> Result<Self, CliError> {
        let (name, reader): (_, Box<dyn Read + Send>) = if is_stdin(file) {
            ("stdin".to_owned(), Box::new(io::stdin()))
        } else {
            let opened = File::open(file).map_err(|e| CliError::read(file, e))?;
            (file.display().to_string(), Box::new(opened))
        };
        Ok(Self { name: name.into(), reader, rest: Vec::new(), line: 1 })
    }

    /// Reads until at least one line is complete, and returns the complete lines.
    fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            let read = self.read()?;
            let start = self.rest.len() - read;
            let end = match self.rest[start..].iter().rposition(|&b| b == b'\n') {
                Some(newline) => start + newline + 1,
                None if read == 0 => self.rest.len(),
                None => continue,
            };
            if end == 0 {
                return Ok(None);
            }
            let rest = self.rest.split_off(end);
            let bytes = std::mem::replace(&mut self.rest, rest);
            let first_line = self.line;
            self.line += bytes.iter().filter(|&&b| b == b'\n').count() as u64;
            return Ok(Some(Chunk { source: self.name.clone(), first_line, bytes }));
        }
    }

    /// Appends one read to `rest` and returns its length; 0 at the end of the source.
    fn read(&mut self) -> io::Result<usize> {
        let len = self.rest.len();
        self.rest.resize(len + READ, 0);
        let result = loop {
            match self.reader.read(&mut self.rest[len..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        self.rest.truncate(len + result.as_ref().copied().unwrap_or(0));
        result
    }
}
