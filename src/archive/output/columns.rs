//! Writes the columns of a Parquet file.

use std::sync::Arc;

use arrow_array::builder::{Float32Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};

use super::{Encoded, Encoder, plain, table_names, tags};
use crate::Classifier;
use crate::archive::Fields;
use crate::archive::input::{BadRow, Batch, Row};

/// Columns: `id`, `source`, the kept fields, a float32 per theme, `tags` (a list of strings),
/// `error`. The id and the kept fields of a Parquet file have the types of that file; others are
/// strings.
pub struct Columns {
    classifier: Arc<Classifier>,
    fields: Arc<Fields>,
    /// Columns copied from a Parquet file, by name.
    copied: Option<(Option<ArrayRef>, Vec<ArrayRef>)>,
    kept_names: Vec<String>,
    theme_names: Vec<String>,
    source: Option<String>,
    ids: StringBuilder,
    sources: StringBuilder,
    kept: Vec<StringBuilder>,
    scores: Vec<Float32Builder>,
    tags: ListBuilder<StringBuilder>,
    errors: StringBuilder,
}

impl Columns {
    pub fn new(classifier: Arc<Classifier>, fields: Arc<Fields>) -> Self {
        let themes = classifier.model().labels.len();
        Self {
            classifier,
            fields,
            copied: None,
            kept_names: Vec::new(),
            theme_names: Vec::new(),
            source: None,
            ids: StringBuilder::new(),
            sources: StringBuilder::new(),
            kept: Vec::new(),
            scores: (0..themes).map(|_| Float32Builder::new()).collect(),
            tags: ListBuilder::new(StringBuilder::new()),
            errors: StringBuilder::new(),
        }
    }

    fn common(&mut self, id: Option<&str>) {
        self.ids.append_option(id.map(plain));
        if let Some(source) = &self.source {
            self.sources.append_value(source);
        }
    }
}

impl Encoder for Columns {
    fn begin(&mut self, batch: &Batch, source: Option<&str>) {
        self.source = source.map(str::to_owned);
        let names = batch.kept(&self.fields).unwrap_or_default();
        (self.kept_names, self.theme_names) = table_names(&names, &self.classifier);
        self.copied = batch.columns().map(|(id, kept, batch)| {
            let kept = kept.into_iter().map(|at| batch.column(at).clone()).collect();
            (id.map(|at| batch.column(at).clone()), kept)
        });
        let strings = if self.copied.is_some() { 0 } else { names.len() };
        self.kept.resize_with(strings, StringBuilder::new);
    }

    fn row(&mut self, row: &Row<'_>, scores: &[f32]) {
        self.common(Some(&row.id));
        for (builder, (_, json)) in self.kept.iter_mut().zip(&row.kept) {
            match &**json {
                "" | "null" => builder.append_null(),
                json => builder.append_value(plain(json)),
            }
        }
        for (builder, &score) in self.scores.iter_mut().zip(scores) {
            builder.append_value(score);
        }
        self.tags.append_value(tags(&self.classifier, scores).into_iter().map(Some));
        self.errors.append_null();
    }

    fn bad(&mut self, _: u64, bad: &BadRow) {
        self.common(bad.id.as_deref());
        self.kept.iter_mut().for_each(StringBuilder::append_null);
        self.scores.iter_mut().for_each(Float32Builder::append_null);
        self.tags.append_null();
        self.errors.append_value(&bad.message);
    }

    fn end(&mut self) -> (Vec<u8>, Encoded) {
        let mut columns: Vec<(String, ArrayRef)> = Vec::new();
        let ids: ArrayRef = Arc::new(self.ids.finish());
        let (copied_ids, copied) = self.copied.take().unwrap_or_default();
        columns.push(("id".into(), copied_ids.unwrap_or(ids)));
        let sources: ArrayRef = Arc::new(self.sources.finish());
        if self.source.is_some() {
            columns.push(("source".into(), sources));
        }
        let strings = self.kept.iter_mut().map(|kept| Arc::new(kept.finish()) as ArrayRef);
        columns.extend(self.kept_names.iter().cloned().zip(strings.chain(copied)));
        let scores = self.scores.iter_mut().map(|scores| Arc::new(scores.finish()) as ArrayRef);
        columns.extend(self.theme_names.iter().cloned().zip(scores));
        columns.push(("tags".into(), Arc::new(self.tags.finish())));
        columns.push(("error".into(), Arc::new(self.errors.finish())));
        let (fields, arrays): (Vec<_>, Vec<_>) = columns
            .into_iter()
            .map(|(name, array)| (Field::new(name, array.data_type().clone(), true), array))
            .unzip();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
            .expect("all columns have one value per row");
        (Vec::new(), Encoded::Records(batch))
    }
}
