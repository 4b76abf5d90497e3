//! A run of text that stands by itself: `finder/passage.ts`.

use super::dom::{Dom, Id};

/// Returns the length of a text in UTF-16 code units, in which the finder's limits are.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A run of text nodes and the text that they show.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The block with the text. Several passages share it if `<br>` parts them.
    pub element: Id,
    /// White space is a plain space each, `<br>` a line break; trimmed.
    pub text: String,
    /// Length of the text in UTF-16 code units.
    pub length: usize,
    /// How much of the text is links, 0 to 1.
    pub linked: f64,
}

impl Passage {
    /// Joins text nodes; `None` is a line break.
    pub fn new(dom: &Dom, element: Id, pieces: &[Option<Id>]) -> Self {
        let mut text = String::new();
        let mut linked = 0;
        for piece in pieces {
            let Some(node) = *piece else {
                text.push('\n');
                continue;
            };
            let data = dom.text(node).unwrap_or_default();
            text.push_str(&data.replace(['\t', '\n', '\r', '\u{c}'], " "));
            let holder = dom.parent_element(node);
            if holder.is_some_and(|holder| dom.upwards(holder).any(|up| dom.name(up) == "a")) {
                linked += units(trim(data));
            }
        }
        let text = trim(&text).to_owned();
        let length = units(&text);
        let linked = if length == 0 { 0.0 } else { (linked as f64 / length as f64).min(1.0) };
        Self { element, text, length, linked }
    }
}

/// Trims as JavaScript does: also a byte order mark, but not the control character U+0085.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Returns whether JavaScript's `\s` matches a character.
pub fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

/// Returns whether a trimmed text has at least so many words.
pub fn has_words(text: &str, count: usize) -> bool {
    text.split(is_space).filter(|word| !word.is_empty()).take(count).count() == count
}

/// Returns the first characters of a text.
pub fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}
