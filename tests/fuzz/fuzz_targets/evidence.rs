#![no_main]

use themelight_fuzz::{evidence, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("evidence"),
    |data: &[u8]| evidence::check(data)
);
