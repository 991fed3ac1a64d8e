//! Weights: each level adds up to the one above it, exactly.

use super::SchemeCheck;
use super::ids::{all_dimensions, all_rows, listed, weighted_rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Path, Place};
use crate::messages::phrase;
use crate::numeric::{Number, Weight};
use crate::scheme::draft::{RoundingDraft, SchemeDraft};

/// How many addends are marked in the file.
const MOST_MARKED: usize = 12;

impl SchemeCheck {
    pub(super) fn check_weights(&mut self, draft: &SchemeDraft) {
        let top = Path::top();
        let places = std::sync::Arc::clone(&self.places);
        let weight_of = |path: &Path| places.value(&path.key("weight"));
        let dimensions: Vec<_> = listed(draft.dimensions.as_deref(), &top.key("dimensions"))
            .map(|(dimension, path)| (&dimension.weight.0, weight_of(&path)))
            .collect();
        if let Some(full) = draft.full_score.as_ref().filter(|_| !dimensions.is_empty()) {
            let name = phrase("full-score-as-parent", &[]);
            let place = places.value(&top.key("full_score"));
            self.found.extend(sum_problem(Code::WeightSum, &name, &full.0, &place, &dimensions).err());
        }
        for (dimension, path) in all_dimensions(draft) {
            let name = Bilingual::new(&dimension.name, dimension.en.as_deref());
            let below: Vec<_> = listed(dimension.dimensions.as_deref(), &path.key("dimensions"))
                .map(|(child, path)| (&child.weight.0, weight_of(&path)))
                .collect();
            let rows: Vec<_> = listed(dimension.indicators.as_deref(), &path.key("indicators"))
                .map(|(row, path)| (&row.weight.0, weight_of(&path)))
                .collect();
            if below.is_empty() == rows.is_empty() {
                let problem = Diagnostic::new(Code::DimensionContent).at(places.value(&path.key("id")));
                self.found.push(problem.fact("id", &dimension.id).said("name", name));
                continue;
            }
            let children = if below.is_empty() { rows } else { below };
            let (weight, place) = (&dimension.weight.0, weight_of(&path));
            self.found.extend(sum_problem(Code::WeightSum, &name, weight, &place, &children).err());
        }
    }

    /// The step that weights lie on, and every weight that does not.
    pub(super) fn weight_grid(&mut self, draft: &SchemeDraft) -> Option<Weight> {
        let grid = self.positive(draft.weight_grid.as_ref()?.0.clone(), &Path::top().key("weight_grid"))?;
        for (row, path) in weighted_rows(draft) {
            if row.weight.0.remainder(grid.number()).is_ok_and(|rest| !rest.is_zero()) {
                let problem = Diagnostic::new(Code::OffGrid).at(self.places.value(&path.key("weight")));
                self.found.push(problem.fact("id", &row.id).fact("weight", &row.weight).fact("grid", &grid));
            }
        }
        Some(grid)
    }

    /// Weights with more digits than what is rounded in their place: their points would not fit into the weight.
    pub(super) fn check_places(&mut self, draft: &SchemeDraft) {
        let places = |rounding: Option<&RoundingDraft>| rounding.map(|rounding| rounding.places.0.clone());
        let of = draft.rounding.as_ref();
        let row_places = places(of.and_then(|of| of.indicator.as_ref()));
        let dimension_places = places(of.and_then(|of| of.dimension.as_ref()));
        let rows = all_rows(draft).into_iter().map(|(row, path)| (&row.weight, path, &row_places));
        let dimensions = all_dimensions(draft).into_iter();
        let dimensions = dimensions.map(|(dimension, path)| (&dimension.weight, path, &dimension_places));
        for (weight, path, places) in rows.chain(dimensions) {
            let Some(most) = places.as_ref().and_then(|places| u32::try_from(places.to_i64()?).ok()) else { continue };
            if weight.0.decimals().is_none_or(|decimals| decimals > most) {
                let problem = Diagnostic::new(Code::WeightPlaces).at(self.places.value(&path.key("weight")));
                self.found.push(problem.fact("weight", weight).fact("places", most));
            }
        }
    }

    /// Reports entries of the table of receivers that name no weighted row, or the same one twice.
    pub(super) fn check_reallocation(&mut self, draft: &SchemeDraft) {
        let known: Vec<&str> = weighted_rows(draft).into_iter().map(|(row, _)| row.id.as_str()).collect();
        for (giver, receiver) in draft.reallocation.iter().flatten() {
            let path = Path::top().key("reallocation").key(giver);
            for (id, place) in [(giver, self.places.key(&path)), (receiver, self.places.value(&path))] {
                if !known.contains(&id.as_str()) {
                    let problem = Diagnostic::new(Code::UnknownIndicator).at(place).fact("id", id);
                    self.found.push(problem.suggest(id, known.iter().copied()));
                }
            }
            if giver == receiver {
                self.found.push(Diagnostic::new(Code::NoReceiver).at(self.places.value(&path)).fact("id", giver));
            }
        }
    }
}

/// Weights with what they come to; one alone is that itself.
pub(in crate::scheme) fn addition(addends: &[String], sum: &str) -> String {
    if addends.len() > 1 { format!("{} = {sum}", addends.join(" + ")) } else { sum.to_owned() }
}

/// What weights come to that do not add up to the one above them. Weights below 0 are reported elsewhere and not added up.
///
/// # Errors
/// The problem of that, under the code given; of a sum that is too large to be held.
pub(in crate::scheme) fn sum_problem(
    code: Code,
    parent: &Bilingual,
    weight: &Number,
    place: &Place,
    children: &[(&Number, Place)],
) -> Result<(), Diagnostic> {
    if weight.is_negative() || children.iter().any(|(weight, _)| weight.is_negative()) {
        return Ok(());
    }
    let sum = children.iter().try_fold(Number::zero(), |sum, (weight, _)| sum.add(weight));
    let difference = sum.as_ref().map_err(|error| *error).and_then(|sum| weight.subtract(sum));
    let (Ok(sum), Ok(difference)) = (sum, difference) else {
        // A sum too large to be held is not the parent's weight, which was written with 28 digits at most.
        let problem = Diagnostic::new(Code::NumberRange).at(place.clone());
        return Err(problem.fact("value", weight).fact("bounds", "…"));
    };
    if difference.is_zero() {
        return Ok(());
    }
    let addends: Vec<String> = children.iter().map(|(weight, _)| weight.to_string()).collect();
    let excess = match difference.is_negative() {
        true => phrase("weights-too-many", &[]),
        false => phrase("weights-too-few", &[]),
    };
    let mut problem = Diagnostic::new(code)
        .at(place.clone())
        .fact("addends", addition(&addends, &sum.to_string()))
        .fact("sum", sum)
        .fact("weight", weight)
        .fact("difference", difference.absolute())
        .said("excess", excess)
        .said("parent", parent.clone());
    for (_, place) in children.iter().take(MOST_MARKED) {
        problem = problem.related(place.clone(), "addend");
    }
    Err(problem)
}
