//! Keys many at a time, without positions: what scoring reads.
//!
//! Token by token the tokenizer and what follows it would take turns at the registers; a batch of tokens later, the
//! n-grams of all of them are a loop of a few instructions.

use super::rolling::Rolling;
use super::{MAX_N, Vectorizer};
use crate::text::{Memo, Token, Tokens, tokens_with};

/// Tokens of a batch.
const TOKENS: usize = 32;

/// The most keys of a batch.
pub const BATCH: usize = TOKENS * MAX_N;

/// Receives the keys of a text's n-grams.
pub trait Keys {
    /// The next keys of the sentence, at most [`BATCH`].
    fn keys(&mut self, batch: Batch<'_>);
    /// Something to be told again wherever the n-gram of one token with this key occurs.
    fn note(&self, _key: u32) -> u32 {
        0
    }
    /// A sentence of this many tokens is over.
    fn sentence_end(&mut self, tokens: usize);
}

/// The keys that end at some tokens.
pub struct Batch<'b> {
    vectorizer: Vectorizer,
    rolling: &'b mut Rolling,
    hashes: &'b [u64],
    notes: &'b [u32],
}

impl Batch<'_> {
    /// What was [noted](Keys::note) of the keys of single tokens.
    pub fn notes(&self) -> &[u32] {
        self.notes
    }

    /// Calls `f` with each key of several tokens, in the order of the text, the shortest of those that end at one token first.
    #[inline(always)]
    pub fn each(self, mut f: impl FnMut(u32)) {
        let (shift, max_n) = (64 - u32::from(self.vectorizer.key_bits), usize::from(self.vectorizer.max_n));
        let mut rolling = *self.rolling; // in registers
        let mut hashes = self.hashes;
        while rolling.tokens + 1 < max_n {
            // At the start of a sentence there are no long ones yet.
            let Some((&hash, rest)) = hashes.split_first() else { break };
            hashes = rest;
            rolling.push(hash);
            (2..=rolling.tokens).for_each(|n| f(rolling.key(n, shift)));
        }
        for &hash in hashes {
            rolling.push(hash);
            if max_n >= 2 {
                f(rolling.key(2, shift));
            }
            if max_n >= 3 {
                f(rolling.key(3, shift));
            }
            if max_n >= 4 {
                f(rolling.key(4, shift));
            }
        }
        *self.rolling = rolling;
    }
}

impl Vectorizer {
    /// Hands the keys of a text in UTF-8 to `sink`: those that [`scan`](Self::scan) does, in the same order. Allocates nothing
    /// once `memo` has been used.
    pub fn keys(self, text: &[u8], memo: &mut Memo, sink: &mut impl Keys) {
        let (rolling, hashes, notes) = (Rolling::default(), [0; TOKENS], [0; TOKENS]);
        tokens_with(text, memo, &mut Batches { vectorizer: self, sink, rolling, hashes, notes, len: 0 });
    }
}

/// Collects the tokens of a batch.
struct Batches<'s, S> {
    vectorizer: Vectorizer,
    sink: &'s mut S,
    rolling: Rolling,
    hashes: [u64; TOKENS],
    notes: [u32; TOKENS],
    len: usize,
}

impl<S: Keys> Batches<'_, S> {
    #[inline(never)]
    fn hand_over(&mut self) {
        let (hashes, notes) = (&self.hashes[..self.len], &self.notes[..self.len]);
        self.sink.keys(Batch { vectorizer: self.vectorizer, rolling: &mut self.rolling, hashes, notes });
        self.len = 0;
    }
}

impl<S: Keys> Tokens for Batches<'_, S> {
    #[inline(always)]
    fn token(&mut self, token: Token) {
        self.hashes[self.len % TOKENS] = token.hash;
        self.notes[self.len % TOKENS] = token.note;
        self.len += 1;
        if self.len == TOKENS {
            self.hand_over();
        }
    }

    fn note(&self, hash: u64) -> u32 {
        self.sink.note((hash >> (64 - u32::from(self.vectorizer.key_bits))) as u32)
    }

    fn sentence_end(&mut self) {
        self.hand_over();
        self.sink.sentence_end(self.rolling.tokens);
        self.rolling.tokens = 0;
    }
}
