//! jixiao
mod data;
mod day;
mod diagnostic;
mod evaluation;
mod format;
mod language;
mod messages;
mod numeric;
mod project;
mod report;
mod rule;
mod scheme;
mod source;
mod written;
mod yaml;
pub use data::Data;
pub use day::Day;
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use evaluation::*;
pub use format::*;
pub use language::{Bilingual, Language};
pub use messages::Messages;
pub use numeric::{Mode, Number, NumberError, Points, Rounding, Unit, UnitError, Weight};
pub use project::{
    Case, CaseFiles, find_scripts, load_case, load_rules, load_scheme, read, read_report_text, read_scheme_text, write,
};
pub use report::*;
pub use rule::*;
pub use scheme::*;
pub use source::{Path, Place, Places, Source};

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
