//! Generates different paragraphs from the sentences in `sentences.txt`, which were written for
//! this.

use std::collections::HashSet;

const SENTENCES: &str = include_str!("sentences.txt");

/// Minimum size of a paragraph in bytes; the average is 535, as in newspapers.
const MIN_BYTES: usize = 486;

/// Returns the first `count` paragraphs of a deterministic sequence.
pub fn different(count: usize) -> Vec<String> {
    let mut sentences: Vec<&str> = SENTENCES.lines().collect();
    let mut random = Random(1);
    let (mut paragraphs, mut seen) = (Vec::with_capacity(count), HashSet::new());
    while paragraphs.len() < count {
        // A Fisher–Yates shuffle, as far as the paragraph needs sentences.
        let mut paragraph = String::new();
        for at in 0..sentences.len() {
            let other = at + random.below(sentences.len() - at);
            sentences.swap(at, other);
            paragraph += sentences[at];
            if paragraph.len() >= MIN_BYTES {
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

/// A pseudo-random generator: G. Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}
