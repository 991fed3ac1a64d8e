//! A scheme or report in its canonical form is read as the same scheme or report, and scores the same.

use jixiao::project::{CaseFiles, find_case_folders, load_case};
use jixiao::{Evaluation, Program, Report, Scheme, Warned, to_yaml};
use serde::Serialize;

use crate::support::{self, root, rules};

/// Everything a scheme can say, once.
const SCHEME: &str = "\
scheme: everything
title: 试算
title_en: Trial
year: 2024
full_score: 20.5
rounding: { indicator: { places: 2, mode: half-even }, dimension: { places: 1, mode: down }, total: { places: 2, mode: half-up } }
grades: [{ grade: 优秀, en: excellent, from: 18 }, { grade: 其他, from: 0 }]
not_applicable: rescale
missing: zero
bonus_limit: 1
metrics:
  handled: { name: 办结数, unit: 件 }
  due: { name: 应办数, unit: 万件 }
  rate: { name: 办结率, unit: \"%\", formula: 100 * handled / due }
  minutes: { name: 平均用时, unit: 分钟 }
  unused: { name: 无人使用, unit: 元 }
  place: { name: 办结率名次, peers: { of: rate, fact: rank, direction: higher, tied_ranks: average } }
  middle: { name: 办结率平均数, unit: ratio, peers: { of: rate, fact: mean } }
dimensions:
  - id: output
    name: 产出
    weight: 20.5
    dimensions:
      - id: inner
        name: 内层
        weight: 20.5
        indicators:
          - { id: rate, name: 办结率, weight: 10, unit: \"%\", target: { at_least: 0.9, unit: ratio }, rule: forward_ratio, basis: published, direction: higher }
          - id: speed
            name: 用时
            weight: 5
            unit: 小时
            target: { at_most: 100, unit: 分钟 }
            actual: minutes
            rule: reverse_ratio
            missing: refuse
            modifiers: [{ rule: review_haircut, params: { cut: 30, reason: 复核 } }, { rule: evidence_gate, inputs: { evidence: praise } }]
          - { id: done-by, name: 完成, weight: 3, target: { by: 2024-12-31 }, rule: timeliness, params: { per_day: 0.5 } }
          - { id: praise, name: 评价, weight: 2.5, target: { statement: \"好: \\\"很好\\\"\" }, rule: boolean }
bonuses: [{ id: extra, name: 加分, weight: 2, rule: boolean }]
penalties: [{ id: fault, name: 差错, weight: 1, rule: boolean }]
vetoes: [{ id: accident, name: 事故, metric: accident, effect: { grade_at_most: 其他 } }]
caps: [{ id: late, name: 拖延, metric: rate, steps: [{ below: 80, total_at_most: 15 }, { below: 60, total_at_most: 10 }] }]
";
const REPORT: &str = "\
unit: 某局
year: 2024
illustrative: 是
metrics:
  handled: { value: 8500, unit: 件, source: 台账 }
  due: { value: 10000, unit: 件 }
  minutes: { value: 2.5, unit: 小时 }
  done_by: { value: 2024-12-01 }
  praise: { not_applicable: 未评 }
  extra: { value: 是 }
  fault: { missing: 未查 }
  accident: { value: 否 }
rows:
  rate: { deviation: 人手不足, deduction: { points: 0.25, reason: 复核 } }
";

/// The text of a file.
fn text(draft: &impl Serialize) -> String {
    to_yaml(&serde_json::to_value(draft).unwrap())
}

fn again(scheme: &Scheme, report: &Report) -> (Scheme, Report) {
    let scheme = support::scheme(&text(&scheme.canonical()));
    let report = support::report(&text(&report.canonical()), &scheme);
    (scheme, report)
}

fn results(scheme: &Scheme, report: &Report) -> String {
    let evaluation: Evaluation = Program::compile(scheme.clone(), rules().clone())
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
        .evaluate(report);
    let rows: Vec<String> =
        evaluation.rows.iter().map(|row| format!("{} {:?} {:?}", row.id(), row.state, row.unrounded())).collect();
    format!("{rows:#?} {:?} {:?}", evaluation.steps, evaluation.total.map(|total| (total.points, total.grade)))
}

fn assert_same(scheme: &Scheme, report: &Report) {
    let (scheme_again, report_again) = again(scheme, report);
    assert_eq!(text(&scheme_again.canonical()), text(&scheme.canonical()));
    assert_eq!(text(&report_again.canonical()), text(&report.canonical()));
    assert_eq!(results(&scheme_again, &report_again), results(scheme, report));
}

#[test]
fn everything_a_scheme_can_say_is_said_again() {
    let scheme = support::scheme(SCHEME);
    let report = support::report(REPORT, &scheme);
    assert_same(&scheme, &report);
    // 100 minutes are 5/3 hours, which no decimal writes.
    assert!(text(&scheme.canonical()).contains("target: { at_most: 100, unit: 分钟 }"));
    assert!(text(&scheme.canonical()).contains("tied_ranks: average"));
    assert!(results(&scheme, &report).contains("Scored"));
}

#[test]
fn the_shipped_cases_are_said_again() {
    let folders = find_case_folders(&root().join("indicators"));
    assert!(folders.len() >= 3);
    for folder in folders {
        let Ok(Warned { value: case, .. }) = load_case(&CaseFiles::in_folder(&folder)) else { continue };
        assert_same(&case.scheme, &case.report);
    }
}
