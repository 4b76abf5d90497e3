//! Training data: bags of n-grams, folds and themes.

mod bags;
mod folds;
mod palette;
mod themes;

pub use bags::{Bags, DEFAULT_MAX_N, Paragraph, Sentence};
pub(super) use folds::{fold_of, group_hash};
pub use palette::palette;
pub(crate) use themes::check as check_themes;
pub use themes::{Colors, Theme, plain as plain_themes, read as read_themes};
