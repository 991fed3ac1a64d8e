//! What an editor offers and says while somebody writes: completion and hover.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::{Client, address};
use super::told::text_at;
use crate::support::{YUEYANG, copy, folder, jixiao, root};

/// A copy of the shipped case and a server that has its scheme and report open.
fn shipped(name: &str, language: &str) -> (PathBuf, Client) {
    let case = fs::canonicalize(folder(name)).unwrap();
    copy(&["scheme.yaml", "report.yaml", "accounts.yaml"], &root().join(YUEYANG), &case);
    let scripts = root().join("scripts");
    let mut client = Client::open(&["--lang", language, "--scripts", scripts.to_str().unwrap()]);
    for file in ["scheme.yaml", "report.yaml"] {
        client.open_file(&case.join(file));
    }
    (case, client)
}

/// Where the `¦` stands in a text, or else the `|`, and the text without it.
pub fn cut(text: &str) -> (String, Value) {
    let mark = if text.contains('¦') { '¦' } else { '|' };
    let at = text.find(mark).unwrap();
    let before = &text[..at];
    let line = before.matches('\n').count();
    let character = before.rsplit('\n').next().unwrap().encode_utf16().count();
    (text.replacen(mark, "", 1), json!({ "line": line, "character": character }))
}

/// What is asked at the `|` of a text.
fn ask(client: &mut Client, path: &Path, method: &str, text: &str) -> (String, Value) {
    let (text, position) = cut(text);
    client.type_text(path, &text);
    let asked = json!({ "textDocument": { "uri": address(path) }, "position": position });
    (text, client.result(method, asked))
}

/// What is offered at the `|` of a text: the labels, and the text with the first that begins with `wanted` applied.
fn offered(client: &mut Client, path: &Path, text: &str, wanted: &str) -> (Vec<String>, String) {
    let (text, offers) = ask(client, path, "textDocument/completion", text);
    let offers = offers.as_array().unwrap();
    let labels: Vec<String> = offers.iter().map(|offer| offer["label"].as_str().unwrap().to_owned()).collect();
    let chosen = offers.iter().find(|offer| offer["label"].as_str().unwrap().starts_with(wanted));
    let chosen = chosen.unwrap_or_else(|| panic!("{wanted} is not among {labels:?}"));
    let edit = &chosen["textEdit"];
    let replaced = text_at(&text, &edit["range"]);
    let start = text_at(&text, &json!({ "start": { "line": 0, "character": 0 }, "end": edit["range"]["start"] })).len();
    let mut applied = text;
    applied.replace_range(start..start + replaced.len(), edit["newText"].as_str().unwrap());
    (labels, applied)
}

