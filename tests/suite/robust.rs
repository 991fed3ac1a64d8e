//! How sure grades and ranks are: held to closed forms, published rankings and ranges, full enumeration, and to themselves on other
//! threads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use jixiao::project::{PopulationRequest, open_population};
use jixiao::{Number, Report, WeightSteps};
use serde_json::Value;

use crate::support::{A, B, ROWS_ROUNDED, Run, YUEYANG, folder, jixiao, number, program, root, scheme_text, weight};

const TAI: &str = "tests/data/technology-achievement";

fn study(case: &str, arguments: &[&str]) -> Value {
    jixiao(&[&["robust", case, "--format", "json"], arguments].concat()).ended(0).json()
}

fn named<'v>(study: &'v Value, name: &str) -> &'v Value {
    study["organisations"].as_array().unwrap().iter().find(|one| one["unit"] == name).unwrap()
}

fn exact(value: &Value) -> Number {
    number(value.as_str().unwrap())
}

/// Whether a share of so many sets lies within four standard deviations of the one that it should be.
fn assert_near(sets: u64, of: u64, wanted: &Number, what: &str) {
    let (sets, of) = (Number::from(i64::try_from(sets).unwrap()), Number::from(i64::try_from(of).unwrap()));
    let off = sets.divide(&of).unwrap().subtract(wanted).unwrap();
    let variance = wanted.multiply(&Number::from(1).subtract(wanted).unwrap()).unwrap().divide(&of).unwrap();
    // Sets in whole steps are not quite those of real weights: two in ten thousand.
    let little = number("0.0002");
    let limit = Number::from(16).multiply(&variance).unwrap().add(&little.multiply(&little).unwrap()).unwrap();
    assert!(off.multiply(&off).unwrap() <= limit, "{what}: {sets} of {of}, not {wanted}");
}

/// The share of evenly drawn weights with Σ w d ≥ 0: Σ over positive d of Π d ÷ (d − other), for different d. Equal ones are kept
/// apart by so little that it is not seen.
fn closed_form(differences: &[Number]) -> Number {
    let apart = |(at, d): (usize, &Number)| {
        let little = number("0.00000001").multiply(&Number::from(i64::try_from(at).unwrap())).unwrap();
        d.add(&little).unwrap()
    };
    let d: Vec<Number> = differences.iter().enumerate().map(apart).filter(|d| !d.is_zero()).collect();
    let term = |at: usize| {
        d.iter().enumerate().filter(|(other, _)| *other != at).fold(Number::from(1), |product, (_, other)| {
            product.multiply(&d[at].divide(&d[at].subtract(other).unwrap()).unwrap()).unwrap()
        })
    };
    (0..d.len()).filter(|at| !d[*at].is_negative()).fold(Number::zero(), |sum, at| sum.add(&term(at)).unwrap())
}

/// The rates of a country, cut to twelve decimals: fractions in the form grow with their digits.
fn rates() -> BTreeMap<String, Vec<Number>> {
    let request = PopulationRequest { folder: root().join(TAI), ..PopulationRequest::default() };
    let opened = open_population(&request.found().unwrap()).unwrap().value;
    let reports: Vec<&Report> = opened.reports.iter().map(|(_, report)| report).collect();
    let steps = WeightSteps::fine(opened.program.scheme()).unwrap();
    let table = opened.program.points_table(&reports, &steps);
    let scale = Number::from(1_000_000_000_000);
    let cut = |rate: &Number| rate.multiply(&scale).unwrap().floor().divide(&scale).unwrap();
    let of = |at: usize| table.total_line(at).unwrap().slopes.iter().map(cut).collect();
    reports.iter().enumerate().map(|(at, report)| (report.organisation.clone(), of(at))).collect()
}

