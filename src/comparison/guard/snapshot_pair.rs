//! [`SnapshotPair`]: what lies between two snapshots.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::setting::{Aspect, SettingKey};
use super::snapshot::Snapshot;
use crate::report::{Metric, Report};
use crate::scheme::{Dimension, Indicator, Scheme};

/// Two snapshots, and every snapshot between them.
pub(super) struct SnapshotPair<'a> {
    old: &'a Snapshot,
    new: &'a Snapshot,
    old_rows: BTreeMap<&'a str, &'a Indicator>,
    new_rows: BTreeMap<&'a str, &'a Indicator>,
    is_same_shape: bool,
}

impl<'a> SnapshotPair<'a> {
    pub fn new(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        let is_same_shape = old.shape() == new.shape();
        Self { old, new, old_rows: old.rows(), new_rows: new.rows(), is_same_shape }
    }

    /// The old snapshot with the changes `taken` made in it. What only one of the two has comes from that one: it counts
    /// for nothing until something that was taken uses it.
    pub fn between(&self, taken: &BTreeSet<SettingKey>) -> Snapshot {
        let side = |aspect: Aspect, subject: &str| {
            if taken.contains(&SettingKey::new(aspect, subject, "")) { self.new } else { self.old }
        };
        let wording = side(Aspect::Wording, "");
        let tree = if self.is_same_shape { wording } else { side(Aspect::Rows, "") };
        let mut scheme = wording.scheme.clone();
        scheme.dimensions.clone_from(&tree.scheme.dimensions);
        scheme.bonuses.clone_from(&tree.scheme.bonuses);
        scheme.penalties.clone_from(&tree.scheme.penalties);
        let weighed = if self.is_same_shape { side(Aspect::Weights, "") } else { tree };
        scheme.full_score = weighed.scheme.full_score.clone();
        self.set_dimensions(&mut scheme, wording, weighed);
        let weights: BTreeMap<&str, &Indicator> = weighed.rows();
        scheme.each_row(&mut |row| {
            if let Some(weighed) = weights.get(row.id.as_str()) {
                row.weight = weighed.weight.clone();
            }
            self.set_row(row, taken);
        });
        scheme.roundings = side(Aspect::Rounding, "").scheme.roundings;
        scheme.grades.clone_from(&side(Aspect::Grades, "").scheme.grades);
        let policy = &side(Aspect::Policy, "").scheme;
        (scheme.not_applicable, scheme.missing) = (policy.not_applicable, policy.missing);
        scheme.may_not_apply.clone_from(&policy.may_not_apply);
        scheme.bonus_limit.clone_from(&policy.bonus_limit);
        scheme.vetoes.clone_from(&side(Aspect::Vetoes, "").scheme.vetoes);
        scheme.caps.clone_from(&side(Aspect::Caps, "").scheme.caps);
        scheme.metrics.clone_from(&wording.scheme.metrics);
        for (id, metric) in self.old.scheme.metrics.iter().chain(&self.new.scheme.metrics) {
            let own = scheme.metrics.entry(id.clone()).or_insert_with(|| metric.clone());
            let is_common = self.old.scheme.metrics.contains_key(id) && self.new.scheme.metrics.contains_key(id);
            if let (true, Some(metric)) = (is_common, side(Aspect::Metric, id).scheme.metrics.get(id)) {
                own.unit = metric.unit.clone();
                own.formula.clone_from(&metric.formula);
                own.peers.clone_from(&metric.peers);
            }
        }
        let scripts = self.old.scripts.iter().chain(&self.new.scripts).map(|(name, script)| {
            let chosen = side(Aspect::Script, name).scripts.get(name).unwrap_or(script);
            (name.clone(), chosen.clone())
        });
        let scripts = scripts.collect();
        Snapshot::new(scheme, self.report(side(Aspect::Report, ""), wording), scripts)
    }

