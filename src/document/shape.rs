//! What does not fit the type that is read: each problem with its place, and what stands in for the value meanwhile.

use std::cell::RefCell;

use super::tree::{Entry, Node, NodeKind};
use super::width;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::literal::YesNo;
use crate::location::Place;
use crate::notation::{Operator, PrintedText, PrintedValue};
use crate::numeric::Number;

/// The outer type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outer {
    Text,
    List,
    Mapping,
}

impl Outer {
    /// What it is called; the catalogue has it in both languages.
    fn word(self) -> &'static str {
        match self {
            Self::Text => "single value",
            Self::List => "list",
            Self::Mapping => "mapping",
        }
    }
}

/// A single value that stands in for one of that kind: nothing but the reading itself ever sees it.
pub(super) fn stand_in(kind: &str) -> &'static str {
    match kind {
        "number" | "exact-number" => "0",
        "yes-no" => "true",
        "date" => "2000-01-01",
        _ => "",
    }
}

/// Why a single value is none of that kind.
fn refusal(kind: &str, text: &str) -> Option<Code> {
    match kind {
        "number" => Code::of_number(text),
        "exact-number" => Number::from_exact(text).is_err().then_some(Code::NotANumber),
        "yes-no" => YesNo::parse(text).is_none().then_some(Code::NotYesNo),
        "date" => Day::parse(text).is_none().then_some(Code::NotADate),
        _ => None,
    }
}

/// Whether a value stands behind the key of a target.
fn is_target(place: &Place) -> bool {
    let before = place.source().text().get(..place.range().start).unwrap_or_default();
    before.trim_end().trim_end_matches(['"', '\'']).ends_with("target:")
}

/// The keys of points, which are counted in nothing else.
const KEYS_OF_POINTS: [&str; 7] = ["weight", "full_score", "points", "claimed", "converted", "total", "total_weight"];

/// The problem of a text that is no number. Behind points no unit is written, so that there is no `unit` to move it to.
fn not_a_number(text: &str, place: &Place) -> Diagnostic {
    let problem = Diagnostic::not_a_number(text);
    let number = problem.get("number").filter(|_| problem.code == Code::NotANumber);
    match number.map(|number| number.zh.clone()) {
        Some(number) if KEYS_OF_POINTS.contains(&key_before(place)) => {
            Diagnostic::new(Code::NotANumber).fact("value", text).fact("points", number)
        }
        _ => problem,
    }
}

