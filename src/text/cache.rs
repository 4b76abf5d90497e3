//! A cache of syllables: from their bytes to their hash.
//!
//! A language has few syllables, so nearly every syllable of a text has been folded before. Folding goes letter by
//! letter, and the processor mispredicts where a syllable ends and which of its letters take two bytes or three. A
//! look-up takes the same few steps for every syllable. For that, the ends of all runs of letters in [`BLOCK`] bytes
//! are found at once, by arithmetic on 64-bit words. (One vector instruction in place of two words was 4 % slower to
//! 1 % faster, for a second wasm.)
//!
//! The cache is a plain table in which a new syllable replaces an older one.

/// Number of entries, in bits. In wasm, four times as many made 10,000 paragraphs 1 % faster and took 200 KB more.
const BITS: u32 = if cfg!(target_arch = "wasm32") { 12 } else { 14 };

/// The longest syllable in the cache, in bytes. Vietnamese ones are shorter.
pub(super) const LONGEST: usize = 15;

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x80 * LOW_BITS;

/// A syllable's hash, and whether it may be an abbreviation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) hash: u64,
    pub(super) abbreviation: bool,
}

/// The bytes of a run, NUL after them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    low: u64,
    high: u64,
}

/// Syllables and their hashes. Allocates at the first insertion, and then never again.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cache {
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// The mixed bytes without the bits that are the slot's index, and [`ABBREVIATION`] in the lowest bit.
    tag: u64,
    hash: u64,
}

const ABBREVIATION: u64 = 1;

impl Cache {
    /// Mixes a run into its index and its tag. They are unique for runs of up to eight bytes; of longer ones one pair in
    /// 2⁶⁴ shares them.
    #[inline(always)]
    fn mix(Run { low, high }: Run) -> (usize, u64) {
        let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        ((mixed >> (64 - BITS)) as usize, mixed << BITS)
    }

    #[inline(always)]
    pub(super) fn get(&self, run: Run) -> Option<Entry> {
        let (index, tag) = Self::mix(run);
        let slot = self.slots.get(index)?;
        let entry = Entry { hash: slot.hash, abbreviation: slot.tag & ABBREVIATION != 0 };
        (slot.tag & !ABBREVIATION == tag).then_some(entry)
    }

    /// Inserts a syllable and returns it.
    #[cold]
    #[inline(never)]
    pub(super) fn insert(&mut self, run: Run, entry: Entry) -> Entry {
        if self.slots.is_empty() {
            self.slots.resize(1 << BITS, Slot { tag: !0, hash: 0 }); // no syllable has this tag
        }
        let (index, tag) = Self::mix(run);
        self.slots[index] = Slot { tag: tag | u64::from(entry.abbreviation), hash: entry.hash };
        entry
    }
}

/// Number of bytes in which the ends of runs are found at once.
pub(super) const BLOCK: usize = 64;

/// A block, and after it the rest of a syllable that begins in the block.
pub(super) const WINDOW: usize = BLOCK + 16;

/// Bytes of a text.
pub(super) struct Window<'b>(&'b [u8; WINDOW]);

impl<'b> Window<'b> {
    /// Returns the bytes from `at` on. Near the end of the text they are copied to `padded`, which must be NULs.
    #[inline(always)]
    pub(super) fn new(bytes: &'b [u8], at: usize, padded: &'b mut [u8; WINDOW]) -> Self {
        if let Some(window) = bytes.get(at..at + WINDOW).and_then(|window| window.try_into().ok()) {
            return Self(window);
        }
        let rest = &bytes[at..];
        padded[..rest.len()].copy_from_slice(rest);
        Self(padded)
    }

    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.0[at % WINDOW]
    }

    /// Returns the `len` bytes at `start`; `len` is at most [`LONGEST`].
    #[inline(always)]
    pub(super) fn run(&self, start: usize, len: usize) -> Run {
        let word = |at: usize| {
            let mut word = [0; 8];
            word.copy_from_slice(&self.0[at..at + 8]);
            u64::from_le_bytes(word)
        };
        let start = start % BLOCK;
        Run { low: word(start) & FIRST[len], high: word(start + 8) & FIRST[len.saturating_sub(8)] }
    }

    /// Returns a bit for each byte of the block that is ASCII and no letter.
    #[inline(always)]
    pub(super) fn run_ends(&self) -> u64 {
        let mut ends = 0;
        for (i, word) in self.0[..BLOCK].chunks_exact(8).enumerate() {
            let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
            // Gathers the eight top bits in the top byte: bit 8 i moves to 8 i + (56 - 7 i).
            ends |= ((others(word) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
        }
        ends
    }
}

/// Masks for the first n bytes of eight; all of them from 8 on.
const FIRST: [u64; 17] = {
    let (mut masks, mut n) = ([!0; 17], 0);
    while n < 8 {
        masks[n] = (1 << (8 * n)) - 1;
        n += 1;
    }
    masks
};

/// Returns the top bit of each byte that is ASCII and no letter.
#[inline(always)]
fn others(word: u64) -> u64 {
    // The additions carry into a byte's top bit, never beyond it.
    let lower = (word | (0x20 * LOW_BITS)) & !HIGH_BITS;
    let from_a = lower + (0x80 - b'a' as u64) * LOW_BITS;
    let after_z = lower + (0x80 - b'z' as u64 - 1) * LOW_BITS;
    !((from_a & !after_z) | word) & HIGH_BITS
}
