//! [`Evaluation`]: the result of scoring one report.

use std::sync::Arc;

use super::compiled::DimensionHead;
use super::program::Program;
use super::row::Row;
use super::steps::TotalStep;
use crate::diagnostic::Diagnostics;
use crate::language::{Bilingual, Language};
use crate::numeric::{Number, Points, Weight};
use crate::scheme::{Roundings, VetoEffect};

/// The result of scoring one report.
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub(super) program: Program,
    /// The organisation that was evaluated.
    pub organisation: String,
    /// The year that was evaluated.
    pub year: Option<String>,
    /// Whether the report is an illustration.
    pub illustrative: bool,
    /// All rows in the order of the scheme: weighted ones, bonuses, penalties.
    pub rows: Vec<Row>,
    /// The top-level dimensions with their subtotals.
    pub subtotals: Vec<Subtotal>,
    /// What happened between the subtotals and the total, in order.
    pub steps: Vec<TotalStep>,
    /// The total and its grade; none where it is withheld, which a diagnostic explains.
    pub total: Option<Total>,
    /// Problems and remarks.
    pub diagnostics: Diagnostics,
}

impl Evaluation {
    /// The program that scored the report, with the overlay that was laid over it.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The scheme's id.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.program.base().id
    }

    /// What the evaluation is called.
    #[must_use]
    pub fn title(&self) -> &Bilingual {
        &self.program.base().title
    }

    /// The full score.
    #[must_use]
    pub fn full_score(&self) -> &Weight {
        &self.program.base().full_score
    }

    /// The roundings that were applied.
    #[must_use]
    pub fn roundings(&self) -> Roundings {
        self.program.base().roundings
    }

    /// The names of the grades, best first.
    pub fn grades(&self) -> impl Iterator<Item = &Bilingual> {
        self.program.base().grades.iter().map(|grade| &grade.name)
    }

    /// The grade that a total would have in this evaluation, the vetoes that struck included.
    #[must_use]
    pub fn grade_of(&self, total: &Number) -> Bilingual {
        let scheme = self.program.base();
        let struck = self.steps.iter().filter_map(|step| match step {
            TotalStep::Veto { id, .. } => scheme.vetoes.iter().find(|veto| veto.id == *id),
            _ => None,
        });
        let limits = struck.filter_map(|veto| match &veto.effect {
            VetoEffect::GradeAtMost(name) => scheme.grades.iter().position(|grade| grade.name.zh == *name),
            _ => None,
        });
        scheme.grade_name(limits.fold(scheme.grade_of(total), usize::max))
    }

    /// The sentence about the points of each row, and the remarks, in one language.
    pub(crate) fn words(&self, language: Language) -> Vec<Vec<String>> {
        let told = |row: &Row| {
            let sentences = row.sentence().into_iter().chain(row.notes());
            sentences.map(|sentence| sentence.text(language).to_owned()).collect()
        };
        self.rows.iter().map(told).collect()
    }

    /// The grade of the total before its own rounding, where that is another than the grade it has.
    #[must_use]
    pub fn unrounded_grade(&self) -> Option<Bilingual> {
        let total = self.total.as_ref()?;
        let exact = self.grade_of(&total.unrounded);
        (exact != total.grade).then_some(exact)
    }

    /// The row of that id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id() == id)
    }
}

/// The sum of a dimension.
#[derive(Clone, Debug)]
pub struct Subtotal {
    pub(super) dimension: Arc<DimensionHead>,
    /// The sum of its scored rows, after the dimension's rounding.
    pub points: Points,
    /// Whether every row in it was scored.
    pub is_complete: bool,
    /// The dimensions below it.
    pub below: Vec<Subtotal>,
}

impl Subtotal {
    /// The dimension's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.dimension.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Bilingual {
        &self.dimension.name
    }

    /// What it is worth.
    #[must_use]
    pub fn weight(&self) -> &Weight {
        &self.dimension.weight
    }
}

/// The total and what it means.
#[derive(Clone, Debug)]
pub struct Total {
    /// The total before its own rounding.
    pub unrounded: Number,
    /// The total.
    pub points: Points,
    /// The grade of the total.
    pub grade: Bilingual,
    /// What is missing to the next better grade: its name and the distance; none at the top.
    pub up: Option<(Bilingual, Number)>,
    /// How far the total lies above the bottom of its grade, and the grade below; none at the bottom.
    pub down: Option<(Bilingual, Number)>,
}
