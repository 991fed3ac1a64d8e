//! What `batch` says of a population beside its results, worked by hand: two rows, 甲 60 and 乙 40, each the weight times the
//! percentage reached; only the total is rounded.
//!
//! | organisation | 甲 | 乙 | total | |
//! |---|---|---|---|---|
//! | 一镇 | 100 % | 100 % | 100 | full marks; claims 100 |
//! | 二镇 | 83.326 % | 100 % | 89.9956, rounded 90.00 | 优 by rounding |
//! | 三镇 | the same with its unit, which columns do not hold | | 90.00 | 优 by rounding |
//! | 四镇 | 50 % | 100 % | 70 | claims 75 |
//! | 五镇 | 83.34 % | 100 % | 90.004, rounded 90.00 | 优 either way |
//! | 四 镇 | 50 % | 100 % | 70 | reports again |
//! | 六镇 | 90 % | 90 % | 90 | for two years |

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{A, B, Run, TOTAL_ROUNDED, folder, jixiao, scheme_text};

const GRADES: &str = "grades: [{ grade: 优, en: top, from: 90 }, { grade: 良, en: good, from: 0 }]\n";
const RECORDS: &str = r#"{"organisation": "一镇", "a": 100, "b": 100, "claimed": "100.00"}
{"organisation": "二镇", "a": 83.326, "b": 100}
{"organisation": "三镇", "metrics": {"a": {"value": 83.326, "unit": "%"}, "b": 100}}
{"organisation": "四镇", "a": 50, "b": 100, "claimed": {"total": 75, "grade": "良"}}
{"organisation": "五镇", "a": 83.34, "b": 100}
{"organisation": "四 镇", "a": 50, "b": 100}
{"organisation": "六镇", "year": "2023", "a": 90, "b": 90}
{"organisation": "六镇", "year": "2024", "a": 90, "b": 90}
"#;
const TABLE: &str = "单位,年度,a,a.unit,b,自评总分\n一镇,,100,,100,100.00\n二镇,,83.326,,100,\n三镇,,83.326,%,100,\n四镇,,50,,100,75\n\
                     五镇,,83.34,,100,\n四 镇,,50,,100,\n六镇,2023,90,,90,\n六镇,2024,90,,90,\n";
const WANTED: [&str; 5] = [
    "same-organisation, reported again for the same year, 1: 四 镇",
    "grade decided by the rounding of the total, 2: 二镇, 三镇",
    "claimed total differs from the recomputed one, 1: 四镇",
    "full marks in every indicator, worth checking, 1: 一镇",
    "claimed totals: 2, of which 1 differ from the recomputed total",
];

fn laid(name: &str) -> PathBuf {
    let case = folder(name);
    let text =
        scheme_text(100, &format!("{TOTAL_ROUNDED}{GRADES}"), &["a: { unit: \"%\" }", "b: { unit: \"%\" }"], &[A, B]);
    fs::write(case.join("scheme.yaml"), text).unwrap();
    fs::write(case.join("a.ndjson"), RECORDS).unwrap();
    fs::write(case.join("a.csv"), TABLE).unwrap();
    case
}

fn batch(case: &Path, inputs: &[&str], more: &[&str]) -> Run {
    let inputs: Vec<String> = inputs.iter().map(|input| case.join(input).display().to_string()).collect();
    let inputs = inputs.iter().map(String::as_str);
    let arguments: Vec<&str> = ["batch", case.to_str().unwrap()].into_iter().chain(inputs).collect();
    jixiao(&[&arguments[..], &["--lang", "en"], more].concat())
}

#[test]
fn what_an_office_should_look_at_is_counted_and_named() {
    let case = laid("batch-summary");
    for input in ["a.ndjson", "a.csv"] {
        let run = batch(&case, &[input], &[]).ended(0);
        for wanted in WANTED {
            assert!(run.err.lines().any(|line| line == wanted), "{input}: {wanted}\n{}", run.err);
        }
        let totals: Vec<Value> =
            run.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["total"].clone()).collect();
        assert_eq!(totals, ["100.00", "90.00", "90.00", "70.00", "90.00", "70.00", "90.00", "90.00"]);
    }
    // A ranking of the same reports names the same.
    let reports = case.join("a.csv");
    let ranked = jixiao(&["score", case.to_str().unwrap(), "--reports", reports.to_str().unwrap(), "--lang", "en"]);
    for wanted in &WANTED[1..4] {
        assert!(ranked.out.contains(wanted), "{wanted}\n{}", ranked.out);
    }
}

