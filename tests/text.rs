//! Properties of the text path: what must hold for any text, and above all for Vietnamese in all its spellings.

#[path = "common/texts.rs"]
mod texts;

use proptest::prelude::*;
use themelight::normalize::{LOSSLESS, LOSSY, Step};
use themelight::{ByteSpan, TokenKind, Utf16Cursor, normalize, tokenize};

/// What the classifier depends on: the hashes of the tokens, and where sentences end.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Seen {
    Token(u64, TokenKind),
    SentenceEnd,
}

struct List {
    seen: Vec<Seen>,
    spans: Vec<ByteSpan>,
}

fn list(text: &str) -> List {
    let mut seen = Vec::new();
    let tokens = tokenize(text);
    for sentence in tokens.sentences() {
        seen.extend(sentence.iter().map(|token| Seen::Token(token.hash, token.kind)));
        seen.push(Seen::SentenceEnd);
    }
    List { seen, spans: tokens.all().iter().map(|token| token.span).collect() }
}

fn steps() -> impl Iterator<Item = Step> {
    LOSSLESS.into_iter().chain(LOSSY)
}

/// Every character, alone and within a word.
#[test]
fn normalisation_keeps_the_tokens_of_every_character_and_is_done_after_one_pass() {
    for c in '\0'..=char::MAX {
        for text in [String::from(c), format!("a{c}b {c}\u{301}")] {
            let normal = normalize(&text);
            assert_eq!(list(&normal).seen, list(&text).seen, "U+{:04X} became {normal:?}", c as u32);
            let again = normalize(&normal);
            assert_eq!(again, normal, "U+{:04X} became {normal:?}, then {again:?}", c as u32);
        }
    }
}

proptest! {
    #![proptest_config(texts::config())]

    #[test]
    fn every_step_alone_is_invisible_to_the_tokenizer(text in texts::any()) {
        let before = list(&text).seen;
        for step in steps() {
            let after = step.apply(&text);
            prop_assert_eq!(&list(&after).seen, &before, "{} made {:?}", step.name(), after);
        }
    }

    #[test]
    fn all_steps_together_are_invisible_to_the_tokenizer(text in texts::any()) {
        prop_assert_eq!(list(&normalize(&text)).seen, list(&text).seen);
    }

    #[test]
    fn every_spelling_of_vietnamese_is_one_text(text in texts::vietnamese(), how in texts::spelling()) {
        let respelt = how.apply(&text);
        prop_assert_eq!(list(&respelt).seen, list(&text).seen, "{:?}", respelt);
    }

    #[test]
    fn spans_ascend_are_not_empty_and_lie_on_characters(text in texts::any()) {
        let mut last = 0;
        for span in list(&text).spans {
            prop_assert!(last <= span.start && span.start < span.end);
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} cuts a character", span);
            last = span.end;
        }
    }

    #[test]
    fn a_token_stands_where_its_span_says(text in texts::any()) {
        let List { seen, spans } = list(&text);
        let hashes = seen.into_iter().filter(|s| *s != Seen::SentenceEnd);
        for (span, expected) in spans.into_iter().zip(hashes) {
            let alone = list(&text[span.start..span.end]).seen;
            prop_assert_eq!(alone.first(), Some(&expected));
        }
    }

    #[test]
    fn utf16_spans_slice_the_same_text(text in texts::any()) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut cursor = Utf16Cursor::new(&text);
        let mut spans = list(&text).spans;
        for order in [false, true] {
            if order {
                spans.reverse();
            }
            for &span in &spans {
                let utf16 = cursor.span(span);
                prop_assert_eq!(
                    String::from_utf16(&units[utf16.start..utf16.end]).ok(),
                    text.get(span.start..span.end).map(str::to_owned)
                );
            }
        }
    }

    #[test]
    fn sentences_end_only_after_tokens(text in texts::any()) {
        let seen = list(&text).seen;
        prop_assert_ne!(seen.first(), Some(&Seen::SentenceEnd));
        prop_assert!(seen.windows(2).all(|two| two != [Seen::SentenceEnd; 2]));
        prop_assert!(seen.last().is_none_or(|last| *last == Seen::SentenceEnd));
    }
}
