//! What else is to be seen in a row: printed rates, conversions, reasons, lines of a budget, reviews.

use super::alternative::{Alternative, Basis, lines_of};
use super::checked_row::Remark;
use super::compare::percent_of;
use super::figures::figures;
use super::printed_rate::rate_remark;
use super::scoring_context::ScoringContext;
use super::side::{advantage, as_scored};
use crate::evaluation::{Role, Row};
use crate::numeric::Number;
use crate::report::RowNote;
use crate::rule::Declarations;
use crate::scheme::Indicator;

/// All of them, the rule's own first.
pub(super) fn remarks(
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    declared: &Declarations,
    note: &RowNote,
    row: &Row,
) -> Vec<Remark> {
    let figures = figures(declared, row);
    let mut remarks: Vec<Remark> = row.notes().into_iter().map(Remark::Rule).collect();
    remarks.extend(note.printed_rate.as_ref().and_then(|rate| rate_remark(rate, figures.as_ref())));
    remarks.extend(lines_remarks(context, note, figures.as_ref()));
    let weight = indicator.weight.number();
    let as_scored = |stated: &Number| as_scored(row.role(), stated);
    let (claimed, converted) = (note.claimed.as_ref().map(as_scored), note.converted.as_ref().map(as_scored));
    if let (Some(claimed), Some(converted)) = (&claimed, &converted) {
        let wanted = percent_of(claimed, weight).ok().filter(|wanted| wanted != converted);
        remarks.extend(wanted.map(Remark::ConversionDiffers));
    }
    // Where a form converts, the points before it are counted out of another full mark.
    if let Some(claimed) = claimed.as_ref().filter(|_| converted.is_none()) {
        remarks.extend(loss_remark(row, claimed, weight, note.deviation.as_ref()));
    }
    let counted = converted.or(claimed);
    let review = note.review.as_ref().map(|review| (as_scored(&review.last.points), review));
    if let (Some((points, review)), Some(counted)) = (review, counted)
        && points != counted
    {
        let higher = advantage(row.role(), &points, &counted).ok().filter(|higher| !higher.is_negative());
        remarks.extend(higher.map(Remark::ReviewHigher));
        if review.last.reason.is_none() {
            remarks.push(Remark::ReviewWithoutReason);
        }
    }
    remarks
}

/// What is to be said of the points that a claim lacks, beside the reason given for them. A bonus is not lost where it was
/// not earned.
fn loss_remark(row: &Row, claimed: &Number, weight: &Number, reason: Option<&String>) -> Option<Remark> {
    let left = weight.subtract(claimed).ok()?;
    if left.is_negative() {
        // Rounding can lift full marks above a weight that is finer than it.
        let is_own = row.points().is_some_and(|points| points.number() == claimed);
        return (!is_own).then_some(Remark::AboveWeight);
    }
    let lost = match row.role() {
        Role::Weighted => left,
        Role::Penalty => claimed.clone(),
        Role::Bonus => return None,
    };
    match reason {
        Some(reason) => lost.is_zero().then(|| Remark::ReasonAtFullMarks(reason.clone())),
        None => (!lost.is_zero()).then_some(Remark::NoReason(lost)),
    }
}

/// Lines that come to more than the row they are part of; lines may be left out, so less says nothing.
fn lines_remarks(context: &ScoringContext<'_>, note: &RowNote, figures: Option<&(Number, Number)>) -> Vec<Remark> {
    let (Some((budget, executed)), Some((whole_executed, whole_budget))) = (lines_of(note), figures) else {
        return Vec::new();
    };
    if budget <= *whole_budget && executed <= *whole_executed {
        return Vec::new();
    }
    let basis = Basis::BudgetLines { budget: budget.clone(), executed: executed.clone() };
    let points = context.points(&Alternative { basis, rounding: None });
    std::iter::once(Remark::LinesExceed(budget, executed)).chain(points.map(Remark::LinesGive)).collect()
}
