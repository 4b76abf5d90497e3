//! The tokenizer: one pass from text to tokens, each with a hash, and sentence ends.
//!
//! It builds no normalised string. The letters of a token are packed into one word (nine bits each,
//! see [`letter`](super::letter)), its tone marks into another; at the end of the token both are
//! mixed into its hash. Syllables in the [cache](super::cache) skip these steps.
//!
//! - A **syllable** is a run of letters. Vietnamese writes a space between syllables, so a word of
//!   several syllables is an n-gram; the words of other languages are single tokens.
//! - A **number** is hashed by its shape: `1.250` and `3.500` are one token, `2024` and `2025`
//!   another.
//! - A **code** mixes digits with letters and is hashed unchanged: `18-NQ/TW`, `5G`, `COVID-19`.
//!
//! A sentence ends at `.` `?` `!` `…` before white space or the end of the text, with closing
//! quotes and brackets in between, unless the full stop follows an abbreviation (at most three
//! letters without a vowel, which every Vietnamese syllable has: `TP.`, `TS.`, `PGS.`) or the
//! number of a list item.

use super::cache::{BLOCK, Cache, Entry, LONGEST, WINDOW, Window};
use super::letter::{self, CharClass, I_TO_Y};
use super::span::ByteSpan;

/// The kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters only.
    Syllable,
    /// Digits, with or without `.` `,` `/` between them.
    Number,
    /// Digits and letters, with or without `-` `/` between them.
    Code,
}

/// A token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// From its first character to its last.
    pub span: ByteSpan,
    /// Equal for texts with the same normal form.
    pub hash: u64,
    /// Letters, digits or both.
    pub kind: TokenKind,
}

/// The tokens of a text, by sentences.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Sentences<Token>);

impl Tokens {
    /// Returns the tokens of each sentence, at least one.
    pub fn sentences(&self) -> impl Iterator<Item = &[Token]> {
        self.0.sentences()
    }

    /// Returns all tokens.
    pub fn all(&self) -> &[Token] {
        &self.0.tokens
    }
}

/// Splits a text into tokens and sentences.
///
/// ```
/// let tokens = themelight::tokenize("Hoà giải. KỈ LUẬT!");
/// assert_eq!(tokens.sentences().map(<[_]>::len).collect::<Vec<_>>(), [2, 2]);
/// assert_eq!(tokens.all()[0].hash, themelight::tokenize("hòa").all()[0].hash);
/// ```
pub fn tokenize(text: &str) -> Tokens {
    let mut tokens = Tokens::default();
    run(text.as_bytes(), State::new(&mut tokens.0), |_, at| at);
    tokens
}

/// Like [`tokenize`], for scoring: writes the hashes of the tokens to `out`, whose memory is
/// reused, and looks up syllables in `cache`. Invalid UTF-8 is safe but its hashes are meaningless:
/// validation would take a quarter of the time in the browser, where `TextEncoder` writes the
/// bytes.
pub(crate) fn hash_tokens(bytes: &[u8], cache: &mut Cache, out: &mut Hashes) {
    out.tokens.clear();
    out.ends.clear();
    run(bytes, State::new(out), |state, at| state.syllables(bytes, at, cache));
}

/// The hashes of a text's tokens.
pub(crate) type Hashes = Sentences<u64>;

