//! Exact, explained scoring for performance evaluation (绩效评价).
//!
//! ```
//! use jixiao::{Program, Report, RuleSet, Scheme};
//! let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
//! let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
//! let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
//! let total = program.evaluate(&report).total.ok_or("withheld")?;
//! assert_eq!((total.points.to_string(), total.grade.zh), ("96.89".into(), "优秀".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The one primary type is [`Program`]: a [`Scheme`] (what is measured, and how many points it is worth) compiled with a
//! [`RuleSet`]. It evaluates any [`Report`] to an [`Evaluation`], which gives the reason for every point;
//! [`Program::evaluate_with`] lays an [`Overlay`] of changes over both. Everything else calls it or feeds it.
//!
//! # Floors
//! A module imports from lower floors only; `tests/suite/architecture.rs` reads the imports and fails on any other.
//!
//! | floor | modules | hold |
//! |---|---|---|
//! | 11 | [`project`] | the files: where they are found, how they are read and written |
//! | 10 | [`mod@format`] | text, JSON, CSV, Markdown, SVG; diagnostics drawn |
//! | 9 | [`comparison`] | why two results differ: compare, guard |
//! | 8 | [`analysis`], [`review`], [`population`] | what if inputs change: what-if, sweep, seek; is this table right: recheck, audit; reports of a population |
//! | 7 | [`record`] | results as typed records: JSON out and in, with its schema |
//! | 6 | `evaluation` | [`Program`], [`Evaluation`] and the provenance of every point |
//! | 5 | `report` | [`Report`], checked against a scheme |
//! | 4 | `scheme`, [`rule_test`] | [`Scheme`]: drafted, extended, checked; what the examples of a rule miss |
//! | 3 | `rule`, `document`, `paper` | scripts as guests; strict reading with places, tables of any file; papers out |
//! | 2 | `diagnostic`, `literal`, `messages` | problems as data; single values as they were written; the catalogue |
//! | 1 | `numeric`, `location`, `language`, `data`, `day` | exact numbers; where a thing was written |
//!
//! The command line lives in the binary and uses only what is public here.

// No input may end in a panic: what can fail returns a diagnostic. Tests may stop at what is not as it should be.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

pub mod analysis;
pub mod comparison;
mod data;
mod day;
mod diagnostic;
pub mod document;
mod evaluation;
pub mod form;
pub mod format;
mod language;
mod literal;
mod location;
mod messages;
pub mod notation;
mod numeric;
pub mod paper;
pub mod population;
pub mod project;
pub mod record;
mod report;
pub mod review;
mod rule;
pub mod rule_test;
mod scheme;

pub use data::Data;
pub use day::Day;
pub use diagnostic::{
    Code, Diagnostic, DiagnosticRecord, Diagnostics, Named, RelatedRecord, Severity, Warned, find_named, split_at,
};
pub use document::to_yaml;
pub use evaluation::{
    ColumnError, ColumnPlan, ColumnResults, CurveShape, Evaluation, FixedRow, MAX_PIECES, MAX_STEPS, MetricUsage,
    OrdinaryUnit, Overlay, PeerFigures, PeersOf, Piece, PieceOutcome, PlannedTotal, PlannedTotals, PointsTable,
    Program, ReadMetric, ReportColumns, ReportOf, ReportPlan, RequiredInput, Response, Role, Row, RowCode, RowInput,
    RowPolicy, RowState, RowStep, Subtotal, TableTotal, Total, TotalLine, TotalStep, UnitResult, WeightBlock,
    WeightCurve, WeightPlanner, WeightSteps,
};
pub use language::{Bilingual, Language};
pub use literal::folded_number;
pub use location::{Path, Place, PlaceRecord, Places, RequestPlaces, Source};
pub use messages::{Messages, system_error, value_form};
pub use numeric::{End, Interval, Line, Mode, Number, NumberError, Points, Rounding, Unit, UnitError, Weight};
pub use report::{BudgetLine, Figure, Metric, MetricState, Publication, Report, ReportDraft, Review, RowNote};
pub use review::accounts::Accounts;
pub use rule::{
    CallResult, CountedIn, Declarations, DeclaredAlternative, Equivalent, Example, ExampleOutcome, ExecutionInputs,
    Family, Formula, InputCard, Invariant, JudgementInputs, Kind, LevelInput, Mutant, MutantKind, Observation,
    ParameterCard, ParameterKind, Property, RowSetting, RowTerms, RuleCase, RuleDirection, RuleMetadata, RuleOrigin,
    RuleSet, SCRIPT_CASE_PARTS, SCRIPT_FUNCTIONS, SCRIPT_HEADER_WORDS, ScriptRule, TargetForm, TargetForms, Value,
    WrittenParameters, check_parameters, shipped_script,
};
pub use scheme::{
    Cap, ChangeDraft, Dimension, Direction, Grade, Indicator, InputSource, MetricDeclaration, MissingPolicy,
    ModifierUse, NotApplicablePolicy, PeerFact, PeerKind, PeerTies, Peers, PeersDraft, Renormalised, Roundings,
    RowWeight, Scheme, SchemeDraft, Target, TargetDraft, TiedRanks, Veto, VetoEffect, WeightGrid, WeightMode,
    WeightRequest, WeightRole, WhatIfDraft, extend,
};

/// The JSON Schema of scheme files.
#[must_use]
pub fn scheme_schema() -> serde_json::Value {
    schemars::schema_for!(scheme::SchemeDraft).into()
}

/// The JSON Schema of report files.
#[must_use]
pub fn report_schema() -> serde_json::Value {
    schemars::schema_for!(report::ReportDraft).into()
}

/// The JSON Schema of accounts files.
#[must_use]
pub fn accounts_schema() -> serde_json::Value {
    schemars::schema_for!(review::accounts::AccountsDraft).into()
}
