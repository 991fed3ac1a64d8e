//! `check`: every problem of a folder's schemes, scripts and reports, in one run.

use std::path::PathBuf;

use jixiao::format::row_not_recomputed;
use jixiao::project::{
    ACCOUNTS_FILE, CaseFiles, check_layouts, find_case_folders, load_accounts, load_case, load_scheme, rules_for,
};
use jixiao::review::recheck::recheck;
use jixiao::{Bilingual, Code, Diagnostic, Diagnostics, Program, Report, RuleSet, Scheme, Severity, Warned};

use super::options::FolderArguments;
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub folders: FolderArguments,
}

pub(super) fn run(request: &CheckArguments, output: &Output) -> Status {
    let mut found = Diagnostics::new();
    let published = check(request, &mut found).unwrap_or_else(|problem| {
        found.push(problem);
        0
    });
    let found = found.sorted();
    output.tell(&found);
    let count = |wanted: Severity| found.iter().filter(|problem| problem.severity() == wanted).count().to_string();
    let messages = output.messages();
    let line = if found.is_empty() {
        messages.say("problems-none", &[])
    } else {
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        messages.say("problems-count", &[("errors", &errors), ("warnings", &warnings)])
    };
    output.print(&format!("{line}\n"));
    if published > 0 {
        output.print(&format!("{}\n", messages.say("check-published", &[("count", &published.to_string())])));
    }
    if found.has_errors() { Status::Refused } else { Status::Done }
}

/// Gathers all problems; the answer is how many published tables were among the cases. Their files are checked like any
/// other, but what does not come out in them is the publisher's and not ours to correct: that is told by `recheck`.
fn check(request: &CheckArguments, found: &mut Diagnostics) -> Result<usize, Diagnostic> {
    let missing = || Diagnostic::new(Code::FileNotFound).fact("path", request.folder.display());
    if !request.folder.exists() {
        return Err(missing());
    }
    let book = rules_for(request.folders.scripts.as_deref(), &request.folder)?.note_in(found);
    for rule in book.rules() {
        found.extend(rule.undeclared_answers());
        match rule.run_examples() {
            Ok(outcomes) => found.extend(outcomes.into_iter().filter_map(|outcome| outcome.problem)),
            Err(problem) => found.push(problem),
        }
    }
    found.extend(check_layouts(&request.folder));
    let mut published: usize = 0;
    let folders = find_case_folders(&request.folder);
    if folders.is_empty() {
        return Err(Diagnostic::new(Code::NoCases).fact("path", request.folder.display()));
    }
    for folder in folders {
        let mut files = CaseFiles::in_folder(&folder);
        files.named.clone_from(&request.folder);
        files.allow_outside.clone_from(&request.folders.allow_outside);
        if !files.report.exists() {
            if let Some(loaded) = found.note(load_scheme(&files)) {
                compile(loaded.scheme, &book, found);
            }
            continue;
        }
        let Some(case) = found.note(load_case(&files)) else { continue };
        let accounts = folder.join(ACCOUNTS_FILE);
        if accounts.exists() {
            found.note(load_accounts(&accounts, &case.scheme));
        }
        let Some(program) = compile(case.scheme, &book, found) else { continue };
        if case.report.publication.is_some() {
            published = published.saturating_add(1);
            found.extend(not_recomputed(&program, &case.report));
        } else {
            found.extend(program.evaluate(&case.report).diagnostics);
        }
    }
    Ok(published)
}

/// The program of a scheme, with what compiling it finds added to `found`.
fn compile(scheme: Scheme, rules: &RuleSet, found: &mut Diagnostics) -> Option<Program> {
    match Program::compile(scheme, rules.clone()) {
        Ok(program) => {
            found.extend(program.warnings().iter().cloned());
            Some(program)
        }
        Err(problems) => {
            found.extend(problems);
            None
        }
    }
}

/// The rows of a published table that cannot be recomputed, each with the reason.
fn not_recomputed(program: &Program, report: &Report) -> Vec<Diagnostic> {
    let Ok(Warned { value: recheck, .. }) = recheck(program.scheme(), program.rules(), report) else {
        return Vec::new();
    };
    let rows = recheck.evaluation.rows.iter().zip(&recheck.rows);
    let open = rows.filter(|(_, row)| row.possible.is_none());
    let problems = &recheck.evaluation.diagnostics;
    let first = |name: &Bilingual| {
        problems.iter().find(|problem| problem.row.as_ref() == Some(name) && problem.severity() == Severity::Error)
    };
    open.filter_map(|(row, _)| Some(row_not_recomputed(first(row.name())?))).collect()
}
