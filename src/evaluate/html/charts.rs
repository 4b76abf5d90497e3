//! The charts: one per theme, and quality by number of articles and by model size.

use maud::{Markup, html};

use super::plot::{EndLabel, Plot, Scale, Tick, percents};
use super::thousands;
use crate::evaluate::{Bin, Curves, LabelReport, Point, Report};

const UNIT: Scale = Scale::Linear(0.0, 1.0);

/// Draws one chart per theme.
pub(super) fn for_each_theme(report: &Report, draw: fn(&LabelReport) -> Markup) -> Markup {
    html! {
        div .multiples {
            @for (l, label) in report.labels.iter().enumerate() {
                figure class={ "theme t" (l) } {
                    figcaption { (label.name) }
                    (draw(label))
                }
            }
        }
    }
}

/// Draws precision against recall, over lines of equal F1.
pub(super) fn precision_recall(label: &LabelReport) -> Markup {
    let mut plot = Plot::new(270.0, 240.0, 0.0, UNIT, UNIT);
    plot.y_axis(&percents());
    plot.x_axis(&percents(), "recall, %");
    for f1 in [0.5, 0.6, 0.7, 0.8, 0.9] {
        // precision = F1 · recall / (2 · recall − F1); `least` is the recall at which it is 1.
        let least = f1 / (2.0 - f1);
        let recalls = (0..=40u8).map(|i| least + (1.0 - least) * f64::from(i) / 40.0);
        plot.line("iso", recalls.map(|r| (r, f1 * r / (2.0 * r - f1))));
        plot.text("iso", (least, 1.0), (0.0, -3.0), &format!("{:.0}", f1 * 100.0));
    }
    let recalls = (1..=100u8).map(|i| f64::from(i) / 100.0);
    plot.line("main", recalls.zip(label.precision_at_recall.iter().copied()));
    let m = &label.metrics;
    let title = format!(
        "at the threshold: precision {:.1} %, recall {:.1} %",
        m.precision * 100.0,
        m.recall * 100.0
    );
    plot.dot("mark", (m.recall, m.precision), 5.0, &title);
    plot.svg(0.0, &format!("{}: precision against recall; {title}", label.name))
}

/// Draws precision, recall and F1 against the threshold.
pub(super) fn thresholds(label: &LabelReport) -> Markup {
    let mut plot = Plot::new(270.0, 240.0, 0.0, UNIT, UNIT);
    plot.y_axis(&percents());
    plot.x_axis(&percents(), "threshold, % probability");
    let at = &label.at_threshold;
    let thresholds = || (1..100u8).map(|i| f64::from(i) / 100.0);
    // Precision is undefined where no paragraph is predicted.
    let precision = thresholds().zip(at.precision.iter().copied()).filter(|p| p.1 > 0.0);
    let chosen = f64::from(label.threshold);
    plot.line("chosen", [(chosen, 0.0), (chosen, 1.0)]);
    plot.line("dotted", precision);
    plot.line("dashed", thresholds().zip(at.recall.iter().copied()));
    plot.line("main", thresholds().zip(at.f1.iter().copied()));
    plot.text("note", (chosen, 0.0), (5.0, -6.0), &format!("{:.0} %", chosen * 100.0));
    for (name, values) in [("precision", &at.precision), ("recall", &at.recall)] {
        let y = values.get(84).copied().unwrap_or(0.0);
        plot.text("note end-anchor", (0.97, y), (0.0, -6.0), name);
    }
    plot.svg(
        0.0,
        &format!(
            "{}: precision, recall and F1 against the threshold; chosen: {chosen:.2}",
            label.name
        ),
    )
}

/// Draws the share of positives against probability, with the number of paragraphs in each tenth.
pub(super) fn reliability(label: &LabelReport) -> Markup {
    let mut plot = Plot::new(270.0, 270.0, 0.0, UNIT, Scale::Linear(-0.2, 1.0));
    plot.y_axis(&percents());
    plot.x_axis(&percents(), "predicted probability, %");
    plot.line("iso", [(0.0, 0.0), (1.0, 1.0)]);
    let most = label.reliability.iter().map(|b| b.count).max().unwrap_or(0).max(2) as f64;
    for (bin, tenth) in label.reliability.iter().zip(0u8..).filter(|(bin, _)| bin.count > 0) {
        let middle = f64::from(tenth) / 10.0 + 0.05;
        let height = 0.12 * libm::log(bin.count as f64 + 1.0) / libm::log(most + 1.0);
        plot.line("bar", [(middle, -0.2), (middle, -0.2 + height)]);
        plot.text("count", (middle, -0.2 + height), (0.0, -3.0), &thousands(bin.count));
        let (low, high) = interval(bin);
        plot.line("error", [(bin.probability, low), (bin.probability, high)]);
    }
    let points = || label.reliability.iter().filter(|bin| bin.count > 0);
    plot.line("main", points().map(|bin| (bin.probability, bin.share)));
    for bin in points() {
        let (count, probability, share) = (bin.count, bin.probability * 100.0, bin.share * 100.0);
        let title = format!(
            "{count} paragraphs, mean probability {probability:.1} %: {share:.1} % of them have the theme"
        );
        plot.dot("point", (bin.probability, bin.share), 3.5, &title);
    }
    let error = label.calibration_error;
    plot.text("note", (0.0, 1.0), (4.0, 11.0), &format!("mean error {:.1} points", error * 100.0));
    plot.svg(
        0.0,
        &format!(
            "{}: share of positives against predicted probability; error {error:.3}",
            label.name
        ),
    )
}

