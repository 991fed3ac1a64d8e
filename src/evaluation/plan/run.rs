//! Running a plan on columns: blocks of units in chunks, chunks side by side, what is not plain by the ordinary evaluation.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::bounds::StepBounds;
use super::column_plan::{ColumnPlan, PlannedRow};
use super::column_results::{ChunkResults, ColumnResults, OrdinaryUnit};
use super::kernel::{Kernel, KernelTree};
use super::lanes::{BLOCK, BlockAnswers, Lanes, Mask, ORDINARY};
use super::prepared::PreparedRow;
use super::ready_kernel::ReadyKernel;
use super::report_columns::{ColumnError, ReportColumns};
use super::worded_row::WordedRow;
use crate::diagnostic::Diagnostics;
use crate::language::Language;
use crate::literal::YesNo;
use crate::report::Report;

/// How many blocks a thread takes at a time.
const BLOCKS: usize = 8;

/// Up to how many combinations of words are looked up by their number.
const MAX_DIRECT: u64 = 256;

/// The report of a unit, or why there is none.
pub type ReportOf<'r> = dyn Fn(usize) -> Result<Report, Diagnostics> + Sync + 'r;

/// A plan with its columns.
struct PlanRun<'a> {
    plan: &'a ColumnPlan,
    columns: &'a ReportColumns,
    report: &'a ReportOf<'a>,
    rows: Vec<PreparedRow<'a>>,
    caps: Vec<PreparedRow<'a>>,
    total: &'a ReadyKernel,
    /// Of each unit, whether the columns alone send it to the ordinary evaluation.
    is_sent: Vec<bool>,
    /// The language in which the sentences are wanted.
    language: Option<Language>,
}

/// What one thread computes in.
#[derive(Default)]
struct LaneSpace {
    narrow: Lanes<i64>,
    wide: Lanes<i128>,
}

impl ColumnPlan {
    /// Scores all units of the columns.
    ///
    /// # Errors
    /// [`ColumnError::UnknownMetric`], [`ColumnError::DerivedMetric`].
    pub fn evaluate(&self, columns: &ReportColumns) -> Result<ColumnResults, ColumnError> {
        self.evaluate_with(columns, &|unit| Ok(columns.report(unit)), None)
    }

    /// Scores all units of the columns; units about which something is not plain are scored by the report that `report`
    /// has for them, and have no points where it has none. The sentences are worded in `language`, where there is one.
    ///
    /// # Errors
    /// Those of [`ColumnPlan::evaluate`].
    pub fn evaluate_with(
        &self,
        columns: &ReportColumns,
        report: &ReportOf<'_>,
        language: Option<Language>,
    ) -> Result<ColumnResults, ColumnError> {
        for metric in columns.metrics() {
            match self.compiled.metrics.position(metric).and_then(|id| self.compiled.metrics.get(id)) {
                None => return Err(ColumnError::UnknownMetric(metric.to_owned())),
                Some(declared) if declared.formula.is_some() => {
                    return Err(ColumnError::DerivedMetric(metric.to_owned()));
                }
                Some(_) => {}
            }
        }
        let (units, chunk) = (columns.len(), BLOCK.saturating_mul(BLOCKS));
        let starts: Vec<usize> = (0..units).step_by(chunk).collect();
        let range = |start: usize| start..start.saturating_add(chunk).min(units);
        let run = self.is_planned().then(|| PlanRun::new(self, columns, report, language)).flatten();
        let chunks = match &run {
            Some(run) => {
                let chunks =
                    starts.into_par_iter().map_init(LaneSpace::default, |work, start| run.chunk(range(start), work));
                chunks.collect()
            }
            None => starts.into_par_iter().map(|start| self.all_ordinary(report, range(start), language)).collect(),
        };
        let codes = |row: &PreparedRow<'_>| row.numbered_ends().into_iter().map(|end| end.code).collect();
        Ok(ColumnResults {
            units,
            chunk,
            chunks,
            places: self.rows.iter().map(|row| row.places).collect(),
            total_places: self.compiled.scheme.roundings.total.places,
            codes: run.map(|run| run.rows.iter().map(codes).collect()).unwrap_or_default(),
            grades: self.compiled.scheme.grades.iter().map(|grade| grade.name.clone()).collect(),
        })
    }

