//! The error type of the command line.

use std::error::Error as _;
use std::io;
use std::path::Path;

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments contradict each other or the data, or a data file is invalid.
    #[error("{0}")]
    Invalid(String),
    #[error("{file}: cannot be read")]
    Read { file: String, source: io::Error },
    #[error("{file}: cannot be written")]
    Write { file: String, source: io::Error },
    /// A model file is invalid.
    #[error("{file}")]
    Model { file: String, source: themelight::Error },
    #[error(transparent)]
    Library(#[from] themelight::Error),
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
