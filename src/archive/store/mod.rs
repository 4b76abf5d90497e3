//! Writes output files so that an interrupted run can be continued.
//!
//! Each output file `F` is made in a folder `F.part`: one segment per group of rows, and a journal
//! of the complete segments. At the end the segments are joined to one file, which is renamed to
//! `F`. So `F` is complete whenever it exists, and an interruption loses the open segment only.
//!
//! | file in `F.part` | contents |
//! | --- | --- |
//! | `journal.jsonl` | the model and the options; then a line per complete segment and input |
//! | `000000.segment` … | the rows of a group |
//! | `open` | the segment that is being written |
//! | `joined` | the output file that is being written |
//!
//! A folder of outputs has a journal too, `_themelight.jsonl`: the model and the options, then a
//! line per complete output.

mod join;
mod journal;
mod part;
mod segment;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Input, Tagged, To};
use crate::Error;
use crate::error::Source;
use journal::{Entry, Journal};
use part::Part;

/// The journal of a folder. Spark, Hive and DuckDB ignore names with an underscore.
const FOLDER_JOURNAL: &str = "_themelight.jsonl";

/// Where outputs are written.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// All rows into one file.
    File(PathBuf),
    /// A file per input, `NAME.tags.jsonl` and so on, in this folder.
    Folder(PathBuf),
}

/// What all outputs of a run have in common. It must be equal when a run is continued.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The format.
    pub to: To,
    /// The hash of the model, as [`integrity`](super::integrity) returns it.
    pub model: String,
    /// The options that influence the output, as a JSON object.
    pub options: Value,
}

/// Writes the outputs of a run.
pub struct Store {
    target: Target,
    run: Run,
    inputs: Vec<Input>,
    /// The journal of the folder, if there is one.
    folder: Option<Journal>,
    part: Option<Part>,
    /// Groups that earlier runs have finished, by input; `None` if the input is complete.
    done: Vec<Option<u64>>,
    bad: u64,
    failed: Vec<String>,
}

impl Store {
    /// Prepares the outputs, and finds out what earlier runs have finished.
    ///
    /// # Errors
    /// Fails if files cannot be written, if an earlier run had another model or other options, or
    /// if two inputs would have the same output.
    pub fn open(target: Target, run: Run, inputs: &[Input]) -> Result<Self, Error> {
        let mut store = Self {
            target,
            run,
            inputs: inputs.to_vec(),
            folder: None,
            part: None,
            done: vec![Some(0); inputs.len()],
            bad: 0,
            failed: Vec::new(),
        };
        for output in store.outputs() {
            let same = |input: &&Input| {
                let path = input.path.as_ref().and_then(|path| path.canonicalize().ok());
                path.is_some() && path == output.canonicalize().ok()
            };
            if inputs.iter().any(|input| same(&input)) {
                let message = "expected an output that is not an input; choose another name";
                return Err(data(&output.display().to_string(), message.to_owned()));
            }
        }
        match store.target.clone() {
            Target::Folder(folder) => store.open_folder(&folder)?,
            Target::File(file) => store.open_file(&file)?,
        }
        Ok(store)
    }

