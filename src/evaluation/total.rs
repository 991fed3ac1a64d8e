//! From rows to the total, written once: subtotals, rescaling, bonus, penalty, veto, ceiling, bounds, rounding, grade.
//!
//! Generic over the kind of quantity; a study that has points of its own (claimed ones, lines over a weight) comes to the
//! total of the scheme by the same lines as the evaluation.

use std::cmp::Ordering;

use super::{Role, TotalStep};
use crate::numeric::Number;
use crate::rule::{Quantity, QuantityError};
use crate::scheme::{Cap, Dimension, NotApplicablePolicy, Roundings, Scheme, VetoEffect};

/// What one row adds to the total.
#[derive(Clone, Debug)]
pub(crate) struct RowTotal<Q> {
    pub role: Role,
    pub weight: Q,
    pub value: RowValue<Q>,
}

/// The points of a row, or the state in which it has none.
#[derive(Clone, Debug)]
pub(crate) enum RowValue<Q> {
    Scored {
        unrounded: Q,
        points: Q,
    },
    NotApplicable,
    /// A figure is missing, or the row could not be scored.
    Lacking,
}

impl<Q: Clone> RowTotal<Q> {
    /// The row with the same points before and after rounding: those that `pick` takes of both.
    fn with(&self, pick: fn(Q, Q) -> Q) -> Self {
        let value = match self.value.clone() {
            RowValue::Scored { unrounded, points } => {
                let picked = pick(unrounded, points);
                RowValue::Scored { unrounded: picked.clone(), points: picked }
            }
            other => other,
        };
        Self { role: self.role, weight: self.weight.clone(), value }
    }
}

impl<Q> RowTotal<Q> {
    fn points(&self) -> Option<&Q> {
        match &self.value {
            RowValue::Scored { points, .. } => Some(points),
            _ => None,
        }
    }

    fn unrounded(&self) -> Option<&Q> {
        match &self.value {
            RowValue::Scored { unrounded, .. } => Some(unrounded),
            _ => None,
        }
    }
}

/// The figures that override a total, in the order of the scheme: whether each veto struck, and the figure of each ceiling;
/// none where it cannot be told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub vetoes: Vec<Option<bool>>,
    pub caps: Vec<Option<Number>>,
}

impl Overrides {
    /// Whether each veto and each ceiling can be told.
    pub fn are_decided(&self) -> bool {
        self.vetoes.iter().all(Option::is_some) && self.caps.iter().all(Option::is_some)
    }
}

/// The sum of a dimension.
#[derive(Clone, Debug)]
pub(crate) struct DimensionSum<Q> {
    pub points: Q,
    /// What its rows are worth.
    pub weight: Q,
    pub is_complete: bool,
    pub below: Vec<Self>,
}

/// What rows add up to.
#[derive(Clone, Debug)]
pub(crate) struct Summed<Q> {
    pub subtotals: Vec<DimensionSum<Q>>,
    pub steps: Vec<TotalStep>,
    pub total: Result<TotalSum<Q>, Withheld>,
}

/// A total and the grade it falls into.
#[derive(Clone, Debug)]
pub(crate) struct TotalSum<Q> {
    /// Before its own rounding.
    pub unrounded: Q,
    pub points: Q,
    /// The position of the grade, 0 for the best.
    pub grade: usize,
    /// The best grade that the vetoes allow.
    pub best_allowed: usize,
}

/// Why there is no total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Withheld {
    /// A weighted row, a bonus or a penalty has no points.
    Lacking,
    /// Rows do not apply, and the scheme has no policy for it.
    NotApplicable,
    /// No row that is worth anything applies.
    NothingApplies,
    /// A veto or a ceiling cannot be decided.
    Undecided,
}

/// Adds rows up, which are those of the scheme in its order; without `roundings` nothing is rounded after the rows.
///
/// # Errors
/// Numbers too large to be held; with a symbol also a total that is not linear in the weight.
pub(crate) fn total<Q: Quantity>(
    scheme: &Scheme,
    rows: &[RowTotal<Q>],
    overrides: &Overrides,
    roundings: Option<Roundings>,
) -> Result<Summed<Q>, QuantityError> {
    total_scaled(scheme, rows, overrides, (roundings, ScaledFrom::Exact))
}

