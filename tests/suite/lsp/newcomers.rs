//! The mistakes of newcomers, an officer's and a rule author's: an editor is told of each what `check` prints.

use std::fs;
use std::path::Path;

use super::client::Client;
use super::told::{compare, printed, published};
use crate::mistakes::STAFF;
use crate::support::{YUEYANG, copy, folder, root};

const SCHEME: &str = "scheme.yaml";
const REPORT: &str = "report.yaml";
const SCRIPT: &str = "scripts/staff.rhai";

/// What was written instead of what.
const MISTAKES: &[(&str, &str, &str)] = &[
    // The officer's.
    (SCHEME, "unit: \"%\"\n        target: { at_least: 100 }", "unit: %\n        target: { at_least: 100 }"),
    (SCHEME, "name: 信息采集有效率, en: share of valid collections, unit: \"%\"", "name: 采集, unit: %"),
    (REPORT, "value: 27748", "value: 27,748"),
    (REPORT, "value: 27748", "value: \"27,748\""),
    (REPORT, "value: 达成", "value: 基本达成"),
    (REPORT, "value: 36", "value: ３６"),
    (REPORT, "grade: 优秀", "grade: 优"),
    (REPORT, "value: 98.7, unit: \"%\"", "value: 98.7%"),
    (REPORT, "value: 98.7, unit: \"%\"", "value: 0.987, unit: \"%\""),
    (REPORT, "value: 40.39, unit: 万件", "value: 40.39万"),
    (REPORT, "value: 1247.63, unit: 万元", "value: 1247.63, unit: 元"),
    (REPORT, "value: 1247.63, unit: 万元", "value: 1247.63, unit: 件"),
    (REPORT, "value: 299", "value："),
    (REPORT, "  budget: {", "\tbudget: {"),
    (REPORT, "  floods: {", "  # floods: {"),
    (REPORT, "unit: 岳阳市", "unit：岳阳市"),
    (SCHEME, "weight: 50\n", "weight: 52\n"),
    (SCHEME, "weight: 50\n", "weight: fifty\n"),
    (SCHEME, "rule: forward_ratio", "rule: forward_rate"),
    (SCHEME, "target: { at_least: 40 }", "target: { at_least: 40, at_most: 50 }"),
    (SCHEME, "target: { at_least: 40 }", "target: { at-least: 40 }"),
    (SCHEME, "- id: cases-on-spot", "- id: cases-collected"),
    (SCHEME, "rule: forward_ratio", "rule: forward_ratio\n        params: { ceiling: 1 }"),
    (SCHEME, "100 * executed / budget", "100 * executed / bugdet"),
    (SCHEME, "100 * executed / budget", "100 * executed / "),
    (
        SCHEME,
        "target: { at_least: 40 }\n        rule: forward_ratio",
        "rule: bands\n        params: { bands: [{ from: 0, to: 40, closed: left, points: 6 }, { from: 41, closed: left, points: 11 }] }",
    ),
    (SCHEME, "    weight: 50\n", "    权重: 50\n"),
    (SCHEME, "target: { at_least: 40 }", "target: { 不低于: 40 }"),
    (SCHEME, "target: { at_least: 40 }", "target: { at_least: ≥40 }"),
    (SCHEME, "target: { at_least: 40 }", "target: { by: 2024.11.30 }"),
    (SCHEME, "mode: half-up", "mode: 四舍五入"),
    (SCHEME, "    weight: 50\n", "\tweight: 50\n"),
    (SCHEME, "      - id: cases-on-spot\n", "      -id: cases-on-spot\n"),
    (SCHEME, "- id: cases-on-spot", "- id: cases on spot"),
    (REPORT, "value: 27748, unit: 件", "数值: 27748, unit: 件"),
    (REPORT, "value: 27748", "value: 无"),
    (REPORT, "value: 36, unit: 处", "value: -"),
    (REPORT, "year: 2024", "year: 2024年"),
    (REPORT, "total: 96.89", "total: 106.89"),
    (SCHEME, "of the year, unit: 万元", "of the year, unit: 萬元"),
    (REPORT, "value: 98.7,", "value: 98,7,"),
    (REPORT, "value: 98.7,", "value: 98。7,"),
    (REPORT, "{ value: 36, unit: 处, source: 决算公开第十四部分(一) }", "36处"),
    // The rule author's.
    (SCRIPT, "award(case.weight, \"within\")", "awrd(case.weight, \"within\")"),
    (SCRIPT, "case.weight - rate", "case.weight - rete"),
    (SCRIPT, "if over == 0", "if over = 0"),
    (SCRIPT, "default: 0.5", "default: 0,5"),
    (SCRIPT, "let rate = over * case.params.per;", "let rate = 0; rate += over;"),
    (SCRIPT, "if over == 0 {", "if over == 0 ｛"),
    (SCRIPT, "max(case.actual - case.target, 0)", "max(case.actual - case.target， 0)"),
    (SCRIPT, "\"within\")", "“within”)"),
    (SCRIPT, "case.params.per", "case.params.perpp"),
    (SCRIPT, "case.actual - case.target", "case.stuff - case.target"),
    (SCRIPT, "kind: \"number\"", "kind: \"int\""),
    (SCRIPT, "default: 0.5, zh: \"每超一人扣分\", ", "default: 0.5, "),
    (SCRIPT, "超编 {over} 人", "超编 {ovre} 人"),
    (SCRIPT, "2024-06-30", "2024-06-31"),
    (SCRIPT, "let rate =", "let n = 0; while true { n = n + 1; }\n    let rate ="),
    (SCRIPT, "#{ staff: case.actual })", "#{ staff: case.actual )"),
    (
        SCRIPT,
        "points: 4, branch: \"over\" },\n    #{ actual: 12, since",
        "points: 3, branch: \"over\" },\n    #{ actual: 12, since",
    ),
    (SCRIPT, "award(case.weight, \"within\")", "award(case.weight, \"wihtin\")"),
    (SCRIPT, "//! source: 试用\n", ""),
    (SCRIPT, "case.weight - rate", "1 / 0"),
    (SCRIPT, "case.weight - rate", "case.weight + 1"),
    (SCRIPT, "\n    let rate", "let rate"),
];

