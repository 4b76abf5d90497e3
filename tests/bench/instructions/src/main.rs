//! `instructions STAGE`: runs a stage in `measured_stage`, where callgrind counts the instructions.
//! Texts and model are fixed, so the counts do not depend on the default model.

use std::hint::black_box;

use themelight::{
    Calibration, Classifier, Color, Label, Model, Scratch, Vectorizer, format, normalize, tokenize,
};

const SENTENCES: &str = include_str!("../../sentences.txt");
const LABELS: usize = 4;
const KEY_BITS: u8 = 24;
/// About the number of keys of the default model.
const KEYS: usize = 28_000;

/// Callgrind starts and stops at this name.
#[unsafe(no_mangle)]
#[inline(never)]
fn measured_stage(stage: &mut dyn FnMut()) {
    stage();
}

fn main() {
    let stage = std::env::args().nth(1).unwrap_or_default();
    let sentences: Vec<&str> = SENTENCES.lines().collect();
    let texts: Vec<String> = sentences.chunks(4).map(|four| four.join(" ")).collect();
    let model = model(&sentences);
    let file = format::write(&model).expect("the model is valid");
    let classifier = Classifier::new(model);
    let (mut scratch, mut scores) = (Scratch::default(), [0.0; LABELS]);
    // 20 MB in one paragraph.
    let long = if stage == "long" {
        texts.join(" ").repeat(20_000_000 / SENTENCES.len())
    } else {
        String::new()
    };

    let mut run: Box<dyn FnMut()> = match stage.as_str() {
        "normalise" => Box::new(|| texts.iter().for_each(|text| drop(black_box(normalize(text))))),
        "tokenise" => Box::new(|| texts.iter().for_each(|text| drop(black_box(tokenize(text))))),
        "score" => Box::new(|| {
            texts.iter().for_each(|text| {
                classifier.probabilities(text, &mut scratch, black_box(&mut scores))
            })
        }),
        "explain" => {
            Box::new(|| texts.iter().for_each(|text| drop(black_box(classifier.explain(text)))))
        }
        "load" => Box::new(|| {
            drop(black_box(Classifier::new(format::read(&file).expect("the file is valid"))))
        }),
        "long" => {
            Box::new(|| classifier.probabilities(&long, &mut scratch, black_box(&mut scores)))
        }
        _ => panic!("expected a stage, found {stage:?}"),
    };
    // Fills the scratch. For the long text its cost is negligible.
    if stage != "long" {
        run();
    }
    measured_stage(&mut run);
    drop(run);
    let bytes = if stage == "long" { long.len() } else { texts.iter().map(String::len).sum() };
    println!("{bytes}");
}

/// Returns a model with every other n-gram of every other sentence, padded with random keys.
fn model(sentences: &[&str]) -> Model {
    let vectorizer = Vectorizer::new(3, KEY_BITS).expect("3-grams, 24 bits");
    let keys_of = |sentence: &&str| -> Vec<u32> {
        let tokens = tokenize(sentence);
        tokens
            .sentences()
            .flat_map(|tokens| vectorizer.ngrams(tokens))
            .map(|ngram| ngram.key)
            .collect()
    };
    let mut keys: Vec<u32> = sentences.iter().step_by(2).flat_map(keys_of).step_by(2).collect();
    let mut random = 1u32;
    let mut next = || {
        random = random.wrapping_mul(0x915f_77f5).wrapping_add(1);
        random >> (32 - KEY_BITS)
    };
    keys.extend((keys.len()..KEYS).map(|_| next()));
    keys.sort_unstable();
    keys.dedup();
    let weights =
        (0..keys.len() * LABELS).map(|_| (next() % 255) as i32 - 127).map(|w| w as i8).collect();
    let label = |id: usize| Label {
        id: format!("label-{id}"),
        names: vec![("en".to_owned(), format!("label {id}"))],
        color: Color([0, 0, 0]),
        color_dark: Color([255, 255, 255]),
        threshold: 0.5,
        bias: -1.0,
        scale: 0.01,
        calibration: Calibration { slope: 1.0, intercept: 0.0 },
    };
    Model { vectorizer, pooling: 0.25, labels: (0..LABELS).map(label).collect(), keys, weights }
}
