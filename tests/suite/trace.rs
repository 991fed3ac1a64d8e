//! The points of a row as a function of its weight: equal to the ordinary engine at every weight, and honest where a
//! rule cannot be followed.

use std::collections::BTreeMap;

use jixiao::{Code, Interval, Number, PieceOutcome, Points, Program, RowState, RuleSet, Source, Weight, WeightCurve};
use proptest::test_runner::TestRunner;

use crate::support::{self, ROWS_ROUNDED, YUEYANG, number, opened, random_cases, scheme_text, script};

fn interval(low: &str, high: &str) -> Interval {
    Interval::closed(number(low), number(high)).unwrap()
}

fn told(trace: &WeightCurve) -> Vec<String> {
    let piece = |outcome: &PieceOutcome| match outcome {
        PieceOutcome::Scored { line, branch } => {
            format!("{} + {}w {}", line.constant, line.slope, branch.as_deref().unwrap_or("-"))
        }
        PieceOutcome::NotApplicable(reason) => format!("not applicable {}", reason.en),
        PieceOutcome::Missing(reason) => format!("missing {}", reason.en),
        PieceOutcome::Failed(problem) => format!("failed {}", problem.code.name()),
    };
    let pieces = trace.pieces().unwrap().iter();
    pieces.map(|part| format!("{} {}", part.weights, piece(&part.outcome))).collect()
}

/// The trace of a row of weight 10 whose rule has this body, with `more` in the scheme's row and `note` in the report's.
fn trace_of(body: &str, actual: &str, weights: (&str, &str), more: &str, note: &str) -> WeightCurve {
    let mut book = RuleSet::new();
    book.add("try", &Source::new("scripts/try.rhai", script(body))).unwrap();
    let head = format!("{ROWS_ROUNDED}grades: [{{ grade: 全部, from: 0 }}]\nnot_applicable: full\n");
    let row = format!("{{ id: a, name: 甲, weight: 10, unit: 件, target: {{ at_least: 100 }}, rule: try{more} }}");
    let scheme = support::scheme(&scheme_text(10, &head, &["a: { unit: 件 }"], &[row]));
    let report = support::report(&format!("unit: 局\nmetrics: {{ a: {actual} }}\n{note}"), &scheme);
    let program = Program::compile(scheme.clone(), book.clone()).unwrap();
    program.weight_curve(&report, "a", &interval(weights.0, weights.1)).unwrap()
}

fn pieces(body: &str, actual: &str) -> Vec<String> {
    told(&trace_of(body, &format!("{{ value: {actual} }}"), ("0", "20"), "", ""))
}

