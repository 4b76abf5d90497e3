//! Bindings of the training wasm. Values cross as JSON; `www/studio/training.ts` has their types.
//!
//! As in `inference`, no export returns a JavaScript value.

use std::collections::BTreeMap;

use js_sys::{Error as JsError, Function};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::evaluate::Progress;
use crate::jsonl::Example;
use crate::model::{Color, Model};
use crate::train::import::{self, Hints, Known, Mapping, Source};
use crate::train::{self, Bags, Colors, Input, PARAMS, Params, Theme, Trained};
use crate::{Classifier, Error, Scratch, format};

/// A quarter of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Returns a JavaScript `Error` whose message is the code, a line break and the message.
fn js_error(error: &Error) -> JsValue {
    JsError::new(&format!("{}\n{error}", error.code())).into()
}

fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, JsValue> {
    serde_json::from_str(json).map_err(|error| JsError::new(&format!("request\n{error}")).into())
}

/// Serialises a value; all are strings, finite numbers and lists.
fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Reads a string, or an array of rows of cells.
fn source(json: &str) -> Result<Source, JsValue> {
    Ok(if json.starts_with('[') {
        Source::Cells(from_json(json)?)
    } else {
        Source::Text(from_json(json)?)
    })
}

/// Recognises format and columns: `Source` and `Hints` to `TableGuess`.
///
/// # Errors
/// Fails if a value does not have the expected type; so do all functions of this module.
#[wasm_bindgen(js_name = readTable)]
pub fn read_table(source: &str, hints: &str) -> Result<String, JsValue> {
    let hints: Hints = from_json(hints)?;
    Ok(to_json(&import::read_table(&self::source(source)?, &hints)))
}

fn known(ids: &str) -> Result<Vec<Known>, JsValue> {
    let known = |id| Known { id, names: Vec::new() };
    Ok(from_json::<Vec<String>>(ids)?.into_iter().map(known).collect())
}

/// Makes examples of rows: `Source`, `Mapping` and ids of themes to `Imported`.
#[wasm_bindgen(js_name = importRows)]
pub fn import_rows(source: &str, mapping: &str, themes: &str) -> Result<String, JsValue> {
    let (source, mapping): (Source, Mapping) = (self::source(source)?, from_json(mapping)?);
    Ok(to_json(&import::import(&source, &mapping, &known(themes)?)))
}

/// Returns rows as CSV, with reasons: `Source`, `Mapping` and pairs of row and reason.
#[wasm_bindgen(js_name = rejectedRows)]
pub fn rejected_rows(source: &str, mapping: &str, reasons: &str) -> Result<String, JsValue> {
    let (source, mapping): (Source, Mapping) = (self::source(source)?, from_json(mapping)?);
    let reasons: Vec<(usize, String)> = from_json(reasons)?;
    Ok(import::rejected_csv(&source, &mapping, &reasons))
}

/// Returns definitions of themes: from pairs of id and name.
#[wasm_bindgen(js_name = plainThemes)]
pub fn plain_themes(themes: &str) -> Result<String, JsValue> {
    let themes: Vec<(String, String)> = from_json(themes)?;
    let ids: Vec<String> = themes.iter().map(|(id, _)| id.clone()).collect();
    Ok(to_json(&train::named_themes(&ids, &themes.into_iter().collect())))
}

/// Checks examples: returns problems and themes.
#[wasm_bindgen]
pub fn check(examples: &str) -> Result<String, JsValue> {
    let examples: Vec<Example> = from_json(examples)?;
    let rows: Vec<usize> = (1..=examples.len()).collect();
    Ok(to_json(&import::check(&examples, &rows, &|_| None)))
}

/// Writes examples as CSV or JSON Lines.
#[wasm_bindgen(js_name = exportRows)]
pub fn export_rows(examples: &str, csv: bool) -> Result<String, JsValue> {
    let examples: Vec<Example> = from_json(examples)?;
    Ok(if csv { import::to_csv(&examples) } else { import::to_jsonl(&examples) })
}

/// Options of a training.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    themes: Vec<Definition>,
    names: BTreeMap<String, String>,
    language: String,
    background: Option<String>,
    unlabelled: Vec<String>,
    split: bool,
    params: BTreeMap<String, f64>,
}

/// Names, colours and optional threshold of a theme.
#[derive(Deserialize)]
struct Definition {
    id: String,
    name: BTreeMap<String, String>,
    color: Colors,
    threshold: Option<f32>,
}

impl Options {
    fn params(&self) -> Result<Params, Error> {
        let mut params = Params::default();
        for (name, &value) in self.params.iter().filter(|(name, _)| *name != "max_n") {
            let param = PARAMS.iter().find(|param| param.name == name);
            let unknown = || Error::training(format!("expected a hyper-parameter, found `{name}`"));
            params.set(param.ok_or_else(unknown)?, value)?;
        }
        Ok(params)
    }

    fn train(self, examples: &[Example], progress: &Function) -> Result<Trained, Error> {
        let mut show = |p: Progress<'_>| {
            // An exception of the callback must not stop the training.
            let _ = progress.call2(
                &JsValue::NULL,
                &JsValue::from_f64(fraction(p)),
                &JsValue::from_str(stage(p.stage)),
            );
        };
        show(Progress { stage: "reading", done: 0, total: 1 });
        let params = self.params()?;
        let read = |text: &String| Bags::read("background", text.as_bytes());
        let input = Input {
            max_n: self.params.get("max_n").map(|&n| n as u8),
            background: self.background.as_ref().map(read).transpose()?,
            unlabelled: self.unlabelled,
        };
        let mut bags = input.bags(examples)?;
        bags.language = self.language;
        let theme = |d: Definition| Theme { id: d.id, name: d.name, color: d.color };
        let themes = if self.themes.is_empty() {
            train::named_themes(&bags.labels(), &self.names)
        } else {
            self.themes.into_iter().map(theme).collect()
        };
        train::train(bags, themes, params, &mut show)
    }
}

