//! The scheme: what is measured, how many points each indicator is worth and which rule scores it.
//!
//! A [`SchemeDraft`] is what a file says; [`Scheme::check`] is the only way to a [`Scheme`], in which weights add up,
//! ids are unique, and grade bands neither overlap nor leave a gap. A scheme names rules and does not know them.

mod canonical;
mod check;
mod draft;
mod extend;
mod indicator;
mod naming;
mod overrides;
mod peers;
mod policy;
mod printed;
mod renormalise;
mod reweight;
mod target;
mod used_metrics;

use std::collections::BTreeMap;

use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, NumberError, Rounding, Unit, Weight};

pub use draft::{ChangeDraft, SchemeDraft, TargetDraft, WhatIfDraft};
pub use extend::extend;
pub use indicator::{Indicator, InputSource, ModifierUse};
pub use naming::Settable;
pub use overrides::{Cap, Veto, VetoEffect};
pub use peers::{PeerFact, PeerKind, PeerTies, Peers, PeersDraft};
pub use policy::{MissingPolicy, NotApplicablePolicy, TiedRanks};
pub(crate) use renormalise::WholeSteps;
pub use renormalise::{Renormalised, RowWeight, WeightGrid, WeightMode, WeightRequest, WeightRole};
pub use target::{Direction, Target};
pub(crate) use used_metrics::{texts, words};

#[cfg(test)]
pub(crate) use check::tests as check_tests;

/// A checked scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The id, as results name it.
    pub id: String,
    /// The ids of the schemes it extends, nearest first; a report for one of them is a report for this one.
    pub extended: Vec<String>,
    /// The weights of the rows of each of them, by indicator id.
    pub extended_weights: Vec<BTreeMap<String, Weight>>,
    /// What the evaluation is called.
    pub title: Bilingual,
    /// The year that is evaluated.
    pub year: Option<String>,
    /// The full score; the weights add up to it exactly.
    pub full_score: Weight,
    /// The step that weights lie on when they are changed, where the scheme declares one.
    pub weight_grid: Option<Weight>,
    /// The indicator that receives what another one gives up, under the mode `policy`.
    pub reallocation: BTreeMap<String, String>,
    /// Where rounding happens.
    pub roundings: Roundings,
    /// The grade bands, best first; their lower bounds fall strictly and the last reaches 0.
    pub grades: Vec<Grade>,
    /// What happens to rows that do not apply.
    pub not_applicable: NotApplicablePolicy,
    /// The rows and metrics that may be reported as not applicable, where the scheme names them.
    pub may_not_apply: Option<Vec<String>>,
    /// What happens to rows whose figures are missing.
    pub missing: MissingPolicy,
    /// Which rank follows organisations with equal totals.
    pub tied_ranks: TiedRanks,
    /// The declared metrics by id.
    pub metrics: BTreeMap<String, MetricDeclaration>,
    /// The top-level dimensions.
    pub dimensions: Vec<Dimension>,
    /// Rows that add points beyond the full score.
    pub bonuses: Vec<Indicator>,
    /// Rows whose points are taken away.
    pub penalties: Vec<Indicator>,
    /// The most that all bonuses together may add.
    pub bonus_limit: Option<Weight>,
    /// Conditions that override the total.
    pub vetoes: Vec<Veto>,
    /// Ceilings on the total that depend on a metric.
    pub caps: Vec<Cap>,
    /// Where the scheme begins.
    pub place: Place,
    /// Where the table of grades stands.
    pub grades_place: Place,
}

/// Where rounding happens, and how; a level without an entry is not rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roundings {
    /// Each row.
    pub indicator: Option<Rounding>,
    /// Each dimension's sum.
    pub dimension: Option<Rounding>,
    /// The total; always declared.
    pub total: Rounding,
}

/// One band of the total.
#[derive(Clone, Debug)]
pub struct Grade {
    /// The label (优秀 …).
    pub name: Bilingual,
    /// The lowest total in the band; it belongs to the band.
    pub from: Number,
}

/// A metric that reports give or that is derived from others.
#[derive(Clone, Debug)]
pub struct MetricDeclaration {
    /// What it is called.
    pub name: Bilingual,
    /// The unit that figures are converted into.
    pub unit: Unit,
    /// The formula over other metrics, and where it stands; none for reported metrics.
    pub formula: Option<(String, Place)>,
    /// What it says of all organisations, where that is what it is.
    pub peers: Option<Peers>,
    /// Where it is declared.
    pub place: Place,
}

