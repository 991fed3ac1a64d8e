//! [`RecordColumns`]: what the columns of a table hold, by their names.

use super::record_fields::{MetricField, RecordHead};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::scheme::Scheme;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RecordColumn {
    Head(RecordHead),
    /// A metric, perhaps with a field after a point.
    Named(String),
    /// Of a long table: which metric a line is of, and what it says of it.
    Metric,
    Field(MetricField),
}

/// What the columns of a table hold, in their order.
#[derive(Clone, Debug)]
pub(super) struct RecordColumns {
    pub columns: Vec<RecordColumn>,
    /// Whether each line says one thing of one metric; lines of an organisation that follow each other are one record.
    pub is_long: bool,
}

impl RecordColumns {
    /// The columns of these names.
    ///
    /// # Errors
    /// [`Code::PopulationForm`] for a table without a column of organisations, [`Code::UnknownMetric`] for a column that
    /// is no metric of the scheme.
    pub fn of(names: &[String], scheme: &Scheme) -> Result<Self, Diagnostics> {
        let is = |name: &str, word: &str| name == word || name == known_as(word);
        let value = phrase("population-value", &[]);
        let is_value = |name: &str| name == "value" || value.zh == name;
        let is_long = names.iter().any(|name| is(name, "metric")) && names.iter().any(|name| is_value(name));
        let column = |name: &String| match name.as_str() {
            name if is(name, "organisation") || name == "unit" && !is_long => {
                RecordColumn::Head(RecordHead::Organisation)
            }
            name if is(name, "year") => RecordColumn::Head(RecordHead::Year),
            name if is(name, "scheme") => RecordColumn::Head(RecordHead::Scheme),
            name if is(name, "claimed") && !scheme.metrics.contains_key(name) => {
                RecordColumn::Head(RecordHead::Claimed)
            }
            name if is_long && is(name, "metric") => RecordColumn::Metric,
            name if is_long && is_value(name) => RecordColumn::Field(MetricField::Value),
            name => match MetricField::named(name).filter(|_| is_long) {
                Some(field) => RecordColumn::Field(field),
                None => RecordColumn::Named(name.to_owned()),
            },
        };
        let columns: Vec<RecordColumn> = names.iter().map(column).collect();
        let mut problems = Diagnostics::new();
        if !columns.contains(&RecordColumn::Head(RecordHead::Organisation)) {
            problems.push(form_problem(phrase("population-no-organisation", &[])));
        }
        for (at, name) in names.iter().enumerate() {
            if names.iter().take(at).any(|before| before == name) {
                let facts = [("column", Bilingual::same(name))];
                problems.push(form_problem(phrase("population-column-twice", &facts)));
            }
        }
        for column in &columns {
            match column {
                RecordColumn::Named(name) if is_long => problems.push(unknown_column(name)),
                RecordColumn::Named(name) if !is_declared(name, scheme) => {
                    let known = scheme.metrics.iter().filter(|(_, known)| known.formula.is_none());
                    let problem = Diagnostic::new(Code::UnknownMetric).fact("metric", name);
                    problems.push(problem.suggest(name, known.map(|(id, _)| id.as_str())));
                }
                _ => {}
            }
        }
        problems.into_result().map(|()| Self { columns, is_long })
    }
}

/// The problem of a table that cannot be read.
pub(super) fn form_problem(detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::PopulationForm).said("detail", detail)
}

/// The problem of a column that nothing is known of.
pub(super) fn unknown_column(name: &str) -> Diagnostic {
    form_problem(phrase("population-unknown-column", &[("column", Bilingual::same(name))]))
}

/// What a column is called in Chinese.
pub(super) fn known_as(word: &str) -> String {
    let said = match word {
        "organisation" => phrase("population-organisation", &[]),
        "year" => phrase("population-year", &[]),
        "scheme" => phrase("population-scheme", &[]),
        "claimed" => phrase("population-claimed", &[]),
        _ => phrase("population-metric", &[]),
    };
    said.zh
}

/// Whether a column is a metric, or a metric and one of its fields.
fn is_declared(name: &str, scheme: &Scheme) -> bool {
    let field = || {
        let (metric, field) = name.rsplit_once('.')?;
        (MetricField::named(field).is_some() && scheme.metrics.contains_key(metric)).then_some(())
    };
    scheme.metrics.contains_key(name) || field().is_some()
}
