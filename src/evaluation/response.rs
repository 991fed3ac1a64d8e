//! [`Response`]: the total of one report as a function of what its rows are worth and get.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::compiled::CompiledRow;
use super::gathered::Gathered;
use super::overlay::Overlay;
use super::program::Program;
use super::row::Row;
use super::scoring::{FixedRow, Scoring, graded, row_total};
use super::total::{Overrides, RowTotal, total_of_points, total_of_sum};
use super::weight_curve::{WeightCurve, curve};
use super::{Evaluation, Total};
use crate::diagnostic::Diagnostics;
use crate::numeric::{Interval, Number, NumberError, Rounding, Weight};
use crate::report::Report;
use crate::rule::QuantityError;
use crate::scheme::Scheme;

/// A report whose figures are resolved and whose rows are scored once, for whoever looks at many weightings of it.
pub struct Response<'a> {
    scoring: Scoring<'a>,
    /// The report as it is.
    evaluation: Evaluation,
    /// Where each row stands among those of the evaluation.
    positions: BTreeMap<String, usize>,
    /// What each row adds as it is, in the order of the scheme.
    rows: Vec<RowTotal<Number>>,
    /// The curve of each row over all weights from 0 to the full score, made when it is first asked for.
    curves: Vec<OnceLock<Option<WeightCurve>>>,
    /// Which weights each row may not have, as far as that was asked.
    refused: Vec<Mutex<BTreeMap<Weight, bool>>>,
}

impl<'a> Response<'a> {
    pub(super) fn new(program: &Program, report: &'a Report) -> Self {
        let scoring = program.scoring(report);
        let evaluation = scoring.evaluate(program);
        let rows: Vec<_> = evaluation.rows.iter().map(row_total).collect();
        let curves = rows.iter().map(|_| OnceLock::new()).collect();
        let refused = rows.iter().map(|_| Mutex::default()).collect();
        let positions = evaluation.rows.iter().enumerate().map(|(at, row)| (row.id().to_owned(), at)).collect();
        Self { scoring, evaluation, positions, rows, curves, refused }
    }

    /// The evaluation of the report as it is.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// What each row adds as it is, in the order of the scheme.
    pub(super) fn row_totals(&self) -> &[RowTotal<Number>] {
        &self.rows
    }

    /// Vetoes and ceilings as the report decides them.
    pub(super) fn overrides(&self) -> &Overrides {
        &self.scoring.overrides
    }

    pub(super) fn scheme(&self) -> &Scheme {
        self.scoring.scheme()
    }

    /// The position of a row among those of the evaluation.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The total if rows were worth and got before rounding what `fixed` says at their positions, and all others what they
    /// are worth and get; everything after the rows happens as ever. `None` where the total is withheld.
    #[must_use]
    pub fn total(&self, fixed: &[Option<FixedRow>]) -> Option<Total> {
        let fixed = fixed.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        let rows = self.scoring.rows().iter().zip(&self.rows).zip(fixed).map(|((row, own), fixed)| match fixed {
            Some(fixed) => self.scoring.fixed(row, fixed.weight.number(), fixed.points.clone()),
            None => Ok(own.clone()),
        });
        self.scoring.graded_total(rows).ok().flatten()
    }

    /// Whether a row may not be worth what these weights say: the scheme or its rule stands against it.
    #[must_use]
    pub fn refuses(&self, weights: &BTreeMap<String, Weight>) -> bool {
        self.evaluation.rows.iter().enumerate().any(|(position, row)| {
            let other = weights.get(row.id()).filter(|weight| *weight != row.weight());
            other.is_some_and(|weight| self.refuses_weight(position, weight))
        })
    }

    fn refuses_weight(&self, position: usize, weight: &Weight) -> bool {
        let program = self.evaluation.program();
        let Some(known) = self.refused.get(position).filter(|_| program.looks_at_weight(position)) else {
            return false;
        };
        let known = || known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(is_refused) = known().get(weight) {
            return *is_refused;
        }
        let is_refused = program.refuses_weight(position, weight);
        known().insert(weight.clone(), is_refused);
        is_refused
    }

    /// The total at other weights of some rows, whose points are read off their curves over all weights; `None` where it is
    /// withheld, or a row has no curve.
    #[must_use]
    pub fn total_on_curves(&self, weights: &BTreeMap<String, Weight>) -> Option<Total> {
        let mut fixed: Vec<Option<FixedRow>> = Vec::with_capacity(self.rows.len());
        for (position, row) in self.evaluation.rows.iter().enumerate() {
            let other = weights.get(row.id()).filter(|weight| weight.number() != row.weight().number());
            fixed.push(match other {
                Some(weight) => self.whole_curve(position)?.fixed_at(weight)?,
                None => None,
            });
        }
        self.total(&fixed)
    }

