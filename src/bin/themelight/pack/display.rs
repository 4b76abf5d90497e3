//! The display texts and colours of a pack, from the command line.

use std::collections::BTreeMap;
use std::path::PathBuf;

use themelight::pack::{Header, Theme};
use themelight::train::{Colors, palette};

use crate::error::CliError;
use crate::output;
use crate::recipe;

/// Options that change names, colours and texts.
#[derive(clap::Args)]
pub struct Display {
    /// Names and colours of all themes, as for `themelight train`.
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,
    /// Name of a theme in a language, such as `football.vi=Bóng đá`; can be given several times.
    #[arg(long, value_name = "THEME.LANGUAGE=NAME")]
    name: Vec<String>,
    /// Colours of a theme on light and on dark pages, such as `football=#1b7f4b,#7ddba3`; can be
    /// given several times.
    #[arg(long, value_name = "THEME=LIGHT,DARK")]
    color: Vec<String>,
    /// Choose new colours for all themes: legible, and different for colour-blind readers too.
    #[arg(long, conflicts_with = "color")]
    new_colors: bool,
    /// Title of the model.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What the model is for.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Licence of the model, such as CC-BY-4.0.
    #[arg(long, value_name = "TEXT")]
    license: Option<String>,
    /// Language tag of the texts that the model reads.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

impl Display {
    /// Changes a header.
    pub fn change(&self, header: &mut Header) -> Result<(), CliError> {
        if let Some(file) = &self.themes {
            let mut given: BTreeMap<String, _> = recipe::read_themes(file)?
                .into_iter()
                .map(|theme| (theme.id.clone(), theme))
                .collect();
            for theme in &mut header.themes {
                let given = given.remove(&theme.id).ok_or_else(|| {
                    let (file, id) = (file.display(), &theme.id);
                    CliError::Invalid(format!("{file}: expected the theme `{id}`, found none"))
                })?;
                (theme.name, theme.color) = (given.name, given.color);
            }
            if let Some(id) = given.into_keys().next() {
                return Err(unknown(&format!("{}: theme", file.display()), &id, &header.themes));
            }
        }
        if self.new_colors {
            let colors = palette(header.themes.len());
            header.themes.iter_mut().zip(colors).for_each(|(theme, color)| theme.color = color);
        }
        for name in &self.name {
            let (key, text) = halves("--name", name, "THEME.LANGUAGE=NAME")?;
            let expected = || invalid("--name", name, "THEME.LANGUAGE=NAME");
            let (id, language) = key.rsplit_once('.').ok_or_else(expected)?;
            find(&mut header.themes, "--name", id)?
                .name
                .insert(language.to_owned(), text.to_owned());
        }
        for color in &self.color {
            let expected = "THEME=LIGHT,DARK, such as football=#1b7f4b,#7ddba3";
            let (id, colors) = halves("--color", color, expected)?;
            let (light, dark) =
                colors.split_once(',').ok_or_else(|| invalid("--color", color, expected))?;
            find(&mut header.themes, "--color", id)?.color =
                Colors { light: light.trim().to_owned(), dark: dark.trim().to_owned() };
        }
        for (given, field) in [
            (&self.title, &mut header.title),
            (&self.description, &mut header.description),
            (&self.license, &mut header.license),
        ] {
            if given.is_some() {
                field.clone_from(given);
            }
        }
        if let Some(language) = &self.language {
            header.language.clone_from(language);
        }
        Ok(())
    }
}

/// Warns of colours that are hard to read.
pub fn warn_of_colors(header: &Header) {
    for theme in &header.themes {
        for (color, pages, contrast) in theme.color.illegible() {
            output::warning(&format!(
                "theme `{}`: {color} has a contrast of {contrast:.1} : 1 on {pages}; \
                 choose a colour with at least 4.5 : 1, or use --new-colors",
                theme.id
            ));
        }
    }
}

fn halves<'a>(
    option: &str,
    value: &'a str,
    expected: &str,
) -> Result<(&'a str, &'a str), CliError> {
    value.split_once('=').ok_or_else(|| invalid(option, value, expected))
}

fn invalid(option: &str, value: &str, expected: &str) -> CliError {
    CliError::Invalid(format!("{option}: expected {expected}; found {value:?}"))
}

fn find<'t>(themes: &'t mut [Theme], option: &str, id: &str) -> Result<&'t mut Theme, CliError> {
    match themes.iter().position(|theme| theme.id == id) {
        Some(i) => Ok(&mut themes[i]),
        None => Err(unknown(option, id, themes)),
    }
}

fn unknown(place: &str, id: &str, themes: &[Theme]) -> CliError {
    let known: Vec<&str> = themes.iter().map(|theme| &*theme.id).collect();
    CliError::Invalid(format!("{place}: expected one of {}; found `{id}`", known.join(", ")))
}
