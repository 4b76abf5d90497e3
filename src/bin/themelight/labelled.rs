//! Reads labelled data from files: JSON Lines or bags.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use themelight::jsonl::{self, Example};
use themelight::train::Bags;

use crate::error::CliError;

/// A file open for reading, with its name for messages.
pub struct Input {
    pub name: String,
    pub reader: BufReader<File>,
}

pub fn open(file: &Path) -> Result<Input, CliError> {
    let opened = File::open(file).map_err(|e| CliError::read(file, e))?;
    Ok(Input { name: file.display().to_string(), reader: BufReader::new(opened) })
}

/// The labels that data may use.
pub enum Allowed<'l> {
    Any,
    Only(BTreeSet<&'l str>),
}

/// Reads the labelled paragraphs of files.
pub fn examples(files: &[PathBuf], allowed: &Allowed<'_>) -> Result<Vec<Example>, CliError> {
    let mut examples = Vec::new();
    for file in files {
        read(open(file)?, allowed, &mut examples)?;
    }
    Ok(examples)
}

fn read(input: Input, allowed: &Allowed<'_>, examples: &mut Vec<Example>) -> Result<(), CliError> {
    for example in jsonl::examples(&input.name, input.reader) {
        let (line, example) = example?;
        allowed
            .check(&example)
            .map_err(|message| CliError::Invalid(format!("{}:{line}: {message}", input.name)))?;
        examples.push(example);
    }
    Ok(())
}

impl Allowed<'_> {
    /// Checks the labels of a paragraph. An unknown label is a typing error, or the data are for
    /// another model.
    fn check(&self, example: &Example) -> Result<(), String> {
        let Allowed::Only(known) = self else { return Ok(()) };
        for (field, used) in [("labels", &example.labels), ("ignore", &example.ignore)] {
            if let Some(unknown) = used.iter().find(|label| !known.contains(label.as_str())) {
                let known = known.iter().copied().collect::<Vec<_>>().join(", ");
                return Err(format!(
                    "field `{field}`: expected labels out of {known}; found `{unknown}`"
                ));
            }
        }
        Ok(())
    }
}

/// Reads bags, or builds them from labelled JSON Lines. Detects the format by the content.
pub fn bags(file: &Path, max_n: u8, allowed: &Allowed<'_>) -> Result<Bags, CliError> {
    let mut input = open(file)?;
    let start = input.reader.fill_buf().map_err(|e| CliError::read(file, e))?;
    if start.starts_with(&[0x1f, 0x8b]) || start.starts_with(b"{\"format\":") {
        return Ok(Bags::read(&input.name, input.reader)?);
    }
    let mut examples = Vec::new();
    read(input, allowed, &mut examples)?;
    Ok(Bags::from_examples(&examples, max_n)?)
}
