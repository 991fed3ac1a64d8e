//! The names in a script, checked when it is loaded: the parts of the case, the parameters, the functions, and the facts
//! that fill its sentences; in branches that no example reaches, too.

use std::collections::{BTreeMap, BTreeSet};

use rhai::Token;

use super::call::CASE_PARTS;
use super::call::GAP_UNIT;
use super::flag_facts::FLAG_PARTS;
use super::functions::FUNCTIONS;
use super::literal_tokens::{at_commas, entries};
use super::metadata::{Kind, RuleMetadata};
use super::tokens::{self, Lexed};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::phrase;

/// What a row has that `check(params, row)` looks at.
const OF_ROW: [&str; 6] = ["weight", "target", "form", "penalty", "share", "counts"];
/// What fills every sentence besides the inputs, the parameters and the facts that the script gives.
const OF_SENTENCE: [&str; 6] = ["weight", "target", "target.low", "target.high", GAP_UNIT, "points"];

/// What a variable holds that a script was given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    Case,
    Params,
    Row,
}

/// Every name that is not there, at its place, with the nearest that is.
pub(super) fn check(tokens: &[Lexed], card: &RuleMetadata) -> Vec<Diagnostic> {
    let functions = functions(tokens);
    let mut problems = Vec::new();
    for function in &functions {
        problems.extend(unknown_calls(function.body, &functions));
    }
    let variables = variables(&functions);
    for function in &functions {
        problems.extend(unknown_parts(function, &variables, card));
    }
    problems.extend(unknown_facts(tokens, card));
    problems
}

/// A function of the script.
struct OwnFunction<'t> {
    name: &'t str,
    arguments: Vec<&'t str>,
    body: &'t [Lexed],
}

fn functions(tokens: &[Lexed]) -> Vec<OwnFunction<'_>> {
    let bodies = tokens::bodies(tokens);
    let mut found = Vec::new();
    for (at, first) in tokens.iter().enumerate().filter(|(_, lexed)| lexed.token == Token::Fn) {
        let rest = tokens.get(at..).unwrap_or_default();
        let Some(name) = rest.get(1).and_then(Lexed::name) else { continue };
        let end = rest.iter().position(|lexed| lexed.token == Token::LeftBrace).unwrap_or(rest.len());
        let arguments = rest.get(2..end).unwrap_or_default().iter().filter_map(Lexed::name).collect();
        let body = bodies.get(name).copied().unwrap_or_default();
        // Of two functions of one name, the body is that of the last.
        if body.first().is_some_and(|body| body.place.range().start > first.place.range().start) {
            found.push(OwnFunction { name, arguments, body });
        }
    }
    found
}

/// The calls in these tokens: the name, what it is called on, and its arguments.
fn calls(body: &[Lexed]) -> impl Iterator<Item = (&Lexed, bool, Vec<&[Lexed]>)> {
    body.iter().enumerate().filter_map(|(at, name)| {
        name.name()?;
        let rest = body.get(at.saturating_add(1)..)?;
        let arguments = match rest.first()?.token {
            Token::Unit => Vec::new(),
            Token::LeftParen => at_commas(rest.get(1..tokens::block(rest).saturating_sub(1))?),
            _ => return None,
        };
        let before = at.checked_sub(1).and_then(|at| body.get(at)).map(|before| &before.token);
        Some((name, matches!(before, Some(Token::Period | Token::Elvis)), arguments))
    })
}

fn unknown_calls(body: &[Lexed], functions: &[OwnFunction<'_>]) -> Vec<Diagnostic> {
    let problem = |name: &Lexed, on_value: bool, arguments: &[&[Lexed]]| {
        let called = name.name()?;
        let given = arguments.len().saturating_add(usize::from(on_value));
        let own = functions.iter().filter(|own| own.name == called).map(|own| own.arguments.len());
        let native = FUNCTIONS.iter().filter(|native| native.name == called);
        let wanted: BTreeSet<usize> = own.chain(native.map(super::functions::ScriptFunction::arity)).collect();
        let error = |words: Bilingual| Diagnostic::new(Code::ScriptError).said("detail", words).at(name.place.clone());
        let same = |text: &str| Bilingual::same(text);
        if wanted.is_empty() {
            let known = FUNCTIONS.iter().map(|native| native.name).chain(functions.iter().map(|own| own.name));
            return Some(error(phrase("script-no-function", &[("name", same(called))])).suggest(called, known));
        }
        // A function of the script's own is called on a value without counting it.
        if wanted.contains(&given) || (on_value && wanted.contains(&arguments.len())) {
            return None;
        }
        let wanted = wanted.iter().map(|count| same(&count.to_string()));
        let wanted =
            wanted.reduce(|one, other| phrase("either-of", &[("one", one), ("other", other)])).unwrap_or_default();
        let given = same(&given.to_string());
        let words = phrase("script-argument-count", &[("name", same(called)), ("wanted", wanted), ("given", given)]);
        Some(error(words))
    };
    calls(body).filter_map(|(name, on_value, arguments)| problem(name, on_value, &arguments)).collect()
}

/// What the arguments of functions hold, by function and position: what `score` and `check` are given, handed on as it is.
type GivenArguments<'t> = BTreeMap<(&'t str, usize), Holds>;

