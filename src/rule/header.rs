//! The head of a script: its `//! word: …` lines, and what two of the words promise to `rules test`.
//!
//! `invariant` declares a property of the points that is checked on generated inputs, `equivalent` that a change of the
//! code makes no difference. What the head declares for the studies is read by `declaration`.

use std::collections::BTreeMap;
use std::sync::Arc;

use strum::VariantNames;

use super::metadata::{InputCard, Kind, ParameterKind, RuleDirection, RuleMetadata};
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic, meant};
use crate::location::{Place, Source};

/// The words a header line may begin with.
pub const WORDS: [&str; 15] = [
    "title-zh",
    "title-en",
    "zh",
    "en",
    "source",
    "kind",
    "direction",
    "penalty",
    "target-unit",
    "family",
    "alternative",
    "execution",
    "judgement",
    "invariant",
    "equivalent",
];

/// One line of the head.
pub(super) struct HeaderLine {
    pub word: String,
    pub said: String,
    pub place: Place,
}

/// A property that the points of a rule keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// More of this input never lowers the points: `monotone-up INPUT`.
    MonotoneUp(String),
    /// More of this input never raises the points: `monotone-down INPUT`.
    MonotoneDown(String),
    /// Every accepted input gives points within 0 and the weight, a refusal or "not applicable"; the script never
    /// stops: `bounded`.
    Bounded,
    /// Under the parameters and target of every example that it holds for, some input earns the whole weight:
    /// `full-marks-reachable`.
    FullMarksReachable,
}

/// A property with the parameters it holds under: `monotone-up actual when better = higher`.
#[derive(Clone, Debug)]
pub struct Invariant {
    /// The property.
    pub property: Property,
    /// The parameter and value it is limited to.
    pub when: Option<(String, String)>,
    /// How it was written.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Invariant {
    /// Whether it is meant for a row with these parameters.
    #[must_use]
    pub fn holds_under(&self, params: &BTreeMap<String, Value>) -> bool {
        let is_given =
            |(name, wanted): &(String, String)| params.get(name).is_some_and(|value| value.to_string() == *wanted);
        self.when.as_ref().is_none_or(is_given)
    }
}

/// A change that makes no difference: `equivalent: BEFORE => AFTER because REASON`.
#[derive(Clone, Debug)]
pub struct Equivalent {
    /// The code as it is, part of one line.
    pub before: String,
    /// The code after the change.
    pub after: String,
    /// Why nobody could tell the difference.
    pub reason: String,
    /// Where it stands.
    pub place: Place,
}

/// The `//!` lines at the head of a script that have a word and a colon.
pub(super) fn lines(source: &Arc<Source>) -> Vec<HeaderLine> {
    let mut found = Vec::new();
    for (at, line) in trimmed(source.text()) {
        let Some(content) = line.strip_prefix("//!") else {
            if line.is_empty() || plain_word(line).is_some() {
                continue;
            }
            break;
        };
        if let Some((word, said)) = content.split_once(':') {
            let place = Place::new(source, at..at.saturating_add(line.len()));
            found.push(HeaderLine { word: word.trim().to_owned(), said: said.trim().to_owned(), place });
        }
    }
    found
}

/// The lines of a text without blanks around them, each with where it begins.
fn trimmed(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0_usize, |start, raw| {
        let at = start.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        *start = start.saturating_add(raw.len());
        Some((at, raw.trim()))
    })
}

/// The word of a line of the head that lacks its `!`.
fn plain_word(line: &str) -> Option<(&str, &str)> {
    let content = line.strip_prefix("//").filter(|rest| !rest.starts_with('/'))?.trim();
    let (word, _) = content.split_once([':', '：'])?;
    WORDS.contains(&word.trim()).then_some((word.trim(), content))
}

/// The line that lacks its `!` and has this word, and what it says.
pub(super) fn plain_line(source: &Arc<Source>, word: &str) -> Option<(Place, String)> {
    trimmed(source.text()).find_map(|(at, line)| {
        let (_, content) = plain_word(line).filter(|(known, _)| *known == word)?;
        Some((Place::new(source, at..at.saturating_add(line.len())), content.to_owned()))
    })
}

/// What the lines say, by their word; the lines of one word are joined.
pub(super) fn joined(lines: &[HeaderLine]) -> BTreeMap<String, String> {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        let entry = entries.entry(line.word.clone()).or_default();
        // Chinese sentences stand beside each other without a blank.
        if entry.ends_with(|last: char| last.is_ascii()) {
            entry.push(' ');
        }
        entry.push_str(&line.said);
    }
    entries
}

/// Words that mean nothing, and `kind` and `direction` with a value that they do not have.
pub(super) fn check_words(lines: &[HeaderLine]) -> Vec<Diagnostic> {
    let choice = |line: &HeaderLine, known: &[&str]| {
        (!known.contains(&line.said.as_str()))
            .then(|| wrong(line, &known.join(" | ")).suggest(&line.said, known.to_vec()))
    };
    lines
        .iter()
        .filter_map(|line| match line.word.as_str() {
            "kind" => choice(line, &["rule", "modifier"]),
            "direction" => choice(line, RuleDirection::VARIANTS),
            word if WORDS.contains(&word) => None,
            word => Some(wrong(line, &WORDS.join(" | ")).suggest(word, WORDS)),
        })
        .collect()
}

