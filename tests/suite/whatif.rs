//! What-ifs as a supervisor asks them, worked by hand or against published results.

mod points;
mod populations;
mod variants;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Run, YUEYANG, edit, folder, folder_of, jixiao, program};

const TAI: &str = "tests/data/technology-achievement";

fn whatif(arguments: &[&str]) -> Run {
    jixiao(&[&["whatif"], arguments].concat())
}

fn printed(arguments: &[&str]) -> String {
    whatif(arguments).ended(0).out
}

fn json(arguments: &[&str]) -> Value {
    whatif(&[arguments, &["--format", "json"]].concat()).ended(0).json()
}

/// The codes of the errors that a what-if is refused with.
fn refused(arguments: &[&str]) -> Vec<String> {
    let run = whatif(&[arguments, &["--lang", "en"]].concat());
    run.refused(1, "error[", arguments);
    run.err.split("error[").skip(1).map(|rest| rest.split(']').next().unwrap().to_owned()).collect()
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer} in {value:#}"))
}

fn row<'v>(answer: &'v Value, id: &str) -> &'v Value {
    answer["rows"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()
}

fn scratch(name: &str) -> PathBuf {
    folder(&format!("whatif/{name}"))
}

/// 信息采集有效率 10 × 98.7 ÷ 100 = 9.87 (before 4.94); 投诉处置率 5 × 80.29 ÷ 100 = 4.0145 → 4.01 (before 8.03);
/// 96.89 − 4.94 − 8.03 + 9.87 + 4.01 = 97.80. 产出 49.94 + 4.93 = 54.87 of 55, 效率 26.95 − 4.02 = 22.93 of 25.
#[test]
fn five_points_change_places() {
    let asked = [YUEYANG, "--mode", "transfer:complaint-disposal", "--set", "collection-validity=10"];
    let answer = json(&asked);
    assert_eq!(text(&answer, "/total/before/points"), "96.89");
    assert_eq!(text(&answer, "/total/after/points"), "97.80");
    assert_eq!(text(&answer, "/total/difference"), "0.91");
    assert_eq!(text(&answer, "/total/before/down/points"), "6.89");
    assert_eq!(text(&answer, "/total/after/down/points"), "7.8");
    let (set, followed) = (row(&answer, "collection-validity"), row(&answer, "complaint-disposal"));
    assert_eq!((text(set, "/before/points"), text(set, "/after/points")), ("4.94", "9.87"));
    assert_eq!((text(set, "/weight_role"), &set["consequence"]), ("set", &Value::Bool(false)));
    assert_eq!((text(followed, "/before/points"), text(followed, "/after/points")), ("8.03", "4.01"));
    assert_eq!((text(followed, "/weight_role"), &followed["consequence"]), ("free", &Value::Bool(true)));
    assert_eq!(
        (text(&answer, "/dimensions/0/weight/after"), text(&answer, "/dimensions/0/points/after")),
        ("55", "54.87")
    );
    assert_eq!(
        (text(&answer, "/dimensions/1/weight/after"), text(&answer, "/dimensions/1/points/after")),
        ("25", "22.93")
    );
    insta::assert_snapshot!("case-zh", printed(&[asked.as_slice(), &["--lang", "zh"]].concat()));
    insta::assert_snapshot!("case-en", printed(&[asked.as_slice(), &["--lang", "en"]].concat()));
    insta::assert_snapshot!("case-json", format!("{answer:#}\n"));
}

/// 93.8932…% of a target of 95 is 9.8835 → 9.88, 98.7 of 95 is full marks: 5; 95.3 of 95: 10. With 1200 executed,
/// 96.18…% reach 95: 10. 96.89 + (5 − 4.94) + (10 − 9.53) + (9.88 − 9.39) = 97.91, with 1200 executed 98.03.
#[test]
fn targets_and_figures_change_as_weights_do() {
    let asked = [
        YUEYANG,
        "--set",
        "collection-validity.target=95",
        "--set",
        "hotline-closure.target=95",
        "--set",
        "budget-execution.target=95",
    ];
    let answer = json(&asked);
    assert_eq!(text(&answer, "/total/after/points"), "97.91");
    assert_eq!(text(row(&answer, "budget-execution"), "/after/points"), "9.88");
    let changed = row(&answer, "hotline-closure");
    assert_eq!((text(changed, "/before/target"), text(changed, "/after/target")), ("≥100%", "≥95%"));
    let answer = json(&[asked.as_slice(), &["--metric", "executed=1200"]].concat());
    assert_eq!(text(&answer, "/total/after/points"), "98.03");
    assert_eq!(row(&answer, "budget-execution")["changed"], serde_json::json!(["target", "figures"]));
    // 10 × 80.29 ÷ 100 by either rule.
    let answer = json(&[YUEYANG, "--set", "complaint-disposal.rule=linear_rate"]);
    let changed = row(&answer, "complaint-disposal");
    assert_eq!((text(changed, "/before/rule"), text(changed, "/after/rule")), ("forward_ratio", "linear_rate"));
    assert_eq!((text(changed, "/before/points"), text(changed, "/after/points")), ("8.03", "8.03"));
    insta::assert_snapshot!(
        "parts-zh",
        printed(&[asked.as_slice(), &["--metric", "executed=1200", "--lang", "zh"]].concat())
    );
}

