//! The layouts of a table: side by side, with the reasons below, or a block for each row.

use super::content::{ColumnContent, ScreenTable, TableCell, TableRow};
use super::heading;
use super::pieces::{fold, longest, width};
use crate::format::palette::{Tone, painted};

/// What stands between two columns.
const GAP: &str = "  ";
/// How far reasons and blocks are set in below their row.
const INDENT: usize = 4;
/// How wide the first column of words, any other one, and reasons beside their row are at least, if they have so much
/// to say.
const LEAST_NAME: usize = 16;
const LEAST_WORDS: usize = 12;
const LEAST_REASON: usize = 30;
/// Up to which width names are widened before any other column is.
const NAME: usize = 28;
/// What a cell says that says nothing.
const NOTHING: &str = "—";

/// The table in the columns of its screen, but for a single piece that is wider, and the headings of the columns that say
/// something and for which there is no room.
pub(in crate::format) fn drawn(table: &ScreenTable) -> (String, Vec<&str>) {
    let (text, shown) = drawn_in_part(table);
    let hidden = (0..table.columns.len()).filter(|at| !shown.contains(at) && !is_idle(table, *at));
    (text, hidden.map(|at| heading(table, at)).filter(|heading| !heading.is_empty()).collect())
}

/// The table as it is drawn, and its columns that are shown.
fn drawn_in_part(table: &ScreenTable) -> (String, Vec<usize>) {
    let bounds: Vec<ColumnBounds> = (0..table.columns.len()).map(|column| bounds(table, column)).collect();
    let mut shown: Vec<usize> = (0..table.columns.len()).collect();
    let idle = table.optional.iter().filter(|column| is_idle(table, **column)).copied().collect::<Vec<_>>();
    let speaking = table.optional.iter().filter(|column| !idle.contains(column));
    for leaving in idle.iter().chain(speaking).map(Some).chain([None]) {
        if let Some(drawn) = columns(table, &shown, &bounds, ColumnFit::Wanted) {
            return (drawn, shown);
        }
        shown.retain(|at| Some(at) != leaving);
    }
    let narrower = [ColumnFit::Snug, ColumnFit::Tight].into_iter().find_map(|fit| columns(table, &shown, &bounds, fit));
    match narrower {
        Some(drawn) => (drawn, shown),
        None => (blocks(table), (0..table.columns.len()).collect()),
    }
}

/// The table with these columns, the reasons beside their rows or below them; `None` where there is no room for that.
fn columns(table: &ScreenTable, shown: &[usize], bounds: &[ColumnBounds], fit: ColumnFit) -> Option<String> {
    let reasons = shown.iter().copied().find(|at| content(table, *at) == ColumnContent::Reasons);
    let rest: Vec<usize> = shown.iter().copied().filter(|at| Some(*at) != reasons).collect();
    let drawn = |columns: &[usize], reasons| {
        let widths = widths(table, columns, bounds, fit)?;
        Some(Drawing { table, columns, widths, reasons }.draw())
    };
    drawn(shown, None).or_else(|| drawn(&rest, Some(reasons?)))
}

fn content(table: &ScreenTable, column: usize) -> ColumnContent {
    table.columns.get(column).map(|column| column.content).unwrap_or_default()
}

fn heading(table: &ScreenTable, column: usize) -> &str {
    table.columns.get(column).map_or("", |column| column.heading.as_str())
}

fn cells(table: &ScreenTable, column: usize) -> impl Iterator<Item = &TableCell> {
    table.rows.iter().filter_map(move |row| row.cells.get(column))
}

/// Whether no cell of a column says anything.
fn is_idle(table: &ScreenTable, column: usize) -> bool {
    cells(table, column).all(|cell| cell.text.is_empty() || cell.text == NOTHING)
}

/// How wide the columns of a table are before what is left is shared out: as wide as they should be, only as wide as
/// their cells then are, or as narrow as they can be.
#[derive(Clone, Copy)]
enum ColumnFit {
    Wanted,
    Snug,
    Tight,
}

