//! Many organisations of one scheme: ranks, statistics and what does not add up, worked by hand.
//!
//! Two rows, 甲 60 and 乙 40, each the weight times the percentage reached:
//!
//! | organisation | 甲 | 乙 | total | 甲 lost | 乙 lost |
//! |---|---|---|---|---|---|
//! | 一镇 | 100 % = 60 | 100 % = 40 | 100 | 0 | 0 |
//! | 二镇 | 90 % = 54 | 100 % = 40 | 94 | 6 | 0 |
//! | 三镇 | 100 % = 60 | 85 % = 34 | 94 | 0 | 6 |
//! | 四镇 | 50 % = 30 | 100 % = 40 | 70, claims 75 | 30 | 0 |
//! | 五镇 | 80 % | missing | none | | |

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{A, B, ROWS_ROUNDED, Run, YUEYANG, edit, folder, jixiao, number, scheme_text};

const GRADES: &str = "grades: [{ grade: 优, en: top, from: 90 }, { grade: 良, en: good, from: 0 }]\n";

fn report(name: &str, a: &str, b: &str, more: &str) -> String {
    format!(
        "scheme: many\nunit: {name}\nmetrics:\n  a: {a}\n  b: {b}\nrows:\n  a: {{ deviation: 说明 }}\n  b: {{ deviation: 说明 }}\n{more}"
    )
}

/// The scheme with some lines more, and the five reports in the folder beside it.
fn laid(name: &str, more: &str) -> PathBuf {
    let case = folder(name);
    let head = format!("{ROWS_ROUNDED}{GRADES}{more}");
    let text = scheme_text(100, &head, &["a: { unit: \"%\" }", "b: { unit: \"%\" }"], &[A, B]);
    fs::write(case.join("scheme.yaml"), text.replace("scheme: s\n", "scheme: many\n")).unwrap();
    let reports = case.join("reports");
    fs::create_dir_all(&reports).unwrap();
    let value = |value: &str| format!("{{ value: {value} }}");
    for (file, name, a, b, more) in [
        ("1", "一镇", value("100"), value("100"), ""),
        ("2", "二镇", value("90"), value("100"), ""),
        ("3", "三镇", value("100"), value("85"), ""),
        ("4", "四镇", value("50"), value("100"), "claimed: { total: 75 }\n"),
        ("5", "五镇", value("80"), "{ missing: 未统计 }".to_owned(), ""),
    ] {
        fs::write(reports.join(format!("{file}.yaml")), report(name, &a, &b, more)).unwrap();
    }
    case
}

fn scored(case: &Path, arguments: &[&str]) -> Run {
    jixiao(&[&["score", case.to_str().unwrap()], arguments].concat())
}

fn ranks(answer: &Value) -> Vec<Option<u64>> {
    answer["organisations"].as_array().unwrap().iter().map(|one| one["rank"].as_u64()).collect()
}

#[test]
fn ranks_and_statistics_are_those_worked_by_hand() {
    let case = laid("ranking-by-hand", "");
    let answer = scored(&case, &["--format", "json"]).ended(1).json();
    assert_eq!(ranks(&answer), [Some(1), Some(2), Some(2), Some(4), None]);
    assert_eq!((&answer["tied_ranks"], &answer["withheld"]), (&Value::from("skip"), &Value::from(1)));
    let counts: Vec<u64> =
        answer["grades"].as_array().unwrap().iter().map(|grade| grade["organisations"].as_u64().unwrap()).collect();
    assert_eq!(counts, [3, 1]);
    // (100 + 94 + 94 + 70) ÷ 4 = 89.5.
    let totals = &answer["totals"];
    let of = |id: &str| totals[id].as_str().unwrap();
    assert_eq!((of("mean"), of("median"), of("least"), of("most")), ("89.5", "94", "70", "100"));
    // 甲: mean 204 ÷ 4, lost 36 of 42; 4 × 18816 - 204 × 358 = 2232 of 4 × 32572 - 358² = 2124.
    // 乙: mean 154 ÷ 4, lost 6 of 42; 4 × 13756 - 154 × 358 = -108 of 2124.
    let wanted = [("51", "36", "6/7", "62/59", 2), ("38.5", "6", "1/7", "-3/59", 3)];
    for (row, (mean, lost, share, influence, full)) in answer["indicators"].as_array().unwrap().iter().zip(wanted) {
        let of = |id: &str| row[id].as_str().unwrap();
        assert_eq!((of("mean"), of("lost"), of("share_of_lost"), of("influence")), (mean, lost, share, influence));
        assert_eq!(row["full"], full);
    }
    let four = &answer["organisations"][3];
    assert_eq!((four["claimed"]["total"].as_str(), four["claimed"]["difference"].as_str()), (Some("75"), Some("-5")));
    assert_eq!(answer["organisations"][0]["full_marks"], true);
    assert_eq!(answer["organisations"][4]["problems"][0]["code"], "metric-missing");
}

