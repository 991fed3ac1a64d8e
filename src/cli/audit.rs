//! `audit`: whether the figures of a case hold together, and what would explain those that do not.

use std::path::PathBuf;

use jixiao::format::{audit_record, audit_text, json_text};
use jixiao::project::{ACCOUNTS_FILE, load_accounts, open_case};
use jixiao::review::audit::{Audit, AuditedCase, Verdict, audit};
use jixiao::review::recheck::recheck;
use jixiao::{Diagnostics, Warned};

use super::options::{AnswerFormat, CaseArguments};
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct AuditArguments {
    #[command(flatten)]
    case: CaseArguments,
    #[arg(long)]
    accounts: Option<PathBuf>,
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Only>,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
}

/// Which verdicts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    Fail,
    Warn,
    Tail,
    Pass,
    Skip,
}

impl Only {
    fn verdict(self) -> Verdict {
        match self {
            Self::Fail => Verdict::Fail,
            Self::Warn => Verdict::Warn,
            Self::Tail => Verdict::Tail,
            Self::Pass => Verdict::Pass,
            Self::Skip => Verdict::Skip,
        }
    }
}

pub(super) fn run(request: &AuditArguments, output: &Output) -> Result<Status, Diagnostics> {
    let Warned { value: audit, warnings: problems } = audited(request)?;
    let only: Vec<Verdict> = request.only.iter().map(|only| only.verdict()).collect();
    match request.format {
        AnswerFormat::Text => output.print(&audit_text(&audit, &only, output.messages())),
        AnswerFormat::Json => output.print(&json_text(&audit_record(&audit, &only))),
    }
    output.tell(&problems);
    Ok(if audit.count(Verdict::Fail) > 0 { Status::Unmet } else { Status::Done })
}

/// Opens the case, scores it and audits what there is.
fn audited(request: &AuditArguments) -> Result<Warned<Audit>, Diagnostics> {
    let asked = request.case.request();
    let Warned { value: opened, warnings: mut problems } = open_case(&asked)?;
    let own = asked.folder.join(ACCOUNTS_FILE);
    let file = request.accounts.clone().or_else(|| own.exists().then_some(own));
    let accounts = match file {
        None => None,
        Some(file) => Some(load_accounts(&file, &opened.case.scheme)?.note_in(&mut problems)),
    };
    let (scheme, report, rules) = (&opened.case.scheme, &opened.case.report, &opened.rules);
    let recheck = recheck(scheme, rules, report)?.note_in(&mut problems);
    problems.extend(recheck.evaluation.diagnostics.iter().cloned());
    let subject = AuditedCase { scheme, rules, report, recheck: &recheck, accounts: accounts.as_ref() };
    Ok(Warned { value: audit(&subject), warnings: problems })
}
