//! Scores worked out by hand.

use themelight::{Calibration, Classifier, Label, Model, Scratch, Vectorizer};

use crate::toy;

fn vectorizer() -> Vectorizer {
    Vectorizer::new(3, 24).unwrap()
}

/// One label whose probability is the logistic function of what the n-grams add up to.
fn sums(pooling: f32) -> Model {
    let phrases: [(&str, &[i8]); 4] =
        [("biên chế", &[3]), ("cán bộ", &[2]), ("tinh giản biên", &[5]), ("quý", &[-4])];
    toy::model(vectorizer(), pooling, vec![toy::label("a")], &phrases)
}

#[track_caller]
fn assert_logit(model: Model, text: &str, logit: f64) {
    let mut score = [0.0];
    Classifier::new(model).probabilities(text, &mut Scratch::default(), &mut score);
    let expected = (1.0 / (1.0 + (-logit).exp())) as f32;
    assert_eq!(
        score[0],
        expected,
        "of the logit {:?}, expected {logit}",
        (f64::from(score[0]) / (1.0 - f64::from(score[0]))).ln()
    );
}

#[test]
fn ngrams_add_up_over_the_root_of_the_distinct_tokens() {
    assert_logit(sums(0.0), "", 0.0);
    assert_logit(sums(0.0), "Quý", -4.0);
    assert_logit(sums(0.0), "Biên chế, cán bộ", (3.0 + 2.0) / 2.0);
    assert_logit(sums(0.0), "tinh giản biên chế năm nay cán bộ thêm", (5.0 + 3.0 + 2.0) / 3.0);
    assert_logit(sums(0.0), "không có gì ở", 0.0);
}

#[test]
fn an_ngram_counts_once_however_often_it_occurs() {
    assert_logit(sums(0.0), "cán bộ cán bộ", 2.0 / 2f64.sqrt());
    assert_logit(sums(0.0), "Cán bộ. Và cán bộ, cán bộ xã!", 2.0 / 2.0);
    assert_logit(sums(1.0), "cán bộ cán bộ", 2.0 / 2f64.sqrt());
}

#[test]
fn repetition_changes_no_score() {
    // “biên chế quý biên” would be new n-grams; the model has none that cross the copies.
    for (text, logit) in
        [("Quý biên chế ", (3.0 - 4.0) / 3f64.sqrt()), ("Có quý. Biên chế! ", -1.0 / 2.0)]
    {
        for copies in [1, 2, 5, 20, 1000] {
            assert_logit(sums(0.0), &text.repeat(copies), logit);
        }
    }
}

/// A sentence of `count` distinct tokens without a selected n-gram.
fn filler(count: u32) -> String {
    let words: Vec<String> = (0..count).map(|i| format!("x{i}y")).collect();
    format!("{}. ", words.join(" "))
}

#[test]
fn a_long_text_has_the_score_of_its_best_window() {
    let theme = "Biên chế cán bộ. ";
    let window = format!("{theme}{}", filler(110));
    let tokens = {
        // Two tokens may share a slot of the counter.
        let alone = score(&window);
        (106..=114).map(f64::from).find(|n| (alone - 5.0 / n.sqrt()).abs() < 1e-3)
    };
    assert!(tokens.is_some(), "{}", score(&window));
    // What comes after a full window does not change it, whatever its length; neither does what is
    // before it.
    for more in ["Quý. ", &filler(300), &filler(2000)] {
        assert!((score(&format!("{window}{more}")) - score(&window)).abs() < 1e-9);
    }
    let before = filler(120);
    assert!((score(&format!("{before}{theme}")) - 5.0 / 2.0).abs() < 1e-6);
}

fn score(text: &str) -> f64 {
    let mut score = [0.0];
    Classifier::new(sums(0.0)).probabilities(text, &mut Scratch::default(), &mut score);
    let p = f64::from(score[0]);
    (p / (1.0 - p)).ln()
}

#[test]
fn ngrams_do_not_cross_sentences() {
    assert_logit(sums(0.0), "Có biên. Chế quý.", -4.0 / 2.0);
    assert_logit(sums(0.0), "Có biên, chế quý.", (3.0 - 4.0) / 2.0);
}

#[test]
fn pooling_mixes_in_the_best_sentence() {
    // Sentences of 4, 1 and 4 tokens; the paragraph has 7 distinct ones, and “cán bộ” counts once.
    let text = "Biên chế cán bộ. Quý. Có cán bộ này.";
    let (paragraph, best) = ((3.0 + 2.0 - 4.0) / 7f64.sqrt(), (3.0 + 2.0) / 2.0);
    assert_logit(sums(0.0), text, paragraph);
    assert_logit(sums(1.0), text, best);
    assert_logit(sums(0.25), text, 0.75 * paragraph + 0.25 * best);
    // Where every sentence speaks against it, the best is the one that does so least: −4 over √1,
    // or over √4.
    assert_logit(sums(1.0), "Quý. Quý một hai ba.", -4.0 / 2.0);
}

#[test]
fn bias_scale_and_calibration_apply_in_this_order() {
    let label = Label {
        bias: 0.5,
        scale: 0.25,
        calibration: Calibration { slope: 2.0, intercept: -1.0 },
        ..toy::label("a")
    };
    let model = toy::model(vectorizer(), 0.0, vec![label], &[("cán bộ", &[6])]);
    assert_logit(model.clone(), "", 2.0 * 0.5 - 1.0);
    assert_logit(model, "một cán bộ xã", 2.0 * (0.5 + 0.25 * 6.0 / 2.0) - 1.0);
}

#[test]
fn each_label_has_its_own_weights_in_the_models_order() {
    let labels = vec![toy::label("b"), toy::label("a")];
    let phrases: [(&str, &[i8]); 3] = [("một", &[1, -1]), ("hai", &[0, 2]), ("ba", &[127, -127])];
    let classifier = Classifier::new(toy::model(vectorizer(), 0.0, labels, &phrases));
    let mut scores = [0.0; 2];
    classifier.probabilities("Một", &mut Scratch::default(), &mut scores);
    let p = |z: f64| (1.0 / (1.0 + (-z).exp())) as f32;
    assert_eq!(scores, [p(1.0), p(-1.0)]);
    classifier.probabilities("ba hai bốn năm", &mut Scratch::default(), &mut scores);
    assert_eq!(scores, [p(127.0 / 2.0), p(-125.0 / 2.0)]);
}

#[test]
fn a_model_without_ngrams_answers_its_bias() {
    let model = toy::model(vectorizer(), 0.5, vec![Label { bias: -1.5, ..toy::label("a") }], &[]);
    assert_logit(model, "Cán bộ, biên chế.", -1.5);
}
