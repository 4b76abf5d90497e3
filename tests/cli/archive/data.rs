//! Test archives in all formats.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde_json::json;
use tempfile::TempDir;

/// A row of a test archive.
pub struct Row {
    pub id: String,
    pub text: String,
    pub date: String,
}

const TEXTS: [&str; 5] = [
    "Huyện tinh giản biên chế, sắp xếp cán bộ và chuyển đổi số.",
    "Kỷ luật cảnh cáo, “khai trừ” một đảng viên; xử lý 3 người.",
    "Trời mưa.\nBà con gặt lúa, được mùa.",
    "",
    "Chuyển đổi số: số hóa hồ sơ \"một cửa\" 🌺",
];

/// Returns rows with different texts.
pub fn rows(count: usize) -> Vec<Row> {
    (0..count)
        .map(|i| Row {
            id: format!("r{i}"),
            text: format!("{} Kỳ {i}", TEXTS[i % TEXTS.len()]),
            date: format!("2024-{:02}-15", i % 12 + 1),
        })
        .collect()
}

pub fn jsonl(rows: &[Row]) -> Vec<u8> {
    let line = |r: &Row| json!({"id": r.id, "date": r.date, "text": r.text}).to_string() + "\n";
    rows.iter().map(line).collect::<String>().into_bytes()
}

pub fn csv(rows: &[Row], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(["id", "date", "text"]).unwrap();
    for row in rows {
        writer.write_record([&row.id, &row.date, &row.text]).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Returns a Parquet file with row groups of `group` rows, and a column of row numbers.
pub fn parquet(rows: &[Row], group: usize, compression: Compression) -> Vec<u8> {
    let strings = |value: fn(&Row) -> &String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(value)))
    };
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..rows.len() as i64));
    parquet_of(
        vec![
            ("id", strings(|r| &r.id)),
            ("number", numbers),
            ("date", strings(|r| &r.date)),
            ("text", strings(|r| &r.text)),
        ],
        group,
        compression,
    )
}

pub fn parquet_of(
    columns: Vec<(&str, ArrayRef)>,
    group: usize,
    compression: Compression,
) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(group))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

pub fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A folder with files.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Returns the path of a file as an argument.
    pub fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Writes a file and returns its path as an argument.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        self.arg(name)
    }
}

/// Returns the files below a folder with their bytes, sorted by path.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.clone(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Reads the batches of a Parquet file, and its metadata.
pub fn read_parquet(path: &Path) -> (RecordBatch, Vec<(String, String)>) {
    let file = fs::File::open(path).unwrap();
    let builder =
        parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let pairs = builder.metadata().file_metadata().key_value_metadata().unwrap();
    let pairs = pairs.iter().map(|p| (p.key.clone(), p.value.clone().unwrap())).collect();
    let mut batches: Vec<_> =
        builder.with_batch_size(1 << 20).build().unwrap().map(Result::unwrap).collect();
    assert_eq!(batches.len(), 1, "expected one batch");
    (batches.remove(0), pairs)
}
