//! [`CheckedFolder`]: what was found in a folder.

use crate::diagnostic::Diagnostics;
use crate::review::omissions::Omission;

/// What was found in a folder.
#[derive(Debug, Default)]
pub struct CheckedFolder {
    /// All problems.
    pub problems: Diagnostics,
    /// How many published tables are among the cases. Their files are checked like any other, but what does not come out in
    /// them is the publisher's and not ours to correct: that is told by `recheck`.
    pub published: usize,
    /// How many reports say that their figures are an illustration; what they leave out is not listed.
    pub illustrative: usize,
    /// What the reports of the cases leave out although they have a place for it.
    pub omissions: Vec<Omission>,
}

impl CheckedFolder {
    pub(super) fn add(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.published = self.published.saturating_add(other.published);
        self.illustrative = self.illustrative.saturating_add(other.illustrative);
        self.omissions.extend(other.omissions);
    }
}