/// Tokens, or their hashes, and the number of tokens at each sentence end.
#[derive(Debug, Clone)]
pub(crate) struct Sentences<T> {
    tokens: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Sentences<T> {
    fn default() -> Self {
        Self { tokens: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Sentences<T> {
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &[T]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.tokens[start..end])
    }
}

impl From<Token> for u64 {
    #[inline(always)]
    fn from(token: Token) -> u64 {
        token.hash
    }
}

/// `cached` consumes the cached syllables at an offset and returns the end of the last one.
#[inline(always)]
fn run<T: From<Token>>(
    bytes: &[u8],
    mut state: State<'_, T>,
    mut cached: impl FnMut(&mut State<'_, T>, usize) -> usize,
) {
    let mut at = 0;
    while at < bytes.len() {
        at = cached(&mut state, at);
        at = state.letters(bytes, at);
        match bytes.get(at) {
            None => break,
            Some(&byte) if byte < 128 => {
                state.push(letter::class_of_ascii(byte), at, at + 1);
                at += 1;
            }
            Some(_) => {
                let c = first_char(&bytes[at..]);
                let end = at + c.map_or(1, char::len_utf8);
                match c {
                    Some(c) => letter::classify(c, &mut |class| state.push(class, at, end)),
                    None => state.push(CharClass::Other, at, end),
                }
                at = end;
            }
        }
    }
    state.finish_token();
    state.finish_sentence();
}

/// Decodes the first character, which is not ASCII; `None` if it is not UTF-8.
#[inline(never)]
fn first_char(bytes: &[u8]) -> Option<char> {
    let width = match bytes[0] {
        0xf0.. => 4,
        0xe0.. => 3,
        _ => 2,
    };
    std::str::from_utf8(bytes.get(..width)?).ok()?.chars().next()
}

/// Mixes a token's packed letters and tones (with the finaliser of MurmurHash3, by Austin Appleby).
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

/// Vowels as a bit set, in the format of [`State::seen`].
const VOWELS: u32 = 1 | 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25;

/// Multiplies `tones` by the factor of a tone mark; 0 is no tone.
#[inline(always)]
fn with_tone(tones: u64, tone: u8) -> u64 {
    tones.wrapping_mul(1 + 8 * u64::from(tone))
}

/// A run of letters; the fields are those of [`State`].
struct Letters {
    letters: u64,
    tones: u64,
    seen: u32,
    len: u32,
}

impl Letters {
    fn new() -> Self {
        Self { letters: 0, tones: 1, seen: 0, len: 0 }
    }

    /// Adds a letter, given as its cell of the table.
    #[inline(always)]
    fn add(&mut self, cell: u16) {
        let (bits, tone) = letter::unpack(cell);
        self.letters = self.letters.rotate_left(9) ^ u64::from(bits);
        self.tones = with_tone(self.tones, tone);
        self.seen |= 1 << (bits & 31);
        self.len += 1;
    }
}

fn is_abbreviation(len: u32, seen: u32) -> bool {
    len <= 3 && seen & VOWELS == 0
}

/// The state of the current token and sentence.
struct State<'s, T> {
    out: &'s mut Sentences<T>,
    /// The letters, digits and joiners of the token, nine bits each, the last one lowest.
    letters: u64,
    /// Like `letters`, with 0 for every digit: the basis of a number's hash.
    shape: u64,
    /// The product of 1 + 8 · tone over the tone marks. It is independent of their order, in which
    /// canonically equivalent texts may differ. Different marks give different products, as 9, 17,
    /// 25, 33 and 41 are multiplicatively independent.
    tones: u64,
    start: usize,
    end: usize,
    /// Number of letters, digits and joiners; 0 between tokens.
    len: u32,
    alphas: u32,
    /// Bit n for the n-th letter of the alphabet; bit 0 for letters of other alphabets.
    seen: u32,
    after_digit: bool,
    /// A joiner or full stop after the token. The next character decides whether it joins.
    joiner: Option<u8>,
    /// True after a terminator: white space ends the sentence.
    ending: bool,
    tokens_in_sentence: usize,
}

impl<'s, T: From<Token>> State<'s, T> {
    fn new(out: &'s mut Sentences<T>) -> Self {
        State {
            out,
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

    /// Consumes the run of ASCII and Vietnamese letters at `at`; returns its end. Equivalent to
    /// [`push`](Self::push) with each letter, but keeps the state in registers.
    #[inline(always)]
    fn letters(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let Some((mut cell, mut width)) = letter::letter(bytes, at) else { return at };
        if self.joiner.is_some() {
            self.join_or_finish(false);
        }
        self.begin(at);
        let mut run = Letters { letters: self.letters, tones: self.tones, seen: self.seen, len: 0 };
        loop {
            run.add(cell);
            at += width;
            match letter::letter(bytes, at) {
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
    fn push(&mut self, class: CharClass, at: usize, end: usize) {
        match class {
            CharClass::Letter { bits, tone } => {
                if self.joiner.is_some() {
                    self.join_or_finish(false);
                }
                self.begin(at);
                self.append(bits, 0);
                self.add_tone(tone);
                self.alphas += 1;
                self.seen |= 1 << (bits & 31);
                self.after_digit = false;
                self.end = end;
            }
            CharClass::Space => {
                self.finish_token();
                if self.ending {
                    self.finish_sentence();
                }
            }
            CharClass::Digit(digit) => {
                if self.joiner.is_some() {
                    self.join_or_finish(true);
                }
                self.begin(at);
                self.append(digit.into(), b'0'.into());
                self.after_digit = true;
                self.end = end;
            }
            CharClass::Tone(tone) => {
                if self.len > 0 {
                    self.add_tone(tone);
                    self.end = end;
                }
            }
            CharClass::Mark(bits) => {
                if self.len > 0 {
                    self.letters ^= u64::from(bits);
                    self.end = end;
                }
            }
            CharClass::Invisible => {}
            CharClass::Joiner(joiner) => {
                let first = self.joiner.is_none();
                if self.len > 0 && first {
                    self.joiner = Some(joiner);
                } else {
                    self.finish_token();
                }
            }
            CharClass::Terminator(b'.') if self.len > 0 && self.joiner.is_none() => {
                self.joiner = Some(b'.');
            }
            CharClass::Terminator(_) => {
                self.finish_token();
                self.ending = true;
            }
            CharClass::Single(bits) => {
                self.finish_token();
                self.begin(at);
                self.append(bits << 9, bits << 9);
                (self.alphas, self.seen, self.end) = (1, 1, end);
                self.finish_token();
            }
            CharClass::Closing | CharClass::Other => self.finish_token(),
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
    fn append(&mut self, bits: u32, shape: u32) {
        self.letters = self.letters.rotate_left(9) ^ u64::from(bits);
        self.shape = self.shape.rotate_left(9) ^ u64::from(shape);
        self.len += 1;
    }

    /// Appends the joiner if the next character, a letter or digit, continues the number or code;
    /// otherwise ends the token.
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
        let letters =
            if kind == TokenKind::Number { self.shape } else { i_to_y(self.letters, self.len) };
        let hash = mix(letters, self.tones >> 3); // a single tone's number, 0 for none
        let span = ByteSpan { start: self.start, end: self.end };
        self.emit(Token { span, hash, kind });
        (self.letters, self.shape, self.tones) = (0, 0, 1);
        (self.len, self.alphas, self.seen, self.after_digit) = (0, 0, 0, false);
        self.ending = ends && !abbreviation;
    }

    #[inline(always)]
    fn emit(&mut self, token: Token) {
        self.tokens_in_sentence += 1;
        self.out.tokens.push(token.into());
    }

    fn finish_sentence(&mut self) {
        self.ending = false;
        if self.tokens_in_sentence > 0 {
            self.tokens_in_sentence = 0;
            self.out.ends.push(self.out.tokens.len());
        }
    }

    /// Consumes consecutive syllables at `at`, with single spaces and simple punctuation between
    /// them; returns the offset of the first other byte. Equivalent to [`push`](Self::push) with
    /// each character.
    #[inline(always)]
    fn syllables(&mut self, bytes: &[u8], mut at: usize, cache: &mut Cache) -> usize {
        if self.len > 0 {
            return at; // the letters continue a token
        }
        while at < bytes.len() {
            let mut padded = [0; WINDOW];
            let window = Window::new(bytes, at, &mut padded);
            let ends = window.run_ends();
            let mut start = 0;
            while start < BLOCK {
                let rest = ends >> start;
                let len = rest.trailing_zeros() as usize;
                if rest == 0 && start > 0 {
                    break; // the run continues in the next window
                }
                if len == 0 || len > LONGEST {
                    return at + start;
                }
                let end = start + len;
                let (mut skip, mut may_end) = (1, false);
                if window.byte(end) != b' ' {
                    match punctuation(bytes, at + end) {
                        Some(full_stop) => (skip, may_end) = (2, full_stop),
                        None => return at + start,
                    }
                }
                let run = window.run(start, len);
                let entry = match cache.get(run) {
                    Some(entry) => entry,
                    None => match fold_syllable(&bytes[at + start..at + end]) {
                        Some(entry) => cache.insert(run, entry),
                        None => return at + start,
                    },
                };
                self.ending = false;
                let span = ByteSpan { start: at + start, end: at + end };
                self.emit(Token { span, hash: entry.hash, kind: TokenKind::Syllable });
                if may_end && !entry.abbreviation {
                    self.finish_sentence();
                }
                start = end + skip;
            }
            at += start;
        }
        at
    }
}

/// Folds a run of bytes letter by letter; `None` if it is not all ASCII and Vietnamese letters.
#[cold]
#[inline(never)]
fn fold_syllable(run: &[u8]) -> Option<Entry> {
    let (mut letters, mut at) = (Letters::new(), 0);
    while at < run.len() {
        let (cell, width) = letter::letter(run, at)?;
        letters.add(cell);
        at += width;
    }
    let hash = mix(i_to_y(letters.letters, letters.len), letters.tones >> 3);
    Some(Entry { hash, abbreviation: is_abbreviation(letters.len, letters.seen) })
}

/// Accepts a comma, colon or full stop before a space, or the end of the text, after a syllable.
/// Returns whether it is a full stop; `None` if anything else follows.
#[cold]
#[inline(never)]
fn punctuation(bytes: &[u8], at: usize) -> Option<bool> {
    match bytes[at..] {
        [] => Some(false),
        [mark @ (b',' | b'.' | b':'), b' ', ..] => Some(mark == b'.'),
        _ => None,
    }
}

/// Replaces the i of the syllables [`I_TO_Y`] by y.
fn i_to_y(letters: u64, len: u32) -> u64 {
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

#[cfg(test)]
mod tests;
