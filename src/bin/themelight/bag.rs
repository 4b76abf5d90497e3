//! `themelight bag`: from labelled paragraphs to bags.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use themelight::Error;
use themelight::train::bags::Bags;

use crate::labelled::{self, Allowed};
use crate::{Outcome, output, progress};

/// Make bags of labelled paragraphs, to be shipped where the texts themselves may not be.
///
/// Of each paragraph a bag keeps, sentence by sentence in shuffled order, the set of its frequent n-grams and the number of
/// tokens: all that `themelight train` needs. The same input gives the same bytes.
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
    /// The longest n-gram in tokens, 1 to 4.
    #[arg(long, value_name = "N", default_value_t = 3)]
    max_n: u8,
    /// Keep only n-grams that occur in at least this many paragraphs, labelled or of the background; 2 or more.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..))]
    min_paragraphs: u32,
    /// Unlabelled text, one paragraph a line, in which to count how common n-grams are; - is standard input.
    #[arg(long, value_name = "FILE")]
    background: Vec<PathBuf>,
    /// Labelled paragraphs, JSON Lines.
    #[arg(value_name = "DATA", required = true)]
    data: Vec<PathBuf>,
}

pub fn run(args: &Args) -> Result<Outcome, Error> {
    let mut examples = Vec::new();
    for file in &args.data {
        labelled::each(file, &Allowed::Any, |example| examples.push(example))?;
    }
    if examples.is_empty() {
        return Err(Error::Training("expected labelled paragraphs, found none".to_owned()));
    }
    let mut bags = Bags::from_examples(&examples, args.max_n)?;
    for file in &args.background {
        count(&mut bags, file)?;
    }
    bags.keep_frequent(args.min_paragraphs);
    let mut file = Vec::new();
    bags.write(&mut file)?;
    output::write_file(&args.out, &file)?;
    let said = format!(
        "{} paragraphs, {} n-grams, {} bytes: {}\n",
        bags.paragraphs.len(),
        bags.ngrams.len(),
        file.len(),
        args.out.display()
    );
    output::print(said.as_bytes())?;
    Ok(Outcome::Complete)
}

/// Counts in one background file.
fn count(bags: &mut Bags, file: &Path) -> Result<(), Error> {
    let (name, reader, size): (String, Box<dyn BufRead>, Option<u64>) = if file.as_os_str() == "-" {
        ("stdin".to_owned(), Box::new(io::stdin().lock()), None)
    } else {
        let (name, reader) = labelled::open(file)?;
        let size = reader.get_ref().metadata().ok().map(|metadata| metadata.len());
        (name, Box::new(reader), size)
    };
    let bar = progress::bytes(size);
    bags.count_background(&name, reader, |bytes| bar.inc(bytes))?;
    bar.finish_and_clear();
    Ok(())
}
