//! Which selected n-gram a key is, and what it weighs.
//!
//! Keys are hashes already, so their top bits spread them evenly over a bitmap of 32 to 64 bits a key. Most n-grams of a text
//! are none of the selected, and nearly all of these find their bit unset. For the others the number of bits set
//! before theirs is the key's place: a count kept for each word of the bitmap and the bits within the word. Key and
//! weights lie side by side in that place's row. Nothing of this branches on what the text says, but for words of
//! which a bit stands for two keys (1 in 90).

/// Set in the count of a word of which a bit stands for several keys.
const CROWDED: u32 = 1 << 31;

/// A weight of i8 is kept as u8, this much larger: then four add up in one word without borrowing from each other.
const OFFSET: u32 = 0x80;

#[derive(Debug, Clone)]
pub(super) struct Table {
    /// A bit for each value of a key's top bits that some key has.
    bitmap: Vec<u64>,
    /// From a key to its bit.
    shift: u32,
    /// How many keys belong to the words before this one; one more than words.
    counts: Vec<u32>,
    /// For each key itself, then its weights, four labels in one number.
    rows: Vec<u32>,
    width: usize,
}

impl Table {
    /// `keys` ascending, of `key_bits` bits, at most [`MAX_FEATURES`](crate::model::linear::MAX_FEATURES); for each of
    /// them as many weights as `labels`.
    pub(super) fn new(keys: &[u32], key_bits: u8, weights: &[i8], labels: usize) -> Self {
        let key_bits = u32::from(key_bits);
        let bits = (keys.len().next_power_of_two().trailing_zeros() + 5).clamp(6, key_bits);
        let mut table = Table {
            bitmap: vec![0; 1 << (bits - 6)],
            shift: key_bits - bits,
            counts: vec![0; (1 << (bits - 6)) + 1],
            rows: Vec::with_capacity(keys.len() * (1 + labels.div_ceil(4))),
            width: 1 + labels.div_ceil(4),
        };
        let mut crowded = vec![false; table.bitmap.len()];
        for (&key, weights) in keys.iter().zip(weights.chunks_exact(labels)) {
            let (word, bit) = table.bit(key);
            crowded[word] |= table.bitmap[word] >> bit & 1 == 1;
            table.bitmap[word] |= 1 << bit;
            table.counts[word + 1] += 1;
            table.rows.push(key);
            table.rows.extend(weights.chunks(4).map(|four| {
                let offset = |w: &i8| (i32::from(*w) + OFFSET as i32) as u32;
                four.iter().rev().fold(0, |packed, w| packed << 8 | offset(w))
            }));
        }
        let mut sum = 0;
        for count in &mut table.counts {
            sum += *count;
            *count = sum;
        }
        table.counts.iter_mut().zip(crowded).filter(|(_, crowded)| *crowded).for_each(|(count, _)| *count |= CROWDED);
        table
    }

    #[inline(always)]
    fn bit(&self, key: u32) -> (usize, u32) {
        let bit = key >> self.shift;
        ((bit >> 6) as usize, bit & 63)
    }

    /// 0 for most keys that are none of the selected, else 1.
    #[inline(always)]
    pub(super) fn may_have(&self, key: u32) -> usize {
        let (word, bit) = self.bit(key);
        self.bitmap.get(word).map_or(0, |word| (word >> bit & 1) as usize)
    }

    /// The one place a key may have; only for a key that the table [`may_have`](Self::may_have).
    #[inline(always)]
    fn place(&self, key: u32) -> usize {
        let (word, bit) = self.bit(key);
        let count = self.counts[word];
        if count & CROWDED != 0 {
            return self.place_in_crowd(key, word);
        }
        let before = self.bitmap[word] & !(!0 << bit);
        count as usize + before.count_ones() as usize
    }

    #[cold]
    fn place_in_crowd(&self, key: u32, word: usize) -> usize {
        let place = |word: usize| (self.counts[word] & !CROWDED) as usize;
        let rows = &self.rows[place(word) * self.width..place(word + 1) * self.width];
        // A file made to harm may put all keys into one word.
        let (mut low, mut high) = (0, rows.len() / self.width - 1);
        while low < high {
            let middle = (low + high) / 2;
            if rows[middle * self.width] < key { low = middle + 1 } else { high = middle }
        }
        place(word) + low
    }

    /// The place of a key that the table [`may_have`](Self::may_have), and whether it is really there.
    #[inline(always)]
    pub(super) fn look_up(&self, key: u32) -> (usize, bool) {
        let place = self.place(key);
        (place, self.rows[place * self.width] == key)
    }

    /// The place of a key.
    #[inline(always)]
    pub(super) fn find(&self, key: u32) -> Option<usize> {
        if self.may_have(key) == 0 {
            return None;
        }
        let (place, there) = self.look_up(key);
        there.then_some(place)
    }

    /// Four labels' weights of the key in this place, from label 4 · `four` on, each in 16 bits and larger by 128.
    #[inline(always)]
    pub(super) fn weights(&self, place: usize, four: usize) -> u64 {
        let packed = u64::from(self.rows[place * self.width + 1 + four]);
        let pairs = (packed | packed << 16) & 0x0000_ffff_0000_ffff;
        (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff
    }
}

/// The sums of four labels' weights that `added` keys' [`Table::weights`] added up to; at most 256 keys.
#[inline(always)]
pub(super) fn unpack(sums: u64, added: usize) -> [i32; 4] {
    let offset = (OFFSET as usize * added) as i32;
    [0, 16, 32, 48].map(|shift| i32::from((sums >> shift) as u16) - offset)
}

#[cfg(test)]
mod tests {
    use super::*;

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
                let table = Table::new(&keys, bits as u8, &vec![0; keys.len()], 1);
                for key in (0..2000).chain((space - 2000) as u32..=(space - 1) as u32).chain(keys.iter().copied()) {
                    let found = table.find(key);
                    assert_eq!(found, keys.binary_search(&key).ok(), "{key} of {count} keys of {bits} bits");
                }
            }
        }
        assert_eq!(Table::new(&[], 24, &[], 3).find(5), None);
    }

    #[test]
    fn weights_add_up_as_they_are() {
        for labels in 1..=9 {
            let weights: Vec<i8> = (0..256 * labels).map(|i| (i * 37 % 255 - 127) as i8).collect();
            let keys: Vec<u32> = (0..256).collect();
            let table = Table::new(&keys, 12, &weights, labels as usize);
            for l in 0..labels as usize {
                let sum = (0..256).map(|place| table.weights(place, l / 4)).sum();
                let expected: i32 = weights.iter().skip(l).step_by(labels as usize).map(|&w| i32::from(w)).sum();
                assert_eq!(unpack(sum, 256)[l % 4], expected, "label {l} of {labels}");
            }
        }
    }
}
