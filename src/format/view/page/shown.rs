//! What the page shows.

use maud::Markup;

use crate::analysis::whatif::TrialAnswer;
use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct TrialPage<'p> {
    /// What the change comes to.
    pub answer: &'p TrialAnswer,
    /// The change as the address of the page has it.
    pub state: &'p str,
    /// What was asked last and is refused; the answer is to what was asked before.
    pub refused: Option<&'p Diagnostics>,
    /// The SHA-256 of all that was read.
    pub baseline: &'p str,
    /// Whether the address was made for another baseline.
    pub is_other_baseline: bool,
    /// The organisation and the year of another case to compare with, where one was named.
    pub beside: Option<(&'p str, Option<&'p str>)>,
    /// What became of keeping the change; none where nothing may be kept.
    pub kept: Option<&'p KeptVariant>,
}

/// What takes long and is looked for at rest.
#[derive(Clone, Debug, Default)]
pub struct SearchedParts {
    /// The ways back.
    pub back: Option<Markup>,
    /// How far the total moves with the weights.
    pub swing: Option<Markup>,
    /// Under how many other weights the organisation has which grade.
    pub robust: Option<Markup>,
}

/// What became of keeping a change as a file.
#[derive(Clone, Debug)]
pub enum KeptVariant {
    /// Nobody asked for it.
    Not,
    /// It is kept.
    Kept {
        /// The name of the file, without its ending.
        name: String,
        /// The SHA-256 of its text.
        hash: String,
    },
    /// Somebody else changed the file.
    Changed {
        /// The name of the file, without its ending.
        name: String,
        /// The SHA-256 of its text as it is now.
        now: String,
        /// The weights in three versions.
        rows: Vec<KeptRow>,
    },
    /// It cannot be kept.
    Refused {
        /// The name that was asked for.
        name: String,
        /// Why.
        problems: Diagnostics,
    },
}

/// A weight in three versions.
#[derive(Clone, Debug)]
pub struct KeptRow {
    /// The row.
    pub name: Bilingual,
    /// In the scheme.
    pub scheme: String,
    /// In the file as it is now.
    pub file: String,
    /// On the page.
    pub own: String,
}
