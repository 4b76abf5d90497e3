//! The trace of a text: its values must be those of the probabilities, for any model and any text.

use proptest::prelude::*;
use serde_json::Value;
use themelight::{Classifier, Scratch, format, normalize, tokenize};

use super::arbitrary;
use crate::texts;

const DEFAULT_MODEL: &[u8] = include_bytes!("../../models/vi-public-life/vi-public-life.model");

fn default_model() -> Classifier {
    Classifier::new(format::read(DEFAULT_MODEL).unwrap())
}

/// Sentences of news, several hundred tokens, and texts at the ends of the range.
fn news() -> Vec<String> {
    let lines: Vec<&str> = include_str!("../bench/sentences.txt").lines().collect();
    let mut texts: Vec<String> = lines.iter().take(60).map(|&line| line.to_owned()).collect();
    texts.extend(lines.chunks(7).take(40).map(|lines| lines.join(" ")));
    texts.extend(lines.chunks(90).take(3).map(|lines| lines.join(" ")));
    texts.extend(["", " ", "…", "Biên chế", "biên chế biên chế. Biên chế!"].map(String::from));
    texts
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// Adds up the serialised weights as the page shows them; returns the probability of a label.
fn recomputed(trace: &Value, l: usize) -> f64 {
    let sum = |counted: &dyn Fn(&Value) -> bool| -> f64 {
        let ngrams =
            list(&trace["ngrams"]).iter().filter(|n| counted(n) && !n["weights"].is_null());
        ngrams.map(|n| number(&n["weights"][l])).sum()
    };
    let sentences = list(&trace["sentences"]);
    let of_sentence: Vec<f64> = (0..sentences.len())
        .map(|i| sum(&|n| index(&n["sentence"]) == i) / number(&sentences[i]["distinct"]).sqrt())
        .collect();
    let pooling = number(&trace["pooling"]);
    let windows = list(&trace["windows"]).iter().map(|window| {
        let in_window = |n: usize| index(&sentences[n]["window"]) == index(&window["window"]);
        let whole = sum(&|n| n["firstInWindow"] == true && in_window(index(&n["sentence"])))
            / number(&window["distinct"]).sqrt();
        let best = (0..sentences.len()).filter(|&i| in_window(i)).map(|i| of_sentence[i]);
        (1.0 - pooling) * whole + pooling * best.fold(f64::NEG_INFINITY, f64::max)
    });
    let pooled = windows.reduce(f64::max).unwrap_or(0.0);
    let label = &trace["labels"][l];
    let [bias, scale, slope, intercept] =
        ["bias", "scale", "slope", "intercept"].map(|field| number(&label[field]));
    1.0 / (1.0 + (-(slope * (bias + scale * pooled) + intercept)).exp())
}

fn assert_adds_up(classifier: &Classifier, text: &str) -> Result<(), TestCaseError> {
    let labels = classifier.model().labels.len();
    let mut scores = vec![0.0; labels];
    classifier.probabilities(text, &mut Scratch::default(), &mut scores);
    let trace = classifier.trace(text);
    let tags: Vec<&str> = classifier.tags_of(&scores).iter().map(|tag| &*tag.label.id).collect();
    for (label, &score) in trace.labels.iter().zip(&scores) {
        prop_assert_eq!(label.probability, f64::from(score), "{} of {:?}", &label.id, text);
        prop_assert_eq!(label.tagged, tags.contains(&&*label.id));
    }
    let json: Value = serde_json::from_str(&serde_json::to_string(&trace).unwrap()).unwrap();
    for (l, &score) in scores.iter().enumerate() {
        let p = recomputed(&json, l);
        prop_assert!((p - f64::from(score)).abs() < 1e-6, "{p} instead of {score} in {text:?}");
    }
    Ok(())
}

/// Checks the parts that lead to the sums: normal forms, positions and n-grams.
fn assert_parts(classifier: &Classifier, text: &str) -> Result<(), TestCaseError> {
    let (trace, units): (_, Vec<u16>) = (classifier.trace(text), text.encode_utf16().collect());
    let cut = |span: [usize; 2]| String::from_utf16(&units[span[0]..span[1]]).unwrap();
    prop_assert_eq!(&trace.normalized, &normalize(text));
    prop_assert_eq!(trace.tokens.len(), tokenize(text).all().len());
    let normal: Vec<u16> = trace.normalized.encode_utf16().collect();
    for token in &trace.tokens {
        let [start, end] = token.normal_span;
        prop_assert_eq!(&String::from_utf16(&normal[start..end]).unwrap(), &token.text);
        prop_assert_eq!(
            tokenize(&cut(token.span)).all()[0].hash,
            tokenize(&token.text).all()[0].hash
        );
    }
    let model = classifier.model();
    for ngram in &trace.ngrams {
        let key = model.vectorizer.key_of(&ngram.text);
        // A full stop within a token may end a sentence where a space follows it.
        if key.is_none() && tokenize(&ngram.text).sentences().count() > 1 {
            continue;
        }
        prop_assert!(key.is_some(), "{:?} is one n-gram", &ngram.text);
        let found = key.and_then(|key| model.keys.binary_search(&key).ok());
        let weights: Option<Vec<i8>> =
            found.map(|i| (0..model.labels.len()).map(|l| model.weight(i, l)).collect());
        prop_assert_eq!(&weights, &ngram.weights);
    }
    Ok(())
}

/// Checks the occurrences in a text whose pieces have the tokens of the whole, which any characters
/// need not have.
fn assert_occurrences(classifier: &Classifier, text: &str) {
    let units: Vec<u16> = text.encode_utf16().collect();
    for ngram in classifier.trace(text).ngrams {
        for [start, end] in ngram.spans {
            let piece = String::from_utf16(&units[start..end]).unwrap();
            assert_eq!(tokenize(&piece).all().len(), ngram.n, "{piece:?} in {text:?}");
        }
    }
}

#[test]
fn news_adds_up_to_the_probabilities() {
    let classifier = default_model();
    for text in news() {
        assert_adds_up(&classifier, &text).unwrap();
        assert_parts(&classifier, &text).unwrap();
        assert_occurrences(&classifier, &text);
    }
}

#[test]
fn a_text_of_several_windows_names_the_best_window_and_sentence() {
    let lines: Vec<&str> = include_str!("../bench/sentences.txt").lines().collect();
    let trace = default_model().trace(&lines[..80].join(" "));
    assert!(trace.windows.len() > 2, "{} windows", trace.windows.len());
    for (l, label) in trace.labels.iter().enumerate() {
        let window = &trace.windows[label.window.unwrap()];
        assert_eq!(window.pooled[l], label.pooled);
        assert!(trace.windows.iter().all(|other| other.pooled[l] <= label.pooled));
        assert_eq!(trace.sentences[window.best[l]].window, window.window);
    }
}

#[test]
fn steps_list_what_they_change() {
    let trace = default_model().trace("“Hoà giải”, KỈ LUẬT: 1.250");
    let changes: Vec<(&str, Vec<(&str, &str)>)> = trace
        .steps
        .iter()
        .map(|s| (s.name, s.changes.iter().map(|c| (&*c.before, &*c.after)).collect()))
        .filter(|(_, changes): &(_, Vec<_>)| !changes.is_empty())
        .collect();
    assert_eq!(
        changes,
        [
            ("punctuation", vec![("“", "\""), ("”, ", "\", ")]),
            ("lower-case", vec![("Hoà", "hoà"), ("KỈ", "kỉ"), ("LUẬT", "luật")]),
            ("tone-mark", vec![("hoà", "hòa")]),
            ("i-to-y", vec![("kỉ", "kỷ")]),
            ("number", vec![("1.250", "0.000")]),
        ]
    );
    let kinds: Vec<&str> = trace.tokens.iter().map(|token| token.kind).collect();
    assert_eq!(kinds, ["syllable", "syllable", "syllable", "syllable", "number"]);
}

#[test]
fn a_repeated_sentence_costs_linear_time() {
    let text = "Biên chế giảm. ".repeat(20_000);
    let trace = default_model().trace(&text);
    assert_eq!((trace.sentences.len(), trace.windows.len()), (20_000, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..texts::config() })]

    #[test]
    fn any_text_adds_up_to_the_probabilities_of_any_model(
        model in arbitrary::model(),
        text in prop_oneof![texts::vietnamese(), texts::any()],
    ) {
        let classifier = Classifier::new(model);
        assert_adds_up(&classifier, &text)?;
        assert_parts(&classifier, &text)?;
    }
}