/// Every country's share of being a leader, and of being ahead of the next, under evenly drawn weights, against the closed form; the
/// form itself against the figures that are published with it.
#[test]
fn shares_are_those_of_the_closed_form() {
    let rates = rates();
    let ahead = |one: &str, other: &str| {
        let pairs = rates[one].iter().zip(&rates[other]);
        closed_form(&pairs.map(|(one, other)| one.subtract(other).unwrap()).collect::<Vec<_>>())
    };
    let reaches = |one: &str, line: &str| {
        closed_form(&rates[one].iter().map(|rate| rate.subtract(&number(line)).unwrap()).collect::<Vec<_>>())
    };
    for (found, published) in [
        (ahead("Finland", "United States"), "0.5102868"),
        (ahead("Netherlands", "Singapore"), "0.64997056"),
        (ahead("Korea", "Netherlands"), "0.61735503"),
        (reaches("Netherlands", "0.6"), "0.63919223"),
        (reaches("Ireland", "0.6"), "0.37691122"),
        (reaches("Spain", "0.5"), "0.44759355"),
    ] {
        let off = found.subtract(&number(published)).unwrap().absolute();
        assert!(off < number("0.000001"), "{found} and {published}");
    }
    let study = study(TAI, &["--weights", "simplex", "--draws", "20000"]);
    for one in study["organisations"].as_array().unwrap() {
        let name = one["unit"].as_str().unwrap();
        let leader = &one["grades"][0]["share"];
        assert_near(leader["sets"].as_u64().unwrap(), 20_000, &reaches(name, "0.5"), name);
        if let Some(next) = one["follower"]["organisation"].as_str() {
            let sets = one["follower"]["ahead"]["sets"].as_u64().unwrap();
            assert_near(sets, 20_000, &ahead(name, next), &format!("{name} and {next}"));
        }
    }
    // First-rank acceptabilities of 2,000,000 draws, to a thousandth.
    for (name, first) in [("Finland", "0.407"), ("Japan", "0.270"), ("United States", "0.228"), ("Korea", "0.049")] {
        let ranks = named(&study, name)["ranks"].as_array().unwrap();
        let share = ranks.iter().find(|rank| rank["rank"] == 1).map(|rank| exact(&rank["share"])).unwrap();
        let off = share.subtract(&number(first)).unwrap().absolute();
        assert!(off < number("0.014"), "{name}: {share}");
    }
}

/// The best and the worst rank of every country with each weight from 0.10 to 0.15, as mixed integer programs found them; of 2.2
/// million drawn sets none reaches 11 of these ends.
#[test]
fn ranges_of_ranks_are_those_of_integer_programs() {
    let wanted = "Finland 1-3, United States 1-3, Sweden 3-5, Japan 1-5, Korea 4-6, Netherlands 5-7, United Kingdom 7-11, \
        Singapore 6-14, Canada 7-11, Australia 6-13, Germany 8-13, Norway 7-14, Ireland 10-14, Belgium 12-16, New Zealand 12-17, \
        Austria 14-17, France 14-17, Israel 18-18, Spain 19-20, Italy 20-22, Czech Republic 20-23, Hungary 19-23, Slovenia 21-23";
    let study = study(TAI, &["--weights", "box:20%", "--draws", "2000"]);
    let mut missed = 0;
    for wanted in wanted.split(", ") {
        let (name, ends) = wanted.rsplit_once(' ').unwrap();
        let one = named(&study, name);
        let range = &one["range"];
        let found = format!("{}-{}", range["best_found"], range["worst_found"]);
        assert_eq!(found, ends, "{name}");
        assert_eq!(
            (&range["best_bound"], &range["worst_bound"]),
            (&range["best_found"], &range["worst_found"]),
            "{name}"
        );
        missed += usize::from(one["best_seen"] != range["best_found"])
            + usize::from(one["worst_seen"] != range["worst_found"]);
    }
    assert!(missed > 5, "{missed}");
    // Israel is behind 17 countries and ahead of 5 under all weights.
    let israel = &named(&study, "Israel")["range"];
    assert_eq!((&israel["always_behind"], &israel["always_ahead_of"]), (&Value::from(17), &Value::from(5)));
}

