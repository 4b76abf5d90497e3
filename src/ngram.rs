//! N-grams of tokens and their keys: the same for training, the command line and the browser.
//!
//! A feature is an n-gram within one sentence. Its *key* is the top bits of its 64-bit hash.
//! Training and scoring use the same keys, so training and metrics include the effect of
//! collisions.
//!
//! The hash of an n-gram of tokens t1, t2, t3 … is ((t1 · STEP + t2) · STEP + t3) …, so the hash of
//! n tokens follows from that of the first n − 1 by one multiplication and one addition.

use crate::text::{ByteSpan, Token, tokenize};

/// Identifies the conversion of text to keys: tokens and the hashes of tokens and n-grams. Every
/// change of keys must change this number; models of another pipeline are refused.
pub const PIPELINE: u16 = 1;

/// The longest n-gram, in tokens.
pub const MAX_N: usize = 4;

/// Valid widths of a key, in bits.
pub const KEY_BITS: std::ops::RangeInclusive<u8> = 12..=32;

/// Multiplier of the rolling hash: the odd number nearest to 2⁶⁴ divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// An n-gram of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ngram {
    /// The top bits of its hash.
    pub key: u32,
    /// Number of tokens.
    pub n: usize,
    /// From its first token to its last.
    pub span: ByteSpan,
}

/// Splits sentences into n-grams of 1 to `max_n` tokens with keys of `key_bits` bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vectorizer {
    max_n: u8,
    key_bits: u8,
}

/// Hashes of the n-grams that end at the last token of a sentence, the shortest first.
pub(crate) type Rolling = [u64; MAX_N];

impl Vectorizer {
    /// Returns a vectorizer; `None` unless `max_n` is 1 to 4 and `key_bits` 12 to 32.
    pub fn new(max_n: u8, key_bits: u8) -> Option<Self> {
        ((1..=MAX_N).contains(&max_n.into()) && KEY_BITS.contains(&key_bits))
            .then_some(Self { max_n, key_bits })
    }

    /// Returns the length of the longest n-gram, in tokens.
    pub fn max_n(self) -> u8 {
        self.max_n
    }

    /// Returns the width of a key, in bits.
    pub fn key_bits(self) -> u8 {
        self.key_bits
    }

    /// Returns the n-grams of a sentence, ordered by their last token and then by length.
    pub fn ngrams(self, sentence: &[Token]) -> impl Iterator<Item = Ngram> {
        let ending_at = move |last: usize| {
            let lengths = 1..=usize::from(self.max_n).min(last + 1);
            lengths.map(move |n| {
                let tokens = &sentence[last + 1 - n..=last];
                let hash = tokens
                    .iter()
                    .fold(0u64, |hash, t| hash.wrapping_mul(STEP).wrapping_add(t.hash));
                let span = ByteSpan { start: tokens[0].span.start, end: tokens[n - 1].span.end };
                Ngram { key: self.key(hash), n, span }
            })
        };
        (0..sentence.len()).flat_map(ending_at)
    }

    /// Returns the key of an n-gram in normal form, its tokens separated by spaces; `None` if the
    /// text is not one n-gram.
    pub fn key_of(self, ngram: &str) -> Option<u32> {
        let tokens = tokenize(ngram);
        let mut sentences = tokens.sentences();
        let longest = self.ngrams(sentences.next()?).last()?;
        let whole = longest.span.start == 0
            && longest.span.end == ngram.len()
            && longest.n == ngram.split(' ').count();
        (whole && sentences.next().is_none()).then_some(longest.key)
    }

    /// Writes the keys of the n-grams that end at `tokens` to `keys`, in the order of
    /// [`ngrams`](Self::ngrams), and returns their number. `tokens` are hashes; `before` tokens
    /// precede them in the sentence. `keys` must have room for [`MAX_N`] keys a token.
    #[inline(always)]
    pub(crate) fn keys(
        self,
        before: usize,
        tokens: &[u64],
        rolling: &mut Rolling,
        keys: &mut [u32],
    ) -> usize {
        let (mut hashes, mut len) = (*rolling, 0);
        for (i, &token) in tokens.iter().enumerate() {
            let longer = |shorter: u64| shorter.wrapping_mul(STEP).wrapping_add(token);
            hashes = [token, longer(hashes[0]), longer(hashes[1]), longer(hashes[2])];
            let n = usize::from(self.max_n).min(before + i + 1);
            // Writing all four is faster than a loop over n; the next token overwrites the rest.
            let Some(room) = keys.get_mut(len..len + MAX_N) else { break };
            for (key, hash) in room.iter_mut().zip(hashes) {
                *key = self.key(hash);
            }
            len += n;
        }
        *rolling = hashes;
        len
    }