    fn open_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let mut outputs = std::collections::BTreeMap::new();
        for (i, input) in self.inputs.iter().enumerate() {
            let other = outputs.insert(self.output(folder, i), &input.name);
            if let Some(other) = other {
                let message = format!(
                    "expected inputs with different names, found {other}, whose tags would be in \
                     the same file; write them to different folders"
                );
                return Err(data(&input.name, message));
            }
        }
        fs::create_dir_all(folder).map_err(|e| write(folder, e))?;
        let advice = format!(
            "choose another folder, or remove {} and the outputs beside it",
            folder.join(FOLDER_JOURNAL).display()
        );
        let journal = Journal::open(&folder.join(FOLDER_JOURNAL), &self.run, &advice)?;
        for i in 0..self.inputs.len() {
            let output = self.output(folder, i);
            let name = self.relative(i);
            let complete = journal.complete(&name).filter(|_| output.exists());
            if let Some((fingerprint, bad)) = complete
                && Some(fingerprint) == journal::fingerprint(&self.inputs[i])?.as_deref()
            {
                self.done[i] = None;
                self.bad += bad;
                // A run may have ended right before it removed the folder.
                self.remove_part(i)?;
                continue;
            }
            if let Some(part) = Part::resume(&output, &self.run, &self.inputs[i..=i])? {
                self.done[i] = Some(part.groups(&name));
                self.bad += part.bad();
            }
        }
        self.folder = Some(journal);
        Ok(())
    }

    fn open_file(&mut self, file: &Path) -> Result<(), Error> {
        let part = match Part::resume(file, &self.run, &self.inputs)? {
            Some(part) => part,
            None => Part::create(file, &self.run)?,
        };
        for (i, input) in self.inputs.iter().enumerate() {
            let name = input.name.clone();
            self.done[i] = (!part.is_complete(&name)).then(|| part.groups(&name));
        }
        self.bad = part.bad();
        self.part = Some(part);
        Ok(())
    }

    /// Returns how many groups of an input earlier runs have finished; `None` if all.
    pub fn done(&self, input: usize) -> Option<u64> {
        self.done[input]
    }

    /// Returns the number of bad rows in the outputs so far, with those of earlier runs.
    pub fn bad(&self) -> u64 {
        self.bad
    }

    /// Writes a tagged batch. The groups of an input ascend.
    ///
    /// # Errors
    /// Fails if the files cannot be written, or if the columns differ from those before.
    pub fn write(&mut self, input: usize, group: u64, tagged: &Tagged) -> Result<(), Error> {
        let name = self.relative(input);
        self.bad += tagged.errors.len() as u64;
        self.part(input)?.write(&name, group, tagged)
    }

    /// Ends an input. In a folder its output is complete then.
    ///
    /// # Errors
    /// Fails if the files cannot be written.
    pub fn end(&mut self, input: usize) -> Result<(), Error> {
        let name = self.relative(input);
        let fingerprint = journal::fingerprint(&self.inputs[input])?;
        let part = self.part(input)?;
        part.end(&name, fingerprint.as_deref())?;
        if let Some(folder) = &mut self.folder {
            let part = self.part.take().expect("created above");
            let bad = part.bad();
            part.join()?;
            folder.add(&Entry::end(&name, fingerprint.as_deref(), bad))?;
            self.remove_part(input)?;
        }
        Ok(())
    }

    /// Ends an input whose rest cannot be read. Keeps its complete groups for a later run.
    pub fn fail(&mut self, input: usize) {
        self.failed.push(self.inputs[input].name.clone());
        match (&self.folder, &mut self.part) {
            (Some(_), part) => *part = None,
            (None, Some(part)) => part.abandon(),
            (None, None) => {}
        }
    }

    /// Ends the run. Joins the segments of a single output file.
    ///
    /// # Errors
    /// Fails if the file cannot be written, or if an input could not be read: a file without its
    /// rows would look complete.
    pub fn finish(self) -> Result<(), Error> {
        let (Target::File(file), Some(part)) = (&self.target, self.part) else { return Ok(()) };
        if self.failed.is_empty() {
            part.join()?;
            return Part::remove(file);
        }
        let message = format!(
            "not written, since {} could not be read to the end; mend or leave out what failed \
             and run the command again: what is done is kept in {}",
            self.failed.join(", "),
            part.folder().display()
        );
        Err(data(&file.display().to_string(), message))
    }

    fn part(&mut self, input: usize) -> Result<&mut Part, Error> {
        if self.part.is_none() {
            let Target::Folder(folder) = &self.target else {
                unreachable!("a file has its part from the beginning to the end")
            };
            let output = self.output(folder, input);
            if let Some(parent) = output.parent() {
                fs::create_dir_all(parent).map_err(|e| write(parent, e))?;
            }
            let inputs = &self.inputs[input..=input];
            self.part = Some(match Part::resume(&output, &self.run, inputs)? {
                Some(part) => part,
                None => Part::create(&output, &self.run)?,
            });
        }
        Ok(self.part.as_mut().expect("set above"))
    }

    fn remove_part(&self, input: usize) -> Result<(), Error> {
        match &self.target {
            Target::Folder(folder) => Part::remove(&self.output(folder, input)),
            Target::File(file) => Part::remove(file),
        }
    }

    /// Returns the name of an input in journals.
    fn relative(&self, input: usize) -> String {
        let input = &self.inputs[input];
        match self.target {
            Target::File(_) => input.name.clone(),
            Target::Folder(_) => input.relative.display().to_string(),
        }
    }

    fn output(&self, folder: &Path, input: usize) -> PathBuf {
        output(folder, &self.inputs[input].relative, self.run.to)
    }

    /// Returns the paths of the output files.
    pub fn outputs(&self) -> Vec<PathBuf> {
        match &self.target {
            Target::File(file) => vec![file.clone()],
            Target::Folder(folder) => {
                (0..self.inputs.len()).map(|i| self.output(folder, i)).collect()
            }
        }
    }
}

/// Returns the path of an input's output: `2024.jsonl.gz` becomes `2024.tags.parquet`.
fn output(folder: &Path, relative: &Path, to: To) -> PathBuf {
    let name = relative.file_name().map_or("stdin".into(), |name| name.to_string_lossy());
    let mut stem = &*name;
    for known in [".gz", ".zst", ".zstd", ".xz"] {
        stem = stem.strip_suffix(known).unwrap_or(stem);
    }
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let stem = if stem.is_empty() { &*name } else { stem };
    folder.join(relative).with_file_name(format!("{stem}.tags.{}", to.extension()))
}

fn write(path: &Path, error: io::Error) -> Error {
    Error::Write { file: path.display().to_string(), source: Source::new(error) }
}

fn data(file: &str, message: String) -> Error {
    Error::Data { file: file.to_owned(), line: 0, message }
}
