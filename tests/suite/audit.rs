//! Audits: the published accounts of Yueyang worked by hand, faults that are found, and figures that hold.

mod causes;
mod checks;
mod desk;
mod identities;
mod laws;
mod published;
mod refusals;
mod sizes;
