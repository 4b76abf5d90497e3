//! From examples to the bags that a model is trained on: long texts split, texts without a theme
//! added.

use super::data::{Bags, DEFAULT_MAX_N};
use crate::Error;
use crate::jsonl::Example;
use crate::text::split_text;

/// What is added to the examples of a training.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// Length of the longest n-gram in tokens; default [`DEFAULT_MAX_N`].
    pub max_n: Option<u8>,
    /// Bags of texts without a theme.
    pub background: Option<Bags>,
    /// The user's texts, taken as texts without a theme.
    pub unlabelled: Vec<String>,
}

impl Input {
    /// Returns the bags of the examples, in their order, and after them the additions.
    ///
    /// # Errors
    /// [`Error::Param`] if `max_n` is not 1 to 4, [`Error::Training`] if the background has longer
    /// or shorter n-grams.
    pub fn bags(self, examples: &[Example]) -> Result<Bags, Error> {
        let unlabelled = (1..).zip(self.unlabelled).map(|(n, text)| Example {
            id: format!("unlabelled:{n}"),
            text,
            ..Example::default()
        });
        let all: Vec<Example> = examples.iter().cloned().chain(unlabelled).collect();
        let bags = Bags::from_examples(&all, self.max_n.unwrap_or(DEFAULT_MAX_N))?;
        match self.background {
            Some(background) => Bags::merge(vec![bags, background]),
            None => Ok(bags),
        }
    }
}

/// Splits long texts at line breaks, or else at sentence ends. The parts stay together in a split
/// of the data. A part of a labelled text may lack the theme: it is marked unsure, and so counts
/// less.
pub fn split_examples(examples: &[Example]) -> Vec<Example> {
    let mut parts = Vec::new();
    for example in examples {
        let texts = split_text(&example.text);
        if texts.len() < 2 {
            parts.push(example.clone());
            continue;
        }
        parts.extend(texts.into_iter().zip(1..).map(|(text, n)| Example {
            id: format!("{}:{n}", example.id),
            text: text.to_owned(),
            unsure: example.unsure || !example.labels.is_empty(),
            group: Some(example.group.clone().unwrap_or_else(|| example.id.clone())),
            ..example.clone()
        }));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_in_the_group_of_their_text() {
        let example = Example {
            id: "7".into(),
            text: "Xã có hai hộ nghèo được nhận gạo. ".repeat(50),
            labels: vec!["a".into()],
            ..Example::default()
        };
        let parts = split_examples(&[example]);
        assert!(parts.len() > 2 && parts.iter().all(|p| p.unsure && p.group == Some("7".into())));
        assert_eq!(parts[1].id, "7:2");
    }
}
