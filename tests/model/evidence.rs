//! Properties of scores and evidence, for any model and any text.

use proptest::prelude::*;
use themelight::{Classifier, Model, Scratch, format, normalize, tokenize};

use super::arbitrary;
use crate::texts;

/// Returns the sum of evidence and bias of a label: the logit of its probability before rounding.
fn explained_logit(classifier: &Classifier, text: &str, label: usize) -> f64 {
    let weights =
        classifier.explain(text).into_iter().filter(|e| e.label == label).map(|e| e.weight);
    weights.sum::<f64>() + classifier.model().bias(label)
}

fn scores(classifier: &Classifier, text: &str, scratch: &mut Scratch) -> Vec<f32> {
    let mut scores = vec![0.0; classifier.model().labels.len()];
    classifier.probabilities(text, scratch, &mut scores);
    scores
}

fn paragraph() -> impl Strategy<Value = String> {
    prop_oneof![texts::vietnamese(), texts::any()]
}

fn assert_adds_up(model: Model, text: &str) -> Result<(), TestCaseError> {
    let classifier = Classifier::new(model);
    for (label, score) in scores(&classifier, text, &mut Scratch::default()).into_iter().enumerate()
    {
        let logit = explained_logit(&classifier, text, label);
        let p = f64::from(score);
        prop_assert!(
            (1.0 / (1.0 + (-logit).exp()) - p).abs() < 1e-6,
            "{logit} is not the logit of {p}"
        );
        // Near 0 and 1 an f32 is too coarse for its logit to be compared.
        if (1e-2..0.99).contains(&p) {
            prop_assert!(
                (logit - (p / (1.0 - p)).ln()).abs() < 1e-4,
                "{logit} is not the logit of {p}"
            );
        }
    }
    Ok(())
}

#[test]
fn evidence_adds_up_in_paragraphs_of_more_than_255_sentences() {
    let file = include_bytes!("../../models/vi-public-life/vi-public-life.model");
    let sentences: Vec<&str> = include_str!("../bench/sentences.txt").lines().collect();
    for count in [254, 255, 256, 700] {
        let text: Vec<&str> = (0..count).map(|i| sentences[i * i % sentences.len()]).collect();
        assert_adds_up(format::read(file).unwrap(), &text.join(" ")).unwrap();
    }
}

proptest! {
    #![proptest_config(texts::config())]

    #[test]
    fn evidence_and_bias_add_up_to_the_logit(model in arbitrary::model(), text in paragraph()) {
        assert_adds_up(model, &text)?;
    }

    #[test]
    fn evidence_is_in_the_order_of_the_text_and_does_not_split_characters(model in arbitrary::model(), text in paragraph()) {
        let labels = model.labels.len();
        let evidence = Classifier::new(model).explain(&text);
        prop_assert!(evidence.iter().all(|e| e.label < labels && e.weight != 0.0 && e.weight.is_finite()));
        prop_assert!(evidence.iter().all(|e| text.get(e.span.start..e.span.end).is_some_and(|t| !t.is_empty())));
        prop_assert!(evidence.windows(2).all(|two| two[0].span.end <= two[1].span.end));
    }

    #[test]
    fn the_text_of_evidence_normalises_to_an_ngram_with_a_weight(model in arbitrary::model(), text in paragraph()) {
        let classifier = Classifier::new(model);
        let model = classifier.model();
        for piece in classifier.explain(&text) {
            let words = &text[piece.span.start..piece.span.end];
            // A key is that of tokens with a space between: a text may have other characters there.
            let tokens = tokenize(words);
            let tokens: Vec<String> = tokens.all().iter().map(|t| normalize(&words[t.span.start..t.span.end])).collect();
            let key = model.vectorizer.key_of(&tokens.join(" "));
            let index = key.and_then(|key| model.keys.binary_search(&key).ok());
            prop_assert!(index.is_some_and(|i| model.weight(i, piece.label) != 0), "{words:?}");
        }
    }

    #[test]
    fn probabilities_are_from_0_to_1_and_higher_thresholds_only_remove_tags(model in arbitrary::model(), text in paragraph(), share in 0.0..1.0f32) {
        let ids = |model: Model| -> Vec<String> {
            Classifier::new(model).tag(&text, &mut Scratch::default()).iter().map(|tag| tag.label.id.clone()).collect()
        };
        let found = scores(&Classifier::new(model.clone()), &text, &mut Scratch::default());
        prop_assert!(found.iter().all(|p| (0.0..=1.0).contains(p)), "{found:?}");
        let mut strict = model.clone();
        for label in &mut strict.labels {
            label.threshold += (1.0 - label.threshold) * share;
        }
        let all = ids(model);
        prop_assert!(ids(strict).iter().all(|id| all.contains(id)));
    }

    #[test]
    fn a_used_scratch_gives_the_same_bits(model in arbitrary::model(), batch in prop::collection::vec(paragraph(), 1..8)) {
        let classifier = Classifier::new(model);
        let mut shared = Scratch::default();
        for text in &batch {
            let expected = scores(&classifier, text, &mut Scratch::default());
            prop_assert_eq!(scores(&classifier, text, &mut shared), expected);
        }
    }

    #[test]
    fn a_scratch_may_be_used_with_models_of_any_size(models in prop::collection::vec(arbitrary::model(), 1..4), text in paragraph()) {
        let mut shared = Scratch::default();
        for model in models {
            let classifier = Classifier::new(model);
            prop_assert_eq!(scores(&classifier, &text, &mut shared), scores(&classifier, &text, &mut Scratch::default()));
        }
    }

    #[test]
    fn every_spelling_has_the_same_scores(model in arbitrary::model(), text in texts::vietnamese(), spelling in texts::spelling()) {
        let classifier = Classifier::new(model);
        let respelt = spelling.apply(&text);
        prop_assert_eq!(
            scores(&classifier, &respelt, &mut Scratch::default()),
            scores(&classifier, &text, &mut Scratch::default()),
            "{:?}", respelt
        );
    }

    #[test]
    fn models_round_trip(model in arbitrary::model()) {
        let file = format::write(&model).unwrap();
        prop_assert_eq!(&format::read(&file).unwrap(), &model);
        prop_assert_eq!(format::write(&model).unwrap(), file, "the same bytes again");
    }
}
