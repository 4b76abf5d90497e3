//! One pass from text to tokens: syllables, numbers and codes, each with a hash, and sentence ends.
//!
//! Nothing is allocated. The letters of a token are packed into one word as they come (nine bits
//! each, see [`fold`]); its tone marks are counted apart; at its end both are mixed
//! into the token's hash. A syllable met before is not folded again: see [`memo`](super::memo).
//!
//! - A **syllable** is a run of letters. Vietnamese writes a space between syllables, so a “word” of
//!   several is an n-gram to us; other languages get their words.
//! - A **number** keeps its shape, not its digits: `1.250` and `3.500` are one token, `2024` and
//!   `2025` another.
//! - A **code** mixes digits with letters and is kept whole: `18-NQ/TW`, `5G`, `COVID-19`.
//!
//! A sentence ends at `.` `?` `!` `…` before white space or the end of the text, closing quotes
//! and brackets in between, unless the full stop follows an abbreviation (at most three letters and no
//! vowel, which no Vietnamese syllable lacks: `TP.`, `TS.`, `PGS.`) or the number of a list item.

use super::fold::{self, Fold};
use super::memo::Memo;
use super::span::ByteSpan;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters only.
    Syllable,
    /// Digits, perhaps with `.` `,` `/` between them.
    Number,
    /// Digits and letters, perhaps with `-` `/` between them.
    Code,
}

/// A token: where it stands and the hash of its normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// From its first character to its last, in bytes of the text given.
    pub span: ByteSpan,
    /// The same for all spellings that normalisation makes equal.
    pub hash: u64,
    /// What it is made of.
    pub kind: TokenKind,
    /// What the receiver [noted](Tokens::note) of its hash.
    pub note: u32,
}

/// Receives what the tokenizer finds, in order.
pub trait Tokens {
    /// The next token.
    fn token(&mut self, token: Token);
    /// Something to be told again with each token of this hash: it is remembered with the syllable.
    fn note(&self, _hash: u64) -> u32 {
        0
    }
    /// The sentence of the tokens so far is over; never called twice without a token in between.
    fn sentence_end(&mut self);
}

/// Tokenizes `text` in one pass.
pub fn tokens(text: &str, sink: &mut impl Tokens) {
    run(text.as_bytes(), State::new(sink), |_, at| at);
}

/// The same with what `memo` has learnt from other texts, which makes it faster and changes nothing else as long as the sink's
/// notes are the same. The bytes should be UTF-8; others do no harm, but what they give means nothing.
pub fn tokens_with(bytes: &[u8], memo: &mut Memo, sink: &mut impl Tokens) {
    run(bytes, State::new(sink), |state, at| state.syllables(bytes, at, memo));
}

/// `known` takes syllables that need not be looked at letter by letter, and returns where they end.
#[inline(always)]
fn run<S: Tokens>(bytes: &[u8], mut state: State<'_, S>, mut known: impl FnMut(&mut State<'_, S>, usize) -> usize) {
    let mut at = 0;
    while at < bytes.len() {
        // Nearly all of a text is runs of letters and single spaces.
        at = known(&mut state, at);
        at = state.letters(bytes, at);
        match bytes.get(at) {
            None => break,
            Some(&byte) if byte < 128 => {
                state.push(fold::ascii(byte), at, at + 1);
                at += 1;
            }
            Some(_) => {
                let c = first_char(&bytes[at..]);
                let end = at + c.map_or(1, char::len_utf8);
                match c {
                    Some(c) => fold::fold(c, &mut |f| state.push(f, at, end)),
                    None => state.push(Fold::Other, at, end),
                }
                at = end;
            }
        }
    }
    state.finish_token();
    state.finish_sentence();
}

