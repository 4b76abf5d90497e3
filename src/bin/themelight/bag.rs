//! `themelight bag`: converts labelled paragraphs to bags.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use themelight::train::{Bags, DEFAULT_MAX_N};

use crate::error::CliError;
use crate::import::Columns;
use crate::labelled;
use crate::printable::printable;
use crate::{Outcome, output, progress};

/// Convert labelled paragraphs to bags, to publish training data without the texts.
///
/// For each sentence of a paragraph a bag has the set of its frequent n-grams and its number of
/// distinct tokens, with the sentences in shuffled order. `themelight train` needs nothing else.
/// The same input gives the same bytes.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight bag --out bags.jsonl.gz labelled.jsonl
  xzcat background.txt.xz | themelight bag --out bags.jsonl.gz --background - labelled.jsonl

Exit codes: 0 written, 2 not written: the message names file, line and field.")]
pub struct Args {
    /// The file to write, gzipped JSON Lines.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Length of the longest n-gram in tokens, 1 to 4.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_N)]
    max_n: u8,
    /// Keep only n-grams that occur in at least this many paragraphs, labelled or background; 2 or
    /// more.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    min_paragraphs: u32,
    /// Unlabelled text, one paragraph per line, to count document frequencies in; - is standard
    /// input.
    #[arg(long, value_name = "FILE")]
    background: Vec<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    /// Labelled paragraphs: CSV, TSV, JSON Lines or fastText lines.
    #[arg(value_name = "DATA", required = true)]
    data: Vec<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let files: Vec<&Path> = args.data.iter().map(PathBuf::as_path).collect();
    let examples = args.columns.read(&files, &[])?.examples;
    if examples.is_empty() {
        return Err(CliError::Invalid("expected labelled paragraphs, found none".to_owned()));
    }
    let mut bags = Bags::from_examples(&examples, args.max_n)?;
    for file in &args.background {
        count(&mut bags, file)?;
    }
    bags.keep_frequent(args.min_paragraphs);
    let mut file = Vec::new();
    bags.write(&mut file)?;
    output::write_files(&[(args.out.clone(), &file)])?;
    output::print(format!(
        "{} paragraphs, {} n-grams, {} bytes: {}\n",
        bags.paragraphs.len(),
        bags.ngrams.len(),
        file.len(),
        printable(&args.out.display().to_string())
    ))?;
    Ok(Outcome::Complete)
}

/// Counts document frequencies in one background file.
fn count(bags: &mut Bags, file: &Path) -> Result<(), CliError> {
    let (name, reader, size): (String, Box<dyn BufRead>, Option<u64>) = if file.as_os_str() == "-" {
        ("stdin".to_owned(), Box::new(io::stdin().lock()), None)
    } else {
        let input = labelled::open(file)?;
        let size = input.reader.get_ref().metadata().ok().map(|metadata| metadata.len());
        (input.name, Box::new(input.reader), size)
    };
    let bar = progress::bytes(size);
    Ok(bags.count_background(&name, reader, |bytes| bar.inc(bytes))?)
}
