//! The bags file: gzipped JSON Lines.
//!
//! | lines | contents |
//! | --- | --- |
//! | 1 | header |
//! | one per n-gram | `["n-gram", document frequency in the background]`, n-grams ascending |
//! | one per paragraph | [`Paragraph`]; n-grams are indices into the list, written as gaps |

#[cfg(feature = "files")]
use std::io::Write;
use std::io::{BufRead, BufReader, Read};

#[cfg(feature = "files")]
use flate2::{Crc, bufread::GzDecoder};
#[cfg(feature = "files")]
use miniz_oxide::deflate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Bags, Paragraph};
use crate::Error;
#[cfg(feature = "files")]
use crate::error::Source;
use crate::jsonl;
use crate::ngram::{MAX_N, PIPELINE};

const FORMAT: &str = "themelight-bags";
const VERSION: u32 = 1;
/// Bytes of the longest line, and of all lines, after inflating: a gzipped file may be a thousandth
/// of its contents. The default model's bags have 9 MB.
const MAX_LINE: u64 = 16 << 20;
const MAX_LINES: u64 = 1 << 30;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    version: u32,
    pipeline: u16,
    max_n: u8,
    background: u32,
    ngrams: usize,
    paragraphs: usize,
}

#[cfg(feature = "files")]
fn header(bags: &Bags) -> Header {
    Header {
        format: FORMAT.into(),
        version: VERSION,
        pipeline: PIPELINE,
        max_n: bags.max_n,
        background: bags.background,
        ngrams: bags.ngrams.len(),
        paragraphs: bags.paragraphs.len(),
    }
}

impl Bags {
    /// Writes a bags file. The same bags give the same bytes.
    ///
    /// # Errors
    /// [`Error::Write`] if writing fails.
    #[cfg(feature = "files")]
    pub fn write(&self, mut out: impl Write) -> Result<(), Error> {
        let io =
            |e: std::io::Error| Error::Write { file: "bags".to_owned(), source: Source::new(e) };
        let mut text = String::new();
        let mut line = |value: serde_json::Result<String>| -> Result<(), Error> {
            text += &value.map_err(|e| io(e.into()))?;
            text.push('\n');
            Ok(())
        };
        line(serde_json::to_string(&header(self)))?;
        for entry in self.ngrams.iter().zip(&self.document_frequency) {
            line(serde_json::to_string(&entry))?;
        }
        for paragraph in &self.paragraphs {
            line(serde_json::to_string(paragraph))?;
        }
        out.write_all(&gzipped(text.as_bytes())).and_then(|()| out.flush()).map_err(io)
    }

    /// Reads a bags file, plain or gzipped. `file` is the name in error messages.
    ///
    /// # Errors
    /// [`Error::Read`] if reading or inflating fails, [`Error::Pipeline`] for bags of another text
    /// pipeline, [`Error::Data`] for invalid or missing lines.
    pub fn read(file: &str, mut reader: impl BufRead) -> Result<Bags, Error> {
        let gzipped =
            reader.fill_buf().map_err(|e| Error::read(file, e))?.starts_with(&[0x1f, 0x8b]);
        let plain: Box<dyn Read + '_> = if gzipped { inflated(reader) } else { Box::new(reader) };
        let mut lines = Lines { file, lines: BufReader::new(plain), number: 0, left: MAX_LINES };

        let header: Header = lines.next()?;
        if (header.format.as_str(), header.version) != (FORMAT, VERSION) {
            return Err(lines.error(format!(
                "expected {FORMAT} version {VERSION}, found {} {}",
                header.format, header.version
            )));
        }
        if header.pipeline != PIPELINE {
            return Err(Error::Pipeline { expected: PIPELINE, found: header.pipeline });
        }
        if !(1..=MAX_N).contains(&header.max_n.into()) {
            return Err(lines
                .error(format!("field `max_n`: expected 1 to {MAX_N}, found {}", header.max_n)));
        }
        let mut bags =
            Bags { max_n: header.max_n, background: header.background, ..Bags::default() };
        for _ in 0..header.ngrams {
            let (ngram, df): (String, u32) = lines.next()?;
            if bags.ngrams.last().is_some_and(|last| *last >= ngram) {
                return Err(lines.error(format!(
                    "expected n-grams in ascending order, found {ngram:?} out of place"
                )));
            }
            bags.ngrams.push(ngram);
            bags.document_frequency.push(df);
        }
        for _ in 0..header.paragraphs {
            let paragraph: Paragraph = lines.next()?;
            let highest = paragraph.sentences().filter_map(|s| s.ngrams.last()).max();
            if highest.is_some_and(|&n| n as usize >= bags.ngrams.len()) {
                return Err(lines.error(format!(
                    "expected n-grams below {}, found {highest:?}",
                    bags.ngrams.len()
                )));
            }
            bags.paragraphs.push(paragraph);
        }
        lines.end()?;
        Ok(bags)
    }
}