/// Each answer was worked by hand from the script before it was written down.
#[test]
fn every_function_of_the_scripts_is_followed_piece_by_piece() {
    let table: &[(&str, &str, &[&str])] = &[
        // 95 of 100: 0.95 w − 0.5, and no less than 0: 0.95 w = 0.5 at w = 10/19.
        (
            "fn score(case) { max(0, case.weight * case.actual / case.target - 0.5) }",
            "95",
            &["[0, 0.526315789473…] 0 + 0w points", "(0.526315789473…, 20] -0.5 + 0.95w points"],
        ),
        // A fixed deduction of 3 from w is refused below 3: points would be negative.
        ("fn score(case) { case.weight - 3 }", "1", &["[0, 3) failed points-range", "[3, 20] -3 + 1w points"]),
        // A fixed award of 5 is above the weight below 5.
        ("fn score(case) { award(5, \"b\") }", "1", &["[0, 5) failed points-range", "[5, 20] 5 + 0w b"]),
        // |w − 8| ÷ 8 is 1 − w ÷ 8 up to 8; that is above w below 64/9 … 1 − w/8 > w where w < 8/9.
        (
            "fn score(case) { abs(case.weight - 8) / 8 }",
            "1",
            &[
                "[0, 0.888888888888…) failed points-range",
                "[0.888888888888…, 8) 1 + -0.125w points",
                "[8, 20] -1 + 0.125w points",
            ],
        ),
        (
            "fn score(case) { clamp(case.weight, 5, 12) }",
            "1",
            &["[0, 5) failed points-range", "[5, 12] 0 + 1w points", "(12, 20] 12 + 0w points"],
        ),
        // Whole tenths of the weight: floor jumps at 10 and 20, ceil beside them.
        (
            "fn score(case) { floor(case.weight / 10) }",
            "1",
            &["[0, 10) 0 + 0w points", "[10, 20) 1 + 0w points", "[20, 20] 2 + 0w points"],
        ),
        (
            "fn score(case) { ceil(case.weight / 10) }",
            "1",
            &["[0, 0] 0 + 0w points", "(0, 1) failed points-range", "[1, 10] 1 + 0w points", "(10, 20] 2 + 0w points"],
        ),
        // Half up: 0.5 rounds to 1, so w ÷ 10 is 1 from 5 and 2 from 15.
        (
            "fn score(case) { round(case.weight / 10, 0) }",
            "1",
            &["[0, 5) 0 + 0w points", "[5, 15) 1 + 0w points", "[15, 20] 2 + 0w points"],
        ),
        // Comparing with a rounded number is one breakpoint: round(w) ≥ 7 from 6.5.
        (
            "fn score(case) { if round(case.weight, 0) >= 7 { 7 - 1 } else { 0 } }",
            "1",
            &["[0, 6.5) 0 + 0w points", "[6.5, 20] 6 + 0w points"],
        ),
        (
            "fn score(case) { if round(case.weight, 0) == 7 { 1 } else { 0 } }",
            "1",
            &["[0, 6.5) 0 + 0w points", "[6.5, 7.5) 1 + 0w points", "[7.5, 20] 0 + 0w points"],
        ),
        (
            "fn score(case) { if 7.5 > round(case.weight, 0) { 0 } else { 1 } }",
            "1",
            &["[0, 7.5) 0 + 0w points", "[7.5, 20] 1 + 0w points"],
        ),
        (
            "fn score(case) { case.weight % 8 }",
            "1",
            &["[0, 8) 0 + 1w points", "[8, 16) -8 + 1w points", "[16, 20] -16 + 1w points"],
        ),
        (
            "fn score(case) { if is_whole(case.weight / 20) { case.weight } else { 0 } }",
            "1",
            &["[0, 0] 0 + 1w points", "(0, 20) 0 + 0w points", "[20, 20] 0 + 1w points"],
        ),
        (
            "fn score(case) { if case.weight == 10 { 10 } else { 0 } }",
            "1",
            &["[0, 10) 0 + 0w points", "[10, 10] 10 + 0w points", "(10, 20] 0 + 0w points"],
        ),
        (
            "fn score(case) { if case.weight > 12 { refuse(\"no\") } sum([case.weight, -case.weight, 0]) }",
            "1",
            &["[0, 12] 0 + 0w points", "(12, 20] failed rule-refusal"],
        ),
        (
            "fn score(case) { band_of([#{ to: 6, closed: \"right\", points: 0 }, #{ from: 6, closed: \"neither\", share: 0.5 }], case.weight, case.weight).points }",
            "1",
            &["[0, 6] 0 + 0w points", "(6, 20] 0 + 0.5w points"],
        ),
        // Knots at 0 and 100, worth nothing and the weight: at 40 two fifths of it.
        (
            "fn score(case) { interpolate([#{ x: 0, points: 0 }, #{ x: 100, share: 1 }], case.actual, case.weight) }",
            "40",
            &["[0, 20] 0 + 0.4w points"],
        ),
        // The quotient of two multiples of the weight does not depend on it, but is nothing at 0.
        (
            "fn score(case) { case.weight * (case.weight / (2 * case.weight)) }",
            "1",
            &["[0, 0] failed division-by-zero", "(0, 20] 0 + 0.5w points"],
        ),
        // not_applicable: full, so the row is worth its weight.
        (
            "fn score(case) { if case.weight < 5 { not_applicable(\"no\") } 5 }",
            "1",
            &["[0, 5) 0 + 1w -", "[5, 20] 5 + 0w points"],
        ),
    ];
    for (body, actual, wanted) in table {
        assert_eq!(pieces(body, actual), *wanted, "{body}");
    }
}

#[test]
fn what_is_not_linear_in_the_weight_is_opaque_and_named_with_its_line() {
    let table = [
        (
            "fn score(case) {\n  case.weight * case.weight / 20\n}",
            "two values that depend on the weight are multiplied",
            "11:15",
        ),
        (
            "fn score(case) {\n  100 / (case.weight + 20)\n}",
            "a number is divided by a value that depends on the weight",
            "11:7",
        ),
        (
            "fn score(case) {\n  at([1, 2], case.weight)\n}",
            "at does not accept values that depend on the weight",
            "11:3",
        ),
        ("fn score(case) { round(case.weight, 2) }", "more than 1024 pieces over [0, 20]", "scheme.yaml"),
    ];
    for (body, reason, place) in table {
        let trace = trace_of(body, "{ value: 1 }", ("0", "20"), "", "");
        let why = trace.opaque().expect(body);
        assert_eq!((why.code, why.get("reason").unwrap().en.as_str()), (Code::RuleOpaque, reason));
        assert_eq!(why.get("rule").unwrap().en, "try");
        assert!(why.place.as_ref().unwrap().to_string().contains(place), "{:?}", why.place);
        assert!(trace.state_at(&Number::from(10)).is_none() && trace.pieces().is_none());
    }
    // Away from the weights at which it is not linear, the same rule can be followed.
    let body = "fn score(case) { if case.weight > 12 { return case.weight * case.weight / 400; } 0 }";
    assert!(trace_of(body, "{ value: 1 }", ("0", "20"), "", "").opaque().is_some());
    assert_eq!(told(&trace_of(body, "{ value: 1 }", ("0", "12"), "", "")), ["[0, 12] 0 + 0w points"]);
}

