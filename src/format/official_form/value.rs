//! Numbers, figures and targets as the cells of a form have them.

use rust_decimal::Decimal;

use crate::form::FilledValue;
use crate::notation::Operator;
use crate::numeric::{Number, Unit};
use crate::report::Figure;
use crate::scheme::Target;

/// The number as a cell holds it; none where it never ends or has too many digits.
pub(super) fn decimal(number: &Number) -> Option<Decimal> {
    Decimal::from_str_exact(&number.to_string()).ok()
}

/// A unit as a form prints it: shares in percent, nothing where nothing is counted.
pub(super) fn printed_unit(unit: &Unit) -> Option<String> {
    match unit.name() {
        "" => None,
        _ if is_fraction(unit) => Some("%".to_owned()),
        name => Some(name.to_owned()),
    }
}

/// Whether a share is written as a fraction of 1, which a form does not do.
fn is_fraction(unit: &Unit) -> bool {
    let one = Number::from(1);
    unit.is_ratio() && unit.convert(&one, &Unit::parse("%")).is_ok_and(|percent| percent == Number::from(100))
}

/// A number in a unit, as a form prints it.
pub(super) fn printed(number: &Number, unit: &Unit, row: &Unit) -> Option<FilledValue> {
    let own = printed_unit(unit).filter(|_| unit != row);
    let number = if is_fraction(unit) { number.multiply(&Number::from(100)).ok()? } else { number.clone() };
    Some(FilledValue::Number { number: decimal(&number)?, unit: own })
}

/// A figure as a form prints it: a number with the digits that were written, a day, words.
pub(super) fn figure(figure: &Figure, metric: &Unit, row: &Unit) -> FilledValue {
    let unit = figure.unit().unwrap_or(metric);
    let written = Decimal::from_str_exact(figure.text().trim()).ok().filter(|_| !is_fraction(unit));
    match (written, figure.number()) {
        (Some(number), _) => FilledValue::Number { number, unit: printed_unit(unit).filter(|_| unit != row) },
        (None, Some(number)) => {
            printed(number, unit, row).unwrap_or_else(|| FilledValue::Text(figure.text().to_owned()))
        }
        (None, None) if is_day(figure.text()) => FilledValue::Day(figure.text().trim().to_owned()),
        (None, None) => FilledValue::Text(figure.text().to_owned()),
    }
}

/// Whether a text is a day as files write it, 2024-12-31.
fn is_day(text: &str) -> bool {
    let text = text.trim();
    text.len() == 10 && crate::day::Day::parse(text).is_some()
}

/// A target as a form prints it: the sign before it, and the value.
pub(super) fn target(target: &Target, row: &Unit) -> (Option<Operator>, Option<FilledValue>) {
    let number = |number: &Number| printed(number, row, row);
    match target {
        Target::AtLeast(least) => (Some(Operator::AtLeast), number(least)),
        Target::MoreThan(least) => (Some(Operator::MoreThan), number(least)),
        Target::AtMost(most) => (Some(Operator::AtMost), number(most)),
        Target::LessThan(most) => (Some(Operator::LessThan), number(most)),
        Target::Equal(equal) => (Some(Operator::Equal), number(equal)),
        Target::Between(low, high) => {
            let ends = number(low).zip(number(high));
            let range = ends.and_then(|ends| match ends {
                (FilledValue::Number { number: low, .. }, FilledValue::Number { number: high, .. }) => {
                    Some(FilledValue::Range(low, high))
                }
                _ => None,
            });
            (None, range)
        }
        Target::Statement(words) => (None, Some(FilledValue::Text(words.clone()))),
        Target::By(day) => (None, Some(FilledValue::Day(day.clone()))),
    }
}
