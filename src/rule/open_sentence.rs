//! [`OpenSentence`]: a sentence of a script about figures that are left open.

use std::collections::BTreeMap;

use super::Award;
use super::call::{GAP_UNIT, parameter_fact, target_fact};
use super::fact::Fact;
use super::flag_facts::FLAG_PARTS;
use super::open_input::OpenInput;
use super::quantity::Quantity;
use super::script::ScriptRule;
use super::sentence::{TemplatePart, counted, parts};
use super::symbolic::{Polynomial, Symbol};
use super::value::Value;
use crate::language::Language;
use crate::numeric::Number;

/// A number over the figures, as dividend and divisor above 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenNumber {
    pub above: Polynomial,
    /// None for a divisor of 1.
    pub below: Option<Polynomial>,
}

/// What a script is given of a row whose figures are left open, by reference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpenCall<'a> {
    /// Full marks.
    pub weight: &'a Symbol,
    /// The points so far, for modifiers.
    pub before: Option<&'a Symbol>,
    /// What had to be reached.
    pub target: &'a Value,
    /// The checked parameters by name.
    pub params: &'a BTreeMap<String, Value>,
    /// The inputs by name.
    pub inputs: &'a BTreeMap<&'a str, OpenInput>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SentencePart {
    Text(String),
    Number(OpenNumber),
    /// The number of a day.
    Day(OpenNumber),
    /// What a difference to the target of the row is counted in.
    GapUnit,
    /// Which items of an input hold, which do not, or the first that holds.
    Flags {
        input: String,
        value: Value,
        fact: String,
    },
}

/// A sentence in both languages, in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenSentence {
    pub zh: Vec<SentencePart>,
    pub en: Vec<SentencePart>,
}

impl OpenNumber {
    /// What a symbol stands for.
    pub fn of(symbol: &Symbol) -> Self {
        let (above, below) = symbol.parts();
        let is_one = below.as_constant().is_some_and(|number| number == Number::from(1));
        Self { above: (*above).clone(), below: (!is_one).then(|| (*below).clone()) }
    }
}

impl OpenSentence {
    /// The parts in one language.
    pub fn parts(&self, language: Language) -> &[SentencePart] {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl ScriptRule {
    /// A sentence of the rule, filled with what is known of a call and of what it awarded; `None` where a hole has no value
    /// over symbols.
    pub(crate) fn explain_open(&self, call: &OpenCall<'_>, award: &Award<Symbol>, name: &str) -> Option<OpenSentence> {
        let Some(template) = self.metadata().sentences.get(name) else {
            let parts = vec![SentencePart::Text(name.to_owned())];
            return Some(OpenSentence { zh: parts.clone(), en: parts });
        };
        let filled = |language| {
            let (mut filled, mut hole) = (Vec::new(), Vec::new());
            for part in parts(template.text(language)) {
                match part {
                    TemplatePart::Text(text) => {
                        let fact = match hole.as_slice() {
                            [SentencePart::Text(fact)] => fact.as_str(),
                            // Of several the last alone would be taken for the number of what is counted.
                            [_, _, ..] if !counted("1", text, language)[0].is_empty() => return None,
                            _ => "",
                        };
                        // Nothing stands between a number and its unit, and nothing is no part.
                        let counted = counted(fact, text, language).into_iter().filter(|text| !text.is_empty());
                        let counted = counted.map(|text| SentencePart::Text(text.to_owned()));
                        filled.append(&mut hole);
                        filled.extend(counted);
                    }
                    TemplatePart::Hole(name) => call.fill(award, name, &mut hole)?,
                }
            }
            Some(joined(filled))
        };
        Some(OpenSentence { zh: filled(Language::Zh)?, en: filled(Language::En)? })
    }
}

impl OpenCall<'_> {
    /// Adds what fills the hole of this name, in the order of `Call::fact`.
    fn fill(&self, award: &Award<Symbol>, name: &str, filled: &mut Vec<SentencePart>) -> Option<()> {
        let text = |value: &Value| SentencePart::Text(value.to_string());
        if name == GAP_UNIT {
            filled.push(SentencePart::GapUnit);
            return Some(());
        }
        if let Some(flags) = self.flags(name) {
            filled.push(flags);
            return Some(());
        }
        let awarded = award.facts.iter().rev().find(|(known, _)| known == name);
        match (name, awarded, self.before) {
            ("points", _, _) => filled.push(SentencePart::of(&award.points)),
            (_, Some((_, fact)), _) => filled.push(match fact {
                Fact::Quantity(symbol) => SentencePart::of(symbol),
                Fact::Plain(value) => text(value),
                Fact::Other(_) => return None,
            }),
            ("before", _, Some(before)) => filled.push(SentencePart::of(before)),
            ("weight", ..) => filled.push(SentencePart::of(self.weight)),
            _ => match (target_fact(self.target, name), self.inputs.get(name), parameter_fact(self.params, name)) {
                (Some(target), ..) => filled.push(text(target)),
                (_, Some(input), _) => input_parts(input, filled),
                (.., Some(value)) => filled.push(text(value)),
                _ => filled.push(SentencePart::Text(format!("{{{name}}}"))),
            },
        }
        Some(())
    }

    /// What the name says of the items of an input, where all of them are yes or no.
    fn flags(&self, name: &str) -> Option<SentencePart> {
        let (input, part) = name.rsplit_once('.').filter(|(_, part)| FLAG_PARTS.contains(part))?;
        let OpenInput::List(items) = self.inputs.get(input)? else { return None };
        let flag = |item: &OpenInput| match item {
            OpenInput::Plain(flag @ Value::Flag(_)) => Some(flag.clone()),
            _ => None,
        };
        let value = Value::List(items.iter().map(flag).collect::<Option<Vec<_>>>().filter(|flags| !flags.is_empty())?);
        Some(SentencePart::Flags { input: input.to_owned(), value, fact: format!("{input}.{part}") })
    }
}

impl SentencePart {
    fn of(symbol: &Symbol) -> Self {
        match symbol {
            Symbol::Fixed(number) => Self::Text(number.now().to_string()),
            Symbol::Open(_) => Self::Number(OpenNumber::of(symbol)),
        }
    }
}

/// An input as sentences show it.
fn input_parts(input: &OpenInput, filled: &mut Vec<SentencePart>) {
    match input {
        OpenInput::Number(symbol) => filled.push(SentencePart::of(symbol)),
        OpenInput::Day(symbol) => filled.push(SentencePart::Day(OpenNumber::of(symbol))),
        OpenInput::Plain(value) => filled.push(SentencePart::Text(value.to_string())),
        OpenInput::List(items) => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    filled.push(SentencePart::Text(", ".to_owned()));
                }
                input_parts(item, filled);
            }
        }
    }
}

/// The same with texts that follow each other as one.
fn joined(parts: Vec<SentencePart>) -> Vec<SentencePart> {
    let mut joined: Vec<SentencePart> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(SentencePart::Text(before)), SentencePart::Text(text)) => before.push_str(&text),
            (_, part) => joined.push(part),
        }
    }
    joined
}
