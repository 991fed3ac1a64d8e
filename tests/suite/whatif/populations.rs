//! Many reports for one scheme: a faulty one stops nobody, and what does not belong together is told.

use std::fs;
use std::path::{Path, PathBuf};

use super::{TWO, scratch, text, whatif};
use crate::support::Run;

/// A case and a folder of reports beside it.
fn reports(name: &str, head: &str, reports: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(&format!("reports-{name}"));
    fs::create_dir_all(folder.join("reports")).unwrap();
    fs::write(folder.join("scheme.yaml"), TWO.replacen("title: 两项\n", &format!("title: 两项\n{head}"), 1)).unwrap();
    for (file, report) in reports {
        fs::write(folder.join("reports").join(file), report).unwrap();
    }
    folder
}

/// A report of two rates, with a head of its own.
fn report(unit: &str, head: &str, a: u32, b: u32) -> String {
    format!("unit: {unit}\n{head}metrics: {{ a: {{ value: {a} }}, b: {{ value: {b} }} }}\n")
}

fn asked(folder: &Path, more: &[&str]) -> Run {
    let (case, below) = (folder.display().to_string(), folder.join("reports").display().to_string());
    whatif(&[&[case.as_str(), "--reports", &below, "--scripts", "scripts", "--set", "a=80"], more].concat())
}

