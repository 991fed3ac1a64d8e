//! What is said of one row: its points beside each other, a verdict and remarks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::alternative::Alternative;
use super::judgement::Judgement;
use super::side::{advantage, as_scored};
use crate::diagnostic::Diagnostic;
use crate::evaluation::Role;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::report::Review;

/// One row with everything that is said of it.
#[derive(Clone, Debug)]
pub struct CheckedRow {
    /// The indicator's id.
    pub id: String,
    /// What it counts towards: the points of a penalty are what is taken off.
    pub role: Role,
    /// Full marks.
    pub weight: Number,
    /// The points claimed, as printed.
    pub claimed: Option<Number>,
    /// The points after the form's own conversion, as printed.
    pub converted: Option<Number>,
    /// The engine's points, rounded as the scheme says; none where it has none, or where a person decides.
    pub engine: Option<Number>,
    /// The least and the most that the engine's points can be; none where nothing is known of them.
    pub possible: Option<(Number, Number)>,
    /// Whether the claim is all that can be said of the points: a person gave them, or the weight was taken from them.
    pub is_settled_by_claim: bool,
    /// A reviewer's points.
    pub review: Option<Review>,
    /// What stands in the report where the figures could not be read.
    pub stated: Option<String>,
    /// How far the actual lies from the target, as a share of the target: (A − T) ÷ |T|; for budgets (B − A) ÷ A.
    pub completion_deviation: Option<Number>,
    /// How far the claim lies from the review or, without one, from the engine.
    pub score_deviation: Option<ScoreDeviation>,
    /// How the claim stands to the engine's points.
    pub verdict: RowVerdict,
    /// What else a reviewer should see.
    pub remarks: Vec<Remark>,
}

impl CheckedRow {
    /// What the row counts in the printed total: the converted points, where the form converts. Of a penalty it is what is
    /// taken off, whether it is claimed with the sign of the total or without.
    #[must_use]
    pub fn counted(&self) -> Option<Number> {
        self.converted.as_ref().or(self.claimed.as_ref()).map(|stated| as_scored(self.role, stated))
    }

    /// By how much the organisation is better off with its claim than with the engine's points, where both are there.
    #[must_use]
    pub fn difference(&self) -> Option<Number> {
        advantage(self.role, &self.counted()?, self.engine.as_ref()?).ok()
    }
}

/// How far a claim lies from other points, as a share of the claim: (self − other) ÷ self (自评偏差率); of a penalty with
/// the other sign, for less taken off is the better claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreDeviation {
    /// The share; positive where the claim is in favour of the organisation (偏差率).
    pub share: Number,
    /// What the claim is compared with (比较对象).
    pub against: Against,
}

/// What a claim is compared with (比较对象).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// The reviewer's points (复核得分).
    Review,
    /// The engine's points (重算得分).
    Engine,
}

/// How a claim stands to what the engine makes of target and actual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowVerdict {
    /// The same points.
    Agrees,
    /// The same points under other roundings or rules, the most plausible first; at least one.
    AgreesUnder(Vec<Alternative>),
    /// The form prints no weight: it was taken from these very points, which proves nothing.
    Unproven,
    /// Target and actual do not settle the points: a person gave them.
    Judgement(Judgement),
    /// Other points.
    Disagrees(Disagreement),
    /// There is nothing to compare.
    CannotBeRecomputed(Obstacle),
    /// The points are claimed together with other rows.
    Together,
    /// The report claims no points for the row.
    NotClaimed,
}

/// A claim that no declared alternative gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Claim less engine as they count in the total: above 0 in the organisation's favour.
    pub difference: Number,
    /// Whether the claim comes out if the weight is applied twice.
    pub weight_twice: bool,
    /// The rounding that would make the claimed full marks of a target that was missed, or nothing of what a penalty takes
    /// off; it is no excuse for them.
    pub lifted_by: Option<Box<Alternative>>,
    /// The least and the most that the row can be worth, where its figure is a bound and the claim lies beyond.
    pub beyond: Option<(Number, Number)>,
}

/// Why a row cannot be recomputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The cell of the points holds no number; what stands there.
    Blank(String),
    /// The figure is a bound such as `≥266`, and nothing that was measured.
    NotMeasured(String),
    /// The figure is a bound, and the claim one of the points that it allows: from these to those.
    Between(String, Number, Number),
    /// A text stands where a number belongs.
    Text(String),
    /// A figure stands where a person awards one of several levels: there is no target that it could be compared with.
    NoTarget(String),
    /// A figure is missing, for this reason.
    Missing(Bilingual),
    /// The row does not apply, for this reason.
    NotApplicable(Bilingual),
    /// The engine refuses the figures.
    Refused(Diagnostic),
}

/// What else is to be seen in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The printed rate is not what the figures give, at its own number of decimals: printed, computed.
    RateDiffers(Number, Number),
    /// The printed rate is a rounded one: printed, computed.
    RateRounded(Number, Number),
    /// The printed rate is a decimal and no percentage, 0.86 for 86 %: printed, computed.
    RateAsDecimal(Number, Number),
    /// A rate is printed where the figures give none: 0 ÷ 0.
    RateUndefined(Number),
    /// The converted points are not points × weight ÷ 100: what they should be.
    ConversionDiffers(Number),
    /// More points than the weight are claimed.
    AboveWeight,
    /// Points are missing from the weight or taken off by a penalty, and no reason is given: how many.
    NoReason(Number),
    /// Full marks, with a reason for a shortfall.
    ReasonAtFullMarks(String),
    /// The lines of the budget come to more than the row they belong to: budget and executed of the lines.
    LinesExceed(Number, Number),
    /// The points that the lines of the budget would give.
    LinesGive(Number),
    /// The review is above the claim: by how much.
    ReviewHigher(Number),
    /// The review differs from the claim and gives no reason.
    ReviewWithoutReason,
    /// The figure is a bound, and all that it allows has the same points: what stands there, these points.
    BoundDecides(String, Number),
    /// What the rule remarks.
    Rule(Bilingual),
}

/// A figure of a row that is not what it should be, beside its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RowFigure {
    /// The printed rate (比率).
    Rate,
    /// The points after the form's own conversion (折算得分).
    Conversion,
    /// Points above the weight (得分超过分值).
    AboveWeight,
    /// The lines of the budget (资金明细).
    BudgetLines,
}

impl Remark {
    /// The figure that is not what it should be, where one is not.
    pub(super) fn disagreeing_figure(&self) -> Option<RowFigure> {
        match self {
            Self::RateDiffers(..) => Some(RowFigure::Rate),
            Self::ConversionDiffers(_) => Some(RowFigure::Conversion),
            Self::AboveWeight => Some(RowFigure::AboveWeight),
            Self::LinesExceed(..) => Some(RowFigure::BudgetLines),
            _ => None,
        }
    }
}
