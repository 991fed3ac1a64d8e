//! Words out: what evaluations and problems look like to people and to machines.

mod bar;
mod compare;
mod json;
mod page;
mod population;
mod problem;
mod receipt;
mod recorded;
mod sheet;
mod sweep;
mod table;
mod text;
mod whatif;
mod words;

pub use compare::{comparison_json, comparison_text};
pub use json::evaluation_json;
pub use page::{catalogue_text, code_page, row_words, rule_text};
pub use population::{population_json, population_text};
pub use problem::{render_problems, tell_problem};
pub use receipt::{first_difference, receipt};
pub use recorded::recorded_ledger;
pub use sheet::{Sheet, to_csv, to_markdown};
pub use sweep::{sweep_json, sweep_svg, sweep_text};
pub use text::evaluation_text;
pub use whatif::{case_change_json, case_change_text};
