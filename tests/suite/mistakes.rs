//! The mistakes of people who write scripts and files for the first time: each is told once, where it was made, in the
//! reader's language, with what was probably meant.

mod arguments;
mod scripts;

use std::fs;
use std::path::PathBuf;

use crate::support::{Run, YUEYANG, copy, edit, folder, program, root};

/// A rule with everything a rule has: each person over the limit costs points. 5 − 2 × 0.5 = 4.
pub const STAFF: &str = r#"//! title-zh: 超编扣分
//! title-en: Staff over the limit
//! zh: 每超 1 人扣 per 分
//! en: each person over the limit costs `per` points
//! source: 试用
fn target() { "at-most" }
fn inputs() { #{
    actual: #{ kind: "number", zh: "在职人数", en: "staff" },
    since: #{ kind: "date", optional: true, zh: "自何日起", en: "since when" },
} }
fn params() { #{
    per: #{ kind: "points", default: 0.5, zh: "每超一人扣分", en: "points for each person over" },
} }
fn sentences() { #{
    within: #{ zh: "未超编，得 {points} 分", en: "within the limit: {points}" },
    over: #{ zh: "超编 {over} 人，得 {points} 分", en: "{over} over the limit: {points}" },
    nobody: #{ zh: "没有编制", en: "there are no posts" },
} }
fn examples() { [
    #{ actual: 10, target: 10, weight: 5, points: 5, branch: "within" },
    #{ actual: 12, target: 10, weight: 5, points: 4, branch: "over" },
    #{ actual: 12, since: "2024-06-30", target: 10, weight: 5, points: 4, branch: "over" },
    #{ actual: 1, target: 0, weight: 5, refused: "nobody" },
] }
fn score(case) {
    if case.target == 0 { refuse("nobody", #{ staff: case.actual }) }
    let over = max(case.actual - case.target, 0);
    let rate = over * case.params.per;
    if over == 0 { award(case.weight, "within") } else { award(max(case.weight - rate, 0), "over", #{ over: over }) }
}
"#;

const SCHEME: &str = "scheme.yaml";
const REPORT: &str = "report.yaml";
const SCRIPT: &str = "scripts/staff.rhai";

/// What was written instead of what, the code that is told, what is underlined, and words that must be read.
type Mistake = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const FILES: &[Mistake] = &[
    (SCHEME, "unit: \"%\"\n        target", "unit: %\n        target", "yaml-syntax", "%", &["“%”要加引号", "\"%\""]),
    (
        SCHEME,
        "name: 信息采集有效率, en: share of valid collections, unit: \"%\"",
        "name: 采集, unit: %",
        "yaml-syntax",
        "%",
        &["要加引号"],
    ),
    (SCHEME, "unit: \"%\"\n        target", "unit: %/年\n        target", "yaml-syntax", "%/年", &["\"%/年\""]),
    (SCHEME, "target: { at_least: 40 }", "target: ｛ at_least: 40 ｝", "full-width", "｛", &["全角字符“｛”"]),
    (SCHEME, "target: { at_least: 40 }", "target: \"｛ at_least: 40 ｝\"", "full-width", "｛", &["英文输入法"]),
    (REPORT, "total: 96.89", "total: 96.89分", "not-a-number", "96.89分", &["得分只写数字", "写成 96.89"]),
    (REPORT, "metrics:\n", "metrics:\n  多余: { value: 3 }\n", "unknown-metric", "多余", &["scheme.yaml）的 metrics"]),
    (REPORT, "value: 27748", "value: 27,748", "not-a-number", "27,748", &["千分位逗号", "27748"]),
    (REPORT, "value: 27748", "value: 1,027,748", "not-a-number", "1,027,748", &["1027748"]),
    (REPORT, "value: 27748", "value: \"27,748\"", "not-a-number", "\"27,748\"", &["27748"]),
    (REPORT, "value: 36", "value: ３６", "full-width", "３６", &["全角字符“３”"]),
    (REPORT, "value: 36", "value: １，２３６", "full-width", "１，２３６", &["全角"]),
    (REPORT, "value: 36", "value: 36处", "not-a-number", "36处", &["只写 36", "“处”写在 unit"]),
    (REPORT, "value: 98.7, unit: \"%\"", "value: 98.7%", "not-a-number", "98.7%", &["只写 98.7"]),
    (REPORT, "value: 达成", "value: 基本达成", "rule-refusal", "基本达成", &["可用：达成", "部分达成", "未达成"]),
    (
        REPORT,
        "value: 达成, source: 决算公开第十四部分(一)",
        "value: 部分达成, source: 决算公开第十四部分(一)",
        "rule-refusal",
        "1",
        &["位置 1 取到", "“部分达成”档的位置须小于 1"],
    ),
    (
        SCHEME,
        "target: { at_least: 40 }\n        rule: forward_ratio",
        "target: { at_most: 40 }\n        rule: backward_ratio",
        "unknown-rule",
        "backward_ratio",
        &["可用：", "reverse_linear、reverse_ratio"],
    ),
    (REPORT, "grade: 优秀", "grade: 优", "unknown-grade", "优", &["可用：优秀", "良好"]),
    (
        SCHEME,
        "target: { at_least: 40 }\n        rule: forward_ratio",
        "rule: bands\n        params: { bands: [{ to: 40, closed: neither, points: 3 }, { from: 40, closed: left, points: 11 }] }",
        "full-marks",
        "{ from: 40, closed: left, points: 11 }",
        &["最高得 11 分", "分值为 10"],
    ),
    (
        SCHEME,
        "target: { at_least: 40 }\n        rule: forward_ratio",
        "rule: bands",
        "missing-parameter",
        "bands",
        &["bands"],
    ),
    (
        SCHEME,
        "target: { at_least: 40 }\n        rule: forward_ratio",
        "rule: bands\n        params: { band: [] }",
        "unknown-parameter",
        "band",
        &["是否应为“bands”"],
    ),
    // Chinese words for keys and choices, with what they stand for; what was meant is not missing besides.
    (SCHEME, "    weight: 50\n", "    权重: 50\n", "unknown-field", "权重", &["是否应为“weight”"]),
    (SCHEME, "target: { at_least: 40 }", "target: { 不低于: 40 }", "unknown-field", "不低于", &["“at_least”"]),
    (SCHEME, "mode: half-up", "mode: 四舍五入", "unknown-choice", "四舍五入", &["“half-up”"]),
    (REPORT, "value: 27748, unit: 件", "数值: 27748, unit: 件", "unknown-field", "数值", &["“value”"]),
    (REPORT, "value: 27748, unit: 件", "value: 27748, 单位: 件", "unknown-field", "单位", &["“unit”"]),
    // Numbers with something around them, and none at all.
    (
        SCHEME,
        "target: { at_least: 40 }",
        "target: { at_least: 约40 }",
        "not-a-number",
        "约40",
        &["把“约”去掉，写成 40"],
    ),
    (REPORT, "value: 27748", "value: 约27748", "not-a-number", "约27748", &["写成 27748"]),
    (REPORT, "value: 98.7,", "value: 98,7,", "not-a-number", "98,7", &["小数点写成“.”：98.7"]),
    (REPORT, "value: 98.7,", "value: 98。7,", "full-width", "98。7", &["全角字符“。”"]),
    (REPORT, "value: 98.7, unit: \"%\"", "value: 98.7％", "full-width", "98.7％", &["只写 98.7，单位“%”"]),
    (REPORT, "value: 27748", "value: 无", "not-a-number", "无", &["missing: 原因"]),
    (REPORT, "value: 27748", "value: /", "not-a-number", "/", &["missing: 原因"]),
    (REPORT, "value: 36", "value: 三十六", "not-a-number", "三十六", &["写成 36"]),
    (REPORT, "value: 98.7, unit: \"%\"", "value: 九成", "not-a-number", "九成", &["只写 90，单位“%”"]),
    (REPORT, "value: 27748", "value: 空", "not-a-number", "空", &["missing: 原因"]),
    (REPORT, "value: 36, unit: 处", "value: 未填报", "not-a-number", "未填报", &["missing: 原因"]),
    (REPORT, "value: 36, unit: 处", "value: -", "not-a-number", "-", &["missing: 原因"]),
    (REPORT, "value: 36, unit: 处", "value: null", "empty-value", "value", &["missing: 原因"]),
    (
        REPORT,
        "value: 36, unit: 处",
        "value: 36, missing: 未统计",
        "metric-state",
        "key_points",
        &["没有数据的写 missing: 原因"],
    ),
    // What is read, and hardly meant.
    (REPORT, "value: 98.7, unit: \"%\"", "value: 1234", "unit-assumed", "1234", &["按 1234% 计算", "unit: \"%\""]),
    (REPORT, "year: 2024", "year: 2023", "other-year", "2023", &["年度是 2023", "改为 2024"]),
    (REPORT, "year: 2024", "year: 2024年", "other-year", "2024年", &["只写数字：year: 2024"]),
    (REPORT, "year: 2024", "year: 2024年度", "other-year", "2024年度", &["只写数字：year: 2024"]),
    (REPORT, "    deviation: 采集员", "    claimed: 15.5\n    deviation: 采集员", "claim-range", "15.5", &["得分最多"]),
    (REPORT, "total: 96.89", "total: 106.89", "claim-range", "106.89", &["0 至 100"]),
    (REPORT, "total: 96.89", "subtotals: { output: 51 }, total: 96.89", "claim-range", "51", &["0 至 50"]),
    // Units in characters that no unit is written in: told where they stand, once.
    (REPORT, "1247.63, unit: 万元", "1247.63, unit: 萬元", "unit-spelling", "萬元", &["改写为“万元”"]),
    (REPORT, "1247.63, unit: 万元", "1247.63, unit: 万 元", "unit-spelling", "万 元", &["改写为“万元”"]),
    (SCHEME, "of the year, unit: 万元", "of the year, unit: 萬元", "unit-spelling", "萬元", &["改写为“万元”"]),
    // What follows from a wrong id is not told besides.
    (SCHEME, "- id: collection-validity", "- id: cases-on-spot", "duplicate-id", "cases-on-spot", &["修改其中一个"]),
    (SCHEME, "- id: collection-validity", "- id: collection validity", "bad-id", "collection validity", &["编号由"]),
    // Days in other spellings, and days that do not exist.
    (SCHEME, "target: { at_least: 40 }", "target: { by: 2024.11.30 }", "not-a-date", "2024.11.30", &["2024-11-30"]),
    (
        SCHEME,
        "target: { at_least: 40 }",
        "target: { by: 2024年6月31日 }",
        "not-a-date",
        "2024年6月31日",
        &["没有 2024-06-31 这一天"],
    ),
    // What is too short, and brackets without quotes.
    (
        REPORT,
        "{ value: 36, unit: 处, source: 决算公开第十四部分(一) }",
        "36处",
        "wrong-type",
        "36处",
        &["{ value: 36, unit: 处 }"],
    ),
    (
        REPORT,
        "source: 决算公开第十四部分(一), note: 公开文本为“27万余件”",
        "source: [决算公开]",
        "wrong-type",
        "[决算公开]",
        &["\"[决算公开]\""],
    ),
    // What stands wrong in front of a line.
    (SCHEME, "    weight: 50\n", "\tweight: 50\n", "yaml-syntax", "    ", &["缩进用了制表符"]),
    (
        SCHEME,
        "      - id: cases-on-spot\n",
        "      -id: cases-on-spot\n",
        "yaml-syntax",
        "-",
        &["短横线后面加一个空格：- id: cases-on-spot"],
    ),
    (
        SCHEME,
        "inputs: { tier: public_tier",
        "inputs: { teir: public_tier",
        "unknown-input",
        "teir",
        &["是否应为“tier”"],
    ),
];

fn lay(name: &str) -> PathBuf {
    let case = folder(name);
    copy(&[SCHEME, REPORT], &root().join(YUEYANG), &case);
    let scripts = case.join("scripts");
    fs::create_dir_all(&scripts).unwrap();
    let used = ["forward_ratio.rhai", "equal.rhai", "qual_three_tier.rhai", "bands.rhai"];
    copy(&used, &root().join("scripts"), &scripts);
    fs::write(case.join(SCRIPT), STAFF).unwrap();
    case
}

fn check(case: &PathBuf, arguments: &[&str]) -> Run {
    Run::of(program().arg("check").arg(case).arg("--scripts").arg(case.join("scripts")).args(arguments))
}

/// The text that a problem underlines first, from its drawing: the line of source and the carets below it.
fn underlined(drawn: &str) -> String {
    let lines: Vec<&str> = drawn.lines().collect();
    let at = lines.iter().position(|line| line.trim_start_matches([' ', '|']).starts_with('^')).unwrap();
    let (source, marks) = (lines[at - 1], lines[at]);
    let width = |sign: char| usize::from(!sign.is_ascii()) + 1;
    let start = marks.find('^').unwrap();
    let length = marks[start..].chars().take_while(|sign| *sign == '^').count();
    let mut column = 0;
    let mut found = String::new();
    for sign in source.chars() {
        if (start..start + length).contains(&column) {
            found.push(sign);
        }
        column += width(sign);
    }
    found
}

fn told(mistakes: &[Mistake], name: &str) {
    let case = lay(name);
    let mut wrong = Vec::new();
    for (file, right, written, code, place, words) in mistakes {
        let path = case.join(file);
        let before = fs::read_to_string(&path).unwrap();
        edit(&path, right, written);
        let run = check(&case, &["--lang", "zh"]);
        fs::write(&path, &before).unwrap();
        let problems: Vec<&str> =
            run.err.split("\n\n").filter(|problem| problem.contains(&format!("[{code}]"))).collect();
        let is_other = |problem: &&str| problem.contains("错误[") && !problem.contains(&format!("[{code}]"));
        let others = run.err.split("\n\n").filter(is_other).count();
        let Some(problem) = problems.first() else {
            wrong.push(format!("{written}: {code} wanted\n{}", run.err));
            continue;
        };
        // A total that is withheld follows from the mistake.
        let is_once = problems.len() == 1 && others == run.err.matches("[total-withheld]").count();
        let marks = underlined(problem);
        let says = words.iter().all(|word| problem.contains(word)) && !problem.contains("{$");
        if !is_once || marks != *place || !says {
            wrong.push(format!("{written}: {place:?} wanted, {marks:?} underlined\n{}", run.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mistakes_in_files_are_told_where_they_were_made() {
    told(FILES, "mistakes-in-files");
}

/// A word that gives no reason is told as such, beside what comes of it.
#[test]
fn a_reason_that_is_none_is_told() {
    let case = lay("mistakes-reasons");
    for (written, word) in [("missing: true", "true"), ("not_applicable: 是", "是")] {
        let before = fs::read_to_string(case.join(REPORT)).unwrap();
        edit(&case.join(REPORT), "value: 36, unit: 处", written);
        let run = check(&case, &["--lang", "zh"]);
        fs::write(case.join(REPORT), before).unwrap();
        let told = run.err.split("\n\n").find(|problem| problem.contains("[bare-reason]")).unwrap();
        let field = written.split(':').next().unwrap();
        assert!(underlined(told) == word && told.contains(&format!("{field}: 年底才统计")), "{told}");
    }
}

#[test]
fn mistakes_in_scripts_are_told_where_they_were_made() {
    told(scripts::SCRIPTS, "mistakes-in-scripts");
}

/// What stands in place of the line that computes the rate: each a way not to write a script.
const UNREADABLE: &[&str] = &[
    "let rate = (1 + 2;",
    "let rate = over === 1;",
    "let rate = over !== 1;",
    "let rate = \"abc",
    "let rate = \"\\q\";",
    "let rate = 'ab';",
    "let rate = 1 let x = 2;",
    "let 1 = 2;",
    "let rate = [1, 2;",
    "let if = 3;",
    "let null = 3;",
    "let spawn = 3;",
    "break;",
    "const K = 1; K = 2;",
    "1 = 2;",
    "over + 1 = 2;",
    "for x of [1] { }",
    "for x in 5 { }",
    "let rate = switch over { _ => 1, \"a\" => 2 };",
    "let rate = switch over { \"a\" => };",
    "fn inner() { 1 }",
    "let rate = over ? 1 : 2;",
    "let rate = over!;",
    "let rate = over++;",
    "let rate = over->x;",
    "let rate = over <- 1;",
    "let rate := 1;",
    "let rate = # { };",
    "let rate = #{ a 1 };",
    "let rate = #{ a: 1, a: 2 };",
    "let rate = 1.2.3;",
    "let rate = 12abc;",
    "let rate = 123456789012345678901234567890;",
    "let rate = over and 1;",
    "let rate = not over;",
    "let rate = over % ;",
    "let rate = over[;",
    "let rate = over[\"a\"][1.5];",
    "let rate = case..weight;",
    "let rate = @;",
    "let rate = over $ 1;",
    "import \"x\" as y;",
    "export over;",
    "throw 1;",
    "try { 1 } catch { 2 }",
    "print(1);",
    "eval(\"1\");",
    "let rate = |x| x;",
    "let rate = x::y;",
    "while over { }",
    "if over { }",
    "let rate = over.sum().sum();",
    "let rate = over[0];",
    "let rate = over.name;",
    "let rate = \"a\" - 1;",
    "let rate = [1, 2] + 1;",
    "let rate = at([1, 2], 5);",
    "let rate = lookup(#{ a: 1 }, \"b\");",
    "let rate = days_between(1, 2);",
    "let rate = round(1.5, 99);",
    "for x in over { }",
    "let rate = if \"a\" { 1 } else { 2 };",
];

/// No word of another language reaches the reader but those of the script itself.
#[test]
fn what_the_engine_says_is_told_in_the_words_of_the_reader() {
    let case = lay("mistakes-unreadable");
    let line = "let rate = over * case.params.per;";
    for written in UNREADABLE {
        fs::write(case.join(SCRIPT), STAFF.replacen(line, written, 1)).unwrap();
        let run = check(&case, &["--lang", "zh"]).ended(1);
        for said in run.err.lines().filter(|line| line.starts_with("错误[") || line.contains("= 建议:")) {
            let said = said.split_once(']').map_or(said, |(_, said)| said);
            let foreign = said.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| {
                let is_known =
                    ["let", "fn", "for", "in", "if", "else", "switch", "break", "continue", "clamp", "min", "max"];
                let of_files = ["unit", "true", "false", "award", "jixiao", "rules", "case"];
                word.len() > 1
                    && !is_known.contains(word)
                    && !of_files.contains(word)
                    && !STAFF.contains(word)
                    && !written.contains(word)
            });
            let foreign: Vec<&str> = foreign.collect();
            assert!(foreign.is_empty(), "{written}: {foreign:?} in {said}");
            assert!(!said.contains('&') || written.contains('&') || said.contains("&&"), "{written}: {said}");
        }
    }
}

/// What was left out is listed at the end, for people and for machines, and is no problem.
#[test]
fn what_a_report_leaves_out_is_listed() {
    let case = lay("mistakes-left-out");
    assert!(!check(&case, &["--lang", "zh"]).ended(0).out.contains("数据来源"));
    edit(&case.join(REPORT), "value: 36, unit: 处, source: 决算公开第十四部分(一)", "value: 36, unit: 处");
    edit(&case.join(REPORT), "value: 27748, unit: 件, source: 决算公开第十四部分(一)", "value: 20000, unit: 件");
    let told = check(&case, &["--lang", "zh"]).ended(0).out;
    assert!(told.contains("数据来源（source）2 项："), "{told}");
    assert!(told.contains("report.yaml:9:") && told.contains("关键点位（"), "{told}");
    let json = check(&case, &["--format", "json"]).ended(0).json();
    let kinds: Vec<&str> =
        json["omissions"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert!(kinds.iter().filter(|kind| **kind == "source").count() == 2, "{kinds:?}");
    assert_eq!(json["errors"], 0);
}

/// Scripts that are right although their names look otherwise: a variable that is bound twice, or runs through a loop, holds
/// whatever it holds.
const RIGHT: &[&str] = &[
    "let r = #{ more: 0 }; let rate = over * case.params.per + r.more; if over < 0 { let r = case; }",
    "let r = case; r = #{ more: 0 }; let rate = over * case.params.per + r.more;",
    "let rate = over * case.params.per; for (case, i) in [#{ more: 1 }] { rate = rate + case.more - 1; }",
];

#[test]
fn scripts_that_are_right_are_left_alone() {
    let case = lay("mistakes-right");
    for written in RIGHT {
        fs::write(case.join(SCRIPT), STAFF.replacen("let rate = over * case.params.per;", written, 1)).unwrap();
        let run = check(&case, &["--lang", "zh"]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{written}");
    }
    // A fact that a function without arguments gives.
    let given = STAFF.replacen("#{ over: over }", "facts(over)", 1)
        + "fn one() { 1 }\nfn facts(over) { #{ over: over * one() } }\n";
    fs::write(case.join(SCRIPT), given.replacen("facts(over)", "nothing()", 1) + "fn nothing() { #{ over: 2 } }\n")
        .unwrap();
    let run = check(&case, &["--lang", "zh"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
}

/// A sentence that one award fills and another does not.
#[test]
fn a_sentence_that_an_example_leaves_with_a_hole_is_told() {
    let case = lay("mistakes-hole");
    let some = STAFF.replacen("#{ over: over })", "if over > 9 { #{ over: over } } else { #{} })", 1);
    fs::write(case.join(SCRIPT), some).unwrap();
    let run = check(&case, &["--lang", "zh"]).ended(1);
    assert!(run.err.contains("[script-example]") && run.err.contains("{over}"), "{}", run.err);
}

/// A rule with words of its own that refuses a number: the number is what is underlined, and no words are offered for it.
#[test]
fn a_refusal_is_placed_at_the_input_that_its_sentence_names() {
    let folder = folder("mistakes-refused-number");
    let script = STAFF
        .replacen("since: #{ kind: \"date\", optional: true, zh: \"自何日起\", en: \"since when\" },", "remark: #{ kind: \"text\", optional: true, zh: \"说明\", en: \"remark\" },", 1)
        .replacen("fn params() { #{", "fn params() { #{ months: #{ kind: \"texts\", default: [\"一月\", \"二月\"], zh: \"月份\", en: \"months\" },", 1)
        .replacen("没有编制", "{actual} 人没有编制", 1)
        .replacen("there are no posts", "no posts for {actual}", 1)
        .replacen("    #{ actual: 12, since: \"2024-06-30\", target: 10, weight: 5, points: 4, branch: \"over\" },\n", "", 1);
    fs::create_dir_all(folder.join("scripts")).unwrap();
    fs::write(folder.join(SCRIPT), script).unwrap();
    fs::write(folder.join(SCHEME), "scheme: s\ntitle: 试算\nyear: 2024\nfull_score: 10\nrounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\ngrades: [{ grade: 好, from: 0 }]\nmetrics:\n  a: { name: 人数, unit: 人 }\n  n: { name: 说明, unit: \"\" }\ndimensions:\n  - { id: d, name: 产出, weight: 10, indicators: [{ id: r, name: 编制, weight: 10, unit: 人, target: { at_most: 0 }, rule: staff, inputs: { actual: a, remark: n } }] }\n").unwrap();
    fs::write(
        folder.join(REPORT),
        "scheme: s\nunit: 某局\nyear: 2024\nmetrics:\n  a: { value: 3, unit: 人 }\n  n: { value: 随便写 }\n",
    )
    .unwrap();
    let run = check(&folder, &["--lang", "zh"]).ended(1);
    let refused = run.err.split("\n\n").find(|problem| problem.contains("[rule-refusal]")).unwrap();
    assert_eq!(underlined(refused), "3", "{refused}");
    assert!(!refused.contains("可用"), "{refused}");
}

/// A rule in use whose script cannot be read: the script says so once, and no row calls the rule unknown.
#[test]
fn a_faulty_script_is_not_an_unknown_rule() {
    let case = lay("mistakes-faulty-rule");
    edit(&case.join("scripts/forward_ratio.rhai"), "fn score(case) {", "fn score(case) { (");
    let run = check(&case, &["--lang", "zh"]).ended(1);
    assert_eq!(run.err.matches("错误[").count(), 1, "{}", run.err);
    assert!(run.err.contains("forward_ratio.rhai"), "{}", run.err);
}

/// A rule whose inputs count something else than the row: both are told, with what the script can say.
#[test]
fn inputs_in_units_of_their_own_are_explained() {
    let folder = folder("mistakes-own-unit");
    let actual = "actual: #{ kind: \"number\", zh: \"在职人数\", en: \"staff\" },";
    let posts = "posts: #{ kind: \"number\", zh: \"编制数\", en: \"posts\" },";
    let script = STAFF
        .replacen("{ \"at-most\" }", "{ [\"none\"] }", 1)
        .replacen(actual, &format!("{}\n    {posts}", actual.replacen("actual", "staff", 1)), 1)
        .replace("actual: 1", "staff: 1")
        .replace("target: ", "posts: ")
        .replace("case.target", "case.posts")
        .replace("case.actual", "case.staff");
    fs::create_dir_all(folder.join("scripts")).unwrap();
    fs::write(folder.join(SCRIPT), &script).unwrap();
    fs::write(folder.join(SCHEME), "scheme: s\ntitle: 试算\nyear: 2024\nfull_score: 10\nrounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\ngrades: [{ grade: 好, from: 0 }]\nmetrics:\n  a: { name: 人数, unit: 人 }\n  n: { name: 编制, unit: 人 }\ndimensions:\n  - { id: d, name: 产出, weight: 10, indicators: [{ id: r, name: 编制, weight: 10, unit: \"%\", rule: staff, inputs: { staff: a, posts: n } }] }\n").unwrap();
    fs::write(
        folder.join(REPORT),
        "scheme: s\nunit: 某局\nyear: 2024\nmetrics:\n  a: { value: 3, unit: 人 }\n  n: { value: 4, unit: 人 }\n",
    )
    .unwrap();
    let run = check(&folder, &["--lang", "zh"]).ended(1);
    assert_eq!(run.err.matches("错误[unit-mismatch]").count(), 2, "{}", run.err);
    for name in ["staff", "posts"] {
        let advice = format!("请在脚本 inputs 的“{name}”里写 unit: \"own\"");
        assert!(run.err.contains(&advice), "{}", run.err);
    }
    fs::write(folder.join(SCRIPT), script.replace("kind: \"number\",", "kind: \"number\", unit: \"own\",")).unwrap();
    let run = check(&folder, &["--lang", "zh"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
}