/// The same, scaled up from one sum or the other where rows do not apply.
fn total_scaled<Q: Quantity>(
    scheme: &Scheme,
    rows: &[RowTotal<Q>],
    overrides: &Overrides,
    (roundings, scaled_from): (Option<Roundings>, ScaledFrom),
) -> Result<Summed<Q>, QuantityError> {
    let mut weighted = rows.iter().filter(|row| row.role == Role::Weighted);
    let subtotals = scheme.dimensions.iter().map(|dimension| subtotal(roundings, dimension, &mut weighted));
    let subtotals = subtotals.collect::<Result<Vec<_>, _>>()?;
    let mut steps = Vec::new();
    let total = match withheld(scheme, rows) {
        Some(reason) => Err(reason),
        None => Sums { scheme, rows, overrides, roundings, scaled_from, steps: &mut steps }.total(&subtotals)?,
    };
    Ok(Summed { subtotals, steps, total })
}

/// Whether the rows have what a total needs.
pub(super) fn withheld<Q: Quantity>(scheme: &Scheme, rows: &[RowTotal<Q>]) -> Option<Withheld> {
    if rows.iter().any(|row| matches!(row.value, RowValue::Lacking)) {
        return Some(Withheld::Lacking);
    }
    let not_applicable = rows.iter().any(|row| matches!(row.value, RowValue::NotApplicable));
    if not_applicable && scheme.not_applicable == NotApplicablePolicy::Refuse {
        return Some(Withheld::NotApplicable);
    }
    let mut weighted = rows.iter().filter(|row| row.role == Role::Weighted);
    let none_applies = weighted.all(|row| row.points().is_none() || row.weight.now().is_zero());
    (not_applicable && none_applies).then_some(Withheld::NothingApplies)
}

/// The sum of a dimension, which takes its rows from those that come next.
fn subtotal<Q: Quantity>(
    roundings: Option<Roundings>,
    dimension: &Dimension,
    rows: &mut dyn Iterator<Item = &RowTotal<Q>>,
) -> Result<DimensionSum<Q>, QuantityError> {
    let (mut sum, mut weight, mut is_complete) = (Q::zero(), Q::zero(), true);
    for row in (&mut *rows).take(dimension.indicators.len()) {
        weight = weight.plus(&row.weight)?;
        match row.points() {
            Some(points) => sum = sum.plus(points)?,
            None => is_complete = false,
        }
    }
    let mut below = Vec::new();
    for child in &dimension.dimensions {
        let child = subtotal(roundings, child, rows)?;
        sum = sum.plus(&child.points)?;
        weight = weight.plus(&child.weight)?;
        is_complete &= child.is_complete;
        below.push(child);
    }
    let points = match roundings.and_then(|roundings| roundings.dimension) {
        Some(rounding) => sum.rounded(rounding)?.lower(&weight)?,
        None => sum,
    };
    Ok(DimensionSum { points, weight, is_complete, below })
}

/// What is scaled up to the full score where rows do not apply.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ScaledFrom {
    /// The sum of the rows before any rounding, as a scheme means it.
    Exact,
    /// The sum of the dimensions as they are printed.
    Printed,
}

/// A total in the making.
pub(super) struct Sums<'a, Q> {
    pub scheme: &'a Scheme,
    pub rows: &'a [RowTotal<Q>],
    pub overrides: &'a Overrides,
    pub roundings: Option<Roundings>,
    pub scaled_from: ScaledFrom,
    pub steps: &'a mut Vec<TotalStep>,
}

