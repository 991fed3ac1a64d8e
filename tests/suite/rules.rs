//! Rules tested: the shipped ones come out clean, and whatever an example misses is found.

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::format::{render_problems, rule_text, tell_problem};
use jixiao::project::{load_rules, situations_below};
use jixiao::rule_test::{Boundary, RuleTest, test_rule, test_rules};
use jixiao::{Code, Diagnostic, Diagnostics, Language, Messages, Program, RuleSet, ScriptRule, Source, Warned};

use crate::support::{Run, folder_of, program, root};

fn shipped(name: &str) -> String {
    fs::read_to_string(root().join("scripts").join(format!("{name}.rhai"))).unwrap()
}

/// A shipped script without the lines that hold `part`; each must be there.
fn without(name: &str, parts: &[&str]) -> String {
    let text = shipped(name);
    for part in parts {
        assert_eq!(text.lines().filter(|line| line.contains(part)).count(), 1, "{name}: {part}");
    }
    text.lines().filter(|line| !parts.iter().any(|part| line.contains(part))).map(|line| format!("{line}\n")).collect()
}

fn load(name: &str, text: &str) -> Result<RuleSet, Diagnostics> {
    let mut book = RuleSet::new();
    book.add(name, &Source::new(format!("scripts/{name}.rhai"), text)).map(|()| book)
}

fn tested(name: &str, text: &str) -> RuleTest {
    test_rule(load(name, text).unwrap().get(name).unwrap(), &[])
}

/// What was missed: the code, the line, and the facts in their order, without the example that is offered.
fn missed(test: &RuleTest) -> Vec<String> {
    assert!(test.wrong.is_empty(), "{:?}", test.wrong);
    test.missed.iter().map(told).collect()
}

fn told(problem: &Diagnostic) -> String {
    let place = problem.place.as_ref().unwrap();
    let facts: Vec<&str> = problem
        .facts()
        .filter(|(name, _)| !["also", "example"].contains(name))
        .map(|(_, fact)| fact.en.as_str())
        .collect();
    format!("{} {}: {}", problem.code.name(), place.line_column().0, facts.join(" | "))
}

fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

/// A rule for one number against one target, with these header lines, examples and functions.
fn script(header: &str, examples: &str, functions: &str) -> String {
    format!(
        "//! title-zh: 试\n//! title-en: Try\n//! zh: 试\n//! en: try\n//! source: test\n{header}\
fn inputs() {{ #{{ actual: #{{ kind: \"number\", zh: \"完成值\", en: \"actual\" }} }} }}\n\
fn params() {{ #{{ }} }}\n\
fn sentences() {{ #{{ some: #{{ zh: \"{{points}}\", en: \"{{points}}\" }}, full: #{{ zh: \"满分\", en: \"full\" }} }} }}\n\
fn examples() {{ [\n{examples}] }}\n{functions}\n"
    )
}

