//! What is asked of dimensions, said of their rows.

use std::collections::BTreeMap;

use super::share::{Allotment, Unallotted, Way, allot};
use super::{WeightMode, WeightRequest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::numeric::{Number, Weight};
use crate::scheme::{Dimension, Indicator, Scheme};

/// A request that names rows only.
pub(super) struct RowRequest {
    /// What is asked of rows; the rows of dimensions that are set or that give or take stand among the weights set.
    pub request: WeightRequest,
    /// The rows whose weights follow from a dimension's, each with what it gets before whole steps.
    pub ideal: BTreeMap<String, Number>,
    /// The row that took what whole steps left over in a dimension, and how much; of several the largest.
    pub leftover: Option<(String, Number)>,
}

impl RowRequest {
    /// What a request asks of rows. The rows of a dimension share its weight in proportion, in whole steps, besides those
    /// that are set or locked themselves; a locked dimension keeps its weight, and each of its rows unless one is set.
    ///
    /// # Errors
    /// [`Code::DimensionUnreachable`] for a weight that the rows of a dimension cannot add up to; [`Code::ModeNamesFixed`]
    /// for a dimension that is locked and is to give or take.
    pub fn new(request: WeightRequest, scheme: &Scheme, step: Option<&Number>) -> Result<Self, Diagnostics> {
        let mut rows = Self { request, ideal: BTreeMap::new(), leftover: None };
        // Inner dimensions before those that hold them, so that what is asked of them stands.
        for dimension in scheme.all_dimensions().into_iter().rev() {
            let set = rows.request.set.remove(&dimension.id);
            let is_locked = rows.request.locked.remove(&dimension.id);
            match set {
                Some(amount) => rows.give(dimension, amount.number(), step)?,
                None if is_locked && rows.has_set(dimension) => {
                    rows.give(dimension, dimension.weight.number(), step)?;
                }
                None if is_locked => rows.request.locked.extend(dimension.rows().into_iter().map(|row| row.id.clone())),
                None => {}
            }
        }
        if let WeightMode::Transfer(from) = rows.request.mode.clone()
            && let Some(dimension) = scheme.dimension(&from)
        {
            rows.transfer(dimension, scheme, step)?;
        }
        Ok(rows)
    }

    /// The weight that a row has so far.
    fn weight<'r>(&'r self, row: &'r Indicator) -> &'r Number {
        self.request.set.get(&row.id).unwrap_or(&row.weight).number()
    }

    fn has_set(&self, dimension: &Dimension) -> bool {
        dimension.rows().iter().any(|row| self.request.set.contains_key(&row.id))
    }

    /// A dimension gains what all others leave, or loses what they take; nothing else moves.
    fn transfer(&mut self, dimension: &Dimension, scheme: &Scheme, step: Option<&Number>) -> Result<(), Diagnostics> {
        let request = &self.request;
        let inside: Vec<&str> = dimension.rows().into_iter().map(|row| row.id.as_str()).collect();
        if inside.iter().all(|id| request.set.contains_key(*id) || request.locked.contains(*id)) {
            let problem = Diagnostic::new(Code::ModeNamesFixed).fact("id", &dimension.id);
            let locked = request.places.key(&["lock", "set"], &dimension.id);
            let problem = problem.fact("weight", &dimension.weight).at(request.giver());
            return Err(problem.related(locked, "locked-here").into());
        }
        let rows = scheme.indicators();
        let outside = rows.iter().filter(|row| !inside.contains(&row.id.as_str()));
        let full = scheme.full_score.number().clone();
        let amount = outside.into_iter().try_fold(full, |left, row| left.subtract(self.weight(row)))?;
        self.give(dimension, &amount, step)?;
        self.request.mode = WeightMode::AsEntered;
        Ok(())
    }

    /// Shares `amount` out among the rows of a dimension that nothing else holds.
    fn give(&mut self, dimension: &Dimension, amount: &Number, step: Option<&Number>) -> Result<(), Diagnostics> {
        let request = &self.request;
        let is_held = |row: &&Indicator| request.set.contains_key(&row.id) || request.locked.contains(&row.id);
        let (held, free): (Vec<&Indicator>, Vec<&Indicator>) = dimension.rows().into_iter().partition(is_held);
        let left = held.iter().try_fold(amount.clone(), |left, row| left.subtract(self.weight(row)))?;
        let bounds = (&Number::zero(), &amount.clone().max(Number::zero()));
        let parts = free
            .iter()
            .map(|row| request.bounded(row, step, bounds, Way::Proportional))
            .collect::<Result<Vec<_>, _>>()?;
        let allotted = allot(&parts, &left, Way::Proportional, (step, request.rest_among(&free)))?;
        let Allotment { ideal, values, rest, residual } = allotted.map_err(|Unallotted { least, most }| {
            let problem = Diagnostic::new(Code::DimensionUnreachable).said("dimension", dimension.name.clone());
            let problem = problem.fact("weight", amount).fact("needed", &left).fact("least", least);
            let asked = request.places.value("set", &dimension.id).or_else(|| request.giver());
            let locked = request.places.key(&["lock"], &dimension.id);
            problem.fact("most", most.min(amount.clone())).at(asked.or(locked))
        })?;
        let free: Vec<String> = free.into_iter().map(|row| row.id.clone()).collect();
        if !residual.is_zero() && self.leftover.as_ref().is_none_or(|(_, most)| residual > *most) {
            self.leftover = rest.and_then(|rest| free.get(rest)).map(|row| (row.clone(), residual));
        }
        for ((id, ideal), value) in free.into_iter().zip(ideal).zip(values) {
            // INVARIANT: shares lie between bounds that are not below 0, and whole steps below them do too.
            let Some(weight) = Weight::new(value) else { continue };
            self.request.set.insert(id.clone(), weight);
            self.ideal.insert(id, ideal);
        }
        Ok(())
    }
}
