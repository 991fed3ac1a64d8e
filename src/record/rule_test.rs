//! Tests of rules as records.
#![expect(
    clippy::disallowed_types,
    reason = "what serde derives for a flattened record names floats; the numbers of records are texts"
)]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlaceText, ProblemRecord};
use crate::numeric::Number;

/// What testing rules came to (规则测试结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleTestsRecord {
    /// The rules (规则).
    pub rules: Vec<RuleTestRecord>,
}

/// What testing one rule came to (一条规则).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleTestRecord {
    /// The rule (规则).
    pub rule: String,
    /// How many examples it has (示例数).
    pub examples: usize,
    /// How many situations cases put it in (案例情形数).
    pub situations: usize,
    /// How many calls of it award points or refuse them (分支数).
    pub branches: usize,
    /// The declared invariants (不变式).
    pub invariants: Vec<InvariantRecord>,
    /// What became of the changed scripts (变异).
    pub mutants: MutantsRecord,
    /// The values at which a comparison turns (边界值).
    pub boundaries: Vec<BoundaryRecord>,
    /// Examples that do not hold (不成立的示例).
    pub wrong: Vec<ProblemRecord>,
    /// What the examples miss (遗漏).
    pub missed: Vec<ProblemRecord>,
}

/// An invariant, and whether it held (不变式).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvariantRecord {
    /// The invariant as it is written (不变式).
    pub law: String,
    /// How often the rule was called for it (调用次数).
    pub asked: usize,
    /// Whether every answer kept it (是否成立).
    pub holds: bool,
}

/// What became of the changed scripts (变异).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MutantsRecord {
    /// An example or a case noticed the change (被发现).
    pub killed: usize,
    /// None noticed (未被发现).
    pub survived: usize,
    /// None noticed, and the script says why none can (等价).
    pub equivalent: usize,
    /// The changed text is no script (无法编译).
    pub uncompiled: usize,
}

/// One input of one situation at a value where a comparison turns (边界值).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BoundaryRecord {
    /// The example, or the case and row, it starts from (起点).
    pub from: String,
    /// The input (输入).
    pub input: String,
    /// The comparison (位置).
    pub place: PlaceText,
    /// How far below and above lie from the boundary (步长).
    pub step: Number,
    /// Whether the points change by more than the step explains (是否跳变).
    pub jump: bool,
    /// Just below, at and just above (附近各值).
    pub samples: Vec<SampleRecord>,
}

/// What a rule answers at one value (某值的结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SampleRecord {
    /// The value as text (值).
    pub value: String,
    /// The answer (结果).
    #[serde(flatten)]
    pub reply: ReplyRecord,
}

/// The answer of a rule (结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "reply")]
pub enum ReplyRecord {
    /// It awards points (得分).
    Scored {
        /// The points (得分).
        points: Number,
        /// The branch that was taken (分支).
        name: String,
        /// The remarks (提示).
        notes: Vec<String>,
    },
    /// The row does not apply (不适用).
    NotApplicable {
        /// The reason by its name (原因).
        name: String,
    },
    /// The rule refuses the inputs (拒绝).
    Refused {
        /// The reason by its name (原因).
        name: String,
    },
    /// The script was stopped (中止).
    Stopped {
        /// The stable name of the kind of problem (问题代码).
        name: String,
    },
}
