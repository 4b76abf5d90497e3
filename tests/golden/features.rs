//! What the vectorizer makes of a text: first n-grams, sentences, and a digest of all.

use serde::Serialize;
use themelight::features::{Features as Sink, Ngram, Vectorizer};
use themelight::text::Utf16Cursor;

#[derive(Serialize)]
pub struct Features {
    count: usize,
    sentences: Vec<usize>,
    first: Vec<[u32; 4]>,
    digest: String,
}

pub fn features(vectorizer: Vectorizer, text: &str) -> Features {
    let mut digest =
        Digest { cursor: Utf16Cursor::new(text), count: 0, sentences: Vec::new(), first: Vec::new(), fnv: FNV };
    vectorizer.scan(text, &mut digest);
    let Digest { count, sentences, first, fnv, .. } = digest;
    Features { count, sentences, first, digest: format!("{fnv:016x}") }
}

/// FNV-1a's offset basis.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

struct Digest<'t> {
    cursor: Utf16Cursor<'t>,
    count: usize,
    sentences: Vec<usize>,
    first: Vec<[u32; 4]>,
    fnv: u64,
}

impl Digest<'_> {
    fn add(&mut self, numbers: &[u32]) {
        for byte in numbers.iter().flat_map(|n| n.to_le_bytes()) {
            self.fnv = (self.fnv ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

impl Sink for Digest<'_> {
    fn ngram(&mut self, ngram: Ngram) {
        let span = self.cursor.span(ngram.span);
        let [n, start, end] = [ngram.n, span.start, span.end].map(|x| u32::try_from(x).unwrap());
        let numbers = [ngram.key, n, start, end];
        self.add(&numbers);
        self.count += 1;
        if self.first.len() < 8 {
            self.first.push(numbers);
        }
    }

    fn sentence_end(&mut self, tokens: usize) {
        self.add(&[u32::MAX]);
        self.sentences.push(tokens);
    }
}
