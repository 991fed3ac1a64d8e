//! Answers of a search as text.

use std::fmt::Write;

use super::phrases;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{align_right, ruled};
use super::tell_problem;
use crate::analysis::seek::{
    FoundChange, FoundTotal, Limit, LimitKind, Measure, Proof, Published, SearchAnswer, SearchResult, Unreachable,
};
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};

/// How many weightings or limits a text lists on a line of their own before it counts the rest.
const MOST_LIMITS: usize = 12;

/// The answer for a terminal; `goal` is the goal in words.
#[must_use]
pub fn sought_text(sought: &SearchResult, measure: &Measure, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    let mut line = |id: &str, facts: &[(&str, &str)]| {
        let _ = writeln!(text, "{}", messages.say(id, facts));
    };
    let goal = messages.pick(&sought.goal);
    let (total, grade) = (points(&sought.before), messages.pick(&sought.before.grade));
    line("seek-goal", &[("unit", &sought.unit), ("goal", goal), ("total", &total), ("grade", grade)]);
    match &sought.answer {
        SearchAnswer::AlreadyMet => line("seek-met", &[]),
        SearchAnswer::Found(certificate) => {
            let size = size(&certificate.size, measure, messages);
            match &certificate.proof {
                Proof::Minimal => line("seek-minimal", &[("size", &size)]),
                Proof::AtLeast(least) if least.is_zero() => line("seek-best", &[("size", &size)]),
                Proof::AtLeast(least) => {
                    let gap = certificate.size.subtract(least).unwrap_or_else(|_| Number::zero());
                    line("seek-within", &[("size", &size), ("gap", &gap.to_string()), ("least", &least.to_string())]);
                }
            }
            if certificate.proof != Proof::Minimal {
                line("seek-limit-reached", &[]);
            }
            changes(&mut text, &certificate.changes, sought.rows, messages, screen);
            let after = (points(&certificate.after), messages.pick(&certificate.after.grade));
            let _ = writeln!(text, "{}", messages.say("seek-certified", &[("total", &after.0), ("grade", after.1)]));
        }
        SearchAnswer::Unreachable(why) => unreachable(&mut text, "unreachable", (why, sought), messages, screen),
        SearchAnswer::Open(why) => unreachable(&mut text, "open", (why, sought), messages, screen),
    }
    if let Some(step) = &sought.step {
        let _ = writeln!(text, "{}", messages.say("seek-step", &[("step", &step.to_string())]));
    }
    if let Some((example, _)) = sought.given.first() {
        let names = sought.given.iter().map(|(id, name)| phrases::with_id(id, name, messages));
        let names = names.collect::<Vec<_>>().join(messages.say("list-comma", &[]).as_str());
        let _ = writeln!(text, "{}", messages.say("seek-given", &[("names", &names), ("example", example)]));
    }
    for why in &sought.sampled {
        let _ = writeln!(text, "{}", messages.say("seek-sampled", &[("why", &tell_problem(why, messages).0)]));
    }
    text.finish()
}

/// The weightings that reproduce a total, for a terminal.
#[must_use]
pub fn published_text(published: &Published, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    let total = published.total.to_string();
    let count = published.found.len().to_string();
    let tried = published.tried.to_string();
    let refused = published.refused.to_string();
    let facts = [
        ("unit", published.unit.as_str()),
        ("total", &total),
        ("count", &count),
        ("tried", &tried),
        ("refused", &refused),
    ];
    let _ = writeln!(text, "{}", messages.say("seek-published", &facts));
    if !published.found.is_empty() {
        let names = published.rows.iter().map(|(_, name)| messages.pick(name).to_owned());
        let header: Vec<String> = names.chain(["seek-rest", "seek-present"].map(|id| messages.say(id, &[]))).collect();
        let columns: Vec<usize> = (0..=published.rows.len()).collect();
        let mut table = ruled(&header, screen, 120);
        for weighting in &published.found {
            let weights = weighting.weights.iter().map(ToString::to_string);
            let present = if weighting.is_present { messages.say("yes", &[]) } else { String::new() };
            table.add_row(weights.chain([weighting.rest.to_string(), present]));
        }
        align_right(&mut table, &columns);
        text.table(&table, messages);
        let mode = phrases::mode_words(&published.mode, published.giver.as_ref(), messages);
        let _ = writeln!(text, "{}", messages.say("seek-published-below", &[("mode", &mode)]));
    }
    text.finish()
}

