//! Exact operators for scripts: whatever way a number is written, arithmetic and comparison are those of [`Number`].
//!
//! Rhai has whole numbers and decimals of its own, whose division loses digits, and compares unlike things as
//! `false`. Both would turn a fault into a low score, so every pair is registered here, the unlike ones with an error.

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, Position};
use rust_decimal::Decimal;

use crate::numeric::{Number, NumberError};

/// What an operator of a script gives.
pub(super) type Answer<T> = Result<T, Box<EvalAltResult>>;

/// What a native function of ours says when it refuses, carried through Rhai to the diagnostic.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Arithmetic without a result.
    Number(NumberError),
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

/// Anything that counts as a number in a script.
pub(super) trait Numeric: Clone + Send + Sync + 'static {
    /// The exact number.
    fn number(&self) -> Number;
}

impl Numeric for i64 {
    fn number(&self) -> Number {
        Number::from(*self)
    }
}

impl Numeric for Decimal {
    fn number(&self) -> Number {
        Number::from(*self)
    }
}

impl Numeric for Number {
    fn number(&self) -> Number {
        self.clone()
    }
}

/// The number in a script value, if it is one.
pub(super) fn as_number(value: &Dynamic) -> Option<Number> {
    if let Some(number) = value.read_lock::<Number>() {
        return Some(number.clone());
    }
    value.as_int().ok().map(Number::from).or_else(|| value.as_decimal().ok().map(Number::from))
}

/// Registers all operators.
pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Number>("number");
    pair::<i64, i64>(engine);
    pair::<i64, Decimal>(engine);
    pair::<i64, Number>(engine);
    pair::<Decimal, i64>(engine);
    pair::<Decimal, Decimal>(engine);
    pair::<Decimal, Number>(engine);
    pair::<Number, i64>(engine);
    pair::<Number, Decimal>(engine);
    pair::<Number, Number>(engine);
    negation::<i64>(engine);
    negation::<Decimal>(engine);
    negation::<Number>(engine);
    unlike_to_numbers::<()>(engine, "missing");
    unlike_to_numbers::<ImmutableString>(engine, "text");
    unlike_to_numbers::<bool>(engine, "yes/no");
    unlike::<(), ImmutableString>(engine, "missing", "text");
    unlike::<(), bool>(engine, "missing", "yes/no");
    unlike::<ImmutableString, bool>(engine, "text", "yes/no");
}

type Operation = fn(&Number, &Number) -> Result<Number, NumberError>;
pub(super) type Comparison = fn(&Number, &Number) -> bool;

/// What compares two numbers.
pub(super) const COMPARISONS: [(&str, Comparison); 6] = [
    ("<", |a, b| a < b),
    ("<=", |a, b| a <= b),
    (">", |a, b| a > b),
    (">=", |a, b| a >= b),
    ("==", |a, b| a == b),
    ("!=", |a, b| a != b),
];

fn pair<A: Numeric, B: Numeric>(engine: &mut Engine) {
    const OPERATIONS: [(&str, Operation); 5] = [
        ("+", Number::add),
        ("-", Number::subtract),
        ("*", Number::multiply),
        ("/", Number::divide),
        ("%", Number::remainder),
    ];
    for (name, operation) in OPERATIONS {
        engine.register_fn(name, move |a: A, b: B| -> Answer<Number> {
            operation(&a.number(), &b.number()).map_err(|error| Trouble::Number(error).raise())
        });
    }
    for (name, comparison) in COMPARISONS {
        engine.register_fn(name, move |a: A, b: B| comparison(&a.number(), &b.number()));
    }
}

fn negation<A: Numeric>(engine: &mut Engine) {
    engine.register_fn("-", |a: A| a.number().negate());
    engine.register_fn("+", |a: A| a.number());
}

fn unlike_to_numbers<A: Clone + Send + Sync + 'static>(engine: &mut Engine, kind: &'static str) {
    unlike::<A, i64>(engine, kind, "number");
    unlike::<A, Decimal>(engine, kind, "number");
    unlike::<A, Number>(engine, kind, "number");
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
