//! Hashes of n-grams that roll along with the tokens.

use super::{KEY_BITS, MAX_N};

/// Multiplies before the next token is added: odd, with bits all over (the golden ratio's).
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The n-grams that end at the newest token of a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rolling {
    /// `hashes[i]` is the hash of the n-gram of i + 1 tokens.
    hashes: [u64; MAX_N],
    /// Tokens of the sentence so far.
    pub(super) tokens: usize,
}

impl Rolling {
    /// The hash of an n-gram is (((t1 · STEP) + t2) · STEP) + …: the longer ones follow from the ones a token ago.
    #[inline(always)]
    pub(super) fn push(&mut self, token: u64) {
        let [one, two, three, _] = self.hashes;
        let longer = |shorter: u64| shorter.wrapping_mul(STEP).wrapping_add(token);
        self.hashes = [token, longer(one), longer(two), longer(three)];
        self.tokens += 1;
    }

    #[inline(always)]
    pub(super) fn key(&self, n: usize, shift: u32) -> u32 {
        debug_assert!(shift >= 64 - u32::from(*KEY_BITS.end()));
        (self.hashes[n - 1] >> shift) as u32
    }
}
