//! One row of the draft: target, rule, unit and actual value by the evidence of the form.

use rust_decimal::Decimal;

use super::super::message::Message;
use super::super::reading::{FormReading, ReadCell};
use super::super::remark::{FormRemark, RemarkKind};
use super::super::role::CellRole;
use super::super::rules::RuleChoice;
use super::direction::is_lower_better;
use super::guess::{Guess, GuessKind};
use super::item::{Blank, DraftActual, DraftItem, DraftRow, DraftTarget};
use super::level::level_of;
use super::unit::{RowUnits, units};
use crate::messages::Messages;
use crate::notation::Operator;
use crate::notation::fold::fold;
use crate::notation::spelling::behind_sign;
use crate::notation::{PrintedText, PrintedValue};

/// The levels that stand for what the form does not print.
const LEVELS: [&str; 3] = ["form-level-reached", "form-level-partly", "form-level-missed"];

/// What is known of a row on the way to its draft.
struct RowDrafter<'a> {
    reading: &'a FormReading,
    item: &'a DraftItem,
    name: String,
    level2: String,
    target: Option<&'a ReadCell>,
    actual: Option<&'a ReadCell>,
    weight: Decimal,
    levels: [String; 3],
    per_day: Option<Decimal>,
    guesses: Vec<Guess>,
    /// Whether there is a figure and no target that it could be compared with.
    lacks_target: bool,
}

/// Drafts a row.
pub(super) fn draft(
    reading: &FormReading,
    item: &DraftItem,
    weight: Decimal,
    words: &Messages,
    guesses: &mut Vec<Guess>,
    remarks: &mut Vec<FormRemark>,
) -> DraftRow {
    let level2 = item.given(reading, CellRole::Level2).map(ReadCell::line);
    let mut drafter = RowDrafter {
        reading,
        item,
        name: item.name(reading),
        level2: level2.clone().unwrap_or_default(),
        target: item.given(reading, CellRole::Target),
        actual: item.given(reading, CellRole::Actual),
        weight,
        levels: LEVELS.map(|level| Message::new(level).text(words)),
        per_day: None,
        guesses: Vec::new(),
        lacks_target: false,
    };
    let column = item.given(reading, CellRole::Unit).map(|cell| cell.text.as_str());
    let value = |cell: Option<&'_ ReadCell>| cell.map(|cell| cell.value.clone());
    let units = units(column, value(drafter.target).as_ref(), value(drafter.actual).as_ref(), &drafter.name);
    let (target, rule, actual) = drafter.decide(&units);
    let usual = &reading.usual.statement;
    let is_judged = matches!(actual, DraftActual::Judged { .. }) || drafter.lacks_target || rule.rule == usual.rule;
    let rule = if is_judged { rule.completed(usual) } else { rule };
    let is_measured = !matches!(target, None | Some(DraftTarget::Statement(_) | DraftTarget::By(_)));
    if let Some(unit) = units.guessed.as_ref().filter(|_| is_measured) {
        let cell = if units.is_actual_far { drafter.actual } else { drafter.target };
        drafter.guess(GuessKind::Unit, cell, unit);
    }
    let note = drafter.note(&units, is_measured);
    if let Some((value, row)) = units.conflict.clone().filter(|_| is_measured) {
        let place = drafter.actual.or(drafter.target).map(|cell| cell.place);
        remarks.push(FormRemark { cell: place, kind: RemarkKind::UnitConflict { value, column: row } });
    }
    if let Some(cell) = drafter.actual.filter(|_| drafter.lacks_target) {
        remarks.push(FormRemark::at(cell.place, RemarkKind::NoTarget { text: cell.line() }));
    }
    // Guesses on its weight were made before.
    let mut all: Vec<Guess> =
        guesses.iter().filter(|guess| guess.row.as_ref() == Some(&drafter.name)).cloned().collect();
    all.extend(drafter.guesses.iter().cloned());
    guesses.append(&mut drafter.guesses);
    let number = |role: CellRole| item.given(reading, role).and_then(ReadCell::number);
    let taken_off = number(CellRole::Deduction).map(|points| points.abs());
    let score = item.cell(reading, CellRole::Score);
    DraftRow {
        id: String::new(),
        group: item.row(reading).and_then(|row| row.group),
        level2,
        standard: item.given(reading, CellRole::Standard).map(ReadCell::line),
        weight,
        unit: units.row.filter(|_| is_measured),
        target_unit: units.target.filter(|_| is_measured),
        is_small_share: is_measured && item.given(reading, CellRole::Target).is_some_and(is_small_share),
        target,
        actual,
        rule,
        is_judged,
        per_day: drafter.per_day,
        claimed: number(CellRole::Score).or(taken_off.and_then(|points| weight.checked_sub(points))),
        taken_off: taken_off.filter(|_| number(CellRole::Score).is_none()),
        blank: Blank::in_column(reading, CellRole::Score, score).filter(|_| taken_off.is_none()),
        converted: number(CellRole::Converted),
        completion: number(CellRole::Completion),
        reason: item.given(reading, CellRole::Reason).map(ReadCell::line),
        review: number(CellRole::ReviewScore),
        reviewed: item.given(reading, CellRole::ReviewActual).map(ReadCell::line),
        remark: item.given(reading, CellRole::Note).map(ReadCell::line),
        note,
        guesses: all,
        position: item.first,
        name: drafter.name,
    }
}

