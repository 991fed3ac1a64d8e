//! [`NamedUnits`]: how many units something is true of, and the names of the first.

/// How many are named.
const MOST_NAMED: usize = 20;

/// How many units something is true of, and the names of the first, in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedUnits {
    /// How many.
    pub count: usize,
    /// The first of them.
    pub names: Vec<String>,
}

impl NamedUnits {
    pub(super) fn add(&mut self, name: &str) {
        self.count = self.count.saturating_add(1);
        if self.names.len() < MOST_NAMED {
            self.names.push(name.to_owned());
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        let free = MOST_NAMED.saturating_sub(self.names.len());
        self.names.extend(other.names.into_iter().take(free));
    }
}
