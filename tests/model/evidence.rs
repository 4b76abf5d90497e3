//! What must hold for any model and any text.

use proptest::prelude::*;
use themelight::{Classifier, Model, Scratch, format};

use super::arbitrary;
use crate::texts;

/// The logit of a label's probability before rounding, from the classifier's documented formula: evidence plus bias.
fn explained_logit(classifier: &Classifier, text: &str, label: usize) -> f64 {
    let weights = classifier.explain(text).into_iter().filter(|e| e.label == label).map(|e| e.weight);
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
    for (label, score) in scores(&classifier, text, &mut Scratch::default()).into_iter().enumerate() {
        let logit = explained_logit(&classifier, text, label);
        let p = f64::from(score);
        prop_assert!((1.0 / (1.0 + (-logit).exp()) - p).abs() < 1e-6, "{logit} is not the logit of {p}");
        // Near 0 and 1 an f32 says too little of its logit to compare there.
        if (1e-2..0.99).contains(&p) {
            prop_assert!((logit - (p / (1.0 - p)).ln()).abs() < 1e-4, "{logit} is not the logit of {p}");
        }
    }
    Ok(())
}

#[test]
fn a_paragraph_may_have_more_sentences_than_are_numbered() {
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
    fn evidence_stands_on_characters_in_the_order_of_the_text(model in arbitrary::model(), text in paragraph()) {
        let labels = model.labels.len();
        let evidence = Classifier::new(model).explain(&text);
        prop_assert!(evidence.iter().all(|e| e.label < labels && e.weight != 0.0 && e.weight.is_finite()));
        prop_assert!(evidence.iter().all(|e| text.get(e.span.start..e.span.end).is_some_and(|t| !t.is_empty())));
        prop_assert!(evidence.windows(2).all(|two| two[0].span.end <= two[1].span.end));
    }

    #[test]
    fn a_text_scores_the_same_bits_alone_and_after_others(model in arbitrary::model(), batch in prop::collection::vec(paragraph(), 1..8)) {
        let classifier = Classifier::new(model);
        let mut shared = Scratch::default();
        for text in &batch {
            let together = scores(&classifier, text, &mut shared);
            let alone = scores(&classifier, text, &mut Scratch::default());
            prop_assert_eq!(together, alone);
        }
    }

    #[test]
    fn one_scratch_serves_models_of_any_size(models in prop::collection::vec(arbitrary::model(), 1..4), text in paragraph()) {
        let mut shared = Scratch::default();
        for model in models {
            let classifier = Classifier::new(model);
            prop_assert_eq!(scores(&classifier, &text, &mut shared), scores(&classifier, &text, &mut Scratch::default()));
        }
    }

    #[test]
    fn every_spelling_scores_the_same_bits(model in arbitrary::model(), text in texts::vietnamese(), how in texts::spelling()) {
        let classifier = Classifier::new(model);
        let respelt = how.apply(&text);
        prop_assert_eq!(
            scores(&classifier, &respelt, &mut Scratch::default()),
            scores(&classifier, &text, &mut Scratch::default()),
            "{:?}", respelt
        );
    }

    #[test]
    fn a_model_comes_back_from_its_file(model in arbitrary::model()) {
        let file = format::write(&model).unwrap();
        prop_assert_eq!(&format::read(&file).unwrap(), &model);
        prop_assert_eq!(format::write(&model).unwrap(), file, "the same bytes again");
    }
}
