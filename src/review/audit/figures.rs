//! Figures resolved down to what was printed, and sums of them with exact bounds.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::language::Bilingual;
use crate::messages::phrase;
use crate::numeric::{Number, NumberError, Unit};
use crate::report::{MetricState, Report};
use crate::review::accounts::{AccountFigure, Accounts, FigureContent};

/// What was printed of each figure of the accounts, and what the report holds of those that it reports.
#[derive(Clone, Debug)]
pub(super) struct Figures<'a> {
    accounts: &'a Accounts,
    leaves: Arc<BTreeMap<&'a str, Result<Leaf, Bilingual>>>,
    /// Figures for which another number is tried.
    reprinted: BTreeMap<String, Leaf>,
}

/// A printed figure: the unrounded value lies at most `within` from `number`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub number: Number,
    pub within: Number,
    pub places: u32,
}

/// A sum of printed figures, each times a factor, and a constant.
///
/// Figures that occur twice are gathered first, so its bounds are those that the figures really allow.
#[derive(Clone, Debug, Default)]
pub(super) struct Linear<'a> {
    pub terms: BTreeMap<&'a str, Number>,
    pub constant: Option<Number>,
}

/// Why a comparison could not be made.
#[derive(Clone, Debug)]
pub(super) enum ComparisonError {
    /// A figure is not there, for this reason.
    Lacking(String, Bilingual),
    /// The denominator is or may be zero; `printed` is what was printed all the same, where the numerator is not zero.
    Undefined { formula: String, printed: Option<String> },
    /// The numbers outgrew their bound.
    TooLarge,
}

impl From<NumberError> for ComparisonError {
    fn from(_: NumberError) -> Self {
        Self::TooLarge
    }
}

impl<'a> Figures<'a> {
    pub fn new(accounts: &'a Accounts, report: &Report) -> Self {
        let leaf = |figure: &AccountFigure| match &figure.content {
            FigureContent::Printed { number, places, within } => {
                Some(Ok(Leaf { number: number.clone(), within: within.clone(), places: *places }))
            }
            FigureContent::Reported(metric) => Some(reported(metric, report, &figure.unit)),
            FigureContent::Computed(_) => None,
        };
        let leaves = accounts.figures.iter().filter_map(|(id, figure)| Some((id.as_str(), leaf(figure)?)));
        Self { accounts, leaves: Arc::new(leaves.collect()), reprinted: BTreeMap::new() }
    }

    /// Prints another number for one figure.
    pub fn print(&mut self, id: &str, number: Number) {
        if let Some(leaf) = self.leaf(id) {
            let leaf = Leaf { number, ..leaf.clone() };
            self.reprinted.insert(id.to_owned(), leaf);
        }
    }

    pub fn figure(&self, id: &str) -> Option<&'a AccountFigure> {
        self.accounts.figures.get(id)
    }

    pub fn leaf(&self, id: &str) -> Option<&Leaf> {
        self.reprinted.get(id).or_else(|| self.leaves.get(id)?.as_ref().ok())
    }

    /// A figure as a sum of printed ones, counted in `unit`.
    pub fn linear(&self, id: &'a str, unit: &Unit) -> Result<Linear<'a>, ComparisonError> {
        let mut sum = Linear::default();
        self.gather(id, &Number::from(1), unit, &mut sum)?;
        Ok(sum)
    }

    fn gather(&self, id: &'a str, factor: &Number, unit: &Unit, sum: &mut Linear<'a>) -> Result<(), ComparisonError> {
        let unknown = || ComparisonError::Lacking(id.to_owned(), Bilingual::same("—"));
        let figure = self.figure(id).ok_or_else(unknown)?;
        if let FigureContent::Computed(parts) = &figure.content {
            for (is_added, part) in parts {
                let factor = if *is_added { factor.clone() } else { factor.negate() };
                self.gather(part, &factor, unit, sum)?;
            }
            return Ok(());
        }
        match self.leaves.get(id) {
            Some(Ok(_)) => {
                let size = figure.unit.convert(factor, unit).map_err(|_| ComparisonError::TooLarge)?;
                sum.add_term(id, &size).map_err(ComparisonError::from)
            }
            Some(Err(reason)) => Err(ComparisonError::Lacking(id.to_owned(), reason.clone())),
            None => Err(unknown()),
        }
    }

    /// A figure as it was printed, or as it is computed.
    pub fn shown(&self, id: &'a str) -> String {
        match self.leaf(id) {
            Some(leaf) => leaf.number.to_padded(leaf.places),
            None => {
                let unit = self.figure(id).map(|figure| figure.unit.clone());
                let value = unit.and_then(|unit| self.linear(id, &unit).ok()?.value(self).ok());
                value.map_or_else(|| id.to_owned(), |value| value.to_string())
            }
        }
    }
}

