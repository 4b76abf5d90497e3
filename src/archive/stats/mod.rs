//! Statistics of tagged files: paragraphs by theme and by month.

mod month;
mod plot;
mod read;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Model;
pub use month::Month;

/// The field with the date of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct DateField {
    /// The name of the field.
    pub name: String,
    /// Whether a table without the field is an error.
    pub required: bool,
}

/// Numbers of paragraphs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counts {
    /// All paragraphs.
    pub paragraphs: u64,
    /// Paragraphs with at least one theme.
    pub tagged: u64,
    /// Paragraphs by theme, in the model's order.
    pub themes: Vec<u64>,
}

impl Counts {
    fn add(&mut self, themes: &[usize], all: usize) {
        self.themes.resize(all, 0);
        self.paragraphs += 1;
        self.tagged += u64::from(!themes.is_empty());
        for &theme in themes {
            self.themes[theme] += 1;
        }
    }
}

/// A theme of the statistics.
#[derive(Debug, Clone, PartialEq)]
struct Theme {
    id: String,
    name: String,
    /// Colours on light and on dark pages.
    colors: [String; 2],
}

/// Statistics of tagged files. [`Stats::read`] adds a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    themes: Vec<Theme>,
    date: DateField,
    total: Counts,
    months: BTreeMap<Month, Counts>,
    unreadable: u64,
    /// Paragraphs whose date is missing or invalid.
    undated: u64,
    /// The first invalid date.
    invalid_date: Option<String>,
}

impl Stats {
    /// Creates empty statistics of the themes of a model.
    pub fn new(model: &Model, date: DateField) -> Self {
        let themes = model.labels.iter().map(|label| {
            let english = label.names.iter().find(|(language, _)| language == "en");
            let name = english.or(label.names.first()).map_or(&label.id, |(_, name)| name);
            Theme {
                id: label.id.clone(),
                name: name.clone(),
                colors: [label.color.to_string(), label.color_dark.to_string()],
            }
        });
        let themes: Vec<Theme> = themes.collect();
        let total = Counts { themes: vec![0; themes.len()], ..Counts::default() };
        Self {
            themes,
            date,
            total,
            months: BTreeMap::new(),
            unreadable: 0,
            undated: 0,
            invalid_date: None,
        }
    }

    /// Returns the numbers of all paragraphs.
    pub fn total(&self) -> &Counts {
        &self.total
    }

    /// Returns the numbers by month, without the months that have no paragraphs.
    pub fn months(&self) -> &BTreeMap<Month, Counts> {
        &self.months
    }

    /// Returns the ids of the themes in the model's order.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.themes.iter().map(|theme| &*theme.id)
    }

    /// Returns how many rows could not be read when they were tagged.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// Returns a message if some of the dates were missing or invalid, and others were not, or if
    /// invalid dates were found.
    pub fn doubt(&self) -> Option<String> {
        let name = &self.date.name;
        let (undated, all) = (self.undated, self.total.paragraphs);
        match &self.invalid_date {
            Some(found) => Some(format!(
                "{undated} of {all} paragraphs are in no month: expected dates as 2024-05-31 or \
                 31/05/2024 in the field `{name}`, found `{found}`"
            )),
            None if undated > 0 && (self.date.required || !self.months.is_empty()) => {
                Some(format!(
                    "{undated} of {all} paragraphs are in no month: they have no field `{name}`"
                ))
            }
            None => None,
        }
    }

    /// Returns the statistics as JSON.
    pub fn to_json(&self) -> Value {
        let months = self.months.iter().map(|(month, counts)| {
            let mut object = json!({ "month": month.to_string() });
            object.as_object_mut().expect("an object").extend(self.figures(counts));
            object
        });
        let months: Vec<Value> = months.collect();
        let mut object = self.figures(&self.total);
        object.insert("unreadable".into(), self.unreadable.into());
        object.insert("without_date".into(), self.undated.into());
        object.insert("months".into(), months.into());
        object.into()
    }

    fn figures(&self, counts: &Counts) -> serde_json::Map<String, Value> {
        let themes = self.themes().zip(&counts.themes).map(|(id, &n)| (id.to_owned(), n.into()));
        let themes: serde_json::Map<String, Value> = themes.collect();
        let mut object = serde_json::Map::new();
        object.insert("paragraphs".into(), counts.paragraphs.into());
        object.insert("tagged".into(), counts.tagged.into());
        object.insert("themes".into(), themes.into());
        object
    }

    /// Returns the statistics as an SVG picture, for light and dark pages.
    pub fn to_svg(&self) -> String {
        plot::svg(self)
    }

    fn add(&mut self, themes: &[usize], date: Option<&str>) {
        let all = self.themes.len();
        self.total.add(themes, all);
        let date = date.filter(|date| !date.is_empty());
        match date.map(Month::of) {
            Some(Some(month)) => self.months.entry(month).or_default().add(themes, all),
            invalid => {
                self.undated += 1;
                if invalid.is_some() && self.invalid_date.is_none() {
                    self.invalid_date = date.map(|date| date.chars().take(40).collect());
                }
            }
        }
    }

    /// Returns the indices of themes by their ids.
    ///
    /// # Errors
    /// Returns what was expected if a theme is not one of the model.
    fn indices<'t>(&self, ids: impl Iterator<Item = &'t str>) -> Result<Vec<usize>, String> {
        let index = |id: &str| {
            self.themes.iter().position(|theme| theme.id == id).ok_or_else(|| {
                let known: Vec<&str> = self.themes().collect();
                format!(
                    "expected the themes of the model ({}), found `{id}`; name the model that \
                     wrote the file with --model",
                    known.join(", ")
                )
            })
        };
        ids.map(index).collect()
    }
}