impl RowDrafter<'_> {
    fn guess(&mut self, kind: GuessKind, cell: Option<&ReadCell>, taken: &str) {
        let place = cell.map(|cell| cell.place).or_else(|| self.item.place(self.reading));
        self.guesses.push(Guess::new(kind, Some(&self.name), place, taken));
    }

    /// Target, rule and actual value.
    fn decide(&mut self, units: &RowUnits) -> (Option<DraftTarget>, RuleChoice, DraftActual) {
        if self.item.first != self.item.last {
            let cell = self.item.cell(self.reading, CellRole::Score);
            self.guess(GuessKind::OneScore, cell, &self.name.clone());
            return self.judged();
        }
        let Some(target) = self.target else { return self.judged() };
        match &target.value.value {
            PrintedText::Number { number, rest, .. } if rest.is_empty() => self.measured(target, *number, units),
            PrintedText::Range { low, high, .. } => {
                let (settled, usual) = (&self.reading.rules.range, &self.reading.usual.range);
                let rule = self.settled(settled.as_ref(), GuessKind::RangeRule, usual);
                (Some(DraftTarget::Between(*low, *high)), rule, self.measured_actual(units))
            }
            PrintedText::Day(_) => self.dated(target).unwrap_or_else(|| self.judged()),
            _ => self.judged(),
        }
    }

    /// A number to be reached.
    fn measured(
        &mut self,
        target: &ReadCell,
        number: Decimal,
        units: &RowUnits,
    ) -> (Option<DraftTarget>, RuleChoice, DraftActual) {
        let column =
            self.item.given(self.reading, CellRole::Operator).and_then(|cell| Operator::of_column(&fold(&cell.text)));
        let (rules, usual) = (&self.reading.rules, &self.reading.usual);
        let operator = column.or(target.value.operator);
        let Some(operator) = operator else {
            let (operator, rule) = self.without_operator(target, number);
            return (Some(DraftTarget::Number(operator, number)), rule, self.measured_actual(units));
        };
        let (settled, kind, usual) = match operator {
            Operator::AtLeast => (&rules.at_least, GuessKind::ForwardRule, &usual.at_least),
            Operator::AtMost => (&rules.at_most, GuessKind::ReverseRule, &usual.at_most),
            Operator::Equal => (&rules.equal, GuessKind::EqualRule, &usual.equal),
            Operator::MoreThan => (&rules.more_than, GuessKind::ForwardRule, &usual.more_than),
            Operator::LessThan => (&rules.less_than, GuessKind::ReverseRule, &usual.less_than),
        };
        let rule = self.settled(settled.as_ref(), kind, usual);
        (Some(DraftTarget::Number(operator, number)), rule, self.measured_actual(units))
    }

    /// The rule that the layout settles, else the usual one, which is a guess.
    fn settled(&mut self, settled: Option<&RuleChoice>, kind: GuessKind, usual: &RuleChoice) -> RuleChoice {
        if settled.is_none() {
            self.guess(kind, self.target, &usual.told());
        }
        settled.unwrap_or(usual).clone()
    }

    /// A number alone: what the layout says of such, else the words of the row.
    fn without_operator(&mut self, target: &ReadCell, number: Decimal) -> (Operator, RuleChoice) {
        let (rules, usual) = (&self.reading.rules, &self.reading.usual);
        if let Some(rule) = rules.number.clone() {
            return (usual.direction(&rule), rule);
        }
        let lower = is_lower_better(&self.name, &self.level2, number.is_zero());
        let (operator, settled, kind, usual) = if lower {
            (Operator::AtMost, &rules.at_most, GuessKind::LowerIsBetter, &usual.at_most)
        } else {
            (Operator::AtLeast, &rules.at_least, GuessKind::HigherIsBetter, &usual.at_least)
        };
        self.guess(kind, Some(target), operator.key());
        (operator, settled.as_ref().unwrap_or(usual).clone())
    }

    /// What was measured, kept as it is printed where it is no number, or one in a unit that does not convert.
    fn measured_actual(&self, units: &RowUnits) -> DraftActual {
        let Some(actual) = self.actual else { return self.not_given() };
        if is_not_applicable(&actual.line()) {
            return DraftActual::NotApplicable(actual.line());
        }
        match &actual.value.value {
            PrintedText::Number { number, rest, .. } if rest.is_empty() && !units.is_actual_unlike => {
                let operator = actual.value.operator.filter(|operator| *operator != Operator::Equal);
                let operator = operator.map(|operator| operator.to_string()).unwrap_or_default();
                DraftActual::Value(format!("{operator}{number}"), units.actual.clone())
            }
            _ => DraftActual::Value(actual.line(), None),
        }
    }

    fn not_given(&self) -> DraftActual {
        let cell = self.item.cell(self.reading, CellRole::Actual);
        DraftActual::Missing(Blank::in_column(self.reading, CellRole::Actual, cell).unwrap_or(Blank::Empty))
    }

    /// A day to be kept, where the year is known. The rule follows from the target, whatever was done: what a delay costs, the
    /// form does not print, and is a guess. What has digits and is no day stays as it is printed, and is refused as one.
    fn dated(&mut self, target: &ReadCell) -> Option<(Option<DraftTarget>, RuleChoice, DraftActual)> {
        let year = self.reading.year.map(|(year, _)| year);
        let actual = self.actual?;
        let PrintedText::Day(due) = &target.value.value else { return None };
        let due_day = due.last_day(year)?;
        let line = actual.line();
        let done = match &actual.value.value {
            PrintedText::Day(done) => Some(done),
            _ if is_all_of(&line, Some(&target.line())) => return None,
            _ if line.contains(|sign: char| sign.is_ascii_digit()) => None,
            _ => return None,
        };
        let done_day = done.and_then(|done| done.last_day(year));
        if !due.has_day() || done.is_some_and(|done| !done.has_day()) {
            self.guess(GuessKind::LastDay, Some(target), &due_day);
        }
        let rule = self.reading.rules.date.clone().unwrap_or_else(|| {
            let per_day =
                self.weight.checked_div(Decimal::from(50)).unwrap_or_default().trunc_with_scale(4).normalize();
            let per_day = if per_day > Decimal::ZERO { per_day } else { self.weight };
            self.guess(GuessKind::DayDeduction, Some(target), &per_day.to_string());
            self.per_day = Some(per_day);
            self.reading.usual.date.clone()
        });
        Some((Some(DraftTarget::By(due_day)), rule, DraftActual::Value(done_day.unwrap_or(line), None)))
    }

    /// The rule for words, which is no guess.
    fn statement_rule(&self) -> RuleChoice {
        self.reading.rules.statement.clone().unwrap_or_else(|| self.reading.usual.statement.clone())
    }

    /// Words, or a target that is none: a person judges.
    fn judged(&mut self) -> (Option<DraftTarget>, RuleChoice, DraftActual) {
        let texts = |role: CellRole| {
            let rows = self.item.rows(self.reading).iter();
            let mut texts: Vec<String> = rows.filter_map(|row| row.given(role)).map(ReadCell::line).collect();
            if texts.is_empty() {
                texts.extend(self.item.given(self.reading, role).map(ReadCell::line));
            }
            texts.dedup();
            (!texts.is_empty()).then(|| texts.join("；"))
        };
        let wanted = texts(CellRole::Target);
        let words = texts(CellRole::Actual);
        let rule = self.statement_rule();
        let actual = match words {
            None => self.not_given(),
            Some(words) if is_not_applicable(&words) => DraftActual::NotApplicable(words),
            // A figure is no level, and nothing says what it had to reach.
            Some(words) if (is_figure(&words) || self.is_bound_unread()) && !is_all_of(&words, wanted.as_deref()) => {
                self.lacks_target = true;
                DraftActual::Value(words, None)
            }
            Some(words) => {
                let level = level_of(&words, wanted.as_deref());
                if !level.is_certain {
                    let taken = self.levels.get(level.position).cloned().unwrap_or_default();
                    self.guess(GuessKind::Level, self.actual, &taken);
                }
                let mut levels = self.levels.clone();
                if let Some(place) = levels.get_mut(level.position) {
                    place.clone_from(&words);
                }
                DraftActual::Judged { words, levels }
            }
        };
        (wanted.map(DraftTarget::Statement), rule, actual)
    }

    /// Whether the target is a bound whose number is not read: words cannot be compared with it.
    fn is_bound_unread(&self) -> bool {
        self.target.is_some_and(|target| target.value.is_unread_bound())
    }

    /// What is printed, where what is written in the file differs from it.
    fn note(&self, units: &RowUnits, is_measured: bool) -> Option<Message> {
        let days = |cell: &ReadCell| matches!(&cell.value.value, PrintedText::Day(day) if !day.is_exact());
        let (target, actual) = (self.target?, self.actual?);
        let is_short_money = is_measured
            && units.row.as_deref().is_some_and(|unit| unit.ends_with('元'))
            && [target, actual].iter().any(|cell| cell.value.unit().is_some_and(|unit| unit == "万" || unit == "亿"));
        let is_dated = matches!((&target.value.value, &actual.value.value), (PrintedText::Day(_), PrintedText::Day(_)));
        ((days(target) && is_dated) || is_short_money)
            .then(|| Message::new("form-note-printed").with("target", target.line()).with("actual", actual.line()))
    }
}

