//! A scored row as a record.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RowStepRecord;
use crate::evaluation::{Role, Row, RowInput, RowState};
use crate::language::Bilingual;
use crate::numeric::{Number, Weight};
use crate::record::{PlaceText, RowStateName, Shown};
use crate::rule::Value;

/// One scored row, and how it came to its points (一项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowRecord {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// The dimensions it lies in, outermost first (所属维度).
    pub dimensions: Vec<String>,
    /// What it counts towards (性质).
    pub role: Role,
    /// Full marks (分值).
    pub weight: Weight,
    /// What became of it (状态).
    pub state: RowStateName,
    /// Why it does not apply, or why a figure is missing (原因).
    pub reason: Option<Bilingual>,
    /// The points, rounded as the scheme says; null where the row was not scored (得分).
    pub points: Option<Shown>,
    /// Full marks less points; of a penalty, what it takes off (失分).
    pub lost: Option<Number>,
    /// The points before rounding, without loss (取整前).
    pub unrounded: Option<Number>,
    /// The rule (评分规则).
    pub rule: String,
    /// Its parameters as texts, defaults included (参数).
    pub params: BTreeMap<String, String>,
    /// The target with its sign and unit (目标值).
    pub target: String,
    /// The unit of target and actual (计量单位).
    pub unit: String,
    /// What the numbers of the row rest on (依据).
    pub basis: Option<String>,
    /// The inputs of the rule (输入).
    pub inputs: Vec<InputRecord>,
    /// The branch that the rule took (分支).
    pub branch: Option<String>,
    /// The formula with its numbers, as the rule words it (算式).
    pub sentence: Option<Bilingual>,
    /// What the rule remarks (提示).
    pub notes: Vec<Bilingual>,
    /// Each step that changed the points after the rule (得分的由来).
    pub steps: Vec<RowStepRecord>,
    /// Why the target was not reached, as the organisation says (偏差原因).
    pub deviation: Option<String>,
}

/// One input of a rule (输入).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InputRecord {
    /// The rule's name for it (名称).
    pub name: String,
    /// The metric or formula it came from (来源).
    pub from: String,
    /// The formula with its numbers, where the value was derived (算式).
    pub worked: Option<String>,
    /// The value as text, a number without loss (值).
    pub value: String,
    /// The unit that the value is counted in (计量单位).
    pub unit: String,
    /// Where the reported figures were written (位置).
    pub places: Vec<PlaceText>,
}

impl RowRecord {
    /// The row with its target as text.
    #[must_use]
    pub fn new(row: &Row, target: String) -> Self {
        let reason = match &row.state {
            RowState::NotApplicable(reason) | RowState::Missing(reason) => Some(reason.clone()),
            RowState::Scored(_) | RowState::Failed => None,
        };
        Self {
            id: row.id().to_owned(),
            name: row.name().clone(),
            dimensions: row.dimensions().to_vec(),
            role: row.role(),
            weight: row.weight().clone(),
            state: RowStateName::from(&row.state),
            reason,
            points: row.points().map(|points| Shown::from(points.number())),
            lost: row.lost(),
            unrounded: row.unrounded().cloned(),
            rule: row.rule().to_owned(),
            params: row.params().iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
            target,
            unit: row.unit().name().to_owned(),
            basis: row.basis().map(str::to_owned),
            inputs: row.inputs().into_iter().map(InputRecord::from).collect(),
            branch: row.branch().map(str::to_owned),
            sentence: row.sentence(),
            notes: row.notes(),
            steps: row.steps().iter().map(|step| RowStepRecord::new(row, step)).collect(),
            deviation: row.deviation().map(str::to_owned),
        }
    }
}

impl From<RowInput> for InputRecord {
    fn from(input: RowInput) -> Self {
        Self {
            value: match &input.value {
                Value::Number(number) => number.to_exact(),
                other => other.to_string(),
            },
            name: input.name,
            from: input.from,
            worked: input.worked,
            unit: input.unit.name().to_owned(),
            places: input.places.iter().map(PlaceText::from).collect(),
        }
    }
}