/// Mean shifts of ranks without each indicator, and who is first then, as they were computed from the same data by another program.
#[test]
fn ranks_without_an_indicator_are_those_computed_elsewhere() {
    let study = study(TAI, &["--draws", "100"]);
    let wanted = [
        ("patents-index", "0.957", "Finland"),
        ("royalties-index", "1.565", "Finland"),
        ("internet-index", "2.087", "Japan"),
        ("exports-index", "1.565", "Finland"),
        ("telephones-index", "0.174", "Finland"),
        ("electricity-index", "0.174", "Finland"),
        ("schooling-index", "1.130", "Finland"),
        ("university-index", "1.913", "United States"),
    ];
    for (row, (id, shift, leader)) in study["weights"].as_array().unwrap().iter().zip(wanted) {
        let without = &row["left_out"];
        let off = exact(&without["mean_shift"]).subtract(&number(shift)).unwrap().absolute();
        assert!(row["id"] == id && off <= number("0.0005"), "{row}");
        assert_eq!(without["leaders"], serde_json::json!([leader]), "{id}");
    }
}

/// 51 countries with eight scores of four decimals: the ranks are those that are stored with them, and the index to five digits.
#[test]
fn published_ranks_are_found_again() {
    let case = folder("robust-asem");
    let text = include_str!("../data/asem-connectivity/scores.csv");
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let pillars: Vec<&str> = lines.next().unwrap().split(',').skip(1).take(8).collect();
    let mut scheme =
        "scheme: asem\ntitle: 互联互通\nfull_score: 60\nrounding: { total: { places: 4, mode: half-up } }\n\
        grades: [{ grade: 高, from: 30 }, { grade: 低, from: 0 }]\nmetrics:\n"
            .to_owned();
    let ids: Vec<String> = pillars.iter().map(|pillar| pillar.to_lowercase()).collect();
    ids.iter().for_each(|id| writeln!(scheme, "  {id}: {{ unit: \"%\" }}").unwrap());
    scheme.push_str("dimensions:\n  - id: all\n    name: 全部\n    weight: 60\n    indicators:\n");
    for (at, id) in ids.iter().enumerate() {
        let weight = if at < 5 { 6 } else { 10 };
        writeln!(
            scheme,
            "      - {{ id: {id}, name: {id}, weight: {weight}, target: {{ at_least: 100 }}, rule: forward_ratio }}"
        )
        .unwrap();
    }
    fs::write(case.join("scheme.yaml"), scheme).unwrap();
    fs::create_dir_all(case.join("reports")).unwrap();
    let mut published = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let mut report = format!("scheme: asem\nunit: {}\nmetrics:\n", cells[0]);
        ids.iter()
            .zip(&cells[1..9])
            .for_each(|(id, score)| writeln!(report, "  {id}: {{ value: {score}, as_written: true }}").unwrap());
        fs::write(case.join(format!("reports/{}.yaml", cells[0])), report).unwrap();
        published.push((cells[0], number(cells[9]), cells[10].parse::<u64>().unwrap()));
    }
    let study = study(case.to_str().unwrap(), &["--draws", "500"]);
    assert_eq!(published.len(), 51);
    for (name, index, rank) in published {
        let one = named(&study, name);
        assert_eq!(one["rank"], rank, "{name}");
        // 60 of 100 points; the scores are rounded to four decimals.
        let found = exact(&one["total"]).divide(&number("0.6")).unwrap();
        assert!(found.subtract(&index).unwrap().absolute() < number("0.0002"), "{name}: {found} and {index}");
    }
}