fn variables<'t>(functions: &[OwnFunction<'t>]) -> GivenArguments<'t> {
    let mut given =
        BTreeMap::from([(("score", 0), Holds::Case), (("check", 0), Holds::Params), (("check", 1), Holds::Row)]);
    // One round for each function is enough: each hands on to others.
    for _ in functions {
        let mut next: BTreeMap<(&str, usize), Option<Holds>> = BTreeMap::new();
        for function in functions {
            let names = names_in(function, &given);
            for (called, _, arguments) in calls(function.body).filter(|(_, on_value, _)| !on_value) {
                let Some(own) = functions.iter().find(|own| Some(own.name) == called.name()) else { continue };
                for (position, argument) in arguments.iter().enumerate() {
                    let held = holds(argument, &names);
                    // A function that is called with other things, too, takes whatever it takes.
                    let known = next.entry((own.name, position)).or_insert(held);
                    if *known != held {
                        *known = None;
                    }
                }
            }
        }
        given.extend(next.into_iter().filter_map(|(at, held)| Some((at, held?))));
    }
    given
}

/// What an expression holds: a variable, or the parameters of the case.
fn holds(expression: &[Lexed], names: &BTreeMap<&str, Holds>) -> Option<Holds> {
    match expression {
        [only] => names.get(only.name()?).copied(),
        [case, point, params] if point.token == Token::Period && params.name() == Some("params") => {
            (names.get(case.name()?) == Some(&Holds::Case)).then_some(Holds::Params)
        }
        _ => None,
    }
}

/// What the variables of a function hold: its arguments, and those that are set to one of them. One that is bound twice, is
/// set again or runs through a loop may hold anything.
fn names_in<'t>(function: &OwnFunction<'t>, given: &GivenArguments<'_>) -> BTreeMap<&'t str, Holds> {
    let arguments = function.arguments.iter().enumerate();
    let mut names: BTreeMap<&str, Holds> =
        arguments.filter_map(|(at, name)| Some((*name, *given.get(&(function.name, at))?))).collect();
    let mut bound: BTreeSet<&str> = function.arguments.iter().copied().collect();
    for (at, word) in function.body.iter().enumerate() {
        let rest = function.body.get(at.saturating_add(1)..).unwrap_or_default();
        match (&word.token, rest) {
            (Token::Let | Token::Const, [variable, value @ ..]) => {
                let Some(name) = variable.name() else { continue };
                let value = value.split_first().filter(|(equals, _)| equals.token == Token::Equals);
                let value = value.and_then(|(_, value)| value.split(|lexed| lexed.token == Token::SemiColon).next());
                match value.and_then(|value| holds(value, &names)).filter(|_| !bound.contains(name)) {
                    Some(held) => names.insert(name, held),
                    None => names.remove(name),
                };
                bound.insert(name);
            }
            (Token::For, rest) => {
                for name in rest.iter().take_while(|lexed| lexed.token != Token::In).filter_map(Lexed::name) {
                    names.remove(name);
                    bound.insert(name);
                }
            }
            (_, [equals, ..]) if equals.token == Token::Equals => {
                let is_bound_here = at.checked_sub(1).and_then(|at| function.body.get(at));
                let is_bound_here = is_bound_here.is_some_and(|it| matches!(it.token, Token::Let | Token::Const));
                if let Some(name) = word.name().filter(|_| !is_bound_here) {
                    names.remove(name);
                    bound.insert(name);
                }
            }
            _ => {}
        }
    }
    names
}

fn unknown_parts(function: &OwnFunction<'_>, given: &GivenArguments<'_>, card: &RuleMetadata) -> Vec<Diagnostic> {
    let names = names_in(function, given);
    let mut problems = Vec::new();
    for (at, lexed) in function.body.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| function.body.get(at)).map(|before| &before.token);
        if matches!(before, Some(Token::Period | Token::Elvis)) {
            continue;
        }
        let part = |step: usize| {
            let [point, name] = function.body.get(at.checked_add(step)?..at.checked_add(step)?.checked_add(2)?)? else {
                return None;
            };
            let is_part = matches!(point.token, Token::Period | Token::Elvis) && name.name().is_some();
            let after = function.body.get(at.saturating_add(step).saturating_add(2)).map(|after| &after.token);
            (is_part && !matches!(after, Some(Token::LeftParen | Token::Unit))).then_some(name)
        };
        let Some(held) = lexed.name().and_then(|name| names.get(name)) else { continue };
        let Some(first) = part(1) else { continue };
        let inner = (*held == Holds::Case && first.name() == Some("params")).then(|| part(3)).flatten();
        problems.extend(
            inner.map_or_else(|| unknown_part(*held, first, card), |name| unknown_part(Holds::Params, name, card)),
        );
    }
    problems
}

