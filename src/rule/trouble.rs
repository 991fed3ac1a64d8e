//! [`Trouble`]: what a native function says when it refuses, carried through the script engine to the diagnostic.

use rhai::{Dynamic, EvalAltResult, Position};

use super::quantity::QuantityError;
use crate::numeric::Number;

/// What a native function or an operator of a script gives.
pub(super) type Answer<T> = Result<T, Box<EvalAltResult>>;

/// Why a native function refuses.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Arithmetic without a result, or one that a symbol cannot take part in.
    Quantity(QuantityError),
    /// An operator between kinds for which it means nothing: the operator and the kinds of both sides.
    Unlike(&'static str, &'static str, &'static str),
    /// A place that takes other kinds than the one it was given: the place and the kind.
    Unfit(&'static str, &'static str),
    /// A native function was given what it cannot take.
    Argument(String),
    /// A figure lies in none of the bands: the figure, and how the bands are written.
    Outside(Number, String),
    /// The rule refuses the case: the name of its sentence, and facts.
    Refused(String, rhai::Map),
    /// The rule says that the row does not apply: the name of its sentence.
    NotApplicable(String),
    /// What the script may use is used up.
    Limit(UsedUp),
}

/// What a script has used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UsedUp {
    Steps,
    Depth,
    Variables,
    Text,
    List,
    Mapping,
    Work,
    Facts,
    Notes,
}

impl Trouble {
    /// The trouble as a Rhai error; Rhai adds the position of the call.
    pub(super) fn raise(self) -> Box<EvalAltResult> {
        Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(self), Position::NONE))
    }
}

/// The answer of an operation on quantities, as a script receives it.
pub(super) fn raised<T>(answer: super::quantity::Answer<T>) -> Answer<T> {
    answer.map_err(|error| Trouble::Quantity(error).raise())
}
