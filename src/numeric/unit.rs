//! Units of measure: what a figure counts, and how it converts.

use std::fmt;

use super::compound::Compound;
use super::{Number, NumberError};

/// Units whose size a prefix does not tell: name, base, how many of the base.
const NAMED: &[(&str, &str, &str)] = &[
    ("%", "ratio", "0.01"),
    ("百分比", "ratio", "0.01"),
    ("百分数", "ratio", "0.01"),
    ("百分之", "ratio", "0.01"),
    ("‰", "ratio", "0.001"),
    ("千分比", "ratio", "0.001"),
    ("千分之", "ratio", "0.001"),
    ("‱", "ratio", "0.0001"),
    ("万分比", "ratio", "0.0001"),
    ("万分之", "ratio", "0.0001"),
    ("ratio", "ratio", "1"),
    ("比值", "ratio", "1"),
    ("百分点", "百分点", "1"),
    ("个百分点", "百分点", "1"),
    ("pp", "百分点", "1"),
    ("千分点", "百分点", "0.1"),
    ("个千分点", "百分点", "0.1"),
    ("米", "米", "1"),
    ("m", "米", "1"),
    ("千米", "米", "1000"),
    ("公里", "米", "1000"),
    ("km", "米", "1000"),
    ("厘米", "米", "0.01"),
    ("cm", "米", "0.01"),
    ("毫米", "米", "0.001"),
    ("mm", "米", "0.001"),
    ("平方米", "平方米", "1"),
    ("平米", "平方米", "1"),
    ("㎡", "平方米", "1"),
    ("m²", "平方米", "1"),
    ("m2", "平方米", "1"),
    ("平方公里", "平方米", "1000000"),
    ("平方千米", "平方米", "1000000"),
    ("km²", "平方米", "1000000"),
    ("km2", "平方米", "1000000"),
    ("公顷", "平方米", "10000"),
    ("亩", "平方米", "2000/3"),
    ("立方米", "立方米", "1"),
    ("m³", "立方米", "1"),
    ("m3", "立方米", "1"),
    ("升", "立方米", "0.001"),
    ("毫升", "立方米", "0.000001"),
    ("克", "克", "1"),
    ("千克", "克", "1000"),
    ("kg", "克", "1000"),
    ("公斤", "克", "1000"),
    ("斤", "克", "500"),
    ("吨", "克", "1000000"),
    ("瓦", "瓦", "1"),
    ("kW", "瓦", "1000"),
    ("兆瓦", "瓦", "1000000"),
    ("MW", "瓦", "1000000"),
    ("瓦时", "瓦时", "1"),
    ("kWh", "瓦时", "1000"),
    ("度", "瓦时", "1000"),
    ("兆瓦时", "瓦时", "1000000"),
    ("MWh", "瓦时", "1000000"),
    ("元", "元", "1"),
    ("角", "元", "0.1"),
    ("秒", "分钟", "1/60"),
    ("分钟", "分钟", "1"),
    ("小时", "分钟", "60"),
    ("天", "分钟", "1440"),
    ("日", "分钟", "1440"),
    ("周", "分钟", "10080"),
    ("工作日", "工作日", "1"),
    ("个工作日", "工作日", "1"),
    ("月", "月", "1"),
    ("个月", "月", "1"),
    ("季度", "月", "3"),
    ("年", "月", "12"),
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
    ("十", "10"),
];

/// How many prefixes are read one after the other.
const MAX_PREFIXES: usize = 4;

