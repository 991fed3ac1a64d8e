//! Organisations that are compared with each other: all reports are read before one is scored.
//!
//! The five townships of `tests/data/peers`, worked by hand. Income: 甲 3.6 万元 = 36000 元, 乙 and 丙 30000, 丁 24000, 戊
//! missing: four have one, and their mean is 120000 ÷ 4 = 30000. Ranks leave out as many as share the one before. Complaints,
//! fewer are better and no rank is left out: 5, 5, 8, 12, 20.
//!
//! | | income | rank of 4 | points | complaints | rank of 5 | points | of the mean | points | total |
//! |---|---|---|---|---|---|---|---|---|---|
//! | 甲镇 | 36000 | 1 | 40 | 12 | 3 | 0 | 120 % | 30 | 70 |
//! | 乙镇 | 30000 | 2 | 32 | 5 | 1 | 30 | 100 % | 30 | 92 |
//! | 丙镇 | 30000 | 2 | 32 | 5 | 1 | 30 | 100 % | 30 | 92 |
//! | 丁镇 | 24000 | 4 | 20 | 20 | 4 | 0 | 80 % | 24 | 44 |
//! | 戊镇 | missing | | none | 8 | 2 | 15 | | none | none |

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jixiao::project::{OpenWorkspace, PopulationRequest, WorkspaceRequest, open_population};
use jixiao::{Code, MetricState, PeerFigures, Program, Report, Scheme};
use serde_json::Value;

use crate::support::{Run, edit, folder, jixiao, number, program, report, root, rules, scheme};

