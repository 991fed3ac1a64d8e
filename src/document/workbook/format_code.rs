//! What the code of a number format says of a value: percent, scale, day, places.

use rust_decimal::Decimal;

use super::calendar::{DayCount, day_of_number};
use super::section::{Condition, Section, SectionKind};
use crate::document::sheet::{Cell, CellValue};

/// The longest code that is looked into, in characters; a spreadsheet allows 255.
const LONGEST: usize = 1_024;

/// A number format: `0.00%`, `yyyy"年"m"月"`, `[>=10000]0!.0,"万";0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormatCode {
    sections: Vec<Section>,
}

impl FormatCode {
    /// Reads a code; what is not understood in it is taken as text.
    pub(super) fn parse(code: &str) -> Self {
        let code: String = code.chars().take(LONGEST).collect();
        Self { sections: sections_of(&code).iter().map(|section| Section::parse(section)).collect() }
    }

    /// The General format.
    pub(super) fn general() -> Self {
        Self { sections: Vec::new() }
    }

    /// The format with this number of those that need no code; General for a number without a meaning of its own.
    pub(super) fn builtin(number: u16) -> Self {
        let code = match number {
            1 => "0",
            2 => "0.00",
            3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
            4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            14 | 30 => "m/d/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm:ss",
            22 => "m/d/yyyy h:mm",
            27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
            28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
            31 => "yyyy\"年\"m\"月\"d\"日\"",
            48 => "##0.0E+0",
            49 => "@",
            _ => return Self::general(),
        };
        Self::parse(code)
    }

    /// The cell of a stored number: a day where the format shows one, else the number and what the format says of it.
    pub(super) fn cell(&self, number: Decimal, count: DayCount) -> Cell {
        let Some(section) = self.section(number) else { return Cell::new(CellValue::Number(number)) };
        if let SectionKind::Date(shown) = section.kind
            && let Some(day) = day_of_number(number, count, shown)
        {
            return Cell::new(day);
        }
        let mut cell = Cell::new(CellValue::Number(number));
        if section.kind == SectionKind::Number {
            cell.format = section.format;
            cell.suffix = section.suffix.clone();
        }
        cell
    }

    /// Which part of a day the format shows of a number that is one.
    pub(super) fn shown_of_day(&self) -> Option<crate::document::sheet::DateParts> {
        match self.sections.first()?.kind {
            SectionKind::Date(shown) => Some(shown),
            _ => None,
        }
    }

    /// The section that applies to the number.
    fn section(&self, number: Decimal) -> Option<&Section> {
        let numeric: Vec<&Section> = self.sections.iter().filter(|section| section.kind != SectionKind::Text).collect();
        if numeric.iter().any(|section| section.condition.is_some()) {
            let holds =
                |section: &&&Section| section.condition.as_ref().is_none_or(|condition| condition.holds(number));
            return numeric.iter().find(holds).or(numeric.first()).copied();
        }
        let index = match numeric.len() {
            0 => return None,
            1 => 0,
            2 => usize::from(number < Decimal::ZERO),
            _ if number < Decimal::ZERO => 1,
            _ if number.is_zero() => 2,
            _ => 0,
        };
        numeric.get(index).copied()
    }
}

impl Condition {
    fn holds(&self, number: Decimal) -> bool {
        match self.operator {
            "<" => number < self.bound,
            "<=" => number <= self.bound,
            ">" => number > self.bound,
            ">=" => number >= self.bound,
            "=" => number == self.bound,
            _ => number != self.bound,
        }
    }
}

