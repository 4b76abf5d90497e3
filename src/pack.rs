//! The model pack, version 1: a model file with everything that a site or a reader needs to use it,
//! in one `.themelight` file. All numbers little-endian.
//!
//! | offset | size | field |
//! | --- | --- | --- |
//! | 0 | 4 | magic, `THPK` |
//! | 4 | 4 | version, 1 |
//! | 8 | 4 | H: length of the header in bytes, at most 65,536 |
//! | 12 | 4 | M: length of the model file in bytes; the pack has 48 + H + M bytes, at most 32 MiB |
//! | 16 | 32 | SHA-256 of the bytes from 48 to the end |
//! | 48 | H | the [`Header`]: a JSON object in UTF-8, without a byte order mark |
//! | 48 + H | M | the model file ([`mod@crate::format`]), unchanged |
//!
//! The header names and colours the themes; they replace those of the model file, so a pack can be
//! renamed without training. Readers ignore fields of the header that they do not know, and tools
//! keep them.
//!
//! | field | content |
//! | --- | --- |
//! | `themes` | for each theme of the model, in its order: `id`, `name` by language, `color` with `light` and `dark`, as in a `themes.json` |
//! | `language` | language tag of the texts that the model reads |
//! | `title`, `license` | optional: display text of at most 255 bytes |
//! | `description` | optional: display text of at most 4,096 bytes; line feeds are allowed |
//! | `scores` | optional: `data` (what was measured, and how), `macro_f1`, and for each theme under `themes` its `precision`, `recall`, `f1` and `support` |
//! | `tests` | optional: at most 100 self-tests, see below |
//! | `words` | optional: for each theme its most telling words, at most 100, strongest first |
//!
//! A self-test has a `text`, the `themes` that the model finds in it, in any order, and optionally
//! `scores`: probabilities by theme, which may differ by [`TOLERANCE`].
//!
//! [`read`] validates all of this, and runs the self-tests: a pack that is cut short, altered, of a
//! newer version, or whose model does not give the stated results is refused with the reason.
//! `www/src/pack` is the same in TypeScript.

mod error;
mod header;

pub use error::PackError;
pub use header::{Header, Scores, SelfTest, Theme, ThemeScores};

use sha2::{Digest, Sha256};

use crate::model::{Color, Model, format};
use crate::{Classifier, Error, Scratch};

/// The first four bytes of a pack.
pub const MAGIC: [u8; 4] = *b"THPK";
/// The version of the format.
pub const VERSION: u32 = 1;
/// Maximum length of the header in bytes.
pub const MAX_HEADER: usize = 1 << 16;
/// Maximum length of a pack in bytes.
pub const MAX_PACK: usize = 32 << 20;
/// Largest difference between a probability in a self-test and the model's.
pub const TOLERANCE: f64 = 0.001;
/// Offset of the header, and of the first byte that the hash covers.
const HEADER: usize = 48;

/// A pack that was read and validated.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack<'b> {
    /// The header.
    pub header: Header,
    /// The model, with the names and colours of the header.
    pub model: Model,
    /// The model file in the pack.
    pub file: &'b [u8],
}

/// Returns whether a file starts like a pack.
pub fn is_pack(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Reads a pack and runs its self-tests.
///
/// # Errors
/// [`Error::Pack`] if the pack is invalid; the errors of [`format::read`] if its model is.
pub fn read(bytes: &[u8]) -> Result<Pack<'_>, Error> {
    let (header, file) = split(bytes)?;
    let header = Header::parse(header)?;
    let model = header.apply(format::read(file)?)?;
    let pack = Pack { header, model, file };
    if !pack.header.tests.is_empty() {
        run_tests(&pack)?;
    }
    Ok(pack)
}

/// Writes a pack of a header and a model file, and reads it back to check it.
///
/// # Errors
/// Those of [`read`].
pub fn write(header: &Header, file: &[u8]) -> Result<Vec<u8>, Error> {
    let header = header.to_json()?;
    let length = |part: &[u8]| u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut out = Vec::with_capacity(HEADER + header.len() + file.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&length(&header));
    out.extend_from_slice(&length(file));
    out.extend_from_slice(&[0; 32]);
    out.extend_from_slice(&header);
    out.extend_from_slice(file);
    let hash = Sha256::digest(&out[HEADER..]);
    out[16..HEADER].copy_from_slice(&hash);
    read(&out)?;
    Ok(out)
}

