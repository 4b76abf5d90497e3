//! Reads gold data and bags from files.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use themelight::jsonl::{self, Example};
use themelight::train::Bags;
use themelight::train::import::Known;

use crate::error::CliError;
use crate::import::Columns;

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
pub struct Allowed<'l>(pub BTreeSet<&'l str>);

/// Reads the labelled paragraphs of files.
pub fn examples(files: &[PathBuf], allowed: &Allowed<'_>) -> Result<Vec<Example>, CliError> {
    let mut examples = Vec::new();
    for file in files {
        let mut input = open(file)?;
        let start = input.reader.fill_buf().map_err(|e| CliError::read(file, e))?;
        if start.trim_ascii_start().first().is_none_or(|&b| b == b'{') {
            read(input, allowed, &mut examples)?;
            continue;
        }
        let known = |id: &&str| Known { id: (*id).to_owned(), names: Vec::new() };
        let known: Vec<Known> = allowed.0.iter().map(known).collect();
        examples.extend(Columns::default().read(&[file], &known)?.examples);
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
        let Allowed(known) = self;
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

/// Returns whether a file is bags, by its content.
pub fn is_bags(file: &Path) -> Result<bool, CliError> {
    let mut input = open(file)?;
    let start = input.reader.fill_buf().map_err(|e| CliError::read(file, e))?;
    Ok(start.starts_with(&[0x1f, 0x8b]) || start.starts_with(b"{\"format\":"))
}

/// Reads a bags file.
pub fn read_bags(file: &Path) -> Result<Bags, CliError> {
    let input = open(file)?;
    Ok(Bags::read(&input.name, input.reader)?)
}

/// Reads bags, or builds them from labelled data.
pub fn bags(file: &Path, max_n: u8) -> Result<Bags, CliError> {
    if is_bags(file)? {
        return read_bags(file);
    }
    let data = Columns::default().read(&[file], &[])?;
    Ok(Bags::from_examples(&data.examples, max_n)?)
}
