//! Compressed inputs.

use std::io::{self, BufRead};

use flate2::bufread::MultiGzDecoder;
use liblzma::bufread::XzDecoder;

use super::open::Source;

/// How an input is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    Gzip,
    Zstd,
    Xz,
}

const MAGIC: [(Compression, &[u8]); 3] = [
    (Compression::Gzip, &[0x1f, 0x8b]),
    (Compression::Zstd, &[0x28, 0xb5, 0x2f, 0xfd]),
    (Compression::Xz, &[0xfd, b'7', b'z', b'X', b'Z', 0]),
];

impl Compression {
    /// Recognises the first bytes of a compressed file. `None` if it is not compressed.
    pub fn of(head: &[u8]) -> Option<Self> {
        MAGIC.iter().find(|(_, magic)| head.starts_with(magic)).map(|&(kind, _)| kind)
    }

    /// Returns whether more bytes may make a compressed file of these.
    pub fn may_begin(head: &[u8]) -> bool {
        MAGIC.iter().any(|(_, magic)| magic.len() > head.len() && magic.starts_with(head))
    }

    /// Returns a reader of the uncompressed bytes. Reads all members of a gzip file and all
    /// streams of an xz file, as those tools do.
    pub fn decode(self, source: impl BufRead + Send + 'static) -> io::Result<Source> {
        Ok(match self {
            Compression::Gzip => Box::new(MultiGzDecoder::new(source)),
            Compression::Zstd => Box::new(zstd::Decoder::with_buffer(source)?),
            Compression::Xz => Box::new(XzDecoder::new_multi_decoder(source)),
        })
    }

    /// Returns the name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Xz => "xz",
        }
    }
}
