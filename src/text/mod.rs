//! From characters to tokens and sentence ends.
//!
//! - [`tokenize`](mod@tokenize): the state machine from text to tokens.
//! - [`letter`]: one character to its class and letter bits.
//! - [`cache`]: a syllable's bytes to its hash.
//! - [`mod@normalize`]: the readable specification of normalisation, step by step.
//! - [`unicode`]: NFC and NFD.
//! - [`span`]: positions; the unit is part of the type's name ([`ByteSpan`], [`Utf16Span`]).
//!
//! The tokenizer never builds a normalised string. `tests/text.rs` checks that it finds the same
//! tokens before and after each step of `normalize`, for any text.

mod cache;
#[cfg(feature = "train")]
mod fold;
pub(crate) mod letter;
pub mod normalize;
mod span;
#[cfg(feature = "train")]
mod split;
mod tables;
mod tokenize;
mod unicode;

pub(crate) use cache::Cache;
#[cfg(feature = "train")]
pub(crate) use fold::{base_letters, fold, slug};
pub use normalize::normalize;
pub use span::{ByteSpan, Utf16Cursor, Utf16Span};
#[cfg(feature = "train")]
pub(crate) use split::long_text;
#[cfg(feature = "train")]
pub use split::split_text;
pub(crate) use tokenize::{Hashes, hash_tokens};
pub use tokenize::{Token, TokenKind, Tokens, tokenize};
