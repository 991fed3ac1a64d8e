//! [`ArrowRecords`]: the lines of a batch of Arrow as records.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::NullBuffer;

use super::arrow_cells::ArrowCells;
use super::arrow_columns::{ArrowColumns, ArrowLeaf, ArrowList, ItemField};
use super::record_block::RecordBlock;
use super::record_columns::RecordColumn;
use super::record_fields::{MetricField, RecordSink, not_utf8, unreadable};
use super::record_source::{RecordSource, hash};
use crate::language::Bilingual;
use crate::messages::phrase;

/// The lines of a batch.
pub(super) struct ArrowRecords<'c> {
    columns: &'c ArrowColumns,
    batch: RecordBatch,
    organisations: Option<ArrowCells>,
}

/// The cells of a batch, column by column.
struct BatchCells<'c> {
    leaves: Vec<(&'c ArrowLeaf, ArrowCells)>,
    /// Of a long table, the metrics.
    metrics: Option<ArrowCells>,
    lists: Vec<ListCells>,
}

/// The items of a column of lists.
struct ListCells {
    /// Where the items of each line begin, and behind those of the last.
    starts: Vec<usize>,
    nulls: Option<NullBuffer>,
    metrics: ArrowCells,
    said: Vec<(MetricField, ArrowCells)>,
}

impl ArrowColumns {
    /// Behind which lines a batch can be cut: behind every record that is surely whole and at least so many lines behind the
    /// place before. The last record of a long table is whole only where nothing follows.
    #[must_use]
    pub fn cuts(&self, batch: &RecordBatch, size: usize, is_last: bool) -> Vec<usize> {
        let rows = batch.num_rows();
        let end = (rows > 0 && (is_last || !self.is_long)).then_some(rows);
        let ends: Vec<usize> = match self.is_long {
            false => (0..rows).step_by(size.max(1)).skip(1).chain(end).collect(),
            true => ArrowRecords::new(self, batch.clone()).changes().into_iter().chain(end).collect(),
        };
        let (mut cuts, mut before) = (Vec::new(), 0_usize);
        for end in &ends {
            if end.saturating_sub(before) >= size || ends.last() == Some(end) {
                cuts.push(*end);
                before = *end;
            }
        }
        cuts
    }
}

impl<'c> ArrowRecords<'c> {
    pub fn new(columns: &'c ArrowColumns, batch: RecordBatch) -> Self {
        let leaf = columns.leaves.get(columns.organisation);
        let organisations = leaf.and_then(|leaf| cells(&batch, &leaf.path));
        Self { columns, batch, organisations }
    }

    /// The lines at which another organisation than in the line before begins.
    fn changes(&self) -> Vec<usize> {
        let (mut before, mut scratch) = (String::new(), String::new());
        let mut changes = Vec::new();
        for row in 0..self.batch.num_rows() {
            let organisation = self.organisation(row, &mut scratch);
            if organisation != before {
                changes.extend((row > 0).then_some(row));
                organisation.clone_into(&mut before);
            }
        }
        changes
    }

    fn organisation<'t>(&'t self, row: usize, scratch: &'t mut String) -> &'t str {
        self.organisations.as_ref().map_or("", |cells| cells.text(row, scratch))
    }
}

impl RecordSource for ArrowRecords<'_> {
    fn read(&self, sink: &mut impl RecordSink) {
        let cells = BatchCells::of(self.columns, &self.batch);
        let mut changes = self.columns.is_long.then(|| self.changes().into_iter().peekable());
        let mut scratch = [String::new(), String::new()];
        let rows = self.batch.num_rows();
        for row in 0..rows {
            let is_new = changes.as_mut().is_none_or(|changes| changes.next_if_eq(&row).is_some());
            if is_new && row > 0 {
                sink.end(row);
            }
            if is_new || row == 0 {
                sink.begin(row);
            }
            cells.read(row, &mut scratch, sink);
        }
        if rows > 0 {
            sink.end(rows);
        }
    }

    fn fill(&self, block: &mut RecordBlock<'_>) {
        if self.columns.is_long || !self.columns.lists.is_empty() {
            return self.read(block);
        }
        let mut cells = BatchCells::of(self.columns, &self.batch);
        let mut scratch = [String::new(), String::new()];
        block.open(self.batch.num_rows());
        for at in 0..cells.leaves.len() {
            let numbers = cells.leaves.get_mut(at).and_then(|(leaf, cells)| Some((leaf, cells.all_numbers()?)));
            if let Some((ArrowLeaf { column: RecordColumn::Named(name), .. }, (numbers, places))) = numbers
                && block.all_numbers(at, name, numbers, places)
            {
                continue;
            }
            for row in 0..self.batch.num_rows() {
                block.go_to(row);
                if cells.read_leaf(at, row, &mut scratch, block) {
                    block.problem(not_utf8());
                }
                block.end_cell(at);
            }
        }
        block.close();
    }

    fn read_again(&self, range: Range<usize>, sink: &mut impl RecordSink) {
        let rows = self.batch.num_rows();
        let start = range.start.min(rows);
        let length = range.end.min(rows).saturating_sub(start);
        ArrowRecords::new(self.columns, self.batch.slice(start, length)).read(sink);
    }

    fn hash(&self, range: Range<usize>) -> u64 {
        hash(self.organisation(range.start, &mut String::new()))
    }
}

