//! What native functions are given by a script: quantities, lists, mappings, plain facts.

use std::ops::Deref;

use rhai::{Array, Dynamic, EvalAltResult, Map};

use super::kind::{self, quantity_in};
use super::large_map::LargeMap;
use super::list::List;
use super::open_input::OpenDay;
use super::quantity::Quantity;
use super::trouble::{Answer, Trouble, UsedUp};
use super::work::charge;
use crate::day::Day;

/// How many facts an award or a refusal may carry.
pub(super) const MAX_FACTS: usize = 32;

/// The quantity in an argument of the function `name`.
pub(super) fn read<Q: Quantity>(name: &'static str, value: &Dynamic) -> Answer<Q> {
    quantity_in(value).ok_or_else(|| unfit::<Q>(name, value))
}

/// The items of a list.
pub(super) enum ReadList<G> {
    /// A list that the script wrote.
    Written(G),
    /// A list of the case.
    Given(List),
}

impl<G: Deref<Target = Array>> Deref for ReadList<G> {
    type Target = [Dynamic];

    fn deref(&self) -> &[Dynamic] {
        match self {
            Self::Written(items) => items,
            Self::Given(list) => list.items(),
        }
    }
}

/// The list in an argument of the function `name`. One that the script wrote has been copied to get here.
pub(super) fn list<'v, Q: Quantity>(
    name: &'static str,
    value: &'v Dynamic,
) -> Answer<impl Deref<Target = [Dynamic]> + use<'v, Q>> {
    if let Some(given) = value.read_lock::<List>() {
        return Ok(ReadList::Given(given.clone()));
    }
    let written = value.read_lock::<Array>().ok_or_else(|| unfit::<Q>(name, value))?;
    charge(written.len())?;
    Ok(ReadList::Written(written))
}

/// The entries of a mapping.
pub(super) enum ReadMapping<G> {
    /// A mapping that the script holds as its own.
    Written(G),
    /// A mapping of the case.
    Given(LargeMap),
}

impl<G: Deref<Target = Map>> Deref for ReadMapping<G> {
    type Target = Map;

    fn deref(&self) -> &Map {
        match self {
            Self::Written(entries) => entries,
            Self::Given(entries) => entries,
        }
    }
}

/// The mapping in an argument of the function `name`.
pub(super) fn mapping<'v, Q: Quantity>(
    name: &'static str,
    value: &'v Dynamic,
) -> Answer<impl Deref<Target = Map> + use<'v, Q>> {
    if let Some(given) = value.read_lock::<LargeMap>() {
        return Ok(ReadMapping::Given(given.clone()));
    }
    let written = value.read_lock::<Map>().ok_or_else(|| unfit::<Q>(name, value))?;
    charge(written.len())?;
    Ok(ReadMapping::Written(written))
}

/// The facts of the function `name`: plain values, and not many of them.
pub(super) fn facts<Q: Quantity>(name: &'static str, facts: Map) -> Answer<Map> {
    if facts.len() > MAX_FACTS {
        return Err(Trouble::Limit(UsedUp::Facts).raise());
    }
    let is_plain = |value: &Dynamic| {
        value.is_unit()
            || value.is_string()
            || value.is_bool()
            || value.is::<Day>()
            || value.is::<OpenDay>()
            || quantity_in::<Q>(value).is_some()
    };
    match facts.values().find(|value| !is_plain(value)) {
        Some(value) => Err(unfit::<Q>(name, value)),
        None => Ok(facts),
    }
}

/// What is said of an argument that the function `name` does not take.
pub(super) fn unfit<Q: Quantity>(name: &'static str, value: &Dynamic) -> Box<EvalAltResult> {
    Trouble::Unfit(name, kind::name::<Q>(value)).raise()
}
