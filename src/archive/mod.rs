//! Archives: reads paragraphs from JSON Lines, CSV, Parquet and plain text, compressed or not, and
//! writes their tags as JSON Lines, CSV or Parquet.
//!
//! ```text
//! inputs ─ Pieces ─► batches of rows ─ Tagger, on several threads ─► encoded batches ─► a file
//! ```
//!
//! [`Pieces`] reads one input after another. A [`Tagger`] encodes each batch by itself, so that the
//! output depends neither on the number of threads nor on the moment of an interruption.

mod fields;
mod hash;
pub mod input;
pub mod output;
mod store;

pub use fields::{Fields, Keep};
pub use hash::integrity;
pub use input::{Content, Format, Input, Piece, Pieces, inputs};
pub use output::{Encoded, Extras, Options, Tagged, Tagger, To};
pub use store::{Run, Store, Target};

/// Rows of a group: the unit of a resumed run, except in Parquet files, which have row groups.
pub const GROUP: u64 = 100_000;