    fn ordinary(&self, report: &ReportOf<'_>, unit: usize, language: Option<Language>) -> (usize, OrdinaryUnit) {
        let ordinary = match report(unit) {
            Ok(report) => OrdinaryUnit::of(self.program().evaluate(&report), language),
            Err(problems) => OrdinaryUnit::refused(self.rows.len(), problems),
        };
        (unit, ordinary)
    }

    fn all_ordinary(&self, report: &ReportOf<'_>, units: Range<usize>, language: Option<Language>) -> ChunkResults {
        let ordinary = units.map(|unit| self.ordinary(report, unit, language)).collect();
        ChunkResults { ordinary, ..ChunkResults::default() }
    }
}

impl<'a> PlanRun<'a> {
    /// `None` where a column is lacking that every unit needs.
    fn new(
        plan: &'a ColumnPlan,
        columns: &'a ReportColumns,
        report: &'a ReportOf<'a>,
        language: Option<Language>,
    ) -> Option<Self> {
        let prepared = |rows: &'a [PlannedRow]| {
            rows.iter().map(|row| PreparedRow::new(plan, row, columns, language)).collect::<Option<Vec<_>>>()
        };
        let (rows, caps) = (prepared(&plan.rows)?, prepared(&plan.caps)?);
        let total = plan.total.as_ref()?;
        let is_sent = vec![false; columns.len()];
        let mut run = Self { plan, columns, report, rows, caps, total, is_sent, language };
        run.send()?;
        Some(run)
    }

    /// Finds the units that the columns alone send to the ordinary evaluation: reports that say more than plain values,
    /// figures that are missing or no days, vetoes that strike or cannot be decided.
    fn send(&mut self) -> Option<()> {
        let metrics = &self.plan.compiled.metrics;
        let read = self.plan.reads();
        let missing = self
            .columns
            .missing
            .iter()
            .filter(|(metric, _)| metrics.position(metric).is_some_and(|id| read.contains_key(&id)));
        let odd = self.rows.iter().flat_map(|row| &row.odd);
        let sent = self.columns.apart.iter().chain(missing.flat_map(|(_, units)| units)).chain(odd);
        for unit in sent {
            self.is_sent.get_mut(*unit).into_iter().for_each(|sent| *sent = true);
        }
        for veto in self.plan.compiled.vetoes.iter() {
            let column = self.columns.words.get(metrics.get(*veto)?.name.as_str())?;
            let strikes: Vec<bool> = column.words.iter().map(|word| YesNo::parse(word) != Some(YesNo(false))).collect();
            for (sent, code) in self.is_sent.iter_mut().zip(&column.codes) {
                *sent |= usize::try_from(*code).ok().and_then(|code| strikes.get(code).copied()).unwrap_or(true);
            }
        }
        Some(())
    }

    fn chunk(&self, units: Range<usize>, work: &mut LaneSpace) -> ChunkResults {
        let length = units.len();
        let answers = || (vec![0_i64; length], vec![0_u16; length]);
        let mut results =
            ChunkResults { rows: self.rows.iter().map(|_| answers()).collect(), ..ChunkResults::default() };
        (results.totals, results.grades) = answers();
        let mut caps: Vec<_> = self.caps.iter().map(|_| answers()).collect();
        let parts = self.rows.iter().zip(&mut results.rows).chain(self.caps.iter().zip(&mut caps));
        for (row, (numbers, codes)) in parts {
            let blocks = numbers.chunks_mut(BLOCK).zip(codes.chunks_mut(BLOCK));
            for ((numbers, codes), first) in blocks.zip(units.clone().step_by(BLOCK)) {
                row_block(row, first, &mut BlockAnswers { numbers, codes }, work);
            }
        }
        self.totals(&mut results, work);
        let mut is_sent: Vec<bool> = self.is_sent.get(units.clone()).unwrap_or_default().to_vec();
        let all_codes = results.rows.iter().chain(&caps).map(|(_, codes)| codes).chain([&results.grades]);
        for codes in all_codes {
            is_sent.iter_mut().zip(codes).for_each(|(sent, code)| *sent |= *code == ORDINARY);
        }
        if let Some(language) = self.language {
            self.words(&mut results, units.clone(), &is_sent, language);
        }
        let sent = units.zip(is_sent).filter(|(_, sent)| *sent);
        results.ordinary = sent.map(|(unit, _)| self.plan.ordinary(self.report, unit, self.language)).collect();
        results
    }

    /// Words the units that the columns answered, and has the ordinary evaluation word those that they cannot.
    fn words(&self, results: &mut ChunkResults, units: Range<usize>, is_sent: &[bool], language: Language) {
        let mut is_worded = vec![true; is_sent.len()];
        let mut numbers = Vec::new();
        for (row, (_, codes)) in self.rows.iter().zip(&results.rows) {
            let ends = row.numbered_ends();
            let mut worded = WordedRow::default();
            for (((at, unit), code), is_sent) in units.clone().enumerate().zip(codes).zip(is_sent) {
                let words = ends.get(usize::from(*code)).filter(|_| !is_sent).and_then(|end| end.words.as_ref());
                let figure = |position: usize| row.columns.get(position)?.get(unit).copied();
                let told = words.and_then(|words| words.tell(figure, &mut numbers, &mut worded));
                worded.end_unit(told.is_some());
                is_worded.get_mut(at).into_iter().for_each(|all| *all &= told.is_some());
            }
            results.words.push(worded);
        }
        let unworded = units.enumerate().zip(is_worded.iter().zip(is_sent));
        for ((at, unit), _) in unworded.filter(|(_, (is_worded, is_sent))| !**is_worded && !**is_sent) {
            if let Ok(report) = (self.report)(unit) {
                let evaluation = self.plan.program().evaluate(&report);
                results.words_apart.insert(at, evaluation.words(language));
            }
        }
    }

    fn totals(&self, results: &mut ChunkResults, work: &mut LaneSpace) {
        let points: Vec<&[i64]> = results.rows.iter().map(|(points, _)| points.as_slice()).collect();
        let blocks = results.totals.chunks_mut(BLOCK).zip(results.grades.chunks_mut(BLOCK)).enumerate();
        for (at, (numbers, codes)) in blocks {
            let first = at.saturating_mul(BLOCK);
            run_kernel(self.total, &points, first, None, &mut BlockAnswers { numbers, codes }, work);
        }
    }
}