/// The declared rule for ties holds here and in a what-if.
#[test]
fn no_rank_is_left_out_where_the_scheme_says_so() {
    let case = laid("ranking-dense", "tied_ranks: dense\n");
    let answer = scored(&case, &["--format", "json"]).ended(1).json();
    assert_eq!(ranks(&answer), [Some(1), Some(2), Some(2), Some(3), None]);
    let reports = case.join("reports");
    let asked =
        ["whatif", case.to_str().unwrap(), "--reports", reports.to_str().unwrap(), "--set", "a=50", "--format", "json"];
    let answer = jixiao(&asked).ended(0).json();
    assert_eq!(answer["ranks"], "dense");
    let before: Vec<_> =
        answer["units"].as_array().unwrap().iter().map(|unit| unit["before"]["rank"].as_u64()).collect();
    assert_eq!(before, [Some(1), Some(2), Some(2), Some(3), None]);
}

/// 60 × 83.326 % + 40 = 89.9956, which is 90.00 after rounding and 良 before it.
#[test]
fn grades_that_rounding_decided_are_named() {
    let case = laid("ranking-rounding", "");
    let scheme = fs::read_to_string(case.join("scheme.yaml")).unwrap();
    let whole = scheme.replace("indicator: { places: 2, mode: half-up }, ", "");
    assert_ne!(whole, scheme);
    fs::write(case.join("scheme.yaml"), whole).unwrap();
    let near = report("六镇", "{ value: 83.326 }", "{ value: 100 }", "");
    fs::write(case.join("reports/6.yaml"), near).unwrap();
    let answer = scored(&case, &["--format", "json"]).ended(1).json();
    let six = &answer["organisations"][5];
    assert_eq!((six["total"].as_str(), six["grade"]["zh"].as_str()), (Some("90.00"), Some("优")));
    assert_eq!(six["unrounded_grade"]["zh"], "良");
    let told = scored(&case, &["--lang", "zh"]).ended(1).out;
    assert!(told.contains("等级由总分取整决定的单位 1 个：六镇"), "{told}");
}

#[test]
fn a_folder_of_reports_finds_the_scheme_above_it() {
    let case = laid("ranking-found", "");
    let whole = scored(&case, &["--lang", "zh"]).ended(1).out;
    let reports = case.join("reports");
    assert_eq!(scored(&reports, &["--lang", "zh"]).ended(1).out, whole);
    let named = ["score", case.to_str().unwrap(), "--reports", reports.to_str().unwrap(), "--lang", "zh"];
    assert_eq!(jixiao(&named).ended(1).out, whole);
    for wanted in [
        "共 5 个单位，参加排名 4 个",
        "等级分布：优 3 个（75%）、良 1 个（25%）",
        "全部指标满分的单位 1 个，宜重点核实：一镇",
        "自评总分与重算结果不一致的单位 1 个：四镇",
        "没有总分、未参加排名的单位 1 个：五镇",
    ] {
        assert!(whole.contains(wanted), "{wanted}:\n{whole}");
    }
}

/// One report that cannot be read is named and stops none of the others; neither does one of another scheme.
/// Studies of many take the folder as `score` does; those of one ask which is meant.
#[test]
fn the_folder_above_its_reports_is_enough() {
    let case = laid("ranking-studies", "");
    let (case, reports) = (case.to_str().unwrap().to_owned(), case.join("reports").display().to_string());
    let whatif = |more: &[&str]| jixiao(&[&["whatif", &case, "--set", "a=50", "--format", "json"], more].concat()).out;
    let alone = whatif(&[]);
    assert!(alone.contains("四镇") && alone == whatif(&["--reports", &reports]), "{alone}");
    for study in [&["sweep", &case][..], &["seek", &case, "--goal", "total:95"], &["audit", &case]] {
        jixiao(&[study, &["--lang", "en"]].concat()).refused(1, "[file-not-found]", &["--report", "reports"]);
    }
}

