//! What a script may be written with: an allow-list of words and signs, each where it means something.

use std::ops::Range;

use rhai::Token;

use super::api::{NAMES, WRAPPERS};
use super::syntax_words::right_sign;
use super::tokens::{self, Lexed};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::{number_error, phrase};
use crate::numeric::{Number, NumberError};

/// What scripts may not use, beyond what is never registered (files, network, clock, random numbers).
pub(super) const FORBIDDEN: [&str; 21] = [
    "eval",
    "import",
    "export",
    "print",
    "debug",
    "throw",
    "try",
    "catch",
    "**",
    "**=",
    "Fn",
    "call",
    "curry",
    "is_shared",
    "is_def_fn",
    "is_def_var",
    "type_of",
    "+=",
    "-=",
    "*=",
    "/=",
];

/// The functions that a formula may call.
const OF_FORMULAS: [&str; 7] = ["min", "max", "clamp", "abs", "floor", "ceil", "round"];

/// The first thing in a formula that stands in none, in words.
pub(super) fn check_formula(tokens: &[Lexed]) -> Option<Bilingual> {
    tokens.iter().zip(tokens.iter().skip(1).map(Some).chain([None])).find_map(|(lexed, next)| {
        let is_called = next.is_some_and(|next| next.token == Token::LeftParen);
        match &lexed.token {
            Token::IntegerConstant(_) | Token::DecimalConstant(_) => match literal(lexed) {
                Ok(_) => None,
                Err(error) => Some(number_error(error)),
            },
            Token::Identifier(name) if is_called && !OF_FORMULAS.contains(&name.as_str()) => {
                Some(phrase("script-no-function", &[("name", Bilingual::same(name.as_str()))]))
            }
            Token::Identifier(_) | Token::LeftParen | Token::RightParen | Token::Comma => None,
            Token::LessThan | Token::GreaterThan | Token::LessThanEqualsTo | Token::GreaterThanEqualsTo => {
                Some(sign(&lexed.token))
            }
            Token::EqualsTo | Token::NotEqualsTo => Some(sign(&lexed.token)),
            token if is_operator(token) => None,
            token => Some(sign(token)),
        }
    })
}

/// A sign that stands in no formula, in words.
fn sign(token: &Token) -> Bilingual {
    phrase("formula-sign", &[("sign", Bilingual::same(token.to_string()))])
}

/// Everything in a script that guests may not write, each at its place.
pub(super) fn check(tokens: &[Lexed]) -> Vec<Diagnostic> {
    let patterns = patterns(tokens);
    let mut problems = Vec::new();
    for (at, lexed) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).map(|lexed| &lexed.token);
        let next = tokens.get(at.saturating_add(1));
        let detail = match &lexed.token {
            Token::IntegerConstant(_) | Token::DecimalConstant(_) => match literal(lexed) {
                Ok(_) => continue,
                Err(NumberError::NotANumber) => None,
                Err(error) => {
                    let problem = Diagnostic::new(Code::ScriptSyntax).said("detail", number_error(error));
                    problems.push(problem.at(lexed.place.clone()));
                    continue;
                }
            },
            Token::In => match (before(1), before(2)) {
                (Some(Token::Identifier(_)), Some(Token::For)) | (Some(Token::RightParen), _) => continue,
                _ => None,
            },
            Token::Pipe if pattern_around(&patterns, at).contains(&at) => continue,
            Token::DoubleArrow => {
                if is_pattern(tokens.get(pattern_around(&patterns, at)).unwrap_or_default()) {
                    continue;
                }
                Some(phrase("script-arms", &[]))
            }
            Token::Fn => match next.map(|next| (next, next.name())) {
                Some((next, Some(name))) if NAMES.contains(&name) => {
                    problems.push(
                        forbidden(next).said("detail", phrase("script-own-name", &[("name", Bilingual::same(name))])),
                    );
                    continue;
                }
                Some((_, Some(_))) if is_plain_function(tokens.get(at..).unwrap_or_default()) => continue,
                _ => None,
            },
            Token::Identifier(name) if !WRAPPERS.contains(&name.as_str()) => continue,
            token if is_allowed(token) => continue,
            _ => None,
        };
        let written = lexed.token.to_string();
        let problem = forbidden(lexed).said("detail", detail.unwrap_or_else(|| Bilingual::same(&written)));
        problems.push(match right_sign(&written) {
            Some(right) => problem.fact("compound", right),
            None => problem,
        });
    }
    problems
}

fn forbidden(lexed: &Lexed) -> Diagnostic {
    Diagnostic::new(Code::ScriptForbidden).at(lexed.place.clone())
}

