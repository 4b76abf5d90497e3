//! The hash of a token: its letters packed into one word, its tone marks into another.

use crate::text::cache::Entry;
use crate::text::letter::{self, I_TO_Y};

/// Mixes a token's packed letters and tones (with the finaliser of MurmurHash3, by Austin Appleby).
pub(super) fn mix(letters: u64, tones: u64) -> u64 {
    let mut h = letters ^ tones.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

const fn pack(word: &[u8]) -> u64 {
    let (mut letters, mut i) = (0u64, 0);
    while i < word.len() {
        letters = letters.rotate_left(9) ^ word[i] as u64;
        i += 1;
    }
    letters
}

/// Vowels as a bit set, in the format of [`Lexer::seen`](super::lexer::Lexer::seen).
const VOWELS: u32 = 1 | 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25;

/// Multiplies `tones` by the factor of a tone mark; 0 is no tone.
#[inline(always)]
pub(super) fn with_tone(tones: u64, tone: u8) -> u64 {
    tones.wrapping_mul(1 + 8 * u64::from(tone))
}

/// A run of letters; the fields are those of [`Lexer`](super::lexer::Lexer).
pub(super) struct Letters {
    pub(super) letters: u64,
    pub(super) tones: u64,
    pub(super) seen: u32,
    pub(super) len: u32,
}

impl Letters {
    fn new() -> Self {
        Self { letters: 0, tones: 1, seen: 0, len: 0 }
    }

    /// Adds a letter, given as its cell of the table.
    #[inline(always)]
    pub(super) fn add(&mut self, cell: u16) {
        let (bits, tone) = letter::unpack(cell);
        self.letters = self.letters.rotate_left(9) ^ u64::from(bits);
        self.tones = with_tone(self.tones, tone);
        self.seen |= 1 << (bits & 31);
        self.len += 1;
    }
}

pub(super) fn is_abbreviation(len: u32, seen: u32) -> bool {
    len <= 3 && seen & VOWELS == 0
}

/// Folds a run of bytes letter by letter; `None` if it is not all ASCII and Vietnamese letters.
#[cold]
#[inline(never)]
pub(super) fn fold_syllable(run: &[u8]) -> Option<Entry> {
    let (mut letters, mut at) = (Letters::new(), 0);
    while at < run.len() {
        let (cell, width) = letter::letter(run, at)?;
        letters.add(cell);
        at += width;
    }
    let hash = mix(i_to_y(letters.letters, letters.len), letters.tones >> 3);
    Some(Entry { hash, abbreviation: is_abbreviation(letters.len, letters.seen) })
}

/// Replaces the i of the syllables [`I_TO_Y`] by y.
pub(super) fn i_to_y(letters: u64, len: u32) -> u64 {
    const PACKED: [u64; I_TO_Y.len()] = {
        let (mut packed, mut i) = ([0; I_TO_Y.len()], 0);
        while i < I_TO_Y.len() {
            packed[i] = pack(I_TO_Y[i].as_bytes());
            i += 1;
        }
        packed
    };
    if len <= 3 && PACKED.contains(&letters) { letters ^ u64::from(b'i' ^ b'y') } else { letters }
}
