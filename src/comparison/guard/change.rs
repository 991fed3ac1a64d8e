//! What differs between two snapshots, setting by setting: the causes that a difference can have.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use similar::{ChangeTag, TextDiff};

use super::script_text::computes_the_same;
use super::setting::{Aspect, SettingKey};
use super::snapshot::{Snapshot, scripts_of};
use super::snapshot_pair::SnapshotPair;
use crate::document::file_tree;
use crate::language::Bilingual;
use crate::numeric::Weight;
use crate::scheme::{MissingPolicy, NotApplicablePolicy, Peers};

/// How many hexadecimal digits of a hash tell two causes of the same name apart.
const ID_DIGITS: usize = 6;

/// One value that differs (一处改动).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Detail {
    /// The way to the value inside the setting; empty where the setting is a single value (位置).
    pub at: String,
    /// What it was; null where there was none (之前).
    pub before: Option<String>,
    /// What it is; null where there is none (之后).
    pub after: Option<String>,
}

/// One change: a cause that is accepted or left, as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// What is changed; several settings where they only stand together.
    pub keys: Vec<SettingKey>,
    /// The values that differ.
    pub details: Vec<Detail>,
    /// The unit whose figures were changed; empty where rules were: the same change of two schemes is one.
    pub unit: String,
    /// What the row, metric or scheme is called.
    pub name: Bilingual,
    /// Whether only what people read differs: comments, spaces and sentences of a script, or the wording of a scheme. No
    /// score can differ by it.
    pub is_wording: bool,
}

impl SettingChange {
    /// The aspect of the change.
    #[must_use]
    pub fn aspect(&self) -> Aspect {
        match self.keys.as_slice() {
            [only] => only.aspect,
            _ => Aspect::Joint,
        }
    }

    /// A short name that stays the same as long as the change does: it is made of what was and what is, so that nobody
    /// accepts under an old name what was changed again since.
    #[must_use]
    pub fn id(&self) -> String {
        let mut hash = Sha256::new();
        for key in &self.keys {
            hash.update(format!("{}\u{0}{}\u{0}{}\u{0}", <&str>::from(key.aspect), key.subject, key.part));
        }
        hash.update(&self.unit);
        for Detail { at, before, after } in &self.details {
            hash.update(format!("\u{0}{at}\u{0}{before:?}\u{0}{after:?}"));
        }
        let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let digits = digits.get(..ID_DIGITS).unwrap_or_default();
        let names = self.keys.first().map(|key| [key.subject.as_str(), key.part.as_str()]).unwrap_or_default();
        let aspect = self.aspect();
        let names = names.into_iter().filter(|name| !name.is_empty() && aspect != Aspect::Joint);
        std::iter::once(aspect.into()).chain(names).chain([digits]).collect::<Vec<&str>>().join("-")
    }

