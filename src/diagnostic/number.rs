//! What a text looks like that should be a number, and how the number in it is written.

use super::{Code, Diagnostic};
use crate::notation::fold::{fold, half_width};
use crate::notation::spelling::{FULL_STOP, behind_sign, is_nothing};
use crate::notation::{PrintedText, PrintedValue};
use crate::numeric::{Number, Unit};

/// Stands for the unit of a number that has none; the catalogue has words for it.
const NO_UNIT: &str = "no-unit";
impl Diagnostic {
    /// The problem of a number that is counted in one unit where another is wanted, into which it does not convert.
    #[must_use]
    pub(crate) fn unlike_units(found: &Unit, wanted: &Unit) -> Self {
        let name = |unit: &Unit| if unit.is_plain() { NO_UNIT.to_owned() } else { unit.name().to_owned() };
        Self::new(Code::UnitMismatch).fact("found", name(found)).fact("wanted", name(wanted))
    }

    /// The problem of a unit in odd characters, with the usual ones.
    #[must_use]
    pub(crate) fn unit_spelling(found: &Unit, usual: &Unit) -> Self {
        Self::new(Code::UnitSpelling).fact("written", found.name()).fact("usual", usual.name())
    }

    /// The problem of a text that is no plain number: full-width digits, a comma between thousands and a unit behind the
    /// number are told apart from what is no number at all.
    #[must_use]
    pub fn not_a_number(text: &str) -> Self {
        let problem = Self::new(Code::of_number(text).unwrap_or(Code::NotANumber)).fact("value", text);
        let folded = fold(text);
        let wide = text.chars().find(|character| half_width(*character) != *character);
        let ungrouped = folded.replace([',', '_', '\''], "");
        let is_number = |text: &str| Number::parse(text).is_ok();
        let number = ungrouped.trim_end_matches(|sign: char| !sign.is_ascii_digit());
        if let Some(wide) = wide.filter(|_| is_number(number)) {
            let problem = Self::new(Code::FullWidth).fact("value", text).fact("character", wide);
            return match ungrouped.strip_prefix(number).filter(|unit| is_unit(unit)) {
                Some(unit) => problem.fact("number", number).fact("unit", unit),
                None => problem,
            };
        }
        if problem.code != Code::NotANumber {
            return problem;
        }
        if is_nothing(&folded) {
            return problem.fact("nothing", text);
        }
        if text.contains(FULL_STOP) && is_number(&folded.replace(FULL_STOP, ".")) {
            return Self::new(Code::FullWidth).fact("value", text).fact("character", FULL_STOP);
        }
        if let Some((sign, number)) = behind_sign(&folded).filter(|(_, number)| is_number(number)) {
            return problem.fact("bare", number).fact("sign", sign);
        }
        if let Some((whole, rest)) = folded.split_once(',') {
            let decimal = format!("{whole}.{rest}");
            if rest.len() < 3 && is_number(&decimal) {
                return problem.fact("decimal", decimal);
            }
        }
        if ungrouped != text && is_number(&ungrouped) && groups_thousands(&folded) {
            return problem.fact("plain", ungrouped);
        }
        if let Some((number, unit)) = in_numerals(&folded) {
            return match unit {
                Some(unit) => problem.fact("number", number).fact("unit", unit),
                None => problem.fact("digits", number),
            };
        }
        let end = folded.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at.saturating_add(1));
        match folded.split_at_checked(end) {
            // A multiple belongs to the unit that counts by it: 万册.
            Some((number, multiple)) if is_number(number) && Unit::is_multiple(multiple) => {
                problem.fact("multiple", multiple).fact("rest", number)
            }
            Some((number, unit)) if is_number(number) && is_unit(unit) => {
                problem.fact("number", number).fact("unit", unit)
            }
            _ => problem,
        }
    }
}

