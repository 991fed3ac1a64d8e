//! A scheme file that says only how it differs from another.

use std::collections::BTreeMap;

use super::draft::{ChangeDraft, DimensionDraft, IndicatorDraft, SchemeDraft};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Path, Places};

/// The draft that `variant` makes of `base`, and where its parts stand: what the variant says in the variant's file,
/// the rest in the base's.
///
/// Top-level fields of the variant replace those of the base, metrics one by one; `changes` then replace what they
/// name in single dimensions and rows. The base may itself be the outcome of this function.
///
/// # Errors
/// Changes to an id that there is not, and changes to a dimension that only an indicator can have.
pub fn extend(
    base: (SchemeDraft, Places),
    variant: (SchemeDraft, Places),
) -> Result<(SchemeDraft, Places), Diagnostics> {
    let (mut draft, base_places) = base;
    let (variant, own_places) = variant;
    let top = Path::top();
    let mut places = own_places.clone();
    let weights = rows(&draft).into_iter().map(|row| (row.id.clone(), row.weight.clone())).collect();
    draft.extended_weights.insert(0, weights);
    draft.scheme = variant.scheme;
    draft.extends = None;
    draft.whatif = None; // a record of how the variant came about, and no part of it
    if variant.title.is_some() {
        draft.title_en = None; // the English title goes with the old one
    } else if variant.title_en.is_none() {
        places.graft(&top.key("title_en"), &base_places, &top.key("title_en"));
    }
    if variant.title_en.is_some() {
        draft.title_en = variant.title_en;
    }
    if let Some(metrics) = variant.metrics {
        let path = top.key("metrics");
        let mut merged = draft.metrics.unwrap_or_default();
        for id in merged.keys().filter(|id| !metrics.contains_key(*id)) {
            places.graft(&path.key(id), &base_places, &path.key(id));
        }
        merged.extend(metrics);
        draft.metrics = Some(merged);
    } else {
        places.graft(&top.key("metrics"), &base_places, &top.key("metrics"));
    }
    let mut merge = Graft { places: &mut places, from_places: &base_places };
    merge.keep(&mut draft.title, variant.title, "title");
    merge.keep(&mut draft.year, variant.year, "year");
    merge.keep(&mut draft.full_score, variant.full_score, "full_score");
    merge.keep(&mut draft.weight_grid, variant.weight_grid, "weight_grid");
    merge.keep(&mut draft.reallocation, variant.reallocation, "reallocation");
    merge.keep(&mut draft.rounding, variant.rounding, "rounding");
    merge.keep(&mut draft.grades, variant.grades, "grades");
    merge.keep(&mut draft.not_applicable, variant.not_applicable, "not_applicable");
    merge.keep(&mut draft.missing, variant.missing, "missing");
    merge.keep(&mut draft.tied_ranks, variant.tied_ranks, "tied_ranks");
    merge.keep(&mut draft.dimensions, variant.dimensions, "dimensions");
    merge.keep(&mut draft.bonuses, variant.bonuses, "bonuses");
    merge.keep(&mut draft.penalties, variant.penalties, "penalties");
    merge.keep(&mut draft.bonus_limit, variant.bonus_limit, "bonus_limit");
    merge.keep(&mut draft.vetoes, variant.vetoes, "vetoes");
    merge.keep(&mut draft.caps, variant.caps, "caps");
    places.graft(&top.key("changes"), &base_places, &top.key("changes"));

    let mut found = Diagnostics::new();
    for (id, change) in variant.changes.unwrap_or_default() {
        let from = top.key("changes").key(&id);
        let mut merge = Graft { places: &mut places, from_places: &own_places };
        match find(&mut draft, &id) {
            Some(Found::Row(row, to)) => merge.change_row(row, change, &to, &from),
            Some(Found::Dimension(dimension, to)) => {
                found.extend(merge.change_dimension(dimension, change, &to, &from));
            }
            None => {
                let problem = Diagnostic::new(Code::UnknownChange).at(own_places.key(&from)).fact("id", &id);
                let known = ids(&draft);
                found.push(problem.suggest(&id, known.keys().copied()));
            }
        }
    }
    found.into_result().map(|()| (draft, places))
}

