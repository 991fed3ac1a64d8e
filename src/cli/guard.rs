//! `guard`: all cases against their recorded results, the causes of what differs, and which of them are accepted.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use jixiao::comparison::guard::{Cause, Survey};
use jixiao::format::{cause_text, guard_record, guard_text, json_text};
use jixiao::project::{
    GuardState, Guarded, Recording, ScriptFolders, find_guarded_folders, guard_case, record_all, survey as survey_of,
};
use jixiao::{Code, Diagnostic, Diagnostics, Place};

use super::options::{AnswerFormat, FolderArguments};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::status::Status;

/// Stand for all new cases, and for all baselines without a case, where causes are named.
const NEW: &str = "new";
const GONE: &str = "gone";

#[derive(Debug, clap::Args)]
pub(super) struct GuardArguments {
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    #[arg(long, num_args = 0.., value_name = "CAUSE", value_parser = PlaceParser)]
    pub accept: Option<Vec<Place>>,
    #[arg(long, conflicts_with = "accept")]
    pub review: bool,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &GuardArguments, output: &Output) -> Result<Status, Diagnostics> {
    if request.review && !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Diagnostic::new(Code::NoTerminal).into());
    }
    let cases = look(request, output);
    if cases.is_empty() {
        let code = if request.folder.exists() { Code::NoCases } else { Code::FileNotFound };
        return Err(Diagnostic::new(code).fact("path", request.folder.display()).into());
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
    let wanted = if request.review { Some(review(&survey, output)) } else { accepted };
    let status = match wanted {
        None => {
            output.print_drawn(&answer(request, &survey, output));
            if survey.is_settled() { Status::Done } else { Status::Unmet }
        }
        Some(ids) if request.review && ids.is_empty() => Status::Done,
        Some(ids) => {
            let (count, left) = record(&ids, &cases, &survey)?;
            let (count, left) = (count.to_string(), left.to_string());
            let facts = [("count", count.as_str()), ("left", left.as_str())];
            output.print(&format!("{}\n", output.messages().say("guard-recorded", &facts)));
            Status::Done
        }
    };
    Ok(if refused.is_empty() { status } else { Status::Refused })
}

fn look(request: &GuardArguments, output: &Output) -> Vec<Guarded> {
    let folders = find_guarded_folders(&request.folder);
    let bar = output.counting(folders.len());
    let asked = request.folders.request(&request.folder, &request.folder);
    let mut scripts = ScriptFolders::default();
    let look = |folder: &PathBuf| {
        bar.inc(1);
        guard_case(folder, &asked, &mut scripts)
    };
    let cases = folders.iter().map(look).collect();
    bar.finish_and_clear();
    cases
}

fn answer(request: &GuardArguments, survey: &Survey<'_>, output: &Output) -> String {
    let folder = request.folder.display().to_string();
    match request.format {
        AnswerFormat::Text => guard_text(survey, &folder, output.messages(), output.screen()),
        AnswerFormat::Json => json_text(&guard_record(survey, &folder)),
    }
}

/// What the causes of `--accept` are called.
///
/// # Errors
/// [`Code::UnknownCause`] for each that no difference has.
fn named(accepted: &[Place], survey: &Survey<'_>) -> Result<Vec<String>, Diagnostics> {
    let causes = survey.causes();
    let names = || causes.iter().flat_map(|cause| [cause.id.as_str(), aspect(cause)]).chain([NEW, GONE]);
    let unknown = accepted.iter().filter(|cause| !names().any(|name| name == cause.text()));
    let unknown = unknown.map(|cause| {
        let problem = Diagnostic::new(Code::UnknownCause).fact("cause", cause.text());
        problem.suggest(cause.text(), names()).at(cause.clone())
    });
    unknown.collect::<Diagnostics>().into_result()?;
    Ok(accepted.iter().map(|cause| cause.text().to_owned()).collect())
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

/// Shows each cause and asks what to do with it; the answer is the causes accepted.
fn review(survey: &Survey<'_>, output: &Output) -> Vec<String> {
    let mut shown: Vec<(String, String)> = survey
        .causes()
        .iter()
        .map(|cause| (cause.id.clone(), cause_text(cause, survey, output.messages(), output.screen())))
        .collect();
    for (id, folders) in [(NEW, &survey.new), (GONE, &survey.gone)] {
        if !folders.is_empty() {
            let facts = [("count", folders.len().to_string()), ("folders", folders.join(" "))];
            let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
            let text = output.messages().say(&format!("guard-{id}"), &facts);
            shown.push((id.to_owned(), format!("{text}\n")));
        }
    }
    walk(shown, &mut io::stdin().lock(), &|text| output.print_drawn(text), &|id| output.messages().say(id, &[]))
}

/// One cause after the other: a takes it, s passes over it, q or the end of the input ends the walk.
fn walk(
    shown: Vec<(String, String)>,
    input: &mut impl BufRead,
    print: &dyn Fn(&str),
    say: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let mut accepted = Vec::new();
    for (id, text) in shown {
        print(&format!("\n{text}{} ", say("guard-ask")));
        loop {
            let mut line = String::new();
            if input.read_line(&mut line).unwrap_or(0) == 0 {
                return accepted;
            }
            match line.trim() {
                "a" => accepted.push(id),
                "s" => {}
                "q" => return accepted,
                _ => {
                    print(&format!("{} ", say("guard-ask-again")));
                    continue;
                }
            }
            break;
        }
    }
    accepted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_accepts_skips_asks_again_and_quits() {
        let shown = ["one", "two", "three", "four"].map(|id| (id.to_owned(), format!("{id}\n")));
        let asked = std::cell::RefCell::new(String::new());
        let print = |text: &str| asked.borrow_mut().push_str(text);
        let accepted = walk(shown.to_vec(), &mut "a\nx\ns\na\nq\n".as_bytes(), &print, &|id| id.to_owned());
        assert_eq!(accepted, ["one", "three"]);
        assert_eq!(asked.borrow().matches("guard-ask-again").count(), 1);
        assert!(asked.borrow().contains("four"), "{}", asked.borrow());
        let cut = walk(shown.to_vec(), &mut "a\n".as_bytes(), &|_| (), &|id| id.to_owned());
        assert_eq!(cut, ["one"], "an input that ends quits");
    }
}
