//! What Rhai says when a script stops, told as a diagnostic at the line of the script.

use std::sync::Arc;

use rhai::{EvalAltResult, LexError, ParseError, ParseErrorType, Position};

use super::host::FORBIDDEN;
use super::operators::Trouble;
use super::quantity::QuantityError;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Place, Source};
use crate::messages::number_error;
use crate::numeric::NumberError;

/// A number that cannot be held, at no place yet.
impl From<NumberError> for Diagnostic {
    fn from(error: NumberError) -> Self {
        Self::new(Code::ScriptLimit).said("detail", number_error(error))
    }
}

/// A number that cannot be held: what a caller does about it is to refuse the whole.
impl From<NumberError> for Diagnostics {
    fn from(error: NumberError) -> Self {
        Diagnostic::from(error).into()
    }
}

/// A script that could not be read.
pub(super) fn syntax(source: &Arc<Source>, error: &ParseError) -> Diagnostic {
    let forbidden = match error.err_type() {
        ParseErrorType::Reserved(_) | ParseErrorType::UnknownOperator(_) => true,
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) => FORBIDDEN.contains(&symbol.as_str()),
        _ => false,
    };
    let code = if forbidden { Code::ScriptForbidden } else { Code::ScriptSyntax };
    Diagnostic::new(code).fact("detail", error.err_type()).at(place(source, error.position()))
}

/// Something that guests may not write.
pub(super) fn forbidden(source: &Arc<Source>, detail: &str, position: Position) -> Diagnostic {
    Diagnostic::new(Code::ScriptForbidden).fact("detail", detail).at(place(source, position))
}

/// A call that stopped: the innermost cause, at the innermost line that is known.
pub(super) fn runtime(source: &Arc<Source>, error: &EvalAltResult) -> (Diagnostic, Option<Trouble>) {
    let (cause, position) = innermost(error);
    let trouble = match cause {
        EvalAltResult::ErrorRuntime(value, _) => value.read_lock::<Trouble>().map(|trouble| trouble.clone()),
        _ => None,
    };
    let diagnostic = match (&trouble, cause) {
        (Some(Trouble::Quantity(QuantityError::Number(NumberError::DivisionByZero))), _) => {
            Diagnostic::new(Code::DivisionByZero)
        }
        (Some(Trouble::Quantity(QuantityError::Number(error))), _) => Diagnostic::from(*error),
        (Some(Trouble::Quantity(error)), _) => Diagnostic::new(Code::RuleOpaque).said("reason", error.reason()),
        (Some(Trouble::Unlike(operator, left, right)), _) => {
            Diagnostic::new(Code::UnlikeOperands).fact("operator", operator).fact("left", left).fact("right", right)
        }
        (Some(Trouble::Outside(value, bands)), _) => {
            Diagnostic::new(Code::OutsideBands).fact("value", value).fact("bands", bands)
        }
        (Some(Trouble::Argument(detail)), _) => Diagnostic::new(Code::ScriptError).fact("detail", detail),
        (Some(Trouble::Refused(key, _) | Trouble::NotApplicable(key)), _) => {
            Diagnostic::new(Code::RuleRefusal).fact("detail", key)
        }
        (None, cause) => Diagnostic::new(if is_limit(cause) { Code::ScriptLimit } else { Code::ScriptError })
            .fact("detail", bare(cause)),
    };
    (diagnostic.at(place(source, position)), trouble)
}

fn innermost(error: &EvalAltResult) -> (&EvalAltResult, Position) {
    let mut error = error;
    let mut position = error.position();
    loop {
        let inner = match error {
            EvalAltResult::ErrorInFunctionCall(_, _, inner, _) | EvalAltResult::ErrorInModule(_, inner, _) => inner,
            _ => return (error, position),
        };
        error = inner;
        if !error.position().is_none() {
            position = error.position();
        }
    }
}

fn is_limit(error: &EvalAltResult) -> bool {
    matches!(
        error,
        EvalAltResult::ErrorTooManyOperations(_)
            | EvalAltResult::ErrorStackOverflow(_)
            | EvalAltResult::ErrorTooManyVariables(_)
            | EvalAltResult::ErrorDataTooLarge(..)
    )
}

fn bare(error: &EvalAltResult) -> String {
    let text = error.to_string();
    text.split(" (line ").next().unwrap_or_default().to_owned()
}

/// Where Rhai says that something is.
pub(super) fn place(source: &Arc<Source>, position: Position) -> Place {
    match position.line() {
        Some(line) => Place::at(source, line, position.position().unwrap_or(1)),
        None => Place::start_of(source),
    }
}
