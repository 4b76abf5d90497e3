//! Themelight tags the paragraphs of a news article by theme. It is a bag-of-n-grams linear
//! classifier, small enough to load like an image.
//!
//! ```
//! use themelight::{Classifier, Scratch, format};
//!
//! # let file = include_bytes!("../models/vi-public-life/vi-public-life.model");
//! let classifier = Classifier::new(format::read(file)?);
//! let tags = classifier.tag("Tỉnh ủy tinh giản biên chế.", &mut Scratch::default());
//! assert_eq!(tags[0].label.id, "staffing");
//! # Ok::<(), themelight::Error>(())
//! ```
//!
//! # Architecture
//!
//! ```text
//! labelled paragraphs ─ train ─► model file
//!                                    │
//! text ─► tokens ─► n-grams ─► sums of weights ─► calibrated probabilities, evidence
//! ```
//!
//! Each module depends only on modules above it in this table.
//!
//! | module | contents |
//! | --- | --- |
//! | `text` | characters, normalisation, tokens, sentence ends, positions |
//! | `ngram` | n-grams and their keys |
//! | `model` | weights, labels, quantisation, the file format |
//! | `classifier` | probabilities, tags, evidence |
//! | `jsonl` | labelled paragraphs in JSON Lines |
//! | `evaluate` | predictions, metrics, reports |
//! | `train` | bags, fitting, selection, cross-validation |
//! | `pack` | model packs: a model with names, colours, licence, scores and self-tests |
//! | `archive` | JSON Lines, CSV, Parquet and HTML pages in and out |
//! | `sheet` | the cells of spreadsheets |
//!
//! `text` to `classifier` access no files, clock, randomness or page. The command `themelight` and
//! the WebAssembly bindings (`src/wasm`) are thin layers over these modules.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | (none) | tagging: the code in the wasm |
//! | `trace` | `Classifier::trace`: every intermediate value, serialisable |
//! | `train` | `jsonl`, `evaluate` and `train`; implies `trace` |
//! | `files` | gzipped bags, HTML reports and `pack`; implies `train` |
//! | `html` | HTML pages in `archive`; implies `files` |
//! | `archive` | the rest of `archive`; implies `html` |
//! | `sheets` | `sheet` |
//! | `cli` | the command `themelight`; implies `archive` and `sheets` |
//! | `python` | the extension module in the Python wheel; implies `files` |

#[cfg(feature = "html")]
pub mod archive;
mod classifier;
mod error;
#[cfg(feature = "train")]
pub mod evaluate;
#[cfg(feature = "train")]
pub mod jsonl;
mod model;
mod ngram;
#[cfg(feature = "train")]
mod order;
#[cfg(feature = "files")]
pub mod pack;
#[cfg(feature = "python")]
mod python;
#[cfg(feature = "sheets")]
pub mod sheet;
mod text;
#[cfg(test)]
#[path = "../tests/common/texts.rs"]
#[allow(dead_code)]
mod texts;
#[cfg(feature = "train")]
pub mod train;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use classifier::{Classifier, Evidence, Scratch, Tag};
#[cfg(feature = "trace")]
pub use classifier::{
    Trace, TraceChange, TraceLabel, TraceNgram, TraceStep, TraceToken, TraceUnit,
};
pub use error::Error;
pub use model::name::is_unsafe;
pub use model::{Calibration, Color, Label, Model, format};
pub use ngram::{Ngram, PIPELINE, Vectorizer};
pub use text::{ByteSpan, Token, TokenKind, Tokens, Utf16Cursor, Utf16Span, normalize, tokenize};
