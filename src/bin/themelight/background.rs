//! The built-in paragraphs without a theme, the same as in the studio.

use themelight::Error;
use themelight::train::{Bags, Input};

/// Paragraphs of Vietnamese newspapers as bags; `npm run train` writes the file.
const VIETNAMESE: &[u8] = include_bytes!("../../../models/background/vi.jsonl.gz");
/// English paragraphs, one per line.
const ENGLISH: &str = include_str!("../../../models/background/en.txt");

/// Language of the built-in paragraphs.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Background {
    /// 1,000 paragraphs of Vietnamese newspapers.
    Vi,
    /// 134 paragraphs in English.
    En,
}

impl Background {
    /// Adds the paragraphs to the input of a training.
    pub fn add_to(self, input: &mut Input) -> Result<(), Error> {
        match self {
            Self::Vi => input.background = Some(Bags::read("background", VIETNAMESE)?),
            Self::En => input.unlabelled.extend(ENGLISH.lines().map(str::to_owned)),
        }
        Ok(())
    }
}
