//! The JSON Schema of files in the reader's language: what editors without a server show and complete.

use serde_json::{Map, Value, json};

use crate::language::Language;
use crate::messages::Messages;
use crate::rule::RuleSet;

/// What each key means, in Chinese. In English it is what the types say.
const KEYS: &str = include_str!("pages/keys.zh.md");

/// A schema of files whose descriptions are in the reader's language, and in which the names of `rules` are choices. Other
/// names are left to `check`, which knows the rules that serve a case.
#[must_use]
pub fn file_schema(schema: Value, messages: &Messages, rules: &RuleSet) -> Value {
    let Value::Object(mut top) = schema else { return schema };
    let name = top.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(Value::Object(definitions)) = top.get_mut("$defs") {
        for (name, definition) in definitions {
            describe(name, definition, messages.language());
            offer_rules(definition, messages, rules);
        }
    }
    let mut whole = Value::Object(top);
    describe(&name, &mut whole, messages.language());
    if let Some(title) = messages.find(&format!("file-{name}"), &[]) {
        whole.as_object_mut().map(|top| top.insert("title".to_owned(), title.into()));
    }
    whole
}

/// Words a definition, its properties and its choices.
fn describe(name: &str, definition: &mut Value, language: Language) {
    let Value::Object(fields) = definition else { return };
    word(fields, name, language);
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        for (key, property) in properties {
            let Value::Object(property) = property else { continue };
            word(property, &format!("{name}.{key}"), language);
        }
    }
    if let Some(Value::Array(choices)) = fields.get_mut("oneOf") {
        for choice in choices {
            let Value::Object(choice) = choice else { continue };
            let said = choice.get("const").and_then(Value::as_str).map(|said| format!("{name}={said}"));
            if let Some(said) = said {
                word(choice, &said, language);
            }
        }
    }
}

fn word(fields: &mut Map<String, Value>, name: &str, language: Language) {
    let Some(Value::String(written)) = fields.get("description") else { return };
    let own = match language {
        Language::Zh => chinese(name).map(str::to_owned).or_else(|| bracketed(written)),
        Language::En => None,
    };
    let said = own.unwrap_or_else(|| english(written));
    fields.insert("description".to_owned(), said.into());
}

/// What a key means.
fn chinese(name: &str) -> Option<&'static str> {
    KEYS.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// The Chinese term that the English sentence gives in brackets.
fn bracketed(written: &str) -> Option<String> {
    terms(written).next().map(|(_, term)| term.to_owned())
}

/// The English sentence without the Chinese terms, in one line.
fn english(written: &str) -> String {
    let mut said = written.to_owned();
    for (bracket, _) in terms(written) {
        said = said.replace(&format!(" {bracket}"), "");
    }
    // 四舍五入: to the nearest …
    if let Some((term, rest)) = said.split_once(": ")
        && term.chars().all(is_chinese)
    {
        said = rest.to_owned();
    }
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The brackets that hold Chinese, with what is in them.
fn terms(written: &str) -> impl Iterator<Item = (&str, &str)> {
    let brackets = written.match_indices('(').filter_map(|(at, _)| {
        let end = written.get(at..)?.find(')')?.checked_add(at)?;
        Some((written.get(at..=end)?, written.get(at.checked_add(1)?..end)?))
    });
    brackets.filter(|(_, term)| term.contains(is_chinese))
}

fn is_chinese(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// The rules as choices wherever one is named: modifiers after another rule, the others for rows.
fn offer_rules(definition: &mut Value, messages: &Messages, rules: &RuleSet) {
    let Some(properties) = definition.pointer_mut("/properties") else { return };
    let scores_row = properties.get("modifiers").is_some();
    let Some(rule) = properties.get_mut("rule") else { return };
    let cards = rules.rules().map(|rule| rule.metadata()).filter(|card| card.is_modifier != scores_row);
    let known = cards.map(|card| json!({ "const": card.name, "description": messages.pick(&card.title) }));
    let known: Vec<Value> = known.collect();
    let Value::Object(fields) = rule else { return };
    let kind = json!({ "type": fields.remove("type").unwrap_or_else(|| "string".into()) });
    fields.insert("anyOf".to_owned(), json!([{ "oneOf": known }, kind]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts_schema, report_schema, scheme_schema};

    /// Every description below a value.
    fn descriptions<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("description").and_then(Value::as_str));
                fields.values().for_each(|field| descriptions(field, found));
            }
            Value::Array(items) => items.iter().for_each(|item| descriptions(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_key_is_described_in_the_language_of_its_reader() {
        for schema in [scheme_schema(), report_schema(), accounts_schema()] {
            for language in [Language::Zh, Language::En] {
                let told = file_schema(schema.clone(), &Messages::of(language), &RuleSet::shipped());
                let mut found = Vec::new();
                descriptions(&told, &mut found);
                assert!(found.len() > 20);
                let wrong: Vec<&&str> =
                    found.iter().filter(|text| text.contains(is_chinese) != (language == Language::Zh)).collect();
                // A word of the glossary that an English sentence explains.
                let wrong: Vec<_> = wrong.into_iter().filter(|text| !text.contains("such as")).collect();
                assert!(wrong.is_empty(), "{language:?}: {wrong:#?}");
                assert!(!told["title"].as_str().unwrap().contains("Draft"), "{}", told["title"]);
            }
        }
    }

    #[test]
    fn every_line_of_the_page_describes_something() {
        let schemas = [scheme_schema(), report_schema(), accounts_schema()];
        let told = schemas.map(|schema| file_schema(schema, &Messages::of(Language::Zh), &RuleSet::shipped()));
        let mut found = Vec::new();
        told.iter().for_each(|schema| descriptions(schema, &mut found));
        let lines = KEYS.lines().skip(1).filter_map(|line| line.split_once(": "));
        let unused: Vec<&str> = lines.filter(|(_, said)| !found.contains(said)).map(|(name, _)| name).collect();
        assert_eq!(unused, [""; 0]);
    }

    #[test]
    fn the_rules_are_choices() {
        let told = file_schema(scheme_schema(), &Messages::of(Language::Zh), &RuleSet::shipped());
        let names = |definition: &str| -> Vec<String> {
            let choices = &told["$defs"][definition]["properties"]["rule"]["anyOf"][0]["oneOf"];
            choices.as_array().unwrap().iter().map(|choice| choice["const"].as_str().unwrap().to_owned()).collect()
        };
        let (rows, modifiers) = (names("IndicatorDraft"), names("ModifierDraft"));
        assert_eq!(rows.len() + modifiers.len(), RuleSet::shipped().names().count());
        assert_eq!(rows, names("ChangeDraft"));
        assert!(!modifiers.is_empty() && modifiers.iter().all(|name| !rows.contains(name)));
    }
}
