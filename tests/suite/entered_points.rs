//! Points that a person entered for one weight keep their share of another one, in every study alike.

use std::collections::BTreeMap;
use std::fs;

use jixiao::{Interval, Overlay, PieceOutcome, Program, Weight};
use serde_json::Value;

use crate::support::{edit, folder_of, jixiao, number, opened, root, weight};

const CASE: &str = "tests/data/points-entered-partly";

fn json(arguments: &[&str]) -> Value {
    jixiao(&[arguments, &["--format", "json"]].concat()).ended(0).json()
}

fn row<'v>(answer: &'v Value, id: &str) -> &'v Value {
    answer["rows"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()
}

/// A copy of the case beside a variant that gives 乙 a weight of 16, as `score --scheme` takes it.
fn variant(name: &str, more: &str) -> std::path::PathBuf {
    let (scheme, report) = ("scheme.yaml", "report.yaml");
    let read = |file: &str| fs::read_to_string(root().join(CASE).join(file)).unwrap();
    let variant = format!(
        "scheme: weighted\nextends: scheme.yaml\nchanges:\n  甲: {{ weight: 4 }}\n  乙: {{ weight: 16{more} }}\n"
    );
    folder_of(
        &format!("entered-points/{name}"),
        &[(scheme, &read(scheme)), (report, &read(report)), ("weighted.yaml", &variant)],
    )
}

/// The working stands in the report.
#[test]
fn entered_points_follow_the_weight() {
    for (set, own, all) in [("甲=14", "5.1", "17.70"), ("乙=16", "13.6", "17.20"), ("乙=10.5", "8.93", "17.48")] {
        let answer = json(&["whatif", CASE, "--set", set]);
        assert_eq!(
            (&row(&answer, "乙")["after"]["points"], &answer["total"]["after"]["points"]),
            (&own.into(), &all.into())
        );
    }
    assert!(!jixiao(&["sweep", CASE]).ended(0).out.contains("不随分值变动"));
}

/// A variant says the same as the what-if it was saved from: the report was filled in for the scheme that it names.
#[test]
fn a_variant_reads_the_report_as_the_scheme_it_was_filled_in_for() {
    let folder = variant("variant", "");
    let at = |file: &str| folder.join(file).display().to_string();
    let scored = json(&["score", &at(""), "--scheme", &at("weighted.yaml")]);
    assert_eq!(row(&scored, "乙")["points"], "13.6");
    assert_eq!(row(&scored, "乙")["steps"][0]["step"], "converted");
    let told = jixiao(&["score", &at(""), "--scheme", &at("weighted.yaml")]).ended(0).out;
    assert!(told.contains("按分值 10 填写，折算到分值 16：8.5 × 16 ÷ 10 = 13.6"), "{told}");
    // Also where the variant writes the parameters anew.
    let folder = variant("parameters", ", params: { edges: old }");
    let at = |file: &str| folder.join(file).display().to_string();
    let scored = json(&["score", &at(""), "--scheme", &at("weighted.yaml")]);
    assert_eq!(row(&scored, "乙")["points"], "13.6");
    // A report for the variant itself was filled in for 16: 13.6 lies in 达成 (12.8 to 16), 8.5 does not.
    edit(&folder.join("report.yaml"), "scheme: points-entered-partly", "scheme: weighted");
    let refused = jixiao(&["score", &at(""), "--scheme", &at("weighted.yaml"), "--lang", "en"]).ended(1);
    assert!(refused.err.contains("8.5 points are outside it"), "{}", refused.err);
    edit(&folder.join("report.yaml"), "value: 8.5", "value: 13.6");
    let scored = json(&["score", &at(""), "--scheme", &at("weighted.yaml")]);
    assert_eq!((&row(&scored, "乙")["points"], &row(&scored, "乙")["steps"]), (&"13.6".into(), &Value::Array(vec![])));
}

/// The report can say for which weight points were entered: 8.5 of 20 is in no tier but the last, 17 of 20 is 8.5 of 10.
#[test]
fn a_report_may_name_the_weight_that_points_were_entered_for() {
    let folder = variant("named", "");
    let report = folder.join("report.yaml");
    edit(&report, "评价人酌情扣减 }", "评价人酌情扣减, points_of: 20 }");
    edit(&report, "value: 8.5", "value: 17");
    let case = folder.display().to_string();
    assert_eq!(row(&json(&["score", &case]), "乙")["points"], "8.5");
    edit(&report, "points_of: 20", "points_of: 0");
    jixiao(&["score", &case, "--lang", "en"]).refused(1, "number-range", &[&case]);
}

/// One line over all weights, equal to the engine at each: also where the edges of tiers, rounded to two places, would
/// throw 8 of 10 out of its tier (0.8 × 4.447 = 3.5576, the edge is 3.56).
#[test]
fn entered_points_are_a_line_over_the_weight() {
    let opened = opened(CASE);
    let program = Program::compile(opened.case.scheme.clone(), opened.rules.clone()).unwrap();
    let report = &opened.case.report;
    let curve = program.weight_curve(report, "乙", &Interval::closed(number("0"), number("20")).unwrap()).unwrap();
    let pieces = curve.pieces().unwrap();
    assert_eq!(pieces.len(), 1, "{pieces:?}");
    let PieceOutcome::Scored { line, .. } = &pieces[0].outcome else { panic!("{pieces:?}") };
    assert_eq!((line.constant.to_string(), line.slope.to_string()), ("0".to_owned(), "0.85".to_owned()));
    for points in ["0", "0.01", "4.447", "9.99", "16", "20"] {
        let under = weight(points);
        let rest = Weight::new(number("20").subtract(under.number()).unwrap()).unwrap();
        let weights = BTreeMap::from([("甲".to_owned(), rest), ("乙".to_owned(), under.clone())]);
        let scored = program.evaluate_with(report, &Overlay::new().weights(weights)).unwrap();
        let state = curve.state_at(under.number()).unwrap();
        assert_eq!(scored.row("乙").unwrap().state, state, "{points}");
    }
}
