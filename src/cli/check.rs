//! `check`: every problem of a folder's schemes, scripts and reports, in one run.

use jixiao::project::{
    ACCOUNTS_FILE, CaseFiles, find_case_folders, find_scripts, load_accounts, load_case, load_rules, load_scheme,
};
use jixiao::{Code, Diagnostic, Diagnostics, Evaluator, Severity};

use super::Status;
use super::arguments::CheckArguments;
use super::output::Output;

pub(super) fn run(request: &CheckArguments, output: &Output) -> Status {
    let mut found = Diagnostics::new();
    if let Err(problem) = check(request, &mut found) {
        found.push(problem);
    }
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
    if found.has_errors() { Status::Refused } else { Status::Done }
}

fn check(request: &CheckArguments, found: &mut Diagnostics) -> Result<(), Diagnostic> {
    let missing = || Diagnostic::new(Code::FileNotFound).fact("path", request.folder.display());
    if !request.folder.exists() {
        return Err(missing());
    }
    let scripts = match &request.scripts {
        Some(folder) => folder.clone(),
        None => find_scripts(&request.folder)?,
    };
    let (book, problems) = load_rules(&scripts)?;
    found.extend(problems);
    for rule in book.rules() {
        match rule.run_examples() {
            Ok(outcomes) => found.extend(outcomes.into_iter().filter_map(|outcome| outcome.problem)),
            Err(problem) => found.push(problem),
        }
    }
    for folder in find_case_folders(&request.folder) {
        let files = CaseFiles::in_folder(&folder);
        if files.report.exists() {
            match load_case(&files) {
                Ok((case, warnings)) => {
                    found.extend(warnings);
                    let accounts = folder.join(ACCOUNTS_FILE);
                    if accounts.exists() {
                        match load_accounts(&accounts, &case.scheme) {
                            Ok((_, warnings)) => found.extend(warnings),
                            Err(problems) => found.extend(problems),
                        }
                    }
                    match Evaluator::new(&case.scheme, &book) {
                        Ok((evaluator, more)) => {
                            found.extend(more);
                            found.extend(evaluator.evaluate(&case.report).diagnostics);
                        }
                        Err(problems) => found.extend(problems),
                    }
                }
                Err(problems) => found.extend(problems),
            }
        } else {
            match load_scheme(&files.scheme) {
                Ok((scheme, _, warnings)) => {
                    found.extend(warnings);
                    match Evaluator::new(&scheme, &book) {
                        Ok((_, more)) | Err(more) => found.extend(more),
                    }
                }
                Err(problems) => found.extend(problems),
            }
        }
    }
    Ok(())
}
