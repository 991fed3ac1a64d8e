//! The sums: of what is printed, of what is recomputed, of groups of rows, of the weights; and the grade.

use super::checked_row::{CheckedRow, RowVerdict};
use super::side::as_scored;
use super::sum::{Sum, SumRange, SumVerdict, compare, compare_exactly};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluation::{Evaluation, Role, Row, RowState, TotalStep};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::report::Report;
use crate::scheme::Scheme;

/// The sums of a report beside what it claims.
#[derive(Clone, Debug)]
pub struct Totals {
    /// The total claimed, as printed.
    pub claimed: Option<Number>,
    /// What stands where the total belongs, if it is no number.
    pub blank: Option<String>,
    /// The sum of the points as printed; none where no row claims any.
    pub printed: Option<(Sum, SumVerdict)>,
    /// The sum of the engine's points.
    pub recomputed: (Sum, SumVerdict),
    /// The weights.
    pub weights: WeightCheck,
    /// The weights and points printed for dimensions.
    pub groups: Vec<GroupCheck>,
    /// The points printed for several rows together.
    pub together: Vec<TogetherCheck>,
    /// The grade; none where nothing is said of it.
    pub grade: Option<GradeCheck>,
}

/// The weights of the rows beside the printed total.
#[derive(Clone, Debug)]
pub struct WeightCheck {
    /// The printed total of weights.
    pub claimed: Option<Number>,
    /// The sum of the rows' weights.
    pub sum: Number,
    /// How they stand to each other.
    pub verdict: SumVerdict,
}

/// What is printed for a dimension beside what its rows come to.
#[derive(Clone, Debug)]
pub struct GroupCheck {
    /// The dimension.
    pub name: Bilingual,
    /// The printed weight, the sum of its rows' and how they stand to each other; none where none is printed.
    pub weight: Option<(Number, Number, SumVerdict)>,
    /// The same of the points.
    pub points: Option<(Number, SumRange, SumVerdict)>,
}

/// Points printed once for several rows.
#[derive(Clone, Debug)]
pub struct TogetherCheck {
    /// The rows.
    pub rows: Vec<Bilingual>,
    /// The points claimed.
    pub claimed: Number,
    /// What the rows come to.
    pub range: SumRange,
    /// How they stand to each other.
    pub verdict: SumVerdict,
}

/// The grade claimed beside the grades of the totals.
#[derive(Clone, Debug)]
pub struct GradeCheck {
    /// The grade claimed.
    pub claimed: Option<String>,
    /// The grade of the total claimed.
    pub of_claimed: Option<Bilingual>,
    /// The grade of the sum recomputed; none where the rows that are open leave it open.
    pub of_recomputed: Option<Bilingual>,
}

impl GradeCheck {
    /// Whether the grade claimed is not that of the total claimed or, where none is claimed, recomputed.
    #[must_use]
    pub fn has_disagreement(&self) -> bool {
        let differs = |claimed: &String| self.own().is_some_and(|own| *claimed != own.zh);
        self.claimed.as_ref().is_some_and(differs)
    }

    /// The grade of the total claimed or, where none is claimed, recomputed.
    #[must_use]
    pub fn own(&self) -> Option<&Bilingual> {
        self.of_claimed.as_ref().or(self.of_recomputed.as_ref())
    }
}

/// What the checks of sums share.
struct TotalsCheck<'a> {
    scheme: &'a Scheme,
    report: &'a Report,
    evaluation: &'a Evaluation,
    rows: &'a [CheckedRow],
    /// The points that each row is printed with; those of several rows together stand at the first of them.
    claims: Vec<Option<Number>>,
    /// Whether a veto or a ceiling cannot be decided: it can take all away, and gives nothing.
    is_undecided: bool,
}

