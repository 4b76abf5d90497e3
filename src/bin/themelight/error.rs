//! The error type of the command line.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::Path;

/// Why a command was not carried out.
#[derive(Debug)]
pub enum CliError {
    /// Arguments that contradict each other or the data.
    Usage(String),
    /// A file could not be read.
    Read { file: String, source: io::Error },
    /// A file could not be written.
    Write { file: String, source: io::Error },
    /// A data file is invalid; the message names file, line and field.
    Data { file: String, line: usize, message: String },
    /// A model file is invalid.
    Model { file: String, source: themelight::Error },
    /// An error of the library.
    Library(themelight::Error),
}

impl CliError {
    pub fn read(file: impl AsRef<Path>, source: io::Error) -> Self {
        CliError::Read { file: file.as_ref().display().to_string(), source }
    }

    pub fn write(file: impl AsRef<Path>, source: io::Error) -> Self {
        CliError::Write { file: file.as_ref().display().to_string(), source }
    }

    /// Returns the messages of the error and of its sources.
    pub fn message(&self) -> String {
        let mut message = self.to_string();
        let mut source = self.source();
        while let Some(error) = source {
            message += &format!(": {error}");
            source = error.source();
        }
        message
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CliError::Usage(message) => f.write_str(message),
            CliError::Read { file, .. } => write!(f, "{file}: cannot be read"),
            CliError::Write { file, .. } => write!(f, "{file}: cannot be written"),
            CliError::Data { file, line: 0, message } => write!(f, "{file}: {message}"),
            CliError::Data { file, line, message } => write!(f, "{file}:{line}: {message}"),
            CliError::Model { file, .. } => f.write_str(file),
            CliError::Library(error) => error.fmt(f),
        }
    }
}

impl StdError for CliError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            CliError::Read { source, .. } | CliError::Write { source, .. } => Some(source),
            CliError::Model { source, .. } => Some(source),
            CliError::Library(error) => error.source(),
            CliError::Usage(_) | CliError::Data { .. } => None,
        }
    }
}

impl From<themelight::Error> for CliError {
    fn from(error: themelight::Error) -> Self {
        CliError::Library(error)
    }
}
