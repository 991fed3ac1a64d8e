//! jixiao (绩效): exact, explained scoring for performance evaluation.
//!
//! A [`Scheme`] says what is measured and how many points it is worth, a [`RuleBook`] holds the rules, a [`Report`] the
//! reported figures; [`Evaluator::evaluate`] makes an [`Evaluation`] of them, with the reason for every point. Everything
//! else calls that one function or feeds it.
//!
//! # Floors
//! A module imports from lower floors only; `tests/suite/architecture.rs` reads the imports and fails on any other.
//!
//! | floor | modules | hold |
//! |---|---|---|
//! | 10 | [`project`] | the files: where they are found, how they are read and written |
//! | 9 | [`mod@format`] | words out: text, JSON, CSV, Markdown, diagnostics drawn |
//! | 8 | `messages` | every sentence in both languages |
//! | 7 | [`study`] | what is asked about evaluations: what-if, seek, compare, guard, recheck, audit |
//! | 6 | `evaluation` | [`Evaluator`], [`Evaluation`] and the trace of every point |
//! | 5 | `report`, `accounts` | [`Report`] and [`accounts`], checked against a scheme |
//! | 4 | `scheme` | [`Scheme`]: drafted, extended, checked |
//! | 3 | `rule`, `yaml` | scripts as guests; strict reading with places |
//! | 2 | `diagnostic`, `written` | problems as data; single values as they were written |
//! | 1 | `numeric`, `source`, `language`, `data`, `day` | exact numbers; where a thing was written |
//!
//! The command line lives in the binary and uses only what is public here.

// No input may end in a panic: what can fail returns a diagnostic. Tests may stop at what is not as it should be.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

pub mod accounts;
mod data;
mod day;
mod diagnostic;
mod evaluation;
pub mod format;
mod language;
mod messages;
mod numeric;
pub mod project;
mod report;
mod rule;
mod scheme;
mod source;
pub mod study;
mod written;
mod yaml;

pub use accounts::Accounts;
pub use data::Data;
pub use day::Day;
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use evaluation::{
    Evaluation, Evaluator, GivenRow, MOST_PIECES, Piece, PieceOutcome, Question, Reads, Role, Row, RowState, RowStep,
    RowTrace, Shape, Subtotal, Total, TotalStep, Trace, TracedInput,
};
pub use language::{Bilingual, Language};
pub use messages::Messages;
pub use numeric::{End, Interval, Line, Mode, Number, NumberError, Points, Rounding, Unit, UnitError, Weight};
pub use report::{BudgetLine, Metric, MetricState, Publication, Report, ReportDraft, Review, RowNote};
pub use rule::{
    Award, Change, Equivalent, Example, ExampleOutcome, Formula, InputCard, Invariant, Kind, Law, Mutant, Outcome,
    ParameterCard, ParameterKind, Reply, Rule, RuleBook, RuleCard, RuleCase, ScriptRule, Seen, TargetKind, Value,
    check_parameters,
};
pub use scheme::{
    Cap, ChangeDraft, Dimension, Direction, Grade, Indicator, InputSource, MetricDeclaration, MissingPolicy,
    ModifierUse, NotApplicablePolicy, Renormalised, Roundings, RowWeight, Scheme, SchemeDraft, Target, TargetDraft,
    Veto, VetoEffect, WeightGrid, WeightMode, WeightRequest, WeightRole, WhatIfDraft, extend,
};
pub use source::{Path, Place, Places, Source};
pub use yaml::to_yaml;

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
    schemars::schema_for!(accounts::AccountsDraft).into()
}
