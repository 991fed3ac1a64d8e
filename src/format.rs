//! Words out: what evaluations and problems look like to people and to machines.

mod json;
mod page;
mod problem;
mod receipt;
mod seek;
mod sheet;
mod table;
mod text;
mod words;

pub use json::evaluation_json;
pub use page::{catalogue_text, code_page, row_words, rule_text};
pub use problem::{render_problems, tell_problem};
pub use receipt::{first_difference, receipt};
pub use seek::{published_json, published_text, sought_json, sought_text};
pub use sheet::{Sheet, to_csv, to_markdown};
pub use text::evaluation_text;
