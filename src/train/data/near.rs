//! Near-duplicates: texts of which most three-word sequences are the same.
//!
//! Agencies, reprints and updated articles repeat a paragraph with a few words changed. If one copy
//! is trained on and another one measured, the figures are too high; therefore all copies stay in
//! one fold.
//!
//! MinHash finds candidates (A. Broder, “On the resemblance and containment of documents”, 1997):
//! the smallest value of a hash over all sequences is equal for two texts with a probability that is
//! their share of common sequences. Candidates are then compared exactly. The time is linear in the
//! number of texts, because a text is compared with a few others per band at most.

use std::collections::{HashMap, HashSet};

use crate::jsonl::Example;
use crate::text::tokenize;

/// Number of words in a sequence.
const SEQUENCE: usize = 3;
/// Bands of two hashes. Two texts with half of their sequences in common share a band with a
/// probability of 0.97, those with 70 % with one of 0.9997.
const BANDS: usize = 12;
/// Smallest share of common sequences of near-duplicates, of all sequences of both texts.
const SHARE: f64 = 0.75;
/// Smallest share of the shorter text's sequences that the longer text has, too.
const CONTAINED: f64 = 0.85;
/// Number of earlier texts of a band that a text is compared with.
const COMPARED: usize = 6;

/// Texts and their near-duplicates.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clusters {
    /// For each text the index of the first text of its cluster; its own if it has no
    /// near-duplicate.
    pub first: Vec<usize>,
}

impl Clusters {
    /// Returns the group of each example: the same for the examples of a cluster, and for those
    /// with the same group in the data. It is the group of the first of them.
    pub fn groups(&self, examples: &[Example]) -> Vec<String> {
        let own = |e: &Example| e.group.as_ref().unwrap_or(&e.id).clone();
        let mut union = Union::new(examples.len());
        let mut first_of: HashMap<String, usize> = HashMap::new();
        for (i, example) in examples.iter().enumerate() {
            union.join(i, self.first[i]);
            let first = *first_of.entry(own(example)).or_insert(i);
            union.join(i, first);
        }
        (0..examples.len()).map(|i| own(&examples[union.first(i)])).collect()
    }

    /// Returns the number of texts that have a near-duplicate.
    pub fn texts(&self) -> usize {
        let repeated: HashSet<usize> =
            self.first.iter().enumerate().filter(|(i, f)| i != *f).map(|(_, &f)| f).collect();
        self.first.iter().filter(|first| repeated.contains(first)).count()
    }
}

/// Finds near-duplicates.
pub(crate) fn clusters(examples: &[Example]) -> Clusters {
    let texts: Vec<Vec<u64>> = examples.iter().map(|e| sequences(&e.text)).collect();
    let mut union = Union::new(texts.len());
    let mut bands: Vec<HashMap<(u64, u64), Vec<usize>>> = vec![HashMap::new(); BANDS];
    for (i, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        for (band, n) in bands.iter_mut().zip(0..) {
            let key = (smallest(text, 2 * n), smallest(text, 2 * n + 1));
            let others = band.entry(key).or_default();
            for &other in others.iter() {
                if union.first(other) != union.first(i) && are_near(&texts[other], text) {
                    union.join(i, other);
                }
            }
            if others.len() < COMPARED {
                others.push(i);
            }
        }
    }
    Clusters { first: (0..texts.len()).map(|i| union.first(i)).collect() }
}

/// Returns the hashes of the distinct word sequences of a text, ascending.
fn sequences(text: &str) -> Vec<u64> {
    let tokens = tokenize(text);
    let hashes: Vec<u64> = tokens.all().iter().map(|token| token.hash).collect();
    let mut sequences: Vec<u64> = hashes
        .windows(SEQUENCE.min(hashes.len().max(1)))
        .map(|w| w.iter().fold(0, mixed))
        .collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

fn mixed(state: u64, value: &u64) -> u64 {
    (state.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Returns the smallest value of the n-th hash over all sequences.
fn smallest(sequences: &[u64], n: u64) -> u64 {
    let multiplier = (2 * n + 1).wrapping_mul(0xd6e8_feb8_6659_fd93) | 1;
    let hash = |&s: &u64| {
        let h = (s ^ (s >> 32)).wrapping_mul(multiplier);
        (h ^ (h >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    sequences.iter().map(hash).min().unwrap_or_default()
}

/// Compares two ascending lists.
fn are_near(a: &[u64], b: &[u64]) -> bool {
    let (mut i, mut j, mut common) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let (shorter, all) = (a.len().min(b.len()), a.len() + b.len() - common);
    common as f64 >= SHARE * all as f64
        || (shorter >= 12 && common as f64 >= CONTAINED * shorter as f64)
}

/// Disjoint sets; the first member of a set stands for it.
struct Union(Vec<usize>);

impl Union {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn first(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(texts: &[&str]) -> Vec<usize> {
        let example = |text: &&str| Example { text: (*text).to_owned(), ..Example::default() };
        clusters(&texts.iter().map(example).collect::<Vec<_>>()).first
    }

    const NEWS: &str = "Sáng 12/5, Ủy ban nhân dân tỉnh trao hai tấn gạo và thuốc cho các hộ dân \
                        ở xã Nậm Khao bị lũ cuốn mất nhà cửa trong đêm qua";

    #[test]
    fn texts_with_a_few_changed_words_are_near_duplicates() {
        let later = NEWS.replace("hai tấn", "ba tấn").replace("12/5", "13/5");
        let longer = format!("{NEWS}. Tỉnh cũng cử một đội bác sĩ đến giúp người dân nơi đây.");
        let other = "Giá đất ở ven thành phố tăng gấp đôi sau khi có tin mở đường vành đai mới";
        assert_eq!(first(&[other, NEWS, &later, &longer]), [0, 1, 1, 1]);
        let shared = "Sáng 12/5, Ủy ban nhân dân tỉnh họp bàn về giá đất ven sông và học phí";
        assert_eq!(first(&[NEWS, shared]), [0, 1]);
        assert_eq!(first(&["Lũ", "lũ", "mưa", "", ""]), [0, 0, 2, 3, 4]);
    }

    #[test]
    fn the_order_of_texts_does_not_matter() {
        let later = NEWS.replace("hai tấn", "ba tấn");
        assert_eq!(first(&[&later, "x", NEWS]), [0, 1, 0]);
    }

    #[test]
    fn groups_join_near_duplicates_and_articles() {
        let example = |id: &str, text: &str, group: Option<&str>| Example {
            id: id.into(),
            text: text.into(),
            group: group.map(str::to_owned),
            ..Example::default()
        };
        let later = NEWS.replace("hai tấn", "ba tấn");
        let examples = [
            example("1", NEWS, Some("a")),
            example("2", "x y z", Some("b")),
            example("3", &later, Some("b")),
            example("4", "w", None),
        ];
        let clusters = clusters(&examples);
        assert_eq!(clusters.groups(&examples), ["a", "a", "a", "4"]);
        assert_eq!(clusters.texts(), 2);
    }

    #[test]
    fn many_equal_texts_take_linear_time() {
        assert_eq!(first(&[NEWS; 20_000]), [0; 20_000]);
    }
}
