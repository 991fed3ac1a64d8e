//! Words out: what evaluations and problems look like to people and to machines.

mod baseline;
mod guard;
mod json;
mod page;
mod problem;
mod receipt;
mod sheet;
mod table;
mod text;
mod words;

pub use baseline::{BASELINE_FORM, baseline_text};
pub use guard::{cause_text, guard_json, guard_text};
pub use json::evaluation_json;
pub use page::{catalogue_text, code_page, row_words, rule_text};
pub use problem::{render_problems, tell_problem};
pub(crate) use receipt::hash;
pub use receipt::{first_difference, receipt};
pub use sheet::{Sheet, to_csv, to_markdown};
pub use text::evaluation_text;
