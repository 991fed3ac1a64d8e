//! [`ColumnPlan`]: what a program needs to score columns of reports.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::compiled::{Compiled, CompiledRow, MetricId};
use super::super::program::Program;
use super::bounds::{Ends, StepBounds};
use super::kernel::Kernel;
use super::open_figures::Reads;
use super::ready_kernel::{KnownKernels, ReadyKernel};
use super::trees::{RowTree, cap_tree, row_tree, total_tree};
use crate::numeric::{Number, Rounding};
use crate::rule::Kind;

/// The decimals that points of rows which are not rounded are kept with.
const UNROUNDED_PLACES: u32 = 9;

/// A program made ready for columns of reports: each row as a decision tree over its figures, the total as one over the
/// points of the rows.
///
/// What it answers is what [`Program::evaluate`] answers. Units about which something is not plain (a figure that is
/// missing, foreign, doubtful or refused; a veto, a ceiling, a row that does not apply, a deduction, a number too large)
/// are scored by [`Program::evaluate`] itself, and [`UnitResult::ordinary`](crate::UnitResult::ordinary) says
/// which those are. Work is shared among the threads of the current rayon pool; results are in the order of the columns.
///
/// # Example: three reports of the shipped case that differ in one figure
/// ```
/// use jixiao::{Program, Report, RuleSet, Scheme};
/// let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
/// let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
/// let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
/// let plan = program.plan();
/// // Percentages of complaints disposed of, with two decimals.
/// let columns = plan.columns(vec![report.clone(), report.clone(), report])?;
/// let columns = columns.numbers("complaint_disposal", 2, vec![8029, 9000, 10_000])?;
/// let results = plan.evaluate(&columns)?;
/// let totals: Vec<_> = (0..3).filter_map(|unit| results.unit(unit).total()).map(|total| total.to_string()).collect();
/// assert_eq!(totals, ["96.89", "97.86", "98.86"]);
/// assert_eq!((results.unit(0).grade().ok_or("withheld")?.en.as_str(), results.ordinary_count()), ("excellent", 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ColumnPlan {
    pub(super) program: Program,
    pub(super) compiled: Arc<Compiled>,
    pub(super) rows: Vec<PlannedRow>,
    pub(super) caps: Vec<PlannedRow>,
    pub(super) total: Option<ReadyKernel>,
    trees: Mutex<KnownTrees>,
}

/// A row, or a ceiling on the total, with what it reads.
#[derive(Debug)]
pub(super) struct PlannedRow {
    pub reads: Reads,
    /// The decimals that its points are kept with.
    pub places: u32,
    pub kernels: KnownKernels,
    source: TreeSource,
}

/// Where the trees of a row come from.
#[derive(Debug)]
enum TreeSource {
    /// A row, with its shape.
    Row(Arc<CompiledRow>, String),
    /// A tree that reads no words.
    Known(Option<Arc<RowTree>>),
}

/// A metric that rows, ceilings or vetoes read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadMetric {
    /// The metric, by its id.
    pub metric: String,
    /// Whether it is read as a number.
    pub is_number: bool,
    /// Whether it is read as a word, a day, or yes and no.
    pub is_word: bool,
}

/// The trees that were asked for, by the shape of the row and the words; none where there are too many paths.
type KnownTrees = BTreeMap<(String, Vec<String>), Option<Arc<RowTree>>>;

impl Program {
    /// The program made ready for columns of many reports.
    #[must_use]
    pub fn plan(&self) -> ColumnPlan {
        let compiled = self.shared();
        let rows: Vec<PlannedRow> = compiled.rows.iter().map(|row| PlannedRow::of_row(&compiled, row)).collect();
        let caps = compiled.caps.iter().zip(&compiled.scheme.caps).map(|(input, cap)| {
            let (reads, tree) = cap_tree(&compiled, input, &cap.steps);
            let source = TreeSource::Known(tree.map(Arc::new));
            PlannedRow { reads, places: 0, kernels: KnownKernels::default(), source }
        });
        let caps = caps.collect();
        let total = total_kernel(&compiled, &rows);
        ColumnPlan { program: self.clone(), rows, caps, total, compiled, trees: Mutex::default() }
    }
}

