//! The command line beside the drafts: whether they are clean, and what recheck says of them.

use std::fs;

use jixiao::form::DraftCase;

use crate::support::{Run, folder, program};

/// Writes a case into a folder and runs a command on it.
pub fn run(name: &str, case: &DraftCase, command: &str) -> Run {
    let folder = folder(&format!("forms/{name}"));
    fs::write(folder.join("scheme.yaml"), &case.scheme_yaml).unwrap();
    fs::write(folder.join("report.yaml"), &case.report_yaml).unwrap();
    Run::of(program().arg(command).arg(folder).args(["--scripts", "scripts", "--lang", "zh"]))
}

/// What `check` finds in a draft besides that its guesses are not confirmed.
pub fn faults(name: &str, case: &DraftCase) -> Option<String> {
    let run = run(name, case, "check");
    let told = format!("{}{}", run.out, run.err);
    let lines = told.lines().filter(|line| line.starts_with("错误[") || line.starts_with("提醒["));
    // Bounds, words and reasons that a published table lacks are told; they are nobody's mistake in the copy.
    let told_of_print = ["[guessed]", "[printed-notation]", "[row-not-recomputed]", "[reason-missing]"];
    let others: Vec<&str> = lines.filter(|line| !told_of_print.iter().any(|code| line.contains(code))).collect();
    (run.status != Some(0) || !others.is_empty()).then(|| format!("{name}: {told}"))
}
