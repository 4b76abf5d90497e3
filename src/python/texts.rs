//! Tags lists of strings.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyIterator, PyList, PyString, PyType};

use super::loaded::Loaded;

/// Texts are copied and scored in steps of about this many bytes, between which Python handles
/// signals, and at most [`TEXTS`] texts.
const BYTES: usize = 4 << 20;
const TEXTS: usize = 1 << 13;

type Text = Option<PyBackedBytes>;

/// Returns a `Tagging` for each text, `None` for `None`.
///
/// # Errors
/// `TypeError` for an object that is not iterable or has other items, `ValueError` for a string
/// that is not valid Unicode; the exceptions of the iterator.
pub fn tag<'py>(
    loaded: &Loaded,
    texts: &Bound<'py, PyAny>,
    threads: usize,
) -> PyResult<Bound<'py, PyList>> {
    let py = texts.py();
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(
            "tag() expects a list of texts or an Arrow array, found one str; write tag([text])",
        ));
    }
    let mut texts = texts.try_iter().map_err(|_| {
        let found = type_name(texts);
        PyTypeError::new_err(format!(
            "tag() expects a list of texts or an Arrow array, found {found}"
        ))
    })?;
    let taggings = Taggings::new(py, loaded)?;
    let results = PyList::empty(py);
    loop {
        let step = next_step(&mut texts, results.len())?;
        if step.is_empty() {
            return Ok(results);
        }
        let scores = loaded.scores(py, &step, threads);
        for (text, scores) in step.iter().zip(scores.chunks(taggings.ids.len())) {
            match text {
                Some(_) => results.append(taggings.tagging(scores)?)?,
                None => results.append(py.None())?,
            }
        }
        py.check_signals()?;
    }
}

/// Returns copies of the next texts in UTF-8. A copy is short-lived; the UTF-8 that Python itself
/// keeps with a string would stay as long as the string.
fn next_step(texts: &mut Bound<'_, PyIterator>, mut index: usize) -> PyResult<Vec<Text>> {
    let (mut step, mut bytes) = (Vec::new(), 0);
    while step.len() < TEXTS && bytes < BYTES {
        let Some(text) = texts.next() else { break };
        let text = utf8(&text?, index)?;
        bytes += text.as_ref().map_or(0, |text| text.len());
        step.push(text);
        index += 1;
    }
    Ok(step)
}

fn utf8(text: &Bound<'_, PyAny>, index: usize) -> PyResult<Text> {
    if text.is_none() {
        return Ok(None);
    }
    let Ok(text) = text.cast::<PyString>() else {
        let found = type_name(text);
        return Err(PyTypeError::new_err(format!(
            "text {index}: expected str or None, found {found}"
        )));
    };
    let utf8 = text.encode_utf8().map_err(|_| not_unicode(&format!("text {index}")))?;
    Ok(Some(utf8.into()))
}

/// Returns a string of Python.
///
/// # Errors
/// `ValueError` if it is not valid Unicode.
pub fn to_string(text: &Bound<'_, PyString>) -> PyResult<String> {
    let text = text.to_str().map_err(|_| not_unicode("text"))?;
    Ok(text.to_owned())
}

fn not_unicode(text: &str) -> PyErr {
    PyValueError::new_err(format!(
        "{text}: expected valid Unicode, found half of a surrogate pair; \
         repair it with text.encode(\"utf-8\", \"replace\").decode()"
    ))
}

pub fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "an object".to_owned(), |name| name.to_string())
}

/// What a `Tagging` is made of, looked up once per call.
struct Taggings<'l, 'py> {
    loaded: &'l Loaded,
    tagging: &'l Bound<'py, PyType>,
    theme_score: &'l Bound<'py, PyType>,
    /// Ids of the themes in the order of the scores.
    ids: Vec<Bound<'py, PyString>>,
}

impl<'l, 'py> Taggings<'l, 'py> {
    fn new(py: Python<'py>, loaded: &'l Loaded) -> PyResult<Self> {
        static TAGGING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        static THEME_SCORE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let labels = loaded.classifier.model().labels.iter();
        Ok(Self {
            loaded,
            tagging: TAGGING.import(py, "themelight", "Tagging")?,
            theme_score: THEME_SCORE.import(py, "themelight", "ThemeScore")?,
            ids: labels.map(|label| PyString::new(py, &label.id)).collect(),
        })
    }

    fn tagging(&self, scores: &[f32]) -> PyResult<Bound<'py, PyAny>> {
        let py = self.tagging.py();
        let themes = PyList::empty(py);
        for tag in self.loaded.classifier.tags_of(scores) {
            themes.append(self.theme_score.call1((&tag.label.id, tag.score))?)?;
        }
        let all = PyDict::new(py);
        for (id, score) in self.ids.iter().zip(scores) {
            all.set_item(id, score)?;
        }
        self.tagging.call1((themes, all))
    }
}