/// The sections of a code, at most four; a `;` in quotes, brackets or after an escape does not part them.
fn sections_of(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut is_quoted, mut is_bracketed) = (false, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        let parts = character == ';' && !is_quoted && !is_bracketed;
        if parts {
            if sections.len() == 4 {
                break;
            }
            sections.push(String::new());
            continue;
        }
        let Some(section) = sections.last_mut() else { break };
        section.push(character);
        match character {
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => is_bracketed = true,
            ']' if !is_quoted => is_bracketed = false,
            '\\' | '!' | '_' | '*' if !is_quoted && !is_bracketed => section.extend(characters.next()),
            _ => {}
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value, as the code makes a person see it and exactly.
    #[track_caller]
    fn shows(code: &str, number: &str, shown: &str, written: &str) {
        let number: Decimal = number.parse().expect("a number");
        let cell = FormatCode::parse(code).cell(number, DayCount::From1900);
        assert_eq!((cell.shown().as_str(), cell.written().as_str()), (shown, written), "{code} of {number}");
    }

    #[test]
    fn shares() {
        shows("0%", "0.862", "86%", "86.2%");
        shows("0.00%", "0.9775", "97.75%", "97.75%");
        shows("0.00%;[Red]-0.00%", "-0.0512", "-5.12%", "-5.12%");
        shows("0.0\"%\"", "98.55", "98.6%", "98.55%");
        shows("0.0\\%", "98.55", "98.6%", "98.55%");
        shows("0.0‰", "9.8", "9.8‰", "9.8‰");
    }

    #[test]
    fn ties_go_away_from_zero() {
        shows("0.00", "4.935", "4.94", "4.935");
        shows("0.00", "1.005", "1.01", "1.005");
        shows("0.00", "10.075", "10.08", "10.075");
        shows("0.00_ ", "0.285", "0.29", "0.285");
        shows("0.00_);(0.00)", "-0.285", "-0.29", "-0.285");
        shows("0_ ", "81.05", "81", "81.05");
    }

    #[test]
    fn scales() {
        shows("0!.0,", "117144", "11.7", "11.7144");
        shows("0!.0,\"万元\"", "117144", "11.7万元", "11.7144万元");
        shows("0\\.0000\"万\"", "117144", "11.7144万", "11.7144万");
        shows("0\".\"0,", "117144", "11.7", "11.7144");
        shows("#,##0,", "117144", "117", "117.144");
        shows("#,##0.00,,", "117144", "0.12", "0.117144");
        shows("[>=10000]0!.0,\"万\";0", "117144", "11.7万", "11.7144万");
        shows("[>=10000]0!.0,\"万\";0", "9999", "9999", "9999");
    }

    #[test]
    fn units_that_are_text() {
        shows("0\"分\"", "9.5", "10分", "9.5分");
        shows("\"共\"0\"项\"", "3", "3项", "3项");
        shows("¥#,##0.00", "1234.5", "1234.50", "1234.5");
        shows("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1234.5", "1234.50", "1234.5");
        shows("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "0", "0");
        shows("#,##0.00[$万元-804]", "12.5", "12.50万元", "12.5万元");
        shows("0.00e+00", "12345", "12345", "12345");
        shows("General", "0.1", "0.1", "0.1");
        shows("G/通用格式\"万元\"", "12.5", "12.5万元", "12.5万元");
        shows("0.00E+00", "12345", "12345", "12345");
        shows("# ?/?", "0.5", "0.5", "0.5");
        shows("@", "12.50", "12.5", "12.5");
    }

    #[test]
    fn days() {
        shows("yyyy\"年\"m\"月\"d\"日\"", "44926", "2022-12-31", "2022-12-31");
        shows("[$-804]yyyy\"年\"m\"月\";@", "44926", "2022-12", "2022-12");
        shows("[DBNum1][$-804]yyyy\"年\"m\"月\"", "44926", "2022-12", "2022-12");
        shows("yyyy/m/d", "44926", "2022-12-31", "2022-12-31");
        shows("yyyy\"年\"", "44926", "2022", "2022");
        shows("m\"月\"d\"日\"", "44926", "2022-12-31", "2022-12-31");
        shows("yyyy-mm-dd hh:mm:ss", "44926.5", "2022-12-31", "2022-12-31");
        shows("h:mm", "0.5", "0.5", "0.5");
        shows("[h]:mm", "1.5", "1.5", "1.5");
        shows("mm:ss.0", "1.5", "1.5", "1.5");
        shows("yyyy-mm-dd", "0", "0", "0");
        shows("yyyy-mm-dd", "99999999", "99999999", "99999999");
    }

    #[test]
    fn codes_without_sense_show_what_there_is() {
        for code in ["", ";;;", "[", "\"", "\\", "!", ";", "[>=x]0", "_", "*"] {
            let cell = FormatCode::parse(code).cell(Decimal::ONE, DayCount::From1900);
            assert_eq!(cell.value, CellValue::Number(Decimal::ONE), "{code}");
        }
    }
}
