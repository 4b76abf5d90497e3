//! Reads labelled data as it comes: CSV, TSV, JSON Lines or fastText lines in any usual encoding, or a
//! spreadsheet.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1258};
use themelight::jsonl::{self, Example};
use themelight::sheet::{self, SheetError, SheetName, Workbook};
use themelight::train::import::{
    self, Format, Hints, Imported, Known, LabelColumns, Problem, Severity, Source,
};
use unicode_normalization::UnicodeNormalization;

use crate::error::CliError;
use crate::output;

/// Number of problems of each kind that are printed.
const LISTED: usize = 10;

/// The columns of labelled data.
#[derive(clap::Args, Clone, Default)]
pub struct Columns {
    /// Column with the texts, by its name or number [default: recognised].
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// Column with the labels, or with 0 and 1 for one theme; can be repeated [default: recognised].
    #[arg(long, value_name = "NAME")]
    label_column: Vec<String>,
    /// Character between the columns [default: recognised].
    #[arg(long, value_name = "CHAR")]
    separator: Option<char>,
    /// Sheet of a spreadsheet, by its name or number [default: the first visible one with cells].
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Leave out rows that cannot be used, and write them with the reason as CSV [default: stop].
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
}

/// Examples, and the names of their labels as written.
#[derive(Default)]
pub struct Data {
    pub examples: Vec<Example>,
    pub names: BTreeMap<String, String>,
}

impl Columns {
    /// Returns the same columns for held-out files, of which every row must be usable: the rejected
    /// rows of the training data are not overwritten.
    pub fn for_test(&self) -> Self {
        Self { rejected: None, ..self.clone() }
    }

    /// Reads files of examples. With themes in `known`, other labels are errors.
    pub fn read(&self, files: &[&Path], known: &[Known]) -> Result<Data, CliError> {
        let (mut data, mut rejected) = (Data::default(), String::new());
        for (n, file) in (1..).zip(files) {
            let imported = self.read_file(file, known, &mut rejected)?;
            data.names.extend(imported.themes.into_iter().map(|theme| (theme.id, theme.name)));
            let own_ids = imported.examples.iter().zip(&imported.rows);
            let numbered = own_ids.clone().all(|(example, row)| example.id == row.to_string());
            data.examples.extend(imported.examples.into_iter().map(|mut example| {
                // Row numbers of two files are not the same articles.
                if numbered && n > 1 {
                    example.id = format!("{n}:{}", example.id);
                }
                example
            }));
        }
        if let Some(file) = &self.rejected {
            output::write_files(&[(file.clone(), rejected.as_bytes())])?;
        }
        Ok(data)
    }

    fn read_file(
        &self,
        file: &Path,
        known: &[Known],
        rejected: &mut String,
    ) -> Result<Imported, CliError> {
        let name = file.display().to_string();
        let source = self.source(file)?;
        let hints = Hints {
            separator: self.separator,
            text_name: self.text_column.clone(),
            label_names: self.label_column.clone(),
            ..Hints::default()
        };
        let guess = import::read_table(&source, &hints);
        let columns: Vec<&str> = guess.columns.iter().map(|column| &*column.name).collect();
        self.check_names(&name, &columns)?;
        if guess.rows > 0 && guess.mapping.labels == LabelColumns::None {
            let found = if columns.concat().is_empty() { "none" } else { &columns.join(", ") };
            let expected = "expected a column with labels, found";
            return Err(CliError::Invalid(format!(
                "{name}: {expected} {found}; name it with --label-column"
            )));
        }
        let mut imported = import::import(&source, &guess.mapping, known);
        if guess.rows == 0 && imported.problems.iter().all(|problem| problem.row == 0) {
            let message = format!("{name}: expected labelled paragraphs, found none");
            return Err(CliError::Invalid(message));
        }
        if guess.mapping.format != Format::Jsonl {
            // Rows of objects have the names of their fields in the messages.
            imported.problems.retain(|problem| problem.row > 0);
        }
        self.report(&name, &imported)?;
        if !imported.rejected.is_empty() && self.rejected.is_some() {
            *rejected += &import::rejected_csv(&source, &guess.mapping, &imported.reasons());
        }
        Ok(imported)
    }

    /// Returns the text of a file, or the cells of its sheet.
    fn source(&self, file: &Path) -> Result<Source, CliError> {
        let bytes = fs::read(file).map_err(|e| CliError::read(file, e))?;
        let file = file.display().to_string();
        if !sheet::is_document(&bytes) {
            return Ok(Source::Text(decode(&file, bytes)?));
        }
        let invalid = |error: SheetError| CliError::Invalid(format!("{file}: {error}"));
        let mut book = Workbook::open(bytes).map_err(invalid)?;
        if let Some(sheet) = &self.sheet {
            let index = book.find(sheet).map_err(invalid)?;
            return Ok(Source::Cells(book.rows(index).map_err(invalid)?));
        }
        let (index, rows) = book.first().map_err(invalid)?;
        if let [_, _, ..] = book.sheets() {
            let shown = |sheet: &SheetName| {
                format!("`{}`{}", sheet.name, if sheet.hidden { " (hidden)" } else { "" })
            };
            let all: Vec<String> = book.sheets().iter().map(shown).collect();
            output::warning(&format!(
                "{file}: reads the sheet {} of {}; choose another with --sheet",
                all[index],
                all.join(", ")
            ));
        }
        Ok(Source::Cells(rows))
    }

