//! Why a text is no script, in the words of the catalogue: a sentence for each kind of error the engine's parser knows.

use rhai::{LexError, ParseErrorType};

use crate::language::Bilingual;
use crate::messages::{number_error, phrase};
use crate::numeric::NumberError;

/// Signs and words of other languages, and what is written here instead.
const FOREIGN: &str = include_str!("foreign.tsv");

/// What is written here for a sign or a word of another language.
pub(super) fn native(sign: &str) -> Option<Bilingual> {
    Some(instead_of(sign, right_sign(sign)?))
}

/// What is written here for a sign or a word of another language, alone.
pub(super) fn right_sign(sign: &str) -> Option<&'static str> {
    let mut pairs = FOREIGN.lines().filter_map(|line| line.split_once('\t'));
    pairs.find(|(foreign, _)| *foreign == sign).map(|(_, right)| right)
}

/// That one thing is written here for another.
pub(super) fn instead_of(sign: &str, right: &str) -> Bilingual {
    phrase("script-right-sign", &[("sign", Bilingual::same(sign)), ("right", Bilingual::same(right))])
}

/// Why a text is no script.
pub(super) fn unreadable(error: &ParseErrorType) -> Bilingual {
    if let ParseErrorType::UnknownOperator(sign) | ParseErrorType::Reserved(sign) = error
        && let Some(words) = native(sign)
    {
        return words;
    }
    match error {
        ParseErrorType::BadInput(error) => misspelt(error),
        ParseErrorType::UnexpectedEOF => phrase("script-incomplete", &[]),
        ParseErrorType::UnknownOperator(sign) => phrase("script-no-operator", &[("sign", same(sign))]),
        ParseErrorType::MissingToken(token, _) => phrase("script-missing-sign", &[("sign", same(token))]),
        ParseErrorType::MalformedIndexExpr(_) => phrase("script-index", &[]),
        ParseErrorType::VariableUndefined(name) => phrase("script-no-variable", &[("name", same(name))]),
        ParseErrorType::MismatchedType(wanted, _) if wanted.contains("bool") => phrase("script-needs-yes-no-here", &[]),
        ParseErrorType::MismatchedType(wanted, _) if wanted.contains("iterable") => phrase("script-for", &[]),
        ParseErrorType::MismatchedType(..) => phrase("script-wrong-kind", &[]),
        ParseErrorType::DuplicatedProperty(name)
        | ParseErrorType::FnDuplicatedDefinition(name, _)
        | ParseErrorType::FnDuplicatedParam(_, name)
        | ParseErrorType::DuplicatedVariable(name)
        | ParseErrorType::VariableExists(name) => phrase("script-twice", &[("name", same(name))]),
        ParseErrorType::WrongSwitchDefaultCase => phrase("script-switch-order", &[]),
        ParseErrorType::WrongSwitchCaseCondition => phrase("script-switch-condition", &[]),
        ParseErrorType::PropertyExpected => phrase("script-property", &[]),
        ParseErrorType::VariableExpected => phrase("script-variable-name", &[]),
        ParseErrorType::ForbiddenVariable(name) => phrase("script-reserved", &[("name", same(name))]),
        ParseErrorType::Reserved(word) if word.starts_with(char::is_alphabetic) => {
            phrase("script-reserved", &[("name", same(word))])
        }
        ParseErrorType::Reserved(sign) => phrase("script-unexpected", &[("sign", same(sign))]),
        ParseErrorType::WrongDocComment => phrase("script-comment", &[]),
        ParseErrorType::WrongFnDefinition => phrase("script-nested-function", &[]),
        ParseErrorType::FnMissingName => phrase("script-function-name", &[]),
        ParseErrorType::FnMissingParams(name) => phrase("script-function-params", &[("name", same(name))]),
        ParseErrorType::FnMissingBody(name) => phrase("script-function-body", &[("name", same(name))]),
        ParseErrorType::AssignmentToConstant(name) if !name.is_empty() => {
            phrase("script-constant", &[("name", same(name))])
        }
        ParseErrorType::AssignmentToConstant(_) | ParseErrorType::AssignmentToInvalidLHS(_) => {
            phrase("script-assign", &[])
        }
        ParseErrorType::ExprTooDeep => phrase("limit-nesting", &[]),
        ParseErrorType::TooManyFunctions => phrase("limit-functions", &[]),
        ParseErrorType::LiteralTooLarge(..) => phrase("limit-literal", &[]),
        ParseErrorType::ExprExpected(_) => phrase("script-no-expression", &[]),
        ParseErrorType::LoopBreak => phrase("script-loop-break", &[]),
        // Words for what only other settings of the engine can say.
        _ => phrase("script-not-understood", &[]),
    }
}

/// Why some signs are no word of a script.
fn misspelt(error: &LexError) -> Bilingual {
    match error {
        LexError::MalformedNumber(digits) => {
            let is_long = digits.chars().all(|digit| digit.is_ascii_digit() || matches!(digit, '_' | '.' | '-'));
            number_error(if is_long { NumberError::TooManyDigits } else { NumberError::NotANumber })
        }
        LexError::UnterminatedString => phrase("script-open-text", &[]),
        LexError::StringTooLong(_) => phrase("limit-literal", &[]),
        LexError::MalformedEscapeSequence(sign) => phrase("script-escape", &[("sign", same(sign))]),
        LexError::MalformedChar(_) => phrase("script-quotes", &[]),
        LexError::MalformedIdentifier(name) => phrase("script-name", &[("name", Bilingual::same(name))]),
        LexError::UnexpectedInput(sign) => {
            native(sign).unwrap_or_else(|| phrase("script-unexpected", &[("sign", same(sign))]))
        }
        LexError::ImproperSymbol(sign, said) => improper(sign, said),
        _ => phrase("script-not-understood", &[]),
    }
}

/// A sign that stands where it means nothing, or that this language does not have.
fn improper(sign: &str, said: &str) -> Bilingual {
    // Some of the engine's errors carry the sign alone, some a sentence that quotes it, some a word that is switched off.
    let sign = if sign.is_empty() { said.split('\'').nth(1).unwrap_or_default() } else { sign };
    if let Some(words) = native(sign) {
        return words;
    }
    match sign {
        "=" => phrase("script-equals", &[]),
        "" => phrase("script-not-understood", &[]),
        _ if said.contains("disabled") || sign.ends_with('=') => phrase("script-no-operator", &[("sign", same(sign))]),
        _ => phrase("script-unexpected", &[("sign", same(sign))]),
    }
}

fn same(text: &str) -> Bilingual {
    Bilingual::same(text)
}
