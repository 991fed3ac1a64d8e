//! Mutants of the tables that examples hand to a rule: bands with an edge moved or the other side closed, knots moved,
//! points changed.
//!
//! A rule that reads its thresholds from a table has none in its text; its examples are good if they notice where the
//! edges of their own tables lie.

use std::collections::{BTreeMap, BTreeSet};

use super::boundary::Boundary;
use super::mutation::{MutantCounts, survivor};
use super::telling::telling_line;
use crate::diagnostic::Diagnostic;
use crate::numeric::Number;
use crate::rule::{Example, MutantKind, ParameterKind, RuleCase, ScriptRule, Value, describe_band, step_of};

/// One entry of a table.
type TableEntry = BTreeMap<String, Value>;

/// A changed table: what it was and became in words, the number that tells where it stands, and the table.
struct TableMutant {
    before: String,
    after: String,
    number: Number,
    entries: Vec<TableEntry>,
}

/// Runs every change of every table; survivors come as diagnostics.
pub(super) fn run(rule: &ScriptRule, examples: &[Example], boundaries: &[Boundary]) -> (MutantCounts, Vec<Diagnostic>) {
    let mut counts = MutantCounts::default();
    let mut found = Vec::new();
    for (name, asked) in &rule.metadata().parameters {
        let keys: &[&str] = match asked.kind {
            ParameterKind::Bands => &["from", "to"],
            ParameterKind::Knots => &["x"],
            _ => continue,
        };
        for (entries, group) in tables(name, examples) {
            for changed in changes(&entries, keys) {
                let table = Value::List(changed.entries.iter().cloned().map(Value::Map).collect());
                if group.iter().any(|(example, case)| notices(rule, example, case, name, &table)) {
                    counts.killed = counts.killed.saturating_add(1);
                    continue;
                }
                counts.survived = counts.survived.saturating_add(1);
                let first = group.first().map(|(example, _)| example.place.clone());
                let place = first.and_then(|place| rule.table_place(&place, &changed.number).or(Some(place)));
                let problem = survivor(MutantKind::Table, &changed.before, &changed.after, place);
                let differs = |case: &RuleCase| {
                    let turned = with_table(case, name, &table);
                    rule.call_result(case).is_ok_and(|usual| rule.call_result(&turned).ok().as_ref() != Some(&usual))
                };
                let group: Vec<Example> = group.iter().map(|(example, _)| (*example).clone()).collect();
                let line = telling_line(rule, &group, &[boundaries], &differs);
                found.push(line.into_iter().fold(problem, |problem, line| problem.fact("example", line)));
            }
        }
    }
    (counts, found)
}

type ExampleGroup<'a> = Vec<(&'a Example, &'a RuleCase)>;

