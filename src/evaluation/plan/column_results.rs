//! [`ColumnResults`]: what a plan makes of the columns of many reports.

use std::collections::BTreeMap;

use super::super::result::Evaluation;
use super::report_columns::decimal;
use super::trees::RowCode;
use super::worded_row::WordedRow;
use crate::diagnostic::Diagnostics;
use crate::language::{Bilingual, Language};
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
    /// The sentences of each row; none where nobody wants them.
    pub words: Vec<WordedRow>,
    /// The sentences of each row of the units that only the ordinary evaluation words, by their position in the chunk.
    pub words_apart: BTreeMap<usize, Vec<Vec<String>>>,
}

/// A unit that the ordinary evaluation answered, because something about it is not plain.
#[derive(Clone, Debug)]
pub struct OrdinaryUnit {
    /// The points of each row; none where it has none.
    pub points: Vec<Option<Number>>,
    /// Why each row has its points.
    pub codes: Vec<Option<RowCode>>,
    /// The sentences of each row, where they are wanted.
    pub words: Vec<Vec<String>>,
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
        let (points, codes) = (vec![None; rows], vec![None; rows]);
        Self { points, codes, words: Vec::new(), total: None, unrounded_grade: None, diagnostics }
    }

    /// What the ordinary evaluation made of a unit, with its sentences where they are wanted.
    pub(crate) fn of(evaluation: Evaluation, language: Option<Language>) -> Self {
        Self {
            points: evaluation.rows.iter().map(|row| row.points().map(|points| points.number().clone())).collect(),
            codes: evaluation.rows.iter().map(|row| RowCode::of(&row.course.awards)).collect(),
            words: language.map(|language| evaluation.words(language)).unwrap_or_default(),
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

    /// What became of one unit; nothing at all of a unit that there is not.
    #[must_use]
    pub fn unit(&self, unit: usize) -> UnitResult<'_> {
        let chunk = unit.checked_div(self.chunk).and_then(|chunk| self.chunks.get(chunk));
        let answer = match (chunk, unit.checked_rem(self.chunk)) {
            (Some(chunk), Some(at)) => match chunk.ordinary.get(&unit) {
                Some(ordinary) => UnitAnswer::Ordinary(ordinary),
                None => UnitAnswer::Columns(chunk, at),
            },
            _ => UnitAnswer::Nothing,
        };
        UnitResult { results: self, answer }
    }

    /// The decimals with which columns give the points of a row.
    pub(crate) fn places(&self, row: usize) -> Option<u32> {
        self.places.get(row).copied()
    }

    /// What columns gave all units for a row, part by part: whole numbers of the last of [`ColumnResults::places`], of no
    /// meaning for the units that the ordinary evaluation answered. A part of which it answered all has none.
    #[cfg(feature = "arrow")]
    pub(crate) fn points_by_columns(&self, row: usize) -> impl Iterator<Item = &[i64]> {
        self.chunks.iter().map(move |chunk| chunk.rows.get(row).map_or(&[][..], |(points, _)| points))
    }

    /// The same of the totals.
    #[cfg(feature = "arrow")]
    pub(crate) fn totals_by_columns(&self) -> impl Iterator<Item = &[i64]> {
        self.chunks.iter().map(|chunk| chunk.totals.as_slice())
    }

    /// The units that the ordinary evaluation answered, in their order.
    #[cfg(feature = "arrow")]
    pub(crate) fn ordinary_units(&self) -> impl Iterator<Item = usize> {
        self.chunks.iter().flat_map(|chunk| chunk.ordinary.keys().copied())
    }

    /// How many units columns answered and only the ordinary evaluation words.
    #[must_use]
    pub fn worded_apart_count(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.words_apart.len()).sum()
    }

    /// How many units the ordinary evaluation answered.
    #[must_use]
    pub fn ordinary_count(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.ordinary.len()).sum()
    }
}

/// What became of one unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitResult<'r> {
    results: &'r ColumnResults,
    answer: UnitAnswer<'r>,
}

