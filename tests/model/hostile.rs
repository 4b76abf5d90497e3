//! Files made to harm: length and checksum are right, what is in them is not.

use proptest::prelude::*;
use themelight::{Classifier, Error, Scratch, format};

use super::allocation::peak;
use super::altered::{file, seal, small};
use crate::texts;

/// Bytes of the cache of syllables, whatever the model.
const CACHE: usize = 16 << 14;

/// Reads, and if the file is a model after all, uses it. Never more memory than a small multiple of the file.
fn survive(bytes: &[u8]) -> Result<(), Error> {
    let (result, allocated) = peak(|| {
        let classifier = Classifier::new(format::read(bytes)?);
        let mut scores = vec![0.0; classifier.model().labels.len()];
        let text = "Cán bộ 5G. Biên chế quý!";
        classifier.probabilities(text, &mut Scratch::default(), &mut scores);
        assert!(scores.iter().all(|p| (0.0..=1.0).contains(p)), "{scores:?}");
        assert!(classifier.explain(text).iter().all(|e| e.weight.is_finite()));
        Ok(())
    });
    let limit = 64 * bytes.len() + 16_384 + CACHE;
    assert!(allocated <= limit, "{allocated} bytes held for a file of {}", bytes.len());
    result
}

#[test]
fn every_altered_byte_with_a_right_checksum_is_survived() {
    let file = file();
    let mut survived = 0;
    for at in 16..file.len() {
        for change in 1..=255 {
            let mut altered = file.clone();
            altered[at] ^= change;
            seal(&mut altered);
            survived += usize::from(survive(&altered).is_ok());
        }
    }
    assert!(survived > 1000, "weights and names may be anything: {survived}");
}

#[track_caller]
fn refused(at: usize, bytes: &[u8]) -> Error {
    let mut file = file();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    seal(&mut file);
    survive(&file).expect_err("a hostile file is refused")
}

#[track_caller]
fn assert_field(error: Error, name: &str) {
    assert!(matches!(error, Error::ModelField { field, .. } if field == name), "{error:?} is not about {name}");
}

#[test]
fn counts_larger_than_the_file_are_refused_before_anything_is_allocated() {
    for keys in [5, 1000, 1 << 22] {
        let error = refused(20, &u32::to_le_bytes(keys));
        assert!(matches!(error, Error::ModelLength { .. } | Error::ModelField { .. }), "{keys}: {error:?}");
    }
    for keys in [(1 << 22) + 1, u32::MAX] {
        assert_field(refused(20, &keys.to_le_bytes()), "keys");
    }
    for labels in [0, 33, 255] {
        assert_field(refused(18, &[labels]), "labels");
    }
    // 32 labels are allowed, but are not there: what is read in their place is not one.
    refused(18, &[32]);
}

#[test]
fn fields_out_of_range_are_refused_by_name() {
    assert_field(refused(16, &[0]), "n-gram length, key bits");
    assert_field(refused(16, &[5]), "n-gram length, key bits");
    assert_field(refused(17, &[11]), "n-gram length, key bits");
    assert_field(refused(17, &[33]), "n-gram length, key bits");
    assert_field(refused(19, &[1]), "reserved");
    for pooling in [-0.1f32, 1.1, f32::NAN, f32::INFINITY] {
        assert_field(refused(24, &pooling.to_le_bytes()), "pooling");
    }
    assert_field(refused(28, &[0]), "label id");
    assert_field(refused(29, &[0xff]), "label id");
}

/// The file of a model whose first label has this id, or this language and name.
fn named(id: &str, language: &str, name: &str) -> Result<Vec<u8>, Error> {
    let mut model = small();
    model.labels[0].id = id.to_owned();
    model.labels[0].names = vec![(language.to_owned(), name.to_owned())];
    format::write(&model)
}

