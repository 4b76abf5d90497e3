//! Which n-grams the sentence and the window have had already.

/// The sentence that each n-gram was seen in last.
///
/// Sentences are numbered on from text to text, so that a new one clears nothing. Only when 16 bits
/// are used up is every n-gram renumbered: that is at most 2²² / 2¹⁶ = 64 writes a sentence,
/// whatever the model and the text. (With 8 bits it was 16,000 for the largest model: minutes for a
/// text of short sentences.)
#[derive(Debug, Default, Clone)]
pub(super) struct Seen {
    /// The number of a sentence, for each index in the table.
    last: Vec<u16>,
    sentence: u16,
    /// The number of the window's first sentence, above 0.
    first_sentence: u16,
    /// How many n-grams were renumbered so far.
    #[cfg(test)]
    renumbered: usize,
}

impl Seen {
    /// Begins a window and its first sentence; indices are below `len`.
    #[inline(never)]
    pub(super) fn begin_window(&mut self, len: usize) {
        if self.last.len() < len {
            self.last.resize(len, 0);
        }
        self.begin_sentence();
        self.first_sentence = self.sentence;
    }

    /// Begins the next sentence of the window.
    pub(super) fn begin_sentence(&mut self) {
        if self.sentence == u16::MAX {
            for last in &mut self.last {
                *last = u16::from(*last >= self.first_sentence);
            }
            (self.first_sentence, self.sentence) = (1, 1);
            #[cfg(test)]
            {
                self.renumbered += self.last.len();
            }
        }
        self.sentence += 1;
    }

    /// Keeps the indices that are new to the sentence and moves them to the front: each times two,
    /// plus 1 if it is new to the window too. Returns how many there are.
    #[inline(never)] // one copy, and a call for a block of n-grams costs nothing
    pub(super) fn keep_new(&mut self, indices: &mut [u32]) -> usize {
        let mut kept = 0;
        for i in 0..indices.len() {
            let index = indices[i];
            let Some(last) = self.last.get_mut(index as usize) else { continue };
            let before = std::mem::replace(last, self.sentence);
            // `kept` is at most `i`: the compiler does not see it.
            if let Some(slot) = indices.get_mut(kept) {
                *slot = index << 1 | u32::from(before < self.first_sentence); // at most 2²² indices
            }
            kept += usize::from(before != self.sentence);
        }
        kept
    }
}

/// Number of values to which token hashes are reduced for counting. A collision of two of a
/// window's tokens, of which there is about one in a window, makes it one token shorter.
const SLOTS: usize = 4096;

/// Counts the distinct tokens of sentences and windows.
#[derive(Debug, Default, Clone)]
pub(crate) struct DistinctTokens {
    seen: Seen,
    in_sentence: usize,
    in_window: usize,
}

impl DistinctTokens {
    /// Begins a window.
    pub(crate) fn begin_window(&mut self) {
        self.seen.begin_window(SLOTS);
        self.in_window = 0;
    }

    /// Adds tokens of a sentence by their hashes.
    #[inline(never)]
    pub(crate) fn add(&mut self, hashes: &[u64]) {
        let mut block = [0; 64];
        for hashes in hashes.chunks(block.len()) {
            let slots = &mut block[..hashes.len()];
            for (slot, hash) in slots.iter_mut().zip(hashes) {
                *slot = (hash >> 52) as u32; // below SLOTS
            }
            let kept = self.seen.keep_new(slots);
            self.in_sentence += kept;
            self.in_window += slots[..kept].iter().map(|hit| (hit & 1) as usize).sum::<usize>();
        }
    }

    /// Ends a sentence; returns the number of its distinct tokens.
    pub(crate) fn end_sentence(&mut self) -> usize {
        self.seen.begin_sentence();
        std::mem::take(&mut self.in_sentence)
    }

    /// Returns the number of distinct tokens of the window.
    pub(crate) fn in_window(&self) -> usize {
        self.in_window
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MAX_FEATURES;

    fn new_ones(seen: &mut Seen, indices: &[u32]) -> Vec<(u32, bool)> {
        let mut indices = indices.to_vec();
        let kept = seen.keep_new(&mut indices);
        indices[..kept].iter().map(|hit| (hit >> 1, hit & 1 == 1)).collect()
    }

    #[test]
    fn an_ngram_is_new_once_a_sentence_and_once_a_window() {
        let mut seen = Seen::default();
        seen.begin_window(4);
        assert_eq!(new_ones(&mut seen, &[0, 2, 0]), [(0, true), (2, true)]);
        assert_eq!(new_ones(&mut seen, &[2, 1]), [(1, true)]);
        seen.begin_sentence();
        assert_eq!(new_ones(&mut seen, &[0, 3, 3]), [(0, false), (3, true)]);
        seen.begin_window(4);
        assert_eq!(new_ones(&mut seen, &[3, 0]), [(3, true), (0, true)]);
    }

    #[test]
    fn numbers_that_run_out_change_nothing() {
        let mut seen = Seen::default();
        for first in [0, 65_000, 65_530, 65_533, 65_534] {
            seen.sentence = first;
            seen.last.fill(0);
            seen.begin_window(2);
            assert_eq!(new_ones(&mut seen, &[0]), [(0, true)]);
            for _ in 0..70_000 {
                seen.begin_sentence();
            }
            assert_eq!(new_ones(&mut seen, &[1, 0]), [(1, true), (0, false)]);
            seen.begin_window(2);
            assert_eq!(new_ones(&mut seen, &[1, 0]), [(1, true), (0, true)]);
        }
    }

    #[test]
    fn the_largest_model_costs_few_writes_a_sentence() {
        let mut seen = Seen::default();
        let sentences = 300_000;
        seen.begin_window(MAX_FEATURES);
        for _ in 0..sentences {
            seen.begin_sentence();
        }
        assert!(seen.renumbered > 0, "numbers ran out");
        assert!(
            seen.renumbered <= 64 * sentences,
            "{} writes for {sentences} sentences",
            seen.renumbered
        );
    }

    #[test]
    fn tokens_are_counted_once_a_sentence_and_once_a_window() {
        let hash = |n: u64| n << 52 | 7;
        let mut tokens = DistinctTokens::default();
        tokens.begin_window();
        let mut count = |hashes: &[u64]| {
            tokens.add(hashes);
            tokens.end_sentence()
        };
        assert_eq!(count(&[1, 2, 1].map(hash)), 2);
        assert_eq!(count(&[hash(3); 200]), 1);
        let many: Vec<u64> = (0..200).map(|n| hash(n % 100)).collect();
        assert_eq!(count(&many), 100);
        assert_eq!(tokens.in_window(), 100);
        tokens.begin_window();
        tokens.add(&[hash(1)]);
        assert_eq!((tokens.in_window(), tokens.end_sentence()), (1, 1));
    }
}
