//! Line and point plots as SVG, coloured by the page's style sheet.

use std::fmt::{Display, Write as _};

use super::escape;

/// How a number finds its place on an axis.
#[derive(Clone, Copy)]
pub enum Scale {
    Linear(f64, f64),
    Log(f64, f64),
}

impl Scale {
    /// From 0 at the axis's start to 1 at its end.
    fn place(self, value: f64) -> f64 {
        match self {
            Scale::Linear(low, high) => (value - low) / (high - low),
            Scale::Log(low, high) => libm::log(value / low) / libm::log(high / low),
        }
    }
}

/// A plot that is being drawn.
pub struct Plot {
    width: f64,
    height: f64,
    x: Scale,
    y: Scale,
    body: String,
}

/// Room for the axes' numbers: left, top, right, bottom.
const MARGIN: [f64; 4] = [34.0, 10.0, 12.0, 34.0];

impl Plot {
    /// An empty plot. `right` is room for labels at the lines' ends.
    pub fn new(width: f64, height: f64, right: f64, x: Scale, y: Scale) -> Self {
        let [left, top, least, bottom] = MARGIN;
        Self { width: width - left - least - right, height: height - top - bottom, x, y, body: String::new() }
    }

    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.place(x) * self.width, (1.0 - self.y.place(y)) * self.height)
    }

    fn add(&mut self, svg: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{svg}");
    }

    /// Horizontal lines with their numbers.
    pub fn y_axis(&mut self, ticks: &[(f64, String)]) {
        for (value, text) in ticks {
            let (_, y) = self.at(0.0, *value);
            let width = self.width;
            self.add(format_args!("<path class=\"grid\" d=\"M0 {y:.1}H{width:.1}\"/>"));
            self.add(format_args!("<text class=\"y\" x=\"-6\" y=\"{:.1}\">{text}</text>", y + 3.5));
        }
    }

    /// Numbers below, and what they are.
    pub fn x_axis(&mut self, ticks: &[(f64, String)], title: &str) {
        let (width, height) = (self.width, self.height);
        for (value, text) in ticks {
            let x = self.x.place(*value) * width;
            self.add(format_args!("<path class=\"tick\" d=\"M{x:.1} {height:.1}v4\"/>"));
            self.add(format_args!("<text class=\"x\" x=\"{x:.1}\" y=\"{:.1}\">{text}</text>", height + 16.0));
        }
        let (x, y) = (width / 2.0, height + 31.0);
        self.add(format_args!("<text class=\"x title\" x=\"{x:.1}\" y=\"{y:.1}\">{title}</text>"));
    }

    /// A line through points.
    pub fn line(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let mut path = String::new();
        for (i, (x, y)) in points.into_iter().enumerate() {
            let (x, y) = self.at(x, y);
            let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { "M" } else { "L" });
        }
        self.add(format_args!("<path class=\"line {class}\" d=\"{path}\"/>"));
    }

    /// A dot; the title is shown where the pointer rests.
    pub fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64, title: &str) {
        let (x, y) = self.at(x, y);
        let title = escape(title);
        self.add(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>{title}</title></circle>"
        ));
    }

    /// Words at a place, moved by some pixels.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), (dx, dy): (f64, f64), text: &str) {
        let (x, y) = self.at(x, y);
        let (x, y, text) = (x + dx, y + dy, escape(text));
        self.add(format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"));
    }

    /// Words at the right ends of lines, moved apart where they would overlap.
    pub fn end_labels(&mut self, x: f64, labels: &[(String, f64, String)]) {
        const APART: f64 = 13.0;
        let mut placed: Vec<(f64, &str, &str)> =
            labels.iter().map(|(class, y, text)| (self.at(x, *y).1, &**class, &**text)).collect();
        placed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for i in 1..placed.len() {
            placed[i].0 = placed[i].0.max(placed[i - 1].0 + APART);
        }
        let left = self.at(x, 0.0).0 + 8.0;
        for (y, class, text) in placed {
            let (y, text) = (y + 4.0, escape(text));
            self.add(format_args!("<text class=\"end {class}\" x=\"{left:.1}\" y=\"{y:.1}\">{text}</text>"));
        }
    }

    /// The drawing. `label` says what is to be seen for those who do not see it.
    pub fn svg(self, right: f64, label: &str) -> String {
        let [left, top, least, bottom] = MARGIN;
        let (width, height) = (self.width + left + least + right, self.height + top + bottom);
        let (label, body) = (escape(label), self.body);
        format!(
            "<svg viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{label}\">\n\
             <g transform=\"translate({left} {top})\">\n{body}</g></svg>\n"
        )
    }
}

/// Quarters from 0 to 1, in percent.
pub fn percents() -> Vec<(f64, String)> {
    [0.0, 0.25, 0.5, 0.75, 1.0].map(|v| (v, format!("{:.0}", v * 100.0))).to_vec()
}
