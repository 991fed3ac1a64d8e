//! [`ReportColumns`]: the figures of many reports, one column for each metric.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::numeric::Number;
use crate::report::{Figure, Metric, MetricState, Report};

/// How many decimals a column has at most.
const MAX_PLACES: u32 = 12;

/// The figures of many reports, one column for each metric: whole numbers of one scale, or words.
///
/// Numbers count the unit that the scheme declares for the metric. A metric without a column is missing in all reports, as
/// one that no report names. What is no plain value in a report is kept beside the columns, with the whole report.
#[derive(Clone, Debug, Default)]
pub struct ReportColumns {
    units: usize,
    pub(super) numbers: BTreeMap<String, NumberColumn>,
    pub(super) words: BTreeMap<String, WordColumn>,
    /// The units for which a metric is missing.
    pub(super) missing: BTreeMap<String, BTreeSet<usize>>,
    /// The reports that the columns were made of, and which of them say more than plain values.
    reports: Vec<Report>,
    pub(super) apart: BTreeSet<usize>,
    /// The metrics whose columns were not made of reports.
    given: BTreeSet<String>,
    organisations: Vec<String>,
}

/// Whole numbers of one scale.
#[derive(Clone, Debug)]
pub(super) struct NumberColumn {
    /// How many decimals the numbers have.
    pub places: u32,
    pub numbers: Vec<i64>,
    /// The least and the greatest of them.
    pub ends: (i64, i64),
}

/// Words, each by its position among those that occur.
#[derive(Clone, Debug)]
pub(super) struct WordColumn {
    pub words: Vec<String>,
    pub codes: Vec<u32>,
}

/// Why columns are none of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnError {
    /// The scheme declares no such metric.
    UnknownMetric(String),
    /// The metric is derived from others, so nobody reports it.
    DerivedMetric(String),
    /// A column of another length: the metric, and how many entries were wanted and found.
    Length(String, usize, usize),
    /// More decimals than a column holds: the metric, and how many.
    Places(String, u32),
    /// A word that is not among those of its column: the metric, and the unit.
    Word(String, usize),
    /// A unit that is none: how many there are, and the position.
    Unit(usize, usize),
}

impl fmt::Display for ColumnError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMetric(metric) => write!(out, "the scheme declares no metric `{metric}`"),
            Self::DerivedMetric(metric) => write!(out, "the metric `{metric}` is derived from others and not reported"),
            Self::Length(metric, wanted, found) => {
                write!(out, "the column `{metric}` has {found} entries for {wanted} units")
            }
            Self::Places(metric, places) => {
                write!(out, "the column `{metric}` has {places} decimals, more than {MAX_PLACES}")
            }
            Self::Word(metric, unit) => write!(out, "the column `{metric}` has no word for unit {unit}"),
            Self::Unit(units, unit) => write!(out, "there is no unit {unit} among {units}"),
        }
    }
}

impl std::error::Error for ColumnError {}

impl ReportColumns {
    /// The columns of so many units, of which nothing is reported yet.
    #[must_use]
    pub fn new(units: usize) -> Self {
        Self { units, ..Self::default() }
    }

    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// The same with the numbers of a metric, each as so many units of the last of so many decimals: 98.7 with two decimals
    /// is 9870.
    ///
    /// # Errors
    /// [`ColumnError::Length`], [`ColumnError::Places`].
    pub fn numbers(mut self, metric: &str, places: u32, numbers: Vec<i64>) -> Result<Self, ColumnError> {
        self.check(metric, numbers.len())?;
        if places > MAX_PLACES {
            return Err(ColumnError::Places(metric.to_owned(), places));
        }
        let ends =
            numbers.iter().fold((i64::MAX, i64::MIN), |(low, high), number| (low.min(*number), high.max(*number)));
        let ends = if numbers.is_empty() { (0, 0) } else { ends };
        self.given.insert(metric.to_owned());
        self.numbers.insert(metric.to_owned(), NumberColumn { places, numbers, ends });
        Ok(self)
    }

