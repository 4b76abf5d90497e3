//! Training data: import, bags of n-grams, near-duplicates, folds and themes.

mod bags;
mod folds;
pub mod import;
pub(super) mod near;
mod palette;
mod themes;

pub use bags::{Bags, DEFAULT_MAX_N, Paragraph, Sentence};
pub(super) use folds::{fold_of, group_hash};
pub use palette::palette;
pub(crate) use themes::check as check_themes;
pub use themes::{
    Colors, Theme, named as named_themes, plain as plain_themes, read as read_themes,
};
