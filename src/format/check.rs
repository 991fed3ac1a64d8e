//! What a check found, at its end: how many problems, and what reports leave out.

use strum::IntoEnumIterator;

use super::record::problem_record;
use crate::diagnostic::{Diagnostics, Severity};
use crate::messages::Messages;
use crate::record::{CheckRecord, OmissionRecord, PlaceText};
use crate::review::omissions::{Omission, OmissionKind};

/// How many names are listed of each kind.
const MAX_NAMES: usize = 12;

/// How many errors and warnings there are, and how many of the cases are published tables; then the list of what was left out.
#[must_use]
pub fn check_text(problems: &Diagnostics, published: usize, omissions: &[Omission], messages: &Messages) -> String {
    let [errors, warnings] = [Severity::Error, Severity::Warning].map(|wanted| count(problems, wanted).to_string());
    let mut lines = vec![match problems.is_empty() {
        true => messages.say("problems-none", &[]),
        false => messages.say("problems-count", &[("errors", &errors), ("warnings", &warnings)]),
    }];
    if published > 0 {
        lines.push(messages.say("check-published", &[("count", &published.to_string())]));
    }
    if !omissions.is_empty() {
        lines.push(messages.say("check-omitted", &[]));
    }
    for kind in OmissionKind::iter() {
        let all: Vec<&Omission> = omissions.iter().filter(|omission| omission.kind == kind).collect();
        if all.is_empty() {
            continue;
        }
        let named = all.iter().take(MAX_NAMES).map(|omission| {
            let (name, place) = (messages.pick(&omission.name), omission.place.to_string());
            messages.say("check-omitted-one", &[("name", name), ("place", &place)])
        });
        let mut named: Vec<String> = named.collect();
        if all.len() > MAX_NAMES {
            named.push("…".to_owned());
        }
        let names = named.join(&messages.say("list-comma", &[]));
        let facts = [("count", all.len().to_string()), ("names", names)];
        let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
        lines.push(format!("  {}", messages.say(&format!("check-omitted-{}", <&str>::from(kind)), &facts)));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The same for machines, with the problems themselves.
#[must_use]
pub fn check_record(problems: &Diagnostics, published: usize, omissions: &[Omission]) -> CheckRecord {
    let omission = |omission: &Omission| OmissionRecord {
        kind: <&str>::from(omission.kind).to_owned(),
        name: omission.name.clone(),
        place: PlaceText::from(&omission.place),
    };
    CheckRecord {
        errors: count(problems, Severity::Error),
        warnings: count(problems, Severity::Warning),
        published,
        problems: problems.iter().map(problem_record).collect(),
        omissions: omissions.iter().map(omission).collect(),
    }
}

fn count(problems: &Diagnostics, wanted: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == wanted).count()
}