#[test]
fn all_shipped_scripts_come_out_clean() {
    let Warned { value: book, warnings: problems } = load_rules(&root().join("scripts")).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let Warned { value: situations, warnings: problems } = situations_below(&root().join("indicators"), &book).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let rules: Vec<&ScriptRule> = book.rules().collect();
    let tests = test_rules(&rules, &situations, &|_| {});
    let found: Vec<String> = tests
        .iter()
        .flat_map(|test| test.wrong.iter().chain(test.missed.iter()))
        .map(|problem| format!("{problem:?}"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(tests.len() >= 30 && tests.iter().all(|test| !test.invariants.is_empty()));
    let noticed: usize = tests.iter().map(|test| test.mutants.killed).sum();
    assert!(noticed > 500, "{noticed} mutants; something is wrong with the test");
    // Of the department's scheme: (0, 10] is worth 2 points, (10, 20] is worth 1.
    let bands = tests.iter().find(|test| test.rule == "bands").unwrap();
    let edge = bands.boundaries.iter().find(|boundary| {
        boundary.from.ends_with("yueyang-department adjustment") && boundary.samples[1].value.to_string() == "10"
    });
    let points: Vec<String> = edge
        .unwrap()
        .samples
        .iter()
        .map(|sample| sample.result.as_ref().unwrap().points().unwrap().to_string())
        .collect();
    assert_eq!(points, ["2", "2", "1"]);
    // The same again, whichever thread comes first.
    let again = test_rules(&rules[..8], &situations, &|_| {});
    assert_eq!(format!("{:?}", &tests[..8]), format!("{again:?}"));
}

/// Finished on the last day: only this example tells `<=` from `<`.
#[test]
fn a_deleted_boundary_example_leaves_exactly_its_mutant() {
    let text = without("timeliness", &["actual: \"2024-12-31\", target"]);
    let line = line_of(&text, "if case.actual <= case.target");
    assert_eq!(missed(&tested("timeliness", &text)), [format!("surviving-mutant {line}: < | <= | comparison")]);

    // A target of −0.01 is the only example between −1 and 0.
    let text = without("forward_ratio", &["target: -0.01"]);
    let line = line_of(&text, "if case.target < 0");
    let test = tested("forward_ratio", &text);
    assert_eq!(missed(&test), [format!("surviving-mutant {line}: (-0.01) | 0 | threshold")]);
    let drawn = |language| render_problems(&test.missed, &Messages::of(language), None);
    insta::assert_snapshot!(
        "a_surviving_mutant_as_it_is_drawn",
        format!("{}\n\n{}", drawn(Language::En), drawn(Language::Zh))
    );
}

/// 90 of the bands [80, 90) and ≥ 90: without it, nobody sees the edge rise or 90 go to the lower band.
#[test]
fn a_deleted_edge_of_a_table_leaves_exactly_its_mutants() {
    let text = without("bands", &["actual: 90, weight"]);
    let line = line_of(&text, "fn important()");
    let test = tested("bands", &text);
    let examples = test.missed.iter().map(|problem| tell_problem(problem, &Messages::of(Language::En)).1.join(" "));
    let [first, second] = &examples.collect::<Vec<_>>()[..] else { panic!("{:?}", test.missed) };
    assert!(first.starts_with("this example tells the two apart"), "{first}");
    assert_eq!(second, "the example given for `90 → 90.01` tells these apart too", "one example is told once");
    assert_eq!(
        missed(&test),
        [
            format!("surviving-mutant {line}: 90.01 | 90 | table"),
            format!("surviving-mutant {line}: [80, 90] | > 90 | [80, 90) | ≥ 90 | table"),
        ]
    );
}

#[test]
fn a_case_notices_what_examples_do_not() {
    let text = without("timeliness", &["actual: \"2024-12-31\", target"]);
    let (book, full) = (load("timeliness", &text).unwrap(), load("timeliness", &shipped("timeliness")).unwrap());
    let on_the_day = full.get("timeliness").unwrap().examples().unwrap().remove(1).case.unwrap();
    let situation = jixiao::rule_test::Situation { from: "a case".to_owned(), case: on_the_day };
    let test = test_rule(book.get("timeliness").unwrap(), &[situation]);
    assert_eq!((missed(&test).len(), test.situations), (0, 1));
}

#[test]
fn branches_and_sentences_that_no_example_shows_are_named() {
    let text = without("linear_rate", &["actual: 100.01"]);
    let line = line_of(&text, "if case.actual > 100");
    let found = missed(&tested("linear_rate", &text));
    assert_eq!(found[0], format!("unreached-branch {line}: refuse(\"not_a_share\")"));
    assert_eq!(found.iter().filter(|found| found.starts_with("unreached-branch")).count(), 1, "{found:?}");

    // The remark and the award inside it are one branch.
    let text = without("forward_ratio", &["target: 0, weight"]);
    let line = line_of(&text, "note(award");
    let found = missed(&tested("forward_ratio", &text));
    let call = "note(award(case.weight, \"reached\"), \"zero_target\")";
    assert_eq!(found[0], format!("unreached-branch {line}: {call}"));
    assert_eq!(found.iter().filter(|found| found.starts_with("unreached-branch")).count(), 1, "{found:?}");

    // One of two names in a call is never used; `full` is declared and in no call at all; `sum` is in no declaration.
    let body = "fn score(case) { award(5, if case.actual > 1 { \"some\" } else { \"sum\" }) }";
    let text = script("", "#{ actual: 1, points: 5 }, #{ actual: 0, points: 5 }\n", body);
    let line = line_of(&text, "fn score");
    let found = missed(&tested("try", &text));
    let wanted = |code: &str, line: usize, name: &str| format!("{code} {line}: {name}");
    assert!(found.contains(&wanted("unreached-branch", line, "some")), "{found:?}");
    assert!(found.contains(&wanted("unused-sentence", line_of(&text, "fn sentences"), "full")), "{found:?}");
    assert!(found.contains(&wanted("undeclared-sentence", line, "full, some | sum")), "{found:?}");
}

/// 60 of 100 is the pass line: nothing just below it, 10 × 0.6 = 6 at it, 10 × 0.6001 = 6.001 just above it.
#[test]
fn boundary_values_lie_where_a_comparison_turns() {
    let test = tested("pass_line_ratio", &shipped("pass_line_ratio"));
    let of = |boundary: &Boundary| {
        let points = boundary.samples.iter().map(|sample| {
            let reply = sample.result.as_ref().unwrap();
            format!("{} → {}", sample.value, reply.points().unwrap())
        });
        (boundary.input.clone(), boundary.step.to_string(), points.collect::<Vec<_>>().join(", "), boundary.is_jump)
    };
    let all: Vec<_> = test.boundaries.iter().map(of).collect();
    let wanted = |points: &str, is_jump| ("actual".to_owned(), "0.01".to_owned(), points.to_owned(), is_jump);
    // (0.6001 − 0.6) ÷ 0.4 × 10 = 0.0025; (0.9999 − 0.6) ÷ 0.4 × 10 = 9.9975.
    for boundary in [
        wanted("59.99 → 0, 60 → 6, 60.01 → 6.001", true),
        wanted("59.99 → 0, 60 → 0, 60.01 → 0.0025", false),
        wanted("99.99 → 9.9975, 100 → 10, 100.01 → 10", false),
    ] {
        assert!(all.contains(&boundary), "{boundary:?} is not in {all:#?}");
    }
    // A part of a step costs a whole one: 85 is one step of 5 below 90, and the second begins just below it.
    let test = tested("step_deduct", &shipped("step_deduct"));
    let all: Vec<_> = test.boundaries.iter().filter(|boundary| boundary.is_jump).map(of).collect();
    assert!(all.contains(&wanted("84.99 → 8, 85 → 9, 85.01 → 9", true)), "{all:#?}");
    // Days go by one.
    let test = tested("timeliness", &shipped("timeliness"));
    let all: Vec<_> = test.boundaries.iter().map(of).map(|(_, step, points, _)| (step, points)).collect();
    let wanted = ("1".to_owned(), "2024-12-30 → 5, 2024-12-31 → 5, 2025-01-01 → 4.5".to_owned());
    assert!(all.contains(&wanted), "{all:#?}");
}

#[test]
fn a_broken_law_comes_with_numbers() {
    // At 10 the points are 10; beyond, half of them.
    let body = "fn score(case) { if case.actual > 10 { award(case.weight / 2, \"full\") } else { award(case.weight * case.actual / 10, \"some\") } }";
    let examples =
        "#{ actual: 5, points: 5 }, #{ actual: 10, points: 10 }, #{ actual: 10.01, points: 5, branch: \"full\" }\n";
    let law = |law: &str, examples: &str, body: &str| {
        let text = script(&format!("//! invariant: {law}\n"), examples, body);
        let broken = tested("try", &text).missed.into_iter().filter(|problem| problem.code == Code::InvariantBroken);
        broken.map(|problem| told(&problem)).collect::<Vec<_>>()
    };
    assert_eq!(
        law("monotone-up actual", examples, body),
        ["invariant-broken 6: actual = 10 → 1, actual = 11 → 0.5; weight = 1 | monotone-up actual"]
    );
    assert_eq!(
        law("monotone-down actual", examples, body),
        ["invariant-broken 6: actual = 0 → 0, actual = 1 → 0.1; weight = 1 | monotone-down actual"]
    );
    assert_eq!(law("bounded", examples, body), [""; 0]);
    assert_eq!(law("full-marks-reachable", examples, body), [""; 0]);
    // Nine tenths of the weight are never all of it.
    let body = "fn score(case) { award(case.weight * 0.9, \"some\") }";
    assert_eq!(
        law("full-marks-reachable", "#{ actual: 1, points: 9 }\n", body),
        ["invariant-broken 6: 9 < 10; actual = 1, weight = 10 | full-marks-reachable"]
    );
    // 10 ÷ actual is no number at 0.
    let body = "fn score(case) { award(min(case.weight, 10 / case.actual), \"some\") }";
    assert_eq!(
        law("bounded", "#{ actual: 2, points: 5 }\n", body),
        ["invariant-broken 6: actual = 0, weight = 1 → division-by-zero () | bounded"]
    );
}

#[test]
fn a_mutant_that_never_ends_is_stopped_and_noticed() {
    let body = "fn score(case) { let n = 0; while n < case.actual { n = n + 1; } award(n, \"some\") }";
    let test = tested("try", &script("", "#{ actual: 3, points: 3 }\n", body));
    // Counting down never ends, nor does counting by nothing.
    let found = missed(&test);
    assert!(!found.iter().any(|found| found.contains("- | +") || found.contains("0 | 1")), "{found:?}");
    assert!(test.mutants.killed >= 4, "{:?}", test.mutants);
}

/// What stands in a `${…}` is code like any other, and what follows it stands where it stands.
#[test]
fn code_inside_a_text_is_changed_too() {
    let body = "fn score(case) { let name = `so${if case.actual > 1 { \"me\" } else { \"\" }}`; if case.actual > 3 { award(5, name) } else { award(4, \"full\") } }";
    let test =
        tested("try", &script("", "#{ actual: 4, points: 5, branch: \"some\" }, #{ actual: 3, points: 4 }\n", body));
    let found = missed(&test);
    assert_eq!(test.mutants.uncompiled, 0);
    assert!(found.contains(&"surviving-mutant 12: >= | > | comparison".to_owned()), "{found:?}");
    // 3.01 for 3 needs an example between them, 2.99 one just above it; of 1, every change survives.
    let thresholds = found.iter().filter(|found| found.ends_with("threshold")).count();
    assert_eq!(thresholds, 4, "{found:?}");
}

#[test]
fn a_harmless_change_is_remarked_on_and_held_to_it() {
    // Days late are whole, so that "0 or fewer" and "fewer than 1" are the same; nothing shows them apart. What a function of
    // the script gives is not known to be whole.
    let body = "fn cut(x) { floor(x) } fn score(case) { let n = cut(case.actual); if n <= 0 { award(10, \"full\") } else { award(5, \"some\") } }";
    let examples = "#{ actual: 0, points: 10 }, #{ actual: 1, points: 5 }\n";
    let with = |remarks: &str| missed(&tested("try", &script(remarks, examples, body)));
    let survives: Vec<String> = with("");
    assert_eq!(survives, [format!("surviving-mutant {}: 0.01 | 0 | threshold", 12)]);
    assert_eq!(with("//! equivalent: n <= 0 => n <= 0.01 because floor gives whole numbers\n"), [""; 0]);
    let remark = "//! equivalent: n <= 0 => n < 0 because nobody looks\n";
    assert!(with(remark).contains(&"stale-equivalent 6: n < 0 | n <= 0 | ".to_owned()), "{:?}", with(remark));
    let remark = "//! equivalent: n <= 7 => n < 7 because it was so once\n";
    assert!(with(remark).contains(&"stale-equivalent 6:  | n < 7 | n <= 7".to_owned()), "{:?}", with(remark));
}

#[test]
fn header_lines_that_are_none_are_refused_at_their_place() {
    let refusal = |header: &str| {
        let text = script(header, "#{ actual: 1, points: 5 }\n", "fn score(case) { 5 }");
        let problems = load("try", &text).expect_err(header);
        let problem = problems.into_iter().next().unwrap();
        (problem.code, problem.place.unwrap().to_string())
    };
    for (header, code) in [
        ("//! invarant: bounded\n", Code::HeaderWord),
        ("//! invariant: rising\n", Code::HeaderWord),
        ("//! invariant: monotone-up\n", Code::HeaderWord),
        ("//! invariant: monotone-up actaul\n", Code::UnknownInput),
        ("//! invariant: bounded when mode = x\n", Code::UnknownParameter),
        ("//! invariant: bounded when mode\n", Code::HeaderWord),
        ("//! equivalent: a < b because so\n", Code::HeaderWord),
        ("//! kind: rull\n", Code::HeaderWord),
        ("//! direction: up\n", Code::HeaderWord),
    ] {
        assert_eq!(refusal(header), (code, "scripts/try.rhai:6:1".to_owned()), "{header}");
    }
    for header in ["//! invariant: bounded\n", "//! invariant: monotone-up actual\n", "//! kind: rule\n"] {
        let text = script(header, "#{ actual: 1, points: 5 }\n", "fn score(case) { 5 }");
        assert!(load("try", &text).is_ok(), "{header}");
    }
}

/// `either_or` once gave 0 points for no rates at all, as if nothing had been done.
#[test]
fn no_rates_are_refused_and_not_scored() {
    for name in ["either_or", "min_of"] {
        let book = load(name, &shipped(name)).unwrap();
        let rule = book.get(name).unwrap();
        let mut case = rule.examples().unwrap().remove(0).case.unwrap();
        case.inputs.insert("rates".to_owned(), jixiao::Value::List(Vec::new()));
        let refused = rule.run_case(&case).unwrap_err();
        assert_eq!((refused.code, refused.get("key").unwrap().en.as_str()), (Code::RuleRefusal, "no_rates"), "{name}");
    }
}

/// The department's adjustment rate begins at 0: what lies below is told with the bands, and gets no points.
#[test]
fn a_figure_beyond_all_bands_is_told_with_the_bands() {
    let book = load("bands", &shipped("bands")).unwrap();
    let rule = book.get("bands").unwrap();
    let mut cases = rule.examples().unwrap().into_iter().filter_map(|example| example.case.ok());
    let mut case = cases.find(|case| case.weight == jixiao::Number::from(3)).unwrap();
    case.inputs.insert("actual".to_owned(), jixiao::Value::Number(jixiao::Number::from(-1)));
    let problem = rule.run_case(&case).unwrap_err();
    assert_eq!(problem.code, Code::OutsideBands);
    assert_eq!(problem.get("value").unwrap().en, "-1");
    assert_eq!(problem.get("bands").unwrap().en, "= 0  (0, 10]  (10, 20]  (20, 30]  > 30");
}

#[test]
fn examples_say_only_what_means_something() {
    let wrong = |examples: &str, body: &str| {
        let test = tested("try", &script("", examples, body));
        test.wrong.iter().map(told).collect::<Vec<_>>()
    };
    let body = "fn score(case) { if case.actual < 0 { refuse(\"full\") } award(5, \"some\", #{ half: 2.5 }) }";
    assert_eq!(wrong("#{ actual: 1, points: 5, facts: #{ half: 2.5 } }\n", body), [""; 0]);
    assert_eq!(
        wrong("#{ actual: 1, points: 5, facts: #{ half: 3 } }\n", body),
        ["script-example 10: half: 2.5 | half: 3"]
    );
    assert_eq!(wrong("#{ actual: 1, pionts: 5 }\n", body).len(), 1);
    assert!(wrong("#{ actual: 1, pionts: 5 }\n", body)[0].starts_with("unknown-field 10: pionts"));
    assert_eq!(wrong("#{ actual: -1, refused: \"some\" }\n", body), ["script-example 10: refuse(full) | refuse(some)"]);
    assert_eq!(
        wrong("#{ actual: 1, points: 5, notes: [\"full\"] }\n", body),
        ["script-example 10: notes: [] | notes: [full]"]
    );
}

/// A folder of scripts with one rule.
fn scripts(name: &str, timeliness: &str) -> PathBuf {
    folder_of(&format!("{name}/scripts"), &[("timeliness.rhai", timeliness)])
}

fn run(arguments: &[&str], folder: &Path) -> Run {
    Run::of(program().arg("rules").args(arguments).args(["--lang", "en", "--scripts"]).arg(folder))
}

#[test]
fn the_command_tells_by_its_status() {
    let sound = scripts("rules-sound", &shipped("timeliness"));
    let missing = scripts("rules-missing", &without("timeliness", &["actual: \"2024-12-31\", target"]));
    let wrong = scripts("rules-wrong", &shipped("timeliness").replace("points: 4.5", "points: 4"));
    let status = |arguments: &[&str], folder: &Path| run(arguments, folder).status;
    assert_eq!(status(&["test"], &sound), Some(0));
    assert_eq!(status(&["test"], &missing), Some(4));
    assert_eq!(status(&["test"], &wrong), Some(1));
    assert_eq!(status(&["test", "punctuality"], &sound), Some(1));
    assert_eq!(status(&["test", "--cases", "nowhere"], &sound), Some(1));
    assert_eq!(status(&["timeliness"], &sound), Some(0));
    assert_eq!(status(&["punctuality"], &sound), Some(1));
    assert_eq!(status(&[], &sound), Some(0));

    let told = run(&["test"], &missing).err;
    assert!(told.contains("warning[surviving-mutant]: changing `<=` to `<` is not detected"), "{told}");

    let json = run(&["test", "timeliness", "--format", "json"], &missing).json();
    let rule = &json["rules"][0];
    assert_eq!(rule["mutants"]["survived"], 1);
    assert_eq!(rule["missed"][0]["code"], "surviving-mutant");
    assert_eq!(rule["boundaries"][0]["samples"][1]["value"], "2024-12-31");
    insta::assert_snapshot!("timeliness_tested", run(&["test", "timeliness"], &sound).out);
}

/// What `rules NAME` shows to be pasted is a scheme that compiles, for every rule and modifier.
#[test]
fn the_use_of_every_rule_can_be_pasted_into_a_scheme() {
    let book = load_rules(&root().join("scripts")).unwrap().value;
    for rule in book.rules() {
        let name = &rule.metadata().name;
        let text = rule_text(rule, &Messages::of(Language::En));
        let (_, shown) = text.split_once("\nuse in a scheme:\n").unwrap_or_else(|| panic!("{name}: {text}"));
        let shown: String = shown.lines().map(|line| format!("{}\n", &line[2..])).collect();
        let key = if rule.metadata().is_modifier { "modifiers:" } else { "indicators:" };
        let at = shown.find(key).unwrap();
        let (metrics, used) = shown.split_at(at);
        let indented =
            |depth: usize| -> String { used.lines().map(|line| format!("{}{line}\n", " ".repeat(depth))).collect() };
        let weight = used.split("weight: ").nth(1).map_or("10", |rest| rest.split([',', '\n']).next().unwrap());
        let indicators = if rule.metadata().is_modifier {
            let row = "    indicators:\n      - id: row\n        name: 行\n        weight: 10\n        unit: \"%\"\n        target: { at_least: 90 }\n        rule: forward_ratio\n";
            format!("{row}{}", indented(8))
        } else {
            indented(4)
        };
        let scheme = format!(
            "scheme: s\ntitle: 试\nfull_score: {weight}\nrounding: {{ total: {{ places: 2, mode: half-up }} }}\n\
             grades: [{{ grade: 全部, from: 0 }}]\n{metrics}dimensions:\n  - id: d\n    name: 产出\n    weight: {weight}\n{indicators}"
        );
        let compiled = Program::compile(crate::support::scheme(&scheme), book.clone());
        assert!(compiled.is_ok(), "{name}: {:?}\n{scheme}", compiled.err());
    }
}

/// A rule takes the forms of target that its card names; every other is refused before anybody is scored by it.
#[test]
fn every_rule_takes_the_forms_of_target_on_its_card_and_no_other() {
    let book = load_rules(&root().join("scripts")).unwrap().value;
    let forms = [
        ("at-least", "{ at_least: 100 }"),
        ("more-than", "{ more_than: 100 }"),
        ("at-most", "{ at_most: 100 }"),
        ("less-than", "{ less_than: 100 }"),
        ("equal", "{ equal: 100 }"),
        ("between", "{ between: [90, 110] }"),
        ("by", "{ by: 2024-12-31 }"),
        ("statement", "{ statement: 显著提升 }"),
    ];
    for rule in book.rules().filter(|rule| !rule.metadata().is_modifier) {
        let card = rule.metadata();
        let text = rule_text(rule, &Messages::of(Language::En));
        let (_, shown) = text.split_once("\nuse in a scheme:\n").unwrap();
        let shown: String = shown.lines().map(|line| format!("{}\n", &line[2..])).collect();
        let mut shown: serde_yaml::Value = serde_yaml::from_str(&shown).unwrap();
        for (form, target) in forms {
            let row = shown["indicators"][0].as_mapping_mut().unwrap();
            row.insert("target".into(), serde_yaml::from_str(target).unwrap());
            row.insert("weight".into(), serde_yaml::from_str("10").unwrap());
            let rows = serde_json::to_string(&shown["indicators"]).unwrap();
            let metrics = match shown.get("metrics") {
                Some(metrics) => format!("metrics: {}\n", serde_json::to_string(metrics).unwrap()),
                None => String::new(),
            };
            let scheme = format!(
                "scheme: s\ntitle: 试\nfull_score: 10\nrounding: {{ total: {{ places: 2, mode: half-up }} }}\ngrades: [{{ \
                 grade: 全部, from: 0 }}]\n{metrics}dimensions: [{{ id: d, name: 产出, weight: 10, indicators: {rows} }}]\n"
            );
            let codes: Vec<&str> =
                match jixiao::Scheme::from_yaml(&scheme).and_then(|scheme| Program::compile(scheme, book.clone())) {
                    Ok(_) => Vec::new(),
                    Err(problems) => problems.iter().map(|problem| problem.code.name()).collect(),
                };
            let accepts = card.target.accept(Some(form.parse().unwrap()));
            assert_eq!(codes.contains(&"target-form"), !accepts, "{} with {target}: {codes:?}", card.name);
        }
    }
}
