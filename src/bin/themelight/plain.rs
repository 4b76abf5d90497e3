//! The results of a training in plain words.

use themelight::evaluate::Figure;
use themelight::train::{MIN_JUDGED, Summary, ThemeSummary};

use crate::printable::printable;

/// Returns a line for each theme, and an empty line.
pub fn results(summary: &Summary) -> String {
    summary.themes.iter().map(|theme| line(theme) + "\n").collect::<String>() + "\n"
}

fn line(theme: &ThemeSummary) -> String {
    let name = printable(&theme.name);
    let (Some(precision), Some(recall)) = (theme.precision, theme.recall) else {
        let groups = theme.groups;
        return if theme.judged {
            format!("{name}: no paragraph is marked, of {} that have it", theme.support)
        } else {
            format!(
                "{name}: {groups} different paragraphs are too few to judge; label {MIN_JUDGED} or more"
            )
        };
    };
    let range = |figure: Figure| {
        let [low, high] = [figure.low, figure.high].map(|share| (share * 100.0).round());
        format!("{low} to {high} in 100")
    };
    format!(
        "{name}: of {} paragraphs marked, {} are right ({}); it finds {} of {} ({})",
        theme.marked,
        theme.right,
        range(precision),
        theme.found,
        theme.support,
        range(recall)
    )
}
