//! The desk of a rule's author: new rules, ready examples, definitions for editors.

use std::fs;

use jixiao::project::load_rules;
use jixiao::rule_test::test_rule;
use jixiao::{RuleSet, Source};

use crate::support::{Run, edit, folder, jixiao, program, root, script};

/// A new rule loads, passes its tests without a survivor, and scores at once; what stands is never overwritten.
#[test]
fn a_new_rule_works_at_once() {
    for language in ["zh", "en"] {
        // Outside of the project, whose own scripts would be found above.
        let outside = tempfile::tempdir().unwrap();
        let place = outside.path();
        let run = |arguments: &[&str]| Run::of(program().args(arguments).args(["--lang", language]).current_dir(place));
        let told = run(&["rules", "new", "在职控制率"]).ended(0).out;
        assert!(told.contains("在职控制率"), "{told}");
        run(&["rules", "test", "--scripts", "scripts", "在职控制率"]).ended(0);
        assert!(run(&["rules", "在职控制率"]).ended(0).out.contains("rule: 在职控制率"));
        let like = run(&["rules", "new", "比例", "--like", "forward_ratio", "--into", "scripts"]);
        // Beside a folder of own scripts, the shipped rules are still there.
        assert!(like.ended(0).out.contains("比例"));
        run(&["rules", "test", "--scripts", "scripts", "比例"]).ended(0);
        let before = fs::read_to_string(place.join("scripts/在职控制率.rhai")).unwrap();
        let again = run(&["rules", "new", "在职控制率"]);
        assert!(again.status == Some(1) && again.err.contains("[already-exists]"), "{}", again.err);
        assert_eq!(fs::read_to_string(place.join("scripts/在职控制率.rhai")).unwrap(), before);
        // A shipped rule is replaced by nobody who did not mean to.
        let shipped = run(&["rules", "new", "forward_ratio"]).ended(1);
        assert!(shipped.err.contains("[already-exists]") && shipped.err.contains("--replace"), "{}", shipped.err);
        run(&["rules", "new", "forward_ratio", "--replace", "--like", "forward_ratio"]).ended(0);
        fs::remove_file(place.join("scripts/forward_ratio.rhai")).unwrap();
        let hyphen = run(&["rules", "new", "Overdue-1"]).ended(1);
        assert!(hyphen.err.contains("[bad-id]") && hyphen.err.contains("Overdue_1"), "{}", hyphen.err);
        for name in ["../x", "a/b", "a.b", "", "1a", "a b"] {
            let refused = run(&["rules", "new", name]);
            assert_ne!(refused.status, Some(0), "{name:?}");
        }
        let mut written: Vec<_> =
            fs::read_dir(place.join("scripts")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        written.sort();
        assert_eq!(written, ["在职控制率.rhai", "比例.rhai"]);
    }
}

#[test]
fn a_rule_is_written_after_another() {
    let place = folder("desk-like");
    let into = place.join("scripts").display().to_string();
    jixiao(&["rules", "new", "mine", "--like", "bands", "--into", &into]).ended(0);
    let rules = load_rules(&place.join("scripts")).unwrap().value;
    let rule = rules.get("mine").unwrap();
    assert_eq!(rule.metadata().title.zh, "mine");
    assert!(rule.wrong_examples().unwrap().is_empty());
}

/// Examples are taken out of the shipped rules; each line that is offered for a survivor kills it when it is pasted.
#[test]
fn the_example_that_is_offered_tells_the_mutant_apart() {
    let shipped = load_rules(&root().join("scripts")).unwrap().value;
    let mut offered = 0;
    for name in ["forward_ratio", "timeliness"] {
        let text = shipped.get(name).unwrap().source().text().to_owned();
        let examples: Vec<&str> =
            text.lines().filter(|line| line.starts_with("    #{ ") && line.contains("weight:")).collect();
        let taken = examples.len() - 2;
        let thinned =
            examples[..taken].iter().fold(text.clone(), |text, line| text.replacen(&format!("{line}\n"), "", 1));
        let compile = |text: &str| {
            let rules = RuleSet::new();
            rules
                .compile(name, &Source::new("scripts/try.rhai", text))
                .unwrap_or_else(|problems| panic!("{problems:#?}"))
        };
        let mut text = thinned;
        let mut before = usize::MAX;
        loop {
            let test = test_rule(&compile(&text), &[]);
            assert!(test.wrong.is_empty(), "{name}: {:#?}", test.wrong);
            assert!(test.mutants.survived < before, "{name}: the example changed nothing\n{text}");
            before = test.mutants.survived;
            let line = test.missed.iter().find_map(|problem| Some(problem.get("example")?.zh.clone()));
            let Some(line) = line else { break };
            offered += 1;
            let (head, tail) = text.split_once("fn examples() { [\n").unwrap();
            text = format!("{head}fn examples() {{ [\n    {line}\n{tail}");
        }
    }
    assert!(offered >= 3, "{offered} examples were offered");
}

/// Days and whole inputs are compared with whole numbers: 0 against 0.01 is no difference that an example could show.
#[test]
fn whole_quantities_have_whole_mutants() {
    let text = script(
        "fn score(case) { let days = days_between(case.due, case.done); let late = max(days, 0); if late <= 0 { award(case.weight, \"b\") } else { award(0, \"b\") } }",
    );
    let inputs = "fn inputs() { #{ due: #{ kind: \"date\", zh: \"期\", en: \"due\" }, done: #{ kind: \"date\", zh: \"成\", en: \"done\" } } }";
    let start = text.find("fn inputs()").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    let text = format!("{}{inputs}{}", &text[..start], &text[end..]).replace(
        "#{ actual: 1, target: 2, weight: 10, points: 5 }",
        "#{ due: \"2024-06-30\", done: \"2024-06-30\", weight: 10, points: 10 }, #{ due: \"2024-06-30\", done: \"2024-07-01\", weight: 10, points: 0 }",
    );
    let rule = RuleSet::new().compile("late", &Source::new("scripts/late.rhai", text)).unwrap();
    let test = test_rule(&rule, &[]);
    let survivors = test.missed.iter().filter(|problem| problem.code.name() == "surviving-mutant");
    let changes: Vec<String> = survivors.filter_map(|problem| Some(problem.get("after")?.zh.clone())).collect();
    assert!(changes.iter().all(|after| !after.contains("0.01")), "{changes:?}");
}

/// Every function of scripts stands in the definitions, with a sentence in the reader's language.
#[test]
fn editors_are_given_the_functions_of_scripts() {
    let file = folder("desk-definitions").join("jixiao.d.rhai");
    jixiao(&["rules", "definitions", "--lang", "en", "-o", &file.display().to_string()]).ended(0);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\nmodule static;\n"));
    for function in jixiao::SCRIPT_FUNCTIONS {
        let at = text.find(&format!("\nfn {function}(")).unwrap_or_else(|| panic!("{function}"));
        assert!(text[..at].lines().last().unwrap().starts_with("/// "), "{function}");
    }
    assert_eq!(jixiao(&["rules", "definitions", "-o", &file.display().to_string()]).status, Some(1));
}

/// Audit checks are explained as diagnostic codes are.
#[test]
fn checks_of_the_audit_are_explained() {
    let told = jixiao(&["explain", "C35", "--lang", "zh"]).ended(0).out;
    assert!(told.starts_with("C35  佐证材料"), "{told}");
    assert!(told.contains("没有 evidence 的也为提示"), "{told}");
    assert_eq!(jixiao(&["explain", "c3", "--lang", "en"]).ended(0).err, "");
    // Each says what is compared and what becomes of it, or why it is never checked.
    for number in (1..=36).chain([40, 45]) {
        let zh = jixiao(&["explain", &format!("C{number}"), "--lang", "zh"]).ended(0).out;
        assert!(["不符", "提示", "不核对"].iter().any(|word| zh.lines().nth(1).unwrap().contains(word)), "{zh}");
        let en = jixiao(&["explain", &format!("C{number}"), "--lang", "en"]).ended(0).out;
        assert!(["fail", "warning", "never"].iter().any(|word| en.lines().nth(1).unwrap().contains(word)), "{en}");
    }
    assert_eq!(jixiao(&["explain", "C99"]).status, Some(1));
}

/// The template of a department as a case: 475 万元 spent of 500 万元.
fn department(name: &str) -> std::path::PathBuf {
    let case = folder(name);
    for file in ["scheme.yaml", "report.yaml"] {
        fs::copy(root().join(format!("src/cli/init/department-{file}")), case.join(file)).unwrap();
    }
    case
}

/// 5000000 元 are 500 万元; 500 元 are 0.05, which is told with the figures as they were reported. In one unit nothing was
/// converted.
#[test]
fn a_remark_on_converted_figures_says_what_was_reported() {
    let told = |name: &str, budget: &str| {
        let case = department(name);
        edit(&case.join("report.yaml"), "value: 500, unit: 万元", budget);
        jixiao(&["score", case.to_str().unwrap(), "--lang", "zh"]).ended(0).err
    };
    let converted = told("desk-converted", "value: 500, unit: 元");
    let reported = "执行数 475 超过预算数 0.05（填报：全年预算数 500元、全年执行数 475万元，请核对计量单位）";
    assert!(converted.contains(reported), "{converted}");
    let plain = told("desk-not-converted", "value: 400, unit: 万元");
    assert!(plain.contains("执行数 475 超过预算数 400\n"), "{plain}");
    assert!(!told("desk-same-converted", "value: 5000000, unit: 元").contains("超过预算数"));
}

/// 42.5 of 42.5 events were held in time: there are no half ones.
#[test]
fn a_figure_that_must_be_whole_is_told_so() {
    let case = department("desk-whole");
    let rule = "rule: budget_execution\n            inputs: { budget: 预算数, executed: 执行数 }";
    let other = "rule: on_time_share\n            inputs: { planned: 活动场次, on_time: 活动场次 }";
    edit(&case.join("scheme.yaml"), rule, other);
    let check = || jixiao(&["check", case.to_str().unwrap(), "--lang", "zh"]);
    let whole = check();
    assert!(!whole.err.contains("错误["), "{}", whole.err);
    edit(&case.join("report.yaml"), "活动场次: { value: 42,", "活动场次: { value: 42.5,");
    let broken = check().ended(1).err;
    assert!(broken.contains("42.5 超出允许范围（必须是整数）"), "{broken}");
}

/// What changed is called as the scheme calls it, and not by the name that a rule has for its input.
#[test]
fn changed_figures_are_called_by_their_names() {
    let case = department("desk-named");
    let result = case.join("result.json");
    let csv = jixiao(&["score", case.to_str().unwrap(), "--format", "csv", "--lang", "zh"]).ended(0).out;
    assert!(csv.contains("全年执行数 475 万元; 全年预算数 500 万元") && !csv.contains("executed "), "{csv}");
    let json = jixiao(&["score", case.to_str().unwrap(), "--format", "json"]).ended(0).out;
    fs::write(&result, json).unwrap();
    edit(&case.join("report.yaml"), "value: 475", "value: 455");
    let changed = jixiao(&["verify", result.to_str().unwrap(), "--lang", "zh"]).ended(4).out;
    assert!(changed.contains("全年执行数 475万元 → 455万元") && !changed.contains("executed"), "{changed}");
}
