//! [`RowTrace`]: the points of a row as a function of its weight, all else as it is.
//!
//! The row's scripts run on a symbolic weight, once for each stretch of weights on which they take the same way; what
//! follows them in a row (modifiers, manual deduction, clamp, policies, vetoes on the row, rounding) follows here too.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::evaluator::{Evaluator, PreparedRow};
use super::figures::Figures;
use super::prepared::target_value;
use super::row::{Scoring, Stop, blank};
use super::total::struck_vetoes;
use super::{RowState, Trace};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::numeric::{Interval, Line, Number, Points, Rounding};
use crate::report::{Report, RowNote};
use crate::rule::{Rule, RuleCase, Traced, TracedOutcome, Untraceable, Value, WeightPath};
use crate::scheme::{MissingPolicy, NotApplicablePolicy};

/// How many pieces a row may have. A rule that rounds to two decimals inside has thousands over 100 points.
pub const MOST_PIECES: usize = 1_024;

/// The points of one row as a function of its weight.
#[derive(Clone, Debug)]
pub struct RowTrace {
    /// The indicator's id.
    pub id: String,
    /// The weights that were asked for, none below 0.
    pub weights: Interval,
    /// The rounding of the row, which comes last.
    pub rounding: Option<Rounding>,
    /// The function.
    pub shape: Shape,
}

/// What the function looks like.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Pieces that cover the weights asked for, without gap or overlap, in rising order.
    Pieces(Vec<Piece>),
    /// The points are not piecewise linear in the weight; the diagnostic names rule, line and reason. Such a row can
    /// only be sampled.
    Opaque(Diagnostic),
}

/// A stretch of weights on which the row takes one way.
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