impl<'c> BatchCells<'c> {
    fn of(columns: &'c ArrowColumns, batch: &RecordBatch) -> Self {
        let leaf = |leaf: &'c ArrowLeaf| Some((leaf, cells(batch, &leaf.path)?));
        let metrics = columns.leaves.iter().find(|leaf| leaf.column == RecordColumn::Metric);
        Self {
            leaves: columns.leaves.iter().filter_map(leaf).collect(),
            metrics: metrics.and_then(|leaf| cells(batch, &leaf.path)),
            lists: columns.lists.iter().filter_map(|list| ListCells::of(list, batch)).collect(),
        }
    }

    fn read(&self, row: usize, scratch: &mut [String; 2], sink: &mut impl RecordSink) {
        let mut is_damaged = false;
        for at in 0..self.leaves.len() {
            is_damaged |= self.read_leaf(at, row, scratch, sink);
        }
        for list in &self.lists {
            is_damaged |= list.read(row, scratch, sink);
        }
        if is_damaged {
            sink.problem(not_utf8());
        }
    }

    /// Says what stands in one column; whether it is a damaged text.
    fn read_leaf(
        &self,
        at: usize,
        row: usize,
        [scratch, of_metric]: &mut [String; 2],
        sink: &mut impl RecordSink,
    ) -> bool {
        let Some((leaf, cells)) = self.leaves.get(at) else { return false };
        if let (RecordColumn::Named(name), Some((whole, places))) = (&leaf.column, cells.number(row))
            && sink.number(at, name, whole, places)
        {
            return false;
        }
        let text = cells.text(row, scratch);
        match &leaf.column {
            RecordColumn::Head(head) => sink.head(*head, text),
            RecordColumn::Named(_) if leaf.is_field && text.is_empty() => {}
            RecordColumn::Named(name) => sink.cell(at, name, text),
            RecordColumn::Field(field) => {
                let metric = self.metrics.as_ref().map_or("", |metrics| metrics.text(row, of_metric));
                sink.field(metric, *field, text);
            }
            RecordColumn::Metric => {}
        }
        text.contains(char::REPLACEMENT_CHARACTER)
    }
}

impl ListCells {
    fn of(list: &ArrowList, batch: &RecordBatch) -> Option<Self> {
        let array = batch.columns().get(list.at)?;
        let (starts, items): (Vec<usize>, ArrayRef) = if let Some(lists) = array.as_list_opt::<i32>() {
            (lists.offsets().iter().filter_map(|start| usize::try_from(*start).ok()).collect(), lists.values().clone())
        } else if let Some(lists) = array.as_list_opt::<i64>() {
            (lists.offsets().iter().filter_map(|start| usize::try_from(*start).ok()).collect(), lists.values().clone())
        } else {
            let maps = array.as_map_opt()?;
            let starts = maps.offsets().iter().filter_map(|start| usize::try_from(*start).ok()).collect();
            (starts, std::sync::Arc::new(maps.entries().clone()))
        };
        // Of a part of a batch, the items of that part.
        let (first, last) = (starts.first().copied()?, starts.last().copied()?);
        let items = items.slice(first, last.checked_sub(first)?);
        let mut metrics = None;
        let mut said = Vec::new();
        for (path, field) in &list.fields {
            let cells = ArrowCells::at(&items, path)?;
            match field {
                ItemField::Metric => metrics = Some(cells),
                ItemField::Said(field) => said.push((*field, cells)),
            }
        }
        let starts = starts.iter().map(|start| start.saturating_sub(first)).collect();
        Some(Self { starts, nulls: array.nulls().cloned(), metrics: metrics?, said })
    }

    /// Says the items of a line; whether a text is damaged.
    fn read(&self, row: usize, [scratch, of_metric]: &mut [String; 2], sink: &mut impl RecordSink) -> bool {
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return false;
        }
        let mut is_damaged = false;
        let start = self.starts.get(row).copied().unwrap_or_default();
        let end = self.starts.get(row.saturating_add(1)).copied().unwrap_or_default();
        for item in start..end {
            let metric = self.metrics.text(item, of_metric);
            is_damaged |= metric.contains(char::REPLACEMENT_CHARACTER);
            if metric.is_empty() {
                sink.problem(unreadable(phrase("record-no-value", &[("key", Bilingual::same("metric"))])));
                continue;
            }
            for (field, cells) in &self.said {
                let text = cells.text(item, scratch);
                is_damaged |= text.contains(char::REPLACEMENT_CHARACTER);
                if !text.is_empty() {
                    sink.field(metric, *field, text);
                }
            }
        }
        is_damaged
    }
}

/// The cells at the end of a path whose first part is the position of a column.
fn cells(batch: &RecordBatch, path: &[usize]) -> Option<ArrowCells> {
    let (first, below) = path.split_first()?;
    ArrowCells::at(batch.columns().get(*first)?, below)
}
