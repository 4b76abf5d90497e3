//! Escapes text from files before it is printed.
//!
//! Names, ids and paths may contain escape sequences that change a terminal's title, clear it or
//! hide text.

use std::borrow::Cow;

use themelight::is_unsafe;

/// Escapes control characters, line breaks and bidirectional controls as `\u{1b}`.
pub fn printable(text: &str) -> Cow<'_, str> {
    escape(text, is_unprintable, |c| c.escape_unicode().to_string())
}

/// Like [`printable`], for JSON: escapes as `\u001b` and keeps the line breaks between values. The
/// result is equal JSON.
pub fn printable_json(json: &str) -> Cow<'_, str> {
    let units =
        |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
    escape(json, |c| c != '\n' && is_unprintable(c), units)
}

fn escape(
    text: &str,
    escaped: impl Fn(char) -> bool,
    escape: impl Fn(char) -> String,
) -> Cow<'_, str> {
    if !text.contains(&escaped) {
        return text.into();
    }
    text.chars().map(|c| if escaped(c) { escape(c) } else { c.to_string() }).collect()
}

/// Returns whether a terminal may act on the character instead of showing it. Unlike [`is_unsafe`],
/// includes direction marks.
fn is_unprintable(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_letters_are_not() {
        assert_eq!(
            printable("a\u{1b}]0;x\u{7}\nb\u{9b}1m\u{7f}"),
            "a\\u{1b}]0;x\\u{7}\\u{a}b\\u{9b}1m\\u{7f}"
        );
        assert_eq!(printable("\u{202e}abc\u{2066}\u{2028}"), "\\u{202e}abc\\u{2066}\\u{2028}");
        for text in ["Tổ chức, cán bộ", "“🌺👩🏽‍💻”", ""] {
            assert!(matches!(printable(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let value = serde_json::json!({"a\u{9b}": "\u{e0041}\u{202e}\u{1b}\u{7f}\n\u{85}\u{2029}"});
        let json = serde_json::to_string_pretty(&value).unwrap();
        let escaped = printable_json(&json);
        assert!(escaped.chars().all(|c| c == '\n' || !is_unprintable(c)), "{escaped:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
    }
}
