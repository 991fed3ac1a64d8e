//! The page on which weights are tried: what a hand moves on the left, what it comes to for one organisation on the right,
//! and for all of them below. Each part is a fragment with an id of its own, which a script may put in place of the old one.

mod everyone;
mod explained;
mod fragments;
mod frame;
mod movers;
mod organisation;
mod ranked;
mod shown;
mod slope;
mod summary;
mod weights;

pub use fragments::fragments;
pub use frame::{entrance, page};
pub use ranked::{RankedPart, ranked_part};
pub use shown::TrialPage;
pub use weights::{WeightValue, weight_values};
