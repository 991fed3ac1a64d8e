//! The published tables as data, and each laid out as a sheet in the layout that it was printed in.

use jixiao::document::sheet::Sheet;
use serde::Deserialize;

use super::sheets::sheet;
use crate::support::root;

#[derive(Deserialize, Clone, Default)]
pub struct Case {
    pub unit: String,
    pub project: Option<String>,
    pub year: i32,
    pub form: String,
    pub source: Source,
    pub budget: Option<Budget>,
    #[serde(default)]
    pub budget_lines: Vec<Budget>,
    #[serde(default)]
    pub rows: Vec<Row>,
    pub total: Option<String>,
    pub total_weight: Option<String>,
    pub grade: Option<String>,
    pub second_table: Option<Second>,
}

#[derive(Deserialize, Clone, Default)]
pub struct Source {
    pub title: String,
}

#[derive(Deserialize, Clone)]
pub struct Second {
    pub project: String,
    pub budget: Option<Budget>,
    pub rows: Vec<Row>,
}

#[derive(Deserialize, Clone, Default)]
pub struct Budget {
    pub name: Option<String>,
    pub initial: Option<String>,
    pub total: Option<String>,
    pub executed: Option<String>,
    pub weight: Option<String>,
    pub rate: Option<String>,
    pub score: Option<String>,
}

#[derive(Deserialize, Clone, Default)]
pub struct Row {
    pub level1: String,
    pub level2: String,
    pub level3: String,
    pub operator: Option<String>,
    pub target: Option<String>,
    pub unit: Option<String>,
    pub actual: Option<String>,
    pub weight: Option<String>,
    pub score: Option<String>,
    pub converted_score: Option<String>,
    pub reason: Option<String>,
    pub rule: Option<String>,
}

pub fn load(name: &str) -> Case {
    let path = root().join(format!("tests/data/forms/cases/{name}.yaml"));
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub const NAMES: [&str; 10] = [
    "chengan-bairui-2020",
    "daying-caizheng-chengben-2023",
    "guichi-tangxi-cunji-2022",
    "haidian-xueyuanlu-baojie-2016",
    "huangshi-haimian-2022",
    "jinzhai-chagu-2023",
    "langfang-shipin-nuantong-2019",
    "suixi-linshi-jiuzhu-2019",
    "yongde-minglang-yingyang-2022",
    "zhongjiang-shuibiaochi-2022",
];

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

/// Which of a budget's figures a column prints.
type Cell = fn(&Budget) -> &Option<String>;

/// What the target's cell prints: in some layouts operator and unit stand in it.
pub fn target_cell(case: &Case, row: &Row) -> String {
    match has_operator_column(case) {
        true => text(&row.target),
        false if row.target.as_deref().is_some_and(|target| target.ends_with(['%', '前'])) => {
            format!("{}{}", text(&row.operator), text(&row.target))
        }
        false => format!("{}{}{}", text(&row.operator), text(&row.target), text(&row.unit)),
    }
}

/// The same of the actual value.
pub fn actual_cell(case: &Case, row: &Row) -> String {
    let actual = text(&row.actual);
    let is_number = actual.trim_start_matches(['≥', '≤']).parse::<rust_decimal::Decimal>().is_ok();
    match (has_operator_column(case), is_number) {
        (false, true) => format!("{actual}{}", text(&row.unit)),
        _ => actual,
    }
}

pub fn has_operator_column(case: &Case) -> bool {
    matches!(case.form.as_str(), "yunnan-14" | "sichuan" | "hebei")
}

/// A column of level names, merged over rows of the same name.
fn levels(rows: &[Row], level: impl Fn(&Row) -> String) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let same = at > 0 && level(&rows[at - 1]) == level(row) && rows[at - 1].level1 == row.level1;
        cells.push(if same { "^".to_owned() } else { level(row) });
    }
    cells
}

