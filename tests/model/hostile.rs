//! Hostile files: length and checksum are valid, other fields are not.

use proptest::prelude::*;
use themelight::{Classifier, Error, Scratch, format};

use super::allocation::peak;
use super::altered::{file, seal, small};
use crate::texts;

/// Size of the syllable cache in bytes; independent of the model.
const CACHE: usize = 16 << 14;

/// Reads a file and, if it is valid, uses the model. Checks that memory is at most a small multiple
/// of the file's size.
fn read_and_use(bytes: &[u8]) -> Result<(), Error> {
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
    assert!(allocated <= limit, "{allocated} bytes allocated for a file of {}", bytes.len());
    result
}

#[test]
fn altered_bytes_with_a_valid_checksum_are_safe() {
    let file = file();
    let mut valid = 0;
    for at in 16..file.len() {
        for change in 1..=255 {
            let mut altered = file.clone();
            altered[at] ^= change;
            seal(&mut altered);
            valid += usize::from(read_and_use(&altered).is_ok());
        }
    }
    assert!(valid > 1000, "expected valid models with other weights and names: {valid}");
}

#[track_caller]
fn refused(at: usize, bytes: &[u8]) -> Error {
    let mut file = file();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    seal(&mut file);
    read_and_use(&file).expect_err("a hostile file is refused")
}

#[track_caller]
fn assert_field(error: Error, name: &str) {
    assert!(
        matches!(error, Error::ModelField { field, .. } if field == name),
        "{error:?} is not about {name}"
    );
}

#[test]
fn counts_larger_than_the_file_are_refused_before_anything_is_allocated() {
    for keys in [5, 1000, 1 << 22] {
        let error = refused(20, &u32::to_le_bytes(keys));
        assert!(
            matches!(error, Error::ModelLength { .. } | Error::ModelField { .. }),
            "{keys}: {error:?}"
        );
    }
    for keys in [(1 << 22) + 1, u32::MAX] {
        assert_field(refused(20, &keys.to_le_bytes()), "keys");
    }
    for labels in [0, 33, 255] {
        assert_field(refused(18, &[labels]), "labels");
    }
    // 32 labels are allowed, but the file has fewer.
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

/// Returns the file of a model whose first label has this id, language and name.
fn named(id: &str, language: &str, name: &str) -> Result<Vec<u8>, Error> {
    let mut model = small();
    model.labels[0].id = id.to_owned();
    model.labels[0].names = vec![(language.to_owned(), name.to_owned())];
    format::write(&model)
}

/// Returns the error of a file with a text replaced by another of the same length.
fn renamed(from: &str, to: &str) -> Error {
    assert_eq!(from.len(), to.len());
    let mut file = named("the-identity", "vi-language", "The name of it").unwrap();
    let at = file.windows(from.len()).position(|bytes| bytes == from.as_bytes()).unwrap();
    file[at..at + to.len()].copy_from_slice(to.as_bytes());
    seal(&mut file);
    read_and_use(&file).expect_err("a hostile file is refused")
}

#[test]
fn unsafe_characters_in_a_file_are_refused() {
    for unsafe_text in [
        "\0",
        "\t",
        "\n",
        "\u{c}",
        "\r",
        "\u{1b}[2J",
        "\u{7f}",
        "\u{9b}",
        "\u{2028}",
        "\u{2029}",
        "\u{202e}",
    ] {
        let of_length = |text: &str| format!("{unsafe_text}{}", &text[unsafe_text.len()..]);
        for (field, text) in
            [("label id", "the-identity"), ("language", "vi-language"), ("name", "The name of it")]
        {
            assert_field(renamed(text, &of_length(text)), field);
        }
    }
    assert_field(renamed("the-identity", "the identity"), "label id");
    assert_field(renamed("the-identity", "the\u{2003}entity"), "label id");
    assert_field(renamed("vi-language", "vi language"), "language");
    assert_field(renamed("The name of it", &" ".repeat(14)), "name");
}

#[test]
fn long_texts_are_refused() {
    assert!(named(&"i".repeat(64), &"l".repeat(35), &"n".repeat(255)).is_ok());
    assert_field(named(&"i".repeat(65), "vi", "n").unwrap_err(), "label id");
    assert_field(named("i", &"l".repeat(36), "n").unwrap_err(), "language");
    assert!(named("i", "vi", &"n".repeat(256)).is_err());
}

#[test]
fn keys_out_of_order_or_range_are_refused() {
    let file = file();
    // Replaces the 2 · 4 weights at the end, after the varints of the keys.
    let end = file.len() - 8;
    let mut huge = file[..end].to_vec();
    huge.extend([0xff; 40]);
    seal(&mut huge);
    read_and_use(&huge).expect_err("unterminated varints");
    // The keys have 32 bits.
    assert_field(refused(17, &[12]), "keys");
}

/// Returns short texts that contain any character.
fn any_text() -> impl Strategy<Value = String> {
    (
        "[a-z]{0,3}",
        prop_oneof![
            any::<char>(),
            prop::char::range('\0', '\u{ff}'),
            prop::char::range('\u{2000}', '\u{20ff}')
        ],
        "[a-z]{0,3}",
    )
        .prop_map(|(before, c, after)| format!("{before}{c}{after}"))
}

proptest! {
    #![proptest_config(texts::config())]

    #[test]
    fn random_damage_is_safe(
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
        read_and_use(&bytes).ok();
    }

    #[test]
    fn the_texts_of_a_valid_model_are_safe(id in any_text(), language in any_text(), name in any_text()) {
        if named(&id, &language, &name).is_ok() {
            let acts = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(![&id, &language, &name].into_iter().any(|text| text.contains(acts)));
            prop_assert_eq!(id.split_whitespace().collect::<Vec<_>>(), [id.as_str()], "expected one token of an HTML attribute");
        }
    }

    #[test]
    fn random_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        prop_assert!(read_and_use(&bytes).is_err());
        let mut sealed = [b"THML\x01\0\x01\0".as_slice(), &[0; 8], &bytes].concat();
        seal(&mut sealed);
        read_and_use(&sealed).ok();
    }
}
