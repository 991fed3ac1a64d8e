//! The names in a file: what defines each and what mentions it.

use std::ops::Range;

use jixiao::Place;
use jixiao::document::{Outline, OutlinedValue, PathStep};

use super::script_outline::ScriptOutline;
use super::subject::DocumentKind;

/// The keys of accounts behind which figures are named.
pub(super) const FIGURE_LISTS: [&str; 9] =
    ["sum", "difference", "ratio", "share", "growth", "parts", "shares", "not_above", "is"];

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Scheme(String),
    /// An indicator, a dimension, a veto or a ceiling.
    Part(String),
    Metric(String),
    Grade(String),
    /// A figure of accounts, or a cell of a table in them.
    Figure(String),
    Rule(String),
    /// What a rule has: the rule, then the name.
    Parameter(String, String),
    Input(String, String),
    Sentence(String, String),
}

impl Name {
    /// The name alone.
    pub fn text(&self) -> &str {
        match self {
            Self::Scheme(name) | Self::Part(name) | Self::Metric(name) | Self::Grade(name) => name,
            Self::Figure(name) | Self::Rule(name) => name,
            Self::Parameter(_, name) | Self::Input(_, name) | Self::Sentence(_, name) => name,
        }
    }
}

/// Where a name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub name: Name,
    /// The bytes of the name, without quotes.
    pub range: Range<usize>,
    pub is_definition: bool,
    /// Whether an indicator stands for the metric that is called like it.
    pub is_implied: bool,
}

/// The id of the metric that belongs to an indicator without another.
pub(super) fn metric_of(indicator: &str) -> String {
    indicator.replace('-', "_")
}

/// All names in a file of YAML.
pub(super) fn names_in(kind: DocumentKind, outline: &Outline) -> Vec<Mention> {
    let mut found = NameSearch { outline, mentions: Vec::new() };
    for value in &outline.values {
        match kind {
            DocumentKind::Scheme => found.in_scheme(value),
            DocumentKind::Report => found.in_report(value),
            DocumentKind::Accounts => found.in_accounts(value),
            DocumentKind::Layout | DocumentKind::Script => {}
        }
    }
    found.mentions
}

/// The way to the row that a part of it belongs to, without that part: `rows[3]` for `rows[3].modifiers[0].params.x` is
/// `rows[3].modifiers[0]`.
pub(super) fn row_of<'p>(path: &'p [PathStep], part: &str) -> Option<&'p [PathStep]> {
    let at = path.iter().rposition(|step| step.key() == Some(part))?;
    path.get(..at)
}

/// The rule of the row at a place.
pub(super) fn rule_at<'o>(outline: &'o Outline, row: &[PathStep]) -> Option<&'o str> {
    let mut path = row.to_vec();
    path.push(PathStep::Key("rule".to_owned()));
    outline.text(&path)
}

/// The last key of a way, and the one that holds it; places in lists are skipped.
fn last_keys(path: &[PathStep]) -> (&str, &str) {
    let mut keys = path.iter().rev().filter_map(PathStep::key);
    let last = keys.next().unwrap_or_default();
    (keys.next().unwrap_or_default(), last)
}

struct NameSearch<'o> {
    outline: &'o Outline,
    mentions: Vec<Mention>,
}