/// The sheet of a case.
pub fn laid_out(case: &Case) -> Sheet {
    let title = &case.source.title;
    let mut lines = Vec::new();
    let columns: Vec<&str> = match case.form.as_str() {
        "hebei" => return hebei(case),
        "hubei" => vec!["level1", "level2", "level3", "target", "actual", "score"],
        "yunnan-14" | "sichuan" => {
            vec!["level1", "level2", "level3", "operator", "target", "unit", "actual", "weight", "score", "reason"]
        }
        "beijing-2016" => vec!["level1", "level2", "level3", "target", "actual", "standard", "weight", "score"],
        _ => vec!["level1", "level2", "level3", "target", "actual", "weight", "score", "reason"],
    };
    let width = columns.len();
    let across = |text: &str| format!("{text}{}", " | <".repeat(width - 1));
    lines.push(across(title));
    if !title.contains(&format!("{}年", case.year)) {
        lines.push(across(&format!("（{} 年度）", case.year)));
    }
    if case.form == "yunnan-14" {
        lines.push(format!("公开14表{} | 金额单位：元", " |".repeat(width - 2)));
    }
    if case.form == "hubei" {
        lines.push(across(&format!("单位名称：{}        填报日期：2023年3月15日", case.unit)));
    }
    let department = if case.form == "mof-department" { "部门名称" } else { "实施单位" };
    if let Some(project) = &case.project {
        lines.push(format!("项目名称 | < | {project}{}", " | <".repeat(width - 3)));
    }
    lines.push(format!("{department} | < | {}{}", case.unit, " | <".repeat(width - 3)));
    lines.extend(money(case));
    lines.extend(indicators(case, &columns));
    lines.extend(totals(case, &columns));
    sheet("自评表", &lines.join("\n"))
}

fn money(case: &Case) -> Vec<String> {
    let Some(budget) = &case.budget else { return Vec::new() };
    let columns: Vec<(&str, Cell)> = match case.form.as_str() {
        "hubei" => vec![
            ("预算数（A）", |b| &b.total),
            ("执行数（B）", |b| &b.executed),
            ("执行率（B/A）", |b| &b.rate),
            ("得分\\n（20分*执行率）", |b| &b.score),
        ],
        "beijing-2016" => vec![
            ("年初预算数（A）", |b| &b.initial),
            ("全年执行数（B）", |b| &b.executed),
            ("分值", |b| &b.weight),
            ("执行率（B/A）", |b| &b.rate),
            ("得分", |b| &b.score),
        ],
        "transfer-payment" => vec![
            ("全年预算数（A）", |b| &b.total),
            ("全年执行数（B）", |b| &b.executed),
            ("分值", |b| &b.weight),
            ("执行率（B/A）", |b| &b.rate),
            ("得分", |b| &b.score),
        ],
        _ => vec![
            ("年初预算数", |b| &b.initial),
            ("全年预算数（A）", |b| &b.total),
            ("全年执行数（B）", |b| &b.executed),
            ("分值", |b| &b.weight),
            ("执行率（B/A）", |b| &b.rate),
            ("得分", |b| &b.score),
        ],
    };
    let caption = match case.form.as_str() {
        "hubei" => "预算执行情况（万元）\\n（20分）",
        "yunnan-14" => "项目资金\\n（元）",
        _ => "项目资金\\n（万元）",
    };
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut lines = vec![format!("{caption} | | {}", names.join(" | "))];
    let line = |budget: &Budget, name: &str| {
        let cells: Vec<String> = columns.iter().map(|(_, of)| text(of(budget))).collect();
        format!("^ | {name} | {}", cells.join(" | "))
    };
    lines.push(line(budget, if case.form == "hubei" { "年度财政资金总额" } else { "年度资金总额" }));
    for below in &case.budget_lines {
        let mut below = below.clone();
        if below.weight.is_none() {
            below.weight = Some("—".to_owned());
            below.score = Some("—".to_owned());
        }
        lines.push(line(&below, &format!("    其中：{}", text(&below.name))));
    }
    lines
}

