//! The law of diagnostics: an editor is told what `check` prints, in the same words, at the same places.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::{Client, address};
use super::told::{compare, printed, published, text_at};
use crate::provocation::Provocation;
use crate::support::{folder, root};

/// The file to open: the scheme, or else the report; none where neither is a text.
fn document(case: &Path) -> Option<(PathBuf, String)> {
    let files = ["scheme.yaml", "report.yaml"].map(|name| case.join(name));
    files.into_iter().find_map(|file| {
        let text = fs::read_to_string(&file).ok().filter(|text| text.len() < 1 << 20)?;
        Some((file, text))
    })
}

#[test]
fn an_editor_is_told_what_check_prints_on_every_file_of_problems() {
    let entries = fs::read_dir(root().join("tests/data/problems")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    let shipped = root().join("scripts");
    let mut usual = Client::open(&["--lang", "zh", "--scripts", shipped.to_str().unwrap()]);
    let (mut compared, mut told) = (0, 0);
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let asked = Provocation::read(file);
        let folder = folder(&format!("lsp-problems/{name}"));
        asked.lay(&folder);
        let case = fs::canonicalize(folder.join("case")).unwrap();
        let Some((document, text)) = document(&case) else { continue };
        let own = case.join("scripts");
        let mut other = None;
        let scripts = if asked.has_scripts() { &own } else { &shipped };
        let client = match asked.has_scripts() {
            false => &mut usual,
            true => other.insert(Client::open(&["--lang", "zh", "--scripts", own.to_str().unwrap()])),
        };
        client.problems.clear();
        client.open_text(&document, &text);
        let wanted = printed(&case, scripts, "zh");
        compare(name, &wanted, &published(client));
        // What is provoked by `check` itself is among it.
        if asked.command() == ["check", "case"] && asked.status.is_none() {
            assert!(wanted.iter().any(|problem| problem.code == name), "{name}: {wanted:#?}");
        }
        (compared, told) = (compared + 1, told + wanted.len());
        client.close_file(&document);
    }
    assert!(compared > 120 && told > 100, "{compared} files with {told} problems were compared");
    assert_eq!(usual.end(), Some(0));
}

