//! [`Peers`]: a metric that is a fact about what all organisations report for another one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::policy::TiedRanks;
use super::target::Direction;
use crate::location::Place;

/// What a metric says of the organisations that report for the same scheme and year (与其他单位比较的数据项).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct PeersDraft {
    /// The metric that is compared (比较的数据项).
    pub of: String,
    /// What is worked out of all figures (统计量).
    pub fact: PeerFact,
    /// Which way is better: higher or lower; only for ranks (方向).
    pub direction: Option<Direction>,
    /// How equal figures are ranked; without it as the totals of the scheme are (并列名次).
    pub tied_ranks: Option<PeerTies>,
}

/// What is worked out of the figures of all organisations (统计量).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum PeerFact {
    /// Where the organisation stands, 1 for the best.
    Rank,
    /// How many organisations have a figure.
    Count,
    /// The sum of the figures.
    Sum,
    /// The mean of the figures, exactly.
    Mean,
    /// The lowest figure.
    Min,
    /// The highest figure.
    Max,
}

/// How equal figures are ranked (并列名次).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PeerTies {
    /// As many ranks are left out as organisations share the one before: 1, 2, 2, 4.
    Skip,
    /// No rank is left out: 1, 2, 2, 3.
    Dense,
    /// Each has the mean of the ranks that they take together: 1, 2.5, 2.5, 4.
    Average,
}

impl From<TiedRanks> for PeerTies {
    fn from(ties: TiedRanks) -> Self {
        match ties {
            TiedRanks::Skip => Self::Skip,
            TiedRanks::Dense => Self::Dense,
        }
    }
}

/// A fact about what all organisations report for a metric.
#[derive(Clone, Debug)]
pub struct Peers {
    /// The metric.
    pub of: String,
    /// What is worked out.
    pub kind: PeerKind,
    /// Where it is declared.
    pub place: Place,
}

/// What is worked out, with all that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerKind {
    /// Where the organisation stands; whether more is better, and how equal figures are ranked.
    Rank {
        /// Whether more is better.
        is_higher_better: bool,
        /// How equal figures are ranked.
        ties: PeerTies,
    },
    /// How many have a figure.
    Count,
    /// Their sum.
    Sum,
    /// Their mean.
    Mean,
    /// The lowest.
    Min,
    /// The highest.
    Max,
}

impl PeerKind {
    /// Whether it is a number without a unit, whatever the figures count.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Rank { .. } | Self::Count)
    }

    /// The word of it in files.
    #[must_use]
    pub fn fact(self) -> PeerFact {
        match self {
            Self::Rank { .. } => PeerFact::Rank,
            Self::Count => PeerFact::Count,
            Self::Sum => PeerFact::Sum,
            Self::Mean => PeerFact::Mean,
            Self::Min => PeerFact::Min,
            Self::Max => PeerFact::Max,
        }
    }
}

impl Peers {
    /// Whether the other declaration works out the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.of == other.of && self.kind == other.kind
    }

    /// What a file says of it.
    #[must_use]
    pub fn draft(&self) -> PeersDraft {
        let (direction, tied_ranks) = match self.kind {
            PeerKind::Rank { is_higher_better, ties } => {
                (Some(if is_higher_better { Direction::Higher } else { Direction::Lower }), Some(ties))
            }
            _ => (None, None),
        };
        PeersDraft { of: self.of.clone(), fact: self.kind.fact(), direction, tied_ranks }
    }
}
