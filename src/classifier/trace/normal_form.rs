//! The text of a trace: the normalisation steps and the tokens.

use super::{TraceChange, TraceStep, TraceToken, units_of};
use crate::text::normalize::{LOSSLESS, LOSSY, Step};
use crate::text::{TokenKind, Tokens, Utf16Cursor, tokenize};

/// Applies each normalisation step; returns the steps and the text after the last one.
pub(super) fn steps(text: &str) -> (Vec<TraceStep>, String) {
    let mut text = text.to_owned();
    let mut apply = |lossless: bool, step: Step| {
        let after = step.apply(&text);
        let changes = changes(&text, &after);
        text = after;
        TraceStep { name: step.name(), lossless, changes }
    };
    let mut steps: Vec<TraceStep> = LOSSLESS.iter().map(|&step| apply(true, step)).collect();
    steps.extend(LOSSY.iter().map(|&step| apply(false, step)));
    (steps, text)
}

/// Returns the tokens, and the characters between them, that differ. No step changes the number of
/// tokens (`tests/text.rs`).
fn changes(before: &str, after: &str) -> Vec<TraceChange> {
    if before == after {
        return Vec::new();
    }
    let (before, after) = (pieces(before), pieces(after));
    let different = before.into_iter().zip(after).filter(|(before, after)| before != after);
    different.map(|(before, after)| TraceChange { before, after }).collect()
}

/// Splits a text into the characters before each token, the token, and so on.
fn pieces(text: &str) -> Vec<String> {
    let (mut pieces, mut done) = (Vec::new(), 0);
    for token in tokenize(text).all() {
        pieces.push(text[done..token.span.start].to_owned());
        pieces.push(text[token.span.start..token.span.end].to_owned());
        done = token.span.end;
    }
    pieces.push(text[done..].to_owned());
    pieces
}

pub(super) fn traced_tokens(text: &str, normalized: &str, tokens: &Tokens) -> Vec<TraceToken> {
    let (mut cursor, mut normal_cursor) = (Utf16Cursor::new(text), Utf16Cursor::new(normalized));
    let normal = tokenize(normalized);
    let numbered = tokens.sentences().enumerate();
    let sentences = numbered.flat_map(|(i, sentence)| sentence.iter().map(move |_| i));
    let pairs = tokens.all().iter().zip(normal.all()).zip(sentences);
    let traced = pairs.map(|((token, normal), sentence)| TraceToken {
        span: units_of(&mut cursor, token.span),
        normal_span: units_of(&mut normal_cursor, normal.span),
        text: normalized[normal.span.start..normal.span.end].to_owned(),
        kind: match token.kind {
            TokenKind::Syllable => "syllable",
            TokenKind::Number => "number",
            TokenKind::Code => "code",
        },
        sentence,
    });
    traced.collect()
}
