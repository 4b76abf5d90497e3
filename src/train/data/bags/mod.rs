//! Labelled paragraphs as bags of n-grams: training data that can be shipped without the texts.
//!
//! For each sentence of a paragraph a bag keeps the *set* of its frequent n-grams and its number of
//! distinct tokens. The order of n-grams and sentences and the rare n-grams are dropped; training
//! does not need them. [`build`] makes them of texts, [`mod@file`] is the file format.

mod build;
mod file;

use std::collections::HashMap;
use std::io::{BufRead, ErrorKind};

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::jsonl;
use crate::ngram::{KEY_BITS, Vectorizer};
use crate::order::distinct;
use crate::text::tokenize;

/// The default of the longest n-gram, in tokens.
pub const DEFAULT_MAX_N: u8 = 3;

/// Bags over one vocabulary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bags {
    /// Length of the longest n-gram in tokens, 1 to 4.
    pub max_n: u8,
    /// Number of unlabelled paragraphs that the document frequencies were counted in.
    pub background: u32,
    /// The vocabulary: n-grams in normal form, ascending.
    pub ngrams: Vec<String>,
    /// For each n-gram the number of background paragraphs that contain it.
    pub document_frequency: Vec<u32>,
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Language tag of the texts; not stored in the file. The model has the themes' names in it
    /// first.
    pub language: String,
}

/// A labelled paragraph as a bag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The id in the labelled data.
    pub id: String,
    /// The article, hashed. Paragraphs of one group stay on one side of every split.
    pub group: String,
    /// The labels that the paragraph has.
    pub labels: Vec<String>,
    /// Undecided labels: neither trained on nor scored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// Whether the annotator was unsure.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    /// Whether the paragraph is trained on, but excluded from every metric, threshold and
    /// calibration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub train_only: bool,
    /// The windows, sorted so that their order tells nothing of the text.
    pub windows: Vec<Window>,
}

impl Paragraph {
    /// Returns whether the paragraph has `label`; `None` if that is undecided.
    pub(crate) fn actual(&self, label: &str) -> Option<bool> {
        jsonl::actual(&self.labels, &self.ignore, label)
    }
}

impl Paragraph {
    /// Returns the sentences of all windows.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.windows.iter().flat_map(|window| &window.sentences)
    }

    /// Returns the indices of its different n-grams, ascending.
    pub(crate) fn ngrams(&self) -> Vec<u32> {
        distinct(self.sentences().flat_map(|sentence| sentence.ngrams.iter().copied()))
    }
}

/// A run of sentences that is scored by itself; most paragraphs are one window.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// Number of distinct tokens, including those of dropped n-grams.
    pub tokens: u32,
    /// The sentences, sorted so that their order tells nothing of the text.
    pub sentences: Vec<Sentence>,
}

/// A sentence as a bag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// Indices of its n-grams in the vocabulary, ascending.
    #[serde(rename = "ngrams", with = "gaps")]
    pub ngrams: Vec<u32>,
    /// Number of distinct tokens, including those of dropped n-grams.
    pub tokens: u32,
}

