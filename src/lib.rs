//! Themelight tags the paragraphs of a news article by theme: a bag-of-n-grams linear classifier, small
//! enough to load like an image.
//!
//! ```text
//! labelled paragraphs ─ train ─► model file
//!                                    │
//! text ─► tokens ─► n-grams ─► sums of weights ─► calibrated probabilities, evidence
//! ```
//!
//! ```
//! use themelight::classifier::{Classifier, Scratch};
//! use themelight::model::format;
//!
//! # let file = include_bytes!("../models/vi-public-life/vi-public-life.model");
//! let classifier = Classifier::new(format::read(file)?);
//! let mut probabilities = [0.0; 4];
//! classifier.probabilities("Tỉnh ủy tinh giản biên chế, sắp xếp bộ máy.", &mut Scratch::default(), &mut probabilities);
//! assert!(probabilities[0] > classifier.model().labels[0].threshold);
//! # Ok::<(), themelight::Error>(())
//! ```
//!
//! # Entry points
//!
//! - [`model::format::read`] and [`classifier::Classifier`]: tag and explain texts.
//! - `train::train` (feature `train`): labelled paragraphs to a model.
//! - The command `themelight` (feature `cli`) and the wasm bindings (`src/wasm.rs`) are thin layers over these.
//!
//! # Modules
//!
//! Dependencies point one way, down this table's rows; what stands above knows nothing of what stands below.
//!
//! | module | what it knows |
//! | --- | --- |
//! | [`text`] | characters, normalisation, tokens, sentence ends, positions |
//! | [`features`] | n-grams and their keys: the only way from text to numbers |
//! | [`model`] | weights, labels, quantisation, the file format |
//! | [`classifier`] | probabilities and evidence |
//! | `train` | labelled data, bags, fitting, selection, cross-validation, reports |
//!
//! None of `text` to `classifier` touches a file, the clock, randomness or the page.
//!
//! [`speed`] tells why it is fast.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | (none) | text to tags: what a reader downloads |
//! | `train` | `train`, on linfa and ndarray |
//! | `cli` | the command `themelight`, with `train` |

#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod classifier;
pub mod error;
#[cfg(feature = "train")]
pub mod evaluate;
pub mod features;
#[cfg(feature = "train")]
pub mod jsonl;
pub mod model;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
#[cfg(target_arch = "wasm32")]
#[allow(missing_docs)]
mod wasm;

#[doc = include_str!("speed.md")]
pub mod speed {}

pub use error::Error;
