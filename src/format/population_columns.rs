//! The tables of a population for engines of SQL: what a scheme reads of each report, and what it answers.

use std::fmt::Write;

use super::batch::FAULT_PARTS;
use crate::evaluation::{Program, ReadMetric};
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::scheme::Scheme;

/// An engine of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlEngine {
    /// Spark, and Hive.
    Spark,
    /// DuckDB.
    Duckdb,
}

/// How reports lie in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableLayout {
    /// A line for each organisation, a column for each metric.
    #[default]
    Wide,
    /// A line for each metric of an organisation.
    Long,
}

/// The statements that make both tables. Types come from the scheme: what is read as a number is a decimal, never a float;
/// codes of organisations are text.
#[must_use]
pub fn population_tables(program: &Program, engine: SqlEngine, layout: TableLayout, messages: &Messages) -> String {
    let scheme = program.scheme();
    let mut text = String::new();
    let own = |name: &str| (name.to_owned(), engine.text().to_owned(), String::new());
    let mut columns = vec![own("organisation"), own("year")];
    match layout {
        TableLayout::Wide => {
            let metrics = program.plan().read_metrics();
            columns.extend(metrics.iter().map(|read| metric_column(read, scheme, engine, messages)));
        }
        TableLayout::Long => {
            columns.extend(["metric", "value", "unit", "missing", "not_applicable"].map(own));
        }
    }
    table(&mut text, "reports", &columns, engine);
    text.push('\n');
    let places = scheme.roundings.indicator.map(|Rounding { places, .. }| places);
    let mut fields = Vec::new();
    for row in scheme.scored_rows() {
        let weight = row.weight.number();
        fields.push((row.id.clone(), engine.decimal(weight, places)));
    }
    let points = engine.record(&fields);
    let fault = FAULT_PARTS.map(|name| (name.to_owned(), engine.text().to_owned()));
    let errors = engine.list(&engine.record(&fault));
    let total = engine.decimal(&greatest_total(scheme), Some(scheme.roundings.total.places));
    let column = |name: &str, kind: &str| (name.to_owned(), kind.to_owned(), String::new());
    let columns = [
        own("organisation"),
        own("year"),
        column("total", &total),
        own("grade"),
        column("points", &points),
        column("lost", &points),
        column("errors", &errors),
    ];
    table(&mut text, "results", &columns, engine);
    text
}

fn metric_column(
    read: &ReadMetric,
    scheme: &Scheme,
    engine: SqlEngine,
    messages: &Messages,
) -> (String, String, String) {
    let declared = scheme.metrics.get(&read.metric);
    let name = declared.map_or("", |declared| messages.pick(&declared.name));
    let unit = declared.map_or("", |declared| declared.unit.name());
    let kind = if read.is_number && !read.is_word { engine.figure() } else { engine.text() };
    let remark = [name, unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    (read.metric.clone(), kind.to_owned(), remark)
}

fn table(text: &mut String, name: &str, columns: &[(String, String, String)], engine: SqlEngine) {
    // Writing to a text does not fail.
    let _ = writeln!(text, "CREATE TABLE {name} (");
    for (at, (column, kind, remark)) in columns.iter().enumerate() {
        let comma = if at.saturating_add(1) < columns.len() { "," } else { "" };
        let remark =
            if remark.is_empty() { String::new() } else { format!(" -- {}", remark.replace(['\n', '\r'], " ")) };
        let _ = writeln!(text, "  {} {kind}{comma}{remark}", engine.quoted(column));
    }
    text.push_str(");\n");
}

/// The greatest total that a scheme gives: full marks, and all bonuses.
pub(super) fn greatest_total(scheme: &Scheme) -> Number {
    let full = scheme.full_score.number().clone();
    scheme.bonuses.iter().fold(full, |most, bonus| most.add(bonus.weight.number()).unwrap_or(most))
}

/// How many digits a column of numbers up to `most` has, and how many of them are decimals; none where they are not rounded,
/// for some never end.
pub(super) fn decimal_for(most: &Number, places: Option<u32>) -> Option<(u32, u32)> {
    let places = places?.max(most.decimals().unwrap_or_default());
    let digits = u32::try_from(most.ceiling().to_string().len()).unwrap_or(u32::MAX);
    Some((digits.saturating_add(places), places))
}

impl SqlEngine {
    fn text(self) -> &'static str {
        match self {
            Self::Spark => "STRING",
            Self::Duckdb => "VARCHAR",
        }
    }

    fn figure(self) -> &'static str {
        "DECIMAL(38,10)"
    }

    /// A type for numbers up to `most`; a text where they are not rounded, for some never end.
    fn decimal(self, most: &Number, places: Option<u32>) -> String {
        match decimal_for(most, places) {
            Some((digits, places)) => format!("DECIMAL({digits},{places})"),
            None => self.text().to_owned(),
        }
    }

    fn record(self, fields: &[(String, String)]) -> String {
        let colon = if self == Self::Spark { ":" } else { "" };
        let fields = fields.iter().map(|(name, kind)| format!("{}{colon} {kind}", self.quoted(name)));
        let fields = fields.collect::<Vec<_>>().join(", ");
        match self {
            Self::Spark => format!("STRUCT<{fields}>"),
            Self::Duckdb => format!("STRUCT({fields})"),
        }
    }

    fn list(self, item: &str) -> String {
        match self {
            Self::Spark => format!("ARRAY<{item}>"),
            Self::Duckdb => format!("{item}[]"),
        }
    }

    fn quoted(self, name: &str) -> String {
        match self {
            Self::Spark => format!("`{}`", name.replace('`', "``")),
            Self::Duckdb => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }
}