/// Returns the header and the model file of a pack, after magic, version, lengths and hash.
fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), PackError> {
    if !is_pack(bytes) {
        let mut found = [0; 4];
        let len = bytes.len().min(4);
        found[..len].copy_from_slice(&bytes[..len]);
        return Err(PackError::Magic { found });
    }
    let number = |at: usize| {
        let number = bytes.get(at..at + 4).and_then(|number| number.try_into().ok());
        number.map(u32::from_le_bytes).ok_or_else(|| PackError::cut(HEADER, bytes.len()))
    };
    let version = number(4)?;
    if version != VERSION {
        return Err(PackError::Version { expected: VERSION, found: version });
    }
    let (header, model) = (number(8)? as usize, number(12)? as usize);
    let end = HEADER.saturating_add(header);
    let length = end.saturating_add(model);
    for (part, most, found) in [("header", MAX_HEADER, header), ("pack", MAX_PACK, length)] {
        if found > most {
            return Err(PackError::TooLong { part, most, found });
        }
    }
    if bytes.len() != length {
        return Err(PackError::cut(length, bytes.len()));
    }
    if Sha256::digest(&bytes[HEADER..])[..] != bytes[16..HEADER] {
        return Err(PackError::Hash);
    }
    Ok((&bytes[HEADER..end], &bytes[end..]))
}

impl Header {
    /// Returns a model with the names and colours of its pack.
    fn apply(&self, mut model: Model) -> Result<Model, PackError> {
        let expected: Vec<&str> = model.labels.iter().map(|label| &*label.id).collect();
        let found: Vec<&str> = self.themes.iter().map(|theme| &*theme.id).collect();
        if expected != found {
            let list = |ids: &[&str]| ids.join(", ");
            return Err(PackError::Themes { expected: list(&expected), found: list(&found) });
        }
        for (label, theme) in model.labels.iter_mut().zip(&self.themes) {
            label.names = theme.name.clone().into_iter().collect();
            // Readers of a model take the first name for the language of its texts.
            label.names.sort_by_key(|(language, _)| *language != self.language);
            // `Header::parse` has checked the colours.
            label.color = Color::parse(&theme.color.light).unwrap_or(label.color);
            label.color_dark = Color::parse(&theme.color.dark).unwrap_or(label.color_dark);
        }
        Ok(model)
    }
}

fn run_tests(pack: &Pack<'_>) -> Result<(), PackError> {
    let classifier = Classifier::new(pack.model.clone());
    let labels = &classifier.model().labels;
    let mut scratch = Scratch::default();
    let mut scores = vec![0.0; labels.len()];
    for (i, test) in pack.header.tests.iter().enumerate() {
        classifier.probabilities(&test.text, &mut scratch, &mut scores);
        let mut found: Vec<&str> =
            classifier.tags_of(&scores).iter().map(|tag| &*tag.label.id).collect();
        let mut expected: Vec<&str> = test.themes.iter().map(String::as_str).collect();
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            let list = |ids: &[&str]| if ids.is_empty() { "none".into() } else { ids.join(", ") };
            let (expected, found) = (list(&expected), list(&found));
            return Err(PackError::SelfTest {
                test: i,
                message: format!("expected the themes {expected}; found {found}"),
            });
        }
        for (id, &expected) in &test.scores {
            let found = labels.iter().position(|label| label.id == *id).map(|l| scores[l]);
            if found.is_none_or(|found| (f64::from(found) - expected).abs() > TOLERANCE) {
                let found = found.map_or("no such theme".to_owned(), |found| found.to_string());
                let message = format!("expected the score {expected} of `{id}`, found {found}");
                return Err(PackError::SelfTest { test: i, message });
            }
        }
    }
    Ok(())
}
