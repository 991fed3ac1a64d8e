//! Whether a table is right: claimed points recomputed, published accounts checked.

pub mod accounts;
pub mod audit;
pub mod omissions;
pub mod recheck;
