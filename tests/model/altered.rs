//! Truncated, extended and altered files.

use themelight::format::{self, MAGIC, VERSION};
use themelight::{Error, Label, Model, PIPELINE, Vectorizer};

use crate::toy;

/// Returns a model with every kind of field: two labels, four n-grams, small and large gaps of
/// keys.
pub fn small() -> Model {
    let labels = vec![Label { bias: -1.0, scale: 0.5, ..toy::label("một") }, toy::label("hai")];
    let phrases: [(&str, &[i8]); 4] =
        [("biên chế", &[3, -3]), ("cán bộ", &[0, 2]), ("quý", &[-4, 127]), ("5G", &[-127, 0])];
    toy::model(Vectorizer::new(2, 32).unwrap(), 0.25, labels, &phrases)
}

pub fn file() -> Vec<u8> {
    format::write(&small()).unwrap()
}

/// Returns the CRC-32 of ISO 3309, bit by bit: an independent implementation to check the reader's.
pub fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}

/// Corrects length and checksum, so that the reader validates the other fields.
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
fn truncated_and_extended_files_are_refused() {
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
            assert!(format::read(&sealed).is_err(), "{length} bytes with a valid checksum");
        }
    }
    for more in [&[0][..], &[0; 100]] {
        let mut longer = [&file, more].concat();
        assert!(matches!(format::read(&longer), Err(Error::ModelLength { .. })));
        seal(&mut longer);
        assert_eq!(
            format::read(&longer),
            Err(Error::ModelLength { expected: file.len(), found: longer.len() })
        );
    }
}

#[test]
fn every_altered_byte_is_detected() {
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
fn errors_name_the_expected_and_the_found_value() {
    let with = |at: usize, bytes: &[u8]| {
        let mut file = file();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        format::read(&file)
    };
    assert_eq!(with(0, b"<!DO"), Err(Error::NotAModel { found: *b"<!DO" }));
    assert_eq!(with(4, &[2, 1]), Err(Error::ModelVersion { expected: VERSION, found: 258 }));
    let other = PIPELINE + 1;
    assert_eq!(
        with(6, &other.to_le_bytes()),
        Err(Error::Pipeline { expected: PIPELINE, found: other })
    );
    let newer = with(4, &[9, 0]).unwrap_err().to_string();
    assert_eq!(newer, "model format version 9, this reader knows 1; update Themelight");
    let older = with(4, &[0, 0]).unwrap_err().to_string();
    assert_eq!(older, "model format version 0, this reader knows 1; train the model again");
}

#[test]
fn an_invalid_model_is_not_written() {
    let refused = |change: fn(&mut Model)| {
        let mut model = small();
        change(&mut model);
        format::write(&model).expect_err("an invalid model is not written").code()
    };
    assert_eq!(refused(|m| m.keys.swap(0, 1)), "model/field");
    assert_eq!(refused(|m| m.keys[1] = m.keys[0]), "model/field");
    assert_eq!(refused(|m| m.pooling = 1.5), "model/field");
    assert_eq!(refused(|m| m.pooling = f32::NAN), "model/field");
    assert_eq!(refused(|m| m.labels[0].threshold = 0.0), "model/field");
    assert_eq!(refused(|m| m.labels[0].scale = 0.0), "model/field");
    assert_eq!(refused(|m| m.labels[0].bias = f32::INFINITY), "model/field");
    assert_eq!(refused(|m| m.labels[0].calibration.slope = -1.0), "model/field");
    assert_eq!(refused(|m| m.labels[0].names.clear()), "model/field");
    assert_eq!(refused(|m| m.labels[0].id = String::new()), "model/field");
    assert_eq!(refused(|m| m.labels[0].id = "á".repeat(128)), "model/field");
    assert_eq!(refused(|m| m.labels[0].id = m.labels[1].id.clone()), "model/field");
    assert_eq!(refused(|m| m.labels.clear()), "model/field");
    assert!(refused(|m| m.weights.truncate(7)).starts_with("model/"));
}
