//! The usual spelling of a unit that is written in other characters: 萬元, ＫＭ, 平方 米.

use super::unit::{Unit, split_prefixes};

/// Traditional characters and those of bank notes, each with the one that units are written in.
const SIMPLE: &str = include_str!("simplified.tsv");

impl Unit {
    /// What it is probably meant to be, where it is written in full width, in traditional characters, with blanks or in other
    /// capitals; `None` where that is no other unit.
    #[must_use]
    pub(crate) fn usual_spelling(&self) -> Option<Self> {
        let simple: String = self.name().chars().filter(|sign| !sign.is_whitespace()).map(simple).collect();
        let marks = ['/', '·'];
        let parts: Vec<String> = simple.split_inclusive(marks).map(known_capitals).collect();
        let unit = Self::parse(&parts.concat());
        (!unit.is_like(self) || unit.size() != self.size()).then_some(unit)
    }

    /// The same, where it is a measure; any other unit may be what an author chose to call it.
    #[must_use]
    pub(crate) fn usual_measure(&self) -> Option<Self> {
        self.usual_spelling().filter(Self::is_measure)
    }
}

/// A sign as units are written: in half width and simplified.
fn simple(sign: char) -> String {
    let half = match sign {
        '！'..='～' => u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign),
        _ => sign,
    };
    let mut pairs = SIMPLE.lines().filter_map(|line| line.split_once('\t'));
    let known = pairs.find(|(odd, _)| odd.chars().eq([half])).map(|(_, usual)| usual);
    known.map_or_else(|| half.to_string(), str::to_owned)
}

/// A unit with the mark behind it, in the capitals of the table: km for KM.
fn known_capitals(part: &str) -> String {
    let name = part.trim_end_matches(['/', '·']);
    let (prefixes, base) = split_prefixes(name);
    let is_known = |known: &&str| known.is_ascii() && known.eq_ignore_ascii_case(base);
    let exact = Unit::known_names().any(|known| known == base);
    let Some(known) = Unit::known_names().find(is_known).filter(|_| !exact) else { return part.to_owned() };
    format!("{prefixes}{known}{}", part.strip_prefix(name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_told_by_the_usual_ones() {
        let usual = |name: &str| Unit::parse(name).usual_spelling().map(|unit| unit.name().to_owned());
        let odd = [
            ("萬元", "万元"),
            ("億元", "亿元"),
            ("仟元", "千元"),
            ("KM", "km"),
            ("ＫＭ", "km"),
            ("KW", "kW"),
            ("万 元", "万元"),
            ("個", "个"),
            ("平方 米", "平方米"),
            ("元/人·個月", "元/人·个月"),
            ("㎞", "km"),
            ("分鐘", "分钟"),
            ("萬KWH", "万kWh"),
        ];
        for (name, wanted) in odd {
            assert_eq!(usual(name).as_deref(), Some(wanted), "{name}");
        }
        for name in ["万元", "%", "％", "㎡", "MW", "kW", "个", "人次", "册", "", "元／人"] {
            assert_eq!(usual(name), None, "{name}");
        }
    }
}
