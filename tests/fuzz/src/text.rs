//! Any text: tokens, normalisation, positions and n-grams.

use themelight::{TokenKind, Utf16Cursor, Vectorizer, normalize, tokenize};

/// Paragraphs in several spellings and scripts.
const TEXTS: [&str; 8] = [
    "Tỉnh ủy tinh giản biên chế, sắp xếp bộ máy. Hai xã: 12.500 cán bộ!",
    "HOÀ GIẢI hòa giải, kỉ luật kỷ luật; quý, thuỷ thủy…",
    "Ho\u{300}a gia\u{309}i tie\u{302}\u{301}ng Vie\u{323}\u{302}t",
    "a\u{200b}b\u{ad}c\u{a0}d\u{feff} 5G TP.HCM ngày 1/2/2024 lúc 7h30.",
    "👩🏽‍💻 “🌺” e\u{301}\u{301}\u{301} \u{1f1fb}\u{1f1f3} नमस्ते 漢字",
    "x.y.z... A.B. (c) [d] — e – f-g https://example.org/a?b=c#d @h #i",
    "\u{2028}\u{2029}\r\n\t\u{0} \u{202e}abc\u{2066} ﬁ ǅ İ ß",
    "",
];

/// Returns texts in UTF-8.
pub fn seeds() -> Vec<Vec<u8>> {
    TEXTS.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// What the classifier depends on: the hashes and kinds of the tokens of each sentence.
fn seen(text: &str) -> Vec<Vec<(u64, TokenKind)>> {
    let tokens = tokenize(text);
    tokens.sentences().map(|sentence| sentence.iter().map(|t| (t.hash, t.kind)).collect()).collect()
}

/// Checks a text. Bytes that are not UTF-8 become U+FFFD.
pub fn check(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    let normal = normalize(text);
    assert_eq!(seen(&normal), seen(text), "normalisation changed the tokens: {normal:?}");
    assert_eq!(normalize(&normal), normal, "a second normalisation changed the text");

    // UTF-16 offset of every byte offset; inside a character that of its start.
    let mut units = vec![0; text.len() + 1];
    let mut unit = 0;
    for (at, c) in text.char_indices() {
        units[at..at + c.len_utf8()].fill(unit);
        unit += c.len_utf16();
    }
    units[text.len()] = unit;

    let tokens = tokenize(text);
    let mut cursor = Utf16Cursor::new(text);
    let mut last = 0;
    for token in tokens.all() {
        let span = token.span;
        assert!(last <= span.start && span.start < span.end, "{span:?} after {last}");
        assert!(text.get(span.start..span.end).is_some(), "{span:?} cuts a character");
        last = span.end;
        let utf16 = cursor.span(span);
        assert_eq!([utf16.start, utf16.end], [units[span.start], units[span.end]], "{span:?}");
    }
    // Back and forth, also into characters and past the end.
    for i in 0..16 {
        let at = i * 7919 % (text.len() + 2);
        assert_eq!(cursor.offset(at), units[at.min(text.len())], "byte {at}");
    }

    let vectorizer = Vectorizer::new(3, 32).expect("sizes in range");
    for sentence in tokens.sentences() {
        let words: Vec<String> =
            sentence.iter().map(|t| normalize(&text[t.span.start..t.span.end])).collect();
        let mut end = 0; // index of the token at which n-grams end
        for ngram in vectorizer.ngrams(sentence) {
            end += usize::from(sentence[end].span.end != ngram.span.end);
            let phrase = words[end + 1 - ngram.n..=end].join(" ");
            if let Some(key) = vectorizer.key_of(&phrase) {
                assert_eq!(key, ngram.key, "the key of {phrase:?}");
            }
        }
    }
}