/// One row for the units of a block.
fn row_block(row: &PreparedRow<'_>, first: usize, answers: &mut BlockAnswers<'_>, work: &mut LaneSpace) {
    let columns: Vec<&[i64]> = row.columns.iter().map(AsRef::as_ref).collect();
    if !row.reads_words() {
        return run_or_send(row.kernel(0).as_deref(), &columns, first, None, answers, work);
    }
    let mut table = KernelTable::new(row);
    let mut others: BTreeMap<u64, Mask> = BTreeMap::new();
    let out = answers.numbers.iter_mut().zip(answers.codes.iter_mut()).enumerate();
    for (at, (number, code)) in out {
        let combination = row.combination(first.saturating_add(at));
        match table.constant(combination) {
            Some(constant) => (*number, *code) = constant,
            None => {
                let mask = others.entry(combination).or_insert([false; BLOCK]);
                mask.get_mut(at).into_iter().for_each(|holds| *holds = true);
            }
        }
    }
    for (combination, mask) in &others {
        run_or_send(row.kernel(*combination).as_deref(), &columns, first, Some(mask), answers, work);
    }
}

/// What words alone come to, as far as it was looked up in a block.
struct KernelTable<'a> {
    row: &'a PreparedRow<'a>,
    direct: Vec<Option<Option<(i64, u16)>>>,
    others: BTreeMap<u64, Option<(i64, u16)>>,
}

