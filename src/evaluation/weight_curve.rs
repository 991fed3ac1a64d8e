//! [`WeightCurve`]: the points of a row as a function of its weight, all else as it is.
//!
//! The row runs on a symbolic weight, in the one order of a row, once for each interval of weights on which it takes the
//! same way.

use std::cmp::Ordering;

use super::RowState;
use super::compiled::CompiledRow;
use super::gathered::Gathered;
use super::points::{RowOutcome, ScoredRow};
use super::scoring::{FixedRow, Scoring};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::{number_error, phrase};
use crate::numeric::{Interval, Line, Number, Points, Rounding, Weight};
use crate::rule::{Affine, WeightInterval};

/// How many pieces a row may have. A rule that rounds to two decimals inside has thousands over 100 points.
pub const MAX_PIECES: usize = 1_024;

/// The points of one row as a function of its weight.
#[derive(Clone, Debug)]
pub struct WeightCurve {
    /// The indicator's id.
    pub id: String,
    /// The weights it covers, none below 0.
    pub weights: Interval,
    /// The rounding of the row, which comes last.
    pub rounding: Option<Rounding>,
    /// The function.
    pub shape: CurveShape,
}

/// What the function looks like.
#[derive(Clone, Debug)]
pub enum CurveShape {
    /// Pieces that cover all weights of the curve, without gap or overlap, in rising order.
    Pieces(Vec<Piece>),
    /// The points are not piecewise linear in the weight; the diagnostic names rule, line and reason. Such a row can
    /// only be sampled.
    Opaque(Diagnostic),
}

/// An interval of weights on which the row takes one way.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The weights.
    pub weights: Interval,
    /// What becomes of the row on them.
    pub outcome: PieceOutcome,
}

/// What becomes of a row on a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceOutcome {
    /// Points.
    Scored {
        /// The points before rounding, over the weight.
        line: Line,
        /// The branch of the rule; none where a policy or a veto gives the points.
        branch: Option<String>,
    },
    /// The row does not apply, for this reason.
    NotApplicable(Bilingual),
    /// A figure is missing, for this reason.
    Missing(Bilingual),
    /// The rule refuses, stops, or awards points outside 0 and the weight, as at one weight of the piece.
    Failed(Box<Diagnostic>),
}

impl WeightCurve {
    /// What becomes of the row at `weight`; `None` for weights outside the curve and for opaque rows.
    #[must_use]
    pub fn state_at(&self, weight: &Number) -> Option<RowState> {
        Some(match &self.piece_at(weight)?.outcome {
            PieceOutcome::Scored { line, .. } => {
                let points = line.at(weight).ok()?;
                let rounded = self.rounding.map(|rounding| rounding.apply(&points).min(weight.clone()));
                RowState::Scored(Points::new(rounded.unwrap_or(points)))
            }
            PieceOutcome::NotApplicable(reason) => RowState::NotApplicable(reason.clone()),
            PieceOutcome::Missing(reason) => RowState::Missing(reason.clone()),
            PieceOutcome::Failed(_) => RowState::Failed,
        })
    }

    /// The points of the row at `weight` before rounding; `None` where it has none.
    #[must_use]
    pub fn unrounded_at(&self, weight: &Number) -> Option<Number> {
        match &self.piece_at(weight)?.outcome {
            PieceOutcome::Scored { line, .. } => line.at(weight).ok(),
            _ => None,
        }
    }

    /// What the row is worth and gets before rounding at `weight`, or that it does not apply there and adds nothing; `None`
    /// where it has no points.
    pub(super) fn fixed_at(&self, weight: &Weight) -> Option<Option<FixedRow>> {
        match &self.piece_at(weight.number())?.outcome {
            PieceOutcome::Scored { line, .. } => {
                Some(Some(FixedRow { weight: weight.clone(), points: line.at(weight.number()).ok()? }))
            }
            PieceOutcome::NotApplicable(_) => Some(None),
            PieceOutcome::Missing(_) | PieceOutcome::Failed(_) => None,
        }
    }

    /// The curve over a part of its weights; `None` where it does not cover them all.
    pub(super) fn within(&self, weights: &Interval) -> Option<Self> {
        if self.weights.intersection(weights).as_ref() != Some(weights) {
            return None;
        }
        let shape = match &self.shape {
            CurveShape::Opaque(why) => CurveShape::Opaque(why.clone()),
            CurveShape::Pieces(pieces) => {
                let part = |piece: &Piece| {
                    let weights = piece.weights.intersection(weights)?;
                    Some(Piece { weights, outcome: piece.outcome.clone() })
                };
                CurveShape::Pieces(pieces.iter().filter_map(part).collect())
            }
        };
        Some(Self { weights: weights.clone(), shape, ..self.clone() })
    }

    /// The piece that holds `weight`.
    #[must_use]
    pub fn piece_at(&self, weight: &Number) -> Option<&Piece> {
        let pieces = self.pieces()?;
        let is_below = |piece: &Piece| {
            let high = piece.weights.high();
            high.at < *weight || (high.at == *weight && !high.closed)
        };
        pieces.get(pieces.partition_point(is_below)).filter(|piece| piece.weights.contains(weight))
    }

