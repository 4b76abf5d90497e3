//! The tables: figures of the themes, confusion, the worst mistakes.

use std::fmt::Write as _;

use super::{escape, thousands};
use crate::train::report::{Confusion, Mistake, Report};

fn percent(part: f64) -> String {
    format!("{:.1}", part * 100.0)
}

/// One row a theme.
pub fn figures(report: &Report) -> String {
    let mut out = String::from(
        "<div class=\"scroll\"><table class=\"figures\"><thead><tr><th>Theme</th><th>Paragraphs</th><th>Precision</th><th>Recall</th>\
         <th>F1</th><th>F1, clear cases</th><th>Average precision</th><th>Calibration error</th><th>Threshold</th></tr></thead><tbody>\n",
    );
    for (i, l) in report.labels.iter().enumerate() {
        let m = &l.metrics;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<tr class=\"theme t{i}\"><th>{} <code>{}</code></th><td>{}</td><td>{}</td><td>{}</td><td><b>{}</b></td><td>{}</td><td>{}</td>\
             <td>{}</td><td>{}</td></tr>",
            escape(&l.name),
            escape(&l.id),
            thousands(m.support),
            percent(m.precision),
            percent(m.recall),
            percent(m.f1),
            percent(l.clear.f1),
            percent(m.average_precision),
            percent(l.calibration_error),
            percent(l.threshold.into()),
        );
    }
    let _ = writeln!(
        out,
        "</tbody><tfoot><tr><th>Mean</th><td></td><td></td><td></td><td><b>{}</b></td><td>{}</td><td>{}</td><td></td><td></td></tr></tfoot>\
         </table></div>",
        percent(report.macro_f1),
        percent(report.macro_f1_clear),
        percent(report.mean_average_precision)
    );
    out
}

/// What is right by rows, what was given by columns.
pub fn confusion(report: &Report) -> String {
    let Confusion { paragraphs, given, nothing } = &report.confusion;
    let mut out =
        String::from("<div class=\"scroll\"><table class=\"confusion\"><thead><tr><th>Right</th><th>Paragraphs</th>");
    for (l, label) in report.labels.iter().enumerate() {
        let _ = write!(out, "<th class=\"theme t{l}\">{}</th>", escape(&label.name));
    }
    out += "<th>nothing</th></tr></thead><tbody>\n";
    for (row, &total) in paragraphs.iter().enumerate() {
        let theme = report.labels.get(row);
        let (class, name) =
            theme.map_or((String::new(), "no theme"), |l| (format!(" class=\"theme t{row}\""), &l.name));
        let _ = write!(out, "<tr><th{class}>{}</th><td>{}</td>", escape(name), thousands(total));
        let mut cell = |count: usize, right: bool| {
            let share = if total == 0 { 0.0 } else { count as f64 / total as f64 };
            let _ = write!(
                out,
                "<td class=\"{}\" style=\"--share:{:.0}%\">{}<small>{} %</small></td>",
                if right { "right" } else { "wrong" },
                // The square root lets small shares be seen.
                share.sqrt() * 70.0,
                thousands(count),
                percent(share)
            );
        };
        given[row].iter().enumerate().for_each(|(l, &count)| cell(count, l == row));
        cell(nothing[row], theme.is_none());
        out += "</tr>\n";
    }
    out + "</tbody></table></div>\n"
}

/// For each theme its false alarms and its misses.
pub fn mistakes(report: &Report) -> String {
    let mut out = String::new();
    for (l, label) in report.labels.iter().enumerate() {
        let _ = writeln!(out, "<h3 class=\"theme t{l}\">{}</h3>\n<div class=\"pair\">", escape(&label.name));
        out += &listed("Given, though not right", "spoke for it", &label.false_alarms);
        out += &listed("Right, though not given", "spoke against it", &label.misses);
        out += "</div>\n";
    }
    out
}

fn listed(title: &str, evidence: &str, mistakes: &[Mistake]) -> String {
    if mistakes.is_empty() {
        return format!("<section><h4>{title}</h4><p>None.</p></section>\n");
    }
    let mut out = format!(
        "<section><h4>{title}</h4><table class=\"mistakes\"><thead><tr><th>Paragraph</th><th>Shown</th><th>Right</th>\
         <th>What {evidence}</th></tr></thead><tbody>\n"
    );
    for mistake in mistakes {
        let right = if mistake.right.is_empty() { "none".to_owned() } else { mistake.right.join(", ") };
        let _ = write!(
            out,
            "<tr><td><code>{}</code></td><td>{:.0} %</td><td>{}{}</td><td>",
            escape(&mistake.id),
            f64::from(mistake.probability) * 100.0,
            escape(&right),
            if mistake.unsure { " <i title=\"an annotator hesitated\">unsure</i>" } else { "" }
        );
        for e in &mistake.evidence {
            let _ = write!(out, "<q>{}<small>{:+.1}</small></q> ", escape(&e.ngram), e.weight);
        }
        out += "</td></tr>\n";
    }
    out + "</tbody></table></section>\n"
}