/// A report of another year is scored, and told; one that tells no year is not.
#[test]
fn who_reports_for_another_year_is_told() {
    let case = laid("batch-summary-year");
    let text = fs::read_to_string(case.join("scheme.yaml")).unwrap();
    fs::write(case.join("scheme.yaml"), text + "year: 2024\n").unwrap();
    for input in ["a.ndjson", "a.csv"] {
        let run = batch(&case, &[input], &[]).ended(0);
        let wanted = "other-year, reported for another year than the scheme's, 1: 六镇";
        assert!(run.err.lines().any(|line| line == wanted), "{input}: {}", run.err);
    }
    assert!(!batch(&laid("batch-summary-no-year"), &["a.csv"], &[]).err.contains("other-year"));
}

#[test]
fn who_reports_twice_is_told_across_inputs_and_is_a_fault_where_none_is_wanted() {
    let case = laid("batch-summary-twice");
    let many: String = (0..60).map(|at| format!("{{\"organisation\": \"{at:03}\", \"a\": 90, \"b\": 90}}\n")).collect();
    fs::write(case.join("many.ndjson"), many).unwrap();
    let once = batch(&case, &["many.ndjson"], &["--no-faults"]).ended(0);
    assert!(!once.err.contains("same-organisation"), "{}", once.err);
    let twice = batch(&case, &["many.ndjson", "many.ndjson"], &["--no-faults"]).ended(4);
    let told = twice.err.lines().find(|line| line.starts_with("same-organisation")).unwrap();
    assert!(told.contains(", 60: 000, 001, ") && told.ends_with("019, …"), "{told}");
}

#[test]
fn a_claim_that_is_no_number_is_a_fault_of_its_record() {
    let case = laid("batch-summary-claims");
    fs::write(case.join("b.ndjson"), "{\"organisation\": \"七镇\", \"a\": 90, \"b\": 90, \"claimed\": \"九十\"}\n")
        .unwrap();
    let run = batch(&case, &["b.ndjson"], &[]).ended(0);
    let entry: Value = serde_json::from_str(run.out.trim_end()).unwrap();
    let error = &entry["errors"][0];
    let parts = ["code", "field", "value"].map(|part| error[part].as_str().unwrap_or_default());
    assert_eq!((&entry["total"], parts), (&Value::Null, ["not-a-number", "claimed", "九十"]));
    // Two of them in one long table contradict each other.
    fs::write(case.join("c.csv"), "organisation,metric,value,claimed\n八镇,a,90,90\n八镇,b,90,91\n").unwrap();
    let run = batch(&case, &["c.csv"], &[]).ended(0);
    assert!(run.out.contains("\"duplicate-key\"") && run.out.contains("\"field\":\"claimed\""), "{}", run.out);
}

/// Of those above without a year: 100 once, 90.00 three times, 70 twice. Whoever comes after three equal ones is fifth, or
/// third where ranks are dense; the two years of 六镇 are ranked by themselves.
#[test]
fn ranks_follow_from_how_many_have_each_total() {
    let case = laid("batch-ranks");
    for (scheme, third) in [("", "5"), ("tied_ranks: dense\n", "3")] {
        let text = fs::read_to_string(case.join("scheme.yaml")).unwrap();
        fs::write(case.join("scheme.yaml"), format!("{scheme}{text}")).unwrap();
        let wanted = format!(
            "year,rank,total,grade,organisations\n,1,100.00,top,1\n,2,90.00,top,3\n,{third},70.00,good,2\n\
             2023,1,90.00,top,1\n2024,1,90.00,top,1\n"
        );
        let written = case.join(format!("ranks-{third}.csv"));
        for (input, threads) in [("a.ndjson", "1"), ("a.csv", "2")] {
            let run = ["--threads", threads, "--ranks", written.to_str().unwrap()];
            batch(&case, &[input], &run).ended(0);
            assert_eq!(fs::read_to_string(&written).unwrap(), wanted, "{input}");
            fs::remove_file(&written).unwrap();
        }
    }
}
