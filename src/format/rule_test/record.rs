//! Tests of rules for machines.

use crate::format::record::problem_record;
use crate::record::{
    BoundaryRecord, InvariantRecord, MutantsRecord, PlaceText, ReplyRecord, RuleTestRecord, RuleTestsRecord,
    SampleRecord,
};
use crate::rule::{CallResult, Value};
use crate::rule_test::{Boundary, RuleTest, Sample};

/// What testing rules came to, as a record.
#[must_use]
pub fn rule_tests_record(tests: &[RuleTest]) -> RuleTestsRecord {
    RuleTestsRecord { rules: tests.iter().map(test).collect() }
}

fn test(test: &RuleTest) -> RuleTestRecord {
    let invariants = test.invariants.iter();
    RuleTestRecord {
        rule: test.rule.clone(),
        examples: test.examples,
        situations: test.situations,
        branches: test.branches,
        invariants: invariants
            .map(|law| InvariantRecord { law: law.text.clone(), asked: law.calls, holds: law.holds })
            .collect(),
        mutants: MutantsRecord {
            killed: test.mutants.killed,
            survived: test.mutants.survived,
            equivalent: test.mutants.equivalent,
            uncompiled: test.mutants.uncompiled,
        },
        boundaries: test.boundaries.iter().map(boundary).collect(),
        wrong: test.wrong.iter().map(problem_record).collect(),
        missed: test.missed.iter().map(problem_record).collect(),
    }
}

fn boundary(boundary: &Boundary) -> BoundaryRecord {
    BoundaryRecord {
        from: boundary.from.clone(),
        input: boundary.input.clone(),
        place: PlaceText::from(&boundary.place),
        step: boundary.step.clone(),
        jump: boundary.is_jump,
        samples: boundary.samples.iter().map(sample).collect(),
    }
}

fn sample(sample: &Sample) -> SampleRecord {
    let value = match &sample.value {
        Value::Number(number) => number.to_exact(),
        other => other.to_string(),
    };
    let reply = match &sample.result {
        Ok(CallResult::Scored { points, branch, notes, .. }) => {
            ReplyRecord::Scored { points: points.clone(), name: branch.clone(), notes: notes.clone() }
        }
        Ok(CallResult::NotApplicable(name)) => ReplyRecord::NotApplicable { name: name.clone() },
        Ok(CallResult::Refused(name)) => ReplyRecord::Refused { name: name.clone() },
        Err(code) => ReplyRecord::Stopped { name: code.name().to_owned() },
    };
    SampleRecord { value, reply }
}
