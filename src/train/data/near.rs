//! Near-duplicates: texts of which most pairs of adjacent words are the same.
//!
//! Agencies, reprints and updated articles repeat a paragraph with a few words changed, with another
//! sentence, or without diacritics. If one copy is trained on and another one measured, the figures
//! are too high; therefore all copies stay in one fold.
//!
//! Candidates share a sentence, or are found by MinHash (A. Broder, “On the resemblance and
//! containment of documents”, 1997): the smallest value of a hash over all pairs of words is equal
//! for two texts with a probability that is their share of common pairs. Candidates are then compared
//! exactly. The time is linear in the number of texts, because a text is compared with a few others
//! per band and sentence at most.
//!
//! A copy of which each fifth word was replaced keeps 58 % of its pairs. Of 5,835 press paragraphs
//! 860 have so much in common with another one: texts after one pattern, at most 14 in a cluster.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::bags::fnv1a;
use crate::jsonl::Example;
use crate::text::{base_letters, tokenize};
use crate::train::MIN_GROUPS;

/// Bands of two hashes. Two texts with 40 % of all their pairs in common (57 % of each) share a band
/// with a probability of 0.97, those with half of them with one of 0.997.
const BANDS: usize = 20;
/// Smallest number of pairs of the shorter text for which its share counts; below, the share of all
/// pairs of both texts.
const ENOUGH: usize = 8;
/// Smallest share of common pairs of near-duplicates.
const SHARE: f64 = 0.57;
/// Smallest share of common pairs of texts that readers take for the same.
const ALIKE: f64 = 0.9;
/// Number of groups with a label, and without it, that near-duplicates must leave: two for each fold.
/// Of texts after one pattern, which leave fewer, only those that are alike stay together.
const GROUPS: usize = 2 * MIN_GROUPS;
/// Largest cluster that texts join because one is a part of the other. Without a limit, texts that
/// are made of two others would join all texts.
const MOST: usize = 16;
/// Smallest number of words of a sentence that makes two texts candidates.
const SENTENCE: usize = 5;
/// Number of earlier texts of a band or sentence that a text is compared with.
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
    let mut words = Words::default();
    let mut texts: Vec<Vec<u64>> = Vec::with_capacity(examples.len());
    let [mut near, mut alike] = [Union::new(examples.len()), Union::new(examples.len())];
    // The earlier texts with a key, which is a band's or a sentence's.
    let mut earlier: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, example) in examples.iter().enumerate() {
        let Text { pairs, sentences } = words.text(&example.text);
        let bands = (0..BANDS as u64)
            .filter(|_| !pairs.is_empty())
            .map(|n| [smallest(&pairs, 2 * n), smallest(&pairs, 2 * n + 1)].iter().fold(n, mixed));
        let mut compared: Vec<usize> = Vec::new();
        // Texts that contain this one or are a part of it.
        let mut parts: Vec<(Reverse<usize>, usize)> = Vec::new();
        for key in bands.chain(sentences) {
            let others = earlier.entry(key).or_default();
            for &other in others.iter() {
                if compared.contains(&other) || alike.first(other) == alike.first(i) {
                    continue;
                }
                compared.push(other);
                let common = Common::of(&texts[other], &pairs);
                if common.share() >= ALIKE {
                    alike.join(i, other);
                }
                if common.share_of_longer() >= SHARE {
                    near.join(i, other);
                } else if common.share() >= SHARE {
                    parts.push((Reverse(common.pairs), other));
                }
            }
            if others.len() < COMPARED && others.last() != Some(&i) {
                others.push(i);
            }
        }
        parts.sort_unstable();
        for (_, other) in parts {
            if near.size(i) + near.size(other) <= MOST {
                near.join(i, other);
            }
        }
        texts.push(pairs);
    }
    let clusters = [near, alike].map(Union::clusters);
    let [near, alike] = clusters.each_ref().map(|clusters| clusters.groups(examples));
    let [near_clusters, alike_clusters] = clusters;
    if leave_enough(&near, &alike, examples) { near_clusters } else { alike_clusters }
}

