//! The one error type. Each variant says what was expected, what came, and where there is one, the fix;
//! [`Error::code`] is what programs may match on, the same in Rust, JavaScript and the CLI's output.

use std::fmt;

/// Why something could not be done.
#[non_exhaustive]
#[allow(missing_docs)] // a variant's line speaks for its fields
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The file does not start as a model file does.
    NotAModel { found: [u8; 4] },
    /// The model file is of a format this version cannot read.
    ModelVersion { expected: u16, found: u16 },
    /// The model was trained for another way from text to features.
    Pipeline { expected: u16, found: u16 },
    /// The file ends too early or goes on too long.
    ModelLength { expected: usize, found: usize },
    /// The file's bytes are not those that were written.
    ModelChecksum { expected: u32, found: u32 },
    /// A field holds what it may not.
    ModelField { field: &'static str, expected: &'static str, at: usize },
    #[cfg(feature = "train")]
    /// A hyper-parameter is out of range.
    Param { name: &'static str, expected: &'static str, found: f64 },
    #[cfg(feature = "train")]
    /// Training data that cannot be used; `line` counts from 1, 0 is the file as a whole.
    Data { file: String, line: usize, message: String },
    #[cfg(feature = "train")]
    /// Training cannot give a model from this data.
    Training(String),
    #[cfg(feature = "train")]
    /// A file could not be read or written.
    Io { path: String, message: String },
}

impl Error {
    /// A stable, short code.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NotAModel { .. } => "model/magic",
            Error::ModelVersion { .. } => "model/version",
            Error::Pipeline { .. } => "model/pipeline",
            Error::ModelLength { .. } => "model/length",
            Error::ModelChecksum { .. } => "model/checksum",
            Error::ModelField { .. } => "model/field",
            #[cfg(feature = "train")]
            Error::Param { .. } => "train/param",
            #[cfg(feature = "train")]
            Error::Data { .. } => "train/data",
            #[cfg(feature = "train")]
            Error::Training(_) => "train/fit",
            #[cfg(feature = "train")]
            Error::Io { .. } => "io",
        }
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
                "model file of {found} bytes, expected {expected}; it was cut short or something was added: fetch it again"
            ),
            Error::ModelChecksum { expected, found } => write!(
                f,
                "model checksum {found:08x}, expected {expected:08x}; the file was altered on its way: fetch it again"
            ),
            Error::ModelField { field, expected, at } => {
                write!(
                    f,
                    "model field `{field}` at byte {at}: expected {expected}; the file was not written by Themelight"
                )
            }
            #[cfg(feature = "train")]
            Error::Param { name, expected, found } => write!(f, "parameter `{name}` is {found}; expected {expected}"),
            #[cfg(feature = "train")]
            Error::Data { file, line: 0, message } => write!(f, "{file}: {message}"),
            #[cfg(feature = "train")]
            Error::Data { file, line, message } => write!(f, "{file}:{line}: {message}"),
            #[cfg(feature = "train")]
            Error::Training(message) => f.write_str(message),
            #[cfg(feature = "train")]
            Error::Io { path, message } => write!(f, "{path}: {message}"),
        }
    }
}

impl std::error::Error for Error {}
