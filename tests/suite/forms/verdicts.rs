//! Tables whose values stand in other notations than their targets: each row with its verdict, worked by hand.

use std::fs;

use jixiao::document::workbook::read_workbook;
use jixiao::form::{DraftOptions, GuessKind, LayoutSet, draft_case, read_forms};
use jixiao::{Language, Messages};
use serde_json::Value;

use crate::support::{Run, folder, jixiao, program};

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
    let path = folder(&format!("forms/verdicts/{name}")).join("table.txt");
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

/// ¥210.00 is 210 元, over 200; 98. is 98. About 96 % is nobody's figure, nor is 三篇 or 1/2.
#[test]
fn money_signs_and_stray_points_are_read() {
    let rows = [
        "亩均增收 ≥200元 ¥210.00 20 20",
        "业务合格率 ≥98% 98. 20 20",
        "群众满意率 ≥95% 约96% 20 20",
        "发表论文 ≥3篇 三篇 20 20",
        "及时完成率 ≥50% 1/2 20 20",
    ];
    let wanted = [
        "亩均增收 210元 agrees 20",
        "业务合格率 98% agrees 20",
        "群众满意率 约96% cannot —",
        "发表论文 3篇 agrees 20",
        "及时完成率 1/2 cannot —",
    ];
    assert_eq!(recheck("money-signs", &rows).iter().map(told).collect::<Vec<_>>(), wanted);
}

/// What `recheck` says of a table with these lines below its rows.
fn said(name: &str, rows: &[&str], below: &str) -> Run {
    let path = folder(&format!("forms/verdicts/{name}")).join("table.txt");
    fs::write(&path, table(rows) + below).unwrap();
    jixiao(&["recheck", path.to_str().unwrap(), "--lang", "zh"])
}

/// 60 + 60 = 120 without a line of totals is no part of a table of 100, and is asked; 30 + 30 may be one. A line of totals
/// that prints 120 says so itself.
#[test]
fn weights_above_a_hundred_are_told() {
    let all = ["接待读者 ≥10个 10个 60 60", "新增图书 ≥10个 9个 60 54"];
    let open = said("over", &all, "").ended(0).out;
    assert!(open.contains("各项分值合计 120，超过 100，表上没有分值合计可供核对"), "{open}");
    assert!(open.contains("表中各项得分合计 114，") && !open.contains("不完整"), "{open}");
    let printed = said("over-printed", &all, "总分\t\t\t\t\t120\t114\n").ended(0).out;
    assert!(printed.contains("各项分值合计 120，与表中 120 一致") && !printed.contains("超过 100"), "{printed}");
    let part = said("part", &["接待读者 ≥10个 10个 30 30", "新增图书 ≥10个 9个 30 27"], "").ended(0).out;
    assert!(part.contains("另有 40 分未读取") && !part.contains("超过 100"), "{part}");
    let case = folder("forms/verdicts/asked");
    let from = case.join("table.txt");
    fs::write(&from, table(&all)).unwrap();
    let asked =
        jixiao(&["import", from.to_str().unwrap(), "--into", case.join("case").to_str().unwrap(), "--lang", "zh"]);
    assert!(asked.ended(0).out.contains("满分是 120 分吗？"));
}

/// Without points of one row the sum is 49.89 to 99.89: 100 only when it is rounded, and 100.00 not even then.
#[test]
fn a_total_above_the_range_is_said_to_be_rounded() {
    let rows = ["接待读者 ≥10个 10个 50 _", "新增图书 ≥1000个 997.8个 50 49.89"];
    let rounded = said("rounded", &rows, "总分\t\t\t\t\t100\t100\n").out;
    assert!(
        rounded.contains("49.89 至 99.89（没有得分、未计入 1 项：接待读者），表中 100 取整后可在此范围内"),
        "{rounded}"
    );
    let exact = said("exact", &rows, "总分\t\t\t\t\t100\t100.00\n").out;
    assert!(exact.contains("表中 100，不可能成立：最高 99.89"), "{exact}");
    let within = said("within", &rows, "总分\t\t\t\t\t100\t99\n").out;
    assert!(within.contains("表中 99 在此范围内"), "{within}");
}

/// A day without a year is one of the year of the form.
#[test]
fn a_day_is_told_with_the_year_of_the_form() {
    let folder = folder("forms/verdicts/days");
    let (path, case) = (folder.join("table.txt"), folder.join("case"));
    fs::write(&path, table(&["完工时间 12月31日前 12月20日 50 50", "完成时间 2024年6月底前 2024年6月1日 50 50"]))
        .unwrap();
    let run = jixiao(&["import", path.to_str().unwrap(), "--into", case.to_str().unwrap(), "--lang", "zh"]).ended(0);
    assert!(run.err.contains("“12月31日前”按 2024-12-31 读取") || run.out.contains("“12月31日前”按 2024-12-31 读取"));
    let report = fs::read_to_string(case.join("report.yaml")).unwrap();
    assert!(report.contains("“12月20日”按 2024-12-20 读取") && !report.contains("按 -12"), "{report}");
}