    /// Several changes as one.
    pub(super) fn joined(changes: Vec<Self>) -> Self {
        let unit = changes.iter().map(|change| change.unit.clone()).find(|unit| !unit.is_empty()).unwrap_or_default();
        let name =
            changes.iter().map(|change| change.name.clone()).find(|name| !name.zh.is_empty()).unwrap_or_default();
        let is_wording = changes.iter().all(|change| change.is_wording);
        let (mut keys, mut details) = (Vec::new(), Vec::new());
        for change in changes {
            let label = change.keys.iter().map(|key| {
                let parts = [<&str>::from(key.aspect), key.subject.as_str(), key.part.as_str()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            });
            let label = label.collect::<Vec<_>>().join(" + ");
            details.extend(change.details.into_iter().map(|detail| {
                let at = if detail.at.is_empty() { label.clone() } else { format!("{label}: {}", detail.at) };
                Detail { at, ..detail }
            }));
            keys.extend(change.keys);
        }
        Self { keys, details, unit, name, is_wording }
    }
}

/// All changes from one snapshot to another, in the order of their keys.
pub(super) fn changes(old: &Snapshot, new: &Snapshot) -> Vec<SettingChange> {
    let (before, after) = (settings(old, new), settings(new, old));
    let keys: BTreeSet<&SettingKey> = before.keys().chain(after.keys()).collect();
    let mut found: Vec<SettingChange> = keys
        .into_iter()
        .filter_map(|key| {
            let (before, after) = (before.get(key).unwrap_or(&Json::Null), after.get(key).unwrap_or(&Json::Null));
            let (details, is_wording) = match (key.aspect, before.as_str(), after.as_str()) {
                (Aspect::Script, Some(before), Some(after)) => (lines(before, after), computes_the_same(before, after)),
                _ => (differences(before, after), false),
            };
            let unit = if key.aspect == Aspect::Report { new.report.organisation.clone() } else { String::new() };
            (!details.is_empty()).then(|| SettingChange {
                keys: vec![key.clone()],
                details,
                unit,
                name: name(key, new),
                is_wording,
            })
        })
        .collect();
    // Whatever is left when all these are made is read and not computed.
    let taken = found.iter().flat_map(|change| change.keys.iter().cloned()).collect();
    let reached = SnapshotPair::new(old, new).between(&taken);
    let whole = |snapshot: &Snapshot| {
        let (scheme, report) = (file_tree(&snapshot.scheme.canonical()), file_tree(&snapshot.report.canonical()));
        parts([("scheme", scheme), ("report", report)])
    };
    let details = differences(&whole(&reached), &whole(new));
    if !details.is_empty() {
        found.push(SettingChange {
            keys: vec![SettingKey::new(Aspect::Wording, "", "")],
            details,
            unit: String::new(),
            name: new.scheme.title.clone(),
            is_wording: true,
        });
    }
    found
}

/// What the subject of a setting is called.
fn name(key: &SettingKey, snapshot: &Snapshot) -> Bilingual {
    match key.aspect {
        Aspect::Script | Aspect::Engine => Bilingual::same(&key.subject),
        Aspect::Report => Bilingual::same(&snapshot.report.organisation),
        Aspect::Metric => {
            snapshot.scheme.metrics.get(&key.subject).map(|metric| metric.name.clone()).unwrap_or_default()
        }
        _ => snapshot
            .rows()
            .get(key.subject.as_str())
            .map_or_else(|| snapshot.scheme.title.clone(), |row| row.name.clone()),
    }
}

/// The full score and all weights, and what is in which dimension where that differs.
#[derive(Serialize)]
struct WeightSettings<'w> {
    full_score: &'w Weight,
    weights: BTreeMap<&'w str, String>,
    #[serde(rename = "in")]
    above: Option<BTreeMap<String, String>>,
}

/// What is done with rows that do not apply or lack figures, and the limit of bonuses.
#[derive(Serialize)]
struct PolicySettings<'w> {
    not_applicable: NotApplicablePolicy,
    missing: MissingPolicy,
    bonus_limit: Option<&'w Weight>,
    rows: BTreeMap<&'w str, MissingPolicy>,
}

/// Named parts of one setting.
fn parts<const N: usize>(parts: [(&str, Json); N]) -> Json {
    parts.into_iter().map(|(name, part)| (name.to_owned(), part)).collect()
}

/// The settings of a snapshot that are scored, as far as `other` has something to compare them with.
fn settings(snapshot: &Snapshot, other: &Snapshot) -> BTreeMap<SettingKey, Json> {
    let scheme = &snapshot.scheme;
    let mut all = BTreeMap::new();
    let mut put = |aspect: Aspect, subject: &str, part: &str, value: Json| {
        all.insert(SettingKey::new(aspect, subject, part), value);
    };
    let weighing = if snapshot.shape() == other.shape() { Aspect::Weights } else { Aspect::Rows };
    let above = snapshot.shape().into_iter().map(|(above, below)| (below, above));
    let weights = WeightSettings {
        full_score: &scheme.full_score,
        weights: snapshot.weights(),
        above: (weighing == Aspect::Rows).then(|| above.collect()),
    };
    put(weighing, "", "", file_tree(&weights));
    put(Aspect::Rounding, "", "", file_tree(&scheme.canonical_rounding()));
    put(Aspect::Grades, "", "", file_tree(&scheme.canonical_grades()));
    put(Aspect::Vetoes, "", "", file_tree(&scheme.canonical_vetoes()));
    put(Aspect::Caps, "", "", file_tree(&scheme.canonical_caps()));
    let (rows, theirs) = (snapshot.rows(), other.rows());
    let common = rows.iter().filter_map(|(id, row)| Some((*id, *row, theirs.get(id)?)));
    for (id, row, their) in common.clone() {
        let inputs = file_tree(&scheme.canonical_inputs(row));
        if row.rule == their.rule {
            for name in row.params.keys().chain(their.params.keys()) {
                put(Aspect::Param, id, name, file_tree(&row.params.get(name)));
            }
            put(Aspect::Inputs, id, "", inputs);
        } else {
            let (rule, params) = (Json::from(row.rule.as_str()), file_tree(&row.params));
            put(Aspect::Rule, id, "", parts([("rule", rule), ("params", params), ("inputs", inputs)]));
        }
        let target = match (file_tree(&row.canonical_target()), row.unit.name()) {
            (target, "") => target,
            (target, unit) => parts([("target", target), ("unit", Json::from(unit))]),
        };
        put(Aspect::Target, id, "", target);
        put(Aspect::Modifiers, id, "", file_tree(&row.canonical_modifiers()));
    }
    let policy = PolicySettings {
        not_applicable: scheme.not_applicable,
        missing: scheme.missing,
        bonus_limit: scheme.bonus_limit.as_ref(),
        rows: common.filter_map(|(id, row, _)| Some((id, row.missing?))).collect(),
    };
    put(Aspect::Policy, "", "", file_tree(&policy));
    let metrics = scheme.metrics.iter().filter(|(id, _)| other.scheme.metrics.contains_key(*id));
    for (id, metric) in metrics.clone() {
        let formula = file_tree(&metric.formula.as_ref().map(|(formula, _)| formula));
        let peers = file_tree(&metric.peers.as_ref().map(Peers::draft));
        let unit = Json::from(metric.unit.name());
        put(Aspect::Metric, id, "", parts([("unit", unit), ("formula", formula), ("peers", peers)]));
    }
    let report = &snapshot.report;
    let figures = metrics.map(|(id, _)| (id.clone(), file_tree(&report.canonical_metric(id)))).collect();
    let notes = report.rows.keys().filter(|id| theirs.contains_key(id.as_str()));
    let notes = notes.map(|id| (id.clone(), file_tree(&report.canonical_note(id)))).collect();
    put(Aspect::Report, "", "", parts([("metrics", figures), ("rows", notes)]));
    for (name, script) in snapshot.scripts.iter().filter(|(name, _)| other.scripts.contains_key(*name)) {
        put(Aspect::Script, name, "", Json::from(script.source.text()));
    }
    all
}

