//! The curve of every shipped rule equals the rule itself, to the last digit.

use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::rule::{Award, Call, Hosted, RuleCase, RuleSet, ScriptRule, Stop};

/// What a rule makes of a case at a weight of some kind, with these points so far.
fn score<Q: Hosted>(rule: &ScriptRule, case: &RuleCase, weight: &Q, before: Option<&Q>) -> Result<Award<Q>, Stop> {
    let own = case.call();
    let (target, setting, params, inputs) = (own.target, own.setting, own.params, own.inputs);
    rule.score(&Call { weight, before, target, setting, params, inputs, fixed: None })
}

fn run(rule: &ScriptRule, case: &RuleCase, weight: &Affine) -> Result<PieceOutcome, Diagnostic> {
    let before = case.before.clone().map(Affine::Fixed);
    match score(rule, case, weight, before.as_ref()) {
        Ok(Award { points, branch, .. }) => Ok(PieceOutcome::Scored { line: points.line(), branch: Some(branch) }),
        Err(Stop::NotApplicable(reason)) => Ok(PieceOutcome::NotApplicable(reason)),
        Err(Stop::Failed(problem)) => Ok(PieceOutcome::Failed(Box::new(problem))),
        Err(Stop::Opaque(why)) => Err(why),
    }
}

/// The ends of all pieces, a little beside them, and weights drawn at random.
fn weights(pieces: &[Piece], drawn: &[(i64, i64)]) -> Vec<Number> {
    let little = Number::parse("0.000001").unwrap();
    let ends = pieces.iter().flat_map(|piece| {
        let end = piece.weights.high().at.clone();
        [end.subtract(&little).unwrap(), end.clone(), end.add(&little).unwrap()]
    });
    let drawn = drawn.iter().map(|(over, under)| Number::from(*over).divide(&Number::from(*under)).unwrap());
    ends.chain([Number::zero()]).chain(drawn).collect()
}

/// How the table of a case compares with the rule over weights up to 60; tiers that a rule rounds to two decimals are a
/// staircase of thousands of steps, which is opaque over the whole and a table over one point.
fn assert_same(rule: &ScriptRule, case: &RuleCase, drawn: &[(i64, i64)]) -> (bool, usize) {
    let asked = |low: i64, high: i64| Interval::closed(Number::from(low), Number::from(high)).unwrap();
    let whole = asked(0, 60);
    match walk(&whole, |weight| run(rule, case, weight)) {
        Ok(pieces) => {
            assert_same_on(&whole, &pieces, rule, case, drawn);
            (false, pieces.len())
        }
        Err(why) => {
            let Unwalked::Reason(reason) = why else { panic!("{}: {why:?}", rule.metadata().name) };
            assert_eq!(reason.en, "more than 1024 pieces over [0, 60]");
            let part = asked(10, 11);
            let pieces = walk(&part, |weight| run(rule, case, weight)).unwrap();
            let drawn: Vec<(i64, i64)> = drawn.iter().map(|(over, _)| (60_000 + over, 6_000)).collect();
            assert_same_on(&part, &pieces, rule, case, &drawn);
            (true, pieces.len())
        }
    }
}

fn assert_same_on(asked: &Interval, pieces: &[Piece], rule: &ScriptRule, case: &RuleCase, drawn: &[(i64, i64)]) {
    let name = &rule.metadata().name;
    assert_eq!(pieces.first().unwrap().weights.low(), asked.low(), "{name}");
    assert_eq!(pieces.last().unwrap().weights.high(), asked.high(), "{name}");
    for pair in pieces.windows(2) {
        let (left, right) = (pair[0].weights.high(), pair[1].weights.low());
        assert!(left.at == right.at && left.closed != right.closed, "{name}: {pieces:?}");
    }
    for weight in weights(pieces, drawn).iter().filter(|weight| asked.contains(weight)) {
        let plain = score(rule, case, weight, case.before.as_ref());
        let holding: Vec<&Piece> = pieces.iter().filter(|piece| piece.weights.contains(weight)).collect();
        assert_eq!(holding.len(), 1, "{name} at {weight}");
        let same = match (&plain, &holding[0].outcome) {
            (Ok(award), PieceOutcome::Scored { line, branch }) => {
                line.at(weight).unwrap() == award.points && branch.as_ref() == Some(&award.branch)
            }
            (Err(Stop::NotApplicable(_)), PieceOutcome::NotApplicable(_)) => true,
            (Err(Stop::Failed(plain)), PieceOutcome::Failed(traced)) => {
                plain.code == traced.code && plain.place == traced.place
            }
            _ => false,
        };
        assert!(same, "{name} at {weight}: {plain:?} against {:?} in {case:?}", holding[0]);
    }
}

#[test]
fn every_example_of_every_shipped_rule_is_traced_to_the_last_digit() {
    let rules = RuleSet::shipped();
    let mut runner = TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
    let drawn = proptest::collection::vec((0_i64..=6_000, 1_i64..=100), 12);
    let (mut traced, mut broken, mut opaque) = (0, 0, Vec::new());
    for rule in rules.rules() {
        for case in rule.example_cases().unwrap() {
            runner
                .run(&drawn, |drawn| {
                    assert_same(rule, &case, &drawn);
                    Ok(())
                })
                .unwrap();
            traced += 1;
            let (is_opaque, pieces) = assert_same(rule, &case, &[]);
            broken += usize::from(pieces > 1);
            opaque.extend(is_opaque.then(|| rule.metadata().name.clone()));
        }
    }
    opaque.dedup();
    let is_judged = |rule: &&ScriptRule| rule.metadata().declared.judgement.is_some();
    assert_eq!(opaque, rules.rules().filter(is_judged).map(|rule| rule.metadata().name.clone()).collect::<Vec<_>>());
    // 30 scripts ship 276 examples; in 111 of them a fixed deduction, a limit or a tier makes a breakpoint.
    assert!(traced > 250 && broken > 100, "{traced} examples, {broken} of them with more than one piece");
}

#[test]
fn points_so_far_can_be_traced_into_a_modifier() {
    // A modifier changes points that themselves depend on the weight; this one takes off so many where a limit is exceeded.
    let rules = RuleSet::shipped();
    let rule = rules.rules().find(|rule| rule.metadata().parameters.contains_key("beyond")).unwrap();
    let case = rule.example_cases().unwrap().into_iter().nth(3).unwrap();
    let asked = Interval::closed(Number::zero(), Number::from(60)).unwrap();
    let pieces = walk(&asked, |weight| match score(rule, &case, weight, Some(weight)) {
        Ok(award) => Ok(PieceOutcome::Scored { line: award.points.line(), branch: None }),
        Err(stop) => panic!("{stop:?}"),
    })
    .unwrap();
    // 131 against 100 is 31 % beyond: two points off, not below 0, so max(0, w − 2).
    let told: Vec<String> = pieces
        .iter()
        .map(|piece| match &piece.outcome {
            PieceOutcome::Scored { line, .. } => format!("{} {} {}", piece.weights, line.constant, line.slope),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(told, ["[0, 2] 0 0", "(2, 60] -2 1"]);
}
