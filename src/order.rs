//! Sorted values: one sort for all that is not hot, because each type's own takes 4 KB of the wasm.

use std::cmp::Ordering;

/// Returns the different values in ascending order: a set with less code than a tree.
pub(crate) fn distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Returns the indices of `len` values in their order. Equal values stay in theirs.
pub(crate) fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..len).collect();
    indices.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    indices
}

/// Sorts values. Equal ones stay in their order.
pub(crate) fn sort_by<T>(values: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(values.len(), &|a, b| compare(&values[a], &values[b]));
    let mut unsorted: Vec<Option<T>> = values.drain(..).map(Some).collect();
    values.extend(order.into_iter().filter_map(|index| unsorted[index].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_stay_in_their_order() {
        let mut values = vec![(2, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e")];
        sort_by(&mut values, |a, b| a.0.cmp(&b.0));
        assert_eq!(values, [(0, "e"), (1, "b"), (1, "d"), (2, "a"), (2, "c")]);
        assert_eq!(distinct(["b", "a", "b"]), ["a", "b"]);
    }
}
