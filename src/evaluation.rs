//! The evaluation: what a scheme and its rules make of a report, with the reason for every point.
//!
//! [`Program::compile`] joins a scheme and the rules it names; [`Program::evaluate`] is the one function that scores.
//! The order of steps is fixed: derive metrics, rule, modifiers, manual deduction, bounds, round the row, subtotal,
//! rescale for rows that do not apply, bonus and penalty, veto, conditional cap, bounds, round the total, grade.

pub(crate) mod attribution;
mod compiled;
mod compiler;
pub(crate) mod counterfactual;
mod evaluate;
mod figure;
mod full_marks;
mod gathered;
mod input_compiler;
mod inputs;
mod overlay;
mod peers;
mod peers_compiler;
mod plan;
mod points;
mod points_table;
mod program;
mod refused_input;
mod remarks;
mod response;
mod result;
mod row;
mod row_base;
mod row_check;
mod row_stop;
mod scoring;
mod stated;
mod steps;
mod sum_course;
mod total;
mod weight_curve;

pub use evaluate::RequiredInput;
pub use overlay::Overlay;
pub use peers::{PeerFigures, PeersOf};
pub use plan::{
    ColumnError, ColumnPlan, ColumnResults, OrdinaryUnit, ReadMetric, ReportColumns, ReportOf, RowCode, UnitResult,
};
pub use points_table::{
    MAX_STEPS, PlannedTotal, PlannedTotals, PointsTable, ReportPlan, TableTotal, TotalLine, WeightBlock, WeightPlanner,
    WeightSteps,
};
pub use program::{MetricUsage, Program};
pub use response::Response;
pub use result::{Evaluation, Subtotal, Total};
pub use row::{Row, RowInput};
pub use scoring::FixedRow;
pub use steps::{Role, RowPolicy, RowState, RowStep, TotalStep};
pub use weight_curve::{CurveShape, MAX_PIECES, Piece, PieceOutcome, WeightCurve};
