//! Why two results differ: two evaluations, or a case and its recorded baseline.

pub mod compare;
pub mod guard;
