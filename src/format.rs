//! Words out: what evaluations and problems look like to people and to machines.

mod bar;
mod compare;
mod json;
mod page;
mod problem;
mod receipt;
mod recorded;
mod sheet;
mod table;
mod text;
mod words;

pub use compare::{comparison_json, comparison_text};
pub use json::evaluation_json;
pub use page::{catalogue_text, code_page, row_words, rule_text};
pub use problem::{render_problems, tell_problem};
pub use receipt::{first_difference, receipt};
pub use recorded::recorded_ledger;
pub use sheet::{Sheet, to_csv, to_markdown};
pub use text::evaluation_text;