/// The tables that examples hand over under a name, each with its examples, in the order of the script.
fn tables<'a>(name: &str, examples: &'a [Example]) -> Vec<(Vec<TableEntry>, ExampleGroup<'a>)> {
    let mut found: Vec<(Vec<TableEntry>, ExampleGroup<'a>)> = Vec::new();
    for example in examples {
        let Some(case) = example.case.as_ref().ok() else { continue };
        let Some(Value::List(items)) = case.params.get(name) else { continue };
        let entries = items.iter().filter_map(|item| match item {
            Value::Map(entry) => Some(entry.clone()),
            _ => None,
        });
        let entries: Vec<TableEntry> = entries.collect();
        match found.iter_mut().find(|(known, _)| *known == entries) {
            Some((_, group)) => group.push((example, case)),
            None => found.push((entries, vec![(example, case)])),
        }
    }
    found
}

fn notices(rule: &ScriptRule, example: &Example, case: &RuleCase, name: &str, table: &Value) -> bool {
    example.with(with_table(case, name, table)).differs(rule).is_some()
}

/// The case with another table for the parameter `name`.
fn with_table(case: &RuleCase, name: &str, table: &Value) -> RuleCase {
    let mut case = case.clone();
    case.params.insert(name.to_owned(), table.clone());
    case
}

/// All changes of a table whose edges stand under `keys`.
fn changes(entries: &[TableEntry], keys: &[&str]) -> Vec<TableMutant> {
    let number = |entry: &TableEntry, key: &str| entry.get(key).and_then(Value::as_number).cloned();
    let mut found = Vec::new();
    let edges: BTreeSet<Number> =
        entries.iter().flat_map(|entry| keys.iter().filter_map(|key| number(entry, key))).collect();
    for edge in &edges {
        for other in beside(edge) {
            let mut entries = entries.to_vec();
            for entry in &mut entries {
                for key in keys {
                    if number(entry, key).as_ref() == Some(edge) {
                        entry.insert((*key).to_owned(), Value::Number(other.clone()));
                    }
                }
            }
            if is_rising(&entries) {
                let (before, after) = (edge.to_string(), other.to_string());
                found.push(TableMutant { before, after, number: edge.clone(), entries });
            }
        }
        found.extend(flipped(entries, edge));
    }
    for (at, entry) in entries.iter().enumerate() {
        for key in ["points", "share"] {
            let Some(worth) = number(entry, key) else { continue };
            for other in beside(&worth).into_iter().filter(|other| !other.is_negative()) {
                let mut entries = entries.to_vec();
                if let Some(entry) = entries.get_mut(at) {
                    entry.insert(key.to_owned(), Value::Number(other.clone()));
                }
                let place = keys.iter().find_map(|key| number(entry, key)).unwrap_or_else(|| worth.clone());
                let (before, after) = (format!("{key}: {worth}"), format!("{key}: {other}"));
                found.push(TableMutant { before, after, number: place, entries });
            }
        }
    }
    found
}

fn beside(number: &Number) -> Vec<Number> {
    let step = step_of(number);
    [number.subtract(&step), number.add(&step)].into_iter().flatten().collect()
}

/// Whether no band ends before it begins and no knot comes before the last: what a scheme could write.
fn is_rising(entries: &[TableEntry]) -> bool {
    let number = |entry: &TableEntry, key: &str| entry.get(key).and_then(Value::as_number).cloned();
    let bands = entries.iter().all(|entry| match (number(entry, "from"), number(entry, "to")) {
        (Some(from), Some(to)) => from < to || (from == to && text(entry) == "both"),
        _ => true,
    });
    let knots: Vec<Number> = entries.iter().filter_map(|entry| number(entry, "x")).collect();
    bands && knots.iter().zip(knots.iter().skip(1)).all(|(a, b)| a < b)
}

fn text(entry: &TableEntry) -> String {
    entry.get("closed").map(ToString::to_string).unwrap_or_default()
}

/// The table in which an edge belongs to the other of the two bands that meet there.
fn flipped(entries: &[TableEntry], edge: &Number) -> Option<TableMutant> {
    let number = |entry: &TableEntry, key: &str| entry.get(key).and_then(Value::as_number).cloned();
    let at = |key: &str| entries.iter().position(|entry| number(entry, key).as_ref() == Some(edge));
    let (lower, upper) = (at("to")?, at("from")?);
    let mut changed = entries.to_vec();
    let mut words = Vec::new();
    for (position, is_lower) in [(lower, true), (upper, false)] {
        let entry = changed.get_mut(position)?;
        let (from, to) = (number(entry, "from"), number(entry, "to"));
        // A band of one value has no side to give away.
        if from == to {
            return None;
        }
        let (left, right) = match text(entry).as_str() {
            "left" => (true, false),
            "right" => (false, true),
            "both" => (true, true),
            _ => (false, false),
        };
        let turned = if is_lower { (left, !right) } else { (!left, right) };
        let word = match turned {
            (true, false) => "left",
            (false, true) => "right",
            (true, true) => "both",
            (false, false) => "neither",
        };
        entry.insert("closed".to_owned(), Value::Text(word.to_owned()));
        words.push((
            describe_band(from.as_ref(), to.as_ref(), (left, right)),
            describe_band(from.as_ref(), to.as_ref(), turned),
        ));
    }
    let join = |part: fn(&(String, String)) -> &String| words.iter().map(part).cloned().collect::<Vec<_>>().join(" | ");
    let (before, after) = (join(|(before, _)| before), join(|(_, after)| after));
    Some(TableMutant { before, after, number: edge.clone(), entries: changed })
}
