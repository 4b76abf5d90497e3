#![no_main]

use themelight_fuzz::{jsonl, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("jsonl"),
    |data: &[u8]| jsonl::check(data)
);