fn unreachable(
    text: &mut ScreenText,
    id: &str,
    (why, sought): (&Unreachable, &SearchResult),
    messages: &Messages,
    screen: Screen,
) {
    let (best, limit) = (points(&why.best), why.limit.to_padded(why.best.rounding.places));
    let facts = [("best", best.as_str()), ("grade", messages.pick(&why.best.grade))];
    let way = if sought.is_upward { "" } else { "-down" };
    let _ = writeln!(text, "{}", messages.say(&format!("seek-{id}{way}"), &facts));
    if why.limit != why.best.total {
        let _ = writeln!(text, "{}", messages.say(&format!("seek-none-passes{way}"), &[("limit", &limit)]));
    }
    if !why.changes.is_empty() {
        changes(text, &why.changes, sought.rows, messages, screen);
    }
    if why.limits.is_empty() {
        return;
    }
    let named: Vec<String> = why.limits.iter().take(MOST_LIMITS).map(|one| limit_words(one, messages)).collect();
    let named = named.join(phrases::separator(messages));
    let rest = why.limits.len().saturating_sub(MOST_LIMITS);
    let _ = writeln!(text, "{}", messages.say("seek-limits", &[("limits", &named)]));
    if rest > 0 {
        let _ = writeln!(text, "{}", messages.say("seek-limits-more", &[("count", &rest.to_string())]));
    }
}

fn limit_words(limit: &Limit, messages: &Messages) -> String {
    let (id, value) = match &limit.kind {
        LimitKind::Locked => ("seek-limit-locked", String::new()),
        LimitKind::Least(value) => ("seek-limit-least", value.to_string()),
        LimitKind::Most(value) => ("seek-limit-most", value.to_string()),
        LimitKind::Refused(value) => ("seek-limit-refused", value.to_string()),
        LimitKind::FullMarks => ("seek-limit-full-marks", String::new()),
        LimitKind::Veto => ("seek-limit-veto", String::new()),
        LimitKind::Ceiling(value) => ("seek-limit-ceiling", value.to_string()),
    };
    messages.say(id, &[("name", messages.pick(&limit.name)), ("value", &value)])
}

fn changes(
    text: &mut ScreenText,
    changes: &[FoundChange],
    rows: Option<Rounding>,
    messages: &Messages,
    screen: Screen,
) {
    let header = ["seek-what", "seek-before", "seek-after", "seek-difference", "seek-points"];
    let mut table = ruled(&header.map(|id| messages.say(id, &[])), screen, 120);
    for change in changes {
        let difference = change.after.subtract(&change.before).unwrap_or_else(|_| Number::zero());
        table.add_row([
            messages.pick(&change.name).to_owned(),
            format!("{}{}", change.before, change.unit),
            format!("{}{}", change.after, change.unit),
            phrases::difference(&difference, &change.unit, messages),
            format!("{} → {}", phrases::points(&change.points.0, rows), phrases::points(&change.points.1, rows)),
        ]);
    }
    align_right(&mut table, &[1, 2, 3, 4]);
    text.table(&table, messages);
    let steps: Vec<String> = changes
        .iter()
        .filter_map(|change| {
            let step = phrases::difference(change.step.as_ref()?, &change.unit, messages);
            Some(format!("{} {}", messages.pick(&change.name), step.trim_start_matches('+')))
        })
        .collect();
    if !steps.is_empty() {
        let steps = steps.join(&messages.say("list-comma", &[]));
        text.line(&messages.say("seek-steps", &[("steps", &steps)]));
    }
}

fn size(size: &Number, measure: &Measure, messages: &Messages) -> String {
    let id = format!("seek-size-{}", <&str>::from(measure.kind()));
    let unit = match measure {
        Measure::Figure(unit) => unit.as_str(),
        _ => "",
    };
    let size = phrases::short(size);
    match unit {
        "%" => messages.say("percentage-points", &[("points", &size)]),
        _ => messages.say(&id, &[("size", &size), ("unit", unit)]),
    }
}

fn points(standing: &FoundTotal) -> String {
    standing.total.to_padded(standing.rounding.places)
}
