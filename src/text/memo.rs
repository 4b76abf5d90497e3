//! The syllables met last, by their bytes.
//!
//! A language has few syllables and uses some of them all the time, so that nearly all of a text has been folded before.
//! Folding goes letter by letter and the processor cannot guess where a syllable ends or which of its letters take
//! two bytes or three; looking it up is the same few steps for every syllable. The memo is a plain table in which
//! a new syllable takes the place of an older one: it holds what fits, whatever the text.

use super::fold;
use super::span::ByteSpan;
use super::tokenize::{Letters, State, Token, TokenKind, Tokens};

/// How many syllables are remembered, in bits. Twice as many is hardly faster, half as many loses a tenth.
const BITS: u32 = 12;

/// A syllable of at most this many bytes is remembered; what is longer is hardly Vietnamese.
const LONGEST: usize = 15;

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x80 * LOW_BITS;

/// Syllables and their hashes. Holds nothing until it is first used, then its size never changes.
#[derive(Debug, Default, Clone)]
pub struct Memo(Vec<Entry>);

/// A syllable's bytes, NUL after them, and its hash. NUL is no letter: an empty entry is never found.
#[derive(Debug, Default, Clone, Copy)]
struct Entry {
    low: u64,
    /// The top byte, of which no syllable is long enough to need it, tells abbreviations: 1.
    high: u64,
    hash: u64,
}

const ABBREVIATION: u64 = 1 << 56;

impl Memo {
    /// The bytes' place in the table.
    #[inline(always)]
    fn slot(low: u64, high: u64) -> usize {
        let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        (mixed >> (64 - BITS)) as usize
    }

    #[inline(always)]
    fn find(&mut self, low: u64, high: u64) -> Option<Entry> {
        let entry = *self.0.get(Self::slot(low, high))?;
        (entry.low == low && entry.high & !ABBREVIATION == high).then_some(entry)
    }

    /// Folds a run of bytes and remembers it; `None` if it is not all letters.
    #[cold]
    #[inline(never)]
    fn learn(&mut self, run: &[u8], low: u64, high: u64) -> Option<Entry> {
        let (mut letters, mut at) = (Letters::new(), 0);
        while at < run.len() {
            let (cell, width) = fold::letter(run, at)?;
            letters.add(cell);
            at += width;
        }
        let (hash, abbreviation) = letters.syllable();
        let entry = Entry { low, high: high | if abbreviation { ABBREVIATION } else { 0 }, hash };
        if self.0.is_empty() {
            self.0.resize(1 << BITS, Entry::default());
        }
        self.0[Self::slot(low, high)] = entry;
        Some(entry)
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
            let [mut low, mut high] = words(bytes, at);
            let len = run_length(low, high);
            if len == 0 || len > LONGEST {
                break;
            }
            let end = at + len;
            let (mut skip, mut may_end) = (1, false);
            if let Some(&after) = bytes.get(end).filter(|&&after| after != b' ') {
                if !matches!(after, b',' | b'.' | b':') || bytes.get(end + 1) != Some(&b' ') {
                    break;
                }
                (skip, may_end) = (2, after == b'.');
            }
            low &= FIRST[len];
            high &= FIRST[len.saturating_sub(8)];
            let entry = match memo.find(low, high) {
                Some(entry) => entry,
                None => match memo.learn(&bytes[at..end], low, high) {
                    Some(entry) => entry,
                    None => break,
                },
            };
            self.ending = false;
            self.tokens_in_sentence += 1;
            let span = ByteSpan { start: at, end };
            self.sink.token(Token { span, hash: entry.hash, kind: TokenKind::Syllable });
            if may_end && entry.high & ABBREVIATION == 0 {
                self.finish_sentence();
            }
            at = end + skip;
        }
        at
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

/// The 16 bytes at `at`, NUL after the last of all.
#[inline(always)]
fn words(bytes: &[u8], at: usize) -> [u64; 2] {
    let mut padded = [0; 16];
    let block = match bytes.get(at..at + 16).and_then(|block| block.try_into().ok()) {
        Some(block) => block,
        None => {
            let rest = &bytes[at..];
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        }
    };
    let [low, high] = [0, 8].map(|i| {
        let mut word = [0; 8];
        word.copy_from_slice(&block[i..i + 8]);
        u64::from_le_bytes(word)
    });
    [low, high]
}

/// How many of 16 bytes, from the first on, are ASCII letters or of a character beyond ASCII.
#[inline(always)]
fn run_length(low: u64, high: u64) -> usize {
    let (low, high) = (others(low), others(high));
    let bit = if low != 0 { low.trailing_zeros() } else { 64 + high.trailing_zeros() };
    (bit / 8) as usize
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
