//! Writing packs.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use themelight::pack::{Header, SelfTest, Theme, is_pack, read, write};
use themelight::train::{Colors, palette};

use crate::{HEADER, PACK, sealed, toy, toy_header};

#[test]
fn writing_what_was_read_gives_the_same_bytes() {
    let pack = toy();
    assert_eq!(write(&pack.header, pack.file).unwrap(), PACK);
    assert_eq!(Header::parse(&pack.header.to_json().unwrap()).unwrap(), pack.header);
    assert!(is_pack(PACK) && !is_pack(pack.file) && !is_pack(b"THP"));
}

#[test]
fn a_pack_is_its_documented_bytes() {
    let pack = toy();
    assert_eq!(sealed(&pack.header.to_json().unwrap(), pack.file), PACK);
    let header = u32::from_le_bytes(PACK[8..12].try_into().unwrap()) as usize;
    assert_eq!(PACK[HEADER + header..], *pack.file);
}

#[test]
fn unknown_fields_are_kept_wherever_they_are() {
    let pack = toy();
    let mut json: Value = serde_json::from_slice(&pack.header.to_json().unwrap()).unwrap();
    json["later"] = json!({"a": [1, null, {"b": 2.5}]});
    json["themes"][1]["glyph"] = json!("◆");
    json["tests"][0]["note"] = json!("từ 2027");
    let header = Header::parse(json.to_string().as_bytes()).unwrap();
    let written = write(&header, pack.file).unwrap();
    let found: Value =
        serde_json::from_slice(&read(&written).unwrap().header.to_json().unwrap()).unwrap();
    assert_eq!(found, json);
}

#[test]
fn names_of_the_language_come_first_and_the_model_is_unchanged() {
    let mut header = toy_header();
    header.language = "en".to_owned();
    let written = write(&header, toy().file).unwrap();
    let pack = read(&written).unwrap();
    assert_eq!(pack.model.labels[0].names[0], ("en".to_owned(), "Headcount".to_owned()));
    assert_eq!(pack.file, toy().file);
    assert_eq!(pack.model.weights, toy().model.weights);
}

fn name() -> impl Strategy<Value = String> {
    "[ \\p{L}\\p{N}“”<>&\"'\\\\/👩]{0,12}[\\p{L}]".prop_map(|name| name.chars().take(40).collect())
}

fn theme(id: String) -> impl Strategy<Value = Theme> {
    let names = prop::collection::btree_map("[a-z]{2}(-[A-Z]{2})?", name(), 1..4);
    (names, 0..32usize).prop_map(move |(name, color)| Theme {
        id: id.clone(),
        name,
        color: palette(32)[color].clone(),
        other: Map::new(),
    })
}

proptest! {
    #[test]
    fn any_valid_header_comes_back(
        themes in toy().header.themes.iter().map(|t| theme(t.id.clone())).collect::<Vec<_>>(),
        title in prop::option::of(name()),
        tests in 0..3usize,
    ) {
        let mut header = Header { themes, title, ..toy_header() };
        header.tests.truncate(tests);
        let file = toy().file;
        let written = write(&header, file).unwrap();
        let pack = read(&written).unwrap();
        prop_assert_eq!(&pack.header, &header);
        prop_assert_eq!(pack.file, file);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read(&bytes).ok();
        read(&[b"THPK\x01\0\0\0".as_slice(), &bytes].concat()).ok();
        read(&sealed(&bytes, toy().file)).ok();
    }
}

#[test]
fn an_invalid_header_is_not_written() {
    let mut header = toy_header();
    header.themes[0].color = Colors { light: "red".into(), dark: "#000000".into() };
    assert_eq!(write(&header, toy().file).unwrap_err().code(), "pack/header");
    let test = SelfTest { text: "Biên chế".into(), ..SelfTest::default() };
    let header = Header { tests: vec![test], ..toy_header() };
    assert_eq!(write(&header, toy().file).unwrap_err().code(), "pack/self-test");
    assert_eq!(write(&toy_header(), b"no model").unwrap_err().code(), "model/magic");
}
