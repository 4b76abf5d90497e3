//! Files and standard input in chunks of whole lines, as they come.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use themelight::Error;

/// How much one read asks for. What it gives is passed on at once, so that a slow source is not held up.
const READ: usize = 1 << 18;

/// Whole lines of one source.
pub struct Chunk {
    /// The source's name, for messages.
    pub source: Arc<str>,
    /// The number of its first line, from 1.
    pub first_line: u64,
    bytes: Vec<u8>,
}

impl Chunk {
    /// The lines with their numbers, without what ends them and without a byte order mark at the start of the source.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        (self.first_line..).zip(self.bytes.split_inclusive(|&b| b == b'\n').enumerate().map(|(i, line)| {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let first = self.first_line == 1 && i == 0;
            if first { line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line) } else { line }
        }))
    }

    /// Its size in bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// The chunks of one source after another. A source that cannot be read is an error in its place, and the next one follows.
pub struct Chunks {
    sources: vec::IntoIter<PathBuf>,
    open: Option<Source>,
}

impl Chunks {
    /// Reads `files` in order, standard input for `-` and when there are none. A file that is not there or is a
    /// directory is an error now, before anything has been written.
    pub fn new(mut files: Vec<PathBuf>) -> Result<Self, Error> {
        if files.is_empty() {
            files.push("-".into());
        }
        for file in files.iter().filter(|file| !is_stdin(file)) {
            let metadata = file.metadata().map_err(|e| crate::io_error(file.display(), &e))?;
            if metadata.is_dir() {
                let message = "expected a file, found a directory; name the files in it".to_owned();
                return Err(Error::Io { path: file.display().to_string(), message });
            }
        }
        Ok(Self { sources: files.into_iter(), open: None })
    }

    /// How many bytes there are to come; `None` if a source does not tell.
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
    type Item = Result<Chunk, Error>;

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
                    let error = crate::io_error(&source.name, &error);
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
    /// The beginning of a line whose end has not been read yet.
    rest: Vec<u8>,
    line: u64,
}

impl Source {
    fn open(file: &Path) -> Result<Self, Error> {
        let (name, reader): (_, Box<dyn Read + Send>) = if is_stdin(file) {
            ("stdin".to_owned(), Box::new(io::stdin()))
        } else {
            let name = file.display().to_string();
            let opened = File::open(file).map_err(|e| crate::io_error(&name, &e))?;
            (name, Box::new(opened))
        };
        Ok(Self { name: name.into(), reader, rest: Vec::new(), line: 1 })
    }

    /// The whole lines that the next read brings; reads on until there is one.
    fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            let read = self.read()?;
            let fresh = self.rest.len() - read;
            let end = match self.rest[fresh..].iter().rposition(|&b| b == b'\n') {
                Some(newline) => fresh + newline + 1,
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

    /// Reads once, to the end of `rest`; 0 is the end of the source.
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