/// Returns the 95 % confidence interval of a share (E. B. Wilson, 1927).
fn interval(bin: &Bin) -> (f64, f64) {
    let (n, p, z) = (bin.count as f64, bin.share, 1.96);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// Draws F1 against the number of paragraphs trained on.
pub(super) fn learning(report: &Report, curves: &Curves) -> Markup {
    let points: Vec<(f64, &Point)> =
        curves.articles.iter().map(|p| (p.paragraphs as f64, p)).collect();
    let most = points.last().map_or(1.0, |p| p.0);
    let ticks: Vec<Tick> =
        points.iter().map(|&(value, p)| Tick { value, text: thousands(p.paragraphs) }).collect();
    growth(report, &points, Scale::Linear(0.0, most), &ticks, "paragraphs trained on")
}

/// Draws F1 against the size of the model.
pub(super) fn sizes(report: &Report, curves: &Curves) -> Markup {
    let points: Vec<(f64, &Point)> =
        curves.sizes.iter().map(|p| (p.brotli as f64 / 1024.0, p)).collect();
    let (least, most) = (points.first().map_or(1.0, |p| p.0), points.last().map_or(2.0, |p| p.0));
    let ticks: Vec<Tick> =
        points.iter().map(|&(value, _)| Tick { value, text: format!("{value:.0}") }).collect();
    let scale = Scale::Log(least * 0.9, most.max(least * 1.01));
    growth(report, &points, scale, &ticks, "size under Brotli, KB (logarithmic)")
}

fn growth(
    report: &Report,
    points: &[(f64, &Point)],
    x: Scale,
    ticks: &[Tick],
    title: &str,
) -> Markup {
    /// Width of the names at the ends of the lines.
    const RIGHT: f64 = 140.0;

    let f1 = || points.iter().flat_map(|(_, p)| p.f1.iter().copied());
    // The y axis covers whole steps of five points.
    let lowest = (f1().fold(1.0, f64::min) * 20.0).floor() / 20.0;
    let highest = ((f1().fold(0.0, f64::max) * 20.0).ceil() / 20.0).max(lowest + 0.05);
    let steps = ((highest - lowest) * 20.0).round() as u32;
    let tick = |value: f64| Tick { value, text: format!("{:.0}", value * 100.0) };
    let y_ticks: Vec<Tick> = (0..=steps).map(|i| tick(lowest + f64::from(i) / 20.0)).collect();
    let mut plot = Plot::new(640.0, 320.0, RIGHT, x, Scale::Linear(lowest, highest));
    plot.y_axis(&y_ticks);
    plot.x_axis(ticks, title);
    let most = points.iter().map(|(_, p)| p.paragraphs).max().unwrap_or(0);
    let mut ends = Vec::new();
    for (l, theme) in report.labels.iter().enumerate() {
        plot.line(&format!("main thin t{l}"), points.iter().map(|(x, p)| (*x, p.f1[l])));
        let end = |(_, p): &(f64, &Point)| EndLabel {
            class: format!("t{l}"),
            y: p.f1[l],
            text: theme.name.clone(),
        };
        ends.extend(points.last().map(end));
    }
    plot.line("mean", points.iter().map(|(x, p)| (*x, p.macro_f1)));
    for (x, p) in points {
        let title = format!(
            "{} paragraphs, {} n-grams: macro-F1 {:.3}",
            p.paragraphs, p.features, p.macro_f1
        );
        let shipped = p.features == report.model.features && p.paragraphs == most;
        let (class, radius) = if shipped { ("mean shipped", 5.0) } else { ("mean", 3.5) };
        plot.dot(class, (*x, p.macro_f1), radius, &title);
    }
    if let Some((x, last)) = points.last() {
        ends.push(EndLabel { class: "mean".to_owned(), y: last.macro_f1, text: "mean".to_owned() });
        plot.end_labels(*x, ends);
    }
    plot.svg(RIGHT, &format!("F1 against {title}"))
}