/// Whether a change can move a row at all. Said of too many rows rather than too few: a change that does not move a row
/// gets no part of it.
pub(super) fn can_move(change: &SettingChange, id: &str, old: &Snapshot, new: &Snapshot) -> bool {
    let names = |snapshot: &Snapshot, script: &str| {
        let rows = snapshot.rows();
        rows.get(id).is_some_and(|row| scripts_of(row).any(|name| name == script))
    };
    change.keys.iter().any(|key| match key.aspect {
        Aspect::Rule | Aspect::Param | Aspect::Target | Aspect::Inputs | Aspect::Modifiers => key.subject == id,
        Aspect::Script => names(old, &key.subject) || names(new, &key.subject),
        // A veto decides by its own metric which rows are worth nothing.
        Aspect::Metric => {
            let is_veto = |snapshot: &Snapshot| !snapshot.scheme.vetoes.is_empty();
            old.rests_on(id, &key.subject) || new.rests_on(id, &key.subject) || is_veto(old) || is_veto(new)
        }
        Aspect::Grades | Aspect::Caps | Aspect::Wording => false,
        _ => true,
    })
}

/// The single values in which two settings differ.
fn differences(before: &Json, after: &Json) -> Vec<Detail> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    leaves(before, "", &mut old);
    leaves(after, "", &mut new);
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differing = paths.into_iter().filter(|path| old.get(*path) != new.get(*path));
    let detail =
        |path: &String| Detail { at: path.clone(), before: old.get(path).cloned(), after: new.get(path).cloned() };
    differing.map(detail).collect()
}

fn leaves(value: &Json, path: &str, found: &mut BTreeMap<String, String>) {
    let step = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Json::Null => {}
        Json::Object(entries) => entries.iter().for_each(|(key, value)| leaves(value, &step(key), found)),
        Json::Array(items) => {
            let ids: Vec<&str> = items.iter().filter_map(|item| item.get("id").and_then(Json::as_str)).collect();
            if !ids.is_empty() {
                found.insert(format!("{path}[]"), ids.join(", "));
            }
            for (position, item) in items.iter().enumerate() {
                // What has an id is found again by it, wherever it stands.
                let id = item.get("id").and_then(Json::as_str).map(str::to_owned);
                leaves(item, &format!("{path}[{}]", id.unwrap_or_else(|| position.to_string())), found);
            }
        }
        Json::String(text) => {
            found.insert(path.to_owned(), text.clone());
        }
        other => {
            found.insert(path.to_owned(), other.to_string());
        }
    }
}

/// The lines in which two texts differ, by their numbers in the text they stand in; a line that only one has has no other.
fn lines(before: &str, after: &str) -> Vec<Detail> {
    let diff = TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes().filter_map(|change| {
        let at = change.old_index().or(change.new_index())?.saturating_add(1).to_string();
        let line = change.value();
        let line = Some(line.strip_suffix('\n').unwrap_or(line).to_owned());
        match change.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(Detail { at, before: line, after: None }),
            ChangeTag::Insert => Some(Detail { at, before: None, after: line }),
        }
    });
    changes.collect()
}