/// 5 rates with weights 20: 0.8333333333 → 16.67, 0.9166666667 → 18.33, 0.7777777778 → 15.56, 0.9444444444 → 18.89,
/// 0.8888888889 → 17.78, together 87.23; the unrounded sum is 87.2222222222 → 87.22. What if rows were not rounded?
#[test]
fn rounding_the_rows_or_only_the_total_makes_a_hundredth() {
    let folder = scratch("rounding");
    let mut scheme = "scheme: r7\ntitle: 取整\nfull_score: 100\n\
        rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n\
        grades: [{ grade: 全部, from: 0 }]\nmetrics:\n"
        .to_owned();
    let rates = ["0.8333333333", "0.9166666667", "0.7777777778", "0.9444444444", "0.8888888889"];
    let (mut rows, mut report) = (String::new(), "unit: 局\nmetrics:\n".to_owned());
    for (rate, id) in rates.iter().zip('a'..) {
        scheme += &format!("  {id}: {{ name: 率{id} }}\n");
        rows += &format!(
            "      - {{ id: {id}, name: 率{id}, weight: 20, target: {{ at_least: 1 }}, rule: forward_ratio }}\n"
        );
        report += &format!("  {id}: {{ value: {rate} }}\n");
    }
    scheme += &format!("dimensions:\n  - id: all\n    name: 产出\n    weight: 100\n    indicators:\n{rows}");
    fs::write(folder.join("scheme.yaml"), scheme).unwrap();
    fs::write(folder.join("report.yaml"), report).unwrap();
    let overlay = folder.join("once.yaml");
    let once = "scheme: r7-once\nextends: scheme.yaml\nrounding: { total: { places: 2, mode: half-up } }\n";
    fs::write(&overlay, once).unwrap();
    let (case, overlay) = (folder.display().to_string(), overlay.display().to_string());
    let answer = json(&[&case, "--overlay", &overlay, "--scripts", "scripts"]);
    assert_eq!(text(&answer, "/total/before/points"), "87.23");
    assert_eq!(text(&answer, "/total/after/points"), "87.22");
    assert_eq!(text(&answer, "/total/after/unrounded"), "87.222222222");
    assert_eq!(text(row(&answer, "a"), "/after/points"), "16.666666666");
}

const EQUAL_ORDER: [&str; 23] = [
    "Finland",
    "United States",
    "Sweden",
    "Japan",
    "Korea",
    "Netherlands",
    "United Kingdom",
    "Singapore",
    "Canada",
    "Australia",
    "Germany",
    "Norway",
    "Ireland",
    "Belgium",
    "New Zealand",
    "Austria",
    "France",
    "Israel",
    "Spain",
    "Italy",
    "Czech Republic",
    "Hungary",
    "Slovenia",
];
/// Table 23 of the Handbook, in the order above: ranks under the budget-allocation weights of Table 22.
const BUDGET_RANKS: [u64; 23] = [1, 2, 3, 5, 4, 8, 7, 6, 10, 11, 9, 13, 12, 14, 17, 15, 16, 18, 19, 21, 22, 20, 23];
const EQUAL_SCORES: [&str; 23] = [
    "0.744903", "0.732886", "0.703810", "0.698405", "0.665946", "0.630359", "0.606483", "0.597261", "0.589501",
    "0.588041", "0.583013", "0.580448", "0.566656", "0.553047", "0.548811", "0.544617", "0.536203", "0.515116",
    "0.481485", "0.472217", "0.466244", "0.464740", "0.459415",
];
const BUDGET: [&str; 16] = [
    "--set",
    "patents-index=0.11",
    "--set",
    "royalties-index=0.11",
    "--set",
    "internet-index=0.11",
    "--set",
    "exports-index=0.18",
    "--set",
    "telephones-index=0.10",
    "--set",
    "electricity-index=0.06",
    "--set",
    "schooling-index=0.15",
    "--set",
    "university-index=0.18",
];

