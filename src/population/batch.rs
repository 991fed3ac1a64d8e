//! [`Batch`]: a program made ready for the reports of a population, block by block.

use std::collections::BTreeSet;

use super::grade_edges::GradeEdges;
use super::record_block::RecordBlock;
use super::record_format::RecordFormat;
use super::record_source::{RecordSource, TextRecords, hash};
use super::report_record::ReportRecord;
use super::scored_block::{ScoredBlock, TraceDetail};
use super::unit_head::UnitHead;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::{ColumnPlan, OrdinaryUnit, PeersOf, Program, ReadMetric, ReportColumns, UnitResult};
use crate::report::Report;

/// One in so many units that were scored by columns is scored by the ordinary evaluation too.
const SAMPLED: u64 = 2048;

/// A program made ready for the reports of a population.
///
/// Units are scored by columns ([`ColumnPlan`]) as far as they say nothing but plain values, the others by
/// [`Program::evaluate`]; of the former, some are scored by both, and a difference is a problem.
#[derive(Debug)]
pub struct Batch {
    plan: ColumnPlan,
    /// The program that columns are held to.
    by_scripts: Program,
    reads: Vec<ReadMetric>,
    edges: GradeEdges,
    /// What all organisations report, where the scheme compares them and it is known.
    peers: Option<PeersOf>,
}

impl Batch {
    /// A program made ready.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let plan = program.plan();
        let reads = plan.read_metrics();
        let (by_scripts, edges) = (program.by_scripts(), GradeEdges::of(program.scheme()));
        Self { plan, by_scripts, reads, edges, peers: None }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        self.plan.program()
    }

    /// The same with what all organisations report: the first of two passes has found it.
    #[must_use]
    pub fn beside(self, peers: PeersOf) -> Self {
        Self { peers: Some(peers), ..self }
    }

    /// Whether organisations are compared, and what they report is not known: records have to say how each stands.
    #[must_use]
    pub fn lacks_peers(&self) -> bool {
        self.program().scheme().compares_peers() && self.peers.is_none()
    }

    /// Scores the records of a text, in their order; `is_first` where nothing was scored before.
    ///
    /// # Errors
    /// [`Code::PlanDiffers`] where columns and the ordinary evaluation do not come to the same: a fault of the program.
    pub fn score_text(
        &self,
        text: &str,
        format: &RecordFormat,
        detail: TraceDetail,
        is_first: bool,
    ) -> Result<ScoredBlock<'_>, Diagnostics> {
        if self.peers.is_some() {
            return self.score_compared(text, format, detail, is_first);
        }
        self.score_records(&TextRecords { text, format }, detail, is_first)
    }

    /// Scores the lines of a batch of Arrow, in their order; `is_first` where nothing was scored before.
    ///
    /// # Errors
    /// [`Code::PlanDiffers`].
    #[cfg(feature = "arrow")]
    pub fn score_rows(
        &self,
        rows: arrow_array::RecordBatch,
        columns: &super::ArrowColumns,
        detail: TraceDetail,
        is_first: bool,
    ) -> Result<ScoredBlock<'_>, Diagnostics> {
        self.score_records(&super::arrow_records::ArrowRecords::new(columns, rows), detail, is_first)
    }

    /// The same, whatever the records stand in.
    fn score_records(
        &self,
        records: &impl RecordSource,
        detail: TraceDetail,
        is_first: bool,
    ) -> Result<ScoredBlock<'_>, Diagnostics> {
        let mut block = RecordBlock::new(self.program().scheme(), &self.reads);
        records.fill(&mut block);
        let columns = block.columns().map_err(impossible)?;
        let range = |unit: usize| block.ranges.get(unit).cloned().unwrap_or_default();
        let report = |unit: usize| {
            let mut read = ReportRecord::default();
            records.read_again(range(unit), &mut read);
            read.report(self.program().scheme()).map(|checked| checked.value)
        };
        let is_sampled = |unit: usize| is_first && unit == 0 || records.hash(range(unit)).is_multiple_of(SAMPLED);
        let mut scored =
            self.score(&columns, &report, &is_sampled, detail).map_err(|unit| differs(&block.heads, unit))?;
        scored.heads = block.heads;
        scored.derived = block.derived;
        Ok(scored)
    }

    /// Scores reports, in their order; in the place of those that were refused stands why.
    ///
    /// # Errors
    /// [`Code::PlanDiffers`].
    pub fn score_reports(
        &self,
        reports: Vec<(String, Result<Report, Diagnostics>)>,
        detail: TraceDetail,
        is_first: bool,
    ) -> Result<ScoredBlock<'_>, Diagnostics> {
        let heads = reports.iter().map(|(name, report)| match report {
            Ok(report) => UnitHead {
                organisation: report.organisation.clone(),
                year: report.year.clone(),
                claimed: report.claimed_total.as_ref().map(|total| total.number.clone()),
            },
            Err(_) => UnitHead { organisation: name.clone(), ..UnitHead::default() },
        });
        self.score_headed(heads.collect(), reports, detail, is_first)
    }

    /// Scores reports with what each organisation says of itself.
    pub(super) fn score_headed(
        &self,
        heads: Vec<UnitHead>,
        mut reports: Vec<(String, Result<Report, Diagnostics>)>,
        detail: TraceDetail,
        is_first: bool,
    ) -> Result<ScoredBlock<'_>, Diagnostics> {
        if let Some(peers) = &self.peers {
            reports
                .iter_mut()
                .filter_map(|(_, report)| report.as_mut().ok())
                .try_for_each(|one| peers.state_in(one))?;
        }
        let refused = reports.iter().enumerate().filter_map(|(unit, (_, report))| report.is_err().then_some(unit));
        let refused: Vec<usize> = refused.collect();
        let stand_in = |(name, report): &(String, Result<Report, Diagnostics>)| match report {
            Ok(report) => report.clone(),
            Err(_) => Report::unwritten(name),
        };
        let columns = self.plan.columns(reports.iter().map(stand_in).collect()).map_err(impossible)?;
        let columns = refused.into_iter().try_fold(columns, ReportColumns::apart).map_err(impossible)?;
        let report =
            |unit: usize| reports.get(unit).map_or_else(|| Err(Diagnostics::new()), |(_, report)| report.clone());
        let is_sampled = |unit: usize| {
            is_first && unit == 0
                || heads.get(unit).is_some_and(|head| hash(&head.organisation).is_multiple_of(SAMPLED))
        };
        let mut scored = self.score(&columns, &report, &is_sampled, detail).map_err(|unit| differs(&heads, unit))?;
        scored.heads = heads;
        Ok(scored)
    }

    /// The results of columns; the unit about which columns and the ordinary evaluation do not come to the same.
    fn score(
        &self,
        columns: &ReportColumns,
        report: &(dyn Fn(usize) -> Result<Report, Diagnostics> + Sync),
        is_sampled: &dyn Fn(usize) -> bool,
        detail: TraceDetail,
    ) -> Result<ScoredBlock<'_>, usize> {
        let language = detail.language();
        // INVARIANT: the columns are those that the plan reads.
        let results = self.plan.evaluate_with(columns, report, language).map_err(|_| 0_usize)?;
        let (mut compared, mut decided_by_rounding) = (0_usize, Vec::new());
        for unit in 0..results.len() {
            let result = results.unit(unit);
            if let Some(ordinary) = result.ordinary() {
                if ordinary.unrounded_grade.is_some() {
                    decided_by_rounding.push(unit);
                }
                continue;
            }
            let is_at_edge = result.whole_total().is_some_and(|(total, _)| self.edges.hold(total));
            if !(is_at_edge || is_sampled(unit)) {
                continue;
            }
            compared = compared.saturating_add(1);
            let report = report(unit).map_err(|_| unit)?;
            let by_scripts = OrdinaryUnit::of(self.by_scripts.evaluate(&report), language);
            if !agrees(&result, &by_scripts) {
                return Err(unit);
            }
            if by_scripts.unrounded_grade.is_some() {
                decided_by_rounding.push(unit);
            }
        }
        Ok(ScoredBlock {
            program: self.program(),
            results,
            compared,
            detail,
            heads: Vec::new(),
            decided_by_rounding,
            derived: BTreeSet::new(),
        })
    }
}