/// The problem of a part that is not there.
fn unknown_part(held: Holds, name: &Lexed, card: &RuleMetadata) -> Option<Diagnostic> {
    let written = name.name()?;
    let parameters = card.parameters.keys().map(String::as_str);
    let (code, word, known): (Code, &'static str, Vec<&str>) = match held {
        Holds::Params => (Code::UnknownParameter, "parameter", parameters.collect()),
        Holds::Row => (Code::UnknownField, "field", OF_ROW.to_vec()),
        Holds::Case => {
            let inputs = card.inputs.keys().map(String::as_str);
            let before = Some("points").filter(|_| card.is_modifier);
            (Code::UnknownInput, "input", inputs.chain(CASE_PARTS).chain(before).collect())
        }
    };
    if known.contains(&written) {
        return None;
    }
    let problem = Diagnostic::new(code).fact(word, written).fact("rule", &card.name).list("known", &known);
    let is_parameter = held == Holds::Case && card.parameters.contains_key(written);
    let problem = match is_parameter {
        true => problem.fact("nearest", format!("params.{written}")),
        false => problem.suggest(written, known),
    };
    Some(problem.at(name.place.clone()))
}

/// The holes of sentences that nothing fills.
fn unknown_facts(tokens: &[Lexed], card: &RuleMetadata) -> Vec<Diagnostic> {
    let bodies = tokens::bodies(tokens);
    // Any entry of any mapping may be handed over as a fact.
    let written = tokens::deciding(tokens).into_iter().flat_map(|body| body.iter().zip(body.iter().skip(1)));
    let written = written.filter(|(_, next)| next.token == Token::Colon);
    let facts = written.filter_map(|(key, _)| match &key.token {
        Token::StringConstant(text) => Some(text.to_string()),
        _ => key.name().map(str::to_owned),
    });
    let before = Some("before").filter(|_| card.is_modifier);
    let mut known: Vec<String> = card.inputs.keys().cloned().chain(facts).collect();
    known.extend(OF_SENTENCE.into_iter().chain(before).map(str::to_owned));
    known.extend(card.parameters.keys().map(|name| format!("params.{name}")));
    known.extend(card.inputs.keys().map(|name| format!("counts.{name}")));
    let lists = card.inputs.iter().filter(|(_, input)| input.many && input.kind == Kind::Flag);
    known.extend(lists.flat_map(|(name, _)| FLAG_PARTS.map(|part| format!("{name}.{part}"))));
    let mut problems = Vec::new();
    let is_said = |name: &str| {
        let mut texts = tokens::deciding(tokens).into_iter().flatten();
        texts.any(|lexed| matches!(&lexed.token, Token::StringConstant(text) if text.as_str() == name))
    };
    let declared = entries(bodies.get("sentences").copied().unwrap_or_default());
    // One that is never said misleads nobody; `rules test` tells that nobody says it.
    for sentence in declared.iter().filter(|sentence| is_said(&sentence.key)) {
        for text in entries(sentence.value).iter().filter_map(|text| text.value.first()) {
            for (place, name) in holes(&text.place).into_iter().filter(|(_, name)| !known.contains(name)) {
                let problem = Diagnostic::new(Code::UnknownFact).fact("fact", &name);
                // Those that every case has are listed; the others are offered where one is near.
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                problems.push(problem.list("known", short(&known)).suggest(&name, known).at(place));
            }
        }
    }
    problems
}

/// The names that are worth listing, each once.
fn short<'a>(known: &[&'a str]) -> BTreeSet<&'a str> {
    let is_listed = |name: &&&str| !name.starts_with("counts.") && !name.starts_with("target.");
    known.iter().filter(is_listed).copied().collect()
}

/// The `{name}` of a text, each where it stands.
fn holes(text: &Place) -> Vec<(Place, String)> {
    let written = text.text();
    let starts = written.match_indices('{').filter_map(|(start, _)| {
        let end = start.saturating_add(written.get(start..)?.find('}')?);
        let name = written.get(start.saturating_add(1)..end)?;
        Some((text.part(start..end.saturating_add(1)), name.to_owned()))
    });
    starts.collect()
}
