//! Any bytes as a model file, as they are and with a valid header.

use themelight::{
    Calibration, Classifier, Color, Error, Label, Model, PIPELINE, Scratch, Vectorizer, format,
};

use super::evidence::assert_consistent;

const PHRASES: [&str; 6] = ["biên chế", "cán bộ", "quý", "5g", "xã", "hai xã"];
const TEXT: &str = "Cán bộ 5G, biên chế quý! Hai xã… cán bộ. Biên chế";

fn label(i: usize) -> Label {
    Label {
        id: format!("label-{i}"),
        names: vec![("vi".into(), "Chủ đề".into()), ("en".into(), "Theme".into())],
        color: Color([31, 95, 191]),
        color_dark: Color([138, 180, 255]),
        threshold: 0.5,
        bias: -1.0,
        scale: 0.25,
        calibration: Calibration { slope: 1.5, intercept: 0.125 },
    }
}

/// Returns files of small models: one without n-grams, others with 1 to 4 labels.
pub fn seeds() -> Vec<Vec<u8>> {
    let shapes = [(0, 1, 12), (6, 1, 12), (4, 2, 32), (6, 3, 24), (6, 4, 16), (2, 32, 20)];
    let model = |(phrases, labels, bits): (usize, usize, u8)| {
        let vectorizer = Vectorizer::new(3, bits).expect("sizes in range");
        let keys = PHRASES[..phrases].iter().map(|p| vectorizer.key_of(p).expect("one n-gram"));
        let mut keys: Vec<u32> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        let weights = (0..keys.len() * labels).map(|i| (i * 37 % 255) as u8 as i8);
        let weights = weights.map(|weight| weight.max(-127)).collect();
        let labels = (0..labels).map(label).collect();
        Model { vectorizer, pooling: 0.25, labels, keys, weights }
    };
    shapes.into_iter().map(|shape| format::write(&model(shape)).expect("a valid model")).collect()
}

/// Checks bytes as a model file; then again with magic, versions, length and checksum made right.
pub fn check(data: &[u8]) {
    read_and_use(data).ok();
    if data.len() >= 16 {
        let mut sealed = data.to_vec();
        sealed[..4].copy_from_slice(&format::MAGIC);
        sealed[4..6].copy_from_slice(&format::VERSION.to_le_bytes());
        sealed[6..8].copy_from_slice(&PIPELINE.to_le_bytes());
        sealed[8..12].copy_from_slice(&(data.len() as u32).to_le_bytes());
        let crc = crc32(&data[16..]);
        sealed[12..16].copy_from_slice(&crc.to_le_bytes());
        assert!(
            !matches!(format::read(&sealed), Err(Error::ModelChecksum { .. })),
            "the checksum is right"
        );
        read_and_use(&sealed).ok();
    }
}

fn read_and_use(bytes: &[u8]) -> Result<(), Error> {
    let model = format::read(bytes)?;
    // Each part of a model takes at least one byte of its file.
    assert!(model.keys.len() + model.weights.len() + model.labels.len() <= bytes.len());
    let file = format::write(&model)?;
    assert_eq!(format::read(&file)?, model, "the model comes back from its file");
    let classifier = Classifier::new(model);
    let mut scratch = Scratch::default();
    for text in [TEXT, "", "biên chế"] {
        assert_consistent(&classifier, text, &mut scratch);
    }
    Ok(())
}

/// CRC-32 bit by bit, as in ISO 3309; independent of the reader's.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}
