//! Reads the paragraphs of a page.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::open::{Reader, Source};
use super::{BadRow, Batch, Row, Rows, json};
use crate::archive::{Article, Fields};
use crate::jsonl;

/// The largest page in bytes. A page is read as a whole.
const MAX_PAGE: u64 = 1 << 26;

/// The source of a page. The threads that tag look for its article, not the one that reads.
#[derive(Debug)]
pub struct Page(String);

impl Page {
    pub fn for_each(&self, fields: &Fields, mut f: impl FnMut(u64, Result<Row<'_>, BadRow>)) {
        for (paragraph, number) in Article::find(&self.0).paragraphs().zip(1..) {
            f(number, Ok(json::paragraph(number, paragraph.text, fields)));
        }
    }
}

/// Reads a page: one batch in one group.
pub struct PageReader {
    source: Option<Source>,
    count: Arc<AtomicU64>,
}

impl PageReader {
    pub fn new(source: Source, count: Arc<AtomicU64>, skip: u64) -> Self {
        Self { source: (skip == 0).then_some(source), count }
    }
}

impl Reader for PageReader {
    fn next(&mut self) -> Result<Option<(u64, Batch)>, String> {
        let Some(source) = self.source.take() else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = source.take(MAX_PAGE + 1).read_to_end(&mut bytes);
        read.map_err(|error| format!("cannot be read: {error}"))?;
        if bytes.len() as u64 > MAX_PAGE {
            return Err(format!("expected a page of at most {} MB", MAX_PAGE >> 20));
        }
        let page = jsonl::utf8(&bytes).map_err(|error| error.to_string())?.to_owned();
        Ok(Some((0, Batch { first: 1, rows: Rows::Page(Page(page)) })))
    }

    fn read(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}
