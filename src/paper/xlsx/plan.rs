//! Which lines of the sheet each row of a paper takes, and how high they are.

use super::super::PaperError;
use super::super::layout::{RowLayout, RowStyle, SheetLayout};
use super::super::measure;

/// Height of a line of the table's text, in points; of a text without Chinese.
const LINE: u32 = 15;
const LATIN_LINE: u32 = 13;
/// How wide a column of texts becomes so that its longest text stays on one page, and in which steps.
const WIDENED: u32 = 80;
const STEP: u32 = 4;
/// Height of a line of the heading.
const HEADING_LINE: u32 = 26;
/// Size of the heading against the text, in tenths.
const HEADING_SIZE: u32 = 17;
/// Room above and below the text.
const PADDING: u32 = 5;
/// A spreadsheet's lines are at most 409 points high; a page in landscape has room for this below a header.
pub(super) const MAX_HEIGHT: u32 = 390;
/// The same of a page that stands on its short side.
pub(super) const MAX_UPRIGHT: u32 = 640;
/// How many lines a spreadsheet has.
const MAX_LINES: u32 = 1_048_576;

/// PaperLines of the sheet that one row of the paper takes: more than one where its text is higher than a line can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PaperLines {
    /// The first one, counted from 0.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// Height of each, in points.
    pub height: u32,
}

/// The lines of a whole sheet.
pub(super) struct RowPlan {
    /// Those of the heading, if there is one.
    pub heading: Option<PaperLines>,
    /// Those of the lines below it.
    pub lines: Vec<PaperLines>,
    /// Those of the header.
    pub header: Vec<PaperLines>,
    /// Those of the rows.
    pub rows: Vec<PaperLines>,
    /// Those of the notes.
    pub notes: Vec<PaperLines>,
}

impl RowPlan {
    /// Stacks everything that stands in the sheet.
    pub fn new(sheet: usize, layout: &SheetLayout<'_>) -> Result<Self, PaperError> {
        let mut stack = Stack { next: 0 };
        let total = layout.total_width();
        let heading_room = total.saturating_mul(10) / HEADING_SIZE;
        let heading_lines = measure::lines(&layout.heading, heading_room);
        let heading = (!layout.heading.is_empty())
            .then(|| stack.push(heading_lines.saturating_mul(HEADING_LINE).saturating_add(PADDING)));
        let around = |text: &String| text_height(text, total, RowStyle::Body);
        let lines = layout.lines.iter().map(|text| stack.push(around(text))).collect();
        let header = heights(layout, &layout.header).into_iter().map(|height| stack.push(height)).collect();
        let rows = heights(layout, &layout.rows).into_iter().map(|height| stack.push(height)).collect();
        let notes = layout.notes.iter().map(|text| stack.push(around(text))).collect();
        if stack.next > MAX_LINES {
            let count = usize::try_from(stack.next).unwrap_or(usize::MAX);
            let limit = usize::try_from(MAX_LINES).unwrap_or(usize::MAX);
            return Err(PaperError::RowCount { sheet, count, limit });
        }
        Ok(Self { heading, lines, header, rows, notes })
    }

    /// The line where a row below the header begins.
    pub fn first_line_of(&self, row: usize) -> u32 {
        self.rows.get(row).map(|lines| lines.first).unwrap_or_default()
    }

    /// Everything from the top of the sheet to the end of the header.
    pub fn above_rows(&self) -> impl Iterator<Item = &PaperLines> {
        self.heading.iter().chain(&self.lines).chain(&self.header)
    }

    /// Everything in the sheet.
    pub fn all(&self) -> impl Iterator<Item = &PaperLines> {
        self.above_rows().chain(&self.rows).chain(&self.notes)
    }
}

/// Their height together, in points.
pub(super) fn total_height<'a>(lines: impl Iterator<Item = &'a PaperLines>) -> u32 {
    let each = |lines: &PaperLines| (lines.last - lines.first).saturating_add(1).saturating_mul(lines.height);
    lines.map(each).fold(0, u32::saturating_add)
}

struct Stack {
    next: u32,
}

impl Stack {
    fn push(&mut self, height: u32) -> PaperLines {
        let count = height.div_ceil(MAX_HEIGHT).max(1);
        let first = self.next;
        self.next = first.saturating_add(count);
        PaperLines { first, last: self.next.saturating_sub(1), height: height.div_ceil(count) }
    }
}

/// Heights of the rows, so that cells over several rows have room as well.
fn heights(layout: &SheetLayout<'_>, rows: &[RowLayout<'_>]) -> Vec<u32> {
    let needs = |row: &RowLayout<'_>, cell: &super::super::layout::CellLayout<'_>| {
        text_height(&cell.text, layout.width_of(cell.column, cell.columns), row.style)
    };
    let own = |row: &RowLayout<'_>| {
        let single = row.cells().filter(|cell| cell.rows == 1);
        single.map(|cell| needs(row, cell)).max().unwrap_or_default().max(LINE.saturating_add(PADDING))
    };
    let mut heights: Vec<u32> = rows.iter().map(own).collect();
    for (index, row) in rows.iter().enumerate() {
        for cell in row.cells().filter(|cell| cell.rows > 1) {
            let covered = heights.get_mut(index..index.saturating_add(cell.rows)).unwrap_or_default();
            let have = covered.iter().copied().fold(0, u32::saturating_add);
            let count = u32::try_from(covered.len()).unwrap_or(u32::MAX).max(1);
            let missing = needs(row, cell).saturating_sub(have).div_ceil(count);
            covered.iter_mut().for_each(|height| *height = height.saturating_add(missing));
        }
    }
    heights
}

/// Widens columns with a text higher than a line can be, so that no page ends within it as long as that is possible.
pub(super) fn widen(layout: &mut SheetLayout<'_>) {
    let SheetLayout { widths, rows, .. } = layout;
    for row in rows.iter() {
        for cell in row.cells().filter(|cell| cell.columns == 1 && cell.rows == 1) {
            let Some(width) = widths.get_mut(cell.column) else { continue };
            while *width < WIDENED && text_height(&cell.text, *width, row.style) > MAX_HEIGHT {
                *width = width.saturating_add(STEP);
            }
        }
    }
}

fn text_height(text: &str, width: u32, style: RowStyle) -> u32 {
    let room = width.saturating_sub(1);
    // Bold letters are a little wider.
    let room = if style == RowStyle::Body { room } else { room.saturating_sub(room.div_ceil(12)) };
    let line = if text.is_ascii() { LATIN_LINE } else { LINE };
    measure::lines(text, room).saturating_mul(line).saturating_add(PADDING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_higher_than_a_line_takes_several() {
        let mut stack = Stack { next: 3 };
        assert_eq!(stack.push(20), PaperLines { first: 3, last: 3, height: 20 });
        assert_eq!(stack.push(1000), PaperLines { first: 4, last: 6, height: 334 });
        assert_eq!(stack.push(0), PaperLines { first: 7, last: 7, height: 0 });
    }
}
