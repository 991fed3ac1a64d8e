//! One sheet of a workbook.

use rust_xlsxwriter::{Format, FormatAlign, Formula as SheetFormula, Worksheet, XlsxError};

use super::super::layout::{CellLayout, RowLayout};
use super::super::text::{clean, looks_like_formula};
use super::super::{PageLabel, PageSetup, PaperMark};
use super::book::SheetContext;
use super::number::to_binary;
use super::plan::{MAX_HEIGHT, MAX_UPRIGHT, PaperLines, RowPlan, total_height};
use super::style::{Fonts, number_format};

/// A4 in the list of paper sizes of a workbook.
const A4: u8 = 9;
/// What may be frozen above the rows, in points: no more than half of a small screen.
const MAX_FROZEN: u32 = 330;
/// What may be repeated on every page, in points: the highest line finds room below it.
const MAX_REPEATED: u32 = 95;

/// A rectangle of cells: first line, first column, last line, last column.
type PaperBlock = (u32, u16, u32, u16);

/// Writes one sheet.
pub(super) fn write_sheet(sheet: &mut Worksheet, context: &SheetContext<'_>) -> Result<(), XlsxError> {
    let (layout, plan) = (context.layout, context.plan);
    sheet.set_name(context.name)?;
    for (column, width) in layout.widths.iter().enumerate() {
        sheet.set_column_width(narrow(column), *width)?;
    }
    for lines in plan.all() {
        for line in lines.first..=lines.last {
            sheet.set_row_height(line, lines.height)?;
        }
    }
    write_around(sheet, context)?;
    let header = layout.header.iter().enumerate();
    for (index, row) in header {
        write_row(sheet, context, row, plan.header.get(index..).unwrap_or_default())?;
    }
    for (index, row) in layout.rows.iter().enumerate() {
        write_row(sheet, context, row, plan.rows.get(index..).unwrap_or_default())?;
    }
    set_up_page(sheet, plan, context.book.page, &context.book.paper.page_label)
}

fn write_around(sheet: &mut Worksheet, context: &SheetContext<'_>) -> Result<(), XlsxError> {
    let (layout, plan) = (context.layout, context.plan);
    let fonts = Fonts::of(&context.book.paper.language);
    let last_column = narrow(layout.widths.len().saturating_sub(1));
    let line = fonts.line();
    let heading = plan.heading.iter().map(|lines| (lines, &layout.heading, fonts.heading()));
    let lines = plan.lines.iter().zip(&layout.lines).enumerate().map(|(position, (lines, text))| {
        let is_centred = position < context.book.page.centred_lines;
        let format = if is_centred { line.clone().set_align(FormatAlign::Center) } else { line.clone() };
        (lines, text, format)
    });
    let notes = plan.notes.iter().zip(&layout.notes).map(|(lines, text)| (lines, text, line.clone()));
    for (lines, text, format) in heading.chain(lines).chain(notes) {
        let format = text_format(format, text);
        merge(sheet, (lines.first, 0, lines.last, last_column), &format)?;
        write_text(sheet, lines.first, 0, text, &format)?;
    }
    Ok(())
}

/// Writes the cells that begin in a row; `lines` are those of this row and all rows below it.
fn write_row(
    sheet: &mut Worksheet,
    context: &SheetContext<'_>,
    row: &RowLayout<'_>,
    lines: &[PaperLines],
) -> Result<(), XlsxError> {
    for cell in row.cells() {
        let below = lines.get(cell.rows.saturating_sub(1));
        let (Some(first), Some(last)) = (lines.first(), below) else { continue };
        let last_column = cell.column.saturating_add(cell.columns).saturating_sub(1);
        let block = (first.first, narrow(cell.column), last.last, narrow(last_column));
        let format = Fonts::of(&context.book.paper.language).cell(row.style, cell.align, cell.mark);
        // What is higher than a page is torn: its text begins on the first one.
        let page_height = if context.book.page.is_portrait { MAX_UPRIGHT } else { MAX_HEIGHT };
        let is_torn = total_height(lines.iter().take(cell.rows)) > page_height;
        let format = if is_torn { format.set_align(FormatAlign::Top) } else { format };
        write_cell(sheet, context, cell, block, format)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    context: &SheetContext<'_>,
    cell: &CellLayout<'_>,
    block: PaperBlock,
    format: Format,
) -> Result<(), XlsxError> {
    let book = context.book;
    let (line, column, ..) = block;
    let followed = cell.formula.filter(|formula| book.can_follow(context.index, formula));
    let binary = cell.number.and_then(|number| to_binary(number.value));
    match (cell.number, followed, binary) {
        (Some(number), Some(formula), _) => {
            let format = format.set_num_format(number_format(&number, cell.mark, &book.paper.signs));
            let result = number.value.normalize().to_string();
            let formula = SheetFormula::new(book.to_a1(context.index, formula)).set_result(result);
            merge(sheet, block, &format)?;
            sheet.write_formula_with_format(line, column, formula, &format)?;
        }
        (Some(number), None, Some(binary)) => {
            let format = format.set_num_format(number_format(&number, cell.mark, &book.paper.signs));
            merge(sheet, block, &format)?;
            sheet.write_number_with_format(line, column, binary, &format)?;
        }
        _ => {
            let format = if cell.mark == PaperMark::None { text_format(format, &cell.text) } else { format };
            merge(sheet, block, &format)?;
            write_text(sheet, line, column, &cell.text, &format)?;
        }
    }
    Ok(())
}

fn write_text(sheet: &mut Worksheet, line: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        // The library takes such a text for markup of its own, unless it makes that markup itself.
        sheet.write_rich_string_with_format(line, column, &[(&Format::default(), text)], format)?;
    } else {
        sheet.write_string_with_format(line, column, text, format)?;
    }
    Ok(())
}

/// A text that looks like a formula stays a text when somebody edits its cell.
fn text_format(format: Format, text: &str) -> Format {
    if looks_like_formula(text) { format.set_quote_prefix() } else { format }
}

fn merge(sheet: &mut Worksheet, block: PaperBlock, format: &Format) -> Result<(), XlsxError> {
    let (line, column, last_line, last_column) = block;
    if (line, column) != (last_line, last_column) {
        sheet.merge_range(line, column, last_line, last_column, "", format)?;
    }
    Ok(())
}

fn set_up_page(sheet: &mut Worksheet, plan: &RowPlan, page: PageSetup, label: &PageLabel) -> Result<(), XlsxError> {
    let sheet = if page.is_portrait { sheet.set_portrait() } else { sheet.set_landscape() };
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    if let Some(last) = plan.header.last()
        && total_height(plan.above_rows()) <= MAX_FROZEN
    {
        sheet.set_freeze_panes(last.last.saturating_add(1), 0)?;
    }
    if let (Some(first), Some(last)) = (plan.header.first(), plan.header.last())
        && total_height(plan.header.iter()) <= MAX_REPEATED
    {
        sheet.set_repeat_rows(first.first, last.last)?;
    }
    let [before, between, after] = [&label.before, &label.between, &label.after].map(|text| footer_text(text));
    sheet.set_footer(format!("&C{before}&P{between}&N{after}"));
    Ok(())
}

/// A text in a footer, where `&` begins a code and a digit would belong to the code before it.
fn footer_text(text: &str) -> String {
    let text = clean(text).replace('&', "&&").replace('\n', " ");
    if text.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first)) {
        format!(" {text}")
    } else {
        text
    }
}

/// A column, of which there are at most 63.
fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
