//! Reads lines: JSON Lines and plain text.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::open::{Reader, Source, read};
use super::{Batch, Rows};
use crate::archive::GROUP;

/// Maximum size of a read in bytes. A shorter read becomes a batch at once, so that the lines of a
/// slow source are tagged on arrival.
const READ: usize = 1 << 18;

/// Returns the lines with their numbers, without line ends and without a byte order mark at the
/// start of the input.
pub fn lines(first: u64, bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    (first..).zip(bytes.split_inclusive(|&b| b == b'\n').enumerate().map(move |(i, line)| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let begin = first == 1 && i == 0;
        if begin { line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line) } else { line }
    }))
}

/// Reads complete lines.
pub struct LineReader {
    source: Source,
    count: Arc<AtomicU64>,
    plain: bool,
    /// Number of groups to skip.
    skip: u64,
    /// Lines not returned yet, and the start of an incomplete line.
    rest: Vec<u8>,
    /// Length of the complete lines in `rest`.
    complete: usize,
    /// Number of the next line, from 1.
    line: u64,
    started: bool,
}

impl LineReader {
    pub fn new(source: Source, count: Arc<AtomicU64>, plain: bool, skip: u64) -> Self {
        Self { source, count, plain, skip, rest: Vec::new(), complete: 0, line: 1, started: false }
    }

    /// Reads until at least one line is complete. Returns `false` at the end.
    fn fill(&mut self) -> std::io::Result<bool> {
        while self.complete == 0 {
            let len = self.rest.len();
            self.rest.resize(len + READ, 0);
            let result = read(&mut self.source, &mut self.rest[len..]);
            self.rest.truncate(len + result.as_ref().copied().unwrap_or(0));
            if result? == 0 {
                self.complete = len;
                return Ok(len > 0);
            }
            let newline = self.rest[len..].iter().rposition(|&b| b == b'\n');
            self.complete = newline.map_or(0, |newline| len + newline + 1);
        }
        Ok(true)
    }

    /// Takes the complete lines that are in the same group as the first one.
    fn take(&mut self) -> Vec<u8> {
        let left = GROUP - (self.line - 1) % GROUP;
        let newlines = self.rest[..self.complete].iter().enumerate().filter(|(_, b)| **b == b'\n');
        let (mut end, mut count) = (self.complete, 0);
        for (at, _) in newlines {
            count += 1;
            if count == left {
                end = at + 1;
                break;
            }
        }
        self.line += count;
        self.complete -= end;
        let rest = self.rest.split_off(end);
        std::mem::replace(&mut self.rest, rest)
    }
}

impl Reader for LineReader {
    fn next(&mut self) -> Result<Option<(u64, Batch)>, String> {
        loop {
            let first = self.line;
            let group = (first - 1) / GROUP;
            let more = self.fill().map_err(|error| format!("cannot be read: {error}"))?;
            if !more && self.started {
                return Ok(None);
            }
            let bytes = self.take();
            if more && group < self.skip {
                continue;
            }
            self.started = true;
            let rows = if self.plain { Rows::Text(bytes) } else { Rows::Json(bytes) };
            return Ok(Some((group, Batch { first, rows })));
        }
    }

    fn read(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}
