//! From keys to indices and weights.
//!
//! Keys are hashes, so their top bits spread them evenly over a bitmap of 16 to 32 bits a key (128
//! KB for the default model, which the second-level cache holds). Most n-grams of a text are not
//! selected, and nearly all of these find their bit unset. For the others, the number of bits set
//! before theirs is the index: a count kept with each word of the bitmap, plus the bits within the
//! word. (Counting bits is one instruction in WebAssembly, and on x86-64 since 2009:
//! `.cargo/config.toml` asks for it.)
//!
//! Where two keys share a bit, the second takes the next one, as in linear probing. So a key is at
//! its bit's index or the one after, and comparing both needs no branch. A key that is further away
//! is found by binary search, at most 22 steps: a hostile model can make every look-up take that
//! path, and no longer one.

use crate::model::Model;

/// A word of the bitmap: 32 bits, and above them the number of bits set in the words before it.
type BitmapWord = u64;

/// Set in the word of a bit whose key is two indices away or more.
const DISPLACED: BitmapWord = 1 << 63;

/// The weights of four labels in one number, or sums of them: Σ w(l) · 2^(16 l). Sums of up to 256
/// are exact.
pub(super) type PackedWeights = i64;

#[derive(Debug, Clone)]
pub(super) struct Lookup {
    /// A bit for each key: that of its top bits, or the next free one.
    words: Vec<BitmapWord>,
    /// Distance from a key to its bit.
    shift: u32,
    /// In ascending order, with padding.
    keys: Vec<u32>,
    /// The weights of all keys for the first four labels, then of all keys for the next four …
    weights: Vec<PackedWeights>,
}

/// Keys after the last one: an index is at most one too large, and the one after it is read too.
const PADDING: usize = 2;

impl Lookup {
    pub(super) fn new(model: &Model) -> Self {
        let (count, key_bits) = (model.keys.len(), u32::from(model.vectorizer.key_bits()));
        let bits = (count.next_power_of_two().trailing_zeros() + 4).clamp(5, key_bits);
        let shift = key_bits - bits;
        let mut words = vec![0; (1 << (bits - 5)) + 1];
        let mut next = 0; // the first bit after that of the key before, at most 2²⁷
        for &key in &model.keys {
            let home = key >> shift;
            let bit = next.max(home);
            next = bit + 1;
            let (at, mask) = split(bit, 0);
            match words.get_mut(at) {
                Some(word) => *word |= mask,
                None => words.push(mask), // displaced past the end
            }
            if bit > home + 1 {
                words[split(home, 0).0] |= DISPLACED;
            }
        }
        let mut before = 0; // at most 2²² keys
        for word in &mut words {
            let here = (*word as u32).count_ones();
            *word |= before << 32;
            before += u64::from(here);
        }
        let none = if model.labels.len().is_multiple_of(4) { vec![] } else { vec![0; count] };
        let of =
            |label: usize| model.weights.get(label * count..(label + 1) * count).unwrap_or(&none);
        let mut weights = Vec::with_capacity(count * model.labels.len().div_ceil(4));
        for label in (0..model.labels.len()).step_by(4) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|i| of(label + i));
            let packed = |i: usize| {
                [d[i], c[i], b[i], a[i]]
                    .iter()
                    .fold(0, |sum, &w| (sum << 16) + PackedWeights::from(w))
            };
            weights.extend((0..count).map(packed));
        }
        // Pads with the first key; any other value could match past the end.
        let padding = model.keys.first().copied().unwrap_or_default();
        let mut keys = Vec::with_capacity(count + PADDING);
        keys.extend_from_slice(&model.keys);
        keys.resize(count + PADDING, padding);
        Lookup { words, shift, keys, weights }
    }

    /// Returns the number of keys.
    pub(super) fn len(&self) -> usize {
        self.keys.len() - PADDING
    }

    /// Returns a view that the compiler can keep in registers.
    #[inline(always)]
    pub(super) fn bitmap(&self) -> Bitmap<'_> {
        Bitmap { words: &self.words, shift: self.shift }
    }

    /// Returns the index of a key whose bit is set, and whether the key is really there.
    #[inline(always)]
    pub(super) fn index_of(&self, key: u32) -> (usize, bool) {
        let (at, bit) = split(key, self.shift);
        let word = self.words[at];
        let index = if word & DISPLACED != 0 {
            self.search(key)
        } else {
            (word >> 32) as usize + (word & (bit - 1)).count_ones() as usize
        };
        let [first, second] = self.keys[index..index + 2] else { unreachable!() };
        (index + usize::from(first != key), (first == key) | (second == key))
    }

    #[cold]
    #[inline(never)]
    fn search(&self, key: u32) -> usize {
        self.keys[..self.len()].partition_point(|&k| k < key)
    }

    /// Returns the index of a key, if the model has it.
    pub(super) fn find(&self, key: u32) -> Option<usize> {
        let (index, is_there) = self.bitmap().may_have(key).then(|| self.index_of(key))?;
        is_there.then_some(index)
    }

    /// Returns the weights of all keys, by index, for the first four labels, then for the next four
    /// …
    #[inline(always)]
    pub(super) fn weights(&self) -> impl Iterator<Item = &[PackedWeights]> {
        self.weights.chunks_exact(self.len().max(1))
    }
}

