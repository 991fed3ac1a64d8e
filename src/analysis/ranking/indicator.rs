//! What one indicator did to the totals of many organisations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::organisation::RankedOrganisation;
use super::sums::sum_of;
use crate::analysis::row_score::RowScore;
use crate::evaluation::{Program, Role};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::scheme::{Indicator, Scheme};

/// One scored row over many organisations (一项指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorStatistics {
    /// Its id (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What it counts towards (计入方式).
    pub role: Role,
    /// Full marks (分值).
    pub weight: Number,
    /// How many organisations have points here (计分的单位数).
    pub scored: usize,
    /// How many of them lost nothing; of a bonus, how many got something (未扣分的单位数).
    pub full: usize,
    /// The mean of the points; null where nobody has any (平均得分).
    pub mean: Option<Number>,
    /// The points lost by all together (扣分合计).
    pub lost: Number,
    /// The part of all points lost, from 0 to 1; null where nothing was lost (占全部扣分的比重).
    pub share_of_lost: Option<Number>,
    /// The part of the differences between organisations that comes from this row: covariance with the sum of all rows over
    /// the variance of that sum; all parts add up to 1. Null where all sums are equal (对总分差距的影响).
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
            count => Some(sum_of(scores.iter().map(|score| &score.points))?.divide(&Number::count(count))?),
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
    let (count, all) = (Number::count(count), sum_of(&sums)?);
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