/// Checks the sums.
///
/// # Errors
/// Sums too large to be held.
pub(super) fn check(
    scheme: &Scheme,
    report: &Report,
    evaluation: &Evaluation,
    rows: &[CheckedRow],
) -> Result<Totals, NumberError> {
    let is_undecided = is_undecided(scheme, evaluation);
    let check = TotalsCheck { scheme, report, evaluation, rows, claims: claims(report, rows), is_undecided };
    let claimed = report.claimed_total.as_ref();
    let printed = check.printed()?;
    let printed = printed.map(|sum| compare(claimed, &sum.range).map(|verdict| (sum, verdict))).transpose()?;
    let recomputed = check.recomputed()?;
    let is_bare = rows.iter().all(|row| row.possible.is_none());
    let mut verdict = match claimed {
        Some(_) if is_bare => SumVerdict::NothingRecomputed,
        claimed => compare(claimed, &recomputed.range)?,
    };
    if let (SumVerdict::Disagrees(difference), Some((_, SumVerdict::Agrees))) = (&verdict, &printed) {
        verdict = SumVerdict::Explained(difference.clone(), differences(evaluation, rows));
    }
    Ok(Totals {
        grade: check.grade(recomputed.range.clone(), !is_bare),
        printed,
        recomputed: (recomputed, verdict),
        weights: check.weights()?,
        groups: check.groups()?,
        together: check.together()?,
        blank: report.blank_total.clone(),
        claimed: report.claimed_total.as_ref().map(|total| total.number.clone()),
    })
}

/// What the claims of a report come to for each row.
fn claims(report: &Report, rows: &[CheckedRow]) -> Vec<Option<Number>> {
    let place = |row: &CheckedRow| {
        let group = report.together.iter().find(|group| group.rows.contains(&row.id))?;
        let is_first = group.rows.first() == Some(&row.id);
        Some(if is_first { as_scored(row.role, &group.points.number) } else { Number::zero() })
    };
    rows.iter().map(|row| row.counted().or_else(|| place(row))).collect()
}

/// Whether a veto or a ceiling cannot be decided for want of its figure.
fn is_undecided(scheme: &Scheme, evaluation: &Evaluation) -> bool {
    let names = || scheme.vetoes.iter().map(|veto| &veto.name).chain(scheme.caps.iter().map(|cap| &cap.name));
    let is_told = |problem: &Diagnostic| {
        let is_error = problem.severity() == Severity::Error;
        is_error && problem.row.as_ref().is_some_and(|row| names().any(|name| name == row))
    };
    evaluation.total.is_none() && evaluation.diagnostics.iter().any(is_told)
}

