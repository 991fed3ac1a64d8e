//! Small bars beside numbers, of characters that are one column wide in every font: block characters are two in Chinese ones.

use super::pixels::length;
use crate::numeric::Number;

/// A bar to the left or right of a middle line: `value` against `most`, which fills `cells` columns. What is not zero
/// has a column at least.
pub(super) fn diverging(value: &Number, most: &Number, cells: usize) -> String {
    let drawn = columns(value, most, cells);
    let empty = " ".repeat(cells.saturating_sub(drawn));
    let (full, none) = ("#".repeat(drawn), " ".repeat(cells));
    if value.is_negative() { format!("{empty}{full}|{none}") } else { format!("{none}|{full}{empty}") }
}

/// Two bars from one middle line: `=` for the first value and `#` for the second; where both point to one side, the
/// shorter one covers the beginning of the longer.
pub(super) fn forked(first: &Number, second: &Number, most: &Number, cells: usize) -> String {
    let length = |value: &Number, is_left: bool| {
        if value.is_negative() == is_left { columns(value, most, cells) } else { 0 }
    };
    let side = |is_left: bool| {
        let (first, second) = (length(first, is_left), length(second, is_left));
        let cell = |at: usize| match (at < first, at < second) {
            (true, true) if first < second => '=',
            (_, true) => '#',
            (true, false) => '=',
            (false, false) => ' ',
        };
        (0..cells).map(cell).collect::<Vec<char>>()
    };
    let left: String = side(true).into_iter().rev().collect();
    let right: String = side(false).into_iter().collect();
    format!("{left}|{right}")
}

/// The length of a bar in columns, rounded up.
fn columns(value: &Number, most: &Number, cells: usize) -> usize {
    let drawn = length(value, most, i64::try_from(cells).unwrap_or(i64::MAX));
    usize::try_from(drawn).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_points_to_its_side() {
        let number = |text: &str| Number::parse(text).unwrap();
        let drawn = |value: &str| diverging(&number(value), &number("4"), 4);
        assert_eq!(drawn("4"), "    |####");
        assert_eq!(drawn("-1.5"), "  ##|    ");
        assert_eq!(drawn("0.01"), "    |#   ");
        assert_eq!(drawn("0"), "    |    ");
        assert_eq!(diverging(&number("0"), &number("0"), 2), "  |  ");
    }

    #[test]
    fn two_bars_differ_in_their_filling() {
        let number = |text: &str| Number::parse(text).unwrap();
        let drawn = |first: &str, second: &str| forked(&number(first), &number(second), &number("4"), 4);
        assert_eq!(drawn("-4", "2"), "====|##  ");
        assert_eq!(drawn("1", "-3"), " ###|=   ");
        assert_eq!(drawn("1", "3"), "    |=## ");
        assert_eq!(drawn("3", "1"), "    |#== ");
    }
}
