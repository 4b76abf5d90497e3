//! The folds of the cross-validation.
//!
//! linfa's k-fold splits dense records at fixed rows; here the paragraphs of an article must stay
//! in one fold, so the fold is a hash of the article's name.

use super::bags::{Paragraph, fnv1a};

/// Returns the fold of each paragraph: the same for all paragraphs of a group.
pub(in crate::train) fn fold_of(paragraphs: &[Paragraph], folds: usize) -> Vec<usize> {
    paragraphs.iter().map(|p| group_hash(p) as usize % folds).collect()
}

/// Returns a hash of the paragraph's group, 31 bits.
pub(in crate::train) fn group_hash(paragraph: &Paragraph) -> u64 {
    // The low bits of FNV are uneven for short names; take the high bits of a product.
    fnv1a(&paragraph.group).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33
}
