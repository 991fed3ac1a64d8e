//! Results as HTML: each view is a function of a result and the messages, and gives markup without a script and without a
//! style of its own, so that it can stand in a file and in a page that is served under a strict policy. [`document()`]
//! makes a file of one.

mod audit;
mod change;
mod comparison;
mod document;
mod drawing;
mod findings;
mod lost;
mod notes;
pub mod page;
mod part;
mod population;
mod problems;
mod receipt;
mod rows;
mod ruler;
mod score;
mod waterfall;

pub use audit::audit_view;
pub use change::change_view;
pub use comparison::comparison_view;
pub use document::{VIEW_STYLE, document};
pub use findings::findings;
pub use lost::lost;
pub use notes::notes;
pub use population::population_view;
pub use problems::problems;
pub use receipt::receipt;
pub use rows::rows;
pub use score::{ScoreView, score_card, score_view};
pub use waterfall::waterfall;
