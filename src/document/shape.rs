//! Comparing a tree with the JSON Schema of the wanted type: all that does not fit, each with its place.

use serde_json::Value;

use super::schema::{Outer, Parts, Schema};
use super::tree::{Entry, Kind, Node};
use super::width;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::literal::YesNo;
use crate::location::Place;
use crate::numeric::Number;

/// How many alternatives may nest in a schema without a step into the file.
const MOST_CHOICES: usize = 16;

/// Compares the tree with a schema.
pub(super) fn check(schema: &Value, root: &Node) -> Vec<Diagnostic> {
    let mut checker = Checker { schema: Schema::new(schema), problems: Vec::new() };
    checker.node(root, schema, None, MOST_CHOICES);
    checker.problems
}

struct Checker<'s> {
    schema: Schema<'s>,
    problems: Vec<Diagnostic>,
}

impl<'s> Checker<'s> {
    fn node(&mut self, node: &Node, schema: &'s Value, key: Option<&Place>, choices: usize) {
        let Some(found) = outer(node) else { return };
        let parts = self.schema.parts(schema);
        let wanted = self.schema.outers(&parts, choices);
        if let (false, Some(first)) = (wanted.contains(&found), wanted.first()) {
            self.wrong_type(node, *first, found);
            return;
        }
        match &node.kind {
            Kind::RawScalar { text, .. } => self.scalar(node, text, &parts),
            Kind::List(items) => {
                for schema in parts.values("items") {
                    for item in items {
                        self.node(item, schema, None, MOST_CHOICES);
                    }
                }
            }
            Kind::Map(entries) => self.map(node, entries, &parts, key),
            Kind::Refused => {}
        }
        let Some(left) = choices.checked_sub(1) else { return };
        for options in &parts.choices {
            let fitting = options.iter().copied();
            let fitting: Vec<_> = fitting
                .filter(|option| self.schema.outers(&self.schema.parts(option), left).contains(&found))
                .collect();
            match &node.kind {
                Kind::RawScalar { text, .. } => self.scalar_of_many(node, text, &fitting, left),
                Kind::Map(entries) => self.map_of_many(node, entries, &fitting, key, left),
                Kind::List(items) => {
                    let like_items = |option: &&Value| {
                        let first = items.first().and_then(outer);
                        let parts = self.schema.parts(option);
                        let mut of_items =
                            parts.values("items").map(|items| self.schema.outers(&self.schema.parts(items), left));
                        first.is_none_or(|first| of_items.all(|outers| outers.contains(&first)))
                    };
                    let option = fitting.iter().copied().find(like_items).or_else(|| fitting.first().copied());
                    if let Some(option) = option {
                        self.node(node, option, key, left);
                    }
                }
                Kind::Refused => {}
            }
        }
    }

    fn wrong_type(&mut self, node: &Node, wanted: Outer, found: Outer) {
        let wide = match &node.kind {
            Kind::RawScalar { quoted: false, .. } if wanted != Outer::Text => width::instead_of_structure(&node.place),
            _ => None,
        };
        self.problems.push(wide.unwrap_or_else(|| {
            let problem = Diagnostic::new(Code::WrongType).fact("wanted", wanted.word()).fact("found", found.word());
            problem.at(node.place.first_line())
        }));
    }

    fn scalar(&mut self, node: &Node, text: &str, parts: &Parts<'s>) {
        let (kind, types) = (parts.kind(), parts.types());
        let is = |name: &str| types.contains(&name);
        let words = parts.words();
        let code = match kind {
            Some("number") => Code::of_number(text),
            Some("exact-number") => Number::from_exact(text).is_err().then_some(Code::NotANumber),
            Some("yes-no") => YesNo::parse(text).is_none().then_some(Code::NotYesNo),
            Some("date") => Day::parse(text).is_none().then_some(Code::NotADate),
            // The schema of a text may name other types beside it, as `["string", "null"]` does.
            _ if is("string") || types.is_empty() => None,
            _ if is("boolean") => YesNo::parse(text).is_none().then_some(Code::NotYesNo),
            _ if is("integer") || is("number") => {
                let number = Number::parse(text).ok();
                let fits = |number: &Number| number.is_whole() || is("number");
                (!number.as_ref().is_some_and(fits)).then_some(Code::NotANumber)
            }
            _ => None,
        };
        if let Some(code) = code {
            self.refuse_scalar(node, code, text, &[]);
        } else if !words.is_empty() && !words.contains(&text) {
            self.refuse_scalar(node, Code::UnknownChoice, text, &words);
        }
    }

    fn refuse_scalar(&mut self, node: &Node, code: Code, value: &str, known: &[&str]) {
        let plain = matches!(node.kind, Kind::RawScalar { quoted: false, .. });
        let wide = if plain { width::inside_scalar(&node.place, known) } else { None };
        self.problems.push(wide.unwrap_or_else(|| {
            let mut problem = Diagnostic::new(code).fact("value", value).at(node.place.first_line());
            if !known.is_empty() {
                problem = problem.fact("known", known.join(", ")).suggest(value, known.iter().copied());
            }
            problem
        }));
    }