impl Bags {
    /// Counts the paragraphs of `reader`, one per line, that contain each n-gram of the vocabulary.
    /// Calls `progress` with the number of bytes of each line. `file` is the name in error
    /// messages.
    ///
    /// # Errors
    /// [`Error::Data`] if a line is not UTF-8, [`Error::Read`] if reading fails.
    pub fn count_background(
        &mut self,
        file: &str,
        reader: impl BufRead,
        mut progress: impl FnMut(u64),
    ) -> Result<(), Error> {
        let vectorizer = self.vectorizer(32)?;
        let columns: HashMap<u32, usize> = self
            .ngrams
            .iter()
            .enumerate()
            .filter_map(|(i, n)| Some((vectorizer.key_of(n)?, i)))
            .collect();
        let mut seen = vec![0; self.ngrams.len()];
        for (i, line) in reader.lines().enumerate() {
            let line = line.map_err(|e| match e.kind() {
                ErrorKind::InvalidData => {
                    let message =
                        "expected UTF-8, found other bytes; convert the file to UTF-8".to_owned();
                    Error::Data { file: file.to_owned(), line: i + 1, message }
                }
                _ => Error::read(file, e),
            })?;
            self.background = self.background.saturating_add(1);
            for ngram in
                tokenize(&line).sentences().flat_map(|sentence| vectorizer.ngrams(sentence))
            {
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

    /// Drops the n-grams that occur in fewer than `paragraphs` paragraphs both of the labelled ones
    /// and of the background.
    pub fn keep_frequent(&mut self, paragraphs: u32) {
        let mut labelled = vec![0u32; self.ngrams.len()];
        for paragraph in &self.paragraphs {
            paragraph.ngrams().into_iter().for_each(|n| labelled[n as usize] += 1);
        }
        let kept: Vec<bool> = labelled
            .iter()
            .zip(&self.document_frequency)
            .map(|(&a, &b)| a.max(b) >= paragraphs)
            .collect();
        let numbers: Vec<u32> = kept
            .iter()
            .scan(0, |next, &keep| Some(std::mem::replace(next, *next + u32::from(keep))))
            .collect();
        let windows = self.paragraphs.iter_mut().flat_map(|p| &mut p.windows);
        for sentence in windows.flat_map(|w| &mut w.sentences) {
            sentence.ngrams.retain(|&n| kept[n as usize]);
            sentence.ngrams.iter_mut().for_each(|n| *n = numbers[*n as usize]);
        }
        let mut keep = kept.iter();
        self.ngrams.retain(|_| keep.next() == Some(&true));
        let mut keep = kept.iter();
        self.document_frequency.retain(|_| keep.next() == Some(&true));
    }

    /// Returns a vectorizer with the bags' longest n-gram and keys of `key_bits` bits.
    ///
    /// # Errors
    /// [`Error::Param`] if `key_bits` is out of range.
    pub fn vectorizer(&self, key_bits: u8) -> Result<Vectorizer, Error> {
        let found = key_bits.into();
        Vectorizer::new(self.max_n, key_bits).ok_or_else(|| Error::Param {
            name: "key_bits",
            expected: format!("{} to {}", KEY_BITS.start(), KEY_BITS.end()),
            found,
        })
    }

    /// Returns the labels of the paragraphs in alphabetical order.
    pub fn labels(&self) -> Vec<String> {
        distinct(self.paragraphs.iter().flat_map(|p| &p.labels).cloned())
    }

    /// Merges bags and their vocabularies. Each document frequency, and the size of the background,
    /// is the largest of the bags'.
    ///
    /// # Errors
    /// [`Error::Training`] if the bags differ in their longest n-gram.
    pub fn merge(bags: Vec<Bags>) -> Result<Bags, Error> {
        if bags.len() < 2 {
            return Ok(bags.into_iter().next().unwrap_or_default());
        }
        let max_n = bags[0].max_n;
        if let Some(other) = bags.iter().find(|b| b.max_n != max_n) {
            return Err(Error::training(format!(
                "expected bags of n-grams up to {max_n} tokens, found some up to {}; make them with one --max-n",
                other.max_n
            )));
        }
        let ngrams = distinct(bags.iter().flat_map(|bags| &bags.ngrams).map(String::as_str));
        let numbers: HashMap<&str, u32> = ngrams.iter().zip(0..).map(|(&n, i)| (n, i)).collect();
        let mut document_frequency = vec![0; ngrams.len()];
        for bags in &bags {
            for (ngram, &df) in bags.ngrams.iter().zip(&bags.document_frequency) {
                let known = &mut document_frequency[numbers[&**ngram] as usize];
                *known = df.max(*known);
            }
        }
        let renumbered = bags.iter().flat_map(|bags| {
            let numbers = &numbers;
            bags.paragraphs.iter().map(move |p| {
                let mut p = p.clone();
                for sentence in p.windows.iter_mut().flat_map(|w| &mut w.sentences) {
                    sentence
                        .ngrams
                        .iter_mut()
                        .for_each(|n| *n = numbers[&*bags.ngrams[*n as usize]]);
                    sentence.ngrams.sort_unstable();
                }
                p
            })
        });
        Ok(Bags {
            max_n,
            background: bags.iter().map(|b| b.background).max().unwrap_or(0),
            paragraphs: renumbered.collect(),
            language: bags[0].language.clone(),
            ngrams: ngrams.iter().map(|&n| n.to_owned()).collect(),
            document_frequency,
        })
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo).
pub(super) fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Serialises ascending numbers as the gaps between them, which compress better.
mod gaps {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_seq(numbers.iter().scan(0, |last, &n| Some(n - std::mem::replace(last, n))))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        let mut last: Option<u32> = None;
        let add = |gap: u32| {
            let n = last.unwrap_or(0).checked_add(gap);
            let n = n.ok_or_else(|| D::Error::custom("n-gram numbers overflow"))?;
            if last.replace(n) == Some(n) {
                return Err(D::Error::custom(format!("found n-gram {n} twice in a sentence")));
            }
            Ok(n)
        };
        Vec::<u32>::deserialize(deserializer)?.into_iter().map(add).collect()
    }
}

#[cfg(test)]
mod tests;
