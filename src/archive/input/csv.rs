//! Reads tables: CSV, TSV and their relatives.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, ReaderBuilder};

use super::detect::{delimiter_of, likely_delimiter};
use super::open::{Reader, Source};
use super::{BadRow, Batch, Row, Rows};
use crate::archive::{Fields, GROUP, Keep};
use crate::jsonl;

/// Rows of a batch. [`GROUP`] is a multiple of it.
const ROWS: u64 = 500;

/// The header of a table.
#[derive(Debug)]
struct Header {
    names: Vec<String>,
    text: usize,
    id: Option<usize>,
    /// The kept columns; `None` if the table has no such column.
    kept: Vec<(String, Option<usize>)>,
}

impl Header {
    fn new(names: Vec<String>, fields: &Fields) -> Result<Self, String> {
        let find = |field: &str| names.iter().position(|name| name == field);
        let missing = |field: &str, option: &str| {
            format!(
                "expected a column `{field}`, found the columns {}; name yours with {option}",
                list(&names)
            )
        };
        let text = find(&fields.text).ok_or_else(|| missing(&fields.text, "--text-field"))?;
        let id = find(&fields.id);
        if id.is_none() && fields.id_required {
            return Err(missing(&fields.id, "--id-field"));
        }
        let kept = match &fields.keep {
            Keep::Nothing => Vec::new(),
            Keep::All => {
                let all = names.iter().enumerate().filter(|(i, _)| Some(*i) != id);
                all.map(|(i, name)| (name.clone(), Some(i))).collect()
            }
            Keep::Named(named) => named.iter().map(|name| (name.clone(), find(name))).collect(),
        };
        if let Some((name, _)) = kept.iter().find(|(_, at)| at.is_none()) {
            return Err(missing(name, "--keep"));
        }
        Ok(Self { text, id, kept, names })
    }
}

/// Returns names for a message, at most a few.
pub fn list(names: &[String]) -> String {
    const MOST: usize = 20;
    let shown: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    shown.join(", ") + if names.len() > MOST { ", …" } else { "" }
}

/// Rows of a table.
#[derive(Debug)]
pub struct Table {
    header: Arc<Header>,
    records: Vec<ByteRecord>,
}

impl Table {
    pub fn for_each(&self, first: u64, mut f: impl FnMut(u64, Result<Row<'_>, BadRow>)) {
        for (number, record) in (first..).zip(&self.records) {
            f(number, self.row(number, record));
        }
    }

    /// Returns the line on which a row starts.
    pub fn line(&self, index: u64) -> u64 {
        let record = usize::try_from(index).ok().and_then(|index| self.records.get(index));
        record.and_then(ByteRecord::position).map_or(0, csv::Position::line)
    }

    pub fn kept(&self) -> Arc<[String]> {
        self.header.kept.iter().map(|(name, _)| name.clone()).collect()
    }

    fn row<'b>(&'b self, number: u64, record: &'b ByteRecord) -> Result<Row<'b>, BadRow> {
        let Header { names, text, id, kept } = &*self.header;
        let cell = |i: usize| -> Result<&'b str, String> {
            let bytes = record.get(i).unwrap_or_default();
            jsonl::utf8(bytes).map_err(|error| format!("field `{}`: {error}", names[i]))
        };
        let id = match id.map(cell) {
            Some(Ok(cell)) if !cell.is_empty() => json(cell),
            Some(Err(message)) => return Err(BadRow { id: None, message }),
            _ => number.to_string().into(),
        };
        let bad = |message| BadRow { id: Some(id.clone().into_owned()), message };
        if record.len() != names.len() {
            return Err(bad(format!(
                "expected {} fields as in the header, found {}; put fields with the delimiter or \
                 a line break in double quotes",
                names.len(),
                record.len()
            )));
        }
        let text = Cow::Borrowed(cell(*text).map_err(bad)?);
        let kept = kept.iter().map(|(name, i)| {
            let json = json(i.map_or(Ok(""), cell)?);
            Ok((name.as_str().into(), json))
        });
        let kept = kept.collect::<Result<_, String>>().map_err(bad)?;
        Ok(Row { id, text, kept })
    }
}

fn json(cell: &str) -> Cow<'_, str> {
    serde_json::to_string(cell).expect("a string is always JSON").into()
}

/// Reads the rows of a table.
pub struct TableReader {
    reader: csv::Reader<Source>,
    count: Arc<AtomicU64>,
    header: Arc<Header>,
    /// Number of groups to skip.
    skip: u64,
    /// Number of the next row, from 1.
    row: u64,
    started: bool,
}

impl TableReader {
    /// `head` is the beginning of the source, with the header.
    pub fn new(
        source: Source,
        count: Arc<AtomicU64>,
        head: &[u8],
        delimiter: Option<u8>,
        fields: &Fields,
        skip: u64,
    ) -> Result<Self, String> {
        let delimiter = delimiter
            .or_else(|| delimiter_of(head, &[&fields.text, &fields.id]))
            .unwrap_or_else(|| likely_delimiter(head));
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(source);
        let header = reader.byte_headers().map_err(|error| error.to_string())?;
        let names = header.iter().enumerate().map(|(i, name)| {
            let name = jsonl::utf8(name).map_err(|error| format!("header: {error}"))?;
            Ok(if i == 0 { name.trim_start_matches('\u{feff}') } else { name }.to_owned())
        });
        let header = Arc::new(Header::new(names.collect::<Result<_, String>>()?, fields)?);
        Ok(Self { reader, count, header, skip, row: 1, started: false })
    }
}

impl Reader for TableReader {
    fn next(&mut self) -> Result<Option<(u64, Batch)>, String> {
        loop {
            let first = self.row;
            let group = (first - 1) / GROUP;
            let mut records = Vec::new();
            for _ in 0..ROWS {
                let mut record = ByteRecord::new();
                match self.reader.read_byte_record(&mut record) {
                    Ok(true) => records.push(record),
                    Ok(false) => break,
                    Err(error) => return Err(format!("cannot be read: {error}")),
                }
            }
            if records.is_empty() && self.started {
                return Ok(None);
            }
            self.row += records.len() as u64;
            if !records.is_empty() && group < self.skip {
                continue;
            }
            self.started = true;
            let table = Table { header: self.header.clone(), records };
            return Ok(Some((group, Batch { first, rows: Rows::Table(table) })));
        }
    }

    fn read(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}
