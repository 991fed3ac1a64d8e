//! Tables whose values stand in other notations than their targets: each row with its verdict, worked by hand.

use std::fs;

use jixiao::document::workbook::read_workbook;
use jixiao::form::{DraftOptions, GuessKind, LayoutSet, draft_case, read_forms};
use jixiao::{Language, Messages};
use serde_json::Value;

use crate::support::{Run, folder, program};

/// A table of indicators: `rows` as name, target, actual, weight and points apart by blanks; `_` is an empty cell.
fn table(rows: &[&str]) -> String {
    let mut text = String::from("市图书馆2024年度项目支出绩效自评表\n");
    text += "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n";
    for row in rows {
        let cells: Vec<&str> = row.split(' ').map(|cell| if cell == "_" { "" } else { cell }).collect();
        text += &format!("产出指标\t数量指标\t{}\n", cells.join("\t"));
    }
    text
}

/// The rows of a table, rechecked.
fn recheck(name: &str, rows: &[&str]) -> Vec<Value> {
    let path = folder("forms/verdicts").join(format!("{name}.txt"));
    fs::write(&path, table(rows)).unwrap();
    let run = Run::of(program().arg("recheck").arg(&path).args(["--lang", "zh", "--format", "json"]));
    run.json()["cases"][0]["rows"].as_array().unwrap().clone()
}

/// The name of a row, its actual value as it was read, its verdict, and the points of the engine.
fn told(row: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("—").to_owned();
    let told = [&row["name"]["zh"], &row["actual"]["zh"], &row["verdict"]["verdict"], &row["engine"]];
    told.map(text).join(" ")
}

/// 213500人次 is 21.35万人次, over 20. 1.146万册 is 11460册: 40 × 11460 ÷ 12000 = 38.2; 1.146万 beside 册 is the same. 2700米 of
/// 3公里: 10 × 2.7 ÷ 3 = 9. 213500 beside 20万人次 is counted in 人次, and 12000 beside 1.146万册 in 册: 10 × 11460 ÷ 12000 = 9.55.
/// A bound of 1.3万册 is over 12000册 at either end.
#[test]
fn a_value_keeps_its_unit() {
    let rows = [
        "接待读者 ≥20万人次 213500人次 40 40",
        "新增图书 ≥12000册 1.146万册 40 38.2",
        "新增期刊 ≥12000册 1.146万 40 38.2",
        "书架长度 ≥3公里 2700米 10 9",
        "借阅读者 ≥20万人次 213500 10 10",
        "外借图书 ≥12000 1.146万册 10 9.55",
        "整理图书 ≥12000册 ≥1.3万册 10 10",
    ];
    let wanted = [
        "接待读者 21.35万人次 agrees 40",
        "新增图书 11460册 agrees 38.2",
        "新增期刊 11460册 agrees 38.2",
        "书架长度 2.7公里 agrees 9",
        "借阅读者 21.35万人次 agrees 10",
        "外借图书 1.146万册 agrees 9.55",
        "整理图书 ≥1.3万册 agrees 10",
    ];
    assert_eq!(recheck("units", &rows).iter().map(told).collect::<Vec<_>>(), wanted);
}

/// 60场 are no 人, whatever the number; nor is a bound or a range of them.
#[test]
fn a_value_in_another_unit_is_not_recomputed() {
    let rows = ["培训馆员 ≥50人 60场 20 20", "培训读者 ≥50人 ≥60场 20 20", "培训志愿者 ≥50人 60～70场 20 20"];
    let found = recheck("unlike", &rows);
    let wanted = ["培训馆员 60场 cannot —", "培训读者 ≥60场 cannot —", "培训志愿者 60～70场 cannot —"];
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted);
    let why = found[0]["why"]["zh"].as_str().unwrap();
    assert!(why.contains("单位“场”不能换算成“人”"), "{why}");
}

/// Neither a dash nor a blank nor 95%左右 is a target that a figure could be compared with. 100% of what is wanted in words is
/// all of it, which is asked.
#[test]
fn a_figure_without_a_target_is_not_recomputed() {
    let rows = [
        "接待读者 — 96.5% 20 20",
        "新增图书 _ 108人 20 20",
        "藏书质量 95%左右 96.5% 20 20",
        "阅读氛围 明显提升 90 20 20",
        "场馆覆盖 全面覆盖 100% 20 20",
    ];
    let found = recheck("no-target", &rows);
    let wanted = [
        "接待读者 96.5% cannot —",
        "新增图书 108人 cannot —",
        "藏书质量 96.5% cannot —",
        "阅读氛围 90 cannot —",
        "场馆覆盖 100% judgement —",
    ];
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted);
    for row in &found[..4] {
        assert_eq!(row["verdict"]["why"], "no-target");
        assert!(row["why"]["zh"].as_str().unwrap().contains("没有可读的年度指标值"), "{row:#}");
    }
}

/// The target's own words and plain words of completion are the best level; what says otherwise or less is a lower
/// one and is asked.
#[test]
fn words_that_nobody_knows_are_asked() {
    let rows = [
        "甲 满意 满意 20 20",
        "乙 明显提升 已完成 20 20",
        "丙 明显提升 有所提升 20 20",
        "丁 明显提升 效果很差 20 12",
        "戊 明显提升 部分提升 20 12",
    ];
    let sheets = read_workbook("表.txt", table(&rows).as_bytes()).unwrap().sheets;
    let form = read_forms("表.txt", &sheets, &LayoutSet::shipped().unwrap()).forms.remove(0);
    let draft = draft_case(&form, &DraftOptions::default(), &Messages::of(Language::Zh)).unwrap();
    let asked = draft.guesses.iter().filter(|guess| guess.kind == GuessKind::Level);
    let asked: Vec<String> =
        asked.map(|guess| format!("{} {}", guess.row.as_deref().unwrap_or_default(), guess.taken)).collect();
    assert_eq!(asked, ["丙 部分达成", "丁 未达成", "戊 部分达成"]);
    let found = recheck("words", &rows);
    // 12 of 20 is none of the points from 0 to below 12.
    assert_eq!(found[3]["verdict"]["tier"], "outside");
}
