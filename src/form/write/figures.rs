//! A form of plain figures, which is left blank: a case holds none of them.

use super::super::filled::FilledForm;
use super::super::layout::{Layout, LayoutBlock, TableBlock};
use super::super::role::CellRole;
use super::columns::{FormColumns, width};
use super::gap::FormGap;
use super::grid::FormGrid;
use super::heading::write_labels;
use crate::paper::{Align, PaperCell, PaperRowKind};

/// How many lines are left for figures.
const BLANK_LINES: usize = 5;

/// Writes the labels and a blank table for each kind of figures.
pub(super) fn write(layout: &Layout, form: &FilledForm, gaps: &mut Vec<FormGap>) -> (FormGrid, Vec<u32>) {
    let tables: Vec<&TableBlock> = layout
        .blocks
        .iter()
        .filter_map(|block| match block {
            LayoutBlock::Table(table) => Some(table),
            LayoutBlock::Labels(_) => None,
        })
        .collect();
    let widest = tables.iter().copied().max_by_key(|table| table.columns.len());
    let Some(widest) = widest else { return (FormGrid::new(1), vec![width(layout, CellRole::Item)]) };
    let columns = FormColumns::new(layout, widest, None, &[]);
    let mut grid = FormGrid::new(columns.widths.len());
    for block in &layout.blocks {
        match block {
            LayoutBlock::Labels(labels) => {
                let words = write_labels(&mut grid, &columns, labels, form);
                gaps.extend((!words.is_empty()).then_some(FormGap::BlankLabels { words }));
            }
            LayoutBlock::Table(table) => write_table(layout, &mut grid, &columns, table),
        }
    }
    (grid, columns.widths)
}

fn write_table(layout: &Layout, grid: &mut FormGrid, columns: &FormColumns<'_>, table: &TableBlock) {
    let wanted: Vec<u32> = table.columns.iter().map(|column| width(layout, column.role)).collect();
    let spans = columns.line(columns.first(), &wanted);
    let header = grid.row(PaperRowKind::Group);
    for (column, span) in table.columns.iter().zip(&spans) {
        grid.name(header, *span, column.words.first().map_or("", String::as_str));
    }
    for _ in 0..BLANK_LINES {
        let row = grid.row(PaperRowKind::Body);
        for span in &spans {
            grid.put(row, *span, PaperCell::blank());
        }
    }
    if columns.has_side {
        let caption = table.caption.clone().unwrap_or_default();
        let caption = caption.replace("{unit}", layout.unit.as_deref().unwrap_or("万元"));
        let height = grid.rows.len().saturating_sub(header);
        grid.put_over(header, 0, (height, 1), PaperCell::text(caption).aligned(Align::Centre));
    }
}
