//! How long files are read: those of 0.1 come to what they came to, in this version and every later one.
//!
//! The files below `tests/data/frozen` are as the version of that name wrote and read them. They are never renewed: a change
//! that does not read them any more breaks the promise in `CHANGELOG.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{Run, root};

/// What the frozen files of 0.1 hold.
const HASHES: [(&str, &str); 11] = [
    ("case/accounts.yaml", "917fce6643876f937dff51d2d199f09719ebee80220251e6b42bc5520459f812"),
    ("case/baseline.json", "7691e9b9c1d0f681100aa295c3d0f7af12524ef98dd41f112a1dd7507db11b1d"),
    ("case/report.yaml", "673743124e27c2ae1059b74ddd092664a9f883ef7db46e70955cf82531291ce1"),
    ("case/result.json", "8df19bc6b18d48ed8e9ecfabc7f0bfaf73eeff22113454f121d442603ef325b3"),
    ("case/scheme.yaml", "fc152fab3d2f033bd1200c26614f30562cc67185813f87d2fcc17a4623e2b1eb"),
    ("case/variant.yaml", "b9c93de25f03069552d4f0ca2084a364a9fc09c91063c2323848ff906e432859"),
    ("forms/county.yaml", "9add19612f6825a03512b8b08ed10598497e192eed2df23eada5c72c1059cff1"),
    ("scripts/equal.rhai", "164e9e2ebd57649b5501dd9dbf95830936104910d6d7f74e88cc5eeee46f964a"),
    ("scripts/forward_ratio.rhai", "63bca6657bb4e9aad169f48f579da5a3f7f9a131968ebbc1578a405d86c0d6c4"),
    ("scripts/none_in_the_year.rhai", "0bd761678795bf76ee3deacef21db7e05c485c5bd93936cf66f3651b879bdca1"),
    ("scripts/qual_three_tier.rhai", "acb8b0b16a24af7c37b20c162e63d1ade08f669ed3df2a8c7727a0817882f2d8"),
];

fn frozen() -> PathBuf {
    root().join("tests/data/frozen/0.1")
}

/// Runs the program, in English, beside the frozen case and its scripts.
fn run(arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    Run::of(command.current_dir(frozen()).args(arguments).args(["--lang", "en"]))
}

/// All files in and below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_files_are_those_of_their_version() {
    let hash = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let hash: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        (path.strip_prefix(frozen()).unwrap().to_str().unwrap().replace('\\', "/"), hash)
    };
    let found: BTreeMap<String, String> = files(&frozen()).into_iter().map(hash).collect();
    let wanted = HASHES.map(|(name, hash)| (name.to_owned(), hash.to_owned()));
    assert_eq!(found, wanted.into(), "frozen files are never renewed");
}

#[test]
fn scheme_report_and_scripts_come_to_the_same_total() {
    let scored = run(&["score", "case", "--format", "json"]).ended(0).json();
    assert_eq!((&scored["total"]["points"], &scored["total"]["grade"]["zh"]), (&"96.89".into(), &"优秀".into()));
    let variant = run(&["score", "case", "--scheme", "case/variant.yaml", "--format", "json"]).ended(0).json();
    assert_eq!(variant["total"]["points"], "97.80");
    run(&["check", "."]).ended(0);
    run(&["rules", "test"]).ended(0);
    let rechecked = run(&["recheck", "case", "--format", "json"]).ended(0).json();
    assert_eq!(rechecked["cases"].as_array().unwrap().len(), 1);
}

/// Sentences may be put better; figures, points, total and grade are what they were.
#[test]
fn a_result_is_still_read_and_comes_to_the_same_points() {
    let verified = run(&["verify", "case/result.json"]);
    assert!(matches!(verified.status, Some(0 | 4)), "{}", verified.err);
    let recorded: Value =
        serde_json::from_str(&fs::read_to_string(frozen().join("case/result.json")).unwrap()).unwrap();
    let found = run(&["score", "case", "--format", "json"]).ended(0).json();
    let figures = |result: &Value| -> Vec<Value> {
        let rows = result["rows"].as_array().unwrap().clone();
        let rows = rows.into_iter().flat_map(|row| ["id", "weight", "points", "rule"].map(|part| row[part].clone()));
        rows.chain([result["total"]["points"].clone(), result["total"]["grade"]["zh"].clone()]).collect()
    };
    assert_eq!(figures(&recorded), figures(&found));
    assert!(figures(&recorded).len() > 60 && !figures(&recorded).contains(&Value::Null));
    run(&["compare", "case/result.json", "case"]).ended(0);
}

#[test]
fn a_baseline_still_guards() {
    run(&["guard", "case"]).ended(0);
}

/// As published, the accounts do not all add up, which is a demand not met.
#[test]
fn accounts_are_still_audited() {
    let audited = run(&["audit", "case", "--format", "json"]);
    assert_eq!(audited.status, Some(4), "{}", audited.err);
    let constraints = audited.json();
    assert!(constraints.to_string().contains("C12"), "{constraints}");
}

#[test]
fn a_layout_is_still_filled_in() {
    let form = run(&["form", "case", "--layout", "county", "--format", "html"]).ended(0).out;
    assert!(form.contains("部门整体支出绩效自评表") && form.contains("96.89"), "{form}");
}
