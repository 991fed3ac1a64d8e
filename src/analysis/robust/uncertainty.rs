//! [`WeightUncertainty`]: which weights could have been chosen as well.

use crate::numeric::Number;

/// Which sets of weights are looked at; all of them add up to the full score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightUncertainty {
    /// Any weights at all, each set as likely as any other; no row is worth nothing.
    Simplex,
    /// Every weight within so many percent of its own, each such set as likely as any other.
    Box(Number),
    /// Every weight changed by up to so many percent of its own, one as likely as the other, and all of them scaled back to the
    /// full score.
    Relative(Number),
    /// The weight of each row from one expert or another, and all of them scaled to the full score; the weights of each expert are
    /// in the order of the rows.
    Experts(Vec<Vec<Number>>),
}

impl WeightUncertainty {
    /// The word by which it is asked for.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Simplex => "simplex",
            Self::Box(_) => "box",
            Self::Relative(_) => "relative",
            Self::Experts(_) => "experts",
        }
    }

    /// The percentage that it is about; none where it is about none.
    #[must_use]
    pub fn percent(&self) -> Option<&Number> {
        match self {
            Self::Box(percent) | Self::Relative(percent) => Some(percent),
            Self::Simplex | Self::Experts(_) => None,
        }
    }
}
