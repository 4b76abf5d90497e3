//! Labelled paragraphs as bags: the form in which training data that may not be redistributed as text is shipped.
//!
//! Of each paragraph a bag keeps, sentence by sentence, the *set* of its n-grams that occur in several paragraphs, and the
//! number of tokens; not their order, not the order of the sentences, not the rare n-grams. That is all that training needs.
//!
//! A bags file is gzipped JSON Lines: a header, then a line `["n-gram", paragraphs of the background it occurs in]` for each
//! n-gram of the vocabulary in ascending order, then a line for each paragraph, in which n-grams are numbers into that list,
//! written as the gaps between them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};

use flate2::{Compression, GzBuilder, bufread::GzDecoder};
use serde::{Deserialize, Serialize};

use super::data::Example;
use crate::Error;
use crate::features::{Features, Ngram, PIPELINE, Vectorizer};
use crate::text::normalize;

const FORMAT: &str = "themelight-bags";
const VERSION: u32 = 1;

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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    version: u32,
    pipeline: u16,
    max_n: u8,
    background: u32,
    ngrams: usize,
    paragraphs: usize,
}

/// The n-grams of a text as strings in normal form.
fn ngrams_of(vectorizer: Vectorizer, text: &str) -> Vec<(Vec<String>, usize)> {
    struct Collect<'t> {
        text: &'t str,
        sentences: Vec<(Vec<String>, usize)>,
        current: Vec<String>,
        /// Normal forms of the last tokens, oldest first.
        tokens: Vec<String>,
    }
    impl Features for Collect<'_> {
        fn ngram(&mut self, ngram: Ngram) {
            if ngram.n == 1 {
                self.tokens.push(normalize(&self.text[ngram.span.start..ngram.span.end]));
            }
            self.current.push(self.tokens[self.tokens.len() - ngram.n..].join(" "));
        }
        fn sentence_end(&mut self, tokens: usize) {
            self.sentences.push((std::mem::take(&mut self.current), tokens));
            self.tokens.clear();
        }
    }
    let mut collect = Collect { text, sentences: Vec::new(), current: Vec::new(), tokens: Vec::new() };
    vectorizer.scan(text, &mut collect);
    collect.sentences
}

/// The key of an n-gram in normal form, if it is one n-gram to the vectorizer.
pub fn key_of(vectorizer: Vectorizer, ngram: &str) -> Option<u32> {
    struct Last {
        longest: Option<Ngram>,
        sentences: usize,
    }
    impl Features for Last {
        fn ngram(&mut self, ngram: Ngram) {
            self.longest = Some(ngram);
        }
        fn sentence_end(&mut self, _: usize) {
            self.sentences += 1;
        }
    }
    let mut last = Last { longest: None, sentences: 0 };
    vectorizer.scan(ngram, &mut last);
    let longest = last.longest.filter(|l| last.sentences == 1 && l.span.start == 0 && l.span.end == ngram.len())?;
    (longest.n == ngram.split(' ').count()).then_some(longest.key)
}

