//! Faults of one figure: a power of ten, two digits, a denominator.

use std::collections::{BTreeMap, BTreeSet};

use crate::numeric::Number;
use crate::review::accounts::{AccountLine, Accounts, Column};
use crate::review::audit::causes::candidate::{Candidate, Correction};
use crate::review::audit::causes::trials::Trials;
use crate::review::audit::constraint::Constraint;
use crate::review::audit::explanation::Fault;
use crate::review::audit::figures::Leaf;

/// The largest power of ten by which figures are tried to be off: 元 against 万元.
const MOST_ZEROS: u32 = 4;

/// Every figure of what fails, off by a power of ten or with two neighbouring digits exchanged.
pub(super) fn slips(accounts: &Accounts, trials: &Trials<'_>, attempt: &mut impl FnMut(Candidate)) {
    let ids: BTreeSet<&String> = trials.failing().flat_map(|(_, one)| &one.leaves).collect();
    for id in ids {
        let (Some(leaf), Some(figure)) = (trials.figures.leaf(id), accounts.figures.get(id)) else { continue };
        let failing = trials.failing_on(id);
        if leaf.number.is_zero() {
            continue;
        }
        let column = accounts.column_of(id);
        // Thousands of figures times a dozen ways to misprint them: what cannot close a sum is not computed again.
        let could_close = |wanted: &Number| {
            let change = wanted.subtract(&leaf.number);
            trials.may_work(failing.len())
                && change.is_ok_and(|change| failing.iter().any(|one| one.could_hold(id, &change)))
        };
        for factor in powers() {
            let Some(wanted) = leaf.number.multiply(&factor).ok().filter(could_close) else { continue };
            let (printed, unit) = (leaf.number.clone(), figure.unit.clone());
            let fault = Fault::UnitSlip { figure: figure.name.clone(), column, printed, unit, factor };
            attempt(Candidate { fault, correction: Correction::of_number(id, wanted), freedom: 0, least: 1 });
        }
        for wanted in transposed(leaf).into_iter().filter(could_close) {
            let printed = leaf.number.clone();
            let fault = Fault::Transposition { figure: figure.name.clone(), column, printed, wanted: wanted.clone() };
            attempt(Candidate { fault, correction: Correction::of_number(id, wanted), freedom: 0, least: 1 });
        }
        if trials.is_exhausted() {
            return;
        }
    }
}

/// 10, 100, … and their inverses.
fn powers() -> Vec<Number> {
    let pairs = (1..=MOST_ZEROS).map(|zeros| [Number::power_of_ten(zeros), Number::last_place(zeros)]);
    pairs.flatten().flatten().collect()
}

/// The printed number with two neighbouring digits exchanged, every way that makes another number.
fn transposed(leaf: &Leaf) -> Vec<Number> {
    let text = leaf.number.to_padded(leaf.places);
    let places: Vec<usize> = text.bytes().enumerate().filter(|(_, it)| it.is_ascii_digit()).map(|(at, _)| at).collect();
    let swap = |left: usize, right: usize| {
        let mut bytes = text.clone().into_bytes();
        bytes.swap(left, right);
        Number::parse(&String::from_utf8(bytes).ok()?).ok()
    };
    let pairs = places.iter().zip(places.iter().skip(1));
    pairs.filter_map(|(left, right)| swap(*left, *right)).filter(|number| *number != leaf.number).collect()
}

