//! The bags file: gzipped JSON Lines, to be read by any tool.
//!
//! A header, then a line `["n-gram", paragraphs of the background it occurs in]` for each n-gram of the vocabulary in ascending
//! order, then a line for each paragraph, in which n-grams are numbers into that list, written as the gaps between them.

use std::io::{BufRead, BufReader, Read, Write};

use flate2::{Compression, GzBuilder, bufread::GzDecoder};
use serde::{Deserialize, Serialize};

use super::{Bags, Paragraph};
use crate::Error;
use crate::ngram::PIPELINE;

const FORMAT: &str = "themelight-bags";
const VERSION: u32 = 1;

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

impl Bags {
    /// Writes a bags file; the same bags give the same bytes.
    pub fn write(&self, out: impl Write) -> Result<(), Error> {
        let io = |e: std::io::Error| Error::Io { path: "bags".into(), message: e.to_string() };
        let mut gz = GzBuilder::new().write(out, Compression::best());
        let header = Header {
            format: FORMAT.into(),
            version: VERSION,
            pipeline: PIPELINE,
            max_n: self.max_n,
            background: self.background,
            ngrams: self.ngrams.len(),
            paragraphs: self.paragraphs.len(),
        };
        let mut line = |value: serde_json::Result<String>| {
            let value = value.map_err(|e| io(e.into()))?;
            writeln!(gz, "{value}").map_err(io)
        };
        line(serde_json::to_string(&header))?;
        for entry in self.ngrams.iter().zip(&self.document_frequency) {
            line(serde_json::to_string(&entry))?;
        }
        for paragraph in &self.paragraphs {
            line(serde_json::to_string(paragraph))?;
        }
        gz.finish().map_err(io)?.flush().map_err(io)
    }

    /// Reads a bags file, plain or gzipped.
    pub fn read(file: &str, mut reader: impl BufRead) -> Result<Bags, Error> {
        let io = |e: std::io::Error| Error::Io { path: file.to_owned(), message: e.to_string() };
        let gzipped = reader.fill_buf().map_err(io)?.starts_with(&[0x1f, 0x8b]);
        let plain: Box<dyn Read + '_> = if gzipped { Box::new(GzDecoder::new(reader)) } else { Box::new(reader) };
        let mut lines = Lines { file, lines: BufReader::new(plain), number: 0 };

        let header: Header = lines.next()?;
        if (header.format.as_str(), header.version) != (FORMAT, VERSION) {
            return Err(
                lines.error(format!("expected {FORMAT} version {VERSION}, found {} {}", header.format, header.version))
            );
        }
        if header.pipeline != PIPELINE {
            return Err(Error::Pipeline { expected: PIPELINE, found: header.pipeline });
        }
        let mut bags = Bags { max_n: header.max_n, background: header.background, ..Bags::default() };
        for _ in 0..header.ngrams {
            let (ngram, df): (String, u32) = lines.next()?;
            if bags.ngrams.last().is_some_and(|last| *last >= ngram) {
                return Err(lines.error(format!("expected n-grams in ascending order, found {ngram:?} out of place")));
            }
            bags.ngrams.push(ngram);
            bags.document_frequency.push(df);
        }
        for _ in 0..header.paragraphs {
            let paragraph: Paragraph = lines.next()?;
            let highest = paragraph.sentences.iter().filter_map(|s| s.ngrams.last()).max();
            if highest.is_some_and(|&n| n as usize >= bags.ngrams.len()) {
                return Err(lines.error(format!("expected n-grams below {}, found {highest:?}", bags.ngrams.len())));
            }
            bags.paragraphs.push(paragraph);
        }
        lines.end()?;
        Ok(bags)
    }
}

/// Reads JSON values line by line.
struct Lines<'f, R> {
    file: &'f str,
    lines: R,
    number: usize,
}

impl<R: BufRead> Lines<'_, R> {
    fn next<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Error> {
        let mut line = String::new();
        self.number += 1;
        match self.lines.read_line(&mut line) {
            Ok(0) => Err(self.error("the file ends too early: it was cut short".into())),
            Ok(_) => serde_json::from_str(&line).map_err(|e| self.error(e.to_string())),
            Err(e) => Err(self.error(e.to_string())),
        }
    }

    /// Nothing may follow; gzip's checksum is looked at here, too.
    fn end(&mut self) -> Result<(), Error> {
        self.number += 1;
        match self.lines.read_line(&mut String::new()) {
            Ok(0) => Ok(()),
            Ok(_) => Err(self.error("expected the end of the file".into())),
            Err(e) => Err(self.error(e.to_string())),
        }
    }

    fn error(&self, message: String) -> Error {
        Error::Data { file: self.file.to_owned(), line: self.number, message }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::bags;
    use super::*;

    #[test]
    fn files_come_back_and_repeat() {
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
    fn broken_files_are_refused() {
        let mut file = Vec::new();
        bags().write(&mut file).unwrap();
        for len in [0, 5, 20, file.len() / 2, file.len() - 9] {
            assert!(Bags::read("x", &file[..len]).is_err(), "cut at {len}");
        }
        let message = Bags::read("x.gz", &b"{\"format\": 1}"[..]).unwrap_err().to_string();
        assert!(message.starts_with("x.gz:1: "), "{message}");
    }
}