impl Bags {
    /// Makes bags of labelled paragraphs: n-grams of up to `max_n` tokens that occur in at least `min_paragraphs` of them.
    pub fn from_examples(examples: &[Example], max_n: u8, min_paragraphs: u32) -> Result<Self, Error> {
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
            .filter(|&(ngram, count)| count >= min_paragraphs && key_of(vectorizer, ngram).is_some())
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
            self.ngrams.iter().enumerate().filter_map(|(i, n)| Some((key_of(vectorizer, n)?, i))).collect();
        struct Count<'b> {
            columns: &'b HashMap<u32, usize>,
            seen: &'b mut [u32],
            counts: &'b mut [u32],
            line: u32,
        }
        impl Features for Count<'_> {
            fn ngram(&mut self, ngram: Ngram) {
                if let Some(&i) = self.columns.get(&ngram.key)
                    && std::mem::replace(&mut self.seen[i], self.line) != self.line
                {
                    self.counts[i] += 1;
                }
            }
            fn sentence_end(&mut self, _: usize) {}
        }
        let mut seen = vec![0; self.ngrams.len()];
        for (i, line) in reader.lines().enumerate() {
            let error = |e: std::io::Error| Error::Data { file: file.to_owned(), line: i + 1, message: e.to_string() };
            let line = line.map_err(error)?;
            self.background += 1;
            let mut count = Count {
                columns: &columns,
                seen: &mut seen,
                counts: &mut self.document_frequency,
                line: self.background,
            };
            vectorizer.scan(&line, &mut count);
            progress(line.len() as u64 + 1);
        }
        Ok(())
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

    /// Writes a bags file; the same bags give the same bytes.
    pub fn write(&self, out: impl Write) -> Result<(), Error> {
        let io = |e: std::io::Error| Error::Io { path: "bags".into(), message: e.to_string() };
        let mut gz = GzBuilder::new().write(out, Compression::best());
        let header = Header {
            format: FORMAT.into(),
            version: VERSION,
            pipeline: PIPELINE,
            max_n: self.max_n,
            background: self.background,
            ngrams: self.ngrams.len(),
            paragraphs: self.paragraphs.len(),
        };
        let mut line = |value: serde_json::Result<String>| {
            let value = value.map_err(|e| io(e.into()))?;
            writeln!(gz, "{value}").map_err(io)
        };
        line(serde_json::to_string(&header))?;
        for entry in self.ngrams.iter().zip(&self.document_frequency) {
            line(serde_json::to_string(&entry))?;
        }
        for paragraph in &self.paragraphs {
            line(serde_json::to_string(paragraph))?;
        }
        gz.finish().map_err(io)?.flush().map_err(io)
    }

    /// Reads a bags file, plain or gzipped.
    pub fn read(file: &str, mut reader: impl BufRead) -> Result<Bags, Error> {
        let io = |e: std::io::Error| Error::Io { path: file.to_owned(), message: e.to_string() };
        let gzipped = reader.fill_buf().map_err(io)?.starts_with(&[0x1f, 0x8b]);
        let plain: Box<dyn Read + '_> = if gzipped { Box::new(GzDecoder::new(reader)) } else { Box::new(reader) };
        let mut lines = Lines { file, lines: BufReader::new(plain), number: 0 };

        let header: Header = lines.next()?;
        if (header.format.as_str(), header.version) != (FORMAT, VERSION) {
            return Err(
                lines.error(format!("expected {FORMAT} version {VERSION}, found {} {}", header.format, header.version))
            );
        }
        if header.pipeline != PIPELINE {
            return Err(Error::Pipeline { expected: PIPELINE, found: header.pipeline });
        }
        let mut bags = Bags { max_n: header.max_n, background: header.background, ..Bags::default() };
        for _ in 0..header.ngrams {
            let (ngram, df): (String, u32) = lines.next()?;
            if bags.ngrams.last().is_some_and(|last| *last >= ngram) {
                return Err(lines.error(format!("expected n-grams in ascending order, found {ngram:?} out of place")));
            }
            bags.ngrams.push(ngram);
            bags.document_frequency.push(df);
        }
        for _ in 0..header.paragraphs {
            let paragraph: Paragraph = lines.next()?;
            let highest = paragraph.sentences.iter().filter_map(|s| s.ngrams.last()).max();
            if highest.is_some_and(|&n| n as usize >= bags.ngrams.len()) {
                return Err(lines.error(format!("expected n-grams below {}, found {highest:?}", bags.ngrams.len())));
            }
            bags.paragraphs.push(paragraph);
        }
        Ok(bags)
    }
}

/// The group by a hash: its name may be a headline.
fn group_name(example: &Example) -> String {
    let name = example.group.as_ref().unwrap_or(&example.id);
    // FNV-1a, 64 bits (Fowler, Noll and Vo).
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// Reads JSON values line by line.
struct Lines<'f, R> {
    file: &'f str,
    lines: R,
    number: usize,
}

impl<R: BufRead> Lines<'_, R> {
    fn next<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Error> {
        let mut line = String::new();
        self.number += 1;
        match self.lines.read_line(&mut line) {
            Ok(0) => Err(self.error("the file ends too early: it was cut short".into())),
            Ok(_) => serde_json::from_str(&line).map_err(|e| self.error(e.to_string())),
            Err(e) => Err(self.error(e.to_string())),
        }
    }

    fn error(&self, message: String) -> Error {
        Error::Data { file: self.file.to_owned(), line: self.number, message }
    }
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
