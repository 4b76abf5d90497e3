//! Damaged and hostile packs are refused with the reason.

use serde_json::{Value, json};
use themelight::pack::{MAX_HEADER, read};

use crate::allocation::peak;
use crate::{HEADER, PACK, sealed, toy, toy_header};

/// Returns the code and the message of the error.
#[track_caller]
fn refused(bytes: &[u8]) -> (&'static str, String) {
    let error = read(bytes).expect_err("the pack is refused");
    (error.code(), error.to_string())
}

/// Returns the error of a pack whose header is changed; length and hash are right.
#[track_caller]
fn refused_header(change: impl FnOnce(&mut Value)) -> (&'static str, String) {
    let mut json = serde_json::from_slice(&toy_header().to_json().unwrap()).unwrap();
    change(&mut json);
    refused(&sealed(json.to_string().as_bytes(), toy().file))
}

#[test]
fn every_altered_byte_is_found() {
    for at in 0..PACK.len() {
        let mut altered = PACK.to_vec();
        altered[at] ^= 1;
        let expected = match at {
            0..4 => "pack/magic",
            4..8 => "pack/version",
            8..16 => "pack/length",
            _ => "pack/hash",
        };
        assert_eq!(refused(&altered).0, expected, "byte {at}");
    }
}

#[test]
fn a_pack_that_is_cut_or_has_more_is_refused() {
    for length in 4..PACK.len() {
        assert_eq!(refused(&PACK[..length]).0, "pack/length", "{length} bytes");
    }
    let (code, message) = refused(&[PACK, b"\0"].concat());
    let (found, expected) = (PACK.len() + 1, PACK.len());
    assert_eq!(code, "pack/length");
    assert!(
        message.starts_with(&format!("pack of {found} bytes, expected {expected};")),
        "{message}"
    );
    assert_eq!(refused(&PACK[..3]).0, "pack/magic");
}

#[test]
fn a_newer_version_is_refused_with_the_cure() {
    let mut newer = PACK.to_vec();
    newer[4] = 2;
    let expected = "pack version 2, this reader knows 1; update Themelight";
    assert_eq!(refused(&newer), ("pack/version", expected.to_owned()));
}

#[test]
fn lengths_are_checked_before_anything_is_allocated() {
    for (at, length, part) in
        [(8, MAX_HEADER as u32 + 1, "header"), (12, 32 << 20, "pack"), (12, u32::MAX, "pack")]
    {
        let mut long = PACK.to_vec();
        long[at..at + 4].copy_from_slice(&length.to_le_bytes());
        let ((code, message), allocated) = peak(|| refused(&long));
        assert_eq!(code, "pack/length");
        assert!(message.starts_with(&format!("expected a {part} of at most ")), "{message}");
        assert!(allocated < 4096, "{allocated} bytes");
    }
}

#[test]
fn hostile_headers_are_refused_with_little_memory() {
    let deep = "[".repeat(60_000);
    let many = format!("{{\"themes\":[{}{{}}]}}", "{},".repeat(20_000));
    let long = format!("{{\"themes\":\"{}\"}}", "a".repeat(60_000));
    for header in [
        deep,
        many,
        long,
        "{}".into(),
        "[]".into(),
        "null".into(),
        String::new(),
        "\u{feff}{}".into(),
    ] {
        let bytes = sealed(header.as_bytes(), toy().file);
        let ((code, _), allocated) = peak(|| refused(&bytes));
        assert_eq!(code, "pack/header", "{}", &header[..header.len().min(20)]);
        assert!(allocated < 64 * MAX_HEADER, "{allocated} bytes");
    }
    assert_eq!(refused(&sealed(b"{\"a\":\"\xff\"}", toy().file)).0, "pack/header");
}

