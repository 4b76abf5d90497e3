//! Recognises spreadsheets and other documents by their contents.

use super::SheetError;

/// The format of a spreadsheet.
pub enum Kind {
    Xlsx,
    Xls,
    Ods,
}

/// What holds the parts of a document.
pub enum Container {
    Zip,
    /// The "compound file" of older Office documents and of encrypted ones.
    Ole,
    /// No container: the usual ending of the file's name.
    None(&'static str),
}

/// How documents begin, after white space and in small letters. `www/studio/import/source.ts` has the
/// same list.
const STARTS: [(&str, Container); 8] = [
    ("pk\x03\x04", Container::Zip),
    ("pk\x05\x06", Container::Zip),
    ("%pdf-", Container::None(".pdf")),
    ("{\\rtf", Container::None(".rtf")),
    // Web pages and old XML under the name of a spreadsheet, as some programs export them.
    ("<html", Container::None(".html")),
    ("<!doctype html", Container::None(".html")),
    ("<table", Container::None(".html")),
    ("<?xml", Container::None(".xml")),
];

const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Returns the container of a document; `None` if the file is not one.
pub fn container_of(bytes: &[u8]) -> Option<&'static Container> {
    if bytes.starts_with(OLE) {
        return Some(&Container::Ole);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |start: &str| {
        bytes.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    STARTS.iter().find(|(start, _)| begins(start)).map(|(_, container)| container)
}

/// Recognises a spreadsheet by the names of its parts, which are not compressed.
pub fn of(bytes: &[u8]) -> Result<Kind, SheetError> {
    let other = |found| Err(SheetError::Other { found });
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let has_wide =
        |name: &str| has(&name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    match container_of(bytes) {
        Some(Container::Ole) => match () {
            () if has_wide("EncryptedPackage") => Err(SheetError::Protected),
            () if has_wide("WordDocument") => other(".doc"),
            () if has_wide("PowerPoint Document") => other(".ppt"),
            () => Ok(Kind::Xls),
        },
        Some(Container::Zip) => match () {
            () if has(b"xl/workbook.bin") => other(".xlsb"),
            () if has(b"xl/") => Ok(Kind::Xlsx),
            () if has(b"application/vnd.oasis.opendocument.spreadsheet") => Ok(Kind::Ods),
            () if has(b"application/vnd.oasis.opendocument.text") => other(".odt"),
            () if has(b"word/") => other(".docx"),
            () if has(b"ppt/") => other(".pptx"),
            () if has(b"Index/Tables/") => other(".numbers"),
            () => other(".zip"),
        },
        Some(Container::None(found)) => other(found),
        None => other(".txt"),
    }
}