/// The key of a value that stands in the same line; empty where there is none.
fn key_before(place: &Place) -> &str {
    let before = place.source().text().get(..place.range().start).unwrap_or_default();
    let before = before.trim_end_matches(['"', '\'']).trim_end_matches([' ', '\t']);
    let before = before.strip_suffix(':').unwrap_or_default();
    before.rsplit(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_')).next().unwrap_or_default()
}

/// A target in the notation of print, as a scheme writes it.
fn target(text: &str) -> String {
    let PrintedValue { operator, value, .. } = PrintedValue::parse(text);
    match value {
        PrintedText::Number { number, .. } => {
            format!("{{ {}: {number} }}", operator.unwrap_or(Operator::AtLeast).key())
        }
        PrintedText::Range { low, high, .. } => format!("{{ between: [{low}, {high}] }}"),
        _ if Day::parse(text).is_some() => format!("{{ by: {text} }}"),
        _ => format!("{{ statement: {} }}", text.trim()),
    }
}

/// Whether a list is a text in square brackets rather than a number.
fn is_bracketed_text(text: &str) -> bool {
    let inside = text.strip_prefix('[').map(|text| text.trim_end_matches(']').trim());
    inside.is_some_and(|inside| Number::parse(inside).is_err())
}

/// A single value as the mapping that holds it: a figure with its unit, or points with the reason for them.
fn spelt_out(text: &str, fields: &[&str]) -> Option<String> {
    let has = |names: [&str; 2]| names.iter().all(|name| fields.contains(name));
    let number = |text: &str| Number::parse(text).is_ok();
    if has(["points", "reason"]) && number(text) {
        return Some(format!("{{ points: {text}, reason: … }}"));
    }
    if !has(["value", "unit"]) {
        return None;
    }
    if number(text) {
        return Some(format!("{{ value: {text} }}"));
    }
    let (number, unit) = Diagnostic::not_a_number(text).number_with_unit()?;
    let quote = if unit.starts_with('%') { "\"" } else { "" };
    Some(format!("{{ value: {number}, unit: {quote}{unit}{quote} }}"))
}

/// The problems found so far.
#[derive(Default)]
pub(super) struct ShapeProblems(RefCell<Vec<Diagnostic>>);

impl ShapeProblems {
    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }

    /// That something else is wanted where `node` stands; of a mapping the fields that it may have are known.
    pub(super) fn wrong_type(&self, node: &Node, wanted: Outer, fields: &[&str]) {
        let found = match node.kind {
            NodeKind::RawScalar { .. } => Outer::Text,
            NodeKind::List(_) => Outer::List,
            NodeKind::Map(_) => Outer::Mapping,
            NodeKind::Refused => return,
        };
        let wide = match &node.kind {
            NodeKind::RawScalar { quoted: false, .. } if wanted != Outer::Text => {
                width::instead_of_structure(&node.place)
            }
            NodeKind::RawScalar { quoted: true, .. } if wanted != Outer::Text => width::quoted_bracket(&node.place),
            _ => None,
        };
        self.push(wide.unwrap_or_else(|| {
            let problem = Diagnostic::new(Code::WrongType).fact("wanted", wanted.word()).fact("found", found.word());
            let problem = problem.at(node.place.first_line());
            match (&node.kind, wanted) {
                (NodeKind::RawScalar { text, .. }, Outer::Mapping) if is_target(&node.place) => {
                    problem.fact("target", target(text))
                }
                (NodeKind::RawScalar { text, .. }, Outer::Mapping) => match spelt_out(text, fields) {
                    Some(mapping) => problem.fact("mapping", mapping),
                    None => problem,
                },
                // Brackets without quotes are a list.
                (NodeKind::List(_), Outer::Text) if is_bracketed_text(node.place.text()) => {
                    problem.fact("quoted", format!("\"{}\"", node.place.text().replace('"', "\\\"")))
                }
                _ => problem,
            }
        }));
    }

    /// Whether a single value is of that kind; what is not is a problem.
    pub(super) fn takes(&self, node: &Node, text: &str, kind: &str) -> bool {
        let code = refusal(kind, text);
        if let Some(code) = code {
            self.refuse(node, text, code, &[]);
        }
        code.is_none()
    }

    /// That a single value is refused, where only the words in `known` are taken, if there are any.
    pub(super) fn refuse(&self, node: &Node, text: &str, code: Code, known: &[&str]) {
        let plain = matches!(node.kind, NodeKind::RawScalar { quoted: false, .. });
        let wide = if plain { width::inside_scalar(&node.place, known) } else { None };
        self.push(wide.unwrap_or_else(|| {
            let problem = match code {
                Code::NotANumber => not_a_number(text, &node.place),
                Code::NotADate => Diagnostic::not_a_date(text),
                code => Diagnostic::new(code).fact("value", text),
            };
            let mut problem = problem.at(node.place.first_line());
            if !known.is_empty() {
                problem = problem.list("known", known).suggest(text, known.iter().copied());
            }
            problem
        }));
    }

    /// That a field is missing in the mapping `node`, at the key of the mapping if it has one.
    pub(super) fn missing_field(&self, node: &Node, key: Option<&Place>, field: &str) {
        let place = key.cloned().unwrap_or_else(|| node.place.first_line());
        self.push(Diagnostic::new(Code::MissingField).fact("field", field).at(place));
    }

    /// That a key is none of those `known`, and the one that was probably meant, which is not missing then.
    pub(super) fn unknown_field<'k>(&self, entry: &Entry, known: &[&'k str]) -> Option<&'k str> {
        if let Some(wide) = width::inside_key(&entry.place, known) {
            self.push(wide);
            return known.iter().copied().filter(|field| entry.key.starts_with(field)).max_by_key(|field| field.len());
        }
        let problem = Diagnostic::new(Code::UnknownField).fact("field", &entry.key).list("known", known);
        let problem = problem.suggest(&entry.key, known.iter().copied()).at(entry.place.clone());
        let nearest = problem.get("nearest").map(|nearest| nearest.en.clone());
        self.push(problem);
        known.iter().copied().find(|field| nearest.as_deref() == Some(*field))
    }

    fn push(&self, problem: Diagnostic) {
        self.0.borrow_mut().push(problem);
    }
}
