//! Which selected n-gram a key is, and what it weighs.
//!
//! Keys are hashes already, so their top bits spread them evenly over a bitmap of 16 to 32 bits a key. Most n-grams of a text
//! are none of the selected, and nearly all of these find their bit unset. For the others the number of bits set
//! before theirs is the key's place: a count kept for each word of the bitmap and the bits within the word. Where two keys
//! share a bit, the second has the next one, as in a hash table with linear probing; so a key is in its bit's place or in the
//! one after, and looking at both needs no branch. Only where keys crowd so much that one is further away it is searched for.

use crate::model::Model;

/// A word of the bitmap: 32 bits, and above them how many keys have a bit in the words before it.
type Cell = u64;

/// Set in a cell with a bit whose key is two places away or more.
const CROWDED: Cell = 1 << 63;

/// Four labels' weights, or sums of them, in one number: Σ w(l) · 2^(16 l). Sums of up to 256 of them are exact.
pub(super) type Four = i64;

#[derive(Debug, Clone)]
pub(super) struct Table {
    /// A bit for each key: that of its top bits, or the next that was free.
    cells: Vec<Cell>,
    /// From a key to its bit.
    shift: u32,
    /// In ascending order, and two more, so that there is one after each.
    keys: Vec<u32>,
    /// The weights of all keys for the first four labels, then of all keys for the next four …
    weights: Vec<Four>,
}

/// Keys after the last: a place is at most one too far, and so is the one after it.
const PADDING: usize = 2;

impl Table {
    pub(super) fn new(model: &Model) -> Self {
        let (count, key_bits) = (model.keys.len(), u32::from(model.vectorizer.key_bits()));
        let bits = (count.next_power_of_two().trailing_zeros() + 4).clamp(5, key_bits);
        let shift = key_bits - bits;
        let mut cells = vec![0; (1 << (bits - 5)) + 1];
        let mut next = 0; // the first bit after that of the key before, at most 2²⁷
        for &key in &model.keys {
            let home = key >> shift;
            let bit = next.max(home);
            next = bit + 1;
            let (at, mask) = split(bit, 0);
            match cells.get_mut(at) {
                Some(cell) => *cell |= mask,
                None => cells.push(mask), // keys crowd at the end
            }
            if bit > home + 1 {
                cells[split(home, 0).0] |= CROWDED;
            }
        }
        let mut before = 0; // at most 2²² keys
        for cell in &mut cells {
            let here = (*cell as u32).count_ones();
            *cell |= before << 32;
            before += u64::from(here);
        }
        let none = if model.labels.len().is_multiple_of(4) { vec![] } else { vec![0; count] };
        let of = |label: usize| model.weights.get(label * count..(label + 1) * count).unwrap_or(&none);
        let mut weights = Vec::with_capacity(count * model.labels.len().div_ceil(4));
        for label in (0..model.labels.len()).step_by(4) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|i| of(label + i));
            let four = |i: usize| [d[i], c[i], b[i], a[i]].iter().fold(0, |sum, &w| (sum << 16) + Four::from(w));
            weights.extend((0..count).map(four));
        }
        // The first key, as any other might be found where it is not; the first is found at once.
        let padding = model.keys.first().copied().unwrap_or_default();
        let mut keys = Vec::with_capacity(count + PADDING);
        keys.extend_from_slice(&model.keys);
        keys.resize(count + PADDING, padding);
        Table { cells, shift, keys, weights }
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len() - PADDING
    }

    /// A view that the compiler can keep in registers.
    #[inline(always)]
    pub(super) fn filter(&self) -> Filter<'_> {
        Filter { cells: &self.cells, shift: self.shift }
    }

    /// The place of a key that the filter may have, and whether it is really there.
    #[inline(always)]
    pub(super) fn look_up(&self, key: u32) -> (usize, bool) {
        let (at, bit) = split(key, self.shift);
        let cell = self.cells[at];
        let place = if cell & CROWDED != 0 {
            self.place_in_crowd(key)
        } else {
            (cell >> 32) as usize + (cell & (bit - 1)).count_ones() as usize
        };
        let [first, second] = self.keys[place..place + 2] else { unreachable!() };
        (place + usize::from(first != key), (first == key) | (second == key))
    }

    #[cold]
    #[inline(never)]
    fn place_in_crowd(&self, key: u32) -> usize {
        self.keys[..self.len()].partition_point(|&k| k < key)
    }

    /// The place of a key.
    #[inline(always)]
    pub(super) fn find(&self, key: u32) -> Option<usize> {
        let (place, there) = self.filter().may_have(key).then(|| self.look_up(key))?;
        there.then_some(place)
    }

    /// The weights of all keys, each key's in its place, for the first four labels, then for the next four …
    #[inline(always)]
    pub(super) fn weights(&self) -> impl Iterator<Item = &[Four]> {
        self.weights.chunks_exact(self.len().max(1))
    }
}

/// The sums of four labels.
pub(super) fn unpack(mut sums: Four) -> [i32; 4] {
    [(); 4].map(|()| {
        let sum = sums as i16;
        sums = (sums - Four::from(sum)) >> 16;
        sum.into()
    })
}

/// Whether a key may be there.
#[derive(Clone, Copy)]
pub(super) struct Filter<'t> {
    cells: &'t [Cell],
    shift: u32,
}

impl Filter<'_> {
    /// `false` for most keys that are none of the selected.
    #[inline(always)]
    pub(super) fn may_have(self, key: u32) -> bool {
        let (at, bit) = split(key, self.shift);
        self.cells.get(at).is_some_and(|cell| cell & bit != 0)
    }
}

/// The cell of a key and its bit therein.
#[inline(always)]
fn split(key: u32, shift: u32) -> (usize, Cell) {
    let bit = key >> shift;
    ((bit >> 5) as usize, 1 << (bit & 31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Vectorizer;
    use crate::model::{Calibration, Color, Label};

    fn table(keys: &[u32], key_bits: u8, weights: &[i8], labels: usize) -> Table {
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
        Table::new(&Model {
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
                let mut keys: Vec<u32> =
                    (0..count).map(|i: u64| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as u32).collect();
                keys.push(0);
                keys.extend((1..20).map(|i| (space - i) as u32)); // the ends, and many keys in one bucket
                keys.sort_unstable();
                keys.dedup();
                let table = table(&keys, bits as u8, &vec![0; keys.len()], 1);
                for key in (0..2000).chain((space - 2000) as u32..=(space - 1) as u32).chain(keys.iter().copied()) {
                    let found = table.find(key);
                    assert_eq!(found, keys.binary_search(&key).ok(), "{key} of {count} keys of {bits} bits");
                }
            }
        }
        assert_eq!(table(&[], 24, &[], 3).find(5), None);
    }

    #[test]
    fn weights_add_up_as_they_are() {
        for labels in 1..=9 {
            let weights: Vec<i8> = (0..256 * labels).map(|i| (i * 37 % 255 - 127) as i8).collect();
            let keys: Vec<u32> = (0..256).collect();
            let table = table(&keys, 12, &weights, labels as usize);
            for l in 0..labels as usize {
                let sum = table.weights().nth(l / 4).unwrap().iter().sum();
                let expected: i32 = weights[256 * l..][..256].iter().map(|&w| i32::from(w)).sum();
                assert_eq!(unpack(sum)[l % 4], expected, "label {l} of {labels}");
            }
        }
    }
}
