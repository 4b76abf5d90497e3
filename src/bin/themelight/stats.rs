//! `themelight stats`, and `--stats` of `themelight tag`: summarises tagged files.

use std::path::{Path, PathBuf};

use themelight::Model;
use themelight::archive::{DateField, Stats, inputs};

use crate::error::CliError;
use crate::printable::printable;
use crate::{Outcome, model, output, progress};

/// Summarise tagged files by theme and by month, as a table and a picture.
///
/// Reads the outputs of `themelight tag`: JSON Lines, CSV or Parquet. Prints the number of
/// paragraphs of each theme; with --out, also writes a picture (SVG) with a column per month, and
/// all figures as JSON.
///
/// The month is read from a kept field, the year first (2024-05-31, 2024-05-31T10:00) or the day
/// first (31/05/2024), or from the seconds since 1970. Paragraphs without a date count in no month.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight stats tags/
  themelight stats --date-field published --out overview tags.parquet
  themelight stats --json tags.jsonl | jq .months

Exit codes: 0 done, 2 not done: a file is not an output of `themelight tag`.")]
pub struct Args {
    /// Tagged files, and folders of them.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Field or column with the date [default: date, if there is one].
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// Write a picture, FILE.svg, and its figures, FILE.json.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Model file with the names and colours of the themes [default: the built-in model].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let model = model::load(args.model.as_deref())?;
    let inputs = inputs(&args.files)?;
    let files: Vec<PathBuf> = inputs.into_iter().filter_map(|input| input.path).collect();
    if files.is_empty() {
        return Err(CliError::Invalid("expected files, found standard input: name a file".into()));
    }
    let stats = read(of(&model, args.date_field.as_deref()), &files)?;
    if let Some(out) = &args.out {
        write_files(&stats, out)?;
    }
    output::print(if args.json { output::json(&stats.to_json()) } else { table(&stats) })?;
    Ok(Outcome::Complete)
}

/// Returns empty statistics of the themes of a model.
pub fn of(model: &Model, date_field: Option<&str>) -> Stats {
    let name = date_field.unwrap_or("date").to_owned();
    Stats::new(model, DateField { name, required: date_field.is_some() })
}

/// Reads tagged files, writes picture and figures, and prints the table.
pub fn write(stats: Stats, files: &[PathBuf], out: &Path) -> Result<(), CliError> {
    let stats = read(stats, files)?;
    write_files(&stats, out)?;
    output::print(table(&stats))?;
    Ok(())
}

fn read(mut stats: Stats, files: &[PathBuf]) -> Result<Stats, CliError> {
    let bar = progress::files(files.len());
    for file in files {
        stats.read(file)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    if let Some(doubt) = stats.doubt() {
        output::warning(&doubt);
    }
    Ok(stats)
}

fn write_files(stats: &Stats, out: &Path) -> Result<(), CliError> {
    let known = out.extension().is_some_and(|extension| extension == "svg" || extension == "json");
    let stem = if known { out.with_extension("") } else { out.to_owned() };
    let file = |extension: &str| {
        let mut path = stem.clone().into_os_string();
        path.push(extension);
        PathBuf::from(path)
    };
    let (svg, json) = (stats.to_svg(), output::json(&stats.to_json()));
    output::write_files(&[(file(".svg"), svg.as_bytes()), (file(".json"), json.as_bytes())])
}

/// Returns the numbers of paragraphs by theme, and by month if there are dates.
fn table(stats: &Stats) -> String {
    let total = stats.total();
    let ids: Vec<_> = stats.themes().map(printable).collect();
    let share = |n: u64| 100.0 * n as f64 / total.paragraphs.max(1) as f64;
    let width = ids.iter().map(|id| id.chars().count()).max().unwrap_or(0).max("any theme".len());
    let mut table = format!("{} paragraphs", total.paragraphs);
    if stats.unreadable() > 0 {
        table += &format!(", and {} rows that could not be read", stats.unreadable());
    }
    table += &format!("\n\n{:width$}  {:>10}  {:>6}\n", "theme", "paragraphs", "share");
    let rows = ids.iter().map(|id| &**id).zip(total.themes.iter().copied());
    for (id, n) in rows.chain([("any theme", total.tagged)]) {
        table += &format!("{id:width$}  {n:>10}  {:5.1}%\n", share(n));
    }
    if !stats.months().is_empty() {
        table += &format!("\n{:7}  {:>10}", "month", "paragraphs");
        ids.iter().for_each(|id| table += &format!("  {id:>8}"));
        table.push('\n');
    }
    for (month, counts) in stats.months() {
        table += &format!("{month}  {:>10}", counts.paragraphs);
        for (id, n) in ids.iter().zip(&counts.themes) {
            table += &format!("  {n:>width$}", width = id.chars().count().max(8));
        }
        table.push('\n');
    }
    table
}
