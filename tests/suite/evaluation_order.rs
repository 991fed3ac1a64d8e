//! The page `evaluation-order` says what evaluations do.

use jixiao::Language;
use jixiao::format::evaluation_order;
use serde_json::Value;

use crate::support::{folder_of, jixiao};

const SCHEME: &str = "scheme: s
title: 试算
full_score: 100
not_applicable: rescale
rounding: { indicator: { places: 1, mode: half-up }, dimension: { places: 0, mode: half-up }, total: { places: 0, mode: half-up } }
grades: [{ grade: 优, from: 90 }, { grade: 其他, from: 0 }]
bonus_limit: 3
metrics: { a: { unit: \"%\" }, e: {}, fines: { unit: 件 } }
dimensions:
  - id: d
    name: 产出
    weight: 100
    indicators:
      - { id: a, name: 甲, weight: 60, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio, modifiers: [{ rule: review_haircut, params: { cut: 30, reason: 复核 } }] }
      - { id: b, name: 乙, weight: 40, rule: boolean }
bonuses: [{ id: plus, name: 加分, weight: 5, rule: boolean }]
penalties: [{ id: minus, name: 扣分, weight: WORTH, rule: boolean }]
vetoes: [{ id: v, name: 否决, metric: e, effect: { grade_at_most: 其他 } }, { id: w, name: 否决乙, metric: e, effect: { indicator: a } }]
caps: [{ id: c, name: 封顶, metric: fines, steps: [{ below: 5, total_at_most: CEILING }] }]
";
const REPORT: &str = "unit: 局
metrics: { a: { value: 77.77 }, plus: { value: 是 }, minus: { value: 是 }, e: { value: VETO }, fines: { value: 1 } }
rows: { a: { deduction: { points: 1, reason: 复核 } }, b: { not_applicable: 无 } }
";

/// The words at the head of the numbered lines, those of a row and those of the total.
fn page(language: Language) -> (Vec<String>, Vec<String>) {
    let mut parts = Vec::new();
    for line in evaluation_order(language).lines() {
        match line.split_once(". ").map(|(number, rest)| (number, rest.split([':', '：']).next().unwrap())) {
            Some(("1", word)) => parts.push(vec![word.to_owned()]),
            Some((_, word)) => parts.last_mut().unwrap().push(word.to_owned()),
            None => {}
        }
    }
    let total = parts.pop().unwrap();
    (parts.pop().unwrap(), total)
}

fn steps(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap().to_owned()).collect()
}

/// Each step of the evaluation stands in the page, in the same order.
fn assert_in_order(found: &[String], page: &[String]) {
    let places: Vec<usize> = found.iter().map(|step| page.iter().position(|word| word == step).unwrap()).collect();
    assert!(places.is_sorted(), "{found:?} {page:?}");
}

#[test]
fn the_page_names_the_steps_of_evaluations_in_their_order() {
    let (row, total) = page(Language::Zh);
    assert_eq!((row.clone(), total.clone()), page(Language::En));
    let mut seen = Vec::new();
    for (worth, ceiling, veto) in [("2", "50", "否"), ("2", "2", "是"), ("200", "50", "否")] {
        let scheme = SCHEME.replace("WORTH", worth).replace("CEILING", ceiling);
        let folder = folder_of("order", &[("scheme.yaml", &scheme), ("report.yaml", &REPORT.replace("VETO", veto))]);
        let run = jixiao(&["score", folder.to_str().unwrap(), "--scripts", "scripts", "--format", "json"]).ended(0);
        let answer: Value = serde_json::from_str(&run.out).unwrap();
        let found = steps(&answer["steps"]);
        assert_in_order(&found, &total);
        let rows = answer["rows"].as_array().unwrap();
        let first = rows.iter().find(|row| row["id"] == "a").unwrap();
        // What a veto takes is a policy that comes last.
        let mut own = steps(&first["steps"]);
        if veto == "是" {
            assert_eq!(own.pop().as_deref(), Some("policy"));
        }
        assert_in_order(&own, &row);
        seen.extend(found.into_iter().chain(own));
    }
    for step in ["modified", "deducted", "rescaled", "bonus", "penalty", "veto", "capped", "clamped", "rounded"] {
        assert!(seen.iter().any(|found| found == step), "{step} was not tried: {seen:?}");
    }
}
