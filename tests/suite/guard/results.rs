//! An error is no result, what is absent is not equal, and a comment is no difference.

use std::fs;
use std::path::{Path, PathBuf};

use super::{guard, guarded, ids};
use crate::support::{A, A_AND_B, B, ROWS_ROUNDED, Run, edit, folder, root, scheme_text};

/// One case of two rows, recorded, with the shipped scripts.
fn recorded(name: &str) -> PathBuf {
    let folder = unrecorded(name);
    guard(&folder, &["--accept", "new"]).ended(0);
    folder
}

fn unrecorded(name: &str) -> PathBuf {
    let folder = folder(&format!("guard/results-{name}"));
    for below in ["scripts", "indicators/case"] {
        fs::create_dir_all(folder.join(below)).unwrap();
    }
    for entry in fs::read_dir(root().join("scripts")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join("scripts").join(path.file_name().unwrap())).unwrap();
    }
    let head = format!("{ROWS_ROUNDED}grades: [{{ grade: 优秀, from: 85 }}, {{ grade: 其他, from: 0 }}]\n");
    fs::write(folder.join("indicators/case/scheme.yaml"), scheme_text(100, &head, &[""; 0], &[A, B])).unwrap();
    fs::write(folder.join("indicators/case/report.yaml"), A_AND_B).unwrap();
    folder
}

fn report(folder: &Path) -> PathBuf {
    folder.join("indicators/case/report.yaml")
}

fn baseline(folder: &Path) -> PathBuf {
    folder.join("indicators/case/baseline.json")
}

/// Accepting is refused with the code and the cause of it, and the baseline stays as it was.
fn refuses(folder: &Path, arguments: &[&str], codes: &[&str]) -> Run {
    let before = fs::read(baseline(folder)).ok();
    let run = guard(folder, &[arguments, &["--lang", "en"]].concat()).ended(1);
    for code in codes {
        assert!(run.err.contains(&format!("[{code}]")), "{code} wanted: {}", run.err);
    }
    assert!(!run.err.contains("{$") && !run.err.contains("{ $"), "{}", run.err);
    assert_eq!(fs::read(baseline(folder)).ok(), before, "{arguments:?}");
    run
}

/// What is no number, what nobody reported and what a policy cannot decide have no result, by whatever name it is asked for.
#[test]
fn an_error_is_recorded_by_no_name() {
    for (name, from, to, code) in [
        ("text", "a: { value: 90 }", "a: { value: 未统计 }", "not-a-number"),
        ("absent", "  a: { value: 90 }\n", "", "missing-metric"),
        ("unit", "a: { value: 90 }", "a: { value: 90, unit: 元 }", "unit-mismatch"),
    ] {
        let folder = recorded(name);
        edit(&report(&folder), from, to);
        let (answer, status) = guarded(&folder);
        if status == Some(1) {
            // The report is refused as a whole: there is nothing to accept.
            refuses(&folder, &["--accept"], &[code]);
            continue;
        }
        assert_eq!(status, Some(4), "{answer:#}");
        let cause = ids(&answer).remove(0);
        for asked in [&["--accept"][..], &["--accept", "report"], &["--accept", &cause]] {
            let run = refuses(&folder, asked, &["no-result", code]);
            assert!(!run.err.contains(&format!("--accept {cause}")), "{}", run.err);
        }
        assert_eq!(answer["causes"][0]["effects"][0]["problems"][0]["code"], code, "{answer:#}");
        let text = guard(&folder, &["--lang", "zh"]).out;
        assert!(text.contains(&format!("[{code}]")), "{text}");
    }
}

/// What a report states as missing may be recorded, but only for the very cause.
#[test]
fn a_stated_refusal_is_recorded_for_its_own_cause() {
    let folder = recorded("stated");
    edit(&report(&folder), "a: { value: 90 }", "a: { missing: 系统停用 }");
    let (answer, status) = guarded(&folder);
    let cause = ids(&answer).remove(0);
    assert_eq!((status, ids(&answer).len()), (Some(4), 1), "{answer:#}");
    assert_eq!(answer["causes"][0]["effects"][0]["problems"][0]["code"], "metric-missing", "{answer:#}");
    assert_eq!(answer["unscored"][0]["case"], "indicators/case", "{answer:#}");
    for asked in [&["--accept"][..], &["--accept", "report"]] {
        let run = refuses(&folder, asked, &["no-result", "metric-missing"]);
        assert!(run.err.contains(&format!("--accept {cause}")), "{}", run.err);
    }
    guard(&folder, &["--accept", &cause]).ended(0);
    assert_eq!(guarded(&folder).1, Some(0));
    // What is as recorded stands in nobody's way afterwards.
    edit(&report(&folder), "b: { value: 80 }", "b: { value: 81 }");
    guard(&folder, &["--accept"]).ended(0);
    assert_eq!(guarded(&folder).1, Some(0));
}

