//! Scripts are guests: each trap of the script language is closed, and each limit stops one row with a diagnostic.

mod kinds;
mod language;
mod limits;

use std::collections::BTreeMap;

use jixiao::{CallResult, Code, Day, Diagnostic, Number, RowSetting, RuleCase, RuleSet, Source, Value};

use crate::support::script;

fn score(body: &str, actual: Value) -> Result<CallResult, Diagnostic> {
    let more = "en: \"actual\", optional: true }, day: #{ kind: \"date\", zh: \"日\", en: \"day\" }, \
                list: #{ kind: \"number\", many: true, zh: \"各数\", en: \"numbers\"";
    let script = script(body).replace("en: \"actual\"", more);
    let declared = "fn params() { #{ large: #{ kind: \"table\", optional: true, zh: \"表\", en: \"table\" } } }";
    let script = script.replace("fn params() { #{} }", declared);
    let source = Source::new("scripts/try.rhai", script.replace("不行\", en: \"no", "不行 {x}\", en: \"no {x}"));
    let mut book = RuleSet::new();
    book.add("try", &source).map_err(|all| all.into_iter().next().unwrap())?;
    book.get("try").unwrap().run_case(&RuleCase {
        weight: Number::from(10),
        target: Value::Number(Number::from(2)),
        setting: RowSetting::default(),
        inputs: BTreeMap::from([
            ("actual".to_owned(), actual),
            ("day".to_owned(), Value::Day(Day::parse("2024-12-31").unwrap())),
            ("list".to_owned(), Value::List([1, 2].map(|item| Value::Number(Number::from(item))).to_vec())),
        ]),
        params: BTreeMap::from([("large".to_owned(), large())]),
        before: None,
    })
}

/// A mapping of a hundred entries.
fn large() -> Value {
    Value::Map((0..100).map(|entry| (format!("e{entry}"), Value::Number(Number::from(entry)))).collect())
}

fn points(body: &str) -> String {
    match score(body, Value::Number(Number::from(1))) {
        Ok(CallResult::Scored { points, .. }) => points.to_string(),
        other => panic!("{body}: {other:?}"),
    }
}

fn refusal(body: &str, actual: Value) -> (Code, String) {
    let diagnostic = score(body, actual).expect_err(body);
    (diagnostic.code, diagnostic.place.expect("a place").to_string())
}

const ONE: fn() -> Value = || Value::Number(Number::from(1));

/// Line 10 of the script is the first after the frame.
#[test]
fn arithmetic_is_exact_in_whatever_way_numbers_are_written() {
    // 7 / 2 is 3.5 and not 3; 2 / 3 * 3 is 2; 3 * (5 / 24) is 0.625.
    for (body, wanted) in [
        ("fn score(case) { award(7 / 2, \"b\") }", "3.5"),
        ("fn score(case) { award(2.0 / 3 * 3, \"b\") }", "2"),
        ("fn score(case) { award(3 * (5 / 24), \"b\") }", "0.625"),
        ("fn score(case) { award(round(0.125, 2) + round(2.5, 0), \"b\") }", "3.13"),
        ("fn score(case) { let x = 0; for y in [1, 2.5, case.actual] { x = x + y } award(x, \"b\") }", "4.5"),
        ("fn score(case) { case.weight * case.actual / case.target }", "5"),
    ] {
        assert_eq!(points(body), wanted, "{body}");
    }
}

#[test]
fn unlike_things_are_never_compared() {
    for body in [
        "fn score(case) { if case.actual >= 1.5 { 10 } else { 0 } }",
        "fn score(case) { if 1 > case.actual { 10 } else { 0 } }",
        "fn score(case) { if case.actual == case.target { 10 } else { 0 } }",
    ] {
        for actual in [Value::Missing, Value::Text("98".to_owned()), Value::Flag(true)] {
            assert_eq!(refusal(body, actual).0, Code::UnlikeOperands, "{body}");
        }
    }
}

#[test]
fn a_missing_key_is_an_error_and_not_nothing() {
    // What the card does not know is refused when the script is loaded; what a mapping does not have, when it is asked for.
    assert_eq!(refusal("fn score(case) { case.actaul }", ONE()).0, Code::UnknownInput);
    assert_eq!(refusal("fn score(case) { let m = #{ a: 1 }; m.b }", ONE()).0, Code::ScriptError);
}