/// Splits a sum into the sums of its four labels.
pub(super) fn unpack(mut sums: PackedWeights) -> [i32; 4] {
    [(); 4].map(|()| {
        let sum = sums as i16;
        sums = (sums - PackedWeights::from(sum)) >> 16;
        sum.into()
    })
}

/// The bits of the keys.
#[derive(Clone, Copy)]
pub(super) struct Bitmap<'l> {
    words: &'l [BitmapWord],
    shift: u32,
}

impl Bitmap<'_> {
    /// Returns `false` for most keys that the model does not have.
    #[inline(always)]
    pub(super) fn may_have(self, key: u32) -> bool {
        let (at, bit) = split(key, self.shift);
        self.words.get(at).is_some_and(|word| word & bit != 0)
    }
}

/// Returns the word of a key and its bit therein.
#[inline(always)]
fn split(key: u32, shift: u32) -> (usize, BitmapWord) {
    let bit = key >> shift;
    ((bit >> 5) as usize, 1 << (bit & 31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Calibration, Color, Label};
    use crate::ngram::Vectorizer;

    fn lookup(keys: &[u32], key_bits: u8, weights: &[i8], labels: usize) -> Lookup {
        let label = Label {
            id: String::new(),
            names: Vec::new(),
            color: Color([0; 3]),
            color_dark: Color([0; 3]),
            threshold: 0.5,
            bias: 0.0,
            scale: 1.0,
            calibration: Calibration { slope: 1.0, intercept: 0.0 },
        };
        Lookup::new(&Model {
            vectorizer: Vectorizer::new(1, key_bits).unwrap(),
            pooling: 0.0,
            labels: vec![label; labels],
            keys: keys.to_vec(),
            weights: weights.to_vec(),
        })
    }

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        for bits in [12, 16, 24, 32] {
            let space = 1u64 << bits;
            for count in [0, 1, 2, 7, 500, 2000] {
                let mut keys: Vec<u32> = (0..count)
                    .map(|i: u64| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as u32)
                    .collect();
                keys.push(0);
                keys.extend((1..20).map(|i| (space - i) as u32)); // the ends, and many keys in one bucket
                keys.sort_unstable();
                keys.dedup();
                let lookup = lookup(&keys, bits as u8, &vec![0; keys.len()], 1);
                for key in (0..2000)
                    .chain((space - 2000) as u32..=(space - 1) as u32)
                    .chain(keys.iter().copied())
                {
                    let found = lookup.find(key);
                    assert_eq!(
                        found,
                        keys.binary_search(&key).ok(),
                        "{key} of {count} keys of {bits} bits"
                    );
                }
            }
        }
        assert_eq!(lookup(&[], 24, &[], 3).find(5), None);
    }

    #[test]
    fn weights_add_up_as_they_are() {
        for labels in 1..=9 {
            let weights: Vec<i8> = (0..256 * labels).map(|i| (i * 37 % 255 - 127) as i8).collect();
            let keys: Vec<u32> = (0..256).collect();
            let lookup = lookup(&keys, 12, &weights, labels as usize);
            for l in 0..labels as usize {
                let sum = lookup.weights().nth(l / 4).unwrap().iter().sum();
                let expected: i32 = weights[256 * l..][..256].iter().map(|&w| i32::from(w)).sum();
                assert_eq!(unpack(sum)[l % 4], expected, "label {l} of {labels}");
            }
        }
    }
}
