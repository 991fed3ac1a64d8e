//! Mutants of a script, each put to the examples and the cases.

use std::collections::BTreeMap;

use super::boundary::{self, Boundary};
use super::situation::{Situation, test_cases};
use super::telling::telling_line;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Place;
use crate::rule::{CallResult, Equivalent, Example, MutantKind, RuleCase, ScriptRule};

/// What became of the mutants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MutantCounts {
    /// An example or a case noticed the change.
    pub killed: usize,
    /// Nobody noticed.
    pub survived: usize,
    /// Nobody noticed, and the script says why nobody can.
    pub equivalent: usize,
    /// The changed text is no script.
    pub uncompiled: usize,
}

impl MutantCounts {
    /// Both counts together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            killed: self.killed.saturating_add(other.killed),
            survived: self.survived.saturating_add(other.survived),
            equivalent: self.equivalent.saturating_add(other.equivalent),
            uncompiled: self.uncompiled.saturating_add(other.uncompiled),
        }
    }
}

/// Why a remark that a change makes no difference does not hold.
#[derive(Clone, Copy, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
enum StaleReason {
    /// An example or a case notices the change.
    Noticed,
    /// The script has no such change.
    Absent,
}

/// Runs all mutants; the survivors, and the remarks of the script that do not hold, come as diagnostics.
pub(super) fn run(
    rule: &ScriptRule,
    examples: &[Example],
    situations: &[Situation],
    boundaries: &[Boundary],
) -> (MutantCounts, Vec<Diagnostic>) {
    let usual: Vec<Option<CallResult>> =
        situations.iter().map(|situation| rule.call_result(&situation.case).ok()).collect();
    let mut counts = MutantCounts::default();
    let mut found = Vec::new();
    let mut excused: Vec<(&Equivalent, bool)> = rule.equivalents.iter().map(|remark| (remark, false)).collect();
    for mutant in rule.mutants() {
        let Some(changed) = rule.rewritten(&mutant.text()) else {
            counts.uncompiled = counts.uncompiled.saturating_add(1);
            continue;
        };
        let is_noticed = examples.iter().any(|example| example.differs(&changed).is_some())
            || situations
                .iter()
                .zip(&usual)
                .any(|(situation, usual)| changed.call_result(&situation.case).ok() != *usual);
        let remark = excused.iter_mut().find(|(remark, _)| mutant.turns(&remark.before, &remark.after));
        match (is_noticed, remark) {
            (true, None) => counts.killed = counts.killed.saturating_add(1),
            (true, Some((remark, holds))) => {
                *holds = true;
                counts.killed = counts.killed.saturating_add(1);
                found.push(stale(remark, StaleReason::Noticed).related(mutant.place.clone(), "noticed-change"));
            }
            (false, None) => {
                counts.survived = counts.survived.saturating_add(1);
                let (before, place) = (mutant.place.text(), Some(mutant.place.clone()));
                let problem = survivor(mutant.kind, before, &mutant.after, place);
                let turns = boundary::find(&changed, &test_cases(examples, &[]));
                let differs = |case: &RuleCase| {
                    let usual = rule.call_result(case);
                    usual.is_ok_and(|usual| changed.call_result(case).ok().as_ref() != Some(&usual))
                };
                let line = telling_line(rule, examples, &[boundaries, &turns], &differs);
                found.push(line.into_iter().fold(problem, |problem, line| problem.fact("example", line)));
            }
            (false, Some((_, holds))) => {
                *holds = true;
                counts.equivalent = counts.equivalent.saturating_add(1);
            }
        }
    }
    found.extend(excused.iter().filter(|(_, holds)| !holds).map(|(remark, _)| stale(remark, StaleReason::Absent)));
    (counts, found)
}

/// A change that nobody noticed.
pub(super) fn survivor(kind: MutantKind, before: &str, after: &str, place: Option<Place>) -> Diagnostic {
    let problem = Diagnostic::new(Code::SurvivingMutant).fact("before", before).fact("after", after);
    place.into_iter().fold(problem.fact("kind", <&str>::from(kind)), Diagnostic::at)
}

/// The survivors; where one example would tell several of them apart, it stands with the first, and the others name that.
pub(super) fn name_shared_examples(survivors: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    let named = |problem: Diagnostic| {
        let fact = |name: &str| problem.get(name).map(|fact| fact.zh.clone()).unwrap_or_default();
        let (example, change) = (fact("example"), format!("{} → {}", fact("before"), fact("after")));
        match told.get(&example) {
            Some(first) if !example.is_empty() => problem.fact("also", first),
            _ => {
                told.insert(example, change);
                problem
            }
        }
    };
    survivors.map(named).collect()
}

fn stale(remark: &Equivalent, why: StaleReason) -> Diagnostic {
    Diagnostic::new(Code::StaleEquivalent)
        .fact("before", &remark.before)
        .fact("after", &remark.after)
        .fact(why.into(), "")
        .at(remark.place.clone())
}
