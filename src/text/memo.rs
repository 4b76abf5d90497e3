//! The syllables met last, by their bytes.
//!
//! A language has few syllables and uses some of them all the time, so that nearly all of a text has been folded before.
//! Folding goes letter by letter and the processor cannot guess where a syllable ends or which of its letters take
//! two bytes or three; looking it up is the same few steps for every syllable. The memo is a plain table in which
//! a new syllable takes the place of an older one: it holds what fits, whatever the text.

use super::fold;
use super::span::ByteSpan;
use super::tokenize::{Letters, State, Token, TokenKind, Tokens};

/// How many syllables are remembered, in bits. A page has some hundred of them, an archive all that there are.
const BITS: u32 = if cfg!(target_arch = "wasm32") { 12 } else { 14 };

/// A syllable of at most this many bytes is remembered; what is longer is hardly Vietnamese.
const LONGEST: usize = 15;

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x80 * LOW_BITS;

/// Syllables and their hashes. Holds nothing until it is first used, then its size never changes.
#[derive(Debug, Default, Clone)]
pub struct Memo {
    entries: Vec<Entry>,
    /// Of each entry, what the receiver of the tokens noted.
    notes: Vec<u32>,
}

/// A syllable and its hash.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The mixed bytes less the bits that are the entry's place; then zeros, and 1 for what may be an abbreviation.
    tag: u64,
    hash: u64,
}

const ABBREVIATION: u64 = 1;

impl Memo {
    /// Mixes a syllable's bytes, NUL after them, into its place and its tag. No two syllables of up to eight bytes have the same
    /// ones, and of longer ones two have them once in 2⁶⁴ pairs.
    #[inline(always)]
    fn mix(low: u64, high: u64) -> (usize, u64) {
        let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        ((mixed >> (64 - BITS)) as usize, mixed << BITS)
    }

    #[inline(always)]
    fn find(&self, low: u64, high: u64) -> Option<(Entry, u32)> {
        let (slot, tag) = Self::mix(low, high);
        let (entry, note) = (*self.entries.get(slot)?, *self.notes.get(slot)?);
        (entry.tag & !ABBREVIATION == tag).then_some((entry, note))
    }

    /// Folds a run of bytes and remembers it; `None` if it is not all letters.
    #[cold]
    #[inline(never)]
    fn learn(&mut self, run: &[u8], low: u64, high: u64, sink: &impl Tokens) -> Option<(Entry, u32)> {
        let (mut letters, mut at) = (Letters::new(), 0);
        while at < run.len() {
            let (cell, width) = fold::letter(run, at)?;
            letters.add(cell);
            at += width;
        }
        let (hash, abbreviation) = letters.syllable();
        if self.entries.is_empty() {
            self.entries.resize(1 << BITS, Entry { tag: !0, hash: 0 }); // no syllable's tag
            self.notes.resize(1 << BITS, 0);
        }
        let (slot, tag) = Self::mix(low, high);
        self.entries[slot] = Entry { tag: tag | if abbreviation { ABBREVIATION } else { 0 }, hash };
        self.notes[slot] = sink.note(hash);
        Some((self.entries[slot], self.notes[slot]))
    }
}

