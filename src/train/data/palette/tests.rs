//! Computes the palette, and checks contrast and distances.

use super::*;
use crate::model::Color;

/// Linear RGB as seen without one kind of cones: none missing, red, green, blue. Machado, Oliveira
/// and Fernandes, “A physiologically-based model for simulation of color vision deficiency”, 2009,
/// severity 1.
const VISIONS: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
];

type Point = [f64; 3];

fn times(matrix: &[[f64; 3]; 3], v: Point) -> Point {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// Oklab, B. Ottosson, 2020. Distances in it are like perceived ones.
fn oklab(linear: Point) -> Point {
    let lms = times(
        &[
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ],
        linear.map(|c| c.clamp(0.0, 1.0)),
    );
    times(
        &[
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ],
        lms.map(libm::cbrt),
    )
}

/// Returns a colour of this lightness, chroma and hue; `None` outside of sRGB.
fn from_oklch(l: f64, chroma: f64, hue: f64) -> Option<[u8; 3]> {
    let (a, b) = (chroma * libm::cos(hue.to_radians()), chroma * libm::sin(hue.to_radians()));
    let lms = times(
        &[
            [1.0, 0.3963377774, 0.2158037573],
            [1.0, -0.1055613458, -0.0638541728],
            [1.0, -0.0894841775, -1.2914855480],
        ],
        [l, a, b],
    );
    let rgb = times(
        &[
            [4.0767416621, -3.3077115913, 0.2309699292],
            [-1.2684380046, 2.6097574011, -0.3413193965],
            [-0.0041960863, -0.7034186147, 1.7076147010],
        ],
        lms.map(|c| c * c * c),
    );
    if rgb.iter().any(|c| !(0.0..=1.0).contains(c)) {
        return None;
    }
    Some(rgb.map(|c| {
        let c = if c <= 0.0031308 { 12.92 * c } else { 1.055 * libm::pow(c, 1.0 / 2.4) - 0.055 };
        (c * 255.0).round() as u8
    }))
}

fn legible(color: [u8; 3], pages: &[[u8; 3]]) -> bool {
    pages.iter().all(|&page| contrast(color, page) >= MIN_CONTRAST)
}

/// A colour as each kind of reader sees it.
#[derive(Clone, Copy)]
struct Seen {
    rgb: [u8; 3],
    hue: f64,
    seen: [Point; 4],
}

impl Seen {
    fn new(rgb: [u8; 3]) -> Self {
        let [_, a, b] = oklab(linear(rgb));
        let seen = VISIONS.map(|vision| oklab(times(&vision, linear(rgb))));
        Seen { rgb, hue: libm::atan2(b, a).to_degrees(), seen }
    }

    /// The distance for a kind of reader: an index into [`VISIONS`].
    fn distance_for(&self, other: &Seen, vision: usize) -> f64 {
        let (a, b) = (self.seen[vision], other.seen[vision]);
        (0..3).map(|i| (a[i] - b[i]) * (a[i] - b[i])).sum::<f64>().sqrt()
    }

    /// The mean of the distance for most readers and the smallest for others.
    fn distance(&self, other: &Seen) -> f64 {
        let others = (1..4).map(|vision| self.distance_for(other, vision));
        (self.distance_for(other, 0) + others.fold(f64::INFINITY, f64::min)) / 2.0
    }

    fn distance_to_all(&self, others: &[Seen]) -> f64 {
        others.iter().map(|other| self.distance(other)).fold(f64::INFINITY, f64::min)
    }
}

/// Returns the legible colours of a grid.
fn candidates(lightness: std::ops::Range<u32>, pages: &[[u8; 3]]) -> Vec<Seen> {
    let mut all = Vec::new();
    for l in lightness.step_by(2) {
        for chroma in (10..=24).step_by(2) {
            for hue in (0..360).step_by(6) {
                let rgb =
                    from_oklch(f64::from(l) / 100.0, f64::from(chroma) / 100.0, f64::from(hue));
                all.extend(rgb.filter(|&rgb| legible(rgb, pages)).map(Seen::new));
            }
        }
    }
    all
}

/// Returns the first candidate with the largest distance from all of `chosen`.
fn farthest<'c>(candidates: impl Iterator<Item = &'c Seen>, chosen: &[Seen]) -> Seen {
    let mut best: Option<(f64, &Seen)> = None;
    for candidate in candidates {
        let distance = candidate.distance_to_all(chosen);
        if best.is_none_or(|(most, _)| distance > most) {
            best = Some((distance, candidate));
        }
    }
    *best.expect("a candidate").1
}

fn color(text: &str) -> [u8; 3] {
    Color::parse(text).expect("a colour").0
}

#[test]
fn each_pair_keeps_the_largest_distance_from_those_before() {
    let (lights, darks) = (candidates(34..60, &LIGHT_PAGES), candidates(64..90, &DARK_PAGES));
    let first = |of: fn(&(&str, &str)) -> [u8; 3]| -> Vec<Seen> {
        PALETTE[..4].iter().map(|pair| Seen::new(of(pair))).collect()
    };
    let mut light = first(|pair| color(pair.0));
    let mut dark = first(|pair| color(pair.1));
    while light.len() < PALETTE.len() {
        let next = farthest(lights.iter(), &light);
        let near = |c: &&Seen| {
            let turn = (c.hue - next.hue).abs();
            turn.min(360.0 - turn) <= 25.0
        };
        dark.push(farthest(darks.iter().filter(near), &dark));
        light.push(next);
    }
    let hex = |seen: &Seen| Color(seen.rgb).to_string();
    let expected: Vec<(String, String)> =
        light.iter().zip(&dark).map(|(light, dark)| (hex(light), hex(dark))).collect();
    let found: Vec<(String, String)> =
        PALETTE.iter().map(|&(light, dark)| (light.into(), dark.into())).collect();
    assert_eq!(found, expected, "the table differs from the computed one");
}

#[test]
fn all_colours_are_legible() {
    assert!(palette(PALETTE.len()).iter().all(|colors| colors.illegible().is_empty()));
    let colors = Colors { light: "#ffff00".into(), dark: "#595959".into() };
    let found: Vec<String> = colors
        .illegible()
        .iter()
        .map(|(color, pages, contrast)| format!("{color} {pages} {contrast:.2}"))
        .collect();
    assert_eq!(found, ["#ffff00 light pages 1.02", "#595959 dark pages 2.05"]);
}

/// The four pairs of the default model are given, not computed.
#[test]
fn colours_differ_from_all_before_for_every_kind_of_reader() {
    for of in [|pair: &(&str, &str)| color(pair.0), |pair: &(&str, &str)| color(pair.1)] {
        let all: Vec<Seen> = PALETTE.iter().map(|pair| Seen::new(of(pair))).collect();
        let smallest = |first: usize, count: usize, vision: usize| {
            let pairs = (first..count).flat_map(|i| (0..i).map(move |j| (i, j)));
            let distance = |(i, j): (usize, usize)| all[i].distance_for(&all[j], vision);
            pairs.map(distance).fold(f64::INFINITY, f64::min)
        };
        for (first, count, least) in [(1, 4, 0.04), (4, 8, 0.045), (4, 12, 0.025), (4, 32, 0.005)] {
            let found = [0, 1, 2, 3].map(|vision| smallest(first, count, vision));
            assert!(found.iter().all(|&found| found >= least), "{count} themes: {found:?}");
        }
    }
}