/// The name of a file with a number or a word of forms names nobody: that is asked, and nothing is made of it.
#[test]
fn who_reports_is_asked_where_nothing_names_them() {
    let rows = table(&["接待读者 ≥10个 10个 100 100"]);
    let rows = rows.split_once('\n').unwrap().1;
    let drafted = |file: &str| {
        let sheets = read_workbook(file, rows.as_bytes()).unwrap().sheets;
        let form = read_forms(file, &sheets, &LayoutSet::shipped().unwrap()).forms.remove(0);
        let draft = draft_case(&form, &DraftOptions::default(), &Messages::of(Language::Zh)).unwrap();
        let asked = draft.guesses.iter().any(|guess| guess.kind == GuessKind::NoOrganisation);
        (asked, draft.report_yaml)
    };
    let (asked, report) = drafted("07-转移支付自评表-救助2019.txt");
    assert!(asked && report.contains("unit: \"[单位名称]\""), "{report}");
    let (asked, report) = drafted("清河县图书馆.txt");
    assert!(!asked && report.contains("unit: 清河县图书馆"), "{report}");
}

/// A table with a line for each organisation is no form; the command that reads it is named, and nothing is summed up.
#[test]
fn a_table_of_organisations_is_told_from_a_form() {
    let told = |name: &str, text: &str| {
        let path = folder(&format!("forms/verdicts/{name}")).join("table.csv");
        fs::write(&path, text).unwrap();
        let run = jixiao(&["recheck", path.to_str().unwrap(), "--lang", "zh"]).ended(1);
        assert_eq!(run.out, "", "{}", run.out);
        run.err
    };
    let units = told("organisations", "单位,年度,服务人次\n清河县图书馆,2024,21.35\n");
    assert!(units.contains("jixiao score 案例文件夹 --reports"), "{units}");
    let other = told("weather", "日期,天气\n5月1日,晴\n");
    assert!(other.contains("请核对表头") && !other.contains("--reports"), "{other}");
}

/// The department in charge is kept beside the organisation, so that the form of the case has it again.
#[test]
fn the_department_in_charge_is_kept() {
    let head = "项目支出绩效自评表（2024年度）\n项目名称\t农村公路养护\n主管部门\t清河县交通运输局\t实施单位\t清河县公路养护中心\n";
    let rows = table(&["养护里程 ≥350公里 342公里 100 97.71"]);
    let folder = folder("forms/verdicts/department");
    let made = |name: &str, head: &str| {
        let (from, case) = (folder.join(format!("{name}.txt")), folder.join(name));
        fs::write(&from, format!("{head}{}", rows.split_once('\n').unwrap().1)).unwrap();
        jixiao(&["import", from.to_str().unwrap(), "--into", case.to_str().unwrap()]).ended(0);
        let to = folder.join(format!("{name}.xlsx"));
        let form =
            ["form", case.to_str().unwrap(), "--layout", "mof-project", "-o", to.to_str().unwrap(), "--lang", "zh"];
        (fs::read_to_string(case.join("report.yaml")).unwrap(), jixiao(&form).ended(0).err)
    };
    let (report, told) = made("with", head);
    assert!(report.contains("  department: 清河县交通运输局\n"), "{report}");
    assert!(!told.contains("主管部门"), "{told}");
    let (report, told) = made("without", &head.replace("主管部门\t清河县交通运输局\t", ""));
    assert!(!report.contains("department:"), "{report}");
    assert!(told.contains("须自行填写的内容：主管部门"), "{told}");
}

/// A case of one's own table lacks a reason for points lost: `check` says so as `score` does. A table of a page is not ours
/// to complete.
#[test]
fn reasons_that_lack_are_told_by_check_too() {
    let folder = folder("forms/verdicts/reasons");
    let (from, case) = (folder.join("table.txt"), folder.join("case"));
    fs::write(&from, table(&["接待读者 ≥10个 9个 100 90"])).unwrap();
    jixiao(&["import", from.to_str().unwrap(), "--into", case.to_str().unwrap()]).ended(0);
    for command in ["score", "check"] {
        let run = jixiao(&[command, case.to_str().unwrap(), "--lang", "zh"]).ended(0);
        assert!(
            run.err.contains("[reason-missing]") && run.err.contains("接待读者（扣 10 分）"),
            "{command}: {}",
            run.err
        );
    }
    let page = jixiao(&["check", "indicators/published/chengan-bairui-2020", "--lang", "zh"]);
    assert!(!page.err.contains("[reason-missing]"), "{}", page.err);
}
