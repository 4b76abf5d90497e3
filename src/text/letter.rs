//! Classifies characters and folds letters to bits: the character steps of
//! [`normalize`](mod@super::normalize) in one pass.
//!
//! The *bits* of a letter are nine bits for its base letter and its quality mark (the circumflex,
//! breve or horn of â ă ơ, the bar of đ). The tone mark is separate: the tokenizer adds it to the
//! syllable instead of to a vowel, so hoà equals hòa, and composed text equals decomposed text. A
//! 64-bit word holds the seven letters of the longest Vietnamese syllable (nghiêng).
//!
//! ASCII and Vietnamese letters come from tables of two-byte cells (for U+00C0 to U+01B0 and U+1EA0
//! to U+1EF9). Every other character is decomposed canonically, and its parts are classified.

use super::tables::{DECOMPOSITIONS, DECOMPOSITIONS_BEYOND, LATIN, LATIN_BLOCKS, LOWER, MARKS};

/// The classes of characters that the tokenizer distinguishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharClass {
    /// A letter.
    Letter {
        /// Base letter and quality mark: nine bits for a Vietnamese letter, more for others.
        bits: u32,
        /// 1 to 5 in the order of `TONES`, 0 for none.
        tone: u8,
    },
    /// A combining mark: bits to XOR into those of the preceding letter.
    Mark(u32),
    /// A combining tone mark, 1 to 5 in the order of `TONES`.
    Tone(u8),
    /// An ASCII digit.
    Digit(u8),
    /// A letter that is a token by itself (an ideograph): its code point.
    Single(u32),
    /// A zero-width character or soft hyphen.
    Invisible,
    /// White space.
    Space,
    /// A full stop (`b'.'`), question mark, exclamation mark or ellipsis.
    Terminator(u8),
    /// A quotation mark or bracket that may separate a full stop from the space after it.
    Closing,
    /// `-`, `/`, `,` or `:`, which may join the parts of a number or a code.
    Joiner(u8),
    /// Anything else.
    Other,
}

/// Quality marks that complete a Vietnamese letter, in bits 7 and 8.
const CIRCUMFLEX: u32 = 1 << 7;
const BREVE: u32 = 2 << 7;
const HORN: u32 = 3 << 7;
/// The bar of đ. No letter has it together with another quality mark.
const BAR: u32 = 1 << 7;

/// The tone marks, numbered from 1: huyền, sắc, ngã, hỏi, nặng.
pub(super) const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Open syllables that are spelt with i or with y: kỉ luật, kỷ luật.
pub(super) const I_TO_Y: [&str; 7] = ["hi", "ki", "li", "mi", "si", "ti", "qui"];

/// Splits a cell of the table into letter bits (0–8) and tone (9–11).
#[inline(always)]
pub fn unpack(cell: u16) -> (u32, u8) {
    ((cell & 0x1ff).into(), (cell >> 9) as u8)
}

/// The cells of the ASCII letters; 0 for other characters.
const ASCII_LETTERS: [u16; 128] = {
    let mut table = [0; 128];
    let mut c = b'a';
    while c <= b'z' {
        table[c as usize] = c as u16;
        table[c.to_ascii_uppercase() as usize] = c as u16;
        c += 1;
    }
    table
};

/// Returns the cell of the ASCII or Vietnamese letter at `at`, and its length in bytes of UTF-8.
#[inline(always)]
pub fn letter(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    let first = *bytes.get(at)?;
    let (cell, width) = match first {
        ..0x80 => (ASCII_LETTERS[usize::from(first)], 1),
        0xc3..=0xc6 => {
            (block_cell(0, u32::from(first & 0x1f) << 6 | continuation(bytes, at + 1)), 2)
        }
        0xe1 => {
            let code_point =
                0x1000 | continuation(bytes, at + 1) << 6 | continuation(bytes, at + 2);
            (block_cell(1, code_point), 3)
        }
        _ => (0, 1),
    };
    (cell != 0).then_some((cell, width))
}

#[inline(always)]
fn continuation(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at).map_or(0, |b| u32::from(b & 0x3f))
}

/// Returns the cell of a character in one of [`LATIN_BLOCKS`]; 0 outside the block.
#[inline(always)]
fn block_cell(block: usize, code_point: u32) -> u16 {
    let (first, offset, len) = LATIN_BLOCKS[block];
    let i = code_point.wrapping_sub(first);
    if i < len { LATIN[(offset + i) as usize] } else { 0 }
}

