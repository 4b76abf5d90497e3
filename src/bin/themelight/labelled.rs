//! Labelled data from files: JSON Lines, and bags of them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use themelight::Error;
use themelight::train::bags::Bags;
use themelight::train::data::{self, Example};

/// A file open for reading, with its name for messages.
pub fn open(file: &Path) -> Result<(String, BufReader<File>), Error> {
    let name = file.display().to_string();
    let opened = File::open(file).map_err(|e| crate::io_error(&name, &e))?;
    Ok((name, BufReader::new(opened)))
}

/// The labels that data may use.
pub enum Allowed<'l> {
    Any,
    Only(BTreeSet<&'l str>),
}

/// Hands over a file's labelled paragraphs one by one.
pub fn each(file: &Path, allowed: &Allowed<'_>, mut f: impl FnMut(Example)) -> Result<(), Error> {
    let (name, reader) = open(file)?;
    for example in data::examples(&name, reader) {
        let (line, example) = example?;
        allowed.check(&example).map_err(|message| Error::Data { file: name.clone(), line, message })?;
        f(example);
    }
    Ok(())
}

impl Allowed<'_> {
    /// A label that nobody knows is a slip of the pen, or data for another model.
    fn check(&self, example: &Example) -> Result<(), String> {
        let Allowed::Only(known) = self else { return Ok(()) };
        for (field, used) in [("labels", &example.labels), ("ignore", &example.ignore)] {
            if let Some(unknown) = used.iter().find(|label| !known.contains(label.as_str())) {
                let known = known.iter().copied().collect::<Vec<_>>().join(", ");
                return Err(format!("field `{field}`: expected labels out of {known}; found `{unknown}`"));
            }
        }
        Ok(())
    }
}

/// Reads bags, or makes them of labelled JSON Lines; the content decides, not the name.
pub fn bags(file: &Path, max_n: u8, allowed: &Allowed<'_>) -> Result<Bags, Error> {
    let (name, mut reader) = open(file)?;
    let start = reader.fill_buf().map_err(|e| crate::io_error(&name, &e))?;
    if start.starts_with(&[0x1f, 0x8b]) || start.starts_with(b"{\"format\":") {
        return Bags::read(&name, reader);
    }
    let mut examples = Vec::new();
    each(file, allowed, |example| examples.push(example))?;
    Bags::from_examples(&examples, max_n)
}
