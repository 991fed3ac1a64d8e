//! Kinds of claims that published tables hold: one file a kind, with the verdicts and sentences worked by hand.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::support::{Run, folder_of, jixiao, root};

/// What a file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    scheme: String,
    report: String,
    /// The status of `check`.
    #[serde(default)]
    check: i32,
    /// The status of `recheck`.
    status: i32,
    /// The verdict on each row.
    #[serde(default)]
    rows: BTreeMap<String, String>,
    /// Sentences of `check` and `recheck`.
    #[serde(default)]
    says: Vec<String>,
    /// What neither says.
    #[serde(default)]
    never: Vec<String>,
}

/// All sentences on rows, and the lines below the table.
fn said(check: &Run, text: &Run, json: &Run) -> String {
    let mut said = format!("{}\n{}\n", check.err, text.out);
    for row in json.json()["cases"][0]["rows"].as_array().unwrap() {
        said.push_str(row["why"]["zh"].as_str().unwrap());
        said.push('\n');
    }
    said
}

#[test]
fn published_tables_are_judged_as_worked_by_hand() {
    let folder = root().join("tests/data/recheck");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 15);
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let kind: Kind =
            serde_yaml::from_str(&fs::read_to_string(&file).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let case =
            folder_of(&format!("recheck-{name}"), &[("scheme.yaml", &kind.scheme), ("report.yaml", &kind.report)]);
        let case = case.to_str().unwrap();
        let run = |words: &[&str]| jixiao(&[words, &["--scripts", "scripts", "--lang", "zh"]].concat());
        let check = run(&["check", case]);
        assert_eq!(check.status, Some(kind.check), "{name}: {}{}", check.err, check.out);
        let text = run(&["recheck", case]);
        assert_eq!(text.status, Some(kind.status), "{name}: {}{}", text.err, text.out);
        if kind.status == 1 {
            continue;
        }
        let json = run(&["recheck", case, "--format", "json"]);
        let rows = json.json()["cases"][0]["rows"].as_array().unwrap().clone();
        let verdicts: BTreeMap<String, String> = rows
            .iter()
            .map(|row| (row["id"].as_str().unwrap().to_owned(), row["verdict"]["verdict"].as_str().unwrap().to_owned()))
            .collect();
        assert_eq!(verdicts, kind.rows, "{name}: {}", text.out);
        let said = said(&check, &text, &json);
        for sentence in &kind.says {
            assert!(said.contains(sentence.as_str()), "{name}: {sentence} wanted\n{said}");
        }
        for sentence in &kind.never {
            assert!(!said.contains(sentence.as_str()), "{name}: {sentence} is said\n{said}");
        }
    }
}

/// The working paper and the audit say the same of a claim as the recheck: there is one judge.
#[test]
fn the_audit_says_what_the_recheck_says() {
    for file in ["no-calculation", "part-impossible", "weight-restored", "judged-only", "unread", "bound-reached"] {
        let text = fs::read_to_string(root().join(format!("tests/data/recheck/{file}.yaml"))).unwrap();
        let kind: Kind = serde_yaml::from_str(&text).unwrap();
        let case = folder_of(&format!("audit-{file}"), &[("scheme.yaml", &kind.scheme), ("report.yaml", &kind.report)]);
        let arguments = ["audit", case.to_str().unwrap(), "--scripts", "scripts", "--format", "json"];
        let findings = jixiao(&arguments).json()["findings"].as_array().unwrap().clone();
        let fails =
            |check: &str| findings.iter().any(|finding| finding["check"] == check && finding["verdict"] == "fail");
        let disagrees = kind.rows.values().any(|verdict| verdict == "disagrees");
        assert_eq!(fails("C3"), disagrees, "{file}: {findings:#?}");
        assert_eq!(fails("C4"), file == "part-impossible", "{file}: {findings:#?}");
    }
}
