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
    ("#1f5fbf", "#8ab4ff"),
    ("#b3261e", "#ff8a80"),
    ("#1b7f4b", "#7ddba3"),
    ("#6d3fc0", "#c4a7ff"),
    ("#63064c", "#d961d2"),
    ("#194305", "#4da424"),
    ("#032593", "#5f8df3"),
    ("#96567f", "#ffb0cf"),
    ("#890185", "#d08bb6"),
    ("#890024", "#f86111"),
    ("#c212a8", "#f45693"),
    ("#4c5a09", "#fbd509"),
    ("#0f5180", "#80d8fe"),
    ("#8a691b", "#c3b438"),
    ("#012ecc", "#9b94d9"),
    ("#d30d61", "#cf8073"),
    ("#4d0f77", "#fb73f2"),
    ("#5601ae", "#be76ff"),
    ("#843d56", "#ef93d9"),
    ("#445bfe", "#49a5f0"),
    ("#8e3de8", "#f9c1fd"),
    ("#6c64a5", "#cc8bf3"),
    ("#5e346a", "#e0b0ee"),
    ("#ac1377", "#fa75bf"),
    ("#602102", "#fdb171"),
    ("#51409a", "#8d9bfb"),
    ("#036946", "#5afe63"),
    ("#794589", "#bd7ec2"),
    ("#a94e54", "#f09da6"),
    ("#763b09", "#cb9a5b"),
    ("#a738c5", "#e282da"),
    ("#76254c", "#d671a7"),
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
