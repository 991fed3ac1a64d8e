//! [`ColumnResults`]: what a plan makes of the columns of many reports.

use std::collections::BTreeMap;

use super::super::result::Evaluation;
use super::super::row::Row;
use super::report_columns::decimal;
use super::trees::RowCode;
use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;
use crate::numeric::Number;

/// The results of many units, in the order of the columns.
#[derive(Clone, Debug)]
pub struct ColumnResults {
    pub(super) units: usize,
    /// How many units each chunk has, but for the last.
    pub(super) chunk: usize,
    pub(super) chunks: Vec<ChunkResults>,
    /// The decimals of the points of each row.
    pub(super) places: Vec<u32>,
    pub(super) total_places: u32,
    pub(super) codes: Vec<Vec<RowCode>>,
    pub(super) grades: Vec<Bilingual>,
}

/// The results of some units in a row.
#[derive(Clone, Debug, Default)]
pub(super) struct ChunkResults {
    /// The points of each row, and the number of the code for them.
    pub rows: Vec<(Vec<i64>, Vec<u16>)>,
    pub totals: Vec<i64>,
    pub grades: Vec<u16>,
    /// The units that the ordinary evaluation answered, by their position among all.
    pub ordinary: BTreeMap<usize, OrdinaryUnit>,
}

/// A unit that the ordinary evaluation answered, because something about it is not plain.
#[derive(Clone, Debug)]
pub struct OrdinaryUnit {
    /// The points of each row; none where it has none.
    pub points: Vec<Option<Number>>,
    /// Why each row has its points.
    pub codes: Vec<Option<RowCode>>,
    /// The total and its grade; none where it is withheld.
    pub total: Option<(Number, Bilingual)>,
    /// The grade of the total before its own rounding, where that is another.
    pub unrounded_grade: Option<Bilingual>,
    /// What is to be said of the report.
    pub diagnostics: Diagnostics,
}

impl OrdinaryUnit {
    /// A unit whose report was refused.
    pub(super) fn refused(rows: usize, diagnostics: Diagnostics) -> Self {
        Self { points: vec![None; rows], codes: vec![None; rows], total: None, unrounded_grade: None, diagnostics }
    }

    /// What the ordinary evaluation made of a unit.
    pub(crate) fn of(evaluation: Evaluation) -> Self {
        let code = |row: &Row| {
            let mut awards = row.course.awards.iter();
            let branch = awards.next()?.branch.clone();
            let modifiers = awards.map(|award| award.branch.clone()).collect();
            let notes = row.course.awards.iter().flat_map(|award| award.notes.clone()).collect();
            Some(RowCode { branch, modifiers, notes })
        };
        Self {
            points: evaluation.rows.iter().map(|row| row.points().map(|points| points.number().clone())).collect(),
            codes: evaluation.rows.iter().map(code).collect(),
            unrounded_grade: evaluation.unrounded_grade(),
            total: evaluation.total.map(|total| (total.points.number().clone(), total.grade)),
            diagnostics: evaluation.diagnostics,
        }
    }
}

impl ColumnResults {
    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// The rounded points of a row, by the position of the row in the scheme; none where it has none.
    #[must_use]
    pub fn points(&self, row: usize, unit: usize) -> Option<Number> {
        let (chunk, at) = self.chunk_of(unit)?;
        match chunk.ordinary.get(&unit) {
            Some(ordinary) => ordinary.points.get(row)?.clone(),
            None => Some(decimal(*chunk.rows.get(row)?.0.get(at)?, *self.places.get(row)?)),
        }
    }

    /// The same as a whole number and its decimals; none also where the ordinary evaluation answered.
    #[must_use]
    pub fn whole_points(&self, row: usize, unit: usize) -> Option<(i64, u32)> {
        let (chunk, at) = self.plain_chunk(unit)?;
        Some((*chunk.rows.get(row)?.0.get(at)?, *self.places.get(row)?))
    }

    /// Why a row has its points.
    #[must_use]
    pub fn code(&self, row: usize, unit: usize) -> Option<&RowCode> {
        let (chunk, at) = self.chunk_of(unit)?;
        match chunk.ordinary.get(&unit) {
            Some(ordinary) => ordinary.codes.get(row)?.as_ref(),
            None => self.codes.get(row)?.get(usize::from(*chunk.rows.get(row)?.1.get(at)?)),
        }
    }

    /// The total; none where it is withheld.
    #[must_use]
    pub fn total(&self, unit: usize) -> Option<Number> {
        let (chunk, at) = self.chunk_of(unit)?;
        match chunk.ordinary.get(&unit) {
            Some(ordinary) => ordinary.total.as_ref().map(|(total, _)| total.clone()),
            None => Some(decimal(*chunk.totals.get(at)?, self.total_places)),
        }
    }

    /// The same as a whole number and its decimals; none also where the ordinary evaluation answered.
    #[must_use]
    pub fn whole_total(&self, unit: usize) -> Option<(i64, u32)> {
        let (chunk, at) = self.plain_chunk(unit)?;
        Some((*chunk.totals.get(at)?, self.total_places))
    }

    /// Whether a unit has a total.
    #[must_use]
    pub fn has_total(&self, unit: usize) -> bool {
        let ordinary = self.chunk_of(unit).map(|(chunk, _)| chunk.ordinary.get(&unit));
        ordinary.is_some_and(|ordinary| ordinary.is_none_or(|ordinary| ordinary.total.is_some()))
    }

    /// The grade of the total; none where the total is withheld.
    #[must_use]
    pub fn grade(&self, unit: usize) -> Option<&Bilingual> {
        let (chunk, at) = self.chunk_of(unit)?;
        match chunk.ordinary.get(&unit) {
            Some(ordinary) => ordinary.total.as_ref().map(|(_, grade)| grade),
            None => self.grades.get(usize::from(*chunk.grades.get(at)?)),
        }
    }

    /// What the ordinary evaluation says of a unit that it answered; none for the others.
    #[must_use]
    pub fn ordinary(&self, unit: usize) -> Option<&OrdinaryUnit> {
        self.chunk_of(unit)?.0.ordinary.get(&unit)
    }

    /// How many units the ordinary evaluation answered.
    #[must_use]
    pub fn ordinary_count(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.ordinary.len()).sum()
    }

    /// The chunk of a unit that columns answered.
    fn plain_chunk(&self, unit: usize) -> Option<(&ChunkResults, usize)> {
        self.chunk_of(unit).filter(|(chunk, _)| !chunk.ordinary.contains_key(&unit))
    }

    fn chunk_of(&self, unit: usize) -> Option<(&ChunkResults, usize)> {
        let chunk = self.chunks.get(unit.checked_div(self.chunk)?)?;
        Some((chunk, unit.checked_rem(self.chunk)?))
    }
}
