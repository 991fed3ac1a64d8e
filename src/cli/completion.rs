//! What a shell offers behind a word that is half written: what the case on the line itself has, by name and by id.
//!
//! The shell runs the program again with the words so far (`clap_complete`, variable `COMPLETE`). Whatever is wrong with a
//! case, nothing is offered and nothing is said.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Arg;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};
use jixiao::project::{CaseFiles, load_scheme, rules_for};
use jixiao::{Code, Named, Scheme};

/// The variable by which a shell asks.
const VARIABLE: &str = "COMPLETE";
/// The program, as shells find it.
const PROGRAM: &str = "jixiao";
/// Signs that bash would not take as they stand.
const UNQUOTED: &str = " \t'\"\\$`&|;<>()*?[]#~!{}";

/// What an argument names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Completed {
    /// A row or a dimension.
    Row,
    /// A row, a dimension or a grade, with its new number.
    Set,
    /// A row with its bounds.
    Bounds,
    /// A metric.
    Metric,
    /// A metric with a number.
    Figure,
    /// A row, a dimension or a metric.
    Locked,
    /// A row or a metric with its bounds.
    SearchBounds,
    /// Who makes room.
    Mode,
    /// What is to be reached.
    Goal,
    /// By what it is to be reached.
    By,
    /// A grade.
    Grade,
    /// A rule.
    Rule,
    /// A case, or the code of a problem.
    Subject,
}

/// The arguments that name something, by their ids.
const ARGUMENTS: [(&str, Completed); 20] = [
    ("row", Completed::Row),
    ("set", Completed::Set),
    ("lock", Completed::Row),
    ("bounds", Completed::Bounds),
    ("remainder", Completed::Row),
    ("mode", Completed::Mode),
    ("metric", Completed::Figure),
    ("goal", Completed::Goal),
    ("by", Completed::By),
    ("seek_lock", Completed::Locked),
    ("seek_bounds", Completed::SearchBounds),
    ("weights", Completed::Row),
    ("rest", Completed::Mode),
    ("cost", Completed::Figure),
    ("free", Completed::Metric),
    ("at_least", Completed::Grade),
    ("roll_up", Completed::Metric),
    ("rule", Completed::Rule),
    ("rules", Completed::Rule),
    ("subject", Completed::Subject),
];

/// The argument with what can stand in it.
pub(super) fn completed(argument: Arg) -> Arg {
    let known = ARGUMENTS.into_iter().find(|(id, _)| *id == argument.get_id().as_str());
    match known {
        Some((_, what)) => argument.add(ArgValueCompleter::new(move |current: &OsStr| candidates(what, current))),
        None => argument,
    }
}

/// Answers a shell that asks, and says how the program ends then; `None` where no shell does.
pub(super) fn answer(command: impl Fn() -> clap::Command) -> Option<ExitCode> {
    std::env::var_os(VARIABLE)?;
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(command).var(VARIABLE);
    match asked.try_complete(std::env::args_os(), folder.as_deref()) {
        Ok(true) => Some(ExitCode::SUCCESS),
        Ok(false) => None,
        // A shell prints what it is answered, and the person sees it in the middle of a line.
        Err(_) => Some(ExitCode::FAILURE),
    }
}

/// The script by which a shell asks this program; empty where the shell cannot.
pub(super) fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    let called = std::env::args_os().next().unwrap_or_default();
    let program = match std::env::current_dir() {
        Ok(folder) if Path::new(&called).components().count() > 1 => folder.join(called).display().to_string(),
        _ => PROGRAM.to_owned(),
    };
    let shells = Shells::builtins();
    if let Some(known) = shells.completer(&shell.to_string()) {
        // INVARIANT: a list of bytes takes all that is written to it.
        known.write_registration(VARIABLE, PROGRAM, PROGRAM, &program, &mut script).ok();
    }
    String::from_utf8_lossy(&script).into_owned()
}

fn candidates(what: Completed, current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = current.to_str() else { return Vec::new() };
    let words: Vec<OsString> = std::env::args_os().skip_while(|word| word != "--").skip(1).collect();
    if what == Completed::Subject {
        let codes = Code::all().map(Code::name).filter(|name| name.starts_with(typed)).map(CompletionCandidate::new);
        return PathCompleter::any().complete(current).into_iter().chain(codes).collect();
    }
    if what == Completed::Rule {
        return rules(&words, "", typed);
    }
    let Some(scheme) = scheme_of(&words) else { return Vec::new() };
    let rows = || scheme.named_rows().into_iter().chain(scheme.named_dimensions());
    let plain = |names: &mut dyn Iterator<Item = Named<String>>| offered(names, "", "", typed);
    let valued = |names: &mut dyn Iterator<Item = Named<String>>| offered(names, "", "=", typed);
    match what {
        Completed::Row => plain(&mut rows()),
        Completed::Set => match typed.split_once(".rule=") {
            Some((row, rule)) => rules(&words, &format!("{row}.rule="), rule),
            None => valued(&mut rows().chain(grades(&scheme))),
        },
        Completed::Bounds => valued(&mut scheme.named_rows().into_iter()),
        Completed::Metric => plain(&mut scheme.named_metrics().into_iter()),
        Completed::Figure => {
            let is_reported =
                |named: &Named<String>| scheme.metrics.get(&named.id).is_some_and(|one| one.formula.is_none());
            valued(&mut scheme.named_metrics().into_iter().filter(is_reported))
        }
        Completed::Locked => plain(&mut rows().chain(scheme.named_metrics())),
        Completed::SearchBounds => valued(&mut scheme.named_rows().into_iter().chain(scheme.named_metrics())),
        Completed::Mode => {
            let modes = ["proportional", "equal-shift", "policy", "as-entered", "transfer:"];
            words_and(&modes, "transfer:", &mut scheme.named_weights().into_iter(), typed)
        }
        Completed::Goal => {
            let mut all = offered(&mut grades(&scheme), "", "", typed);
            let kinds = ["below:", "exactly:", "grade:", "total:"];
            all.extend(words_and(&kinds, "below:", &mut grades(&scheme), typed));
            all.extend(words_and(&[], "grade:", &mut grades(&scheme), typed));
            all
        }
        Completed::By => {
            let kinds = ["weights", "actuals", "actual:"];
            words_and(&kinds, "actual:", &mut scheme.named_metrics().into_iter(), typed)
        }
        Completed::Grade => plain(&mut grades(&scheme)),
        Completed::Rule | Completed::Subject => Vec::new(),
    }
}

