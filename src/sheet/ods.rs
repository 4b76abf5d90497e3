//! The merged regions of .ods, which calamine does not report.

use std::io::{BufRead, BufReader};

use calamine::{Dimensions, Ods, OdsError, Reader};
use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{Bytes, SheetError, grid};

/// Columns that calamine reads.
const MAX_COLUMNS: u32 = 16_384;

/// Opens a workbook. Returns it with the merged regions of each sheet.
///
/// # Errors
/// Fails if the file is damaged, has a password or has too many regions.
pub fn open(bytes: Bytes) -> Result<(Ods<Bytes>, Vec<Vec<Dimensions>>), SheetError> {
    let mut zip = ZipArchive::new(bytes).map_err(OdsError::Zip)?;
    let merged = match zip.by_name("content.xml") {
        Ok(content) => regions(BufReader::new(content))?,
        // calamine reports it.
        Err(_) => Vec::new(),
    };
    Ok((Ods::new(zip.into_inner())?, merged))
}

/// Returns the regions with several rows of each sheet. Rows and columns are counted as calamine
/// counts them. A damaged file ends the list: calamine reports it.
fn regions(content: impl BufRead) -> Result<Vec<Vec<Dimensions>>, SheetError> {
    let mut reader = XmlReader::from_reader(content);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut event = Vec::new();
    let mut sheets: Vec<Vec<Dimensions>> = Vec::new();
    let mut in_sheet = false;
    // Cells around the position: a cell may contain a table, whose rows are not the sheet's.
    let mut depth = 0_usize;
    let (mut top, mut next_row, mut next_column) = (0_u32, 0_u32, 0_u32);
    let mut total = 0;
    loop {
        event.clear();
        match reader.read_event_into(&mut event) {
            Ok(Event::Start(element)) => match element.name().as_ref() {
                // Tables without a name are copies of linked data.
                "table:table" if !in_sheet && attribute(&element, "table:name").is_some() => {
                    in_sheet = true;
                    next_row = 0;
                    sheets.push(Vec::new());
                }
                "table:table-row" if depth == 0 => {
                    top = next_row;
                    next_row = top.saturating_add(count(&element, "table:number-rows-repeated"));
                    next_column = 0;
                }
                "table:table-cell" | "table:covered-table-cell" if in_sheet => {
                    depth += 1;
                    if depth > 1 {
                        continue;
                    }
                    let left = next_column;
                    let repeated = count(&element, "table:number-columns-repeated");
                    next_column = left.saturating_add(repeated);
                    let height = count(&element, "table:number-rows-spanned");
                    if height > 1
                        && let Some(sheet) = sheets.last_mut()
                    {
                        let bottom = top.saturating_add(height - 1);
                        for column in left..next_column.min(MAX_COLUMNS) {
                            sheet.push(Dimensions::new((top, column), (bottom, column)));
                            total += 1;
                            grid::limit(total)?;
                        }
                    }
                }
                _ => {}
            },
            Ok(Event::End(element)) => match element.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => depth = depth.saturating_sub(1),
                "table:table" if depth == 0 => in_sheet = false,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return Ok(sheets),
            Ok(_) => {}
        }
    }
}

/// Returns the number in an attribute, 1 without it.
fn count(element: &BytesStart, name: &str) -> u32 {
    let number = attribute(element, name).and_then(|number| number.parse::<usize>().ok());
    number.map_or(1, |number| u32::try_from(number).unwrap_or(u32::MAX))
}