/// Returns whether each label has enough groups with it and without it, or as many as in `alike`.
fn leave_enough(near: &[String], alike: &[String], examples: &[Example]) -> bool {
    let labels: HashSet<&str> = examples.iter().flat_map(|e| &e.labels).map(|l| &**l).collect();
    labels.into_iter().all(|label| {
        [true, false].into_iter().all(|actual| {
            let count = |groups: &[String]| {
                let mut found = HashSet::new();
                for (example, group) in examples.iter().zip(groups) {
                    if example.actual(label) == Some(actual) {
                        found.insert(group.clone());
                    }
                    if found.len() == GROUPS {
                        break;
                    }
                }
                found.len()
            };
            count(near) == count(alike)
        })
    })
}

/// Returns whether readers take two texts for the same.
pub(crate) fn are_alike(a: &str, b: &str) -> bool {
    let mut words = Words::default();
    Common::of(&words.text(a).pairs, &words.text(b).pairs).share() >= ALIKE
}

/// A text as hashes.
struct Text {
    /// The distinct pairs of adjacent words, ascending; the word of a text of one word.
    pairs: Vec<u64>,
    /// The sentences of [`SENTENCE`] words and more.
    sentences: Vec<u64>,
}

/// Hashes of words without case and diacritics, by the hash of their tokens.
#[derive(Default)]
struct Words(HashMap<u64, u64>);

