//! Rules for the texts that a model carries to a page: ids, language tags and display names.
//!
//! Ids and names appear in HTML attributes, style sheets and terminals. Reading a model file and
//! defining themes for training refuse the characters that could act there.

/// The longest id of a label, in bytes.
pub const MAX_ID: usize = 64;
/// The longest language tag, in bytes: the length that BCP 47 (RFC 5646, section 4.4.1) requires
/// readers to support.
pub const MAX_LANGUAGE: usize = 35;
/// The longest display name, in bytes.
pub const MAX_NAME: usize = 255;

pub(crate) const EXPECTED_ID: &str =
    "1 to 64 bytes of UTF-8 without white space or control characters";
pub(crate) const EXPECTED_LANGUAGE: &str = "a language tag such as `vi`";
pub(crate) const EXPECTED_NAME: &str = "1 to 255 bytes of UTF-8 without control characters";

/// Returns whether a text is a valid id: visible, and one token of a space-separated HTML
/// attribute.
pub(crate) fn is_id(text: &str) -> bool {
    let hidden = |c: char| c.is_whitespace() || is_invisible(c) || is_unsafe(c);
    (1..=MAX_ID).contains(&text.len()) && !text.chars().any(hidden)
}

/// Returns whether a text has the form of a language tag.
pub(crate) fn is_language(text: &str) -> bool {
    (1..=MAX_LANGUAGE).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Returns whether a text is a valid display name.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.chars().any(|c| !c.is_whitespace())
        && !text.chars().any(is_unsafe)
}

/// Returns whether a character is unsafe to display because it acts on the page or terminal: C0 and
/// C1 controls, DEL, line and paragraph separators, direction embeddings, overrides and isolates,
/// the byte order mark, interlinear annotations and tags.
///
/// Joiners, variation selectors and direction marks are safe: Persian, Arabic and emoji need them.
/// So are `<`, `&` and quotes: escape them where the text is written.
///
/// ```
/// assert!(themelight::is_unsafe('\u{1b}') && themelight::is_unsafe('\u{202e}'));
/// assert!(!themelight::is_unsafe('ộ') && !themelight::is_unsafe('<'));
/// ```
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns whether a character has no glyph.
fn is_invisible(c: char) -> bool {
    c == '\u{61c}' || crate::text::letter::invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_texts_are_accepted() {
        for id in
            ["staffing", "một", "5G", "a.b:c", "\"'<>&;{}", "__proto__", "人事", &"a".repeat(64)]
        {
            assert!(is_id(id), "{id:?}");
        }
        for language in ["vi", "en", "zh-Hant-TW", "x-mine"] {
            assert!(is_language(language), "{language:?}");
        }
        for name in [
            "Bổ nhiệm, nhân sự",
            "👩\u{200d}💻 IT",
            "می\u{200c}خواهم",
            "❤\u{fe0f}",
            &"a".repeat(255),
        ] {
            assert!(is_name(name), "{name:?}");
        }
    }

    #[test]
    fn unsafe_characters_are_refused_anywhere() {
        let characters = "\0\t\n\u{c}\r\u{1b}\u{7f}\u{80}\u{9b}\u{9f}";
        let separators = "\u{2028}\u{2029}\u{202e}\u{2066}\u{feff}\u{e0041}";
        for c in characters.chars().chain(separators.chars()) {
            for text in [format!("{c}"), format!("{c}a"), format!("a{c}b"), format!("a{c}")] {
                assert!(!is_id(&text) && !is_language(&text) && !is_name(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn ids_with_white_space_or_invisible_characters_are_refused() {
        for c in [
            '\u{20}', '\u{a0}', '\u{3000}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{200f}',
            '\u{61c}', '\u{fe0f}',
        ] {
            assert!(!is_id(&format!("a{c}b")), "{c:?}");
        }
    }

    #[test]
    fn lengths_are_limited() {
        for text in [String::new(), "a".repeat(256)] {
            assert!(!is_id(&text) && !is_language(&text) && !is_name(&text));
        }
        assert!(!is_id(&"a".repeat(65)) && !is_language(&"a".repeat(36)) && !is_name(" \u{a0}"));
        assert!(!is_language("vi_VN"));
    }
}