impl<'a> KernelTable<'a> {
    fn new(row: &'a PreparedRow<'a>) -> Self {
        let direct = usize::try_from(row.combinations.min(MAX_DIRECT)).unwrap_or_default();
        Self { row, direct: vec![None; direct], others: BTreeMap::new() }
    }

    /// Points and code, where the words alone decide.
    fn constant(&mut self, combination: u64) -> Option<(i64, u16)> {
        let row = self.row;
        let look = || match row.kernel(combination).map(|ready| ready.kernel.tree.clone()) {
            Some(KernelTree::Constant(number, code)) => Some((number, code)),
            Some(KernelTree::Ordinary) | None => Some((0, ORDINARY)),
            Some(_) => None,
        };
        match usize::try_from(combination).ok().and_then(|at| self.direct.get_mut(at)) {
            Some(known) => *known.get_or_insert_with(look),
            None => *self.others.entry(combination).or_insert_with(look),
        }
    }
}

fn run_or_send(
    ready: Option<&ReadyKernel>,
    columns: &[&[i64]],
    first: usize,
    mask: Option<&Mask>,
    answers: &mut BlockAnswers<'_>,
    work: &mut LaneSpace,
) {
    match ready {
        Some(ready) => run_kernel(ready, columns, first, mask, answers, work),
        None => answers.send(mask),
    }
}

/// A kernel for the units of a block: in 64 bits where all its columns allow that, else in what the block allows.
fn run_kernel(
    ready: &ReadyKernel,
    columns: &[&[i64]],
    first: usize,
    mask: Option<&Mask>,
    answers: &mut BlockAnswers<'_>,
    work: &mut LaneSpace,
) {
    let end = first.saturating_add(answers.numbers.len());
    let block: Vec<&[i64]> = columns.iter().map(|column| column.get(first..end).unwrap_or_default()).collect();
    match &ready.bounds {
        Some(bounds) if bounds.are_narrow() => work.narrow.run(&ready.kernel, bounds, &block, mask, answers),
        _ => run_by_block(&ready.kernel, &block, mask, answers, work),
    }
}

/// The same with the bounds of the block alone, which is halved until they can be proved.
fn run_by_block(
    kernel: &Kernel,
    block: &[&[i64]],
    mask: Option<&Mask>,
    answers: &mut BlockAnswers<'_>,
    work: &mut LaneSpace,
) {
    let ends = block.iter().map(|column| {
        let (low, high) = (column.iter().min().copied().unwrap_or(0), column.iter().max().copied().unwrap_or(0));
        (i128::from(low), i128::from(high))
    });
    let length = answers.numbers.len();
    match StepBounds::prove(kernel, &ends.collect::<Vec<_>>()) {
        Some(bounds) if bounds.are_narrow() => work.narrow.run(kernel, &bounds, block, mask, answers),
        Some(bounds) => work.wide.run(kernel, &bounds, block, mask, answers),
        None if length <= 1 => answers.send(mask),
        None => {
            let half = length.div_ceil(2);
            let parts = [0..half, half..length];
            for part in parts {
                let columns: Vec<&[i64]> =
                    block.iter().map(|column| column.get(part.clone()).unwrap_or_default()).collect();
                let mask = mask.map(|mask| shifted(mask, part.start));
                let (Some(numbers), Some(codes)) = (answers.numbers.get_mut(part.clone()), answers.codes.get_mut(part))
                else {
                    continue;
                };
                run_by_block(kernel, &columns, mask.as_ref(), &mut BlockAnswers { numbers, codes }, work);
            }
        }
    }
}

/// The mask from a unit of the block on.
fn shifted(mask: &Mask, from: usize) -> Mask {
    let mut shifted = [false; BLOCK];
    shifted.iter_mut().zip(mask.iter().skip(from)).for_each(|(out, holds)| *out = *holds);
    shifted
}
