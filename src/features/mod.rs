//! From text to features: the only way there is, for training, the CLI and the browser alike.
//!
//! A feature is an n-gram of tokens within one sentence, named by a *key*: the top bits of its
//! 64-bit hash. Training sees the same keys as the reader does, so that a collision between two
//! n-grams is part of what is learnt and measured, not a surprise in the field.

mod batch;
mod rolling;

pub use batch::{BATCH, Batch, Keys};

use crate::text::{ByteSpan, Token, Tokens, tokens};
use rolling::Rolling;

/// Names the way from text to keys: tokens, their hashes, how n-grams are hashed. A change to any of
/// them that changes a key must change this number; a model of another pipeline is refused.
pub const PIPELINE: u16 = 1;

/// The longest n-gram there may be.
pub const MAX_N: usize = 4;

/// The widths a key may have, in bits.
pub const KEY_BITS: std::ops::RangeInclusive<u8> = 12..=32;

/// An n-gram of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ngram {
    /// The top bits of its hash.
    pub key: u32,
    /// How many tokens it has.
    pub n: usize,
    /// From its first token to its last.
    pub span: ByteSpan,
}

/// Receives the features of a text, in order.
pub trait Features {
    /// The next n-gram. Those that end at one token come together, the shortest first.
    fn ngram(&mut self, ngram: Ngram);
    /// A sentence of this many tokens is over.
    fn sentence_end(&mut self, tokens: usize);
}

/// Turns texts into n-grams of 1 to `max_n` tokens with keys of `key_bits` bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vectorizer {
    max_n: u8,
    key_bits: u8,
}

impl Vectorizer {
    /// `None` unless `max_n` is 1 to [`MAX_N`] and `key_bits` in [`KEY_BITS`].
    pub fn new(max_n: u8, key_bits: u8) -> Option<Self> {
        ((1..=MAX_N).contains(&max_n.into()) && KEY_BITS.contains(&key_bits)).then_some(Self { max_n, key_bits })
    }

    /// The longest n-gram, in tokens.
    pub fn max_n(self) -> u8 {
        self.max_n
    }

    /// The width of a key, in bits.
    pub fn key_bits(self) -> u8 {
        self.key_bits
    }

    /// Hands the n-grams of `text` to `sink`, in one pass.
    pub fn scan(self, text: &str, sink: &mut impl Features) {
        let mut window = Window { sink, vectorizer: self, rolling: Rolling::default(), starts: [0; MAX_N] };
        tokens(text, &mut window);
    }
}

/// The last tokens of the sentence, newest first.
struct Window<'s, S> {
    sink: &'s mut S,
    vectorizer: Vectorizer,
    rolling: Rolling,
    starts: [usize; MAX_N],
}

impl<S: Features> Tokens for Window<'_, S> {
    fn token(&mut self, token: Token) {
        self.rolling.push(token.hash);
        self.starts.rotate_right(1);
        self.starts[0] = token.span.start;
        let shift = 64 - u32::from(self.vectorizer.key_bits);
        for n in 1..=self.rolling.tokens.min(self.vectorizer.max_n.into()) {
            let span = ByteSpan { start: self.starts[n - 1], end: token.span.end };
            self.sink.ngram(Ngram { key: self.rolling.key(n, shift), n, span });
        }
    }

    fn sentence_end(&mut self) {
        self.sink.sentence_end(self.rolling.tokens);
        self.rolling.tokens = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Listed<'t>(&'t str, Vec<&'t str>, Vec<u32>);

    impl Features for Listed<'_> {
        fn ngram(&mut self, g: Ngram) {
            self.1.push(&self.0[g.span.start..g.span.end]);
            self.2.push(g.key);
        }
        fn sentence_end(&mut self, tokens: usize) {
            self.1.push(["|0", "|1", "|2", "|3", "|4"][tokens]);
        }
    }

    fn list(text: &str, max_n: u8) -> (Vec<&str>, Vec<u32>) {
        let mut listed = Listed(text, Vec::new(), Vec::new());
        Vectorizer::new(max_n, 32).unwrap().scan(text, &mut listed);
        (listed.1, listed.2)
    }

    #[test]
    fn ngrams_stay_within_their_sentence() {
        let (ngrams, _) = list("ba bốn ca. đi em.", 3);
        assert_eq!(ngrams, ["ba", "bốn", "ba bốn", "ca", "bốn ca", "ba bốn ca", "|3", "đi", "em", "đi em", "|2"]);
    }

    #[test]
    fn an_ngram_has_one_key_wherever_it_stands() {
        let (_, alone) = list("cán bộ", 2);
        let (_, within) = list("một Cán, bộ hai", 2);
        assert_eq!(alone[2], within[4]);
        let (_, turned) = list("bộ cán", 2);
        assert_ne!(alone[2], turned[2], "order matters");
    }

    #[test]
    fn sizes_are_checked() {
        assert!(Vectorizer::new(0, 24).is_none() && Vectorizer::new(5, 24).is_none());
        assert!(Vectorizer::new(1, 11).is_none() && Vectorizer::new(1, 33).is_none());
    }
}
