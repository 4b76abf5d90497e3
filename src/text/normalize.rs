//! The specification of normalisation: its steps by name, each of which can be applied alone.
//!
//! The tokenizer applies all of them at once, without building a string; `tests/text.rs` checks it
//! against these steps. After a lossless step the text looks the same. A lossy step may make two
//! different texts equal.

use super::letter;
use super::tokenize::{TokenKind, tokenize};
use super::unicode::{is_mark, nfc, nfd};

/// One normalisation step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Unicode NFC: letter and combining marks become one character.
    Compose,
    /// Zero-width characters, soft hyphens and direction marks are removed.
    Invisible,
    /// No-break and other spaces become a space.
    Space,
    /// Full-width forms become ASCII.
    Width,
    /// Curly quotes become straight ones, all hyphens and dashes `-`.
    Punctuation,
    /// Ð and Ɖ, typed for Đ, become Đ.
    LookAlike,
    /// Lower case.
    Case,
    /// A syllable's tone mark moves to the vowel of the older spelling: hoà → hòa, qúy → quý.
    ToneMark,
    /// i becomes y in open syllables after h k l m s t qu: kỉ luật → kỷ luật.
    IToY,
    /// The digits of a number become 0: 1.250 → 0.000. Codes (18-NQ/TW, 5G) keep their digits.
    Number,
}

/// Steps after which the text looks the same, in order.
pub const LOSSLESS: [Step; 3] = [Step::Compose, Step::Invisible, Step::Space];
/// Steps that may make different texts equal, in order, after the lossless ones.
pub const LOSSY: [Step; 7] = [
    Step::Width,
    Step::Punctuation,
    Step::LookAlike,
    Step::Case,
    Step::ToneMark,
    Step::IToY,
    Step::Number,
];

/// Applies all steps in order. Texts with the same normal form have the same token hashes.
///
/// ```
/// assert_eq!(themelight::normalize("Hoà giải, KỈ LUẬT: 1.250"), "hòa giải, kỷ luật: 0.000");
/// ```
pub fn normalize(text: &str) -> String {
    LOSSLESS.iter().chain(&LOSSY).fold(text.to_owned(), |text, step| step.apply(&text))
}

impl Step {
    /// Returns the step's name in documentation and reports.
    pub fn name(self) -> &'static str {
        match self {
            Step::Compose => "nfc",
            Step::Invisible => "invisible",
            Step::Space => "space",
            Step::Width => "full-width",
            Step::Punctuation => "punctuation",
            Step::LookAlike => "look-alike",
            Step::Case => "lower-case",
            Step::ToneMark => "tone-mark",
            Step::IToY => "i-to-y",
            Step::Number => "number",
        }
    }

    /// Applies this step alone.
    pub fn apply(self, text: &str) -> String {
        let map = |f: fn(char) -> Option<char>| text.chars().map(|c| f(c).unwrap_or(c)).collect();
        match self {
            Step::Compose => compose(text),
            // Between a letter and its mark an invisible character has kept the two apart.
            Step::Invisible => {
                compose(&text.chars().filter(|&c| !letter::invisible(c)).collect::<String>())
            }
            Step::Space => map(letter::space),
            Step::Width => map(letter::width),
            Step::Punctuation => map(letter::punctuation),
            Step::LookAlike => map(letter::look_alike),
            // Some lower-case letters compose where their capitals do not, as Ϊ and ΐ do.
            Step::Case => compose(&text.chars().map(lower).collect::<String>()),
            Step::ToneMark => rewrite(text, |token, _| place_tone(token)),
            Step::IToY => rewrite(text, |token, _| i_to_y(token)),
            Step::Number => rewrite(text, |token, kind| {
                (kind == TokenKind::Number)
                    .then(|| token.replace(|c: char| c.is_ascii_digit(), "0"))
            }),
        }
    }
}

