#![no_main]

use themelight_fuzz::{csv, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("csv"),
    |data: &[u8]| csv::check(data)
);
