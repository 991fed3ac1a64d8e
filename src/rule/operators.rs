//! Exact operators for scripts: an allow-list of every operator with the kinds it is defined for.
//!
//! Rhai has whole numbers and decimals of its own, whose division loses digits, and compares unlike things as
//! `false`. Both would turn a fault into a low score. So each operator that means something is registered here with its
//! kinds, and each operator once more for all kinds, which refuses: Rhai asks these before its own.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, ImmutableString};
use rust_decimal::Decimal;

use super::kind;
use super::quantity::Quantity;
use super::trouble::{Answer, Trouble, raised};
use super::work::{charge, charge_numbers};
use crate::day::Day;
use crate::numeric::Number;

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
    texts(engine);
    days(engine);
    engine.register_fn("==", |a: bool, b: bool| a == b);
    engine.register_fn("!=", |a: bool, b: bool| a != b);
    engine.register_fn("!", |a: bool| !a);
    refusals::<Q>(engine);
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
        engine.register_fn(name, move |a: A, b: B| -> Answer<Q> {
            let (a, b) = (a.quantity(), b.quantity());
            charge_numbers(a.now(), b.now())?;
            raised(operation(&a, &b))
        });
    }
    for (name, wanted) in COMPARISONS {
        engine.register_fn(name, move |a: A, b: B| -> Answer<bool> {
            let (a, b) = (a.quantity(), b.quantity());
            charge_numbers(a.now(), b.now())?;
            raised(a.compare(&b, wanted))
        });
    }
}

fn negation<Q: Quantity, A: Numeric<Q>>(engine: &mut Engine) {
    engine.register_fn("-", |a: A| -> Answer<Q> { raised(a.quantity().negated()) });
    engine.register_fn("+", |a: A| a.quantity());
}

/// How many bytes of a text cost one unit of work.
const BYTES_OF_A_UNIT: usize = 64;

/// Texts are equal or not, and put together; none is less than another, for `"98" < "100"` would be false.
fn texts(engine: &mut Engine) {
    engine.register_fn("==", |a: ImmutableString, b: ImmutableString| a == b);
    engine.register_fn("!=", |a: ImmutableString, b: ImmutableString| a != b);
    engine.register_fn("+", |a: ImmutableString, b: ImmutableString| -> Answer<ImmutableString> {
        charge(a.len().saturating_add(b.len()).div_ceil(BYTES_OF_A_UNIT))?;
        Ok(a + b)
    });
}

/// What compares two days.
pub(super) type DayComparison = fn(Day, Day) -> bool;

/// The operators between two days.
pub(super) const DAY_COMPARISONS: [(&str, DayComparison); 6] = [
    ("<", |a, b| a < b),
    ("<=", |a, b| a <= b),
    (">", |a, b| a > b),
    (">=", |a, b| a >= b),
    ("==", |a, b| a == b),
    ("!=", |a, b| a != b),
];

fn days(engine: &mut Engine) {
    for (name, comparison) in DAY_COMPARISONS {
        engine.register_fn(name, comparison);
    }
}

/// Every operator, for the kinds it is not defined for.
fn refusals<Q: Quantity>(engine: &mut Engine) {
    for name in ["<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/", "%"] {
        engine.register_fn(name, move |a: Dynamic, b: Dynamic| -> Answer<bool> {
            Err(Trouble::Unlike(name, kind::name::<Q>(&a), kind::name::<Q>(&b)).raise())
        });
    }
    for name in ["-", "+", "!"] {
        engine.register_fn(name, move |a: Dynamic| -> Answer<bool> {
            // What a sign changes is the difference from 0; what `!` turns is a yes or no.
            let wanted = if name == "!" { "yes/no" } else { "number" };
            Err(Trouble::Unlike(name, wanted, kind::name::<Q>(&a)).raise())
        });
    }
}
