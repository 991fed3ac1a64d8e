//! What the head of a script declares for the studies: families, other ways of scoring, the inputs of budgets and of
//! judgement. No study knows a rule by name; a copy of a script under another name declares the same.

/// What several rules have in common: `//! family: FAMILY …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Family {
    /// Short of full marks the points are the weight times a rate, which a form may have rounded first.
    Proportional,
    /// The weight times `actual` over the target, and full marks from the target on: against 100 it scores a rate in
    /// percent.
    Rate,
    /// Full marks up to a target that is not to be exceeded, fewer beyond it.
    Reverse,
    /// Nothing below a pass line.
    PassLine,
}

/// Parameters as a scheme would write them, in the order of the header.
pub type WrittenParameters = Vec<(String, String)>;

/// How rows of a rule are scored elsewhere: `//! alternative: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredAlternative {
    /// By the other rules of this family that take the same inputs and kind of target: `family FAMILY`.
    Family(Family),
    /// By the rule itself with these parameters and the others at their defaults: `self PARAMETER=VALUE …`.
    Own(WrittenParameters),
}

/// The inputs of a row of a budget: `//! execution: EXECUTED / BUDGET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionInputs {
    /// What was executed.
    pub executed: String,
    /// What was budgeted.
    pub budget: String,
}

/// How a person decides points: `//! judgement: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementInputs {
    /// The input of the points that a person gives: `points INPUT`.
    pub points: String,
    /// The input that may be there in place of it: `points INPUT instead of INPUT`.
    pub instead: Option<String>,
    /// The level that limits the points: `level INPUT of PARAMETER`.
    pub level: Option<LevelInput>,
    /// The parameters under which older forms judge: `older PARAMETER=VALUE …`.
    pub older: Option<WrittenParameters>,
}

impl JudgementInputs {
    /// Whether a row with these inputs leaves the points to what its report claims.
    pub fn takes_claim<'n>(&self, mut inputs: impl Iterator<Item = &'n str>) -> bool {
        inputs.all(|name| name != self.points && Some(name) != self.instead.as_deref())
    }
}

/// The level that a person awards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelInput {
    /// The input.
    pub input: String,
    /// The parameter that names the levels, best first.
    pub names: String,
}

/// All that a head declares for the studies.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    /// The families.
    pub families: Vec<Family>,
    /// How rows of the rule are scored elsewhere, in the order of the header.
    pub alternatives: Vec<DeclaredAlternative>,
    /// The inputs of a budget, if the rule has them.
    pub execution: Option<ExecutionInputs>,
    /// How a person decides the points, if a person does.
    pub judgement: Option<JudgementInputs>,
    /// The lines as they are written, `family: proportional`.
    pub lines: Vec<String>,
}
