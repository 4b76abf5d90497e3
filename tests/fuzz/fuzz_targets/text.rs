#![no_main]

use themelight_fuzz::{text, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("text"),
    |data: &[u8]| text::check(data)
);
