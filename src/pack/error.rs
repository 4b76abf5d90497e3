//! Why a pack is refused.

use std::fmt;

/// Why a model pack is invalid.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum PackError {
    /// The file does not start with the magic bytes of a pack.
    Magic {
        /// The first four bytes; zeros past the end of a shorter file.
        found: [u8; 4],
    },
    /// The pack has a version that this version of the library does not read.
    Version {
        /// The version that this library reads.
        expected: u32,
        /// The version of the pack.
        found: u32,
    },
    /// The length of the pack differs from the lengths of its parts.
    Length {
        /// Length in bytes according to its parts.
        expected: usize,
        /// Actual length in bytes.
        found: usize,
    },
    /// The header or the pack is longer than the format allows.
    TooLong {
        /// `header` or `pack`.
        part: &'static str,
        /// Maximum length in bytes.
        most: usize,
        /// Length in bytes.
        found: usize,
    },
    /// The SHA-256 of header and model differs from the one in the pack.
    Hash,
    /// The header is not JSON, or a field is invalid.
    Header {
        /// The field, what was expected and what was found.
        message: String,
    },
    /// The header has other themes than the model.
    Themes {
        /// The ids of the model.
        expected: String,
        /// The ids of the header.
        found: String,
    },
    /// The model does not give the result of a self-test.
    SelfTest {
        /// Index of the test.
        test: usize,
        /// What was expected and what was found.
        message: String,
    },
}

impl PackError {
    pub(super) fn cut(expected: usize, found: usize) -> Self {
        PackError::Length { expected, found }
    }

    pub(super) fn header(message: impl Into<String>) -> Self {
        PackError::Header { message: message.into() }
    }

    /// Returns a short code that is stable between versions, the same as in JavaScript.
    pub fn code(&self) -> &'static str {
        match self {
            PackError::Magic { .. } => "pack/magic",
            PackError::Version { .. } => "pack/version",
            PackError::Length { .. } | PackError::TooLong { .. } => "pack/length",
            PackError::Hash => "pack/hash",
            PackError::Header { .. } => "pack/header",
            PackError::Themes { .. } => "pack/themes",
            PackError::SelfTest { .. } => "pack/self-test",
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Magic { found } => write!(
                f,
                "not a model pack: expected the file to start with \"THPK\", found bytes {:08x}; \
                 check that the path or URL leads to a .themelight file",
                u32::from_be_bytes(*found)
            ),
            PackError::Version { expected, found } => {
                write!(f, "pack version {found}, this reader knows {expected}; update Themelight")
            }
            PackError::Length { expected, found } => write!(
                f,
                "pack of {found} bytes, expected {expected}; \
                 the file was cut short or something was added: fetch it again"
            ),
            PackError::TooLong { part, most, found } => {
                write!(f, "expected a {part} of at most {most} bytes, found {found}")
            }
            PackError::Hash => f.write_str(
                "the pack's SHA-256 differs from the one in it; \
                 the file was altered: fetch it again, or pack the model again",
            ),
            PackError::Header { message } => write!(f, "pack header: {message}"),
            PackError::Themes { expected, found } => write!(
                f,
                "pack header: expected the themes of the model, in its order: {expected}; found {found}"
            ),
            PackError::SelfTest { test, message } => write!(
                f,
                "the model fails self-test {} of its pack: {message}; \
                 pack the model again, with tests made with this model",
                test + 1
            ),
        }
    }
}

impl std::error::Error for PackError {}

impl From<PackError> for crate::Error {
    fn from(error: PackError) -> Self {
        crate::Error::Pack(error)
    }
}
