//! Paragraphs of our own that look like those of a provincial paper, no two of them alike.

use std::collections::HashSet;

const SENTENCES: &str = include_str!("sentences.txt");

/// A paragraph is full at this many bytes; with the sentence that fills it, it has 535 on average, as in the press.
const FULL: usize = 486;

/// The first `count` of an endless, always equal series.
pub fn different(count: usize) -> Vec<String> {
    let mut sentences: Vec<&str> = SENTENCES.lines().collect();
    let mut random = Random(1);
    let (mut paragraphs, mut seen) = (Vec::with_capacity(count), HashSet::new());
    while paragraphs.len() < count {
        // Fisher and Yates, then from the front on until the paragraph is full.
        let mut paragraph = String::new();
        for at in 0..sentences.len() {
            let other = at + random.below(sentences.len() - at);
            sentences.swap(at, other);
            paragraph += sentences[at];
            if paragraph.len() >= FULL {
                break;
            }
            paragraph.push(' ');
        }
        if seen.insert(paragraph.clone()) {
            paragraphs.push(paragraph);
        }
    }
    paragraphs
}

/// Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}
