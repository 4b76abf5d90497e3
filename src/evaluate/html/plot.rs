//! Line and point plots as SVG, coloured by the page's style sheet.

use std::fmt::Write as _;

use maud::{Markup, html};

/// Maps values to positions on an axis.
#[derive(Clone, Copy)]
pub(super) enum Scale {
    Linear(f64, f64),
    Log(f64, f64),
}

impl Scale {
    /// Returns 0 at the start of the axis, 1 at its end.
    fn position(self, value: f64) -> f64 {
        match self {
            Scale::Linear(low, high) => (value - low) / (high - low),
            Scale::Log(low, high) => libm::log(value / low) / libm::log(high / low),
        }
    }
}

/// A number with its text on an axis.
pub(super) struct Tick {
    pub value: f64,
    pub text: String,
}

/// The name of a line, at its right end.
pub(super) struct EndLabel {
    pub class: String,
    pub y: f64,
    pub text: String,
}

/// A plot under construction.
pub(super) struct Plot {
    width: f64,
    height: f64,
    x: Scale,
    y: Scale,
    body: Vec<Markup>,
}

/// Space around the plot for axis labels, in pixels: left, top, right, bottom.
const MARGIN: [f64; 4] = [34.0, 10.0, 12.0, 34.0];

/// Formats a coordinate.
fn px(value: f64) -> String {
    format!("{value:.1}")
}

impl Plot {
    /// Returns an empty plot. `end_width` is the width of the labels at the ends of the lines.
    pub fn new(width: f64, height: f64, end_width: f64, x: Scale, y: Scale) -> Self {
        let [left, top, right, bottom] = MARGIN;
        let (width, height) = (width - left - right - end_width, height - top - bottom);
        Self { width, height, x, y, body: Vec::new() }
    }

    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.position(x) * self.width, (1.0 - self.y.position(y)) * self.height)
    }

    /// Draws horizontal grid lines with their numbers.
    pub fn y_axis(&mut self, ticks: &[Tick]) {
        for tick in ticks {
            let (_, y) = self.at(0.0, tick.value);
            self.body.push(html! {
                path .grid d={ "M0 " (px(y)) "H" (px(self.width)) } {}
                text .y x="-6" y=(px(y + 3.5)) { (tick.text) }
            });
        }
    }

    /// Draws the numbers below the plot, and their title.
    pub fn x_axis(&mut self, ticks: &[Tick], title: &str) {
        let (width, height) = (self.width, self.height);
        for tick in ticks {
            let x = self.x.position(tick.value) * width;
            self.body.push(html! {
                path .tick d={ "M" (px(x)) " " (px(height)) "v4" } {}
                text .x x=(px(x)) y=(px(height + 16.0)) { (tick.text) }
            });
        }
        self.body
            .push(html! { text .x.title x=(px(width / 2.0)) y=(px(height + 31.0)) { (title) } });
    }

    /// Draws a line through points.
    pub fn line(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let mut path = String::new();
        for (i, (x, y)) in points.into_iter().enumerate() {
            let (x, y) = self.at(x, y);
            // Writing to a string does not fail.
            let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { "M" } else { "L" });
        }
        self.body.push(html! { path class={ "line " (class) } d=(path) {} });
    }

    /// Draws a dot with a tooltip.
    pub fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64, title: &str) {
        let (x, y) = self.at(x, y);
        self.body.push(html! { circle class=(class) cx=(px(x)) cy=(px(y)) r=(px(radius)) { title { (title) } } });
    }

    /// Draws text at a point, shifted by some pixels.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), (dx, dy): (f64, f64), text: &str) {
        let (x, y) = self.at(x, y);
        self.body.push(html! { text class=(class) x=(px(x + dx)) y=(px(y + dy)) { (text) } });
    }

    /// Draws labels at the right ends of lines, moved apart if they overlap.
    pub fn end_labels(&mut self, x: f64, mut labels: Vec<EndLabel>) {
        const LINE_HEIGHT: f64 = 13.0;
        labels.iter_mut().for_each(|label| label.y = self.at(x, label.y).1);
        labels.sort_by(|a, b| a.y.total_cmp(&b.y));
        for i in 1..labels.len() {
            labels[i].y = labels[i].y.max(labels[i - 1].y + LINE_HEIGHT);
        }
        let left = px(self.at(x, 0.0).0 + 8.0);
        for label in labels {
            self.body.push(html! {
                text class={ "end " (label.class) } x=(left) y=(px(label.y + 4.0)) { (label.text) }
            });
        }
    }

    /// Returns the SVG element. `label` is its description for screen readers.
    pub fn svg(self, end_width: f64, label: &str) -> Markup {
        let [left, top, right, bottom] = MARGIN;
        let (width, height) = (self.width + left + right + end_width, self.height + top + bottom);
        html! {
            svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(label) {
                g transform={ "translate(" (left) " " (top) ")" } {
                    @for element in &self.body { (element) }
                }
            }
        }
    }
}

/// Returns ticks at 0, 25, 50, 75 and 100 %.
pub(super) fn percents() -> [Tick; 5] {
    [0.0, 0.25, 0.5, 0.75, 1.0].map(|value| Tick { value, text: format!("{:.0}", value * 100.0) })
}
