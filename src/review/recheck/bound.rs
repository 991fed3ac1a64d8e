//! A figure that is a bound, as ≥360, scored at both of its ends: where they have the same points, these are the row's.

use super::checked_row::{Disagreement, Obstacle, RowVerdict};
use super::compare::compare;
use super::scoring_context::ScoringContext;
use super::side::advantage;
use crate::evaluation::Row;
use crate::notation::Operator;
use crate::numeric::{Number, NumberError};
use crate::report::{Copied, Figure, Report, RowNote};
use crate::scheme::{Indicator, InputSource, Target};

/// How far away the open end of a bound is tried: so many times what the figure and the target say.
const FAR: i64 = 1_000_000;
/// How far from a bound that is not included its nearest number is taken, as a decimal place.
const NEAR: u32 = 6;

/// A row that a bound allows several points, and what it comes to at its lower and upper end.
pub(super) struct BoundedRow {
    /// What stands in the report.
    pub text: String,
    /// The least points.
    pub low: Number,
    /// The most.
    pub high: Number,
    /// The row and the report at one end.
    end: (Row, Report),
}

impl BoundedRow {
    /// The points, where both ends have the same.
    pub fn decided(&self) -> Option<&Number> {
        (self.low == self.high).then_some(&self.low)
    }

    /// How a claim stands to what the bound allows.
    ///
    /// # Errors
    /// Differences too large to be held.
    pub fn verdict(
        &self,
        context: &ScoringContext<'_>,
        indicator: &Indicator,
        note: &RowNote,
        counted: &Number,
    ) -> Result<RowVerdict, NumberError> {
        let (row, report) = &self.end;
        if let Some(points) = self.decided() {
            return compare(&context.with_report(report.clone()), indicator, note, row, counted, points);
        }
        let (low, high) = (self.low.clone(), self.high.clone());
        if *counted >= low && *counted <= high {
            return Ok(RowVerdict::CannotBeRecomputed(Obstacle::Between(self.text.clone(), low, high)));
        }
        let nearest = if *counted < low { &low } else { &high };
        let difference = advantage(row.role(), counted, nearest)?;
        let beyond = Some((low, high));
        Ok(RowVerdict::Disagrees(Disagreement { difference, weight_twice: false, lifted_by: None, beyond }))
    }
}

/// A row with a bound among its figures, scored at both ends; nothing where the rule does not declare that its points only
/// rise or only fall with the figure, or where an end has no points.
pub(super) fn bounded(context: &ScoringContext<'_>, indicator: &Indicator, row: &Row) -> Option<BoundedRow> {
    let rule = context.book().get(&indicator.rule)?;
    let (metric, figure) = indicator.inputs.iter().find_map(|(name, source)| {
        let InputSource::One(metric, _) = source else { return None };
        let figure = context.report().figure(metric.trim())?;
        let is_bound = matches!(figure.print(), Some(Copied::Bound(..) | Copied::Range(..)));
        (is_bound && rule.is_monotone_in(name, row.params())).then_some((metric.trim(), figure))
    })?;
    let [(one_row, one_report), (other_row, _)] = ends(figure, indicator)?
        .map(|end| {
            let mut changed = context.report().clone();
            changed.restate(metric, end.to_string());
            let scored = context.with_report(changed.clone()).score(|_| {});
            scored.map(|(row, _)| (row, changed))
        })
        .into_iter()
        .collect::<Option<Vec<_>>>()?
        .try_into()
        .ok()?;
    let one = one_row.points()?.number().clone();
    let other = other_row.points()?.number().clone();
    let (low, high) = if one <= other { (one, other) } else { (other, one) };
    Some(BoundedRow { text: figure.text().to_owned(), low, high, end: (one_row, one_report) })
}

/// The two ends of what a bound allows.
fn ends(figure: &Figure, indicator: &Indicator) -> Option<[Number; 2]> {
    let near = Number::last_place(NEAR).ok()?;
    let far = |number: &Number| {
        let of_target = indicator.target.as_ref().and_then(Target::number).map(Number::absolute);
        let large = of_target.into_iter().chain([number.absolute(), Number::from(1)]).max()?;
        large.multiply(&Number::from(FAR)).ok()
    };
    match figure.print()? {
        Copied::Range(low, high) => Some([low.clone(), high.clone()]),
        Copied::Bound(Operator::AtLeast, number) => Some([number.clone(), far(number)?]),
        Copied::Bound(Operator::MoreThan, number) => Some([number.add(&near).ok()?, far(number)?]),
        Copied::Bound(operator @ (Operator::AtMost | Operator::LessThan), number) => {
            let number = if *operator == Operator::AtMost { number.clone() } else { number.subtract(&near).ok()? };
            // Figures are counted from 0 where the bound itself is not below.
            (!number.is_negative()).then(|| [Number::zero(), number])
        }
        Copied::Bound(Operator::Equal, _) | Copied::Number | Copied::Day(_) => None,
    }
}
