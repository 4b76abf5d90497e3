//! The model file, version 1. All numbers little-endian; `f32` is IEEE 754.
//!
//! | offset | size | field |
//! | --- | --- | --- |
//! | 0 | 4 | magic, `THML` |
//! | 4 | 2 | format version, 1 |
//! | 6 | 2 | pipeline ([`PIPELINE`]): identifies the conversion of text to keys |
//! | 8 | 4 | length of the file in bytes |
//! | 12 | 4 | CRC-32 of bytes 16 to the end |
//! | 16 | 1 | longest n-gram in tokens, 1 to 4 |
//! | 17 | 1 | width of a key in bits, 12 to 32 |
//! | 18 | 1 | number of labels L, 1 to 32 |
//! | 19 | 1 | reserved, 0 |
//! | 20 | 4 | number of keys K, 0 to 2²² |
//! | 24 | 4 | `f32` pooling: weight of the best sentence in the logit, 0 to 1 |
//! | 28 | | L labels, see below |
//! | | K | low eight bits of each gap between a key and the previous one (first: the key) |
//! | | ≥ K | high bits of each gap (gap >> 8) as a varint |
//! | | K · L | weights, `i8`: of all keys for the first label, then for the second … |
//!
//! A label:
//!
//! | size | field |
//! | --- | --- |
//! | 1 + n | id: length and UTF-8 |
//! | 1 | number of display names, 1 to 16 |
//! | | for each: language tag (1 + n) and name (1 + n) |
//! | 3, 3 | colour on light and on dark pages, R G B |
//! | 4 | `f32` threshold, a probability in (0, 1) |
//! | 4 | `f32` bias |
//! | 4 | `f32` scale: the value of one step of a weight, above 0 |
//! | 4, 4 | `f32` calibration: slope (above 0) and intercept |
//!
//! An id has 1 to 64 bytes, without white space or invisible characters. A language tag has 1 to 35
//! ASCII letters, digits and hyphens. A name has 1 to 255 bytes and is not blank. None of them
//! contains a character that is unsafe to display ([`crate::is_unsafe`]).
//!
//! Keys are hashes, so the low bytes of their gaps do not compress. The high bits are nearly always
//! one small number: stored separately, they take two bits each under Brotli. Weights are stored by
//! label because weights of one label are more alike.
//!
//! [`read`] validates every field: a truncated, altered or hostile file gives an [`Error`]. It
//! never panics, and allocates at most a small multiple of the file's length.

use super::bytes::{Reader, crc32, push_text, push_varint};
use super::{Calibration, Color, Label, MAX_FEATURES, MAX_LABELS, Model, name};
use crate::Error;
use crate::ngram::{PIPELINE, Vectorizer};

/// The first four bytes of a file.
pub const MAGIC: [u8; 4] = *b"THML";
/// The version of the format.
pub const VERSION: u16 = 1;
/// Offset of the first byte that the checksum covers.
const CHECKED: usize = 16;

/// Reads a model file.
///
/// # Errors
/// One of the `Error::Model…` variants, [`Error::NotAModel`] or [`Error::Pipeline`] if the bytes
/// are not a model file of this version or break a rule of the format.
pub fn read(bytes: &[u8]) -> Result<Model, Error> {
    header(bytes)?;
    let mut r = Reader::new(bytes);
    r.take(CHECKED);

    let vectorizer = Vectorizer::new(r.u8(), r.u8());
    r.check(vectorizer.is_some(), "n-gram length, key bits", "1 to 4, 12 to 32", 16);
    let label_count = usize::from(r.u8());
    r.check((1..=MAX_LABELS).contains(&label_count), "labels", "1 to 32", 18);
    let reserved = r.u8();
    r.check(reserved == 0, "reserved", "0", 19);
    let key_count = r.u32() as usize;
    r.check(key_count <= MAX_FEATURES, "keys", "at most 4194304", 20);
    let pooling = r.f32("pooling", "0 to 1", |p| (0.0..=1.0).contains(&p));

    let mut labels: Vec<Label> = Vec::new();
    for _ in 0..label_count.min(MAX_LABELS) {
        let at = r.at();
        let label = read_label(&mut r);
        r.check(labels.iter().all(|l| l.id != label.id), "label id", "each id once", at);
        labels.push(label);
    }

    let lows = r.take(key_count);
    let keys = read_keys(&mut r, lows, vectorizer.map_or(0, Vectorizer::key_bits));
    let weights = r
        .take(key_count.saturating_mul(labels.len()))
        .iter()
        .map(|byte| byte.cast_signed())
        .collect();
    let end = r.at();
    r.finish()?;
    match vectorizer {
        Some(vectorizer) if end == bytes.len() => {
            Ok(Model { vectorizer, pooling, labels, keys, weights })
        }
        _ => Err(Error::ModelLength { expected: end, found: bytes.len() }),
    }
}

/// Returns the checksum in the header of a model file; `None` if the file is shorter than the
/// header.
pub fn checksum(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(12..16)?.try_into().ok()?))
}

