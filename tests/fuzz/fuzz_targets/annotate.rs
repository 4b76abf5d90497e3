#![no_main]

use themelight_fuzz::{annotate, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("annotate"),
    |data: &[u8]| annotate::check(data)
);
