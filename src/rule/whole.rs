//! Which quantities of a script are whole: days, counts, inputs declared whole, and what is computed from these alone.

use std::collections::{BTreeMap, BTreeSet};

use rhai::Token;

use super::allowed::literal;
use super::counted_in::CountedIn;
use super::metadata::{ParameterKind, RuleMetadata};
use super::tokens::{self, Lexed};
use crate::numeric::Number;

/// Functions whose result is whole, whatever they are given.
const ALWAYS_WHOLE: [&str; 4] = ["floor", "ceil", "count", "days_between"];
/// Functions whose result is whole where all they are given is.
const WHOLE_OF_WHOLE: [&str; 5] = ["min", "max", "clamp", "abs", "sum"];

/// The whole quantities in the body of a function.
pub(super) struct WholeQuantities<'a> {
    card: &'a RuleMetadata,
    variables: BTreeSet<&'a str>,
}

impl<'a> WholeQuantities<'a> {
    /// Reads a body: a variable is whole if all that is ever assigned to it is.
    pub fn of(body: &'a [Lexed], card: &'a RuleMetadata) -> Self {
        let mut assigned: BTreeMap<&str, Vec<&[Lexed]>> = BTreeMap::new();
        for (at, pair) in body.windows(2).enumerate() {
            let [variable, equals] = pair else { continue };
            let (Some(name), Token::Equals) = (variable.name(), &equals.token) else { continue };
            let value = body.get(at.saturating_add(2)..).unwrap_or_default();
            let end = value.iter().position(|lexed| lexed.token == Token::SemiColon).unwrap_or(value.len());
            assigned.entry(name).or_default().push(value.get(..end).unwrap_or_default());
        }
        let mut found = Self { card, variables: assigned.keys().copied().collect() };
        loop {
            let is_odd =
                |name: &&str| !assigned.get(*name).is_some_and(|values| values.iter().all(|value| found.hold(value)));
            let odd: Vec<&str> = found.variables.iter().copied().filter(is_odd).collect();
            if odd.is_empty() {
                return found;
            }
            found.variables.retain(|name| !odd.contains(name));
        }
    }

    /// Whether the number at a position of the body is compared with a whole quantity.
    pub fn compared_with(&self, body: &[Lexed], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| body.get(at)).is_some_and(|lexed| is_comparison(&lexed.token));
        let after = body.get(at.saturating_add(1)).is_some_and(|lexed| is_comparison(&lexed.token));
        let end = at.saturating_sub(1);
        match (before, after) {
            (true, _) => self.hold(body.get(side_before(body, end)..end).unwrap_or_default()),
            (false, true) => {
                let start = at.saturating_add(2);
                let rest = body.get(start..).unwrap_or_default();
                self.hold(rest.get(..side_behind(rest)).unwrap_or_default())
            }
            (false, false) => false,
        }
    }

    /// Whether an expression is whole.
    fn hold(&self, expression: &[Lexed]) -> bool {
        let mut at = 0_usize;
        while let Some(rest) = expression.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(length) = self.whole_part(rest) else { return false };
            at = at.saturating_add(length);
        }
        !expression.is_empty()
    }

    /// How many tokens the whole part takes that an expression begins with.
    fn whole_part(&self, rest: &[Lexed]) -> Option<usize> {
        let first = rest.first()?;
        match &first.token {
            Token::IntegerConstant(_) | Token::DecimalConstant(_) => {
                let number = Number::parse(&literal(first).ok()?.replace('_', "")).ok()?;
                number.is_whole().then_some(1)
            }
            Token::Plus | Token::Minus | Token::Multiply | Token::Modulo | Token::UnaryMinus | Token::UnaryPlus => {
                Some(1)
            }
            Token::LeftParen | Token::RightParen | Token::Comma => Some(1),
            Token::Identifier(_) => {
                let name = first.name()?;
                let names: Vec<Option<&str>> = rest.iter().take(5).step_by(2).map(Lexed::name).collect();
                let points = |at: usize| rest.get(at).is_some_and(|lexed| lexed.token == Token::Period);
                match rest.get(1).map(|next| &next.token) {
                    Some(Token::LeftParen) if ALWAYS_WHOLE.contains(&name) => {
                        Some(tokens::block(rest.get(1..)?).saturating_add(1))
                    }
                    Some(Token::LeftParen) => WHOLE_OF_WHOLE.contains(&name).then_some(1),
                    Some(Token::Period) if names.get(1) == Some(&Some("params")) && points(3) => {
                        let card = self.card.parameters.get((*names.get(2)?)?)?;
                        (card.kind == ParameterKind::Whole).then_some(5)
                    }
                    Some(Token::Period) => {
                        let card = self.card.inputs.get((*names.get(1)?)?)?;
                        (card.whole || card.unit == CountedIn::Count).then_some(3)
                    }
                    _ => self.variables.contains(name).then_some(1),
                }
            }
            _ => None,
        }
    }
}

/// Whether a token compares two values.
pub(super) fn is_comparison(token: &Token) -> bool {
    use Token::{EqualsTo, GreaterThan, GreaterThanEqualsTo, LessThan, LessThanEqualsTo, NotEqualsTo};
    matches!(token, LessThan | LessThanEqualsTo | GreaterThan | GreaterThanEqualsTo | EqualsTo | NotEqualsTo)
}

/// Whether a side of a comparison ends at a token outside of brackets.
fn ends_side(token: &Token) -> bool {
    use Token::{
        And, Bang, Colon, Comma, DoubleArrow, Equals, If, LeftBrace, Or, Return, RightBrace, SemiColon, Until, While,
    };
    matches!(
        token,
        And | Or
            | Bang
            | Comma
            | Colon
            | Equals
            | If
            | While
            | Until
            | Return
            | SemiColon
            | LeftBrace
            | RightBrace
            | DoubleArrow
    )
}

/// Where the side begins that ends before a position.
fn side_before(body: &[Lexed], end: usize) -> usize {
    let mut depth = 0_usize;
    for (at, lexed) in body.get(..end).unwrap_or_default().iter().enumerate().rev() {
        if tokens::closes(&lexed.token) && lexed.token != Token::RightBrace {
            depth = depth.saturating_add(1);
        } else if tokens::opens(&lexed.token) && depth > 0 {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && (ends_side(&lexed.token) || tokens::opens(&lexed.token)) {
            return at.saturating_add(1);
        }
    }
    0
}

/// How long the side is that tokens begin with.
fn side_behind(tokens: &[Lexed]) -> usize {
    let mut depth = 0_usize;
    for (at, lexed) in tokens.iter().enumerate() {
        if depth == 0 && (ends_side(&lexed.token) || tokens::closes(&lexed.token)) {
            return at;
        }
        if tokens::opens(&lexed.token) {
            depth = depth.saturating_add(1);
        } else if tokens::closes(&lexed.token) {
            depth = depth.saturating_sub(1);
        }
    }
    tokens.len()
}
