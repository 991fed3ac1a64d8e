//! The smallest change is what trying everything finds.

use std::collections::BTreeMap;

use jixiao::analysis::seek::{Goal, Norm, Proof, SearchAnswer, seek_figures, seek_weights};
use jixiao::{Number, Program, Report, Scheme, Weight};
use proptest::prelude::*;

use super::{book, by_figures, by_weights, case};
use crate::support::{number, random_cases};

fn total_under(scheme: &Scheme, report: &Report, weights: &[i64]) -> Option<Number> {
    let weights: BTreeMap<String, Weight> = weights
        .iter()
        .enumerate()
        .map(|(at, points)| (format!("r{at}"), Weight::new(Number::from(*points)).unwrap()))
        .collect();
    let other = scheme.reweighted(&weights).unwrap();
    let program = Program::compile(other.clone(), book().clone()).unwrap();
    program.evaluate(report).total.map(|total| total.points.number().clone())
}

/// All ways to share `full` whole points among `rows` rows.
fn shared(full: i64, rows: usize) -> Vec<Vec<i64>> {
    if rows == 1 {
        return vec![vec![full]];
    }
    (0..=full)
        .flat_map(|first| shared(full - first, rows - 1).into_iter().map(move |rest| [vec![first], rest].concat()))
        .collect()
}

proptest! {
    #![proptest_config(random_cases(16))]

    /// Rows in proportion, capped at 3 points, with a fixed fine, and with a rule that cannot be traced.
    #[test]
    fn the_smallest_change_of_weights_is_what_trying_all_of_them_finds(
        rows in proptest::collection::vec((0_usize..4, 0_i64..=5), 3..=4),
        rates in proptest::collection::vec(1_i64..=100, 4),
        tenths in 0_i64..=200,
        is_upward: bool,
    ) {
        let full: i64 = rows.iter().map(|(_, weight)| weight).sum();
        prop_assume!(full > 0);
        let (scheme, report) = case(&rows, &rates, "");
        let limit = Number::from(tenths).divide(&Number::from(10)).unwrap();
        let goal = if is_upward { Goal::Total(limit) } else { Goal::BelowTotal(limit) };
        let own: Vec<i64> = rows.iter().map(|(_, weight)| *weight).collect();
        for norm in [Norm::Steps, Norm::Max] {
            let mut best: Option<i64> = None;
            for weights in shared(full, rows.len()) {
                let Some(total) = total_under(&scheme, &report, &weights) else { continue };
                if !goal.is_reached(&total, &scheme) { continue }
                let moves = weights.iter().zip(&own).map(|(after, before)| after - before);
                let size = match norm {
                    Norm::Max => moves.map(i64::abs).max().unwrap(),
                    _ => moves.filter(|steps| *steps > 0).sum(),
                };
                best = Some(best.map_or(size, |known| known.min(size)));
            }
            let sought = seek_weights(&scheme, book(), &report, &by_weights(goal.clone(), norm, "1")).unwrap();
            let squared = rows.iter().filter(|(rule, _)| *rule == 3).count();
            match (&sought.answer, best) {
                (SearchAnswer::AlreadyMet, Some(0)) | (SearchAnswer::Unreachable(_), None) => {}
                (SearchAnswer::Found(certificate), Some(best)) => {
                    prop_assert_eq!(&certificate.size, &Number::from(best));
                    prop_assert_eq!(&certificate.proof, &Proof::Minimal);
                    let mut weights = own.clone();
                    for change in &certificate.changes {
                        let at: usize = change.id[1..].parse().unwrap();
                        weights[at] = change.after.to_i64().unwrap();
                    }
                    prop_assert_eq!(total_under(&scheme, &report, &weights), Some(certificate.after.total.clone()));
                    prop_assert_eq!(sought.sampled.len(), squared);
                }
                (answer, best) => prop_assert!(false, "{answer:?} where {best:?} was found"),
            }
        }
    }

    /// Two rates and their costs, every pair of whole per cent tried.
    #[test]
    fn the_cheapest_figures_are_what_trying_all_of_them_finds(
        weights in proptest::collection::vec(1_i64..=9, 2),
        rates in proptest::collection::vec(88_i64..=100, 2),
        costs in proptest::collection::vec(1_i64..=5, 2),
        tenths in 0_i64..=180,
    ) {
        let rows = [(0, weights[0]), (2, weights[1])];
        let (scheme, report) = case(&rows, &rates, "");
        let goal = Goal::Total(Number::from(tenths).divide(&Number::from(10)).unwrap());
        let mut best: Option<i64> = None;
        for first in 88..=100_i64 {
            for second in 88..=100_i64 {
                let (_, changed) = case(&rows, &[first, second], "");
                let program = Program::compile(scheme.clone(), book().clone()).unwrap();
                let total = program.evaluate(&changed).total.unwrap().points.number().clone();
                let cost = costs[0] * (first - rates[0]).abs() + costs[1] * (second - rates[1]).abs();
                if goal.is_reached(&total, &scheme) && best.is_none_or(|known| cost < known) {
                    best = Some(cost);
                }
            }
        }
        let between = || (number("88"), number("100"));
        let mut search = by_figures(goal, None);
        search.bounds = BTreeMap::from([("m0".to_owned(), between()), ("m1".to_owned(), between())]);
        search.costs = (0..2).map(|at| (format!("m{at}"), Number::from(costs[at]))).collect();
        let sought = seek_figures(&scheme, book(), &report, &search).unwrap();
        match (&sought.answer, best) {
            (SearchAnswer::AlreadyMet, Some(0)) | (SearchAnswer::Unreachable(_), None) => {}
            (SearchAnswer::Found(certificate), Some(best)) => prop_assert_eq!(&certificate.size, &Number::from(best)),
            (answer, best) => prop_assert!(false, "{answer:?} where {best:?} was found"),
        }
    }
}