impl RowTrace {
    /// What becomes of the row at `weight`; `None` for weights that were not asked for and for opaque rows.
    #[must_use]
    pub fn state_at(&self, weight: &Number) -> Option<RowState> {
        Some(match &self.piece_at(weight)?.outcome {
            PieceOutcome::Scored { line, .. } => {
                let points = line.at(weight).ok()?;
                RowState::Scored(Points::new(self.rounding.map_or(points.clone(), |rounding| rounding.apply(&points))))
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

    /// The piece that holds `weight`.
    #[must_use]
    pub fn piece_at(&self, weight: &Number) -> Option<&Piece> {
        self.pieces()?.iter().find(|piece| piece.weights.contains(weight))
    }

    /// The pieces, unless the row is opaque.
    #[must_use]
    pub fn pieces(&self) -> Option<&[Piece]> {
        match &self.shape {
            Shape::Pieces(pieces) => Some(pieces),
            Shape::Opaque(_) => None,
        }
    }

    /// Why the row could not be traced, if it could not.
    #[must_use]
    pub fn opaque(&self) -> Option<&Diagnostic> {
        match &self.shape {
            Shape::Pieces(_) => None,
            Shape::Opaque(why) => Some(why),
        }
    }
}

impl Evaluator<'_> {
    /// The points of the row `id` over the weights asked for, everything else as the scheme and the report have it.
    /// Weights below 0 are left out; `None` where no other is asked for, or where there is no such row.
    ///
    /// # Example: a rate of 80 % of its target is worth four fifths of any weight
    /// ```
    /// use jixiao::{Evaluator, Interval, Number, PieceOutcome, Source};
    /// let rules = jixiao::project::load_rules(std::path::Path::new("scripts")).unwrap().value;
    /// let scheme = jixiao::project::read_scheme_text(&Source::new("scheme.yaml", "scheme: s\ntitle: 试算\n\
    ///     full_score: 10\nrounding: { total: { places: 2, mode: half-up } }\ngrades: [{ grade: 全部, from: 0 }]\n\
    ///     metrics: { a: { unit: \"%\" } }\ndimensions:\n  - { id: d, name: 产出, weight: 10, indicators: [\n\
    ///       { id: a, name: 率, weight: 10, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }] }\n")).unwrap();
    /// let report = jixiao::project::read_report_text(
    ///     &Source::new("report.yaml", "unit: 局\nmetrics: { a: { value: 80 } }\n"), &scheme).unwrap();
    /// let evaluator = Evaluator::new(&scheme, &rules).unwrap().value;
    /// let asked = Interval::closed(Number::zero(), Number::from(100)).unwrap();
    /// let trace = evaluator.trace(&report, "a", &asked).unwrap();
    /// let PieceOutcome::Scored { line, .. } = &trace.pieces().unwrap()[0].outcome else { panic!() };
    /// assert_eq!((line.constant.to_string(), line.slope.to_string()), ("0".into(), "0.8".into()));
    /// ```
    #[must_use]
    pub fn trace(&self, report: &Report, id: &str, weights: &Interval) -> Option<RowTrace> {
        let row = self.rows.iter().find(|row| row.indicator.id == id)?;
        let weights = weights.intersection(&Interval::closed(Number::zero(), weights.high().at.clone())?)?;
        let figures = Figures::new(self.scheme, &self.derived, report);
        let mut problems = Diagnostics::new();
        let scoring = Scoring { scheme: self.scheme, report, figures: &figures, problems: &mut problems };
        let vetoes = struck_vetoes(self.scheme, &figures).unwrap_or_default();
        let is_struck = vetoes.iter().any(|(veto, struck)| *struck && row.is_hit(&veto.effect));
        let symbolic = Symbolic::new(&scoring, row, is_struck);
        let shape = match walk(&weights, |weight| symbolic.run(weight)) {
            Ok(pieces) => Shape::Pieces(pieces),
            Err(stop) => {
                let why = match stop {
                    Unwalked::Opaque(why) => *why,
                    Unwalked::Reason(reason) => symbolic.opaque(reason),
                };
                Shape::Opaque(why.row(row.indicator.name.clone()).unit(&report.unit))
            }
        };
        let rounding = self.scheme.roundings.indicator;
        Some(RowTrace { id: id.to_owned(), weights, rounding, shape })
    }
}

/// Why a stretch of weights cannot be covered with pieces.
#[derive(Debug)]
enum Unwalked {
    /// A script says where.
    Opaque(Box<Diagnostic>),
    /// No script is at fault: there are too many pieces, or numbers grow too large.
    Reason(Bilingual),
}

/// Covers `weights` with pieces: runs the row somewhere in a gap, takes away the stretch that this run speaks for, and
/// goes on with what is left below and above it.
fn walk(weights: &Interval, run: impl Fn(&Traced) -> Result<PieceOutcome, Diagnostic>) -> Result<Vec<Piece>, Unwalked> {
    let mut gaps = vec![weights.clone()];
    let mut pieces: Vec<Piece> = Vec::new();
    while let Some(gap) = gaps.pop() {
        if pieces.len() >= MOST_PIECES {
            return Err(Unwalked::Reason(Bilingual {
                zh: format!("在 {weights} 上多于 {MOST_PIECES} 段"),
                en: format!("more than {MOST_PIECES} pieces over {weights}"),
            }));
        }
        let at = gap.some_number().map_err(|error| Unwalked::Reason(Bilingual::same(error.to_string())))?;
        let path = WeightPath::new(gap.clone());
        let outcome = run(&Traced::weight(at, &path)).map_err(|why| Unwalked::Opaque(Box::new(why)))?;
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

/// A row whose weight is a symbol.
struct Symbolic<'a> {
    scoring: &'a Scoring<'a>,
    row: &'a PreparedRow<'a>,
    note: RowNote,
    is_struck: bool,
    /// The inputs of the rule and of each modifier: they do not depend on the weight.
    inputs: Vec<Result<BTreeMap<String, Value>, Stop>>,
}

/// What ends a run before it has points.
enum End {
    Stopped(PieceOutcome),
    Missing(Bilingual),
    NotApplicable(Bilingual),
    Opaque(Diagnostic),
}

impl<'a> Symbolic<'a> {
    fn new(scoring: &'a Scoring<'a>, row: &'a PreparedRow<'a>, is_struck: bool) -> Self {
        let note = scoring.report.rows.get(&row.indicator.id).cloned().unwrap_or_default();
        let mut scratch: Trace = blank(row.indicator, &row.rule, &note);
        let all = std::iter::once(&row.rule).chain(&row.modifiers);
        let inputs = all.map(|prepared| scoring.inputs(row.indicator, prepared, &mut scratch)).collect();
        Self { scoring, row, note, is_struck, inputs }
    }

    /// What becomes of the row at the weight; the path of the weight keeps the stretch on which it becomes that.
    fn run(&self, weight: &Traced) -> Result<PieceOutcome, Diagnostic> {
        let scheme = self.scoring.scheme;
        let scored = |points: &Traced, branch| PieceOutcome::Scored { line: points.line(), branch };
        let outcome = match self.points(weight) {
            Ok((points, branch)) => scored(&points, Some(branch)),
            Err(End::Opaque(why)) => return Err(why),
            Err(End::Stopped(outcome)) => outcome,
            Err(End::NotApplicable(_)) if scheme.not_applicable == NotApplicablePolicy::Full => scored(weight, None),
            Err(End::NotApplicable(reason)) => PieceOutcome::NotApplicable(reason),
            Err(End::Missing(reason)) => match self.row.indicator.missing.unwrap_or(scheme.missing) {
                MissingPolicy::Zero => scored(&Traced::Fixed(Number::zero()), None),
                MissingPolicy::Refuse => PieceOutcome::Missing(reason),
            },
        };
        Ok(match outcome {
            PieceOutcome::Scored { .. } if self.is_struck => scored(&Traced::Fixed(Number::zero()), None),
            outcome => outcome,
        })
    }

    /// Rule, modifiers, manual deduction, clamp, in the order in which a row is scored.
    fn points(&self, weight: &Traced) -> Result<(Traced, String), End> {
        if let Some(reason) = &self.note.not_applicable {
            return Err(End::NotApplicable(Bilingual::same(reason)));
        }
        let mut points: Option<(Traced, String)> = None;
        let mut actual: Option<&Value> = None;
        for (prepared, inputs) in std::iter::once(&self.row.rule).chain(&self.row.modifiers).zip(&self.inputs) {
            let mut inputs = inputs.as_ref().map_err(stopped)?.clone();
            match (&points, actual) {
                (None, _) => {
                    let own = self.inputs.first().and_then(|inputs| inputs.as_ref().ok());
                    actual = own.and_then(|inputs| inputs.get("actual"));
                }
                (Some(_), Some(actual)) => {
                    inputs.entry("actual".to_owned()).or_insert_with(|| actual.clone());
                }
                (Some(_), None) => {}
            }
            let case = RuleCase {
                weight: weight.clone(),
                target: target_value(self.row.indicator.target.as_ref()),
                inputs,
                params: prepared.params.clone(),
                before: points.as_ref().map(|(points, _)| points.clone()),
            };
            points = match prepared.rule.trace(&case) {
                // The branch of a row is that of its rule, whatever a modifier does.
                TracedOutcome::Scored { points: after, branch } => {
                    Some((after, points.map_or(branch, |(_, branch)| branch)))
                }
                TracedOutcome::NotApplicable(reason) => return Err(End::NotApplicable(reason)),
                TracedOutcome::Failed(problem) => {
                    return Err(End::Stopped(PieceOutcome::Failed(Box::new(problem))));
                }
                TracedOutcome::Opaque(why) => return Err(End::Opaque(why)),
            };
        }
        let (points, branch) = points.unwrap_or_else(|| (Traced::Fixed(Number::zero()), String::new()));
        let drawn_in = self.drawn_in(points, weight).map_err(|error| End::Opaque(self.opaque(error.reason())))?;
        Ok((drawn_in, branch))
    }

    /// Deduction and clamp.
    fn drawn_in(&self, mut points: Traced, weight: &Traced) -> Result<Traced, Untraceable> {
        if let Some((deduction, _)) = &self.note.deduction {
            points = points.minus(&Traced::Fixed(deduction.clone()))?;
        }
        let zero = Traced::Fixed(Number::zero());
        if points.compare(&zero, &[Ordering::Less])? {
            points = zero;
        }
        Ok(if points.compare(weight, &[Ordering::Greater])? { weight.clone() } else { points })
    }

    fn opaque(&self, reason: Bilingual) -> Diagnostic {
        Diagnostic::new(Code::RuleOpaque).said("reason", reason).fact("rule", &self.row.rule.rule.card().name).at(self
            .row
            .indicator
            .rule_place
            .clone())
    }
}

fn stopped(stop: &Stop) -> End {
    match stop {
        Stop::NotApplicable(reason) => End::NotApplicable(reason.clone()),
        Stop::Missing(reason, _) => End::Missing(reason.clone()),
        Stop::Failed(problem) => End::Stopped(PieceOutcome::Failed(Box::new(problem.clone()))),
    }
}

#[cfg(test)]
mod tests;