const ASCII: [CharClass; 128] = {
    let mut table = [CharClass::Other; 128];
    let mut i = 0;
    while i < 128 {
        let c = i as u8;
        table[i] = match c {
            b'a'..=b'z' => CharClass::Letter { bits: c as u32, tone: 0 },
            b'A'..=b'Z' => CharClass::Letter { bits: (c | 32) as u32, tone: 0 },
            b'0'..=b'9' => CharClass::Digit(c),
            b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | b' ' => CharClass::Space,
            b'.' | b'?' | b'!' => CharClass::Terminator(c),
            b'"' | b'\'' | b')' | b']' | b'}' => CharClass::Closing,
            b'-' | b'/' | b',' | b':' => CharClass::Joiner(c),
            _ => CharClass::Other,
        };
        i += 1;
    }
    table
};

/// Returns the class of an ASCII character.
#[inline(always)]
pub fn class_of_ascii(byte: u8) -> CharClass {
    ASCII[(byte & 127) as usize]
}

/// Calls `push` with the class of a character, or with those of its parts where it decomposes.
#[inline(always)]
pub fn classify(c: char, push: &mut impl FnMut(CharClass)) {
    let code_point = c as u32;
    if code_point < 128 {
        return push(class_of_ascii(code_point as u8));
    }
    let cell = block_cell(0, code_point) | block_cell(1, code_point);
    if cell != 0 {
        let (bits, tone) = unpack(cell);
        return push(CharClass::Letter { bits, tone });
    }
    classify_other(c, &mut |class| push(class));
}

/// Like [`classify`], for characters that have no cell.
#[inline(never)]
fn classify_other(c: char, push: &mut dyn FnMut(CharClass)) {
    let class = match c {
        '\u{302}' => CharClass::Mark(CIRCUMFLEX),
        '\u{306}' => CharClass::Mark(BREVE),
        '\u{31b}' => CharClass::Mark(HORN),
        _ if invisible(c) => CharClass::Invisible,
        _ => {
            if let Some(i) = TONES.iter().position(|&t| t == c) {
                CharClass::Tone(i as u8 + 1)
            } else if let Some(c) =
                space(c).or_else(|| width(c)).or_else(|| punctuation(c)).or_else(|| look_alike(c))
            {
                return classify(c, &mut |class| push(class));
            } else if let Some((base, mark)) = decompose(c) {
                classify(base, &mut |class| push(class));
                if mark != '\0' {
                    classify(mark, &mut |class| push(class));
                }
                return;
            } else if is_mark(c) {
                CharClass::Mark((c as u32) << 9)
            } else if c == '。' || c == '…' {
                CharClass::Terminator(b'!')
            } else if c == '»' || c == '」' || c == '』' {
                CharClass::Closing
            } else if is_ideograph(c) {
                CharClass::Single(c as u32)
            } else if c.is_alphanumeric() {
                CharClass::Letter { bits: lower_bits(c), tone: 0 }
            } else {
                CharClass::Other
            }
        }
    };
    push(class);
}

/// Returns the bits of a letter without a cell: 512 or more, to differ from those in cells.
fn lower_bits(c: char) -> u32 {
    match lower(c) {
        'đ' => 'd' as u32 | BAR,
        c => (c as u32) << 9,
    }
}

/// Returns the lower case if it is one character, otherwise the character itself. Does not change
/// letters that decompose or lie beyond the first plane.
pub fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let Ok(code_point) = u16::try_from(c as u32) else { return c };
    let run = LOWER.partition_point(|[_, last, ..]| *last < code_point);
    match LOWER.get(run) {
        Some([first, _, step, add]) if *first <= code_point && (code_point - first) % step == 0 => {
            char::from_u32(code_point.wrapping_add(*add).into()).unwrap_or(c)
        }
        _ => c,
    }
}

/// Returns whether a character has no glyph: soft hyphen, zero-width space and joiners, direction
/// marks, word joiner, byte order mark, variation selectors.
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Maps no-break and other spaces to a space.
pub fn space(c: char) -> Option<char> {
    matches!(
        c,
        '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
    .then_some(' ')
}

/// Maps full-width forms to ASCII.
pub fn width(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}

/// Maps curly quotes and apostrophes to straight ones; hyphens, dashes and the minus sign to `-`.
pub fn punctuation(c: char) -> Option<char> {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => Some('\''),
        '“' | '”' | '„' | '‟' | '″' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '⁄' | '∕' => Some('/'),
        _ => None,
    }
}

