//! What the parts of the compiler are told of a row, and of each use of a script in it.

use std::collections::BTreeMap;

use crate::data::Data;
use crate::location::{Path, Place};
use crate::numeric::{Unit, Weight};
use crate::rule::{RowSetting, Value};
use crate::scheme::{Indicator, InputSource};

/// What a row or a modifier wrote down.
pub(super) struct Written<'a> {
    /// The id of the row.
    pub row: &'a str,
    pub rule: &'a str,
    pub rule_place: &'a Place,
    pub params: &'a BTreeMap<String, Data>,
    pub inputs: &'a BTreeMap<String, InputSource>,
    pub path: &'a Path,
    pub is_modifier: bool,
}

/// A row while it is compiled.
pub(super) struct RowBase<'a> {
    pub indicator: &'a Indicator,
    pub weight: &'a Weight,
    pub unit: Unit,
    /// The target as scripts see it.
    pub target: Value,
    pub setting: RowSetting,
}
