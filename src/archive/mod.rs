//! Archives: reads paragraphs from JSON Lines, CSV, Parquet, HTML and plain text, compressed or not,
//! and writes their tags as JSON Lines, CSV or Parquet, or into the pages.
//!
//! Without the feature `archive` there are only the pages: [`Article`] and [`Annotator`].
//!
//! ```text
//! inputs ─ Pieces ─► batches of rows ─ Tagger, on several threads ─► encoded batches ─► a file
//! ```
//!
//! [`Stats`] summarises the files that are written.
//!
//! [`Pieces`] reads one input after another. A [`Tagger`] encodes each batch by itself, so that the
//! output depends neither on the number of threads nor on the moment of an interruption.

#[cfg(feature = "archive")]
mod fields;
mod hash;
mod html;
#[cfg(feature = "archive")]
pub mod input;
#[cfg(feature = "archive")]
pub mod output;
#[cfg(feature = "archive")]
mod stats;
#[cfg(feature = "archive")]
mod store;

pub use hash::integrity;
pub use html::annotate::{Annotated, Annotator, hash};
pub use html::{Article, Paragraph};

#[cfg(feature = "archive")]
pub use {
    fields::{Fields, Keep},
    input::{Content, Format, Input, Piece, Pieces, inputs},
    output::{Encoded, Extras, Options, Tagged, Tagger, To},
    stats::{Counts, DateField, Month, Stats},
    store::{Run, Store, Target},
};

/// Rows of a group: the unit of a resumed run, except in Parquet files, which have row groups.
#[cfg(feature = "archive")]
pub const GROUP: u64 = 100_000;
