//! Names across files: where they are defined and mentioned, and what renaming them changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::{Client, address};
use super::told::{file_of, text_at};
use super::writing::cut;
use crate::support::{YUEYANG, copy, folder, jixiao, root};

/// A copy of the shipped case with scripts of its own, and a server that has it open as a folder.
fn shipped(name: &str) -> (PathBuf, Client) {
    let case = fs::canonicalize(folder(name)).unwrap();
    copy(&["scheme.yaml", "report.yaml", "variant.yaml"], &root().join(YUEYANG), &case);
    let scripts = case.join("scripts");
    fs::create_dir_all(&scripts).unwrap();
    copy(&["forward_ratio.rhai", "equal.rhai", "qual_three_tier.rhai"], &root().join("scripts"), &scripts);
    let mut client = Client::start(&["--lang", "zh"]);
    client.greet(json!({ "capabilities": {}, "workspaceFolders": [{ "uri": address(&case), "name": "case" }] }));
    for file in ["scheme.yaml", "report.yaml"] {
        client.open_file(&case.join(file));
    }
    (case, client)
}

/// What is asked about the first place of `part` in a file, the cursor at its `|`.
fn at(path: &Path, part: &str) -> Value {
    let text = fs::read_to_string(path).unwrap();
    let bare = part.replace('|', "");
    assert!(text.contains(&bare), "{bare}");
    let (_, position) = cut(&text.replacen(&bare, part, 1));
    json!({ "textDocument": { "uri": address(path) }, "position": position, "context": { "includeDeclaration": true } })
}

/// The files and the lines of locations.
fn lines(locations: &Value) -> Vec<(String, String)> {
    let line = |location: &Value| {
        let file = file_of(location["uri"].as_str().unwrap());
        let text = fs::read_to_string(&file).unwrap();
        let line = text.lines().nth(location["range"]["start"]["line"].as_u64().unwrap() as usize).unwrap().trim();
        (file.file_name().unwrap().to_str().unwrap().to_owned(), line.chars().take(24).collect())
    };
    locations.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn a_name_leads_to_what_defines_it() {
    let (case, mut client) = shipped("lsp-definition");
    let (scheme, report) = (case.join("scheme.yaml"), case.join("report.yaml"));
    for (file, part, wanted) in [
        (&report, "  complaint_|disposal: {", [("scheme.yaml", "complaint_disposal: { na")].as_slice()),
        (&report, "  complaint-|disposal:\n", &[("scheme.yaml", "- id: complaint-disposal")]),
        (&report, "grade: 优|秀", &[("scheme.yaml", "- { grade: 优秀, en: exce")]),
        (&scheme, "100 * exec|uted", &[("scheme.yaml", "executed: { name: 全年执行数,")]),
        (&scheme, "rule: forward|_ratio", &[("forward_ratio.rhai", "//! title-zh: 正向")]),
        (&scheme, "ti|er: public_tier", &[("qual_three_tier.rhai", "tier: #{ kind: \"text\", z")]),
    ] {
        let found = lines(&client.result("textDocument/definition", at(file, part)));
        assert_eq!(found.len(), wanted.len(), "{part}: {found:?}");
        for ((file, line), (wanted, begins)) in found.iter().zip(wanted) {
            assert!(file == wanted && line.starts_with(begins), "{part}: {found:?}");
        }
    }
    // From all files that share the scheme, the variant included.
    let found = lines(&client.result("textDocument/references", at(&scheme, "- id: complaint-|disposal")));
    let files: Vec<&str> = found.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(files, ["report.yaml", "report.yaml", "scheme.yaml", "scheme.yaml", "variant.yaml"], "{found:?}");
}

/// The files with the edits of a rename applied, by their names.
fn applied(edits: &Value) -> BTreeMap<PathBuf, String> {
    let changes = edits["changes"].as_object().unwrap();
    let file = |(uri, edits): (&String, &Value)| {
        let path = file_of(uri);
        let mut text = fs::read_to_string(&path).unwrap();
        for edit in edits.as_array().unwrap().iter().rev() {
            let old = text_at(&text, &edit["range"]);
            let start = json!({ "start": { "line": 0, "character": 0 }, "end": edit["range"]["start"] });
            let start = text_at(&text, &start).len();
            text.replace_range(start..start + old.len(), edit["newText"].as_str().unwrap());
        }
        (path, text)
    };
    changes.iter().map(file).collect()
}

#[test]
fn a_rename_changes_the_name_and_nothing_else() {
    let (case, mut client) = shipped("lsp-rename");
    let (scheme, report) = (case.join("scheme.yaml"), case.join("report.yaml"));
    let before = jixiao(&["score", case.to_str().unwrap()]).ended(0).out;
    for (file, part, name, replaced) in [
        // The indicator takes the metric that is called like it along.
        (
            &scheme,
            "- id: complaint-|disposal",
            "投诉-办结",
            &[("complaint-disposal", "投诉-办结"), ("complaint_disposal", "投诉_办结")][..],
        ),
        (
            &report,
            "  hotline_|closure: {",
            "closure_12345x",
            &[("hotline_closure", "closure_12345x"), ("hotline-closure", "closure-12345x")],
        ),
        // A metric that formulas name.
        (&report, "  exec|uted: {", "执行数", &[("executed", "执行数")]),
        (&scheme, "- id: effi|ciency", "效率", &[("efficiency", "效率")]),
    ] {
        let mut asked = at(file, part);
        let range = client.result("textDocument/prepareRename", asked.clone());
        assert_eq!(
            text_at(&fs::read_to_string(file).unwrap(), &range),
            part.trim_start_matches("- id: ").trim().trim_end_matches(": {").replace('|', "")
        );
        asked["newName"] = name.into();
        let changed = applied(&client.result("textDocument/rename", asked));
        assert!(changed.len() >= 2, "{part}: {changed:?}");
        let old: BTreeMap<PathBuf, String> =
            changed.keys().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect();
        for (path, text) in &changed {
            // Word by word the same, but for the name.
            let words = |text: &str| -> Vec<String> {
                let ends = |sign: char| !(sign.is_alphanumeric() || "-_".contains(sign));
                text.split_inclusive(ends).map(str::to_owned).collect()
            };
            let (was, is) = (words(&old[path]), words(text));
            assert_eq!(was.len(), is.len(), "{}", path.display());
            for (was, is) in was.iter().zip(&is).filter(|(was, is)| was != is) {
                assert!(replaced.iter().any(|(old, new)| was.replacen(old, new, 1) == *is), "{part}: {was} → {is}");
            }
            fs::write(path, text).unwrap();
        }
        // The names that people read are the same, and so is every point.
        let after = jixiao(&["score", case.to_str().unwrap()]).ended(0).out;
        assert_eq!(after, before, "{part}");
        let variant = case.join("variant.yaml");
        jixiao(&["score", case.to_str().unwrap(), "--scheme", variant.to_str().unwrap()]).ended(0);
        for (path, text) in old {
            fs::write(path, text).unwrap();
        }
    }
}

#[test]
fn a_parameter_is_renamed_in_its_script_and_in_schemes() {
    let (case, mut client) = shipped("lsp-parameter");
    let scheme = case.join("scheme.yaml");
    let text = fs::read_to_string(&scheme).unwrap();
    let with = text.replacen("rule: qual_three_tier\n", "rule: qual_three_tier\n        params: { edges: new }\n", 1);
    fs::write(&scheme, &with).unwrap();
    client.type_text(&scheme, &with);
    let mut asked = at(&scheme, "params: { ed|ges: new");
    asked["newName"] = "分界".into();
    let changed = applied(&client.result("textDocument/rename", asked));
    let names: Vec<&str> = changed.keys().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["scheme.yaml", "qual_three_tier.rhai"]);
    for (path, text) in &changed {
        fs::write(path, text).unwrap();
    }
    let script = &changed[&case.join("scripts/qual_three_tier.rhai")];
    assert!(
        script.contains("older 分界=old") && script.contains("p.分界 ==") && script.contains("#{ 分界: \"old\" }"),
        "{script}"
    );
    assert!(script.contains("en: \"edges: new is 80"), "sentences for people stay");
    jixiao(&["check", case.to_str().unwrap()]).ended(0);
}