#[test]
fn a_faulty_report_stops_none_of_the_others() {
    let case = laid("ranking-faulty", "");
    fs::remove_file(case.join("reports/5.yaml")).unwrap();
    scored(&case, &[]).ended(0);
    fs::write(case.join("reports/7.yaml"), "scheme: many\nunit: [").unwrap();
    fs::write(case.join("reports/8.yaml"), report("八镇", "{ value: 1 }", "{ value: 1 }", "").replace("many", "other"))
        .unwrap();
    let run = scored(&case, &["--format", "json", "--lang", "en"]).ended(1);
    let answer = run.json();
    assert_eq!(answer["refused"].as_array().unwrap().len(), 2);
    assert_eq!(ranks(&answer), [Some(1), Some(2), Some(2), Some(4)]);
    assert!(run.err.contains("[scheme-mismatch]") && run.err.contains("[yaml-syntax]"), "{}", run.err);
}

#[test]
fn other_programs_get_a_line_for_each_organisation() {
    let case = laid("ranking-csv", "");
    let csv = scored(&case, &["--format", "csv", "--lang", "en"]).ended(1).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[1].starts_with("1,一镇,100.00,top,,,60"), "{csv}");
    assert!(lines[4].starts_with("4,四镇,70.00,good,75,-5,30"), "{csv}");
    let paper = case.join("ranking.xlsx");
    scored(&case, &["-o", paper.to_str().unwrap()]).ended(1);
    assert!(fs::metadata(&paper).unwrap().len() > 1000);
    // A condition on the grade holds for every organisation.
    fs::remove_file(case.join("reports/5.yaml")).unwrap();
    scored(&case, &["--at-least", "良"]).ended(0);
    scored(&case, &["--at-least", "优"]).ended(4);
}

