//! Runs the fuzz targets over their seeds, damaged seeds, and the inputs that the fuzzers have
//! found (`tests/fuzz/regressions`). Needs no fuzzer.

#[allow(dead_code)] // only the fuzzers write seeds
#[path = "fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use fuzz::TARGETS;

/// Runs a check and names the input if it fails.
fn run(check: fn(&[u8]), input: &[u8], name: &str) {
    let result = catch_unwind(AssertUnwindSafe(|| check(input)));
    assert!(result.is_ok(), "{name}: {:?}", String::from_utf8_lossy(input));
}

#[test]
fn seeds_hold_whole_cut_and_with_altered_bytes() {
    for target in TARGETS {
        for (i, seed) in (target.seeds)().iter().enumerate() {
            let name = |how: &str| format!("{} seed {i}, {how}", target.name);
            run(target.check, seed, &name("whole"));
            let step = seed.len() / 24 + 1;
            for at in (0..seed.len()).step_by(step) {
                run(target.check, &seed[..at], &name("cut"));
                for byte in [0, 1, 0x7f, 0x80, 0xff, seed[at] ^ 0x20] {
                    let mut altered = seed.clone();
                    altered[at] = byte;
                    run(target.check, &altered, &name("altered"));
                }
            }
        }
    }
}

#[test]
fn inputs_that_fuzzers_found_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions");
    let mut inputs = 0;
    for entry in fs::read_dir(folder).expect("the folder of regression inputs") {
        let path = entry.expect("a folder").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
        let target = TARGETS.into_iter().find(|target| target.name == name);
        let target =
            target.unwrap_or_else(|| panic!("expected the name of a target, found {name}"));
        for entry in fs::read_dir(&path).expect("a readable folder") {
            let file = entry.expect("an input").path();
            run(
                target.check,
                &fs::read(&file).expect("a readable file"),
                &file.display().to_string(),
            );
            inputs += 1;
        }
    }
    assert!(inputs > 0, "expected inputs in tests/fuzz/regressions, found none");
}

#[test]
fn every_target_has_a_binary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
    let binaries: Vec<&str> = manifest
        .split("[[bin]]\nname = \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(binaries, TARGETS.map(|target| target.name));
    for name in binaries {
        let source = fs::read_to_string(root.join(format!("fuzz_targets/{name}.rs")));
        let source = source.expect("the source of the binary");
        assert!(source.contains(&format!("write_seeds(\"{name}\")")), "{name}");
        assert!(source.contains(&format!("{name}::check(data)")), "{name}");
    }
}