/// The sentence of `check`, for names that are taken, that are no names, and that nobody can change here.
#[test]
fn a_name_that_cannot_be_had_is_refused() {
    let (case, mut client) = shipped("lsp-refused");
    let (scheme, report) = (case.join("scheme.yaml"), case.join("report.yaml"));
    for (file, part, name, wanted) in [
        (&scheme, "- id: complaint-|disposal", "hotline-closure", "“hotline_closure”重复"),
        (&scheme, "- id: complaint-|disposal", "1号", "编号“1号”"),
        (&scheme, "- id: complaint-|disposal", "a b", "编号“a b”"),
        (&scheme, "- id: complaint-|disposal", "", ""),
        (&scheme, "- id: complaint-|disposal", "a: b", ""),
        (&report, "  exec|uted: {", "budget", "“budget”"),
        (&scheme, "rule: forward|_ratio", "x", "规则名就是脚本的文件名"),
        (&scheme, "na|me: 产出", "x", "此处没有可以改名的"),
    ] {
        let mut asked = at(file, part);
        asked["newName"] = name.into();
        let answer = client.ask("textDocument/rename", asked);
        let told = answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{part} → {name}: {answer}"));
        assert!(told.contains(wanted) && !told.is_empty(), "{part} → {name}: {told}");
        assert_eq!(answer["error"]["code"], -32803);
    }
    // What cannot be read to its end cannot be changed in part.
    let text = fs::read_to_string(&report).unwrap();
    client.type_text(&report, &format!("{text}rows: [\n"));
    let mut asked = at(&scheme, "- id: complaint-|disposal");
    asked["newName"] = "x".into();
    let answer = client.ask("textDocument/rename", asked);
    assert!(answer["error"]["message"].is_string(), "{answer}");
}
