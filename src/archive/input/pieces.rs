//! Reads one input after another.

use std::sync::Arc;

use super::open::{Reader, open};
use super::{Batch, Fields, Format, Input};

/// A part of an input.
#[derive(Debug)]
pub struct Piece {
    /// The index of the input.
    pub input: usize,
    /// The group in the input, from 0. The groups of an input ascend.
    pub group: u64,
    /// Bytes of the file that were read for this piece.
    pub read: u64,
    /// The rows, or the end.
    pub content: Content,
}

/// The content of a [`Piece`].
#[derive(Debug)]
pub enum Content {
    /// Some rows.
    Rows(Batch),
    /// The input is read.
    End,
    /// The rest of the input cannot be read. The text says what was expected and what was found.
    Failed(String),
}

/// Iterates over the pieces of all inputs. An input that cannot be read ends with
/// [`Content::Failed`], and the next one follows.
pub struct Pieces {
    inputs: Arc<[Input]>,
    format: Option<Format>,
    fields: Arc<Fields>,
    /// Groups to skip by input; `None` for an input that is skipped as a whole.
    skip: Vec<Option<u64>>,
    next: usize,
    group: u64,
    read: u64,
    open: Option<Box<dyn Reader>>,
}

impl Pieces {
    /// Reads `inputs` in order. `format` is recognised by the content if it is `None`.
    pub fn new(inputs: Arc<[Input]>, format: Option<Format>, fields: Arc<Fields>) -> Self {
        let skip = vec![Some(0); inputs.len()];
        Self { inputs, format, fields, skip, next: 0, group: 0, read: 0, open: None }
    }

    /// Skips the first groups of an input; with `None`, the whole input.
    pub fn skip_groups(&mut self, input: usize, groups: Option<u64>) {
        self.skip[input] = groups;
    }

    fn piece(&mut self, input: usize, content: Content) -> Piece {
        let read = self.open.as_ref().map_or(self.read, |reader| reader.read());
        let piece = Piece { input, group: self.group, read: read - self.read, content };
        self.read = read;
        piece
    }
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while self.skip.get(self.next) == Some(&None) {
            self.next += 1;
        }
        let input = self.next;
        let content = match &mut self.open {
            Some(reader) => reader.next(),
            None => {
                let found = self.inputs.get(input)?;
                let skip = self.skip[input].unwrap_or_default();
                (self.group, self.read) = (skip, 0);
                open(found, self.format, &self.fields, skip).and_then(|mut reader| {
                    let first = reader.next();
                    self.open = Some(reader);
                    first
                })
            }
        };
        Some(match content {
            Ok(Some((group, batch))) => {
                self.group = group;
                self.piece(input, Content::Rows(batch))
            }
            ended => {
                let content = ended.map_or_else(Content::Failed, |_| Content::End);
                let piece = self.piece(input, content);
                self.next += 1;
                self.open = None;
                piece
            }
        })
    }
}
