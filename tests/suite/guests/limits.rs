//! Whatever a script does, it stops soon, at the line it was in, and says what is used up.

#![expect(clippy::disallowed_types, reason = "a clock tells a call that stops soon from one that does not")]

use std::time::{Duration, Instant};

use jixiao::{Code, Language, Messages, RuleSet, Source};

use super::{ONE, score};
use crate::support::script;

/// Ten times what a call may take.
const MAX_TIME: Duration = Duration::from_secs(1);

/// The line of the problem, its code, and its sentence in English.
fn stopped(body: &str) -> (usize, Code, String) {
    let start = Instant::now();
    let problem = score(body, ONE()).expect_err(body);
    assert!(start.elapsed() < MAX_TIME, "{body}: {:?}", start.elapsed());
    let (sentence, remedies) = jixiao::format::tell_problem(&problem, &Messages::of(Language::En));
    (problem.place.unwrap().line_column().0, problem.code, format!("{sentence} / {}", remedies.join(" / ")))
}

/// The first line of a body is line 10.
#[test]
fn every_limit_is_met_at_its_line() {
    let power = "let x = 3; let i = 0; while i < 10 { x = x * x; i = i + 1; }";
    for (body, line, said) in [
        ("fn score(case) {\n  loop { }\n}".to_owned(), 11, "too many steps"),
        ("fn score(case) {\n  let x = 1;\n  while true {\n    x = 2;\n  }\n}".to_owned(), 13, "too many steps"),
        (
            "fn score(case) {\n  let i = 0;\n  while i < 500 { i = i + 1; }\n  loop {\n    i = i * 1;\n  }\n}"
                .to_owned(),
            14,
            "too many steps",
        ),
        (
            "fn spin(x) {\n  do { x = x + 1; }\n  while true;\n}\nfn score(case) {\n  spin(1)\n}".to_owned(),
            11,
            "too many steps",
        ),
        (
            "fn f(x) {\n  let y = x + 1;\n  f(y)\n}\nfn score(case) {\n  f(1)\n}".to_owned(),
            12,
            "function calls nested too deeply",
        ),
        ("fn score(case) {\n  let s = \"x\";\n  loop {\n    s = s + s;\n  }\n}".to_owned(), 13, "text too long"),
        ("fn score(case) {\n  let s = \"x\";\n  loop {\n    s = `${s}${s}`;\n  }\n}".to_owned(), 13, "text too long"),
        ("fn score(case) {\n  let s = [1];\n  loop {\n    s = [s, s];\n  }\n}".to_owned(), 13, "list too long"),
        (
            "fn score(case) {\n  let s = #{ a: 1 };\n  loop {\n    s = #{ a: s, b: s };\n  }\n}".to_owned(),
            13,
            "mapping too large",
        ),
        (variables(), 138, "too many variables"),
        ("fn score(case) {\n  let x = 12345;\n  loop {\n    x = x * x;\n  }\n}".to_owned(), 13, "number too large"),
        // What is done in few steps counts as well.
        (
            "fn score(case) {\n  let a = award(1, \"b\");\n  loop {\n    a = note(a, \"b\");\n  }\n}".to_owned(),
            13,
            "too many notes",
        ),
        (
            format!("fn score(case) {{\n  {power}\n  loop {{\n    let z = (x + 1) / (x - 1);\n  }}\n}}"),
            13,
            "too much computation",
        ),
        (
            format!("fn score(case) {{\n  {power}\n  loop {{\n    if x + 0.5 < x {{ }}\n  }}\n}}"),
            13,
            "too much computation",
        ),
        (
            format!("fn score(case) {{\n  {power}\n  let l = [{}];\n  loop {{\n    sum(l);\n  }}\n}}", fractions(200)),
            14,
            "too much computation",
        ),
        (
            format!("fn score(case) {{\n  let l = [{}];\n  loop {{\n    sum(l);\n  }}\n}}", ones(1000)),
            13,
            "too much computation",
        ),
        (
            format!("fn score(case) {{\n  let l = [{}];\n  loop {{\n    interpolate(l, 5, 10);\n  }}\n}}", knots(30)),
            13,
            "too much computation",
        ),
        (format!("fn score(case) {{\n  let a = award(1, \"b\", #{{ {} }});\n  a\n}}", facts(40)), 11, "too many facts"),
    ] {
        let (found, code, sentence) = stopped(&body);
        assert_eq!((found, code), (line, Code::ScriptLimit), "{body}: {sentence}");
        assert!(sentence.contains(said), "{body}: {sentence}");
    }
}