/// Returns an attribute as it is written.
fn attribute<'e>(element: &'e BytesStart, name: &str) -> Option<&'e str> {
    let mut rest = element.attributes_raw();
    loop {
        let (key, value) = rest.split_once('=')?;
        let mut value = value.trim_start().chars();
        let quote = value.next()?;
        let (value, after) = value.as_str().split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::*;
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;
    use crate::sheet::Workbook;

    fn content(tables: &str) -> String {
        format!("<office:spreadsheet>{tables}</office:spreadsheet>")
    }

    fn workbook(tables: &str) -> Workbook {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, part) in [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:manifest/>"),
            ("content.xml", &content(tables)),
        ] {
            zip.start_file(name, stored).unwrap();
            zip.write_all(part.as_bytes()).unwrap();
        }
        Workbook::open(zip.finish().unwrap().into_inner()).unwrap()
    }

    /// Returns top, left and bottom of the regions.
    fn regions_of(tables: &str) -> Vec<Vec<(u32, u32, u32)>> {
        let regions = regions(content(tables).as_bytes()).unwrap();
        let shown = |region: &Dimensions| (region.start.0, region.start.1, region.end.0);
        regions.iter().map(|sheet| sheet.iter().map(shown).collect()).collect()
    }

    #[test]
    fn each_sheet_has_its_regions() {
        let tables = "
            <table:table table:name='a = \"b\" > c'><table:table-header-rows><table:table-row>
              <table:table-cell/><table:table-cell table:number-rows-spanned='2'/>
            </table:table-row></table:table-header-rows></table:table>
            <table:table><table:table-row>
              <table:table-cell table:number-rows-spanned='9'/>
            </table:table-row></table:table>
            <table:table table:name='b'>
              <table:table-row table:number-rows-repeated='3'/>
              <table:table-row>
                <table:covered-table-cell table:number-columns-repeated = '2'/>
                <table:table-cell table:formula='of:=\" table:number-rows-spanned=\"'
                  table:number-columns-repeated=\"2\" table:number-rows-spanned=\"4\"/>
                <table:table-cell table:number-columns-spanned='2'/><table:covered-table-cell/>
                <table:table-cell table:number-rows-spanned='2'/>
              </table:table-row>
              <table:table-row><table:table-cell table:number-rows-spanned='2'/></table:table-row>
            </table:table>";
        let second = vec![(3, 2, 6), (3, 3, 6), (3, 6, 4), (4, 0, 5)];
        assert_eq!(regions_of(tables), [vec![(0, 1, 1)], second]);
    }

    #[test]
    fn a_table_in_a_cell_is_no_part_of_the_sheet() {
        let tables = "<table:table table:name='a'><table:table-row>
            <table:table-cell><table:table table:name='inner'><table:table-row>
              <table:table-cell table:number-rows-spanned='5'/><table:table-cell/>
            </table:table-row></table:table></table:table-cell>
            <table:table-cell table:number-rows-spanned='2'/>
          </table:table-row></table:table><table:table table:name='b'/>";
        assert_eq!(regions_of(tables), [vec![(0, 1, 1)], vec![]]);
    }

    #[test]
    fn repeats_without_end_cost_no_memory() {
        let most = u64::MAX;
        let row = |attributes: &str| {
            format!(
                "<table:table-row table:number-rows-repeated='{most}'>
                   <table:table-cell table:number-columns-repeated='{most}' {attributes}/>
                   <table:table-cell table:number-rows-spanned='2'/>
                 </table:table-row>"
            )
        };
        let spanned = format!("table:number-rows-spanned='{most}'");
        let tables =
            format!("<table:table table:name='a'>{}{}</table:table>", row(""), row(&spanned));
        let found = &regions_of(&tables)[0];
        assert_eq!(found.len(), 16_384);
        assert_eq!(found.last(), Some(&(u32::MAX, 16_383, u32::MAX)));

        let many =
            format!("<table:table table:name='a'>{}</table:table>", row(&spanned).repeat(1221));
        let error = regions(content(&many).as_bytes()).unwrap_err();
        assert!(matches!(error, SheetError::TooLarge { .. }));
    }

    #[test]
    fn sheets_without_a_region_stay_as_they_are() {
        let cell =
            "<table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell>";
        let row = format!("<table:table-row>{cell}</table:table-row>");
        let mut book = workbook(&format!(
            "<table:table table:name='a'>{row}</table:table><table:table table:name='b'>{row}{row}</table:table>"
        ));
        assert_eq!(book.rows(1).unwrap(), [["x"], ["x"]]);
        assert_eq!(book.rows(0).unwrap(), [["x"]]);
    }

    /// A row: how often it is repeated, and cells with their value, repeats and rows.
    type TestRow = (u32, Vec<(bool, u32, u32)>);

    fn any_row() -> impl Strategy<Value = TestRow> {
        (1..4_u32, prop::collection::vec((any::<bool>(), 1..4_u32, 1..5_u32), 0..5))
    }

    proptest! {
        /// The cells of calamine begin at the first filled one.
        #[test]
        fn positions_are_those_of_the_cells(sheets in prop::collection::vec(
            prop::collection::vec(any_row(), 1..6), 1..3)
        ) {
            let mut tables = String::new();
            let mut expected = Vec::new();
            for (index, rows) in sheets.iter().enumerate() {
                tables += &format!("<table:table table:name='{index}'>");
                let (mut cells, mut merged) = (grid::Grid::default(), Vec::new());
                let (mut top, mut number) = (0, 0);
                for (repeated_rows, row) in rows {
                    tables += &format!("<table:table-row table:number-rows-repeated='{repeated_rows}'>");
                    let mut left = 0;
                    for (filled, repeated, height) in row {
                        number += 1;
                        let (kind, value) = if *filled {
                            ("office:value-type='float'", format!("office:value='{number}'"))
                        } else {
                            ("", String::new())
                        };
                        tables += &format!(
                            "<table:table-cell {kind} {value} table:number-columns-repeated='{repeated}' \
                             table:number-rows-spanned='{height}'/>"
                        );
                        for column in left..left + repeated {
                            if *filled {
                                for row in top..top + repeated_rows {
                                    cells.set((row, column), number.to_string());
                                }
                            }
                            let end = (top + height - 1, column);
                            merged.push(Dimensions::new((top, column), end));
                        }
                        left += repeated;
                    }
                    tables += "</table:table-row>";
                    top += repeated_rows;
                }
                tables += "</table:table>";
                cells.merge(&merged).unwrap();
                expected.push(cells.rows().unwrap());
            }
            let mut book = workbook(&tables);
            for (index, expected) in expected.iter().enumerate() {
                prop_assert_eq!(&book.rows(index).unwrap(), expected);
            }
        }

        #[test]
        fn damaged_content_is_no_panic(parts in prop::collection::vec(prop::sample::select(vec![
            "<table:table table:name='a'>", "<table:table>", "</table:table>", "<table:table-row>",
            "<table:table-row table:number-rows-repeated='99999999999'>", "</table:table-row>",
            "<table:table-cell>", "</table:table-cell>", "<table:covered-table-cell/>",
            "<table:table-cell table:number-rows-spanned=", "'4294967295'/>", "2/>", "='/>",
            "<table:table-cell table:number-columns-repeated='65536' table:number-rows-spanned='0'/>",
            "<table:table-cell á=é/>", "<![CDATA[", "]]>", "<!--", "-->", "&x;", "é", "<", ">",
        ]), 0..40)) {
            let content = parts.concat();
            let found = regions(content.as_bytes()).unwrap();
            prop_assert!(found.iter().flatten().all(|region| region.start.0 <= region.end.0));
        }
    }
}
