//! What people ask about evaluations. Every study calls the one function that scores, [`Evaluator::evaluate`], and hands
//! back data; words and drawing are left to the floors above.
//!
//! [`Evaluator::evaluate`]: crate::Evaluator::evaluate

pub mod audit;
pub mod compare;
pub mod guard;
pub mod recheck;
pub mod rule_test;
pub mod sweep;
mod told;
mod whatif;

pub use whatif::*;
pub mod seek;