/// Returns a gzip file without name and time, at the highest level.
#[cfg(feature = "files")]
fn gzipped(bytes: &[u8]) -> Vec<u8> {
    const BEST: u8 = 9;
    let mut crc = Crc::new();
    crc.update(bytes);
    // RFC 1952: magic, method, flags, time, "slowest", unknown system.
    let mut file = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff".to_vec();
    file.extend(deflate::compress_to_vec(bytes, BEST));
    file.extend(crc.sum().to_le_bytes());
    file.extend(crc.amount().to_le_bytes());
    file
}

#[cfg(feature = "files")]
fn inflated<'r>(reader: impl BufRead + 'r) -> Box<dyn Read + 'r> {
    Box::new(GzDecoder::new(reader))
}

/// Returns the bytes as they are: the browser inflates them.
#[cfg(not(feature = "files"))]
fn inflated<'r>(reader: impl BufRead + 'r) -> Box<dyn Read + 'r> {
    Box::new(reader)
}

/// Reads one JSON value per line.
struct Lines<'f, R> {
    file: &'f str,
    lines: R,
    number: usize,
    /// Bytes that may still be read.
    left: u64,
}

impl<R: BufRead> Lines<'_, R> {
    fn next<T: DeserializeOwned>(&mut self) -> Result<T, Error> {
        match self.line()? {
            Some(line) => jsonl::document(&line).map_err(|e| self.error(e.message)),
            None => {
                Err(self
                    .error("expected another line, found the end; the file was cut short".into()))
            }
        }
    }

    /// Checks that nothing follows; reading to the end checks gzip's checksum, too.
    fn end(&mut self) -> Result<(), Error> {
        match self.line()? {
            None => Ok(()),
            Some(_) => Err(self.error("expected the end of the file, found another line".into())),
        }
    }

    fn line(&mut self) -> Result<Option<String>, Error> {
        let mut line = String::new();
        self.number += 1;
        let most = MAX_LINE.min(self.left);
        let read = (&mut self.lines)
            .take(most + 1)
            .read_line(&mut line)
            .map_err(|e| Error::read(self.file, e))?;
        if read as u64 > most {
            return Err(self.error(format!(
                "expected lines of at most {MAX_LINE} bytes and {MAX_LINES} bytes in all, found more"
            )));
        }
        self.left -= read as u64;
        Ok((read > 0).then_some(line))
    }

    fn error(&self, message: String) -> Error {
        Error::Data { file: self.file.to_owned(), line: self.number, message }
    }
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use super::super::tests::bags;
    use super::*;

    #[test]
    fn bags_survive_writing_and_reading() {
        let bags = bags();
        let write = || {
            let mut file = Vec::new();
            bags.write(&mut file).unwrap();
            file
        };
        assert_eq!(Bags::read("", &write()[..]).unwrap(), bags);
        assert_eq!(write(), write());
    }

    #[test]
    fn truncated_and_invalid_files_are_errors() {
        let mut file = Vec::new();
        bags().write(&mut file).unwrap();
        for len in [0, 5, 20, file.len() / 2, file.len() - 9] {
            assert!(Bags::read("x", &file[..len]).is_err(), "cut at {len}");
        }
        let message = Bags::read("x.gz", &b"{\"format\": 1}"[..]).unwrap_err().to_string();
        assert!(message.starts_with("x.gz:1: "), "{message}");
        let header = Header { max_n: 9, ..header(&bags()) };
        let message = Bags::read("x", serde_json::to_string(&header).unwrap().as_bytes())
            .unwrap_err()
            .to_string();
        assert_eq!(message, "x:1: field `max_n`: expected 1 to 4, found 9");
    }

    #[test]
    fn an_n_gram_twice_in_a_sentence_is_an_error() {
        let file = |gaps: &str| {
            let header = r#"{"format":"themelight-bags","version":1,"pipeline":PIPELINE,"max_n":1,"background":0,"ngrams":2,"paragraphs":1}"#;
            let header = header.replace("PIPELINE", &PIPELINE.to_string());
            let sentence = format!(r#"{{"ngrams":{gaps},"tokens":2}}"#);
            let window = format!(r#"{{"tokens":2,"sentences":[{sentence}]}}"#);
            let bag = format!(r#"{{"id":"","group":"","labels":[],"windows":[{window}]}}"#);
            format!("{header}\n[\"a\",0]\n[\"b\",0]\n{bag}\n")
        };
        for valid in ["[]", "[0]", "[1]", "[0,1]"] {
            assert!(Bags::read("x", file(valid).as_bytes()).is_ok(), "{valid}");
        }
        for (twice, at) in [("[0,0]", "0"), ("[1,0]", "1"), ("[0,1,0]", "1")] {
            let message = Bags::read("x", file(twice).as_bytes()).unwrap_err().to_string();
            assert!(message.contains(&format!("found n-gram {at} twice")), "{message}");
        }
    }

    #[test]
    fn a_file_that_inflates_without_end_is_an_error() {
        // 64 MB without a line break in 64 KB.
        let file = gzipped(&vec![b' '; 64 << 20]);
        let message = Bags::read("x", &file[..]).unwrap_err().to_string();
        assert!(message.starts_with("x:1: expected lines of at most 16777216 bytes"), "{message}");
    }
}
