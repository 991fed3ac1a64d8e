//! A comparison in one sentence, as it can be read out.

use crate::comparison::compare::{Comparison, Summary, SummaryRow};
use crate::format::phrases;
use crate::messages::Messages;
use crate::numeric::{Mode, Number, Rounding};

/// How many decimals more than it is rounded to a number may have to be read out whole.
const MORE_PLACES: u32 = 2;

/// Who is ahead by how much, which rows are behind it and which against it, and what the rest comes to.
pub(super) fn sentence(comparison: &Comparison, summary: &Summary, messages: &Messages) -> String {
    let places = comparison.to.row_places.unwrap_or(comparison.to.places);
    let mut numbers = ReadOut { places, is_rounded: false };
    let difference = &comparison.difference;
    let [from, to] = [&comparison.names.from, &comparison.names.to].map(|name| match comparison.names.is_quoted {
        true => messages.say("compare-quoted", &[("name", messages.pick(name))]),
        false => messages.pick(name).to_owned(),
    });
    let size = difference.absolute().to_padded(comparison.to.places);
    let total = comparison.to.total.to_padded(comparison.to.places);
    let facts = [("from", from.as_str()), ("to", &to), ("size", &size), ("total", &total)];
    let way = if difference.is_zero() {
        "level"
    } else if difference.is_negative() {
        "down"
    } else {
        "up"
    };
    let mut text = messages.say(&format!("compare-summary-{way}"), &facts);
    let mut rows = |rows: &[SummaryRow]| {
        let row = |row: &SummaryRow| format!("{} {}", messages.pick(&row.name), numbers.with_sign(&row.points));
        rows.iter().map(row).collect::<Vec<_>>().join(&messages.say("list-comma", &[]))
    };
    let (behind, against) = (rows(&summary.behind), rows(&summary.against));
    let is_all = summary.against.is_empty() && summary.others == 0 && summary.beyond_rows.is_zero();
    let id = if is_all { "compare-summary-all" } else { "compare-summary-behind" };
    let mut add = |id: &str, facts: &[(&str, &str)]| text.push_str(&messages.say(id, facts));
    if !behind.is_empty() {
        add(id, &[("rows", &behind)]);
    }
    if !against.is_empty() {
        // What makes up for all of it leaves nothing.
        let id = if difference.is_zero() { "compare-summary-offset" } else { "compare-summary-against" };
        add(id, &[("rows", &against)]);
    }
    if summary.others > 0 {
        let points = numbers.with_sign(&summary.others_points);
        match summary.others {
            1 => add("compare-summary-other", &[("points", &points)]),
            count => add("compare-summary-others", &[("count", &count.to_string()), ("points", &points)]),
        }
    }
    if !summary.beyond_rows.is_zero() {
        add("compare-summary-beyond", &[("points", &numbers.with_sign(&summary.beyond_rows))]);
    }
    if numbers.is_rounded {
        add("compare-summary-rounded", &[]);
    }
    text + &messages.say("compare-summary-end", &[])
}

/// Numbers as they are read out; whether one of them had to be rounded for it.
struct ReadOut {
    places: u32,
    is_rounded: bool,
}

impl ReadOut {
    fn with_sign(&mut self, number: &Number) -> String {
        if number.decimals().is_some_and(|decimals| decimals <= self.places.saturating_add(MORE_PLACES)) {
            return phrases::with_sign(number, Some(self.places));
        }
        self.is_rounded = true;
        let rounded = Rounding { places: self.places, mode: Mode::HalfUp }.apply(number);
        phrases::with_sign(&rounded, Some(self.places))
    }
}