impl ColumnPlan {
    /// The program that is planned.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The reported metrics that are read, in the order of their ids: each needs a column.
    #[must_use]
    pub fn read_metrics(&self) -> Vec<ReadMetric> {
        let metric = |(id, kinds): (MetricId, Vec<Kind>)| {
            Some(ReadMetric {
                metric: self.compiled.metrics.get(id)?.name.clone(),
                is_number: kinds.contains(&Kind::Number),
                is_word: kinds.iter().any(|kind| *kind != Kind::Number),
            })
        };
        self.reads().into_iter().filter_map(metric).collect()
    }

    /// The tree of a row for the words that it reads, made once for all rows of its shape.
    pub(super) fn tree(&self, row: &PlannedRow, words: Vec<String>) -> Option<Arc<RowTree>> {
        let (compiled, shape) = match &row.source {
            TreeSource::Known(tree) => return tree.clone(),
            TreeSource::Row(compiled, shape) => (compiled, shape),
        };
        let known = || self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (shape.clone(), words);
        if let Some(tree) = known().get(&key) {
            return tree.clone();
        }
        // Whoever comes first: the tree is the same.
        let tree = row_tree(&self.compiled, compiled, &row.reads, &key.1).map(Arc::new);
        known().entry(key).or_insert(tree).clone()
    }

    /// What rows, ceilings and vetoes read of a report, each metric as the kinds in which it is read.
    pub(super) fn reads(&self) -> BTreeMap<MetricId, Vec<Kind>> {
        let parts = self.rows.iter().chain(&self.caps);
        let reads = parts.flat_map(|part| part.reads.open.iter().chain(&part.reads.words));
        let vetoes = self.compiled.vetoes.iter().map(|id| (*id, Kind::Flag));
        let mut kinds: BTreeMap<MetricId, Vec<Kind>> = BTreeMap::new();
        for (id, kind) in reads.copied().chain(vetoes) {
            let known = kinds.entry(id).or_default();
            if !known.contains(&kind) {
                known.push(kind);
            }
        }
        kinds
    }

    /// Whether nothing about the scheme itself keeps all units from being scored by columns: a figure that an overlay puts
    /// in place of those of the reports, a veto by a derived metric, a total that is no plain number.
    pub(super) fn is_planned(&self) -> bool {
        let is_derived = |id: &MetricId| self.compiled.metrics.get(*id).is_none_or(|metric| metric.formula.is_some());
        self.compiled.figures.is_empty() && !self.compiled.vetoes.iter().any(is_derived) && self.total.is_some()
    }
}

impl PlannedRow {
    /// The row, where it is one.
    pub fn row(&self) -> Option<&CompiledRow> {
        match &self.source {
            TreeSource::Row(row, _) => Some(row),
            TreeSource::Known(_) => None,
        }
    }

    fn of_row(compiled: &Compiled, row: &Arc<CompiledRow>) -> Self {
        let declared = compiled.scheme.roundings.indicator.map_or(UNROUNDED_PLACES, |Rounding { places, .. }| places);
        let places =
            declared.max(row.weight.number().decimals().filter(|places| *places <= UNROUNDED_PLACES).unwrap_or(0));
        let reads = Reads::of_row(row, &compiled.metrics);
        let shape = reads.shape(row, &compiled.metrics);
        let source = TreeSource::Row(Arc::clone(row), shape);
        Self { reads, places, kernels: KnownKernels::default(), source }
    }
}

/// What makes a total and the number of a grade of the points of the rows; `None` where that is no plain number.
fn total_kernel(compiled: &Compiled, rows: &[PlannedRow]) -> Option<ReadyKernel> {
    let steps = rows.iter().map(|row| Number::last_place(row.places).ok()).collect::<Option<Vec<Number>>>()?;
    let tree = total_tree(compiled, &steps)?;
    let scales = rows.iter().map(|row| 10_i128.checked_pow(row.places)).collect::<Option<Vec<_>>>()?;
    let scale = 10_i128.checked_pow(compiled.scheme.roundings.total.places)?;
    let kernel = Kernel::compile(&tree, &scales, scale, &mut |grade| u16::try_from(*grade).ok())?;
    let ends = compiled.rows.iter().zip(&scales).map(|(row, scale)| {
        let most = row.weight.number().ceiling().to_i64()?;
        Some((0, i128::from(most).checked_mul(*scale)?))
    });
    let bounds = StepBounds::prove(&kernel, &ends.collect::<Option<Vec<Ends>>>()?);
    Some(ReadyKernel { kernel: Arc::new(kernel), bounds })
}
