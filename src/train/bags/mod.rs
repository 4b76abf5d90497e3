//! Labelled paragraphs as bags: the form in which training data that may not be redistributed as text is shipped.
//!
//! Of each paragraph a bag keeps, sentence by sentence, the *set* of its n-grams that occur in at least three paragraphs, and the
//! number of tokens; not their order, not the order of the sentences, not the rare n-grams. That is all that training needs.
//!
//! The file they are kept in: [`file`].

mod file;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::BufRead;

use serde::{Deserialize, Serialize};

use super::data::Example;
use crate::Error;
use crate::ngram::Vectorizer;
use crate::text::{normalize, tokenize};

/// Paragraphs as bags over one vocabulary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bags {
    /// The longest n-gram.
    pub max_n: u8,
    /// How many paragraphs of other text the document frequencies were counted in; 0: none.
    pub background: u32,
    /// The normal forms of the n-grams, ascending.
    pub ngrams: Vec<String>,
    /// For each n-gram the number of background paragraphs that have it.
    pub document_frequency: Vec<u32>,
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A labelled paragraph as a bag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// As in the labelled data.
    pub id: String,
    /// Names the article: paragraphs of one group stay on one side of every split.
    pub group: String,
    /// The labels it has.
    pub labels: Vec<String>,
    /// Labels not to be trained on or scored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// Whether the annotator hesitated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// Whether the paragraph is trained on but never judged by.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub train_only: bool,
    /// Its sentences, in an order of their own.
    pub sentences: Vec<Sentence>,
}

/// A sentence as a bag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// The n-grams it has, as ascending numbers in the vocabulary.
    #[serde(rename = "ngrams", with = "gaps")]
    pub ngrams: Vec<u32>,
    /// How many tokens it has, those of rare n-grams too.
    pub tokens: u32,
}

/// Returns the n-grams of each sentence as strings in normal form, and its number of tokens.
fn ngrams_of(vectorizer: Vectorizer, text: &str) -> Vec<(Vec<String>, usize)> {
    let tokens = tokenize(text);
    let sentences = tokens.sentences().map(|sentence| {
        let words: Vec<String> = sentence.iter().map(|t| normalize(&text[t.span.start..t.span.end])).collect();
        let mut last = 0; // index of the token at which n-grams end
        let ngrams = vectorizer.ngrams(sentence).map(|ngram| {
            last += usize::from(sentence[last].span.end != ngram.span.end);
            words[last + 1 - ngram.n..=last].join(" ")
        });
        (ngrams.collect(), sentence.len())
    });
    sentences.collect()
}

impl Bags {
    /// Makes bags of labelled paragraphs, of the n-grams of up to `max_n` tokens that occur in at least two of them.
    /// Not yet fit to be shipped: see [`keep_frequent`](Self::keep_frequent).
    pub fn from_examples(examples: &[Example], max_n: u8) -> Result<Self, Error> {
        let vectorizer = Vectorizer::new(max_n, 32).ok_or(Error::Param {
            name: "max_n",
            expected: "1 to 4",
            found: max_n.into(),
        })?;
        let texts: Vec<_> = examples.iter().map(|e| ngrams_of(vectorizer, &e.text)).collect();
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for sentences in &texts {
            let distinct: HashSet<&str> = sentences.iter().flat_map(|s| s.0.iter().map(String::as_str)).collect();
            distinct.into_iter().for_each(|ngram| *counts.entry(ngram).or_default() += 1);
        }
        let frequent: BTreeSet<&str> = counts
            .into_iter()
            .filter(|&(ngram, count)| count >= 2 && vectorizer.key_of(ngram).is_some())
            .map(|(ngram, _)| ngram)
            .collect();
        let numbers: HashMap<&str, u32> = frequent.iter().zip(0..).map(|(&ngram, i)| (ngram, i)).collect();

        let paragraphs = examples.iter().zip(&texts).map(|(example, sentences)| {
            let mut bags: Vec<Sentence> = sentences
                .iter()
                .map(|(ngrams, tokens)| {
                    let set: BTreeSet<u32> = ngrams.iter().filter_map(|n| numbers.get(n.as_str()).copied()).collect();
                    Sentence { ngrams: set.into_iter().collect(), tokens: *tokens as u32 }
                })
                .collect();
            bags.sort_unstable(); // an order that says nothing of the text's
            Paragraph {
                id: example.id.clone(),
                group: group_name(example),
                labels: example.labels.clone(),
                ignore: example.ignore.clone(),
                unsure: example.unsure,
                train_only: example.train_only,
                sentences: bags,
            }
        });
        Ok(Bags {
            max_n,
            background: 0,
            document_frequency: vec![0; frequent.len()],
            paragraphs: paragraphs.collect(),
            ngrams: frequent.iter().map(|&n| n.to_owned()).collect(),
        })
    }

