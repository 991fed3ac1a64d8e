//! [`WordedRow`]: the sentences about one row for the units of a chunk, in their order, in one text.

use std::fmt::{Display, Write};

/// The sentences about one row, unit by unit.
#[derive(Clone, Debug, Default)]
pub(super) struct WordedRow {
    text: String,
    /// Where each sentence ends in the text.
    ends: Vec<usize>,
    /// How many sentences there are up to each unit, itself included.
    units: Vec<usize>,
}

impl WordedRow {
    /// Adds a part of a sentence.
    pub fn push_str(&mut self, part: &str) {
        self.text.push_str(part);
    }

    /// The same with what is shown.
    pub fn push(&mut self, part: &impl Display) {
        // Writing to a text does not fail.
        let _ = write!(self.text, "{part}");
    }

    /// How long the text is.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The text from there on.
    pub fn since(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default()
    }

    /// Ends a sentence.
    pub fn end_sentence(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Ends a unit; what was begun of it is taken back where it was not worded to its end.
    pub fn end_unit(&mut self, is_worded: bool) {
        if !is_worded {
            self.ends.truncate(self.units.last().copied().unwrap_or_default());
            self.text.truncate(self.ends.last().copied().unwrap_or_default());
        }
        self.units.push(self.ends.len());
    }

    /// The sentences of the unit at a position.
    pub fn sentences(&self, unit: usize) -> impl Iterator<Item = &str> {
        let before = |list: &[usize], at: usize| at.checked_sub(1).and_then(|at| list.get(at).copied()).unwrap_or(0);
        let first = before(&self.units, unit);
        let sentences = first..self.units.get(unit).copied().unwrap_or(first);
        sentences.filter_map(move |at| self.text.get(before(&self.ends, at)..*self.ends.get(at)?))
    }
}
