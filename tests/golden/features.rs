//! The n-grams of a text in a golden file: the first ones, the sentences, and a digest of all.

use serde::Serialize;
use themelight::{Utf16Cursor, Vectorizer, tokenize};

#[derive(Serialize)]
pub struct Features {
    count: usize,
    sentences: Vec<usize>,
    first: Vec<[u32; 4]>,
    digest: String,
}

pub fn features(vectorizer: Vectorizer, text: &str) -> Features {
    let mut cursor = Utf16Cursor::new(text);
    let mut digest = Fnv::default();
    let mut features =
        Features { count: 0, sentences: Vec::new(), first: Vec::new(), digest: String::new() };
    for sentence in tokenize(text).sentences() {
        for ngram in vectorizer.ngrams(sentence) {
            let span = cursor.span(ngram.span);
            let [n, start, end] =
                [ngram.n, span.start, span.end].map(|x| u32::try_from(x).unwrap());
            let numbers = [ngram.key, n, start, end];
            digest.add(&numbers);
            features.count += 1;
            if features.first.len() < 8 {
                features.first.push(numbers);
            }
        }
        digest.add(&[u32::MAX]);
        features.sentences.push(sentence.len());
    }
    features.digest = format!("{:016x}", digest.0);
    features
}

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, numbers: &[u32]) {
        for byte in numbers.iter().flat_map(|n| n.to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
