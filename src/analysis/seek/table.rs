//! [`RowTable`]: what a row is worth at every permitted step of its weight.

use super::context::SearchContext;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::evaluation::{Row, RowState};
use crate::numeric::{Interval, Number, NumberError, Weight};

/// The points of one row at weights that lie whole steps from its present one.
#[derive(Clone, Debug)]
pub(super) struct RowTable {
    /// How many steps the weight may fall, as a number not above 0.
    pub least: i64,
    /// How many steps it may rise.
    pub most: i64,
    /// What each step adds to the sum in the wanted direction, from `least` to `most`; none where the rule does not
    /// award points.
    gains: Vec<Option<Number>>,
}

impl RowTable {
    /// A row that keeps its weight.
    pub fn fixed() -> Self {
        Self { least: 0, most: 0, gains: vec![Some(Number::zero())] }
    }

    /// The table from its parts; for tests and for [`RowTable::of`].
    pub fn new(least: i64, gains: Vec<Option<Number>>) -> Self {
        let most = i64::try_from(gains.len()).unwrap_or(i64::MAX).saturating_add(least).saturating_sub(1);
        Self { least, most, gains }
    }

    /// What `steps` add to the sum in the wanted direction; none where they are not permitted.
    pub fn gain(&self, steps: i64) -> Option<&Number> {
        let at = usize::try_from(steps.checked_sub(self.least)?).ok()?;
        self.gains.get(at)?.as_ref()
    }

    /// The table of a row between two weights, and why it could not be traced if it could not.
    ///
    /// # Errors
    /// Numbers that grow too large.
    pub fn of(
        context: &SearchContext<'_>,
        row: &Row,
        step: &Number,
        (low, high): (&Number, &Number),
        is_upward: bool,
    ) -> Result<(Self, Option<Diagnostic>), Diagnostics> {
        let weight = row.weight().number();
        let steps = |from: &Number, to: &Number| -> Result<i64, NumberError> {
            Ok(to.subtract(from)?.divide(step)?.floor().to_i64().unwrap_or(i64::MAX))
        };
        let (least, most) = (steps(low, weight)?.saturating_neg(), steps(weight, high)?);
        let values = RowValues::of(context, row, low, high);
        let now = context.counted(row).unwrap_or_else(Number::zero);
        let mut gains = Vec::new();
        for steps in least..=most {
            let other = weight.add(&step.multiply(&Number::from(steps))?)?;
            let gain = match values.at(&other) {
                None => None,
                Some(points) if is_upward => Some(points.subtract(&now)?),
                Some(points) => Some(now.subtract(&points)?),
            };
            gains.push(gain);
        }
        Ok((Self::new(least, gains), values.opaque()))
    }
}

/// What a row counts with at any weight: read from its trace, or scored weight by weight where it has none.
pub(super) struct RowValues<'g> {
    context: &'g SearchContext<'g>,
    id: String,
    trace: Option<crate::evaluation::WeightCurve>,
}

impl<'g> RowValues<'g> {
    pub fn of(context: &'g SearchContext<'_>, row: &Row, low: &Number, high: &Number) -> Self {
        let interval = Interval::closed(low.clone(), high.clone());
        let trace = interval.and_then(|weights| context.response.weight_curve(row.id(), &weights));
        Self { context, id: row.id().to_owned(), trace }
    }

    /// Why the row could not be traced, if it could not.
    pub fn opaque(&self) -> Option<Diagnostic> {
        self.trace.as_ref()?.opaque().cloned()
    }

    /// What the row counts with at `weight`; none where it has no points there.
    pub fn at(&self, weight: &Number) -> Option<Number> {
        let unrounded = self.context.counts_unrounded();
        match self.trace.as_ref().filter(|trace| trace.opaque().is_none()) {
            Some(trace) if unrounded => trace.unrounded_at(weight),
            Some(trace) => match trace.state_at(weight)? {
                RowState::Scored(points) => Some(points.number().clone()),
                _ => None,
            },
            None => {
                let weight = Weight::new(weight.clone())?;
                let row = self.context.response.row_at(&self.id, &weight)?;
                self.context.counted(&row)
            }
        }
    }
}
