//! The report as a single HTML page: no scripts, no requests; light, dark and print styles.

mod charts;
mod plot;
mod tables;

use maud::{Markup, PreEscaped, html};

use super::{Report, Training};

const STYLE: &str = include_str!("page.css");

/// Returns the page.
pub fn page(report: &Report) -> String {
    let colors = |i: usize| -> String {
        report
            .labels
            .iter()
            .enumerate()
            .map(|(l, label)| format!(".t{l}{{--c:{}}}", label.color[i]))
            .collect()
    };
    let (light, dark) = (colors(0), colors(1));
    let page = html! {
        (PreEscaped("<!doctype html>\n"))
        html lang="en" {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (report.name) ": model report" }
            style {
                (PreEscaped(STYLE)) (PreEscaped(light))
                "@media (prefers-color-scheme: dark){" (PreEscaped(dark)) "}"
            }
            main {
                (header(report))
                (tables::figures(report))
                (method(report))
                (sections(report))
            }
        }
    };
    page.into_string() + "\n"
}

fn sections(report: &Report) -> Markup {
    html! {
        (section(
            "Precision and recall",
            "Precision against recall, from the strictest threshold at the left to the laxest at the right. The dot is \
             the model at its threshold; thin lines join points of equal F1, whose value stands above.",
            &charts::for_each_theme(report, charts::precision_recall),
        ))
        (section(
            "Other thresholds",
            "F1 (solid), precision (dotted) and recall (dashed), in percent, against the threshold. The upright line is \
             the model’s own threshold.",
            &charts::for_each_theme(report, charts::thresholds),
        ))
        (section(
            "Calibration",
            "The share of paragraphs that have the theme against the predicted probability, by tenths, with 95 % \
             intervals; a perfectly calibrated model lies on the diagonal. Bars and numbers below: how many paragraphs \
             each tenth has (logarithmic).",
            &charts::for_each_theme(report, charts::reliability),
        ))
        (section(
            "Confusion",
            "Rows are actual themes, columns predicted ones. A paragraph with two themes counts in both rows, and its \
             other theme is no mistake, so rows need not add up; unknown labels are left out.",
            &tables::confusion(report),
        ))
        @if let Some(curves) = &report.curves {
            (section(
                "Would more labels help?",
                "F1 when trained on 10, 25, 50, 75 and 100 % of the articles, each time measured on all of them by \
                 cross-validation. Thick: the mean of the themes.",
                &charts::learning(report, curves),
            ))
            (section(
                "Size",
                "F1 of models with fewer and with more n-grams, by cross-validation; the ringed one is the model. The \
                 last one has every n-gram and weights of 8 bits.",
                &charts::sizes(report, curves),
            ))
        }
        (section(
            "The worst mistakes",
            "The mistakes that the model was most confident of, with the predicted probability of the theme and the \
             n-grams that contributed most to the logit. Texts are not shown; the ids are those of the labelled data.",
            &tables::mistakes(report),
        ))
        @if let Some(training) = &report.training {
            (section("Hyper-parameters", "The values that the model was trained with.", &tables::hyper_parameters(training)))
        }
    }
}

fn section(title: &str, text: &str, body: &Markup) -> Markup {
    html! {
        section {
            h2 { (title) }
            p { (text) }
            (body)
        }
        (PreEscaped("\n"))
    }
}

fn header(report: &Report) -> Markup {
    let Report { data, model, .. } = report;
    let key = |value: String, what: &str| html! { div { b { (value) } span { (what) } } };
    let score = |value: f64| format!("{value:.3}");
    html! {
        header {
            p .kicker { "Themelight " (report.version) " · model report" }
            h1 { "How well " em { (report.name) } " tags" }
            p .lead {
                "Measured on " (thousands(data.paragraphs)) " labelled paragraphs from " (thousands(data.groups))
                " articles, " (thousands(data.without_label)) " of them without any theme"
                @if report.training.is_some() { ", each tagged by a model that was trained without its article" }
                "."
            }
        }
        div .key {
            (key(score(report.macro_f1), "macro-F1"))
            @if data.unsure > 0 { (key(score(report.macro_f1_clear), "macro-F1 where no annotator was unsure")) }
            (key(score(report.mean_average_precision), "mean average precision"))
            (key(format!("{:.0} KB", model.brotli as f64 / 1024.0), "to download (Brotli)"))
            (key(thousands(model.features), "n-grams"))
        }
    }
}

/// Describes how the figures were measured.
fn method(report: &Report) -> Markup {
    let clear = format!(
        "Clear cases are the paragraphs on which no annotator was unsure (unsure: {}).",
        thousands(report.data.unsure)
    );
    html! {
        p .how {
            @if let Some(Training { folds, ngrams, background, .. }) = &report.training {
                "In percent. Cross-validated in " (folds) " folds, with the paragraphs of an article in one fold: \
                 selection, weights and quantisation are trained again without each fold, and each fold is tagged at a \
                 threshold chosen on the others; the threshold shown is the model’s. Calibration (two numbers per theme) \
                 is fitted on all held-out paragraphs. " (clear) " " (thousands(*ngrams)) " n-grams to choose from."
                @if *background > 0 {
                    " Document frequencies are from " (thousands(*background as usize)) " paragraphs of other text."
                }
            } @else {
                "In percent. The finished model on labelled paragraphs, at its own thresholds. " (clear)
            }
        }
    }
}

/// Formats a number with commas between groups of three digits.
pub(crate) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_by_commas() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn names_are_escaped() {
        let section = section("<a b=\"&\">", "", &html! { p title="<a b=\"&\">" {} }).into_string();
        assert_eq!(section.matches("&lt;a b=&quot;&amp;&quot;&gt;").count(), 2, "{section}");
    }
}
