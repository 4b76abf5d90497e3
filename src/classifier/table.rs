//! Which selected n-gram a key is.
//!
//! Keys are hashes already, so their top bits spread them evenly over buckets; within the ascending list of keys a bucket is a
//! range of one or two. Most n-grams of a text are none of the selected: a bitmap over some more top bits, small enough
//! for the first-level cache, answers for them.

#[derive(Debug, Clone)]
pub(super) struct Table {
    /// A bit for each value of a key's top bits that some key has.
    filter: Vec<u64>,
    filter_shift: u32,
    /// Where in the list of keys each bucket starts, and where the last ends.
    starts: Vec<u32>,
    bucket_shift: u32,
}

impl Table {
    /// `keys` ascending, of `key_bits` bits, at most [`MAX_FEATURES`](crate::model::linear::MAX_FEATURES).
    pub(super) fn new(keys: &[u32], key_bits: u8) -> Self {
        let key_bits = u32::from(key_bits);
        let bucket_bits = keys.len().next_power_of_two().trailing_zeros().clamp(1, key_bits);
        let filter_bits = (bucket_bits + 2).clamp(6, key_bits);
        let mut table = Table {
            filter: vec![0; 1 << (filter_bits - 6)],
            filter_shift: key_bits - filter_bits,
            starts: Vec::with_capacity((1 << bucket_bits) + 1),
            bucket_shift: key_bits - bucket_bits,
        };
        for (i, &key) in (0u32..).zip(keys) {
            let bit = key >> table.filter_shift;
            table.filter[(bit >> 6) as usize] |= 1 << (bit & 63);
            table.starts.resize((key >> table.bucket_shift) as usize + 1, i);
        }
        // resize keeps what is there: a bucket's start is that of its first key, or of the next bucket's.
        table.starts.resize((1 << bucket_bits) + 1, keys.len() as u32); // at most 2²² keys
        table
    }

    /// The place in `keys`, those the table was made of, of this key.
    #[inline(always)]
    pub(super) fn find(&self, keys: &[u32], key: u32) -> Option<usize> {
        let bit = key >> self.filter_shift;
        if self.filter.get((bit >> 6) as usize)? >> (bit & 63) & 1 == 0 {
            return None;
        }
        let bucket = (key >> self.bucket_shift) as usize;
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let bucket = keys.get(start..end)?;
        // Honest buckets hold one or two keys; a file made to harm may put all of them into one.
        let found =
            if bucket.len() <= 8 { bucket.iter().position(|&k| k == key) } else { bucket.binary_search(&key).ok() };
        found.map(|i| start + i)
    }
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
                let table = Table::new(&keys, bits as u8);
                for key in (0..2000).chain((space - 2000) as u32..=(space - 1) as u32).chain(keys.iter().copied()) {
                    let found = table.find(&keys, key);
                    assert_eq!(found, keys.binary_search(&key).ok(), "{key} of {count} keys of {bits} bits");
                }
            }
        }
        assert_eq!(Table::new(&[], 24).find(&[], 5), None);
    }
}