/// What is shared is not copied, however often it is named.
#[test]
fn a_long_list_is_not_copied() {
    let body = format!(
        "fn score(case) {{ let l = [{}]; let m = l; let i = 0; while i < 5000 {{ m = l; i = i + 1; }} award(count(m) / 100, \"b\") }}",
        ones(1000)
    );
    let start = Instant::now();
    assert_eq!(super::points(&body), "10");
    assert!(start.elapsed() < MAX_TIME);
}

#[test]
fn an_award_holds_plain_facts() {
    for fact in ["award(1, \"b\")", "[1]", "#{ a: 1 }", "case", "case.list", "case.params.large"] {
        for call in ["award(1, \"b\", #{ x: F })", "refuse(\"no\", #{ x: F })"] {
            let body = format!("fn score(case) {{ {} }}", call.replace('F', fact));
            assert_eq!(score(&body, ONE()).unwrap_err().code, Code::ScriptError, "{body}");
        }
    }
    for fact in ["1", "0.5", "case.actual", "\"a\"", "true", "case.day", "()"] {
        let body = format!("fn score(case) {{ award(1, \"b\", #{{ x: {fact} }}) }}");
        assert!(score(&body, ONE()).is_ok(), "{body}");
    }
}

/// A rule may have hundreds of examples; thousands are told as what they are.
#[test]
fn examples_have_a_limit_of_their_own() {
    let with = |count: usize| {
        let example = "#{ actual: 1, target: 2, weight: 10, points: 5 }";
        let text = script("fn score(case) { award(5, \"b\") }").replace(example, &vec![example; count].join(",\n"));
        let mut rules = RuleSet::new();
        rules.add("try", &Source::new("scripts/try.rhai", text)).unwrap();
        rules.get("try").unwrap().run_examples()
    };
    assert_eq!(with(1_000).unwrap().len(), 1_000);
    let problem = with(20_000).unwrap_err();
    let (sentence, remedies) = jixiao::format::tell_problem(&problem, &Messages::of(Language::En));
    assert_eq!((problem.code, problem.place.unwrap().line_column().0), (Code::ScriptLimit, 9));
    assert!(
        sentence.contains("too much content in examples()") && remedies[0].contains("65536"),
        "{sentence} {remedies:?}"
    );
}

fn variables() -> String {
    let lines: String = (0..300).map(|number| format!("  let v{number} = 1;\n")).collect();
    format!("fn score(case) {{\n{lines}}}")
}

fn ones(count: usize) -> String {
    vec!["1"; count].join(", ")
}

fn fractions(count: usize) -> String {
    (0..count).map(|number| format!("1 / x + {number}")).collect::<Vec<_>>().join(", ")
}

fn knots(count: usize) -> String {
    (0..count).map(|number| format!("#{{ x: {number}, points: 1 }}")).collect::<Vec<_>>().join(", ")
}

fn facts(count: usize) -> String {
    (0..count).map(|number| format!("f{number}: 1")).collect::<Vec<_>>().join(", ")
}

/// A divisor of 0 in a formula is looked for in its metrics, and not in a rule.
#[test]
fn a_formula_without_a_result_names_its_metric() {
    let scheme = "scheme: s\ntitle: 试\nfull_score: 10\nrounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\ngrades: [{ grade: 优秀, from: 9 }, { grade: 差, from: 0 }]\nmetrics: { a: {}, b: {}, c: { formula: 100 * a / b } }\n\
        dimensions: [{ id: d, name: 产出, weight: 10, indicators: [{ id: i, name: 率, weight: 10, inputs: { actual: c }, rule: linear_rate }] }]\n";
    let folder = crate::support::folder_of(
        "guests-formula",
        &[("scheme.yaml", scheme), ("report.yaml", "unit: 某局\nmetrics: { a: { value: 5 }, b: { value: 0 } }\n")],
    );
    let run = crate::support::jixiao(&["score", folder.to_str().unwrap()]);
    let said = run.problems();
    assert!(said.contains("除数为 0") && said.contains("“b”") && !said.contains("在规则中"), "{said}");
}

/// A formula is not a script, and is told as what it is.
#[test]
fn a_formula_is_refused_in_its_own_words() {
    let place = jixiao::Place::start_of(&Source::new("scheme.yaml", "min(1, 2)"));
    for text in
        ["2 ** 3", "a[0]", "\"a\"", "100 × a ÷ b", "a > b", "award(1, a)", "foo(a)", "1.23456789012345678901234567891"]
    {
        let problem = RuleSet::new().formula(text, &place).unwrap_err();
        let (sentence, _) = jixiao::format::tell_problem(&problem, &Messages::of(Language::Zh));
        assert_eq!(problem.code, Code::FormulaSyntax, "{text}");
        let rest = sentence.replace(text, "");
        assert!(!rest.contains("Unexpected") && !rest.contains("Invalid"), "{text}: {sentence}");
    }
}
