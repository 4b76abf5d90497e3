//! Reads the themes and dates of tagged files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{DateField, Stats};
use crate::Error;
use crate::archive::input::{Compression, list, values};
use crate::archive::output::plain;
use crate::jsonl;

/// Bytes of a buffer.
const BUFFER: usize = 1 << 16;

impl Stats {
    /// Adds the rows of a file that `themelight tag` has written: JSON Lines, CSV or Parquet, the
    /// first two also compressed.
    ///
    /// # Errors
    /// Fails if the file cannot be read, or if it is not such a file.
    pub fn read(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.display().to_string();
        let io = |error| Error::read(&name, error);
        let data = |(line, message)| Error::Data { file: name.clone(), line, message };
        let mut file = File::open(path).map_err(io)?;
        let mut head = Vec::new();
        (&mut file).take(6).read_to_end(&mut head).map_err(io)?;
        file.rewind().map_err(io)?;
        if head.starts_with(b"PAR1") {
            return self.read_parquet(file).map_err(|message| data((0, message)));
        }
        let source = BufReader::with_capacity(BUFFER, file);
        let mut source: Box<dyn BufRead> = match Compression::of(&head) {
            Some(compression) => {
                Box::new(BufReader::with_capacity(BUFFER, compression.decode(source).map_err(io)?))
            }
            None => Box::new(source),
        };
        if source.fill_buf().map_err(io)?.first().is_none_or(|&byte| byte == b'{') {
            self.read_lines(source).map_err(data)
        } else {
            self.read_table(source).map_err(data)
        }
    }

    fn read_lines(&mut self, mut source: impl BufRead) -> Result<(), (usize, String)> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let read = source.read_until(b'\n', &mut line);
            match read.map_err(|error| (number, format!("cannot be read: {error}")))? {
                0 => break,
                _ => self.read_line(&line).map_err(|message| (number, message))?,
            }
        }
        Ok(())
    }

    fn read_line(&mut self, line: &[u8]) -> Result<(), String> {
        #[derive(Deserialize)]
        struct Theme<'l> {
            #[serde(borrow)]
            theme: Cow<'l, str>,
        }
        let fields: Option<BTreeMap<Cow<'_, str>, &RawValue>> =
            jsonl::object(line).map_err(|error| error.to_string())?;
        let Some(fields) = fields else { return Ok(()) };
        let Some(themes) = fields.get("themes") else {
            if fields.contains_key("error") {
                self.unreadable += 1;
                return Ok(());
            }
            return Err(not_tagged("the field `themes`", fields.keys().map(Cow::as_ref)));
        };
        let themes: Vec<Theme<'_>> = serde_json::from_str(themes.get())
            .map_err(|_| format!("expected a list of themes, found {}", themes.get()))?;
        let themes = self.indices(themes.iter().map(|theme| &*theme.theme))?;
        let date = names(&self.date).iter().find_map(|name| fields.get(&**name).copied());
        let date = date.map(|raw| plain(raw.get()));
        self.add(&themes, date.as_deref());
        Ok(())
    }

    fn read_table(&mut self, source: impl Read) -> Result<(), (usize, String)> {
        let mut reader = csv::Reader::from_reader(source);
        let broken = |error: csv::Error| {
            let line = error.position().map_or(0, csv::Position::line);
            (usize::try_from(line).unwrap_or_default(), error.to_string())
        };
        let header = reader.headers().map_err(broken)?.clone();
        let columns: Vec<String> = header.iter().map(str::to_owned).collect();
        let columns = self.columns(&columns).map_err(|message| (1, message))?;
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(broken)? {
            if !record[columns.error].is_empty() {
                self.unreadable += 1;
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let themes = self
                .indices(record[columns.tags].split_ascii_whitespace())
                .map_err(|message| (usize::try_from(line).unwrap_or_default(), message))?;
            self.add(&themes, columns.date.map(|at| &record[at]));
        }
        Ok(())
    }

    fn read_parquet(&mut self, file: File) -> Result<(), String> {
        let broken = |error| format!("expected a complete Parquet file; {error}");
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::load(&file, options).map_err(broken)?;
        let fields = metadata.schema().fields();
        let all: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let columns = self.columns(&all)?;
        if !matches!(fields[columns.tags].data_type(), DataType::List(_)) {
            return Err(not_tagged("a list in the column `tags`", all.iter().map(String::as_str)));
        }
        let wanted = [columns.tags, columns.error].into_iter().chain(columns.date);
        let mask = ProjectionMask::roots(metadata.parquet_schema(), wanted);
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
            .with_projection(mask)
            .build()
            .map_err(broken)?;
        for batch in reader {
            let batch = batch.map_err(|error| format!("expected a complete file; {error}"))?;
            self.read_batch(&batch, columns.date.map(|at| &*all[at]))?;
        }
        Ok(())
    }

    fn read_batch(&mut self, batch: &RecordBatch, date: Option<&str>) -> Result<(), String> {
        let column = |name: &str| batch.column_by_name(name).expect("in the projection");
        let (lists, errors) = (column("tags").as_list::<i32>(), column("error"));
        let dates: Option<&ArrayRef> = date.map(column);
        for i in 0..batch.num_rows() {
            if errors.is_valid(i) {
                self.unreadable += 1;
                continue;
            }
            let tags = lists.value(i);
            let tags =
                tags.as_string_opt::<i32>().ok_or("expected strings in the column `tags`")?;
            let themes = self.indices(tags.iter().flatten())?;
            let date = dates.filter(|dates| dates.is_valid(i));
            let date = date.map(|dates| values::json(dates, i)).transpose()?;
            self.add(&themes, date.as_deref().map(plain).as_deref());
        }
        Ok(())
    }

    /// Returns where the columns of a table are.
    fn columns(&self, all: &[String]) -> Result<Columns, String> {
        let find = |name: &str| all.iter().position(|column| column == name);
        let (Some(tags), Some(error)) = (find("tags"), find("error")) else {
            let expected = "the columns `tags` and `error`";
            return Err(not_tagged(expected, all.iter().map(String::as_str)));
        };
        let date = names(&self.date).iter().find_map(|name| find(name));
        if date.is_none() && self.date.required {
            return Err(format!(
                "expected a column `{}`, found the columns {}; tag with --keep {0}, or name \
                 another with --date-field",
                self.date.name,
                list(all)
            ));
        }
        Ok(Columns { tags, error, date })
    }
}

/// The positions of columns.
struct Columns {
    tags: usize,
    error: usize,
    date: Option<usize>,
}

/// Returns the names that the date may have in the output: a kept field whose name was taken has a
/// prefix.
fn names(date: &DateField) -> [String; 2] {
    [format!("input_{}", date.name), date.name.clone()]
}

fn not_tagged<'n>(expected: &str, found: impl Iterator<Item = &'n str>) -> String {
    let found: Vec<String> = found.map(str::to_owned).collect();
    format!("expected an output of `themelight tag` with {expected}, found {}", list(&found))
}
