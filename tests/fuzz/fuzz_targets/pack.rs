#![no_main]

use themelight_fuzz::{pack, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("pack"),
    |data: &[u8]| pack::check(data)
);
