//! Reads Parquet files.

use std::borrow::Cow;
use std::fs::File;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch, RecordBatchReader as _};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;

use super::csv::list;
use super::open::Reader;
use super::{BadRow, Batch, Row, Rows, values};
use crate::archive::{Fields, Keep};

/// Rows of a batch.
const ROWS: usize = 1000;

/// The positions of columns in the batches of a file.
#[derive(Debug)]
struct Layout {
    text: usize,
    id: Option<usize>,
    kept: Vec<(String, usize)>,
    /// The name of the text field, for messages.
    text_name: String,
    id_name: String,
}

/// Rows of a Parquet file.
#[derive(Debug)]
pub struct Columns {
    layout: Arc<Layout>,
    batch: RecordBatch,
}

impl Columns {
    pub fn for_each(
        &self,
        first: u64,
        copied: bool,
        mut f: impl FnMut(u64, Result<Row<'_>, BadRow>),
    ) {
        for (number, i) in (first..).zip(0..self.batch.num_rows()) {
            f(number, self.row(number, i, copied));
        }
    }

    pub fn kept(&self) -> Arc<[String]> {
        self.layout.kept.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Returns the positions of the id and of the kept columns, and the batch.
    pub fn parts(&self) -> (Option<usize>, Vec<usize>, &RecordBatch) {
        let kept = self.layout.kept.iter().map(|(_, at)| *at).collect();
        (self.layout.id, kept, &self.batch)
    }

    /// Returns the JSON source of an id; `None` if there is none.
    fn id(&self, i: usize) -> Result<Option<String>, String> {
        let ids = self.layout.id.map(|at| self.batch.column(at)).filter(|ids| ids.is_valid(i));
        let Some(ids) = ids else { return Ok(None) };
        let field = &self.layout.id_name;
        let json = values::json(ids, i).map_err(|message| format!("field `{field}`: {message}"))?;
        if json.starts_with(['"', '-']) || json.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(Some(json));
        }
        let found = ids.data_type();
        Err(format!("field `{field}`: expected a string or a number, found {found}"))
    }

    fn row(&self, number: u64, i: usize, copied: bool) -> Result<Row<'_>, BadRow> {
        let layout = &*self.layout;
        let id = self.id(i).map_err(|message| BadRow { id: None, message })?;
        let id: Cow<'_, str> = id.unwrap_or_else(|| number.to_string()).into();
        let bad = |field: &str, message: String| BadRow {
            id: Some(id.clone().into_owned()),
            message: format!("field `{field}`: {message}"),
        };
        let text = values::text(self.batch.column(layout.text), i);
        let text = Cow::Borrowed(text.map_err(|e| bad(&layout.text_name, e))?);
        let kept: &[_] = if copied { &[] } else { &layout.kept };
        let kept = kept.iter().map(|(name, at)| {
            let json = values::json(self.batch.column(*at), i).map_err(|e| bad(name, e))?;
            Ok((name.as_str().into(), json.into()))
        });
        let kept = kept.collect::<Result<_, _>>()?;
        Ok(Row { id, text, kept })
    }
}

/// Reads the row groups of a Parquet file page by page.
pub struct ColumnReader {
    file: File,
    metadata: ArrowReaderMetadata,
    /// The columns to read.
    mask: ProjectionMask,
    layout: Arc<Layout>,
    /// The open row group. Each has a reader of its own: batches must not cross their borders.
    batches: Option<ParquetRecordBatchReader>,
    /// The index of the open row group, or of the next one.
    group: usize,
    /// Number of the next row, from 1.
    row: u64,
    /// Bytes of the row groups that are read.
    read: u64,
    started: bool,
}

