//! What the fuzzers check, and the inputs that they start from.
//!
//! Each target is a function over any bytes that panics if a promise is broken. `tests/fuzz.rs`
//! runs the same functions over the seeds and over every input that a fuzzer has found, so neither
//! needs the fuzzer.

pub mod annotate;
pub mod bags;
pub mod csv;
pub mod evidence;
pub mod jsonl;
pub mod model;
pub mod pack;
pub mod text;
pub mod themes;

use std::path::Path;

/// A fuzz target.
pub struct Target {
    /// Name of the target, of its binary and of its folder of regression inputs.
    pub name: &'static str,
    /// Panics if the input breaks a promise.
    pub check: fn(&[u8]),
    /// Returns valid inputs that reach most of the code.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All targets.
pub const TARGETS: [Target; 9] = [
    Target { name: "annotate", check: annotate::check, seeds: annotate::seeds },
    Target { name: "bags", check: bags::check, seeds: bags::seeds },
    Target { name: "csv", check: csv::check, seeds: csv::seeds },
    Target { name: "evidence", check: evidence::check, seeds: evidence::seeds },
    Target { name: "jsonl", check: jsonl::check, seeds: jsonl::seeds },
    Target { name: "model", check: model::check, seeds: model::seeds },
    Target { name: "pack", check: pack::check, seeds: pack::seeds },
    Target { name: "text", check: text::check, seeds: text::seeds },
    Target { name: "themes", check: themes::check, seeds: themes::seeds },
];

/// Writes a target's seeds into the folder that the environment variable `THEMELIGHT_SEEDS` names.
///
/// # Panics
/// If the target is unknown or a file cannot be written.
pub fn write_seeds(name: &str) {
    let Ok(folder) = std::env::var("THEMELIGHT_SEEDS") else { return };
    let target = TARGETS.iter().find(|target| target.name == name).expect("a known target");
    std::fs::create_dir_all(&folder).expect("a folder for the seeds");
    for (i, seed) in (target.seeds)().iter().enumerate() {
        std::fs::write(Path::new(&folder).join(format!("seed-{i}")), seed).expect("a seed");
    }
}

/// Splits off the first `N` bytes of `data`, padded with zeros.
fn take<const N: usize>(data: &[u8]) -> ([u8; N], &[u8]) {
    let mut taken = [0; N];
    let n = data.len().min(N);
    taken[..n].copy_from_slice(&data[..n]);
    (taken, &data[n..])
}
