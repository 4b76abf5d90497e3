//! The download size of a model, estimated.
//!
//! Counting entropy instead of running Brotli keeps half a megabyte of encoder out of the training
//! wasm, and the wasm and the command give the same model for the same data.

use crate::model::{Model, format};

/// Brotli's size relative to the entropy of independent bytes, measured on the default model.
const BROTLI: f64 = 1.0551;

/// Returns the estimated size in bytes of the model's file after Brotli.
pub(super) fn compressed_len(model: &Model, file: &[u8]) -> usize {
    let keys = model.keys.len();
    let high_and_weights = file.len() - format::header_len(model) - keys;
    let weights = model.weights.len();
    let high = &file[file.len() - high_and_weights..file.len() - weights];
    let by_label = file[file.len() - weights..].chunks(keys.max(1));
    // The low bytes of the keys' gaps do not compress.
    let coded: f64 = entropy(high) + by_label.map(entropy).sum::<f64>();
    format::header_len(model) + keys + (BROTLI * coded / 8.0) as usize
}

/// Returns the bits of these bytes under a code for their frequencies.
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0u32; 256];
    bytes.iter().for_each(|&b| counts[usize::from(b)] += 1);
    let total = bytes.len() as f64;
    let bits = |&n: &u32| f64::from(n) * libm::log2(total / f64::from(n));
    counts.iter().filter(|&&n| n > 0).map(bits).sum()
}
