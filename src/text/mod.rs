//! From characters to tokens with positions.
//!
//! - [`span`]: where something stands, the unit in the type's name ([`ByteSpan`], [`Utf16Span`]).
//! - [`mod@normalize`]: the named steps that make two spellings of one text equal.
//! - [`fold`]: the same steps for one character, fused into a table look-up.
//! - [`tokenize`]: one pass from text to hashed syllables, numbers and codes, and sentence ends.
//! - [`memo`]: the syllables met last, so that they need not be folded again.
//!
//! The tokenizer never builds a normalised string. That it sees the same tokens before and after
//! each step of `normalize::LOSSLESS` and `LOSSY` is what `tests/text.rs` proves for any text.

pub mod fold;
pub mod memo;
pub mod normalize;
pub mod span;
mod tables;
pub mod tokenize;

pub use memo::Memo;
pub use normalize::normalize;
pub use span::{ByteSpan, Utf16Cursor, Utf16Span};
pub use tokenize::{Token, TokenKind, Tokens, tokens, tokens_with};
