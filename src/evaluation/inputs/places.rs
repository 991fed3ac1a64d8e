//! Where the figures behind a formula stand.

use super::{Inputs, Slot};
use crate::evaluation::compiled::{CompiledFormula, MetricId};
use crate::language::Bilingual;
use crate::location::Place;
use crate::report::{Metric, MetricState};

impl Inputs {
    /// Where the reported figures behind a formula stand.
    pub fn places(&self, formula: &CompiledFormula) -> Vec<Place> {
        let mut reported = Vec::new();
        self.collect_reported(formula, &mut reported);
        reported.into_iter().map(|(_, metric)| metric.place.clone()).collect()
    }

    /// What the metric is called that a formula names.
    pub fn called(&self, formula: &CompiledFormula) -> Option<&Bilingual> {
        self.metrics.called(formula)
    }

    /// Where the figure of a metric stands, or the first one behind it.
    pub fn place_of(&self, id: MetricId) -> Option<Place> {
        match self.slots.get(id)? {
            Slot::Reported(metric, _) => Some(metric.place.clone()),
            Slot::Derived(_) => self.first_place(self.metrics.get(id)?.formula.as_ref()?).cloned(),
            Slot::Absent => None,
        }
    }

    /// The figures behind some formulas as they were reported, each with the id of its metric, where one of them was
    /// reported in another unit than its metric is counted in; otherwise none.
    pub fn converted<'f>(&self, formulas: impl Iterator<Item = &'f CompiledFormula>) -> Vec<(&str, String)> {
        let mut reported = Vec::new();
        formulas.for_each(|formula| self.collect_reported(formula, &mut reported));
        let mut is_any_converted = false;
        let mut told: Vec<(&str, String)> = Vec::new();
        for (id, metric) in reported {
            let (Some(Slot::Reported(_, Some(_))), Some(counted)) = (self.slots.get(id), self.unit(id)) else {
                continue;
            };
            let MetricState::Value(figure) = &metric.state else { continue };
            let unit = figure.unit().unwrap_or(counted);
            is_any_converted |= unit != counted;
            if !told.iter().any(|(name, _)| *name == self.name(id)) {
                told.push((self.name(id), format!("{}{unit}", figure.text())));
            }
        }
        if is_any_converted { told } else { Vec::new() }
    }

    fn collect_reported<'i>(&'i self, formula: &CompiledFormula, reported: &mut Vec<(MetricId, &'i Metric)>) {
        for id in &formula.terms {
            match (self.slots.get(*id), self.metrics.get(*id).and_then(|metric| metric.formula.as_ref())) {
                (Some(Slot::Reported(metric, _)), _) => reported.push((*id, metric)),
                // Compiled schemes have no circles.
                (Some(Slot::Derived(_)), Some(derived)) => self.collect_reported(derived, reported),
                _ => {}
            }
        }
    }

    /// Where the first figure behind a formula stands that is itself below 0.
    pub(super) fn negative_place(&self, formula: &CompiledFormula) -> Option<Place> {
        formula.terms.iter().find_map(|id| match self.slots.get(*id)? {
            Slot::Reported(metric, Some(number)) if number.is_negative() => Some(metric.place.clone()),
            Slot::Derived(_) => self.negative_place(self.metrics.get(*id)?.formula.as_ref()?),
            Slot::Reported(..) | Slot::Absent => None,
        })
    }

    /// Where the first of them stands.
    pub(super) fn first_place(&self, formula: &CompiledFormula) -> Option<&Place> {
        formula.terms.iter().find_map(|id| match self.slots.get(*id)? {
            Slot::Reported(metric, _) => Some(&metric.place),
            Slot::Derived(_) => self.first_place(self.metrics.get(*id)?.formula.as_ref()?),
            Slot::Absent => None,
        })
    }
}