/// Three organisations, each with one of three rows: all ranks are as likely as any other, and every set is one of the sets that can be
/// counted one by one.
#[test]
fn ranks_are_those_of_full_enumeration() {
    let case = folder("robust-enumerated");
    let row = |id: &str, weight: u32| {
        format!(
            "{{ id: {id}, name: 行{id}, weight: {weight}, unit: \"%\", target: {{ at_least: 100 }}, rule: forward_ratio }}"
        )
    };
    let grades = "rounding: { total: { places: 2, mode: half-up } }\ngrades: [{ grade: 优, from: 50 }, { grade: 差, from: 0 }]\n";
    let metrics = ["a: { unit: \"%\" }", "b: { unit: \"%\" }", "c: { unit: \"%\" }"];
    let text = scheme_text(100, grades, &metrics, &[row("a", 50), row("b", 30), row("c", 20)]);
    fs::write(case.join("scheme.yaml"), text).unwrap();
    fs::create_dir_all(case.join("reports")).unwrap();
    let values = [[90, 40, 40], [30, 95, 20], [50, 45, 80]];
    for (at, [a, b, c]) in values.iter().enumerate() {
        let text = format!(
            "scheme: s\nunit: 单位{at}\nmetrics: {{ a: {{ value: {a} }}, b: {{ value: {b} }}, c: {{ value: {c} }} }}\n"
        );
        fs::write(case.join(format!("reports/{at}.yaml")), text).unwrap();
    }
    let request = PopulationRequest { folder: case.clone(), ..PopulationRequest::default() };
    let opened = open_population(&request.found().unwrap()).unwrap().value;
    let reports: Vec<&Report> = opened.reports.iter().map(|(_, report)| report).collect();
    // All 19,701 sets of whole half points above 0.
    let steps = WeightSteps::new(opened.program.scheme(), &weight("0.5")).unwrap();
    let table = opened.program.points_table(&reports, &steps);
    let (mut all, mut good, mut ranks) = (0_u64, [0_u64; 3], [[0_u64; 3]; 3]);
    for a in 1..=198 {
        for b in 1..=199 - a {
            let totals = table.totals(&[a, b, 200 - a - b]);
            let totals: Vec<_> = totals.into_iter().map(Option::unwrap).collect();
            all += 1;
            for (at, own) in totals.iter().enumerate() {
                good[at] += u64::from(own.grade == 0);
                // Ties are split: in six parts.
                let ahead = totals.iter().filter(|other| other.total > own.total).count();
                let level = totals.iter().filter(|other| other.total == own.total).count();
                (ahead..ahead + level).for_each(|rank| ranks[at][rank] += 6 / u64::try_from(level).unwrap());
            }
        }
    }
    assert_eq!(all, 19_701);
    let study = study(case.to_str().unwrap(), &["--weights", "simplex", "--draws", "20000"]);
    for at in 0..3 {
        let one = named(&study, &format!("单位{at}"));
        let off = |found: &Value, sets: u64, of: u64| {
            let counted =
                Number::from(i64::try_from(sets).unwrap()).divide(&Number::from(i64::try_from(of).unwrap())).unwrap();
            exact(found).subtract(&counted).unwrap().absolute()
        };
        // Four standard deviations of 20,000 draws, and what half points leave of a line between ranks.
        let limit = number("0.022");
        assert!(off(&one["grades"][0]["share"]["share"], good[at], all) < limit);
        for rank in one["ranks"].as_array().unwrap() {
            let place = usize::try_from(rank["rank"].as_u64().unwrap()).unwrap() - 1;
            assert!(off(&rank["share"], ranks[at][place], all * 6) < limit, "{one}");
        }
    }
}

fn printed_with(threads: &str, arguments: &[&str]) -> String {
    let run = Run::of(program().args(arguments).env("RAYON_NUM_THREADS", threads));
    run.ended(0).out
}

#[test]
fn the_seed_decides_and_threads_do_not() {
    let asked = ["robust", TAI, "--draws", "1500", "--format", "json", "--weights"];
    for weights in ["simplex", "box:30", "relative:30%"] {
        let of = |threads: &str, seed: &str| printed_with(threads, &[&asked[..], &[weights, "--seed", seed]].concat());
        let one = of("1", "5");
        assert_eq!(one, of("2", "5"), "{weights}");
        assert_ne!(one.replace("\"seed\": 5", "\"seed\": 6"), of("2", "6"), "{weights}");
        assert!(one.contains("\"seed\": 5") && one.contains("\"generator\": \"ChaCha8\""));
    }
}

