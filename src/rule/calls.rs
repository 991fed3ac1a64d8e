//! The answers that a script can give, read from its text: calls of `award`, `note`, `refuse` and `not_applicable`.

use rhai::{Position, Token};

use super::literal_tokens::{at_commas, place_of};
use super::script::ScriptRule;
use super::tokens::{self, Lexed};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Place;
use crate::numeric::Number;

/// One call that gives an answer or a part of it.
#[derive(Clone, Debug)]
pub(crate) struct AnswerCall {
    /// The whole call.
    pub place: Place,
    /// The line and column of its name.
    pub at: (usize, usize),
    /// The names it may use, each where it stands.
    pub names: Vec<(String, Place)>,
}

/// What the text of a script says about its answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    /// The calls, in the order of the script.
    pub calls: Vec<AnswerCall>,
    /// Every text in the code that decides about points.
    pub texts: Vec<(String, Place)>,
    /// The sentences that are declared, each at its name.
    pub declared: Vec<(String, Place)>,
}

impl ScriptRule {
    /// The answers that have no sentence, whose bare names would be printed: those that the text names, and those that the
    /// examples come to.
    #[must_use]
    pub fn undeclared_answers(&self) -> Vec<Diagnostic> {
        let answers = self.answers();
        let known: Vec<&str> = self.sentence_names().collect();
        let mut named: Vec<(String, Place)> = answers.calls.into_iter().flat_map(|call| call.names).collect();
        let examples = self.examples().unwrap_or_default();
        for case in examples.iter().filter_map(|example| example.case.as_ref().ok()) {
            let Ok(result) = self.call_result(case) else { continue };
            for name in result.names() {
                if !named.iter().any(|(other, _)| other == name) {
                    named.push((name.to_owned(), self.place_of("score")));
                }
            }
        }
        let unknown = named.into_iter().filter(|(name, _)| !known.contains(&name.as_str()));
        unknown.map(|(name, place)| self.undeclared(&name, place)).collect()
    }

    /// The problem of a name that no sentence has.
    pub(super) fn undeclared(&self, name: &str, place: Place) -> Diagnostic {
        let known: Vec<&str> = self.sentence_names().collect();
        let problem = Diagnostic::new(Code::UndeclaredSentence).fact("name", name).list("known", &known);
        problem.suggest(name, known).at(place)
    }

    /// The answers that the script can give.
    pub(crate) fn answers(&self) -> Answers {
        let tokens = &self.code.tokens;
        let mut answers = Answers::default();
        for body in tokens::deciding(tokens) {
            for (at, lexed) in body.iter().enumerate() {
                let rest = body.get(at.saturating_add(1)..).unwrap_or_default();
                answers.texts.extend(text(lexed));
                if rest.first().is_some_and(|next| next.token == Token::LeftParen) {
                    answers.calls.extend(call(lexed, rest));
                }
            }
        }
        let bodies = tokens::bodies(tokens);
        let sentences = bodies.get("sentences").copied().unwrap_or_default();
        for name in self.sentence_names() {
            let declared = sentences.iter().zip(sentences.iter().skip(1)).find(|(lexed, next)| {
                let is_key = lexed.name() == Some(name) || text(lexed).is_some_and(|(text, _)| text == name);
                is_key && next.token == Token::Colon
            });
            let place = declared.map_or_else(|| Place::start_of(&self.source), |(lexed, _)| lexed.place.clone());
            answers.declared.push((name.to_owned(), place));
        }
        answers
    }

    /// The problem of points that an award at this position of the compiled text gives.
    pub(super) fn outside(&self, points: &Number, weight: &Number, at: Position) -> Diagnostic {
        let found = Diagnostic::new(Code::PointsRange).fact("points", points).fact("weight", weight);
        found.at(self.points_place(at).unwrap_or_else(|| self.place_of("score")))
    }

    /// The points that the call at this position of the compiled text awards, or its name where they stand elsewhere.
    fn points_place(&self, at: Position) -> Option<Place> {
        let start = at.line().map(|_| self.code.place(at).range().start)?;
        let at = self.code.tokens.iter().position(|lexed| lexed.place.range().start == start)?;
        let (before, name) = (at.checked_sub(1).and_then(|at| self.code.tokens.get(at)), self.code.tokens.get(at)?);
        let rest = self.code.tokens.get(at.saturating_add(1)..)?;
        let is_method = before.is_some_and(|before| matches!(before.token, Token::Period | Token::Elvis));
        let inside = rest.get(1..tokens::block(rest).saturating_sub(1)).filter(|_| !is_method);
        let points = inside.and_then(|inside| place_of(at_commas(inside).first()?));
        Some(points.unwrap_or_else(|| name.place.clone()))
    }

    /// Where a number of an example's table is written: as an edge or knot in a function that the example's line calls,
    /// or in the line itself.
    pub(crate) fn table_place(&self, example: &Place, number: &Number) -> Option<Place> {
        let tokens = &self.code.tokens;
        let start = example.range().start;
        let length = self.source.text().get(start..)?.find('\n').unwrap_or_default();
        let line: Vec<&Lexed> = tokens
            .iter()
            .filter(|lexed| (start..start.saturating_add(length)).contains(&lexed.place.range().start))
            .collect();
        let bodies = tokens::bodies(tokens);
        let mut called: Vec<&[Lexed]> = line.iter().filter_map(|lexed| bodies.get(lexed.name()?).copied()).collect();
        called.push(tokens.get(tokens.iter().position(|lexed| lexed.place.range().start >= start)?..)?);
        called.iter().find_map(|body| {
            let triples = body.iter().zip(body.iter().skip(2));
            let is_edge = |name: &Lexed| name.name().is_some_and(|name| ["from", "to", "x"].contains(&name));
            let is_it = |lexed: &Lexed| Number::parse(lexed.place.text()).is_ok_and(|found| found == *number);
            triples
                .filter(|(name, _)| is_edge(name))
                .map(|(_, value)| value)
                .find(|value| is_it(value))
                .map(|value| value.place.clone())
        })
    }
}

/// The call whose name is `name` and whose brackets `rest` begins with, if it gives an answer.
fn call(name: &Lexed, rest: &[Lexed]) -> Option<AnswerCall> {
    let position = match name.name()? {
        "award" | "note" => 1,
        "refuse" | "not_applicable" => 0,
        _ => return None,
    };
    let inside = rest.get(..tokens::block(rest))?;
    let end = inside.last()?.place.range().end;
    let arguments = at_commas(inside.get(1..inside.len().saturating_sub(1)).unwrap_or_default());
    let argument = arguments.get(position).copied().unwrap_or_default();
    let names = argument.iter().enumerate().filter_map(|(at, lexed)| {
        let compares = |lexed: Option<&Lexed>| {
            lexed.is_some_and(|lexed| matches!(lexed.token, Token::EqualsTo | Token::NotEqualsTo | Token::DoubleArrow))
        };
        let (before, after) = (at.checked_sub(1).and_then(|at| argument.get(at)), argument.get(at.saturating_add(1)));
        let is_name = !compares(after) && !before.is_some_and(|before| before.token == Token::EqualsTo);
        text(lexed).filter(|_| is_name)
    });
    Some(AnswerCall {
        at: name.place.line_column(),
        names: names.collect(),
        place: Place::new(name.place.source(), name.place.range().start..end),
    })
}

fn text(lexed: &Lexed) -> Option<(String, Place)> {
    match &lexed.token {
        Token::StringConstant(text) => Some((text.to_string(), lexed.place.clone())),
        _ => None,
    }
}
