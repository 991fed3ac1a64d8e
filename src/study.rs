//! What people ask about evaluations. Every study calls the one function that scores, [`Evaluator::evaluate`], and hands
//! back data; words and drawing are left to the floors above.
//!
//! [`Evaluator::evaluate`]: crate::Evaluator::evaluate

pub mod compare;
pub mod sweep;
mod told;
mod whatif;

pub use whatif::*;
