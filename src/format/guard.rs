//! What guard found: the causes first, each with what it moved, then the cases, then what to do next.

mod markdown;

use std::fmt::Write;

pub use self::markdown::guard_markdown;
use super::palette::Tone;
use super::phrases;
use super::record::problem_record;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{align_right, ruled};
use super::tell_problem;
use crate::comparison::guard::{Aspect, CaseComparison, Cause, Detail, Effect, GuardRecord, RowContribution, Survey};
use crate::diagnostic::Diagnostic;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::record::{RowResult, TotalResult};

/// How many values, rows and cases are shown of each cause, and how many causes; the JSON has all.
const MOST_SHOWN: usize = 12;
const MOST_CAUSES: usize = 40;
/// How many of the cases that come to another result are shown; the JSON has all.
const MOST_CASES: usize = 40;

/// The answer for people; `folder` is what was asked about.
#[must_use]
pub fn guard_text(survey: &Survey<'_>, folder: &str, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    let causes = survey.causes();
    let _ = writeln!(text, "{}", headline(survey, &causes, messages));
    if !survey.is_clean() && survey.is_settled() {
        let _ = writeln!(text, "{}", say(messages, "settled", &[]));
    }
    for cause in causes.iter().take(MOST_CAUSES) {
        text.drawn("\n");
        text.drawn(&cause_text(cause, survey, messages, screen));
    }
    if let Some(left) = causes.len().checked_sub(MOST_CAUSES).filter(|left| *left > 0) {
        let _ = writeln!(text, "\n{}", say(messages, "more", &[("count", &left.to_string())]));
    }
    if survey.moved() > 0 {
        text.drawn("\n");
        text.drawn(&differing(survey, messages, screen));
    }
    for (id, folders) in [("new", &survey.new), ("gone", &survey.gone), ("refused", &survey.refused)] {
        if !folders.is_empty() {
            let named = folders.iter().take(MOST_SHOWN).cloned().collect::<Vec<_>>().join(&comma(messages));
            let mut line = say(messages, id, &[("count", &folders.len().to_string()), ("folders", &named)]);
            line.extend(more(folders.len(), messages).map(|more| format!(" {more}")));
            let _ = writeln!(text, "\n{line}");
        }
    }
    let is_new = |folder: &String| survey.new.contains(folder);
    for (folder, problems) in survey.unscored.iter().filter(|(folder, _)| is_new(folder)) {
        let _ = writeln!(text, "  {folder}");
        for line in problem_lines(problems.iter().collect(), messages) {
            text.line(line.trim_end());
        }
    }
    if !survey.is_clean() && survey.count() > survey.refused.len() {
        let _ = writeln!(text, "\n{}", say(messages, "next", &[]));
        // What cannot be read comes first; without anything else there is nothing to accept.
        if !survey.refused.is_empty() {
            let _ = writeln!(text, "  {}", say(messages, "next-repair", &[]));
        }
        if causes.is_empty() && survey.new.is_empty() && survey.gone.is_empty() {
            return text.finish();
        }
        // The engine's own difference has to be recorded before any other of the same case.
        let is_engine = |cause: &&Cause<'_>| cause.change.aspect() == Aspect::Engine;
        let first = causes.iter().find(is_engine).or(causes.first());
        let other = if survey.new.is_empty() { "gone" } else { "new" };
        let first = first.map_or_else(|| other.to_owned(), |cause| cause.id.clone());
        // What has no result is accepted by name only.
        let all = survey.unscored.is_empty().then(|| ("next-all", String::new()));
        for (id, command) in all.into_iter().chain([("next-one", first)]) {
            let command = format!("jixiao guard {folder} --accept {command}");
            let _ = writeln!(text, "  {}", say(messages, id, &[("command", command.trim_end())]));
        }
        let review = format!("jixiao guard {folder} --review");
        let _ = writeln!(text, "  {}", say(messages, "next-review", &[("command", &review)]));
    }
    text.finish()
}

/// The answer as a record; `folder` is what was asked about.
#[must_use]
pub fn guard_record(survey: &Survey<'_>, folder: &str) -> GuardRecord {
    survey.record(folder, &problem_record)
}

fn say(messages: &Messages, id: &str, facts: &[(&str, &str)]) -> String {
    messages.say(&format!("guard-{id}"), facts)
}

