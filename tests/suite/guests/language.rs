//! What a script may be written with: everything else is refused when it is loaded, at its place.

use jixiao::{Code, RuleSet, Source};

use super::{ONE, points, refusal};
use crate::support::script;

/// The code and the place of the first problem of loading a script with this body.
fn load(body: &str) -> Option<(Code, String)> {
    let mut rules = RuleSet::new();
    let problem = rules.add("try", &Source::new("scripts/try.rhai", script(body))).err()?.into_iter().next()?;
    Some((problem.code, problem.place?.to_string()))
}

#[test]
fn what_means_nothing_is_refused_when_the_script_is_loaded() {
    for (written, column) in [
        ("1 | 2", 20),
        ("1 & 2", 20),
        ("1 ^ 2", 20),
        ("1 << 9999", 20),
        ("1 >> 2", 20),
        ("2 ** 3", 20),
        ("1..3", 19),
        ("1..=3", 19),
        ("1 in [1]", 20),
        ("1 !in [1]", 20),
        ("\"a\" in \"abc\"", 22),
        ("'a'", 18),
        ("this", 18),
        ("global::x", 24),
        ("0x1F", 18),
        ("0b11", 18),
        ("0o17", 18),
        ("word_of(1)", 18),
        ("list_of([1])", 18),
        ("text_of(1)", 18),
        ("mark_of(1)", 18),
        ("type_of(1)", 18),
        ("is_shared(case)", 18),
        ("is_def_fn(\"score\", 1)", 18),
        ("switch case.actual { 1 => 5, _ => 0 }", 41),
        ("switch case.actual { 0.5 => 5, _ => 0 }", 43),
        ("switch case.actual { -1 => 5, _ => 0 }", 42),
        ("switch case.actual { \"a\" | 1 => 5, _ => 0 }", 47),
        ("switch case.actual { \"a\" => 5, () => 0 }", 52),
        ("switch case.actual { [1] => 5, _ => 0 }", 43),
    ] {
        let found = load(&format!("fn score(case) {{ {written} }}"));
        let code = found.as_ref().map(|(code, _)| *code);
        assert!(matches!(code, Some(Code::ScriptForbidden | Code::ScriptSyntax)), "{written}: {found:?}");
        if code == Some(Code::ScriptForbidden) {
            assert_eq!(found.unwrap().1, format!("scripts/try.rhai:10:{column}"), "{written}");
        }
    }
    for written in
        ["let x = 1; x |= 2;", "let x = 1; x <<= 2;", "let x = 1; x %= 2;", "let f = |x| x;", "let f = || 1;"]
    {
        assert!(load(&format!("fn score(case) {{ {written} 1 }}")).is_some(), "{written}");
    }
}

#[test]
fn names_of_the_program_are_not_defined_again() {
    for name in ["award", "note", "refuse", "not_applicable", "given", "min", "clamp", "round", "at", "lookup"] {
        for arguments in ["", "a", "a, b", "a, b, c"] {
            let found = load(&format!("fn score(case) {{ award(1, \"b\") }}\nfn {name}({arguments}) {{ 0 }}"));
            assert_eq!(found, Some((Code::ScriptForbidden, "scripts/try.rhai:11:4".to_owned())), "{name}({arguments})");
        }
    }
    assert_eq!(load("fn score(case) { award(1, \"b\") }\nfn minimum(a) { 0 }\nprivate fn least(a) { 0 }"), None);
    assert!(load("fn score(case) { award(1, \"b\") }\nfn Number.own() { 0 }").is_some());
}

#[test]
fn statements_outside_functions_are_refused() {
    for statement in ["let x = 1;", "loop { }", "const LIMIT = 5;", "min(1, 2);", "1", "if true { }"] {
        let found = load(&format!("fn score(case) {{ award(1, \"b\") }}\n{statement}"));
        assert_eq!(found, Some((Code::ScriptForbidden, "scripts/try.rhai:11:1".to_owned())), "{statement}");
    }
}

#[test]
fn a_number_is_never_cut() {
    let long = "1.23456789012345678901234567891";
    for number in
        ["12345678901234567890123456789012345678901234", long, &format!("-{long}"), "0.00000000000000000000000000001"]
    {
        for body in [
            format!("fn score(case) {{ award({number}, \"b\") }}"),
            format!("fn score(case) {{ let x = {number}; 1 }}"),
        ] {
            assert_eq!(load(&body).map(|(code, _)| code), Some(Code::ScriptSyntax), "{body}");
        }
    }
    assert_eq!(
        points("fn score(case) { award(1.2345678901234567890123456789, \"b\") }"),
        "1.2345678901234567890123456789"
    );
}

/// Where the compiled text is wider than the script, places are those of the script.
#[test]
fn places_are_those_of_the_script() {
    let body = "fn score(case) { let l = [1, 2]; let t = `${1}${2}`; switch t { \"12\" => { let x = 5; case.actual / (x - 5) } _ => 1 } }";
    let (code, place) = refusal(body, ONE());
    let column = body.find("/ (").unwrap() + 1;
    assert_eq!((code, place), (Code::DivisionByZero, format!("scripts/try.rhai:10:{column}")));
}

/// How a script is stored is not what it says.
#[test]
fn line_ends_and_a_byte_order_mark_are_no_part_of_a_script() {
    let text = script("fn score(case) {\n    let x = 0;\n    case.actual / x\n}\n");
    let compiled = |text: &str| {
        let rules = RuleSet::new();
        rules.compile("try", &Source::new("scripts/try.rhai", text)).unwrap()
    };
    let plain = compiled(&text);
    for stored in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
        text.replacen('\n', "\r\n", 3),
    ] {
        let rule = compiled(&stored);
        assert_eq!(rule.source().text(), plain.source().text());
        assert_eq!(rule.metadata().title, plain.metadata().title);
        let case = rule.examples().unwrap().remove(0).case.unwrap();
        let problem = rule.run_case(&case).unwrap_err();
        assert_eq!((problem.code, problem.place.unwrap().line_column()), (Code::DivisionByZero, (12, 17)));
    }
}
