//! Sentences with holes, filled with the numbers of a case.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::language::{Bilingual, Language};
use crate::messages::is_one;

/// What fills the holes of sentences, by name.
pub(crate) type Facts = BTreeMap<String, Bilingual>;

/// A part of a sentence as a script writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplatePart<'t> {
    Text(&'t str),
    /// `{name}`, by the name.
    Hole(&'t str),
}

/// The parts of a sentence in one language. A brace that is not closed is text.
pub(super) fn parts(template: &str) -> Vec<TemplatePart<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, name, after)) = rest.split_once('{').and_then(|(before, after)| {
        let (name, after) = after.split_once('}')?;
        Some((before, name, after))
    }) {
        parts.extend([TemplatePart::Text(before), TemplatePart::Hole(name)]);
        rest = after;
    }
    parts.push(TemplatePart::Text(rest));
    parts
}

/// Fills `{name}` in both languages; a hole without a fact stays as it is written.
pub(super) fn fill(template: &Bilingual, fact: impl Fn(&str) -> Option<Bilingual>) -> Bilingual {
    let mut known = Facts::new();
    let mut fill = |language: Language| {
        let (mut text, mut filled) = (String::new(), 0..0);
        // Behind a number stands what it counts: in the sentence, or in a fact of its own.
        let append = |text: &mut String, filled: &Range<usize>, part: &str| {
            let [singular, rest] = counted(text.get(filled.clone()).unwrap_or_default(), part, language);
            let whole = [singular, rest].concat();
            text.push_str(&whole);
        };
        for part in parts(template.text(language)) {
            match part {
                TemplatePart::Text("") => {}
                TemplatePart::Text(part) => {
                    append(&mut text, &filled, part);
                    filled = text.len()..text.len();
                }
                TemplatePart::Hole(name) => {
                    if !known.contains_key(name) {
                        known.extend(fact(name).map(|fact| (name.to_owned(), fact)));
                    }
                    let start = text.len();
                    match known.get(name) {
                        Some(fact) => append(&mut text, &filled, fact.text(language)),
                        None => text.extend(["{", name, "}"]),
                    }
                    filled = start..text.len();
                }
            }
        }
        text
    };
    Bilingual { zh: fill(Language::Zh), en: fill(Language::En) }
}

/// What sentences count in English, with the singular behind its blank; what is longer stands first.
const COUNTED: [(&str, &str); 28] = [
    ("percentage points", " percentage point"),
    ("per mille points", " per mille point"),
    ("working days", " working day"),
    ("cases are", " case is"),
    ("cases", " case"),
    ("units", " unit"),
    ("times", " time"),
    ("hours", " hour"),
    ("minutes", " minute"),
    ("weeks", " week"),
    ("months", " month"),
    ("quarters", " quarter"),
    ("years", " year"),
    ("people", " person"),
    ("persons", " person"),
    ("projects", " project"),
    ("reports", " report"),
    ("ranks", " rank"),
    ("points are", " point is"),
    ("points become", " point becomes"),
    ("points", " point"),
    ("steps are", " step is"),
    ("steps", " step"),
    ("days", " day"),
    ("elements", " element"),
    ("answers", " answer"),
    ("items", " item"),
    ("posts", " post"),
];

/// A text behind what fills a hole, or behind a text that ends in a number: the singular of what is counted where that is 1 of
/// them, and the rest.
pub(crate) fn counted<'t>(fact: &str, text: &'t str, language: Language) -> [&'t str; 2] {
    let found = if language == Language::En { of_one(fact, text) } else { None };
    found.map_or(["", text], |(singular, rest)| [singular, rest])
}

/// The singular of the words behind a number that is 1, and what follows them.
fn of_one<'t>(fact: &str, tail: &'t str) -> Option<(&'static str, &'t str)> {
    let is_of_number = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '+' | '-' | '/' | '…');
    let number = fact.get(fact.trim_end_matches(is_of_number).len()..).unwrap_or_default();
    let rest = tail.strip_prefix(' ').filter(|_| is_one(number))?;
    let mut found = COUNTED.iter().filter_map(|(plural, singular)| Some((*singular, rest.strip_prefix(plural)?)));
    found.find(|(_, after)| !after.starts_with(|sign: char| sign.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_both_languages() {
        let template = Bilingual { zh: "{a}÷{b}".to_owned(), en: "{a} of {b}, {c}".to_owned() };
        let two = Bilingual { zh: "二".to_owned(), en: "two".to_owned() };
        let facts = Facts::from([("a".to_owned(), Bilingual::same("1")), ("b".to_owned(), two)]);
        let filled = fill(&template, |name| facts.get(name).cloned());
        assert_eq!(filled, Bilingual { zh: "1÷二".to_owned(), en: "1 of two, {c}".to_owned() });
    }

    #[test]
    fn one_is_followed_by_the_singular() {
        let filled = |en: &str, fact: &str| {
            let template = Bilingual { zh: "{a}".to_owned(), en: en.to_owned() };
            fill(&template, |_| Some(Bilingual::same(fact))).en
        };
        assert_eq!(filled("{a} points are kept", "1"), "1 point is kept");
        assert_eq!(filled("{a} points are kept", "11"), "11 points are kept");
        assert_eq!(filled("{a} points: {a} pointsman", "1"), "1 point: 1 pointsman");
        assert_eq!(filled("{a} days late", "1.5"), "1.5 days late");
        assert_eq!(filled("{a} percentage points", "-1"), "-1 percentage point");
        assert_eq!(filled("{a} cases of {a} cases", "1"), "1 case of 1 case");
        assert_eq!(filled("{a} working days", "1"), "1 working day");
    }

    #[test]
    fn a_unit_that_fills_a_hole_of_its_own_is_counted_too() {
        let template = Bilingual { zh: "每 {step}{unit}".to_owned(), en: "per {step}{unit}, {unit}".to_owned() };
        let told = |step: &str| {
            let unit = Bilingual { zh: "个百分点".to_owned(), en: " percentage points".to_owned() };
            fill(&template, |name| Some(if name == "step" { Bilingual::same(step) } else { unit.clone() }))
        };
        assert_eq!(told("1").en, "per 1 percentage point,  percentage points");
        assert_eq!(told("2").en, "per 2 percentage points,  percentage points");
        assert_eq!(told("1").zh, "每 1个百分点");
    }
}
