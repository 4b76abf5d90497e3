//! A progress bar where standard error is a terminal, nothing where it is not (indicatif sees to that).

use std::io::{IsTerminal, stdout};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over bytes, or a counter of them where the end is not known. Not drawn where standard output is a terminal
/// too, and would be on the same screen.
pub fn bytes(total: Option<u64>) -> ProgressBar {
    if stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} {bytes_per_sec}"),
    };
    bar.with_style(style(template))
}

/// A bar over the steps of a stage, which its message names.
pub fn steps() -> ProgressBar {
    ProgressBar::new(1).with_style(style("{msg:22} {wide_bar} {pos}/{len} {elapsed}"))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates in this file are valid")
}
