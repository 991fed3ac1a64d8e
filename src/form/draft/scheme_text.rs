//! The scheme file.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::group::{DraftGroup, DraftPart, weight_of};
use super::guess::{Guess, GuessKind};
use super::ids::MoneyIds;
use super::item::{DraftActual, DraftRow, DraftTarget};
use super::money::DraftMoney;
use super::plan::Plan;
use super::yaml::{filled, flow, scalar};
use crate::form::message::Message;
use crate::form::remark::RemarkKind;
use crate::form::rules::RuleChoice;

/// The fewest decimals that points are rounded to.
const MIN_PLACES: u32 = 2;
/// How a file says that something is so.
const YES: &str = "是";
/// Where the rows of a first level stand.
const IN_GROUP: &str = "      ";
/// Where the rows of a second level stand.
const IN_PART: &str = "          ";

/// Writes the scheme.
pub(super) fn write(plan: &Plan<'_>) -> String {
    let mut text = String::new();
    // Writing into a text cannot fail.
    let _ = head(plan, &mut text);
    let _ = metrics(plan, &mut text);
    let _ = dimensions(plan, &mut text);
    text
}

fn head(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    let reading = plan.reading;
    let source = Message::new("form-draft-source").with("file", &reading.file).with("sheet", &reading.sheet);
    comment(plan, &source.with("layout", &reading.layout), "", text)?;
    if let Some(other) = &reading.runner_up {
        comment(plan, &Message::new("form-draft-runner-up").with("layout", other), "", text)?;
    }
    for guess in plan.guesses.iter().filter(|guess| guess.row.is_none()) {
        comment(plan, &guess.message(), "", text)?;
    }
    for remark in reading.remarks.iter().chain(&plan.remarks) {
        if matches!(remark.kind, RemarkKind::GroupWeightDiffers { .. } | RemarkKind::RowWithoutWeight { .. }) {
            comment(plan, &remark.message(), "", text)?;
        }
    }
    writeln!(text, "scheme: {}", scalar(&plan.id))?;
    writeln!(text, "title: {}", scalar(&plan.title))?;
    if let Some((year, _)) = reading.year {
        writeln!(text, "year: {year}")?;
    }
    writeln!(text, "full_score: {}", plan.full_score.normalize())?;
    let weights = plan.rows().map(|row| row.weight);
    let weights = weights.chain(plan.money.iter().map(|(_, money)| money.weight));
    let places = weights.map(|weight| weight.normalize().scale()).max().unwrap_or(0).max(MIN_PLACES);
    comment(plan, &Message::new("form-draft-rules"), "", text)?;
    writeln!(
        text,
        "rounding:\n  indicator: {{ places: {places}, mode: half-up }}\n  total: {{ places: {places}, mode: half-up }}"
    )?;
    if plan.grades.len() > 1 {
        comment(plan, &Message::new("form-draft-grade-lines"), "", text)?;
    }
    writeln!(text, "grades:")?;
    for (grade, en, from) in &plan.grades {
        writeln!(text, "  - {{ grade: {grade}, en: {en}, from: {from} }}")?;
    }
    Ok(())
}

/// A line of comment.
fn comment(plan: &Plan<'_>, message: &Message, indent: &str, text: &mut String) -> std::fmt::Result {
    writeln!(text, "{indent}# {}", plan.say(message))
}

/// Metrics that no row declares by itself: money, and words.
fn metrics(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    let judged: Vec<&DraftRow> = plan.rows().filter(|row| row.is_judged).collect();
    if plan.money.is_none() && judged.is_empty() {
        return Ok(());
    }
    writeln!(text, "metrics:")?;
    if let Some((ids, money)) = &plan.money {
        let budget = if money.is_initial { "form-name-initial" } else { "form-name-budget" };
        for (id, name) in [(&ids.budget, budget), (&ids.executed, "form-name-executed")] {
            let name = scalar(&plan.say(&Message::new(name)));
            writeln!(text, "  {}: {{ name: {name}, unit: {} }}", scalar(id), scalar(&money.unit))?;
        }
    }
    for row in judged {
        writeln!(text, "  {}: {{ name: {} }}", scalar(row.metric()), scalar(&row.name))?;
    }
    Ok(())
}

fn dimensions(plan: &Plan<'_>, text: &mut String) -> std::fmt::Result {
    writeln!(text, "dimensions:")?;
    if let Some((ids, money)) = &plan.money {
        money_dimension(plan, ids, money, text)?;
    }
    for group in &plan.groups {
        dimension("  ", (&group.id, &group.name), group.weight(), text)?;
        if let Some(points) = group.printed {
            writeln!(text, "    printed_weight: {}", points.normalize())?;
        }
        group_rows(plan, group, text)?;
    }
    Ok(())
}

/// The head of a dimension.
fn dimension(indent: &str, (id, name): (&str, &str), weight: Decimal, text: &mut String) -> std::fmt::Result {
    writeln!(text, "{indent}- id: {}\n{indent}  name: {}", scalar(id), scalar(name))?;
    writeln!(text, "{indent}  weight: {}", weight.normalize())
}

/// The rows of a first level, within its second levels where it has some.
fn group_rows(plan: &Plan<'_>, group: &DraftGroup, text: &mut String) -> std::fmt::Result {
    if group.parts.is_empty() {
        writeln!(text, "    indicators:")?;
        return group.rows.iter().try_for_each(|row| indicator(plan, row, IN_GROUP, text));
    }
    writeln!(text, "    dimensions:")?;
    group.parts.iter().try_for_each(|part| part_rows(plan, group, part, text))
}