/// The Technology Achievement Index of the OECD Handbook: equal weights before, budget allocation after. Both published
/// rankings come out without a mismatch; 15 countries change their rank, by 20 ranks together: 20/23 = 0.869565.
#[test]
fn published_rankings_come_out() {
    let reports = format!("{TAI}/reports");
    let asked = [&[TAI, "--reports", &reports, "--mode", "as-entered"], BUDGET.as_slice()].concat();
    let answer = json(&asked);
    let units = answer["units"].as_array().unwrap();
    assert_eq!(units.len(), 23);
    for (at, country) in EQUAL_ORDER.iter().enumerate() {
        let unit = units.iter().find(|unit| unit["unit"] == *country).unwrap();
        assert_eq!(text(unit, "/before/points"), EQUAL_SCORES[at], "{country}");
        assert_eq!(unit["before"]["rank"].as_u64(), Some(at as u64 + 1), "{country}");
        assert_eq!(unit["after"]["rank"].as_u64(), Some(BUDGET_RANKS[at]), "{country}");
    }
    let moved = units.iter().filter(|unit| unit["before"]["rank"] != unit["after"]["rank"]);
    assert_eq!(moved.count(), 15);
    assert_eq!(text(&answer, "/mean_rank_shift"), "20/23");
    // Israel falls from 0.515116 to 0.493728, below the leaders' 0.5; 17 leaders and 5 potential ones stay what they are.
    assert_eq!(answer["transitions"]["units"][0], serde_json::json!([17, 1, 0, 0, 0]));
    assert_eq!(answer["transitions"]["units"][1], serde_json::json!([0, 5, 0, 0, 0]));
    // The same bytes on any number of threads.
    for threads in ["1", "2", "16"] {
        let mut command = program();
        command.arg("whatif").args(&asked).args(["--format", "json"]).env("RAYON_NUM_THREADS", threads);
        assert_eq!(Run::of(&mut command).out, format!("{answer:#}\n"), "{threads} threads");
    }
    insta::assert_snapshot!("population-zh", printed(&[asked.as_slice(), &["--lang", "zh"]].concat()));
    insta::assert_snapshot!("population-en", printed(&[asked.as_slice(), &["--lang", "en"]].concat()));
}

