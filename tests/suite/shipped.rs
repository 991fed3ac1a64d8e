//! The shipped cases, worked by hand, before anything is drawn from them.
//!
//! 岳阳 2024: 信息采集有效率 5 × 98.7 ÷ 100 = 4.935 → 4.94; 投诉处置率 10 × 80.29 ÷ 100 = 8.029 → 8.03;
//! 12345热线办结率 10 × 95.3 ÷ 100 = 9.53; 预算执行率 10 × (1171.44 ÷ 1247.63) = 9.3893… → 9.39.
//! All other rows reach their targets: 100 − 0.06 − 1.97 − 0.47 − 0.61 = 96.89.

use crate::support::{YUEYANG, copy, jixiao, number, opened, printed, root};

#[test]
fn the_published_total_comes_out() {
    let opened = opened(YUEYANG);
    let program = opened.program().unwrap();
    let problems = program.warnings();
    assert!(problems.is_empty(), "{problems:#?}");
    let evaluation = program.evaluate(&opened.case.report);
    assert!(evaluation.diagnostics.is_empty(), "{:#?}", evaluation.diagnostics);
    for (row, points) in [
        ("collection-validity", "4.94"),
        ("complaint-disposal", "8.03"),
        ("hotline-closure", "9.53"),
        ("budget-execution", "9.39"),
    ] {
        assert_eq!(
            evaluation.row(row).and_then(|row| row.points()).map(|points| points.number()),
            Some(&number(points))
        );
    }
    let total = evaluation.total.unwrap();
    assert_eq!((total.points.number(), total.grade.zh.as_str()), (&number("96.89"), "优秀"));
    assert_eq!(total.down.map(|(grade, distance)| (grade.zh, distance)), Some(("良好".to_owned(), number("6.89"))));
    let subtotals: Vec<String> = evaluation.subtotals.iter().map(|part| part.points.to_string()).collect();
    assert_eq!(subtotals, ["49.94", "26.95", "10", "10"]);
}

#[test]
fn what_people_read() {
    let score = ["score", YUEYANG];
    for (name, more) in [
        ("table-zh", vec!["--lang", "zh"]),
        ("table-en", vec!["--lang", "en"]),
        ("json", vec!["--format", "json"]),
        ("csv", vec!["--lang", "zh", "--format", "csv"]),
        ("markdown", vec!["--lang", "zh", "--format", "markdown"]),
    ] {
        insta::assert_snapshot!(name, printed(&[score.as_slice(), more.as_slice()].concat()));
    }
    insta::assert_snapshot!("explain", printed(&["explain", YUEYANG, "--lang", "zh"]));
}

/// 信息采集有效率 10 × 98.7 ÷ 100 = 9.87; 投诉处置率 5 × 80.29 ÷ 100 = 4.0145 → 4.01;
/// 96.89 − 4.94 − 8.03 + 9.87 + 4.01 = 97.80.
#[test]
fn a_variant_moves_five_points() {
    let variant = "indicators/yueyang-2024/variant.yaml";
    let text = printed(&["score", YUEYANG, "--scheme", variant, "--lang", "en"]);
    assert!(text.contains("total 97.80, grade excellent"), "{text}");
    let readme = include_str!("../../README.md");
    let shipped = include_str!("../../indicators/yueyang-2024/variant.yaml");
    assert!(readme.contains(shipped.split_once("scheme:").unwrap().1.trim()), "README shows the shipped variant");
}

/// The working stands in the head of each report.
#[test]
fn the_other_shipped_cases() {
    for (name, total) in
        [("yueyang-department", "total 25.92, grade fair"), ("tianmen-2016-12", "total 70.00, grade excellent")]
    {
        let text = printed(&["score", &format!("indicators/{name}"), "--lang", "en"]);
        assert!(text.contains(total), "{text}");
        insta::assert_snapshot!(name, text);
    }
    // The files of published tables are checked; what does not come out in them is the publishers', and `recheck` tells it.
    // One answers a ceiling with a word, one prints bounds for figures: both are told.
    let published = "published tables: 11; use `jixiao recheck` to verify their figures\n";
    let illustrations =
        "illustrations: 1; once the figures are your own, delete `illustrative: true` so that omissions are listed\n";
    let told = printed(&["check", "indicators", "--lang", "en"]);
    assert_eq!(told, format!("errors: 0, warnings: 2\n{published}{illustrations}"));
}

#[test]
fn the_schemas_beside_the_cases_are_those_of_the_program() {
    assert_eq!(printed(&["schema", "scheme", "--lang", "zh"]), include_str!("../../indicators/scheme.schema.json"));
    assert_eq!(printed(&["schema", "report", "--lang", "zh"]), include_str!("../../indicators/report.schema.json"));
}

/// A folder that lies nowhere near scripts is scored by the rules that are compiled in, to the same hundredth.
#[test]
fn a_case_far_from_any_scripts_is_scored_by_the_rules_compiled_in() {
    let folder = tempfile::tempdir().unwrap();
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), folder.path());
    let case = folder.path().to_str().unwrap();
    let own = jixiao(&["score", case, "--format", "json"]).ended(0).json();
    assert_eq!(own["total"]["points"], "96.89");
    for command in [vec!["check", case], vec!["whatif", case, "--set", "complaint-disposal=11"], vec!["recheck", case]]
    {
        let run = jixiao(&command);
        assert!(!run.err.contains("[no-scripts]") && run.status != Some(3), "{command:?}: {}", run.err);
    }
}

/// A report that is a link to a file elsewhere is not opened: its first line would stand in the problem.
#[cfg(unix)]
#[test]
fn a_report_that_leads_out_of_its_folder_is_not_read() {
    let (folder, secret) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let case = folder.path().join("case");
    std::fs::create_dir(&case).unwrap();
    copy(&["scheme.yaml"], &root().join(YUEYANG), &case);
    let other = secret.path().join("secret.yaml");
    std::fs::write(&other, "password: 1234\n").unwrap();
    std::os::unix::fs::symlink(&other, case.join("report.yaml")).unwrap();
    let run = jixiao(&["score", case.to_str().unwrap()]);
    run.refused(1, "[extends-outside]", &["score"]);
    assert!(!run.err.contains("1234"), "{}", run.err);
    let allowed = jixiao(&["score", case.to_str().unwrap(), "--allow-outside", secret.path().to_str().unwrap()]);
    assert!(allowed.err.contains("[unknown-field]"), "{}", allowed.err);
}
