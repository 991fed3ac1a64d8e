//! Words out: what evaluations and problems look like to people and to machines.

mod audit;
mod bar;
mod catalogue;
mod compare;
mod evaluation;
mod excerpt;
mod guard;
mod phrases;
mod population;
mod problem;
mod recheck;
mod record;
mod result_table;
mod rule_test;
mod seek;
mod sweep;
mod table;
mod text;
mod visible;
mod whatif;

pub use audit::{audit_record, audit_text};
pub use catalogue::{catalogue_text, code_page, row_words, rule_text};
pub use compare::{compare_record, comparison_text};
pub use evaluation::evaluation_record;
pub use guard::{cause_text, guard_text};
pub use population::{population_record, population_text};
pub use problem::{render_problems, tell_problem};
pub use recheck::{recheck_record, recheck_text};
pub use record::json_text;
pub use result_table::{Sheet, to_csv, to_markdown};
pub use rule_test::{rule_tests_record, rule_tests_text};
pub use seek::{published_text, sought_text};
pub use sweep::{is_sweep_svg, sweep_record, sweep_svg, sweep_text};
pub use text::evaluation_text;
pub use visible::visible;
pub use whatif::{case_change_text, whatif_record};
