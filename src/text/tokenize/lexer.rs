//! What the tokenizer knows of the current token and sentence.

use super::hash::{Letters, fold_syllable, i_to_y, is_abbreviation, mix, with_tone};
use super::{Sentences, Token, TokenKind};
use crate::text::cache::{BLOCK, Cache, LONGEST, WINDOW, Window};
use crate::text::letter::{self, CharClass};
use crate::text::span::ByteSpan;

/// The state of the current token and sentence.
pub(super) struct Lexer<'s, T> {
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

impl<'s, T: From<Token>> Lexer<'s, T> {
    pub(super) fn new(out: &'s mut Sentences<T>) -> Self {
        Lexer {
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
    pub(super) fn letters(&mut self, bytes: &[u8], mut at: usize) -> usize {
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
    pub(super) fn push(&mut self, class: CharClass, at: usize, end: usize) {
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

    pub(super) fn finish_token(&mut self) {
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

    pub(super) fn finish_sentence(&mut self) {
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
    pub(super) fn syllables(&mut self, bytes: &[u8], mut at: usize, cache: &mut Cache) -> usize {
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
