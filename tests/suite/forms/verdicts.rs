//! Tables whose values stand in other notations than their targets: each row with its verdict, worked by hand.

use std::fs;

use serde_json::Value;

use crate::support::{Run, folder, program};

/// A table of indicators, `rows` as name, target, actual, weight and points apart by blanks, rechecked; `_` is an empty cell.
fn recheck(name: &str, rows: &[&str]) -> Vec<Value> {
    let path = folder("forms/verdicts").join(format!("{name}.txt"));
    let mut text = String::from("市图书馆2024年度项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n");
    for row in rows {
        let cells: Vec<&str> = row.split(' ').map(|cell| if cell == "_" { "" } else { cell }).collect();
        text += &format!("产出指标\t数量指标\t{}\n", cells.join("\t"));
    }
    fs::write(&path, text).unwrap();
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
