//! Positions in a text. Rust counts UTF-8 bytes and JavaScript UTF-16 code units, so each unit has
//! its own type.

/// A half-open range of UTF-8 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A half-open range of UTF-16 code units, the offsets of a JavaScript string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Span {
    /// The first code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
}

/// Converts byte offsets of a text to UTF-16 offsets. Each conversion starts at the previous
/// offset, so converting n-grams in the order of the text takes linear time.
pub struct Utf16Cursor<'t> {
    text: &'t str,
    byte: usize,
    unit: usize,
}

impl<'t> Utf16Cursor<'t> {
    /// Returns a cursor at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    /// Returns the UTF-16 offset of a byte offset. Rounds an offset inside a character down to its
    /// start, and an offset past the end down to the end.
    pub fn offset(&mut self, byte: usize) -> usize {
        for c in self.text.get(..self.byte).unwrap_or_default().chars().rev() {
            if self.byte <= byte {
                break;
            }
            self.byte -= c.len_utf8();
            self.unit -= c.len_utf16();
        }
        for c in self.text.get(self.byte..).unwrap_or_default().chars() {
            let next = self.byte + c.len_utf8();
            if next > byte {
                break;
            }
            self.byte = next;
            self.unit += c.len_utf16();
        }
        self.unit
    }

    /// Returns the UTF-16 span of a byte span.
    pub fn span(&mut self, span: ByteSpan) -> Utf16Span {
        let start = self.offset(span.start);
        let end = self.offset(span.end);
        Utf16Span { start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_surrogates_and_combining_marks() {
        // "a" 1 unit, emoji 2 units and 4 bytes, "e" + combining acute 2 units and 3 bytes.
        let text = "a🌺e\u{301}b";
        let mut cursor = Utf16Cursor::new(text);
        assert_eq!(cursor.span(ByteSpan { start: 1, end: 5 }), Utf16Span { start: 1, end: 3 });
        assert_eq!(cursor.span(ByteSpan { start: 5, end: 8 }), Utf16Span { start: 3, end: 5 });
        assert_eq!(cursor.offset(9), 6);
        assert_eq!(cursor.offset(0), 0, "backwards");
        assert_eq!(cursor.offset(9), 6);
        assert_eq!(cursor.offset(3), 1, "backwards, inside a character");
        assert_eq!(cursor.offset(5), 3);
        assert_eq!(cursor.offset(1000), 6, "past the end");
        assert_eq!(Utf16Cursor::new(text).offset(3), 1, "inside a character");
    }
}
