//! [`WeightSearch`]: what a search of weights is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Goal, Norm};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::RequestPlaces;
use crate::numeric::{Number, NumberError, Weight};
use crate::scheme::{Scheme, WeightRequest};

/// Which weights may change, and how the change is measured.
#[derive(Clone, Debug)]
pub struct WeightSearch {
    /// What is to be reached.
    pub goal: Goal,
    /// The measure.
    pub norm: Norm,
    /// Changes are multiples of so many points, more than 0.
    pub step: Number,
    /// Rows that keep their weight.
    pub locked: BTreeSet<String>,
    /// The least and the most that rows may be worth; otherwise from 0 to the full score.
    pub bounds: BTreeMap<String, (Weight, Weight)>,
    /// The most points that any single weight may change by.
    pub within: Option<Number>,
    /// Where this was written: `lock` and `bounds` by indicator, `grid` and `within`.
    pub places: RequestPlaces,
}

impl WeightSearch {
    /// The same, with the rows locked that only their present weight fits and that have no bounds of their own.
    pub(super) fn holding(&self, scheme: &Scheme) -> Self {
        let mut search = self.clone();
        search.locked.extend(scheme.held().filter(|id| !self.bounds.contains_key(id)));
        search
    }

    /// What in it cannot be.
    pub(super) fn contradictions(&self, scheme: &Scheme) -> Result<Diagnostics, NumberError> {
        let rows = scheme.indicators();
        let places = &self.places;
        let mut found = WeightRequest {
            locked: self.locked.clone(),
            bounds: self.bounds.clone(),
            places: places.clone(),
            ..WeightRequest::default()
        }
        .unknown(scheme);
        let steps = std::iter::once((&self.step, "grid")).chain(self.within.iter().map(|within| (within, "within")));
        for (step, part) in steps.filter(|(step, _)| step.is_zero() || step.is_negative()) {
            let problem = Diagnostic::new(Code::NumberRange).fact("value", step).fact("bounds", "> 0");
            found.push(problem.at(places.single(part)));
        }
        for row in rows {
            let Some((low, high)) = self.bounds.get(&row.id) else { continue };
            let named = |code: Code| {
                let problem = Diagnostic::new(code).fact("id", &row.id).fact("low", low).fact("high", high);
                problem.at(places.value("bounds", &row.id))
            };
            if low > high {
                found.push(named(Code::BoundsReversed).fact("least", low).fact("most", high));
            } else if self.locked.contains(&row.id) {
                let problem = named(Code::LockedAndBounded).fact("weight", &row.weight);
                found.push(problem.related(places.key(&["lock"], &row.id), "locked-here"));
            } else if row.weight < *low || row.weight > *high {
                found.push(named(Code::OutsideBounds).fact("weight", &row.weight));
            }
        }
        Ok(found)
    }
}
