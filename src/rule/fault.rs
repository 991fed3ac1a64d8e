//! What Rhai says when a script stops, told as a diagnostic at the line of the script.

use std::sync::Arc;

use rhai::{EvalAltResult, LexError, ParseError, ParseErrorType, Position};

use super::fault_words;
use super::quantity::QuantityError;
use super::syntax_words::unreadable;
use super::trouble::Trouble;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::messages::{number_error, phrase};
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

/// Why a formula could not be read, in words.
pub(super) fn of_formula(error: &ParseError) -> Bilingual {
    let sign = match error.err_type() {
        ParseErrorType::BadInput(LexError::UnexpectedInput(sign) | LexError::ImproperSymbol(sign, _)) => Some(sign),
        ParseErrorType::UnknownOperator(sign) | ParseErrorType::Reserved(sign) => Some(sign),
        _ => None,
    };
    match sign {
        // Some of the engine's errors carry the sign alone, some a sentence that quotes it.
        Some(sign) => {
            let sign = sign.split('\'').nth(1).unwrap_or(sign);
            phrase("formula-sign", &[("sign", Bilingual::same(sign))])
        }
        None => unreadable(error.err_type()),
    }
}

/// A call that stopped: the innermost cause, at the innermost line that is known; `place` knows where positions are.
pub(super) fn runtime(place: impl FnOnce(Position) -> Place, error: &EvalAltResult) -> (Diagnostic, Option<Trouble>) {
    let (cause, position) = innermost(error);
    let trouble = trouble(cause);
    let place = place(position);
    (told(trouble.as_ref(), cause).at(place), trouble)
}

/// A formula that stopped, at no place yet.
pub(super) fn in_formula(error: &EvalAltResult) -> Diagnostic {
    let (cause, _) = innermost(error);
    told(trouble(cause).as_ref(), cause)
}

/// What a native function of ours said.
fn trouble(cause: &EvalAltResult) -> Option<Trouble> {
    match cause {
        EvalAltResult::ErrorRuntime(value, _) => value.read_lock::<Trouble>().map(|trouble| trouble.clone()),
        _ => None,
    }
}

/// Why a call stopped, in words.
fn told(trouble: Option<&Trouble>, cause: &EvalAltResult) -> Diagnostic {
    match trouble {
        Some(Trouble::Quantity(QuantityError::Number(NumberError::DivisionByZero))) => {
            Diagnostic::new(Code::DivisionByZero)
        }
        Some(Trouble::Quantity(QuantityError::Number(error))) => Diagnostic::from(*error),
        Some(Trouble::Quantity(error)) => Diagnostic::new(Code::RuleOpaque).said("reason", error.reason()),
        Some(Trouble::Unlike(operator, left, right)) => {
            Diagnostic::new(Code::UnlikeOperands).fact("operator", operator).fact("left", left).fact("right", right)
        }
        Some(Trouble::Unfit(place, kind)) => {
            let (place, kind) = (Bilingual::same(*place), fault_words::kind(kind));
            let words = phrase("script-unfit", &[("place", place), ("kind", kind)]);
            Diagnostic::new(Code::ScriptError).said("detail", words)
        }
        Some(Trouble::Limit(limit)) => fault_words::limit(*limit),
        Some(Trouble::Outside(value, bands)) => {
            Diagnostic::new(Code::OutsideBands).fact("value", value).fact("bands", bands)
        }
        Some(Trouble::Argument(detail)) => Diagnostic::new(Code::ScriptError).fact("detail", detail),
        Some(Trouble::Refused(key, _) | Trouble::NotApplicable(key)) => {
            Diagnostic::new(Code::RuleRefusal).fact("detail", key)
        }
        None => fault_words::stopped(cause),
    }
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

/// Whether a call stopped because it met a limit of the script engine, which does not say where.
pub(super) fn is_limit(error: &EvalAltResult) -> bool {
    matches!(
        innermost(error).0,
        EvalAltResult::ErrorTooManyOperations(_)
            | EvalAltResult::ErrorStackOverflow(_)
            | EvalAltResult::ErrorTooManyVariables(_)
            | EvalAltResult::ErrorDataTooLarge(..)
    )
}

/// Where Rhai says that something is.
pub(super) fn place(source: &Arc<Source>, position: Position) -> Place {
    match position.line() {
        Some(line) => Place::at(source, line, position.position().unwrap_or(1)),
        None => Place::start_of(source),
    }
}
