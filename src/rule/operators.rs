//! Exact operators for scripts: whatever way a number is written, arithmetic and comparison are those of [`Number`].
//!
//! Rhai has whole numbers and decimals of its own, whose division loses digits, and compares unlike things as
//! `false`. Both would turn a fault into a low score, so every pair is registered here, the unlike ones with an error.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, Position};
use rust_decimal::Decimal;

use super::quantity::{Quantity, QuantityError};
use crate::numeric::Number;

/// What an operator of a script gives.
pub(super) type Answer<T> = Result<T, Box<EvalAltResult>>;

/// What a native function of ours says when it refuses, carried through Rhai to the diagnostic.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Arithmetic without a result, or one that a symbol cannot take part in.
    Quantity(QuantityError),
    /// Unlike things were compared or added: the operator and the kinds of both sides.
    Unlike(&'static str, &'static str, &'static str),
    /// A native function was given what it cannot take.
    Argument(String),
    /// A figure lies in none of the bands: the figure, and how the bands are written.
    Outside(Number, String),
    /// The rule refuses the case: the name of its sentence, and facts.
    Refused(String, rhai::Map),
    /// The rule says that the row does not apply: the name of its sentence.
    NotApplicable(String),
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

/// The quantity in a script value, if it is one.
pub(super) fn quantity_in<Q: Quantity>(value: &Dynamic) -> Option<Q> {
    if let Some(own) = value.read_lock::<Q>() {
        return Some(own.clone());
    }
    let number = value.as_int().ok().map(Number::from).or_else(|| value.as_decimal().ok().map(Number::from));
    number.map(Q::exactly)
}

/// Anything that counts as a number in a script.
pub(super) trait Numeric<Q>: Clone + Send + Sync + 'static {
    /// The exact quantity.
    fn quantity(self) -> Q;
}

impl<Q: Quantity> Numeric<Q> for i64 {
    fn quantity(self) -> Q {
        Q::exactly(Number::from(self))
    }
}

impl<Q: Quantity> Numeric<Q> for Decimal {
    fn quantity(self) -> Q {
        Q::exactly(Number::from(self))
    }
}

impl<Q: Quantity> Numeric<Q> for Q {
    fn quantity(self) -> Q {
        self
    }
}

/// Registers all operators on quantities of one kind.
pub(super) fn register<Q: Quantity>(engine: &mut Engine) {
    engine.register_type_with_name::<Q>("number");
    pair::<Q, i64, i64>(engine);
    pair::<Q, i64, Decimal>(engine);
    pair::<Q, i64, Q>(engine);
    pair::<Q, Decimal, i64>(engine);
    pair::<Q, Decimal, Decimal>(engine);
    pair::<Q, Decimal, Q>(engine);
    pair::<Q, Q, i64>(engine);
    pair::<Q, Q, Decimal>(engine);
    pair::<Q, Q, Q>(engine);
    negation::<Q, i64>(engine);
    negation::<Q, Decimal>(engine);
    negation::<Q, Q>(engine);
    unlike_to_numbers::<Q, ()>(engine, "missing");
    unlike_to_numbers::<Q, ImmutableString>(engine, "text");
    unlike_to_numbers::<Q, bool>(engine, "yes/no");
    unlike::<(), ImmutableString>(engine, "missing", "text");
    unlike::<(), bool>(engine, "missing", "yes/no");
    unlike::<ImmutableString, bool>(engine, "text", "yes/no");
}

/// What an operator makes of two quantities.
pub(super) type Operation<Q> = fn(&Q, &Q) -> super::quantity::Answer<Q>;

/// The operators of arithmetic, by the names that scripts and formulas use.
pub(super) fn operations<Q: Quantity>() -> [(&'static str, Operation<Q>); 5] {
    [("+", Q::plus), ("-", Q::minus), ("*", Q::times), ("/", Q::divided_by), ("%", Q::remainder)]
}

/// What compares two numbers, and the orders in which it holds.
pub(super) const COMPARISONS: [(&str, &[Ordering]); 6] = [
    ("<", &[Ordering::Less]),
    ("<=", &[Ordering::Less, Ordering::Equal]),
    (">", &[Ordering::Greater]),
    (">=", &[Ordering::Greater, Ordering::Equal]),
    ("==", &[Ordering::Equal]),
    ("!=", &[Ordering::Less, Ordering::Greater]),
];

fn pair<Q: Quantity, A: Numeric<Q>, B: Numeric<Q>>(engine: &mut Engine) {
    for (name, operation) in operations::<Q>() {
        engine.register_fn(name, move |a: A, b: B| -> Answer<Q> { raised(operation(&a.quantity(), &b.quantity())) });
    }
    for (name, wanted) in COMPARISONS {
        engine.register_fn(name, move |a: A, b: B| -> Answer<bool> {
            raised(a.quantity().compare(&b.quantity(), wanted))
        });
    }
}

fn negation<Q: Quantity, A: Numeric<Q>>(engine: &mut Engine) {
    engine.register_fn("-", |a: A| -> Answer<Q> { raised(a.quantity().negated()) });
    engine.register_fn("+", |a: A| a.quantity());
}

fn unlike_to_numbers<Q: Quantity, A: Clone + Send + Sync + 'static>(engine: &mut Engine, kind: &'static str) {
    unlike::<A, i64>(engine, kind, "number");
    unlike::<A, Decimal>(engine, kind, "number");
    unlike::<A, Q>(engine, kind, "number");
}

/// Registers an error for every operator between two kinds, both ways round.
fn unlike<A: Clone + Send + Sync + 'static, B: Clone + Send + Sync + 'static>(
    engine: &mut Engine,
    first: &'static str,
    second: &'static str,
) {
    for name in ["<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/", "%"] {
        engine
            .register_fn(name, move |_: A, _: B| -> Answer<bool> { Err(Trouble::Unlike(name, first, second).raise()) });
        engine
            .register_fn(name, move |_: B, _: A| -> Answer<bool> { Err(Trouble::Unlike(name, second, first).raise()) });
    }
}
