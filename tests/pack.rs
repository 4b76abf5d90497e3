//! Model packs: reading, writing, and damaged or hostile files.

#[path = "model/allocation.rs"]
mod allocation;

#[path = "pack"]
mod pack {
    mod hostile;
    mod released;
    mod written;
}

use themelight::pack::{Header, Pack};

/// A pack of three themes with three self-tests, written by version 0.1.0.
const PACK: &[u8] = include_bytes!("fixtures/released/0.1.0/toy.themelight");
/// Offset of the header, as documented.
const HEADER: usize = 48;

fn toy() -> Pack<'static> {
    themelight::pack::read(PACK).expect("the fixture is a pack")
}

fn toy_header() -> Header {
    toy().header
}

/// Returns a pack with this header text and a right hash; the rest of the fields are as documented.
fn sealed(header: &[u8], model: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut bytes = b"THPK\x01\0\0\0".to_vec();
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend((model.len() as u32).to_le_bytes());
    bytes.extend(Sha256::digest([header, model].concat()));
    bytes.extend([header, model].concat());
    bytes
}