fn indicators(case: &Case, columns: &[&str]) -> Vec<String> {
    let name = |column: &&str| match (*column, case.form.as_str()) {
        ("level1", _) => "一级指标",
        ("level2", _) => "二级指标",
        ("level3", _) => "三级指标",
        ("operator", _) => "指标性质",
        ("target", "yunnan-14" | "sichuan") => "指标值",
        ("target", "hubei") => "年初目标值（A）",
        ("target", _) => "年度指标值(A)",
        ("unit", _) => "度量单位",
        ("actual", "sichuan") => "完成值",
        ("actual", _) => "实际完成值(B)",
        ("standard", _) => "得分计算方法",
        ("weight", "sichuan") => "权重",
        ("weight", _) => "分值",
        ("score", _) => "得分",
        (_, "transfer-payment") => "未完成原因和改进措施",
        _ => "偏差原因分析及改进措施",
    };
    let captions = |row: &Row| match case.form.as_str() {
        // The captions that the published page prints.
        "hubei" if row.level1 == "产出指标" => "产出指标\\n（40分）".to_owned(),
        "hubei" if row.level1 == "效益指标" => "效益指标\\n（30分）".to_owned(),
        "hubei" => format!("{}\\n（10分）", row.level1),
        _ => row.level1.clone(),
    };
    let mut lines = vec![columns.iter().map(name).collect::<Vec<_>>().join(" | ")];
    let (first, second) = (levels(&case.rows, captions), levels(&case.rows, |row| row.level2.clone()));
    for (at, row) in case.rows.iter().enumerate() {
        let cell = |column: &&str| match *column {
            "level1" => first[at].clone(),
            "level2" => second[at].clone(),
            "level3" => row.level3.clone(),
            "operator" => text(&row.operator),
            "target" => target_cell(case, row),
            "unit" => text(&row.unit),
            "actual" => actual_cell(case, row),
            "standard" => text(&row.rule),
            "weight" => text(&row.weight),
            "score" => text(&row.score),
            _ => match (&row.reason, case.form.as_str()) {
                (None, "yunnan-14") => "/".to_owned(),
                (reason, _) => text(reason),
            },
        };
        lines.push(columns.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    lines
}

fn totals(case: &Case, columns: &[&str]) -> Vec<String> {
    let Some(total) = &case.total else {
        // 大英: the sum of weights is printed and the score is left blank.
        let is_daying = case.form == "sichuan" && case.second_table.is_some();
        return if is_daying { vec!["合计 | < | < | < | < | < | < | 100 | |".to_owned()] } else { Vec::new() };
    };
    let at =
        columns.iter().position(|column| *column == "weight").or(columns.iter().position(|column| *column == "score"));
    let before = at.unwrap() - 1;
    let unit = if case.form == "hubei" { "分" } else { "" };
    let mut line = format!("总分{}", " | <".repeat(before));
    if columns.contains(&"weight") {
        line.push_str(&format!(" | {}", text(&case.total_weight)));
    }
    line.push_str(&format!(" | {total}{unit}"));
    if let Some(grade) = &case.grade {
        line.push_str(&format!(" | （自评等级：{grade}）"));
    }
    let width = columns.len();
    let note = format!("其他需要说明的事项 | < | 无{}", " | <".repeat(width - 3));
    vec![note, line]
}

fn hebei(case: &Case) -> Sheet {
    let budget = case.budget.clone().unwrap_or_default();
    let mut lines = vec![
        case.source.title.clone(),
        format!("项目名称 | {} | | 主管部门 | {}", text(&case.project), case.unit),
        format!(
            "资金到位 | {} | 资金执行 | {} | 执行率 | {}",
            text(&budget.total),
            text(&budget.executed),
            text(&budget.rate)
        ),
        "一级指标 | 二级指标 | 三级指标 | 指标分值 | | | 自评情况 | | | ".to_owned(),
        " | | | 符号 | 指标值 | 单位 | 实际完成值 | 单项指标得分 | 权重占比（%） | 单项指标折算得分".to_owned(),
    ];
    for row in &case.rows {
        let cells = [&row.operator, &row.target, &row.unit, &row.actual, &row.score, &row.weight, &row.converted_score];
        let cells: Vec<String> = cells.into_iter().map(text).collect();
        lines.push(format!("{} | {} | {} | {}", row.level1, row.level2, row.level3, cells.join(" | ")));
    }
    sheet("自评表", &lines.join("\n"))
}

/// The second table of a page, as a case of its own.
pub fn second(case: &Case) -> Option<Case> {
    let second = case.second_table.clone()?;
    Some(Case {
        project: Some(second.project),
        budget: second.budget,
        rows: second.rows,
        second_table: None,
        total: None,
        ..case.clone()
    })
}