/// The file with one text replaced by another of the same length.
fn renamed(from: &str, to: &str) -> Error {
    assert_eq!(from.len(), to.len());
    let mut file = named("the-identity", "vi-language", "The name of it").unwrap();
    let at = file.windows(from.len()).position(|bytes| bytes == from.as_bytes()).unwrap();
    file[at..at + to.len()].copy_from_slice(to.as_bytes());
    seal(&mut file);
    survive(&file).expect_err("a hostile file is refused")
}

#[test]
fn texts_that_act_on_a_page_or_a_terminal_are_refused_where_they_are_read() {
    for unsafe_text in
        ["\0", "\t", "\n", "\u{c}", "\r", "\u{1b}[2J", "\u{7f}", "\u{9b}", "\u{2028}", "\u{2029}", "\u{202e}"]
    {
        let of_length = |text: &str| format!("{unsafe_text}{}", &text[unsafe_text.len()..]);
        for (field, text) in [("label id", "the-identity"), ("language", "vi-language"), ("name", "The name of it")] {
            assert_field(renamed(text, &of_length(text)), field);
        }
    }
    assert_field(renamed("the-identity", "the identity"), "label id");
    assert_field(renamed("the-identity", "the\u{2003}entity"), "label id");
    assert_field(renamed("vi-language", "vi language"), "language");
    assert_field(renamed("The name of it", &" ".repeat(14)), "name");
}

#[test]
fn names_have_a_length() {
    assert!(named(&"i".repeat(64), &"l".repeat(35), &"n".repeat(255)).is_ok());
    assert_field(named(&"i".repeat(65), "vi", "n").unwrap_err(), "label id");
    assert_field(named("i", &"l".repeat(36), "n").unwrap_err(), "language");
    assert!(named("i", "vi", &"n".repeat(256)).is_err());
}

#[test]
fn keys_out_of_order_or_range_are_refused() {
    let file = file();
    // Low bytes, then varints: four keys, each a varint of at most five bytes, lie before the 2 · 4 weights.
    let end = file.len() - 8;
    let mut huge = file[..end].to_vec();
    huge.extend([0xff; 40]);
    seal(&mut huge);
    survive(&huge).expect_err("varints without an end");
    // With keys of 12 bits those of 32 are out of range.
    assert_field(refused(17, &[12]), "keys");
}

/// A short text with any character in it.
fn any_text() -> impl Strategy<Value = String> {
    (
        "[a-z]{0,3}",
        prop_oneof![any::<char>(), prop::char::range('\0', '\u{ff}'), prop::char::range('\u{2000}', '\u{20ff}')],
        "[a-z]{0,3}",
    )
        .prop_map(|(before, c, after)| format!("{before}{c}{after}"))
}

proptest! {
    #![proptest_config(texts::config())]

    #[test]
    fn random_damage_is_survived(
        damage in prop::collection::vec((16usize..4096, any::<u8>()), 0..12),
        cut in 0usize..4096,
        more in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut bytes = file();
        bytes.truncate(cut.max(28));
        bytes.extend(more);
        for (at, value) in damage {
            let at = 16 + at % (bytes.len() - 16);
            bytes[at] = value;
        }
        seal(&mut bytes);
        // Nearly always an error; what counts is that it is one, or a model that works.
        survive(&bytes).ok();
    }

    #[test]
    fn a_model_with_any_texts_is_refused_or_safe(id in any_text(), language in any_text(), name in any_text()) {
        if named(&id, &language, &name).is_ok() {
            let acts = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(![&id, &language, &name].into_iter().any(|text| text.contains(acts)));
            prop_assert_eq!(id.split_whitespace().collect::<Vec<_>>(), [id.as_str()], "one token of an attribute");
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        prop_assert!(survive(&bytes).is_err());
        let mut sealed = [b"THML\x01\0\x01\0".as_slice(), &[0; 8], &bytes].concat();
        seal(&mut sealed);
        survive(&sealed).ok();
    }
}