/// One of two causes breaks a row: the other is accepted alone, and both only if the one is named.
#[test]
fn a_cause_beside_one_without_a_result_is_accepted() {
    let folder = recorded("beside");
    edit(&report(&folder), "a: { value: 90 }", "a: { missing: 系统停用 }");
    edit(&folder.join("indicators/case/scheme.yaml"), "from: 85", "from: 80");
    let all = ids(&guarded(&folder).0);
    let (grades, report): (Vec<String>, Vec<String>) = all.into_iter().partition(|id| id.starts_with("grades-"));
    refuses(&folder, &["--accept"], &["no-result"]);
    guard(&folder, &["--accept", &grades[0]]).ended(0);
    assert_eq!(ids(&guarded(&folder).0), report);
}

#[test]
fn a_new_case_without_a_result_is_recorded_by_name_only() {
    let folder = unrecorded("new");
    edit(&report(&folder), "a: { value: 90 }", "a: { missing: 系统停用 }");
    let run = guard(&folder, &["--lang", "en"]).ended(4);
    assert!(run.out.contains("[metric-missing]"), "{}", run.out);
    assert_eq!(guarded(&folder).0["unscored"][0]["problems"][0]["code"], "metric-missing");
    refuses(&folder, &["--accept"], &["no-result", "metric-missing"]);
    assert!(!baseline(&folder).exists());
    guard(&folder, &["--accept", "new"]).ended(0);
    assert_eq!(guarded(&folder).1, Some(0));
}

/// Comments, line ends and spaces are told and no difference of scores; code is one although it moves nothing.
#[test]
fn a_comment_is_told_and_no_difference() {
    let script = |folder: &Path| folder.join("scripts/forward_ratio.rhai");
    for (name, from, to, status) in [
        ("comment", "fn score(case) {", "// A remark.\nfn score(case) {", 0),
        ("trailing", "fn score(case) {", "fn score(case) { // a remark", 0),
        ("block", "fn score(case) {", "fn /* so\n called */ score(case) {", 0),
        ("blank", "fn score(case) {", "\n\n\tfn score(case)   {  \n", 0),
        ("code", "fn score(case) {", "fn score(case) { let idle = 1;", 4),
    ] {
        let folder = recorded(name);
        edit(&script(&folder), from, to);
        let (answer, found) = guarded(&folder);
        assert_eq!((found, ids(&answer).len()), (Some(status), 1), "{name}: {answer:#}");
        let text = guard(&folder, &["--lang", "zh"]).ended(status).out;
        assert!(text.contains("forward_ratio"), "{text}");
    }
    // A comment beside a change of code is no excuse for it.
    let folder = recorded("both");
    edit(&script(&folder), "fn score(case) {", "// A remark.\nfn score(case) {");
    edit(&report(&folder), "value: 80", "value: 81");
    assert_eq!(guarded(&folder).1, Some(4));
}

/// A baseline that lacks what its scheme uses, or holds what it does not, is none.
#[test]
fn a_baseline_that_is_not_whole_is_refused() {
    type Spoil = fn(&mut serde_json::Value);
    let spoils: [(&str, Spoil); 9] = [
        ("script", |whole| drop(whole["scripts"].as_object_mut().unwrap().remove("forward_ratio"))),
        ("scripts", |whole| whole["scripts"] = serde_json::json!({})),
        ("renamed", |whole| {
            let script = whole["scripts"]["forward_ratio"].clone();
            whole["scripts"]["forward"] = script;
        }),
        ("form-0", |whole| whole["form"] = 0.into()),
        ("extends", |whole| whole["scheme"]["extends"] = "/etc/passwd".into()),
        ("engine", |whole| whole["engine"] = "any".into()),
        ("no-engine", |whole| whole["engine"] = "".into()),
        ("row", |whole| drop(whole["rows"].as_array_mut().unwrap().pop())),
        ("twice", |whole| {
            let row = whole["rows"][0].clone();
            whole["rows"].as_array_mut().unwrap().push(row);
        }),
    ];
    for (name, spoil) in spoils {
        let folder = recorded(&format!("spoilt-{name}"));
        let path = baseline(&folder);
        let mut whole: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        spoil(&mut whole);
        fs::write(&path, format!("{whole:#}\n")).unwrap();
        for language in ["zh", "en"] {
            let run = guard(&folder, &["--lang", language]).ended(1);
            assert!(run.err.contains("[baseline-form]") && run.err.contains("baseline.json:"), "{name}: {}", run.err);
        }
        refuses(&folder, &["--accept"], &["baseline-form"]);
    }
}

/// A scheme that scores a missing figure with nothing does not make a result of it.
#[test]
fn nothing_for_a_missing_figure_is_recorded_for_its_own_cause() {
    let folder = unrecorded("zero");
    edit(&folder.join("indicators/case/scheme.yaml"), "full_score", "missing: zero\nfull_score");
    guard(&folder, &["--accept", "new"]).ended(0);
    edit(&report(&folder), "a: { value: 90 }", "a: { missing: 系统停用 }");
    let (answer, _) = guarded(&folder);
    assert_eq!(answer["causes"][0]["effects"][0]["problems"][0]["code"], "scored-zero", "{answer:#}");
    for asked in [&["--accept"][..], &["--accept", "report"]] {
        refuses(&folder, asked, &["no-result", "scored-zero"]);
    }
    guard(&folder, &["--accept", &ids(&answer)[0]]).ended(0);
    assert_eq!(guarded(&folder).1, Some(0));
}
