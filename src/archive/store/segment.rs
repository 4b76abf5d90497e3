//! Writes the rows of a group to a file.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};

use super::part::DIFFERENT;
use super::{Run, data, write};
use crate::Error;
use crate::archive::{Encoded, GROUP, Tagged};

/// An open segment.
pub struct Segment {
    path: PathBuf,
    file: File,
    /// The writer of a Parquet file.
    rows: Option<(ArrowWriter<File>, SchemaRef)>,
}

impl Segment {
    pub fn create(path: &Path, run: &Run, tagged: &Tagged) -> Result<Self, Error> {
        let io = |error| write(path, error);
        let file = File::create(path).map_err(io)?;
        let rows = match &tagged.encoded {
            Encoded::Bytes(_) => None,
            Encoded::Records(batch) => {
                let copy = file.try_clone().map_err(io)?;
                let properties = (*properties(run)).clone();
                let writer = ArrowWriter::try_new(copy, batch.schema(), Some(properties));
                Some((writer.map_err(|error| io(parquet_io(error)))?, batch.schema()))
            }
        };
        Ok(Self { path: path.to_owned(), file, rows })
    }

    pub fn write(&mut self, tagged: &Tagged) -> Result<(), Error> {
        let result = match (&tagged.encoded, &mut self.rows) {
            (Encoded::Bytes(bytes), _) => self.file.write_all(bytes),
            (Encoded::Records(batch), Some((writer, schema))) if batch.schema() == *schema => {
                writer.write(batch).map_err(parquet_io)
            }
            (Encoded::Records(_), _) => {
                return Err(data(&self.path.display().to_string(), DIFFERENT.to_owned()));
            }
        };
        result.map_err(|error| write(&self.path, error))
    }

    /// Completes the file and waits until it is on disk.
    pub fn close(self) -> Result<(), Error> {
        let closed = match self.rows {
            Some((writer, _)) => writer.close().map(drop).map_err(parquet_io),
            None => Ok(()),
        };
        closed.and_then(|()| self.file.sync_data()).map_err(|error| write(&self.path, error))
    }
}

/// Returns the properties of all Parquet files that are written.
pub fn properties(run: &Run) -> WriterPropertiesPtr {
    let entry = |key: &str, value: String| KeyValue::new(format!("themelight.{key}"), value);
    let metadata = vec![
        entry("model", run.model.clone()),
        entry("version", env!("CARGO_PKG_VERSION").to_owned()),
        entry("options", run.options.to_string()),
    ];
    let builder = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_max_row_group_row_count(usize::try_from(GROUP).ok())
        .set_created_by(concat!("Themelight ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(metadata));
    Arc::new(builder.build())
}

/// Returns the error of the operating system that is the cause.
pub fn parquet_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        error => io::Error::other(error),
    }
}