    /// A scalar fits if one of the alternatives takes it; if all are words, all of them are named.
    fn scalar_of_many(&mut self, node: &Node, text: &str, options: &[&'s Value], choices: usize) {
        let words: Vec<_> = options.iter().map(|option| self.schema.parts(option).words()).collect();
        if words.iter().all(|words| !words.is_empty()) {
            let known = words.concat();
            if !known.contains(&text) {
                self.refuse_scalar(node, Code::UnknownChoice, text, &known);
            }
            return;
        }
        let mut refusal = None;
        for (option, words) in options.iter().zip(&words) {
            let mut trial = Checker { schema: self.schema, problems: Vec::new() };
            trial.node(node, option, None, choices);
            if trial.problems.is_empty() {
                return;
            }
            if refusal.is_none() && words.is_empty() {
                refusal = Some(trial.problems);
            }
        }
        self.problems.extend(refusal.unwrap_or_default());
    }

    /// A mapping is compared with the alternative whose marking word it has, or else most of whose keys.
    fn map_of_many(
        &mut self,
        node: &Node,
        entries: &[Entry],
        options: &[&'s Value],
        key: Option<&Place>,
        choices: usize,
    ) {
        let mut best: Option<(usize, &'s Value)> = None;
        let (mut all_known, mut marks, mut open) = (Vec::new(), Vec::<(&str, &str)>::new(), false);
        for option in options {
            let parts = self.schema.parts(option);
            let properties = parts.properties();
            let mut score = 1_usize;
            for (name, schema) in &properties {
                let words = self.schema.parts(schema).words();
                let value = entries.iter().find(|entry| entry.key == *name).map(|entry| &entry.node.kind);
                let is_mark = words.len() == 1 && parts.required().contains(name);
                score = match value {
                    None => score,
                    Some(Kind::RawScalar { text, .. }) if is_mark && words.contains(&text.as_str()) => {
                        score.saturating_add(1_000)
                    }
                    Some(_) if is_mark => 0,
                    Some(_) => score.saturating_add(usize::from(score > 0)),
                };
                if is_mark {
                    marks.extend(words.iter().map(|word| (*name, *word)));
                }
            }
            all_known.extend(properties.iter().map(|(name, _)| *name));
            open |= !parts.is_closed() || !parts.choices.is_empty();
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, option));
            }
        }
        let Some((score, option)) = best else { return };
        let marked = entries.iter().find(|entry| marks.iter().any(|(name, _)| *name == entry.key));
        match marked {
            Some(Entry { node: value @ Node { kind: Kind::RawScalar { text, .. }, .. }, key, .. }) if score == 0 => {
                let known: Vec<_> = marks.iter().filter(|(name, _)| name == key).map(|(_, word)| *word).collect();
                self.refuse_scalar(value, Code::UnknownChoice, text, &known);
            }
            _ if score == 1 && !open && !entries.is_empty() && options.len() > 1 => {
                for entry in entries {
                    self.unknown_field(entry, &all_known);
                }
            }
            _ => self.node(node, option, key, choices),
        }
    }

    fn map(&mut self, node: &Node, entries: &[Entry], parts: &Parts<'s>, key: Option<&Place>) {
        let properties = parts.properties();
        let known: Vec<_> = properties.iter().map(|(name, _)| *name).collect();
        for entry in entries {
            let named: Vec<_> = properties.iter().filter(|(name, _)| *name == entry.key).collect();
            for (_, schema) in &named {
                self.node(&entry.node, schema, Some(&entry.place), MOST_CHOICES);
            }
            if named.is_empty() {
                // A key without a value was refused already.
                if parts.is_closed() && !matches!(entry.node.kind, Kind::Refused) {
                    self.unknown_field(entry, &known);
                }
                for schema in parts.values("additionalProperties") {
                    self.node(&entry.node, schema, Some(&entry.place), MOST_CHOICES);
                }
            }
        }
        for name in parts.required() {
            if !entries.iter().any(|entry| entry.key == name) {
                let place = key.cloned().unwrap_or_else(|| node.place.first_line());
                self.problems.push(Diagnostic::new(Code::MissingField).fact("field", name).at(place));
            }
        }
    }

    fn unknown_field(&mut self, entry: &Entry, known: &[&str]) {
        self.problems.push(width::inside_key(&entry.place, known).unwrap_or_else(|| {
            let problem = Diagnostic::new(Code::UnknownField).fact("field", &entry.key).fact("known", known.join(", "));
            problem.suggest(&entry.key, known.iter().copied()).at(entry.place.clone())
        }));
    }
}

fn outer(node: &Node) -> Option<Outer> {
    match node.kind {
        Kind::RawScalar { .. } => Some(Outer::Text),
        Kind::List(_) => Some(Outer::List),
        Kind::Map(_) => Some(Outer::Mapping),
        Kind::Refused => None,
    }
}
