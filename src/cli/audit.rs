//! `audit`: whether the figures of a case hold together, and what would explain those that do not.

use std::path::{Path, PathBuf};

use jixiao::format::view::{audit_view, document};
use jixiao::format::{Screen, audit_paper, audit_record, audit_text, json_text};
use jixiao::project::{ACCOUNTS_FILE, OpenCase, load_accounts, open_case};
use jixiao::review::audit::{Audit, AuditedCase, Verdict, audit};
use jixiao::review::recheck::{Recheck, recheck};
use jixiao::{Diagnostics, Messages, Warned};

use super::destination::{PaperFormat, ResultTarget, WrittenResult};
use super::options::CaseArguments;
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
    #[command(flatten)]
    destination: ResultTarget<PaperFormat>,
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
    let format = request.destination.format()?;
    let Warned { value: audit, warnings: problems } = audited(request)?;
    let only: Vec<Verdict> = request.only.iter().map(|only| only.verdict()).collect();
    request
        .destination
        .put(written(&audit, &only, (format, request.destination.screen(output)), output.messages())?, output)?;
    output.tell(&problems);
    Ok(if audit.count(Verdict::Fail) > 0 { Status::Unmet } else { Status::Done })
}

fn written(
    audit: &Audit,
    only: &[Verdict],
    (format, screen): (PaperFormat, Screen),
    messages: &Messages,
) -> Result<WrittenResult, Diagnostics> {
    let paper = || audit_paper(audit, only, messages);
    Ok(match format {
        PaperFormat::Text => WrittenResult::Drawn(audit_text(audit, only, messages, screen)),
        PaperFormat::Json => WrittenResult::Text(json_text(&audit_record(audit, only))),
        PaperFormat::Xlsx => WrittenResult::xlsx(&paper())?,
        PaperFormat::Docx => WrittenResult::docx(&paper())?,
        PaperFormat::Html => {
            let title = messages.say("paper-audit", &[]);
            WrittenResult::Text(document(&title, &audit_view(audit, only, messages), messages))
        }
    })
}

/// Opens the case, scores it and audits what there is.
fn audited(request: &AuditArguments) -> Result<Warned<Audit>, Diagnostics> {
    let asked = request.case.request()?;
    let Warned { value: opened, warnings: mut problems } = open_case(&asked)?;
    let OpenCase { case, rules, .. } = &opened;
    let recheck = recheck(&case.scheme, rules, &case.report)?.note_in(&mut problems);
    let value = audit_of(&opened, &recheck, &asked.folder, request.accounts.as_deref())?.note_in(&mut problems);
    problems.extend(recheck.evaluation.diagnostics.iter().cloned());
    Ok(Warned { value, warnings: problems })
}

/// Audits a case that was rechecked, with the accounts in a file, or with those in its folder.
pub(super) fn audit_of(
    opened: &OpenCase,
    recheck: &Recheck,
    folder: &Path,
    accounts: Option<&Path>,
) -> Result<Warned<Audit>, Diagnostics> {
    let mut warnings = Diagnostics::default();
    let own = folder.join(ACCOUNTS_FILE);
    let accounts = match accounts.or_else(|| own.exists().then_some(own.as_path())) {
        None => None,
        Some(file) => Some(load_accounts(file, &opened.case.scheme)?.note_in(&mut warnings)),
    };
    let (scheme, report, rules) = (&opened.case.scheme, &opened.case.report, &opened.rules);
    let subject = AuditedCase { scheme, rules, report, recheck, accounts: accounts.as_ref() };
    Ok(Warned { value: audit(&subject), warnings })
}