/// The grades as things with a name only.
fn grades(scheme: &Scheme) -> impl Iterator<Item = Named<String>> {
    scheme.named_grades().into_iter().map(|named| named.with(named.id.clone()))
}

/// Fixed words, and names behind one of them once that is written.
fn words_and(
    words: &[&str],
    kind: &str,
    names: &mut dyn Iterator<Item = Named<String>>,
    typed: &str,
) -> Vec<CompletionCandidate> {
    match typed.strip_prefix(kind) {
        Some(name) => offered(names, kind, "", name),
        None => words.iter().filter(|word| word.starts_with(typed)).map(CompletionCandidate::new).collect(),
    }
}

/// The names that begin with what is typed, then the ids, each between what stands before and behind it.
fn offered(
    names: &mut dyn Iterator<Item = Named<String>>,
    before: &str,
    behind: &str,
    typed: &str,
) -> Vec<CompletionCandidate> {
    let is_bash = std::env::var_os("_CLAP_COMPLETE_COMP_TYPE").is_some();
    let (mut first, mut ids, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for named in names {
        let is_typable = |word: &&String| !(is_bash && word.contains(|sign| UNQUOTED.contains(sign)));
        // A name in the other language is offered to who begins to write it.
        let other = Some(&named.name.en).filter(|_| !typed.is_empty());
        let words = [&named.name.zh].into_iter().chain(other).filter(is_typable);
        for (word, all) in words.map(|word| (word, true)).chain([(&named.id, false)]) {
            if !word.starts_with(typed) || seen.contains(word) {
                continue;
            }
            let help = if all { &named.id } else { &named.name.zh };
            let help = Some(help.clone()).filter(|help| help != word).map(Into::into);
            let candidate = CompletionCandidate::new(format!("{before}{word}{behind}")).help(help);
            if all {
                first.push(candidate)
            } else {
                ids.push(candidate)
            }
            seen.push(word.clone());
        }
    }
    first.into_iter().chain(ids).collect()
}

fn rules(words: &[OsString], before: &str, typed: &str) -> Vec<CompletionCandidate> {
    let named = value_of(words, "--scripts").map(PathBuf::from);
    let start = case_of(words).unwrap_or_else(|| PathBuf::from("."));
    let Ok(rules) = rules_for(named.as_deref(), &start) else { return Vec::new() };
    let mut all = rules.value.rules().map(|rule| {
        let metadata = rule.metadata();
        Named::new(metadata.name.clone(), &metadata.name, metadata.title.clone())
    });
    offered(&mut all, before, "", typed)
}

/// The scheme that the words so far name; nothing where it cannot be read.
fn scheme_of(words: &[OsString]) -> Option<Scheme> {
    let case = case_of(words);
    let mut files = CaseFiles::in_folder(case.as_deref().unwrap_or(Path::new(".")));
    if let Some(scheme) = value_of(words, "--scheme") {
        files.scheme = PathBuf::from(scheme);
    }
    load_scheme(&files).ok().map(|loaded| loaded.value.scheme)
}

/// The first word that is a folder with a scheme, or the folder of the first that is a file beside one.
fn case_of(words: &[OsString]) -> Option<PathBuf> {
    let mut folders = words.iter().skip(2).map(Path::new).filter_map(|path| {
        let folder = if path.is_dir() { Some(path) } else { path.parent().filter(|_| path.is_file()) };
        folder.filter(|folder| folder.join("scheme.yaml").is_file()).map(Path::to_owned)
    });
    folders.next()
}

/// What stands behind an option, which may be joined to it.
fn value_of(words: &[OsString], option: &str) -> Option<OsString> {
    let at = words.iter().position(|word| word == option);
    let joined = || words.iter().find_map(|word| Some(word.to_str()?.strip_prefix(option)?.strip_prefix('=')?.into()));
    at.and_then(|at| words.get(at.saturating_add(1)).cloned()).or_else(joined)
}