/// Words and signs that mean the same wherever they may stand.
fn is_allowed(token: &Token) -> bool {
    let is_sign = matches!(
        token,
        Token::LeftBrace
            | Token::RightBrace
            | Token::LeftParen
            | Token::RightParen
            | Token::LeftBracket
            | Token::RightBracket
            | Token::MapStart
            | Token::Unit
            | Token::SemiColon
            | Token::Colon
            | Token::Comma
            | Token::Period
            | Token::Elvis
            | Token::DoubleQuestion
            | Token::Equals
            | Token::Underscore
    );
    let is_word = matches!(
        token,
        Token::Let
            | Token::Const
            | Token::If
            | Token::Else
            | Token::Switch
            | Token::Do
            | Token::While
            | Token::Until
            | Token::Loop
            | Token::For
            | Token::Continue
            | Token::Break
            | Token::Return
            | Token::Private
            | Token::True
            | Token::False
            | Token::StringConstant(_)
            | Token::InterpolatedString(_)
    );
    is_sign || is_word || is_operator(token) || matches!(token, Token::And | Token::Or | Token::Bang)
}

/// The operators of numbers.
pub(super) fn is_operator(token: &Token) -> bool {
    matches!(
        token,
        Token::Plus
            | Token::UnaryPlus
            | Token::Minus
            | Token::UnaryMinus
            | Token::Multiply
            | Token::Divide
            | Token::Modulo
            | Token::LessThan
            | Token::GreaterThan
            | Token::LessThanEqualsTo
            | Token::GreaterThanEqualsTo
            | Token::EqualsTo
            | Token::NotEqualsTo
    )
}

/// The digits of a number as they are written.
///
/// # Errors
/// One that is not written in plain digits, or has more of them than are kept.
pub(super) fn literal(lexed: &Lexed) -> Result<&str, NumberError> {
    let text = lexed.place.text();
    let sign = text.len().saturating_sub(text.trim_start_matches('-').len());
    let text_behind = text.get(sign..).unwrap_or_default();
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(text.len());
    let whole = digits(text_behind);
    let rest = text_behind.get(whole..).unwrap_or_default();
    let fraction = rest.strip_prefix('.').map_or(0, digits);
    let end = if fraction == 0 { whole } else { whole.saturating_add(1).saturating_add(fraction) };
    let (number, rest) = text.split_at_checked(sign.saturating_add(end)).unwrap_or((text, ""));
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return Err(NumberError::NotANumber);
    }
    Number::parse(&number.replace('_', "")).map(|_| number)
}

/// Whether a function is defined by a name and parameters, and not for values of one kind.
fn is_plain_function(tokens: &[Lexed]) -> bool {
    matches!(tokens.get(2).map(|lexed| &lexed.token), Some(Token::LeftParen | Token::Unit))
}

/// What stands before each `=>`: the texts of an arm, without its condition. The end is the place of the `=>`.
fn patterns(tokens: &[Lexed]) -> Vec<Range<usize>> {
    let arrows = tokens.iter().enumerate().filter(|(_, lexed)| lexed.token == Token::DoubleArrow);
    arrows.map(|(at, _)| start_of_arm(tokens.get(..at).unwrap_or_default())..at).collect()
}

/// The pattern that ends at or behind a token; an empty one where there is none.
fn pattern_around(patterns: &[Range<usize>], at: usize) -> Range<usize> {
    patterns.get(patterns.partition_point(|pattern| pattern.end < at)).cloned().unwrap_or_default()
}

/// Where the arm begins that ends with these tokens.
fn start_of_arm(tokens: &[Lexed]) -> usize {
    let mut depth = 0_usize;
    for (at, lexed) in tokens.iter().enumerate().rev() {
        match &lexed.token {
            Token::Comma | Token::RightBrace | Token::LeftBrace if depth == 0 => return at.saturating_add(1),
            token if tokens::closes(token) => depth = depth.saturating_add(1),
            token if tokens::opens(token) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    0
}

/// Whether an arm stands for texts and yes/no alone: they are what a `switch` compares by value.
fn is_pattern(tokens: &[Lexed]) -> bool {
    let end = tokens.iter().position(|lexed| lexed.token == Token::If).unwrap_or(tokens.len());
    let tokens = tokens.get(..end).unwrap_or_default();
    let is_word = |token: &Token| matches!(token, Token::StringConstant(_) | Token::True | Token::False);
    match tokens {
        [only] if only.token == Token::Underscore => true,
        tokens => {
            tokens.len() % 2 == 1
                && tokens.iter().enumerate().all(|(at, lexed)| match at % 2 {
                    0 => is_word(&lexed.token),
                    _ => lexed.token == Token::Pipe,
                })
        }
    }
}
