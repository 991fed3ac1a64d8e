//! A plan and the columns it is to be run on: each row with its columns, scales, and the kernels for its words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::bounds::{Ends, StepBounds};
use super::column_plan::{ColumnPlan, PlannedRow};
use super::kernel::Kernel;
use super::open_figures::day_number;
use super::ready_kernel::{KnownKernel, ReadyKernel};
use super::report_columns::{ReportColumns, WordColumn};
use super::row_words::RowWords;
use super::trees::{RowCode, RowEnd};
use crate::language::Language;
use crate::rule::{Atom, Kind};

/// For how many combinations of words a row has kernels; units with others are left to the ordinary evaluation.
const MAX_COMBINATIONS: usize = 16_384;

/// A row with its columns.
pub(super) struct PreparedRow<'a> {
    planned: &'a PlannedRow,
    plan: &'a ColumnPlan,
    /// The columns of the figures that are left open.
    pub columns: Vec<Cow<'a, [i64]>>,
    scales: Vec<i128>,
    column_ends: Vec<Ends>,
    /// The columns of words, and in how many combinations each word of them stands.
    words: Vec<(&'a WordColumn, u64)>,
    /// How many combinations of words there can be.
    pub combinations: u64,
    /// The units whose words are no days.
    pub odd: Vec<usize>,
    kernels: RwLock<BTreeMap<u64, Option<Arc<ReadyKernel>>>>,
    ends: Mutex<Vec<NumberedEnd>>,
    /// The language in which sentences are wanted.
    language: Option<Language>,
}

/// An end of a row, which has a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NumberedEnd {
    pub code: RowCode,
    /// Its sentences; none where nobody wants them, or the ordinary evaluation words them.
    pub words: Option<RowWords>,
}

impl<'a> PreparedRow<'a> {
    /// A row over these columns, with its sentences in a language where they are wanted; `None` where a column is lacking.
    pub fn new(
        plan: &'a ColumnPlan,
        planned: &'a PlannedRow,
        given: &'a ReportColumns,
        language: Option<Language>,
    ) -> Option<Self> {
        let mut row = Self {
            planned,
            plan,
            columns: Vec::new(),
            scales: Vec::new(),
            column_ends: Vec::new(),
            words: Vec::new(),
            combinations: 1,
            odd: Vec::new(),
            kernels: RwLock::default(),
            ends: Mutex::default(),
            language,
        };
        let name = |id: usize| plan.compiled.metrics.get(id).map(|metric| metric.name.as_str());
        for (id, kind) in &planned.reads.open {
            match kind {
                Kind::Date => row.days(given.words.get(name(*id)?)?),
                _ => {
                    let column = given.numbers.get(name(*id)?)?;
                    row.columns.push(Cow::Borrowed(&column.numbers));
                    row.scales.push(10_i128.checked_pow(column.places)?);
                    row.column_ends.push((column.ends.0.into(), column.ends.1.into()));
                }
            }
        }
        for (id, _) in &planned.reads.words {
            let column = given.words.get(name(*id)?)?;
            row.words.push((column, row.combinations));
            row.combinations = row.combinations.checked_mul(u64::try_from(column.words.len()).ok()?)?;
        }
        Some(row)
    }

    /// A column of days by their numbers.
    fn days(&mut self, column: &'a WordColumn) {
        let numbers: Vec<Option<i64>> = column.words.iter().map(|word| day_number(word)).collect();
        let mut days = Vec::with_capacity(column.codes.len());
        let mut ends = (i64::MAX, i64::MIN);
        for (unit, code) in column.codes.iter().enumerate() {
            let number = usize::try_from(*code).ok().and_then(|code| numbers.get(code).copied().flatten());
            if number.is_none() {
                self.odd.push(unit);
            }
            days.push(number.unwrap_or_default());
        }
        for day in &days {
            ends = (ends.0.min(*day), ends.1.max(*day));
        }
        self.columns.push(Cow::Owned(days));
        self.scales.push(1);
        self.column_ends.push((ends.0.min(ends.1).into(), ends.1.max(ends.0).into()));
    }

    /// Whether it reads words.
    pub fn reads_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// The number of the combination of words that a unit has.
    pub fn combination(&self, unit: usize) -> u64 {
        let digits = self.words.iter().map(|(column, times)| {
            u64::from(column.codes.get(unit).copied().unwrap_or_default()).saturating_mul(*times)
        });
        digits.fold(0, u64::saturating_add)
    }

    /// The kernel for a combination of words; `None` where the ordinary evaluation answers.
    pub fn kernel(&self, combination: u64) -> Option<Arc<ReadyKernel>> {
        if let Some(known) = self.kernels.read().unwrap_or_else(PoisonError::into_inner).get(&combination) {
            return known.clone();
        }
        let mut kernels = self.kernels.write().unwrap_or_else(PoisonError::into_inner);
        if kernels.len() >= MAX_COMBINATIONS {
            return None;
        }
        kernels.entry(combination).or_insert_with(|| self.compile(combination).map(Arc::new)).clone()
    }

    fn compile(&self, combination: u64) -> Option<ReadyKernel> {
        // Words, and sentences over their figures, are those of one run.
        let is_lasting = !self.reads_words() && self.language.is_none();
        let known = is_lasting.then(|| self.planned.kernels.get(&self.scales)).flatten();
        if let Some(KnownKernel { kernel, codes, .. }) = known {
            let ends = codes.into_iter().map(|code| NumberedEnd { code, words: None });
            *self.ends.lock().unwrap_or_else(PoisonError::into_inner) = ends.collect();
            return Some(self.proved(kernel));
        }
        let words = self.words.iter().map(|(column, times)| {
            let code = combination.checked_div(*times)?.checked_rem(u64::try_from(column.words.len()).ok()?)?;
            column.words.get(usize::try_from(code).ok()?).cloned()
        });
        let tree = self.plan.tree(self.planned, words.collect::<Option<_>>()?)?;
        let scale = 10_i128.checked_pow(self.planned.places)?;
        let mut number_of = |end: &RowEnd| self.number_of(end, &tree.atoms);
        let kernel = Arc::new(Kernel::compile(&tree, &self.scales, scale, &mut number_of)?);
        if is_lasting {
            let codes = self.numbered_ends().into_iter().map(|end| end.code).collect();
            self.planned.kernels.keep(KnownKernel { scales: self.scales.clone(), kernel: Arc::clone(&kernel), codes });
        }
        Some(self.proved(kernel))
    }

    /// A kernel with what is proved of it for these columns.
    fn proved(&self, kernel: Arc<Kernel>) -> ReadyKernel {
        let bounds = StepBounds::prove(&kernel, &self.column_ends);
        ReadyKernel { kernel, bounds }
    }

    /// The number of an end among those of the row.
    fn number_of(&self, end: &RowEnd, atoms: &[Atom]) -> Option<u16> {
        let words = self.language.zip(self.planned.row()).and_then(|(language, row)| {
            RowWords::new(end, language, (atoms, &self.scales), (row, &self.plan.compiled.metrics))
        });
        let end = NumberedEnd { code: end.code.clone(), words };
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let at = ends.iter().position(|known| *known == end).unwrap_or_else(|| {
            ends.push(end);
            ends.len().saturating_sub(1)
        });
        u16::try_from(at).ok().filter(|at| *at != u16::MAX)
    }

    /// The ends by their numbers.
    pub fn numbered_ends(&self) -> Vec<NumberedEnd> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
