//! Progress bars. indicatif draws them on standard error if it is a terminal. Dropping a bar clears
//! it, even if the work fails.

use std::io::{IsTerminal, stdout};

use indicatif::{HumanCount, ProgressBar, ProgressFinish, ProgressStyle};
use themelight::evaluate::Progress;

/// Returns a bar over bytes, or a counter if the total is unknown. Hides it if standard output is a
/// terminal, since it would mix with the output.
pub fn bytes(total: Option<u64>) -> ProgressBar {
    archive(total, true).with_style(style("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}"))
}

/// Returns a bar over the bytes of the inputs, or a counter if the total is unknown. Hides it if the
/// output goes to standard output and that is a terminal, since they would mix.
pub fn archive(total: Option<u64>, to_stdout: bool) -> ProgressBar {
    if to_stdout && stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{wide_bar} {bytes}/{total_bytes}, {msg}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {msg}, {bytes_per_sec}"),
    };
    styled(bar, template)
}

/// Returns a bar over pages.
pub fn pages(total: usize, to_stdout: bool) -> ProgressBar {
    let template = "{wide_bar} {pos}/{len} pages, {per_sec}, {eta} left";
    if to_stdout { ProgressBar::hidden() } else { styled(ProgressBar::new(total as u64), template) }
}

/// Returns a bar over files.
pub fn files(total: usize) -> ProgressBar {
    styled(ProgressBar::new(total as u64), "{wide_bar} {pos}/{len} files, {eta} left")
}

/// Shows the number of rows and the rate.
pub fn rows(bar: &ProgressBar, rows: u64) {
    if bar.is_hidden() {
        return;
    }
    let rate = rows as f64 / bar.elapsed().as_secs_f64().max(0.001);
    bar.set_message(format!("{} rows, {} rows/s", HumanCount(rows), HumanCount(rate as u64)));
}

/// Returns a bar over the steps of a stage.
pub fn steps() -> ProgressBar {
    styled(ProgressBar::new(1), "{msg:22} {wide_bar} {pos}/{len} {elapsed}")
}

/// Shows the progress of a stage.
pub fn show(bar: &ProgressBar, step: Progress<'_>) {
    bar.set_length(step.total as u64);
    bar.set_position(step.done as u64);
    bar.set_message(step.stage.to_owned());
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    bar.with_style(style(template)).with_finish(ProgressFinish::AndClear)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates in this file are valid")
}