/// Who answered for a unit.
#[derive(Clone, Copy, Debug)]
enum UnitAnswer<'r> {
    /// The columns: the chunk, and the position in it.
    Columns(&'r ChunkResults, usize),
    Ordinary(&'r OrdinaryUnit),
    Nothing,
}

impl<'r> UnitResult<'r> {
    /// The rounded points of a row, by the position of the row in the scheme; none where it has none.
    #[must_use]
    pub fn points(&self, row: usize) -> Option<Number> {
        match self.answer {
            UnitAnswer::Ordinary(ordinary) => ordinary.points.get(row)?.clone(),
            _ => self.whole_points(row).map(|(whole, places)| decimal(whole, places)),
        }
    }

    /// The same as a whole number and its decimals; none also where the ordinary evaluation answered.
    #[must_use]
    pub fn whole_points(&self, row: usize) -> Option<(i64, u32)> {
        let UnitAnswer::Columns(chunk, at) = self.answer else { return None };
        Some((*chunk.rows.get(row)?.0.get(at)?, *self.results.places.get(row)?))
    }

    /// Why a row has its points.
    #[must_use]
    pub fn code(&self, row: usize) -> Option<&'r RowCode> {
        match self.answer {
            UnitAnswer::Columns(chunk, at) => {
                self.results.codes.get(row)?.get(usize::from(*chunk.rows.get(row)?.1.get(at)?))
            }
            UnitAnswer::Ordinary(ordinary) => ordinary.codes.get(row)?.as_ref(),
            UnitAnswer::Nothing => None,
        }
    }

    /// The sentence about the points of a row, and the remarks; nothing where they were not wanted.
    pub fn words(&self, row: usize) -> impl Iterator<Item = &'r str> + use<'r> {
        let (by_columns, apart) = match self.answer {
            UnitAnswer::Columns(chunk, at) => match chunk.words_apart.get(&at) {
                None => (chunk.words.get(row).map(|row| row.sentences(at)), None),
                Some(apart) => (None, apart.get(row)),
            },
            UnitAnswer::Ordinary(ordinary) => (None, ordinary.words.get(row)),
            UnitAnswer::Nothing => (None, None),
        };
        by_columns.into_iter().flatten().chain(apart.into_iter().flatten().map(String::as_str))
    }

    /// The total; none where it is withheld.
    #[must_use]
    pub fn total(&self) -> Option<Number> {
        match self.answer {
            UnitAnswer::Ordinary(ordinary) => ordinary.total.as_ref().map(|(total, _)| total.clone()),
            _ => self.whole_total().map(|(whole, places)| decimal(whole, places)),
        }
    }

    /// The same as a whole number and its decimals; none also where the ordinary evaluation answered.
    #[must_use]
    pub fn whole_total(&self) -> Option<(i64, u32)> {
        let UnitAnswer::Columns(chunk, at) = self.answer else { return None };
        Some((*chunk.totals.get(at)?, self.results.total_places))
    }

    /// Whether it has a total.
    #[must_use]
    pub fn has_total(&self) -> bool {
        match self.answer {
            UnitAnswer::Columns(..) => true,
            UnitAnswer::Ordinary(ordinary) => ordinary.total.is_some(),
            UnitAnswer::Nothing => false,
        }
    }

    /// The grade of the total; none where the total is withheld.
    #[must_use]
    pub fn grade(&self) -> Option<&'r Bilingual> {
        match self.answer {
            UnitAnswer::Columns(chunk, at) => self.results.grades.get(usize::from(*chunk.grades.get(at)?)),
            UnitAnswer::Ordinary(ordinary) => ordinary.total.as_ref().map(|(_, grade)| grade),
            UnitAnswer::Nothing => None,
        }
    }

    /// What the ordinary evaluation says of it; none where the columns answered.
    #[must_use]
    pub fn ordinary(&self) -> Option<&'r OrdinaryUnit> {
        match self.answer {
            UnitAnswer::Ordinary(ordinary) => Some(ordinary),
            _ => None,
        }
    }
}