/// What a change can be made to.
enum Found<'a> {
    Row(&'a mut IndicatorDraft, Path),
    Dimension(&'a mut DimensionDraft, Path),
}

fn find<'a>(draft: &'a mut SchemeDraft, id: &str) -> Option<Found<'a>> {
    let top = Path::top();
    let (bonuses, penalties) = (draft.bonuses.as_mut(), draft.penalties.as_mut());
    find_row(bonuses, &top.key("bonuses"), id)
        .or_else(|| find_row(penalties, &top.key("penalties"), id))
        .or_else(|| find_below(draft.dimensions.as_mut(), &top.key("dimensions"), id))
}

fn find_below<'a>(list: Option<&'a mut Vec<DimensionDraft>>, path: &Path, id: &str) -> Option<Found<'a>> {
    list?.iter_mut().enumerate().find_map(|(position, dimension)| {
        let path = path.item(position);
        if dimension.id == id {
            return Some(Found::Dimension(dimension, path));
        }
        let (rows, below) = (dimension.indicators.as_mut(), dimension.dimensions.as_mut());
        find_row(rows, &path.key("indicators"), id).or_else(|| find_below(below, &path.key("dimensions"), id))
    })
}

fn find_row<'a>(list: Option<&'a mut Vec<IndicatorDraft>>, path: &Path, id: &str) -> Option<Found<'a>> {
    let (position, row) = list?.iter_mut().enumerate().find(|(_, row)| row.id == id)?;
    Some(Found::Row(row, path.item(position)))
}

/// All rows of a draft.
fn rows(draft: &SchemeDraft) -> Vec<&IndicatorDraft> {
    fn collect<'a>(dimensions: Option<&'a Vec<DimensionDraft>>, all: &mut Vec<&'a IndicatorDraft>) {
        for dimension in dimensions.into_iter().flatten() {
            all.extend(dimension.indicators.iter().flatten());
            collect(dimension.dimensions.as_ref(), all);
        }
    }
    let mut all = Vec::new();
    collect(draft.dimensions.as_ref(), &mut all);
    all.extend(draft.bonuses.iter().chain(&draft.penalties).flatten());
    all
}

/// All ids that a change can name.
fn ids(draft: &SchemeDraft) -> BTreeMap<&str, ()> {
    fn collect<'a>(dimensions: Option<&'a Vec<DimensionDraft>>, all: &mut BTreeMap<&'a str, ()>) {
        for dimension in dimensions.into_iter().flatten() {
            all.insert(&dimension.id, ());
            all.extend(dimension.indicators.iter().flatten().map(|row| (row.id.as_str(), ())));
            collect(dimension.dimensions.as_ref(), all);
        }
    }
    let mut all = BTreeMap::new();
    collect(draft.dimensions.as_ref(), &mut all);
    all.extend(draft.bonuses.iter().chain(&draft.penalties).flatten().map(|row| (row.id.as_str(), ())));
    all
}

/// Takes over values, and places from the file they come from.
struct Graft<'a> {
    places: &'a mut Places,
    from_places: &'a Places,
}