impl NameSearch<'_> {
    fn in_scheme(&mut self, value: &OutlinedValue) {
        let path = value.path.as_slice();
        let (holder, last) = last_keys(path);
        match (holder, last) {
            ("", "scheme") => self.value(value, Name::Scheme, true),
            ("indicators" | "dimensions" | "bonuses" | "penalties" | "vetoes" | "caps", "id") => {
                self.value(value, Name::Part, true);
                self.implied_metric(value);
            }
            ("metrics", _) if path.len() == 2 => self.key(value, Name::Metric, true),
            ("vetoes" | "caps", "metric") | (_, "actual" | "formula") => self.formula(value),
            ("inputs", name) => {
                if let Some(rule) = row_of(path, "inputs").and_then(|row| rule_at(self.outline, row)) {
                    let rule = rule.to_owned();
                    if path.last() == Some(&PathStep::Key(name.to_owned())) {
                        self.key(value, |name| Name::Input(rule.clone(), name), false);
                    }
                }
                self.formula(value);
            }
            ("params", _) => {
                if let Some(rule) = row_of(path, "params").and_then(|row| rule_at(self.outline, row)) {
                    self.key(value, |name| Name::Parameter(rule.to_owned(), name), false);
                }
            }
            (_, "fixed") => {
                if let Some(rule) = row_of(path, "fixed").and_then(|row| rule_at(self.outline, row)) {
                    self.value(value, |name| Name::Parameter(rule.to_owned(), name), false);
                }
            }
            (_, "rule") => self.value(value, Name::Rule, false),
            ("reallocation", _) => {
                self.key(value, Name::Part, false);
                self.value(value, Name::Part, false);
            }
            ("changes", _) if path.len() == 2 => self.key(value, Name::Part, false),
            ("whatif", "bounds") | ("bounds", _) => self.key(value, Name::Part, false),
            ("whatif", "set" | "lock" | "rest") | ("effect", "dimension" | "indicator") => {
                self.value(value, Name::Part, false);
            }
            ("", "may_not_apply") => self.row_or_metric(value),
            ("effect", "grade_at_most") => self.value(value, Name::Grade, false),
            ("grades", "grade") => self.value(value, Name::Grade, true),
            _ => {}
        }
    }

    fn in_report(&mut self, value: &OutlinedValue) {
        match last_keys(&value.path) {
            ("", "scheme") => self.value(value, Name::Scheme, false),
            ("metrics", _) if value.path.len() == 2 => self.key(value, Name::Metric, false),
            ("rows", _) if value.path.len() == 2 => self.key(value, Name::Part, false),
            ("claimed", "grade") => self.value(value, Name::Grade, false),
            _ => {}
        }
    }

    fn in_accounts(&mut self, value: &OutlinedValue) {
        let (holder, last) = last_keys(&value.path);
        if holder == "figures" && value.path.len() == 2 {
            self.key(value, Name::Figure, true);
        } else if FIGURE_LISTS.contains(&last) {
            let Some((range, text)) = written(&value.place, value.text.as_deref()) else { return };
            match text.strip_prefix("report.") {
                Some(metric) => {
                    let start = range.end.saturating_sub(metric.len());
                    self.note(Name::Metric(metric.to_owned()), start..range.end, false);
                }
                None => self.note(Name::Figure(text), range, false),
            }
        }
    }

    fn note(&mut self, name: Name, range: Range<usize>, is_definition: bool) {
        self.mentions.push(Mention { name, range, is_definition, is_implied: false });
    }

    fn value(&mut self, value: &OutlinedValue, name: impl Fn(String) -> Name, is_definition: bool) {
        if let Some((range, text)) = written(&value.place, value.text.as_deref()) {
            self.note(name(text), range, is_definition);
        }
    }

    fn key(&mut self, value: &OutlinedValue, name: impl Fn(String) -> Name, is_definition: bool) {
        if let (Some(place), Some(PathStep::Key(key))) = (&value.key, value.path.last())
            && let Some((range, text)) = written(place, Some(key))
        {
            self.note(name(text), range, is_definition);
        }
    }

    /// The metric that a row is scored by if it names none.
    fn implied_metric(&mut self, id: &OutlinedValue) {
        let Some((_, row)) = id.path.split_last() else { return };
        let has = |key: &str| {
            let mut path = row.to_vec();
            path.push(PathStep::Key(key.to_owned()));
            self.outline.get(&path).is_some()
        };
        if !has("rule") || has("actual") || has("inputs") {
            return;
        }
        let Some((range, text)) = written(&id.place, id.text.as_deref()) else { return };
        let metric = metric_of(&text);
        let is_declared =
            self.outline.get(&[PathStep::Key("metrics".to_owned()), PathStep::Key(metric.clone())]).is_some();
        let name = Name::Metric(metric);
        self.mentions.push(Mention { name, range, is_definition: !is_declared, is_implied: true });
    }

    fn row_or_metric(&mut self, value: &OutlinedValue) {
        let text = value.text.clone().unwrap_or_default();
        let is_metric = self.outline.get(&[PathStep::Key("metrics".to_owned()), PathStep::Key(text)]).is_some();
        self.value(value, if is_metric { Name::Metric } else { Name::Part }, false);
    }

    /// The metrics that a formula names.
    fn formula(&mut self, value: &OutlinedValue) {
        let Some((range, text)) = written(&value.place, value.text.as_deref()) else { return };
        let outline = ScriptOutline::read(&text);
        for (number, token) in outline.tokens.iter().enumerate() {
            let Some(word) = outline.word(number) else { continue };
            let is_call = outline.is_sign(number.saturating_add(1), '(');
            if is_call || word.starts_with(|first: char| first.is_ascii_digit()) {
                continue;
            }
            let at = |offset: usize| range.start.saturating_add(offset);
            self.note(Name::Metric(word.to_owned()), at(token.range.start)..at(token.range.end), false);
        }
    }
}

/// Where a text is written, without its quotes; nothing where it is written in another way than it reads.
fn written(place: &Place, text: Option<&str>) -> Option<(Range<usize>, String)> {
    let text = text?.trim();
    let whole = place.range();
    let at = place.text().find(text).filter(|_| !text.is_empty())?;
    let around = place.text().len().saturating_sub(text.len());
    if around > 2 && place.text().trim() != text {
        return None;
    }
    let start = whole.start.saturating_add(at);
    Some((start..start.saturating_add(text.len()), text.to_owned()))
}
