//! What a recorded result says without its case: the points of its rows, and the total.

use std::collections::BTreeMap;

use super::{Breakdown, BreakdownEntry, BreakdownLine, NamedTotal};
use crate::numeric::{Number, NumberError};
use crate::record::{EvaluationRecord, RowRecord, RowStateName};

impl Breakdown {
    /// The breakdown of a result that was recorded.
    ///
    /// # Errors
    /// The path of the first part that is missing or no number.
    pub fn recorded(result: &EvaluationRecord) -> Result<Self, String> {
        let total = result.total.as_ref().ok_or("/total")?;
        let standing = NamedTotal {
            scheme: result.scheme.clone(),
            extended: Vec::new(),
            title: result.title.clone(),
            unit: result.unit.clone(),
            year: result.year.clone(),
            full_score: result.full_score.number().clone(),
            total: total.points.number().clone(),
            places: result.rounding.total.places,
            row_places: result.rounding.indicator.map(|rounding| rounding.places),
            grade: total.grade.clone(),
        };
        let entries = result.rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let mut breakdown = Self { standing, entries, lines: BTreeMap::new() };
        let between = breakdown.sum().and_then(|rows| breakdown.standing.total.subtract(&rows));
        let between = between.map_err(|error: NumberError| format!("/rows: {error}"))?;
        if !between.is_zero() {
            breakdown.lines.insert(BreakdownLine::Between, between);
        }
        Ok(breakdown)
    }
}

fn entry(row: &RowRecord) -> Result<BreakdownEntry, String> {
    let missing = |part: &str| format!("/rows/{}/{part}", row.id);
    let is_scored = row.state == RowStateName::Scored;
    let unrounded: Option<Number> = row.unrounded.clone().filter(|_| is_scored);
    if is_scored && unrounded.is_none() {
        return Err(missing("unrounded"));
    }
    let points = row.points.as_ref().map(|points| points.number().clone()).filter(|_| is_scored);
    if is_scored && points.is_none() {
        return Err(missing("points"));
    }
    Ok(BreakdownEntry {
        id: row.id.clone(),
        name: row.name.clone(),
        role: row.role,
        weight: row.weight.number().clone(),
        points,
        unrounded,
        row: None,
    })
}
