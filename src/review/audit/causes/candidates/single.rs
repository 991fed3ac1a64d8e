//! Faults of one figure: a power of ten, two digits, a denominator.

use std::collections::BTreeSet;

use crate::numeric::Number;
use crate::review::accounts::{Accounts, Column, Table};
use crate::review::audit::causes::candidate::{Candidate, Correction};
use crate::review::audit::causes::tested::Tested;
use crate::review::audit::constraint::Constraint;
use crate::review::audit::explanation::Fault;
use crate::review::audit::figures::{Figures, Leaf};
use crate::review::audit::finding::Verdict;

/// The largest power of ten by which figures are tried to be off: 元 against 万元.
const MOST_ZEROS: u32 = 4;

/// Every figure of what fails, off by a power of ten or with two neighbouring digits exchanged.
pub(super) fn slips(
    accounts: &Accounts,
    figures: &Figures<'_>,
    tested: &[Tested<'_>],
    candidates: &mut Vec<Candidate>,
) {
    let ids: BTreeSet<&String> = tested.iter().filter(|one| one.fails()).flat_map(|one| &one.leaves).collect();
    for id in ids {
        let (Some(leaf), Some(figure)) = (figures.leaf(id), accounts.figures.get(id)) else { continue };
        if leaf.number.is_zero() {
            continue;
        }
        let column = accounts.column_of(id);
        // Thousands of figures times a dozen ways to misprint them: what cannot close a sum is not computed again.
        let could_close = |wanted: &Number| {
            let change = wanted.subtract(&leaf.number);
            change.is_ok_and(|change| tested.iter().any(|one| one.fails() && one.could_hold(id, &change)))
        };
        for factor in powers() {
            let Some(wanted) = leaf.number.multiply(&factor).ok().filter(could_close) else { continue };
            let (printed, unit) = (leaf.number.clone(), figure.unit.clone());
            let fault = Fault::UnitSlip { figure: figure.name.clone(), column, printed, unit, factor };
            candidates.push(Candidate { fault, correction: Correction::of_number(id, wanted), freedom: 0, least: 1 });
        }
        for wanted in transposed(leaf).into_iter().filter(could_close) {
            let printed = leaf.number.clone();
            let fault = Fault::Transposition { figure: figure.name.clone(), column, printed, wanted: wanted.clone() };
            candidates.push(Candidate { fault, correction: Correction::of_number(id, wanted), freedom: 0, least: 1 });
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
/// the cells of its own line and the lines of totals.
pub(super) fn denominators(
    accounts: &Accounts,
    figures: &Figures<'_>,
    tested: &[Tested<'_>],
    candidates: &mut Vec<Candidate>,
) {
    for (at, one) in tested.iter().enumerate().filter(|(_, one)| one.fails()) {
        let Constraint::Quotient { part, whole, is_growth, is } = &one.comparison.constraint else { continue };
        let Some(figure) = accounts.figures.get(is) else { continue };
        for other in wholes(accounts, part, is).into_iter().filter(|other| *other != whole) {
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
            let fits = constraint.measured(figures).is_ok_and(|(verdict, _)| verdict == Verdict::Pass);
            if fits {
                let fault = Fault::Denominator {
                    figure: figure.name.clone(),
                    whole: named.name.clone(),
                    number: figures.shown(other),
                };
                let correction = Correction { constraint: Some((at, constraint)), ..Correction::default() };
                candidates.push(Candidate { fault, correction, freedom: 0, least: 1 });
            }
        }
    }
}

fn wholes<'a>(accounts: &'a Accounts, part: &str, is: &str) -> Vec<&'a String> {
    let line = |id: &str| id.rsplit_once('.').map(|(line, _)| line.to_owned());
    let own = [line(part), line(is)];
    let is_total = |table: &Table, id: &str| {
        let totals = table.total.iter().chain(&table.classes);
        totals.flat_map(|line| line.cells.values()).any(|cell| cell == id)
    };
    let near = |id: &str| match line(id) {
        None => true,
        Some(of) => own.contains(&Some(of)) || accounts.tables.iter().any(|table| is_total(table, id)),
    };
    let amounts = |id: &str| accounts.column_of(id).is_none_or(Column::is_amount);
    accounts.figures.keys().filter(|id| near(id) && amounts(id)).collect()
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