/// Percentages that fail, over every other denominator in the data that prints the same: single figures, and in a table
/// the cells of its own line, its class and the grand total.
pub(super) fn denominators(accounts: &Accounts, trials: &Trials<'_>, attempt: &mut impl FnMut(Candidate)) {
    let wholes = Wholes::of(accounts);
    for (at, one) in trials.failing() {
        let Constraint::Quotient { part, whole, is_growth, is } = &one.comparison.constraint else { continue };
        let Some(figure) = accounts.figures.get(is) else { continue };
        for other in wholes.near(part, is).filter(|other| *other != whole) {
            if !trials.may_work(1) {
                return;
            }
            let Some(named) = accounts.figures.get(other) else { continue };
            if !accounts.figures.get(part).is_some_and(|part| part.unit.is_like(&named.unit)) {
                continue;
            }
            let constraint = match is_growth {
                false => {
                    Constraint::Quotient { part: part.clone(), whole: other.clone(), is_growth: false, is: is.clone() }
                }
                true => {
                    Constraint::Change { now: part.clone(), base: whole.clone(), over: other.clone(), is: is.clone() }
                }
            };
            if constraint.prints_as_computed(trials.figures) {
                let fault = Fault::Denominator {
                    figure: figure.name.clone(),
                    whole: named.name.clone(),
                    number: trials.figures.shown(other),
                };
                let correction = Correction { constraint: Some((at, constraint)), ..Correction::default() };
                attempt(Candidate { fault, correction, freedom: 0, least: 1 });
            }
        }
    }
}

/// The amounts that something could be divided by.
struct Wholes<'a> {
    /// Single figures and the cells of grand totals.
    common: Vec<&'a String>,
    /// The amounts of each other line of a table.
    by_line: BTreeMap<&'a str, Vec<&'a String>>,
    /// The line of the class that a row belongs to.
    class_of: BTreeMap<&'a str, &'a str>,
}

impl<'a> Wholes<'a> {
    fn of(accounts: &'a Accounts) -> Self {
        let amounts = accounts.figures.keys().filter(|id| accounts.column_of(id).is_none_or(Column::is_amount));
        let (mut common, mut by_line): (Vec<&String>, BTreeMap<&str, Vec<&String>>) = Default::default();
        let totals = accounts.tables.iter().filter_map(|table| table.total.as_ref());
        let totals: BTreeSet<&String> = totals.flat_map(|line| line.cells.values()).collect();
        for id in amounts {
            match line_of(id) {
                Some(line) if !totals.contains(id) => by_line.entry(line).or_default().push(id),
                _ => common.push(id),
            }
        }
        let mut class_of = BTreeMap::new();
        for table in &accounts.tables {
            let first = |line: &'a AccountLine| line.cells.values().next().and_then(|id| line_of(id));
            let classes: BTreeMap<&str, &str> =
                table.classes.iter().filter_map(|class| Some((class.id.as_str(), first(class)?))).collect();
            let rows = table.rows.iter().filter_map(|row| Some((first(row)?, *classes.get(row.class.as_deref()?)?)));
            class_of.extend(rows);
        }
        Self { common, by_line, class_of }
    }

    /// Those that a part or a percentage could be of: what stands in their lines, in those of their classes, and in no
    /// line but that of a total.
    fn near(&self, part: &str, is: &str) -> impl Iterator<Item = &'a String> {
        let lines: BTreeSet<&str> = [part, is].into_iter().filter_map(line_of).collect();
        let classes: BTreeSet<&str> = lines.iter().filter_map(|line| self.class_of.get(line).copied()).collect();
        let near = lines.union(&classes).filter_map(|line| self.by_line.get(line)).flatten().copied();
        self.common.iter().copied().chain(near.collect::<Vec<_>>())
    }
}

/// The line of a table that a figure stands in.
fn line_of(id: &str) -> Option<&str> {
    id.rsplit_once('.').map(|(line, _)| line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_digits_change_places_across_the_point() {
        let leaf = Leaf { number: Number::parse("17.42").unwrap(), within: Number::zero(), places: 2 };
        let swapped: Vec<String> = transposed(&leaf).iter().map(Number::to_string).collect();
        assert_eq!(swapped, ["71.42", "14.72", "17.24"]);
    }

    #[test]
    fn powers_go_both_ways() {
        let powers: Vec<String> = powers().iter().map(Number::to_string).collect();
        assert_eq!(powers, ["10", "0.1", "100", "0.01", "1000", "0.001", "10000", "0.0001"]);
    }
}
