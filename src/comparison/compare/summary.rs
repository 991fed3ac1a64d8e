//! What a difference is made of in a few rows: those behind it, those against it, and what is left.

use super::Comparison;
use super::row_comparison::{row_name, total};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};

/// How many rows are named on the side of the difference, and how many against it.
const MAX_BEHIND: usize = 3;
const MAX_AGAINST: usize = 2;
/// The share of what all rows of a side moved that is named, and the least share that rows against a difference must come
/// to, to be named at all: two thirds and a tenth.
const NAMED: (i64, i64) = (2, 3);
const FELT: (i64, i64) = (1, 10);

/// A difference in a few rows; all parts add up to it exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The rows that moved the total most in the direction in which it went, at most three: as many as make up two thirds
    /// of all that moved so. Where the totals are equal, the rows that raised it.
    pub behind: Vec<SummaryRow>,
    /// The rows that moved it most in the other direction, at most two, where all of them together come to a tenth.
    pub against: Vec<SummaryRow>,
    /// How many further rows differ in points.
    pub others: usize,
    /// What these come to.
    pub others_points: Number,
    /// What stands between the rows and the totals: rounding, vetoes, limits.
    pub beyond_rows: Number,
}

/// A row that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRow {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it adds to the difference.
    pub points: Number,
}

impl Comparison {
    /// The difference in a few rows.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn summary(&self) -> Result<Summary, NumberError> {
        let rows = self.rows.iter().filter(|row| !row.difference.is_zero()).map(|row| SummaryRow {
            id: row.entry().map_or_else(String::new, |entry| entry.id.clone()),
            name: row_name(row),
            points: row.difference.clone(),
        });
        let (behind, against): (Vec<SummaryRow>, Vec<SummaryRow>) =
            rows.partition(|row| row.points.is_negative() == self.difference.is_negative());
        let moved = |rows: &[SummaryRow]| total(rows.iter().map(|row| &row.points)).map(|sum| sum.absolute());
        let (pushed, resisted) = (moved(&behind)?, moved(&against)?);
        let is_felt = !resisted.is_zero() && resisted >= share(&pushed, FELT)?;
        let (behind, mut rest) = most(behind, &pushed, MAX_BEHIND)?;
        let (against, other) = most(against, &resisted, if is_felt { MAX_AGAINST } else { 0 })?;
        rest.extend(other);
        Ok(Summary {
            others: rest.len(),
            others_points: total(rest.iter().map(|row| &row.points))?,
            beyond_rows: total(self.lines.values())?,
            behind,
            against,
        })
    }
}

/// The first rows, of which the largest come first, that make up most of what all moved, and the others.
fn most(
    rows: Vec<SummaryRow>,
    moved: &Number,
    limit: usize,
) -> Result<(Vec<SummaryRow>, Vec<SummaryRow>), NumberError> {
    let wanted = share(moved, NAMED)?;
    let (mut named, mut others, mut sum) = (Vec::new(), Vec::new(), Number::zero());
    for row in rows {
        if named.len() < limit && sum < wanted {
            sum = sum.add(&row.points.absolute())?;
            named.push(row);
        } else {
            others.push(row);
        }
    }
    Ok((named, others))
}

fn share(number: &Number, (part, whole): (i64, i64)) -> Result<Number, NumberError> {
    number.multiply(&Number::from(part))?.divide(&Number::from(whole))
}