/// How narrow a column can be, how narrow it should be, how wide its cells would be, and its heading too.
struct ColumnBounds {
    least: usize,
    wanted: usize,
    /// How wide its cells are once they are folded to that.
    snug: usize,
    natural: usize,
    whole: usize,
}

fn bounds(table: &ScreenTable, column: usize) -> ColumnBounds {
    let (content, heading) = (content(table, column), heading(table, column));
    let lines = || cells(table, column).flat_map(|cell| cell.text.lines());
    let of_cells = lines().map(width).max().unwrap_or(0);
    let whole = of_cells.max(width(heading));
    if content == ColumnContent::Bars {
        return ColumnBounds { least: whole, wanted: whole, natural: whole, whole, snug: whole };
    }
    let piece = |line: &str| indent_of(line).saturating_add(longest(line.trim_start()));
    let least = lines().map(piece).max().unwrap_or(0).max(heading::narrowest(heading));
    let comfort = match content {
        ColumnContent::Reasons => LEAST_REASON,
        ColumnContent::Words if column == 0 => LEAST_NAME,
        ColumnContent::Words => LEAST_WORDS,
        // Numbers stand in one line, if no heading is in the way.
        ColumnContent::Numbers | ColumnContent::Bars => of_cells,
    };
    // The heading of numbers is on one line where nothing else wants the room.
    let natural = if content == ColumnContent::Numbers { of_cells } else { whole };
    ColumnBounds {
        least,
        wanted: least.max(comfort.min(of_cells)),
        snug: least.max(lines().flat_map(|line| folded(line, comfort)).map(|line| width(&line)).max().unwrap_or(0)),
        natural: natural.max(least),
        whole: whole.max(least),
    }
}

/// The widths of columns side by side; `None` where there is not enough room.
fn widths(table: &ScreenTable, columns: &[usize], bounds: &[ColumnBounds], fit: ColumnFit) -> Option<Vec<usize>> {
    let bounds: Vec<&ColumnBounds> = columns.iter().filter_map(|column| bounds.get(*column)).collect();
    let gaps = columns.len().saturating_sub(1).saturating_mul(GAP.len());
    let room = usize::from(table.width).checked_sub(gaps)?;
    let begin = |bound: &&ColumnBounds| match fit {
        ColumnFit::Wanted => bound.wanted,
        ColumnFit::Snug => bound.snug,
        ColumnFit::Tight => bound.least,
    };
    let mut widths: Vec<usize> = bounds.iter().map(begin).collect();
    let mut spare = room.checked_sub(widths.iter().sum())?;
    // Names and numbers first.
    let is_first = |(at, column): (usize, &usize)| at == 0 || content(table, *column) == ColumnContent::Numbers;
    let soon = columns.iter().enumerate().map(is_first).zip(&bounds);
    widen(&mut widths, &mut spare, soon.map(|(is_first, bound)| if is_first { bound.natural.min(NAME) } else { 0 }));
    // Then whoever lacks least: one long cell does not keep the others folded.
    let mut lacking: Vec<(usize, usize)> = bounds
        .iter()
        .zip(&widths)
        .enumerate()
        .map(|(at, (bound, width))| (bound.natural.saturating_sub(*width), at))
        .filter(|(lack, _)| *lack > 0)
        .collect();
    lacking.sort_unstable();
    for (lack, at) in lacking {
        let more = lack.min(spare);
        widths.get_mut(at).into_iter().for_each(|width| *width = width.saturating_add(more));
        spare = spare.saturating_sub(more);
    }
    widen(&mut widths, &mut spare, bounds.iter().map(|bound| bound.whole));
    Some(widths)
}

/// Widens each column up to its limit, as long as there is room.
fn widen(widths: &mut [usize], spare: &mut usize, limits: impl Iterator<Item = usize>) {
    for (width, limit) in widths.iter_mut().zip(limits) {
        let more = limit.saturating_sub(*width).min(*spare);
        *width = width.saturating_add(more);
        *spare = spare.saturating_sub(more);
    }
}

/// How many blanks a line begins with.
fn indent_of(line: &str) -> usize {
    line.len().saturating_sub(line.trim_start_matches(' ').len())
}

