//! Imports point downwards only.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The floors of the library, lowest first; a module names modules of lower floors only.
const FLOORS: [&[&str]; 11] = [
    &["numeric", "language", "location", "data", "day"],
    &["diagnostic", "literal", "messages"],
    &["rule", "document"],
    &["scheme", "rule_test"],
    &["report"],
    &["evaluation"],
    &["record"],
    &["analysis", "review"],
    &["comparison"],
    &["format"],
    &["project"],
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_point_downwards() {
    let root = root().join("src");
    let floor = |module: &str| FLOORS.iter().position(|names| names.contains(&module));
    let mut all = Vec::new();
    files(&root, &mut all);
    let mut seen = 0;
    for path in all {
        let inside = path.strip_prefix(&root).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if ["lib", "main", "cli"].contains(&module) {
            continue;
        }
        let own = floor(module).unwrap_or_else(|| panic!("`{module}` has no floor"));
        for line in fs::read_to_string(&path).unwrap().lines() {
            for part in line.split("crate::").skip(1) {
                let target: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let Some(target_floor) = floor(&target) else { continue };
                seen += 1;
                let allowed = target_floor < own || target == module;
                assert!(allowed, "{}: `{module}` must not import `{target}`: {line}", inside.display());
            }
        }
    }
    assert!(seen > 100, "the test read {seen} imports; something is wrong with it");
}
