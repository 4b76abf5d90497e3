//! Which n-grams the sentence and the paragraph have had already.

/// The sentence that each n-gram was seen in last.
///
/// Sentences are numbered on from text to text, so that a new one clears nothing. Only when 16 bits are used
/// up is every n-gram renumbered: that is at most 2²² / 2¹⁶ = 64 writes a sentence, whatever the model
/// and the text. (With 8 bits it was 16,000 for the largest model: minutes for a text of short sentences.)
#[derive(Debug, Default, Clone)]
pub(super) struct Seen {
    /// The number of a sentence, for each index in the table.
    last: Vec<u16>,
    sentence: u16,
    /// The number of the paragraph's first sentence, above 0.
    first_sentence: u16,
    /// How many n-grams were renumbered so far.
    #[cfg(test)]
    renumbered: usize,
}

impl Seen {
    /// Begins a paragraph and its first sentence; indices are below `len`.
    pub(super) fn begin_paragraph(&mut self, len: usize) {
        if self.last.len() < len {
            self.last.resize(len, 0);
        }
        self.begin_sentence();
        self.first_sentence = self.sentence;
    }

    /// Begins the next sentence of the paragraph.
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

    /// Keeps the indices that are new to the sentence and moves them to the front: each times two, plus 1 if it
    /// is new to the paragraph too. Returns how many there are.
    #[inline(always)]
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
    fn an_ngram_is_new_once_a_sentence_and_once_a_paragraph() {
        let mut seen = Seen::default();
        seen.begin_paragraph(4);
        assert_eq!(new_ones(&mut seen, &[0, 2, 0]), [(0, true), (2, true)]);
        assert_eq!(new_ones(&mut seen, &[2, 1]), [(1, true)]);
        seen.begin_sentence();
        assert_eq!(new_ones(&mut seen, &[0, 3, 3]), [(0, false), (3, true)]);
        seen.begin_paragraph(4);
        assert_eq!(new_ones(&mut seen, &[3, 0]), [(3, true), (0, true)]);
    }

    #[test]
    fn numbers_that_run_out_change_nothing() {
        let mut seen = Seen::default();
        for first in [0, 65_000, 65_530, 65_533, 65_534] {
            seen.sentence = first;
            seen.last.fill(0);
            seen.begin_paragraph(2);
            assert_eq!(new_ones(&mut seen, &[0]), [(0, true)]);
            for _ in 0..70_000 {
                seen.begin_sentence();
            }
            assert_eq!(new_ones(&mut seen, &[1, 0]), [(1, true), (0, false)]);
            seen.begin_paragraph(2);
            assert_eq!(new_ones(&mut seen, &[1, 0]), [(1, true), (0, true)]);
        }
    }

    #[test]
    fn the_largest_model_costs_few_writes_a_sentence() {
        let mut seen = Seen::default();
        let sentences = 300_000;
        seen.begin_paragraph(MAX_FEATURES);
        for _ in 0..sentences {
            seen.begin_sentence();
        }
        assert!(seen.renumbered > 0, "numbers ran out");
        assert!(seen.renumbered <= 64 * sentences, "{} writes for {sentences} sentences", seen.renumbered);
    }
}