/// A text in lines of at most so many columns, each with the indent of the first.
fn folded(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let indent = indent_of(line);
        let room = most.saturating_sub(indent);
        lines.extend(fold(line.trim_start(), room).iter().map(|line| format!("{}{line}", " ".repeat(indent))));
    }
    lines
}

/// A line in lines of at most so many columns. What follows a name and two blanks, a number or a dash of a list goes on
/// below its own beginning, anything else two columns further in than the line.
pub(in crate::format) fn hanging(line: &str, most: usize) -> String {
    if width(line) <= most {
        return line.to_owned();
    }
    let indent = indent_of(line);
    let said = line.trim_start();
    let begins =
        |head: usize| said.split_at_checked(head).filter(|(head, _)| width(head).saturating_add(indent) < most / 2);
    let (head, rest) = head_of(said).and_then(begins).unwrap_or(("", said));
    let first = indent.saturating_add(width(head));
    let later = if head.is_empty() { indent.saturating_add(GAP.len()) } else { first };
    // The first line may be as long as the others are from further in.
    let lines = fold(rest, most.saturating_sub(later));
    let mut text = format!("{}{head}", " ".repeat(indent));
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.push('\n');
            text.push_str(&" ".repeat(later));
        }
        text.push_str(line);
    }
    text
}

/// Up to where the head of a line goes, its blanks included: a name set off by two blanks, or the mark of a list.
fn head_of(line: &str) -> Option<usize> {
    let digits = line.len().saturating_sub(line.trim_start_matches(|sign: char| sign.is_ascii_digit()).len());
    let is_numbered = digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    if is_numbered {
        return Some(digits.saturating_add(2));
    }
    if line.starts_with("- ") {
        return Some(2);
    }
    let gap = line.find(GAP)?;
    let after = line.get(gap..)?;
    let blanks = after.len().saturating_sub(after.trim_start_matches(' ').len());
    Some(gap.saturating_add(blanks))
}

struct Drawing<'t> {
    table: &'t ScreenTable,
    columns: &'t [usize],
    widths: Vec<usize>,
    /// The column of reasons that stand below their rows.
    reasons: Option<usize>,
}

impl Drawing<'_> {
    fn draw(&self) -> String {
        let header: Vec<Vec<String>> = self
            .columns
            .iter()
            .zip(&self.widths)
            .map(|(column, width)| heading::lines(heading(self.table, *column), *width))
            .collect();
        let height = header.iter().map(Vec::len).max().unwrap_or(0);
        // Headings stand on the line below them.
        let raised = header.into_iter().map(|lines| {
            let mut raised = vec![String::new(); height.saturating_sub(lines.len())];
            raised.extend(lines);
            raised
        });
        let header: Vec<(Vec<String>, Tone)> = raised.map(|lines| (lines, Tone::Strong)).collect();
        let mut lines = self.side_by_side(&header);
        let reasons = self.reasons.map(|column| heading(self.table, column)).filter(|heading| !heading.is_empty());
        lines.extend(reasons.map(|heading| self.painted(&format!("{}{heading}", " ".repeat(INDENT)), Tone::Strong)));
        let rows: Vec<Vec<String>> = self.table.rows.iter().map(|row| self.row(row)).collect();
        let filled = rows.iter().flatten().chain(&lines).map(|line| drawn_width(line)).max().unwrap_or(0);
        let rule = "─".repeat(filled);
        lines.push(rule.clone());
        for (row, drawn) in self.table.rows.iter().zip(rows) {
            lines.extend(row.has_rule.then(|| rule.clone()));
            lines.extend(drawn);
        }
        lines.push(rule);
        lines.join("\n")
    }

    fn row(&self, row: &TableRow) -> Vec<String> {
        let text = |column: usize| row.cells.get(column).map_or("", |cell| cell.text.as_str());
        let cells = self.columns.iter().zip(&self.widths).map(|(column, width)| {
            let lines = match content(self.table, *column) {
                ColumnContent::Bars => text(*column).lines().map(str::to_owned).collect(),
                _ => folded(text(*column), *width),
            };
            (lines, tone(row, *column))
        });
        let mut lines = self.side_by_side(&cells.collect::<Vec<_>>());
        if let Some(column) = self.reasons {
            let indent = indent_of(text(0)).saturating_add(INDENT);
            lines.extend(
                below(text(column), indent, usize::from(self.table.width))
                    .map(|line| self.painted(&line, tone(row, column))),
            );
        }
        lines
    }

    /// Cells of several lines beside one another.
    fn side_by_side(&self, cells: &[(Vec<String>, Tone)]) -> Vec<String> {
        let height = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
        let line = |at: usize| {
            let mut line = String::new();
            let mut blanks = 0_usize;
            for ((column, (lines, tone)), width) in self.columns.iter().zip(cells).zip(&self.widths) {
                let text = lines.get(at).map_or("", String::as_str);
                let left = width.saturating_sub(super::pieces::width(text));
                let is_number = content(self.table, *column) == ColumnContent::Numbers;
                let (before, after) = if is_number { (left, 0) } else { (0, left) };
                if text.is_empty() {
                    blanks = blanks.saturating_add(*width);
                } else {
                    line.push_str(&" ".repeat(blanks.saturating_add(before)));
                    line.push_str(&self.painted(text, *tone));
                    blanks = after;
                }
                blanks = blanks.saturating_add(GAP.len());
            }
            line
        };
        (0..height).map(line).collect()
    }

    fn painted(&self, text: &str, tone: Tone) -> String {
        painted(text, tone, self.table.has_colours)
    }
}

