//! Mutants: a script with one small change where it decides about points.
//!
//! An author's examples are good if they notice each of them. Changed are the operators, numbers and extremes in `score`,
//! `check` and what these call; documentation, parameters, sentences and examples stay as they are.

use rhai::Token;

use super::script::ScriptRule;
use super::tokens::{self, Lexed};
use super::whole::{WholeQuantities, is_comparison};
use crate::location::Place;
use crate::numeric::Number;

/// What kind of thing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum MutantKind {
    /// A number that something is compared with.
    Threshold,
    /// Another number.
    Constant,
    /// `<`, `<=`, `>`, `>=`, `==`, `!=`.
    Comparison,
    /// `+`, `-`, `*`, `/`, `%`.
    Arithmetic,
    /// `&&`, `||`.
    Connective,
    /// `min`, `max`.
    Extreme,
    /// An edge, a closed side or the points of a table.
    Table,
}

/// One change of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What is changed.
    pub kind: MutantKind,
    /// Where it stands.
    pub place: Place,
    /// What stands there instead.
    pub after: String,
}

impl Mutant {
    /// The whole script with the change.
    #[must_use]
    pub fn text(&self) -> String {
        let (text, range) = (self.place.source().text(), self.place.range());
        let part = |range| text.get(range).unwrap_or_default();
        format!("{}{}{}", part(0..range.start), self.after, part(range.end..text.len()))
    }

    /// Whether the change turns `before` into `after` within its line.
    #[must_use]
    pub fn turns(&self, before: &str, after: &str) -> bool {
        let (text, range) = (self.place.source().text(), self.place.range());
        let start = text.get(..range.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at.saturating_add(1));
        let end = text
            .get(range.end..)
            .and_then(|tail| tail.find('\n'))
            .map_or(text.len(), |at| range.end.saturating_add(at));
        let line = text.get(start..end).unwrap_or_default();
        line.match_indices(before).any(|(at, _)| {
            let from = start.saturating_add(at);
            let to = from.saturating_add(before.len());
            let covers = from <= range.start && range.end <= to;
            let head = text.get(from..range.start).unwrap_or_default();
            let tail = text.get(range.end..to).unwrap_or_default();
            covers && format!("{head}{}{tail}", self.after) == after
        })
    }
}

impl ScriptRule {
    /// All mutants, in the order of the script.
    pub(crate) fn mutants(&self) -> Vec<Mutant> {
        let tokens = &self.code.tokens;
        let mut found = Vec::new();
        for body in tokens::deciding(tokens) {
            let whole = WholeQuantities::of(body, self.metadata());
            for (at, lexed) in body.iter().enumerate() {
                let before = at.checked_sub(1).and_then(|at| body.get(at));
                let after = body.get(at.saturating_add(1));
                let mut push = |kind: MutantKind, text: &str| {
                    found.push(Mutant { kind, place: lexed.place.clone(), after: text.to_owned() });
                };
                match &lexed.token {
                    Token::IntegerConstant(_) | Token::DecimalConstant(_) => {
                        let kind =
                            if is_compared(before, after) { MutantKind::Threshold } else { MutantKind::Constant };
                        numbers(lexed, before, after, whole.compared_with(body, at))
                            .iter()
                            .for_each(|text| push(kind, text));
                    }
                    Token::Identifier(name) if after.is_some_and(|after| after.token == Token::LeftParen) => {
                        match name.as_str() {
                            "min" => push(MutantKind::Extreme, "max"),
                            "max" => push(MutantKind::Extreme, "min"),
                            _ => {}
                        }
                    }
                    token => {
                        if let Some((kind, texts)) = operators(token) {
                            texts.iter().for_each(|text| push(kind, text));
                        }
                    }
                }
            }
        }
        found
    }
}

/// What may stand in the place of an operator.
fn operators(token: &Token) -> Option<(MutantKind, &'static [&'static str])> {
    Some(match token {
        Token::LessThan => (MutantKind::Comparison, &["<=", ">"]),
        Token::LessThanEqualsTo => (MutantKind::Comparison, &["<", ">="]),
        Token::GreaterThan => (MutantKind::Comparison, &[">=", "<"]),
        Token::GreaterThanEqualsTo => (MutantKind::Comparison, &[">", "<="]),
        Token::EqualsTo => (MutantKind::Comparison, &["!="]),
        Token::NotEqualsTo => (MutantKind::Comparison, &["=="]),
        Token::Plus => (MutantKind::Arithmetic, &["-"]),
        Token::Minus => (MutantKind::Arithmetic, &["+"]),
        Token::Multiply => (MutantKind::Arithmetic, &["/"]),
        Token::Divide | Token::Modulo => (MutantKind::Arithmetic, &["*"]),
        Token::And => (MutantKind::Connective, &["||"]),
        Token::Or => (MutantKind::Connective, &["&&"]),
        _ => return None,
    })
}

fn is_compared(before: Option<&Lexed>, after: Option<&Lexed>) -> bool {
    [before, after].into_iter().flatten().any(|lexed| is_comparison(&lexed.token))
}

/// A number one step lower and higher, and 0; whole steps where it is compared with a whole quantity.
fn numbers(lexed: &Lexed, before: Option<&Lexed>, after: Option<&Lexed>, is_whole: bool) -> Vec<String> {
    let Ok(number) = Number::parse(&lexed.place.text().replace('_', "")) else { return Vec::new() };
    // A position or a count of places, as in `at(list, 0)` and `round(x, 2)`, moves by whole steps.
    let is_position = before.is_some_and(|before| before.token == Token::Comma)
        && after.is_some_and(|after| after.token == Token::RightParen)
        && number.is_whole();
    let step = if is_position || (is_whole && number.is_whole()) { Number::from(1) } else { step_of(&number) };
    let moved = [number.subtract(&step), number.add(&step), Ok(Number::zero())];
    let mut texts: Vec<String> = Vec::new();
    for other in moved.into_iter().flatten().filter(|other| *other != number) {
        let text = if other.is_negative() { format!("({other})") } else { other.to_string() };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// How far "just below" and "just above" lie from a number: one unit of the last decimal it is written with, but no
/// more than 0.01, for figures are reported in hundredths; 0.01 too where the decimals never end.
pub(crate) fn step_of(number: &Number) -> Number {
    let places = number.decimals().map_or(2, |places| places.clamp(2, 6));
    // INVARIANT: six places are within the bound of numbers.
    Number::last_place(places).unwrap_or_else(|_| Number::from(1))
}
