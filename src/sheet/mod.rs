//! Spreadsheets as rows of cells: .xlsx, .xls and .ods. The command line and the studio read them
//! with this code.

mod cell;
mod error;
mod grid;
mod kind;
mod ods;

use std::io::Cursor;

use calamine::{Dimensions, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};

pub use error::SheetError;
use grid::Grid;
use kind::Kind;

type Bytes = Cursor<Vec<u8>>;

/// A workbook, and the cells of its sheets.
pub struct Workbook {
    book: Book,
    sheets: Vec<SheetName>,
}

enum Book {
    Xlsx(Xlsx<Bytes>),
    Xls(Xls<Bytes>),
    /// With the merged regions of each sheet.
    Ods(Ods<Bytes>, Vec<Vec<Dimensions>>),
}

/// A worksheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SheetName {
    /// The name on its tab.
    pub name: String,
    /// Whether the tab is hidden.
    pub hidden: bool,
}

/// Returns whether a file is a spreadsheet, or another document that is no table in text.
pub fn is_document(bytes: &[u8]) -> bool {
    kind::container_of(bytes).is_some()
}

impl Workbook {
    /// Reads the names of the sheets.
    ///
    /// # Errors
    /// Fails if the file is another kind of document, has a password, is damaged or has no sheet.
    pub fn open(bytes: Vec<u8>) -> Result<Self, SheetError> {
        let kind = kind::of(&bytes)?;
        let bytes = Cursor::new(bytes);
        let book = match kind {
            Kind::Xlsx => Book::Xlsx(Xlsx::new(bytes)?),
            Kind::Xls => Book::Xls(Xls::new(bytes)?),
            Kind::Ods => {
                let (book, merged) = ods::open(bytes)?;
                Book::Ods(book, merged)
            }
        };
        let sheets = match &book {
            Book::Xlsx(book) => names(book.sheets_metadata()),
            Book::Xls(book) => names(book.sheets_metadata()),
            Book::Ods(book, _) => names(book.sheets_metadata()),
        };
        Ok(Self { book, sheets })
    }

    /// Returns the worksheets in the order of their tabs. Charts and macros are not among them.
    pub fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// Returns the index and the cells of the sheet that is read if none is chosen: the first
    /// visible one with cells, or else the first hidden one.
    ///
    /// # Errors
    /// Fails if no sheet has cells, or if a sheet is damaged.
    pub fn first(&mut self) -> Result<(usize, Vec<Vec<String>>), SheetError> {
        let mut order: Vec<usize> = (0..self.sheets.len()).collect();
        order.sort_by_key(|&index| self.sheets[index].hidden);
        for index in order {
            let rows = self.rows(index)?;
            if !rows.is_empty() {
                return Ok((index, rows));
            }
        }
        Err(SheetError::Empty { sheets: self.sheets.len() })
    }

    /// Returns the sheet with a name, or with a number from 1 that is no name.
    ///
    /// # Errors
    /// Fails if there is no such sheet.
    pub fn find(&self, sheet: &str) -> Result<usize, SheetError> {
        let named = self.sheets.iter().position(|known| known.name == sheet);
        let numbered = || sheet.parse::<usize>().ok()?.checked_sub(1);
        named.or_else(|| numbered().filter(|&index| index < self.sheets.len())).ok_or_else(|| {
            let sheets = self.sheets.iter().map(|known| known.name.clone()).collect();
            SheetError::NoSheet { wanted: sheet.to_owned(), sheets }
        })
    }

    /// Returns the cells of a sheet as they are shown, from its first row to the last one with a
    /// filled cell. Columns without a filled cell are left out. Each cell of a merged region has the
    /// region's value.
    ///
    /// # Errors
    /// Fails if the sheet is damaged or too large.
    pub fn rows(&mut self, index: usize) -> Result<Vec<Vec<String>>, SheetError> {
        let name = &self.sheets[index].name;
        let mut grid = Grid::default();
        let merged = match &mut self.book {
            Book::Xlsx(book) => {
                // Cell by cell: a range would allocate all cells up to a stray one far below.
                let mut cells = book.worksheet_cells_reader(name)?;
                while let Some(cell) = cells.next_cell_with_formula()? {
                    let formula = cell.formula.as_deref();
                    grid.set(cell.pos, cell::shown(cell.value.into(), formula));
                }
                drop(cells);
                book.merge_cells_by_sheet_name(name)?
            }
            Book::Xls(book) => {
                grid.fill(&book.worksheet_range(name)?);
                book.merge_cells_by_sheet_name(name)?
            }
            Book::Ods(book, merged) => {
                grid.fill(&book.worksheet_range(name)?);
                merged.get(index).cloned().unwrap_or_default()
            }
        };
        grid.merge(&merged)?;
        grid.rows()
    }
}

fn names(sheets: &[Sheet]) -> Vec<SheetName> {
    let worksheets = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let name = |sheet: &Sheet| SheetName {
        name: sheet.name.clone(),
        hidden: sheet.visible != SheetVisible::Visible,
    };
    worksheets.map(name).collect()
}
