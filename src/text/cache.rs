//! The syllable cache: maps the bytes of a syllable to its hash.
//!
//! A language has few syllables, so nearly every syllable of a text is in the cache. Folding works
//! letter by letter, and its branches (end of the syllable, length of each letter in bytes) are
//! hard to predict. A look-up takes the same steps for every syllable: the ends of all runs of
//! letters in [`BLOCK`] bytes are found at once, by arithmetic on 64-bit words. (SIMD was between
//! 4 % slower and 1 % faster, and would need a second wasm file.)
//!
//! The cache is direct-mapped: a new syllable replaces an older one at the same index.

/// Number of index bits. In wasm, two more bits make 10,000 paragraphs 1 % faster and take 200 KB
/// more.
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

/// The bytes of a run, padded with NUL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    low: u64,
    high: u64,
}

/// Maps syllables to their hashes. Allocates once, at the first insertion.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cache {
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// The mixed bytes without the bits of the index; the lowest bit is [`ABBREVIATION`].
    tag: u64,
    hash: u64,
}

const ABBREVIATION: u64 = 1;

impl Cache {
    /// Returns the index and the tag of a run. They are unique for runs of up to eight bytes;
    /// longer runs collide with a probability of 2⁻⁶⁴.
    #[inline(always)]
    fn mix(Run { low, high }: Run) -> (usize, u64) {
        let mixed =
            low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
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

/// Number of bytes that [`Window::run_ends`] examines.
pub(super) const BLOCK: usize = 64;

/// Size of a window in bytes: a block, and the rest of a syllable that begins in it.
pub(super) const WINDOW: usize = BLOCK + 16;

/// A block of a text and the bytes after it.
pub(super) struct Window<'b>(&'b [u8; WINDOW]);

impl<'b> Window<'b> {
    /// Returns the window at `at`. Near the end of the text it is a copy in `padded`, which must be
    /// all NULs.
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

    /// Returns a bit mask of the bytes of the block that are ASCII but not letters.
    #[inline(always)]
    pub(super) fn run_ends(&self) -> u64 {
        let mut ends = 0;
        for (i, word) in self.0[..BLOCK].chunks_exact(8).enumerate() {
            let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
            // Gathers the top bits in the top byte: bit 8 i moves to 8 i + (56 - 7 i).
            ends |= ((non_letters(word) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
        }
        ends
    }
}

/// Masks of the first n of eight bytes; all eight from n = 8 on.
const FIRST: [u64; 17] = {
    let (mut masks, mut n) = ([!0; 17], 0);
    while n < 8 {
        masks[n] = (1 << (8 * n)) - 1;
        n += 1;
    }
    masks
};

/// Returns the top bit of each byte that is ASCII but not a letter.
#[inline(always)]
fn non_letters(word: u64) -> u64 {
    // The additions carry into a byte's top bit, never beyond it.
    let lower = (word | (0x20 * LOW_BITS)) & !HIGH_BITS;
    let from_a = lower + (0x80 - b'a' as u64) * LOW_BITS;
    let after_z = lower + (0x80 - b'z' as u64 - 1) * LOW_BITS;
    !((from_a & !after_z) | word) & HIGH_BITS
}