impl<S: Tokens> State<'_, S> {
    /// Takes as many syllables as follow one another at `at`, single spaces and simple punctuation between them; returns
    /// where something else begins. The same as taking them letter by letter.
    #[inline(always)]
    pub(super) fn syllables(&mut self, bytes: &[u8], mut at: usize, memo: &mut Memo) -> usize {
        if self.len > 0 {
            return at; // letters that go on with a token begun
        }
        while at < bytes.len() {
            let mut padded = [0; WINDOW];
            let window = window(bytes, at, &mut padded);
            let ends = ends(window);
            let mut start = 0;
            while start < BLOCK {
                let rest = ends >> start;
                let len = rest.trailing_zeros() as usize;
                if rest == 0 && start > 0 {
                    break; // it goes on in the next window
                }
                if len == 0 || len > LONGEST {
                    return at + start;
                }
                let end = start + len;
                let (mut skip, mut may_end) = (1, false);
                if window[end % WINDOW] != b' ' {
                    match punctuation(bytes, at + end) {
                        Some(full_stop) => (skip, may_end) = (2, full_stop),
                        None => return at + start,
                    }
                }
                let [low, high] = words(window, start, len);
                let (entry, note) = match memo.find(low, high) {
                    Some(found) => found,
                    None => match memo.learn(&bytes[at + start..at + end], low, high, self.sink) {
                        Some(learnt) => learnt,
                        None => return at + start,
                    },
                };
                self.ending = false;
                self.tokens_in_sentence += 1;
                let span = ByteSpan { start: at + start, end: at + end };
                self.sink.token(Token { span, hash: entry.hash, kind: TokenKind::Syllable, note });
                if may_end && entry.tag & ABBREVIATION == 0 {
                    self.finish_sentence();
                }
                start = end + skip;
            }
            at += start;
        }
        at
    }
}

/// As many bytes are searched at once for where runs of letters end.
const BLOCK: usize = 64;

/// A block and, after it, the rest of the last syllable that may begin in it.
const WINDOW: usize = BLOCK + 16;

/// The bytes from `at` on, those that are missing after the end being NUL.
#[inline(always)]
fn window<'b>(bytes: &'b [u8], at: usize, padded: &'b mut [u8; WINDOW]) -> &'b [u8; WINDOW] {
    if let Some(window) = bytes.get(at..at + WINDOW).and_then(|window| window.try_into().ok()) {
        return window;
    }
    let rest = &bytes[at..];
    padded[..rest.len()].copy_from_slice(rest);
    padded
}

/// What is after a syllable where no space is: whether a comma, colon or full stop and a space, or the text's end, come next,
/// and whether it is a full stop.
#[cold]
#[inline(never)]
fn punctuation(bytes: &[u8], at: usize) -> Option<bool> {
    match bytes[at..] {
        [] => Some(false),
        [mark @ (b',' | b'.' | b':'), b' ', ..] => Some(mark == b'.'),
        _ => None,
    }
}

/// The first n bytes of eight, for n up to 16; none of the second eight for n up to 8.
const FIRST: [u64; 17] = {
    let (mut masks, mut n) = ([!0; 17], 0);
    while n < 8 {
        masks[n] = (1 << (8 * n)) - 1;
        n += 1;
    }
    masks
};

/// The `len` bytes at `start`, NUL after them.
#[inline(always)]
fn words(window: &[u8; WINDOW], start: usize, len: usize) -> [u64; 2] {
    let word = |at: usize| {
        let mut word = [0; 8];
        word.copy_from_slice(&window[at..at + 8]);
        u64::from_le_bytes(word)
    };
    let start = start % BLOCK;
    [word(start) & FIRST[len], word(start + 8) & FIRST[len.saturating_sub(8)]]
}

/// A bit for each byte of the block that is ASCII and no letter.
#[inline(always)]
fn ends(window: &[u8; WINDOW]) -> u64 {
    let mut ends = 0;
    for (i, word) in window[..BLOCK].chunks_exact(8).enumerate() {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        // The eight top bits are brought together in the top byte: bit 8 i goes to 8 i + (56 - 7 i).
        ends |= ((others(word) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    ends
}

/// The top bit of each byte that is ASCII and no letter.
#[inline(always)]
fn others(word: u64) -> u64 {
    // Adding moves a byte that is large enough into its top bit, and never beyond.
    let lower = (word | (0x20 * LOW_BITS)) & !HIGH_BITS;
    let from_a = lower + (0x80 - b'a' as u64) * LOW_BITS;
    let after_z = lower + (0x80 - b'z' as u64 - 1) * LOW_BITS;
    !((from_a & !after_z) | word) & HIGH_BITS
}