impl<Q: Quantity> Sums<'_, Q> {
    fn total(&mut self, subtotals: &[DimensionSum<Q>]) -> Result<Result<TotalSum<Q>, Withheld>, QuantityError> {
        let mut sum = add(subtotals.iter().map(|subtotal| &subtotal.points))?;
        self.steps.push(TotalStep::Sum(sum.now().clone()));
        if self.is_rescaled() {
            let from = if self.scaled_from == ScaledFrom::Exact { unrounded(self.rows)? } else { sum };
            sum = self.rescaled(&from)?;
        }
        sum = self.extras(sum)?;
        let best_allowed = self.vetoes(&mut sum);
        self.caps(&mut sum)?;
        if !self.overrides.are_decided() {
            return Ok(Err(Withheld::Undecided));
        }
        let bounded = sum.within(&Q::exactly(self.highest()?))?;
        if bounded.now() != sum.now() {
            self.steps.push(TotalStep::Clamped { after: bounded.now().clone() });
        }
        let points = match self.roundings {
            Some(roundings) => bounded.rounded(roundings.total)?,
            None => bounded.clone(),
        };
        if points.now() != bounded.now() {
            let (before, after) = (bounded.now().clone(), points.now().clone());
            self.steps.push(TotalStep::Rounded { before, after });
        }
        let grade = grade_of(self.scheme, &points)?.max(best_allowed);
        Ok(Ok(TotalSum { unrounded: bounded, points, grade, best_allowed }))
    }

    /// Whether rows that do not apply make the others count for the full score.
    pub fn is_rescaled(&self) -> bool {
        self.weighted().any(|row| matches!(row.value, RowValue::NotApplicable))
    }

    /// The sum of the rows that apply, scaled up to the full score.
    fn rescaled(&mut self, exact: &Q) -> Result<Q, QuantityError> {
        let applies = self.weighted().filter(|row| row.points().is_some()).map(|row| &row.weight);
        let weight = add(applies)?;
        let sum = exact.times(&Q::exactly(self.scheme.full_score.number().clone()))?.divided_by(&weight)?;
        let (points, weight, after) = (exact.now().clone(), weight.now().clone(), sum.now().clone());
        self.steps.push(TotalStep::Rescaled { points, weight, after });
        Ok(sum)
    }

    fn weighted(&self) -> impl Iterator<Item = &RowTotal<Q>> {
        self.rows.iter().filter(|row| row.role == Role::Weighted)
    }

    fn role(&self, role: Role) -> Result<Q, QuantityError> {
        add(self.rows.iter().filter(|row| row.role == role).filter_map(RowTotal::points))
    }

    pub fn extras(&mut self, mut sum: Q) -> Result<Q, QuantityError> {
        let mut bonus = self.role(Role::Bonus)?;
        if let Some(limit) = &self.scheme.bonus_limit {
            bonus = bonus.lower(&Q::exactly(limit.number().clone()))?;
        }
        sum = sum.plus(&bonus)?;
        if !bonus.now().is_zero() {
            self.steps.push(TotalStep::Bonus { points: bonus.now().clone(), after: sum.now().clone() });
        }
        let penalty = self.role(Role::Penalty)?;
        sum = sum.minus(&penalty)?;
        if !penalty.now().is_zero() {
            self.steps.push(TotalStep::Penalty { points: penalty.now().clone(), after: sum.now().clone() });
        }
        Ok(sum)
    }

    /// Applies the vetoes on total and grade; the answer is the best grade that is still allowed.
    pub fn vetoes(&mut self, sum: &mut Q) -> usize {
        let struck = self.scheme.vetoes.iter().zip(&self.overrides.vetoes).filter(|(_, struck)| **struck == Some(true));
        let mut best = 0;
        for (veto, _) in struck {
            match &veto.effect {
                VetoEffect::TotalZero => *sum = Q::zero(),
                VetoEffect::GradeAtMost(name) => {
                    best = best.max(self.scheme.grades.iter().position(|grade| grade.name.zh == *name).unwrap_or(0));
                }
                VetoEffect::DimensionZero(_) | VetoEffect::IndicatorZero(_) => {}
            }
            let (id, name, after) = (veto.id.clone(), veto.name.clone(), sum.now().clone());
            self.steps.push(TotalStep::Veto { id, name, after });
        }
        best
    }

    /// Applies the ceilings.
    pub fn caps(&mut self, sum: &mut Q) -> Result<(), QuantityError> {
        for (cap, figure) in self.scheme.caps.iter().zip(&self.overrides.caps) {
            if let Some(figure) = figure {
                self.cap(cap, figure, sum)?;
            }
        }
        Ok(())
    }

    fn cap(&mut self, cap: &Cap, figure: &Number, sum: &mut Q) -> Result<(), QuantityError> {
        let Some((_, ceiling)) = cap.steps.iter().rev().find(|(below, _)| figure < below) else { return Ok(()) };
        let ceiling = Q::exactly(ceiling.clone());
        if sum.compare(&ceiling, &[Ordering::Greater])? {
            *sum = ceiling;
            let (id, name) = (cap.id.clone(), cap.name.clone());
            self.steps.push(TotalStep::Capped { id, name, figure: figure.clone(), after: sum.now().clone() });
        }
        Ok(())
    }

    /// The most that a total can be.
    pub fn highest(&self) -> Result<Number, QuantityError> {
        let limit = match &self.scheme.bonus_limit {
            Some(limit) => limit.number().clone(),
            None => {
                let bonuses = self.rows.iter().filter(|row| row.role == Role::Bonus);
                add(bonuses.map(|row| &row.weight))?.now().clone()
            }
        };
        Ok(self.scheme.full_score.number().add(&limit)?)
    }
}

