//! Reading and writing the fields of a model file, little-endian.

use crate::Error;

/// Reads fields in order, never past the end.
///
/// Stores the first error; every later field reads as empty or 0. The caller checks once, with
/// [`Reader::finish`]: a third less wasm than a check after each field.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    error: Option<Error>,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, error: None }
    }

    /// Returns the offset of the next field.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Returns the first error, if any.
    pub(super) fn finish(self) -> Result<(), Error> {
        self.error.map_or(Ok(()), Err)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
        self.bytes = &[];
    }

    /// Fails unless the field at offset `at` is valid.
    #[inline(never)]
    pub(super) fn check(
        &mut self,
        valid: bool,
        field: &'static str,
        expected: &'static str,
        at: usize,
    ) {
        if !valid {
            self.fail(Error::ModelField { field, expected, at });
        }
    }

    #[inline(never)]
    pub(super) fn take(&mut self, len: usize) -> &'b [u8] {
        let end = self.at.saturating_add(len);
        match self.bytes.get(self.at..end) {
            Some(taken) => {
                self.at = end;
                taken
            }
            None => {
                self.fail(Error::ModelLength { expected: end, found: self.bytes.len() });
                &[]
            }
        }
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        self.take(N).try_into().unwrap_or([0; N])
    }

    pub(super) fn u8(&mut self) -> u8 {
        let [byte] = self.array();
        byte
    }

    pub(super) fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    #[inline(never)]
    pub(super) fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    /// Reads a number, which must be `valid`.
    #[inline(never)]
    pub(super) fn f32(
        &mut self,
        field: &'static str,
        expected: &'static str,
        valid: fn(f32) -> bool,
    ) -> f32 {
        let at = self.at;
        let number = f32::from_bits(self.u32());
        self.check(valid(number), field, expected, at);
        number
    }

    pub(super) fn rgb(&mut self) -> [u8; 3] {
        self.array()
    }

    /// Reads a length byte and that many bytes of UTF-8, which must be `valid`. Invalid UTF-8 reads
    /// as an empty text.
    #[inline(never)]
    pub(super) fn text(
        &mut self,
        field: &'static str,
        expected: &'static str,
        valid: fn(&str) -> bool,
    ) -> String {
        let at = self.at;
        let len = self.u8();
        let text = std::str::from_utf8(self.take(len.into())).unwrap_or_default();
        self.check(valid(text), field, expected, at);
        text.to_owned()
    }

    /// Reads an unsigned number in groups of seven bits, low group first; the top bit is set on all
    /// groups but the last.
    #[inline(always)]
    pub(super) fn varint(&mut self) -> u32 {
        match self.bytes.get(self.at) {
            Some(&byte) if byte < 0x80 => {
                self.at += 1;
                byte.into()
            }
            _ => self.long_varint(),
        }
    }

    #[inline(never)]
    fn long_varint(&mut self) -> u32 {
        let (at, mut value) = (self.at, 0u64);
        for shift in (0..35).step_by(7) {
            let byte = self.u8();
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        // Five groups may lack the last one, or exceed 32 bits.
        let last = self.bytes.get(self.at.wrapping_sub(1)).is_none_or(|&byte| byte < 0x80);
        let number = u32::try_from(value).ok().filter(|_| last);
        self.check(number.is_some(), "keys", "a number of at most 32 bits", at);
        number.unwrap_or_default()
    }
}

/// Appends a text for [`Reader::text`], truncated to 255 bytes.
/// [`write`](super::format::write) compares the file with the model, so truncation is an error.
pub(super) fn push_text(out: &mut Vec<u8>, text: &str) {
    let len = text.len().min(255);
    out.push(len as u8);
    out.extend_from_slice(&text.as_bytes()[..len]);
}

/// Appends a number for [`Reader::varint`].
pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Returns the CRC-32 of gzip and PNG (ISO 3309, polynomial 0xedb88320 reflected), eight bytes at a
/// time (M. Kounavis, F. Berry: “A systematic approach to building high performance,
/// software-based, CRC generators”, 2005). Computes the tables at run time: as data they would add
/// 8 KB to the wasm.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    // 256 entries for each of the eight positions of a byte in a word.
    let mut table = [0u32; 8 * 256];
    for i in 0..table.len() {
        table[i] =
            match i.checked_sub(256) {
                None => (0..8).fold(i as u32, |crc, _| {
                    if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
                }),
                Some(before) => table[before] >> 8 ^ table[(table[before] & 0xff) as usize],
            };
    }
    let (words, rest) = bytes.as_chunks::<8>();
    let mut crc = !0;
    for word in words {
        let word = (u64::from_le_bytes(*word) ^ u64::from(crc)).to_le_bytes();
        crc = (0..8).fold(0, |sum, i| sum ^ table[256 * (7 - i) + usize::from(word[i])]);
    }
    !rest.iter().fold(crc, |crc, b| crc >> 8 ^ table[((crc ^ u32::from(*b)) & 0xff) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc32_matches_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(&[b'a'; 1000]), 0x9a38_da03);
    }

    fn varint(bytes: &[u8]) -> Result<u32, Error> {
        let mut r = Reader::new(bytes);
        let value = r.varint();
        r.finish().map(|()| value)
    }

    #[test]
    fn varints_round_trip() {
        for value in [0, 1, 127, 128, 300, 65_535, u32::MAX] {
            let mut bytes = Vec::new();
            push_varint(&mut bytes, value);
            assert_eq!(varint(&bytes), Ok(value));
            assert!(varint(&bytes[..bytes.len() - 1]).is_err());
        }
        assert!(varint(&[0xff; 9]).is_err(), "too long");
        assert!(varint(&[0xff, 0xff, 0xff, 0xff, 0x7f]).is_err(), "over 32 bits");
    }
}