/// Returns the NFC, but keeps CJK compatibility ideographs. Unicode decomposes 1,002 of them to
/// other ideographs. The tokenizer's tables do not have these (they would add 3 KB to the wasm),
/// and both must agree.
fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(letter::is_compatibility_ideograph) {
        let (before, from) = rest.split_at(at);
        let after = from.trim_start_matches(letter::is_compatibility_ideograph);
        out.push_str(&nfc(before));
        out.push_str(&from[..from.len() - after.len()]);
        rest = after;
    }
    out.push_str(&nfc(rest));
    out
}

/// Replaces each token for which `f` returns a replacement.
fn rewrite(text: &str, f: impl Fn(&str, TokenKind) -> Option<String>) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for token in tokenize(text).all() {
        let span = token.span;
        if let Some(replacement) = f(&text[span.start..span.end], token.kind) {
            out.push_str(&text[done..span.start]);
            out.push_str(&replacement);
            done = span.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Returns the lower case if it is one character of the first plane, otherwise the character
/// itself.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one <= '\u{ffff}' => one,
        _ => c,
    }
}

/// Splits a syllable with exactly one tone mark into its letters, composed with their quality
/// marks, and the tone mark.
fn without_tone(token: &str) -> Option<(Vec<char>, char)> {
    let (mut tone, mut rest) = (None, String::new());
    for c in nfd(token).chars() {
        if letter::TONES.contains(&c) {
            if tone.replace(c).is_some() {
                return None;
            }
        } else {
            rest.push(c);
        }
    }
    let letters: Vec<char> = nfc(&rest).chars().collect();
    letters.iter().all(|c| c.is_alphabetic() && !is_mark(*c)).then_some((letters, tone?))
}

fn with_tone(letters: &[char], at: usize, tone: char) -> String {
    let (before, after) = letters.split_at(at + 1);
    nfc(&before.iter().chain([&tone]).chain(after).collect::<String>())
}