/// Returns the finished part of a training, 0 to 1.
fn fraction(p: Progress<'_>) -> f64 {
    let (start, end) = match p.stage {
        "reading" => (0.0, 0.1),
        "selecting n-grams" => (0.1, 0.25),
        "fitting to the size" => (0.25, 0.4),
        _ => (0.4, 1.0),
    };
    start + (end - start) * p.done as f64 / p.total.max(1) as f64
}

fn stage(stage: &str) -> &'static str {
    match stage {
        "reading" => "reading",
        "selecting n-grams" => "selecting",
        "fitting to the size" => "fitting",
        "cross-validating" => "validating",
        _ => "measuring",
    }
}

/// A trained model.
#[wasm_bindgen]
pub struct WasmTrained {
    trained: Trained,
    /// The examples, after splitting.
    examples: Vec<Example>,
    /// Number of examples before splitting; `None` if they were not split.
    unsplit: Option<usize>,
}

#[wasm_bindgen]
impl WasmTrained {
    /// Trains on examples with options.
    ///
    /// # Errors
    /// Fails if the data cannot be trained on.
    #[wasm_bindgen(constructor)]
    pub fn new(examples: &str, options: &str, progress: &Function) -> Result<WasmTrained, JsValue> {
        let mut examples: Vec<Example> = from_json(examples)?;
        let options: Options = from_json(options)?;
        let unsplit = options.split.then_some(examples.len());
        if options.split {
            examples = train::split_examples(&examples);
        }
        let trained = options.train(&examples, progress).map_err(|error| js_error(&error))?;
        Ok(WasmTrained { trained, examples, unsplit })
    }

    /// Returns the model file.
    pub fn model(&self) -> Vec<u8> {
        self.trained.file.clone()
    }

    /// Returns the results as `Summary`; without those of single examples if they were split.
    pub fn report(&self) -> String {
        let mut summary = self.trained.summary(&self.examples);
        if let Some(examples) = self.unsplit {
            summary.predictions = vec![None; examples];
            summary.label_errors.clear();
        }
        to_json(&summary)
    }

    /// Trains on parts of the examples and returns the points of the learning curve.
    ///
    /// # Errors
    /// Fails if a training fails.
    #[wasm_bindgen(js_name = learningCurve)]
    pub fn learning_curve(&self, progress: &Function) -> Result<String, JsValue> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Point {
            paragraphs: usize,
            #[serde(rename = "macroF1")]
            macro_f1: f64,
            f1: Vec<f64>,
        }
        let mut show = |p: Progress<'_>| {
            let fraction = JsValue::from_f64(p.done as f64 / p.total.max(1) as f64);
            let _ = progress.call2(&JsValue::NULL, &fraction, &JsValue::from_str("measuring"));
        };
        let points = self.trained.learning_curve(&[25, 50], &mut show);
        let points = points.map_err(|error| js_error(&error))?.into_iter();
        let point = |p: crate::evaluate::Point| Point {
            paragraphs: p.paragraphs,
            macro_f1: p.macro_f1,
            f1: p.f1,
        };
        Ok(to_json(&points.map(point).collect::<Vec<_>>()))
    }
}

fn read_model(bytes: &[u8]) -> Result<Model, JsValue> {
    format::read(bytes).map_err(|error| js_error(&error))
}

/// Returns the probabilities of all texts and the thresholds of the themes.
///
/// # Errors
/// Fails if the model is invalid.
#[wasm_bindgen]
pub fn scores(model: &[u8], texts: &str) -> Result<String, JsValue> {
    let classifier = Classifier::new(read_model(model)?);
    let (mut scratch, labels) = (Scratch::default(), classifier.model().labels.len());
    let score = |text: &String| {
        let mut scores = vec![0.0; labels];
        classifier.probabilities(text, &mut scratch, &mut scores);
        scores
    };
    let scores: Vec<Vec<f32>> = from_json::<Vec<String>>(texts)?.iter().map(score).collect();
    let themes: Vec<(&str, f32)> =
        classifier.model().labels.iter().map(|l| (&*l.id, l.threshold)).collect();
    Ok(to_json(&(scores, themes)))
}

/// Returns the model with other names, colours and thresholds.
///
/// # Errors
/// Fails if the model is invalid or lacks a theme.
#[wasm_bindgen]
pub fn rename(model: &[u8], themes: &str) -> Result<Vec<u8>, JsValue> {
    let mut model = read_model(model)?;
    for theme in from_json::<Vec<Definition>>(themes)? {
        let invalid = |what: &str| {
            js_error(&Error::training(format!("theme `{}`: expected {what}", theme.id)))
        };
        let color = |text: &str| Color::parse(text).ok_or_else(|| invalid("a colour like #1f5fbf"));
        let label = model.labels.iter_mut().find(|label| label.id == theme.id);
        let label = label.ok_or_else(|| invalid("a theme of the model"))?;
        label.color = color(&theme.color.light)?;
        label.color_dark = color(&theme.color.dark)?;
        label.threshold = theme.threshold.unwrap_or(label.threshold);
        // The first language stays first.
        let first = label.names.first().map(|(language, _)| language.clone()).unwrap_or_default();
        label.names = theme.name.into_iter().collect();
        if let Some(i) = label.names.iter().position(|(language, _)| *language == first) {
            label.names[..=i].rotate_right(1);
        }
    }
    format::write(&model).map_err(|error| js_error(&error))
}