const GRADES: &str = "grades: [{ grade: 优, en: top, from: 80 }, { grade: 良, en: good, from: 0 }]\n";

/// 一镇 has 90 % of 甲 and 60 % of 乙, 二镇 83 % of both, 三镇 60 % and 79 %, 四镇 no figure of 乙.
fn laid(name: &str) -> PathBuf {
    let case = folder(name);
    let text =
        scheme_text(100, &format!("{ROWS_ROUNDED}{GRADES}"), &["a: { unit: \"%\" }", "b: { unit: \"%\" }"], &[A, B]);
    fs::write(case.join("scheme.yaml"), text).unwrap();
    fs::create_dir_all(case.join("reports")).unwrap();
    for (file, name, a, b) in [
        ("1", "一镇", "value: 90", "value: 60"),
        ("2", "二镇", "value: 83", "value: 83"),
        ("3", "三镇", "value: 60", "value: 79"),
    ] {
        let text = format!(
            "scheme: s\nunit: {name}\nmetrics:\n  a: {{ {a} }}\n  b: {{ {b} }}\nrows:\n  a: {{ deviation: 说明 }}\n  b: {{ deviation: 说明 }}\n"
        );
        fs::write(case.join(format!("reports/{file}.yaml")), text).unwrap();
    }
    case
}

