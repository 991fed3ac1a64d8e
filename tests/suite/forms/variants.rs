//! Tables laid out in other ways than the shipped forms: each is read to the end, and drafted clean.

use jixiao::form::{
    CellRole, DraftOptions, FormReading, GuessKind, LayoutSet, RemarkKind, SkipReason, draft_case, read_forms,
};
use jixiao::{Language, Messages};

use super::command;
use super::sheets::sheet;

/// One table, and what must be read of it.
struct Variant {
    name: &'static str,
    text: &'static str,
    layout: &'static str,
    /// Rows as first level, name, target, actual, weight and points.
    rows: &'static [&'static str],
    total: &'static str,
}

macro_rules! variant {
    ($name:literal, $layout:literal, $total:literal, $rows:expr) => {
        Variant {
            name: $name,
            text: include_str!(concat!("../../data/forms/variants/", $name, ".txt")),
            layout: $layout,
            rows: &$rows,
            total: $total,
        }
    };
}

const VARIANTS: &[Variant] = &[
    variant!(
        "other-order",
        "mof-project",
        "100 99.5",
        [
            "产出指标 保洁河道长度 ≥120公里 118公里 30 29.5",
            "产出指标 保洁合格率 ≥95% 96% 30 30",
            "效益指标 水质改善 明显改善 达成预期指标 30 30",
            "满意度指标 群众满意度 ≥90% 92.5% 10 10",
        ]
    ),
    variant!(
        "one-caption-for-levels",
        "mof-department",
        "100 98",
        [
            "产出指标 档案数字化页数 50万页 52万页 20 20",
            "产出指标 接待查档人次 3,200人次 2,880人次 20 18",
            "产出指标 数字化合格率 98% 99% 20 20",
            "效益指标 查档满意率 95% 97% 40 40",
        ]
    ),
    variant!(
        "two-line-header",
        "mof-department",
        "100 98.4",
        [
            "产出指标 培训人数 ≥500人 480人 40 38.4",
            "产出指标 培训完成时间 2021年12月31日前 2021年12月 20 20",
            "效益指标 学员满意度 ≥90% 95% 40 40",
        ]
    ),
    variant!(
        "total-first",
        "mof-department",
        "100 97",
        [
            "产出指标 走访户数 ≥300户 300户 50 50",
            "效益指标 矛盾化解率 ≥95% 90% 40 37",
            "满意度指标 居民满意度 ≥85% 90% 10 10",
        ]
    ),
    variant!(
        "groups-as-lines",
        "mof-project",
        "100 99.78",
        [
            "产出指标 建设完成率 ≥100% 100% 30 30",
            "产出指标 工期 ≤12个月 11个月 20 20",
            "效益指标 受益人数 ≥2万人 2.1万人 40 40",
            "满意度指标 群众满意度 ≥90% 88% 10 9.78",
        ]
    ),
    variant!(
        "blank-scores",
        "mof-department",
        "",
        ["产出指标 采购台数 =20台 20台 50 ", "效益指标 使用率 ≥90% 93% 50 ",]
    ),
    variant!(
        "deductions",
        "generic",
        "100 ",
        ["投入 预算完成率   40 ", "过程 管理制度健全性   30 ", "产出 重点工作办结率   30 ",]
    ),
    variant!(
        "side-by-side",
        "generic",
        "",
        [
            " 甲完成率 ≥90% 95% 30 30",
            " 乙数量 ≥10个 10个 30 30",
            " 丙合格率 ≥95% 90% 20 18.95",
            " 丁满意度 ≥85% 86% 20 20",
        ]
    ),
    variant!(
        "continued",
        "mof-project",
        "100 100",
        ["产出指标 甲 ≥10个 10个 40 40", "产出指标 乙率 ≥95% 95% 20 20", "满意度指标 丙满意度 ≥90% 91% 40 40",]
    ),
    variant!(
        "nested-weights",
        "yueyang-scoring",
        "100 98",
        [
            "投入 绩效目标合理性   5 5",
            "投入 绩效指标明确性   5 4",
            "过程 预算完成率   10 9",
            "过程 预算控制率   10 10",
            "过程 三公经费控制率   40 40",
            "产出及效率 重点工作办结率   30 30",
        ]
    ),
    variant!(
        "percent-weights",
        "generic",
        "100% 98.27",
        [
            " 营业收入（万元） 5000 4,800 40% 38.4",
            " 利润总额（万元） 300 330 30% 30",
            " 安全事故起数 0 0 20% 20",
            " 客户投诉处置率 100% 98.7% 10% 9.87",
        ]
    ),
    variant!("two-forms", "transfer-payment", "100 100", ["产出指标 甲 ≥10个 10个 100 100"]),
    variant!("review", "sichuan", "100 100", ["产出指标 甲 10 10 50 50", "效益指标 乙率 95 96 50 50"]),
    variant!(
        "ministry",
        "mof-project",
        "100 99.1",
        [
            "产出指标 养护里程 ≥100公里 98公里 20 19.6",
            "产出指标 养护合格率 ≥95％ ９６％ 15 15",
            "产出指标 完成时限 12月31日前 12月20日 15 15",
            "效益指标 通行条件 有所改善 已完成 30 30",
            "满意度指标 群众满意度 ≥90% 93% 10 10",
        ]
    ),
    variant!(
        "one-score",
        "mof-department",
        "100 94",
        [
            "产出指标 甲数 ≥10个 10个 20 ",
            "产出指标 乙数 ≥20个 18个 20 ",
            "产出指标 丙率 ≥95% 95% 20 20",
            "效益指标 丁 明显 较好 40 36",
        ]
    ),
    variant!(
        "plain",
        "generic",
        "",
        [
            " 亩均税收 25万元/亩 22.5万元/亩 25 22.5",
            " 研发投入占比 3% 3.2% 25 25",
            " 单位能耗下降率 3.5% 3.5% 25 25",
            " 投诉件数 ≤5件 4件 25 25",
        ]
    ),
    variant!("first-level-only", "generic", "", ["产出 产出 ≥98% 98.70% 10 "]),
    variant!(
        "budget-lines",
        "mof-department",
        "100 99.52",
        [
            "产出指标 统计调查项数 12项 12项 20 20",
            "产出指标 数据差错率 ≤1‰ 0.8‰ 30 30",
            "效益指标 数据发布及时率 100% 100% 30 30",
            "满意度 用户满意度 90%以上 91.2% 10 10",
        ]
    ),
    variant!(
        "units-in-names",
        "mof-project",
        "100 98.65",
        [
            "产出指标 维修面积（平方米） ≥20000 21,500 20 20",
            "产出指标 验收合格率（%） 100 100 15 15",
            "产出指标 总成本（万元） ≤1000 873.5 15 15",
            "效益指标 受益学生数（人） 5000 5200 30 30",
            "满意度指标 师生满意度（%） ≥95 94.1 10 9.91",
        ]
    ),
    variant!(
        "task-list",
        "mof-department",
        "100 94",
        [
            "履职效能 环境整治村数 大于等于12个 12个 40 40",
            "履职效能 整治完成时间 2024年11月底前 2024年12月15日 20 18",
            "管理效率 预算编制质量 合理 基本达成目标 20 16",
            "社会效应 群众投诉下降率 降低10%以上 12% 20 20",
        ]
    ),
    variant!(
        "group-subtotals",
        "mof-department",
        "100 97",
        [
            "产出指标 演出场次 ≥100场 90场 30 27",
            "产出指标 演出完成率 ≥98% 99% 20 20",
            "效益指标 观众人次（万人次） ≥20 21 40 40",
            "满意度指标 观众满意度 ≥90% 95% 10 10",
        ]
    ),
    variant!(
        "bounds-and-ranges",
        "transfer-payment",
        "",
        [
            " 温度控制 18～24℃ 21℃ 20 20",
            " 培训人数 不少于３，２００人 ≥3,200人 20 20",
            " 平均用时 3天以内 2.5天 20 20",
            " 数据容量 25TB 25TB 20 20",
            " 差错次数 0次 0次 20 20",
        ]
    ),
];

