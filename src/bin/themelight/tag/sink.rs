//! Where tagged rows go.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use themelight::archive::{Encoded, Store, Tagged};

use crate::error::CliError;
use crate::{Outcome, output};

/// Files, or a stream.
pub enum Sink {
    Store(Box<Store>),
    Stream(Stream),
}

/// Standard output, a device or a pipe.
pub struct Stream {
    /// `None` for standard output.
    file: Option<(PathBuf, std::fs::File)>,
    header: Option<Vec<u8>>,
}

impl Sink {
    /// Opens a stream; `None` or `-` is standard output.
    pub fn stream(path: Option<&Path>) -> Result<Self, CliError> {
        let file = match path.filter(|path| path.as_os_str() != "-") {
            Some(path) => {
                let file = OpenOptions::new().write(true).open(path);
                Some((path.to_owned(), file.map_err(|error| CliError::write(path, error))?))
            }
            None => None,
        };
        Ok(Sink::Stream(Stream { file, header: None }))
    }

    /// Writes a batch. Returns `false` if the reader has closed the stream.
    pub fn write(&mut self, input: usize, group: u64, tagged: &Tagged) -> Result<bool, CliError> {
        match self {
            Sink::Store(store) => Ok(store.write(input, group, tagged).map(|()| true)?),
            Sink::Stream(stream) => stream.write(tagged),
        }
    }

    pub fn end(&mut self, input: usize) -> Result<(), CliError> {
        match self {
            Sink::Store(store) => Ok(store.end(input)?),
            Sink::Stream(_) => Ok(()),
        }
    }

    pub fn fail(&mut self, input: usize) {
        if let Sink::Store(store) = self {
            store.fail(input);
        }
    }

    /// Completes the files. Bad rows of earlier runs count as well.
    pub fn finish(self) -> Result<Outcome, CliError> {
        let Sink::Store(store) = self else { return Ok(Outcome::Complete) };
        let outcome = if store.bad() > 0 { Outcome::Partial } else { Outcome::Complete };
        store.finish()?;
        Ok(outcome)
    }
}

impl Stream {
    fn write(&mut self, tagged: &Tagged) -> Result<bool, CliError> {
        let Encoded::Bytes(bytes) = &tagged.encoded else {
            unreachable!("the arguments refuse Parquet on a stream")
        };
        match &self.header {
            None => {
                self.header = Some(tagged.header.clone());
                Ok(self.print(&tagged.header)? && self.print(bytes)?)
            }
            Some(header) if *header == tagged.header => self.print(bytes),
            Some(_) => Err(CliError::Invalid(
                "expected inputs with the same columns; name the fields to keep, or write to a \
                 folder with --out"
                    .to_owned(),
            )),
        }
    }

    fn print(&mut self, bytes: &[u8]) -> Result<bool, CliError> {
        let Some((path, file)) = &mut self.file else { return output::print_lines(bytes) };
        match file.write_all(bytes) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(CliError::write(path, error)),
        }
    }
}
