//! Archives: reads paragraphs from JSON Lines, CSV, Parquet, HTML and plain text, compressed or not,
//! and writes their tags as JSON Lines, CSV or Parquet, or into the pages.
//!
//! ```text
//! inputs ─ Pieces ─► batches of rows ─ Tagger, on several threads ─► encoded batches ─► a file
//! ```
//!
//! [`Stats`] summarises the files that are written.
//!
//! [`Pieces`] reads one input after another. A [`Tagger`] encodes each batch by itself, so that the
//! output depends neither on the number of threads nor on the moment of an interruption.

mod fields;
mod hash;
mod html;
pub mod input;
pub mod output;
mod stats;
mod store;

pub use fields::{Fields, Keep};
pub use hash::integrity;
pub use html::annotate::{Annotated, Annotator, hash};
pub use html::{Article, Paragraph};
pub use input::{Content, Format, Input, Piece, Pieces, inputs};
pub use output::{Encoded, Extras, Options, Tagged, Tagger, To};
pub use stats::{Counts, DateField, Month, Stats};
pub use store::{Run, Store, Target};

/// Rows of a group: the unit of a resumed run, except in Parquet files, which have row groups.
pub const GROUP: u64 = 100_000;
