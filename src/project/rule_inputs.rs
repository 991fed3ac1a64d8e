//! What the cases below a folder ask the rules.

use std::collections::BTreeMap;
use std::path::Path;

use super::case::{CaseFiles, load_case};
use super::case_folder::find_case_folders;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Warned};
use crate::evaluation::Program;
use crate::rule::RuleSet;
use crate::rule_test::Situation;

/// Every situation that the cases at and below `folder` put a rule in, by the rule's name; what keeps cases from being
/// scored are the warnings beside it. A scheme without a report asks nothing.
///
/// # Errors
/// A folder that does not exist.
pub fn situations_below(folder: &Path, book: &RuleSet) -> Result<Warned<BTreeMap<String, Vec<Situation>>>, Diagnostic> {
    if !folder.exists() {
        return Err(Diagnostic::new(Code::FileNotFound).fact("path", folder.display()));
    }
    let mut situations: BTreeMap<String, Vec<Situation>> = BTreeMap::new();
    let mut found = Diagnostics::new();
    for case_folder in find_case_folders(folder) {
        let files = CaseFiles::in_folder(&case_folder);
        if !files.report.exists() {
            continue;
        }
        let asked = load_case(&files).and_then(|case| {
            Ok(Program::compile(case.value.scheme, book.clone())?.required_inputs(&case.value.report))
        });
        match asked {
            Ok(required) => {
                for input in required {
                    let from = format!("{} {}", case_folder.display(), input.row);
                    situations.entry(input.rule).or_default().push(Situation { from, case: input.case });
                }
            }
            Err(problems) => {
                found.extend(problems.into_iter().filter(|problem| problem.severity() == Severity::Error));
            }
        }
    }
    Ok(Warned { value: situations, warnings: found })
}
