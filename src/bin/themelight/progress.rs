//! Progress bars. indicatif draws them on standard error if it is a terminal. Dropping a bar clears
//! it, even if the work fails.

use std::io::{IsTerminal, stdout};

use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use themelight::evaluate::Progress;

/// Returns a bar over bytes, or a counter if the total is unknown. Hides it if standard output is a
/// terminal, since it would mix with the output.
pub fn bytes(total: Option<u64>) -> ProgressBar {
    if stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match total {
        Some(total) => {
            (ProgressBar::new(total), "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}")
        }
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} {bytes_per_sec}"),
    };
    styled(bar, template)
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
    let style =
        ProgressStyle::with_template(template).expect("the templates in this file are valid");
    bar.with_style(style).with_finish(ProgressFinish::AndClear)
}