    /// The same with the words, days or answers of yes and no of a metric: those that occur, and for each unit the position
    /// of its own among them.
    ///
    /// # Errors
    /// [`ColumnError::Length`], [`ColumnError::Word`].
    pub fn words(mut self, metric: &str, words: Vec<String>, codes: Vec<u32>) -> Result<Self, ColumnError> {
        self.check(metric, codes.len())?;
        let is_lost = |code: &u32| usize::try_from(*code).map_or(true, |code| code >= words.len());
        if let Some(unit) = codes.iter().position(is_lost) {
            return Err(ColumnError::Word(metric.to_owned(), unit));
        }
        self.given.insert(metric.to_owned());
        self.words.insert(metric.to_owned(), WordColumn { words, codes });
        Ok(self)
    }

    /// The same with the metric missing for one unit, whatever its column says.
    ///
    /// # Errors
    /// [`ColumnError::Unit`].
    pub fn missing(mut self, metric: &str, unit: usize) -> Result<Self, ColumnError> {
        if unit >= self.units {
            return Err(ColumnError::Unit(self.units, unit));
        }
        self.given.insert(metric.to_owned());
        self.missing.entry(metric.to_owned()).or_default().insert(unit);
        Ok(self)
    }

    /// The same with one unit left to the ordinary evaluation, whatever its columns say.
    ///
    /// # Errors
    /// [`ColumnError::Unit`].
    pub fn apart(mut self, unit: usize) -> Result<Self, ColumnError> {
        if unit >= self.units {
            return Err(ColumnError::Unit(self.units, unit));
        }
        self.apart.insert(unit);
        Ok(self)
    }

    /// The same with the names of the organisations.
    ///
    /// # Errors
    /// [`ColumnError::Length`].
    pub fn organisations(mut self, names: Vec<String>) -> Result<Self, ColumnError> {
        self.check("organisation", names.len())?;
        self.organisations = names;
        Ok(self)
    }

    /// The columns that were made of these reports, of which some are apart.
    pub(super) fn of(self, reports: Vec<Report>, apart: Vec<bool>) -> Self {
        let apart = apart.into_iter().enumerate().filter(|(_, apart)| *apart).map(|(unit, _)| unit).collect();
        Self { reports, apart, given: BTreeSet::new(), ..self }
    }

    fn check(&self, name: &str, found: usize) -> Result<(), ColumnError> {
        if found == self.units { Ok(()) } else { Err(ColumnError::Length(name.to_owned(), self.units, found)) }
    }

    /// The metrics that have a column, or for which something is missing.
    pub(super) fn metrics(&self) -> impl Iterator<Item = &str> {
        self.numbers.keys().chain(self.words.keys()).chain(self.missing.keys()).map(String::as_str)
    }

    /// The report of one unit: the one that the columns were made of, with what was put in the place of its figures.
    pub(super) fn report(&self, unit: usize) -> Report {
        let mut report = self.reports.get(unit).cloned().unwrap_or_else(|| self.empty_report(unit));
        let texts = self.words.iter().filter_map(|(metric, column)| {
            let code = usize::try_from(*column.codes.get(unit)?).ok()?;
            Some((metric, column.words.get(code)?.clone()))
        });
        let numbers = self.numbers.iter().filter_map(|(metric, column)| {
            Some((metric, decimal(*column.numbers.get(unit)?, column.places).to_string()))
        });
        for (metric, text) in texts.chain(numbers).filter(|(metric, _)| self.given.contains(*metric)) {
            let state = MetricState::Value(Figure::new(text, None, false));
            let place = report.place.clone();
            let reported = Metric { state, source: None, evidence: Vec::new(), place };
            report.metrics.insert(metric.clone(), Arc::new(reported));
        }
        report.metrics.retain(|metric, _| self.missing.get(metric).is_none_or(|units| !units.contains(&unit)));
        report
    }

    fn empty_report(&self, unit: usize) -> Report {
        let organisation = self.organisations.get(unit).map(String::as_str).unwrap_or_default();
        Report::unwritten(organisation)
    }
}

/// The number that so many units of the last of so many decimals are.
pub(super) fn decimal(number: i64, places: u32) -> Number {
    // INVARIANT: no scale of ours is beyond that of a decimal.
    Decimal::try_from_i128_with_scale(i128::from(number), places).map_or_else(|_| Number::from(number), Number::from)
}
