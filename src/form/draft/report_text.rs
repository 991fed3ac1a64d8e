//! The report file.

use std::fmt::Write;

use super::grades;
use super::group::DraftGroup;
use super::ids::MoneyIds;
use super::item::{Blank, DraftActual, DraftRow};
use super::money::DraftMoney;
use super::plan::Plan;
use super::yaml::{flow, scalar};
use crate::form::message::Message;
use crate::form::reading::{ReadCell, SumLine};
use crate::form::role::CellRole;

/// Writes the report.
pub(super) fn write(plan: &Plan<'_>) -> String {
    let mut text = String::new();
    // Writing into a text cannot fail.
    let _ = head(plan, &mut text);
    let _ = metrics(plan, &mut text);
    let _ = rows(plan, &mut text);
    let _ = claimed(plan, &mut text);
    text
}

fn head(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    let reading = plan.reading;
    writeln!(text, "# {}", plan.say(&Message::new("form-draft-as-printed")))?;
    for remark in reading.remarks.iter().chain(&plan.remarks) {
        writeln!(text, "# {}", plan.say(&remark.message()))?;
    }
    for message in without_place(plan).into_iter().chain(without_lines(plan)) {
        writeln!(text, "# {}", plan.say(&message))?;
    }
    writeln!(text, "scheme: {}\nunit: {}", scalar(&plan.id), scalar(&plan.organisation))?;
    if let Some((year, _)) = reading.year {
        writeln!(text, "year: {year}")?;
    }
    writeln!(text, "publication:")?;
    let file = reading.file.rsplit(['/', '\\']).next().unwrap_or(&reading.file);
    match &plan.options.url {
        Some(url) => writeln!(text, "  url: {}", scalar(url))?,
        None => writeln!(text, "  file: {}\n  sheet: {}", scalar(file), scalar(&reading.sheet))?,
    }
    let title = reading.title.as_ref().map_or_else(|| plan.title.clone(), ReadCell::line);
    writeln!(text, "  title: {}", scalar(&title))?;
    // Where no label names the organisation, the department is the organisation.
    let department = reading.labels.get(&CellRole::Department).filter(|cell| cell.is_given());
    if let Some(department) = department.map(ReadCell::line).filter(|department| *department != plan.organisation) {
        writeln!(text, "  department: {}", scalar(&department))?;
    }
    writeln!(text, "  complete: {}", if plan.is_complete { "是" } else { "否" })?;
    match plan.unseen() {
        Some(unseen) => writeln!(text, "  unseen: {unseen}"),
        None => Ok(()),
    }
}

/// Sums of rows that are no group of the scheme: they have no key and are kept as comments.
fn without_place(plan: &Plan<'_>) -> Vec<Message> {
    let sums = plan.reading.subtotals.iter().filter(|line| !plan.groups.iter().any(|group| is_of(line, group)));
    let message = |line: &SumLine| {
        let sum = |role: CellRole| line.cells.get(&role).map(ReadCell::line).unwrap_or_default();
        let message = Message::new("form-draft-subtotal").with("name", line.label.line());
        message.with("weight", sum(CellRole::Weight)).with("points", sum(CellRole::Score))
    };
    sums.map(message).collect()
}

/// A printed grade of which nobody knows where it begins.
fn without_lines(plan: &Plan<'_>) -> Option<Message> {
    let grade = grades::printed(plan.reading).filter(|grade| plan.grades.iter().all(|(label, _, _)| label != grade))?;
    Some(Message::new("form-draft-grade-without-lines").with("grade", grade))
}

/// Whether a line is the sum of a group.
fn is_of(line: &SumLine, group: &DraftGroup) -> bool {
    let first = group.rows.first().map(|row| row.position);
    let end = group.rows.last().map(|row| row.position.saturating_add(1));
    Some(line.rows.0) == first && Some(line.rows.1) == end
}

fn metrics(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    writeln!(text, "metrics:")?;
    if let Some((ids, money)) = &plan.money {
        for (id, value) in [(&ids.budget, money.budget), (&ids.executed, money.executed)] {
            let entry = match value {
                Some(value) => vec![("value", value.to_string()), ("unit", scalar(&money.unit))],
                None => vec![("missing", scalar(&plan.say(&Message::new("form-missing-money"))))],
            };
            writeln!(text, "  {}: {}", scalar(id), flow(&entry))?;
        }
    }
    for row in plan.rows() {
        writeln!(text, "  {}: {}", scalar(row.metric()), flow(&metric_entry(plan, row)))?;
    }
    Ok(())
}

fn metric_entry(plan: &Plan<'_>, row: &DraftRow) -> Vec<(&'static str, String)> {
    let mut entry = match &row.actual {
        DraftActual::Value(value, unit) => {
            let mut entry = vec![("value", scalar(value))];
            entry.extend(unit.as_ref().map(|unit| ("unit", scalar(unit))));
            entry
        }
        DraftActual::Judged { words, .. } => vec![("value", scalar(words))],
        DraftActual::Missing(blank) => {
            let reason = blank.say(plan.words, CellRole::Actual);
            vec![("missing", scalar(&reason))]
        }
        DraftActual::NotApplicable(reason) => vec![("not_applicable", scalar(reason))],
    };
    entry.extend(row.note.as_ref().map(|note| ("note", scalar(&plan.say(note)))));
    entry
}

fn blank_score(plan: &Plan<'_>, row: &DraftRow) -> String {
    let blank = row.blank.clone().unwrap_or(Blank::Empty);
    blank.say(plan.words, CellRole::Score)
}

