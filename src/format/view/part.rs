//! What views are made of: tables, lists, bars.

use maud::{Markup, html};

use crate::format::pixels::length;
use crate::messages::Messages;
use crate::numeric::Number;

/// The longest bar, in pixels.
const BAR: i64 = 160;
/// The height of a bar and of its line.
const HEIGHT: i64 = 14;
/// The deepest indentation that the style sheet has.
const MAX_DEPTH: usize = 3;
/// The colour of bars to the right, and of those to the left, which are also outlined only.
const FILLED: &str = "#1d4e89";
const OUTLINED: &str = "#9a3412";

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Text that may run over several lines.
    Text,
    /// A number.
    Number,
    /// A few letters, which are not torn apart.
    Short,
    /// A word that stays in one line.
    Word,
    /// A longer explanation.
    What,
}

impl CellKind {
    pub fn class(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Number => Some("number"),
            Self::Short => Some("short"),
            Self::Word => Some("word"),
            Self::What => Some("what"),
        }
    }
}

/// A section under its heading.
pub(super) fn section(heading: &str, content: Markup) -> Markup {
    html! { section { h2 { (heading) } (content) } }
}

/// A table with the names of its columns; it scrolls by itself where it is too wide, and keys reach it there.
pub(super) fn table(name: &str, columns: &[(String, CellKind)], rows: Markup) -> Markup {
    let class = if columns.len() > 8 { "wide many" } else { "wide" };
    html! {
        div class=(class) tabindex="0" role="region" aria-label=(name) {
            table {
                thead { tr { @for (name, kind) in columns { th scope="col" class=[kind.class()] { (name) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// A row of texts, blank where there are fewer than columns; the first one names it and is indented by its depth.
pub(super) fn row(class: Option<&str>, depth: usize, columns: &[(String, CellKind)], cells: &[Markup]) -> Markup {
    let depth = depth.min(MAX_DEPTH);
    let indent = (depth > 0).then(|| format!("depth-{depth}"));
    html! {
        tr class=[class] {
            @for (at, (_, kind)) in columns.iter().enumerate() {
                @let cell = cells.get(at);
                @if at == 0 { th scope="row" class=[indent.as_deref()] { @if let Some(cell) = cell { (cell) } } }
                @else { td class=[kind.class()] { @if let Some(cell) = cell { (cell) } } }
            }
        }
    }
}

pub(super) fn plain(text: &str) -> Markup {
    html! { (text) }
}

/// Lines below one another.
pub(super) fn list(lines: &[String]) -> Markup {
    html! { @if !lines.is_empty() { ul.plain { @for line in lines { li.lines { (line) } } } } }
}

/// The columns of the catalogue, each with what stands in it.
pub(super) fn named<const N: usize>(
    columns: [(&'static str, CellKind); N],
    messages: &Messages,
) -> [(String, CellKind); N] {
    columns.map(|(id, kind)| (messages.say(id, &[]), kind))
}

/// A bar as long as its share of the longest one; the number stands beside it.
pub(super) fn bar(value: &Number, most: &Number) -> Markup {
    let length = pixels(&value.absolute(), most, BAR);
    html! {
        svg width=(BAR) height=(HEIGHT) viewBox={ "0 0 " (BAR) " " (HEIGHT) } aria-hidden="true" focusable="false" {
            rect x="0" y="2" width=(length) height="10" fill=(FILLED) {}
        }
    }
}

/// A bar to the right of a middle line, or an outlined one to its left where the value is below zero.
pub(super) fn forked_bar(value: &Number, most: &Number) -> Markup {
    let middle = BAR / 2;
    let length = pixels(&value.absolute(), most, middle);
    let left = if value.is_negative() { middle - length } else { middle };
    let (fill, stroke) = if value.is_negative() { ("#ffffff", OUTLINED) } else { (FILLED, FILLED) };
    html! {
        svg width=(BAR) height=(HEIGHT) viewBox={ "0 0 " (BAR) " " (HEIGHT) } aria-hidden="true" focusable="false" {
            @if length > 0 {
                rect x=(left) y="2.5" width=(length) height="9" fill=(fill) stroke=(stroke) stroke-width="1" {}
            }
            line x1=(middle) x2=(middle) y1="0" y2=(HEIGHT) stroke="#111827" {}
        }
    }
}

/// A length in whole pixels: what is not nothing has two at least.
fn pixels(value: &Number, most: &Number, longest: i64) -> i64 {
    if value.is_zero() { 0 } else { length(value, most, longest).max(2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let number = |text: &str| Number::parse(text).unwrap();
        assert_eq!(pixels(&number("1.97"), &number("1.97"), 160), 160);
        assert_eq!(pixels(&number("0.5"), &number("2"), 160), 40);
        assert_eq!(pixels(&number("0.0001"), &number("2"), 160), 2);
        assert_eq!(pixels(&number("0"), &number("2"), 160), 0);
        assert_eq!(pixels(&number("0"), &number("0"), 160), 0);
    }

    #[test]
    fn a_bar_below_zero_ends_at_the_middle_line() {
        let number = |text: &str| Number::parse(text).unwrap();
        let drawn = forked_bar(&number("-1"), &number("2")).into_string();
        assert!(drawn.contains("<rect x=\"40\" y=\"2.5\" width=\"40\""), "{drawn}");
    }
}
