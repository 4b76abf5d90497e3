//! `instructions STAGE`: what `measured_stage` does is what callgrind counts. Everything is fixed: the texts, and a model drawn
//! from them, so that training the default model again changes no count.

use std::hint::black_box;

use themelight::classifier::{Classifier, Scratch};
use themelight::features::{Batch, Features, Keys, Ngram, Vectorizer};
use themelight::model::{Calibration, Color, Label, Model, format};
use themelight::text::{Memo, Token, Tokens, normalize, tokens_with};

const SENTENCES: &str = include_str!("../../sentences.txt");
const LABELS: usize = 4;
const KEY_BITS: u8 = 24;
/// As many as the default model has, more or less.
const KEYS: usize = 28_000;

/// Counts tokens, keys and sentences, so that nobody can leave the work out.
#[derive(Default)]
struct Count(u64);

impl Tokens for Count {
    fn token(&mut self, token: Token) {
        self.0 ^= token.hash;
    }
    fn sentence_end(&mut self) {}
}

impl Keys for Count {
    fn keys(&mut self, batch: Batch<'_>) {
        batch.each(|key| self.0 ^= u64::from(key));
    }
    fn sentence_end(&mut self, _: usize) {}
}

/// Its name is what callgrind waits for.
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
    let file = format::write(&model).expect("the model is one");
    let vectorizer = model.vectorizer;
    let classifier = Classifier::new(model);
    let (mut memo, mut scratch, mut scores) = (Memo::default(), Scratch::default(), [0.0; LABELS]);
    // 20 MB in one paragraph, and as long ago as a memo can remember the same text in many.
    let long = if stage == "long" { texts.join(" ").repeat(20_000_000 / SENTENCES.len()) } else { String::new() };

    let mut run: Box<dyn FnMut()> = match stage.as_str() {
        "normalise" => Box::new(|| texts.iter().for_each(|text| drop(black_box(normalize(text))))),
        "tokenise" => Box::new(|| {
            let mut count = Count::default();
            texts.iter().for_each(|text| tokens_with(text.as_bytes(), &mut memo, &mut count));
            black_box(count.0);
        }),
        "hash" => Box::new(|| {
            let mut count = Count::default();
            texts.iter().for_each(|text| vectorizer.keys(text.as_bytes(), &mut memo, &mut count));
            black_box(count.0);
        }),
        "score" => Box::new(|| {
            texts.iter().for_each(|text| classifier.probabilities(text, &mut scratch, black_box(&mut scores)))
        }),
        "explain" => Box::new(|| texts.iter().for_each(|text| drop(black_box(classifier.explain(text))))),
        "load" => Box::new(|| drop(black_box(Classifier::new(format::read(&file).expect("it was written"))))),
        "long" => Box::new(|| classifier.probabilities(&long, &mut scratch, black_box(&mut scores))),
        _ => panic!("expected a stage, found {stage:?}"),
    };
    // Once for the memo and the scratch; the long text is its own warm-up.
    if stage != "long" {
        run();
    }
    measured_stage(&mut run);
    drop(run);
    let bytes = if stage == "long" { long.len() } else { texts.iter().map(String::len).sum() };
    println!("{bytes}");
}

/// Every other n-gram of every other sentence, and for the rest keys that no text has.
fn model(sentences: &[&str]) -> Model {
    struct Collect(Vec<u32>);
    impl Features for Collect {
        fn ngram(&mut self, ngram: Ngram) {
            self.0.push(ngram.key);
        }
        fn sentence_end(&mut self, _: usize) {}
    }
    let vectorizer = Vectorizer::new(3, KEY_BITS).expect("3-grams, 24 bits");
    let mut collect = Collect(Vec::new());
    sentences.iter().step_by(2).for_each(|sentence| vectorizer.scan(sentence, &mut collect));
    let mut keys: Vec<u32> = collect.0.into_iter().step_by(2).collect();
    let mut random = 1u32;
    let mut next = || {
        random = random.wrapping_mul(0x915f_77f5).wrapping_add(1);
        random >> (32 - KEY_BITS)
    };
    keys.extend((keys.len()..KEYS).map(|_| next()));
    keys.sort_unstable();
    keys.dedup();
    let weights = (0..keys.len() * LABELS).map(|_| (next() % 255) as i32 - 127).map(|w| w as i8).collect();
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
