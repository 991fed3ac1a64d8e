//! What guard found as a summary for a pull request: a table of the causes first, their details folded below it.

use std::fmt::Write;

use super::{
    DetailLine, case_name, details, headline, level_words, more, part_words, points_range, row_state, say, what,
};
use super::{MOST_CASES, MOST_CAUSES, MOST_SHOWN, total_words};
use crate::comparison::guard::{Aspect, Cause, Survey};
use crate::format::markdown::{markdown_cell, markdown_head, markdown_line};
use crate::format::visible::visible;
use crate::messages::Messages;

/// How many bytes a summary has at most; the hosts of repositories take 65,536 characters.
const MAX_BYTES: usize = 60_000;

/// The summary; `folder` is what was asked about.
#[must_use]
pub fn guard_markdown(survey: &Survey<'_>, folder: &str, messages: &Messages) -> String {
    let causes = survey.causes();
    let (count, moved) = (causes.len().to_string(), survey.moved().to_string());
    let title = say(messages, "summary-title", &[("causes", &count), ("moved", &moved)]);
    let mut text = format!("## {title}\n\n");
    for line in headline(survey, &causes, messages).lines() {
        let _ = writeln!(text, "{}  ", markdown_cell(line));
    }
    if !survey.is_clean() && survey.is_settled() {
        let _ = writeln!(text, "{}", say(messages, "settled", &[]));
    }
    if !causes.is_empty() {
        let _ = write!(text, "\n{}", overview(&causes, messages));
    }
    if survey.moved() > 0 {
        let _ = write!(text, "\n### {}\n\n{}", say(messages, "differing", &[]), differing(survey, messages));
    }
    for (id, folders) in [("new", &survey.new), ("gone", &survey.gone), ("refused", &survey.refused)] {
        if !folders.is_empty() {
            let named = folders.iter().take(MOST_SHOWN).map(|folder| markdown_cell(folder)).collect::<Vec<_>>();
            let named = named.join(&messages.say("list-comma", &[]));
            let line = say(messages, id, &[("count", &folders.len().to_string()), ("folders", &named)]);
            let _ = writeln!(text, "\n{line} {}", more(folders.len(), messages).unwrap_or_default());
        }
    }
    if !survey.is_clean() {
        let _ = writeln!(text, "\n```sh\njixiao guard {folder} --review\n```");
    }
    for (at, cause) in causes.iter().enumerate() {
        let folded = folded(cause, survey, messages);
        let left = causes.len().saturating_sub(at).to_string();
        let cut = format!("\n{}\n", say(messages, "summary-cut", &[("count", &left)]));
        if text.len().saturating_add(folded.len()).saturating_add(cut.len()) > MAX_BYTES {
            text.push_str(&cut);
            break;
        }
        text.push_str(&folded);
    }
    text
}

/// A text inside HTML, in one line.
fn html(text: &str) -> String {
    let text = visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('\n', " ")
}

/// The causes with what each moved.
fn overview(causes: &[Cause<'_>], messages: &Messages) -> String {
    let columns = ["cause", "level", "cases", "rows", "points", "grades"];
    let columns = columns.map(|id| say(messages, &format!("summary-{id}"), &[]));
    let mut text = markdown_head(&columns, &[2, 3, 4, 5]);
    for cause in causes.iter().take(MOST_CAUSES) {
        let points = match points_range(cause) {
            Some((least, most)) if least == most => least,
            Some((least, most)) => format!("{least} … {most}"),
            None => say(messages, "none", &[]),
        };
        let level = say(messages, &format!("level-{}", <&str>::from(cause.level)), &[]);
        let counts = [cause.cases(), cause.rows().0, cause.grades()].map(|count| count.to_string());
        let [cases, rows, grades] = counts;
        text.push_str(&markdown_line(&[what(cause, messages), level, cases, rows, points, grades], false));
    }
    if let Some(left) = causes.len().checked_sub(MOST_CAUSES).filter(|left| *left > 0) {
        let _ = writeln!(text, "\n{}", say(messages, "more", &[("count", &left.to_string())]));
    }
    text
}

/// The cases that come to another result, with their totals before and after.
fn differing(survey: &Survey<'_>, messages: &Messages) -> String {
    let columns = ["case", "total-before", "total-after"].map(|id| say(messages, &format!("column-{id}"), &[]));
    let mut text = markdown_head(&columns, &[1, 2]);
    let moved = survey.moved_cases(MOST_CASES);
    for (folder, comparison) in moved.iter().take(MOST_CASES) {
        let [before, after] = [&comparison.before, &comparison.after].map(|total| {
            let (points, grade) = total_words(total.as_ref(), comparison, messages);
            format!("{points} {grade}")
        });
        text.push_str(&markdown_line(&[(*folder).to_owned(), before, after], false));
    }
    if let Some(left) = moved.len().checked_sub(MOST_CASES).filter(|left| *left > 0) {
        let _ = writeln!(text, "\n{}", say(messages, "more", &[("count", &left.to_string())]));
    }
    text
}

/// One cause, folded: what was changed, and the rows it moved.
fn folded(cause: &Cause<'_>, survey: &Survey<'_>, messages: &Messages) -> String {
    let title = format!("{} · {}", what(cause, messages), level_words(cause, messages));
    let mut text = format!("\n<details><summary>{}</summary>\n\n`{}`\n\n", html(&title), cause.id);
    let lines = details(cause, messages).into_iter().map(|line| match line {
        DetailLine::Removed(_, line) => format!("-{line}"),
        DetailLine::Added(_, line) => format!("+{line}"),
        DetailLine::Plain(line) => format!(" {line}"),
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        // A fence that is longer than any in the text.
        let longest = lines.iter().flat_map(|line| line.split(|sign| sign != '`')).map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.saturating_add(1).max(3));
        let language = if cause.change.aspect() == Aspect::Script { "diff" } else { "text" };
        let _ = writeln!(text, "{fence}{language}\n{}\n{fence}\n", lines.join("\n"));
    }
    let rows: Vec<_> =
        cause.effects.iter().flat_map(|effect| effect.share.rows.iter().map(move |row| (effect, row))).collect();
    if !rows.is_empty() {
        let columns = ["case", "row", "recorded", "now", "part"].map(|id| say(messages, &format!("column-{id}"), &[]));
        text.push_str(&markdown_head(&columns, &[2, 3, 4]));
        for (effect, row) in rows.iter().take(MOST_SHOWN) {
            let rounding = effect.comparison.roundings.indicator;
            text.push_str(&markdown_line(
                &[
                    case_name(survey, effect.case).to_owned(),
                    messages.pick(&row.name).to_owned(),
                    row_state(row.before.as_ref(), rounding, messages),
                    row_state(row.after.as_ref(), rounding, messages),
                    part_words(row, rounding, messages),
                ],
                false,
            ));
        }
        if let Some(more) = more(rows.len(), messages) {
            let _ = writeln!(text, "\n{more}");
        }
    }
    text.push_str("\n</details>\n");
    text
}
