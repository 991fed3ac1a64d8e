//! What points do when weights move: tables that are fixed, steps that points have no place for, penalties.

use std::fs;

use super::{json, printed, refused, row, scratch, text};
use crate::support::jixiao;

const HEAD: &str = "scheme: t\ntitle: 试题\nfull_score: 100\nrounding: { indicator: { places: 2, mode: half-up }, total: { \
                    places: 2, mode: half-up } }\ngrades: [{ grade: 优秀, from: 90 }, { grade: 差, from: 0 }]\n";

/// A case with these rows in one dimension, and what the report says of its metrics.
fn case(name: &str, head: &str, rows: &str, metrics: &str) -> String {
    let folder = scratch(&format!("points-{name}"));
    let scheme = format!("{HEAD}{head}\ndimensions: [{{ id: d, name: 产出, weight: 100, indicators: [{rows}] }}]\n");
    fs::write(folder.join("scheme.yaml"), scheme).unwrap();
    fs::write(folder.join("report.yaml"), format!("unit: 某局\nmetrics: {{ {metrics} }}\n")).unwrap();
    folder.display().to_string()
}

const FIXED: &str = "{ id: q, name: 档, weight: 40, fixed: [bands], unit: \"%\", rule: bands, params: { bands: [{ from: 90, \
                     closed: left, points: 40 }, { to: 90, closed: neither, points: 30 }] } }, { id: f, name: 甲, weight: \
                     30, rule: boolean }, { id: g, name: 乙, weight: 30, unit: \"%\", rule: linear_rate }";

/// The table gives 30 of 40 whatever happens: 甲 to 50 takes all from 乙, 30 + 50 + 10 × 0.5 = 85.
#[test]
fn a_row_with_a_fixed_table_keeps_its_weight_and_is_named() {
    let folder = case("fixed", "", FIXED, "q: { value: 85 }, f: { value: true }, g: { value: 50 }");
    let asked = [folder.as_str(), "--scripts", "scripts", "--set", "f=50"];
    let answer = json(&asked);
    let weights = ["q", "f", "g"].map(|id| text(row(&answer, id), "/after/weight").to_owned());
    assert_eq!((weights, text(&answer, "/total/after/points")), (["40", "50", "10"].map(str::to_owned), "85.00"));
    assert_eq!(text(row(&answer, "q"), "/weight_role"), "locked");
    let told = printed(&[asked.as_slice(), &["--lang", "zh"]].concat());
    let line = told.lines().find(|line| line.contains("档")).unwrap();
    assert!(line.contains("锁定"), "{told}");
    // Asked for by name, it is refused where the table stands.
    assert_eq!(refused(&[folder.as_str(), "--scripts", "scripts", "--set", "q=50"]), ["full-marks"]);
    for command in [vec!["sweep"], vec!["seek", "--goal", "total=88", "--by", "weights"]] {
        let (verb, more) = command.split_first().unwrap();
        let run = jixiao(&[&[*verb, folder.as_str(), "--scripts", "scripts"], more].concat());
        assert!(!run.err.contains("full-marks"), "{verb}: {}", run.err);
    }
}

/// Points have two places, so weights of three have points that cannot be had.
#[test]
fn a_grid_finer_than_the_points_is_refused() {
    let rows = "{ id: f, name: 甲, weight: 50, rule: boolean }, { id: g, name: 乙, weight: 50, rule: boolean }";
    let folder = case("grid", "", rows, "f: { value: true }, g: { value: true }");
    let asked = |grid: &'static str| [folder.clone(), "--set".into(), "f=40".into(), "--grid".into(), grid.into()];
    let words = asked("0.001");
    let words: Vec<&str> = words.iter().map(String::as_str).chain(["--scripts", "scripts"]).collect();
    assert_eq!(refused(&words), ["weight-places"]);
    let words = asked("0.05");
    let words: Vec<&str> = words.iter().map(String::as_str).chain(["--scripts", "scripts"]).collect();
    assert_eq!(text(&json(&words), "/total/after/points"), "100.00");
}

/// 80 shared by nine rows: 8 each leave 8 over, 8.8 each 0.8, 8.88 each 0.08; a finer step than that no scheme takes.
#[test]
fn a_step_that_is_advised_is_one_that_is_taken() {
    let row = |id: char| format!("{{ id: {id}, name: 行{id}, weight: 10, rule: boolean }}");
    let rows: Vec<String> = ('e'..='n').map(row).collect();
    let metrics: Vec<String> = ('e'..='n').map(|id| format!("{id}: {{ value: true }}")).collect();
    let folder = case("advised", "", &rows.join(", "), &metrics.join(", "));
    for (grid, advised) in [("1", Some("0.1")), ("0.1", Some("0.01")), ("0.01", None)] {
        let told = printed(&[&folder, "--scripts", "scripts", "--set", "e=20", "--grid", grid, "--lang", "zh"]);
        let wanted = advised.map(|step| format!("（--grid {step}）"));
        assert_eq!(told.contains("余数超过一个步长"), wanted.is_some(), "{told}");
        assert!(wanted.is_none_or(|wanted| told.contains(&wanted)), "{told}");
    }
}

/// Two cases at 2 points take 4 off, three take 6: the total falls by 2, and so the penalty's line says.
#[test]
fn a_penalty_that_grows_is_a_difference_downwards() {
    let head = "penalties: [{ id: p, name: 事故, weight: 10, rule: count_deduct, params: { per_case: 2 } }]";
    let rows = "{ id: f, name: 甲, weight: 100, rule: boolean }";
    let folder = case("penalty", head, rows, "f: { value: true }, p: { value: 2 }");
    let answer = json(&[folder.as_str(), "--scripts", "scripts", "--metric", "p=3"]);
    let penalty = row(&answer, "p");
    let totals = (text(&answer, "/total/before/points"), text(&answer, "/total/after/points"));
    assert_eq!(
        (text(penalty, "/difference"), text(&answer, "/total/difference"), totals),
        ("-2", "-2", ("96.00", "94.00"))
    );
    assert_eq!((text(penalty, "/before/lost"), text(penalty, "/after/lost")), ("4", "6"));
}
