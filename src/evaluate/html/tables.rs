//! The tables: figures, confusion, mistakes and hyper-parameters.

use maud::{Markup, html};

use super::thousands;
use crate::evaluate::{Confusion, Mistake, Report, Training};

fn percent(part: f64) -> String {
    format!("{:.1}", part * 100.0)
}

/// Returns a table with a row per theme.
pub(super) fn figures(report: &Report) -> Markup {
    let heads = ["Theme", "Paragraphs", "Precision", "Recall", "F1", "F1, clear cases"];
    let more = ["Average precision", "Calibration error", "Threshold"];
    html! {
        div .scroll { table .figures {
            thead { tr { @for head in heads.iter().chain(&more) { th { (head) } } } }
            tbody {
                @for (i, l) in report.labels.iter().enumerate() {
                    tr class={ "theme t" (i) } {
                        th { (l.name) " " code { (l.id) } }
                        td { (thousands(l.metrics.support)) }
                        td { (percent(l.metrics.precision)) }
                        td { (percent(l.metrics.recall)) }
                        td { b { (percent(l.metrics.f1)) } }
                        td { (percent(l.clear.f1)) }
                        td { (percent(l.metrics.average_precision)) }
                        td { (percent(l.calibration_error)) }
                        td { (percent(l.threshold.into())) }
                    }
                }
            }
            tfoot { tr {
                th { "Mean" } td {} td {} td {}
                td { b { (percent(report.macro_f1)) } }
                td { (percent(report.macro_f1_clear)) }
                td { (percent(report.mean_average_precision)) } td {} td {}
            } }
        } }
    }
}

/// Returns a table with actual themes in rows and predicted themes in columns.
pub(super) fn confusion(report: &Report) -> Markup {
    let Confusion { paragraphs, predicted, nothing } = &report.confusion;
    let head = |l: usize| html! { th class={ "theme t" (l) } { (report.labels[l].name) } };
    let none = report.labels.len();
    html! {
        div .scroll { table .confusion {
            thead { tr {
                th { "Actual" } th { "Paragraphs" }
                @for l in 0..none { (head(l)) }
                th { "nothing" }
            } }
            tbody {
                @for (row, &total) in paragraphs.iter().enumerate() {
                    tr {
                        @if row == none { th { "no theme" } } @else { (head(row)) }
                        td { (thousands(total)) }
                        @for (l, &count) in predicted[row].iter().enumerate() { (cell(count, total, l == row)) }
                        (cell(nothing[row], total, row == none))
                    }
                }
            }
        } }
    }
}

fn cell(count: usize, total: usize, correct: bool) -> Markup {
    let share = if total == 0 { 0.0 } else { count as f64 / total as f64 };
    html! {
        // The square root makes small shares visible.
        td class=(if correct { "right" } else { "wrong" }) style={ "--share:" (format!("{:.0}", share.sqrt() * 70.0)) "%" } {
            (thousands(count))
            small { (percent(share)) " %" }
        }
    }
}

/// Returns the false positives and false negatives of each theme.
pub(super) fn mistakes(report: &Report) -> Markup {
    html! {
        @for (l, label) in report.labels.iter().enumerate() {
            h3 class={ "theme t" (l) } { (label.name) }
            div .pair {
                (mistake_table("False positives", "in favour", &label.false_positives))
                (mistake_table("False negatives", "against", &label.false_negatives))
            }
        }
    }
}

fn mistake_table(title: &str, side: &str, mistakes: &[Mistake]) -> Markup {
    html! {
        section {
            h4 { (title) }
            @if mistakes.is_empty() { p { "None." } } @else {
                table .mistakes {
                    thead { tr { th { "Paragraph" } th { "Predicted" } th { "Actual" } th { "Evidence " (side) } } }
                    tbody { @for mistake in mistakes { (row(mistake)) } }
                }
            }
        }
    }
}

fn row(mistake: &Mistake) -> Markup {
    html! {
        tr {
            td { code { (mistake.id) } }
            td { (format!("{:.0} %", f64::from(mistake.probability) * 100.0)) }
            td {
                @if mistake.actual.is_empty() { "none" } @else { (mistake.actual.join(", ")) }
                @if mistake.unsure { " " i title="the annotator was unsure" { "unsure" } }
            }
            td { @for e in &mistake.evidence { q { (e.ngram) small { (format!("{:+.1}", e.weight)) } } " " } }
        }
    }
}

/// Returns a table with a row per hyper-parameter.
pub(super) fn hyper_parameters(training: &Training) -> Markup {
    html! {
        div .scroll { table {
            thead { tr { th { "Name" } th { "Value" } th { "Meaning" } } }
            tbody {
                @for param in &training.params {
                    @let value = param.value.as_f64().unwrap_or_default().to_string();
                    tr { th { code { (param.name) } } td { (value) } td { (param.help) } }
                }
            }
        } }
    }
}