fn comma(messages: &Messages) -> String {
    messages.say("list-comma", &[])
}

fn more(count: usize, messages: &Messages) -> Option<String> {
    let left = count.checked_sub(MOST_SHOWN).filter(|left| *left > 0)?;
    Some(say(messages, "more", &[("count", &left.to_string())]))
}

fn headline(survey: &Survey<'_>, causes: &[Cause<'_>], messages: &Messages) -> String {
    if survey.is_clean() {
        return say(messages, "clean", &[("count", &survey.count().to_string())]);
    }
    let unmoved = survey.changed.len().saturating_sub(survey.moved());
    let counts = [
        ("same", survey.same),
        ("changed", survey.moved()),
        ("unmoved", unmoved),
        ("new", survey.new.len()),
        ("gone", survey.gone.len()),
        ("refused", survey.refused.len()),
        ("count", survey.count()),
    ];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    let facts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    let mut line = say(messages, "counts", &facts);
    if let Some(level) = causes.iter().map(|cause| cause.level).max() {
        let level = say(messages, &format!("level-{}", <&str>::from(level)), &[]);
        let _ = write!(line, "\n{}", say(messages, "verdict", &[("level", &level)]));
    }
    line
}

/// One cause with all it moved, as the review shows it.
#[must_use]
pub fn cause_text(cause: &Cause<'_>, survey: &Survey<'_>, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    text.toned(&cause.id, Tone::Strong);
    let _ = writeln!(text, "  {}", what(cause, messages));
    for line in details(cause, messages) {
        match line {
            DetailLine::Removed(at, line) => text.toned(&format!("    {at} - {line}"), Tone::Lost),
            DetailLine::Added(at, line) => text.toned(&format!("    {at} + {line}"), Tone::Gained),
            DetailLine::Plain(line) => text.line(&format!("    {line}")),
        }
    }
    let _ = writeln!(text, "  {}", level_words(cause, messages));
    let _ = writeln!(text, "  {}", size(cause, messages));
    let rows: Vec<(&Effect<'_>, &RowContribution)> =
        cause.effects.iter().flat_map(|effect| effect.share.rows.iter().map(move |row| (effect, row))).collect();
    if !rows.is_empty() {
        let header = ["case", "row", "recorded", "now", "part"].map(|id| say(messages, &format!("column-{id}"), &[]));
        let mut table = ruled(&header, screen, 120);
        for (effect, row) in rows.iter().take(MOST_SHOWN) {
            let rounding = effect.comparison.roundings.indicator;
            table.add_row([
                case_name(survey, effect.case).to_owned(),
                messages.pick(&row.name).to_owned(),
                row_state(row.before.as_ref(), rounding, messages),
                row_state(row.after.as_ref(), rounding, messages),
                part_words(row, rounding, messages),
            ]);
        }
        align_right(&mut table, &[2, 3, 4]);
        text.table(&table, messages);
        if let Some(more) = more(rows.len(), messages) {
            let _ = writeln!(text, "  {more}");
        }
    }
    let problems = cause.effects.iter().flat_map(|effect| survey.problems(effect));
    for line in problem_lines(problems.collect(), messages) {
        text.line(line.trim_end());
    }
    let grades: Vec<&Effect<'_>> = cause.effects.iter().filter(|effect| effect.share.moves_grade).collect();
    for effect in grades.iter().take(MOST_SHOWN) {
        let grade = |total: &Option<TotalResult>| total_words(total.as_ref(), effect.comparison, messages).1;
        let (before, after) = (grade(&effect.comparison.before), grade(&effect.comparison.after));
        let facts = [("case", case_name(survey, effect.case)), ("before", &before), ("after", &after)];
        text.toned(&format!("  {}", say(messages, "grade-moved", &facts)), Tone::Wrong);
    }
    if let Some(more) = more(grades.len(), messages) {
        let _ = writeln!(text, "  {more}");
    }
    text.finish()
}

/// Why there is no result, a line each.
fn problem_lines(problems: Vec<&Diagnostic>, messages: &Messages) -> Vec<String> {
    let line = |problem: &&Diagnostic| {
        let place = problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let (sentence, code) = (tell_problem(problem, messages).0, problem.code.name());
        let row = problem.row.as_ref().map_or("", |row| messages.pick(row));
        let words = [place.as_str(), row, &sentence].into_iter().filter(|word| !word.is_empty());
        format!("    {} [{code}]\n", words.collect::<Vec<_>>().join(": "))
    };
    let mut lines: Vec<String> = problems.iter().take(MOST_SHOWN).map(line).collect();
    lines.extend(more(problems.len(), messages).map(|more| format!("    {more}\n")));
    lines
}

fn case_name<'s>(survey: &'s Survey<'_>, at: usize) -> &'s str {
    survey.changed.get(at).map_or("", |(folder, _)| folder.as_str())
}

/// A line of what was changed; those of a script with their numbers.
enum DetailLine {
    Removed(String, String),
    Added(String, String),
    Plain(String),
}

/// The values that were changed: lines of a script as removed and added, others before and after.
fn details(cause: &Cause<'_>, messages: &Messages) -> Vec<DetailLine> {
    let none = || say(messages, "none", &[]);
    let all = &cause.change.details;
    let mut lines = Vec::new();
    for Detail { at, before, after } in all.iter().take(MOST_SHOWN) {
        if cause.change.aspect() == Aspect::Script {
            let trimmed = |line: &String| (at.clone(), line.trim_end().to_owned());
            lines.extend(before.iter().map(trimmed).map(|(at, line)| DetailLine::Removed(at, line)));
            lines.extend(after.iter().map(trimmed).map(|(at, line)| DetailLine::Added(at, line)));
        } else {
            let (before, after) = (before.clone().unwrap_or_else(none), after.clone().unwrap_or_else(none));
            let at = if at.is_empty() { String::new() } else { format!("{at}: ") };
            lines.push(DetailLine::Plain(format!("{at}{before} → {after}")));
        }
    }
    lines.extend(more(all.len(), messages).map(DetailLine::Plain));
    lines
}

/// What a cause is a change of.
fn what(cause: &Cause<'_>, messages: &Messages) -> String {
    let key = cause.change.keys.first();
    let (subject, part) = key.map(|key| (key.subject.as_str(), key.part.as_str())).unwrap_or_default();
    let name = messages.pick(&cause.change.name);
    let aspect: &str = cause.change.aspect().into();
    say(messages, &format!("cause-{aspect}"), &[("subject", subject), ("part", part), ("name", name)])
}

/// How much a cause means, and what says so.
fn level_words(cause: &Cause<'_>, messages: &Messages) -> String {
    let level = say(messages, &format!("level-{}", <&str>::from(cause.level)), &[]);
    let decided = say(messages, &format!("decided-{}", <&str>::from(cause.decided)), &[]);
    say(messages, "level", &[("level", &level), ("decided", &decided)])
}

/// How much a cause moved, or on how much it was tried and moved nothing.
fn size(cause: &Cause<'_>, messages: &Messages) -> String {
    let (rows, tried) = cause.rows();
    let all = cause.effects.len().to_string();
    let (rows, tried) = (rows.to_string(), tried.to_string());
    if tried == "0" && cause.cases() == 0 {
        return say(messages, "untouched", &[("cases", &all)]);
    }
    if cause.cases() == 0 {
        return say(messages, "unmoved", &[("cases", &all), ("tried", &tried)]);
    }
    let cases = cause.cases().to_string();
    let facts = [("cases", cases.as_str()), ("all", &all), ("rows", &rows), ("tried", &tried)];
    let mut line = say(messages, "moved", &facts);
    if let Some((least, most)) = points_range(cause) {
        let id = if least == most { "points-each" } else { "points-range" };
        line.push_str(&say(messages, id, &[("least", &least), ("most", &most)]));
    }
    let totals: Vec<&Number> =
        cause.effects.iter().map(|effect| &effect.share.total).filter(|total| !total.is_zero()).collect();
    if let (Some(least), Some(most)) = (totals.iter().min(), totals.iter().max()) {
        let roundings = cause.effects.iter().map(|effect| Some(effect.comparison.roundings.total));
        let [least, most] = [least, most].map(|number| phrases::signed(Some(number), finest(roundings.clone())));
        let id = if least == most { "total-each" } else { "total-range" };
        line.push_str(&say(messages, id, &[("least", &least), ("most", &most)]));
    }
    if cause.grades() > 0 {
        line.push_str(&say(messages, "grades", &[("count", &cause.grades().to_string())]));
    }
    line
}

/// The smallest and the largest part that a cause has in the points of a row, with their signs.
fn points_range(cause: &Cause<'_>) -> Option<(String, String)> {
    let rounding = finest(cause.effects.iter().map(|effect| effect.comparison.roundings.indicator));
    cause.points().map(|(least, most)| (phrases::signed(Some(least), rounding), phrases::signed(Some(most), rounding)))
}

/// The rounding with the most decimals: numbers of several schemes that stand beside each other have as many.
fn finest(roundings: impl Iterator<Item = Option<Rounding>>) -> Option<Rounding> {
    roundings.flatten().max_by_key(|rounding| rounding.places)
}

fn part_words(row: &RowContribution, rounding: Option<Rounding>, messages: &Messages) -> String {
    if row.is_unscored() || (row.points.is_zero() && row.unrounded.is_zero()) {
        say(messages, "state", &[])
    } else if !row.points.is_zero() {
        phrases::signed(Some(&row.points), rounding)
    } else {
        say(messages, "below-rounding", &[("part", &phrases::with_sign(&row.unrounded, None))])
    }
}

fn row_state(row: Option<&RowResult>, rounding: Option<Rounding>, messages: &Messages) -> String {
    match row {
        None => say(messages, "none", &[]),
        Some(RowResult { points: Some(points), .. }) => phrases::points(points, rounding),
        Some(row) => messages.say(&format!("state-{}", <&str>::from(row.state)), &[]),
    }
}

fn total_words(total: Option<&TotalResult>, comparison: &CaseComparison, messages: &Messages) -> (String, String) {
    match total {
        Some(total) => {
            (phrases::points(&total.points, Some(comparison.roundings.total)), messages.pick(&total.grade).to_owned())
        }
        None => (say(messages, "withheld", &[]), say(messages, "none", &[])),
    }
}

/// Every case that comes to another result: how many rows, the total before and after, and the difference.
fn differing(survey: &Survey<'_>, messages: &Messages, screen: Screen) -> String {
    let header = ["case", "rows", "total-before", "total-after", "difference", "causes"];
    let header = header.map(|id| say(messages, &format!("column-{id}"), &[]));
    let mut table = ruled(&header, screen, 120);
    let moved = survey.moved_cases(MOST_CASES);
    for (folder, comparison) in moved.iter().take(MOST_CASES) {
        let totals = [&comparison.before, &comparison.after];
        let [before, after] = totals.map(|total| {
            let (points, grade) = total_words(total.as_ref(), comparison, messages);
            format!("{points} {grade}")
        });
        let difference = match totals.map(Option::as_ref) {
            [Some(before), Some(after)] => after.points.subtract(&before.points).ok(),
            _ => None,
        };
        let difference = difference.map_or_else(
            || say(messages, "none", &[]),
            |difference| phrases::signed(Some(&difference), Some(comparison.roundings.total)),
        );
        let felt = comparison.shares.iter().filter(|share| share.is_felt());
        let counts = [comparison.rows.len(), felt.count()].map(|count| count.to_string());
        let [rows, causes] = counts;
        table.add_row([(*folder).to_owned(), rows, before, after, difference, causes]);
    }
    align_right(&mut table, &[1, 4, 5]);
    let mut text = ScreenText::new(screen);
    text.line(&say(messages, "differing", &[]));
    text.table(&table, messages);
    if let Some(left) = moved.len().checked_sub(MOST_CASES).filter(|left| *left > 0) {
        let _ = writeln!(text, "  {}", say(messages, "more", &[("count", &left.to_string())]));
    }
    for (folder, comparison) in moved.iter().take(MOST_CASES) {
        for (id, rest) in &comparison.undivided {
            let total = messages.say("total", &[]);
            let row = comparison.rows.iter().find(|row| row.id == *id).map(|row| messages.pick(&row.name));
            let points = phrases::signed(Some(rest), Some(comparison.roundings.total));
            let facts = [("case", *folder), ("row", row.unwrap_or(&total)), ("points", &points)];
            let _ = writeln!(text, "{}", say(messages, "undivided", &facts));
        }
    }
    text.finish()
}
