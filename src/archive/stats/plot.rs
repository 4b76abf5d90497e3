//! Draws statistics as an SVG picture: a row of columns per theme, a column per month.

use maud::{Markup, PreEscaped, html};

use super::{Counts, Month, Stats};
use crate::evaluate::html::thousands;

const WIDTH: f64 = 760.0;
/// Space at the left for the numbers of the axes, and at the right.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
/// The top of the first row.
const TOP: f64 = 84.0;
/// The height of a row of months, of its columns, and of a row without months.
const ROW: f64 = 124.0;
const COLUMNS: f64 = 64.0;
const LINE: f64 = 46.0;
/// More months are drawn as years.
const MOST_MONTHS: usize = 240;
/// Up to this many months, each has its name below it.
const MOST_NAMES: usize = 14;

const STYLE: &str = "\
svg{color-scheme:light dark;font:13px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}\
.page{fill:#fff}text{fill:#1f2328}.quiet{fill:#59636e}\
.title{font-size:18px;font-weight:600}.name{font-weight:600}.end{text-anchor:end}\
.middle{text-anchor:middle}.grid{stroke:#d8dee4}.base{stroke:#8c959f}\
@media (prefers-color-scheme:dark){.page{fill:#0d1117}text{fill:#f0f6fc}.quiet{fill:#9198a1}\
.grid{stroke:#2b323b}.base{stroke:#656c76}}";

/// A period of the horizontal axis: a month or a year.
struct Period {
    name: String,
    counts: Counts,
    /// The text below its column, if it has one.
    tick: Option<String>,
}

/// Returns the picture.
pub fn svg(stats: &Stats) -> String {
    let periods = periods(stats);
    let row = if periods.is_empty() { LINE } else { ROW };
    let height = TOP + row * stats.themes.len() as f64 + 20.0;
    let title = "Paragraphs by theme";
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (height) }
            width=(WIDTH) height=(height) role="img" aria-labelledby="title summary" {
            title id="title" { (title) }
            desc id="summary" { (description(stats)) }
            style { (PreEscaped(STYLE)) (PreEscaped(colors(stats))) }
            rect .page width=(WIDTH) height=(height) rx="8" {}
            text .title x="24" y="36" { (title) }
            text .quiet x="24" y="58" { (summary(stats)) }
            @for t in 0..stats.themes.len() {
                g transform={ "translate(0 " (px(TOP + row * t as f64)) ")" } {
                    (heading(stats, t))
                    @if periods.is_empty() { (share(stats, t)) } @else { (columns(&periods, t)) }
                }
            }
        }
    };
    markup.into_string() + "\n"
}

/// Returns the rules for the colours of the themes. Colours are numbers, and need no escapes.
fn colors(stats: &Stats) -> String {
    let rules = |i: usize| -> String {
        let rule =
            |(t, theme): (usize, &super::Theme)| format!(".t{t}{{fill:{}}}", theme.colors[i]);
        stats.themes.iter().enumerate().map(rule).collect()
    };
    format!("{}@media (prefers-color-scheme:dark){{{}}}", rules(0), rules(1))
}

fn summary(stats: &Stats) -> String {
    let mut text = paragraphs(stats.total.paragraphs);
    if let (Some(first), Some(last)) = (stats.months.keys().next(), stats.months.keys().next_back())
    {
        text += &if first == last { format!(", {first}") } else { format!(", {first} to {last}") };
    }
    text += &format!("; {} with a theme", percent(stats.total.tagged, stats.total.paragraphs));
    for (n, what) in [(stats.undated, "without a date"), (stats.unreadable, "unreadable")] {
        if n > 0 && (what == "unreadable" || !stats.months.is_empty()) {
            text += &format!("; {} {what}", count(n));
        }
    }
    text
}

fn description(stats: &Stats) -> String {
    let theme = |(theme, n): (&super::Theme, &u64)| format!("{}: {}", theme.name, count(*n));
    let themes: Vec<String> = stats.themes.iter().zip(&stats.total.themes).map(theme).collect();
    format!("{}. {}", summary(stats), themes.join("; "))
}

fn heading(stats: &Stats, t: usize) -> Markup {
    let n = stats.total.themes[t];
    html! {
        rect class={ "t" (t) } x="24" y="-9" width="10" height="10" rx="2" {}
        text .name x="42" { (stats.themes[t].name) }
        text .quiet.end x=(WIDTH - RIGHT) {
            (paragraphs(n)) ", " (percent(n, stats.total.paragraphs))
        }
    }
}

/// Draws the share of a theme as a bar, if there are no months.
fn share(stats: &Stats, t: usize) -> Markup {
    let most = stats.total.themes.iter().copied().max().unwrap_or_default().max(1);
    let width = WIDTH - 24.0 - RIGHT;
    html! {
        path .grid d={ "M24 16h" (width) } {}
        rect class={ "t" (t) } x="24" y="10" height="12" rx="2"
            width=(px(width * stats.total.themes[t] as f64 / most as f64)) {}
    }
}