    /// The pieces, unless the row is opaque.
    #[must_use]
    pub fn pieces(&self) -> Option<&[Piece]> {
        match &self.shape {
            CurveShape::Pieces(pieces) => Some(pieces),
            CurveShape::Opaque(_) => None,
        }
    }

    /// Why the row has no pieces, if it has none.
    #[must_use]
    pub fn opaque(&self) -> Option<&Diagnostic> {
        match &self.shape {
            CurveShape::Pieces(_) => None,
            CurveShape::Opaque(why) => Some(why),
        }
    }
}

/// The curve of one row of a report whose figures are resolved.
pub(crate) fn curve(
    scoring: &Scoring<'_>,
    row: &CompiledRow,
    gathered: &Gathered,
    weights: &Interval,
) -> Option<WeightCurve> {
    let weights = weights.intersection(&Interval::closed(Number::zero(), weights.high().at.clone())?)?;
    let scored = scoring.over_weight::<Affine>(row, gathered);
    let run = |weight: &Affine| scored(weight).map(outcome);
    let shape = walk(&weights, run).map_or_else(
        |stop| {
            let why = match stop {
                Unwalked::Opaque(why) => *why,
                Unwalked::Reason(reason) => row.rule.rule.opaque(reason),
            };
            let why = if why.place.is_some() { why } else { why.at(row.indicator.rule_place.clone()) };
            CurveShape::Opaque(why.row(row.indicator.name.clone()).unit(scoring.report().organisation.as_str()))
        },
        CurveShape::Pieces,
    );
    let rounding = scoring.scheme().roundings.indicator;
    Some(WeightCurve { id: row.indicator.id.clone(), weights, rounding, shape })
}

/// A row scored on a symbol, as the outcome of a piece. The branch of a row is that of its rule, whatever a modifier does.
fn outcome(row: ScoredRow<Affine>) -> PieceOutcome {
    let is_by_policy = row.reason.is_some() || row.is_struck();
    match row.outcome {
        RowOutcome::Scored { unrounded, .. } => {
            let branch = row.course.awards.into_iter().next().map(|award| award.branch).filter(|_| !is_by_policy);
            PieceOutcome::Scored { line: unrounded.line(), branch }
        }
        RowOutcome::NotApplicable(reason) => PieceOutcome::NotApplicable(reason),
        RowOutcome::Missing(reason) => PieceOutcome::Missing(reason),
        RowOutcome::Failed => {
            PieceOutcome::Failed(Box::new(row.problem.unwrap_or_else(|| Diagnostic::new(Code::ScriptError))))
        }
    }
}

/// Why an interval of weights cannot be covered with pieces.
#[derive(Debug)]
enum Unwalked {
    /// A script says where.
    Opaque(Box<Diagnostic>),
    /// No script is at fault: there are too many pieces, or numbers grow too large.
    Reason(Bilingual),
}

/// Covers `weights` with pieces: runs the row somewhere in a gap, takes away the interval that this run holds for, and
/// goes on with what is left below and above it.
fn walk(weights: &Interval, run: impl Fn(&Affine) -> Result<PieceOutcome, Diagnostic>) -> Result<Vec<Piece>, Unwalked> {
    let mut gaps = vec![weights.clone()];
    let mut pieces: Vec<Piece> = Vec::new();
    while let Some(gap) = gaps.pop() {
        if pieces.len() >= MAX_PIECES {
            let limit = Bilingual::same(MAX_PIECES.to_string());
            let facts = [("weights", Bilingual::same(weights.to_string())), ("limit", limit)];
            return Err(Unwalked::Reason(phrase("too-many-pieces", &facts)));
        }
        let at = gap.some_number().map_err(|error| Unwalked::Reason(number_error(error)))?;
        let path = WeightInterval::new(gap.clone());
        let outcome = run(&Affine::weight(at, &path)).map_err(|why| Unwalked::Opaque(Box::new(why)))?;
        let part = path.weights();
        let (below, above) = gap.around(&part);
        gaps.extend(above);
        gaps.extend(below);
        // What was left below a run is walked before what was left above it, but the run itself may lie in between.
        let is_below = |piece: &Piece| match piece.weights.low().at.cmp(&part.low().at) {
            Ordering::Less => true,
            Ordering::Equal => piece.weights.low().closed,
            Ordering::Greater => false,
        };
        let position = pieces.partition_point(is_below);
        pieces.insert(position, Piece { weights: part, outcome });
    }
    Ok(joined(pieces))
}

/// Neighbours with one outcome are one piece: a comparison that changed nothing is no breakpoint.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let Some(last) = joined.last_mut().filter(|last| last.outcome == piece.outcome)
            && let Some(both) = Interval::new(last.weights.low().clone(), piece.weights.high().clone())
        {
            last.weights = both;
        } else {
            joined.push(piece);
        }
    }
    joined
}

#[cfg(test)]
mod tests;
