//! [`Shown`]: a number as a result shows it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::numeric::Number;

/// What follows the last digit of a number that never ends.
const CUT: char = '…';

/// A number as a result shows it: with the decimals of its rounding at least, and cut off with `…` where it never ends.
///
/// # Example: what was cut off is no number any more
/// ```
/// use jixiao::{Number, record::Shown};
/// let third = Number::from(1).divide(&Number::from(3))?;
/// assert_eq!(Shown::padded(&Number::from(65), 2).to_string(), "65.00");
/// assert_eq!(Shown::padded(&Number::from(65), 2).number(), Some(Number::from(65)));
/// assert_eq!(Shown::from(&third).number(), None);
/// # Ok::<(), jixiao::NumberError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    /// The number with `places` decimals at least.
    #[must_use]
    pub fn padded(number: &Number, places: u32) -> Self {
        Self(number.to_padded(places))
    }

    /// The number that is shown; `None` where digits are cut off.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        Number::from_exact(&self.0).ok()
    }
}

/// The number with the decimals it has.
impl From<&Number> for Shown {
    fn from(number: &Number) -> Self {
        Self(number.to_string())
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Number::from_exact(text.strip_suffix(CUT).unwrap_or(&text)).map_err(Error::custom)?;
        Ok(Self(text))
    }
}

impl JsonSchema for Shown {
    fn schema_name() -> Cow<'static, str> {
        "ShownNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number as people write it: padded to its declared decimals, cut off with … where it never ends (显示数值).",
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+)?…?$"
        })
    }
}