/// 甲 60, 乙 40. 一镇 has 60 + 0.3 w points, 80 of them from w = 66⅔ on: of 20 % about 60 and 40, which are 52 to 68 of 甲 for 乙 lies
/// within 32 and 48, that is 1⅓ of 16, one in twelve. 二镇 has 83 whatever the weights, and is ahead under all of them.
#[test]
fn a_box_is_worked_by_hand() {
    let case = laid("robust-by-hand");
    let study = study(case.to_str().unwrap(), &["--draws", "20000"]);
    let one = named(&study, "一镇");
    assert_eq!((one["total"].as_str(), one["grade"]["zh"].as_str()), (Some("78.00"), Some("良")));
    let top = one["grades"][0]["share"]["sets"].as_u64().unwrap();
    assert_near(top, 20_000, &number("1/12"), "一镇");
    assert_eq!(one["fragile"], true);
    assert_eq!(study["fragile"], serde_json::json!(["一镇"]));
    let two = named(&study, "二镇");
    let grade = &two["grades"][0]["share"];
    assert_eq!((grade["sets"].as_u64(), grade["share"].as_str()), (Some(20_000), Some("1")));
    assert_eq!((grade["low"].as_str(), grade["high"].as_str()), (Some("0.99985"), Some("1")));
    assert_eq!((&two["range"]["worst_bound"], &two["range"]["always_ahead_of"]), (&Value::from(1), &Value::from(2)));
    let weights: Vec<(&str, &str)> = study["weights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["low"].as_str().unwrap(), row["high"].as_str().unwrap()))
        .collect();
    assert_eq!(weights, [("48", "72"), ("32", "48")]);
    let relative = crate::robust::study(case.to_str().unwrap(), &["--weights", "relative:20%", "--draws", "500"]);
    assert_eq!(named(&relative, "二镇")["range"], Value::Null);
}

/// Two experts who give 50/50 and 80/20: half of the sets take 甲 from either and 乙 from either; 50/20 scales to 71.43/28.57, and
/// 80/50 to 61.54/38.46. 一镇 reaches 80 with 71.43 and 80 of 甲: two of four.
#[test]
fn experts_are_taken_row_by_row() {
    let case = laid("robust-experts");
    let file = case.join("experts.yaml");
    fs::write(&file, "experts:\n  - { 甲: 50, b: 50 }\n  - { a: 80, 乙: 20 }\n").unwrap();
    let weights = format!("experts:{}", file.display());
    let study = study(case.to_str().unwrap(), &["--weights", &weights, "--draws", "20000"]);
    let top = named(&study, "一镇")["grades"][0]["share"]["sets"].as_u64().unwrap();
    assert_near(top, 20_000, &number("0.5"), "一镇");
    for (text, wanted) in [
        ("experts:\n  - { 甲: 50 }\n", "error[missing-field]"),
        ("experts:\n  - { 甲: 50, 丙: 50 }\n", "error[unknown-indicator]"),
        ("experts:\n  - { 甲: 50, 乙: 0 }\n", "error[number-range]"),
        ("experts: []\n", "error[missing-field]"),
    ] {
        fs::write(&file, text).unwrap();
        let run = jixiao(&["robust", case.to_str().unwrap(), "--weights", &weights, "--lang", "en"]);
        assert!(run.status == Some(1) && run.err.contains(wanted), "{text}{}", run.err);
    }
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let case = laid("robust-refused");
    let case = case.to_str().unwrap();
    for (arguments, wanted) in [
        (vec!["--weights", "box:0%"], "error[number-range]"),
        (vec!["--weights", "box:100"], "error[number-range]"),
        (vec!["--weights", "relative:-3"], "error[number-range]"),
        (vec!["--weights", "dice"], "error[option-form]"),
        (vec!["--weights", "box:much"], "error[option-form]"),
        (vec!["--draws", "0"], "error[number-range]"),
        (vec!["--draws", "many"], "error[not-a-number]"),
        (vec!["--lock", "甲"], "error[nothing-to-draw]"),
        (vec!["--lock", "丁"], "error[unknown-indicator]"),
    ] {
        let run = jixiao(&[&["robust", case, "--lang", "en"], arguments.as_slice()].concat());
        assert!(run.status == Some(1) && run.err.contains(wanted), "{arguments:?}: {}", run.err);
    }
    // One of two rows that is locked leaves one; in a case of more rows a lock keeps its weight.
    let locked = study(YUEYANG, &["--lock", "complaint-disposal", "--draws", "300"]);
    let row = locked["weights"].as_array().unwrap().iter().find(|row| row["id"] == "complaint-disposal").unwrap();
    assert_eq!((&row["low"], &row["high"]), (&row["weight"], &row["weight"]));
}

/// A report without a figure has no total: the others are looked at, and it is named.
#[test]
fn organisations_without_a_total_are_named() {
    let case = laid("robust-withheld");
    let text = "scheme: s\nunit: 四镇\nmetrics:\n  a: { value: 80 }\n  b: { missing: 未统计 }\n";
    fs::write(case.join("reports/4.yaml"), text).unwrap();
    let run = jixiao(&["robust", case.to_str().unwrap(), "--draws", "400", "--lang", "zh"]).ended(1);
    assert!(run.out.contains("没有总分、未参加排名的单位 1 个：四镇"), "{}", run.out);
    assert!(run.err.contains("metric-missing"), "{}", run.err);
}

#[test]
fn every_format_is_written() {
    let case = laid("robust-formats");
    let asked =
        |more: &[&str]| jixiao(&[&["robust", case.to_str().unwrap(), "--draws", "1000"], more].concat()).ended(0);
    for lang in ["zh", "en"] {
        for format in ["text", "csv", "markdown"] {
            let out = asked(&["--format", format, "--lang", lang]).out.replace(case.to_str().unwrap(), "FOLDER");
            insta::assert_snapshot!(format!("robust-{format}-{lang}"), out);
        }
        let svg = case.join(format!("ranks-{lang}.svg"));
        asked(&["--svg", svg.to_str().unwrap(), "--lang", lang]);
        insta::assert_snapshot!(format!("robust-svg-{lang}"), fs::read_to_string(&svg).unwrap());
        // A drawing of ours may be drawn again.
        asked(&["--svg", svg.to_str().unwrap(), "--lang", lang]);
    }
    for ending in ["xlsx", "docx", "html", "json"] {
        let file = case.join(format!("out.{ending}"));
        asked(&["-o", file.to_str().unwrap()]);
        assert!(fs::metadata(&file).unwrap().len() > 1_000, "{ending}");
    }
}
