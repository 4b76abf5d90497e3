//! Texts far longer than a paragraph, and their parts.

use super::tokenize;

/// Number of tokens from which a text is split.
const SPLIT: usize = 200;

/// Number of words from which a text is taken for an article.
const ARTICLE: usize = 400;

/// Returns the number of words of a text that is far longer than a paragraph, if it is.
pub(crate) fn long_text(text: &str) -> Option<usize> {
    // A word has at least one byte, and white space after it.
    if text.len() < 2 * ARTICLE {
        return None;
    }
    Some(text.split_whitespace().count()).filter(|&words| words > ARTICLE)
}

/// Splits a text of more than 200 words into paragraphs: at its line breaks, and where it has
/// none, after the sentence that reaches half of that length. Returns the text itself if it is
/// shorter.
///
/// ```
/// let article = "Một câu ngắn. ".repeat(100);
/// assert_eq!(themelight::train::split_text(&article).len(), 3);
/// ```
pub fn split_text(text: &str) -> Vec<&str> {
    if tokenize(text).all().len() <= SPLIT {
        return vec![text];
    }
    let mut parts = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let tokens = tokenize(line);
        let (mut start, mut words) = (0, 0);
        for sentence in tokens.sentences() {
            let end = sentence.last().map_or(start, |token| token.span.end);
            words += sentence.len();
            if words >= SPLIT / 2 {
                parts.push(line[start..end].trim());
                (start, words) = (end, 0);
            }
        }
        if words > 0 {
            parts.push(line[start..].trim());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_split_at_lines_and_sentences() {
        let sentence = "Xã có hai hộ nghèo được nhận gạo. ";
        assert_eq!(split_text(sentence), [sentence]);
        let article = format!("{}\n\n{}", sentence.repeat(20), sentence.repeat(10));
        let parts = split_text(&article);
        assert_eq!(parts.len(), 3);
        assert!(parts.iter().all(|part| part.contains("hộ nghèo")), "{parts:?}");
    }

    #[test]
    fn a_text_of_more_than_400_words_is_long() {
        assert_eq!(long_text(&"từ ".repeat(400)), None);
        assert_eq!(long_text(&"từ ".repeat(401)), Some(401));
        assert_eq!(long_text(&"x".repeat(10_000)), None);
    }
}
