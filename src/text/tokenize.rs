//! The tokenizer: one pass from text to tokens, each with a hash, and sentence ends.
//!
//! It builds no normalised string. The letters of a token are packed into one word (nine bits each,
//! see [`letter`](super::letter)), its tone marks into another; at the end of the token both are
//! mixed into its hash. Syllables in the [cache](super::cache) skip these steps.
//!
//! - A **syllable** is a run of letters. Vietnamese writes a space between syllables, so a word of
//!   several syllables is an n-gram; the words of other languages are single tokens.
//! - A **number** is hashed by its shape: `1.250` and `3.500` are one token, `2024` and `2025`
//!   another.
//! - A **code** mixes digits with letters and is hashed unchanged: `18-NQ/TW`, `5G`, `COVID-19`.
//!
//! A sentence ends at `.` `?` `!` `…` before white space or the end of the text, with closing
//! quotes and brackets in between, unless the full stop follows an abbreviation (at most three
//! letters without a vowel, which every Vietnamese syllable has: `TP.`, `TS.`, `PGS.`) or the
//! number of a list item.

mod hash;
mod lexer;

use self::lexer::Lexer;
use super::cache::Cache;
use super::letter::{self, CharClass};
use super::span::ByteSpan;

/// The kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters only.
    Syllable,
    /// Digits, with or without `.` `,` `/` between them.
    Number,
    /// Digits and letters, with or without `-` `/` between them.
    Code,
}

/// A token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// From its first character to its last.
    pub span: ByteSpan,
    /// Equal for texts with the same normal form.
    pub hash: u64,
    /// Letters, digits or both.
    pub kind: TokenKind,
}

/// The tokens of a text, by sentences.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Sentences<Token>);

impl Tokens {
    /// Returns the tokens of each sentence, at least one.
    pub fn sentences(&self) -> impl Iterator<Item = &[Token]> {
        self.0.sentences()
    }

    /// Returns all tokens.
    pub fn all(&self) -> &[Token] {
        &self.0.tokens
    }
}

/// Splits a text into tokens and sentences.
///
/// ```
/// let tokens = themelight::tokenize("Hoà giải. KỈ LUẬT!");
/// assert_eq!(tokens.sentences().map(<[_]>::len).collect::<Vec<_>>(), [2, 2]);
/// assert_eq!(tokens.all()[0].hash, themelight::tokenize("hòa").all()[0].hash);
/// ```
pub fn tokenize(text: &str) -> Tokens {
    let mut tokens = Tokens::default();
    run(text.as_bytes(), Lexer::new(&mut tokens.0), |_, at| at);
    tokens
}

/// Like [`tokenize`], for scoring: writes the hashes of the tokens to `out`, whose memory is
/// reused, and looks up syllables in `cache`. Invalid UTF-8 is safe but its hashes are meaningless:
/// validation would take a quarter of the time in the browser, where `TextEncoder` writes the
/// bytes.
pub(crate) fn hash_tokens(bytes: &[u8], cache: &mut Cache, out: &mut Hashes) {
    out.tokens.clear();
    out.ends.clear();
    run(bytes, Lexer::new(out), |lexer, at| lexer.syllables(bytes, at, cache));
}

/// The hashes of a text's tokens.
pub(crate) type Hashes = Sentences<u64>;

/// Tokens, or their hashes, and the number of tokens at each sentence end.
#[derive(Debug, Clone)]
pub(crate) struct Sentences<T> {
    tokens: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Sentences<T> {
    fn default() -> Self {
        Self { tokens: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Sentences<T> {
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &[T]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.tokens[start..end])
    }
}

impl From<Token> for u64 {
    #[inline(always)]
    fn from(token: Token) -> u64 {
        token.hash
    }
}

/// `cached` consumes the cached syllables at an offset and returns the end of the last one.
#[inline(always)]
fn run<T: From<Token>>(
    bytes: &[u8],
    mut lexer: Lexer<'_, T>,
    mut cached: impl FnMut(&mut Lexer<'_, T>, usize) -> usize,
) {
    let mut at = 0;
    while at < bytes.len() {
        at = cached(&mut lexer, at);
        at = lexer.letters(bytes, at);
        match bytes.get(at) {
            None => break,
            Some(&byte) if byte < 128 => {
                lexer.push(letter::class_of_ascii(byte), at, at + 1);
                at += 1;
            }
            Some(_) => {
                let c = first_char(&bytes[at..]);
                let end = at + c.map_or(1, char::len_utf8);
                match c {
                    Some(c) => letter::classify(c, &mut |class| lexer.push(class, at, end)),
                    None => lexer.push(CharClass::Other, at, end),
                }
                at = end;
            }
        }
    }
    lexer.finish_token();
    lexer.finish_sentence();
}

/// Decodes the first character, which is not ASCII; `None` if it is not UTF-8.
#[inline(never)]
fn first_char(bytes: &[u8]) -> Option<char> {
    let width = match bytes[0] {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    std::str::from_utf8(bytes.get(..width)?).ok()?.chars().next()
}

#[cfg(test)]
mod tests;
