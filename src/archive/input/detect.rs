//! Recognises the format of an input by its content, and by its name where the content is open.

use std::path::Path;

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object per line.
    Jsonl,
    /// A table with a header; `None` if the delimiter is not known yet.
    Csv(Option<u8>),
    /// Apache Parquet.
    Parquet,
    /// A page with an article.
    Html,
    /// One paragraph per line.
    Text,
}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Files that people name by mistake: first bytes and name.
const OTHERS: [(&[u8], &str); 14] = [
    (b"%PDF", "a PDF file; extract its text first"),
    (b"PK\x03\x04", "a zip file (also .docx, .xlsx and .epub); unpack it first"),
    (b"BZh", "a bzip2 file; decompress it with bunzip2, or use gzip, zstd or xz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file; unpack it first"),
    (b"\x04\x22\x4d\x18", "an lz4 file; decompress it with lz4, or use gzip, zstd or xz"),
    (b"Rar!", "a RAR file; unpack it first"),
    (b"SQLite format 3", "an SQLite database; export a table as CSV"),
    (b"ARROW1", "an Arrow file; write it as Parquet"),
    (b"ORC", "an ORC file; write it as Parquet"),
    (b"Obj\x01", "an Avro file; write it as Parquet"),
    (b"THML", "a Themelight model; name it with --model"),
    (b"\xff\xfe", "UTF-16 text; convert it to UTF-8"),
    (b"\xfe\xff", "UTF-16 text; convert it to UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as CSV"),
];

/// Returns the format of an input by its first bytes, uncompressed, and its name.
///
/// # Errors
/// Returns what the input is if it is in no format that is read.
pub fn detect(head: &[u8], name: &str, text_field: &str) -> Result<Format, String> {
    if head.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err((*what).to_owned());
    }
    let start = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    if start.starts_with(b"{") {
        return Ok(Format::Jsonl);
    }
    if head.iter().take(512).any(|&byte| byte == 0) {
        let first: Vec<String> = head.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        return Err(format!("binary data that starts with the bytes {}", first.join(" ")));
    }
    if is_html(start) {
        return Ok(Format::Html);
    }
    if let Some(delimiter) = delimiter_of(start, &[text_field]) {
        return Ok(Format::Csv(Some(delimiter)));
    }
    Ok(named(name).unwrap_or(Format::Jsonl))
}

/// Returns whether a text begins as pages do: with a doctype, a comment or one of the outer tags.
fn is_html(start: &[u8]) -> bool {
    let begins = |tag: &str| {
        start.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag.as_bytes()))
    };
    ["<!doctype html", "<html", "<head", "<body", "<!--", "<article", "<?xml"]
        .into_iter()
        .any(begins)
}

/// Returns the delimiter with which the first line has one of these names as a field.
pub fn delimiter_of(head: &[u8], names: &[&str]) -> Option<u8> {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).ok()?.trim_end();
    DELIMITERS.into_iter().find(|&delimiter| {
        let mut cells = line.split(char::from(delimiter)).map(|cell| cell.trim_matches('"'));
        line.contains(char::from(delimiter)) && cells.any(|cell| names.contains(&cell))
    })
}

/// Returns the delimiter that is most frequent in the first line.
pub fn likely_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|&&byte| byte == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// Returns the format that a name says.
pub fn named(name: &str) -> Option<Format> {
    let inner = match extension(name)? {
        "gz" | "zst" | "zstd" | "xz" => &name[..name.rfind('.')?],
        _ => name,
    };
    Some(match extension(inner)?.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" | "json" => Format::Jsonl,
        "csv" => Format::Csv(None),
        "tsv" | "tab" => Format::Csv(Some(b'\t')),
        "parquet" | "pq" => Format::Parquet,
        "html" | "htm" | "xhtml" => Format::Html,
        "txt" | "text" => Format::Text,
        _ => return None,
    })
}

/// Returns the name's part after the last dot.
pub fn extension(name: &str) -> Option<&str> {
    Path::new(name).extension()?.to_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_and_then_the_name() {
        let detect = |head: &str, name: &str| detect(head.as_bytes(), name, "text").unwrap();
        assert_eq!(detect("\u{feff} {\"id\": 1}", "a.csv"), Format::Jsonl);
        assert_eq!(detect("PAR1\u{15}", "a.txt"), Format::Parquet);
        for (head, delimiter) in
            [("id,text\n", b','), ("id\ttext\r\n", b'\t'), ("\"text\";x\n", b';'), ("a|text", b'|')]
        {
            assert_eq!(detect(head, "stdin"), Format::Csv(Some(delimiter)), "{head}");
        }
        assert_eq!(detect("\n<!DOCTYPE HTML>", "stdin"), Format::Html);
        assert_eq!(detect("<p>", "a.html"), Format::Html);
        assert_eq!(detect("Hôm qua, text.\n", "stdin"), Format::Jsonl);
        assert_eq!(detect("Hôm qua\n", "a.txt.zst"), Format::Text);
        assert_eq!(detect("a,b\n", "a.csv"), Format::Csv(None));
        assert_eq!(detect("a\n", "a.tsv.gz"), Format::Csv(Some(b'\t')));
    }

    #[test]
    fn other_files_are_named() {
        let what = |head: &[u8]| detect(head, "a.jsonl", "text").unwrap_err();
        assert!(what(b"%PDF-1.7").starts_with("a PDF file"));
        assert!(what(b"PK\x03\x04").contains("zip"));
        assert_eq!(what(b"\x7fELF\0"), "binary data that starts with the bytes 7f 45 4c 46");
    }
}
