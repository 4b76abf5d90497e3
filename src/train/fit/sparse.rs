//! A sparse matrix as linfa records. linfa's own records are dense; a paragraph contains about one
//! in five hundred features.

use linfa::dataset::Records;
use ndarray::Array1;

/// A matrix of paragraphs by features in compressed rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sparse {
    /// Start of each row in `columns` and `values`, and the end of the last.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    features: usize,
}

impl Sparse {
    /// Returns a matrix without rows, with `features` columns.
    pub fn new(features: usize) -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), features }
    }

    /// Adds a row. Each column is below the number of features and occurs once.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f64)>) {
        for (column, value) in row {
            debug_assert!((column as usize) < self.features);
            self.columns.push(column);
            self.values.push(value);
        }
        self.starts.push(self.columns.len());
    }

    /// Returns the columns and values of a row.
    pub fn row(&self, i: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.starts[i]..self.starts[i + 1];
        self.columns[range.clone()]
            .iter()
            .map(|&c| c as usize)
            .zip(self.values[range].iter().copied())
    }

    /// Returns a matrix of the rows with these indices.
    pub fn select(&self, rows: &[usize]) -> Self {
        let mut selected = Self::new(self.features);
        for &i in rows {
            selected.push(self.row(i).map(|(c, v)| (c as u32, v)));
        }
        selected
    }

    /// Returns a matrix of the columns with these indices, ascending.
    pub fn select_columns(&self, columns: &[usize]) -> Self {
        let mut index = vec![u32::MAX; self.features];
        for (to, &from) in (0u32..).zip(columns) {
            index[from] = to;
        }
        let mut selected = Self::new(columns.len());
        for i in 0..self.nsamples() {
            selected.push(self.row(i).map(|(c, v)| (index[c], v)).filter(|(c, _)| *c != u32::MAX));
        }
        selected
    }

    /// Returns X · w.
    pub fn dot(&self, w: &Array1<f64>) -> Array1<f64> {
        (0..self.nsamples()).map(|i| self.row(i).map(|(c, v)| v * w[c]).sum()).collect()
    }

    /// Returns Xᵀ · r.
    pub fn transposed_dot(&self, r: &Array1<f64>) -> Array1<f64> {
        let mut out = Array1::zeros(self.features);
        for (i, &r) in r.iter().enumerate() {
            self.row(i).for_each(|(c, v)| out[c] += v * r);
        }
        out
    }
}

impl Records for Sparse {
    type Elem = f64;

    fn nsamples(&self) -> usize {
        self.starts.len() - 1
    }

    fn nfeatures(&self) -> usize {
        self.features
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn products_match_a_dense_matrix() {
        let mut x = Sparse::new(3);
        x.push([(0, 1.0), (2, 2.0)]);
        x.push([]);
        x.push([(1, -1.0)]);
        assert_eq!(x.dot(&array![1.0, 10.0, 100.0]), array![201.0, 0.0, -10.0]);
        assert_eq!(x.transposed_dot(&array![1.0, 5.0, 2.0]), array![1.0, -2.0, 2.0]);
        assert_eq!(x.select(&[2, 0]).dot(&array![1.0, 1.0, 1.0]), array![-1.0, 3.0]);
        assert_eq!(x.select_columns(&[1, 2]).dot(&array![1.0, 10.0]), array![20.0, 0.0, -1.0]);
    }
}
