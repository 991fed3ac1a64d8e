//! Sets of rows or columns that take no more room than the ranges in which they lie.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Rows or columns of a sheet, counted from 0.
///
/// A spreadsheet hides all rows below a table in one go: a million of them are one range here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// By its first line, the last one of a range; ranges neither overlap nor touch.
    ranges: BTreeMap<u32, u32>,
}

impl Lines {
    /// Adds the lines from `first` to `last`, both included; none if `last` comes before.
    pub fn insert(&mut self, first: u32, last: u32) {
        if first > last {
            return;
        }
        let (mut first, mut last) = (first, last);
        // Ranges that overlap the new one or touch it become part of it.
        while let Some((&start, &end)) = self.ranges.range(..=last.saturating_add(1)).next_back() {
            if end.saturating_add(1) < first {
                break;
            }
            self.ranges.remove(&start);
            first = first.min(start);
            last = last.max(end);
        }
        self.ranges.insert(first, last);
    }

    /// Is the line one of them?
    pub fn contains(&self, line: &u32) -> bool {
        self.ranges.range(..=line).next_back().is_some_and(|(_, last)| line <= last)
    }

    /// The lines as ranges that do not touch one another, in their order.
    pub fn ranges(&self) -> impl Iterator<Item = RangeInclusive<u32>> {
        self.ranges.iter().map(|(first, last)| *first..=*last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_touch_become_one() {
        let mut lines = Lines::default();
        for (first, last) in [(5, 6), (1, 1), (9, 20), (2, 3), (8, 7), (12, 15), (u32::MAX, u32::MAX)] {
            lines.insert(first, last);
        }
        assert_eq!(lines.ranges().collect::<Vec<_>>(), [1..=3, 5..=6, 9..=20, u32::MAX..=u32::MAX]);
        lines.insert(4, 10);
        assert_eq!(lines.ranges().collect::<Vec<_>>(), [1..=20, u32::MAX..=u32::MAX]);
        assert!(lines.contains(&1) && lines.contains(&20) && !lines.contains(&0) && !lines.contains(&21));
    }
}
