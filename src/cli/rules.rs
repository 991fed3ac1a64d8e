//! `rules`: the catalogue, one rule in detail, or all examples run.

use std::path::Path;

use jixiao::format::{catalogue_text, rule_text};
use jixiao::project::{find_scripts, load_rules};
use jixiao::{Code, Diagnostic, Diagnostics, Rule, RuleBook};

use super::Status;
use super::arguments::RulesArguments;
use super::output::Output;

pub(super) fn run(request: &RulesArguments, output: &Output) -> Status {
    let loaded = match &request.scripts {
        Some(folder) => Ok(folder.clone()),
        None => find_scripts(Path::new(".")),
    };
    let (book, problems) = match loaded.and_then(|folder| load_rules(&folder)) {
        Ok(loaded) => loaded,
        Err(problem) => {
            output.tell(&problem.into());
            return Status::Refused;
        }
    };
    output.tell(&problems);
    let messages = output.messages();
    match request.rule.as_deref() {
        None => output.print(&catalogue_text(&book, messages, output.width())),
        Some("test") => return test(&book, problems, output),
        Some(name) => match book.get(name) {
            Some(rule) => output.print(&rule_text(rule, messages)),
            None => {
                let problem = Diagnostic::new(Code::UnknownRule).fact("rule", name);
                output.tell(&problem.suggest(name, book.names()).into());
                return Status::Refused;
            }
        },
    }
    if problems.has_errors() { Status::Refused } else { Status::Done }
}

fn test(book: &RuleBook, mut problems: Diagnostics, output: &Output) -> Status {
    for rule in book.rules() {
        let name = rule.card().name.as_str();
        let mut failed = Diagnostics::new();
        match rule.run_examples() {
            Ok(outcomes) => {
                let count = outcomes.len().to_string();
                failed.extend(outcomes.into_iter().filter_map(|outcome| outcome.problem));
                if failed.is_empty() {
                    let line = output.messages().say("example-pass", &[("rule", name), ("count", &count)]);
                    output.print(&format!("{line}\n"));
                }
            }
            Err(problem) => failed.push(problem),
        }
        output.tell(&failed);
        problems.extend(failed);
    }
    if problems.has_errors() { Status::Refused } else { Status::Done }
}
