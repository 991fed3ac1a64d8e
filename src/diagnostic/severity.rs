//! [`Severity`]: how much a problem weighs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
