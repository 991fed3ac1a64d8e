//! The page on which weights are tried: what a hand moves on the left, what it comes to for one organisation on the right,
//! and for all of them below. Each part is a fragment with an id of its own, which a script may put in place of the old one.

mod everyone;
mod explained;
mod frame;
mod movers;
mod organisation;
mod ranked;
mod slope;
mod summary;
mod weights;

use maud::Markup;

use crate::analysis::whatif::TrialAnswer;
use crate::diagnostic::Diagnostics;
use crate::messages::Messages;

pub use frame::{entrance, page};
pub use ranked::{RankedPart, ranked_part};
pub use weights::{WeightValue, weight_values};

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

/// The parts that are put in place of the old ones, each with its id.
#[must_use]
pub fn fragments(page: &TrialPage<'_>, messages: &Messages) -> Vec<(&'static str, Markup)> {
    let mut parts = vec![
        ("summary", summary::summary(page, messages)),
        ("problem", summary::problem(page, messages)),
        ("note", weights::note(page, messages)),
        ("organisation", organisation::organisation(page, messages)),
    ];
    if page.answer.population.units.len() > 1 {
        parts.push(("everyone", everyone::everyone(page, messages)));
    }
    parts
}
