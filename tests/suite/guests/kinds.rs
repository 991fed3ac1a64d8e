//! Every pair of kinds under every operator: what it means is written here, and everything else is refused.

use std::fmt::Write;

use jixiao::{Code, RuleSet, Source};

use super::{ONE, score};
use crate::support::script;

/// An expression of each kind, and the kind.
const VALUES: [(&str, &str); 15] = [
    ("number", "1"),
    ("number", "0.5"),
    ("number", "case.actual"),
    ("number", "count([1])"),
    ("text", "\"a\""),
    ("text", "`${case.actual}`"),
    ("yes/no", "true"),
    ("missing", "()"),
    ("day", "case.day"),
    ("list", "[1]"),
    ("list", "case.list"),
    ("mapping", "#{ a: 1 }"),
    ("mapping", "case.params"),
    ("mapping", "case.params.large"),
    ("award", "award(1, \"b\")"),
];

const OPERATORS: [&str; 11] = ["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];

/// The operators that mean something, by the kind that stands on both sides.
const DEFINED: [(&str, &[&str]); 4] = [
    ("number", &OPERATORS),
    ("text", &["==", "!=", "+"]),
    ("yes/no", &["==", "!="]),
    ("day", &["==", "!=", "<", "<=", ">", ">="]),
];

#[test]
fn every_operator_is_defined_or_refused_for_every_pair_of_kinds() {
    let mut wrong = String::new();
    for (left, a) in VALUES {
        for (right, b) in VALUES {
            for operator in OPERATORS {
                let body =
                    format!("fn score(case) {{ let a = {a}; let b = {b}; let c = a {operator} b; award(1, \"b\") }}");
                let defined = left == right
                    && DEFINED.iter().any(|(kind, operators)| *kind == left && operators.contains(&operator));
                let found = score(&body, ONE()).map_err(|problem| problem.code).err();
                let wanted = (!defined).then_some(Code::UnlikeOperands);
                if found != wanted {
                    writeln!(wrong, "{a} {operator} {b}: {found:?}, not {wanted:?}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn signs_and_not_are_defined_for_one_kind_each() {
    for (kind, value) in VALUES {
        for (sign, wanted) in [("-", "number"), ("+", "number"), ("!", "yes/no")] {
            let body = format!("fn score(case) {{ let a = {value}; let c = {sign}a; award(1, \"b\") }}");
            let found = score(&body, ONE()).map_err(|problem| problem.code).err();
            assert_eq!(found, (kind != wanted).then_some(Code::UnlikeOperands), "{body}");
        }
        for connective in ["a && true", "true && a", "a || false", "false || a"] {
            let body = format!("fn score(case) {{ let a = {value}; let c = {connective}; award(1, \"b\") }}");
            let found = score(&body, ONE()).map_err(|problem| problem.code).err();
            assert_eq!(found, (kind != "yes/no").then_some(Code::ScriptError), "{body}");
        }
        for head in ["if a", "while a"] {
            let body =
                format!("fn score(case) {{ let a = {value}; {head} {{ return award(1, \"b\"); }} award(0, \"b\") }}");
            let found = score(&body, ONE()).map_err(|problem| problem.code).err();
            assert_eq!(found, (kind != "yes/no").then_some(Code::ScriptError), "{body}");
        }
    }
}

/// What asks for a part of a value, chooses by it or writes it takes the kinds it means something for.
#[test]
fn other_uses_of_a_value_are_by_value_or_refused() {
    let uses: [(&str, &[&str]); 8] = [
        ("switch a { \"a\" | \"1\" => 1, true => 1, _ => 0 }", &["text", "yes/no"]),
        ("`${a}`", &["number", "text"]),
        ("{ for x in a { } }", &["list"]),
        ("a[0]", &["list"]),
        ("a[5]", &[]),
        ("a.nothing", &[]),
        ("a.len()", &[]),
        ("case.list[a]", &["number"]),
    ];
    for (kind, value) in VALUES {
        for (used, kinds) in uses {
            // Half an item and an item behind the last are none.
            if used == "case.list[a]" && value == "0.5" {
                continue;
            }
            let body = format!("fn score(case) {{ let a = {value}; let c = {used}; award(1, \"b\") }}");
            let found = score(&body, ONE());
            assert_eq!(found.is_ok(), kinds.contains(&kind), "{body}: {found:?}");
        }
    }
    for (body, wanted) in [
        ("let a = case.actual; switch `${a}` { \"1\" => award(4, \"b\"), _ => award(0, \"b\") }", "4"),
        (
            "let a = \"x\"; let n = switch a { \"y\" => 1, \"x\" if case.actual == 2 => 2, \"x\" => { 3 } _ => 0 }; award(n, \"b\")",
            "3",
        ),
        ("let n = switch case.actual == 1 { true => 5, false => 0 }; award(n, \"b\")", "5"),
        ("award(case.list[case.actual] + case.list[0], \"b\")", "3"),
        ("award(case.params.large.e7 + lookup(case.params.large, \"e2\"), \"b\")", "9"),
        ("let x = -3; let y = 1_0; award(x + y, \"b\")", "7"),
        ("if !(case.actual == 2) { award(6, \"b\") } else { award(0, \"b\") }", "6"),
    ] {
        assert_eq!(super::points(&format!("fn score(case) {{ {body} }}")), wanted, "{body}");
    }
}

/// Whole numbers have no bits, in whatever way they come to be.
#[test]
fn no_number_has_parts() {
    for number in ["5", "-5", "5.5", "case.actual", "count([1])", "case.actual + 1", "days_between(case.day, case.day)"]
    {
        for (kept, asked) in [("let x = N;", "x"), ("", "(N)"), ("let x = [N];", "x[0]"), ("let x = #{ n: N };", "x.n")]
        {
            let kept = kept.replace('N', number);
            let asked = asked.replace('N', number);
            let body =
                format!("fn score(case) {{ {kept} if {asked}[0] {{ award(1, \"b\") }} else {{ award(2, \"b\") }} }}");
            let source = Source::new("scripts/try.rhai", script(&body));
            let mut rules = RuleSet::new();
            if rules.add("try", &source).is_ok() {
                assert!(score(&body, ONE()).is_err(), "{body}");
            }
        }
    }
}
