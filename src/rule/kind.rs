//! The kinds of values that a script can hold, by the names that people read.

use rhai::{Dynamic, Map, Position};

use super::large_map::LargeMap;
use super::list::List;
use super::quantity::Quantity;
use crate::day::Day;
use crate::numeric::Number;

/// What a script awards, before anybody has looked at it.
#[derive(Clone, Debug)]
pub(super) struct Award<Q> {
    /// The points.
    pub points: Q,
    /// The name of the sentence that explains them.
    pub branch: String,
    /// What fills the sentence besides the case.
    pub facts: Map,
    /// Names of further sentences a person should read.
    pub notes: Vec<String>,
    /// Where the call stands that awarded them; none where the script returned bare points.
    pub at: Position,
}

/// The quantity in a script value, if it is one.
pub(super) fn quantity_in<Q: Quantity>(value: &Dynamic) -> Option<Q> {
    if let Some(own) = value.read_lock::<Q>() {
        return Some(own.clone());
    }
    let number = value.as_int().ok().map(Number::from).or_else(|| value.as_decimal().ok().map(Number::from));
    number.map(Q::exactly)
}

/// What kind of thing a value is.
pub(super) fn name<Q: Quantity>(value: &Dynamic) -> &'static str {
    if value.is_unit() {
        "missing"
    } else if value.is_int() || value.is_decimal() || value.is::<Q>() {
        "number"
    } else if value.is_string() {
        "text"
    } else if value.is_bool() {
        "yes/no"
    } else if value.is::<Day>() {
        "day"
    } else if value.is_array() || value.is::<List>() {
        "list"
    } else if value.is_map() || value.is::<LargeMap>() {
        "mapping"
    } else if value.is::<Award<Q>>() {
        "award"
    } else if value.is_char() {
        "character"
    } else {
        "another kind"
    }
}
