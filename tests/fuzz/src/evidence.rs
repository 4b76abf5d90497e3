//! Any text and a model of its own n-grams: probabilities, tags and evidence agree.

use themelight::{
    Calibration, Classifier, Color, Label, Model, Scratch, Vectorizer, format, tokenize,
};

use super::take;

/// Returns a description of a model, followed by a text.
pub fn seeds() -> Vec<Vec<u8>> {
    let header = |n: u8, labels: u8| vec![n, 20, labels, 64, 128, 200, 90, 160, 30, 255];
    let texts = [
        "Cán bộ xã. Biên chế, biên chế; cán bộ! Hai cán bộ",
        "Một. Một. Một hai. Một hai ba bốn năm.",
        "👩🏽‍💻 a\u{301} b c. d e f a b c",
    ];
    let seed =
        |(i, text): (usize, &&str)| [header(i as u8, i as u8), text.as_bytes().to_vec()].concat();
    texts.iter().enumerate().map(seed).collect()
}

/// Maps a byte to `low` … `high`.
fn between(low: f32, high: f32, byte: u8) -> f32 {
    low + (high - low) * f32::from(byte) / 255.0
}

/// Checks a model and a text described by bytes.
pub fn check(data: &[u8]) {
    let ([n, bits, labels, pooling, threshold, bias, scale, slope, intercept, salt], text) =
        take::<10>(data);
    let text = &*String::from_utf8_lossy(text);
    let vectorizer = Vectorizer::new(1 + n % 4, 12 + bits % 21).expect("sizes in range");
    let tokens = tokenize(text);
    let ngrams = tokens.sentences().flat_map(|sentence| vectorizer.ngrams(sentence));
    // Leaves out some of the keys.
    let mut keys: Vec<u32> =
        ngrams.map(|n| n.key).filter(|key| (key ^ u32::from(salt)) % 5 != 0).collect();
    keys.sort_unstable();
    keys.dedup();
    let label = |i: u8| Label {
        id: format!("label-{i}"),
        names: vec![("vi".into(), "Nhãn".into())],
        color: Color([0; 3]),
        color_dark: Color([255; 3]),
        threshold: between(0.01, 0.99, threshold.wrapping_add(i)),
        bias: between(-8.0, 8.0, bias.wrapping_mul(i + 1)),
        scale: between(0.001, 0.5, scale),
        calibration: Calibration {
            slope: between(0.1, 3.0, slope),
            intercept: between(-2.0, 2.0, intercept),
        },
    };
    let labels: Vec<Label> = (0..1 + labels % 4).map(label).collect();
    let weight = |i: u32| {
        let hash = (i ^ u32::from(salt)).wrapping_add(1).wrapping_mul(0x9e37_79b1);
        ((hash >> 24) as u8 as i8).max(-127)
    };
    let weights = (0..(keys.len() * labels.len()) as u32).map(weight).collect();
    let pooling = between(0.0, 1.0, pooling);
    let model = Model { vectorizer, pooling, labels, keys, weights };

    let file = format::write(&model).expect("a valid model");
    assert_eq!(format::read(&file).expect("a file that was just written"), model);
    let classifier = Classifier::new(model);
    assert_consistent(&classifier, text, &mut Scratch::default());
}

/// Checks that probabilities, tags and evidence of a text agree with each other, and that they do
/// not depend on the texts before.
pub fn assert_consistent(classifier: &Classifier, text: &str, scratch: &mut Scratch) {
    let model = classifier.model();
    let mut scores = vec![0.0; model.labels.len()];
    classifier.probabilities(text, scratch, &mut scores);
    let mut alone = scores.clone();
    classifier.probabilities(text, scratch, &mut alone);
    assert_eq!(alone, scores, "the second call");
    classifier.probabilities(text, &mut Scratch::default(), &mut alone);
    assert_eq!(alone, scores, "after other texts");
    classifier.probabilities_of_utf8(text.as_bytes(), scratch, &mut alone);
    assert_eq!(alone, scores, "as bytes");
    assert!(scores.iter().all(|p| (0.0..=1.0).contains(p)), "{scores:?}");

    let tags = classifier.tag(text, scratch);
    assert!(tags.windows(2).all(|two| two[0].score >= two[1].score), "the best first");
    let over = model.labels.iter().zip(&scores).filter(|(label, score)| **score >= label.threshold);
    assert_eq!(tags.len(), over.count(), "tags are the labels over their threshold");

    let evidence = classifier.explain(text);
    assert!(evidence.windows(2).all(|two| two[0].span.end <= two[1].span.end), "order of the text");
    for piece in &evidence {
        let span = piece.span;
        assert!(text.get(span.start..span.end).is_some_and(|t| !t.is_empty()), "{span:?}");
        assert!(piece.label < model.labels.len());
        assert!(piece.weight != 0.0 && piece.weight.is_finite(), "{}", piece.weight);
    }
    for (label, &score) in scores.iter().enumerate() {
        let weights = || evidence.iter().filter(|e| e.label == label).map(|e| e.weight);
        let bias = model.bias(label);
        let logit = weights().sum::<f64>() + bias;
        // Rounding of the sum is relative to its largest part.
        let size = weights().map(f64::abs).sum::<f64>() + bias.abs();
        let difference = (1.0 / (1.0 + (-logit).exp()) - f64::from(score)).abs();
        assert!(difference <= 1e-6 + 1e-12 * size, "{logit} is not the logit of {score}");
    }
}
