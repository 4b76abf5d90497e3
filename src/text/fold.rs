//! Labels as people write them: compared without regard to capitals, and made into ids. Words
//! without their diacritics.

use super::unicode::{is_mark, nfc, nfd};
use super::{letter, normalize};

/// Returns the label in NFC and lower case, with single spaces.
pub(crate) fn fold(label: &str) -> String {
    let visible: String = label.chars().filter(|&c| !letter::invisible(c)).collect();
    nfc(&visible).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the label as letters, digits and hyphens: “Cứu trợ lũ” becomes `cuu-tro-lu`. At most 64
/// bytes; empty if the label has no letter or digit.
pub(crate) fn slug(label: &str) -> String {
    let mut slug = String::new();
    for c in without_marks(&fold(label)).chars() {
        if c.is_alphanumeric() && slug.len() + c.len_utf8() <= 64 {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && slug.len() < 64 {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns the normal form of a word without its diacritics.
pub(crate) fn base_letters(word: &str) -> String {
    without_marks(&normalize(word))
}

fn without_marks(text: &str) -> String {
    let base = |c| if c == 'đ' { 'd' } else { c };
    nfd(text).chars().filter(|&c| !is_mark(c)).map(base).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_tokens() {
        for (label, expected) in [
            ("Cứu trợ lũ", "cuu-tro-lu"),
            ("Đất đai & nhà ở", "dat-dai-nha-o"),
            ("  flood   relief ", "flood-relief"),
            ("人事 部", "人事-部"),
            ("!?", ""),
        ] {
            assert_eq!(slug(label), expected);
        }
        assert_eq!(slug(&"a b".repeat(60)).len(), 64);
    }

    #[test]
    fn capitals_spaces_and_composition_do_not_matter() {
        assert_eq!(fold(" GIÁ \u{a0}Đất"), fold("gia\u{301} đ\u{200b}ất"));
    }
}
