//! Ids that can be named elsewhere and are given once, and names that are told apart.

use std::collections::BTreeMap;

use super::SchemeCheck;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Path, Place};
use crate::notation::is_id;
use crate::scheme::draft::{DimensionDraft, IndicatorDraft, SchemeDraft};
use crate::scheme::indicator::metric_of;

/// Every row of a draft with its path: those of the tree, then bonuses, then penalties.
pub(super) fn all_rows(draft: &SchemeDraft) -> Vec<(&IndicatorDraft, Path)> {
    let top = Path::top();
    let mut rows = weighted_rows(draft);
    rows.extend(listed(draft.bonuses.as_deref(), &top.key("bonuses")));
    rows.extend(listed(draft.penalties.as_deref(), &top.key("penalties")));
    rows
}

/// Every row that counts towards the full score, with its path.
pub(super) fn weighted_rows(draft: &SchemeDraft) -> Vec<(&IndicatorDraft, Path)> {
    let mut rows = Vec::new();
    for (dimension, path) in all_dimensions(draft) {
        rows.extend(listed(dimension.indicators.as_deref(), &path.key("indicators")));
    }
    rows
}

/// Every dimension of a draft with its path, each before those below it.
pub(super) fn all_dimensions(draft: &SchemeDraft) -> Vec<(&DimensionDraft, Path)> {
    fn collect<'a>(list: Option<&'a [DimensionDraft]>, path: &Path, all: &mut Vec<(&'a DimensionDraft, Path)>) {
        for (dimension, path) in listed(list, path) {
            let below = path.key("dimensions");
            all.push((dimension, path));
            collect(dimension.dimensions.as_deref(), &below, all);
        }
    }
    let mut all = Vec::new();
    collect(draft.dimensions.as_deref(), &Path::top().key("dimensions"), &mut all);
    all
}

/// The items of a list with their paths; none where there is no list.
pub(in crate::scheme) fn listed<'a, T>(list: Option<&'a [T]>, path: &Path) -> impl Iterator<Item = (&'a T, Path)> {
    list.unwrap_or_default().iter().enumerate().map(move |(position, item)| (item, path.item(position)))
}

impl SchemeCheck {
    pub(super) fn check_ids(&mut self, draft: &SchemeDraft) {
        let top = Path::top();
        let mut ids: Vec<(&str, Path)> = Vec::new();
        ids.extend(all_dimensions(draft).into_iter().map(|(dimension, path)| (dimension.id.as_str(), path)));
        ids.extend(all_rows(draft).into_iter().map(|(row, path)| (row.id.as_str(), path)));
        ids.extend(listed(draft.vetoes.as_deref(), &top.key("vetoes")).map(|(veto, path)| (veto.id.as_str(), path)));
        ids.extend(listed(draft.caps.as_deref(), &top.key("caps")).map(|(cap, path)| (cap.id.as_str(), path)));

        let mut placed: Vec<(&str, Place)> =
            ids.into_iter().map(|(id, path)| (id, self.places.value(&path.key("id")))).collect();
        for (id, place) in &placed {
            if !is_id(id, true) {
                self.found.push(Diagnostic::new(Code::BadId).at(place.clone()).fact("id", id));
            }
        }
        for id in draft.metrics.iter().flat_map(BTreeMap::keys) {
            if !is_id(id, false) {
                let place = self.places.key(&top.key("metrics").key(id));
                self.found.push(Diagnostic::new(Code::BadId).at(place).fact("id", id));
            }
        }
        // In the order of the file, so that the second of two is the one at fault.
        placed.sort_by_key(|(_, place)| place.range().start);
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        for (id, place) in placed {
            match seen.get(&metric_of(id)) {
                Some(first) => {
                    let problem = Diagnostic::new(Code::DuplicateId).at(place).fact("id", id);
                    self.found.push(problem.related(first.clone(), "first-here"));
                }
                None => {
                    seen.insert(metric_of(id), place);
                }
            }
        }
    }

    pub(super) fn check_names(&mut self, draft: &SchemeDraft) {
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for (row, path) in all_rows(draft) {
            let place = self.places.value(&path.key("name"));
            match seen.get(row.name.as_str()) {
                Some(first) => {
                    let problem = Diagnostic::new(Code::DuplicateName).at(place).fact("name", &row.name);
                    self.found.push(problem.related(first.clone(), "first-here"));
                }
                None => {
                    seen.insert(&row.name, place);
                }
            }
        }
    }
}