#[test]
fn an_invalid_field_is_named() {
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 17] = [
        (|h| h["themes"][0]["color"]["light"] = json!("red;}"), "expected a colour like #1f5fbf"),
        (
            |h| h["themes"][0]["color"]["dark"] = json!("#12345678"),
            "expected a colour like #1f5fbf",
        ),
        (|h| h["themes"][0]["name"] = json!({}), "expected 1 to 16 names"),
        (|h| h["themes"][0]["name"]["vi"] = json!("a\u{202e}b"), "expected a name of"),
        (|h| h["themes"][0]["name"]["vi"] = json!(" "), "expected a name of"),
        (|h| h["themes"][0]["name"]["vi"] = json!("a".repeat(256)), "expected a name of"),
        (|h| h["themes"][0]["name"]["v i"] = json!("a"), "expected a language tag"),
        (|h| h["themes"][0]["name"]["vi"] = json!(7), "field `themes[0].name.vi`: invalid type"),
        (|h| h["themes"][0]["id"] = json!("a b"), "expected an id of"),
        (|h| h["themes"] = json!([]), "expected 1 to 32 themes"),
        (|h| h["language"] = json!("tiếng Việt"), "field `language`: expected a language tag"),
        (|h| h["title"] = json!("a\u{1b}[31m"), "field `title`: expected"),
        (|h| h["license"] = json!(""), "field `license`: expected"),
        (|h| h["description"] = json!("a".repeat(4097)), "field `description`: expected 1 to 4096"),
        (|h| h["words"] = json!({"staffing": ["a\u{7f}"]}), "field `words.staffing`: expected"),
        (|h| h["tests"][0]["scores"]["staffing"] = json!(1.5), "expected a number from 0 to 1"),
        (
            |h| h["tests"] = json!(vec![json!({"text": "", "themes": []}); 101]),
            "field `tests`: expected at most 100",
        ),
    ];
    for (change, expected) in changes {
        let (code, message) = refused_header(change);
        assert_eq!(code, "pack/header", "{message}");
        assert!(message.starts_with("pack header: ") && message.contains(expected), "{message}");
        assert!(!message.chars().any(themelight::is_unsafe), "{message:?}");
    }
    let scores = |h: &mut Value| h["scores"] = json!({"data": "x", "macro_f1": -0.1});
    assert!(refused_header(scores).1.contains("field `scores.macro_f1`"));
}

#[test]
fn themes_must_be_those_of_the_model_in_its_order() {
    let (code, message) = refused_header(|h| h["themes"][0]["id"] = json!("other"));
    assert_eq!(code, "pack/themes");
    assert!(
        message.ends_with(
            "its order: staffing, discipline, digital; found other, discipline, digital"
        ),
        "{message}"
    );
    assert_eq!(refused_header(|h| h["themes"].as_array_mut().unwrap().swap(0, 1)).0, "pack/themes");
    assert_eq!(
        refused_header(|h| drop(h["themes"].as_array_mut().unwrap().pop())).0,
        "pack/themes"
    );
}

#[test]
fn self_tests_must_give_the_stated_results() {
    let (code, message) = refused_header(|h| h["tests"][1]["themes"] = json!(["staffing"]));
    assert_eq!(code, "pack/self-test");
    assert!(message.starts_with("the model fails self-test 2 of its pack: expected the themes staffing; found discipline"), "{message}");
    let (code, message) = refused_header(|h| h["tests"][2]["scores"]["staffing"] = json!(0.9));
    assert_eq!(code, "pack/self-test");
    assert!(message.contains("expected the score 0.9 of `staffing`, found 0.2"), "{message}");
    assert!(
        refused_header(|h| h["tests"][0]["scores"]["none"] = json!(0.5))
            .1
            .contains("no such theme")
    );
    assert_eq!(
        refused_header(|h| h["tests"][0]["themes"] = json!(["staffing", "staffing", "digital"])).0,
        "pack/self-test"
    );
}

#[test]
fn the_model_inside_is_checked_as_ever() {
    let header = toy_header().to_json().unwrap();
    assert_eq!(refused(&sealed(&header, b"")).0, "model/magic");
    let mut model = toy().file.to_vec();
    model[HEADER] ^= 1;
    assert_eq!(refused(&sealed(&header, &model)).0, "model/checksum");
}
