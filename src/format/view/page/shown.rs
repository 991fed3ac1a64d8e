//! What the page shows.

use crate::analysis::whatif::TrialAnswer;
use crate::diagnostic::Diagnostics;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct TrialPage<'p> {
    /// What the change comes to.
    pub answer: &'p TrialAnswer,
    /// The change as the address of the page has it, without a language.
    pub state: &'p str,
    /// What was asked last and is refused; the answer is to what was asked before.
    pub refused: Option<&'p Diagnostics>,
    /// The SHA-256 of all that was read.
    pub baseline: &'p str,
    /// Whether the address was made for another baseline.
    pub is_other_baseline: bool,
    /// Which row of the table of all organisations is in sight, where that is known.
    pub first_row: Option<usize>,
}