#[test]
fn what_fits_is_offered_in_schemes_and_reports() {
    let (case, mut client) = shipped("lsp-completion", "zh");
    let (scheme, report) = (case.join("scheme.yaml"), case.join("report.yaml"));
    let text = fs::read_to_string(&scheme).unwrap();
    let row = "        rule: forward_ratio\n        basis: reconstructed\n";
    for (written, wanted, applied) in [
        // A rule, in place of what is there, also in the middle of a word.
        (
            "        rule: for|ward\n        basis: x\n",
            "forward_ratio",
            "        rule: forward_ratio\n        basis: x\n",
        ),
        ("        rule: |\n        basis: x\n", "bands", "        rule: bands\n        basis: x\n"),
        ("        ru|\n        basis: x\n", "rule", "        rule: \n        basis: x\n"),
        ("        ru|: bands\n        basis: x\n", "rule", "        rule: bands\n        basis: x\n"),
        (
            "        rule: bands\n        params:\n          |\n",
            "bands",
            "        rule: bands\n        params:\n          bands:\n",
        ),
        (
            "        rule: qual_three_tier\n        params: { ed| }\n",
            "edges",
            "        rule: qual_three_tier\n        params: { edges:  }\n",
        ),
        (
            "        rule: qual_three_tier\n        params: { edges: | }\n",
            "old",
            "        rule: qual_three_tier\n        params: { edges: old }\n",
        ),
        (
            "        rule: qual_three_tier\n        inputs: { | }\n",
            "tier",
            "        rule: qual_three_tier\n        inputs: { tier:  }\n",
        ),
        (
            "        rule: equal\n        actual: 100 * execu|\n",
            "executed",
            "        rule: equal\n        actual: 100 * executed\n",
        ),
        ("        rule: equal\n        direction: |\n", "higher", "        rule: equal\n        direction: higher\n"),
        ("        rule: equal\n        mod|\n", "modifiers", "        rule: equal\n        modifiers:\n"),
        (
            "        rule: equal\n        modifiers:\n          - rule: |\n",
            "review_haircut",
            "        rule: equal\n        modifiers:\n          - rule: review_haircut\n",
        ),
    ] {
        let (_, found) = offered(&mut client, &scheme, &text.replacen(row, written, 1), wanted);
        assert_eq!(found, text.replacen(row, applied, 1), "{written}");
    }
    let (labels, _) = offered(&mut client, &scheme, &text.replacen(row, "        rule: |\n", 1), "bands");
    assert!(!labels.iter().any(|name| name == "review_haircut"), "modifiers do not score rows: {labels:?}");
    let (labels, _) = offered(&mut client, &scheme, &text.replacen("unit: 万件 }", "unit: |万 }", 1), "万件");
    assert!(labels.contains(&"公里".to_owned()) && labels.contains(&"\"%\"".to_owned()), "{labels:?}");
    client.type_text(&scheme, &text);

    let text = fs::read_to_string(&report).unwrap();
    for (right, written, wanted, applied) in [
        ("  floods: {", "  flo|: {", "floods", "  floods: {"),
        ("value: 达成", "value: |", "部分达成", "value: 部分达成"),
        (
            "unit: 万元, source: 决算公开第十四部分(二) }\n  executed",
            "unit: | }\n  executed",
            "万元",
            "unit: 万元 }\n  executed",
        ),
        ("grade: 优秀", "grade: |", "良好", "grade: 良好"),
        ("scheme: yueyang-2024", "scheme: |", "yueyang", "scheme: yueyang-2024"),
        ("  hotline-closure:", "  hot|:", "hotline-closure", "  hotline-closure:"),
        ("claimed: {", "public|\nclaimed: {", "publication", "publication:\nclaimed: {"),
    ] {
        let (labels, found) = offered(&mut client, &report, &text.replacen(right, written, 1), wanted);
        assert_eq!(found, text.replacen(right, applied, 1), "{written}: {labels:?}");
    }
    // A figure that a formula gives is not reported, and one that is there is not given twice.
    let given = text.replacen("  floods: {", "  |\n  floods: {", 1);
    let (_, offers) = ask(&mut client, &report, "textDocument/completion", &given);
    assert_eq!(offers, json!([]), "all are given");
}

/// Rows, metrics and grades that stand between brackets, also before these are closed.
#[test]
fn what_fits_is_offered_between_brackets() {
    let case = fs::canonicalize(folder("lsp-brackets")).unwrap().join("案例");
    jixiao(&["init", case.to_str().unwrap(), "--lang", "zh"]).ended(0);
    let scheme = case.join("scheme.yaml");
    let text = fs::read_to_string(&scheme).unwrap();
    let mut client = Client::open(&["--lang", "zh"]);
    client.open_text(&scheme, &text);
    let row = text.lines().find(|line| line.contains("- { id: 培训人次,")).unwrap();
    for (written, wanted, applied) in [
        ("- { id: 甲, name: 乙, rule: f| }", "forward_ratio", "- { id: 甲, name: 乙, rule: forward_ratio }"),
        ("- { rule: f| }", "forward_ratio", "- { rule: forward_ratio }"),
        ("- { id: 甲, rule: |", "bands", "- { id: 甲, rule: bands"),
        ("- { id: 甲, ru|", "rule", "- { id: 甲, rule: "),
        ("- { id: 甲, rule: \"for|", "forward_ratio", "- { id: 甲, rule: \"forward_ratio"),
        ("- { id: 甲, unit: |, weight: 3 }", "个", "- { id: 甲, unit: 个, weight: 3 }"),
        ("- { id: 甲, unit: 个, target: { at| }, weight: 3 }", "at_least", "at_least:  }, weight: 3 }"),
        ("- { id: 甲, rule: equal, actual: 建设| }", "建设数量", "actual: 建设数量 }"),
        ("- { id: 甲, rule: qual_three_tier, params: { edges: |", "old", "params: { edges: old"),
        ("- { id: 甲, rule: qual_three_tier, params: { ed|", "edges", "params: { edges: "),
        ("- { id: 甲, rule: qual_three_tier, inputs: { tier: 甲, po|", "position", "position: "),
        ("- { id: 甲, modifiers: [{ rule: |", "review_haircut", "modifiers: [{ rule: review_haircut"),
    ] {
        let indented = format!("          {written}");
        let (labels, found) = offered(&mut client, &scheme, &text.replacen(row, &indented, 1), wanted);
        assert!(found.contains(applied), "{written}: {labels:?}");
        assert!(!labels.iter().any(|label| label == "id"), "{written}: {labels:?}");
    }
    for (right, written, wanted) in [
        ("grade: 优, en: excellent, from: 90 }", "grade: 优, en: excellent, fr| }", "from"),
        ("en: people trained, unit: 人次 }", "en: people trained, unit: | }", "个"),
        ("indicator: { places: 2, mode: half-up }", "indicator: { places: 2, mode: |", "half-even"),
    ] {
        offered(&mut client, &scheme, &text.replacen(right, written, 1), wanted);
    }
}

