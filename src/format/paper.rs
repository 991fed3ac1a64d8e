//! What the papers of all subjects have in common: their frame, their columns, and numbers as sheets hold them.

use rust_decimal::Decimal;

use super::phrases;
use crate::evaluation::{Evaluation, TotalStep};
use crate::language::Language;
use crate::messages::Messages;
use crate::numeric::{Mode, Number, Rounding};
use crate::paper::{
    CellRange, ColumnKind, PageLabel, Paper, PaperCell, PaperColumn, PaperFormula, PaperRow, PaperSheet, Signs,
};

/// To how many decimals a number is written that never ends or has more digits than a sheet keeps.
const CUT_PLACES: u32 = 6;

/// A column: what the catalogue calls it, how wide it is, and what stands in it.
pub(super) type PaperColumnPlan = (&'static str, u32, ColumnKind);

/// A paper with these sheets, in the language of the messages.
pub(super) fn paper(title: String, sheets: Vec<PaperSheet>, messages: &Messages) -> Paper {
    let say = |id: &str| messages.say(id, &[]);
    Paper {
        title,
        language: language_tag(messages).to_owned(),
        page_label: PageLabel { before: say("page-before"), between: say("page-between"), after: say("page-after") },
        signs: Signs::default(),
        sheets,
    }
}

/// The language of the messages as documents name it.
pub(super) fn language_tag(messages: &Messages) -> &'static str {
    match messages.language() {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

/// The columns with their names.
pub(super) fn columns(plans: &[PaperColumnPlan], messages: &Messages) -> Vec<PaperColumn> {
    let column = |(id, width, kind): &PaperColumnPlan| column(messages.say(id, &[]), *width, *kind);
    plans.iter().map(column).collect()
}

pub(super) fn column(header: String, width: u32, kind: ColumnKind) -> PaperColumn {
    PaperColumn { header, group: None, width, kind }
}

/// The number rounded half up.
pub(super) fn rounded(number: &Number, places: u32) -> Number {
    Rounding { places, mode: Mode::HalfUp }.apply(number)
}

/// The number as sheets hold it; none where it never ends or has more digits than a sheet keeps.
pub(super) fn decimal(number: &Number) -> Option<Decimal> {
    Decimal::from_str_exact(&number.to_string()).ok()
}

/// The number as sheets hold it, rounded where it has too many digits for them.
pub(super) fn nearest(number: &Number) -> Option<Decimal> {
    decimal(number).or_else(|| decimal(&rounded(number, CUT_PLACES)))
}

/// A number with at least so many decimals; a dash where there is none.
pub(super) fn number_cell(number: Option<&Number>, places: u32) -> PaperCell {
    match number.map(|number| (number, nearest(number))) {
        None => dash(),
        Some((_, Some(decimal))) => PaperCell::number(decimal, places),
        // Larger than any sheet takes: as a text it is at least not another number.
        Some((number, None)) => PaperCell::text(phrases::short(number)),
    }
}

/// A number rounded to so many decimals, for means and rates that nobody computes with.
pub(super) fn rounded_cell(number: Option<&Number>, places: u32) -> PaperCell {
    number_cell(number.map(|number| rounded(number, places)).as_ref(), places)
}

/// A share as a percentage with two decimals.
pub(super) fn percent_cell(share: Option<&Number>) -> PaperCell {
    let share = share.map(|share| (share, decimal(&rounded(share, PERCENT_PLACES.saturating_add(2)))));
    match share {
        None => dash(),
        Some((_, Some(share))) => PaperCell::percent(share, PERCENT_PLACES),
        Some((share, None)) => PaperCell::text(phrases::short(share)),
    }
}

/// The decimals of a percentage.
const PERCENT_PLACES: u32 = 2;

/// A number with the formula that gives it: `formula` is left out where the number is not written whole.
pub(super) fn formula_cell(formula: Option<PaperFormula>, number: Option<&Number>, places: u32) -> PaperCell {
    match (formula, number.and_then(decimal)) {
        (Some(formula), Some(value)) => PaperCell::formula(formula, value, places),
        _ => number_cell(number, places),
    }
}

/// The difference of the numbers in two cells of one row, where both hold one.
pub(super) fn difference_cell(
    difference: Option<&Number>,
    (row, cells): (usize, &[PaperCell]),
    (more, less): (usize, usize),
    places: u32,
) -> PaperCell {
    let value = |column: usize| cells.get(column).and_then(PaperCell::as_number).map(|number| number.value);
    let follows =
        value(more).zip(value(less)).and_then(|(more, less)| more.checked_sub(less)) == difference.and_then(decimal);
    // A spreadsheet computes in binary: 5 - 4.94 is 0.06 there when it is rounded to the digits that it has.
    let digits = difference.and_then(decimal).map_or(places, |difference| difference.scale().max(places));
    let formula = (PaperFormula::cell(row, more) - PaperFormula::cell(row, less)).round(digits);
    formula_cell(Some(formula).filter(|_| follows && difference.is_some()), difference, places)
}

pub(super) fn dash() -> PaperCell {
    PaperCell::text("—")
}

/// A text; signs of numbers in it as office fonts have them.
pub(super) fn text(text: &str) -> PaperCell {
    if text.is_empty() { PaperCell::blank() } else { PaperCell::text(plain_minus(text)) }
}

/// The text with the minus of the keyboard, which every office font has.
pub(super) fn plain_minus(text: &str) -> String {
    text.replace('−', "-")
}

/// The name of something that lies so deep below others.
pub(super) fn indented(name: &str, depth: usize) -> String {
    format!("{}{name}", "  ".repeat(depth))
}

/// The sum of the cells of a column in these rows, where that and its rounding give the number.
pub(super) fn sum_formula(
    rows: &[PaperRow],
    (column, parts): (usize, &[usize]),
    wanted: &Number,
    rounding: Option<Rounding>,
) -> Option<PaperFormula> {
    let mut sum = Number::zero();
    for at in parts {
        let number = rows.get(*at)?.cells.get(column)?.as_number()?;
        sum = sum.add(&Number::from(number.value)).ok()?;
    }
    let formula = PaperFormula::Sum(runs(column, parts)?);
    match rounding {
        None => Some(formula).filter(|_| sum == *wanted),
        Some(rounding) if rounding.mode == Mode::HalfUp && rounded(&sum, rounding.places) == *wanted => {
            Some(formula.round(rounding.places))
        }
        Some(_) => None,
    }
}

/// Positions as rectangles of one column, as many as a function of a spreadsheet takes.
fn runs(column: usize, parts: &[usize]) -> Option<Vec<CellRange>> {
    let runs = parts.chunk_by(|one, next| one.saturating_add(1) == *next).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(CellRange::column(column, *first..last.saturating_add(1)))
    });
    let runs: Vec<CellRange> = runs.collect();
    (1..=255).contains(&runs.len()).then_some(runs)
}

/// Whether the total is the sum of what stands above it and nothing else.
pub(super) fn is_plain_sum(evaluation: &Evaluation) -> bool {
    let adds = |step: &TotalStep| {
        matches!(
            step,
            TotalStep::Sum(_) | TotalStep::Bonus { .. } | TotalStep::Penalty { .. } | TotalStep::Rounded { .. }
        )
    };
    evaluation.steps.iter().all(adds) && evaluation.program().scheme().bonus_limit.is_none()
}