impl ColumnReader {
    pub fn new(file: File, fields: &Fields, skip: u64) -> Result<Self, String> {
        // Without the Arrow schema in the metadata, strings have one type only.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::load(&file, options).map_err(broken)?;
        let schema = metadata.schema();
        let names: Vec<String> = schema.fields().iter().map(|f| f.name().clone()).collect();
        let (layout, columns) = layout(&names, fields)?;
        let text = schema.field(columns[layout.text]).data_type();
        if !matches!(text, DataType::Utf8 | DataType::Binary) {
            return Err(format!(
                "field `{}`: expected strings, found {text}; name the text with --text-field",
                fields.text
            ));
        }
        let groups = metadata.metadata().row_groups();
        let group = usize::try_from(skip).unwrap_or(usize::MAX).min(groups.len());
        let skipped: i64 = groups[..group].iter().map(RowGroupMetaData::num_rows).sum();
        Ok(Self {
            mask: ProjectionMask::roots(metadata.parquet_schema(), columns),
            layout: Arc::new(layout),
            batches: None,
            group,
            row: 1 + u64::try_from(skipped).unwrap_or_default(),
            read: 0,
            started: group > 0,
            file,
            metadata,
        })
    }

    /// Opens row groups; with an empty list, a reader without rows but with the schema.
    fn open(&self, groups: Vec<usize>) -> Result<ParquetRecordBatchReader, String> {
        let file = self.file.try_clone().map_err(|error| format!("cannot be read: {error}"))?;
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_projection(self.mask.clone())
            .with_batch_size(ROWS)
            .with_row_groups(groups)
            .build()
            .map_err(broken)
    }

    fn batch(&mut self, batch: RecordBatch) -> (u64, Batch) {
        let (first, rows) = (self.row, batch.num_rows() as u64);
        self.row += rows;
        self.started = true;
        let columns = Columns { layout: self.layout.clone(), batch };
        (self.group as u64, Batch { first, rows: Rows::Columns(columns) })
    }
}

fn broken(error: ParquetError) -> String {
    format!("expected a complete Parquet file; {error}")
}

impl Reader for ColumnReader {
    fn next(&mut self) -> Result<Option<(u64, Batch)>, String> {
        while self.group < self.metadata.metadata().num_row_groups() {
            if self.batches.is_none() {
                self.batches = Some(self.open(vec![self.group])?);
            }
            match self.batches.as_mut().and_then(Iterator::next) {
                Some(Ok(batch)) => return Ok(Some(self.batch(batch))),
                Some(Err(error)) => return Err(format!("row {} or later: {error}", self.row)),
                None => {
                    let size = self.metadata.metadata().row_group(self.group).compressed_size();
                    self.read += u64::try_from(size).unwrap_or_default();
                    self.batches = None;
                    self.group += 1;
                }
            }
        }
        if self.started {
            return Ok(None);
        }
        let empty = RecordBatch::new_empty(self.open(Vec::new())?.schema());
        Ok(Some(self.batch(empty)))
    }

    fn read(&self) -> u64 {
        self.read
    }
}

/// Returns where the fields will be in the batches, and the columns to read.
fn layout(names: &[String], fields: &Fields) -> Result<(Layout, Vec<usize>), String> {
    let find = |field: &str| names.iter().position(|name| name == field);
    let require = |field: &str, option: &str| {
        find(field).ok_or_else(|| {
            format!(
                "expected a column `{field}`, found the columns {}; name yours with {option}",
                list(names)
            )
        })
    };
    let text = require(&fields.text, "--text-field")?;
    let id = match find(&fields.id) {
        None if fields.id_required => Some(require(&fields.id, "--id-field")?),
        id => id,
    };
    let kept: Vec<(String, usize)> = match &fields.keep {
        Keep::Nothing => Vec::new(),
        Keep::All => {
            let all = names.iter().enumerate().filter(|(i, _)| Some(*i) != id);
            all.map(|(i, name)| (name.clone(), i)).collect()
        }
        Keep::Named(named) => {
            let named = named.iter().map(|name| Ok((name.clone(), require(name, "--keep")?)));
            named.collect::<Result<_, String>>()?
        }
    };
    let mut columns: Vec<usize> =
        [text].into_iter().chain(id).chain(kept.iter().map(|(_, at)| *at)).collect();
    columns.sort_unstable();
    columns.dedup();
    let place = |column: usize| {
        columns.binary_search(&column).expect("the list contains every column that is read")
    };
    let layout = Layout {
        text: place(text),
        id: id.map(place),
        kept: kept.into_iter().map(|(name, at)| (name, place(at))).collect(),
        text_name: fields.text.clone(),
        id_name: fields.id.clone(),
    };
    Ok((layout, columns))
}
