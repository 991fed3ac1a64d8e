//! jixiao (绩效): exact, explained scoring for performance evaluation.
//!
//! A [`Scheme`] says what is measured and how many points it is worth, a [`RuleSet`] holds the rules, a [`Report`] the
//! reported figures; [`Evaluator::evaluate`] makes an [`Evaluation`] of them, with the reason for every point. Everything
//! else calls that one function or feeds it.
//!
//! # Floors
//! A module imports from lower floors only; `tests/architecture.rs` reads the imports and fails on any other.
//!
//! | floor | modules | hold |
//! |---|---|---|
//! | 11 | [`project`] | the files: where they are found, how they are read and written |
//! | 10 | [`mod@format`] | text, JSON, CSV, Markdown, SVG; diagnostics drawn |
//! | 9 | [`comparison`] | why two results differ: compare, guard |
//! | 8 | [`analysis`], [`review`] | what if inputs change: what-if, sweep, seek; is this table right: recheck, audit |
//! | 6 | `evaluation` | [`Evaluator`], [`Evaluation`] and the provenance of every point |
//! | 5 | `report` | [`Report`], checked against a scheme |
//! | 4 | `scheme`, [`rule_test`] | [`Scheme`]: drafted, extended, checked; what the examples of a rule miss |
//! | 3 | `rule`, `document` | scripts as guests; strict reading with places |
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
mod document;
mod evaluation;
pub mod format;
mod language;
mod literal;
mod location;
mod messages;
mod numeric;
pub mod project;
mod report;
pub mod review;
mod rule;
pub mod rule_test;
mod scheme;

pub use data::Data;
pub use day::Day;
pub use diagnostic::{Code, Diagnostic, DiagnosticRecord, Diagnostics, RelatedRecord, Severity, Warned};
pub use document::to_yaml;
pub use evaluation::{
    Evaluation, Evaluator, GivenRow, MOST_PIECES, Piece, PieceOutcome, Question, Reads, Role, Row, RowState, RowStep,
    RowTrace, Shape, Subtotal, Total, TotalStep, Trace, TracedInput,
};
pub use language::{Bilingual, Language};
pub use location::{Path, Place, PlaceRecord, Places, RequestPlaces, Source};
pub use messages::Messages;
pub use numeric::{End, Interval, Line, Mode, Number, NumberError, Points, Rounding, Unit, UnitError, Weight};
pub use report::{BudgetLine, Metric, MetricState, Publication, Report, ReportDraft, Review, RowNote};
pub use review::accounts::Accounts;
pub use rule::{
    Award, Change, Equivalent, Example, ExampleOutcome, Formula, InputCard, Invariant, Kind, Law, Mutant, Outcome,
    ParameterCard, ParameterKind, Reply, Rule, RuleCase, RuleMetadata, RuleSet, ScriptRule, Seen, TargetKind, Value,
    check_parameters,
};
pub use scheme::{
    Cap, ChangeDraft, Dimension, Direction, Grade, Indicator, InputSource, MetricDeclaration, MissingPolicy,
    ModifierUse, NotApplicablePolicy, Renormalised, Roundings, RowWeight, Scheme, SchemeDraft, Target, TargetDraft,
    Veto, VetoEffect, WeightGrid, WeightMode, WeightRequest, WeightRole, WhatIfDraft, extend,
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
