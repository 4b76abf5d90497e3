//! The report as one page of HTML: no scripts, nothing to fetch, light and dark, fit for print.

mod charts;
mod plot;
mod tables;

use std::fmt::Write as _;

use super::{Report, Training};

const STYLE: &str = include_str!("page.css");

/// The page.
pub fn html(report: &Report) -> String {
    let mut colors = String::new();
    let mut dark = String::new();
    for (l, label) in report.labels.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(colors, ".t{l}{{--c:{}}}", label.color[0]);
        let _ = write!(dark, ".t{l}{{--c:{}}}", label.color[1]);
    }
    let title = escape(&report.name);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}: how well it tags</title>\n\
         <style>\n{STYLE}{colors}\n@media (prefers-color-scheme: dark){{{dark}}}\n</style>\n<main>\n"
    );
    out += &header(report);
    out += &tables::figures(report);
    out += &how(report);
    let mut section = |title: &str, text: &str, body: String| {
        let _ = write!(out, "<section>\n<h2>{title}</h2>\n<p>{text}</p>\n{body}</section>\n");
    };
    section(
        "How much is found, and how much of what is found is right",
        "Precision against recall, from the strictest threshold at the left to the laxest at the right. The dot is where the \
         themes are given; thin lines join points of equal F1, in numbers above.",
        charts::for_each_theme(report, charts::precision_recall),
    );
    section(
        "What another threshold would do",
        "F1 (solid), precision (dotted) and recall (dashed), in percent, against the probability from which the theme is \
         given. The upright line is the model’s own threshold.",
        charts::for_each_theme(report, charts::thresholds),
    );
    section(
        "Whether a shown 80 % means 8 in 10",
        "The share of paragraphs that have the theme against the probability shown, by tenths, with 95 % intervals; on the \
         diagonal the model is as sure as it may be. Bars and numbers below: how many paragraphs lie there (logarithmic).",
        charts::for_each_theme(report, charts::reliability),
    );
    section(
        "What is taken for what",
        "By rows what is right, by columns what was given. A paragraph with two themes counts in both rows and a right theme \
         beside another is no mistake, so rows need not add up; open decisions are left out.",
        tables::confusion(report),
    );
    if let Some(curves) = &report.curves {
        section(
            "Would more labels help?",
            "F1 when trained on 10, 25, 50, 75 and 100 % of the articles, each time measured on all of them by \
             cross-validation. Thick: the mean of the themes.",
            charts::learning(report, curves),
        );
        section(
            "What the size costs",
            "F1 of models of fewer and of more n-grams, by cross-validation; the ringed one is the model. The last one has \
             every n-gram there is to choose from, with weights of 8 bits.",
            charts::sizes(report, curves),
        );
    }
    section(
        "The worst mistakes",
        "What the model was surest of and wrong. Shown: the probability of the theme. Beside it what misled most: n-grams \
         and what each adds to the logit. Texts are not shown; the ids are those of the labelled data.",
        tables::mistakes(report),
    );
    out + "</main>\n</html>\n"
}

fn header(report: &Report) -> String {
    let Report { data, model, .. } = report;
    let title = escape(&report.name);
    let key = |value: String, what: &str| format!("<div><b>{value}</b><span>{what}</span></div>\n");
    let score = |value: f64| format!("{value:.3}");
    let mut out = format!(
        "<header>\n<p class=\"kicker\">Themelight {} · model report</p>\n<h1>How well <em>{title}</em> tags</h1>\n\
         <p class=\"lead\">Measured on {} labelled paragraphs from {} articles, {} of them without any theme{}.</p>\n\
         </header>\n<div class=\"key\">\n",
        report.version,
        thousands(data.paragraphs),
        thousands(data.groups),
        thousands(data.without_label),
        if report.training.is_some() { ", each judged by a model that has not seen its article" } else { "" },
    );
    out += &key(score(report.macro_f1), "macro-F1");
    if data.unsure > 0 {
        out += &key(score(report.macro_f1_clear), "macro-F1 where no annotator hesitated");
    }
    out += &key(score(report.mean_average_precision), "mean average precision");
    out += &key(format!("{:.0} KB", model.brotli as f64 / 1024.0), "to download (Brotli)");
    out += &key(thousands(model.features), "n-grams");
    out + "</div>\n"
}

/// How the figures came about.
fn how(report: &Report) -> String {
    let clear = format!(
        "Clear cases are the paragraphs on which no annotator hesitated ({} hesitated).",
        thousands(report.data.unsure)
    );
    let Some(Training { params, ngrams, background }) = &report.training else {
        return format!(
            "<p class=\"how\">In percent. The finished model on labelled paragraphs, at its own thresholds. {clear}</p>\n"
        );
    };
    let background = match background {
        0 => String::new(),
        n => format!(" Document frequencies are from {} paragraphs of other text.", thousands(*n as usize)),
    };
    format!(
        "<p class=\"how\">In percent. Cross-validated in {} folds, articles kept whole: selection, weights and quantisation are \
         trained again without each fold, and every decision is taken by a threshold chosen on the other folds; the threshold shown is \
         the model’s. Calibration (two numbers a theme) is chosen on all held-out paragraphs. {clear} {} n-grams to choose \
         from.{background}</p>\n",
        params.folds,
        thousands(*ngrams)
    )
}

/// A number with its thousands apart.
fn thousands(n: usize) -> String {
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

/// Text for HTML: ids and names are the user's.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_for_people() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(escape("<a b=\"&\">"), "&lt;a b=&quot;&amp;&quot;&gt;");
    }
}
