//! The page on which weights are tried: what a hand moves on the left, what it comes to for one organisation on the right,
//! and for all of them below. Each part is a fragment with an id of its own, which a script may put in place of the old one.

mod everyone;
mod explained;
mod figures;
mod fragments;
mod frame;
mod keeping;
mod movers;
mod organisation;
mod pictures;
mod print;
mod ranked;
mod robustness;
mod sensitivity;
mod shown;
mod slope;
mod summary;
mod way_back;
mod weights;

pub use fragments::fragments;
pub use frame::{entrance, page};
pub use pictures::{comparison_picture, everyone_picture, ruler_picture};
pub use print::{comparison_page, print_page};
pub use ranked::{RankedPart, ranked_part};
pub use robustness::robustness;
pub use sensitivity::sensitivity;
pub use shown::{KeptRow, KeptVariant, SearchedParts, TrialPage};
pub use way_back::way_back;
pub use weights::{WeightValue, weight_values};
