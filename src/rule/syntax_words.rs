//! Why a text is no script, in the words of the catalogue: a sentence for each kind of error the engine's parser knows.

use rhai::{LexError, ParseErrorType};

use crate::language::Bilingual;
use crate::messages::{number_error, phrase};
use crate::numeric::NumberError;

/// Signs and words of other languages, and what is written here instead.
const FOREIGN: [(&str, &str); 18] = [
    ("===", "=="),
    ("!==", "!="),
    ("<-", "<="),
    (":=", "="),
    ("# {", "#{"),
    ("<>", "!="),
    ("?", "if … { … } else { … }"),
    ("++", "a = a + 1"),
    ("--", "a = a - 1"),
    ("and", "&&"),
    ("or", "||"),
    ("not", "!"),
    ("elif", "else if"),
    ("elseif", "else if"),
    ("function", "fn"),
    ("def", "fn"),
    ("var", "let"),
    ("null", "()"),
];

/// What is written here for a sign or a word of another language.
pub(super) fn native(sign: &str) -> Option<Bilingual> {
    let (_, right) = FOREIGN.iter().find(|(foreign, _)| *foreign == sign)?;
    Some(phrase("script-right-sign", &[("sign", Bilingual::same(sign)), ("right", Bilingual::same(*right))]))
}

/// Why a text is no script.
pub(super) fn unreadable(error: &ParseErrorType) -> Bilingual {
    let plain = |id: &str| phrase(id, &[]);
    let named = |id: &str, name: &str| phrase(id, &[("name", Bilingual::same(name))]);
    match error {
        ParseErrorType::UnknownOperator(sign) | ParseErrorType::Reserved(sign) if native(sign).is_some() => {
            native(sign).unwrap_or_default()
        }
        ParseErrorType::BadInput(error) => misspelt(error),
        ParseErrorType::UnexpectedEOF => plain("script-incomplete"),
        ParseErrorType::UnknownOperator(sign) => signed("script-no-operator", sign),
        ParseErrorType::MissingToken(token, _) => signed("script-missing-sign", token),
        ParseErrorType::MalformedIndexExpr(_) => plain("script-index"),
        ParseErrorType::VariableUndefined(name) => named("script-no-variable", name),
        ParseErrorType::MismatchedType(wanted, _) if wanted.contains("bool") => plain("script-needs-yes-no-here"),
        ParseErrorType::MismatchedType(wanted, _) if wanted.contains("iterable") => plain("script-for"),
        ParseErrorType::MismatchedType(..) => plain("script-wrong-kind"),
        ParseErrorType::DuplicatedProperty(name)
        | ParseErrorType::FnDuplicatedDefinition(name, _)
        | ParseErrorType::FnDuplicatedParam(_, name)
        | ParseErrorType::DuplicatedVariable(name)
        | ParseErrorType::VariableExists(name) => named("script-twice", name),
        ParseErrorType::WrongSwitchDefaultCase => plain("script-switch-order"),
        ParseErrorType::WrongSwitchCaseCondition => plain("script-switch-condition"),
        ParseErrorType::PropertyExpected => plain("script-property"),
        ParseErrorType::VariableExpected => plain("script-variable-name"),
        ParseErrorType::ForbiddenVariable(name) => named("script-reserved", name),
        ParseErrorType::Reserved(word) if word.starts_with(char::is_alphabetic) => named("script-reserved", word),
        ParseErrorType::Reserved(sign) => signed("script-unexpected", sign),
        ParseErrorType::WrongDocComment => plain("script-comment"),
        ParseErrorType::WrongFnDefinition => plain("script-nested-function"),
        ParseErrorType::FnMissingName => plain("script-function-name"),
        ParseErrorType::FnMissingParams(name) => named("script-function-params", name),
        ParseErrorType::FnMissingBody(name) => named("script-function-body", name),
        ParseErrorType::AssignmentToConstant(name) if !name.is_empty() => named("script-constant", name),
        ParseErrorType::AssignmentToConstant(_) | ParseErrorType::AssignmentToInvalidLHS(_) => plain("script-assign"),
        ParseErrorType::ExprTooDeep => plain("limit-nesting"),
        ParseErrorType::TooManyFunctions => plain("limit-functions"),
        ParseErrorType::LiteralTooLarge(..) => plain("limit-literal"),
        ParseErrorType::ExprExpected(_) => plain("script-no-expression"),
        ParseErrorType::LoopBreak => plain("script-loop-break"),
        // Words for what only other settings of the engine can say.
        _ => plain("script-not-understood"),
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
        LexError::MalformedEscapeSequence(sign) => signed("script-escape", sign),
        LexError::MalformedChar(_) => phrase("script-quotes", &[]),
        LexError::MalformedIdentifier(name) => phrase("script-name", &[("name", Bilingual::same(name))]),
        LexError::UnexpectedInput(sign) => signed("script-unexpected", sign),
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
        _ if said.contains("disabled") || sign.ends_with('=') => signed("script-no-operator", sign),
        _ => signed("script-unexpected", sign),
    }
}

fn signed(id: &str, sign: &str) -> Bilingual {
    phrase(id, &[("sign", Bilingual::same(sign))])
}
