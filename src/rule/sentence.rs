//! Sentences with holes, filled with the numbers of a case.

use std::collections::BTreeMap;

use crate::language::{Bilingual, Language};

/// What fills the holes of sentences, by name.
pub(crate) type Facts = BTreeMap<String, Bilingual>;

/// Fills `{name}` in both languages from `facts`; a hole without a fact stays as it is written.
pub(super) fn fill(template: &Bilingual, facts: &Facts) -> Bilingual {
    let fill = |language| fill_text(template.text(language), facts, language);
    Bilingual { zh: fill(Language::Zh), en: fill(Language::En) }
}

fn fill_text(template: &str, facts: &Facts, language: Language) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match facts.get(name) {
            Some(fact) => text.push_str(fact.text(language)),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_both_languages() {
        let template = Bilingual { zh: "{a}÷{b}".to_owned(), en: "{a} of {b}, {c}".to_owned() };
        let two = Bilingual { zh: "二".to_owned(), en: "two".to_owned() };
        let facts = Facts::from([("a".to_owned(), Bilingual::same("1")), ("b".to_owned(), two)]);
        assert_eq!(fill(&template, &facts), Bilingual { zh: "1÷二".to_owned(), en: "1 of two, {c}".to_owned() });
    }
}
