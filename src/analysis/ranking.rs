//! Many organisations of one scheme: who stands where, what was lost by which indicator, and what does not add up.

mod indicator;
mod organisation;
mod record;
mod roll_up;
mod sums;
mod totals;

use rayon::prelude::*;

use self::organisation::scored;
use super::ranks::ranks;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::Program;
use crate::language::Bilingual;
use crate::numeric::{NumberError, Points};
use crate::report::Report;
use crate::scheme::TiedRanks;

pub use super::row_score::RowScore;
pub use indicator::IndicatorStatistics;
pub use organisation::RankedOrganisation;
pub use record::{ClaimRecord, GradeCount, RankedRecord, RankingRecord};
pub use roll_up::RollUp;
pub use totals::TotalStatistics;

/// Many organisations scored by one scheme.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The scheme with its rules.
    pub program: Program,
    /// Every organisation, in the order of the reports.
    pub organisations: Vec<RankedOrganisation>,
    /// The reports that could not be read, each with its file and why: the others are scored without them.
    pub refused: Vec<(String, Diagnostics)>,
    /// How many organisations have each grade, best first.
    pub grades: Vec<(Bilingual, usize)>,
    /// The totals as a whole; none where no organisation has one.
    pub totals: Option<TotalStatistics>,
    /// Every scored row, in the order of the scheme, over the organisations with a total.
    pub indicators: Vec<IndicatorStatistics>,
    /// The score of who stands above all, where it is asked for.
    pub roll_up: Option<RollUp>,
}

impl Ranking {
    /// Scores all reports, each with the file it was read from. The answer is the same on any number of threads.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn new(
        program: &Program,
        reports: &[(String, Report)],
        refused: Vec<(String, Diagnostics)>,
    ) -> Result<Self, NumberError> {
        let mut organisations: Vec<RankedOrganisation> =
            reports.par_iter().map(|(file, report)| scored(program, file, report)).collect();
        let found = ranks(&points_of(&organisations), program.scheme().tied_ranks);
        for (organisation, rank) in organisations.iter_mut().zip(found) {
            organisation.rank = rank;
        }
        let has_grade =
            |one: &&RankedOrganisation, name: &Bilingual| one.total.as_ref().is_some_and(|total| total.grade == *name);
        let grades = program.scheme().grades.iter().map(|grade| {
            let count = organisations.iter().filter(|one| has_grade(one, &grade.name)).count();
            (grade.name.clone(), count)
        });
        let grades = grades.collect();
        let totals = TotalStatistics::new(&points_of(&organisations))?;
        let indicators = indicator::statistics(program, &organisations)?;
        let roll_up = None;
        Ok(Self { program: program.clone(), organisations, refused, grades, totals, indicators, roll_up })
    }

    /// Makes the score of who stands above all: the mean of the totals, weighted by a metric of these reports.
    ///
    /// # Errors
    /// [`Code::RollUpMissing`] for reports that could not be read and organisations without a total; what is wrong with what
    /// a report says of the metric; [`Code::DivisionByZero`] where nobody reports more than 0.
    pub fn roll_up(&mut self, reports: &[(String, Report)], metric: &str) -> Result<(), Diagnostics> {
        let unread =
            self.refused.iter().map(|(file, _)| Diagnostic::new(Code::RollUpMissing).fact("organisation", file));
        unread.collect::<Diagnostics>().into_result()?;
        self.roll_up = Some(RollUp::new(&self.program, reports, &self.organisations, metric)?);
        Ok(())
    }

    /// How many decimals totals are rounded to.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.program.scheme().roundings.total.places
    }

    /// How ties are ranked.
    #[must_use]
    pub fn ties(&self) -> TiedRanks {
        self.program.scheme().tied_ranks
    }

    /// The organisations from the first rank to the last, those without a total after them; equal ones in the order of the
    /// reports.
    #[must_use]
    pub fn in_order(&self) -> Vec<&RankedOrganisation> {
        let mut all: Vec<&RankedOrganisation> = self.organisations.iter().collect();
        all.sort_by_key(|one| one.rank.unwrap_or(usize::MAX));
        all
    }

    /// The organisations without a total.
    #[must_use]
    pub fn withheld(&self) -> Vec<&RankedOrganisation> {
        self.organisations.iter().filter(|one| one.total.is_none()).collect()
    }
}

/// The official totals, in the order of the reports.
fn points_of(organisations: &[RankedOrganisation]) -> Vec<Option<&Points>> {
    organisations.iter().map(|one| one.total.as_ref().map(|total| &total.points)).collect()
}
