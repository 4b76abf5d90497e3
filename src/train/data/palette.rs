//! Colours for themes that have none.

use super::Colors;
use crate::model::Color;

/// Grounds on which a colour must be legible: light pages and dark pages.
const LIGHT_PAGES: [[u8; 3]; 2] = [[0xff; 3], [0xf4; 3]];
const DARK_PAGES: [[u8; 3]; 2] = [[0; 3], [0x2a; 3]];
/// WCAG 2.2, success criterion 1.4.3.
const MIN_CONTRAST: f64 = 4.5;

/// Light and dark colours; the first four are the default model's.
///
/// Each further pair is the one that keeps the largest distance from all before it, also as readers
/// without red, green or blue cones see them. All have a contrast of at least 4.5 : 1, as WCAG asks
/// of text, on white and light grey or on black and dark grey. `palette/tests.rs` computes the
/// table.
const PALETTE: [(&str, &str); 32] = [
    ("#1f5fbf", "#9cc4ff"),
    ("#b3261e", "#ff8078"),
    ("#1b7f4b", "#84ecb4"),
    ("#581c87", "#b07ad9"),
    ("#0b4410", "#17a92a"),
    ("#b40eae", "#f8a9c8"),
    ("#78113f", "#fa55b6"),
    ("#894b73", "#f277fe"),
    ("#220ebe", "#32a5fb"),
    ("#8243ef", "#ae9fe4"),
    ("#4c5a09", "#fbd509"),
    ("#0f5180", "#3ea0be"),
    ("#8a691b", "#bab73e"),
    ("#d30d61", "#cb7e96"),
    ("#710bc6", "#f9c1fd"),
    ("#12366a", "#588cff"),
    ("#7262a3", "#d95ffc"),
    ("#950681", "#f18ac1"),
    ("#602102", "#f86111"),
    ("#5c0e59", "#eaa6ff"),
    ("#6b3767", "#db7cd4"),
    ("#79371c", "#f6ab6b"),
    ("#5e439d", "#9192f3"),
    ("#9b204a", "#f95577"),
    ("#4638e0", "#80b3fd"),
    ("#a15652", "#d48053"),
    ("#ab4998", "#d961d2"),
    ("#894abf", "#bb81b6"),
    ("#036946", "#2cc69a"),
    ("#205bf7", "#7a8fd0"),
    ("#884c1f", "#ed9316"),
    ("#340399", "#c48efa"),
];

/// Returns colours for `count` themes, at most 32 different ones: the first `count` pairs of one
/// fixed series, so that further themes do not change the colours of the others.
pub fn palette(count: usize) -> Vec<Colors> {
    let colors = |&(light, dark): &(&str, &str)| Colors { light: light.into(), dark: dark.into() };
    PALETTE.iter().cycle().take(count).map(colors).collect()
}

impl Colors {
    /// Returns the colours that are hard to read on their pages, each with the kind of page and its
    /// contrast there: below 4.5 : 1 on white or light grey, or on black or dark grey.
    pub fn illegible(&self) -> Vec<(&str, &'static str, f64)> {
        let sides =
            [(&self.light, "light pages", LIGHT_PAGES), (&self.dark, "dark pages", DARK_PAGES)];
        let contrasts = sides.into_iter().filter_map(|(text, kind, pages)| {
            let Color(rgb) = Color::parse(text)?;
            let least = pages.iter().map(|&page| contrast(rgb, page)).fold(f64::INFINITY, f64::min);
            Some((text.as_str(), kind, least))
        });
        contrasts.filter(|&(.., least)| least < MIN_CONTRAST).collect()
    }
}

/// Returns the contrast ratio of two colours as WCAG 2 defines it, 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |rgb| {
        let [r, g, b] = linear(rgb);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Returns the channels of a colour in linear light, 0 to 1.
fn linear(rgb: [u8; 3]) -> [f64; 3] {
    rgb.map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    })
}

#[cfg(test)]
mod tests;