/// Whether one of the lines begins with a word that is none and nearest to this one.
pub(super) fn is_misspelt(word: &str, lines: &[HeaderLine]) -> bool {
    let unknown = lines.iter().map(|line| line.word.as_str()).filter(|word| !WORDS.contains(word));
    unknown.filter_map(|written| meant(written, WORDS)).any(|meant| meant == word)
}

/// The properties and harmless changes that the head declares.
///
/// # Errors
/// Lines that are not of the form, or that name inputs or parameters the card does not have.
pub(super) fn promises(
    lines: &[HeaderLine],
    card: &RuleMetadata,
) -> Result<(Vec<Invariant>, Vec<Equivalent>), Vec<Diagnostic>> {
    let (mut invariants, mut equivalents, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        match line.word.as_str() {
            "invariant" => match invariant(line, card) {
                Ok(invariant) => invariants.push(invariant),
                Err(problem) => problems.push(problem),
            },
            "equivalent" => match equivalent(line) {
                Some(equivalent) => equivalents.push(equivalent),
                None => problems.push(wrong(line, "equivalent: … => … because …")),
            },
            _ => {}
        }
    }
    if problems.is_empty() { Ok((invariants, equivalents)) } else { Err(problems) }
}

fn invariant(line: &HeaderLine, card: &RuleMetadata) -> Result<Invariant, Diagnostic> {
    const FORMS: &str =
        "monotone-up INPUT | monotone-down INPUT | bounded | full-marks-reachable, [when PARAMETER = VALUE]";
    let (property, when) = match line.said.split_once(" when ") {
        Some((property, when)) => (property, Some(when)),
        None => (line.said.as_str(), None),
    };
    let words: Vec<&str> = property.split_whitespace().collect();
    let property = match words.as_slice() {
        ["monotone-up", input] => Property::MonotoneUp((*input).to_owned()),
        ["monotone-down", input] => Property::MonotoneDown((*input).to_owned()),
        ["bounded"] => Property::Bounded,
        ["full-marks-reachable"] => Property::FullMarksReachable,
        _ => return Err(wrong(line, FORMS)),
    };
    if let Property::MonotoneUp(name) | Property::MonotoneDown(name) = &property
        && input(line, card, name)?.kind == Kind::Text
    {
        return Err(unknown_input(line, card, name));
    }
    let when = match when.map(|when| when.split_once('=').map(|(name, value)| (name.trim(), value.trim()))) {
        None => None,
        Some(None) => return Err(wrong(line, FORMS)),
        Some(Some((name, value))) => {
            let parameter = card.parameters.get(name).ok_or_else(|| unknown_parameter(line, card, name))?;
            if parameter.kind == ParameterKind::Choice && !parameter.choices.iter().any(|choice| choice == value) {
                return Err(wrong(line, &parameter.choices.join(" | ")));
            }
            Some((name.to_owned(), value.to_owned()))
        }
    };
    Ok(Invariant { property, when, text: line.said.clone(), place: line.place.clone() })
}

fn equivalent(line: &HeaderLine) -> Option<Equivalent> {
    let (change, reason) = line.said.split_once(" because ")?;
    let (before, after) = change.split_once(" => ")?;
    let part = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(Equivalent { before: part(before)?, after: part(after)?, reason: part(reason)?, place: line.place.clone() })
}

/// The input of that name.
///
/// # Errors
/// [`Code::UnknownInput`] at the line.
pub(super) fn input<'c>(line: &HeaderLine, card: &'c RuleMetadata, name: &str) -> Result<&'c InputCard, Diagnostic> {
    card.inputs.get(name).ok_or_else(|| unknown_input(line, card, name))
}

fn unknown_input(line: &HeaderLine, card: &RuleMetadata, name: &str) -> Diagnostic {
    let known: Vec<&str> = card.inputs.keys().map(String::as_str).collect();
    let problem = Diagnostic::new(Code::UnknownInput).fact("input", name).fact("rule", &card.name);
    problem.list("known", &known).suggest(name, known).at(line.place.clone())
}

/// The problem of naming a parameter that the rule does not have.
pub(super) fn unknown_parameter(line: &HeaderLine, card: &RuleMetadata, name: &str) -> Diagnostic {
    let known: Vec<&str> = card.parameters.keys().map(String::as_str).collect();
    let problem = Diagnostic::new(Code::UnknownParameter).fact("parameter", name).fact("rule", &card.name);
    problem.list("known", &known).suggest(name, known).at(line.place.clone())
}

/// The problem of a line that is not of the form.
pub(super) fn wrong(line: &HeaderLine, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::HeaderWord).fact("word", &line.word).fact("wanted", wanted).at(line.place.clone())
}
