//! What happens to rows without points, and to organisations with equal totals.

/// What happens to rows that do not apply.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum NotApplicablePolicy {
    /// The other rows are scaled up to the full score.
    Rescale,
    /// The row gets full marks.
    Full,
    /// No total is given.
    #[default]
    Refuse,
}

/// What happens to rows whose figures are missing.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum MissingPolicy {
    /// No total is given.
    #[default]
    Refuse,
    /// The row scores zero, and a warning says so.
    Zero,
}

/// Which rank follows organisations that share one (并列名次).
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum TiedRanks {
    /// As many ranks are left out as organisations share the one before: 1, 2, 2, 4.
    #[default]
    Skip,
    /// No rank is left out: 1, 2, 2, 3.
    Dense,
}

impl TiedRanks {
    /// The rank behind so many organisations that are better, which have so many different totals.
    pub(crate) fn rank(self, better: usize, totals: usize) -> usize {
        match self {
            Self::Skip => better,
            Self::Dense => totals,
        }
        .saturating_add(1)
    }
}
