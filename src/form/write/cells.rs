//! Values as cells: numbers where they stand alone, texts where a sign or a unit is glued to them.

use rust_decimal::Decimal;

use super::super::filled::{FilledRow, FilledValue};
use crate::notation::Operator;
use crate::numeric::{Mode, Number, Rounding};
use crate::paper::PaperCell;

/// The sign of percent.
const PERCENT: &str = "%";

/// Which columns stand beside a value.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Beside {
    /// One for the operator.
    pub operator: bool,
    /// One for the unit.
    pub unit: bool,
}

/// The target of a row.
pub(super) fn target(row: &FilledRow, beside: Beside) -> PaperCell {
    let Some(value) = &row.target else { return PaperCell::blank() };
    let operator = row.operator.filter(|_| !beside.operator);
    match value {
        FilledValue::Day(day) => PaperCell::text(day_in_words(day).map_or_else(|| day.clone(), |day| day + "前")),
        other => cell(other, operator, row, beside),
    }
}

/// What a row reached.
pub(super) fn actual(row: &FilledRow, beside: Beside) -> PaperCell {
    let Some(value) = &row.actual else { return PaperCell::blank() };
    match value {
        FilledValue::Day(day) => PaperCell::text(day_in_words(day).unwrap_or_else(|| day.clone())),
        other => cell(other, None, row, beside),
    }
}

/// A number with the decimals it is written with.
pub(super) fn number(number: Decimal) -> PaperCell {
    PaperCell::number(number, number.scale())
}

/// A number of percent.
pub(in super::super) fn percent(number: Decimal) -> PaperCell {
    match number
        .checked_div(Decimal::ONE_HUNDRED)
        .filter(|share| share.checked_mul(Decimal::ONE_HUNDRED) == Some(number))
    {
        Some(share) => PaperCell::percent(share, number.scale()),
        None => PaperCell::text(format!("{number}{PERCENT}")),
    }
}

/// A quotient, taken exactly and rounded half up to so many decimals; nothing by zero.
pub(super) fn quotient(left: Decimal, right: Decimal, places: u32) -> Option<Decimal> {
    let quotient = Number::from(left).divide(&Number::from(right)).ok()?;
    Decimal::from_str_exact(&Rounding { places, mode: Mode::HalfUp }.apply(&quotient).to_string()).ok()
}

fn cell(value: &FilledValue, operator: Option<Operator>, row: &FilledRow, beside: Beside) -> PaperCell {
    let own = row.unit.as_deref().filter(|_| !beside.unit).unwrap_or_default();
    match value {
        FilledValue::Text(text) | FilledValue::Day(text) => PaperCell::text(text.as_str()),
        FilledValue::Range(low, high) => PaperCell::text(format!("{low}～{high}{own}")),
        FilledValue::Number { number, unit } => {
            let is_in_column = beside.unit && (unit.is_none() || *unit == row.unit);
            let unit = if is_in_column { "" } else { unit.as_deref().unwrap_or(own) };
            match (operator, unit) {
                (None, "") => self::number(*number),
                (None, PERCENT) => percent(*number),
                (None, unit) => PaperCell::text(format!("{number}{unit}")),
                (Some(operator), unit) => PaperCell::text(format!("{operator}{number}{unit}")),
            }
        }
    }
}

/// A day as forms print it; nothing for what is no day.
fn day_in_words(day: &str) -> Option<String> {
    let mut parts = day.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let [year, month, day] = [year, month, day].map(|part| part.to_string());
    parts.next().is_none().then(|| [year.as_str(), "年", &month, "月", &day, "日"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::PrintedValue;
    use crate::paper::PaperValue;

    /// What a reader makes of a cell.
    fn read(cell: &PaperCell) -> String {
        match &cell.value {
            PaperValue::Text(text) => PrintedValue::parse(text).to_string(),
            PaperValue::Number(number) => format!("{} {}", number.value, number.percent),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let row = |target: &str, unit: Option<&str>| FilledRow {
            operator: Some(Operator::AtLeast),
            target: Some(FilledValue::Number { number: target.parse().unwrap(), unit: None }),
            actual: Some(FilledValue::Number { number: "98.70".parse().unwrap(), unit: None }),
            unit: unit.map(str::to_owned),
            ..FilledRow::default()
        };
        let glued = Beside { operator: false, unit: false };
        let apart = Beside { operator: true, unit: true };
        let share = row("98", Some("%"));
        assert_eq!([read(&target(&share, glued)), read(&actual(&share, glued))], ["≥98 [%]", "0.9870 true"]);
        assert_eq!([read(&target(&share, apart)), read(&actual(&share, apart))], ["98 false", "98.70 false"]);
        let people = row("21933", Some("人"));
        assert_eq!([read(&target(&people, glued)), read(&actual(&people, glued))], ["≥21933 [人]", "98.70 [人]"]);
        let range = FilledRow { target: Some(FilledValue::Range(Decimal::from(90), Decimal::from(95))), ..share };
        assert_eq!(read(&target(&range, glued)), "90～95 [%]");
        let day = FilledRow { target: Some(FilledValue::Day("2024-02-29".to_owned())), ..range };
        assert_eq!(target(&day, glued), PaperCell::text("2024年2月29日前"));
    }
}