/// Two rows of 50, scored as a rate of 100 %, in whole points.
const TWO: &str = "\
scheme: two
title: 两项
full_score: 100
rounding: { total: { places: 0, mode: half-up } }
grades: [{ grade: 优秀, en: excellent, from: 90 }, { grade: 其他, en: other, from: 0 }]
metrics:
  a: { name: 甲率, unit: \"%\" }
  b: { name: 乙率, unit: \"%\" }
dimensions:
  - id: all
    name: 产出
    weight: 100
    indicators:
      - { id: a, name: 甲, weight: 50, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }
      - { id: b, name: 乙, weight: 50, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }
";

/// Units in folders of their own, each with a copy of one scheme.
fn units(name: &str, figures: &[(&str, &str)]) -> PathBuf {
    let folder = scratch(name);
    for (at, (a, rest)) in figures.iter().enumerate() {
        let report = format!("unit: 单位{at}\nmetrics:\n  a: {{ value: {a} }}\n  b: {rest}\n");
        folder_of(&format!("whatif/{name}/unit-{at}"), &[("scheme.yaml", TWO), ("report.yaml", &report)]);
    }
    folder
}

/// Whole totals of 50·a + 50·b: 90 + 80 → 85; 80 + 90 → 85; 100.4 and 79.5: 50 + 39.75 = 89.75 → 90; one without b.
/// The two 85 share rank 2, so nobody is third. With 80 for a and 20 for b: 72 + 16 = 88, 64 + 18 = 82,
/// 80 + 15.9 = 95.9 → 96: ranks 2, 3, 1; shifts 0, 1, 0: mean 1/3.
#[test]
fn equal_totals_share_the_best_rank_and_withheld_totals_are_listed() {
    let figures =
        [("90", "{ value: 80 }"), ("80", "{ value: 90 }"), ("100.4", "{ value: 79.5 }"), ("95", "{ missing: 未统计 }")];
    let folder = units("ranks", &figures).display().to_string();
    let run = whatif(&[&folder, "--scripts", "scripts", "--set", "a=80", "--format", "json"]).ended(0);
    assert!(run.err.contains("metric-missing"), "{}", run.err);
    let answer = run.json();
    let units = answer["units"].as_array().unwrap();
    let side = |unit: &Value, side: &str| {
        let standing = &unit[side];
        standing.is_object().then(|| (text(standing, "/points").to_owned(), standing["rank"].as_u64().unwrap()))
    };
    let of = |points: &str, rank: u64| Some((points.to_owned(), rank));
    let wanted = [(of("85", 2), of("88", 2)), (of("85", 2), of("82", 3)), (of("90", 1), of("96", 1)), (None, None)];
    for (unit, (before, after)) in units.iter().zip(wanted) {
        assert_eq!((side(unit, "before"), side(unit, "after")), (before, after), "{unit:#}");
    }
    assert_eq!((text(&answer, "/mean_rank_shift"), answer["ranked"].as_u64()), ("1/3", Some(3)));
    assert_eq!(answer["transitions"]["units"], serde_json::json!([[1, 0, 0], [0, 2, 0], [0, 0, 1]]));
    assert_eq!(text(&units[3], "/problems/0/code"), "metric-missing");
    let told = printed(&[&folder, "--scripts", "scripts", "--set", "a=80", "--lang", "en"]);
    assert!(told.contains("organisations without a total, 1: 单位3"), "{told}");
    // A figure that is missing can be tried out: what if b were 99 everywhere?
    let answer = json(&[&folder, "--scripts", "scripts", "--metric", "b=99"]);
    assert_eq!(answer["transitions"]["units"][2], serde_json::json!([1, 0, 0]), "0.5 × 95 + 0.5 × 99 = 97");
}

#[test]
fn units_of_two_schemes_are_not_ranked_together() {
    let folder = units("schemes", &[("90", "{ value: 80 }"), ("80", "{ value: 90 }")]);
    edit(&folder.join("unit-1/scheme.yaml"), "from: 90", "from: 85");
    let (all, first) = (folder.display().to_string(), folder.join("unit-0/scheme.yaml").display().to_string());
    assert_eq!(refused(&[&all, "--scripts", "scripts", "--set", "a=60"]), ["schemes-differ"]);
    let answer = json(&[&all, "--scripts", "scripts", "--set", "a=60", "--scheme", &first]);
    assert_eq!(answer["units"].as_array().unwrap().len(), 2);
}

/// at most 10 and 16 reached: 40 × 10 ÷ 16 = 25, at most 8: 20. By 30 June, done two days later: 30 − 2 × 0.5 = 29, by
/// 28 June: 28. 30 for 92 in either range. A prize of 2 that becomes 3. 25 + 30 + 29 + 2 = 86 before, 20 + 30 + 28 + 3 = 81
/// after.
#[test]
fn every_form_of_a_target_takes_a_value_of_its_own_kind() {
    let folder = scratch("forms");
    let scheme = "scheme: forms\ntitle: 形式\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
        grades: [{ grade: 全部, from: 0 }]\nmetrics:\n  a: { name: 甲, unit: 天 }\n  b: { name: 乙, unit: \"%\" }\n  c: { name: 丙 }\n  \
        prize: { name: 奖 }\ndimensions:\n  - id: all\n    name: 产出\n    weight: 100\n    indicators:\n      \
        - { id: a, name: 甲, weight: 40, unit: 天, target: { at_most: 10 }, rule: reverse_ratio }\n      \
        - { id: b, name: 乙, weight: 30, unit: \"%\", target: { between: [90, 95] }, rule: meet_target }\n      \
        - { id: c, name: 丙, weight: 30, target: { by: 2024-06-30 }, rule: timeliness, params: { per_day: 0.5 } }\n\
        bonuses:\n  - { id: prize, name: 获奖, weight: 2, rule: boolean }\n";
    let report = "unit: 局\nmetrics:\n  a: { value: 16 }\n  b: { value: 92 }\n  c: { value: 2024-07-02 }\n  prize: { value: 是 }\n";
    fs::write(folder.join("scheme.yaml"), scheme).unwrap();
    fs::write(folder.join("report.yaml"), report).unwrap();
    let (case, kept) = (folder.display().to_string(), folder.join("kept.yaml").display().to_string());
    let asked = [
        &case,
        "--scripts",
        "scripts",
        "--save",
        &kept,
        "--set",
        "a.target=8",
        "--set",
        "b.target=80..95",
        "--set",
        "c.target=2024-06-28",
        "--set",
        "prize=3",
    ];
    let answer = json(&asked);
    assert_eq!((text(&answer, "/total/before/points"), text(&answer, "/total/after/points")), ("86.00", "81.00"));
    let targets = ["a", "b", "c"].map(|id| text(row(&answer, id), "/after/target").to_owned());
    assert_eq!(targets, ["≤8天", "80~95%", "≤2024-06-28"]);
    let again = json(&[&case, "--scripts", "scripts", "--overlay", &kept]);
    assert_eq!(again["total"], answer["total"]);
    for target in ["a.target=x", "a.target=7..8", "b.target=80", "b.target=80..x", "c.target=2024-13-01"] {
        assert_eq!(refused(&[&case, "--scripts", "scripts", "--set", target]), ["target-value"], "{target}");
    }
    // What a value leads to is checked like any scheme: a range whose ends are the wrong way round.
    assert_eq!(refused(&[&case, "--scripts", "scripts", "--set", "b.target=95..80"]), ["target-form"]);
}

#[test]
fn changes_that_cannot_be_made_are_refused() {
    let refusals: [(&[&str], &str); 21] = [
        (&[], "nothing-changed"),
        (&["--lock", "floods"], "nothing-changed"),
        (&["--set", "flood=6"], "unknown-indicator"),
        (&["--set", "output=60", "--lock", "output"], "locked-and-set"),
        (&["--set", "flood.target=1"], "unknown-indicator"),
        (&["--set", "flood.rule=equal"], "unknown-indicator"),
        (&["--set", "floods=-6"], "number-range"),
        (&["--set", "floods=six"], "not-a-number"),
        (&["--set", "floods"], "change-form"),
        (&["--set", "floods.name=内涝"], "change-form"),
        (&["--set", "floods=6", "--set", "floods=7"], "duplicate-key"),
        (&["--set", "floods=6", "--mode", "halves"], "unknown-choice"),
        (&["--set", "floods=6", "--mode", "transfer:floods"], "mode-names-fixed"),
        (&["--set", "floods=6", "--mode", "policy"], "no-receiver"),
        (&["--set", "floods=6", "--mode", "as-entered"], "weight-sum"),
        (&["--set", "floods=6", "--lock", "floods"], "locked-and-set"),
        (&["--set", "floods=6", "--bounds", "discipline=5..4"], "bounds-reversed"),
        (&["--set", "floods=6", "--grid", "0"], "number-range"),
        (&["--set", "public-satisfaction.target=好"], "target-value"),
        (&["--set", "complaint-disposal.rule=forward_ration"], "unknown-rule"),
        (&["--metric", "budget_execution=99"], "derived-metric"),
    ];
    for (asked, code) in refusals {
        let codes = refused(&[&[YUEYANG], asked].concat());
        assert!(codes.contains(&code.to_owned()), "{asked:?}: {code} wanted, {codes:?}");
    }
    let told = |asked: &[&str]| whatif(&[&[YUEYANG], asked].concat()).err;
    assert!(told(&["--set", "flood=6", "--lang", "en"]).contains("did you mean `floods in the city`?"));
    assert_eq!(refused(&[YUEYANG, "--metric", "bugdet=1"]), ["unknown-metric"]);
    assert_eq!(refused(&["nowhere", "--set", "floods=6"]), ["file-not-found"]);
    assert_eq!(refused(&[YUEYANG, TAI, "--reports", TAI, "--set", "floods=6"]), ["change-form"]);
    assert_eq!(refused(&[YUEYANG, "--reports", "scripts", "--set", "floods=6"]), ["file-not-found"]);
    // 50 are left for all others, and these two alone hold 9 + 42 = 51 at least.
    let bounds = ["--set", "floods=50", "--bounds", "cases-collected=9..10", "--bounds", "hotline-closure=42..45"];
    insta::assert_snapshot!(
        "refusals-en",
        [
            told(&[bounds.as_slice(), &["--lang", "en"]].concat()),
            told(&["--set", "floods=6", "--mode", "policy", "--lang", "en"])
        ]
        .join("\n")
    );
    insta::assert_snapshot!("refusals-zh", told(&[bounds.as_slice(), &["--lang", "zh"]].concat()));
}

/// The report enters 10 points for a row of 10, the shipped one a position at the top of the tier: full marks either way,
/// of whatever weight.
#[test]
fn points_that_were_entered_move_with_the_weight() {
    let asked = ["--set", "collection-validity=10"];
    let [entered, placed] = ["tests/data/points-entered", YUEYANG].map(|case| json(&[&[case], &asked[..]].concat()));
    assert_eq!(text(row(&entered, "public-satisfaction"), "/after/points"), "9.47");
    assert_eq!(entered["total"], placed["total"]);
}

#[test]
fn a_figure_is_no_part_of_a_variant() {
    whatif(&[YUEYANG, "--metric", "executed=1200", "--save", "x.yaml"]).ended(2);
}
