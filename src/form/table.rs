//! Which layout fits a sheet, and where its tables begin.

use super::grid::SeenGrid;
use super::header::{Header, HeaderCell, header_at};
use super::labels::read_labels;
use super::layout::{Layout, TableBlock, TableKind};
use super::layout_set::LayoutSet;
use crate::notation::fold::{fold, without_brackets};

/// The tables of a sheet as one layout sees them.
#[derive(Debug)]
pub struct LocatedTable<'a> {
    /// The layout.
    pub layout: &'a Layout,
    /// The headers of indicators, top to bottom.
    pub indicators: Vec<(&'a TableBlock, Header)>,
    /// The headers of money, top to bottom.
    pub money: Vec<(&'a TableBlock, Header)>,
    /// The headers of plain figures, top to bottom.
    pub figures: Vec<(&'a TableBlock, Header)>,
    /// How well it fits.
    pub fit: LayoutFit,
}

/// How well a layout fits, the better the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LayoutFit {
    /// How well it knows the form.
    known: Known,
    /// Roles found: columns of the first table of indicators, of money and figures, labels.
    pub roles: usize,
    /// How many characters of its title are printed: all of them, or none.
    title: usize,
    /// How many names are those that it would print itself.
    words: usize,
    /// Columns of the layout that were not found, counted down.
    lacking: std::cmp::Reverse<usize>,
}

/// How well a layout knows a form; a fallback is better than a form that is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// It can read the table, and hardly anything else speaks for it.
    ReadsIt,
    /// It reads any table.
    ReadsAll,
    /// Title, money or nearly all columns are its own.
    Own,
}

/// The layout that fits best, and the name of the next where it finds as much or one role less.
#[must_use]
pub fn locate<'a>(
    grid: &SeenGrid,
    heading: &[String],
    layouts: &'a LayoutSet,
) -> Option<(LocatedTable<'a>, Option<String>)> {
    let mut all: Vec<LocatedTable<'a>> =
        layouts.iter().filter_map(|layout| locate_with(grid, heading, layout)).collect();
    // A stable sort: of equals the first of the set stays first.
    all.sort_by_key(|located| std::cmp::Reverse(located.fit));
    let mut all = all.into_iter();
    let best = all.next()?;
    let is_close = |next: &LocatedTable<'_>| {
        next.fit.known == best.fit.known && next.fit.roles.saturating_add(1) >= best.fit.roles
    };
    let runner_up = all.next().filter(is_close).map(|next| next.layout.name.clone());
    Some((best, runner_up))
}

/// The tables of a sheet as a layout sees them; nothing where it finds none.
fn locate_with<'a>(grid: &SeenGrid, heading: &[String], layout: &'a Layout) -> Option<LocatedTable<'a>> {
    let indicators = headers(grid, layout, TableKind::Indicators, 0);
    let figures = headers(grid, layout, TableKind::Figures, 0);
    if indicators.is_empty() && (figures.is_empty() || layout.tables(TableKind::Indicators).next().is_some()) {
        return None;
    }
    let money = headers(grid, layout, TableKind::Money, 0);
    let above = indicators.first().or(figures.first()).map_or(0, |(_, header)| header.first_row);
    let rows = grid.rows_above(above);
    let labels = read_labels(grid, &rows, &layout.labels());
    let own_labels = layout.labels().iter().filter(|label| labels.contains_key(&label.role)).count();
    let mut found: Vec<(&TableBlock, &Header)> = Vec::new();
    found.extend(indicators.first().into_iter().chain(money.first()).map(|(table, header)| (*table, header)));
    found.extend(figures.iter().map(|(table, header)| (*table, header)));
    let mut roles = own_labels;
    let mut words: usize = 0;
    for (table, header) in &found {
        roles = roles.saturating_add(header.roles().iter().filter(|role| table.has_column(**role)).count());
        words = words.saturating_add(own_words(grid, table, header));
    }
    let columns = all_columns(layout);
    let title = printed_title(grid, heading, layout, &rows);
    let is_whole = indicators.first().is_none_or(|(table, header)| is_nearly_whole(table, header));
    let fit = LayoutFit {
        known: match (layout.is_fallback, title > 0 || is_whole || !money.is_empty()) {
            (true, _) => Known::ReadsAll,
            (false, true) => Known::Own,
            (false, false) => Known::ReadsIt,
        },
        roles,
        title,
        words,
        lacking: std::cmp::Reverse(columns.saturating_sub(roles)),
    };
    Some(LocatedTable { layout, indicators, money, figures, fit })
}

/// Whether a header has three of four columns of its table.
fn is_nearly_whole(table: &TableBlock, header: &Header) -> bool {
    let roles = header.roles();
    let missing = table.columns.iter().filter(|column| !roles.contains(&column.role)).count();
    missing.saturating_mul(4) <= table.columns.len()
}

/// How many labels and columns a layout has.
fn all_columns(layout: &Layout) -> usize {
    let kinds = [TableKind::Indicators, TableKind::Money, TableKind::Figures];
    let tables = kinds.into_iter().flat_map(|kind| layout.tables(kind));
    tables.fold(layout.labels().len(), |sum, table| sum.saturating_add(table.columns.len()))
}

/// How many cells of a header say the word that the layout itself would print.
fn own_words(grid: &SeenGrid, table: &TableBlock, header: &Header) -> usize {
    let is_own = |name: &&HeaderCell| {
        let column = table.columns.iter().find(|column| column.role == name.role);
        let word = column.and_then(|column| column.words.first()).map(|word| without_brackets(&fold(word)).0);
        let cell = grid.over(name.place).map(|(_, cell)| &cell.outside);
        word.as_ref() == cell
    };
    header.tables.first().into_iter().flatten().filter(is_own).count()
}

/// The headers of a kind of table, top to bottom.
fn headers<'a>(grid: &SeenGrid, layout: &'a Layout, kind: TableKind, from: u32) -> Vec<(&'a TableBlock, Header)> {
    let mut found: Vec<(&TableBlock, Header)> = Vec::new();
    let mut next_row = from;
    for (position, row) in grid.rows().iter().enumerate() {
        if *row < next_row {
            continue;
        }
        let header = layout.tables(kind).find_map(|table| Some((table, header_at(grid, position, table)?)));
        if let Some((table, header)) = header {
            next_row = header.last_row.saturating_add(1);
            found.push((table, header));
        }
    }
    found
}

/// How long the layout's title is, if one of the upper cells holds it, apart from places in it.
fn printed_title(grid: &SeenGrid, heading: &[String], layout: &Layout, rows: &[u32]) -> usize {
    let Some(title) = &layout.title else { return 0 };
    let (title, _) = without_brackets(&fold(&title.replace("{project}", "")));
    let mut cells = rows.iter().flat_map(|row| grid.cells_of(*row));
    let is_printed =
        cells.any(|(_, cell)| cell.outside.contains(&title)) || heading.iter().any(|line| fold(line).contains(&title));
    if is_printed { title.chars().count() } else { 0 }
}
