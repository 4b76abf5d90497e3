//! `themelight train`: from labelled paragraphs to a model.

use std::path::PathBuf;

use themelight::Error;
use themelight::train::bags::Bags;
use themelight::train::params::Params;
use themelight::train::report::{Report, curves::Curves};
use themelight::train::themes::{self, Theme};
use themelight::train::{Progress, Trained};

use crate::labelled::{self, Allowed};
use crate::measured::{self, Floor};
use crate::{Outcome, output, progress};

/// Train a model on labelled paragraphs.
///
/// Reads JSON Lines like {"id": "a1", "text": "…", "labels": ["staffing"], "ignore": [], "unsure": false,
/// "group": "article-7"}, or bags made of them by `themelight bag`. Paragraphs of one group (an article) stay together when
/// thresholds and calibration are chosen by cross-validation; without a group each stands alone. Each label needs
/// at least ten groups with it and ten without.
///
/// Writes NAME.model, report.html and report.json into a folder. The same input gives the same bytes on every machine.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight train --out models/sport labelled.jsonl
  themelight train --out models/sport --themes themes.json --max-bytes 50000 bags.jsonl.gz

themes.json names and colours the labels and puts them in order:
  [{\"id\": \"football\", \"name\": {\"vi\": \"Bóng đá\", \"en\": \"Football\"},
    \"color\": {\"light\": \"#1b7f4b\", \"dark\": \"#7ddba3\"}}]

Exit codes: 0 trained; 1 trained, but below the floor; 2 not trained: the message names file, line and field.")]
pub struct Args {
    /// The folder to write to; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The model's name; without it the folder's.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    recipe: Recipe,
    /// Measure also how quality grows with more articles and with more bytes; trains ten times more.
    #[arg(long)]
    curves: bool,
    #[command(flatten)]
    floor: Floor,
    /// Labelled paragraphs or bags.
    #[arg(value_name = "DATA", required = true)]
    data: Vec<PathBuf>,
}

/// How a model is made of data.
#[derive(clap::Args, PartialEq)]
pub struct Recipe {
    /// The labels' names, colours and order; without it the labels of the data as they are.
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,
    /// The longest n-gram in tokens, 1 to 4, where the data are no bags yet. [default: 3]
    #[arg(long, value_name = "N")]
    max_n: Option<u8>,
    #[command(flatten)]
    params: ParamArgs,
}

/// Only what is given differs from the default.
#[derive(clap::Args, PartialEq, Default)]
#[command(next_help_heading = "Hyper-parameters")]
struct ParamArgs {
    /// What the model may weigh under Brotli, in bytes: it selects as many n-grams as fit. [default: 65536]
    #[arg(long, value_name = "BYTES")]
    max_bytes: Option<usize>,
    /// Folds of the cross-validation, 2 to 20. [default: 5]
    #[arg(long, value_name = "N")]
    folds: Option<usize>,
    /// How much the data weigh against small weights, above 0: larger fits the data closer. [default: 100]
    #[arg(long)]
    c: Option<f64>,
    /// What a paragraph marked unsure weighs, 0 to 1. [default: 0.3]
    #[arg(long, value_name = "W")]
    unsure_weight: Option<f64>,
    /// What a paragraph marked train_only weighs, 0 to 100: it is trained on, but no figure, threshold or calibration
    /// comes from it. [default: 3]
    #[arg(long, value_name = "W")]
    train_only_weight: Option<f64>,
    /// How much n-grams that one class prefers are freed from the penalty, 0 to 1. [default: 0.33]
    #[arg(long, value_name = "P")]
    ratio_power: Option<f64>,
    /// The best sentence's part of a paragraph's logit, 0 to 1. [default: 0.25]
    #[arg(long, value_name = "A")]
    pooling: Option<f64>,
    /// The largest quantised weight, 1 to 127: fewer levels compress better. [default: 31]
    #[arg(long, value_name = "N")]
    levels: Option<i8>,
    /// Width of an n-gram's key in bits, 16 to 32: narrower is smaller and confuses more. [default: 23]
    #[arg(long, value_name = "N")]
    key_bits: Option<u8>,
}

impl ParamArgs {
    fn params(&self) -> Params {
        let p = Params::default();
        let p = self.max_bytes.map_or(p, |v| p.max_bytes(v));
        let p = self.folds.map_or(p, |v| p.folds(v));
        let p = self.c.map_or(p, |v| p.c(v));
        let p = self.unsure_weight.map_or(p, |v| p.unsure_weight(v));
        let p = self.train_only_weight.map_or(p, |v| p.train_only_weight(v));
        let p = self.ratio_power.map_or(p, |v| p.ratio_power(v));
        let p = self.pooling.map_or(p, |v| p.pooling(v));
        let p = self.levels.map_or(p, |v| p.levels(v));
        self.key_bits.map_or(p, |v| p.key_bits(v))
    }
}

pub fn run(args: &Args) -> Result<Outcome, Error> {
    let name = model_name(args)?;
    let floor = args.floor.read()?;
    args.recipe.train(&args.data, args.curves, |trained, curves| {
        let report = Report { curves, ..trained.report(&name) };
        std::fs::create_dir_all(&args.out).map_err(|e| crate::io_error(args.out.display(), &e))?;
        let model = args.out.join(format!("{name}.model"));
        output::write_file(&model, &trained.file)?;
        measured::write(&args.out.join("report.html"), &report)?;
        let table = measured::table(&report);
        output::print(format!("{table}\nWrote {}, report.html and report.json.\n", model.display()).as_bytes())?;
        Ok(measured::outcome(&report, floor.as_ref()))
    })
}

impl Recipe {
    /// Whether nothing was said, so that all is as it is by default.
    pub fn is_default(&self) -> bool {
        *self == Recipe { themes: None, max_n: None, params: ParamArgs::default() }
    }

    /// Trains and hands over what came of it, with quality against articles and bytes where `curves` are wanted.
    pub fn train(
        &self,
        data: &[PathBuf],
        curves: bool,
        use_it: impl FnOnce(&Trained<'_>, Option<Curves>) -> Result<Outcome, Error>,
    ) -> Result<Outcome, Error> {
        let named = self.themes.as_deref().map(read_themes).transpose()?;
        let allowed = match &named {
            Some(themes) => Allowed::Only(themes.iter().map(|theme| &*theme.id).collect()),
            None => Allowed::Any,
        };
        let bags = data.iter().map(|file| labelled::bags(file, self.max_n.unwrap_or(3), &allowed));
        let bags = Bags::merge(bags.collect::<Result<_, _>>()?)?;
        let themes = named.unwrap_or_else(|| themes::plain(&bags.labels()));

        let bar = progress::steps();
        let mut show = |step: Progress<'_>| {
            bar.set_length(step.total as u64);
            bar.set_position(step.done as u64);
            bar.set_message(step.stage.to_owned());
        };
        let trained = themelight::train::train(&bags, &themes, self.params.params(), &mut show)?;
        let curves = if curves { Some(trained.curves(&mut show)?) } else { None };
        bar.finish_and_clear();
        use_it(&trained, curves)
    }
}

fn model_name(args: &Args) -> Result<String, Error> {
    let folder = || Some(args.out.file_name()?.to_str()?.to_owned());
    args.name.clone().or_else(folder).ok_or_else(|| {
        Error::Training(format!("{}: expected a folder whose name can be the model's; use --name", args.out.display()))
    })
}

fn read_themes(file: &std::path::Path) -> Result<Vec<Theme>, Error> {
    let name = file.display().to_string();
    let json = std::fs::read_to_string(file).map_err(|e| crate::io_error(&name, &e))?;
    themes::read(&name, &json)
}