fn part_rows(plan: &Plan<'_>, group: &DraftGroup, part: &DraftPart, text: &mut String) -> std::fmt::Result {
    dimension(IN_GROUP, (&part.id, &part.name), weight_of(group.rows_of(part)), text)?;
    writeln!(text, "{IN_GROUP}  indicators:")?;
    group.rows_of(part).try_for_each(|row| indicator(plan, row, IN_PART, text))
}

fn money_dimension(plan: &Plan<'_>, ids: &MoneyIds, money: &DraftMoney, text: &mut String) -> std::fmt::Result {
    let weight = money.weight.normalize();
    let name = |id: &'static str| scalar(&plan.say(&Message::new(id)));
    writeln!(text, "  - id: {}\n    name: {}", scalar(&ids.group), name("form-name-execution"))?;
    writeln!(text, "    weight: {weight}")?;
    writeln!(text, "    indicators:")?;
    for guess in &money.guesses {
        comment(plan, &guess.message(), IN_GROUP, text)?;
    }
    writeln!(text, "      - id: {}\n        name: {}", scalar(&ids.row), name("form-name-rate"))?;
    writeln!(text, "        weight: {weight}")?;
    let usual = &plan.reading.usual.money;
    let choice = plan.reading.rules.money.clone().unwrap_or_else(|| usual.clone()).completed(usual);
    let known = [("budget", scalar(&ids.budget)), ("executed", scalar(&ids.executed))];
    rule(&choice, &known, IN_GROUP, text)?;
    writeln!(text, "        basis: {}", basis(plan, !money.guesses.is_empty()))?;
    guessed(&money.guesses, IN_GROUP, text)
}

/// The cells that the guesses rest on, and whether the weight is one of them.
fn guessed(guesses: &[Guess], indent: &str, text: &mut String) -> std::fmt::Result {
    let mut cells: Vec<String> = guesses.iter().filter_map(|guess| guess.cell).map(|cell| cell.to_string()).collect();
    cells.dedup();
    if !cells.is_empty() {
        writeln!(text, "{indent}  guessed: [{}]", cells.join(", "))?;
    }
    let is_restored = guesses.iter().any(|guess| guess.kind == GuessKind::WeightOfScore);
    if is_restored { writeln!(text, "{indent}  weight_restored: {YES}") } else { Ok(()) }
}

fn basis(plan: &Plan<'_>, is_guessed: bool) -> String {
    if is_guessed { scalar(&plan.options.guessed_basis) } else { "published".to_owned() }
}

fn indicator(plan: &Plan<'_>, row: &DraftRow, indent: &str, text: &mut String) -> std::fmt::Result {
    for guess in &row.guesses {
        comment(plan, &guess.message(), indent, text)?;
    }
    writeln!(text, "{indent}- id: {}\n{indent}  name: {}", scalar(&row.id), scalar(&row.name))?;
    writeln!(text, "{indent}  weight: {}", row.weight.normalize())?;
    if let Some(unit) = &row.unit {
        writeln!(text, "{indent}  unit: {}", scalar(unit))?;
    }
    if let Some(target) = &row.target {
        writeln!(text, "{indent}  target: {}", target_text(target, row.target_unit.as_deref(), row.is_small_share))?;
    }
    rule(&row.rule, &known(row), indent, text)?;
    writeln!(text, "{indent}  basis: {}", basis(plan, row.is_guessed()))?;
    guessed(&row.guesses, indent, text)?;
    // Within its second level a row need not name it.
    let level2 = row
        .level2
        .as_ref()
        .filter(|_| indent == IN_GROUP)
        .map(|level2| Message::new("form-note-level2").with("name", level2));
    let standard = row.standard.as_ref().map(|standard| Message::new("form-note-standard").with("text", standard));
    let notes: Vec<String> = [level2, standard].iter().flatten().map(|note| plan.say(note)).collect();
    if !notes.is_empty() {
        writeln!(text, "{indent}  note: {}", scalar(&notes.join("；")))?;
    }
    Ok(())
}

/// What can be filled in for the rule of a row, as it is written.
fn known(row: &DraftRow) -> Vec<(&'static str, String)> {
    let mut known = Vec::new();
    if row.is_judged {
        known.push(("metric", scalar(row.metric())));
    }
    if let DraftActual::Judged { levels, .. } = &row.actual {
        let levels: Vec<String> = levels.iter().map(|level| scalar(level)).collect();
        known.push(("levels", format!("[{}]", levels.join(", "))));
    }
    known.extend(row.per_day.map(|points| ("per_day", points.to_string())));
    known
}

/// The rule of a row with its inputs and parameters.
fn rule(choice: &RuleChoice, known: &[(&str, String)], indent: &str, text: &mut String) -> std::fmt::Result {
    let inputs = filled(choice.inputs.iter().map(|(name, value)| (name, value)), known);
    if !inputs.is_empty() {
        writeln!(text, "{indent}  inputs: {}", flow(&inputs))?;
    }
    writeln!(text, "{indent}  rule: {}", scalar(&choice.rule))?;
    let params = filled(&choice.params, known);
    if params.is_empty() { Ok(()) } else { writeln!(text, "{indent}  params: {}", flow(&params)) }
}

fn target_text(target: &DraftTarget, unit: Option<&str>, is_as_written: bool) -> String {
    let mut entries = match target {
        DraftTarget::Number(operator, number) => vec![(operator.key(), number.to_string())],
        DraftTarget::Between(low, high) => vec![("between", format!("[{low}, {high}]"))],
        DraftTarget::Statement(words) => vec![("statement", scalar(words))],
        DraftTarget::By(day) => vec![("by", day.clone())],
    };
    entries.extend(unit.map(|unit| ("unit", scalar(unit))));
    entries.extend(is_as_written.then(|| ("as_written", YES.to_owned())));
    flow(&entries)
}
