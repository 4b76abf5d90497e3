#![no_main]

use themelight_fuzz::{themes, write_seeds};

libfuzzer_sys::fuzz_target!(
    init: write_seeds("themes"),
    |data: &[u8]| themes::check(data)
);