fn tone(row: &TableRow, column: usize) -> Tone {
    let own = row.cells.get(column).map(|cell| cell.tone).unwrap_or_default();
    if own == Tone::Plain { row.tone } else { own }
}

/// How wide a line is without its colours.
fn drawn_width(line: &str) -> usize {
    width(&anstream::adapter::strip_str(line).to_string())
}

/// The lines of a text that stands below its row.
fn below(text: &str, indent: usize, most: usize) -> impl Iterator<Item = String> {
    let lines = folded(text, most.saturating_sub(indent)).into_iter().filter(|line| !line.is_empty());
    lines.map(move |line| format!("{}{line}", " ".repeat(indent)))
}

/// Each row as a block: what stands in the first column, below it every other cell behind its heading, then the reasons.
fn blocks(table: &ScreenTable) -> String {
    let (most, has_colours) = (usize::from(table.width), table.has_colours);
    let rule = "─".repeat(most);
    let mut lines = vec![rule.clone()];
    for row in &table.rows {
        let text = |column: usize| row.cells.get(column).map_or("", |cell| cell.text.as_str());
        lines.extend(row.has_rule.then(|| rule.clone()));
        lines.extend(folded(text(0), most).iter().map(|line| painted(line, tone(row, 0), has_colours)));
        let indent = indent_of(text(0)).saturating_add(INDENT);
        let mut is_open = false;
        for column in 1..table.columns.len() {
            let (text, content) = (text(column).trim_start(), content(table, column));
            if content == ColumnContent::Bars || text.is_empty() || text == NOTHING {
                continue;
            }
            let is_reason = content == ColumnContent::Reasons;
            let heading = Some(heading(table, column)).filter(|heading| !is_reason && !heading.is_empty());
            let said = heading.map_or_else(|| text.to_owned(), |heading| format!("{heading} {text}"));
            let paint = |said: &str| painted(said, tone(row, column), has_colours);
            // What is short goes on in the line of what stands before it.
            let open = lines.last_mut().filter(|_| is_open && !is_reason && !said.contains('\n'));
            match open.filter(|open| drawn_width(open).saturating_add(width(&said)).saturating_add(GAP.len()) <= most) {
                Some(open) => *open = format!("{open}{GAP}{}", paint(&said)),
                None => lines.extend(below(&said, indent, most).map(|line| paint(&line))),
            }
            is_open = !is_reason;
        }
    }
    lines.push(rule);
    lines.join("\n")
}