/// A case that says nothing wrong; what is typed is wrong behind Chinese and astral characters.
#[test]
fn what_is_typed_is_told_before_it_is_saved() {
    let folder = folder("lsp-typed");
    Provocation::default().lay(&folder);
    let scheme = fs::canonicalize(folder.join("case/scheme.yaml")).unwrap();
    let mut client = Client::open(&["--lang", "en"]);
    client.open_file(&scheme);
    assert_eq!(client.told(&scheme), [] as [Value; 0]);
    let text = fs::read_to_string(&scheme).unwrap();
    let astral = text.replacen("title: ", "title: 𠮷野家📊", 1).replacen("forward_ratio", "forward_ration", 1);
    let flow = format!("{}\nbonuses: [{{ name: 𠮷📊, nmae: x }}]\n", astral.trim_end());
    client.type_text(&scheme, &flow);
    let unknown = client.told(&scheme).iter().find(|problem| problem["code"] == "unknown-field").unwrap();
    assert_eq!(text_at(&flow, &unknown["range"]), "nmae");
    client.type_text(&scheme, &astral);
    let told = client.told(&scheme).to_vec();
    assert_eq!((told.len(), &told[0]["code"], &told[0]["severity"]), (1, &json!("unknown-rule"), &json!(1)));
    assert_eq!(text_at(&astral, &told[0]["range"]), "forward_ration");
    // The nearest name is offered, and with it nothing is wrong.
    let asked = json!({ "textDocument": { "uri": address(&scheme) }, "range": told[0]["range"], "context": {} });
    let actions = client.result("textDocument/codeAction", asked);
    assert_eq!(actions[0]["title"], "Replace with `forward_ratio`");
    let edit = &actions[0]["edit"]["changes"][address(&scheme)][0];
    assert_eq!(
        (text_at(&astral, &edit["range"]), &edit["newText"]),
        ("forward_ration".into(), &json!("forward_ratio"))
    );
    client.type_text(&scheme, &text);
    assert_eq!(client.told(&scheme), [] as [Value; 0]);
    // Closed, the file counts as it is on the disk; nothing is told of it any more.
    client.type_text(&scheme, "scheme: x\n");
    assert!(!client.told(&scheme).is_empty());
    client.close_file(&scheme);
    assert_eq!(client.told(&scheme), [] as [Value; 0]);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_part_of_a_text_is_replaced_where_the_client_says() {
    let folder = folder("lsp-parts");
    Provocation::default().lay(&folder);
    let scheme = fs::canonicalize(folder.join("case/scheme.yaml")).unwrap();
    let mut client = Client::open(&["--lang", "zh"]);
    client.open_text(&scheme, "scheme: 𠮷x\r\ntitle: y\r\n");
    // Behind 𠮷, which is two units.
    let position = json!({ "line": 0, "character": 10 });
    let change = json!({ "range": { "start": position, "end": position }, "text": "\r\nscheme: z" });
    let changed = json!({ "textDocument": { "uri": address(&scheme), "version": 2 }, "contentChanges": [change] });
    client.note("textDocument/didChange", changed);
    client.settle();
    client.type_text(&scheme, "scheme: 𠮷\r\nscheme: zx\r\ntitle: y\r\n");
    assert!(
        client.told(&scheme).iter().any(|problem| problem["code"] == "duplicate-key"),
        "{:#?}",
        client.told(&scheme)
    );
}

#[test]
fn the_client_names_its_language_and_the_command_line_wins() {
    let folder = folder("lsp-language");
    Provocation::default().lay(&folder);
    let scheme = fs::canonicalize(folder.join("case/scheme.yaml")).unwrap();
    for (arguments, locale, wanted) in [
        (&[][..], "en-US", "`title` has no value"),
        (&[], "zh-cn", "“title”后面没有值"),
        (&["--lang", "zh"], "en", "“title”后面没有值"),
    ] {
        let mut client = Client::start(arguments);
        client.greet(json!({ "capabilities": {}, "locale": locale }));
        client.open_text(&scheme, "scheme: x\ntitle:\n");
        let told: Vec<&str> = client.told(&scheme).iter().filter_map(|told| told["message"].as_str()).collect();
        assert!(told.iter().any(|told| told.starts_with(wanted)), "{locale}: {told:#?}");
    }
}

/// What is not a case yet: each is told what can be told of it alone.
#[test]
fn files_that_are_no_case_are_checked_as_far_as_they_go() {
    let folder = folder("lsp-alone");
    Provocation::default().lay(&folder);
    let case = fs::canonicalize(folder.join("case")).unwrap();
    let mut client = Client::open(&["--lang", "zh"]);
    let mut codes = |path: &Path, text: &str| -> Vec<String> {
        client.open_text(path, text);
        let told = client.told(path).iter().map(|told| told["code"].as_str().unwrap().to_owned()).collect();
        client.close_file(path);
        told
    };
    let (scheme, report) = (case.join("scheme.yaml"), case.join("report.yaml"));
    let [scheme_text, report_text] = [&scheme, &report].map(|file| fs::read_to_string(file).unwrap());
    // A report under another name is for the scheme beside it, one below it for the scheme above it.
    let wrong = report_text.replacen("metrics:\n", "metrics:\n  nobody: { value: 1 }\n", 1);
    fs::create_dir_all(case.join("reports")).unwrap();
    for file in [case.join("report-2023.yaml"), case.join("reports/某局.yaml")] {
        assert_eq!(codes(&file, &wrong), ["unknown-metric"], "{}", file.display());
        assert_eq!(codes(&file, &report_text), [""; 0], "{}", file.display());
    }
    fs::remove_file(&report).unwrap();
    assert_eq!(codes(&scheme, &scheme_text.replacen("rule: forward_ratio", "rule: forward", 1)), ["unknown-rule"]);
    // Beside a scheme that is not saved, and without one.
    fs::remove_file(&scheme).unwrap();
    assert_eq!(codes(&report, &report_text), [""; 0]);
    assert_eq!(codes(&report, "unit: 某局\nmetrics: { a: { valeu: 1 } }\n"), ["unknown-field"]);
    assert_eq!(codes(&report, ""), ["empty-file"]);
    let misspelt = codes(&case.join("own.yaml"), "layout: own\nblokcs: []\n");
    assert!(misspelt.contains(&"unknown-field".to_owned()), "{misspelt:?}");
    assert_eq!(codes(&case.join("rule.rhai"), "fn score(case) { case.weight"), ["script-syntax"]);
    assert!(!codes(Path::new("/Untitled-1"), "dimensions: 3\n").is_empty(), "a text without a file");
}
