//! What native functions are given by a script: quantities, lists, mappings.

use std::ops::Deref;

use rhai::{Array, Dynamic, EvalAltResult, Map};

use super::operators::{Answer, Trouble, quantity_in};
use super::quantity::Quantity;

/// The quantity in an argument of the function `name`.
pub(super) fn read<Q: Quantity>(name: &'static str, value: &Dynamic) -> Answer<Q> {
    quantity_in(value).ok_or_else(|| unfit(name, value))
}

/// The list in an argument of the function `name`.
pub(super) fn list<'v>(name: &str, value: &'v Dynamic) -> Answer<impl Deref<Target = Array> + use<'v>> {
    value.read_lock::<Array>().ok_or_else(|| unfit(name, value))
}

/// The mapping in an argument of the function `name`.
pub(super) fn mapping<'v>(name: &str, value: &'v Dynamic) -> Answer<impl Deref<Target = Map> + use<'v>> {
    value.read_lock::<Map>().ok_or_else(|| unfit(name, value))
}

/// What is said of an argument that the function `name` does not take.
fn unfit(name: &str, value: &Dynamic) -> Box<EvalAltResult> {
    let kind = if value.is_unit() { "missing" } else { value.type_name() };
    Trouble::Argument(format!("{name}: {kind}")).raise()
}