    /// Counts in how many paragraphs of `reader` (one a line) each n-gram of the vocabulary occurs.
    pub fn count_background(
        &mut self,
        file: &str,
        reader: impl BufRead,
        mut progress: impl FnMut(u64),
    ) -> Result<(), Error> {
        let vectorizer = self.vectorizer(32)?;
        let columns: HashMap<u32, usize> =
            self.ngrams.iter().enumerate().filter_map(|(i, n)| Some((vectorizer.key_of(n)?, i))).collect();
        let mut seen = vec![0; self.ngrams.len()];
        for (i, line) in reader.lines().enumerate() {
            let error = |e: std::io::Error| Error::Data { file: file.to_owned(), line: i + 1, message: e.to_string() };
            let line = line.map_err(error)?;
            self.background += 1;
            for ngram in tokenize(&line).sentences().flat_map(|sentence| vectorizer.ngrams(sentence)) {
                if let Some(&i) = columns.get(&ngram.key)
                    && std::mem::replace(&mut seen[i], self.background) != self.background
                {
                    self.document_frequency[i] += 1;
                }
            }
            progress(line.len() as u64 + 1);
        }
        Ok(())
    }

    /// Drops the n-grams that occur in fewer than `paragraphs` paragraphs, be it of the labelled ones or of the background.
    pub fn keep_frequent(&mut self, paragraphs: u32) {
        let mut labelled = vec![0u32; self.ngrams.len()];
        for paragraph in &self.paragraphs {
            let distinct: BTreeSet<u32> = paragraph.sentences.iter().flat_map(|s| s.ngrams.iter().copied()).collect();
            distinct.into_iter().for_each(|n| labelled[n as usize] += 1);
        }
        let kept: Vec<bool> =
            labelled.iter().zip(&self.document_frequency).map(|(&a, &b)| a.max(b) >= paragraphs).collect();
        let numbers: Vec<u32> =
            kept.iter().scan(0, |next, &keep| Some(std::mem::replace(next, *next + u32::from(keep)))).collect();
        for sentence in self.paragraphs.iter_mut().flat_map(|p| &mut p.sentences) {
            sentence.ngrams.retain(|&n| kept[n as usize]);
            sentence.ngrams.iter_mut().for_each(|n| *n = numbers[*n as usize]);
        }
        let mut keep = kept.iter();
        self.ngrams.retain(|_| keep.next() == Some(&true));
        let mut keep = kept.iter();
        self.document_frequency.retain(|_| keep.next() == Some(&true));
    }

    /// The way from text to keys of this width that the bags were made by.
    pub fn vectorizer(&self, key_bits: u8) -> Result<Vectorizer, Error> {
        let found = key_bits.into();
        Vectorizer::new(self.max_n, key_bits).ok_or(Error::Param { name: "key_bits", expected: "12 to 32", found })
    }

    /// The labels that occur, in alphabetical order.
    pub fn labels(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.paragraphs.iter().flat_map(|p| &p.labels).collect();
        all.into_iter().cloned().collect()
    }

