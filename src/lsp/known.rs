//! What a scheme declares, for files that name parts of it.

use jixiao::document::{Outline, OutlinedValue, PathStep};
use jixiao::{Language, ScriptRule, Value};

use super::names::{metric_of, row_of};

/// An indicator, a dimension, a veto or a ceiling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KnownPart {
    pub id: String,
    pub name: String,
    /// Whether it is scored by a rule.
    pub is_row: bool,
    pub is_dimension: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KnownMetric {
    pub id: String,
    pub name: String,
    pub unit: Option<String>,
    /// Whether a formula gives it, so that no report does.
    pub is_derived: bool,
}

/// What the schemes of a case declare, its own before those it extends.
#[derive(Debug, Default)]
pub(super) struct KnownScheme {
    pub scheme: Option<String>,
    pub parts: Vec<KnownPart>,
    pub metrics: Vec<KnownMetric>,
    pub grades: Vec<String>,
    outlines: Vec<Outline>,
}

fn key(name: &str) -> PathStep {
    PathStep::Key(name.to_owned())
}

fn with(path: &[PathStep], name: &str) -> Vec<PathStep> {
    path.iter().cloned().chain([key(name)]).collect()
}

impl KnownScheme {
    /// What these schemes declare, named in the reader's language.
    pub fn of(outlines: Vec<Outline>, language: Language) -> Self {
        let mut known = Self::default();
        for outline in &outlines {
            let said = |path: &[PathStep], name: &str| outline.text(&with(path, name)).map(str::to_owned);
            let named = |path: &[PathStep]| {
                let english = said(path, "en").filter(|_| language == Language::En);
                english.or_else(|| said(path, "name")).unwrap_or_default()
            };
            known.scheme = known.scheme.or_else(|| said(&[], "scheme"));
            for value in &outline.values {
                match value.path.as_slice() {
                    [PathStep::Key(metrics), PathStep::Key(id)] if metrics == "metrics" => {
                        let is_derived = said(&value.path, "formula").is_some();
                        let (name, unit) = (named(&value.path), said(&value.path, "unit"));
                        known.add_metric(KnownMetric { id: id.clone(), name, unit, is_derived });
                    }
                    [PathStep::Key(grades), _, PathStep::Key(grade)] if grades == "grades" && grade == "grade" => {
                        known.grades.extend(value.text.clone());
                    }
                    [.., PathStep::Key(list), PathStep::Item(_), PathStep::Key(id)] if id == "id" => {
                        let Some((_, row)) = value.path.split_last() else { continue };
                        let is_row = ["indicators", "bonuses", "penalties"].contains(&list.as_str());
                        let id = value.text.clone().unwrap_or_default();
                        let part = KnownPart { id, name: named(row), is_row, is_dimension: list == "dimensions" };
                        if !known.parts.iter().any(|other| other.id == part.id) {
                            known.parts.push(part);
                        }
                    }
                    _ => {}
                }
            }
            // A row without another metric is scored by the one that is called like it.
            for row in outline.values.iter().filter(|value| outline.text(&with(&value.path, "rule")).is_some()) {
                let feeds = |name: &str| outline.get(&with(&row.path, name)).is_some();
                if let Some(id) = said(&row.path, "id").filter(|_| !feeds("actual") && !feeds("inputs")) {
                    let (name, unit) = (named(&row.path), said(&row.path, "unit"));
                    known.add_metric(KnownMetric { id: metric_of(&id), name, unit, is_derived: false });
                }
            }
        }
        known.outlines = outlines;
        known
    }

    fn add_metric(&mut self, metric: KnownMetric) {
        if !self.metrics.iter().any(|other| other.id == metric.id) {
            self.metrics.push(metric);
        }
    }

    /// The words that a report may give for a metric: the levels of the rules that it is an input of.
    pub fn levels<'r>(&self, metric: &str, rule: impl Fn(&str) -> Option<&'r ScriptRule>) -> Vec<String> {
        let mut found = Vec::new();
        for (outline, fed) in
            self.outlines.iter().flat_map(|outline| outline.values.iter().map(move |fed| (outline, fed)))
        {
            let Some(row) = row_of(&fed.path, "inputs").or_else(|| row_of(&fed.path, "actual")) else { continue };
            let input = match fed.path.get(row.len().saturating_add(1)) {
                Some(PathStep::Key(input)) => input.as_str(),
                _ => "actual",
            };
            if fed.text.as_deref().map(str::trim) != Some(metric) {
                continue;
            }
            let Some(rule) = outline.text(&with(row, "rule")).and_then(&rule) else { continue };
            found.extend(levels_of(outline, row, rule, input));
        }
        found.dedup();
        found
    }
}

/// The levels that a row of a rule takes for an input: what its parameters say, or else the rule.
fn levels_of(outline: &Outline, row: &[PathStep], rule: &ScriptRule, input: &str) -> Vec<String> {
    let level = rule.metadata().declared.judgement.as_ref().and_then(|judgement| judgement.level.as_ref());
    let names = level.filter(|level| level.input == input).map(|level| level.names.as_str());
    // A table of points by word is asked with the word.
    let is_word = |card: &jixiao::ParameterCard| card.kind == jixiao::ParameterKind::Table;
    let table = rule.metadata().parameters.iter().find(|(_, card)| is_word(card)).map(|(name, _)| name.as_str());
    let is_text = rule.metadata().inputs.get(input).is_some_and(|card| card.kind == jixiao::Kind::Text);
    let Some(names) = names.or(table.filter(|_| is_text)) else { return Vec::new() };
    let path = with(&with(row, "params"), names);
    let below: Vec<&OutlinedValue> = outline.below(&path).collect();
    if !below.is_empty() {
        let words = below.into_iter().filter_map(|value| match value.path.last() {
            Some(PathStep::Key(word)) => Some(word.clone()),
            _ => value.text.clone(),
        });
        return words.collect();
    }
    match rule.metadata().parameters.get(names).and_then(|card| card.default.as_ref()) {
        Some(Value::List(items)) => items.iter().map(ToString::to_string).collect(),
        Some(Value::Map(entries)) => entries.keys().cloned().collect(),
        _ => Vec::new(),
    }
}