/// Maps letters that are typed for Đ because they look like it: Icelandic eth, African D.
pub fn look_alike(c: char) -> Option<char> {
    match c {
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' | 'ɖ' => Some('đ'),
        _ => None,
    }
}

/// Returns one step of the canonical decomposition; the second part is NUL if there is only one.
fn decompose(c: char) -> Option<(char, char)> {
    // Hangul syllables decompose by arithmetic (The Unicode Standard, section 3.12).
    if let Some(s) = (c as u32).checked_sub(0xac00).filter(|&s| s < 11_172) {
        let (first, second) = match s % 28 {
            0 => (0x1100 + s / 588, 0x1161 + s % 588 / 28),
            t => (0xac00 + s - t, 0x11a7 + t),
        };
        return Some((char::from_u32(first)?, char::from_u32(second)?));
    }
    let parts = |[_, base, mark]: [u32; 3]| Some((char::from_u32(base)?, char::from_u32(mark)?));
    let Ok(code_point) = u16::try_from(c as u32) else {
        let i = DECOMPOSITIONS_BEYOND.binary_search_by_key(&(c as u32), |d| d[0]).ok()?;
        return parts(DECOMPOSITIONS_BEYOND[i]);
    };
    let i = DECOMPOSITIONS.binary_search_by_key(&code_point, |d| d[0]).ok()?;
    parts(DECOMPOSITIONS[i].map(u32::from))
}

/// Returns whether a character joins the preceding letter: any with a combining class; in the Indic
/// and Thai blocks all but letters, digits and dandas; enclosing marks.
fn is_mark(c: char) -> bool {
    let range = MARKS.partition_point(|[_, last]| *last < c as u32);
    if MARKS.get(range).is_some_and(|[first, _]| *first <= c as u32) {
        return true;
    }
    match c {
        '\u{488}' | '\u{489}' | '\u{1abe}' | '\u{20dd}'..='\u{20e4}' => true,
        '\u{964}' | '\u{965}' | '\u{970}' | '\u{e3f}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}' => false,
        '\u{900}'..='\u{eff}' | '\u{102b}'..='\u{103e}' => !c.is_alphanumeric(),
        _ => false,
    }
}

/// Returns whether a character is a CJK compatibility ideograph: a token by itself, which
/// normalisation does not change.
pub fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<CharClass> {
        let mut parts = Vec::new();
        text.chars().for_each(|c| classify(c, &mut |class| parts.push(class)));
        parts
    }

    #[test]
    fn quality_marks_are_in_the_bits_and_tone_marks_are_not() {
        assert_eq!(parts("Ệ"), [CharClass::Letter { bits: 'e' as u32 | CIRCUMFLEX, tone: 5 }]);
        assert_eq!(parts("ờ"), [CharClass::Letter { bits: 'o' as u32 | HORN, tone: 1 }]);
        assert_eq!(parts("ẵ"), [CharClass::Letter { bits: 'a' as u32 | BREVE, tone: 3 }]);
        assert_eq!(parts("Đ"), parts("đ"));
        assert_eq!(parts("Ð"), parts("đ"), "eth is typed for Đ");
        assert_eq!(
            parts("e\u{323}\u{302}"),
            [
                CharClass::Letter { bits: 'e' as u32, tone: 0 },
                CharClass::Tone(5),
                CharClass::Mark(CIRCUMFLEX)
            ]
        );
    }

    #[test]
    fn variants_fold_to_ascii() {
        assert_eq!(parts("Ａ１／"), parts("a1/"));
        assert_eq!(parts("“”‘’\u{a0}–"), parts("\"\"'' -"));
        assert_eq!(parts("\u{200b}\u{ad}"), [CharClass::Invisible, CharClass::Invisible]);
    }

    #[test]
    fn other_scripts_decompose_too() {
        assert_eq!(parts("й"), parts("и\u{306}"));
        assert_eq!(parts("한"), parts("\u{1112}\u{1161}\u{11ab}"));
        assert_eq!(parts("ü"), parts("u\u{308}"));
        assert_eq!(parts("ṍ"), parts("õ\u{301}"), "its first part has a cell");
        assert_eq!(
            parts("\u{340}\u{212b}"),
            parts("\u{300}\u{c5}"),
            "a decomposition into one character"
        );
        assert_eq!(parts("\u{fb2c}"), parts("\u{5e9}\u{5bc}\u{5c1}"), "parts that do not compose");
        assert_eq!(parts("\u{1109a}"), parts("\u{11099}\u{110ba}"), "beyond the first plane");
        assert_eq!(parts("字"), [CharClass::Single('字' as u32)]);
    }
}
