//! Sentences with holes, filled with the numbers of a case.

use std::collections::BTreeMap;

use crate::language::{Bilingual, Language};

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
        let mut text = String::new();
        for part in parts(template.text(language)) {
            match part {
                TemplatePart::Text(part) => text.push_str(part),
                TemplatePart::Hole(name) => {
                    if !known.contains_key(name) {
                        known.extend(fact(name).map(|fact| (name.to_owned(), fact)));
                    }
                    match known.get(name) {
                        Some(fact) => text.push_str(fact.text(language)),
                        None => text.extend(["{", name, "}"]),
                    }
                }
            }
        }
        text
    };
    Bilingual { zh: fill(Language::Zh), en: fill(Language::En) }
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
}
