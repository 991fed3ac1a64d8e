//! Units of measure: what a figure counts, and how it converts.

use std::fmt;

use super::{Number, NumberError};

/// Units whose size a prefix does not tell: name, base, how many of the base.
const NAMED: &[(&str, &str, &str)] = &[
    ("%", "ratio", "0.01"),
    ("％", "ratio", "0.01"),
    ("‰", "ratio", "0.001"),
    ("ratio", "ratio", "1"),
    ("比值", "ratio", "1"),
    ("百分点", "百分点", "1"),
    ("pp", "百分点", "1"),
    ("米", "米", "1"),
    ("千米", "米", "1000"),
    ("公里", "米", "1000"),
    ("厘米", "米", "0.01"),
    ("毫米", "米", "0.001"),
    ("平方米", "平方米", "1"),
    ("平方公里", "平方米", "1000000"),
    ("公顷", "平方米", "10000"),
    ("千克", "克", "1000"),
    ("公斤", "克", "1000"),
    ("吨", "克", "1000000"),
    ("角", "元", "0.1"),
    ("分钟", "分钟", "1"),
    ("小时", "分钟", "60"),
    ("天", "分钟", "1440"),
    ("日", "分钟", "1440"),
];

/// Prefixes that multiply whatever unit follows, the longer ones first.
const PREFIXES: &[(&str, &str)] = &[
    ("百亿", "10000000000"),
    ("十亿", "1000000000"),
    ("千万", "10000000"),
    ("百万", "1000000"),
    ("十万", "100000"),
    ("亿", "100000000"),
    ("万", "10000"),
    ("千", "1000"),
    ("百", "100"),
];

/// What a figure counts: a base (元, 件, a ratio …) and how many of the base one unit is.
///
/// 万元, 元 and 亿元 share a base and convert; so do 件 and 万件, and %, ‰ and a plain ratio. Units without a common
/// base (万元 and 件) do not convert. A name that is not known is its own base, so any counting word can be used.
///
/// # Example: the same money in two units
/// ```
/// use jixiao::{Number, Unit};
/// let (wan, yuan) = (Unit::parse("万元"), Unit::parse("元"));
/// assert_eq!(wan.convert(&Number::parse("1171.44")?, &yuan).unwrap(), Number::parse("11714400")?);
/// assert!(wan.convert(&Number::from(1), &Unit::parse("件")).is_err());
/// # Ok::<(), jixiao::NumberError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    name: String,
    base: String,
    size: Number,
}

/// Why a figure cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnitError {
    /// The two units have no common base.
    Unlike,
    /// The converted number is out of bounds.
    Number(NumberError),
}

impl Unit {
    /// The unit of that name; an empty name is the plain number.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        let name = name.trim();
        let (base, size) = NAMED
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|(_, base, size)| ((*base).to_owned(), decimal(size)))
            .or_else(|| {
                PREFIXES.iter().find_map(|(prefix, size)| {
                    let rest = name.strip_prefix(prefix).filter(|rest| !rest.is_empty())?;
                    Some((rest.to_owned(), decimal(size)))
                })
            })
            .unwrap_or_else(|| (name.to_owned(), Number::from(1)));
        Self { name: name.to_owned(), base, size }
    }

    /// The name as it was written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unit that this one is a multiple of: 元 for 万元, a plain ratio for %.
    #[must_use]
    pub fn base(&self) -> Self {
        Self::parse(&self.base)
    }

    /// Whether figures in this unit are shares of a whole (%, ‰, ratio).
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        self.base == "ratio"
    }

    /// Whether whole figures in this unit are counts (件, 个, 人), which nobody rounds: neither money, nor a measure, nor a
    /// share, nor a multiple as 万件.
    #[must_use]
    pub fn is_count(&self) -> bool {
        let is_named = NAMED.iter().any(|(name, base, _)| [*name, *base].contains(&self.base.as_str()));
        self.name == self.base && !is_named && !["", "元", "克"].contains(&self.base.as_str())
    }

    /// Whether figures in the two units can be compared.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.base == other.base
    }

    /// `number` of this unit, counted in `other`.
    ///
    /// # Errors
    /// [`UnitError::Unlike`] where the units have no common base.
    pub fn convert(&self, number: &Number, other: &Self) -> Result<Number, UnitError> {
        if !self.is_like(other) {
            return Err(UnitError::Unlike);
        }
        if self.size == other.size {
            return Ok(number.clone());
        }
        number.multiply(&self.size).and_then(|sum| sum.divide(&other.size)).map_err(UnitError::Number)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

fn decimal(text: &str) -> Number {
    // INVARIANT: only called with the literals of the two tables above, which the test below reads one by one.
    Number::parse(text).unwrap_or_else(|_| Number::from(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_the_tables_are_numbers() {
        for size in NAMED.iter().map(|(.., size)| size).chain(PREFIXES.iter().map(|(_, size)| size)) {
            assert!(Number::parse(size).is_ok(), "{size}");
        }
    }

    #[test]
    fn counts_are_neither_money_nor_measures_nor_multiples() {
        let counts = ["件", "人", "万件", "万元", "元", "%", "米", "克", ""].map(|name| Unit::parse(name).is_count());
        assert_eq!(counts, [true, true, false, false, false, false, false, false, false]);
    }

    #[test]
    fn like_units_convert_and_unlike_units_do_not() {
        let table = [
            ("40.39", "万件", "件", Ok("403900")),
            ("95.3", "%", "ratio", Ok("0.953")),
            ("0.953", "ratio", "%", Ok("95.3")),
            ("5", "‰", "%", Ok("0.5")),
            ("2", "亿元", "万元", Ok("20000")),
            ("1.5", "平方公里", "公顷", Ok("150")),
            ("1", "万元", "件", Err(UnitError::Unlike)),
            ("1", "%", "百分点", Err(UnitError::Unlike)),
            ("3", "", "", Ok("3")),
        ];
        for (number, from, to, wanted) in table {
            let got = Unit::parse(from).convert(&Number::parse(number).unwrap(), &Unit::parse(to));
            assert_eq!(got, wanted.map(|text| Number::parse(text).unwrap()), "{number} {from} → {to}");
        }
    }
}
