//! Tags Arrow arrays of strings: a column comes in, a table goes out.

use std::sync::Arc;

use arrow_array::builder::{Float32Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, StructArray, make_array};
use arrow_data::ArrayData;
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use super::loaded::Loaded;

/// Rows are scored in steps, between which Python handles signals.
const ROWS: usize = 1 << 15;

/// Tags and scores of an Arrow column: one row per text. A column of float32 for each theme has its
/// scores; the column `tags` lists the themes at or over their threshold, the best first. A null
/// text has nulls in all columns.
///
/// Every library with the Arrow PyCapsule interface takes it: `pyarrow.record_batch(table)`,
/// `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`.
#[pyclass(frozen, module = "themelight")]
pub struct TagTable(RecordBatch);

#[pymethods]
impl TagTable {
    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Returns the table as a `pyarrow.RecordBatch`. Needs PyArrow.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("record_batch", (slf,))
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("TagTable({} rows: {})", self.0.num_rows(), self.column_names().join(", "))
    }

    /// Returns the schema; part of the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema().as_ref()).map_err(arrow_error)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Returns the table as a struct array; part of the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema; // A request that the interface lets a producer ignore.
        let array = FFI_ArrowArray::new(&StructArray::from(self.0.clone()).to_data());
        let array = PyCapsule::new_with_value(py, array, c"arrow_array")?;
        Ok((self.__arrow_c_schema__(py)?, array))
    }

    /// Returns the table as a stream of one batch; part of the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

/// Returns whether an object has the Arrow PyCapsule interface.
pub fn is_arrow(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("__arrow_c_array__")? || object.hasattr("__arrow_c_stream__")?)
}

/// Tags an Arrow array, a chunked array or Series, or a table of one column.
///
/// # Errors
/// `TypeError` for columns that are not strings, `ValueError` for tables of several columns and
/// invalid arrays.
pub fn tag(loaded: &Loaded, texts: &Bound<'_, PyAny>, threads: usize) -> PyResult<TagTable> {
    let py = texts.py();
    let mut table = TableBuilder::new(loaded);
    for array in arrays(texts)? {
        let texts = strings(&array)?;
        for step in texts.chunks(ROWS) {
            let scores = loaded.scores(py, step, threads);
            table.append(step, &scores);
            py.check_signals()?;
        }
    }
    Ok(TagTable(table.finish()?))
}

/// Returns the chunks of a column.
fn arrays(column: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    if column.hasattr("__arrow_c_array__")? {
        return Ok(vec![only_column(make_array(ArrayData::from_pyarrow_bound(column)?))?]);
    }
    // The stream of a chunked array is not one of record batches, which arrow-pyarrow reads.
    if let Some(chunks) = column.getattr_opt("chunks")?
        && let Ok(chunks) = chunks.try_iter()
    {
        return chunks
            .map(|chunk| Ok(make_array(ArrayData::from_pyarrow_bound(&chunk?)?)))
            .collect();
    }
    // A Series of pandas or Polars: pandas may add columns with the index.
    let series = column.hasattr("to_frame")?;
    let frame = if series { column.call_method0("to_frame")? } else { column.clone() };
    let batches = RecordBatchStreamReader::from_pyarrow_bound(&frame)?;
    batches
        .map(|batch| {
            let batch = batch.map_err(arrow_error)?;
            if series && batch.num_columns() > 0 {
                return Ok(batch.column(0).clone());
            }
            only_column(Arc::new(StructArray::from(batch)))
        })
        .collect()
}

/// Returns the column of a struct of one column, or an array of another type as it is.
fn only_column(array: ArrayRef) -> PyResult<ArrayRef> {
    let Some(columns) = array.as_struct_opt() else { return Ok(array) };
    if columns.null_count() > 0 {
        return Err(PyTypeError::new_err(
            "tag() expects an Arrow array of strings, found structs of which some are null; \
             select the field with the texts",
        ));
    }
    if let [column] = columns.columns() {
        return Ok(column.clone());
    }
    Err(PyValueError::new_err(format!(
        "tag() expects one column of texts, found {} ({}); select the one with the texts",
        columns.num_columns(),
        columns.column_names().join(", ")
    )))
}

/// Returns the texts of an array.
fn strings(array: &ArrayRef) -> PyResult<Vec<Option<&str>>> {
    if let Some(array) = array.as_string_opt::<i32>() {
        return Ok(array.iter().collect());
    }
    if let Some(array) = array.as_string_opt::<i64>() {
        return Ok(array.iter().collect());
    }
    if let Some(array) = array.as_string_view_opt() {
        return Ok(array.iter().collect());
    }
    if let Some(array) = array.as_any_dictionary_opt() {
        let values = strings(array.values())?;
        if values.is_empty() {
            return Ok(vec![None; array.len()]);
        }
        let keys = array.normalized_keys();
        let text = |(row, key): (usize, usize)| values[key].filter(|_| array.is_valid(row));
        return Ok(keys.into_iter().enumerate().map(text).collect());
    }
    match array.data_type() {
        DataType::Null => Ok(vec![None; array.len()]),
        other => Err(PyTypeError::new_err(format!(
            "tag() expects an Arrow array of strings, found {other}; cast it to strings"
        ))),
    }
}

/// The columns of a [`TagTable`], as in the tables of the command `themelight tag`.
struct TableBuilder<'l> {
    loaded: &'l Loaded,
    scores: Vec<Float32Builder>,
    tags: ListBuilder<StringBuilder>,
}

impl<'l> TableBuilder<'l> {
    fn new(loaded: &'l Loaded) -> Self {
        let labels = &loaded.classifier.model().labels;
        let scores = labels.iter().map(|_| Float32Builder::new()).collect();
        Self { loaded, scores, tags: ListBuilder::new(StringBuilder::new()) }
    }

    fn append(&mut self, texts: &[Option<&str>], scores: &[f32]) {
        for (text, scores) in texts.iter().zip(scores.chunks(self.scores.len())) {
            for (column, &score) in self.scores.iter_mut().zip(scores) {
                column.append_option(text.map(|_| score));
            }
            let tags = self.loaded.classifier.tags_of(scores);
            self.tags.append_option(text.map(|_| tags.into_iter().map(|tag| Some(&tag.label.id))));
        }
    }

    fn finish(mut self) -> PyResult<RecordBatch> {
        let ids = self.loaded.classifier.model().labels.iter().map(|label| &label.id);
        // The command gives the same prefix to a theme with the name of another column.
        let names = ids.map(|id| match id.as_str() {
            "id" | "source" | "tags" | "error" => format!("theme_{id}"),
            id => id.to_owned(),
        });
        let scores = self.scores.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
        let mut columns: Vec<(String, ArrayRef)> = names.zip(scores).collect();
        columns.push(("tags".to_owned(), Arc::new(self.tags.finish())));
        let fields = columns.iter().map(|(name, a)| Field::new(name, a.data_type().clone(), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let columns = columns.into_iter().map(|(_, column)| column).collect();
        RecordBatch::try_new(schema, columns).map_err(arrow_error)
    }
}

fn arrow_error(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("Arrow data: {error}"))
}
