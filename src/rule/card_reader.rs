//! [`CardReader`]: reads what a script declares of itself, and tells each fault at the entry in which it was written.

use std::collections::BTreeMap;
use std::str::FromStr;

use strum::VariantNames;

use super::counted_in::CountedIn;
use super::literal_tokens::{self, WrittenEntry};
use super::metadata::{InputCard, Kind, ParameterCard, ParameterKind};
use super::tokens::Lexed;
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, Unit};

/// What an input may say.
const OF_INPUT: [&str; 8] = ["kind", "zh", "en", "optional", "many", "whole", "negative", "unit"];
/// What a parameter may say.
const OF_PARAMETER: [&str; 13] =
    ["kind", "zh", "en", "unit", "default", "optional", "one_of", "min", "max", "full", "along", "above", "below"];
/// What a sentence may say.
const OF_SENTENCE: [&str; 2] = ["zh", "en"];
/// What numbers may count, as `unit` says; `like` goes on with the name of an input.
const UNITS: [&str; 8] = ["row", "step", "own", "count", "points", "%", "ratio", "like …"];
/// The kinds that are numbers and say what they count.
const COUNTED: [&str; 2] = ["share", "points"];

/// Reads the mappings that a script's functions return.
pub(super) struct CardReader<'t> {
    function: &'static str,
    /// Where the function is defined.
    place: Place,
    entries: Vec<WrittenEntry<'t>>,
    /// What was wrong so far.
    pub problems: Vec<Diagnostic>,
    /// The fields that unknown ones of an entry were meant for.
    meant: Vec<(String, String)>,
}

impl<'t> CardReader<'t> {
    /// A reader of what `function`, whose body and place these are, returns.
    pub fn new(function: &'static str, body: &'t [Lexed], place: Place) -> Self {
        Self { function, place, entries: literal_tokens::entries(body), problems: Vec::new(), meant: Vec::new() }
    }

    /// The inputs that the script asks for.
    pub fn inputs(&mut self, value: &Value) -> BTreeMap<String, InputCard> {
        self.each(value, &OF_INPUT, |reader, name, entry| InputCard {
            meaning: reader.both(name, entry),
            kind: reader.kind(name, entry).unwrap_or(Kind::Number),
            optional: reader.flag(name, entry, "optional"),
            many: reader.flag(name, entry, "many"),
            whole: reader.flag(name, entry, "whole"),
            negative: reader.flag(name, entry, "negative"),
            unit: reader.unit(name, entry, CountedIn::Row),
        })
    }

    /// The parameters that the script takes.
    pub fn parameters(&mut self, value: &Value) -> BTreeMap<String, ParameterCard> {
        self.each(value, &OF_PARAMETER, |reader, name, entry| {
            let kind = reader.kind(name, entry).unwrap_or(ParameterKind::Number);
            ParameterCard {
                meaning: reader.both(name, entry),
                kind,
                unit: reader.unit(name, entry, CountedIn::Plain),
                default: entry.entry("default").cloned(),
                optional: reader.flag(name, entry, "optional"),
                choices: reader.choices(name, entry, kind),
                min: reader.bound(name, entry, "min"),
                max: reader.bound(name, entry, "max"),
                is_full_share: reader.flag(name, entry, "full"),
                along: entry.entry("along").and_then(Value::as_text).map(str::to_owned),
                above: reader.bound(name, entry, "above"),
                below: reader.bound(name, entry, "below"),
            }
        })
    }

    /// The sentences that the script says.
    pub fn sentences(&mut self, value: &Value) -> BTreeMap<String, Bilingual> {
        self.each(value, &OF_SENTENCE, Self::both)
    }

    /// Where an entry says something; where it does not, the entry itself.
    pub fn place_of(&self, name: &str, key: &str) -> Place {
        let value = self.field(name, key).and_then(|field| literal_tokens::place_of(field.value));
        let entry = || self.entries.iter().find(|entry| entry.key == name).map(|entry| entry.place.clone());
        value.or_else(entry).unwrap_or_else(|| self.place.clone())
    }

    fn each<T>(
        &mut self,
        value: &Value,
        known: &[&str],
        read: impl Fn(&mut Self, &str, &Value) -> T,
    ) -> BTreeMap<String, T> {
        let Value::Map(all) = value else {
            let part = format!("fn {}() {{ #{{ … }} }}", self.function);
            self.problems.push(Diagnostic::new(Code::ScriptPart).fact("part", part).at(self.place.clone()));
            return BTreeMap::new();
        };
        let read = |(name, entry): (&String, &Value)| {
            let Value::Map(fields) = entry else {
                let found = if matches!(entry, Value::List(_)) { "list" } else { "single value" };
                let written = self.entries.iter().find(|entry| entry.key == *name);
                let place = written.and_then(|written| literal_tokens::place_of(written.value));
                let problem = Diagnostic::new(Code::WrongType).fact("wanted", "mapping").fact("found", found);
                self.problems.push(problem.at(place.unwrap_or_else(|| self.place_of(name, ""))));
                return None;
            };
            for field in fields.keys().filter(|field| !known.contains(&field.as_str())) {
                let place = self.key_place(name, field);
                let problem = Diagnostic::new(Code::UnknownField).fact("field", field).list("known", known);
                let problem = problem.suggest(field, known.iter().copied()).at(place);
                self.meant.extend(problem.get("nearest").map(|meant| (name.clone(), meant.en.clone())));
                self.problems.push(problem);
            }
            Some((name.clone(), read(self, name, entry)))
        };
        all.iter().filter_map(read).collect()
    }

