//! One row under mixed circumstances: the actual of one side, the target of the other, and so on.

use std::collections::BTreeMap;

use super::Factor;
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::attribution::{Block, blocks};
use crate::evaluation::counterfactual::{Counterfactual, RowFactors};
use crate::numeric::Number;

/// A row on both sides, and its points under every coalition of the factors that differ.
pub(super) struct Coalition {
    /// The factors that differ.
    pub factors: Vec<Factor>,
    /// The unrounded points by combination: bit *i* is set where factor *i* is that of the second side.
    pub worth: Vec<Result<Number, Diagnostic>>,
    /// The factors as far as they can be told apart.
    pub blocks: Vec<Block>,
}

impl Coalition {
    /// Scores every coalition by the ordinary rules. `same_figures` says that both sides reported the same figures: then an
    /// input that only one side asks for is a matter of its rule, not of what was reached.
    pub fn of(from: &RowFactors, to: &RowFactors, same_figures: bool) -> Self {
        let differs = |factor: &Factor| match factor {
            Factor::Actual => has_other_actual(from, to, same_figures),
            Factor::Target => from.target != to.target,
            Factor::Weight => from.weight != to.weight,
            Factor::Rule => !from.is_same_rule(to),
            Factor::Deduction => from.deduction != to.deduction,
        };
        let factors: Vec<Factor> = Factor::ALL.into_iter().filter(differs).collect();
        let side = |set: usize, factor: Factor| {
            let bit = factors.iter().position(|known| *known == factor);
            if bit.is_some_and(|bit| set & (1 << bit) != 0) { to } else { from }
        };
        let worth = (0..1_usize << factors.len()).map(|set| {
            // Where neither actual nor rule differ in substance, names and order of the inputs are still the rule's.
            let actual =
                if factors.contains(&Factor::Actual) { side(set, Factor::Actual) } else { side(set, Factor::Rule) };
            let counterfactual = Counterfactual {
                actual,
                rule: side(set, Factor::Rule),
                target: side(set, Factor::Target),
                weight: side(set, Factor::Weight),
                deduction: side(set, Factor::Deduction),
            };
            counterfactual.points(same_figures)
        });
        let worth: Vec<Result<Number, Diagnostic>> = worth.collect();
        let blocks = blocks(apart(&factors, from, to), &worth);
        Self { factors, worth, blocks }
    }

    /// The factors of a block.
    pub fn factors_of(&self, block: &Block) -> Vec<Factor> {
        let inside = self.factors.iter().enumerate().filter(|(at, _)| block.mask & (1 << at) != 0);
        inside.map(|(_, factor)| *factor).collect()
    }

    /// The points of the second side with this block of factors taken back to the first.
    pub fn reversed(&self, mask: usize) -> Option<&Result<Number, Diagnostic>> {
        self.worth.get((self.worth.len() - 1) & !mask)
    }

    /// The bit of a factor, if it differs.
    pub fn bit(&self, factor: Factor) -> Option<usize> {
        self.factors.iter().position(|known| *known == factor).map(|at| 1 << at)
    }
}

/// Actual, target and parameters are counted in the indicator's unit: where it differs, they only change together.
fn apart(factors: &[Factor], from: &RowFactors, to: &RowFactors) -> Vec<Block> {
    let in_unit = |factor: &Factor| matches!(factor, Factor::Actual | Factor::Target | Factor::Rule);
    let mut blocks: Vec<Block> = Vec::new();
    let mut counted: Option<usize> = None;
    for (at, factor) in factors.iter().enumerate() {
        let together = counted.filter(|_| from.unit != to.unit && in_unit(factor));
        match together.and_then(|first| blocks.get_mut(first)) {
            Some(block) => {
                block.mask |= 1 << at;
                let problem = Diagnostic::new(Code::UnitMismatch).fact("found", &from.unit).fact("wanted", &to.unit);
                block.refused = Some(problem);
            }
            None => {
                if in_unit(factor) {
                    counted = Some(blocks.len());
                }
                blocks.push(Block { mask: 1 << at, refused: None });
            }
        }
    }
    blocks
}

fn has_other_actual(from: &RowFactors, to: &RowFactors, same_figures: bool) -> bool {
    let inputs = |side: &RowFactors| {
        let uses = side.uses.iter().enumerate();
        let values = uses.flat_map(|(at, used)| {
            used.case.inputs.iter().map(move |(name, value)| ((at, name.clone()), value.clone()))
        });
        values.collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (inputs(from), inputs(to));
    if same_figures {
        old.iter().any(|(key, value)| new.get(key).is_some_and(|other| other != value))
    } else {
        old != new
    }
}
