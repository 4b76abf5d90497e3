//! Text from files is escaped before it is printed.

use std::fs;

use serde_json::json;

use super::program::{Ran, run, toy_model};

/// Sets the window title, colours text red (7-bit and 8-bit form), deletes, and reverses the
/// direction of text.
const HOSTILE: &str = "a\u{1b}]0;x\u{7}\u{1b}[31m\u{9b}31m\u{7f}\u{202e}b";

#[track_caller]
fn assert_printable(ran: &Ran) {
    for text in [&ran.out, &ran.err] {
        let unprintable: Vec<char> =
            text.chars().filter(|&c| c != '\n' && (c.is_control() || c == '\u{202e}')).collect();
        assert!(unprintable.is_empty(), "{unprintable:?} in {text:?}");
    }
}

/// Returns the bytes of the toy model with a control character in the id and in the name of a
/// label.
fn hostile_model() -> Vec<u8> {
    let mut bytes = fs::read(toy_model()).unwrap();
    let mut replace = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    };
    replace("staffing", "st\u{1b}[31mg");
    replace("Theme discipline", "Theme \u{9b}31mpline");
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    let crc = !bytes[16..].iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step));
    bytes[12..16].copy_from_slice(&crc.to_le_bytes());
    bytes
}

#[test]
fn names_in_a_model_are_escaped() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("hostile.model"), hostile_model()).unwrap();
    fs::write(path("gold.jsonl"), "{\"id\": 1, \"text\": \"\", \"labels\": []}\n").unwrap();
    for args in [
        &["inspect", &path("hostile.model")][..],
        &["inspect", "--json", &path("hostile.model")],
        &["evaluate", "--model", &path("hostile.model"), &path("gold.jsonl")],
        &["evaluate", "--json", "--model", &path("hostile.model"), &path("gold.jsonl")],
    ] {
        assert_printable(&run(args, b""));
    }
}

#[test]
fn ngrams_in_bags_are_escaped() {
    // ESC and C1 controls separate tokens, so n-grams may contain them.
    let bags = concat!(
        r#"{"format":"themelight-bags","version":1,"pipeline":1,"max_n":4,"background":0,"ngrams":2,"paragraphs":0}"#,
        "\n[\"biên\\u001b chế\",0]\n[\"cán\\u009b bộ\",0]\n",
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bags.jsonl");
    fs::write(&path, bags).unwrap();
    let (bags, model) = (path.to_str().unwrap(), toy_model());
    let ran = run(&["inspect", "--ngrams", bags, model.to_str().unwrap()], b"");
    assert!(
        ran.out.contains("biên\\u{1b} chế") && ran.out.contains("cán\\u{9b} bộ"),
        "{}",
        ran.out
    );
    assert_printable(&ran);
    assert_printable(&run(&["inspect", "--json", "--ngrams", bags, model.to_str().unwrap()], b""));
}

#[test]
fn labels_ids_and_texts_in_data_are_escaped() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let line = |i: usize| {
        let labels = if i.is_multiple_of(2) { vec![HOSTILE] } else { vec![] };
        let text = if i.is_multiple_of(2) {
            "Đội bóng thắng trận."
        } else {
            "Bà con gặt lúa."
        };
        json!({"id": format!("{HOSTILE}{i}"), "text": text, "labels": labels}).to_string() + "\n"
    };
    fs::write(path("data.jsonl"), (0..40).map(line).collect::<String>()).unwrap();
    for args in [
        &["evaluate", &path("data.jsonl")][..],
        &["evaluate", "--cross-validate", &path("data.jsonl")],
        &["evaluate", "--cross-validate", "--json", &path("data.jsonl")],
        &["train", "--out", &path("model"), &path("data.jsonl")],
    ] {
        assert_printable(&run(args, b""));
    }
    let themes = json!([{"id": HOSTILE, "name": {"en": "A"}, "color": {"light": HOSTILE, "dark": "#000000"}}]);
    fs::write(path("themes.json"), themes.to_string()).unwrap();
    let ran = run(
        &["train", "--out", &path("model"), "--themes", &path("themes.json"), &path("data.jsonl")],
        b"",
    );
    assert_eq!(ran.code, Some(2));
    assert_printable(&ran);
}

#[cfg(unix)]
#[test]
fn paths_are_escaped() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join(HOSTILE);
    fs::create_dir(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::write(path("bad.jsonl"), "[]\n").unwrap();
    fs::write(path("bad.model"), "no model").unwrap();
    fs::write(path("good.jsonl"), "{\"id\": 1, \"text\": \"a\", \"labels\": []}\n").unwrap();
    for args in [
        &["tag", &path("missing.jsonl")][..],
        &["tag", &path("bad.jsonl")],
        &["tag", "--model", &path("bad.model")],
        &["evaluate", &path("bad.jsonl")],
        &["inspect", &path("missing.model")],
        &["bag", "--out", &path("bags.gz"), &path("good.jsonl")],
        &["train", "--out", &path("model"), &path("good.jsonl")],
    ] {
        let ran = run(args, b"");
        assert!(!ran.err.is_empty() || !ran.out.is_empty(), "{args:?}");
        assert_printable(&ran);
    }
}
