//! The error type of the library.

use std::fmt;

/// Why an operation failed.
///
/// The message says what was expected, what was found and how to fix it. Match on the variant, or
/// on [`Error::code`], which is the same in JavaScript.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The file does not start with the magic bytes of a model file.
    NotAModel {
        /// The first four bytes; zeros past the end of a shorter file.
        found: [u8; 4],
    },
    /// The model file has a format version that this version of the library does not read.
    ModelVersion {
        /// The version that this library reads.
        expected: u16,
        /// The version in the file.
        found: u16,
    },
    /// The model file or the bags are of another text pipeline.
    Pipeline {
        /// The pipeline of this library.
        expected: u16,
        /// The pipeline in the file.
        found: u16,
    },
    /// The length of the model file differs from its header or its contents.
    ModelLength {
        /// Length in bytes according to the header or the contents.
        expected: usize,
        /// Actual length in bytes.
        found: usize,
    },
    /// The CRC-32 of the model file does not match its header.
    ModelChecksum {
        /// The checksum in the header.
        expected: u32,
        /// The checksum of the bytes.
        found: u32,
    },
    /// A field of the model file is out of range.
    ModelField {
        /// Name of the field, as in the format's documentation.
        field: &'static str,
        /// The range of valid values.
        expected: &'static str,
        /// Offset in bytes.
        at: usize,
    },
    /// A model pack is invalid.
    #[cfg(feature = "files")]
    Pack(crate::pack::PackError),
    /// A hyper-parameter is out of range.
    #[cfg(feature = "train")]
    Param {
        /// Name of the parameter.
        name: &'static str,
        /// The range of valid values.
        expected: String,
        /// The value.
        found: f64,
    },
    /// A line of a data file is invalid, or the file as a whole.
    #[cfg(feature = "train")]
    Data {
        /// Name of the file.
        file: String,
        /// Line number from 1; 0 if the error concerns the file as a whole.
        line: usize,
        /// What was expected and what was found.
        message: String,
    },
    /// The data are valid, but no model can be trained on them.
    #[cfg(feature = "train")]
    Training {
        /// What was expected and what was found.
        message: String,
        /// The error of the solver or of the calibration.
        source: Option<Source>,
    },
    /// A file could not be read.
    #[cfg(feature = "train")]
    Read {
        /// Name of the file.
        file: String,
        /// The error of the operating system or of the decoder.
        source: Source,
    },
    /// A file could not be written.
    #[cfg(feature = "train")]
    Write {
        /// Name of the file.
        file: String,
        /// The error of the operating system.
        source: Source,
    },
}

/// The cause of an [`Error`], from another crate. Two causes are equal if their messages are.
#[cfg(feature = "train")]
#[derive(Debug, Clone)]
pub struct Source(std::sync::Arc<dyn std::error::Error + Send + Sync>);

#[cfg(feature = "train")]
impl Source {
    pub(crate) fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Source(std::sync::Arc::new(error))
    }
}

#[cfg(feature = "train")]
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Error {
    /// Returns a short code that is stable between versions.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NotAModel { .. } => "model/magic",
            Error::ModelVersion { .. } => "model/version",
            Error::Pipeline { .. } => "model/pipeline",
            Error::ModelLength { .. } => "model/length",
            Error::ModelChecksum { .. } => "model/checksum",
            Error::ModelField { .. } => "model/field",
            #[cfg(feature = "files")]
            Error::Pack(error) => error.code(),
            #[cfg(feature = "train")]
            Error::Param { .. } => "train/param",
            #[cfg(feature = "train")]
            Error::Data { .. } => "train/data",
            #[cfg(feature = "train")]
            Error::Training { .. } => "train/fit",
            #[cfg(feature = "train")]
            Error::Read { .. } | Error::Write { .. } => "io",
        }
    }

    /// Returns an [`Error::Training`] without a source.
    #[cfg(feature = "train")]
    pub(crate) fn training(message: impl Into<String>) -> Self {
        Error::Training { message: message.into(), source: None }
    }

    /// Returns an [`Error::Read`].
    #[cfg(feature = "train")]
    pub(crate) fn read(file: &str, error: std::io::Error) -> Self {
        Error::Read { file: file.to_owned(), source: Source::new(error) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotAModel { found } => write!(
                f,
                "not a Themelight model: expected the file to start with \"THML\", found bytes {:08x}; \
                 check that the path or URL leads to a .model file and not to a page",
                u32::from_be_bytes(*found)
            ),
            Error::ModelVersion { expected, found } => write!(
                f,
                "model format version {found}, this reader knows {expected}; {}",
                if found > expected { "update Themelight" } else { "train the model again" }
            ),
            Error::Pipeline { expected, found } => write!(
                f,
                "the model was made for text pipeline {found}, this reader has {expected}; \
                 train the model again with this version"
            ),
            Error::ModelLength { expected, found } => write!(
                f,
                "model file of {found} bytes, expected {expected}; \
                 the file was cut short or something was added: fetch it again"
            ),
            Error::ModelChecksum { expected, found } => write!(
                f,
                "model checksum {found:08x}, expected {expected:08x}; \
                 the file was altered on its way: fetch it again"
            ),
            Error::ModelField { field, expected, at } => write!(
                f,
                "model field `{field}` at byte {at}: expected {expected}; \
                 the file was not written by Themelight"
            ),
            #[cfg(feature = "files")]
            Error::Pack(error) => error.fmt(f),
            #[cfg(feature = "train")]
            Error::Param { name, expected, found } => {
                write!(f, "parameter `{name}` is {found}; expected {expected}")
            }
            #[cfg(feature = "train")]
            Error::Data { file, line: 0, message } => write!(f, "{file}: {message}"),
            #[cfg(feature = "train")]
            Error::Data { file, line, message } => write!(f, "{file}:{line}: {message}"),
            #[cfg(feature = "train")]
            Error::Training { message, .. } => f.write_str(message),
            #[cfg(feature = "train")]
            Error::Read { file, .. } => write!(f, "{file}: cannot be read"),
            #[cfg(feature = "train")]
            Error::Write { file, .. } => write!(f, "{file}: cannot be written"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            #[cfg(feature = "train")]
            Error::Training { source: Some(source), .. }
            | Error::Read { source, .. }
            | Error::Write { source, .. } => Some(&*source.0),
            _ => None,
        }
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn a_read_error_has_the_io_error_as_its_source() {
        let error = Error::read("a.jsonl", std::io::Error::other("disk failure"));
        assert_eq!((error.to_string(), error.code()), ("a.jsonl: cannot be read".to_owned(), "io"));
        assert_eq!(error.source().unwrap().to_string(), "disk failure");
        assert_eq!(error, Error::read("a.jsonl", std::io::Error::other("disk failure")));
        assert_ne!(error, Error::read("a.jsonl", std::io::Error::other("other failure")));
    }
}
