//! `recheck`: what was claimed or published, recomputed.

use std::path::PathBuf;

use jixiao::format::{json_text, recheck_record, recheck_text};
use jixiao::project::{CaseRequest, cases_at, open_case};
use jixiao::review::recheck::{Recheck, RecheckRecord, recheck};
use jixiao::{Diagnostics, Warned};

use super::options::{AnswerFormat, FolderArguments};
use super::output::Output;
use super::status::Status;

/// Which cases are rechecked.
#[derive(Debug, clap::Args)]
pub(super) struct RecheckArguments {
    #[arg(required = true, value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &RecheckArguments, output: &Output) -> Status {
    let mut rechecked: Vec<(PathBuf, Recheck)> = Vec::new();
    let mut is_refused = false;
    let mut folders = Vec::new();
    for path in &request.cases {
        match cases_at(path) {
            Ok(found) => folders.extend(found.into_iter().map(|folder| (folder, path))),
            Err(problem) => {
                output.tell(&problem.into());
                is_refused = true;
            }
        }
    }
    for (folder, named) in folders {
        match one(&request.folders.request(&folder, named)) {
            Ok(found) => rechecked.push((folder, output.warn(found))),
            Err(problems) => {
                output.tell(&problems);
                is_refused = true;
            }
        }
    }
    output.print(&written(&rechecked, request.format, output));
    let disagrees = rechecked.iter().any(|(_, recheck)| recheck.has_disagreement());
    match (is_refused, disagrees) {
        (true, _) => Status::Refused,
        (false, true) => Status::Unmet,
        (false, false) => Status::Done,
    }
}

fn one(asked: &CaseRequest) -> Result<Warned<Recheck>, Diagnostics> {
    let Warned { value: opened, mut warnings } = open_case(asked)?;
    let value = recheck(&opened.case.scheme, &opened.rules, &opened.case.report)?.note_in(&mut warnings);
    Ok(Warned { value, warnings })
}

fn written(rechecked: &[(PathBuf, Recheck)], format: AnswerFormat, output: &Output) -> String {
    let messages = output.messages();
    match format {
        AnswerFormat::Json => {
            let cases =
                rechecked.iter().map(|(folder, recheck)| recheck_record(recheck, &folder.display().to_string()));
            json_text(&RecheckRecord { cases: cases.collect() })
        }
        AnswerFormat::Text => {
            let texts = rechecked.iter().map(|(_, recheck)| recheck_text(recheck, messages, output.width()));
            let mut text = texts.collect::<Vec<_>>().join("\n");
            if rechecked.len() > 1 {
                let disagreeing = rechecked.iter().filter(|(_, recheck)| recheck.has_disagreement()).count();
                let facts = [("count", rechecked.len().to_string()), ("disagreeing", disagreeing.to_string())];
                let facts: Vec<(&str, &str)> = facts.iter().map(|(name, fact)| (*name, fact.as_str())).collect();
                text.push_str(&format!("\n{}\n", messages.say("recheck-cases", &facts)));
            }
            text
        }
    }
}