/// Whether columns and the ordinary evaluation come to the same.
fn agrees(result: &UnitResult<'_>, ordinary: &OrdinaryUnit) -> bool {
    let rows = ordinary.points.iter().enumerate().all(|(row, points)| result.points(row) == *points);
    let codes = ordinary.codes.iter().enumerate().all(|(row, code)| result.code(row) == code.as_ref());
    let words = ordinary.words.iter().enumerate().all(|(row, words)| result.words(row).eq(words));
    let total = ordinary.total.as_ref().map(|(total, _)| total.clone());
    let grade = ordinary.total.as_ref().map(|(_, grade)| grade);
    rows && codes && words && result.total() == total && result.grade() == grade
}

/// That columns and the ordinary evaluation do not come to the same for a unit.
fn differs(heads: &[UnitHead], unit: usize) -> Diagnostics {
    let organisation = heads.get(unit).map_or("", |head| &head.organisation);
    Diagnostic::new(Code::PlanDiffers).fact("organisation", organisation).into()
}

/// A fault of the library itself, told as what it is.
fn impossible(error: impl std::fmt::Display) -> Diagnostics {
    Diagnostic::new(Code::PlanDiffers).fact("organisation", error).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleSet;
    use crate::scheme::Scheme;

    #[test]
    fn a_difference_between_both_ways_is_no_result() {
        let scheme = Scheme::from_yaml(include_str!("../../tests/data/population/scheme.yaml")).unwrap();
        let report = |satisfaction: &str| {
            let text = format!(
                "unit: A\nmetrics: {{ accepted: {{ value: 4 }}, closed: {{ value: 3 }}, satisfaction: {{ value: {satisfaction} }} }}"
            );
            Report::from_yaml(&text, &scheme).unwrap()
        };
        let batch = Batch::new(&Program::compile(scheme.clone(), RuleSet::shipped()).unwrap());
        let columns = batch.plan.columns(vec![report("90")]).unwrap();
        let score = |satisfaction: &str, is_sampled: bool| {
            let report = report(satisfaction);
            let scored = batch.score(&columns, &|_| Ok(report.clone()), &|_| is_sampled, TraceDetail::None);
            scored.map(|scored| scored.compared)
        };
        assert_eq!(score("90", true).unwrap(), 1);
        assert_eq!(score("91", true).unwrap_err(), 0);
        assert_eq!(score("91", false).unwrap(), 0);
        let problems = differs(&[UnitHead { organisation: "A".to_owned(), ..UnitHead::default() }], 0);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::PlanDiffers]);
    }
}