    /// Names, order and weights of the dimensions.
    fn set_dimensions(&self, scheme: &mut Scheme, wording: &Snapshot, weighed: &Snapshot) {
        let dimensions = |snapshot: &'a Snapshot| -> BTreeMap<&'a str, &'a Dimension> {
            snapshot.scheme.all_dimensions().into_iter().map(|dimension| (dimension.id.as_str(), dimension)).collect()
        };
        let pick = |snapshot: &Snapshot| {
            if std::ptr::eq(snapshot, self.new) { dimensions(self.new) } else { dimensions(self.old) }
        };
        let (old, new) = (dimensions(self.old), dimensions(self.new));
        let (names, weights) = (pick(wording), pick(weighed));
        scheme.each_dimension(&mut |dimension| {
            let id = dimension.id.as_str();
            if let (true, true, Some(named)) = (old.contains_key(id), new.contains_key(id), names.get(id)) {
                dimension.name = named.name.clone();
            }
            if let Some(weighed) = weights.get(id) {
                dimension.weight = weighed.weight.clone();
            }
        });
    }

    /// The settings of a row that both snapshots have; a row that only one has stands as it is there.
    fn set_row(&self, row: &mut Indicator, taken: &BTreeSet<SettingKey>) {
        let id = row.id.clone();
        let (Some(old), Some(new)) = (self.old_rows.get(id.as_str()), self.new_rows.get(id.as_str())) else { return };
        let is_taken = |aspect: Aspect, part: &str| taken.contains(&SettingKey::new(aspect, &id, part));
        let side = |aspect: Aspect| if is_taken(aspect, "") { *new } else { *old };
        let wording = if taken.contains(&SettingKey::new(Aspect::Wording, "", "")) { *new } else { *old };
        row.name = wording.name.clone();
        row.basis.clone_from(&wording.basis);
        row.direction = wording.direction;
        if old.rule == new.rule {
            row.rule.clone_from(&new.rule);
            let names = old.params.keys().chain(new.params.keys());
            let chosen = names.filter_map(|name| {
                let from = if is_taken(Aspect::Param, name) { new } else { old };
                Some((name.clone(), from.params.get(name)?.clone()))
            });
            row.params = chosen.collect();
            row.inputs.clone_from(&side(Aspect::Inputs).inputs);
        } else {
            let ruled = side(Aspect::Rule);
            row.rule.clone_from(&ruled.rule);
            row.rule_place = ruled.rule_place.clone();
            row.params.clone_from(&ruled.params);
            row.inputs.clone_from(&ruled.inputs);
        }
        let aimed = side(Aspect::Target);
        row.target.clone_from(&aimed.target);
        row.target_place = aimed.target_place.clone();
        row.unit = aimed.unit.clone();
        row.modifiers.clone_from(&side(Aspect::Modifiers).modifiers);
        row.fixed.clone_from(&side(Aspect::Modifiers).fixed);
        // Where both sides write the points in their parameters for their own weight, so does any mixture of them.
        let is_own = |row: &Indicator| row.points_weight == row.weight;
        let written = if is_own(old) && is_own(new) { &row.weight } else { &side(Aspect::Weights).points_weight };
        row.points_weight = written.clone();
        let policy = if taken.contains(&SettingKey::new(Aspect::Policy, "", "")) { *new } else { *old };
        row.missing = policy.missing;
    }

    fn report(&self, side: &Snapshot, wording: &Snapshot) -> Report {
        let mut report = side.report.clone();
        let worded = &wording.report;
        report.organisation.clone_from(&worded.organisation);
        report.year.clone_from(&worded.year);
        report.illustrative = worded.illustrative;
        let other = if std::ptr::eq(side, self.new) { self.old } else { self.new };
        let is_common =
            |id: &String| self.old.scheme.metrics.contains_key(id) && self.new.scheme.metrics.contains_key(id);
        let lent: Vec<(&String, &Arc<Metric>)> = other.report.metrics.iter().filter(|(id, _)| !is_common(id)).collect();
        for (id, metric) in lent {
            report.metrics.entry(id.clone()).or_insert_with(|| Arc::clone(metric));
        }
        let is_common =
            |id: &String| self.old_rows.contains_key(id.as_str()) && self.new_rows.contains_key(id.as_str());
        for (id, note) in other.report.rows.iter().filter(|(id, _)| !is_common(id)) {
            report.rows.entry(id.clone()).or_insert_with(|| note.clone());
        }
        report
    }
}
