//! All reading and writing of bytes. Everything is little-endian.

use crate::Error;

/// Reads fields one after another; never past the end.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Where the next field starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn take(&mut self, len: usize) -> Result<&'b [u8], Error> {
        let end = self.at.saturating_add(len);
        let taken =
            self.bytes.get(self.at..end).ok_or(Error::ModelLength { expected: end, found: self.bytes.len() })?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Error> {
        self.array().map(|[b]| b)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f32(&mut self) -> Result<f32, Error> {
        self.array().map(f32::from_le_bytes)
    }

    pub(super) fn rgb(&mut self) -> Result<[u8; 3], Error> {
        self.array()
    }

    /// A length byte and as many bytes of UTF-8.
    pub(super) fn text(&mut self, field: &'static str) -> Result<String, Error> {
        let at = self.at;
        let len = self.u8()?;
        let text = std::str::from_utf8(self.take(len.into())?).ok().filter(|t| !t.is_empty());
        text.map(str::to_owned).ok_or(Error::ModelField { field, expected: "1 to 255 bytes of UTF-8", at })
    }

    /// An unsigned number in groups of seven bits, low group first, the top bit set on all but the last.
    #[inline(always)]
    pub(super) fn varint(&mut self) -> Result<u32, Error> {
        match self.bytes.get(self.at) {
            Some(&byte) if byte < 0x80 => {
                self.at += 1;
                Ok(byte.into())
            }
            _ => self.long_varint(),
        }
    }

    #[inline(never)]
    fn long_varint(&mut self) -> Result<u32, Error> {
        let at = self.at;
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| varint_error(at));
            }
        }
        Err(varint_error(at))
    }
}

fn varint_error(at: usize) -> Error {
    Error::ModelField { field: "keys", expected: "a number of at most 32 bits", at }
}

/// Writes [`Reader::text`]; cut at 255 bytes, which the callers have checked.
pub(super) fn push_text(out: &mut Vec<u8>, text: &str) {
    let len = text.len().min(255);
    out.push(len as u8); // at most 255 by the line above
    out.extend_from_slice(&text.as_bytes()[..len]);
}

/// Writes [`Reader::varint`].
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8); // below 0x80 by the loop
}

/// CRC-32 as in gzip and PNG (ISO 3309, polynomial 0xedb88320 reflected), eight bytes at a time (M. Kounavis, F. Berry: “A
/// systematic approach to building high performance, software-based, CRC generators”, 2005). The tables are made here,
/// since a reader would download them otherwise: nothing in them can be compressed.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut tables = [[0u32; 256]; 8];
    for (i, entry) in (0u32..).zip(&mut tables[0]) {
        let bit = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        *entry = (0..8).fold(i, bit);
    }
    for t in 1..8 {
        let before = tables[t - 1];
        tables[t] = before.map(|crc| crc >> 8 ^ tables[0][(crc & 0xff) as usize]);
    }
    let (words, rest) = bytes.as_chunks::<8>();
    let mut crc = !0;
    for word in words {
        let word = (u64::from_le_bytes(*word) ^ u64::from(crc)).to_le_bytes();
        crc = word.iter().zip(tables.iter().rev()).fold(0, |sum, (&byte, table)| sum ^ table[usize::from(byte)]);
    }
    !rest.iter().fold(crc, |crc, b| crc >> 8 ^ tables[0][((crc ^ u32::from(*b)) & 0xff) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc32_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(&[b'a'; 1000]), 0x9a38_da03);
    }

    #[test]
    fn varints_come_back() {
        for value in [0, 1, 127, 128, 300, 65_535, u32::MAX] {
            let mut bytes = Vec::new();
            push_varint(&mut bytes, value);
            assert_eq!(Reader::new(&bytes).varint(), Ok(value));
            assert!(Reader::new(&bytes[..bytes.len() - 1]).varint().is_err());
        }
        assert!(Reader::new(&[0xff; 9]).varint().is_err(), "too long");
        assert!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x7f]).varint().is_err(), "over 32 bits");
    }
}