/// The total where the rounded points of the weighted rows add up to `sum` and all else is as `rows` say; none where it is
/// withheld, or their sum is not all that counts: where dimensions are rounded, or rows do not apply.
pub(crate) fn total_of_points<Q: Quantity>(
    scheme: &Scheme,
    rows: &[RowTotal<Q>],
    overrides: &Overrides,
    sum: Q,
) -> Result<Option<TotalSum<Q>>, QuantityError> {
    let is_more = scheme.roundings.dimension.is_some()
        || rows.iter().any(|row| matches!(row.value, RowValue::NotApplicable | RowValue::Lacking));
    if is_more {
        return Ok(None);
    }
    let sum = DimensionSum { points: sum, weight: Q::zero(), is_complete: true, below: Vec::new() };
    let (roundings, scaled_from, steps) = (Some(scheme.roundings), ScaledFrom::Exact, &mut Vec::new());
    Ok(Sums { scheme, rows, overrides, roundings, scaled_from, steps }.total(&[sum])?.ok())
}

/// The total before vetoes, ceilings and bounds, where the weighted rows add up to `sum` and all else is as `rows` say.
pub(crate) fn total_of_sum<Q: Quantity>(scheme: &Scheme, rows: &[RowTotal<Q>], sum: Q) -> Result<Q, QuantityError> {
    let (overrides, roundings) = (Overrides::default(), Some(scheme.roundings));
    let (scaled_from, steps) = (ScaledFrom::Exact, &mut Vec::new());
    let mut sums = Sums { scheme, rows, overrides: &overrides, roundings, scaled_from, steps };
    let sum = if sums.is_rescaled() { sums.rescaled(&sum)? } else { sum };
    sums.extras(sum)?.rounded(scheme.roundings.total)
}

/// The grade that a total would have if nothing were rounded, or if rows that do not apply were scaled up from the points
/// that are printed, and that total, where it is another grade.
pub(crate) fn unrounded_grade(
    scheme: &Scheme,
    rows: &[RowTotal<Number>],
    overrides: &Overrides,
    sum: &TotalSum<Number>,
) -> Result<Option<(usize, Number)>, QuantityError> {
    let is_rescaled = rows.iter().any(|row| matches!(row.value, RowValue::NotApplicable));
    // Roundings that could not carry the total over an edge of its band are not looked at: a sum of fractions is long.
    let slack = scheme.slack(rows.len())?;
    let (low, high) = (sum.points.subtract(&slack)?, sum.points.add(&slack)?);
    let is_near = scheme.grade_of(&low) != scheme.grade_of(&high) || !scheme.caps.is_empty();
    if !is_near && !is_rescaled {
        return Ok(None);
    }
    let other = |rows: &[RowTotal<Number>], how: (Option<Roundings>, ScaledFrom)| {
        let other = total_scaled(scheme, rows, overrides, how)?.total.ok();
        Ok::<_, QuantityError>(other.filter(|other| other.grade != sum.grade).map(|other| (other.grade, other.points)))
    };
    let exact: Vec<RowTotal<Number>> = rows.iter().map(|row| row.with(|unrounded, _| unrounded)).collect();
    if let Some(found) = other(&exact, (None, ScaledFrom::Exact))? {
        return Ok(Some(found));
    }
    let printed: Vec<RowTotal<Number>> = rows.iter().map(|row| row.with(|_, points| points)).collect();
    if is_rescaled { other(&printed, (Some(scheme.roundings), ScaledFrom::Printed)) } else { Ok(None) }
}

/// What the rows of the full score add up to before any rounding.
fn unrounded<Q: Quantity>(rows: &[RowTotal<Q>]) -> Result<Q, QuantityError> {
    add(rows.iter().filter(|row| row.role == Role::Weighted).filter_map(RowTotal::unrounded))
}

/// The position of the grade that a total falls into, 0 for the best; what lies below every band is in the last.
fn grade_of<Q: Quantity>(scheme: &Scheme, total: &Q) -> Result<usize, QuantityError> {
    for (position, grade) in scheme.grades.iter().enumerate() {
        if total.compare(&Q::exactly(grade.from.clone()), &[Ordering::Greater, Ordering::Equal])? {
            return Ok(position);
        }
    }
    Ok(scheme.grades.len().saturating_sub(1))
}

fn add<'q, Q: Quantity>(quantities: impl IntoIterator<Item = &'q Q>) -> Result<Q, QuantityError> {
    quantities.into_iter().try_fold(Q::zero(), |sum, quantity| sum.plus(quantity))
}