/// 90 and 80, 80 and 90; between them a report that cannot be read, of whatever kind.
#[test]
fn a_faulty_report_stops_nobody() {
    let (first, last) = (report("甲局", "scheme: two\n", 90, 80), report("丙局", "scheme: two\n", 80, 90));
    for (name, faulty, code) in [
        ("key", "unit: 乙局\nscheme: two\nmetrcs: { a: { value: 90 } }\n".to_owned(), "unknown-field"),
        ("metric", "unit: 乙局\nscheme: two\nmetrics: { aa: { value: 9 } }\n".to_owned(), "unknown-metric"),
        ("yaml", "unit: [乙局\n".to_owned(), "yaml-syntax"),
        ("empty", String::new(), "empty-file"),
        ("other", report("乙局", "scheme: three\n", 90, 90), "scheme-mismatch"),
    ] {
        let folder = reports(name, "", &[("a.yaml", &first), ("b.yaml", &faulty), ("c.yaml", &last)]);
        let run = asked(&folder, &["--format", "json"]).ended(1);
        assert!(run.err.contains(&format!("[{code}]")), "{name}: {}", run.err);
        let answer = run.json();
        let units: Vec<&str> = (0..2).map(|at| text(&answer["units"][at], "/unit")).collect();
        assert_eq!((units, answer["ranked"].as_u64()), (vec!["甲局", "丙局"], Some(2)), "{answer:#}");
        let problems = answer["refused"][0]["problems"].as_array().unwrap();
        assert!(problems.iter().any(|problem| problem["code"] == code), "{answer:#}");
        assert!(text(&answer, "/refused/0/file").ends_with("b.yaml"));
        for (language, words) in
            [("zh", "无法读取的自评数据 1 份"), ("en", "reports that could not be read and are not ranked, 1:")]
        {
            let told = asked(&folder, &["--lang", language]).ended(1).out;
            assert!(told.contains(words) && told.contains("b.yaml"), "{told}");
        }
    }
    // A file that is no text, and one that cannot be opened as a file.
    let folder = reports("bytes", "", &[("a.yaml", &first), ("c.yaml", &last)]);
    fs::write(folder.join("reports/b.yaml"), [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(asked(&folder, &["--format", "json"]).ended(1).json()["ranked"].as_u64(), Some(2));
}

/// None can be read: all are listed, and nobody is ranked.
#[test]
fn reports_of_which_none_can_be_read_are_all_listed() {
    let folder = reports("none", "", &[("a.yaml", "unit: 甲\nmetrcs: {}\n"), ("b.yaml", "unit: 乙\nmetrcs: {}\n")]);
    let answer = asked(&folder, &["--format", "json"]).ended(1).json();
    assert_eq!((answer["refused"].as_array().unwrap().len(), answer["ranked"].as_u64()), (2, Some(0)));
}

#[test]
fn what_does_not_belong_together_is_told() {
    let own = "scheme: two\nyear: 2024\n";
    for (name, first, second, codes) in [
        ("fine", report("甲局", own, 90, 80), report("乙局", own, 80, 90), &[][..]),
        ("twice", report("甲局", own, 90, 80), report("甲局", own, 60, 60), &["same-organisation"]),
        ("spaces", report("甲局", own, 90, 80), report("甲 局", own, 60, 60), &["same-organisation"]),
        ("year", report("甲局", own, 90, 80), report("乙局", "scheme: two\nyear: 2023\n", 60, 60), &["other-year"]),
        ("unnamed", report("甲局", own, 90, 80), report("乙局", "year: 2024\n", 60, 60), &["scheme-not-named"]),
        (
            "all",
            report("甲局", own, 90, 80),
            report("甲局", "year: 2023\n", 60, 60),
            &["same-organisation", "other-year", "scheme-not-named"],
        ),
    ] {
        let folder = reports(&format!("told-{name}"), "year: 2024\n", &[("a.yaml", &first), ("b.yaml", &second)]);
        for language in ["zh", "en"] {
            let run = asked(&folder, &["--lang", language]).ended(0);
            for code in ["same-organisation", "other-year", "scheme-not-named"] {
                assert_eq!(run.err.contains(&format!("[{code}]")), codes.contains(&code), "{name}: {}", run.err);
            }
            assert!(codes.is_empty() || run.err.contains("b.yaml"), "{}", run.err);
        }
    }
}

/// Before the change 丙 has no total, after it all three have: ranks are taken over the two that have both.
#[test]
fn ranks_before_and_after_are_taken_over_the_same_organisations() {
    let missing = "unit: 丙局\nscheme: two\nmetrics: { a: { value: 100 }, b: { missing: 未统计 } }\n";
    let (first, second) = (report("甲局", "scheme: two\n", 90, 80), report("乙局", "scheme: two\n", 70, 60));
    let folder = reports("same-set", "", &[("a.yaml", &first), ("b.yaml", &second), ("c.yaml", missing)]);
    let answer = asked(&folder, &["--metric", "b=99", "--format", "json"]).ended(0).json();
    let ranks = |side: &str| {
        let units = answer["units"].as_array().unwrap().iter();
        units.map(|unit| unit[side]["rank"].as_u64()).collect::<Vec<_>>()
    };
    assert_eq!((ranks("before"), ranks("after")), (vec![Some(1), Some(2), None], vec![Some(1), Some(2), None]));
    assert!(answer["units"][2]["after"]["points"].is_object() || answer["units"][2]["after"]["points"].is_string());
    assert_eq!((answer["ranked"].as_u64(), text(&answer, "/mean_rank_shift")), (Some(2), "0"));
    asked(&folder, &["--metric", "b=99", "--lang", "zh"]).ended(0);
}

#[test]
fn a_variant_has_an_id_of_its_own() {
    let folder = reports("own-id", "", &[("a.yaml", &report("甲局", "scheme: two\n", 90, 80))]);
    let (case, below) = (folder.display().to_string(), folder.join("reports").display().to_string());
    let variant = folder.join("variant.yaml");
    for (id, status) in [("two", 1), ("two-b", 0)] {
        fs::write(
            &variant,
            format!("scheme: {id}\nextends: scheme.yaml\nchanges: {{ a: {{ weight: 60 }}, b: {{ weight: 40 }} }}\n"),
        )
        .unwrap();
        let overlay = variant.display().to_string();
        let run = whatif(&[&case, "--reports", &below, "--scripts", "scripts", "--overlay", &overlay, "--lang", "en"]);
        let run = run.ended(status);
        assert_eq!(run.err.contains("[same-scheme]"), status == 1, "{}", run.err);
    }
}