impl Graft<'_> {
    /// Replaces the base's value by the variant's, or keeps it with its places.
    fn keep<T>(&mut self, own: &mut Option<T>, new: Option<T>, key: &str) {
        let path = Path::top().key(key);
        match new {
            Some(new) => *own = Some(new),
            None => self.places.graft(&path, self.from_places, &path),
        }
    }

    /// Replaces a value that is changed.
    fn change<T>(&mut self, own: &mut Option<T>, new: Option<T>, key: &str, (to, from): (&Path, &Path)) {
        if let Some(new) = new {
            *own = Some(new);
            self.places.graft(&to.key(key), self.from_places, &from.key(key));
        }
    }

    /// Replaces a value that must be there and is changed.
    fn change_required<T>(&mut self, own: &mut T, new: Option<T>, key: &str, (to, from): (&Path, &Path)) {
        if let Some(new) = new {
            *own = new;
            self.places.graft(&to.key(key), self.from_places, &from.key(key));
        }
    }

    fn change_row(&mut self, row: &mut IndicatorDraft, change: ChangeDraft, to: &Path, from: &Path) {
        let way = (to, from);
        if change.name.is_some() {
            row.en = None;
        }
        self.change_required(&mut row.name, change.name, "name", way);
        self.change(&mut row.en, change.en, "en", way);
        // Points that are written for the weight before keep their share of it.
        let rewritten = change.params.is_some() || change.rule.is_some();
        let points_of = row.points_of.clone().or_else(|| change.weight.is_some().then(|| row.weight.clone()));
        row.points_of = if rewritten { None } else { points_of };
        self.change_required(&mut row.weight, change.weight, "weight", way);
        self.change(&mut row.basis, change.basis, "basis", way);
        self.change(&mut row.target, change.target, "target", way);
        self.change(&mut row.actual, change.actual, "actual", way);
        self.change(&mut row.inputs, change.inputs, "inputs", way);
        self.change_required(&mut row.rule, change.rule, "rule", way);
        self.change(&mut row.params, change.params, "params", way);
        self.change(&mut row.fixed, change.fixed, "fixed", way);
        self.change(&mut row.modifiers, change.modifiers, "modifiers", way);
        self.change(&mut row.direction, change.direction, "direction", way);
    }

    /// Changes a dimension, and reports what a dimension cannot have.
    fn change_dimension(
        &mut self,
        own: &mut DimensionDraft,
        change: ChangeDraft,
        to: &Path,
        from: &Path,
    ) -> Vec<Diagnostic> {
        let way = (to, from);
        let foreign = [
            ("target", change.target.is_some()),
            ("actual", change.actual.is_some()),
            ("inputs", change.inputs.is_some()),
            ("rule", change.rule.is_some()),
            ("params", change.params.is_some()),
            ("fixed", change.fixed.is_some()),
            ("modifiers", change.modifiers.is_some()),
            ("direction", change.direction.is_some()),
        ];
        if change.name.is_some() {
            own.en = None;
        }
        self.change_required(&mut own.name, change.name, "name", way);
        self.change(&mut own.en, change.en, "en", way);
        self.change_required(&mut own.weight, change.weight, "weight", way);
        self.change(&mut own.basis, change.basis, "basis", way);
        let places = self.from_places;
        let problem = |field| Diagnostic::new(Code::UnknownField).at(places.key(&from.key(field))).fact("field", field);
        foreign.into_iter().filter(|(_, written)| *written).map(|(field, _)| problem(field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::{Place, Source};
    use crate::scheme::Scheme;
    use crate::scheme::check_tests::{BASE, draft};

    fn variant(text: &str) -> (SchemeDraft, Places) {
        let (variant, _) = draft(text);
        let source = Source::new("variant.yaml", "variant");
        (variant, Places::new(Place::start_of(&source)))
    }

    #[test]
    fn changes_replace_what_they_name_and_point_into_the_variant() {
        let (variant, mut places) = variant(
            r#"{scheme: "v", extends: "base.yaml", title: "新", changes: {one: {weight: "39"}, two: {weight: "61", rule: "other"}}}"#,
        );
        let from = Path::top().key("changes").key("two").key("weight");
        let place = Place::at(&Source::new("variant.yaml", "variant"), 1, 3);
        places.note_value(from, place.clone());
        let (merged, places) = extend(draft(BASE), (variant, places)).unwrap();
        let to = Path::top().key("dimensions").item(0).key("indicators").item(1).key("weight");
        assert_eq!(places.value(&to), place);
        let scheme = Scheme::check(merged, places).unwrap().value;
        assert_eq!((scheme.id.as_str(), scheme.title.zh.as_str(), scheme.title.en.as_str()), ("v", "新", "新"));
        let rows: Vec<_> = scheme.indicators().iter().map(|row| (row.weight.to_string(), row.rule.clone())).collect();
        assert_eq!(rows, [("39".to_owned(), "ratio".to_owned()), ("61".to_owned(), "other".to_owned())]);
    }

    #[test]
    fn extended_schemes_can_be_extended_and_metrics_merge_by_id() {
        let first = variant(r#"{scheme: "v", extends: "b", metrics: {m: {unit: "件"}, n: {unit: "个"}}}"#);
        let second = variant(r#"{scheme: "w", extends: "v", metrics: {n: {unit: "万个"}}}"#);
        let once = extend(draft(BASE), first).unwrap();
        let (twice, places) = extend(once, second).unwrap();
        let scheme = Scheme::check(twice, places).unwrap().value;
        let unit = |id: &str| scheme.metrics.get(id).map(|metric| metric.unit.name().to_owned());
        assert_eq!((unit("m"), unit("n")), (Some("件".to_owned()), Some("万个".to_owned())));
    }

    #[test]
    fn changes_to_what_is_not_there_are_refused() {
        let unknown = variant(r#"{scheme: "v", extends: "b", changes: {oen: {weight: "1"}, d: {rule: "x"}}}"#);
        let problems = extend(draft(BASE), unknown).unwrap_err();
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::UnknownField, Code::UnknownChange]);
    }
}