impl Words {
    fn text(&mut self, text: &str) -> Text {
        let tokens = tokenize(text);
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        for sentence in tokens.sentences() {
            let start = words.len();
            words.extend(sentence.iter().map(|token| {
                let word = || base_letters(&text[token.span.start..token.span.end]);
                *self.0.entry(token.hash).or_insert_with(|| fnv1a(&word()))
            }));
            if words.len() - start >= SENTENCE {
                sentences.push(words[start..].iter().fold(0, mixed));
            }
        }
        let mut pairs: Vec<u64> =
            words.windows(words.len().clamp(1, 2)).map(|w| w.iter().fold(0, mixed)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Text { pairs, sentences }
    }
}

fn mixed(state: u64, value: &u64) -> u64 {
    (state.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Returns the smallest value of the n-th hash over all pairs.
fn smallest(pairs: &[u64], n: u64) -> u64 {
    let multiplier = (2 * n + 1).wrapping_mul(0xd6e8_feb8_6659_fd93) | 1;
    let hash = |&s: &u64| {
        let h = (s ^ (s >> 32)).wrapping_mul(multiplier);
        (h ^ (h >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    pairs.iter().map(hash).min().unwrap_or_default()
}

/// The common pairs of two texts.
struct Common {
    pairs: usize,
    shorter: usize,
    longer: usize,
}

impl Common {
    /// Compares two ascending lists.
    fn of(a: &[u64], b: &[u64]) -> Self {
        let (mut i, mut j, mut pairs) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            let (x, y) = (a[i], b[j]);
            pairs += usize::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        Self { pairs, shorter: a.len().min(b.len()), longer: a.len().max(b.len()) }
    }

    /// Returns the share of the shorter text's pairs, or of all pairs if it has few.
    fn share(&self) -> f64 {
        let all = self.shorter + self.longer - self.pairs;
        self.pairs as f64 / if self.shorter < ENOUGH { all.max(1) } else { self.shorter } as f64
    }

    fn share_of_longer(&self) -> f64 {
        if self.shorter < ENOUGH { self.share() } else { self.pairs as f64 / self.longer as f64 }
    }
}

/// Disjoint sets; the first member of a set stands for it.
struct Union {
    /// For each member an earlier one of its set, or itself.
    earlier: Vec<usize>,
    /// For each first member the size of its set.
    sizes: Vec<usize>,
}

impl Union {
    fn new(len: usize) -> Self {
        Self { earlier: (0..len).collect(), sizes: vec![1; len] }
    }

    fn first(&mut self, mut i: usize) -> usize {
        while self.earlier[i] != i {
            self.earlier[i] = self.earlier[self.earlier[i]];
            i = self.earlier[i];
        }
        i
    }

    fn clusters(mut self) -> Clusters {
        Clusters { first: (0..self.earlier.len()).map(|i| self.first(i)).collect() }
    }

    fn size(&mut self, i: usize) -> usize {
        let first = self.first(i);
        self.sizes[first]
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        if a != b {
            self.earlier[a.max(b)] = a.min(b);
            self.sizes[a.min(b)] += self.sizes[a.max(b)];
        }
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
        let plain = base_letters(NEWS).to_uppercase();
        assert_eq!(first(&[NEWS, other, &plain]), [0, 1, 0]);
        let shared = "Sáng 12/5, Ủy ban nhân dân tỉnh họp bàn về giá đất ven sông và học phí";
        assert_eq!(first(&[NEWS, shared]), [0, 1]);
        assert_eq!(first(&["Lũ", "lũ", "mưa", "", ""]), [0, 0, 2, 3, 4]);
    }

    /// A generator of numbers below `n`.
    fn random() -> impl FnMut(usize) -> usize {
        let mut state = 1u64;
        move |n| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % n
        }
    }

    /// Returns how many of 300 texts of random words are in a cluster with their changed copy, and
    /// checks that no others are.
    fn found(change: impl Fn(&mut Vec<String>, &mut dyn FnMut(usize) -> usize)) -> usize {
        let mut random = random();
        let mut texts: Vec<Vec<String>> = Vec::new();
        for _ in 0..300 {
            let mut words: Vec<String> = (0..20).map(|_| format!("w{}", random(3000))).collect();
            words[0] = words[0].to_uppercase();
            texts.push(words);
        }
        let copies = texts.clone().into_iter().map(|mut words| {
            change(&mut words, &mut random);
            words
        });
        let all: Vec<String> = texts.iter().cloned().chain(copies).map(|w| w.join(" ")).collect();
        let first = first(&all.iter().map(String::as_str).collect::<Vec<_>>());
        assert!((0..300).all(|i| first[i] == i && [i, 300 + i].contains(&first[300 + i])));
        (0..300).filter(|&i| first[300 + i] == i).count()
    }

    #[test]
    fn changed_copies_are_near_duplicates() {
        let replaced = |n: usize| {
            found(move |words, random| {
                for k in 0..n {
                    words[(k * 20 / n + random(20 / n)) % 20] = format!("n{}", random(3000));
                }
            })
        };
        let of_words = [1, 2, 3, 4].map(replaced);
        assert!(of_words.iter().all(|&n| n >= 270), "{of_words:?} of 300");
        let another = |random: &mut dyn FnMut(usize) -> usize, n: usize| -> Vec<String> {
            (0..n).map(|_| format!("s{}", random(3000))).collect()
        };
        let longer = [10, 20, 100].map(|n| {
            found(move |words, random| {
                let mut front = another(random, n);
                front[n - 1] += ".";
                words.splice(0..0, front);
            })
        });
        assert!(longer.iter().all(|&n| n >= 270), "{longer:?} of 300");
        assert!(found(|words, _| words.truncate(12)) >= 270);
    }

    #[test]
    fn texts_made_of_two_others_do_not_join_all() {
        let text = |i: usize| -> String {
            (0..20).map(|k| format!("w{}x{} ", i % 30, k)).collect::<String>() + "."
        };
        let chain = (0..30).map(|i| text(i + 1) + " " + &text(i));
        let texts: Vec<String> = (0..30).map(text).chain(chain).collect();
        for texts in [texts.clone(), texts.into_iter().rev().collect()] {
            let first = first(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let largest = (0..60).map(|i| first.iter().filter(|&&f| f == i).count()).max();
            assert!(largest <= Some(MOST), "{first:?}");
            let joined = (0..60).filter(|&i| first[i] != i).count();
            assert!(joined >= 45, "{first:?}");
        }
    }

    #[test]
    fn texts_after_one_pattern_can_be_trained_on() {
        let text =
            |i: usize| format!("Xã N{i} có tin mới về chợ phiên, gần cầu M{}, hôm nay", i * 7);
        let labelled = |i: usize| Example {
            id: i.to_string(),
            text: text(i),
            labels: i.is_multiple_of(2).then(|| "a".to_owned()).into_iter().collect(),
            ..Example::default()
        };
        let examples: Vec<Example> = (0..20).map(labelled).collect();
        let all: HashSet<String> = clusters(&examples).groups(&examples).into_iter().collect();
        assert_eq!(all.len(), 20);
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