#[test]
fn deduction_clamp_and_rounding_follow_the_rule() {
    // Nine tenths of w less 2, not below 0: 0.9 w = 2 at w = 20/9.
    let note = "rows: { a: { deduction: { points: 2, reason: 复核 } } }\n";
    let body = "fn score(case) { case.weight * case.actual / case.target }";
    let trace = trace_of(body, "{ value: 90 }", ("0", "20"), "", note);
    assert_eq!(told(&trace), ["[0, 2.222222222222…) 0 + 0w points", "[2.222222222222…, 20] -2 + 0.9w points"]);
    // 0.9 × 7.35 − 2 = 4.615, rounded half up to 4.62.
    let state = trace.state_at(&number("7.35")).unwrap();
    assert_eq!(state, RowState::Scored(Points::new(number("4.62"))));
    // A missing figure stops the row at every weight, unless the scheme counts it as 0.
    let missing = "{ missing: 未统计 }";
    assert_eq!(told(&trace_of(body, missing, ("0", "20"), "", "")), ["[0, 20] missing 未统计"]);
    assert_eq!(told(&trace_of(body, missing, ("0", "20"), ", missing: zero", "")), ["[0, 20] 0 + 0w -"]);
    // A row that does not apply is worth its weight under `not_applicable: full`.
    let note = "rows: { a: { not_applicable: 本年无此项 } }\n";
    assert_eq!(told(&trace_of(body, "{ value: 90 }", ("0", "20"), "", note)), ["[0, 20] 0 + 1w -"]);
}

#[test]
fn only_weights_from_0_are_traced_and_only_of_rows_there_are() {
    let trace = trace_of("fn score(case) { case.weight }", "{ value: 1 }", ("-5", "4"), "", "");
    assert_eq!(told(&trace), ["[0, 4] 0 + 1w points"]);
    let opened = opened(YUEYANG);
    let program = opened.program().unwrap();
    assert!(program.weight_curve(&opened.case.report, "nobody", &interval("0", "20")).is_none());
    assert!(program.weight_curve(&opened.case.report, "floods", &interval("-5", "-1")).is_none());
}

/// Moves weight between two rows and compares both with their traces, by the ordinary engine.
fn assert_rows_agree(folder: &str, drawn: &[(usize, usize, i64)]) {
    let opened = opened(&format!("indicators/{folder}"));
    let program = opened.program().unwrap();
    let (scheme, report) = (&opened.case.scheme, &opened.case.report);
    let rows = scheme.indicators();
    let traces: BTreeMap<&str, WeightCurve> = rows
        .iter()
        .map(|row| (row.id.as_str(), program.weight_curve(report, &row.id, &interval("0", "100")).unwrap()))
        .collect();
    for (id, trace) in &traces {
        assert!(trace.opaque().is_none(), "{folder} {id}: {:?}", trace.opaque());
    }
    for (from, to, share) in drawn {
        let (from, to) = (rows[from % rows.len()], rows[to % rows.len()]);
        if from.id == to.id {
            continue;
        }
        let moved = from.weight.number().multiply(&Number::from(*share)).unwrap().divide(&Number::from(997)).unwrap();
        let weights = BTreeMap::from([
            (from.id.clone(), Weight::new(from.weight.number().subtract(&moved).unwrap()).unwrap()),
            (to.id.clone(), Weight::new(to.weight.number().add(&moved).unwrap()).unwrap()),
        ]);
        let other = scheme.reweighted(&weights).unwrap();
        let program = Program::compile(other.clone(), opened.rules.clone()).unwrap();
        for row in &program.evaluate(report).rows {
            let Some(trace) = traces.get(row.id()) else { continue };
            let wanted = trace.state_at(row.weight().number()).unwrap();
            assert_eq!(row.state, wanted, "{folder} {} at {}", row.id(), row.weight());
        }
    }
}

#[test]
fn rows_of_the_shipped_cases_agree_with_the_engine_at_every_weight() {
    let drawn = proptest::collection::vec((0_usize..40, 0_usize..40, 0_i64..=997), 12);
    for folder in ["yueyang-2024", "yueyang-department", "tianmen-2016-12"] {
        let mut runner = TestRunner::new(random_cases(8));
        runner
            .run(&drawn, |drawn| {
                assert_rows_agree(folder, &drawn);
                Ok(())
            })
            .unwrap();
    }
}
