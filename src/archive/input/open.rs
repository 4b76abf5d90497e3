//! Opens an input: decompresses it and recognises its format.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::compression::Compression;
use super::csv::TableReader;
use super::detect::{Format, detect};
use super::html::PageReader;
use super::lines::LineReader;
use super::parquet::ColumnReader;
use super::{Batch, Fields, Input};

/// Uncompressed bytes.
pub type Source = Box<dyn Read + Send>;

/// Bytes that are read before the format is known.
const HEAD: usize = 1 << 16;

/// Reads the batches of an input.
pub trait Reader: Send {
    /// Returns the next batch and the number of its group, from 0; `None` at the end. Returns at
    /// least one batch, which may be empty.
    ///
    /// # Errors
    /// Returns what was expected and what was found.
    fn next(&mut self) -> Result<Option<(u64, Batch)>, String>;

    /// Returns how many bytes of the file have been read.
    fn read(&self) -> u64;
}

/// Opens an input. Skips the first groups.
///
/// # Errors
/// Returns what was expected and what was found.
pub fn open(
    input: &Input,
    format: Option<Format>,
    fields: &Fields,
    skip: u64,
) -> Result<Box<dyn Reader>, String> {
    let io = |error: io::Error| format!("cannot be read: {error}");
    let count = Arc::new(AtomicU64::new(0));
    let (raw, file): (Source, _) = match &input.path {
        None => (Box::new(io::stdin()), None),
        Some(path) => {
            let file = File::open(path).map_err(io)?;
            (Box::new(file.try_clone().map_err(io)?), Some(file))
        }
    };
    let mut raw = Counted { inner: raw, count: count.clone() };
    let head = peek(&mut raw, Compression::may_begin).map_err(io)?;
    let compression = Compression::of(&head);
    let mut source: Source = Box::new(Cursor::new(head).chain(raw));
    if let Some(compression) = compression {
        source = compression.decode(BufReader::with_capacity(HEAD, source)).map_err(io)?;
    }
    let mut head = Vec::new();
    let format = match format {
        Some(format @ (Format::Jsonl | Format::Text)) => format,
        given => {
            let unfinished = |head: &[u8]| head.len() < HEAD && !head.contains(&b'\n');
            head = peek(&mut source, unfinished).map_err(io)?;
            match given {
                Some(format) => format,
                None => detect(&head, &input.name, &fields.text).map_err(|what| {
                    format!("expected JSON Lines, CSV, Parquet, HTML or text; found {what}")
                })?,
            }
        }
    };
    let source: Source = Box::new(Cursor::new(head.clone()).chain(source));
    Ok(match format {
        Format::Jsonl | Format::Text => {
            Box::new(LineReader::new(source, count, format == Format::Text, skip))
        }
        Format::Csv(delimiter) => {
            Box::new(TableReader::new(source, count, &head, delimiter, fields, skip)?)
        }
        Format::Html => Box::new(PageReader::new(source, count, skip)),
        Format::Parquet => {
            let plain = |file: &File| file.metadata().is_ok_and(|m| m.is_file());
            match (compression, file.filter(plain)) {
                (None, Some(file)) => Box::new(ColumnReader::new(file, fields, skip)?),
                (Some(compression), _) => {
                    return Err(format!(
                        "expected a plain Parquet file, found one inside {}; decompress it: \
                         Parquet files are compressed inside",
                        compression.name()
                    ));
                }
                _ => {
                    return Err(
                        "expected a Parquet file on disk, found a stream; its index is at the \
                         end: name the file"
                            .to_owned(),
                    );
                }
            }
        }
    })
}

/// Reads until `unfinished` is false or the input ends.
fn peek(source: &mut impl Read, unfinished: impl Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let len = head.len();
        head.resize(len + HEAD, 0);
        let read = read(source, &mut head[len..])?;
        head.truncate(len + read);
        if read == 0 || !unfinished(&head) {
            return Ok(head);
        }
    }
}

/// Reads once; 0 at the end.
pub fn read(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Counts the bytes read.
struct Counted {
    inner: Source,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
