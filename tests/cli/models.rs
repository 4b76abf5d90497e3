//! Invalid models, and `inspect` on a valid one.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::program::{Ran, run, toy_model};

/// Runs every command that reads a model on a changed toy model; returns the common error message.
fn refused(change: impl Fn(&mut Vec<u8>)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path: PathBuf = dir.path().join("changed.model");
    let mut bytes = std::fs::read(toy_model()).unwrap();
    change(&mut bytes);
    std::fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap();
    let gold = dir.path().join("gold.jsonl");
    std::fs::write(&gold, "{\"id\": 1, \"text\": \"\", \"labels\": []}\n").unwrap();
    let runs: [Ran; 3] = [
        run(&["tag", "--model", path], b"{\"text\": \"\"}"),
        run(&["evaluate", "--model", path, gold.to_str().unwrap()], b""),
        run(&["inspect", path], b""),
    ];
    for ran in &runs {
        assert_eq!((ran.code, &*ran.out, &ran.err), (Some(2), "", &runs[0].err));
    }
    runs[0].err.replace(path, "M")
}

#[test]
fn an_invalid_model_is_reported_with_its_path_and_the_reason() {
    assert_eq!(
        refused(|bytes| bytes[0] = b'<'),
        "error: M: not a Themelight model: expected the file to start with \"THML\", found bytes 3c484d4c; \
         check that the path or URL leads to a .model file and not to a page\n"
    );
    assert_eq!(
        refused(|bytes| bytes[4] = 9),
        "error: M: model format version 9, this reader knows 1; update Themelight\n"
    );
    assert!(
        refused(|bytes| bytes[6] ^= 0x40)
            .starts_with("error: M: the model was made for text pipeline ")
    );
    assert!(
        refused(|bytes| bytes.truncate(100))
            .starts_with("error: M: model file of 100 bytes, expected ")
    );
    assert!(refused(|bytes| bytes[200] ^= 1).starts_with("error: M: model checksum "));
    assert!(refused(Vec::clear).starts_with("error: M: not a Themelight model"));
}

#[test]
fn a_missing_model_is_reported_with_its_path() {
    let ran = run(&["tag", "--model", "none.model"], b"");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.starts_with("error: none.model: "), "{}", ran.err);
}

#[test]
fn inspect_shows_the_contents_of_the_file() {
    let path = toy_model();
    let bytes = std::fs::read(&path).unwrap();
    let ran = run(&["inspect", "--json", path.to_str().unwrap()], b"");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let shown: Value = serde_json::from_str(&ran.out).unwrap();
    let crc = u32::from_le_bytes(bytes[12..16].try_into().unwrap());
    assert_eq!(shown["bytes"], bytes.len());
    assert_eq!(shown["checksum"], format!("{crc:08x}"));
    assert_eq!(
        (&shown["format"], &shown["max_n"], &shown["key_bits"]),
        (&json!(1), &json!(4), &json!(24))
    );
    assert_eq!((&shown["pooling"], &shown["ngrams"]), (&json!(0.25), &json!(18)));
    assert_eq!(
        shown["labels"][1],
        json!({
            "id": "discipline",
            "name": {"vi": "Chủ đề discipline", "en": "Theme discipline"},
            "color": "#b3261e",
            "color_dark": "#ff8a80",
            "threshold": 0.625,
            "bias": -0.75,
            "scale": 0.125,
            "slope": 1.5,
            "intercept": 0.25,
            "ngrams": 12
        })
    );
    assert_eq!(shown["labels"][2]["threshold"].to_string(), "0.4", "an f32 in its shortest form");

    let text = run(&["inspect", path.to_str().unwrap()], b"").out;
    for part in [
        "18 n-grams of 1 to 4 tokens",
        "  threshold   0.625",
        "“Chủ đề digital”",
        "#ff8a80",
        &format!("{crc:08x}"),
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}
