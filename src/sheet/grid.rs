//! The cells of a sheet by their positions.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Data, Dimensions, Range};

use super::{SheetError, cell};

/// Cells of the rows of a sheet. Far more than a table of labelled paragraphs has.
const MAX_CELLS: usize = 20_000_000;
/// Bytes of a copied value that count as a cell. Damaged files may have a region of a long text and a
/// million rows.
const COPIED_BYTES: usize = 4;

/// The filled cells of a sheet, by row and column from 0.
#[derive(Default)]
pub struct Grid {
    cells: BTreeMap<(u32, u32), String>,
}

impl Grid {
    pub fn set(&mut self, position: (u32, u32), text: String) {
        if !text.trim().is_empty() {
            self.cells.insert(position, text);
        }
    }

    /// Takes the cells of a range.
    pub fn fill(&mut self, range: &Range<Data>) {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let position = (top + row as u32, left + column as u32);
            self.set(position, cell::shown(value.clone(), None));
        }
    }

    /// Gives each row of a merged region the value of its first cell, as a theme beside several
    /// paragraphs has it; a region in one row is a title or a heading of columns. A region as high
    /// as the sheet ends with the last filled row.
    ///
    /// # Errors
    /// Fails if the sheet is too large.
    pub fn merge(&mut self, regions: &[Dimensions]) -> Result<(), SheetError> {
        let last = self.cells.last_key_value().map_or(0, |(&(row, _), _)| row);
        let mut copied = 0;
        for region in regions {
            let Some(value) = self.cells.get(&region.start).cloned() else { continue };
            for row in region.start.0 + 1..=region.end.0.min(last) {
                copied += 1 + value.len() / COPIED_BYTES;
                limit(copied)?;
                self.cells.entry((row, region.start.1)).or_insert_with(|| value.clone());
            }
        }
        Ok(())
    }

    /// Returns the rows, without the columns that have no filled cell.
    pub fn rows(self) -> Result<Vec<Vec<String>>, SheetError> {
        let columns: BTreeSet<u32> = self.cells.keys().map(|&(_, column)| column).collect();
        let columns: BTreeMap<u32, usize> = columns.into_iter().zip(0..).collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut total = 0;
        for ((row, column), text) in self.cells {
            let row = row as usize;
            // A damaged file may have a cell in any row.
            limit(row)?;
            rows.resize(row + 1, Vec::new());
            let cells = &mut rows[row];
            let index = columns[&column];
            total += index + 1 - cells.len();
            limit(total)?;
            cells.resize(index, String::new());
            cells.push(text);
        }
        Ok(rows)
    }
}

pub fn limit(cells: usize) -> Result<(), SheetError> {
    if cells > MAX_CELLS { Err(SheetError::TooLarge { cells: MAX_CELLS }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_in_a_row_that_no_sheet_has_is_an_error() {
        let mut grid = Grid::default();
        grid.set((0, 0), "first".to_owned());
        grid.set((u32::MAX - 1, 0), "last".to_owned());
        assert!(matches!(grid.rows(), Err(SheetError::TooLarge { .. })));
    }

    #[test]
    fn overlapping_regions_and_copies_of_long_texts_are_limited() {
        let merged = |text: String, last: u32, regions: usize| {
            let mut grid = Grid::default();
            grid.set((0, 0), text);
            grid.set((last, 1), "last".to_owned());
            grid.merge(&vec![Dimensions::new((0, 0), (last, 0)); regions])
        };
        assert!(merged("a theme".to_owned(), 1000, 1).is_ok());
        assert!(matches!(merged("a".to_owned(), 1000, 30_000), Err(SheetError::TooLarge { .. })));
        let long = "a".repeat(4 << 20);
        assert!(matches!(merged(long, 1000, 1), Err(SheetError::TooLarge { .. })));
    }
}
