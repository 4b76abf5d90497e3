//! From the paths of the command line to inputs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::detect::{extension, named};
use crate::Error;

/// A file to read, or standard input.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// `None` for standard input.
    pub path: Option<PathBuf>,
    /// The name in messages and in the output.
    pub name: String,
    /// The path below the folder that was named, or the name of the file.
    pub relative: PathBuf,
}

impl Input {
    /// Returns the size in bytes if it is a regular file.
    pub fn size(&self) -> Option<u64> {
        let metadata = self.path.as_ref()?.metadata().ok()?;
        metadata.is_file().then_some(metadata.len())
    }
}

/// Returns the inputs of paths in order; `-`, or no path, is standard input. A folder stands for
/// the files below it that have the name of a known format, sorted by path.
///
/// # Errors
/// Fails if a path does not exist, or if a folder has no such file.
pub fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(stdin());
            continue;
        }
        let name = path.display().to_string();
        if !path.metadata().map_err(|e| Error::read(&name, e))?.is_dir() {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Input { path: Some(path.clone()), name, relative });
            continue;
        }
        let before = inputs.len();
        add_folder(path, Path::new(""), &mut inputs).map_err(|e| Error::read(&name, e))?;
        if inputs.len() == before {
            return Err(Error::Data {
                file: name,
                line: 0,
                message: "expected files with a known name in this folder, such as .jsonl, .csv, \
                          .parquet, .html or .txt, also with .gz, .zst or .xz; found none"
                    .to_owned(),
            });
        }
    }
    if inputs.is_empty() {
        inputs.push(stdin());
    }
    Ok(inputs)
}

fn stdin() -> Input {
    Input { path: None, name: "stdin".into(), relative: "stdin".into() }
}

/// Adds the files below a folder. Skips hidden files, and those that this program writes beside
/// its output.
fn add_folder(folder: &Path, relative: &Path, inputs: &mut Vec<Input>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let (path, below) = (entry.path(), relative.join(&name));
        if name.to_string_lossy().starts_with(['.', '_']) {
            continue;
        }
        // Links to folders are not followed: they may lead in circles.
        if entry.file_type()?.is_dir() {
            if extension(&name.to_string_lossy()) != Some("part") {
                add_folder(&path, &below, inputs)?;
            }
        } else if named(&name.to_string_lossy()).is_some() && path.is_file() {
            let name = path.display().to_string();
            inputs.push(Input { path: Some(path), name, relative: below });
        }
    }
    Ok(())
}
