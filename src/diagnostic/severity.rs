//! [`Severity`]: how much a problem weighs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;

/// How much a problem weighs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Severity {
    /// The input is refused, or the row or total withheld.
    Error,
    /// The result stands, but a person should look.
    Warning,
}

impl Code {
    /// How much a problem of this kind weighs.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::DuplicateName
            | Self::GradeReach
            | Self::Guessed
            | Self::PrintedWeights
            | Self::PrintedNotation
            | Self::RowNotRecomputed
            | Self::RowNotApplicable
            | Self::ElementLeftOut
            | Self::UnusedMetric
            | Self::UnexpectedMetric
            | Self::DirectionConflict
            | Self::ReasonMissing
            | Self::RuleRemark
            | Self::RuleOpaque
            | Self::SurvivingMutant
            | Self::UnreachedBranch
            | Self::UnusedSentence
            | Self::UndeclaredSentence
            | Self::InvariantBroken
            | Self::StaleEquivalent
            | Self::ScoredZero
            | Self::PeersHeld
            | Self::RoundingDecides
            | Self::SameOrganisation
            | Self::OtherYear
            | Self::ClaimRange
            | Self::UnitAssumed
            | Self::UnitSpelling
            | Self::BareReason
            | Self::SchemeNotNamed
            | Self::VetoStruck => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
