//! [`WeightBlock`]: many weightings, row by row.

/// Many weightings of the weighted rows, each in whole steps that add up to the full score.
#[derive(Clone, Debug, Default)]
pub struct WeightBlock {
    columns: Vec<Vec<u32>>,
    len: usize,
}

impl WeightBlock {
    /// No weightings of so many rows.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self { columns: vec![Vec::new(); rows], len: 0 }
    }

    /// Takes all weightings out.
    pub fn clear(&mut self) {
        self.columns.iter_mut().for_each(Vec::clear);
        self.len = 0;
    }

    /// Adds a weighting, in the order of the rows; rows that it does not name are worth nothing.
    pub fn push(&mut self, weights: &[u32]) {
        let weights = weights.iter().copied().chain(std::iter::repeat(0));
        self.columns.iter_mut().zip(weights).for_each(|(column, weight)| column.push(weight));
        self.len = self.len.saturating_add(1);
    }

    /// How many weightings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// One of the weightings.
    #[must_use]
    pub fn weights(&self, at: usize) -> Vec<u32> {
        self.columns.iter().filter_map(|column| column.get(at)).copied().collect()
    }

    /// The weights of each row, one after the other.
    pub(super) fn columns(&self) -> &[Vec<u32>] {
        &self.columns
    }
}