impl Diagnostic {
    /// The problem of an argument that is no number: behind it there is no place for a unit.
    #[must_use]
    pub fn not_a_number_argument(text: &str) -> Self {
        let problem = Self::not_a_number(text);
        let told = Self::new(problem.code).fact("value", text);
        let is_told = |name: &&str| problem.get(name).is_some();
        match (problem.number_with_unit(), problem.code) {
            (Some((number, unit)), Code::NotANumber) => told.fact("bare", number).fact("sign", unit),
            (None, Code::NotANumber) if !["bare", "decimal", "plain"].iter().any(is_told) => {
                told.fact("argument", text)
            }
            _ => problem,
        }
    }

    /// The number, and the unit behind it, that were told apart in a text that is no plain number.
    pub(crate) fn number_with_unit(&self) -> Option<(String, String)> {
        let fact = |name: &str| self.get(name).map(|fact| fact.zh.clone());
        fact("number").zip(fact("unit"))
    }
}

/// A number in Chinese numerals, and its unit: 九十五, 九成.
fn in_numerals(folded: &str) -> Option<(String, Option<String>)> {
    if folded.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    match PrintedValue::parse(folded) {
        PrintedValue { operator: None, value: PrintedText::Number { number, unit, rest }, .. } if rest.is_empty() => {
            Some((number.to_string(), unit))
        }
        _ => None,
    }
}

/// Whether separators stand before groups of three digits, or blanks did.
fn groups_thousands(folded: &str) -> bool {
    let whole = folded.split('.').next().unwrap_or_default();
    whole.split([',', '_', '\'']).skip(1).all(|group| group.len() == 3)
}

/// Whether a number may be followed by it as by its unit.
fn is_unit(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_alphabetic() || matches!(sign, '%' | '‰' | '/' | '㎡' | '²');
    !text.is_empty() && text.chars().count() <= 6 && text.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_number_is_told_from_what_is_none() {
        let told = |text: &str| {
            let problem = Diagnostic::not_a_number(text);
            let fact = |name: &str| problem.get(name).map(|fact| fact.zh.clone());
            (problem.code, fact("plain"), fact("number").zip(fact("unit")))
        };
        let some = |text: &str| Some(text.to_owned());
        for (text, plain) in [("27,748", "27748"), ("1 299", "1299"), ("1,234,567.5", "1234567.5")] {
            assert_eq!(told(text), (Code::NotANumber, some(plain), None), "{text}");
        }
        for (text, number, unit) in [("98.7%", "98.7", "%"), ("40.39万件", "40.39", "万件"), ("36 处", "36", "处")]
        {
            assert_eq!(told(text), (Code::NotANumber, None, some(number).zip(some(unit))), "{text}");
        }
        let multiple = Diagnostic::not_a_number("40.39万").get("multiple").map(|fact| fact.zh.clone());
        assert_eq!((told("40.39万").2, multiple.as_deref()), (None, Some("万")));
        for text in ["３６", "１，２３６", "98．7％", "１２万元"] {
            assert_eq!(told(text).0, Code::FullWidth, "{text}");
        }
        let decimal = Diagnostic::not_a_number("12,5").get("decimal").map(|fact| fact.zh.clone());
        assert_eq!(decimal.as_deref(), Some("12.5"));
        for (text, bare) in [("≥21.35", "21.35"), ("约 30", "30"), (">=5", "5"), ("¥210", "210")] {
            let fact = Diagnostic::not_a_number(text).get("bare").map(|fact| fact.zh.clone());
            assert_eq!(fact.as_deref(), Some(bare), "{text}");
        }
        assert_eq!(told("九成"), (Code::NotANumber, None, some("90").zip(some("%"))));
        let digits = Diagnostic::not_a_number("九十五").get("digits").map(|fact| fact.zh.clone());
        assert_eq!(digits.as_deref(), Some("95"));
        assert_eq!(told("21。35").0, Code::FullWidth);
        for text in ["", "-", "无", "—", "/"] {
            assert!(Diagnostic::not_a_number(text).get("nothing").is_some(), "{text}");
        }
        for text in ["九十五", "", "1e3", "12,5", "-", "约 30", "30 多万元以上吧大概"] {
            assert_eq!(told(text), (Code::NotANumber, None, None), "{text}");
        }
    }
}