/// The character that starts a text; `None` where there is none in UTF-8.
#[inline(never)]
fn first_char(bytes: &[u8]) -> Option<char> {
    let width = match bytes[0] {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    std::str::from_utf8(bytes.get(..width)?).ok()?.chars().next()
}

/// Mixes a token's packed letters and tones: two multiplications by odd constants, each followed by
/// a shift that brings the high bits down (the finaliser of MurmurHash3, by Austin Appleby).
fn mix(letters: u64, tones: u64) -> u64 {
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

/// The letters that make a syllable more than an abbreviation: bit n for the n-th letter of the alphabet, and bit 0,
/// where the letters of other alphabets end up.
const VOWELS: u32 = 1 | 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25;

/// Adds a tone mark to a product of them; 0 is no tone.
#[inline(always)]
fn with_tone(tones: u64, tone: u8) -> u64 {
    tones.wrapping_mul(1 + 8 * u64::from(tone))
}

/// What a run of letters adds up to.
pub(super) struct Letters {
    letters: u64,
    tones: u64,
    seen: u32,
    len: u32,
}

impl Letters {
    pub(super) fn new() -> Self {
        Self { letters: 0, tones: 1, seen: 0, len: 0 }
    }

    /// Adds a letter by its cell.
    #[inline(always)]
    pub(super) fn add(&mut self, cell: u16) {
        let (code, tone) = fold::unpack(cell);
        self.letters = self.letters.rotate_left(9) ^ u64::from(code);
        self.tones = with_tone(self.tones, tone);
        self.seen |= 1 << (code & 31);
        self.len += 1;
    }

    /// The hash of a syllable of these letters, and whether it may be an abbreviation.
    pub(super) fn syllable(&self) -> (u64, bool) {
        (mix(i_to_y(self.letters, self.len), self.tones >> 3), is_abbreviation(self.len, self.seen))
    }
}

fn is_abbreviation(len: u32, seen: u32) -> bool {
    len <= 3 && seen & VOWELS == 0
}

pub(super) struct State<'s, S> {
    pub(super) sink: &'s mut S,
    /// The letters, digits and joiners of the token, nine bits each, rotated.
    letters: u64,
    /// Digits as 0 and the joiners between them: what a number is hashed by.
    shape: u64,
    /// The product of 1 + 8 · tone over the tone marks: whatever their order, as canonically equivalent texts may differ in
    /// it, and different for different marks, as 9, 17, 25, 33 and 41 have no power products in common.
    tones: u64,
    start: usize,
    end: usize,
    /// How many letters, digits and joiners; 0: no token begun.
    pub(super) len: u32,
    alphas: u32,
    /// Bit n for the n-th letter of the alphabet; bit 0 for letters of other alphabets.
    seen: u32,
    after_digit: bool,
    /// A joiner or full stop after the token; what comes next decides whether it belongs to it.
    joiner: Option<u8>,
    /// A terminator has been seen; white space now ends the sentence.
    pub(super) ending: bool,
    pub(super) tokens_in_sentence: usize,
}

impl<'s, S: Tokens> State<'s, S> {
    fn new(sink: &'s mut S) -> Self {
        State {
            sink,
            letters: 0,
            shape: 0,
            tones: 1,
            start: 0,
            end: 0,
            len: 0,
            alphas: 0,
            seen: 0,
            after_digit: false,
            joiner: None,
            ending: false,
            tokens_in_sentence: 0,
        }
    }

    /// Takes the run of ASCII and Vietnamese letters at `at`; returns where it ends. The same as [`push`](Self::push) with
    /// each letter, with what changes held in registers.
    #[inline(always)]
    fn letters(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let Some((mut cell, mut width)) = fold::letter(bytes, at) else { return at };
        if self.joiner.is_some() {
            self.join_or_finish(false);
        }
        self.begin(at);
        let mut run = Letters { letters: self.letters, tones: self.tones, seen: self.seen, len: 0 };
        loop {
            run.add(cell);
            at += width;
            match fold::letter(bytes, at) {
                Some(next) => (cell, width) = next,
                None => break,
            }
        }
        (self.letters, self.tones, self.seen) = (run.letters, run.tones, run.seen);
        (self.len, self.alphas) = (self.len + run.len, self.alphas + run.len);
        (self.end, self.after_digit) = (at, false);
        at
    }

    #[inline(always)]
    fn push(&mut self, f: Fold, at: usize, end: usize) {
        match f {
            Fold::Letter { code, tone } => {
                if self.joiner.is_some() {
                    self.join_or_finish(false);
                }
                self.begin(at);
                self.append(code, 0);
                self.add_tone(tone);
                self.alphas += 1;
                self.seen |= 1 << (code & 31);
                self.after_digit = false;
                self.end = end;
            }
            Fold::Space => {
                self.finish_token();
                if self.ending {
                    self.finish_sentence();
                }
            }
            Fold::Digit(digit) => {
                if self.joiner.is_some() {
                    self.join_or_finish(true);
                }
                self.begin(at);
                self.append(digit.into(), b'0'.into());
                self.after_digit = true;
                self.end = end;
            }
            Fold::Tone(tone) => {
                if self.len > 0 {
                    self.add_tone(tone);
                    self.end = end;
                }
            }
            Fold::Mark(code) => {
                if self.len > 0 {
                    self.letters ^= u64::from(code);
                    self.end = end;
                }
            }
            Fold::Invisible => {}
            Fold::Joiner(joiner) => {
                let first = self.joiner.is_none();
                if self.len > 0 && first {
                    self.joiner = Some(joiner);
                } else {
                    self.finish_token();
                }
            }
            Fold::Terminator(b'.') if self.len > 0 && self.joiner.is_none() => self.joiner = Some(b'.'),
            Fold::Terminator(_) => {
                self.finish_token();
                self.ending = true;
            }
            Fold::Single(code) => {
                self.finish_token();
                self.begin(at);
                self.append(code << 9, code << 9);
                (self.alphas, self.seen, self.end) = (1, 1, end);
                self.finish_token();
            }
            Fold::Closing | Fold::Other => self.finish_token(),
        }
    }

    #[inline(always)]
    fn begin(&mut self, at: usize) {
        if self.len == 0 {
            self.start = at;
            self.ending = false;
        }
    }

    #[inline(always)]
    fn add_tone(&mut self, tone: u8) {
        self.tones = with_tone(self.tones, tone);
    }

    #[inline(always)]
    fn append(&mut self, code: u32, shape: u32) {
        self.letters = self.letters.rotate_left(9) ^ u64::from(code);
        self.shape = self.shape.rotate_left(9) ^ u64::from(shape);
        self.len += 1;
    }

    /// A letter or digit follows the token and its joiner: is it all one number or code?
    fn join_or_finish(&mut self, digit: bool) {
        let Some(joiner) = self.joiner else { return };
        let has_digit = self.alphas < self.len;
        let joins = match (joiner, digit) {
            (b'.' | b',', true) => self.after_digit && self.alphas == 0,
            (b'/', _) | (b'-', false) => has_digit,
            (b'-', true) => self.alphas > 0,
            _ => false,
        };
        if joins {
            self.joiner = None;
            self.append(joiner.into(), joiner.into());
        } else {
            self.finish_token();
        }
    }

    fn finish_token(&mut self) {
        let ends = self.joiner.take() == Some(b'.');
        if self.len == 0 {
            return;
        }
        let kind = match self.alphas {
            0 => TokenKind::Number,
            n if n == self.len => TokenKind::Syllable,
            _ => TokenKind::Code,
        };
        let abbreviation = match kind {
            TokenKind::Syllable => is_abbreviation(self.len, self.seen),
            TokenKind::Number => self.len <= 2 && self.tokens_in_sentence == 0,
            TokenKind::Code => false,
        };
        let letters = if kind == TokenKind::Number { self.shape } else { i_to_y(self.letters, self.len) };
        let hash = mix(letters, self.tones >> 3); // a single tone's number, 0 for none
        let span = ByteSpan { start: self.start, end: self.end };
        self.tokens_in_sentence += 1;
        self.sink.token(Token { span, hash, kind, note: self.sink.note(hash) });
        (self.letters, self.shape, self.tones) = (0, 0, 1);
        (self.len, self.alphas, self.seen, self.after_digit) = (0, 0, 0, false);
        self.ending = ends && !abbreviation;
    }

    pub(super) fn finish_sentence(&mut self) {
        self.ending = false;
        if self.tokens_in_sentence > 0 {
            self.tokens_in_sentence = 0;
            self.sink.sentence_end();
        }
    }
}

/// Open syllables of h k l m s t or qu with i are spelt with y too (kỉ luật, kỷ luật): one of the two stays.
fn i_to_y(letters: u64, len: u32) -> u64 {
    const OPEN: [u64; 7] = [pack(b"hi"), pack(b"ki"), pack(b"li"), pack(b"mi"), pack(b"si"), pack(b"ti"), pack(b"qui")];
    if len <= 3 && OPEN.contains(&letters) { letters ^ u64::from(b'i' ^ b'y') } else { letters }
}

#[cfg(test)]
mod tests;
