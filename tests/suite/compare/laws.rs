//! Laws of comparisons, on random pairs of sides.

use jixiao::Number;
use jixiao::comparison::compare::{Comparison, RowComparison};
use proptest::prelude::*;

use super::{HEAD, Made, compared, made, parts};
use crate::support::{decimal, random_cases};

/// One side of a random pair: weights that add up, rates, targets, rules of four kinds, deductions, three roundings.
#[derive(Clone, Debug)]
struct Draw {
    cut: [u32; 2],
    rates: [u32; 3],
    targets: [u32; 3],
    rules: [usize; 3],
    deduction: u32,
    rounding: usize,
    is_absent: bool,
}

impl Draw {
    fn made(&self) -> Made {
        let (low, high) = (self.cut[0].min(self.cut[1]), self.cut[0].max(self.cut[1]));
        let weights = [low, high - low, 100 - high];
        let rule = |at: usize| match self.rules[at] {
            0 => "rule: forward_ratio".to_owned(),
            1 => "rule: capped_ratio, params: { cap: 1.2 }".to_owned(),
            2 => "rule: step_deduct, params: { direction: lower, per_step: 0.7 }".to_owned(),
            _ => format!(
                "rule: bands, params: {{ bands: [{{ from: 80, closed: left, points: {} }}, {{ to: 80, closed: neither, points: 1 }}] }}",
                weights[at]
            ),
        };
        let rows: Vec<String> = ["a", "b", "c"]
            .into_iter()
            .enumerate()
            .filter(|(at, _)| weights[*at] > 0)
            .map(|(at, id)| {
                format!(
                    "{{ id: {id}, name: 行{id}, weight: {}, unit: \"%\", target: {{ at_least: {} }}, {} }}",
                    weights[at],
                    if self.rules[at] == 3 { 80 } else { self.targets[at] },
                    rule(at)
                )
            })
            .collect();
        let head = match self.rounding {
            0 => HEAD.to_owned(),
            1 => HEAD.replace("places: 2", "places: 1"),
            _ => HEAD.replace("total: {", "dimension: { places: 1, mode: half-even }, total: {"),
        };
        let [a, b, c] = self.rates.map(|rate| decimal(rate, 1));
        let c = if self.is_absent {
            "not_applicable: 无此业务".to_owned()
        } else {
            format!("value: {c}, as_written: true")
        };
        let report = format!(
            "unit: 局\nmetrics:\n  a: {{ value: {a}, as_written: true }}\n  b: {{ value: {b}, as_written: true }}\n  c: {{ {c} }}\n{}",
            if weights[0] > 0 {
                format!("rows:\n  a: {{ deduction: {{ points: {}, reason: 复核 }} }}\n", self.deduction)
            } else {
                String::new()
            }
        );
        made(&head, &rows.iter().map(String::as_str).collect::<Vec<_>>(), &report)
    }
}

fn draw() -> impl Strategy<Value = Draw> {
    let (cut, rates, targets) =
        ([1_u32..100, 1..100], [0_u32..1_300, 0..1_300, 0..1_300], [50_u32..130, 50..130, 50..130]);
    (cut, rates, targets, [0_usize..4, 0..4, 0..4], 0_u32..4, 0_usize..3, prop::bool::weighted(0.1)).prop_map(
        |(cut, rates, targets, rules, deduction, rounding, is_absent)| Draw {
            cut,
            rates,
            targets,
            rules,
            deduction,
            rounding,
            is_absent,
        },
    )
}

/// Everything that a comparison adds up.
fn sum(comparison: &Comparison) -> Number {
    let add = |sum: Number, part: &Number| sum.add(part).unwrap();
    let rows = comparison
        .rows
        .iter()
        .flat_map(|row| row.parts.iter().map(|part| &part.points).chain([&row.veto, &row.rounding, &row.undivided]));
    rows.chain(comparison.lines.values()).fold(Number::zero(), add)
}

proptest! {
    #![proptest_config(random_cases(96))]

    #[test]
    fn parts_add_up_and_swapping_sides_flips_every_sign(one in draw(), other in draw()) {
        let (one, other) = (one.made(), other.made());
        // A side whose total is withheld (a rule that awards more than the weight) has nothing to compare.
        let forth = compared(&one, &other, &[]);
        prop_assume!(forth.is_ok());
        let forth = forth.unwrap();
        let back = compared(&other, &one, &[]).unwrap();
        prop_assert_eq!(sum(&forth), forth.difference.clone());
        prop_assert_eq!(forth.difference.negate(), back.difference.clone());
        for row in &forth.rows {
            let id = &row.entry().unwrap().id;
            let mirror = back.rows.iter().find(|row| row.entry().unwrap().id == *id).unwrap();
            let flipped: Vec<(String, Number)> = parts(mirror).into_iter().map(|(name, points)| (name, points.negate())).collect();
            prop_assert_eq!(parts(row), flipped);
            prop_assert_eq!(row.centring.negate(), mirror.centring.clone());
            prop_assert_eq!(row.rounding.negate(), mirror.rounding.clone());
        }
    }

    #[test]
    fn a_side_against_itself_has_no_parts(one in draw()) {
        let one = one.made();
        let comparison = compared(&one, &one, &[]);
        prop_assume!(comparison.is_ok());
        let comparison = comparison.unwrap();
        prop_assert!(comparison.rows.iter().all(RowComparison::is_unmoved) && comparison.lines.is_empty());
    }
}
