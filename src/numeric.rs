//! Exact quantities: numbers, weights, points, units and the one place where rounding happens.
//!
//! Nothing here knows what is scored. A [`Number`] is a rational without bound, so natural formulas are exact in
//! whatever order they are written; it becomes a decimal only through [`Rounding`].

mod amount;
mod compound;
mod exact;
mod exponent;
mod interval;
mod number;
mod rounding;
mod unit;
mod unit_spelling;

pub use amount::{Points, Weight};
pub(crate) use compound::Compound;
pub(crate) use exponent::without_exponent;
pub use interval::{End, Interval, Line};
pub(crate) use number::write_digits;
pub use number::{Number, NumberError};
pub use rounding::{Mode, Rounding};
pub use unit::{Unit, UnitError};
