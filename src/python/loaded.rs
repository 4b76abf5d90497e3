//! The models of the process. Each is read once, however often a tagger is made or unpickled.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use pyo3::exceptions::PyValueError;
use pyo3::{PyErr, PyResult, Python};
use sha2::{Digest, Sha256};

use crate::pack::{self, Pack};
use crate::{Classifier, Error, Scratch, format};

/// The default model; in the wheel, so that it needs no other files.
const DEFAULT: &[u8] = include_bytes!("../../models/vi-public-life/vi-public-life.model");

/// Number of models that a process keeps; the least recently used one is dropped.
const KEPT: usize = 8;

/// Number of texts that a thread takes at a time.
const SHARE: usize = 128;

/// A model that is ready to tag.
pub struct Loaded {
    pub classifier: Classifier,
    /// The model file or pack; `None` for the default model.
    pub file: Option<Vec<u8>>,
    /// Thresholds that replace those of the model.
    pub thresholds: BTreeMap<String, f32>,
    /// CRC-32 of the model file.
    pub checksum: u32,
    /// Length of the model file in bytes.
    pub bytes: usize,
    /// Language tag of the texts that the model reads.
    pub language: String,
    /// Working memory that no call uses.
    scratches: Mutex<Vec<Scratch>>,
}

/// What makes two models equal: the SHA-256 of the file, and the bits of the thresholds.
#[derive(PartialEq)]
struct Key(Option<[u8; 32]>, Vec<(String, u32)>);

/// The most recently used model is the last.
static MODELS: Mutex<Vec<(Key, Arc<Loaded>)>> = Mutex::new(Vec::new());

/// Returns a model of the process, or reads it.
///
/// # Errors
/// `ValueError` if the model, the pack or a threshold is invalid.
pub fn load(
    _attached: Python<'_>,
    file: Option<Vec<u8>>,
    thresholds: BTreeMap<String, f32>,
) -> PyResult<Arc<Loaded>> {
    let hash = file.as_ref().map(|file| Sha256::digest(file).into());
    let bits = thresholds.iter().map(|(theme, score)| (theme.clone(), score.to_bits()));
    let key = Key(hash, bits.collect());
    let mut models = MODELS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = models.iter().position(|(other, _)| *other == key);
    let entry = match known {
        Some(at) => models.remove(at),
        None => (key, Arc::new(Loaded::new(file, thresholds)?)),
    };
    let loaded = entry.1.clone();
    models.push(entry);
    let surplus = models.len().saturating_sub(KEPT);
    models.drain(..surplus);
    Ok(loaded)
}

impl Loaded {
    fn new(file: Option<Vec<u8>>, thresholds: BTreeMap<String, f32>) -> PyResult<Self> {
        let bytes = file.as_deref().unwrap_or(DEFAULT);
        let (mut model, bytes, language) = if pack::is_pack(bytes) {
            let Pack { header, model, file } = pack::read(bytes).map_err(value_error)?;
            (model, file, Some(header.language))
        } else {
            (format::read(bytes).map_err(value_error)?, bytes, None)
        };
        // A model file has the names in the language of its texts first.
        let first_name = || model.labels.first().and_then(|label| label.names.first());
        let language =
            language.or_else(|| Some(first_name()?.0.clone())).unwrap_or_else(|| "und".to_owned());
        let (checksum, bytes) = (format::checksum(bytes).unwrap_or_default(), bytes.len());
        for (theme, &score) in &thresholds {
            let known: Vec<&str> = model.labels.iter().map(|l| l.id.as_str()).collect();
            let known = known.join(", ");
            let Some(label) = model.labels.iter_mut().find(|label| label.id == *theme) else {
                return Err(PyValueError::new_err(format!(
                    "thresholds: expected themes of the model ({known}), found {theme:?}"
                )));
            };
            if !(score > 0.0 && score < 1.0) {
                return Err(PyValueError::new_err(format!(
                    "thresholds: expected a score above 0 and below 1 for {theme:?}, found {score}"
                )));
            }
            label.threshold = score;
        }
        Ok(Self {
            classifier: Classifier::new(model),
            file,
            thresholds,
            checksum,
            bytes,
            language,
            scratches: Mutex::default(),
        })
    }

    /// Returns the probabilities of texts, one per theme and text. Those of `None` are 0. Works
    /// detached from the interpreter.
    pub fn scores<T: AsRef<[u8]> + Sync>(
        &self,
        py: Python<'_>,
        texts: &[Option<T>],
        threads: usize,
    ) -> Vec<f32> {
        let threads = threads.min(texts.len().div_ceil(SHARE)).max(1);
        let mut scratches = self.take_scratches(py, threads);
        let width = self.classifier.model().labels.len();
        let mut scores = vec![0.0; texts.len() * width];
        let shares = texts.chunks(SHARE).zip(scores.chunks_mut(SHARE * width));
        py.detach(|| {
            let shares = Mutex::new(shares);
            let next = || shares.lock().unwrap_or_else(PoisonError::into_inner).next();
            let work = |scratch: &mut Scratch| {
                while let Some((texts, scores)) = next() {
                    self.score(texts, scores, scratch);
                }
            };
            thread::scope(|scope| {
                let (first, others) = scratches.split_first_mut().expect("one per thread");
                let work = &work;
                others.iter_mut().for_each(|scratch| {
                    scope.spawn(move || work(scratch));
                });
                work(first);
            });
        });
        self.scratches.lock().unwrap_or_else(PoisonError::into_inner).append(&mut scratches);
        scores
    }

    fn score<T: AsRef<[u8]>>(&self, texts: &[Option<T>], out: &mut [f32], scratch: &mut Scratch) {
        let width = self.classifier.model().labels.len();
        for (text, out) in texts.iter().zip(out.chunks_mut(width)) {
            if let Some(text) = text {
                self.classifier.probabilities_of_utf8(text.as_ref(), scratch, out);
            }
        }
    }

    fn take_scratches(&self, _attached: Python<'_>, count: usize) -> Vec<Scratch> {
        let mut idle = self.scratches.lock().unwrap_or_else(PoisonError::into_inner);
        let at = idle.len().saturating_sub(count);
        let mut taken = idle.split_off(at);
        taken.resize_with(count, Scratch::default);
        taken
    }
}

fn value_error(error: Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