const PEERS: &str = "tests/data/peers";
/// An organisation, its total and the points of its rows, as texts.
type ByHand = (&'static str, Option<&'static str>, [Option<&'static str>; 3]);

const BY_HAND: [ByHand; 5] = [
    ("甲镇", Some("70.00"), [Some("40"), Some("0"), Some("30")]),
    ("乙镇", Some("92.00"), [Some("32"), Some("30"), Some("30")]),
    ("丙镇", Some("92.00"), [Some("32"), Some("30"), Some("30")]),
    ("丁镇", Some("44.00"), [Some("20"), Some("0"), Some("24")]),
    ("戊镇", None, [None, Some("15"), None]),
];

/// The records of the five, as JSON lines in an order of choice.
fn ndjson(order: &[usize]) -> String {
    let lines = [
        r#"{"organisation": "甲镇", "metrics": {"income": {"value": 3.6, "unit": "万元"}, "complaints": 12}}"#,
        r#"{"organisation": "乙镇", "metrics": {"income": 30000, "complaints": 5}}"#,
        r#"{"organisation": "丙镇", "metrics": {"income": {"value": 30000, "unit": "元"}, "complaints": 5}}"#,
        r#"{"organisation": "丁镇", "metrics": {"income": 24000, "complaints": 20}}"#,
        r#"{"organisation": "戊镇", "metrics": {"income": {"missing": "尚未统计"}, "complaints": 8}}"#,
    ];
    order.iter().map(|at| format!("{}\n", lines[*at])).collect()
}

/// A copy of the case in a folder of its own.
fn laid(name: &str) -> PathBuf {
    let case = folder(name);
    fs::create_dir_all(case.join("reports")).unwrap();
    fs::copy(root().join(PEERS).join("scheme.yaml"), case.join("scheme.yaml")).unwrap();
    for file in ["01", "02", "03", "04", "05"] {
        let file = format!("reports/{file}.yaml");
        fs::copy(root().join(PEERS).join(&file), case.join(&file)).unwrap();
    }
    case
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Total and points of an organisation, by its name.
fn found(answer: &Value, name: &str) -> (Option<String>, Vec<Option<String>>) {
    let of = |value: &Value| value.as_str().map(str::to_owned);
    let one = answer["organisations"].as_array().unwrap().iter().find(|one| one["unit"] == name).unwrap();
    (of(&one["total"]), one["points"].as_array().unwrap().iter().map(of).collect())
}

fn is_by_hand(answer: &Value) {
    for (name, total, points) in BY_HAND {
        let (found, of_rows) = found(answer, name);
        assert_eq!(found.as_deref(), total, "{name}");
        let of_rows: Vec<Option<&str>> = of_rows.iter().map(Option::as_deref).collect();
        assert_eq!(of_rows, points, "{name}");
    }
}

/// The lines of `batch`, each as organisation, total and points.
fn batched(run: &Run) -> Vec<(String, Option<String>, Vec<Option<String>>)> {
    let of = |value: &Value| value.as_str().map(str::to_owned);
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let points = ["income-place", "complaints-place", "income-share"].map(|row| of(&line["points"][row]));
        (line["organisation"].as_str().unwrap().to_owned(), of(&line["total"]), points.to_vec())
    };
    run.out.lines().map(line).collect()
}

fn batch_is_by_hand(run: &Run) {
    let mut lines = batched(run);
    lines.sort();
    let mut wanted = BY_HAND.to_vec();
    wanted.sort_unstable();
    assert_eq!(lines.len(), wanted.len(), "{}", run.err);
    for ((name, total, points), (wanted, of_all, of_rows)) in lines.iter().zip(wanted) {
        assert_eq!((name.as_str(), total.as_deref()), (wanted, of_all), "{}", run.out);
        for (points, wanted) in points.iter().zip(of_rows) {
            assert_eq!(points.as_deref().map(number), wanted.map(number), "{name}");
        }
    }
}

#[test]
fn five_townships_are_scored_as_worked_by_hand() {
    is_by_hand(&jixiao(&["score", PEERS, "--format", "json"]).ended(1).json());
    let reasons = |language: &str| {
        let run =
            jixiao(&["batch", PEERS, &format!("{PEERS}/reports"), "--trace", "full", "--lang", language]).ended(0);
        let line: Value = serde_json::from_str(run.out.lines().nth(3).unwrap()).unwrap();
        line.to_string()
    };
    let zh = reasons("zh");
    assert!(zh.contains("第 4 名 / 4 个单位，前 4 名得 20 分"), "{zh}");
    assert!(zh.contains("第 4 名 / 5 个单位，在前 2 名之后，得 0 分"), "{zh}");
    let en = reasons("en");
    assert!(en.contains("rank 4 of 4: ranks up to 4 earn 20 points"), "{en}");
    assert!(en.contains("rank 4 of 5, after rank 2: 0 points"), "{en}");
}

#[test]
fn the_order_of_files_and_the_threads_make_no_difference() {
    let case = laid("peers-order");
    for (from, to) in [("01", "9"), ("02", "4"), ("03", "8"), ("04", "1"), ("05", "2")] {
        fs::rename(case.join(format!("reports/{from}.yaml")), case.join(format!("reports/{to}.yaml"))).unwrap();
    }
    is_by_hand(&jixiao(&["score", text(&case), "--format", "json"]).ended(1).json());
    for (at, order) in [[0, 1, 2, 3, 4], [4, 2, 0, 3, 1]].iter().enumerate() {
        let file = case.join(format!("{at}.ndjson"));
        fs::write(&file, ndjson(order)).unwrap();
        for threads in ["1", "2"] {
            batch_is_by_hand(&jixiao(&["batch", PEERS, text(&file), "--threads", threads]).ended(0));
        }
    }
}

#[test]
fn a_batch_says_what_the_ranking_says_whatever_it_is_read_from() {
    let case = laid("peers-batch");
    batch_is_by_hand(&jixiao(&["batch", PEERS, text(&case.join("reports"))]).ended(0));
    let table = "organisation,income,income.unit,income.missing,complaints\n甲镇,3.6,万元,,12\n乙镇,30000,,,5\n\
                 丙镇,30000,元,,5\n丁镇,24000,,,20\n戊镇,,,尚未统计,8\n";
    fs::write(case.join("wide.csv"), table).unwrap();
    batch_is_by_hand(&jixiao(&["batch", PEERS, text(&case.join("wide.csv"))]).ended(0));
    let mut long = "organisation,metric,value,unit,missing\n".to_owned();
    for (name, income, complaints) in [
        ("甲镇", "3.6,万元,", 12),
        ("乙镇", "30000,,", 5),
        ("丙镇", "30000,,", 5),
        ("丁镇", "24000,,", 20),
        ("戊镇", ",,未统计", 8),
    ] {
        let _ = writeln!(long, "{name},income,{income}\n{name},complaints,{complaints},,");
    }
    fs::write(case.join("long.csv"), long).unwrap();
    batch_is_by_hand(&jixiao(&["batch", PEERS, text(&case.join("long.csv"))]).ended(0));
    // Several inputs are one population.
    let lines = ndjson(&[0, 1, 2, 3, 4]);
    let (first, second) = lines.split_at(lines.find("{\"organisation\": \"丙镇\"").unwrap());
    fs::write(case.join("a.ndjson"), first).unwrap();
    fs::write(case.join("b.ndjson"), second).unwrap();
    let files = [text(&case.join("a.ndjson")).to_owned(), text(&case.join("b.ndjson")).to_owned()];
    batch_is_by_hand(&jixiao(&["batch", PEERS, &files[0], &files[1]]).ended(0));
}

fn from_standard_input(arguments: &[&str], input: &str) -> Run {
    let mut command: Command = program();
    let command = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Who refuses the header reads no further.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_stream_that_is_read_once_has_the_facts_in_its_columns() {
    let without = from_standard_input(&["batch", PEERS, "--from", "csv"], "organisation,income,complaints\n甲镇,1,2\n");
    without.refused(1, "[population-form]", &["no columns of facts"]);
    assert!(without.err.contains("complaints_count"), "{}", without.err);
    let header =
        "organisation,income,complaints,income_rank,income_count,income_mean,complaints_rank,complaints_count\n";
    let stated =
        from_standard_input(&["batch", PEERS, "--from", "csv"], &format!("{header}甲镇,36000,12,1,4,30000,3,5\n"));
    // 40 + 0 + 30, as beside the other four.
    let run = stated.ended(0);
    let [(name, total, _)] = batched(&run).try_into().unwrap();
    assert_eq!((name.as_str(), total.as_deref()), ("甲镇", Some("70.00")));
    let alone = from_standard_input(&["batch", PEERS], &ndjson(&[0])).ended(0);
    let line: Value = serde_json::from_str(alone.out.trim()).unwrap();
    assert_eq!((&line["total"], &line["errors"][0]["code"]), (&Value::Null, &Value::from("peers-missing")));
    let beside = [PEERS, "tests/data/peers/reports", "-"];
    jixiao(&[&["batch"], &beside[..]].concat()).refused(1, "[population-form]", &["beside files"]);
}

/// A scheme whose rows read what is to be looked at, and its reports: 10, 20, 20, 30 for `x`, then those without a figure.
fn compared(peers: &str) -> Program {
    let text = format!(
        "scheme: s\ntitle: t\nfull_score: 1\nrounding: {{ total: {{ places: 2, mode: half-up }} }}\n\
         grades: [{{ grade: 全, from: 0 }}]\nmetrics: {{ x: {{ unit: 千元 }}, fact: {{ peers: {{ of: x, {peers} }} }} }}\n\
         dimensions: [{{ id: d, name: d, weight: 1, indicators: [{{ id: r, name: r, weight: 1, actual: fact, rule: bands, \
         params: {{ bands: [{{ to: 0, closed: neither, points: 0 }}, {{ from: 0, closed: left, points: 1 }}] }} }}] }}]\n"
    );
    Program::compile(scheme(&text), rules().clone()).unwrap()
}

fn facts(peers: &str, figures: &[&str]) -> Vec<Option<String>> {
    let program = compared(peers);
    let mut reports: Vec<Report> = figures
        .iter()
        .enumerate()
        .map(|(at, figure)| report(&format!("unit: U{at}\nmetrics: {{ x: {{ {figure} }} }}\n"), program.scheme()))
        .collect();
    let peers = reports.iter().fold(PeerFigures::new(&program), |peers, report| peers.with(report)).of_all().unwrap();
    let stated = |report: &mut Report| {
        peers.state_in(report).unwrap();
        let number = report.figure("fact")?.number()?;
        Some(if number.is_whole() { number.to_string() } else { number.to_fraction() })
    };
    reports.iter_mut().map(stated).collect()
}

#[test]
fn ties_and_directions_are_those_that_are_declared() {
    let figures = ["value: 10", "value: 2, unit: 万元", "value: 20", "value: 30", "missing: 无", "not_applicable: 无"];
    let table = [
        ("fact: rank, direction: higher, tied_ranks: skip", ["4", "2", "2", "1"]),
        ("fact: rank, direction: higher, tied_ranks: dense", ["3", "2", "2", "1"]),
        ("fact: rank, direction: higher, tied_ranks: average", ["4", "5/2", "5/2", "1"]),
        ("fact: rank, direction: lower, tied_ranks: skip", ["1", "2", "2", "4"]),
        ("fact: rank, direction: lower, tied_ranks: dense", ["1", "2", "2", "3"]),
        ("fact: rank, direction: lower, tied_ranks: average", ["1", "5/2", "5/2", "4"]),
        // As the totals of the scheme are ranked.
        ("fact: rank, direction: lower", ["1", "2", "2", "4"]),
    ];
    for (peers, wanted) in table {
        let found = facts(peers, &figures);
        let wanted: Vec<Option<String>> =
            wanted.iter().map(|rank| Some((*rank).to_owned())).chain([None, None]).collect();
        assert_eq!(found, wanted, "{peers}");
    }
    for (peers, wanted) in
        [("fact: count", "4"), ("fact: sum", "80"), ("fact: mean", "20"), ("fact: min", "10"), ("fact: max", "30")]
    {
        assert!(facts(peers, &figures).iter().all(|found| found.as_deref() == Some(wanted)), "{peers}");
    }
    // A third stays a third: 1 + 1 + 2 = 4.
    assert_eq!(facts("fact: mean", &["value: 1", "value: 1", "value: 2"])[0].as_deref(), Some("4/3"));
}

#[test]
fn one_organisation_alone_is_first_of_one_and_nobody_is_none() {
    assert_eq!(facts("fact: rank, direction: higher", &["value: 5"]), [Some("1".to_owned())]);
    assert_eq!(facts("fact: mean", &["value: 5"]), [Some("5".to_owned())]);
    assert_eq!(facts("fact: count", &["missing: 无"]), [Some("0".to_owned())]);
    assert_eq!(facts("fact: sum", &["missing: 无"]), [Some("0".to_owned())]);
    assert_eq!(facts("fact: mean", &["missing: 无"]), [None]);
    let case = laid("peers-alone");
    for file in ["02", "03", "04", "05"] {
        fs::remove_file(case.join(format!("reports/{file}.yaml"))).unwrap();
    }
    // First of one in both, and as much as the mean: everything.
    let answer = jixiao(&["score", text(&case), "--format", "json"]).ended(0).json();
    assert_eq!(found(&answer, "甲镇").0.as_deref(), Some("100.00"));
}

#[test]
fn other_years_are_no_peers() {
    let case = laid("peers-years");
    edit(&case.join("reports/01.yaml"), "scheme: township", "scheme: township\nyear: 2023");
    let asked = PopulationRequest { folder: case.clone(), ..PopulationRequest::default() }.found().unwrap();
    let reports = open_population(&asked).unwrap().value.reports;
    let told = |at: usize, fact: &str| reports[at].1.figure(fact).map(|figure| figure.text().to_owned());
    // Alone in 2023; in 2024 three with an income, the first of them 乙 and 丙.
    assert_eq!([told(0, "income_rank"), told(0, "income_count")], [Some("1".to_owned()), Some("1".to_owned())]);
    assert_eq!([told(1, "income_rank"), told(1, "income_count")], [Some("1".to_owned()), Some("3".to_owned())]);
    assert_eq!([told(4, "income_rank"), told(4, "income_count")], [None, Some("3".to_owned())]);
}

/// One report of the five as a case of its own.
fn alone(name: &str) -> PathBuf {
    let case = laid(name);
    fs::rename(case.join("reports/01.yaml"), case.join("report.yaml")).unwrap();
    fs::remove_dir_all(case.join("reports")).unwrap();
    case
}

const FACTS: &str = "income_rank: { value: 1 }, income_count: { value: 4 }, income_mean: { value: 3, unit: 万元 }, \
                     complaints_rank: { value: 3 }, complaints_count: { value: 5 }, ";

#[test]
fn one_report_states_the_facts_or_is_refused() {
    let case = alone("peers-one");
    // No policy for missing figures makes it 0.
    edit(&case.join("scheme.yaml"), "full_score: 100", "full_score: 100\nmissing: zero");
    for command in ["score", "sweep", "robust", "whatif"] {
        let change: &[&str] = if command == "whatif" { &["--set", "income-place=50"] } else { &[] };
        let run = jixiao(&[&[command, text(&case)], change].concat());
        assert_eq!((run.status, run.err.contains("[peers-missing]")), (Some(1), true), "{command}: {}", run.err);
    }
    // That the others are not at hand is no fault of the files.
    assert_eq!(jixiao(&["check", text(&case)]).ended(0).err, "");
    edit(&case.join("report.yaml"), "metrics: { ", &format!("metrics: {{ {FACTS}"));
    let answer = jixiao(&["score", text(&case), "--format", "json"]).ended(0).json();
    assert_eq!(answer["total"]["points"], "70.00");
    edit(&case.join("report.yaml"), "income_mean: { value: 3, unit: 万元 }", "income_mean: { value: 3, unit: 件 }");
    jixiao(&["score", text(&case)]).refused(1, "[unit-mismatch]", &["the mean in another unit"]);
}

#[test]
fn what_a_report_states_of_itself_stays() {
    let case = laid("peers-stated");
    edit(&case.join("reports/04.yaml"), "metrics: { ", "metrics: { income_rank: { value: 3 }, ");
    let answer = jixiao(&["score", text(&case), "--format", "json"]).ended(1).json();
    // 32 in place of 20; the others stand where they stood.
    assert_eq!(found(&answer, "丁镇").0.as_deref(), Some("56.00"));
    assert_eq!(found(&answer, "甲镇").0.as_deref(), Some("70.00"));
}

#[test]
fn the_check_finds_nothing_in_a_whole_scheme_and_names_what_is_wrong_with_others() {
    let whole = laid("peers-scheme");
    fs::remove_dir_all(whole.join("reports")).unwrap();
    assert_eq!(jixiao(&["check", text(&whole)]).ended(0).err, "");
    let fault = |peers: &str| -> Vec<Code> {
        let metrics = format!("metrics: {{ x: {{ unit: 元 }}, f: {{ {peers} }} }}");
        let text = fs::read_to_string(root().join(PEERS).join("scheme.yaml")).unwrap();
        let start = text.find("metrics:").unwrap();
        let end = text.find("dimensions:").unwrap();
        let text = format!(
            "{}{metrics}\ndimensions: [{{ id: d, name: d, weight: 100, indicators: [{{ id: r, name: r, weight: 100, actual: f, rule: bands, params: {{ bands: [{{ to: 0, closed: neither, points: 0 }}, {{ from: 0, closed: left, points: 100 }}] }} }}] }}]\n",
            &text[..start]
        );
        assert!(end > start);
        let problems = match Scheme::from_yaml(&text) {
            Ok(scheme) => Program::compile(scheme, rules().clone()).err().unwrap_or_default(),
            Err(problems) => problems,
        };
        problems.iter().map(|problem| problem.code).collect()
    };
    for (peers, wanted) in [
        ("peers: { of: x, fact: rank, direction: lower }", vec![]),
        ("unit: 名, peers: { of: x, fact: rank, direction: lower }", vec![]),
        ("unit: 万元, peers: { of: x, fact: mean }", vec![]),
        ("unit: 件, peers: { of: x, fact: mean }", vec![Code::UnitMismatch]),
        ("unit: 元, peers: { of: x, fact: count }", vec![Code::UnitMismatch]),
        ("peers: { of: x, fact: rank }", vec![Code::MissingField]),
        ("peers: { of: x, fact: rank, direction: either }", vec![Code::PeersForm]),
        ("peers: { of: x, fact: mean, direction: lower }", vec![Code::UnknownField]),
        ("peers: { of: x, fact: count, tied_ranks: skip }", vec![Code::UnknownField]),
        ("peers: { of: y, fact: count }", vec![Code::UnknownMetric]),
        ("peers: { of: f, fact: count }", vec![Code::PeersForm]),
        ("formula: x, peers: { of: x, fact: count }", vec![Code::UnknownField]),
    ] {
        assert_eq!(fault(peers), wanted, "{peers}");
    }
}

/// Percentiles need no rule of their own: 100 × rank ÷ count is a number as any other. 甲 25 %, 乙 and 丙 50 %, 丁 100 %.
#[test]
fn shares_of_the_organisations_are_scored_by_ordinary_rules() {
    let case = laid("peers-shares");
    edit(
        &case.join("scheme.yaml"),
        "        actual: income_rank\n        inputs: { count: income_count }\n        rule: rank_points\n        params: { to: [1, 3, 4], points: [40, 32, 20], otherwise: 8 }\n",
        "        actual: \"100 * income_rank / income_count\"\n        rule: bands\n        params: { bands: [{ to: 30, closed: right, points: 40 }, { from: 30, to: 60, closed: right, points: 30 }, { from: 60, closed: neither, points: 10 }] }\n",
    );
    edit(
        &case.join("scheme.yaml"),
        "        actual: complaints_rank\n        inputs: { count: complaints_count }\n        rule: rank_points\n        params: { to: [1, 2], shares: [1, 0.5] }\n",
        "        actual: \"100 * (complaints_count - complaints_rank) / (complaints_count - 1)\"\n        rule: interpolate\n        params: { knots: [{ x: 0, share: 0 }, { x: 100, share: 1 }] }\n",
    );
    let answer = jixiao(&["score", text(&case), "--format", "json"]).ended(1).json();
    // Of five, 乙 and 丙 leave four behind, 戊 three, 甲 two, 丁 one: 30 × 4 ÷ 4, 3 ÷ 4, 2 ÷ 4, 1 ÷ 4.
    let wanted = [("甲镇", ["40", "15", "30"]), ("乙镇", ["30", "30", "30"]), ("丁镇", ["10", "7.5", "24"])];
    for (name, points) in wanted {
        let found: Vec<Option<String>> = found(&answer, name).1;
        let found: Vec<_> = found.iter().map(|points| number(points.as_deref().unwrap())).collect();
        assert_eq!(found, points.map(number), "{name}");
    }
}

/// By columns and one by one the reports come to the same, and nothing about a rank keeps them from columns.
#[test]
fn columns_come_to_what_single_reports_come_to() {
    let asked = PopulationRequest { folder: root().join(PEERS), ..PopulationRequest::default() }.found().unwrap();
    let opened = open_population(&asked).unwrap().value;
    let reports: Vec<Report> = opened.reports.into_iter().map(|(_, report)| report).collect();
    let plan = opened.program.plan();
    let results = plan.evaluate(&plan.columns(reports.clone()).unwrap()).unwrap();
    assert_eq!(results.ordinary_count(), 1, "戊镇");
    for (unit, report) in reports.iter().enumerate() {
        let single = opened.program.evaluate(report);
        let total = single.total.as_ref().map(|total| total.points.number().clone());
        assert_eq!(results.unit(unit).total(), total, "{}", report.organisation);
        for (row, scored) in single.rows.iter().enumerate() {
            assert_eq!(
                results.unit(unit).points(row).as_ref(),
                scored.points().map(jixiao::Points::number),
                "{unit} {row}"
            );
        }
    }
}

#[test]
fn studies_of_weights_leave_the_ranks_as_they_are() {
    let weights = ["--set", "complaints-place=20", "--format", "json"];
    let answer = jixiao(&[&["whatif", PEERS, "--reports", "tests/data/peers/reports"], &weights[..]].concat());
    assert!(!answer.err.contains("peers-"), "{}", answer.err);
    assert!(answer.out.contains("\"92.00\""), "{}", answer.out);
    let robust = jixiao(&["robust", PEERS, "--draws", "50", "--format", "json"]);
    assert!(!robust.err.contains("peers-missing"), "{}", robust.err);
    // Who earns more moves nobody here, and that is said.
    let raised = jixiao(&["whatif", PEERS, "--reports", "tests/data/peers/reports", "--metric", "income=40000"]);
    assert!(raised.err.contains("[peers-held]"), "{}", raised.err);
    // 戊镇 stood nowhere before it was given a figure; the others stay where they stood.
    assert_eq!(raised.err.matches("[peers-missing]").count(), 1, "{}", raised.err);
    let page = WorkspaceRequest::Many(
        PopulationRequest { folder: root().join(PEERS), ..PopulationRequest::default() }.found().unwrap(),
    );
    let workspace = OpenWorkspace::open(&page).unwrap().value;
    let rank = workspace.report(3).unwrap().metrics.get("income_rank").unwrap().state.clone();
    assert!(matches!(&rank, MetricState::Value(figure) if figure.text() == "4"), "{rank:?}");
}

/// Who stands where is no figure that an organisation can choose.
#[test]
fn ways_to_a_goal_change_no_ranks() {
    let case = alone("peers-seek");
    let stated = FACTS.replace("income_rank: { value: 1 }", "income_rank: { value: 2 }");
    edit(&case.join("report.yaml"), "metrics: { ", &format!("metrics: {{ {stated}"));
    let run = jixiao(&["seek", text(&case), "--goal", "total:75", "--by", "actuals", "--lang", "en"]).ended(4);
    assert!(run.err.contains("[peers-held]"), "{}", run.err);
    // 32 + 0 + 30, and nothing else that could be changed earns more.
    assert!(run.out.contains("the highest is 62.00"), "{}", run.out);
    let given = run.out.lines().find(|line| line.contains("given facts")).unwrap();
    assert!(given.contains("rank by income (income_rank)"), "{given}");
}

/// `check` reads the reports beside a scheme as `score` does: a text that is no number, an organisation that reports twice,
/// reasons that are not given; what is compared is no fault of a file.
#[test]
fn check_reads_the_reports_of_a_folder() {
    let case = laid("peers/checked");
    let checked = |status| jixiao(&["check", text(&case), "--lang", "en", "--format", "json"]).ended(status);
    let codes = |run: &Run| -> Vec<(String, String)> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let problems = run.json()["problems"].as_array().unwrap().clone();
        let file =
            |place: &str| place.rsplit('/').next().unwrap_or_default().split(':').next().unwrap_or_default().to_owned();
        problems.iter().map(|problem| (word(&problem["code"]), file(&word(&problem["place"])))).collect()
    };
    let has =
        |found: &[(String, String)], code: &str, file: &str| found.iter().any(|(own, at)| own == code && at == file);
    // 戊镇 has no income, and that is told as by `score`.
    let found = codes(&checked(1));
    assert!(has(&found, "metric-missing", "05.yaml") && has(&found, "reason-missing", "04.yaml"), "{found:?}");
    assert!(!found.iter().any(|(code, _)| code == "peers-missing"), "{found:?}");
    edit(&case.join("reports/05.yaml"), "{ missing: 尚未统计 }", "{ value: 27000 }");
    let run = checked(0);
    assert!(!has(&codes(&run), "metric-missing", "05.yaml"));
    // Two figures of each of five organisations have no source; what is compared needs none.
    let sources = run.json()["omissions"].as_array().unwrap().iter().filter(|one| one["kind"] == "source").count();
    assert_eq!(sources, 10);
    edit(&case.join("reports/04.yaml"), "value: 24000", "value: 24千");
    edit(&case.join("reports/03.yaml"), "丙镇", "乙镇");
    let found = codes(&checked(1));
    assert!(has(&found, "not-a-number", "04.yaml") && has(&found, "same-organisation", "03.yaml"), "{found:?}");
    // Of a scheme that cannot be read the reports are still looked at for what they are.
    edit(&case.join("scheme.yaml"), "rule: forward_ratio", "rule: forward");
    fs::write(case.join("reports/02.yaml"), "unit: 乙镇\nscheme: township\nmetric: {}\n").unwrap();
    let found = codes(&checked(1));
    assert!(has(&found, "unknown-rule", "scheme.yaml") && has(&found, "unknown-field", "02.yaml"), "{found:?}");
}