/// Checks magic, version, pipeline, length and checksum.
fn header(bytes: &[u8]) -> Result<(), Error> {
    let mut magic = [0; 4];
    let len = bytes.len().min(4);
    magic[..len].copy_from_slice(&bytes[..len]);
    if magic != MAGIC {
        return Err(Error::NotAModel { found: magic });
    }
    let mut r = Reader::new(bytes);
    r.take(4);
    let (version, pipeline, length, checksum) = (r.u16(), r.u16(), r.u32() as usize, r.u32());
    r.finish()?;
    if version != VERSION {
        return Err(Error::ModelVersion { expected: VERSION, found: version });
    }
    if pipeline != PIPELINE {
        return Err(Error::Pipeline { expected: PIPELINE, found: pipeline });
    }
    if length != bytes.len() {
        return Err(Error::ModelLength { expected: length, found: bytes.len() });
    }
    match crc32(&bytes[CHECKED..]) {
        found if found == checksum => Ok(()),
        found => Err(Error::ModelChecksum { expected: checksum, found }),
    }
}

#[inline(never)]
fn read_label(r: &mut Reader<'_>) -> Label {
    let (id, at) = (r.text("label id", name::EXPECTED_ID, name::is_id), r.at());
    let count = r.u8();
    r.check((1..=16).contains(&count), "names", "1 to 16", at);
    let names = (0..count.min(16)).map(|_| {
        let language = r.text("language", name::EXPECTED_LANGUAGE, name::is_language);
        (language, r.text("name", name::EXPECTED_NAME, name::is_name))
    });
    let names = names.collect();
    let (color, color_dark) = (Color(r.rgb()), Color(r.rgb()));
    let positive = |x: f32| x.is_finite() && x > 0.0;
    Label {
        id,
        names,
        color,
        color_dark,
        threshold: r.f32("threshold", "between 0 and 1", |p| p > 0.0 && p < 1.0),
        bias: r.f32("bias", "a finite number", f32::is_finite),
        scale: r.f32("scale", "a finite number above 0", positive),
        calibration: Calibration {
            slope: r.f32("slope", "a finite number above 0", positive),
            intercept: r.f32("intercept", "a finite number", f32::is_finite),
        },
    }
}

#[inline(never)]
fn read_keys(r: &mut Reader<'_>, lows: &[u8], bits: u8) -> Vec<u32> {
    let (at, mut key, mut equal) = (r.at(), 0u64, 0);
    let next = |&low: &u8| {
        let gap = u64::from(r.varint()) << 8 | u64::from(low);
        equal += usize::from(gap == 0);
        key += gap;
        key as u32 // more than 32 bits fail the check below
    };
    let keys: Vec<u32> = lows.iter().map(next).collect();
    // The first gap is the first key, which may be 0.
    let ascending = equal == usize::from(keys.first() == Some(&0));
    r.check(ascending && key >> bits == 0, "keys", "ascending keys within the key width", at);
    keys
}

/// Writes a model file, and reads it back to check it.
///
/// # Errors
/// [`Error::ModelField`] or another error of [`read`] if the model breaks a rule of the format.
pub fn write(model: &Model) -> Result<Vec<u8>, Error> {
    let key_count = u32::try_from(model.keys.len()).unwrap_or(u32::MAX);
    let label_count = u8::try_from(model.labels.len()).unwrap_or(u8::MAX);
    let mut out = Vec::with_capacity(64 + model.weights.len() + 3 * model.keys.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&PIPELINE.to_le_bytes());
    out.extend_from_slice(&[0; 8]); // length and checksum, below
    out.extend_from_slice(&[model.vectorizer.max_n(), model.vectorizer.key_bits(), label_count, 0]);
    out.extend_from_slice(&key_count.to_le_bytes());
    out.extend_from_slice(&model.pooling.to_le_bytes());
    for label in &model.labels {
        write_label(&mut out, label);
    }
    let gaps = || {
        model
            .keys
            .iter()
            .scan(0u32, |last, &key| Some(key.wrapping_sub(std::mem::replace(last, key))))
    };
    out.extend(gaps().map(|gap| (gap & 0xff) as u8));
    gaps().for_each(|gap| push_varint(&mut out, gap >> 8));
    out.extend(model.weights.iter().map(|weight| weight.cast_unsigned()));
    let length = u32::try_from(out.len()).unwrap_or(u32::MAX);
    out[8..12].copy_from_slice(&length.to_le_bytes());
    let crc = crc32(&out[CHECKED..]);
    out[12..16].copy_from_slice(&crc.to_le_bytes());
    let expected = "a model that reads back unchanged";
    if read(&out)? == *model {
        Ok(out)
    } else {
        Err(Error::ModelField { field: "model", expected, at: 0 })
    }
}

/// Returns the length of header and labels in bytes: the offset of the keys.
#[cfg(feature = "train")]
pub(crate) fn header_len(model: &Model) -> usize {
    let mut out = vec![0; 28];
    model.labels.iter().for_each(|label| write_label(&mut out, label));
    out.len()
}

fn write_label(out: &mut Vec<u8>, label: &Label) {
    push_text(out, &label.id);
    out.push(u8::try_from(label.names.len()).unwrap_or(u8::MAX));
    for (language, name) in &label.names {
        push_text(out, language);
        push_text(out, name);
    }
    out.extend_from_slice(&label.color.0);
    out.extend_from_slice(&label.color_dark.0);
    for number in [
        label.threshold,
        label.bias,
        label.scale,
        label.calibration.slope,
        label.calibration.intercept,
    ] {
        out.extend_from_slice(&number.to_le_bytes());
    }
}
