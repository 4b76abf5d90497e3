//! Properties of normalisation and tokenisation, for any text and for spellings of Vietnamese.

#[path = "common/texts.rs"]
mod texts;

use proptest::prelude::*;
use themelight::normalize::{LOSSLESS, LOSSY, Step};
use themelight::{ByteSpan, TokenKind, Utf16Cursor, normalize, tokenize};

/// The input of the vectorizer: tokens and sentence ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    Token(u64, TokenKind),
    SentenceEnd,
}

struct List {
    events: Vec<Event>,
    spans: Vec<ByteSpan>,
}

fn list(text: &str) -> List {
    let mut events = Vec::new();
    let tokens = tokenize(text);
    for sentence in tokens.sentences() {
        events.extend(sentence.iter().map(|token| Event::Token(token.hash, token.kind)));
        events.push(Event::SentenceEnd);
    }
    List { events, spans: tokens.all().iter().map(|token| token.span).collect() }
}

fn steps() -> impl Iterator<Item = Step> {
    LOSSLESS.into_iter().chain(LOSSY)
}

/// Every character, alone and within a word.
#[test]
fn normalisation_keeps_the_tokens_of_every_character_and_is_idempotent() {
    for c in '\0'..=char::MAX {
        for text in [String::from(c), format!("a{c}b {c}\u{301}")] {
            let normal = normalize(&text);
            assert_eq!(
                list(&normal).events,
                list(&text).events,
                "U+{:04X} became {normal:?}",
                c as u32
            );
            let again = normalize(&normal);
            assert_eq!(again, normal, "U+{:04X} became {normal:?}, then {again:?}", c as u32);
        }
    }
}

proptest! {
    #![proptest_config(texts::config())]

    #[test]
    fn every_step_keeps_the_tokens(text in texts::any()) {
        let before = list(&text).events;
        for step in steps() {
            let after = step.apply(&text);
            prop_assert_eq!(&list(&after).events, &before, "{} made {:?}", step.name(), after);
        }
    }

    #[test]
    fn normalisation_keeps_the_tokens(text in texts::any()) {
        prop_assert_eq!(list(&normalize(&text)).events, list(&text).events);
    }

    #[test]
    fn every_spelling_of_a_vietnamese_text_has_the_same_tokens(text in texts::vietnamese(), spelling in texts::spelling()) {
        let respelt = spelling.apply(&text);
        prop_assert_eq!(list(&respelt).events, list(&text).events, "{:?}", respelt);
    }

    #[test]
    fn spans_are_ascending_and_not_empty_and_do_not_split_characters(text in texts::any()) {
        let mut last = 0;
        for span in list(&text).spans {
            prop_assert!(last <= span.start && span.start < span.end);
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} splits a character", span);
            last = span.end;
        }
    }

    #[test]
    fn the_text_of_a_span_is_its_token(text in texts::any()) {
        let List { events, spans } = list(&text);
        let hashes = events.into_iter().filter(|s| *s != Event::SentenceEnd);
        for (span, expected) in spans.into_iter().zip(hashes) {
            let alone = list(&text[span.start..span.end]).events;
            prop_assert_eq!(alone.first(), Some(&expected));
        }
    }

    #[test]
    fn utf16_spans_have_the_text_of_byte_spans(text in texts::any()) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut cursor = Utf16Cursor::new(&text);
        let mut spans = list(&text).spans;
        for reversed in [false, true] {
            if reversed {
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
        let events = list(&text).events;
        prop_assert_ne!(events.first(), Some(&Event::SentenceEnd));
        prop_assert!(events.windows(2).all(|two| two != [Event::SentenceEnd; 2]));
        prop_assert!(events.last().is_none_or(|last| *last == Event::SentenceEnd));
    }
}