#[test]
fn whatever_a_guest_does_stops_its_row_at_a_line() {
    let recursion = "fn f(x) { f(x + 1) }\nfn score(case) { f(1) }";
    let table = [
        ("fn score(case) { loop { } }", Code::ScriptLimit),
        ("fn score(case) { while true { let x = 1; } }", Code::ScriptLimit),
        (recursion, Code::ScriptLimit),
        ("fn score(case) { let s = \"x\"; loop { s = `${s}${s}`; } }", Code::ScriptLimit),
        ("fn score(case) { let x = 12345; loop { x = x * x; } }", Code::ScriptLimit),
        ("fn score(case) { case.actual / (case.target - 2) }", Code::DivisionByZero),
        ("fn score(case) { 1 / 0 }", Code::DivisionByZero),
        ("fn score(case) { \"10\" }", Code::ScriptReturn),
        ("fn score(case) { }", Code::ScriptReturn),
        ("fn score(case) { 10.01 }", Code::PointsRange),
        ("fn score(case) { -0.01 }", Code::PointsRange),
        ("fn score(case) { refuse(\"no\", #{ x: 1 }) }", Code::RuleRefusal),
        ("fn score(case) { timestamp() }", Code::ScriptError),
        ("fn score(case) { rand() }", Code::ScriptError),
        ("fn score(case) { open_file(\"/etc/passwd\") }", Code::ScriptError),
        ("fn score(case) { print(1) }", Code::ScriptForbidden),
        ("fn score(case) { eval(\"1\") }", Code::ScriptForbidden),
        ("fn score(case) { import \"x\" as x; 1 }", Code::ScriptForbidden),
        ("fn score(case) { 2 ** 3 }", Code::ScriptForbidden),
        ("fn score(case) { let x = 7; x /= 2; x }", Code::ScriptForbidden),
        ("fn score(case) { case.weight = 5; 1 }", Code::ScriptForbidden),
        ("fn score(case) { let p = case.params; p.most = 5; 1 }", Code::ScriptForbidden),
        ("fn score(case) { let list = [1]; list[0] = 5; 1 }", Code::ScriptForbidden),
        ("fn score(case) { for band in [#{ share: 1 }] { if true { band.share = 0 } } 1 }", Code::ScriptForbidden),
        ("fn score(case) { 1e3 }", Code::ScriptSyntax),
        ("fn score(case) { unknown }", Code::ScriptSyntax),
        ("fn score(case { 1 }", Code::ScriptSyntax),
    ];
    for (body, wanted) in table {
        let (code, place) = refusal(body, ONE());
        assert_eq!(code, wanted, "{body} {place}");
        assert!(place.starts_with("scripts/try.rhai:1"), "{body}: {place}");
    }
}

/// What a script is given is shared by all that it names it by; whatever becomes of a variable, it stays as it is.
#[test]
fn what_a_script_is_given_stays_as_it_is() {
    let list = |items: [i64; 2]| Value::List(items.map(|item| Value::Number(Number::from(item))).to_vec());
    let nested = || Value::List(vec![list([1, 2]), list([3, 4])]);
    for body in [
        "fn score(case) { let l = case.actual; l = [[9]]; award(sum(at(case.actual, 0)), \"b\") }",
        "fn score(case) { let l = case.actual[0]; l = [9]; award(sum(case.actual[0]), \"b\") }",
        "fn score(case) { let l = at(case.actual, 0); l = [9]; award(sum(at(case.actual, 0)), \"b\") }",
        "fn score(case) { let l = (); l = case.actual[0]; l = [9]; award(sum(case.actual[0]), \"b\") }",
        "fn score(case) { let l = if true { case.actual[0] } else { [] }; l = [9]; award(sum(case.actual[0]), \"b\") }",
        "fn score(case) { for l in case.actual { l = [9]; } award(sum(case.actual[0]), \"b\") }",
        "fn f(l) { l = [9]; 0 } fn score(case) { award(f(case.actual[0]) + sum(case.actual[0]), \"b\") }",
        "fn f(l) { l = [9]; 0 } fn score(case) { award(f(at(case.actual, 0)) + sum(case.actual[0]), \"b\") }",
        "fn f(c) { c = #{}; 0 } fn score(case) { award(f(case) + sum(case.actual[0]), \"b\") }",
        "fn f() { 3 } fn score(case) { let l = case.actual; award(l[0].f(), \"b\") }",
        "fn score(case) { let l = [case]; award(sum(l[0].actual[0]), \"b\") }",
        "fn score(case) { let l = #{ c: case, p: [case.params] }; award(sum(l.c.actual[0]), \"b\") }",
        "fn f(c) { c } fn score(case) { award(sum(f(case).actual[0]), \"b\") }",
    ] {
        match score(body, nested()) {
            Ok(CallResult::Scored { points, .. }) => assert_eq!(points.to_string(), "3", "{body}"),
            other => panic!("{body}: {other:?}"),
        }
    }
}
