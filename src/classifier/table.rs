//! Which selected n-gram a key is, and what it weighs.
//!
//! Keys are hashes already, so their top bits spread them evenly over a bitmap of 16 to 32 bits a key. Most n-grams of a text
//! are none of the selected, and nearly all of these find their bit unset. For the others the number of bits set
//! before theirs is the key's place: a count kept for each word of the bitmap and the bits within the word. Nothing of
//! this branches on what the text says, but for words of which a bit stands for two keys (1 in 30).

use crate::model::Model;

/// A word of the bitmap: 32 bits, and above them how many keys belong to the words before it.
type Cell = u64;

/// Set in a cell of which a bit stands for several keys.
const CROWDED: Cell = 1 << 63;

/// A weight of i8 is kept as u8, this much larger: then four add up in one word without borrowing from each other.
const OFFSET: i32 = 0x80;

#[derive(Debug, Clone)]
pub(super) struct Table {
    /// A bit for each value of a key's top bits that some key has.
    cells: Vec<Cell>,
    /// From a key to its bit.
    shift: u32,
    keys: Vec<u32>,
    /// The weights of all keys for the first four labels, four in one number, then of all keys for the next four …
    weights: Vec<u32>,
}

impl Table {
    pub(super) fn new(model: &Model) -> Self {
        let (keys, key_bits) = (model.keys.clone(), u32::from(model.vectorizer.key_bits()));
        let bits = (keys.len().next_power_of_two().trailing_zeros() + 4).clamp(5, key_bits);
        let mut table = Table {
            cells: vec![0; 1 << (bits - 5)],
            shift: key_bits - bits,
            weights: vec![0; keys.len() * model.labels.len().div_ceil(4)],
            keys,
        };
        let mut last = 0; // the cell of the last key, all cells up to it having their count
        for (i, &key) in table.keys.iter().enumerate() {
            let (at, bit) = split(key, table.shift);
            table.cells[last..=at].iter_mut().skip(1).for_each(|cell| *cell = (i as u64) << 32); // at most 2²² keys
            let cell = &mut table.cells[at];
            *cell |= if *cell & bit == 0 { bit } else { CROWDED };
            last = at;
        }
        for (four, plane) in table.weights.chunks_exact_mut(table.keys.len().max(1)).enumerate() {
            for (packed, row) in plane.iter_mut().zip(model.weights.chunks_exact(model.labels.len())) {
                let mut bytes = [0; 4];
                for (byte, &w) in bytes.iter_mut().zip(&row[4 * four..]) {
                    *byte = w.cast_unsigned() ^ 0x80; // the same as adding OFFSET
                }
                *packed = u32::from_le_bytes(bytes);
            }
        }
        table
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
            self.place_in_crowd(key, at)
        } else {
            (cell >> 32) as usize + (cell & (bit - 1)).count_ones() as usize
        };
        (place, self.keys.get(place) == Some(&key))
    }

    #[cold]
    #[inline(never)]
    fn place_in_crowd(&self, key: u32, at: usize) -> usize {
        let count = |cell: &Cell| ((cell & !CROWDED) >> 32) as usize;
        let start = count(&self.cells[at]);
        let end = self.cells.get(at + 1).map_or(self.keys.len(), count);
        // A file made to harm may put all keys into one cell.
        start + self.keys[start..end.max(start)].partition_point(|&k| k < key)
    }

    /// The place of a key.
    #[inline(always)]
    pub(super) fn find(&self, key: u32) -> Option<usize> {
        let (place, there) = self.filter().may_have(key).then(|| self.look_up(key))?;
        there.then_some(place)
    }

    /// The weights of all keys for labels 4 · `four` and on, each key's in its place.
    pub(super) fn weights(&self, four: usize) -> &[u32] {
        &self.weights[four * self.keys.len()..][..self.keys.len()]
    }
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

/// Four labels' weights, each in 16 bits and larger by 128.
#[inline(always)]
pub(super) fn spread(weights: u32) -> u64 {
    let packed = u64::from(weights);
    let pairs = (packed | packed << 16) & 0x0000_ffff_0000_ffff;
    (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff
}

/// The sums of four labels' weights that `added` keys' weights, [`spread`], added up to; at most 256 keys.
#[inline(always)]
pub(super) fn unpack(sums: u64, added: usize) -> [i32; 4] {
    let offset = OFFSET * added as i32;
    [0, 16, 32, 48].map(|shift| i32::from((sums >> shift) as u16) - offset)
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
                let sum = table.weights(l / 4).iter().map(|&w| spread(w)).sum();
                let expected: i32 = weights.iter().skip(l).step_by(labels as usize).map(|&w| i32::from(w)).sum();
                assert_eq!(unpack(sum, 256)[l % 4], expected, "label {l} of {labels}");
            }
        }
    }
}
