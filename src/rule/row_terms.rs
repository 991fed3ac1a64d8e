//! [`RowTerms`]: what a script knows of a row when it checks the parameters that the scheme wrote there.

use std::collections::BTreeMap;

use rhai::{Dynamic, Map};

use super::RuleCase;
use super::call::{parameter_fact, same};
use super::target_forms::{RowSetting, form_word};
use super::value::Value;
use crate::language::Bilingual;
use crate::numeric::Number;

/// A row of a scheme before anything is reported: `check(params, row)` sees it as `row.weight`, `row.target`, `row.form`,
/// `row.penalty`, `row.share` and `row.counts`, which says how many values each input has.
#[derive(Clone, Debug)]
pub struct RowTerms<'a> {
    /// Full marks.
    pub weight: &'a Number,
    /// What has to be reached, as `score` will see it.
    pub target: &'a Value,
    /// The form of the target, and whether the row is a penalty.
    pub setting: RowSetting,
    /// How many values each input has.
    pub counts: BTreeMap<&'a str, usize>,
}

impl<'a> RowTerms<'a> {
    /// The row of a case.
    #[must_use]
    pub fn of(case: &'a RuleCase) -> Self {
        let count = |value: &Value| match value {
            Value::List(items) => items.len(),
            Value::Missing => 0,
            _ => 1,
        };
        let counts = case.inputs.iter().map(|(name, value)| (name.as_str(), count(value))).collect();
        Self { weight: &case.weight, target: &case.target, setting: case.setting, counts }
    }

    pub(super) fn to_dynamic(&self) -> Dynamic {
        let counts = self
            .counts
            .iter()
            .map(|(name, count)| ((*name).into(), Dynamic::from(i64::try_from(*count).unwrap_or(i64::MAX))));
        let counts: Map = counts.collect();
        let mut row = Map::new();
        row.insert("weight".into(), Dynamic::from(self.weight.clone()));
        row.insert("target".into(), self.target.to_dynamic::<Number>());
        row.insert("form".into(), form_word(self.setting.form));
        row.insert("penalty".into(), self.setting.is_penalty.into());
        row.insert("share".into(), self.setting.is_share.into());
        row.insert("counts".into(), counts.into());
        row.into()
    }

    /// What fills the hole of this name in the sentence of a refusal.
    pub(super) fn fact(&self, params: &BTreeMap<String, Value>, name: &str) -> Option<Bilingual> {
        let count = || name.strip_prefix("counts.").and_then(|input| self.counts.get(input));
        match name {
            "weight" => Some(same(self.weight)),
            "target" => Some(same(self.target)),
            _ => count().map(same).or_else(|| parameter_fact(params, name).map(same)),
        }
    }
}