fn lay(folder: &Path) {
    copy(&[SCHEME, REPORT], &root().join(YUEYANG), folder);
    let scripts = folder.join("scripts");
    fs::create_dir_all(&scripts).unwrap();
    copy(
        &["forward_ratio.rhai", "equal.rhai", "qual_three_tier.rhai", "bands.rhai"],
        &root().join("scripts"),
        &scripts,
    );
    fs::write(folder.join(SCRIPT), STAFF).unwrap();
}

#[test]
fn an_editor_is_told_of_newcomers_mistakes_what_check_prints() {
    let case = fs::canonicalize(folder("lsp-newcomers")).unwrap();
    lay(&case);
    let mut client = Client::open(&["--lang", "zh"]);
    for file in [SCHEME, REPORT, SCRIPT] {
        client.open_file(&case.join(file));
    }
    assert_eq!(published(&client), [], "as it should be");
    let mut unnoticed = Vec::new();
    for (file, right, wrong) in MISTAKES {
        let path = case.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(right), "{file} has no {right:?}");
        let mistaken = text.replacen(right, wrong, 1);
        // Typed first, saved afterwards: what is open counts, not what is on the disk.
        client.type_text(&path, &mistaken);
        fs::write(&path, &mistaken).unwrap();
        let wanted = printed(&case, &case.join("scripts"), "zh");
        compare(&format!("{right} → {wrong}"), &wanted, &published(&client));
        if wanted.is_empty() {
            unnoticed.push(*wrong);
        }
        fs::write(&path, &text).unwrap();
        client.type_text(&path, &text);
        assert_eq!(published(&client), [], "{wrong}: put right again");
    }
    // Money may be reported in another unit, and blanks are no mistakes.
    assert_eq!(unnoticed, ["value: 1247.63, unit: 元", "let rate"], "`check` does not see them");
    assert_eq!(client.end(), Some(0));
}
