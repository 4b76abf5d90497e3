//! An output file in the making.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::join::join;
use super::journal::{Entry, Journal, fingerprint, remove_if_present};
use super::segment::Segment;
use super::{Run, data, write};
use crate::Error;
use crate::archive::{Input, Tagged};

/// The folder `F.part` of an output file `F`.
pub struct Part {
    output: PathBuf,
    folder: PathBuf,
    run: Run,
    journal: Journal,
    open: Option<Open>,
    header: Option<Vec<u8>>,
}

/// The segment that is being written.
struct Open {
    input: String,
    group: u64,
    bad: u64,
    segment: Segment,
}

impl Part {
    /// Starts an output file. Removes what is left of an earlier run.
    pub fn create(output: &Path, run: &Run) -> Result<Self, Error> {
        let folder = folder(output);
        Self::remove(output)?;
        fs::create_dir(&folder).map_err(|e| write(&folder, e))?;
        Self::at(output, run)
    }

    /// Continues an output file; `None` if no earlier run has begun it, or if the input cannot be
    /// read again.
    pub fn resume(output: &Path, run: &Run, inputs: &[Input]) -> Result<Option<Self>, Error> {
        let folder = folder(output);
        if !folder.join(JOURNAL).exists() || inputs.iter().any(|input| input.path.is_none()) {
            return Ok(None);
        }
        let part = Self::at(output, run)?;
        let names = |input: &Input| [input.name.clone(), input.relative.display().to_string()];
        for (entry, i) in part.journal.entries.iter().zip(0..) {
            let segment = entry.group.map(|_| part.path(part.segments_before(i)));
            let input = inputs.iter().find(|input| names(input).contains(&entry.input));
            let same = match (input, &entry.fingerprint) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(input), now) => fingerprint(input)? == *now,
            };
            if !same || segment.is_some_and(|segment| !segment.exists()) {
                let message = format!(
                    "an earlier run has begun this output from {}, which is not an input now, or \
                     has changed; remove {} to start again",
                    entry.input,
                    folder.display()
                );
                return Err(data(&output.display().to_string(), message));
            }
        }
        remove_if_present(&folder.join(OPEN))?;
        remove_if_present(&folder.join(JOINED))?;
        Ok(Some(part))
    }

    fn at(output: &Path, run: &Run) -> Result<Self, Error> {
        let folder = folder(output);
        let advice = format!("use the same model and options, or remove {}", folder.display());
        let journal = Journal::open(&folder.join(JOURNAL), run, &advice)?;
        let header = fs::read(folder.join(HEADER)).ok();
        let (output, run) = (output.to_owned(), run.clone());
        Ok(Self { output, folder, run, journal, open: None, header })
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the number of complete groups of an input.
    pub fn groups(&self, input: &str) -> u64 {
        let entries = self.journal.entries.iter().filter(|entry| entry.input == input);
        entries.filter_map(|entry| entry.group).max().map_or(0, |last| last + 1)
    }

    /// Returns whether an input is complete.
    pub fn is_complete(&self, input: &str) -> bool {
        self.journal.entries.iter().any(|entry| entry.group.is_none() && entry.input == input)
    }

    /// Returns the number of bad rows in complete groups.
    pub fn bad(&self) -> u64 {
        let groups = self.journal.entries.iter().filter(|entry| entry.group.is_some());
        groups.map(|entry| entry.bad).sum()
    }

    /// Writes a batch of a group.
    pub fn write(&mut self, input: &str, group: u64, tagged: &Tagged) -> Result<(), Error> {
        if self.open.as_ref().is_some_and(|open| open.input != input || open.group != group) {
            self.close()?;
        }
        self.check_header(&tagged.header)?;
        if self.open.is_none() {
            let segment = Segment::create(&self.folder.join(OPEN), &self.run, tagged)?;
            self.open = Some(Open { input: input.to_owned(), group, bad: 0, segment });
        }
        let open = self.open.as_mut().expect("set above");
        open.bad += tagged.errors.len() as u64;
        let result = open.segment.write(tagged);
        if result.is_err() {
            self.abandon();
        }
        result
    }

    /// Ends an input.
    pub fn end(&mut self, input: &str, fingerprint: Option<&str>) -> Result<(), Error> {
        self.close()?;
        self.journal.add(&Entry::end(input, fingerprint, 0))
    }

    /// Drops the open segment.
    pub fn abandon(&mut self) {
        self.open = None;
        // The file is worthless, and the next run removes it if this fails.
        let _ = fs::remove_file(self.folder.join(OPEN));
    }

    /// Joins the segments to the output file.
    pub fn join(&self) -> Result<(), Error> {
        let segments: Vec<PathBuf> = (0..self.segments()).map(|i| self.path(i)).collect();
        let joined = self.folder.join(JOINED);
        let header = self.header.as_deref().unwrap_or_default();
        let result = join(&joined, header, &segments, &self.run)
            .and_then(|()| fs::rename(&joined, &self.output).map_err(|e| write(&self.output, e)));
        if result.is_err() {
            let _ = fs::remove_file(&joined);
        }
        result
    }

    /// Removes the folder of a complete output file.
    pub fn remove(output: &Path) -> Result<(), Error> {
        let folder = folder(output);
        // The journal first: without it, the rest counts for nothing.
        remove_if_present(&folder.join(JOURNAL))?;
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(write(&folder, error)),
            _ => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Error> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let path = self.path(self.segments());
        let result = open.segment.close().and_then(|()| {
            fs::rename(self.folder.join(OPEN), &path).map_err(|error| write(&path, error))
        });
        if result.is_err() {
            self.abandon();
        }
        result?;
        self.journal.add(&Entry::group(&open.input, open.group, open.bad))
    }

    /// Fails if the columns of a CSV file differ from those before.
    fn check_header(&mut self, header: &[u8]) -> Result<(), Error> {
        match &self.header {
            Some(before) if before == header => Ok(()),
            Some(_) => Err(data(&self.output.display().to_string(), DIFFERENT.to_owned())),
            None => {
                let path = self.folder.join(HEADER);
                fs::write(&path, header).map_err(|error| write(&path, error))?;
                self.header = Some(header.to_owned());
                Ok(())
            }
        }
    }

    fn segments(&self) -> usize {
        self.segments_before(self.journal.entries.len())
    }

    fn segments_before(&self, entry: usize) -> usize {
        self.journal.entries[..entry].iter().filter(|entry| entry.group.is_some()).count()
    }

    fn path(&self, segment: usize) -> PathBuf {
        self.folder.join(format!("{segment:06}.segment"))
    }
}

const JOURNAL: &str = "journal.jsonl";
const HEADER: &str = "header";
const OPEN: &str = "open";
const JOINED: &str = "joined";

/// The message for inputs with different columns.
pub const DIFFERENT: &str = "expected inputs with the same columns in one output file; name the \
                             fields to keep, or write to a folder";

/// Returns the folder in which an output file is made.
fn folder(output: &Path) -> PathBuf {
    let mut name = output.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    output.with_file_name(name)
}
