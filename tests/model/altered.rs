//! Files that were cut, altered or are none.

use themelight::format::{self, MAGIC, VERSION};
use themelight::{Error, Label, Model, PIPELINE, Vectorizer};

use crate::toy;

/// Two labels, four n-grams, some of them far apart: every kind of field occurs.
pub fn small() -> Model {
    let labels = vec![Label { bias: -1.0, scale: 0.5, ..toy::label("một") }, toy::label("hai")];
    let phrases: [(&str, &[i8]); 4] =
        [("biên chế", &[3, -3]), ("cán bộ", &[0, 2]), ("quý", &[-4, 127]), ("5G", &[-127, 0])];
    toy::model(Vectorizer::new(2, 32).unwrap(), 0.25, labels, &phrases)
}

pub fn file() -> Vec<u8> {
    format::write(&small()).unwrap()
}

/// CRC-32 bit by bit, as in ISO 3309: written anew here, to check the reader's.
pub fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

/// Makes length and checksum those of the bytes, so that only what lies behind them can be refused.
pub fn seal(bytes: &mut [u8]) {
    let length = u32::try_from(bytes.len()).unwrap();
    bytes[8..12].copy_from_slice(&length.to_le_bytes());
    let crc = crc32(&bytes[16..]);
    bytes[12..16].copy_from_slice(&crc.to_le_bytes());
}

#[test]
fn the_header_is_as_documented() {
    let file = file();
    assert_eq!(file[..4], MAGIC);
    assert_eq!(file[4..8], [VERSION.to_le_bytes(), PIPELINE.to_le_bytes()].concat());
    let mut sealed = file.clone();
    seal(&mut sealed);
    assert_eq!(sealed, file);
    assert_eq!(format::checksum(&file), Some(crc32(&file[16..])));
    assert_eq!(file[16..20], [2, 32, 2, 0], "longest n-gram, key bits, labels, reserved");
    assert_eq!(file[20..28], [4u32.to_le_bytes(), 0.25f32.to_le_bytes()].concat());
}

#[test]
fn every_length_but_the_right_one_is_refused() {
    let file = file();
    for length in 0..file.len() {
        match format::read(&file[..length]) {
            Err(Error::NotAModel { .. }) => assert!(length < 4, "{length}"),
            Err(Error::ModelLength { .. }) => assert!(length >= 4, "{length}"),
            other => panic!("{length} bytes: {other:?}"),
        }
        let mut sealed = file[..length].to_vec();
        if length >= 16 {
            seal(&mut sealed);
            assert!(format::read(&sealed).is_err(), "{length} bytes with a checksum of their own");
        }
    }
    for more in [&[0][..], &[0; 100]] {
        let mut longer = [&file, more].concat();
        assert!(matches!(format::read(&longer), Err(Error::ModelLength { .. })));
        seal(&mut longer);
        assert_eq!(format::read(&longer), Err(Error::ModelLength { expected: file.len(), found: longer.len() }));
    }
}

#[test]
fn every_altered_byte_is_noticed() {
    let file = file();
    let mut altered = file.clone();
    for at in 0..file.len() {
        for change in 1..=255 {
            altered[at] = file[at] ^ change;
            let error = format::read(&altered).expect_err("an altered file is refused");
            let expected = match at {
                0..4 => matches!(error, Error::NotAModel { .. }),
                4..6 => matches!(error, Error::ModelVersion { .. }),
                6..8 => matches!(error, Error::Pipeline { .. }),
                8..12 => matches!(error, Error::ModelLength { .. }),
                _ => matches!(error, Error::ModelChecksum { .. }),
            };
            assert!(expected, "byte {at} ^ {change}: {error:?}");
        }
        altered[at] = file[at];
    }
}

#[test]
fn errors_say_what_was_expected_and_what_came() {
    let with = |at: usize, bytes: &[u8]| {
        let mut file = file();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        format::read(&file)
    };
    assert_eq!(with(0, b"<!DO"), Err(Error::NotAModel { found: *b"<!DO" }));
    assert_eq!(with(4, &[2, 1]), Err(Error::ModelVersion { expected: VERSION, found: 258 }));
    let other = PIPELINE + 1;
    assert_eq!(with(6, &other.to_le_bytes()), Err(Error::Pipeline { expected: PIPELINE, found: other }));
    let newer = with(4, &[9, 0]).unwrap_err().to_string();
    assert_eq!(newer, "model format version 9, this reader knows 1; update Themelight");
    let older = with(4, &[0, 0]).unwrap_err().to_string();
    assert_eq!(older, "model format version 0, this reader knows 1; train the model again");
}

#[test]
fn a_model_that_breaks_a_rule_is_not_written() {
    let broken = |change: fn(&mut Model)| {
        let mut model = small();
        change(&mut model);
        format::write(&model).expect_err("a broken model is not written").code()
    };
    assert_eq!(broken(|m| m.keys.swap(0, 1)), "model/field");
    assert_eq!(broken(|m| m.keys[1] = m.keys[0]), "model/field");
    assert_eq!(broken(|m| m.pooling = 1.5), "model/field");
    assert_eq!(broken(|m| m.pooling = f32::NAN), "model/field");
    assert_eq!(broken(|m| m.labels[0].threshold = 0.0), "model/field");
    assert_eq!(broken(|m| m.labels[0].scale = 0.0), "model/field");
    assert_eq!(broken(|m| m.labels[0].bias = f32::INFINITY), "model/field");
    assert_eq!(broken(|m| m.labels[0].calibration.slope = -1.0), "model/field");
    assert_eq!(broken(|m| m.labels[0].names.clear()), "model/field");
    assert_eq!(broken(|m| m.labels[0].id = String::new()), "model/field");
    assert_eq!(broken(|m| m.labels[0].id = "á".repeat(128)), "model/field");
    assert_eq!(broken(|m| m.labels[0].id = m.labels[1].id.clone()), "model/field");
    assert_eq!(broken(|m| m.labels.clear()), "model/field");
    assert!(broken(|m| m.weights.truncate(7)).starts_with("model/"));
}
