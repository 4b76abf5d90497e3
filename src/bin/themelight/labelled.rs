//! Reads gold data and bags from files.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use themelight::Label;
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

/// Reads the labelled paragraphs of files for a model with these labels, which the data may call by
/// their ids or names.
pub fn examples(
    files: &[PathBuf],
    labels: &[Label],
    columns: &Columns,
) -> Result<Vec<Example>, CliError> {
    read(files, &labels.iter().map(known).collect::<Vec<_>>(), columns)
}

/// Reads labelled paragraphs. If no labels are known, all are taken.
fn read(
    files: &[impl AsRef<Path>],
    known: &[Known],
    columns: &Columns,
) -> Result<Vec<Example>, CliError> {
    let mut examples = Vec::new();
    for file in files.iter().map(AsRef::as_ref) {
        if is_jsonl(file)? {
            read_jsonl(open(file)?, known, &mut examples)?;
        } else {
            examples.extend(columns.read(&[file], known)?.examples);
        }
    }
    Ok(examples)
}

/// Returns whether a file is JSON Lines, by its name or content.
fn is_jsonl(file: &Path) -> Result<bool, CliError> {
    let mut input = open(file)?;
    let start = input.reader.fill_buf().map_err(|e| CliError::read(file, e))?;
    let opens = start.trim_ascii_start().first().is_none_or(|&b| b == b'{');
    Ok(opens || file.extension().is_some_and(|name| name == "jsonl"))
}

fn known(label: &Label) -> Known {
    let names = label.names.iter().map(|(_, name)| name.clone()).collect();
    Known { id: label.id.clone(), names }
}

fn read_jsonl(input: Input, known: &[Known], examples: &mut Vec<Example>) -> Result<(), CliError> {
    for example in jsonl::examples(&input.name, input.reader) {
        let (line, mut example) = example?;
        if !known.is_empty() {
            name_by_id(&mut example, known).map_err(|message| {
                CliError::Invalid(format!("{}:{line}: {message}", input.name))
            })?;
        }
        examples.push(example);
    }
    Ok(())
}

/// Replaces names of labels by their ids. An unknown label is a typing error, or the data are for
/// another model.
fn name_by_id(example: &mut Example, known: &[Known]) -> Result<(), String> {
    for (field, used) in [("labels", &mut example.labels), ("ignore", &mut example.ignore)] {
        let id = |label: &String| {
            let id = known.iter().find(|k| k.id == *label);
            let theme = id.or_else(|| known.iter().find(|k| k.names.contains(label)));
            theme.map(|k| k.id.clone()).ok_or_else(|| {
                let mut ids: Vec<&str> = known.iter().map(|k| &*k.id).collect();
                ids.sort_unstable();
                let ids = ids.join(", ");
                format!("field `{field}`: expected labels out of {ids}; found `{label}`")
            })
        };
        *used = used.iter().map(id).collect::<Result<_, _>>()?;
    }
    Ok(())
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
    let examples = read(&[file], &[], &Columns::default())?;
    Ok(Bags::from_examples(&examples, max_n)?)
}
