//! Words out: what evaluations and problems look like to people and to machines.

mod audit;
mod baseline;
mod guard;
mod json;
mod page;
mod population;
mod problem;
mod receipt;
mod recheck;
mod rule_test;
mod seek;
mod sheet;
mod table;
mod text;
mod whatif;
mod words;

pub use audit::{audit_json, audit_text};
pub use baseline::{BASELINE_FORM, baseline_text};
pub use guard::{cause_text, guard_json, guard_text};
pub use json::evaluation_json;
pub use page::{catalogue_text, code_page, row_words, rule_text};
pub use population::{population_json, population_text};
pub use problem::{render_problems, tell_problem};
pub(crate) use receipt::hash;
pub use receipt::{first_difference, receipt};
pub use recheck::{recheck_json, recheck_text};
pub use rule_test::{rule_tests_json, rule_tests_text};
pub use seek::{published_json, published_text, sought_json, sought_text};
pub use sheet::{Sheet, to_csv, to_markdown};
pub use text::evaluation_text;
pub use whatif::{case_change_json, case_change_text};