/// While a file is half written, the names in it are those of its last text that could be read.
#[test]
fn a_broken_file_keeps_its_names() {
    let (case, mut client) = shipped("lsp-broken", "zh");
    let scheme = case.join("scheme.yaml");
    let text = fs::read_to_string(&scheme).unwrap();
    let broken = text.replacen("  - { grade: 良好", "  - { grade: 良好 ]]", 1);
    let broken = broken.replacen("        actual", "        actual_", 1);
    let typed = format!("{broken}bonuses:\n  - id: x\n    name: 加分\n    actual: compl|\n");
    let (labels, _) = offered(&mut client, &scheme, &typed, "complaint_disposal");
    assert!(labels.contains(&"hotline_closure".to_owned()));
}

#[test]
fn what_fits_is_offered_in_scripts() {
    let folder = fs::canonicalize(folder("lsp-script")).unwrap();
    let script = folder.join("own.rhai");
    let text = fs::read_to_string(root().join("scripts/qual_three_tier.rhai")).unwrap();
    let mut client = Client::open(&["--lang", "zh"]);
    client.open_text(&script, &text);
    assert_eq!(client.told(&script), [] as [Value; 0]);
    for (right, written, wanted) in [
        ("case.weight", "case.¦", "position"),
        ("case.weight", "case.wei¦", "weight"),
        ("p.edges == ", "p.¦ == ", "edges"),
        ("    award(points", "    aw¦(points", "award"),
        ("{ \"placed\" }", "{ \"pl¦\" }", "placed"),
        ("refuse(\"unknown_tier\")", "refuse(\"¦\")", "unknown_tier"),
        ("refused: \"three_names\"", "refused: \"¦\"", "three_names"),
        ("允许 {low} 至", "允许 {¦} 至", "points"),
        ("kind: \"share\"", "kind: \"¦\"", "flag"),
        ("kind: \"choice\"", "kind: \"¦\"", "bands"),
        ("//! family", "//! ¦", "invariant"),
        ("//! kind: rule", "//! ¦ ", "invariant"),
    ] {
        if text.contains(right) {
            offered(&mut client, &script, &text.replacen(right, written, 1), wanted);
        }
    }
}

#[test]
fn the_word_under_the_cursor_is_explained() {
    for (language, expected) in [
        (
            "zh",
            [
                "正向比例",
                "**weight**: 分值",
                "**half-up**: 四舍五入",
                "8.03 / 10",
                "用于指标：complaint-disposal",
                "26.95 / 30",
            ],
        ),
        (
            "en",
            [
                "forward_ratio",
                "**weight**: Full marks.",
                "**half-up**:",
                "8.03 / 10",
                "used by complaint-disposal",
                "26.95 / 30",
            ],
        ),
    ] {
        let (case, mut client) = shipped(&format!("lsp-hover-{language}"), language);
        let scheme = case.join("scheme.yaml");
        let text = fs::read_to_string(&scheme).unwrap();
        let marked = [
            ("rule: forward_ratio", "rule: for|ward_ratio"),
            ("        weight: 5\n", "        wei|ght: 5\n"),
            ("mode: half-up", "mode: half|-up"),
            ("- id: complaint-disposal", "- id: complaint-|disposal"),
            ("  complaint_disposal:", "  complaint_|disposal:"),
            ("- id: efficiency", "- id: |efficiency"),
        ];
        for ((right, at), wanted) in marked.into_iter().zip(expected) {
            let (text, told) = ask(&mut client, &scheme, "textDocument/hover", &text.replacen(right, at, 1));
            let said = told["contents"]["value"].as_str().unwrap_or_else(|| panic!("{at}: {told}"));
            assert!(said.contains(wanted), "{at}: {wanted} in {said}");
            assert!(right.contains(&text_at(&text, &told["range"])));
        }
        let (_, told) = ask(&mut client, &scheme, "textDocument/hover", &format!("{text}# |comment\n"));
        assert_eq!(told, Value::Null);
    }
}
