//! Joins segments to one file.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use super::part::DIFFERENT;
use super::segment::{parquet_io, properties};
use super::{Run, data, write};
use crate::Error;
use crate::archive::To;

/// Writes the header and all segments to a file, and waits until it is on disk. Copies the column
/// chunks of Parquet files as they are.
pub fn join(path: &Path, header: &[u8], segments: &[PathBuf], run: &Run) -> Result<(), Error> {
    if run.to == To::Parquet {
        return join_parquet(path, segments, run);
    }
    let copy = || {
        let mut file = File::create(path)?;
        io::copy(&mut &*header, &mut file)?;
        for segment in segments {
            io::copy(&mut File::open(segment)?, &mut file)?;
        }
        file.sync_data()
    };
    copy().map_err(|error| write(path, error))
}

fn join_parquet(path: &Path, segments: &[PathBuf], run: &Run) -> Result<(), Error> {
    let io = |error| write(path, parquet_io(error));
    let mut writer: Option<SerializedFileWriter<File>> = None;
    let file = File::create(path).map_err(|error| write(path, error))?;
    for segment in segments {
        let input = File::open(segment).map_err(|error| write(segment, error))?;
        let reader = ParquetMetaDataReader::new().with_page_index_policy(PageIndexPolicy::Optional);
        let metadata = reader.parse_and_finish(&input).map_err(io)?;
        let writer = match &mut writer {
            Some(writer) => writer,
            none => none.insert(start(&file, path, &metadata, run)?),
        };
        if writer.schema_descr().root_schema() != metadata.file_metadata().schema() {
            return Err(data(&path.display().to_string(), DIFFERENT.to_owned()));
        }
        append(writer, &input, &metadata).map_err(io)?;
    }
    if let Some(writer) = writer {
        writer.close().map_err(io)?;
    }
    file.sync_data().map_err(|error| write(path, error))
}

/// Starts a file with the schema and the metadata of a segment.
fn start(
    file: &File,
    path: &Path,
    metadata: &ParquetMetaData,
    run: &Run,
) -> Result<SerializedFileWriter<File>, Error> {
    let schema = metadata.file_metadata().schema_descr().root_schema_ptr();
    let properties = WriterProperties::clone(&properties(run)).into_builder();
    let pairs = metadata.file_metadata().key_value_metadata().cloned();
    let properties = Arc::new(properties.set_key_value_metadata(pairs).build());
    let file = file.try_clone().map_err(|error| write(path, error))?;
    SerializedFileWriter::new(file, schema, properties)
        .map_err(|error| write(path, parquet_io(error)))
}

fn append(
    writer: &mut SerializedFileWriter<File>,
    input: &File,
    metadata: &ParquetMetaData,
) -> parquet::errors::Result<()> {
    let index = metadata.page_index();
    for (g, group) in metadata.row_groups().iter().enumerate() {
        let mut out = writer.next_row_group()?;
        for (c, column) in group.columns().iter().enumerate() {
            let result = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
                rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                metadata: column.clone(),
                bloom_filter: None,
                column_index: index.and_then(|index| index.column_index(g, c)).cloned(),
                offset_index: index.and_then(|index| index.offset_index(g, c)).cloned(),
            };
            out.append_column(input, result)?;
        }
        out.close()?;
    }
    Ok(())
}
