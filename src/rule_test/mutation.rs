//! Mutants of a script, each put to the examples and the cases.

use super::Situation;
use crate::diagnostic::{Code, Diagnostic};
use crate::rule::{Equivalent, Example, Mutant, Reply, ScriptRule};

/// What became of the mutants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mutants {
    /// An example or a case noticed the change.
    pub killed: usize,
    /// Nobody noticed.
    pub survived: usize,
    /// Nobody noticed, and the script says why nobody can.
    pub equivalent: usize,
    /// The changed text is no script.
    pub uncompiled: usize,
}

impl Mutants {
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

/// Runs all mutants; the survivors, and the remarks of the script that do not hold, come as diagnostics.
pub(super) fn run(rule: &ScriptRule, examples: &[Example], situations: &[Situation]) -> (Mutants, Vec<Diagnostic>) {
    let usual: Vec<Option<Reply>> = situations.iter().map(|situation| rule.reply(&situation.case).ok()).collect();
    let mut counts = Mutants::default();
    let mut found = Vec::new();
    let mut excused: Vec<(&Equivalent, bool)> = rule.equivalents.iter().map(|remark| (remark, false)).collect();
    for mutant in rule.mutants() {
        let Some(changed) = rule.rewritten(&mutant.text()) else {
            counts.uncompiled = counts.uncompiled.saturating_add(1);
            continue;
        };
        let is_noticed = examples.iter().any(|example| example.differs(&changed).is_some())
            || situations.iter().zip(&usual).any(|(situation, usual)| changed.reply(&situation.case).ok() != *usual);
        let remark = excused.iter_mut().find(|(remark, _)| mutant.turns(&remark.before, &remark.after));
        match (is_noticed, remark) {
            (true, None) => counts.killed = counts.killed.saturating_add(1),
            (true, Some((remark, holds))) => {
                *holds = true;
                counts.killed = counts.killed.saturating_add(1);
                found.push(stale(remark, "noticed").related(mutant.place.clone(), "noticed-change"));
            }
            (false, None) => {
                counts.survived = counts.survived.saturating_add(1);
                found.push(survivor(&mutant));
            }
            (false, Some((_, holds))) => {
                *holds = true;
                counts.equivalent = counts.equivalent.saturating_add(1);
            }
        }
    }
    found.extend(excused.iter().filter(|(_, holds)| !holds).map(|(remark, _)| stale(remark, "absent")));
    (counts, found)
}

fn survivor(mutant: &Mutant) -> Diagnostic {
    Diagnostic::new(Code::SurvivingMutant)
        .fact("before", mutant.place.text())
        .fact("after", &mutant.after)
        .fact("kind", <&str>::from(mutant.change))
        .at(mutant.place.clone())
}

fn stale(remark: &Equivalent, why: &'static str) -> Diagnostic {
    Diagnostic::new(Code::StaleEquivalent)
        .fact("before", &remark.before)
        .fact("after", &remark.after)
        .fact(why, "")
        .at(remark.place.clone())
}