impl TotalsCheck<'_> {
    /// The rows with what was checked of them and what they are printed with.
    fn parts(&self) -> impl Iterator<Item = (&Row, &CheckedRow, Option<&Number>)> {
        let rows = self.evaluation.rows.iter().zip(self.rows).zip(&self.claims);
        rows.map(|((row, checked), claim)| (row, checked, claim.as_ref()))
    }

    /// Whether a row is left out of the full score, because it does not apply: it is not missed.
    fn is_left_out(&self, row: &Row) -> bool {
        let rescaled = self.evaluation.steps.iter().any(|step| matches!(step, TotalStep::Rescaled { .. }));
        rescaled && matches!(row.state, RowState::NotApplicable(_))
    }

    fn names(&self, wanted: impl Fn(&CheckedRow, Option<&Number>) -> bool) -> Vec<Bilingual> {
        let parts = self.parts().filter(|(row, checked, claim)| wanted(checked, *claim) && !self.is_left_out(row));
        parts.map(|(row, ..)| row.name().clone()).collect()
    }

    /// From nothing to full marks, where nobody can say what a row comes to; none where it does not apply.
    fn open(&self, row: &Row, checked: &CheckedRow) -> Option<(Number, Number)> {
        (!self.is_left_out(row)).then(|| (Number::zero(), checked.weight.clone()))
    }

    /// What the order of the scheme makes of points for each row.
    fn total_of(&self, parts: &[Option<Number>]) -> Result<Number, NumberError> {
        let total = self.evaluation.program().total_of_stated(self.report, self.evaluation, parts)?;
        Ok(total.points.number().clone())
    }

    /// The least and the most of a sum whose rows can have these points; rows that were not read come on top.
    fn range(&self, rows: &[Option<(Number, Number)>]) -> Result<SumRange, NumberError> {
        let worst = |better: bool| -> Vec<Option<Number>> {
            let pairs = rows.iter().zip(self.rows);
            let parts = pairs.map(|(points, row)| {
                points.clone().map(|(low, high)| if (row.role == Role::Penalty) == better { low } else { high })
            });
            parts.collect()
        };
        let low = if self.is_undecided { Number::zero() } else { self.total_of(&worst(false))? };
        let high = self.total_of(&worst(true))?;
        let unseen = self.report.publication.as_ref().filter(|publication| !publication.is_complete);
        let high = match unseen.map(|_| self.unseen()) {
            None => Some(high),
            Some(unseen) => unseen.map(|unseen| high.add(&unseen)).transpose()?,
        };
        Ok(SumRange { low, high })
    }

    /// What the rows that were not read are worth: as it is stated, or what the printed weights leave over.
    fn unseen(&self) -> Option<Number> {
        let stated = self.report.publication.as_ref().and_then(|publication| publication.unseen.clone());
        let left = || self.report.claimed_weight.as_ref()?.subtract(self.scheme.full_score.number()).ok();
        stated.or_else(left).filter(|unseen| !unseen.is_negative())
    }

    /// The total that the printed points come to by the order of the scheme.
    fn printed(&self) -> Result<Option<Sum>, NumberError> {
        if self.claims.iter().all(Option::is_none) {
            return Ok(None);
        }
        let ranges = self.parts().map(|(row, checked, claim)| match claim {
            Some(points) => Some((points.clone(), points.clone())),
            None => self.open(row, checked),
        });
        let range = self.range(&ranges.collect::<Vec<_>>())?;
        let without = self.names(|_, claim| claim.is_none());
        Ok(Some(Sum { points: self.total_of(&self.claims)?, without, as_claimed: Vec::new(), range }))
    }

    /// The engine's total where it gives one; otherwise what its rows come to, with the claim where a person decides, and
    /// open where nobody can say.
    fn recomputed(&self) -> Result<Sum, NumberError> {
        let as_claimed = self.names(|row, claim| row.possible.is_none() && is_settled(row) && claim.is_some());
        let without = self.names(|row, _| match &row.possible {
            Some((low, high)) => low != high,
            None => !is_settled(row),
        });
        let points = self.parts().map(|(_, row, claim)| row.engine.as_ref().or(claim).cloned());
        let points: Vec<Option<Number>> = points.collect();
        let ranges = self.parts().map(|(row, checked, claim)| match (&checked.possible, claim) {
            (Some(possible), _) => Some(possible.clone()),
            (None, Some(claim)) if is_settled(checked) => Some((claim.clone(), claim.clone())),
            (None, _) => self.open(row, checked),
        });
        let range = self.range(&ranges.collect::<Vec<_>>())?;
        // The engine's own total knows what was rounded away on the way to it.
        let own = self.evaluation.total.as_ref().map(|total| total.points.number());
        match own.filter(|_| self.rows.iter().all(|row| row.possible.is_some() || is_settled(row))) {
            Some(points) if range.decided().is_some() => {
                let (points, range) = (points.clone(), SumRange::exactly(points));
                Ok(Sum { points, without: Vec::new(), as_claimed, range })
            }
            _ => Ok(Sum { points: self.total_of(&points)?, without, as_claimed, range }),
        }
    }

    fn weights(&self) -> Result<WeightCheck, NumberError> {
        let sum = self.scheme.full_score.number().clone();
        let claimed = self.report.claimed_weight.clone();
        let is_part = self.report.publication.as_ref().is_some_and(|publication| !publication.is_complete);
        let stated = self.report.publication.as_ref().and_then(|publication| publication.unseen.clone());
        let range = match (is_part, stated) {
            (false, _) => SumRange::exactly(&sum),
            (true, Some(unseen)) => SumRange::exactly(&sum.add(&unseen)?),
            (true, None) => SumRange { low: sum.clone(), high: None },
        };
        Ok(WeightCheck { verdict: compare_exactly(claimed.as_ref(), &range)?, claimed, sum })
    }

    /// What is printed for dimensions, each beside what stands below it.
    fn groups(&self) -> Result<Vec<GroupCheck>, NumberError> {
        let mut groups = Vec::new();
        for dimension in self.scheme.all_dimensions() {
            let weight = dimension.printed_weight.as_ref().map(|printed| {
                let sum = dimension.weight.number();
                let verdict = compare_exactly(Some(printed), &SumRange::exactly(sum))?;
                Ok((printed.clone(), sum.clone(), verdict))
            });
            let points = self.report.subtotals.get(&dimension.id).map(|printed| {
                let mut range = SumRange::exactly(&Number::zero());
                for (row, checked, claim) in self.parts() {
                    if row.role() == Role::Weighted && row.dimensions().contains(&dimension.id) {
                        range = range.plus(claim.unwrap_or(&Number::zero()), claim.unwrap_or(&checked.weight))?;
                    }
                }
                let verdict = compare(Some(printed), &range)?;
                Ok((printed.number.clone(), range, verdict))
            });
            let (weight, points) = (weight.transpose()?, points.transpose()?);
            if weight.is_some() || points.is_some() {
                groups.push(GroupCheck { name: dimension.name.clone(), weight, points });
            }
        }
        Ok(groups)
    }

    fn together(&self) -> Result<Vec<TogetherCheck>, NumberError> {
        let groups = self.report.together.iter().map(|group| {
            let mut range = SumRange::exactly(&Number::zero());
            let mut names = Vec::new();
            for (row, checked, _) in self.parts().filter(|(row, ..)| group.rows.iter().any(|id| id == row.id())) {
                names.push(row.name().clone());
                let (low, high) = checked.possible.clone().unwrap_or_else(|| (Number::zero(), checked.weight.clone()));
                range = range.plus(&low, &high)?;
            }
            let verdict = compare(Some(&group.points), &range)?;
            Ok(TogetherCheck { rows: names, claimed: group.points.number.clone(), range, verdict })
        });
        groups.collect()
    }

    /// The grades; that of the sum recomputed only where all that it can be has the same.
    fn grade(&self, recomputed: SumRange, is_told: bool) -> Option<GradeCheck> {
        let of = |total: &Number| self.evaluation.grade_of(total);
        let ends = recomputed.high.as_ref().map(|high| (of(&recomputed.low), of(high)));
        let check = GradeCheck {
            of_claimed: self.report.claimed_total.as_ref().map(|total| of(&total.number)),
            of_recomputed: ends.filter(|(low, high)| is_told && low == high).map(|(low, _)| low),
            claimed: self.report.claimed_grade.clone(),
        };
        let moves = check.of_claimed.as_ref().zip(check.of_recomputed.as_ref());
        let moves = moves.is_some_and(|(own, other)| own != other);
        (self.evaluation.grades().count() > 1 && (check.claimed.is_some() || moves)).then_some(check)
    }
}

/// Whether the claim is all that can be said of a row.
fn is_settled(row: &CheckedRow) -> bool {
    row.is_settled_by_claim || row.verdict == RowVerdict::Together
}

fn differences(evaluation: &Evaluation, rows: &[CheckedRow]) -> Vec<(Bilingual, Number)> {
    let pairs = evaluation.rows.iter().zip(rows).filter(|(_, checked)| checked.verdict != RowVerdict::Agrees);
    let differing = pairs.filter_map(|(row, checked)| Some((row.name().clone(), checked.difference()?)));
    differing.filter(|(_, difference)| !difference.is_zero()).collect()
}