/// What a figure counts: a base (元, 件, a ratio …) and how many of the base one unit is.
///
/// 万元, 元 and 亿元 share a base and convert; so do 件 and 万件, 万吨 and 千克, 元/人 and 万元/人, and %, ‰ and a plain
/// ratio. Units without a common base (万元 and 件) do not convert. A name that is not known is its own base, so any
/// counting word can be used.
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
    /// The names of units whose size is known, without all that prefixes make of them.
    pub fn known_names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, ..)| *name)
    }

    /// The unit of that name; an empty name is the plain number. Prefixes stand before any unit (万千瓦时), `/` and `·`
    /// between two.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        let name = name.trim();
        let spelt = name.replace('％', "%").replace('／', "/").replace(['*', '×'], "·");
        let mut compound = Compound::default();
        let mut size = Number::from(1);
        for (at, side) in spelt.split('/').enumerate() {
            for part in side.split('·') {
                let (base, part_size) = resolved(part.trim(), MAX_PREFIXES);
                let joined = if at == 0 { size.multiply(&part_size) } else { size.divide(&part_size) };
                let Ok(joined) = joined else { return Self::own(name) };
                size = joined;
                compound.join(&base, if at == 0 { 1 } else { -1 });
            }
        }
        match spelt.contains(['/', '·']) {
            true if spelt.split(['/', '·']).any(|part| part.trim().is_empty()) => Self::own(name),
            true => Self { name: name.to_owned(), base: compound.base(), size },
            false => {
                let (base, size) = resolved(&spelt, MAX_PREFIXES);
                Self { name: name.to_owned(), base, size }
            }
        }
    }

    /// A unit that is its own base.
    fn own(name: &str) -> Self {
        Self { name: name.to_owned(), base: name.to_owned(), size: Number::from(1) }
    }

    /// What a quantity is counted in that comes out of multiplying and dividing others.
    pub(crate) fn of_compound(compound: &Compound, size: Number) -> Self {
        let base = compound.base();
        let prefix =
            PREFIXES.iter().find(|(_, prefix)| literal(prefix) == size).map(|(prefix, _)| (*prefix).to_owned());
        let prefix = prefix.unwrap_or_else(|| if size == Number::from(1) { String::new() } else { size.to_string() });
        Self { name: format!("{prefix}{base}"), base, size }
    }

    /// The bases that it is made of; a share is a plain number.
    pub(crate) fn compound(&self) -> Compound {
        Compound::parse(&self.base)
    }

    /// How many of its base one of it is.
    pub(crate) fn size(&self) -> &Number {
        &self.size
    }

    /// Whether figures have no unit at all.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.base.is_empty()
    }

    /// Percentage points: what two percentages differ by.
    #[must_use]
    pub fn percentage_points() -> Self {
        Self::parse("百分点")
    }

    /// Points of a score.
    #[must_use]
    pub fn points() -> Self {
        Self::parse("分")
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

    /// Whether a word is a multiple that stands before units and is none itself: 万.
    pub(crate) fn is_multiple(word: &str) -> bool {
        PREFIXES.iter().any(|(prefix, _)| *prefix == word)
    }

    /// Whether figures are counted in hundredths of a whole.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.is_ratio() && self.size == literal("0.01")
    }

    /// Whether whole figures in this unit are counts (件, 个, 人), which nobody rounds: neither money, nor a measure, nor a
    /// share, nor a multiple as 万件.
    #[must_use]
    pub fn is_count(&self) -> bool {
        self.name == self.base && !self.is_measure() && !self.is_plain()
    }

    /// Whether figures in this unit are money, a measure, a time, a share, or so much of one thing for another: nothing
    /// that is counted one by one.
    pub(crate) fn is_measure(&self) -> bool {
        NAMED.iter().any(|(name, base, _)| [*name, *base].contains(&self.base.as_str()))
            || self.base.contains(['/', '·'])
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

/// The base of a unit without `/`, and how many of it one is: a name of the table, or prefixes and what they stand before.
fn resolved(name: &str, prefixes: usize) -> (String, Number) {
    if let Some((_, base, size)) = NAMED.iter().find(|(known, ..)| *known == name) {
        return ((*base).to_owned(), literal(size));
    }
    let prefix = PREFIXES.iter().filter(|_| prefixes > 0).find_map(|(prefix, size)| {
        let rest = name.strip_prefix(prefix)?;
        // 百分制, 千分尺: no prefix.
        (!rest.starts_with('分')).then(|| (resolved(rest, prefixes.saturating_sub(1)), literal(size)))
    });
    let multiplied = prefix.and_then(|((base, rest), size)| Some((base, size.multiply(&rest).ok()?)));
    multiplied.unwrap_or_else(|| (name.to_owned(), Number::from(1)))
}

/// The prefixes of a name, and what they stand before.
pub(super) fn split_prefixes(name: &str) -> (&str, &str) {
    let mut base = name;
    while let Some(rest) =
        PREFIXES.iter().find_map(|(prefix, _)| base.strip_prefix(prefix)).filter(|rest| !rest.is_empty())
    {
        base = rest;
    }
    (name.strip_suffix(base).unwrap_or_default(), base)
}

fn literal(text: &str) -> Number {
    // INVARIANT: only called with the literals of the two tables above, which the test below reads one by one.
    Number::parse_exact(text).unwrap_or_else(|_| Number::from(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_the_tables_are_numbers() {
        for size in NAMED.iter().map(|(.., size)| size).chain(PREFIXES.iter().map(|(_, size)| size)) {
            assert!(Number::parse_exact(size).is_ok(), "{size}");
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
            ("1.2", "万吨", "吨", Ok("12000")),
            ("3", "万千瓦时", "千瓦时", Ok("30000")),
            ("3", "万千瓦时", "度", Ok("30000")),
            ("2", "千亿元", "万元", Ok("20000000")),
            ("1", "万亿元", "万元", Ok("100000000")),
            ("30", "亩", "公顷", Ok("2")),
            ("3", "万亩", "公顷", Ok("2000")),
            ("95", "百分比", "%", Ok("95")),
            ("5", "％", "‰", Ok("50")),
            ("2", "个百分点", "百分点", Ok("2")),
            ("1", "百分制", "制", Err(UnitError::Unlike)),
            ("1.5", "万元/人", "元/人", Ok("15000")),
            ("3", "件/万人", "件/人", Ok("0.0003")),
            ("36", "公里/小时", "米/分钟", Ok("600")),
            ("5", "元/人", "人/元", Err(UnitError::Unlike)),
            ("5", "元/人", "元", Err(UnitError::Unlike)),
            ("2", "万人次", "人次", Ok("20000")),
            ("3", "万", "", Ok("30000")),
            ("2", "年", "个月", Ok("24")),
            ("5", "/", "", Err(UnitError::Unlike)),
        ];
        for (number, from, to, wanted) in table {
            let got = Unit::parse(from).convert(&Number::parse(number).unwrap(), &Unit::parse(to));
            assert_eq!(got, wanted.map(|text| Number::parse(text).unwrap()), "{number} {from} → {to}");
        }
    }
}
