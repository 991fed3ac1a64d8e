//! What if inputs change: other weights, targets, rules and figures, and the search for the smallest change.

pub mod ranking;
mod ranks;
pub mod robust;
mod row_score;
pub mod seek;
pub mod sweep;
pub mod whatif;