/// Whether a percentage below 1 is printed with its sign.
fn is_small_share(cell: &ReadCell) -> bool {
    cell.value.unit() == Some("%") && cell.value.number().is_some_and(|number| number.abs() < Decimal::ONE)
}

/// Whether words say that the row does not apply.
fn is_not_applicable(words: &str) -> bool {
    ["不适用", "不涉及", "未涉及"].contains(&words.trim_end_matches(['。', '.']))
}

/// Whether a text is a figure and nothing else: 96.5%, 90～95人, 约九成.
fn is_figure(text: &str) -> bool {
    let folded = fold(text);
    let figure = behind_sign(&folded).map_or(text, |(_, figure)| figure);
    match PrintedValue::parse(figure).value {
        PrintedText::Number { rest, .. } => rest.is_empty(),
        PrintedText::Range { .. } => true,
        _ => false,
    }
}

/// Whether a figure says that all of a target was reached that is written in words: 100% of 全面覆盖.
fn is_all_of(text: &str, target: Option<&str>) -> bool {
    let value = PrintedValue::parse(text);
    let is_whole = value.number() == Some(Decimal::ONE_HUNDRED) && value.unit() == Some("%");
    let target = target.map(|target| (PrintedValue::parse(target).value, target));
    let is_words = target.is_some_and(|(value, text)| match value {
        PrintedText::Day(_) => true,
        PrintedText::Statement(_) => !fold(text).contains(|letter: char| letter.is_ascii_digit()),
        _ => false,
    });
    is_whole && is_words
}
