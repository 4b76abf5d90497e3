//! The arguments of a training, shared by `train` and `evaluate --cross-validate`.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, FromArgMatches};
use themelight::evaluate::{Curves, Progress};
use themelight::jsonl::Example;
use themelight::train::import::{Kind, Known};
use themelight::train::{self, Bags, DEFAULT_MAX_N, Input, PARAMS, Param, Params, Theme, Trained};

use crate::background::Background;
use crate::error::CliError;
use crate::import::{Columns, Data};
use crate::{labelled, output, progress};

/// How a model is trained on data.
#[derive(clap::Args)]
pub struct Recipe {
    /// Names, colours and order of the labels [default: the labels of the data, without names].
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,
    /// Language of the texts, as a tag such as en; the themes need a name in it [default: vi, or
    /// the first in alphabetical order].
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    #[arg(long, value_name = "N", help = max_n_help())]
    max_n: Option<u8>,
    #[command(flatten)]
    pub columns: Columns,
    /// Texts without a theme, one per line or row of a spreadsheet, for labelled data of which every paragraph has one.
    #[arg(long, value_name = "FILE")]
    unlabelled: Vec<PathBuf>,
    /// Add built-in paragraphs without a theme, in Vietnamese or English, for labelled data of which
    /// every paragraph has one.
    #[arg(long, value_name = "LANGUAGE")]
    background: Option<Background>,
    /// Split texts far longer than a paragraph; the parts stay together in a split of the data.
    #[arg(long)]
    split: bool,
    #[command(flatten)]
    params: ParamArgs,
}

fn max_n_help() -> String {
    format!(
        "Length of the longest n-gram in tokens, 1 to 4; ignored for bags [default: {DEFAULT_MAX_N}]"
    )
}

/// A training, its examples and its optional curves.
pub struct Measured {
    /// The examples; empty if the data are bags.
    pub examples: Vec<Example>,
    pub trained: Trained,
    pub curves: Option<Curves>,
}

impl Recipe {
    /// Returns whether no argument was given.
    pub fn is_default(&self) -> bool {
        self.themes.is_none()
            && self.language.is_none()
            && self.max_n.is_none()
            && self.unlabelled.is_empty()
            && self.background.is_none()
            && !self.split
            && self.params.values.is_empty()
    }

    /// Trains on data and measures the curves if `curves` is true.
    pub fn train(&self, data: &[PathBuf], curves: bool) -> Result<Measured, CliError> {
        let themes = self.themes.as_deref().map(read_themes).transpose()?;
        let (mut bags, data) = self.read(data, themes.as_deref().unwrap_or_default())?;
        let themes = themes.unwrap_or_else(|| train::named_themes(&bags.labels(), &data.names));
        if let Some(language) = &self.language {
            if let Some(theme) = themes.iter().find(|theme| !theme.name.contains_key(language)) {
                let message = format!(
                    "expected a name in the language {language:?} for every theme, found none for `{}`; add it to \
                     the file of --themes",
                    theme.id
                );
                return Err(CliError::Invalid(message));
            }
            bags.language.clone_from(language);
        }

        let bar = progress::steps();
        let mut show = |step: Progress<'_>| progress::show(&bar, step);
        let trained = train::train(bags, themes, self.params.params()?, &mut show)?;
        trained.warnings().iter().for_each(|problem| output::warning(&problem.to_string()));
        let curves = if curves { Some(trained.curves(&mut show)?) } else { None };
        Ok(Measured { trained, curves, examples: data.examples })
    }
}

