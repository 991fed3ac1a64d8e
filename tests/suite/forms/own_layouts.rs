//! Layout files of one's own: one takes a shipped one's place by name, another comes first, a wrong one is refused.

use jixiao::form::{CellRole, LayoutSet, read_forms};
use jixiao::format::render_problems;
use jixiao::{Language, Messages, Source};

use super::sheets::sheet;

const OWN: &str = "
layout: mof-project
title: 项目支出绩效自评表
rules: { at_least: meet_target, at_most: { rule: step_deduct, params: { per_step: 1 } } }
blocks:
  - table: indicators
    need: [[level3, level2], target, score]
    columns: [level1, level2, level3, target, { actual: [全年完成情况] }, weight, score]
    until: [总分]
";

const TABLE: &str = "
某局2023年度项目支出绩效自评表
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成情况 | 分值 | 得分
产出指标 | 数量指标 | 甲 | ≥10个 | 10个 | 100 | 100
";

#[test]
fn an_own_layout_takes_the_place_of_the_shipped_one() {
    let mut layouts = LayoutSet::shipped().unwrap();
    let count = layouts.iter().count();
    layouts.add(&Source::new("own.yaml", OWN)).unwrap();
    assert_eq!(layouts.iter().count(), count);
    let form = read_forms("x.xlsx", &[sheet("甲", TABLE)], &layouts).forms.remove(0);
    assert_eq!(form.layout, "mof-project");
    assert_eq!(form.rules.at_least.unwrap().rule, "meet_target");
    assert_eq!(form.rules.at_most.unwrap().params["per_step"], "1");
    assert_eq!(form.rows[0].cells[&CellRole::Actual].text, "10个");
}

#[test]
fn a_layout_of_a_new_name_comes_first() {
    let mut layouts = LayoutSet::shipped().unwrap();
    layouts.add(&Source::new("own.yaml", OWN.replace("mof-project", "湖南省"))).unwrap();
    assert_eq!(layouts.iter().next().unwrap().name, "湖南省");
}

/// Each is refused where it stands, in both languages.
#[test]
fn what_is_not_in_the_grammar_is_refused() {
    let mut layouts = LayoutSet::shipped().unwrap();
    let mut refused = |text: &str| {
        let problems = layouts.add(&Source::new("own.yaml", text.to_owned())).unwrap_err();
        let told =
            [Language::Zh, Language::En].map(|language| render_problems(&problems, &Messages::of(language), None));
        told.map(|told| told.lines().next().unwrap().to_owned())
    };
    let block = |block: &str| format!("layout: a\nblocks:\n  - {block}\n");
    let cases = [
        "layout: a\nblocks: []\ncolour: red\n".to_owned(),
        block("{ table: indicators, columns: [level9] }"),
        block("{ caption: 甲 }"),
        block("{ labels: { project: [甲] }, until: [乙] }"),
        block("{ table: money }"),
        block("{ table: money, columns: [total], need: [executed] }"),
        block("{ table: money, columns: [total], need: [level9] }"),
        block("{ table: money, columns: [total], weight: much }"),
    ];
    let told: Vec<String> = cases.iter().flat_map(|case| refused(case)).collect();
    insta::assert_snapshot!("layouts_refused", told.join("\n"));
}
