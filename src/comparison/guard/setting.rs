//! The settings of a snapshot, by name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which part of a snapshot a setting belongs to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Aspect {
    /// The engine: the same inputs come to another result.
    Engine,
    /// The text of a script.
    Script,
    /// Which rule scores a row, with the parameters and inputs that go with it.
    Rule,
    /// One parameter of a row.
    Param,
    /// The target of a row, with its unit.
    Target,
    /// The metrics or formulas that feed a row.
    Inputs,
    /// What changes the points of a row after its rule.
    Modifiers,
    /// The formula or unit of a metric.
    Metric,
    /// The weights, all together: they add up to the full score or are none.
    Weights,
    /// Rows or dimensions that were added, removed or moved, with all weights.
    Rows,
    /// Where scores are rounded, and how.
    Rounding,
    /// The grade bands.
    Grades,
    /// What is done with rows that do not apply or lack figures, and the limit of bonuses.
    Policy,
    /// Conditions that override the total.
    Vetoes,
    /// Ceilings on the total.
    Caps,
    /// The figures of a report, and what is said of its rows.
    Report,
    /// Names, titles, order: what is read and not computed.
    Wording,
    /// Changes that only stand together: one without the other cannot be scored.
    Joint,
}

/// Names one setting: the aspect, what it is a setting of (a row, a metric, a script), and which part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingKey {
    /// The aspect.
    pub aspect: Aspect,
    /// The row, metric or script; empty for what belongs to the whole.
    pub subject: String,
    /// The parameter; empty otherwise.
    pub part: String,
}

impl SettingKey {
    /// The key of that name.
    pub(super) fn new(aspect: Aspect, subject: &str, part: &str) -> Self {
        Self { aspect, subject: subject.to_owned(), part: part.to_owned() }
    }
}
