//! [`Shown`]: a number as a result shows it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::numeric::Number;

/// A number as a result shows it: with the decimals of its rounding at least, and as a fraction where it never ends, so that
/// no digit is lost.
///
/// # Example: what never ends is a fraction
/// ```
/// use jixiao::{Number, record::Shown};
/// let third = Number::from(1).divide(&Number::from(3))?;
/// assert_eq!(Shown::padded(&Number::from(65), 2).to_string(), "65.00");
/// assert_eq!(Shown::padded(&Number::from(65), 2).number(), &Number::from(65));
/// assert_eq!(Shown::from(&third).to_string(), "1/3");
/// # Ok::<(), jixiao::NumberError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    text: String,
    number: Number,
}

impl Shown {
    /// The number with `places` decimals at least.
    #[must_use]
    pub fn padded(number: &Number, places: u32) -> Self {
        let ends = number.decimals().is_some();
        Self { text: if ends { number.to_padded(places) } else { number.to_exact() }, number: number.clone() }
    }

    /// The number that is shown.
    #[must_use]
    pub fn number(&self) -> &Number {
        &self.number
    }
}

/// The number with the decimals it has.
impl From<&Number> for Shown {
    fn from(number: &Number) -> Self {
        Self { text: number.to_exact(), number: number.clone() }
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text)
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = Number::from_exact(&text).map_err(Error::custom)?;
        Ok(Self { text, number })
    }
}

impl JsonSchema for Shown {
    fn schema_name() -> Cow<'static, str> {
        "ShownNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number as people write it: padded to its declared decimals, a fraction where it never ends (显示数值).",
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$"
        })
    }
}
