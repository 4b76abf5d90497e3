//! The command line. Each command has a module with its arguments and `run`; the commands share the
//! other modules.

mod annotate;
mod background;
mod bag;
mod completions;
mod entries;
mod error;
mod evaluate;
mod figures;
mod import;
mod inspect;
mod labelled;
mod model;
mod output;
mod pack;
mod parallel;
mod plain;
mod printable;
mod progress;
mod recipe;
mod stats;
mod tag;
mod thresholds;
mod train;
mod unpack;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tags the paragraphs of news articles by theme.
///
/// A model has a set of themes; the built-in one has four of Vietnamese public-life news: staffing,
/// discipline, training and digital transformation. Every paragraph gets a probability for each
/// theme.
#[derive(Parser)]
#[command(version, after_long_help = AFTER_HELP, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  echo 'Sở Nội vụ tinh giản biên chế.' | themelight tag --text
  themelight tag < archive.jsonl > tags.jsonl
  themelight tag --explain --model my.model a.jsonl b.jsonl | jq -c .themes
  themelight train --out models/mine labelled.jsonl
  themelight evaluate --model models/mine/mine.model gold.jsonl
  themelight annotate --in-place public/
  themelight inspect my.model
  themelight pack my.model --out my.themelight --title 'My themes' --license CC-BY-4.0

Exit codes:
  0  success
  1  done, but some lines could not be read, or figures are below the baseline; each is reported
  2  not done: wrong arguments, or an invalid model or data file";

#[derive(Subcommand)]
enum Command {
    Tag(tag::Args),
    Stats(stats::Args),
    Annotate(annotate::Args),
    Train(train::Args),
    Bag(bag::Args),
    Evaluate(evaluate::Args),
    Inspect(inspect::Args),
    Pack(pack::Args),
    Unpack(unpack::Args),
    Completions(completions::Args),
    /// Print the manual page of all commands, for `man -l`.
    Man,
}

impl Outcome {
    /// Returns the outcome that makes the program fail, of two.
    fn worse(self, other: Self) -> Self {
        if self == Outcome::Complete { other } else { self }
    }
}

/// The result of a command that did not fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Complete,
    /// Some lines could not be read.
    Partial,
    /// Figures are below the baseline.
    Below,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Tag(args) => tag::run(args),
        Command::Stats(args) => stats::run(&args),
        Command::Annotate(args) => annotate::run(args),
        Command::Train(args) => train::run(&args),
        Command::Bag(args) => bag::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Pack(args) => pack::run(&args),
        Command::Unpack(args) => unpack::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man => completions::man(),
    };
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Partial | Outcome::Below) => ExitCode::from(1),
        Err(error) => {
            output::error(&error.message());
            ExitCode::from(2)
        }
    }
}