    /// Joins other bags to these; their vocabularies become one. Background counts must be of one size or absent.
    pub fn merge(bags: Vec<Bags>) -> Result<Bags, Error> {
        if bags.len() < 2 {
            return Ok(bags.into_iter().next().unwrap_or_default());
        }
        let max_n = bags[0].max_n;
        if let Some(other) = bags.iter().find(|b| b.max_n != max_n) {
            return Err(Error::Training(format!(
                "bags of n-grams up to {max_n} and up to {} do not go together; make them with one --max-n",
                other.max_n
            )));
        }
        let mut vocabulary: BTreeMap<&str, u32> = BTreeMap::new();
        for bags in &bags {
            for (ngram, &df) in bags.ngrams.iter().zip(&bags.document_frequency) {
                let known = vocabulary.entry(ngram).or_default();
                *known = df.max(*known);
            }
        }
        let numbers: HashMap<&str, u32> = vocabulary.keys().zip(0..).map(|(&n, i)| (n, i)).collect();
        let renumbered = bags.iter().flat_map(|bags| {
            let numbers = &numbers;
            bags.paragraphs.iter().map(move |p| {
                let mut p = p.clone();
                for sentence in &mut p.sentences {
                    sentence.ngrams.iter_mut().for_each(|n| *n = numbers[&*bags.ngrams[*n as usize]]);
                    sentence.ngrams.sort_unstable();
                }
                p
            })
        });
        Ok(Bags {
            max_n,
            background: bags.iter().map(|b| b.background).max().unwrap_or(0),
            paragraphs: renumbered.collect(),
            ngrams: vocabulary.keys().map(|&n| n.to_owned()).collect(),
            document_frequency: vocabulary.into_values().collect(),
        })
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo).
pub(super) fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The group by a hash: its name may be a headline.
fn group_name(example: &Example) -> String {
    let name = example.group.as_ref().unwrap_or(&example.id);
    format!("{:016x}", fnv1a(name))
}

/// Ascending numbers, written as the gaps between them: small numbers compress.
mod gaps {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(numbers.iter().scan(0, |last, &n| Some(n - std::mem::replace(last, n))))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        let mut last = 0u32;
        let add = |gap: u32| {
            last = last.checked_add(gap).ok_or_else(|| D::Error::custom("n-gram numbers overflow"))?;
            Ok(last)
        };
        Vec::<u32>::deserialize(deserializer)?.into_iter().map(add).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn example(id: &str, text: &str) -> Example {
        Example {
            id: id.into(),
            text: text.into(),
            labels: vec!["a".into()],
            ignore: Vec::new(),
            unsure: id == "2",
            train_only: id == "3",
            group: None,
        }
    }

    pub(super) fn bags() -> Bags {
        let texts = ["Mười cán bộ. Hai xã!", "Hoà giải; HAI XÃ, cán bộ", "hòa giải. Cán bộ hai", "Cán bộ"];
        let examples: Vec<Example> = texts.iter().zip(["1", "2", "3", "4"]).map(|(t, id)| example(id, t)).collect();
        let mut bags = Bags::from_examples(&examples, 2).unwrap();
        bags.count_background("", "hoà giải\nhòa giải hòa giải\ncán\nHoà giải".as_bytes(), |_| ()).unwrap();
        bags
    }

    #[test]
    fn keeps_sets_of_frequent_ngrams() {
        let mut bags = bags();
        assert_eq!(bags.ngrams, ["bộ", "cán", "cán bộ", "giải", "hai", "hai xã", "hòa", "hòa giải", "xã"]);
        assert_eq!((bags.background, &bags.document_frequency[..]), (4, &[0, 1, 0, 3, 0, 0, 3, 3, 0][..]));
        bags.keep_frequent(3);
        // hai is in three labelled paragraphs, hòa giải in three of the background, xã in two of either.
        assert_eq!(bags.ngrams, ["bộ", "cán", "cán bộ", "giải", "hai", "hòa", "hòa giải"]);
        let first = &bags.paragraphs[0];
        let sentence = |ngrams: &[u32], tokens| Sentence { ngrams: ngrams.to_vec(), tokens };
        assert_eq!(first.sentences, [sentence(&[0, 1, 2], 3), sentence(&[4], 2)]);
    }

    #[test]
    fn merging_joins_vocabularies() {
        let (a, mut b) = (bags(), bags());
        b.paragraphs.truncate(1);
        b.keep_frequent(3);
        let merged = Bags::merge(vec![b.clone(), a.clone()]).unwrap();
        assert_eq!((merged.ngrams, merged.paragraphs.len()), (a.ngrams.clone(), 5));
        assert_eq!(merged.paragraphs[1..], a.paragraphs);
        let words = |bags: &Bags, p: usize| -> Vec<String> {
            bags.paragraphs[p].sentences[0].ngrams.iter().map(|&n| bags.ngrams[n as usize].clone()).collect()
        };
        let merged = Bags::merge(vec![b.clone(), a]).unwrap();
        assert_eq!(words(&merged, 0), words(&b, 0));
    }
}
