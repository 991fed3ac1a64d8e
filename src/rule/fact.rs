//! [`Fact`]: what fills a hole of a sentence.

use std::fmt;

use rhai::Dynamic;

use super::kind::{self, quantity_in};
use super::quantity::Quantity;
use super::value::Value;
use crate::numeric::Number;

/// What a script gives for a hole of its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact<Q = Number> {
    Quantity(Q),
    Plain(Value),
    /// A thing that is no value, by the name of its kind.
    Other(&'static str),
}

impl<Q: Quantity> Fact<Q> {
    /// What a script handed back.
    pub(super) fn of(value: &Dynamic) -> Self {
        let plain = || Value::from_dynamic(value).map(Self::Plain);
        let found = quantity_in(value).map(Self::Quantity).or_else(plain);
        found.unwrap_or_else(|| Self::Other(kind::name::<Q>(value)))
    }
}

/// A symbol counts with its value now.
impl<Q: Quantity> fmt::Display for Fact<Q> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(quantity) => quantity.now().fmt(out),
            Self::Plain(value) => value.fmt(out),
            Self::Other(kind) => out.write_str(kind),
        }
    }
}