    #[inline(always)]
    fn key(self, hash: u64) -> u32 {
        (hash >> (64 - u32::from(self.key_bits))) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Cache, Hashes, hash_tokens};
    use crate::texts;
    use proptest::prelude::*;

    fn list(text: &str, max_n: u8) -> (Vec<String>, Vec<u32>) {
        let (mut ngrams, mut keys) = (Vec::new(), Vec::new());
        for sentence in tokenize(text).sentences() {
            for ngram in Vectorizer::new(max_n, 32).unwrap().ngrams(sentence) {
                ngrams.push(text[ngram.span.start..ngram.span.end].to_owned());
                keys.push(ngram.key);
            }
            ngrams.push(format!("|{}", sentence.len()));
        }
        (ngrams, keys)
    }

    #[test]
    fn ngrams_stay_within_their_sentence() {
        let (ngrams, _) = list("ba bốn ca. đi em.", 3);
        assert_eq!(
            ngrams,
            ["ba", "bốn", "ba bốn", "ca", "bốn ca", "ba bốn ca", "|3", "đi", "em", "đi em", "|2"]
        );
    }

    #[test]
    fn the_key_of_an_ngram_does_not_depend_on_its_position() {
        let (_, alone) = list("cán bộ", 2);
        let (_, within) = list("một Cán, bộ hai", 2);
        assert_eq!(alone[2], within[4]);
        let (_, turned) = list("bộ cán", 2);
        assert_ne!(alone[2], turned[2], "order matters");
    }

    /// Returns the keys of each sentence, computed from hashes in blocks as in scoring.
    fn keys_for_scoring(vectorizer: Vectorizer, text: &[u8], cache: &mut Cache) -> Vec<Vec<u32>> {
        let mut hashes = Hashes::default();
        hash_tokens(text, cache, &mut hashes);
        let keys_of = |sentence: &[u64]| {
            let (mut keys, mut rolling) = (Vec::new(), Rolling::default());
            for (i, tokens) in sentence.chunks(3).enumerate() {
                let mut block = [0; 3 * MAX_N];
                let len = vectorizer.keys(3 * i, tokens, &mut rolling, &mut block);
                keys.extend(&block[..len]);
            }
            keys
        };
        hashes.sentences().map(keys_of).collect()
    }

    proptest! {
        #![proptest_config(texts::config())]

        #[test]
        fn scoring_uses_the_keys_of_the_ngrams(
            text in prop_oneof![texts::any(), texts::vietnamese(), "[a-z .,:;]{0,80}"],
            max_n in 1u8..=4,
        ) {
            let vectorizer = Vectorizer::new(max_n, 32).unwrap();
            let tokens = tokenize(&text);
            let keys = |sentence| vectorizer.ngrams(sentence).map(|ngram| ngram.key).collect::<Vec<_>>();
            let expected: Vec<_> = tokens.sentences().map(keys).collect();
            let mut cache = Cache::default();
            for _ in ["empty cache", "filled cache"] {
                prop_assert_eq!(&keys_for_scoring(vectorizer, text.as_bytes(), &mut cache), &expected);
            }
        }

        #[test]
        fn bytes_that_are_not_utf8_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let (vectorizer, mut cache) = (Vectorizer::new(3, 24).unwrap(), Cache::default());
            let cold = keys_for_scoring(vectorizer, &bytes, &mut cache);
            prop_assert_eq!(keys_for_scoring(vectorizer, &bytes, &mut cache), cold);
        }
    }

    #[test]
    fn invalid_sizes_are_refused() {
        assert!(Vectorizer::new(0, 24).is_none() && Vectorizer::new(5, 24).is_none());
        assert!(Vectorizer::new(1, 11).is_none() && Vectorizer::new(1, 33).is_none());
    }
}
