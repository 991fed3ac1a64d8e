//! What the examples of a rule miss: boundary values, branches that none reaches, changes that none notices, invariants
//! that do not hold.
//!
//! Everything starts from the examples in a script and from the situations that cases put it in. The rule is called again
//! around each value at which a comparison turns, under each small change of its text, and on inputs drawn from a seeded
//! generator; the same scripts give the same answer on every machine.

mod boundary;
mod coverage;
mod generator;
mod invariant;
mod mutation;
mod numeric_input;
mod situation;
mod table;
mod telling;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use boundary::{Boundary, Sample};
pub use invariant::CheckedInvariant;
pub use mutation::MutantCounts;
pub use situation::Situation;

use crate::diagnostic::Diagnostics;
use crate::rule::ScriptRule;

use self::situation::test_cases;

/// What testing one rule came to.
#[derive(Clone, Debug)]
pub struct RuleTest {
    /// The rule's name.
    pub rule: String,
    /// How many examples there are.
    pub examples: usize,
    /// How many situations of cases there are.
    pub situations: usize,
    /// Examples that do not hold; nothing further is asked of a rule that has any.
    pub wrong: Diagnostics,
    /// The values at which a comparison turns.
    pub boundaries: Vec<Boundary>,
    /// How many calls give an answer.
    pub branches: usize,
    /// What became of the changed scripts.
    pub mutants: MutantCounts,
    /// The declared invariants.
    pub invariants: Vec<CheckedInvariant>,
    /// What the examples miss: branches, sentences, changes, invariants.
    pub missed: Diagnostics,
}

/// Tests `rules`, on as many threads as there are processors; `tick` is called with the name of each rule that is done. The answers come
/// in the order of `rules`.
#[must_use]
pub fn test_rules(
    rules: &[&ScriptRule],
    situations: &BTreeMap<String, Vec<Situation>>,
    tick: &(dyn Fn(&str) + Sync),
) -> Vec<RuleTest> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, RuleTest>> = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(rule) = rules.get(at) else { return };
            let name = rule.metadata().name.as_str();
            let tested = test_rule(rule, situations.get(name).map(Vec::as_slice).unwrap_or_default());
            done.lock().unwrap_or_else(PoisonError::into_inner).insert(at, tested);
            tick(name);
        }
    };
    std::thread::scope(|scope| {
        let helpers = std::thread::available_parallelism().map_or(0, |count| count.get().saturating_sub(1));
        for _ in 0..helpers.min(rules.len()) {
            scope.spawn(work);
        }
        work();
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// Tests one rule.
#[must_use]
pub fn test_rule(rule: &ScriptRule, situations: &[Situation]) -> RuleTest {
    let mut test = RuleTest {
        rule: rule.metadata().name.clone(),
        examples: 0,
        situations: situations.len(),
        wrong: Diagnostics::new(),
        boundaries: Vec::new(),
        branches: 0,
        mutants: MutantCounts::default(),
        invariants: Vec::new(),
        missed: Diagnostics::new(),
    };
    let examples = match rule.examples() {
        Ok(examples) => examples,
        Err(problem) => {
            test.wrong.push(problem);
            return test;
        }
    };
    test.examples = examples.len();
    match rule.wrong_examples() {
        Ok(wrong) => test.wrong.extend(wrong),
        Err(problem) => test.wrong.push(problem),
    }
    if !test.wrong.is_empty() {
        return test;
    }
    let cases = test_cases(&examples, situations);
    test.boundaries = boundary::find(rule, &cases);
    let (branches, unreached) = coverage::check(rule, &examples);
    test.branches = branches;
    test.missed.extend(unreached);
    let (mutants, survivors) = mutation::run(rule, &examples, situations, &test.boundaries);
    let (tables, table_survivors) = table::run(rule, &examples, &test.boundaries);
    test.mutants = mutants.and(tables);
    test.missed.extend(mutation::name_shared_examples(survivors.into_iter().chain(table_survivors)));
    let (invariants, broken) = invariant::check(rule, &cases, &test.boundaries);
    test.invariants = invariants;
    test.missed.extend(broken);
    test
}
