//! [`OpenInput`]: an input of a script whose figures are left open.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine};

use super::list::List;
use super::operators::COMPARISONS;
use super::quantity::Quantity;
use super::symbolic::Symbol;
use super::trouble::{Answer, raised};
use super::value::Value;
use crate::day::Day;
use crate::numeric::Number;

/// What a script is given of an input.
#[derive(Clone, Debug)]
pub(crate) enum OpenInput {
    Number(Symbol),
    /// The number of a day.
    Day(Symbol),
    Plain(Value),
    List(Vec<OpenInput>),
}

impl OpenInput {
    pub(super) fn to_dynamic(&self) -> Dynamic {
        match self {
            Self::Number(symbol) => Dynamic::from(symbol.clone()),
            Self::Day(symbol) => Dynamic::from(OpenDay(symbol.clone())),
            Self::Plain(value) => value.to_dynamic::<Symbol>(),
            Self::List(items) => Dynamic::from(items.iter().map(Self::to_dynamic).collect::<List>()),
        }
    }
}

/// A day that is left open: it is compared with days and counted from, and nothing else.
#[derive(Clone, Debug)]
pub(super) struct OpenDay(Symbol);

/// Anything that is a day in a script.
trait DayNumber: Clone + Send + Sync + 'static {
    fn number(&self) -> Symbol;
}

impl DayNumber for Day {
    fn number(&self) -> Symbol {
        Symbol::exactly(Number::from(Day::number(*self)))
    }
}

impl DayNumber for OpenDay {
    fn number(&self) -> Symbol {
        self.0.clone()
    }
}

/// What scripts may do with days that are left open.
pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<OpenDay>("day");
    pair::<OpenDay, Day>(engine);
    pair::<Day, OpenDay>(engine);
    pair::<OpenDay, OpenDay>(engine);
}

fn pair<A: DayNumber, B: DayNumber>(engine: &mut Engine) {
    for (name, wanted) in COMPARISONS {
        engine.register_fn(name, move |a: A, b: B| compared(&a, &b, wanted));
    }
    engine.register_fn("days_between", |from: A, to: B| -> Answer<Symbol> {
        raised(DayNumber::number(&to).minus(&DayNumber::number(&from)))
    });
}

fn compared(a: &impl DayNumber, b: &impl DayNumber, wanted: &[Ordering]) -> Answer<bool> {
    raised(DayNumber::number(a).compare(&DayNumber::number(b), wanted))
}