/// The ranks under equal weights that the OECD Handbook on Constructing Composite Indicators (2008), Table 23, prints.
#[test]
fn published_ranks_are_reproduced() {
    let answer = jixiao(&["score", "tests/data/technology-achievement", "--format", "json"]).ended(0).json();
    let mut all: Vec<(u64, &str)> = answer["organisations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["rank"].as_u64().unwrap(), one["unit"].as_str().unwrap()))
        .collect();
    all.sort_unstable();
    let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
    let published = [
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
    assert_eq!(names, published);
    let rows = answer["indicators"].as_array().unwrap().iter();
    let influence = rows.map(|row| number(row["influence"].as_str().unwrap()));
    let sum = influence.fold(number("0"), |sum, part| sum.add(&part).unwrap());
    assert_eq!(sum, number("1"));
}

/// A table or a file of JSON lines says what the folder of reports says; a record that is faulty is told by its number.
#[test]
fn reports_may_stand_in_one_table() {
    let case = laid("ranking-of-a-table", "");
    let table =
        "organisation,a,b,b.missing\n一镇,100,100,\n二镇,90,100,\n三镇,100,85,\n四镇,50,100,\n五镇,80,,未统计\n";
    let lines = table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let b = if cells[2].is_empty() { r#"{"missing":"未统计"}"#.to_owned() } else { cells[2].to_owned() };
        format!("{{\"organisation\":\"{}\",\"metrics\":{{\"a\":{},\"b\":{b}}}}}\n", cells[0], cells[1])
    });
    let lines: String = lines.collect();
    let answer = |arguments: &[&str]| scored(&case, &[arguments, &["--format", "json"]].concat()).ended(1).json();
    let summary = |answer: &Value| {
        let one = |one: &Value| (one["organisation"].clone(), one["rank"].clone(), one["total"].clone());
        answer["organisations"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()
    };
    let wanted = summary(&answer(&[]));
    assert_eq!(wanted.len(), 5);
    for (file, text) in [("all.csv", table), ("all.ndjson", &lines)] {
        let file = case.join(file);
        fs::write(&file, text).unwrap();
        let found = answer(&["--reports", file.to_str().unwrap()]);
        assert_eq!(summary(&found), wanted, "{found:#}");
        let asked = ["whatif", case.to_str().unwrap(), "--reports", file.to_str().unwrap(), "--set", "a=50"];
        let told = jixiao(&asked).ended(0).out;
        assert!(told.contains("三镇") && told.contains("92.50"), "{told}");
    }
    let faulty = case.join("faulty.csv");
    fs::write(&faulty, table.replace("90,100", "九成左右,100")).unwrap();
    let told = scored(&case, &["--reports", faulty.to_str().unwrap(), "--lang", "en"]).ended(1);
    assert!(told.err.contains("not-a-number") && told.err.contains("faulty.csv!B3"), "{}", told.err);
    assert!(told.err.contains("\n3 | 九成左右\n"), "the row is that of the cell: {}", told.err);
    // A long table has a line for each figure: the third below the header is row 4 of the sheet.
    let long = case.join("long.csv");
    fs::write(&long, "organisation,metric,value\n一镇,a,90\n一镇,b,100\n二镇,a,九成左右\n二镇,b,100\n").unwrap();
    let told = scored(&case, &["--reports", long.to_str().unwrap(), "--lang", "en"]).ended(1);
    assert!(told.err.contains("not-a-number") && told.err.contains("long.csv!C4"), "{}", told.err);
}

/// 一镇 100 with 300 万元, 二镇 94 with 4,000,000 元 = 400 万元, 三镇 94 and 四镇 70 with nothing:
/// (100 × 300 + 94 × 400) ÷ 700 = 676 ÷ 7 = 96.571…
#[test]
fn totals_are_averaged_by_money_for_who_stands_above() {
    let case = laid("ranking-roll-up", "");
    let scheme = fs::read_to_string(case.join("scheme.yaml")).unwrap();
    let with_money = scheme.replace("metrics: { ", "metrics: { money: { name: 支出, en: spending, unit: 万元 }, ");
    assert_ne!(with_money, scheme);
    fs::write(case.join("scheme.yaml"), with_money).unwrap();
    let reports = case.join("reports");
    let spend =
        |file: &str, money: &str| edit(&reports.join(file), "metrics:\n", &format!("metrics:\n  money: {money}\n"));
    spend("1.yaml", "{ value: 300 }");
    spend("2.yaml", "{ value: 4000000, unit: 元 }");
    spend("3.yaml", "{ value: 0 }");
    spend("4.yaml", "{ value: 0 }");
    spend("5.yaml", "{ value: 10 }");
    // One organisation has no total: the ranking is there, the score of who stands above it is not.
    let withheld = scored(&case, &["--roll-up", "money", "--lang", "en"]).ended(1);
    assert!(withheld.err.contains("[roll-up-missing]: roll-up withheld: `五镇` has no total"), "{}", withheld.err);
    assert!(withheld.out.contains("四镇") && !withheld.out.contains("roll-up:"), "{}", withheld.out);
    fs::remove_file(reports.join("5.yaml")).unwrap();
    let told = scored(&case, &["--roll-up", "支出", "--lang", "en"]).ended(0).out;
    assert!(told.contains("roll-up: 96.57, top (mean of the totals weighted by spending"), "{told}");
    let answer = scored(&case, &["--roll-up", "money", "--format", "json"]).ended(0).json();
    let roll_up = &answer["roll_up"];
    let of = |id: &str| roll_up[id].as_str().unwrap();
    assert_eq!((of("mean"), of("points"), of("weight"), of("unit")), ("676/7", "96.57", "700", "万元"));
    assert_eq!(roll_up["grade"]["zh"], "优");
    assert!(scored(&case, &["--format", "json"]).ended(0).json()["roll_up"].is_null());
    for (money, code) in [("{ value: -1 }", "negative-value"), ("{ missing: 未统计 }", "missing-metric")] {
        edit(&reports.join("3.yaml"), "money: { value: 0 }", &format!("money: {money}"));
        let refused = scored(&case, &["--roll-up", "money", "--lang", "en"]).ended(1);
        assert!(refused.err.contains(&format!("[{code}]")), "{code}: {}", refused.err);
        edit(&reports.join("3.yaml"), &format!("money: {money}"), "money: { value: 0 }");
    }
    scored(&case, &["--roll-up", "monney", "--lang", "en"]).refused(1, "[unknown-metric]", &[]);
    jixiao(&["score", YUEYANG, "--roll-up", "executed", "--lang", "en"]).refused(1, "[option-form]", &[]);
}
