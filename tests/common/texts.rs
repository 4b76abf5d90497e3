//! Random texts with the difficulties of Vietnamese spelling.

use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

/// Returns a configuration with four times `PROPTEST_CASES` (default 256) cases for each property.
pub fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: 4 * default.cases, failure_persistence: None, ..default }
}

/// Syllables with several spellings, and other words.
const SYLLABLES: [&str; 40] = [
    "hòa", "hoá", "thủy", "khỏe", "quý", "qúy", "quốc", "gì", "giữa", "già", "ngoài", "người",
    "rượu", "khuỷu", "nghiêng", "kỷ", "kĩ", "lý", "lí", "công", "ty", "mỹ", "sĩ", "tai", "tay",
    "quy", "định", "luật", "đảng", "Đảng", "ủy", "UỶ", "ban", "biên", "chế", "cán", "bộ", "TP",
    "18-NQ/TW", "1.250",
];

const MARKS: [char; 12] = [
    '\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}', '\u{302}', '\u{306}', '\u{31b}',
    '\u{308}', '\u{327}', '\u{30a}', '\u{20dd}',
];

const UNUSUAL: [char; 30] = [
    ' ', '.', ',', '-', '/', ':', '…', '?', '“', '”', '‘', ')', '–', '\u{a0}', '\u{200b}',
    '\u{ad}', '\u{feff}', '\u{fe0f}', '\n', '\0', '🌺', '👩', 'Ð', 'ɖ', 'Ａ', '１', '．', 'İ', 'ß',
    '한',
];

/// Returns texts of syllables, marks at any position, unusual and arbitrary characters.
pub fn any() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(&SYLLABLES[..]).prop_map(str::to_owned),
        2 => select(&SYLLABLES[..]).prop_map(|s| s.nfd().collect()),
        3 => select(&MARKS[..]).prop_map(String::from),
        4 => select(&UNUSUAL[..]).prop_map(String::from),
        3 => select(('\u{c0}'..='\u{1b0}').chain('\u{1ea0}'..='\u{1ef9}').collect::<Vec<_>>()).prop_map(String::from),
        2 => "[a-zA-Z0-9]",
        2 => prop::char::any().prop_map(String::from),
        1 => prop::char::range('\u{300}', '\u{36f}').prop_map(String::from),
        1 => prop::char::range('\u{f900}', '\u{fb4f}').prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Returns texts of Vietnamese syllables, numbers and codes, some with punctuation.
pub fn vietnamese() -> impl Strategy<Value = String> {
    let word = (select(&SYLLABLES[..]), select(&["", "", "", ",", ".", "!", "”"][..]));
    prop::collection::vec(word, 1..20).prop_map(|words| {
        words.into_iter().map(|(w, mark)| format!("{w}{mark}")).collect::<Vec<_>>().join(" ")
    })
}

/// A way to write the same text.
#[derive(Debug, Clone, Copy)]
pub enum Spelling {
    Composed,
    Decomposed,
    /// Every second word decomposed.
    Mixed,
    UpperCase,
    /// A zero-width space within each word, a no-break space between words.
    Invisible,
    /// Tone marks on the vowel of the newer spelling: oà, oé, uý.
    NewTone,
}

pub fn spelling() -> impl Strategy<Value = Spelling> {
    use Spelling::{Composed, Decomposed, Invisible, Mixed, NewTone, UpperCase};
    select(&[Composed, Decomposed, Mixed, UpperCase, Invisible, NewTone][..])
}

impl Spelling {
    pub fn apply(self, text: &str) -> String {
        let word = |i: usize, word: &str| match self {
            Spelling::Composed => word.nfc().collect(),
            Spelling::Decomposed => word.nfd().collect(),
            Spelling::Mixed if i % 2 == 1 => word.nfd().collect(),
            Spelling::Mixed => word.to_owned(),
            Spelling::UpperCase => word.to_uppercase(),
            Spelling::Invisible => {
                let mut chars = word.chars();
                chars.next().map(|c| format!("{c}\u{200b}{}", chars.as_str())).unwrap_or_default()
            }
            Spelling::NewTone => new_tone(word),
        };
        let words: Vec<String> = text.split(' ').enumerate().map(|(i, w)| word(i, w)).collect();
        words.join(if matches!(self, Spelling::Invisible) { "\u{a0}" } else { " " })
    }
}

/// Moves tone marks to the vowel of the newer spelling: hòa → hoà, khỏe → khoẻ, thủy → thuỷ.
fn new_tone(word: &str) -> String {
    const OLD: [&str; 15] =
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"];
    const NEW: [&str; 15] =
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"];
    OLD.iter()
        .zip(NEW)
        .fold(word.nfc().collect(), |word: String, (old, new)| word.replace(old, new))
}
