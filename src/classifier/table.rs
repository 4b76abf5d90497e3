//! Which selected n-gram a key is: open addressing with linear probing, at most half full.
//!
//! Keys are hashes already, so the slot is simply the key's top bits. Ascending keys then fall into
//! ascending slots, and the table is filled in one sweep.

/// Key and index of a selected n-gram; `EMPTY` marks a free slot.
#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u32,
    index: u32,
}

const EMPTY: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct Table {
    slots: Vec<Slot>,
    shift: u32,
}

impl Table {
    /// `keys` ascending, of `key_bits` bits, at most [`MAX_FEATURES`](crate::model::linear::MAX_FEATURES).
    pub(super) fn new(keys: &[u32], key_bits: u8) -> Self {
        let slot_bits = (keys.len() * 2).next_power_of_two().trailing_zeros().clamp(1, key_bits.into());
        let mut table = Table {
            // Room for the last cluster behind the last slot, so that probing never wraps around.
            slots: vec![Slot { key: 0, index: EMPTY }; (1 << slot_bits) + keys.len() + 1],
            shift: u32::from(key_bits) - slot_bits,
        };
        let mut free = 0;
        for (index, &key) in keys.iter().enumerate() {
            let at = free.max((key >> table.shift) as usize);
            table.slots[at] = Slot { key, index: index as u32 }; // at most 2²² keys
            free = at + 1;
        }
        table.slots.truncate(free.max(1 << slot_bits) + 1);
        table
    }

    /// The index of the n-gram with this key, if it is a selected one.
    #[inline(always)]
    pub(super) fn find(&self, key: u32) -> Option<usize> {
        let start = (key >> self.shift) as usize;
        for slot in self.slots.get(start..)? {
            if slot.index == EMPTY || slot.key > key {
                return None;
            }
            if slot.key == key {
                return Some(slot.index as usize);
            }
        }
        None
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
                keys.extend([0, (space - 1) as u32, (space - 2) as u32]); // the ends, and a cluster at the last slot
                keys.sort_unstable();
                keys.dedup();
                let table = Table::new(&keys, bits as u8);
                for key in (0..2000).chain((space - 2000) as u32..=(space - 1) as u32).chain(keys.iter().copied()) {
                    assert_eq!(table.find(key), keys.binary_search(&key).ok(), "{key} of {count} keys of {bits} bits");
                }
            }
        }
    }
}