fn is_vowel(c: char) -> bool {
    let base = nfd(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c).to_ascii_lowercase();
    matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Moves the tone mark of a Vietnamese syllable (consonants, one to three vowels, consonants) to
/// the vowel of the older spelling: the vowel with a quality mark, else the only vowel, the second
/// of three or of two before a consonant, or the first of two at the end.
fn place_tone(token: &str) -> Option<String> {
    let (letters, tone) = without_tone(token)?;
    let lowered: Vec<char> = letters.iter().map(|&c| lower(c)).collect();
    if lowered.iter().any(|c| c.is_uppercase()) {
        return None; // İ, say: with a tone mark it would become the capital of another letter
    }
    let mut first = lowered.iter().position(|&c| is_vowel(c))?;
    let end = first + lowered[first..].iter().take_while(|&&c| is_vowel(c)).count();
    if lowered[end..].iter().any(|&c| is_vowel(c)) {
        return None; // two groups of vowels: not a Vietnamese syllable
    }
    // The u of qu and the i of gi belong to the consonant when another vowel follows.
    if end - first > 1 && matches!(lowered[..=first], ['q', 'u'] | ['g', 'i']) {
        first += 1;
    }
    let vowels = &lowered[first..end];
    let marked = vowels.iter().rposition(|c| !c.is_ascii());
    let on = match (marked, vowels.len()) {
        (Some(i), _) => i,
        (_, 1) => 0,
        (_, 2) if end == lowered.len() => 0,
        (_, 2 | 3) => 1,
        _ => return None,
    };
    Some(with_tone(&letters, first + on, tone))
}

fn i_to_y(token: &str) -> Option<String> {
    let (mut letters, tone) = match without_tone(token) {
        Some((letters, tone)) => (letters, Some(tone)),
        None => (token.chars().collect(), None),
    };
    let lowered: String = letters.iter().map(|&c| lower(c)).collect();
    if !letter::I_TO_Y.contains(&&*lowered) {
        return None;
    }
    let last = letters.len() - 1;
    letters[last] = if letters[last] == 'I' { 'Y' } else { 'y' };
    Some(match tone {
        Some(tone) => with_tone(&letters, last, tone),
        None => letters.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a step alone: its examples, that it is idempotent, and that the tokens stay the same.
    macro_rules! step {
        ($name:ident, $step:expr, $($from:literal => $to:literal),+ $(,)?) => {
            #[test]
            fn $name() {
                $(
                    assert_eq!($step.apply($from), $to);
                    assert_eq!($step.apply($to), $to, "applied twice");
                    assert_eq!(hashes($from), hashes($to), "the tokens of {} and {}", $from, $to);
                    assert_eq!(normalize($from), normalize($to), "in the pipeline");
                )+
                for unusual in ["", " ", "\u{301}\u{301}", "🌺\u{fe0f}", "a\u{302}\u{302}\u{323}", "\u{0}", "ǘệ̂q", "qu", "gi"] {
                    assert_eq!(hashes(&$step.apply(unusual)), hashes(unusual), "{unusual:?}");
                }
            }
        };
    }

    fn hashes(text: &str) -> Vec<Vec<u64>> {
        tokenize(text)
            .sentences()
            .map(|tokens| tokens.iter().map(|token| token.hash).collect())
            .collect()
    }

    step!(compose, Step::Compose, "bo\u{323}\u{302}" => "bộ", "b\u{f4}\u{323}" => "bộ", "u\u{308}" => "ü");
    step!(invisible, Step::Invisible, "cán\u{200b} b\u{ad}ộ\u{feff}" => "cán bộ",
        "bô\u{200b}\u{323}" => "bộ", "İ\u{ad}\u{323}" => "Ị\u{307}");
    step!(space, Step::Space, "cán\u{a0}bộ\u{3000}xã" => "cán bộ xã");
    step!(width, Step::Width, "ＫＴ－１" => "KT-1", "（５Ｇ）" => "(5G)");
    step!(punctuation, Step::Punctuation, "“tự diễn biến” ‘x’" => "\"tự diễn biến\" 'x'", "18–NQ/TW" => "18-NQ/TW");
    step!(look_alike, Step::LookAlike, "Ðảng" => "Đảng", "ðảng" => "đảng");
    step!(case, Step::Case, "KỶ LUẬT ĐẢNG" => "kỷ luật đảng");
    step!(tone_mark, Step::ToneMark,
        "hoà" => "hòa", "hoè" => "hòe", "thuỷ" => "thủy", "khoẻ" => "khỏe", "qúy" => "quý", "Hoà" => "Hòa",
        "gìa" => "già", "gìn" => "gìn", "gì" => "gì", "qúôc" => "quốc", "ngòai" => "ngoài", "khủyu" => "khuỷu",
        "tòan" => "toàn", "đừơng" => "đường", "cuả" => "của", "mía" => "mía", "giữa" => "giữa", "giếng" => "giếng",
        "nghĩa" => "nghĩa", "xóay" => "xoáy", "rựơu" => "rượu", "quyêt́" => "quyết", "café" => "café",
        "oọİt" => "oọİt");
    step!(i_to_y_step, Step::IToY,
        "kỉ luật" => "kỷ luật", "lí luận" => "lý luận", "công ti" => "công ty", "Mĩ" => "Mỹ", "qui định" => "quy định",
        "tai mai thi khi chi vi đi" => "tai mai thi khi chi vi đi", "HI VỌNG" => "HY VỌNG", "bác sĩ" => "bác sỹ");
    step!(number, Step::Number, "1.250 người, 2,5%" => "0.000 người, 0,0%", "18-NQ/TW 5G" => "18-NQ/TW 5G");

    #[test]
    fn steps_are_listed_once() {
        let mut names: Vec<_> = LOSSLESS.iter().chain(&LOSSY).map(|s| s.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LOSSLESS.len() + LOSSY.len());
    }
}