    /// The rounding of the rows, where nothing but it stands between the points that their rules give and what they add: no
    /// veto takes a row's points.
    #[must_use]
    pub fn plain_rounding(&self) -> Option<Rounding> {
        let is_struck = self.scoring.rows().iter().any(|row| self.scoring.is_struck(row));
        self.scheme().roundings.indicator.filter(|_| !is_struck)
    }

    /// The total where the rounded points of the weighted rows add up to `sum`; everything after them happens as ever. `None`
    /// where it is withheld, or more counts than their sum: dimensions that are rounded, rows that do not apply.
    #[must_use]
    pub fn total_of_points(&self, sum: &Number) -> Option<Total> {
        let scheme = self.scoring.scheme();
        let total = total_of_points(scheme, &self.rows, &self.scoring.overrides, sum.clone()).ok()??;
        graded(scheme, &total).ok()
    }

    /// The total before vetoes, ceilings and bounds, where what the weighted rows count adds up to `sum`: their rounded
    /// points, or the unrounded ones where rows that do not apply are rescaled.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn total_of_sum(&self, sum: &Number) -> Result<Number, NumberError> {
        total_of_sum(self.scoring.scheme(), &self.rows, sum.clone()).map_err(QuantityError::of_numbers)
    }

    /// The evaluation under other weights of some rows, which the rest of the tree must make room for.
    ///
    /// # Errors
    /// Those of [`Program::overlaid`].
    pub fn evaluate_under(&self, weights: &BTreeMap<String, Weight>) -> Result<Evaluation, Diagnostics> {
        let overlaid = self.evaluation.program().overlaid(&Overlay::new().weights(weights.clone()))?;
        Ok(self.scoring.under(&overlaid).evaluate_beside(&overlaid, &self.evaluation))
    }

    /// The total under other weights of some rows, those in `fixed` aside: they are worth and get what it says, and their
    /// rules are not asked.
    ///
    /// # Errors
    /// Those of [`Program::overlaid`], and all that withholds the total.
    pub fn total_under(
        &self,
        weights: &BTreeMap<String, Weight>,
        fixed: &BTreeMap<String, FixedRow>,
    ) -> Result<Total, Diagnostics> {
        let overlaid = self.evaluation.program().overlaid(&Overlay::new().weights(weights.clone()))?;
        let beside = self.scoring.under(&overlaid);
        let mut problems = Diagnostics::new();
        let rows = beside.rows().iter().zip(&self.evaluation.rows).map(|(row, own)| match fixed.get(own.id()) {
            Some(fixed) => beside.fixed(row, fixed.weight.number(), fixed.points.clone()),
            None => Ok(row_total(&beside.row_beside(row, own, &mut problems))),
        });
        match beside.graded_total(rows) {
            Ok(Some(total)) => Ok(total),
            // What withholds it is told with all else that is to be said of the evaluation.
            _ => Err(beside.evaluate_beside(&overlaid, &self.evaluation).diagnostics),
        }
    }

    /// The row `id` under another weight, all else as it is; `None` where there is no such row.
    #[must_use]
    pub fn row_at(&self, id: &str, weight: &Weight) -> Option<Row> {
        let own = self.evaluation.row(id)?;
        let row = Arc::new(own.compiled.at_weight(weight).ok()?);
        Some(self.scoring.row_beside(&row, own, &mut Diagnostics::new()))
    }

    /// The points before rounding of the row at a position, at another weight; `None` where its curve over all weights has
    /// none there.
    pub(super) fn unrounded_at(&self, position: usize, weight: &Number) -> Option<Number> {
        self.whole_curve(position)?.unrounded_at(weight)
    }

    /// The curve of a row over all weights from 0 to the full score, made once.
    pub(crate) fn whole_curve(&self, position: usize) -> Option<&WeightCurve> {
        let (row, gathered) = self.row_with_inputs(position)?;
        let all = self.curves.get(position)?.get_or_init(|| {
            let all = Interval::closed(Number::zero(), self.scoring.scheme().full_score.number().clone())?;
            curve(&self.scoring, row, gathered, &all)
        });
        all.as_ref()
    }

    fn row_with_inputs(&self, position: usize) -> Option<(&CompiledRow, &Gathered)> {
        Some((self.scoring.rows().get(position)?, &self.evaluation.rows.get(position)?.gathered))
    }

    /// The points of the row `id` over an interval of weights, as [`Program::weight_curve`] gives them.
    #[must_use]
    pub fn weight_curve(&self, id: &str, weights: &Interval) -> Option<WeightCurve> {
        let position = self.position(id)?;
        let (row, gathered) = self.row_with_inputs(position)?;
        let part = self.whole_curve(position).and_then(|all| all.within(weights));
        // A curve with too many pieces for all weights may have few enough for some of them.
        part.filter(|part| part.opaque().is_none()).or_else(|| curve(&self.scoring, row, gathered, weights))
    }
}
