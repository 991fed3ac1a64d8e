//! What overrides the total: vetoes and ceilings.

use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::Number;

/// A condition that overrides the total (一票否决).
#[derive(Clone, Debug)]
pub struct Veto {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The yes/no metric that triggers it.
    pub metric: String,
    /// What it does.
    pub effect: VetoEffect,
    /// Where it stands.
    pub place: Place,
}

/// What a veto does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VetoEffect {
    /// The total becomes 0.
    TotalZero,
    /// The grade is at most the one of that name.
    GradeAtMost(String),
    /// The points of a dimension become 0.
    DimensionZero(String),
    /// The points of an indicator become 0.
    IndicatorZero(String),
}

/// A ceiling on the total that depends on a metric.
#[derive(Clone, Debug)]
pub struct Cap {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The metric or formula that decides.
    pub metric: String,
    /// Steps, highest bound first: below the first number the total is at most the second; the last step that
    /// applies counts. Shares are compared in percent.
    pub steps: Vec<(Number, Number)>,
    /// Whether they are confirmed, though they make sense only in another scale.
    pub as_written: bool,
    /// Where it stands.
    pub place: Place,
}
