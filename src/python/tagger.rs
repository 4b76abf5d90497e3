//! The class `Tagger`.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyString, PyType};

use super::loaded::{Loaded, load};
use super::{columns, texts};
use crate::PIPELINE;

/// Maximum number of characters of a text that `explain` takes: the evidence needs some hundred
/// times as much memory as the text. The same as in JavaScript.
const MAX_EXPLAIN: usize = 1 << 20;

const MAX_THREADS: i64 = 1024;

/// Positional and named arguments of `Tagger()`.
type NewArguments<'py> = ((Option<Bound<'py, PyBytes>>,), Bound<'py, PyDict>);

/// A model that is ready to tag texts.
///
/// `model` is the path or the bytes of a model file or a model pack; without it, the default model,
/// which is in the wheel. `thresholds` replace thresholds of the model, as in `{"staffing": 0.6}`.
///
/// A process reads a model once: further taggers of the same model, and unpickled ones, share it.
/// A tagger may be used by several threads.
///
/// Raises `ValueError` if the model is damaged or of another version, or a threshold is wrong;
/// `OSError` if the file cannot be read.
#[pyclass(frozen, module = "themelight")]
pub struct Tagger(Arc<Loaded>);

#[pymethods]
impl Tagger {
    #[new]
    #[pyo3(signature = (model = None, *, thresholds = None))]
    fn new(
        py: Python<'_>,
        model: Option<&Bound<'_, PyAny>>,
        thresholds: Option<HashMap<String, f32>>,
    ) -> PyResult<Self> {
        let file = model.map(read).transpose()?;
        let thresholds = BTreeMap::from_iter(thresholds.unwrap_or_default());
        load(py, file, thresholds).map(Self)
    }

    /// Tags texts.
    ///
    /// A list, or another iterable of `str`, gives a list of `Tagging`, and `None` for `None`.
    /// An Arrow array, a Series of pandas or Polars, or a table of one column gives a `TagTable`.
    ///
    /// Other Python threads run meanwhile. `threads` is the number of threads of this call.
    ///
    /// Raises `TypeError` for anything else, `ValueError` for texts that are not valid Unicode.
    #[pyo3(signature = (texts, *, threads = 1))]
    fn tag<'py>(&self, texts: &Bound<'py, PyAny>, threads: i64) -> PyResult<Bound<'py, PyAny>> {
        if !(1..=MAX_THREADS).contains(&threads) {
            return Err(PyValueError::new_err(format!(
                "threads: expected 1 to {MAX_THREADS}, found {threads}"
            )));
        }
        let threads = threads as usize;
        if columns::is_arrow(texts)? {
            let table = columns::tag(&self.0, texts, threads)?;
            return Ok(Bound::new(texts.py(), table)?.into_any());
        }
        Ok(texts::tag(&self.0, texts, threads)?.into_any())
    }

    /// Returns the occurrences of n-grams that count for or against a theme, in the order of the
    /// text.
    ///
    /// `start` and `end` are offsets in code points, as `text[start:end]` takes them; not in
    /// UTF-16 code units, as in JavaScript and in the output of the command. The weights of a
    /// theme and its `bias` add up to the logit of its score.
    ///
    /// Raises `ValueError` for a text of more than 1,048,576 characters.
    fn explain<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        static EVIDENCE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let py = text.py();
        let characters = text.len()?;
        if characters > MAX_EXPLAIN {
            return Err(PyValueError::new_err(format!(
                "explain() expects at most {MAX_EXPLAIN} characters, found {characters}; split the text"
            )));
        }
        let text = texts::to_string(text)?;
        let classifier = &self.0.classifier;
        let evidence = py.detach(|| classifier.explain(&text));
        let offsets = code_points(&text);
        let class = EVIDENCE.import(py, "themelight", "Evidence")?;
        let labels = &classifier.model().labels;
        let tuple = |e: crate::Evidence| {
            let (start, end) = (offsets[e.span.start], offsets[e.span.end]);
            class.call1((&labels[e.label].id, start, end, e.weight))
        };
        evidence.into_iter().map(tuple).collect()
    }

    /// The themes of the model, in the order of all scores.
    #[getter]
    fn themes<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        static THEME: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = THEME.import(py, "themelight", "Theme")?;
        let model = self.0.classifier.model();
        let theme = |(at, label): (usize, &crate::Label)| {
            let names = PyDict::new(py);
            for (language, name) in &label.names {
                names.set_item(language, name)?;
            }
            let (light, dark) = (label.color.to_string(), label.color_dark.to_string());
            class.call1((&label.id, names, light, dark, label.threshold, model.bias(at)))
        };
        model.labels.iter().enumerate().map(theme).collect()
    }

    /// Facts about the model.
    #[getter]
    fn info<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static INFO: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let Loaded { classifier, bytes, language, .. } = &*self.0;
        let features = classifier.model().keys.len();
        let facts = (PIPELINE, features, *bytes, self.checksum(), language);
        INFO.import(py, "themelight", "ModelInfo")?.call1(facts)
    }

    fn __repr__(&self) -> String {
        let labels = &self.0.classifier.model().labels;
        let ids: Vec<&str> = labels.iter().map(|label| label.id.as_str()).collect();
        format!("Tagger(themes: {}; model {})", ids.join(", "), self.checksum())
    }

    /// Pickles the bytes of the model: a worker on another machine has no file at that path.
    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<NewArguments<'py>> {
        let options = PyDict::new(py);
        options.set_item("thresholds", self.0.thresholds.clone())?;
        Ok(((self.0.file.as_ref().map(|file| PyBytes::new(py, file)),), options))
    }

    fn __getstate__(&self) -> String {
        self.checksum()
    }

    /// Checks the default model of this process against that of the process that pickled.
    fn __setstate__(&self, checksum: &str) -> PyResult<()> {
        let found = self.checksum();
        if found == checksum {
            return Ok(());
        }
        Err(PyValueError::new_err(format!(
            "expected the default model {checksum}, with which the tagger was pickled, found {found}; \
             install the same version of themelight in all processes"
        )))
    }
}

impl Tagger {
    fn checksum(&self) -> String {
        format!("{:08x}", self.0.checksum)
    }
}

/// Returns the bytes of a model, or those of the file at a path.
fn read(model: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(bytes) = model.cast::<PyBytes>() {
        return Ok(bytes.as_bytes().to_vec());
    }
    let path: PathBuf = model.extract().map_err(|_| {
        let found = texts::type_name(model);
        PyTypeError::new_err(format!(
            "model: expected the path or the bytes of a model file or pack, found {found}"
        ))
    })?;
    let named = |error: io::Error| {
        let path = path.display();
        io::Error::new(error.kind(), format!("{path}: the model cannot be read: {error}"))
    };
    Ok(fs::read(&path).map_err(named)?)
}

/// Returns the offset in code points of each byte offset that is the start of a character, and of
/// the end of the text.
fn code_points(text: &str) -> Vec<u32> {
    let mut offsets = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, _) in text.char_indices() {
        offsets[at] = count;
        count += 1;
    }
    offsets[text.len()] = count;
    offsets
}
