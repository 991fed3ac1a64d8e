//! Columns out of reports that were read one by one.

use std::collections::BTreeMap;

use super::column_plan::ColumnPlan;
use super::report_columns::{ColumnError, ReportColumns};
use crate::numeric::{Number, Unit};
use crate::report::{Figure, MetricState, Report};
use crate::rule::Kind;

/// How many decimals figures of reports have at most that are put into columns.
const MOST_PLACES: u32 = 6;

impl ColumnPlan {
    /// The figures of reports as columns, in their order. Reports that say more than plain values are kept apart, for the
    /// ordinary evaluation.
    ///
    /// # Errors
    /// None that is not a fault of this library.
    pub fn columns(&self, reports: Vec<Report>) -> Result<ReportColumns, ColumnError> {
        let mut columns = ReportColumns::new(reports.len());
        let entered = self.compiled.rows.iter().filter(|row| row.uses().any(|used| used.is_given_points));
        let entered: Vec<&str> = entered.map(|row| row.indicator.id.as_str()).collect();
        let is_noted = |report: &Report| {
            report.rows.iter().any(|(id, note)| {
                let is_elsewhere = note.points_of.is_some() && entered.contains(&id.as_str());
                note.not_applicable.is_some() || note.deduction.is_some() || is_elsewhere
            })
        };
        let mut apart: Vec<bool> = reports.iter().map(is_noted).collect();
        for (id, kinds) in self.reads() {
            let Some(metric) = self.compiled.metrics.get(id) else { continue };
            let figures: Vec<Option<&Figure>> = reports.iter().map(|report| plain(report, &metric.name)).collect();
            for (apart, figure) in apart.iter_mut().zip(&figures) {
                *apart |= figure.is_none();
            }
            if kinds.contains(&Kind::Number) {
                let (places, numbers) = numbers(&figures, &metric.unit);
                for (apart, number) in apart.iter_mut().zip(&numbers) {
                    *apart |= number.is_none();
                }
                let numbers = numbers.into_iter().map(Option::unwrap_or_default).collect();
                columns = columns.numbers(&metric.name, places, numbers)?;
            }
            if kinds.iter().any(|kind| *kind != Kind::Number) {
                let (words, codes) = words(&figures);
                columns = columns.words(&metric.name, words, codes)?;
            }
        }
        Ok(columns.of(reports, apart))
    }
}

/// The value that a report gives a metric, if it gives nothing but that.
fn plain<'r>(report: &'r Report, metric: &str) -> Option<&'r Figure> {
    match &report.metrics.get(metric)?.state {
        MetricState::Value(figure) if !figure.is_as_written() => Some(figure),
        _ => None,
    }
}

/// Whole numbers of one scale in the declared unit; none for what does not fit.
fn numbers(figures: &[Option<&Figure>], declared: &Unit) -> (u32, Vec<Option<i64>>) {
    let number = |figure: &&Figure| match figure.unit() {
        None => figure.number().cloned(),
        Some(unit) => unit.convert(figure.number()?, declared).ok(),
    };
    let numbers: Vec<Option<Number>> = figures.iter().map(|figure| figure.as_ref().and_then(number)).collect();
    let places = |number: &Number| number.decimals().filter(|places| *places <= MOST_PLACES);
    let most = numbers.iter().flatten().filter_map(places).max().unwrap_or(0);
    let whole = |number: &Number| number.multiply(&Number::power_of_ten(most).ok()?).ok()?.to_i64();
    (most, numbers.iter().map(|number| number.as_ref().and_then(whole)).collect())
}

/// The words that occur, and the position of each among them.
fn words(figures: &[Option<&Figure>]) -> (Vec<String>, Vec<u32>) {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    let mut words = Vec::new();
    let codes = figures.iter().map(|figure| {
        let text = figure.map(Figure::text).unwrap_or_default();
        *known.entry(text).or_insert_with(|| {
            words.push(text.to_owned());
            u32::try_from(words.len().saturating_sub(1)).unwrap_or(u32::MAX)
        })
    });
    let codes = codes.collect();
    (words, codes)
}