    /// Reads texts without labels: the lines of a text, or the column of a spreadsheet.
    pub fn texts(file: &Path) -> Result<Vec<String>, CliError> {
        // The option --sheet is about the labelled data.
        let source = Self::default().source(file)?;
        if let Source::Text(text) = &source {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            return Ok(lines.map(str::to_owned).collect());
        }
        let hints = Hints { labels: Some(LabelColumns::None), ..Hints::default() };
        let mapping = import::read_table(&source, &hints).mapping;
        let examples = import::import(&source, &mapping, &[]).examples;
        Ok(examples.into_iter().map(|example| example.text).collect())
    }

    fn check_names(&self, file: &str, columns: &[&str]) -> Result<(), CliError> {
        let is_column = |name: &&String| {
            columns.contains(&name.as_str())
                || name.parse::<usize>().is_ok_and(|n| (1..=columns.len()).contains(&n))
        };
        let unknown = self.text_column.iter().chain(&self.label_column).find(|n| !is_column(n));
        match unknown {
            Some(unknown) if !columns.is_empty() => Err(CliError::Invalid(format!(
                "{file}: expected one of the columns {}, found `{unknown}`",
                columns.join(", ")
            ))),
            _ => Ok(()),
        }
    }

    /// Prints the problems of rows. Fails if a row cannot be used, unless such rows are written to
    /// a file.
    fn report(&self, file: &str, imported: &Imported) -> Result<(), CliError> {
        let of = |severity: Severity| -> Vec<&Problem> {
            let rows = imported.problems.iter().filter(|problem| problem.row > 0);
            rows.filter(|problem| problem.severity() == severity).collect()
        };
        let message = |problem: &Problem| format!("{file}:{}: {problem}", problem.row);
        for severity in [Severity::Warning, Severity::Note] {
            let problems = of(severity);
            problems.iter().take(LISTED).for_each(|problem| output::warning(&message(problem)));
            if problems.len() > LISTED {
                output::warning(&format!("{file}: {} more like these", problems.len() - LISTED));
            }
        }
        let errors = of(Severity::Error);
        match &errors[..] {
            [] => Ok(()),
            [error] if self.rejected.is_none() => Err(CliError::Invalid(message(error))),
            errors => {
                errors.iter().take(LISTED).for_each(|error| output::error(&message(error)));
                if self.rejected.is_some() {
                    return Ok(());
                }
                Err(CliError::Invalid(format!(
                    "{file}: {} rows cannot be used; correct them, or leave them out with \
                     --rejected FILE",
                    errors.len()
                )))
            }
        }
    }
}

/// Returns bytes as text: UTF-8 or UTF-16 by their mark or contents, otherwise windows-1258, the
/// encoding of older Vietnamese files.
fn decode(file: &str, bytes: Vec<u8>) -> Result<String, CliError> {
    let text = text_of(file, bytes)?;
    match text.find('\0') {
        None => Ok(text),
        Some(at) => Err(CliError::Invalid(format!(
            "{file}:{}: expected a table or text, found binary data (a byte 0); save it as CSV UTF-8",
            text[..at].matches('\n').count() + 1
        ))),
    }
}

fn text_of(file: &str, bytes: Vec<u8>) -> Result<String, CliError> {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return Ok(encoding.decode(&bytes).0.into_owned());
    }
    // Half of the bytes of Latin letters in UTF-16 are 0.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    if bytes.contains(&0) && zeros(0) + zeros(1) > bytes.len() / 8 {
        let encoding = if zeros(1) > zeros(0) { UTF_16LE } else { UTF_16BE };
        return Ok(encoding.decode(&bytes).0.into_owned());
    }
    let is_json = bytes.trim_ascii_start().starts_with(b"{");
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        // JSON is always UTF-8: another byte is damage.
        Err(error) if is_json => {
            let bytes = error.into_bytes();
            let mut lines = (1..).zip(bytes.split(|&b| b == b'\n'));
            let invalid = lines.find_map(|(n, line)| Some((n, jsonl::utf8(line).err()?)));
            let (line, error) = invalid.map_or((0, String::new()), |(n, e)| (n, e.to_string()));
            Err(CliError::Invalid(format!("{file}:{line}: {error}")))
        }
        // It writes tone marks after the letter.
        Err(error) => Ok(WINDOWS_1258.decode(&error.into_bytes()).0.nfc().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_data_is_refused_with_its_line() {
        let error = decode("a", b"text,label\nb\0,c\n".to_vec()).unwrap_err().to_string();
        assert!(error.starts_with("a:2: expected a table or text, found binary data"), "{error}");
    }

    #[test]
    fn encodings_of_spreadsheets_are_recognised() {
        let text = "text;label\nHoà giải ở xã;lũ\n";
        let utf16 = |big: bool, mark: bool| -> Vec<u8> {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units.flat_map(|u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let marked = [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat();
        // Tone marks are bytes of their own after the letter: grave CC, hook D2, tilde DE.
        let windows = b"text;label\nHoa\xcc gia\xd2i \xf5\xd2 xa\xde;lu\xde\n".to_vec();
        let all = [marked, text.into(), utf16(false, true), utf16(true, true), utf16(false, false)];
        for bytes in all.into_iter().chain([utf16(true, false), windows]) {
            assert_eq!(decode("", bytes).unwrap(), text);
        }
    }
}
