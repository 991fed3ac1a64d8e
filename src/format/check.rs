//! What a check found, at its end: how many problems, and what reports leave out.

use strum::IntoEnumIterator;

use super::record::problem_record;
use crate::diagnostic::{Diagnostics, Severity};
use crate::messages::Messages;
use crate::record::{CheckRecord, OmissionRecord, PlaceText};
use crate::review::omissions::{Omission, OmissionKind};

/// How many names are listed of each kind.
const MAX_NAMES: usize = 12;

/// How many errors and warnings there are, and how many of the cases are published tables or illustrations; then the list of
/// what was left out.
#[must_use]
pub fn check_text(found: &CheckRecord, messages: &Messages) -> String {
    let [errors, warnings] = [found.errors, found.warnings].map(|count| count.to_string());
    let mut lines = vec![match found.problems.is_empty() {
        true => messages.say("problems-none", &[]),
        false => messages.say("problems-count", &[("errors", &errors), ("warnings", &warnings)]),
    }];
    for (id, count) in [("check-published", found.published), ("check-illustrative", found.illustrative)] {
        if count > 0 {
            lines.push(messages.say(id, &[("count", &count.to_string())]));
        }
    }
    if !found.omissions.is_empty() {
        lines.push(messages.say("check-omitted", &[]));
    }
    for kind in OmissionKind::iter() {
        let kind: &str = kind.into();
        let all: Vec<&OmissionRecord> = found.omissions.iter().filter(|omission| omission.kind == kind).collect();
        if all.is_empty() {
            continue;
        }
        // A place that all have in common is told once.
        let common =
            all.first().map(|first| &first.place).filter(|place| all.iter().all(|other| other.place == **place));
        let placed = |name: &str, place: &PlaceText| {
            messages.say("check-omitted-one", &[("name", name), ("place", &place.to_string())])
        };
        let named = all.iter().take(MAX_NAMES).map(|omission| match common {
            Some(_) => messages.pick(&omission.name).to_owned(),
            None => placed(messages.pick(&omission.name), &omission.place),
        });
        let mut named: Vec<String> = named.collect();
        if all.len() > MAX_NAMES {
            named.push("…".to_owned());
        }
        let names = named.join(&messages.say("list-comma", &[]));
        let names = common.map_or_else(|| names.clone(), |place| placed(&names, place));
        let facts = [("count", all.len().to_string()), ("names", names)];
        let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
        lines.push(format!("  {}", messages.say(&format!("check-omitted-{kind}"), &facts)));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The same for machines, with the problems themselves: of how many cases are published tables or illustrations, and what
/// the others leave out.
#[must_use]
pub fn check_record(
    problems: &Diagnostics,
    (published, illustrative): (usize, usize),
    omissions: &[Omission],
) -> CheckRecord {
    let omission = |omission: &Omission| OmissionRecord {
        kind: <&str>::from(omission.kind).to_owned(),
        name: omission.name.clone(),
        place: PlaceText::from(&omission.place),
    };
    CheckRecord {
        errors: count(problems, Severity::Error),
        warnings: count(problems, Severity::Warning),
        published,
        illustrative,
        problems: problems.iter().map(problem_record).collect(),
        omissions: omissions.iter().map(omission).collect(),
    }
}

fn count(problems: &Diagnostics, wanted: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == wanted).count()
}