fn forms(variant: &Variant) -> Vec<FormReading> {
    let reading = read_forms("x.xlsx", &[sheet("Sheet1", variant.text)], &LayoutSet::shipped().unwrap());
    assert!(reading.skipped.is_empty(), "{}: {:?}", variant.name, reading.skipped);
    reading.forms
}

fn named(name: &str) -> FormReading {
    forms(VARIANTS.iter().find(|variant| variant.name == name).unwrap()).remove(0)
}

fn lines(form: &FormReading) -> Vec<String> {
    let line = |row: &jixiao::form::FormRow| {
        let text = |role: CellRole| row.cells.get(&role).map(|cell| cell.line()).unwrap_or_default();
        let group = row.group.map(|group| form.groups[group].name.as_str()).unwrap_or_default();
        let values = [CellRole::Target, CellRole::Actual, CellRole::Weight, CellRole::Score].map(text).join(" ");
        format!("{group} {} {values}", row.name)
    };
    form.rows.iter().map(line).collect()
}

#[test]
fn tables_of_other_layouts_are_read_to_the_end() {
    let mut faults = Vec::new();
    for variant in VARIANTS {
        let form = forms(variant).remove(0);
        let sum = |role: CellRole| form.total.as_ref().and_then(|total| total.cells.get(&role)).map(|cell| cell.line());
        let total = form.total.as_ref().map(|_| {
            format!("{} {}", sum(CellRole::Weight).unwrap_or_default(), sum(CellRole::Score).unwrap_or_default())
        });
        let read = (form.layout.as_str(), lines(&form), total.unwrap_or_default());
        let wanted = variant.rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>();
        if read != (variant.layout, wanted, variant.total.to_owned()) {
            faults.push(format!("{}: {read:#?}", variant.name));
        }
        // What is told of sums is told of the ministry's form only, whose weights do not add up.
        let is_wrong = |remark: &&jixiao::form::FormRemark| matches!(remark.kind, RemarkKind::SumDiffers { .. });
        if form.remarks.iter().any(|remark| is_wrong(&remark)) && variant.name != "ministry" {
            faults.push(format!("{}: {:?}", variant.name, form.remarks));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_kind_is_asked_once_and_every_row_has_a_cell() {
    for variant in VARIANTS {
        for form in forms(variant) {
            let draft = draft_case(&form, &DraftOptions::default(), &Messages::of(Language::En)).unwrap();
            let mut kinds: Vec<GuessKind> = draft.questions.iter().map(|question| question.kind).collect();
            kinds.sort();
            kinds.dedup();
            assert_eq!(kinds.len(), draft.questions.len(), "{}", variant.name);
            assert!(draft.guesses.iter().all(|guess| guess.row.is_none() || guess.cell.is_some()), "{}", variant.name);
        }
    }
}

#[test]
fn drafts_of_variants_are_clean() {
    for variant in VARIANTS {
        for (position, form) in forms(variant).iter().enumerate() {
            let draft = draft_case(form, &DraftOptions::default(), &Messages::of(Language::Zh)).unwrap();
            assert_eq!(command::faults(&format!("{}-{position}", variant.name), &draft), None);
        }
    }
}

#[test]
fn two_forms_of_a_sheet_are_two() {
    let variant = VARIANTS.iter().find(|variant| variant.name == "two-forms").unwrap();
    let projects: Vec<String> = forms(variant).iter().map(|form| form.project().unwrap().line()).collect();
    assert_eq!(projects, ["甲项目", "乙项目"]);
}

#[test]
fn points_follow_from_printed_deductions() {
    let draft = draft_case(&named("deductions"), &DraftOptions::default(), &Messages::of(Language::Zh)).unwrap();
    assert!(draft.report_yaml.contains("预算完成率: { claimed: 38,"), "{}", draft.report_yaml);
    assert!(draft.report_yaml.contains("claimed: { total: 96.5, total_weight: 100 }"), "{}", draft.report_yaml);
}

#[test]
fn sums_of_groups_are_kept() {
    let form = named("group-subtotals");
    let sums: Vec<(usize, usize)> = form.subtotals.iter().map(|line| line.rows).collect();
    assert_eq!(sums, [(0, 2), (2, 3), (3, 4)]);
}

#[test]
fn a_list_of_tasks_is_no_budget() {
    assert!(named("task-list").money.is_none());
}

#[test]
fn carried_over_money_and_a_grade_without_label_are_read() {
    let form = named("budget-lines");
    let lines = &form.money.as_ref().unwrap().lines;
    assert_eq!(lines[0].number(CellRole::CarriedOver), Some(50.into()));
    assert_eq!(form.grade.unwrap().text, "优");
}

#[test]
fn hidden_rows_are_told_and_not_used() {
    let variant = VARIANTS.iter().find(|variant| variant.name == "plain").unwrap();
    let mut sheet = sheet("Sheet1", variant.text);
    sheet.hidden_rows.insert(2, 2);
    let form = read_forms("x.xlsx", &[sheet], &LayoutSet::shipped().unwrap()).forms.remove(0);
    assert_eq!(form.rows.len(), 3);
    assert!(form.remarks.iter().any(|remark| remark.kind == RemarkKind::HiddenRows { count: 1 }));
}

#[test]
fn sheets_that_list_others_are_named() {
    let variant = VARIANTS.iter().find(|variant| variant.name == "plain").unwrap();
    let contents = sheet("Sheet9", "序号 | 单位\n1 | 甲局\n2 | 乙局");
    let sheets = [contents, sheet("甲局", variant.text), sheet("乙局", variant.text), sheet("空", "")];
    let reading = read_forms("x.xlsx", &sheets, &LayoutSet::shipped().unwrap());
    let skipped: Vec<&SkipReason> = reading.skipped.iter().map(|sheet| &sheet.reason).collect();
    assert_eq!(skipped, [&SkipReason::Contents, &SkipReason::Empty]);
    let drafts = reading
        .forms
        .iter()
        .map(|form| draft_case(form, &DraftOptions::default(), &Messages::of(Language::Zh)).unwrap());
    let organisations: Vec<bool> = drafts.map(|draft| draft.report_yaml.contains("unit: 甲局")).collect();
    assert_eq!(organisations, [true, false]);
}