/// Draws a column per period. Each theme has a scale of its own, with its numbers at the left.
fn columns(periods: &[Period], t: usize) -> Markup {
    let most = periods.iter().map(|period| period.counts.themes[t]).max().unwrap_or_default();
    let top = nice(most);
    let (width, base) = (WIDTH - LEFT - RIGHT, 14.0 + COLUMNS);
    let step = width / periods.len() as f64;
    let bar = (step * 0.8).min(40.0);
    let y = |n: u64| base - COLUMNS * n as f64 / top as f64;
    // The middle line only where its number is whole.
    let lines = [(0, "base"), (top / 2, "grid"), (top, "grid")];
    let lines =
        lines.into_iter().filter(|(n, _)| *n != top / 2 || top.is_multiple_of(2) || *n == 0);
    html! {
        @for (n, class) in lines {
            path class=(class) d={ "M" (LEFT) " " (px(y(n))) "h" (width) } {}
            text .quiet.end x=(LEFT - 8.0) y=(px(y(n) + 4.0)) { (count(n)) }
        }
        @for (i, period) in periods.iter().enumerate() {
            @let n = period.counts.themes[t];
            @let middle = LEFT + step * (i as f64 + 0.5);
            @if n > 0 {
                rect class={ "t" (t) } x=(px(middle - bar / 2.0)) y=(px(y(n))) width=(px(bar))
                    height=(px(base - y(n))) {
                    title {
                        (period.name) ": " (paragraphs(n)) " of " (count(period.counts.paragraphs))
                        ", " (percent(n, period.counts.paragraphs))
                    }
                }
            }
            @if let Some(tick) = &period.tick {
                text .quiet.middle x=(px(middle)) y=(px(base + 17.0)) { (tick) }
            }
        }
    }
}

/// Returns the months from the first to the last, also those without paragraphs; years if they are
/// too many.
fn periods(stats: &Stats) -> Vec<Period> {
    let (Some(&first), Some(&last)) = (stats.months.keys().next(), stats.months.keys().next_back())
    else {
        return Vec::new();
    };
    let months = std::iter::successors(Some(first), |month| Some(month.next()));
    let months: Vec<Month> = months.take_while(|month| *month <= last).collect();
    let none = || Counts { themes: vec![0; stats.themes.len()], ..Counts::default() };
    let of = |month: &Month| stats.months.get(month).cloned().unwrap_or_else(none);
    if months.len() <= MOST_MONTHS {
        let named = months.len() <= MOST_NAMES;
        let years = usize::from(last.year() - first.year());
        let every = years.div_ceil(MOST_NAMES).max(1);
        let tick = |month: &Month| match named {
            true => Some(month.to_string()),
            // The year stands below its January, in a long row below some.
            false if month.starts_year() => Some(month.year())
                .filter(|year| usize::from(*year).is_multiple_of(every))
                .map(|year| year.to_string()),
            false => None,
        };
        let period = |m: &Month| Period { name: m.to_string(), counts: of(m), tick: tick(m) };
        return months.iter().map(period).collect();
    }
    let years = usize::from(last.year() - first.year()) + 1;
    let every = u16::try_from(years.div_ceil(MOST_NAMES)).unwrap_or(u16::MAX);
    let year = |year: u16| {
        let mut counts = none();
        for (_, month) in stats.months.iter().filter(|(month, _)| month.year() == year) {
            counts.paragraphs += month.paragraphs;
            counts.tagged += month.tagged;
            counts.themes.iter_mut().zip(&month.themes).for_each(|(sum, n)| *sum += n);
        }
        let tick = year.is_multiple_of(every).then(|| year.to_string());
        Period { name: year.to_string(), counts, tick }
    };
    (first.year()..=last.year()).map(year).collect()
}

/// Returns the end of an axis for values up to `most`: 1, 2 or 5 with zeros.
fn nice(most: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for step in [1, 2, 5] {
            let top = power.saturating_mul(step);
            if top >= most || top == u64::MAX {
                return top;
            }
        }
        power = power.saturating_mul(10);
    }
}

fn paragraphs(n: u64) -> String {
    format!("{} paragraph{}", count(n), if n == 1 { "" } else { "s" })
}

fn count(n: u64) -> String {
    thousands(usize::try_from(n).unwrap_or(usize::MAX))
}

fn percent(n: u64, all: u64) -> String {
    let share = if all == 0 { 0.0 } else { 100.0 * n as f64 / all as f64 };
    format!("{share:.1} %")
}

fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    #[test]
    fn axes_end_at_a_round_number() {
        let nice = [0, 1, 3, 5, 6, 11, 1200, u64::MAX].map(super::nice);
        assert_eq!(nice, [1, 1, 5, 5, 10, 20, 2000, u64::MAX]);
    }
}