fn rows(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    writeln!(text, "rows:")?;
    if let Some((ids, money)) = &plan.money {
        money_row(plan, ids, money, text)?;
    }
    for row in plan.rows() {
        writeln!(text, "  {}: {}", scalar(&row.id), row_entry(plan, row))?;
    }
    Ok(())
}

fn row_entry(plan: &Plan<'_>, row: &DraftRow) -> String {
    let mut entry = Vec::new();
    match (row.claimed, &row.blank) {
        (Some(points), _) => entry.push(("claimed", points.to_string())),
        (None, Some(_)) => entry.push(("blank", scalar(&blank_score(plan, row)))),
        (None, None) => {}
    }
    entry.extend(row.converted.map(|points| ("converted", points.to_string())));
    entry.extend(row.completion.map(|rate| ("printed_rate", rate.to_string())));
    entry.extend(row.reason.as_ref().map(|reason| ("deviation", scalar(reason))));
    let review = row.review.filter(|points| *points <= row.weight);
    if let Some(points) = review {
        let mut review = vec![("points", points.to_string())];
        let actual = row.reviewed.as_ref().map(|actual| ("actual", scalar(actual)));
        review.extend(actual);
        let reason = row.remark.as_ref().filter(|_| row.claimed != Some(points));
        review.extend(reason.map(|reason| ("reason", scalar(reason))));
        entry.push(("review", flow(&review)));
    }
    let taken_off = row.taken_off.map(|points| Message::new("form-note-taken-off").with("points", points.normalize()));
    let remark = row.remark.clone().filter(|_| review.is_none_or(|points| row.claimed == Some(points)));
    let notes: Vec<String> = taken_off.map(|note| plan.say(&note)).into_iter().chain(remark).collect();
    if !notes.is_empty() {
        entry.push(("note", scalar(&notes.join("；"))));
    }
    flow(&entry)
}

fn money_row(plan: &Plan<'_>, ids: &MoneyIds, money: &DraftMoney, text: &mut String) -> std::fmt::Result {
    writeln!(text, "  {}:", scalar(&ids.row))?;
    match (money.claimed, &money.blank) {
        (Some(points), _) => writeln!(text, "    claimed: {points}")?,
        (None, Some(blank)) => {
            let blank = blank.say(plan.words, CellRole::Score);
            writeln!(text, "    blank: {}", scalar(&blank))?;
        }
        (None, None) => {}
    }
    if let Some(rate) = money.rate {
        writeln!(text, "    printed_rate: {rate}")?;
    }
    if let Some(initial) = money.initial {
        writeln!(text, "    initial_budget: {initial}")?;
    }
    if let Some(carried_over) = money.carried_over {
        writeln!(text, "    carried_over: {carried_over}")?;
    }
    if !money.lines.is_empty() {
        writeln!(text, "    budget_lines:")?;
    }
    for line in &money.lines {
        let mut entry = vec![("name", scalar(&line.name))];
        entry.extend(line.initial.map(|initial| ("initial", initial.to_string())));
        let carried_over = line.carried_over;
        entry.extend(carried_over.map(|money| ("carried_over", money.to_string())));
        entry.push(("budget", line.budget.to_string()));
        entry.push(("executed", line.executed.to_string()));
        writeln!(text, "      - {}", flow(&entry))?;
    }
    Ok(())
}

fn claimed(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    let mut entry = Vec::new();
    let number = |role: CellRole| plan.sum(role);
    // A form that prints points taken off prints no total of points: it follows from the weights.
    let taken_off = number(CellRole::Deduction).map(|points| points.abs()).zip(number(CellRole::Weight));
    let total = plan.printed_sum(CellRole::Score).or(taken_off.and_then(|(points, weight)| weight.checked_sub(points)));
    match (&plan.reading.total, total) {
        (_, Some(points)) => entry.push(("total", points.to_string())),
        (Some(total), None) => entry.push(("blank", scalar(&blank_total(plan, total)))),
        (None, None) => {}
    }
    let grade = grades::printed(plan.reading).filter(|grade| plan.grades.iter().any(|(label, _, _)| label == grade));
    entry.extend(grade.map(|grade| ("grade", scalar(&grade))));
    entry.extend(number(CellRole::Weight).map(|weight| ("total_weight", weight.to_string())));
    entry.extend(subtotals(plan).map(|subtotals| ("subtotals", subtotals)));
    if !entry.is_empty() {
        writeln!(text, "claimed: {}", flow(&entry))?;
    }
    match plan.printed_sum(CellRole::ReviewScore) {
        Some(total) => writeln!(text, "review: {{ total: {total} }}"),
        None => Ok(()),
    }
}

fn blank_total(plan: &Plan<'_>, total: &SumLine) -> String {
    plan.say(&match total.cells.get(&CellRole::Score) {
        None => Message::new("form-blank-total"),
        Some(cell) => Message::new("form-blank-total-says").with("text", cell.line()),
    })
}

/// The printed points of whole groups, by the group's id.
fn subtotals(plan: &Plan<'_>) -> Option<String> {
    let ids: Vec<String> = plan.groups.iter().map(|group| scalar(&group.id)).collect();
    let mut entries = Vec::new();
    for (group, id) in plan.groups.iter().zip(&ids) {
        let line = plan.reading.subtotals.iter().find(|line| is_of(line, group));
        let points = line.and_then(|line| line.cells.get(&CellRole::Score)).and_then(ReadCell::printed_number);
        entries.extend(points.map(|points| (id.as_str(), points.to_string())));
    }
    (!entries.is_empty()).then(|| flow(&entries))
}
