//! Guard: the shipped cases are as recorded, every difference has its cause, and accepting says exactly what it does.

mod changes;
mod laws;
mod population;
mod results;
mod review;
mod scripts;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Run, edit, folder, jixiao, printed, program, root};

/// The shipped cases, their baselines and the scripts, in a folder of the test's own.
fn copied(name: &str) -> PathBuf {
    let folder = folder(&format!("guard/{name}"));
    for below in ["scripts", "indicators/yueyang-2024", "indicators/yueyang-department", "indicators/tianmen-2016-12"] {
        fs::create_dir_all(folder.join(below)).unwrap();
        for entry in fs::read_dir(root().join(below)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.join(below).join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// A snapshot in which no digit depends on what else stands in a script: ids and line numbers are blotted out.
fn snapshot(name: &str, text: &str) {
    let filters = vec![
        (r"-[0-9a-f]{6}\b", "-······"),
        (r"(?m)^    \d+ ([-+]) ", "    ·· $1 "),
        ("\"at\": \"\\d+\"", "\"at\": \"··\""),
    ];
    insta::with_settings!({ filters => filters }, { insta::assert_snapshot!(name, text) });
}

/// Guards the cases of a folder.
fn guard(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(program().args(["guard", "indicators"]).args(arguments).current_dir(folder))
}

/// What guard says in JSON, and its status.
fn guarded(folder: &Path) -> (Value, Option<i32>) {
    let run = guard(folder, &["--format", "json"]);
    (run.json(), run.status)
}

fn ids(answer: &Value) -> Vec<String> {
    let causes = answer["causes"].as_array().unwrap().iter();
    causes.map(|cause| cause["id"].as_str().unwrap().to_owned()).collect()
}

fn accept(folder: &Path, causes: &[&str]) {
    guard(folder, &[&["--lang", "en", "--accept"], causes].concat()).ended(0);
}

fn baseline(folder: &Path, case: &str) -> String {
    fs::read_to_string(folder.join("indicators").join(case).join("baseline.json")).unwrap()
}

/// Three changes in one case: a threshold of a script, the points of a band, a name.
fn changed(name: &str) -> PathBuf {
    let folder = copied(name);
    edit(&folder.join("scripts/step_deduct.rhai"), "if gap <= p.free {", "if gap <= p.free + 5 {");
    let scheme = folder.join("indicators/yueyang-department/scheme.yaml");
    edit(&scheme, "{ from: 80, to: 90, closed: left, points: 4 }", "{ from: 80, to: 90, closed: left, points: 3 }");
    edit(&scheme, "name: 重点支出安排率\n        en:", "name: 重点支出安排比率\n        en:");
    folder
}

/// This is the guard itself: whoever changes a shipped script, scheme or report so that a result moves turns it red, and
/// accepts the cause with `jixiao guard indicators --accept`.
#[test]
fn the_shipped_cases_are_as_recorded() {
    for language in ["zh", "en"] {
        guard(root(), &["--lang", language]).ended(0);
    }
    let (answer, _) = guarded(root());
    assert!(answer["same"].as_u64().unwrap() >= 3 && answer["same"] == answer["cases"], "{answer:#}");
}

/// A gap up to 5 costs nothing. 财政供养人员控制率: 105 against 100, gap 5: 5 instead of 5 − 0.5 × 5 = 2.5, +2.5.
/// 三公经费控制率: 102.0833…, gap 2.0833…: 6 instead of 3.92, +2.08. 三公经费变动率 had full marks, and so had the two
/// rows of Tianmen. 25.92 + 2.5 + 2.08 = 30.50, and 良好 begins at 28.8.
#[test]
fn a_threshold_in_a_script_names_script_rows_points_and_grade() {
    let folder = copied("threshold");
    edit(&folder.join("scripts/step_deduct.rhai"), "if gap <= p.free {", "if gap <= p.free + 5 {");
    let (answer, status) = guarded(&folder);
    assert_eq!(status, Some(4));
    let cause = &answer["causes"][0];
    assert_eq!((answer["causes"].as_array().unwrap().len(), &cause["subject"]), (1, &"step_deduct".into()));
    let rows: Vec<_> = cause["effects"][0]["rows"].as_array().unwrap().iter().collect();
    let moved: Vec<_> = rows.iter().map(|row| [&row["id"], &row["before"]["points"], &row["points"]]).collect();
    assert_eq!(moved, [["staffing", "2.5", "2.5"], ["hospitality-control", "3.92", "2.08"]]);
    assert_eq!((&cause["effects"][0]["total"], &cause["grades"]), (&"4.58".into(), &1.into()));
    assert_eq!((&cause["tried_cases"], &cause["cases"]), (&2.into(), &1.into()));
    let difference = &answer["differences"][1];
    assert_eq!(
        (&answer["differences"][0]["rows"], &difference["case"]),
        (&Value::Array(Vec::new()), &"indicators/yueyang-department".into())
    );
    assert_eq!(
        (&difference["before"]["grade"]["zh"], &difference["after"]["grade"]["zh"]),
        (&"合格".into(), &"良好".into())
    );
    assert_eq!((&cause["level"], &cause["decided_by"]), (&"major".into(), &"rescoring".into()));
    snapshot("threshold-json", &format!("{answer:#}"));
    for language in ["zh", "en"] {
        snapshot(&format!("threshold-{language}"), &guard(&folder, &["--lang", language]).ended(4).out);
    }
}

/// 重点支出安排率 84 lies in the band of 3 instead of 4 points: 25.92 + 2.5 + 2.08 − 1 = 29.50.
#[test]
fn accepting_one_cause_leaves_the_others_pending() {
    let folder = changed("one");
    let (answer, _) = guarded(&folder);
    let all = ids(&answer);
    let starts = |id: &String| {
        ["param-priority-share-bands-", "script-step_deduct-", "wording-"].iter().any(|start| id.starts_with(start))
    };
    assert_eq!((all.len(), all.iter().filter(|id| starts(id)).count()), (3, 3), "{all:?}");
    let points = |answer: &Value, id: &str| {
        let cause = answer["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == *id).unwrap().clone();
        cause["effects"]
            .as_array()
            .unwrap()
            .iter()
            .map(|effect| effect["total"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(answer["differences"][1]["after"]["points"], "29.5");
    let run = guard(&folder, &["--lang", "zh"]);
    snapshot("three-causes", &(run.out + &run.err));
    for (at, accepted) in all.iter().enumerate() {
        let folder = changed(&format!("one-{at}"));
        accept(&folder, &[accepted]);
        let (left, status) = guarded(&folder);
        let others: Vec<String> = all.iter().filter(|id| *id != accepted).cloned().collect();
        assert_eq!((ids(&left), status), (others.clone(), Some(4)));
        for other in &others {
            assert_eq!(points(&left, other), points(&answer, other), "{other} after {accepted}");
        }
    }
}

/// The same end by every way, byte for byte: each order of accepting one by one, two at once, all at once.
#[test]
fn the_order_of_accepting_is_irrelevant() {
    let folder = changed("all");
    let all = ids(&guarded(&folder).0);
    let [one, two, three] = all.iter().map(String::as_str).collect::<Vec<_>>()[..] else { panic!("{all:?}") };
    accept(&folder, &[]);
    let wanted = ["yueyang-2024", "yueyang-department", "tianmen-2016-12"].map(|case| baseline(&folder, case));
    assert_eq!(guarded(&folder).1, Some(0));
    let ways: [&[&[&str]]; 5] = [
        &[&[one], &[two], &[three]],
        &[&[three], &[two], &[one]],
        &[&[two], &[one], &[three]],
        &[&[one, two], &[three]],
        &[&[three, one, two]],
    ];
    for (at, way) in ways.into_iter().enumerate() {
        let folder = changed(&format!("way-{at}"));
        way.iter().for_each(|causes| accept(&folder, causes));
        let found = ["yueyang-2024", "yueyang-department", "tianmen-2016-12"].map(|case| baseline(&folder, case));
        assert!(found == wanted, "{way:?}");
    }
}

/// What a script says cannot be read from its structure: a change that moves no recorded row is a patch by evidence, with
/// the number of rows it was tried on; comments are one by what they are.
#[test]
fn a_script_that_moves_nothing_is_a_patch_and_says_on_what_it_was_tried() {
    let folder = copied("patch");
    edit(&folder.join("scripts/step_deduct.rhai"), "gap <= p.free", "p.free >= gap");
    edit(&folder.join("scripts/bands.rhai"), "fn score", "// A note.\nfn score");
    let (answer, status) = guarded(&folder);
    assert_eq!((status, &answer["level"]), (Some(4), &"patch".into()));
    let causes = answer["causes"].as_array().unwrap();
    let by = |subject: &str| causes.iter().find(|cause| cause["subject"] == subject).unwrap();
    let facts = |cause: &Value| [&cause["level"], &cause["decided_by"], &cause["rows"]].map(Value::to_string);
    assert_eq!(facts(by("step_deduct")), ["\"patch\"", "\"rescoring\"", "0"]);
    assert_eq!(facts(by("bands")), ["\"patch\"", "\"structure\"", "0"]);
    // Tianmen has 2 rows of it, the department 3.
    assert_eq!((&by("step_deduct")["tried_rows"], &by("step_deduct")["tried_cases"]), (&5.into(), &2.into()));
}

#[test]
fn new_cases_and_baselines_without_a_case_are_told_and_accepted_by_name() {
    let folder = copied("new");
    let case = folder.join("indicators/tianmen-2016-12");
    fs::rename(case.join("baseline.json"), folder.join("kept.json")).unwrap();
    fs::remove_file(folder.join("indicators/yueyang-department/report.yaml")).unwrap();
    let (answer, status) = guarded(&folder);
    assert_eq!(status, Some(4));
    assert_eq!(
        (&answer["new"][0], &answer["gone"][0]),
        (&"indicators/tianmen-2016-12".into(), &"indicators/yueyang-department".into())
    );
    accept(&folder, &["new"]);
    assert_eq!(fs::read(case.join("baseline.json")).unwrap(), fs::read(folder.join("kept.json")).unwrap());
    let (answer, _) = guarded(&folder);
    assert_eq!((answer["new"].as_array().unwrap().len(), answer["gone"].as_array().unwrap().len()), (0, 1));
    accept(&folder, &["gone"]);
    assert!(!folder.join("indicators/yueyang-department/baseline.json").exists());
    assert_eq!(guarded(&folder).1, Some(0));
}

/// Two reports are corrected and a weight of grades moves: `report` accepts both reports and leaves the grades.
#[test]
fn causes_of_one_kind_are_accepted_together() {
    let folder = copied("kind");
    edit(&folder.join("indicators/tianmen-2016-12/report.yaml"), "value: 911", "value: 860");
    edit(&folder.join("indicators/yueyang-department/report.yaml"), "value: 84,", "value: 85,");
    edit(&folder.join("indicators/tianmen-2016-12/scheme.yaml"), "from: 63", "from: 64");
    assert_eq!(ids(&guarded(&folder).0).len(), 3);
    accept(&folder, &["report"]);
    let left = ids(&guarded(&folder).0);
    assert!(left.len() == 1 && left[0].starts_with("grades-"), "{left:?}");
}

/// Accepting refuses, and every baseline is as it was before.
fn refuses(folder: &Path, arguments: &[&str], code: &str, placed: bool) -> String {
    let read = || ["yueyang-2024", "yueyang-department", "tianmen-2016-12"].map(|case| baseline(folder, case));
    let before = read();
    let mut said = String::new();
    for language in ["zh", "en"] {
        let run = guard(folder, &[&["--lang", language], arguments].concat()).ended(1);
        assert!(run.err.contains(&format!("[{code}]")), "{code}: {}", run.err);
        assert!(!placed || run.err.contains("baseline.json:"), "{code} has no place: {}", run.err);
        assert!(!run.err.contains("{$") && !run.err.contains("{ $"), "{}", run.err);
        said += &run.err;
    }
    assert!(read() == before, "{code}: a baseline was touched");
    said
}

#[test]
fn baselines_that_are_none_are_refused_and_left_alone() {
    let folder = copied("broken");
    let path = folder.join("indicators/tianmen-2016-12/baseline.json");
    let whole = fs::read_to_string(&path).unwrap();
    let mut told = String::new();
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    for (text, code) in [
        (half, "baseline-form"),
        (whole.replacen("\"form\": 1", "\"form\": 2", 1), "baseline-newer"),
        (whole.replacen("\"form\": 1,", "", 1), "baseline-form"),
        (whole.replacen("fn steps_in", "fn steps_on", 1), "baseline-form"),
        (whole.replacen("\"points\": \"50\"", "\"points\": \"fifty\"", 1), "not-a-number"),
        (whole.replacen("\"weight\": \"20\"", "\"weight\": \"21\"", 1), "weight-sum"),
        (whole.replacen("\"engine\"", "\"motor\"", 1), "unknown-field"),
    ] {
        assert_ne!(text, whole, "{code}");
        fs::write(&path, text).unwrap();
        told += &refuses(&folder, &[], code, true);
        refuses(&folder, &["--accept"], code, true);
    }
    insta::assert_snapshot!("broken-baselines", told);
}

#[test]
fn requests_that_are_refused() {
    let folder = changed("requests");
    let known = ids(&guarded(&folder).0);
    let mistyped = known[0].replace("script", "scritp");
    let mut told = refuses(&folder, &["--accept", &mistyped], "unknown-cause", false);
    assert!(told.contains(&known[0]), "the nearest cause is named: {told}");
    // A grade gets another name, and a veto follows it: the grade alone leaves a veto that names nothing.
    let scheme = folder.join("indicators/tianmen-2016-12/scheme.yaml");
    let veto = "vetoes:\n  - { id: late, name: 迟报, metric: late, effect: { grade_at_most: 良好 } }\n";
    edit(&scheme, "metrics:\n", &format!("{veto}metrics:\n  late: {{ name: 迟报 }}\n"));
    edit(&folder.join("indicators/tianmen-2016-12/report.yaml"), "metrics:\n", "metrics:\n  late: { value: 否 }\n");
    accept(&folder, &[]);
    for _ in 0..2 {
        edit(&scheme, "良好", "较好");
    }
    let answer = guarded(&folder).0;
    let grades = ids(&answer).into_iter().find(|id| id.starts_with("grades-")).unwrap_or_else(|| panic!("{answer:#}"));
    told += &refuses(&folder, &["--accept", &grades], "cause-inseparable", false);
    accept(&folder, &[]);
    // Points that the recorded inputs do not come to: another engine made them, or a hand.
    edit(&folder.join("indicators/tianmen-2016-12/baseline.json"), "\"points\": \"50\"", "\"points\": \"49\"");
    edit(&scheme, "target: { at_least: 90 }", "target: { at_least: 95 }");
    let answer = guarded(&folder).0;
    let target = ids(&answer).into_iter().find(|id| id.starts_with("target-")).unwrap();
    told += &refuses(&folder, &["--accept", &target], "cause-order", false);
    let engine = ids(&answer).into_iter().find(|id| id.starts_with("engine-")).unwrap();
    accept(&folder, &[&engine]);
    assert_eq!(ids(&guarded(&folder).0), [target.as_str()]);
    accept(&folder, &[&target]);
    assert_eq!(guarded(&folder).1, Some(0));
    snapshot("refused-requests", &told);
}

#[test]
fn a_folder_without_cases_is_refused() {
    assert!(jixiao(&["guard", "scripts", "--lang", "en"]).ended(1).err.contains("no-cases"));
}

#[test]
fn the_schema_of_baselines_is_that_of_the_program() {
    let schema = fs::read_to_string(root().join("indicators/baseline.schema.json")).unwrap();
    assert_eq!(printed(&["schema", "baseline"]), schema);
}
