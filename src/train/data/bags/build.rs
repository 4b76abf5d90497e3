//! Builds bags of texts.

use std::collections::HashMap;

use super::{Bags, Paragraph, Sentence, Window, fnv1a};
use crate::Error;
use crate::classifier::{DistinctTokens, WINDOW};
use crate::jsonl::Example;
use crate::ngram::{MAX_N, Vectorizer};
use crate::order::{distinct, order, sort_by};
use crate::text::{normalize, tokenize};
use crate::train::data::near;

impl Bags {
    /// Builds bags of the n-grams of up to `max_n` tokens that occur in at least two paragraphs that
    /// are not near-duplicates. Near-duplicates become one group. Drop rare n-grams with
    /// [`keep_frequent`](Self::keep_frequent) before shipping them.
    ///
    /// # Errors
    /// [`Error::Param`] if `max_n` is not 1 to 4.
    pub fn from_examples(examples: &[Example], max_n: u8) -> Result<Self, Error> {
        let vectorizer = Vectorizer::new(max_n, 32).ok_or_else(|| Error::Param {
            name: "max_n",
            expected: format!("1 to {MAX_N}"),
            found: max_n.into(),
        })?;
        let mut normal = NormalForms::default();
        let texts: Vec<_> =
            examples.iter().map(|e| windows_of(vectorizer, &e.text, &mut normal)).collect();
        let clusters = near::clusters(examples);
        let groups = clusters.groups(examples);
        // Counts a cluster once: the last one that had the n-gram.
        let mut counts: HashMap<&str, (u32, usize)> = HashMap::new();
        let first = &clusters.first;
        for i in order(texts.len(), &|a, b| first[a].cmp(&first[b])) {
            for ngram in
                texts[i].iter().flat_map(|(sentences, _)| sentences).flat_map(|s| &s.ngrams)
            {
                let (count, last) = counts.entry(ngram).or_insert((0, usize::MAX));
                if std::mem::replace(last, clusters.first[i]) != clusters.first[i] {
                    *count += 1;
                }
            }
        }
        let frequent = counts
            .into_iter()
            .filter(|&(ngram, (count, _))| count >= 2 && vectorizer.key_of(ngram).is_some());
        let frequent = distinct(frequent.map(|(ngram, _)| ngram));
        let numbers: HashMap<&str, u32> =
            frequent.iter().zip(0..).map(|(&ngram, i)| (ngram, i)).collect();

        let sentence = |s: &NgramsOf| {
            let ngrams = s.ngrams.iter().filter_map(|n| numbers.get(n.as_str()).copied());
            Sentence { ngrams: distinct(ngrams), tokens: s.tokens as u32 }
        };
        let window = |(sentences, tokens): &WindowOf| {
            let mut sentences: Vec<Sentence> = sentences.iter().map(sentence).collect();
            sort_by(&mut sentences, Sentence::cmp);
            Window { tokens: *tokens as u32, sentences }
        };
        let paragraphs =
            examples.iter().zip(&texts).zip(&groups).map(|((example, windows), group)| {
                let mut windows: Vec<Window> = windows.iter().map(window).collect();
                sort_by(&mut windows, Window::cmp);
                Paragraph {
                    id: example.id.clone(),
                    group: group_name(group),
                    labels: example.labels.clone(),
                    ignore: example.ignore.clone(),
                    unsure: example.unsure,
                    train_only: example.train_only,
                    windows,
                }
            });
        Ok(Bags {
            max_n,
            background: 0,
            document_frequency: vec![0; frequent.len()],
            paragraphs: paragraphs.collect(),
            language: String::new(),
            ngrams: frequent.iter().map(|&n| n.to_owned()).collect(),
        })
    }
}

/// The normal forms of the words met so far.
#[derive(Default)]
struct NormalForms(HashMap<String, String>);

impl NormalForms {
    fn of(&mut self, word: &str) -> String {
        match self.0.get(word) {
            Some(normal) => normal.clone(),
            None => self.0.entry(word.to_owned()).insert_entry(normalize(word)).get().clone(),
        }
    }
}

/// N-grams of a sentence as strings in normal form.
struct NgramsOf {
    ngrams: Vec<String>,
    /// Number of distinct tokens of the sentence.
    tokens: usize,
}

/// Sentences of a window, and the number of distinct tokens of the window.
type WindowOf = (Vec<NgramsOf>, usize);

/// Returns the windows of a text.
fn windows_of(vectorizer: Vectorizer, text: &str, normal: &mut NormalForms) -> Vec<WindowOf> {
    let tokens = tokenize(text);
    let (mut windows, mut sentences) = (Vec::new(), Vec::new());
    let mut distinct = DistinctTokens::default();
    distinct.begin_window();
    for sentence in tokens.sentences() {
        let words: Vec<String> =
            sentence.iter().map(|t| normal.of(&text[t.span.start..t.span.end])).collect();
        let mut last = 0; // index of the token at which n-grams end
        let ngrams = vectorizer.ngrams(sentence).map(|ngram| {
            last += usize::from(sentence[last].span.end != ngram.span.end);
            words[last + 1 - ngram.n..=last].join(" ")
        });
        sentence.iter().for_each(|token| distinct.add(&[token.hash]));
        let tokens = distinct.end_sentence();
        sentences.push(NgramsOf { ngrams: ngrams.collect(), tokens });
        if distinct.in_window() >= WINDOW {
            windows.push((std::mem::take(&mut sentences), distinct.in_window()));
            distinct.begin_window();
        }
    }
    if !sentences.is_empty() {
        windows.push((sentences, distinct.in_window()));
    }
    windows
}

/// Returns a hash of the group's name, which may be a headline.
fn group_name(name: &str) -> String {
    format!("{:016x}", fnv1a(name))
}