/// A group of indicators.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The points it is worth: exactly the sum of what it holds.
    pub weight: Weight,
    /// What a form prints as its points, where it is another number.
    pub printed_weight: Option<Number>,
    /// Dimensions below it; empty where it holds indicators.
    pub dimensions: Vec<Dimension>,
    /// Indicators in it; empty where it holds dimensions.
    pub indicators: Vec<Indicator>,
}

impl Scheme {
    /// The year of the scheme where a report names another one; none where either says nothing.
    pub(crate) fn year_instead_of(&self, found: &str) -> Option<&str> {
        self.year.as_deref().map(str::trim).filter(|wanted| *wanted != found.trim())
    }

    /// What all roundings together can move a total by at most: a last digit for each of so many rows, for each dimension
    /// and for the total.
    pub(crate) fn slack(&self, rows: usize) -> Result<Number, NumberError> {
        fn count(dimensions: &[Dimension]) -> usize {
            dimensions.iter().map(|dimension| count(&dimension.dimensions).saturating_add(1)).sum()
        }
        let digits = |count: usize, rounding: Option<Rounding>| match rounding {
            None => Ok(Number::zero()),
            Some(rounding) => Number::last_place(rounding.places)?.multiply(&Number::count(count)),
        };
        let Roundings { indicator, dimension, total } = self.roundings;
        let dimensions = digits(count(&self.dimensions), dimension)?;
        digits(rows, indicator)?.add(&dimensions)?.add(&digits(1, Some(total))?)
    }

    /// The position of the grade that a total falls into, 0 for the best; what lies below every band is in the last.
    #[must_use]
    pub fn grade_of(&self, total: &Number) -> usize {
        let found = self.grades.iter().position(|grade| *total >= grade.from);
        found.unwrap_or(self.grades.len().saturating_sub(1))
    }

    /// The name of the grade at a position, best first.
    #[must_use]
    pub fn grade_name(&self, position: usize) -> Bilingual {
        self.grades.get(position).map(|grade| grade.name.clone()).unwrap_or_default()
    }

    /// The weighted rows whose table of fixed points no other weight fits.
    pub(crate) fn held(&self) -> impl Iterator<Item = String> {
        self.indicators().into_iter().filter(|row| row.is_held()).map(|row| row.id.clone())
    }

    /// All indicators of the weighted tree, in the order of the file.
    #[must_use]
    pub fn indicators(&self) -> Vec<&Indicator> {
        fn collect<'a>(dimension: &'a Dimension, rows: &mut Vec<&'a Indicator>) {
            rows.extend(&dimension.indicators);
            for child in &dimension.dimensions {
                collect(child, rows);
            }
        }
        let mut rows = Vec::new();
        for dimension in &self.dimensions {
            collect(dimension, &mut rows);
        }
        rows
    }

    /// All dimensions, each before those below it.
    #[must_use]
    pub fn all_dimensions(&self) -> Vec<&Dimension> {
        fn collect<'a>(dimension: &'a Dimension, all: &mut Vec<&'a Dimension>) {
            all.push(dimension);
            dimension.dimensions.iter().for_each(|child| collect(child, all));
        }
        let mut all = Vec::new();
        self.dimensions.iter().for_each(|dimension| collect(dimension, &mut all));
        all
    }

    /// Does something to each dimension, each before those below it.
    pub(crate) fn each_dimension(&mut self, change: &mut impl FnMut(&mut Dimension)) {
        fn walk(dimension: &mut Dimension, change: &mut impl FnMut(&mut Dimension)) {
            change(dimension);
            dimension.dimensions.iter_mut().for_each(|child| walk(child, change));
        }
        self.dimensions.iter_mut().for_each(|dimension| walk(dimension, change));
    }

    /// Does something to each row: the weighted ones, then bonuses, then penalties.
    pub(crate) fn each_row(&mut self, change: &mut impl FnMut(&mut Indicator)) {
        self.each_dimension(&mut |dimension| dimension.indicators.iter_mut().for_each(&mut *change));
        self.bonuses.iter_mut().chain(&mut self.penalties).for_each(change);
    }

    /// All rows that are scored: the weighted ones, then bonuses, then penalties.
    #[must_use]
    pub fn scored_rows(&self) -> Vec<&Indicator> {
        self.indicators().into_iter().chain(&self.bonuses).chain(&self.penalties).collect()
    }
}
