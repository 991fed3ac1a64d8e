//! One call of a script: what `score(case)` sees, and the facts that fill its sentences.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use rhai::{Dynamic, Map};

use super::flag_facts::flag_facts;
use super::open_input::OpenInput;
use super::quantity::{Quantity, QuantityError};
use super::symbolic::Symbol;
use super::target_forms::{RowSetting, form_word};
use super::value::{Value, map_of};
use super::{Award, RuleCase};
use crate::language::Bilingual;
use crate::numeric::Number;

/// The unit of a difference to the target, behind a number.
pub(crate) const GAP_UNIT: &str = "target.unit";

/// What every case has besides the inputs of its rule; those of modifiers have `points`, too.
pub const CASE_PARTS: [&str; 6] = ["weight", "target", "params", "form", "penalty", "share"];

/// What a rule or modifier is given of one row, by reference.
#[derive(Debug)]
pub(crate) struct Call<'a, Q = Number> {
    /// Full marks.
    pub weight: &'a Q,
    /// The points so far, for modifiers.
    pub before: Option<&'a Q>,
    /// What had to be reached.
    pub target: &'a Value,
    /// The form of the target, and whether the row is a penalty.
    pub setting: RowSetting,
    /// The checked parameters by name.
    pub params: &'a BTreeMap<String, Value>,
    /// The inputs by name.
    pub inputs: Vec<(&'a str, &'a Value)>,
    /// Target and parameters as the script sees them, where they were converted before.
    pub fixed: Option<&'a Arguments<Q>>,
}

/// A part of the mapping that `score(case)` receives.
#[derive(Clone, Debug)]
pub(crate) struct Arguments<Q> {
    map: Map,
    kind: PhantomData<Q>,
}

impl<Q: Quantity> Arguments<Q> {
    /// What a scheme fixes: converted once, shared by all calls.
    pub fn fixed(target: &Value, setting: RowSetting, params: &BTreeMap<String, Value>) -> Self {
        let mut map = Map::new();
        map.insert("target".into(), target.to_dynamic::<Q>());
        map.insert("form".into(), form_word(setting.form));
        map.insert("penalty".into(), setting.is_penalty.into());
        map.insert("share".into(), setting.is_share.into());
        map.insert("params".into(), Value::Map(params.clone()).to_dynamic::<Q>());
        Self { map, kind: PhantomData }
    }
}

impl<Q: Quantity> Arguments<Q> {
    /// The same at another weight: the points in the parameters of these names keep their share of it. They are written
    /// for a weight of `at`; for a weight of 0 they stay.
    pub fn following(
        mut self,
        params: &BTreeMap<String, Value>,
        following: &[String],
        weight: &Q,
        at: &Number,
    ) -> Result<Self, QuantityError> {
        if following.is_empty() || at.is_zero() {
            return Ok(self);
        }
        let scaled = |points: &Number| Q::exactly(points.clone()).times(weight)?.divided_by(&Q::exactly(at.clone()));
        let mut map: Map = params.iter().map(|(name, value)| (name.as_str().into(), value.to_dynamic::<Q>())).collect();
        for (name, value) in params.iter().filter(|(name, _)| following.contains(name)) {
            map.insert(name.as_str().into(), value.to_dynamic_points(&scaled)?);
        }
        self.map.insert("params".into(), map_of(map));
        Ok(self)
    }
}

impl Arguments<Symbol> {
    /// The same with the inputs of a row whose figures are left open.
    pub fn with_open<'i>(mut self, inputs: impl IntoIterator<Item = (&'i str, &'i OpenInput)>) -> Self {
        self.map.extend(inputs.into_iter().map(|(name, input)| (name.into(), input.to_dynamic())));
        self
    }
}

impl<Q: Quantity> Call<'_, Q> {
    /// The mapping that the script receives.
    pub(super) fn to_dynamic(&self) -> Dynamic {
        let mut map = match self.fixed {
            Some(fixed) => fixed.map.clone(),
            None => Arguments::<Q>::fixed(self.target, self.setting, self.params).map,
        };
        for (name, value) in &self.inputs {
            map.insert((*name).into(), value.to_dynamic::<Q>());
        }
        map.insert("weight".into(), Dynamic::from(self.weight.clone()));
        if let Some(before) = self.before {
            map.insert("points".into(), Dynamic::from(before.clone()));
        }
        map.into()
    }

    /// What fills the hole of this name in a sentence about the case.
    pub(super) fn fact(&self, name: &str) -> Option<Bilingual> {
        match (name, self.before) {
            ("before", Some(before)) => Some(same(before.now())),
            ("weight", _) => Some(same(self.weight.now())),
            // Who knows the row knows its unit.
            (GAP_UNIT, _) => Some(Bilingual::default()),
            _ => target_fact(self.target, name)
                .map(same)
                .or_else(|| self.inputs.iter().find_map(|(input, value)| flag_facts(input, value, &[]).remove(name)))
                .or_else(|| self.inputs.iter().rev().find(|(input, _)| *input == name).map(|(_, value)| same(value)))
                .or_else(|| parameter_fact(self.params, name).map(same)),
        }
    }

    /// The same in a sentence about the case and its award.
    pub(super) fn awarded_fact(&self, award: &Award<Q>, name: &str) -> Option<Bilingual> {
        if name == "points" {
            return Some(same(award.points.now()));
        }
        let awarded = award.facts.iter().rev().find(|(known, _)| known == name);
        awarded.map(|(_, fact)| same(fact)).or_else(|| self.fact(name))
    }
}

/// What a sentence says of the target under this name.
pub(super) fn target_fact<'t>(target: &'t Value, name: &str) -> Option<&'t Value> {
    match name {
        "target" => Some(target),
        "target.low" => target.entry("low"),
        "target.high" => target.entry("high"),
        _ => None,
    }
}

/// What a sentence says of a parameter under this name.
pub(super) fn parameter_fact<'p>(params: &'p BTreeMap<String, Value>, name: &str) -> Option<&'p Value> {
    params.get(name.strip_prefix("params.")?)
}

impl RuleCase {
    /// The case as a call.
    pub(crate) fn call(&self) -> Call<'_> {
        Call {
            weight: &self.weight,
            before: self.before.as_ref(),
            target: &self.target,
            setting: self.setting,
            params: &self.params,
            inputs: self.inputs.iter().map(|(name, value)| (name.as_str(), value)).collect(),
            fixed: None,
        }
    }
}

impl Call<'_> {
    /// The call as a case that outlives it.
    pub(crate) fn to_case(&self) -> RuleCase {
        RuleCase {
            weight: self.weight.clone(),
            target: self.target.clone(),
            setting: self.setting,
            inputs: self.inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).clone())).collect(),
            params: self.params.clone(),
            before: self.before.cloned(),
        }
    }
}

/// What is shown alike in both languages.
pub(super) fn same(value: impl ToString) -> Bilingual {
    Bilingual::same(value.to_string())
}
