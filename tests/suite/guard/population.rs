//! Many reports for one scheme: each is a case with a baseline of its own, and a cause is told over all of them.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Run, edit, folder, jixiao, program, root};

/// The five townships of `tests/data/peers`, recorded.
fn townships(name: &str) -> PathBuf {
    let case = folder(&format!("guard/{name}"));
    fs::create_dir_all(case.join("reports")).unwrap();
    let shipped = root().join("tests/data/peers");
    fs::copy(shipped.join("scheme.yaml"), case.join("scheme.yaml")).unwrap();
    for entry in fs::read_dir(shipped.join("reports")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, case.join("reports").join(path.file_name().unwrap())).unwrap();
    }
    guard(&case, &["--accept", "new"]).ended(0);
    case
}

fn guard(case: &PathBuf, arguments: &[&str]) -> Run {
    Run::of(program().args(["guard", "--lang", "en"]).args(arguments).current_dir(case))
}

fn found(case: &PathBuf) -> Value {
    guard(case, &["--format", "json"]).json()
}

/// What became of each case that differs: file, total before and after.
fn totals(answer: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    let cases = answer["differences"].as_array().unwrap().iter();
    cases
        .map(|case| (text(&case["case"]), text(&case["before"]["points"]), text(&case["after"]["points"])))
        .filter(|(_, before, after)| before != after)
        .collect()
}

/// 丁镇 reports 60000 in place of 24000: the mean is 156000 ÷ 4 = 39000; 丁 is 1st (40 points in place of 20, and 30 in place
/// of 24: 44 → 70), 甲 2nd (32 in place of 40) with 30 × 36000 ÷ 39000 = 27.69 (70 → 59.69), 乙 and 丙 3rd (32 as before)
/// with 30 × 30000 ÷ 39000 = 23.08 (92 → 85.08). 戊 has no income: another mean is nothing to its points.
#[test]
fn one_figure_moves_the_organisations_that_are_compared_with_it() {
    let case = townships("townships");
    assert!(guard(&case, &[]).ended(0).out.contains("all cases match their baselines: 5"));
    edit(&case.join("reports/04.yaml"), "value: 24000", "value: 60000");
    let answer = found(&case);
    let wanted = [("01", "70", "59.69"), ("02", "92", "85.08"), ("03", "92", "85.08"), ("04", "44", "70")];
    let wanted =
        wanted.map(|(name, before, after)| (format!("reports/{name}.yaml"), before.to_owned(), after.to_owned()));
    assert_eq!(totals(&answer), wanted);
    // What is accepted is recorded, the rest waits.
    let own = answer["causes"].as_array().unwrap().iter().find(|cause| cause["name"]["zh"] == "丁镇").unwrap();
    guard(&case, &["--accept", own["id"].as_str().unwrap()]).ended(0);
    assert_eq!(totals(&found(&case)), wanted[..3]);
    guard(&case, &["--accept"]).ended(0);
    guard(&case, &[]).ended(0);
}

/// Half a share for the second best: 30 × 0.4 in place of 30 × 0.5 moves 戊镇 alone, from 15 to 12 points; it has no total
/// before or after.
#[test]
fn a_change_of_the_scheme_is_one_cause_over_all_reports() {
    let case = townships("shares");
    edit(&case.join("scheme.yaml"), "shares: [1, 0.5]", "shares: [1, 0.4]");
    let answer = found(&case);
    let causes = answer["causes"].as_array().unwrap();
    assert_eq!((causes.len(), &causes[0]["aspect"]), (1, &"param".into()));
    assert_eq!((&causes[0]["cases"], &causes[0]["tried_cases"]), (&1.into(), &5.into()));
    assert_eq!((&causes[0]["least"], &causes[0]["most"]), (&"-3".into(), &"-3".into()));
    assert_eq!(causes[0]["effects"][0]["case"], "reports/05.yaml");
}

#[test]
fn a_report_that_comes_goes_or_cannot_be_read_is_told_by_its_file() {
    let case = townships("comes-and-goes");
    fs::remove_file(case.join("reports/01.yaml")).unwrap();
    fs::write(case.join("reports/06.yaml"), "unit: 己镇\nscheme: township\nmetrics: { complaints: { value: 5 ")
        .unwrap();
    fs::write(
        case.join("reports/07.yaml"),
        "unit: 庚镇\nscheme: township\nmetrics: { income: { value: 1 }, complaints: { value: 30 } }\n",
    )
    .unwrap();
    let run = guard(&case, &["--format", "json"]).ended(1);
    let answer = run.json();
    let named = |kind: &str| answer[kind].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
    assert_eq!(named("gone").collect::<Vec<_>>(), ["reports/01.yaml"]);
    assert_eq!(named("refused").collect::<Vec<_>>(), ["reports/06.yaml"]);
    assert_eq!(named("new").collect::<Vec<_>>(), ["reports/07.yaml"]);
    assert!(run.err.contains("06.yaml"), "{}", run.err);
    fs::remove_file(case.join("reports/06.yaml")).unwrap();
    guard(&case, &["--accept", "gone", "new"]).ended(0);
    let kept: Vec<_> = fs::read_dir(case.join("baselines")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        kept.iter().all(|name| name != "01.yaml.json") && kept.iter().any(|name| name == "07.yaml.json"),
        "{kept:?}"
    );
}

#[test]
fn a_scheme_that_cannot_be_read_refuses_each_report_and_records_nothing() {
    let case = townships("no-scheme");
    fs::remove_dir_all(case.join("baselines")).unwrap();
    edit(&case.join("scheme.yaml"), "rule: rank_points", "rule: rank_point");
    let answer = guard(&case, &["--format", "json"]).ended(1).json();
    assert_eq!(answer["refused"].as_array().unwrap().len(), 5);
    guard(&case, &["--accept"]).ended(1);
    assert!(!case.join("baselines").exists());
}

/// A folder with many reports below the folder that is asked for, beside a case of its own.
#[test]
fn cases_and_populations_are_guarded_together() {
    let above = folder("guard/both");
    fs::create_dir_all(above.join("indicators")).unwrap();
    let many = townships("both/indicators/townships");
    let one = above.join("indicators/one");
    jixiao(&["init", one.to_str().unwrap()]).ended(0);
    let run = Run::of(program().args(["guard", "--format", "json"]).arg(&above)).ended(4);
    assert_eq!((run.json()["cases"].clone(), run.json()["same"].clone()), (6.into(), 5.into()));
    assert!(many.join("baselines/01.yaml.json").exists());
}
