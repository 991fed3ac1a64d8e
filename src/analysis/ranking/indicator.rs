//! What one indicator did to the totals of many organisations.

use super::organisation::{RankedOrganisation, RowScore};
use super::sums::{sum_of, whole};
use crate::evaluation::{Program, Role};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::scheme::{Indicator, Scheme};

/// One scored row over all organisations with a total and points in this row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorStatistics {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it counts towards.
    pub role: Role,
    /// Full marks.
    pub weight: Number,
    /// How many organisations have points here.
    pub scored: usize,
    /// How many of them lost nothing; of a bonus, how many got something.
    pub full: usize,
    /// The mean of the points; none where nobody has any.
    pub mean: Option<Number>,
    /// The points lost by all of them together.
    pub lost: Number,
    /// The part of all points lost, between 0 and 1; none where nothing was lost at all.
    pub share_of_lost: Option<Number>,
    /// The part of the differences between organisations that comes from this row: the covariance of its points with the
    /// sum of all rows' points, over the variance of that sum. The parts of all rows add up to 1; one of a row whose points
    /// run against the others is negative. None where all sums are equal, or a row has no points somewhere.
    pub influence: Option<Number>,
}

/// The statistics of every row, in the order of the scheme.
pub(super) fn statistics(
    program: &Program,
    organisations: &[RankedOrganisation],
) -> Result<Vec<IndicatorStatistics>, NumberError> {
    let ranked: Vec<&RankedOrganisation> = organisations.iter().filter(|one| one.total.is_some()).collect();
    let rows = rows(program.scheme());
    let column =
        |at: usize| ranked.iter().map(move |one| one.rows.get(at).and_then(Option::as_ref)).collect::<Vec<_>>();
    let columns: Vec<Vec<Option<&RowScore>>> = (0..rows.len()).map(column).collect();
    let lost = |column: &Vec<Option<&RowScore>>| sum_of(column.iter().flatten().map(|row| &row.lost));
    let lost = columns.iter().map(lost).collect::<Result<Vec<_>, _>>()?;
    let all_lost = sum_of(&lost)?;
    let mut influences = influences(&rows.iter().map(|(_, role)| *role).collect::<Vec<_>>(), &columns)?.into_iter();
    let mut found = Vec::with_capacity(rows.len());
    for (((row, role), column), lost) in rows.into_iter().zip(&columns).zip(lost) {
        let scores: Vec<&RowScore> = column.iter().flatten().copied().collect();
        let is_full = |score: &&&RowScore| match role {
            Role::Bonus => !score.points.is_zero(),
            _ => score.lost.is_zero(),
        };
        let mean = match scores.len() {
            0 => None,
            count => Some(sum_of(scores.iter().map(|score| &score.points))?.divide(&whole(count))?),
        };
        found.push(IndicatorStatistics {
            id: row.id.clone(),
            name: row.name.clone(),
            role,
            weight: row.weight.number().clone(),
            scored: scores.len(),
            full: scores.iter().filter(is_full).count(),
            mean,
            share_of_lost: (!all_lost.is_zero()).then(|| lost.divide(&all_lost)).transpose()?,
            lost,
            influence: influences.next().flatten(),
        });
    }
    Ok(found)
}

/// The scored rows with what they count towards, in the order of the scheme.
fn rows(scheme: &Scheme) -> Vec<(&Indicator, Role)> {
    let weighted = scheme.indicators().into_iter().map(|row| (row, Role::Weighted));
    let bonuses = scheme.bonuses.iter().map(|row| (row, Role::Bonus));
    weighted.chain(bonuses).chain(scheme.penalties.iter().map(|row| (row, Role::Penalty))).collect()
}

/// The part of each row in the variance of the sums: (n Σ s·t − Σ s · Σ t) ÷ (n Σ t² − (Σ t)²).
fn influences(roles: &[Role], columns: &[Vec<Option<&RowScore>>]) -> Result<Vec<Option<Number>>, NumberError> {
    let none = vec![None; columns.len()];
    let signed = |role: &Role, score: &RowScore| match role {
        Role::Penalty => score.points.negate(),
        _ => score.points.clone(),
    };
    let mut points: Vec<Vec<Number>> = Vec::with_capacity(columns.len());
    for (role, column) in roles.iter().zip(columns) {
        let Some(column) = column.iter().map(|score| score.map(|score| signed(role, score))).collect() else {
            return Ok(none);
        };
        points.push(column);
    }
    let count = points.first().map_or(0, Vec::len);
    let mut sums = vec![Number::zero(); count];
    for column in &points {
        for (sum, points) in sums.iter_mut().zip(column) {
            *sum = sum.add(points)?;
        }
    }
    let (count, all) = (whole(count), sum_of(&sums)?);
    let spread = |column: &[Number]| -> Result<Number, NumberError> {
        let mut products = Number::zero();
        for (points, sum) in column.iter().zip(&sums) {
            products = products.add(&points.multiply(sum)?)?;
        }
        count.multiply(&products)?.subtract(&sum_of(column)?.multiply(&all)?)
    };
    let variance = spread(&sums)?;
    if variance.is_zero() {
        return Ok(none);
    }
    points.iter().map(|column| spread(column)?.divide(&variance).map(Some)).collect()
}
