//! Where two results differ: the first part, and figures and points row by row.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{EvaluationRecord, InputRecord, ReceiptRecord, RowRecord, Shown};
use crate::language::Bilingual;

/// The first part in which two results differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultDifference {
    /// The way to it, as `rows[floods].points`.
    pub step: String,
    /// What was recorded.
    pub recorded: String,
    /// What was found.
    pub found: String,
}

/// A text that is not the one a result was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedText {
    /// The engine, from version to version.
    Engine(String, String),
    /// The scheme, or one that it extends.
    Scheme,
    /// The report.
    Report,
    /// The script of this name, or one that only one of the results uses.
    Script(String),
}

/// A part of a row, as people compare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ChangedPart {
    /// Full marks.
    Weight,
    /// The target with its sign and unit.
    Target,
    /// The rule.
    Rule,
    /// One parameter of the rule.
    Parameter,
    /// What was reached.
    Actual,
    /// Another input of the rule.
    Input,
    /// The points.
    Points,
}

/// One part of a row before and after; `None` where it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartChange {
    /// Which part.
    pub part: ChangedPart,
    /// The name of the parameter or input.
    pub name: String,
    /// The metric or formula that an input comes from; empty for all else.
    pub from: String,
    /// As the result has it.
    pub before: Option<String>,
    /// As it is now.
    pub after: Option<String>,
}

/// A row whose figures or points are not those of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// What it is called.
    pub name: Bilingual,
    /// What differs, causes before points.
    pub parts: Vec<PartChange>,
}

impl EvaluationRecord {
    /// The texts that differ from those that this result was made from; none where one of the results names none.
    #[must_use]
    pub fn changed_texts(&self, found: &Self) -> Vec<ChangedText> {
        let (Some(old), Some(new)) = (&self.receipt, &found.receipt) else { return Vec::new() };
        let mut changed = Vec::new();
        if old.engine != new.engine {
            changed.push(ChangedText::Engine(old.engine.clone(), new.engine.clone()));
        }
        if old.scheme != new.scheme {
            changed.push(ChangedText::Scheme);
        }
        if old.report != new.report {
            changed.push(ChangedText::Report);
        }
        changed.extend(changed_scripts(old, new));
        changed
    }

    /// The rows whose figures or points differ from those of this result, in the order of the scheme; rows that are gone last.
    #[must_use]
    pub fn row_differences(&self, found: &Self) -> Vec<ChangedRow> {
        let row = |record: &Self, id: &str| record.rows.iter().find(|row| row.id == id).cloned();
        let places = found.rounding.indicator.map_or(0, |rounding| rounding.places);
        let gone = self.rows.iter().filter(|old| found.rows.iter().all(|row| row.id != old.id));
        let rows = found.rows.iter().chain(gone).map(|known| {
            let (old, new) = (row(self, &known.id), row(found, &known.id));
            ChangedRow { name: known.name.clone(), parts: changed_parts(old.as_ref(), new.as_ref(), places) }
        });
        rows.filter(|row| !row.parts.is_empty()).collect()
    }

    /// The first part in which `found` differs from this result: the rows before what they add up to, so that a cause comes
    /// before its effect, and the texts it was made from last.
    #[must_use]
    pub fn first_difference(&self, found: &Self) -> Option<ResultDifference> {
        // INVARIANT: the keys of records are texts, which is all that JSON asks of them.
        let [recorded, found] = [self, found].map(|record| serde_json::to_value(record).unwrap_or_default());
        let difference = differ(&recorded, &found, "");
        // Hashes tell a person nothing.
        difference.map(|difference| match difference.step.starts_with("receipt") {
            true => ResultDifference { step: "receipt".to_owned(), ..difference },
            false => difference,
        })
    }
}

fn changed_scripts<'r>(old: &'r ReceiptRecord, new: &'r ReceiptRecord) -> impl Iterator<Item = ChangedText> + 'r {
    let names: BTreeSet<&String> = old.scripts.keys().chain(new.scripts.keys()).collect();
    let changed = names.into_iter().filter(|name| old.scripts.get(*name) != new.scripts.get(*name));
    changed.map(|name| ChangedText::Script(name.clone()))
}

fn changed_parts(old: Option<&RowRecord>, new: Option<&RowRecord>, places: u32) -> Vec<PartChange> {
    let mut parts = Vec::new();
    let mut compare = |part: ChangedPart, name: &str, text: &dyn Fn(&RowRecord) -> Option<String>| {
        let (before, after) = (old.and_then(text), new.and_then(text));
        if before != after {
            let known = new.or(old).into_iter().flat_map(|row| &row.inputs).find(|input| input.name == name);
            let from = known.filter(|_| part == ChangedPart::Input).map(|input| input.from.clone());
            parts.push(PartChange { part, name: name.to_owned(), from: from.unwrap_or_default(), before, after });
        }
    };
    let rows = || old.into_iter().chain(new);
    compare(ChangedPart::Weight, "", &|row| Some(row.weight.to_string()));
    compare(ChangedPart::Target, "", &|row| Some(row.target.clone()));
    compare(ChangedPart::Rule, "", &|row| Some(row.rule.clone()));
    for name in rows().flat_map(|row| row.params.keys()).collect::<BTreeSet<_>>() {
        compare(ChangedPart::Parameter, name, &|row| row.params.get(name).cloned());
    }
    for name in rows().flat_map(|row| row.inputs.iter().map(|input| &input.name)).collect::<BTreeSet<_>>() {
        let part = if name == "actual" { ChangedPart::Actual } else { ChangedPart::Input };
        compare(part, name, &|row| figures(row, name));
    }
    compare(ChangedPart::Points, "", &|row| {
        row.points.as_ref().map(|points| Shown::padded(points.number(), places).to_string())
    });
    parts
}

/// All values of an input with their units, as a list has several.
fn figures(row: &RowRecord, name: &str) -> Option<String> {
    let written = |input: &InputRecord| format!("{}{}", input.value, input.unit);
    let all: Vec<String> = row.inputs.iter().filter(|input| input.name == name).map(written).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn differ(recorded: &Value, found: &Value, path: &str) -> Option<ResultDifference> {
    match (recorded, found) {
        (Value::Object(old), Value::Object(new)) => {
            let keys = new.keys().chain(old.keys().filter(|key| !new.contains_key(*key)));
            // Where a text stands is no part of what it says.
            let mut keys: Vec<&String> = keys.filter(|key| !matches!(key.as_str(), "place" | "places")).collect();
            keys.sort_by_key(|key| match key.as_str() {
                "rows" | "weight" | "target" | "rule" | "params" | "inputs" => 0,
                "dimensions" => 2,
                "total" => 3,
                "steps" => 4,
                "receipt" => 5,
                _ => 1,
            });
            keys.into_iter().find_map(|key| {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                differ(old.get(key).unwrap_or(&Value::Null), new.get(key).unwrap_or(&Value::Null), &below)
            })
        }
        (Value::Array(old), Value::Array(new)) => (0..old.len().max(new.len())).find_map(|at| {
            let (old, new) = (old.get(at).unwrap_or(&Value::Null), new.get(at).unwrap_or(&Value::Null));
            let id = new.get("id").or_else(|| old.get("id")).and_then(Value::as_str);
            let step = id.map_or_else(|| at.to_string(), str::to_owned);
            differ(old, new, &format!("{path}[{step}]"))
        }),
        _ if recorded == found => None,
        _ => Some(ResultDifference { step: path.to_owned(), recorded: plain(recorded), found: plain(found) }),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
