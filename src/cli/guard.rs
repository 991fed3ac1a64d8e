//! `guard`: all cases against their recorded results, the causes of what differs, and which of them are accepted.

mod review;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;
use jixiao::comparison::guard::{Cause, Survey};
use jixiao::format::{cause_text, guard_markdown, guard_record, guard_text, json_text};
use jixiao::project::{
    GuardState, Guarded, Recording, find_guarded, guard_cases, no_cases, record_all, survey as survey_of,
};
use jixiao::{Code, Diagnostic, Diagnostics, Place};

use self::review::{Dialogue, ReviewItem, review};
use super::options::{FolderArguments, HERE};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::status::Status;

/// Stand for all new cases, and for all baselines without a case, where causes are named.
const NEW: &str = "new";
const GONE: &str = "gone";

#[derive(Debug, clap::Args)]
pub(super) struct GuardArguments {
    #[arg(default_value = HERE, hide_default_value = true)]
    pub folder: PathBuf,
    #[arg(long, num_args = 0.., value_name = "CAUSE", value_parser = PlaceParser)]
    pub accept: Option<Vec<Place>>,
    #[arg(long, conflicts_with = "accept")]
    pub review: bool,
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[arg(long, value_enum, default_value_t = GuardFormat::Text)]
    pub format: GuardFormat,
}

/// What the answer is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum GuardFormat {
    Text,
    Json,
    #[value(alias = "md")]
    Markdown,
}

pub(super) fn run(request: &GuardArguments, output: &Output) -> Result<Status, Diagnostics> {
    let cases = look(request, output);
    if cases.is_empty() {
        return Err(no_cases(&request.folder).into());
    }
    let survey = survey_of(&cases);
    let mut refused = Diagnostics::new();
    for case in &cases {
        if let GuardState::Refused(problems) = &case.state {
            refused.extend(problems.clone());
        }
    }
    output.tell(&refused);
    let accepted = request.accept.as_ref().map(|causes| named(causes, &survey)).transpose()?;
    let wanted = if request.review { Some(review(&review_items(&survey, output), output)) } else { accepted };
    let is_settled = if request.strict { survey.is_clean() } else { survey.is_settled() };
    let unchanged = if is_settled { Status::Done } else { Status::Unmet };
    let status = match wanted {
        None => {
            answer(request, &survey, output);
            unchanged
        }
        Some(ids) if request.review && ids.is_empty() => unchanged,
        Some(ids) => {
            let (count, left) = record(&ids, &cases, &survey)?;
            let (count, left) = (count.to_string(), left.to_string());
            let facts = [("count", count.as_str()), ("left", left.as_str())];
            output.print_folded(&format!("{}\n", output.messages().say("guard-recorded", &facts)));
            Status::Done
        }
    };
    Ok(if refused.is_empty() { status } else { Status::Refused })
}

fn look(request: &GuardArguments, output: &Output) -> Vec<Guarded> {
    let all = find_guarded(&request.folder);
    let bar = output.counting(all.len());
    let asked = request.folders.request(&request.folder, &request.folder);
    let cases = guard_cases(&all, &asked, &|| bar.inc(1));
    bar.finish_and_clear();
    cases
}

fn answer(request: &GuardArguments, survey: &Survey<'_>, output: &Output) {
    let folder = request.folder.display().to_string();
    match request.format {
        GuardFormat::Text => output.print_drawn(&guard_text(survey, &folder, output.messages(), output.screen())),
        GuardFormat::Json => output.print(&json_text(&guard_record(survey, &folder))),
        GuardFormat::Markdown => output.print(&guard_markdown(survey, &folder, output.messages())),
    }
}

/// The causes of `--accept`: ids, the beginnings of ids by which each is the only one, and kinds.
///
/// # Errors
/// [`Code::UnknownCause`] for each that no difference has, [`Code::AmbiguousCause`] for each that several have.
fn named(accepted: &[Place], survey: &Survey<'_>) -> Result<Vec<String>, Diagnostics> {
    let causes = survey.causes();
    let names = || causes.iter().flat_map(|cause| [cause.id.as_str(), aspect(cause)]).chain([NEW, GONE]);
    let mut found = Vec::new();
    let mut problems = Diagnostics::new();
    for cause in accepted {
        let text = cause.text();
        if names().any(|name| name == text) {
            found.push(text.to_owned());
            continue;
        }
        let ids = causes.iter().map(|cause| cause.id.as_str());
        let longer: Vec<&str> = ids.filter(|id| !text.is_empty() && id.starts_with(text)).collect();
        let problem = match longer.as_slice() {
            [only] => {
                found.push((*only).to_owned());
                continue;
            }
            [] => Diagnostic::new(Code::UnknownCause).fact("cause", text).suggest(text, names()),
            many => Diagnostic::new(Code::AmbiguousCause).fact("cause", text).list("known", many),
        };
        problems.push(problem.at(cause.clone()));
    }
    problems.into_result()?;
    Ok(found)
}

fn aspect(cause: &Cause<'_>) -> &'static str {
    cause.change.aspect().into()
}

/// Records the causes named, by id or all of an aspect, or everything where none is; the answer is in how many cases, and how many causes are left.
/// All of it is written or nothing.
fn record(ids: &[String], cases: &[Guarded], survey: &Survey<'_>) -> Result<(usize, usize), Diagnostics> {
    let causes = survey.causes();
    let is_named = |cause: &Cause<'_>| ids.iter().any(|id| *id == cause.id || id == aspect(cause));
    let wanted: BTreeSet<String> =
        causes.iter().filter(|cause| is_named(cause)).map(|cause| cause.id.clone()).collect();
    let asks_for = |name: &str| ids.iter().any(|id| id == name);
    let named: BTreeSet<String> = ids.iter().cloned().collect();
    let mut problems = Diagnostics::new();
    let mut recordings: Vec<Recording> = Vec::new();
    for case in cases {
        let is_wanted = match &case.state {
            GuardState::New(_) => asks_for(NEW),
            GuardState::Gone => asks_for(GONE),
            _ => false,
        };
        let made = if ids.is_empty() || is_wanted { case.accept_all(&named) } else { case.accept(&wanted, &named) };
        match made {
            Ok(made) => recordings.extend(made),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    record_all(&recordings)?;
    let left = if ids.is_empty() { 0 } else { causes.len().saturating_sub(wanted.len()) };
    Ok((recordings.len(), left))
}

/// What a review goes through: the causes, all new cases, all baselines without a case.
fn review_items(survey: &Survey<'_>, output: &Output) -> Vec<ReviewItem> {
    let shown = |cause: &Cause<'_>| ReviewItem {
        id: cause.id.clone(),
        kind: aspect(cause).to_owned(),
        text: cause_text(cause, survey, output.messages(), output.screen()),
    };
    let mut items: Vec<ReviewItem> = survey.causes().iter().map(shown).collect();
    for (id, folders) in [(NEW, &survey.new), (GONE, &survey.gone)] {
        if !folders.is_empty() {
            let facts = [("count", folders.len().to_string()), ("folders", folders.join(" "))];
            let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
            let text = format!("{}\n", output.messages().say(&format!("guard-{id}"), &facts));
            items.push(ReviewItem { id: id.to_owned(), kind: id.to_owned(), text });
        }
    }
    items
}

impl Dialogue for Output {
    fn print(&self, text: &str) {
        self.print_drawn(text);
    }

    fn say(&self, id: &str, facts: &[(&str, &str)]) -> String {
        self.messages().say(id, facts)
    }
}
