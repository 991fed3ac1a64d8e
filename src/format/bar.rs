//! Small bars of block characters beside numbers.

use crate::numeric::Number;

/// A bar to the left or right of a middle line: `value` against `most`, which fills `cells` columns. What is not zero
/// has half a column at least.
pub(super) fn diverging(value: &Number, most: &Number, cells: usize) -> String {
    let halves = halves(value, most, cells);
    let (full, half) = (halves / 2, halves % 2);
    let drawn = full + half;
    let empty = " ".repeat(cells.saturating_sub(drawn));
    let (full, none) = ("█".repeat(full), " ".repeat(cells));
    if value.is_negative() {
        format!("{empty}{}{full}│{none}", "▐".repeat(half))
    } else {
        format!("{none}│{full}{}{empty}", "▌".repeat(half))
    }
}

/// Two bars from one middle line: `░` for the first value and `█` for the second; where both point to one side, the
/// shorter one covers the beginning of the longer.
pub(super) fn forked(first: &Number, second: &Number, most: &Number, cells: usize) -> String {
    let length = |value: &Number, is_left: bool| {
        if value.is_negative() == is_left { halves(value, most, cells).div_ceil(2) } else { 0 }
    };
    let side = |is_left: bool| {
        let (first, second) = (length(first, is_left), length(second, is_left));
        let cell = |at: usize| match (at < first, at < second) {
            (true, true) if first < second => '░',
            (_, true) => '█',
            (true, false) => '░',
            (false, false) => ' ',
        };
        (0..cells).map(cell).collect::<Vec<char>>()
    };
    let left: String = side(true).into_iter().rev().collect();
    let right: String = side(false).into_iter().collect();
    format!("{left}│{right}")
}

/// The length of a bar in half columns, rounded up.
fn halves(value: &Number, most: &Number, cells: usize) -> usize {
    let columns = Number::from(i64::try_from(cells.saturating_mul(2)).unwrap_or(i64::MAX));
    let share = value.absolute().divide(most).and_then(|share| share.multiply(&columns));
    let halves = share.ok().and_then(|share| share.ceiling().to_i64()).unwrap_or(0);
    usize::try_from(halves).unwrap_or(0).min(cells.saturating_mul(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_points_to_its_side() {
        let number = |text: &str| Number::parse(text).unwrap();
        let drawn = |value: &str| diverging(&number(value), &number("4"), 4);
        assert_eq!(drawn("4"), "    │████");
        assert_eq!(drawn("-1.5"), "  ▐█│    ");
        assert_eq!(drawn("0.01"), "    │▌   ");
        assert_eq!(drawn("0"), "    │    ");
        assert_eq!(diverging(&number("0"), &number("0"), 2), "  │  ");
    }

    #[test]
    fn two_bars_differ_in_their_filling() {
        let number = |text: &str| Number::parse(text).unwrap();
        let drawn = |first: &str, second: &str| forked(&number(first), &number(second), &number("4"), 4);
        assert_eq!(drawn("-4", "2"), "░░░░│██  ");
        assert_eq!(drawn("1", "-3"), " ███│░   ");
        assert_eq!(drawn("1", "3"), "    │░██ ");
        assert_eq!(drawn("3", "1"), "    │█░░ ");
    }
}