impl Recipe {
    /// Reads bags and labelled data, and joins them.
    fn read(&self, files: &[PathBuf], themes: &[Theme]) -> Result<(Bags, Data), CliError> {
        let (mut bags, mut tables) = (Vec::new(), Vec::new());
        for file in files {
            if labelled::is_bags(file)? {
                bags.push(labelled::read_bags(file)?);
            } else {
                tables.push(file.as_path());
            }
        }
        let known = |theme: &Theme| Known {
            id: theme.id.clone(),
            names: theme.name.values().cloned().collect(),
        };
        let known: Vec<Known> = themes.iter().map(known).collect();
        let mut data = self.columns.read(&tables, &known)?;
        if self.split {
            data.examples = train::split_examples(&data.examples);
        }
        let input = self.input(bags.first().map(|bags: &Bags| bags.max_n))?;
        let adds = input.background.is_some() || !input.unlabelled.is_empty();
        if !data.examples.is_empty() && !adds && bags.is_empty() {
            warn_of_whole(&data);
        }
        if !data.examples.is_empty() || adds {
            bags.insert(0, input.bags(&data.examples)?);
        }
        // A paragraph of the data and of bags is trained on once for each.
        let only_bags = tables.is_empty();
        let bags = Bags::merge(bags)?;
        Ok((bags, if only_bags { Data::default() } else { data }))
    }

    /// Returns what is added to the data. `max_n` is the length of the longest n-gram of other bags.
    fn input(&self, max_n: Option<u8>) -> Result<Input, CliError> {
        let unlabelled = self.unlabelled()?;
        let mut input = Input { max_n: self.max_n.or(max_n), background: None, unlabelled };
        if let Some(background) = self.background {
            background.add_to(&mut input)?;
        }
        let other = input.background.as_ref().map(|b| b.max_n).zip(input.max_n);
        if let Some((built_in, given)) = other.filter(|(built_in, given)| built_in != given) {
            return Err(CliError::Invalid(format!(
                "expected n-grams of up to {built_in} tokens, the length in the built-in paragraphs, \
                 found {given}; use --max-n {built_in}, or texts of your own with --unlabelled FILE"
            )));
        }
        Ok(input)
    }

    fn unlabelled(&self) -> Result<Vec<String>, CliError> {
        let mut texts = Vec::new();
        for file in &self.unlabelled {
            texts.extend(Columns::texts(file)?);
        }
        Ok(texts)
    }
}

/// Warns if every paragraph has a theme.
fn warn_of_whole(data: &Data) {
    let rows: Vec<usize> = (1..=data.examples.len()).collect();
    let checked = train::import::check(&data.examples, &rows, &|_| None);
    for problem in checked.problems.iter().filter(|p| p.row == 0) {
        if let Kind::NoNegatives { .. } = problem.kind {
            output::warning(&problem.to_string());
        }
    }
}

pub fn read_themes(file: &Path) -> Result<Vec<Theme>, CliError> {
    let json = std::fs::read_to_string(file).map_err(|e| CliError::read(file, e))?;
    Ok(train::read_themes(&file.display().to_string(), &json)?)
}

/// The values of hyper-parameters in the arguments; one option for each row of [`PARAMS`].
struct ParamArgs {
    values: Vec<(&'static Param, f64)>,
}

impl ParamArgs {
    fn params(&self) -> Result<Params, CliError> {
        let mut params = Params::default();
        for (param, value) in &self.values {
            params.set(param, *value)?;
        }
        Ok(params)
    }
}

impl clap::Args for ParamArgs {
    fn augment_args(command: clap::Command) -> clap::Command {
        let option = |name: &str| name.replace('_', "-");
        let args = PARAMS.iter().map(|param| {
            let help = format!("{}; {} [default: {}]", param.help, param.range, param.default());
            let arg = clap::Arg::new(param.name)
                .long(option(param.name))
                .value_name(param.unit)
                .help(help)
                .allow_negative_numbers(true)
                .help_heading("Hyper-parameters");
            let arg = if param.is_integer() {
                arg.value_parser(|text: &str| text.parse::<i64>().map(|n| n as f64))
            } else {
                arg.value_parser(clap::value_parser!(f64))
            };
            if param.key == param.name { arg } else { arg.visible_alias(option(param.key)) }
        });
        command.args(args)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ParamArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let value = |param: &'static Param| Some((param, *matches.get_one::<f64>(param.name)?));
        Ok(Self { values: PARAMS.iter().filter_map(value).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
