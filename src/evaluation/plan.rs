//! A plan per scheme: many reports scored column by column, exactly as one by one.
//!
//! A row runs once per path on figures that are left open, which gives its decision tree (`trees`); over columns of given
//! scales the tree becomes whole-number steps (`kernel`), whose bounds are proved (`bounds`) before they are computed for
//! blocks of units (`lanes`). The total is a tree over the points of the rows. What is not plain goes to the ordinary
//! evaluation, unit by unit.

mod bounds;
mod column_plan;
mod column_results;
mod from_reports;
mod kernel;
mod lanes;
mod open_figures;
mod prepared;
mod ready_kernel;
mod report_columns;
mod row_words;
mod run;
mod trees;
mod worded_row;

pub use column_plan::{ColumnPlan, ReadMetric};
pub use column_results::{ColumnResults, OrdinaryUnit, UnitResult};
pub use report_columns::{ColumnError, ReportColumns};
pub use run::ReportOf;
pub use trees::RowCode;
