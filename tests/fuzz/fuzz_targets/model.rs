#![no_main]

use themelight_fuzz::{model, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("model"),
    |data: &[u8]| model::check(data)
);
