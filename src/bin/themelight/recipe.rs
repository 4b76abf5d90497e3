//! The arguments of a training, shared by `train` and `evaluate --cross-validate`.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, FromArgMatches};
use themelight::evaluate::{Curves, Progress};
use themelight::train::{self, Bags, DEFAULT_MAX_N, PARAMS, Param, Params, Theme, Trained};

use crate::error::CliError;
use crate::labelled::{self, Allowed};
use crate::progress;

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
    params: ParamArgs,
}

fn max_n_help() -> String {
    format!(
        "Length of the longest n-gram in tokens, 1 to 4; ignored for bags [default: {DEFAULT_MAX_N}]"
    )
}

/// A training and its optional curves.
pub struct Measured {
    pub trained: Trained,
    pub curves: Option<Curves>,
}

impl Recipe {
    /// Returns whether no argument was given.
    pub fn is_default(&self) -> bool {
        self.themes.is_none()
            && self.language.is_none()
            && self.max_n.is_none()
            && self.params.values.is_empty()
    }

    /// Trains on data and measures the curves if `curves` is true.
    pub fn train(&self, data: &[PathBuf], curves: bool) -> Result<Measured, CliError> {
        let themes = self.themes.as_deref().map(read_themes).transpose()?;
        let allowed = match &themes {
            Some(themes) => Allowed::Only(themes.iter().map(|theme| &*theme.id).collect()),
            None => Allowed::Any,
        };
        let bags = data
            .iter()
            .map(|file| labelled::bags(file, self.max_n.unwrap_or(DEFAULT_MAX_N), &allowed));
        let mut bags = Bags::merge(bags.collect::<Result<_, _>>()?)?;
        let themes = themes.unwrap_or_else(|| train::plain_themes(&bags.labels()));
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
        let curves = if curves { Some(trained.curves(&mut show)?) } else { None };
        Ok(Measured { trained, curves })
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
