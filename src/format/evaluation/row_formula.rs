//! The points of a row as a formula over its weight, where one formula holds for every weight.

use rust_decimal::Decimal;

use crate::evaluation::{Evaluation, PieceOutcome, Role, Row};
use crate::format::paper::rounded;
use crate::numeric::{Interval, Line, Mode, Number};
use crate::paper::PaperFormula;
use crate::report::Report;

/// How many digits a factor of a formula may have: spreadsheets calculate in binary, and with so many they still round
/// as the exact calculation does.
const MAX_DIGITS: usize = 9;

/// The formula; none where the points are not one share of the weight, or are rounded as no spreadsheet does.
pub(super) fn row_formula(
    row: &Row,
    evaluation: &Evaluation,
    report: &Report,
    weight: PaperFormula,
) -> Option<PaperFormula> {
    let rounding = evaluation.roundings().indicator.filter(|rounding| rounding.mode == Mode::HalfUp)?;
    if row.role() != Role::Weighted {
        return None;
    }
    let line = line(row, evaluation, report)?;
    let points = rounded(&line.at(row.weight().number()).ok()?, rounding.places);
    let is_same = row.points().is_some_and(|scored| *scored.number() == points);
    let formula = over_weight(&line, weight)?;
    // Full marks need no rounding: weights have no more decimals than points.
    let formula = if matches!(formula, PaperFormula::Cell(_)) { formula } else { formula.round(rounding.places) };
    Some(formula).filter(|_| is_same)
}

/// The points before rounding, over all weights.
fn line(row: &Row, evaluation: &Evaluation, report: &Report) -> Option<Line> {
    let weights = Interval::closed(Number::zero(), evaluation.full_score().number().clone())?;
    let curve = evaluation.program().weight_curve(report, row.id(), &weights)?;
    let piece = curve.piece_at(row.weight().number())?;
    let is_whole = piece.weights.low().at == weights.low().at && piece.weights.high() == weights.high();
    match &piece.outcome {
        PieceOutcome::Scored { line, .. } if is_whole && !line.slope.is_zero() => Some(line.clone()),
        _ => None,
    }
}

/// `weight × n ÷ d`, and what is added to it.
fn over_weight(line: &Line, weight: PaperFormula) -> Option<PaperFormula> {
    let (above, below) = fraction(&line.slope)?;
    let product = if above == Decimal::ONE { weight } else { weight * PaperFormula::Number(above) };
    let share = if below == Decimal::ONE { product } else { product / PaperFormula::Number(below) };
    if line.constant.is_zero() {
        return Some(share);
    }
    let (above, below) = fraction(&line.constant)?;
    Some(share + PaperFormula::Number(above) / PaperFormula::Number(below))
}

/// Numerator and denominator, if both are short.
fn fraction(number: &Number) -> Option<(Decimal, Decimal)> {
    let text = number.to_fraction();
    let (above, below) = text.split_once('/')?;
    let part = |part: &str| part.parse::<Decimal>().ok().filter(|_| part.len() <= MAX_DIGITS);
    Some((part(above)?, part(below)?))
}
