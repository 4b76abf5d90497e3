//! Why spreadsheets cannot be read.

use std::fmt;

use calamine::{OdsError, XlsError, XlsxError};

/// Why a spreadsheet cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetError {
    /// The file has a password.
    Protected,
    /// The file is another kind of document.
    Other {
        /// The usual ending of the name of such files.
        found: &'static str,
    },
    /// The file is not as the format demands.
    Damaged {
        /// What is wrong.
        detail: String,
    },
    /// No sheet has a filled cell.
    Empty {
        /// Number of sheets.
        sheets: usize,
    },
    /// The workbook has no such sheet.
    NoSheet {
        /// Name or number of the wanted sheet.
        wanted: String,
        /// The names of the sheets.
        sheets: Vec<String>,
    },
    /// The sheet has too many cells.
    TooLarge {
        /// The most cells that are read.
        cells: usize,
    },
}

impl SheetError {
    /// Returns a short code that is stable between versions.
    pub fn code(&self) -> &'static str {
        match self {
            SheetError::Protected => "protected-sheet",
            SheetError::Other { .. } => "other-document",
            SheetError::Damaged { .. } => "damaged-sheet",
            SheetError::Empty { .. } => "empty-sheet",
            SheetError::NoSheet { .. } => "no-sheet",
            SheetError::TooLarge { .. } => "large-sheet",
        }
    }

    fn damaged(error: &impl fmt::Display) -> Self {
        SheetError::Damaged { detail: error.to_string() }
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SheetError::Protected => f.write_str(
                "expected a spreadsheet without a password, found an encrypted one; remove the \
                 password where it was set, or save the sheet as CSV UTF-8",
            ),
            SheetError::Other { found } => write!(
                f,
                "expected a spreadsheet (.xlsx, .xls, .ods) or text, found a file like {found}; \
                 save the table as .xlsx or CSV UTF-8"
            ),
            SheetError::Damaged { detail } => write!(
                f,
                "expected a readable spreadsheet, found a damaged one ({detail}); open it in Excel \
                 or LibreOffice and save it again as .xlsx"
            ),
            SheetError::Empty { sheets } => write!(
                f,
                "expected a sheet with cells, found none in {sheets}; choose the file with the table"
            ),
            SheetError::NoSheet { wanted, sheets } => {
                write!(f, "expected one of the sheets {}, found `{wanted}`", sheets.join(", "))
            }
            SheetError::TooLarge { cells } => write!(
                f,
                "expected a sheet of at most {cells} cells, found more; delete the columns that are \
                 not needed, or split the sheet"
            ),
        }
    }
}

impl std::error::Error for SheetError {}

impl From<XlsxError> for SheetError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => SheetError::Protected,
            error => SheetError::damaged(&error),
        }
    }
}

impl From<XlsError> for SheetError {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => SheetError::Protected,
            error => SheetError::damaged(&error),
        }
    }
}

impl From<OdsError> for SheetError {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => SheetError::Protected,
            error => SheetError::damaged(&error),
        }
    }
}
