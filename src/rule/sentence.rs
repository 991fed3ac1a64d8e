//! Sentences with holes, filled with the numbers of a case.

use std::collections::BTreeMap;

use crate::language::Bilingual;

/// Fills `{name}` in both languages from `facts`; a hole without a fact stays as it is written.
pub(super) fn fill(template: &Bilingual, facts: &BTreeMap<String, String>) -> Bilingual {
    Bilingual { zh: fill_text(&template.zh, facts), en: fill_text(&template.en, facts) }
}

fn fill_text(template: &str, facts: &BTreeMap<String, String>) -> String {
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
            Some(fact) => text.push_str(fact),
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
        let facts = BTreeMap::from([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]);
        assert_eq!(fill(&template, &facts), Bilingual { zh: "1÷2".to_owned(), en: "1 of 2, {c}".to_owned() });
    }
}