    fn key_place(&self, name: &str, key: &str) -> Place {
        self.field(name, key).map_or_else(|| self.place_of(name, key), |field| field.place)
    }

    /// What an entry says under a key, as it is written.
    fn field(&self, name: &str, key: &str) -> Option<WrittenEntry<'t>> {
        let entry = self.entries.iter().find(|entry| entry.key == name)?;
        literal_tokens::entries(entry.value).into_iter().find(|field| field.key == key)
    }

    fn missing(&mut self, name: &str, field: &str) {
        // What was written under another name is not missing besides.
        if self.meant.iter().any(|(of, meant)| of == name && meant == field) {
            return;
        }
        let place = self.place_of(name, "");
        self.problems.push(Diagnostic::new(Code::MissingField).fact("field", field).at(place));
    }

    fn wrong(&mut self, name: &str, field: &str, problem: Diagnostic) {
        let place = self.place_of(name, field);
        self.problems.push(problem.at(place));
    }

    fn both(&mut self, name: &str, entry: &Value) -> Bilingual {
        let [zh, en] = OF_SENTENCE.map(|key| {
            let text = entry.entry(key).and_then(Value::as_text).filter(|text| !text.trim().is_empty());
            if text.is_none() {
                self.missing(name, key);
            }
            text.unwrap_or_default().to_owned()
        });
        Bilingual { zh, en }
    }

    fn flag(&mut self, name: &str, entry: &Value, key: &str) -> bool {
        match entry.entry(key) {
            None => false,
            Some(Value::Flag(flag)) => *flag,
            Some(other) => {
                self.wrong(name, key, Diagnostic::new(Code::NotYesNo).fact("value", other));
                false
            }
        }
    }

    fn bound(&mut self, name: &str, entry: &Value, key: &str) -> Option<Number> {
        let value = entry.entry(key)?;
        if value.as_number().is_none() {
            self.wrong(name, key, Diagnostic::new(Code::NotANumber).fact("value", value));
        }
        value.as_number().cloned()
    }

    /// The words of a choice.
    fn choices(&mut self, name: &str, entry: &Value, kind: ParameterKind) -> Vec<String> {
        match entry.entry("one_of") {
            Some(Value::List(items)) => return items.iter().map(ToString::to_string).collect(),
            Some(_) => {
                let problem = Diagnostic::new(Code::WrongType).fact("wanted", "list").fact("found", "single value");
                self.wrong(name, "one_of", problem);
            }
            None if kind == ParameterKind::Choice => self.missing(name, "one_of"),
            None => {}
        }
        Vec::new()
    }

    /// The kind of an entry: `share` and `points` are numbers that say what they count.
    fn kind<T: FromStr + VariantNames>(&mut self, name: &str, entry: &Value) -> Option<T> {
        let Some(written) = entry.entry("kind") else {
            self.missing(name, "kind");
            return None;
        };
        let word = written.to_string();
        let word = if COUNTED.contains(&word.as_str()) { "number" } else { word.as_str() };
        let kind = word.parse().ok();
        if kind.is_none() {
            let known: Vec<&str> = T::VARIANTS.iter().copied().chain(COUNTED).collect();
            let problem = Diagnostic::new(Code::UnknownChoice).fact("value", word).list("known", &known);
            self.wrong(name, "kind", problem.suggest(word, known));
        }
        kind
    }

    /// What the numbers of an entry count.
    fn unit(&mut self, name: &str, entry: &Value, usual: CountedIn) -> CountedIn {
        let kind = entry.entry("kind").and_then(Value::as_text);
        match (kind, entry.entry("unit").map(ToString::to_string)) {
            (Some("share"), None) => CountedIn::Share(Unit::parse("%")),
            (Some("points"), None) => CountedIn::Points,
            (_, None) => usual,
            (_, Some(word)) => CountedIn::parse(&word).unwrap_or_else(|| {
                let problem = Diagnostic::new(Code::UnknownChoice).fact("value", &word);
                self.wrong(name, "unit", problem.list("known", UNITS).suggest(&word, UNITS));
                usual
            }),
        }
    }
}
