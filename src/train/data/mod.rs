//! Training data: bags of n-grams, folds and themes.

mod bags;
mod folds;
mod themes;

pub use bags::{Bags, DEFAULT_MAX_N, Paragraph, Sentence};
pub(super) use folds::{fold_of, group_hash};
pub(super) use themes::check as check_themes;
pub use themes::{Colors, Theme, plain as plain_themes, read as read_themes};
