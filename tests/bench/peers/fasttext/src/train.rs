//! `fasttext-train labelled.txt model.bin`: trains a small supervised model, one-vs-all, as in
//! fastText's guide.

use fasttext::FastText;
use fasttext::args::{Args, LossName};

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = &paths[..] else { panic!("expected: fasttext-train labelled.txt model.bin") };
    let mut args = Args::new();
    args.apply_supervised_defaults();
    args.input = input.into();
    args.loss = LossName::OneVsAll;
    (args.dim, args.epoch, args.lr, args.word_ngrams, args.min_count) = (16, 40, 0.5, 2, 2);
    (args.bucket, args.thread, args.verbose) = (10_000, 1, 0);
    let mut model = FastText::train(args.clone()).expect("training");
    args.qnorm = true;
    args.cutoff = 6000;
    model.quantize(&args).expect("quantising");
    model.save_model(output).expect("writing the model");
}
