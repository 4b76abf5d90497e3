#![no_main]

use themelight_fuzz::{bags, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("bags"),
    |data: &[u8]| bags::check(data)
);
