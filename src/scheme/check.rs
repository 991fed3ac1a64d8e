//! From what a file says to a [`Scheme`], with all problems found in one run.

mod ids;
mod overrides;
mod peers;
mod rows;
mod totals;
mod weights;

pub(super) use ids::listed;
pub(super) use weights::{addition, sum_problem};

/// The weights of rows as numbers; those that are none were refused where they were written.
fn weights_by_row(written: &BTreeMap<String, DecimalLiteral>) -> BTreeMap<String, Weight> {
    written.iter().filter_map(|(id, weight)| Some((id.clone(), Weight::new(weight.0.clone())?))).collect()
}

#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::{MetricDraft, SchemeDraft};
use super::{MetricDeclaration, Scheme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::language::Bilingual;
use crate::literal::DecimalLiteral;
use crate::location::{Path, Place, Places};
use crate::numeric::{Number, Unit, Weight};

/// What all parts of the check share.
struct SchemeCheck {
    places: Arc<Places>,
    metrics: BTreeMap<String, MetricDeclaration>,
    found: Diagnostics,
}

impl Scheme {
    /// Checks what a file says; all its problems are reported together.
    ///
    /// A draft that extends another must have been merged with it before; `places` are those of the merged draft.
    ///
    /// # Errors
    /// The problems, warnings included, if one of them refuses the scheme.
    pub fn check(draft: SchemeDraft, places: Places) -> Result<Warned<Self>, Diagnostics> {
        match Self::read(draft, places) {
            (Some(scheme), found) => found.accept(scheme),
            (None, found) => Err(found),
        }
    }

    /// The scheme that a refused draft is all the same, where nothing of it is missing: what else is wrong can be told of it,
    /// but nothing is scored by it.
    pub(crate) fn despite_faults(draft: SchemeDraft, places: Places) -> Option<Self> {
        Self::read(draft, places).0
    }

    fn read(draft: SchemeDraft, places: Places) -> (Option<Self>, Diagnostics) {
        let mut check = SchemeCheck { places: Arc::new(places), metrics: BTreeMap::new(), found: Diagnostics::new() };
        let scheme = check.scheme(draft);
        (scheme, check.found)
    }
}

impl SchemeCheck {
    fn scheme(&mut self, draft: SchemeDraft) -> Option<Scheme> {
        let top = Path::top();
        self.check_ids(&draft);
        self.check_names(&draft);
        self.check_weights(&draft);
        let is_left = [("changes", draft.changes.is_some()), ("whatif", draft.whatif.is_some())];
        for (field, _) in is_left.into_iter().filter(|(_, is_left)| *is_left) {
            let place = self.places.key(&top.key(field));
            self.found.push(Diagnostic::new(Code::UnknownField).at(place).fact("field", field));
        }
        self.declare_metrics(draft.metrics.clone().unwrap_or_default());
        self.declare_implicit_metrics(&draft);
        self.declare_peers(draft.metrics.as_ref().unwrap_or(&BTreeMap::new()), draft.tied_ranks.unwrap_or_default());
        let grades_from = draft.grades.clone().unwrap_or_default();
        let vetoes = self.vetoes(&draft);
        let weight_grid = self.weight_grid(&draft);
        self.check_reallocation(&draft);
        self.check_may_not_apply(&draft);
        self.check_places(&draft);
        let caps = self.caps(draft.caps.unwrap_or_default());

        let title = self.required(draft.title, "title");
        let full_score = self.required(draft.full_score, "full_score");
        let full_score = full_score.and_then(|DecimalLiteral(number)| self.positive(number, &top.key("full_score")));
        let rounding = self.required(draft.rounding, "rounding");
        let roundings = rounding.and_then(|rounding| self.roundings(&rounding));
        let grades = self.required(Some(grades_from).filter(|grades| !grades.is_empty()), "grades");
        let grades = grades.map(|grades| self.grades(&grades, full_score.as_ref()));
        let dimensions = self.required(draft.dimensions.filter(|list| !list.is_empty()), "dimensions");
        let dimensions = self.dimensions(dimensions.unwrap_or_default(), &top.key("dimensions"));
        let bonuses = self.rows(draft.bonuses.unwrap_or_default(), &top.key("bonuses"));
        let penalties = self.rows(draft.penalties.unwrap_or_default(), &top.key("penalties"));
        let bonus_limit =
            draft.bonus_limit.and_then(|DecimalLiteral(limit)| self.weight(limit, &top.key("bonus_limit")));

        let scheme = Scheme {
            id: draft.scheme,
            extended: Vec::new(),
            extended_weights: draft.extended_weights.iter().map(weights_by_row).collect(),
            title: Bilingual::new(title?, draft.title_en.as_deref()),
            year: draft.year.map(|year| year.0),
            full_score: full_score?,
            weight_grid,
            reallocation: draft.reallocation.unwrap_or_default(),
            roundings: roundings?,
            grades: grades?,
            not_applicable: draft.not_applicable.unwrap_or_default(),
            may_not_apply: draft.may_not_apply,
            missing: draft.missing.unwrap_or_default(),
            tied_ranks: draft.tied_ranks.unwrap_or_default(),
            metrics: std::mem::take(&mut self.metrics),
            dimensions,
            bonuses,
            penalties,
            bonus_limit,
            vetoes,
            caps,
            place: self.start(),
            grades_place: self.places.key(&top.key("grades")),
        };
        self.check_grade_reach(&scheme);
        self.check_guesses(&scheme);
        Some(scheme)
    }

    /// Where the scheme begins: the key of its id, which every file has.
    fn start(&self) -> Place {
        self.places.key(&Path::top().key("scheme"))
    }

    fn required<T>(&mut self, value: Option<T>, field: &'static str) -> Option<T> {
        if value.is_none() {
            let path = Path::top().key(field);
            let place = if self.places.has(&path) { self.places.key(&path) } else { self.start() };
            self.found.push(Diagnostic::new(Code::MissingField).at(place).fact("field", field));
        }
        value
    }

    fn declare_metrics(&mut self, metrics: BTreeMap<String, MetricDraft>) {
        for (id, draft) in metrics {
            let path = Path::top().key("metrics").key(&id);
            let name = draft.name.unwrap_or_else(|| id.clone());
            let formula = draft.formula.map(|text| (text, self.places.value(&path.key("formula"))));
            let declaration = MetricDeclaration {
                name: Bilingual::new(name, draft.en.as_deref()),
                unit: self.unit(draft.unit.as_deref().unwrap_or_default(), &path.key("unit")),
                formula,
                peers: None,
                place: self.places.key(&path),
            };
            self.metrics.insert(id, declaration);
        }
    }

    /// A unit. A measure in odd characters is told with the usual ones, and read as these: nothing would convert into it.
    fn unit(&mut self, written: &str, path: &Path) -> Unit {
        let unit = Unit::parse(written);
        let Some(usual) = unit.usual_measure() else { return unit };
        self.found.push(Diagnostic::unit_spelling(&unit, &usual).at(self.places.value(path)));
        usual
    }

    /// A weight, unless it is negative; that is reported.
    fn weight(&mut self, number: Number, path: &Path) -> Option<Weight> {
        let weight = Weight::new(number.clone());
        if weight.is_none() {
            self.out_of_range(&number, "≥ 0", path);
        }
        weight
    }

    /// A weight, unless it is negative or zero; that is reported.
    fn positive(&mut self, number: Number, path: &Path) -> Option<Weight> {
        if number.is_zero() {
            self.out_of_range(&number, "> 0", path);
            return None;
        }
        let weight = Weight::new(number.clone());
        if weight.is_none() {
            self.out_of_range(&number, "> 0", path);
        }
        weight
    }

    fn out_of_range(&mut self, value: &Number, bounds: impl ToString, path: &Path) {
        let place = self.places.value(path);
        self.found.push(Diagnostic::new(Code::NumberRange).at(place).fact("value", value).fact("bounds", bounds));
    }
}
