//! How a total adds up: the points of its rows, and the lines between them and the total.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Named, find_named};
use crate::evaluation::{Evaluation, Role, Row, RowState, TotalStep};
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, NumberError};

/// One side of a comparison as a sum.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// Whose total it is, and what it means.
    pub standing: NamedTotal,
    /// The rows, in the order of the scheme.
    pub entries: Vec<BreakdownEntry>,
    /// What stands between the rows and the total; together with the rows it is the total.
    pub lines: BTreeMap<BreakdownLine, Number>,
}

/// A total with its name.
#[derive(Clone, Debug)]
pub struct NamedTotal {
    /// The scheme's id.
    pub scheme: String,
    /// The ids of the schemes that it extends, as far as they are known.
    pub extended: Vec<String>,
    /// What the evaluation is called.
    pub title: Bilingual,
    /// The unit.
    pub unit: String,
    /// The year.
    pub year: Option<String>,
    /// The full score.
    pub full_score: Number,
    /// The official total.
    pub total: Number,
    /// The decimals that totals are written with.
    pub places: u32,
    /// The decimals that points of rows are written with; none where rows are not rounded.
    pub row_places: Option<u32>,
    /// The grade of the total.
    pub grade: Bilingual,
}

/// One row of a breakdown.
#[derive(Clone, Debug)]
pub struct BreakdownEntry {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it counts towards.
    pub role: Role,
    /// Full marks.
    pub weight: Number,
    /// The rounded points; none where the row was not scored.
    pub points: Option<Number>,
    /// The points before rounding.
    pub unrounded: Option<Number>,
    /// How it came to its points; none where a result file is all there is.
    pub row: Option<Row>,
}

impl BreakdownEntry {
    /// The row of an evaluation.
    pub(super) fn of(row: &Row) -> Self {
        Self {
            id: row.id().to_owned(),
            name: row.name().clone(),
            role: row.role(),
            weight: row.weight().number().clone(),
            points: row.points().map(|points| points.number().clone()),
            unrounded: row.unrounded().cloned().filter(|_| matches!(row.state, RowState::Scored(_))),
            row: Some(row.clone()),
        }
    }

    /// What the row adds to the total: penalties count below zero, rows that were not scored not at all.
    #[must_use]
    pub fn counts(&self) -> Number {
        signed(self.role, self.points.clone().unwrap_or_else(Number::zero))
    }
}

/// `points` as they count towards the total.
pub(super) fn signed(role: Role, points: Number) -> Number {
    if role == Role::Penalty { points.negate() } else { points }
}

/// What stands between the rows and the total.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreakdownLine {
    /// The sums of dimensions were rounded.
    DimensionRounding,
    /// Rows that do not apply were left out and the rest scaled up.
    Rescaling,
    /// Bonuses beyond their limit.
    BonusLimit,
    /// A veto, by id.
    Veto(String),
    /// A ceiling, by id.
    Ceiling(String),
    /// What fell outside the possible totals was drawn in.
    Bounds,
    /// The total was rounded.
    TotalRounding,
    /// All of it together, where a result file is all there is.
    Between,
}

impl Breakdown {
    /// The breakdown of an evaluation; `None` where its total is withheld.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn of(evaluation: &Evaluation) -> Result<Option<Self>, NumberError> {
        let Some(total) = &evaluation.total else { return Ok(None) };
        let standing = NamedTotal {
            scheme: evaluation.scheme().to_owned(),
            extended: evaluation.program().scheme().extended.clone(),
            title: evaluation.title().clone(),
            unit: evaluation.organisation.clone(),
            year: evaluation.year.clone(),
            full_score: evaluation.full_score().number().clone(),
            total: total.points.number().clone(),
            places: evaluation.roundings().total.places,
            row_places: evaluation.roundings().indicator.map(|rounding| rounding.places),
            grade: total.grade.clone(),
        };
        let entries: Vec<BreakdownEntry> = evaluation.rows.iter().map(BreakdownEntry::of).collect();
        let lines = lines(&evaluation.steps, &entries)?;
        Ok(Some(Self { standing, entries, lines }))
    }

    /// The row of that id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&BreakdownEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The id of the row that the text names, by id or by name.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`], [`Code::AmbiguousName`].
    pub fn find(&self, text: &Place) -> Result<String, Diagnostic> {
        let rows = self.entries.iter();
        let named: Vec<Named<String>> =
            rows.map(|entry| Named::new(entry.id.clone(), &entry.id, entry.name.clone())).collect();
        let unknown = || Diagnostic::new(Code::UnknownIndicator).fact("id", text.text());
        find_named(text, &named, unknown).map(|named| named.thing.clone())
    }

    /// Rows and lines added up; it must be the total.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn sum(&self) -> Result<Number, NumberError> {
        let rows = self.entries.iter().map(BreakdownEntry::counts);
        rows.chain(self.lines.values().cloned()).try_fold(Number::zero(), |sum, part| sum.add(&part))
    }
}

/// What each step after the rows changed.
fn lines(steps: &[TotalStep], entries: &[BreakdownEntry]) -> Result<BTreeMap<BreakdownLine, Number>, NumberError> {
    let of = |wanted: Role| {
        let rows = entries.iter().filter(|entry| entry.role == wanted).filter_map(|entry| entry.points.as_ref());
        rows.cloned().try_fold(Number::zero(), |sum, points| sum.add(&points))
    };
    let (weighted, bonuses) = (of(Role::Weighted)?, of(Role::Bonus)?);
    let mut lines = BTreeMap::new();
    let mut before = weighted;
    for step in steps {
        let (line, after, expected) = match step {
            TotalStep::Sum(after) => (BreakdownLine::DimensionRounding, after, Number::zero()),
            TotalStep::Rescaled { after, .. } => (BreakdownLine::Rescaling, after, Number::zero()),
            TotalStep::Bonus { after, .. } => (BreakdownLine::BonusLimit, after, bonuses.clone()),
            TotalStep::Penalty { points, after } => {
                before = before.subtract(points)?;
                (BreakdownLine::Bounds, after, Number::zero())
            }
            TotalStep::Veto { id, after, .. } => (BreakdownLine::Veto(id.clone()), after, Number::zero()),
            TotalStep::Capped { id, after, .. } => (BreakdownLine::Ceiling(id.clone()), after, Number::zero()),
            TotalStep::Clamped { after } => (BreakdownLine::Bounds, after, Number::zero()),
            TotalStep::Rounded { after, .. } => (BreakdownLine::TotalRounding, after, Number::zero()),
        };
        let changed = after.subtract(&before)?.subtract(&expected)?;
        if !changed.is_zero() {
            lines.insert(line, changed);
        }
        before = after.clone();
    }
    Ok(lines)
}
