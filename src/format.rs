//! Words out: what evaluations and problems look like to people and to machines.

mod audit;
mod json;
mod page;
mod problem;
mod receipt;
mod sheet;
mod table;
mod text;
mod words;

pub use audit::{audit_json, audit_text};
pub use json::evaluation_json;
pub use page::{catalogue_text, code_page, row_words, rule_text};
pub use problem::{render_problems, tell_problem};
pub use receipt::{first_difference, receipt};
pub use sheet::{Sheet, to_csv, to_markdown};
pub use text::evaluation_text;