impl<'a> Linear<'a> {
    fn add_term(&mut self, id: &'a str, factor: &Number) -> Result<(), NumberError> {
        let sum = match self.terms.get(id) {
            Some(before) => before.add(factor)?,
            None => factor.clone(),
        };
        self.terms.insert(id, sum);
        Ok(())
    }

    /// Adds `factor` times another sum.
    pub fn add(&mut self, other: &Self, factor: &Number) -> Result<(), NumberError> {
        for (id, times) in &other.terms {
            self.add_term(id, &times.multiply(factor)?)?;
        }
        if let Some(constant) = &other.constant {
            self.add_constant(&constant.multiply(factor)?)?;
        }
        Ok(())
    }

    pub fn add_constant(&mut self, number: &Number) -> Result<(), NumberError> {
        self.constant = Some(match &self.constant {
            Some(before) => before.add(number)?,
            None => number.clone(),
        });
        Ok(())
    }

    /// The sum of the printed numbers.
    pub fn value(&self, figures: &Figures<'_>) -> Result<Number, NumberError> {
        self.value_by(figures, |leaf, _| Ok(leaf.number.clone()))
    }

    /// The sum with each figure at the end of its range that `end` chooses.
    pub fn value_by(
        &self,
        figures: &Figures<'_>,
        end: impl Fn(&Leaf, &str) -> Result<Number, NumberError>,
    ) -> Result<Number, NumberError> {
        let start = self.constant.clone().unwrap_or_else(Number::zero);
        self.terms.iter().try_fold(start, |sum, (id, factor)| match figures.leaf(id) {
            Some(leaf) => sum.add(&end(leaf, id)?.multiply(factor)?),
            None => Ok(sum),
        })
    }

    /// How far the sum of unrounded values may lie from that of the printed ones.
    pub fn reach(&self, figures: &Figures<'_>) -> Result<Number, NumberError> {
        self.terms.iter().try_fold(Number::zero(), |sum, (id, factor)| match figures.leaf(id) {
            Some(leaf) => sum.add(&leaf.within.multiply(&factor.absolute())?),
            None => Ok(sum),
        })
    }
}

fn reported(metric: &str, report: &Report, declared: &Unit) -> Result<Leaf, Bilingual> {
    match report.metrics.get(metric).map(|metric| &metric.state) {
        Some(MetricState::Value(figure)) => {
            let text = figure.text();
            let not_a_number = || phrase("figure-no-number", &[("text", Bilingual::same(text))]);
            let unit = figure.unit().unwrap_or(declared);
            let Ok(FigureContent::Printed { number, places, within }) = FigureContent::of_text(text, unit) else {
                return Err(not_a_number());
            };
            let convert = |number: &Number| unit.convert(number, declared).map_err(|_| not_a_number());
            let number = convert(&number)?;
            let places = if unit == declared { places } else { number.decimals().unwrap_or(places) };
            Ok(Leaf { number, within: convert(&within)?, places })
        }
        Some(MetricState::Missing(reason) | MetricState::NotApplicable(reason) | MetricState::Unfinished(reason)) => {
            Err(Bilingual::same(reason))
        }
        None => Err(phrase("figure-not-in-report", &[])),
    }
}
