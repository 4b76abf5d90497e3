//! Writes CSV.

use std::sync::Arc;

use super::{Encoded, Encoder, plain, table_names, tags};
use crate::Classifier;
use crate::archive::Fields;
use crate::archive::input::{BadRow, Batch, Row};

/// Columns: `id`, `source`, the kept fields, the score of every theme, `tags` (separated by
/// spaces), `error`.
pub struct Csv {
    classifier: Arc<Classifier>,
    fields: Arc<Fields>,
    source: Option<String>,
    kept: usize,
    header: Vec<u8>,
    out: csv::Writer<Vec<u8>>,
}

const MEMORY: &str = "writing to memory does not fail";

impl Csv {
    pub fn new(classifier: Arc<Classifier>, fields: Arc<Fields>) -> Self {
        Self { classifier, fields, source: None, kept: 0, header: Vec::new(), out: writer() }
    }

    fn record(&mut self, cells: &[String]) {
        self.out.write_record(cells).expect(MEMORY);
    }
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::Writer::from_writer(Vec::new())
}

fn bytes(writer: csv::Writer<Vec<u8>>) -> Vec<u8> {
    writer.into_inner().expect(MEMORY)
}

impl Encoder for Csv {
    fn begin(&mut self, batch: &Batch, source: Option<&str>) {
        self.source = source.map(str::to_owned);
        let names = batch.kept(&self.fields).unwrap_or_default();
        let (kept, themes) = table_names(&names, &self.classifier);
        self.kept = kept.len();
        let mut header = vec!["id".to_owned()];
        header.extend(source.map(|_| "source".to_owned()));
        header.extend(kept);
        header.extend(themes);
        header.extend(["tags", "error"].map(str::to_owned));
        let mut out = writer();
        out.write_record(&header).expect(MEMORY);
        self.header = bytes(out);
    }

    fn row(&mut self, row: &Row<'_>, scores: &[f32]) {
        let mut cells = vec![plain(&row.id).into_owned()];
        cells.extend(self.source.clone());
        cells.extend(row.kept.iter().map(|(_, json)| plain(json).into_owned()));
        cells.extend(scores.iter().map(f32::to_string));
        cells.push(tags(&self.classifier, scores).join(" "));
        cells.push(String::new());
        self.record(&cells);
    }

    fn bad(&mut self, _: u64, bad: &BadRow) {
        let mut cells = vec![plain(bad.id.as_deref().unwrap_or("null")).into_owned()];
        cells.extend(self.source.clone());
        let themes = self.classifier.model().labels.len();
        cells.extend(std::iter::repeat_n(String::new(), self.kept + themes + 1));
        cells.push(bad.message.clone());
        self.record(&cells);
    }

    fn end(&mut self) -> (Vec<u8>, Encoded) {
        let out = bytes(std::mem::replace(&mut self.out, writer()));
        (std::mem::take(&mut self.header), Encoded::Bytes(out))
    }
}
