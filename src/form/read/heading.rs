//! What stands above a table: title, year, labels; and sheets that only list others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::grid::{GridCell, SeenGrid};
use super::super::labels::{is_money_unit, read_labels, read_pairs};
use super::super::layout::{Layout, TableKind};
use super::super::reading::{FormReading, ReadCell};
use super::super::role::CellRole;
use super::super::skipped::SkipReason;
use crate::document::sheet::{CellPlace, Sheet};
use crate::notation::fold::{fold, likeness};

/// Words that a title holds.
const TITLE_WORDS: &[&str] = &["自评", "绩效", "评价", "评分", "考核", "基础数据"];
/// The least length of a title, in characters.
const MIN_TITLE: usize = 4;
/// How alike a name must be to the layout's title to be one.
const TITLE_LIKENESS: u8 = 60;

/// A form of which only the heading is read.
pub(super) fn empty_form(file: &str, sheet: &Sheet, grid: &SeenGrid, above: &[u32], layout: &Layout) -> FormReading {
    let mut labels = read_labels(grid, above, &layout.all_labels());
    let mut title = title(grid, above, layout);
    let mut names: Vec<&str> = Vec::new();
    if above.first().is_none_or(|first| grid.rows().first() == Some(first)) {
        for line in &sheet.heading {
            read_pairs(line, CellPlace::new(0, 0), &layout.all_labels(), &mut labels);
            let is_name = || TITLE_WORDS.iter().any(|word| line.contains(word)) && line.contains('表');
            title = title.or_else(|| is_name().then(|| ReadCell::of_text(CellPlace::new(0, 0), line.trim())));
            names.push(line);
        }
    }
    let year = printed_year(&names).or_else(|| year(grid, above, title.as_ref(), &labels, &[&sheet.name, file]));
    FormReading {
        file: file.to_owned(),
        sheet: sheet.name.clone(),
        layout: layout.name.clone(),
        runner_up: None,
        rules: layout.rules.clone(),
        usual: Arc::clone(&layout.usual),
        title,
        year,
        money_unit: unit_of(&labels),
        grade: labels.get(&CellRole::Grade).cloned(),
        labels,
        has_money_block: layout.tables(TableKind::Money).next().is_some(),
        money: None,
        columns: Vec::new(),
        groups: Vec::new(),
        table_points: None,
        weight_source: None,
        rows: Vec::new(),
        shared: Vec::new(),
        subtotals: Vec::new(),
        total: None,
        figures: Vec::new(),
        remarks: Vec::new(),
    }
}

/// The unit of money that labels name.
fn unit_of(labels: &BTreeMap<CellRole, ReadCell>) -> Option<String> {
    labels.get(&CellRole::MoneyUnit).map(|cell| fold(&cell.text)).filter(|unit| is_money_unit(unit))
}

/// The title among rows: the first cell that is like the layout's, or is a table's name by its words.
pub(super) fn title(grid: &SeenGrid, rows: &[u32], layout: &Layout) -> Option<ReadCell> {
    let wanted = layout.title.as_deref().map(fold).unwrap_or_default();
    let is_title = |cell: &GridCell| {
        let is_long = cell.folded.chars().count() >= MIN_TITLE;
        let has_word = TITLE_WORDS.iter().any(|word| cell.outside.contains(word)) && cell.outside.contains('表');
        is_long && !cell.folded.contains("单位:") && (has_word || likeness(&cell.outside, &wanted) >= TITLE_LIKENESS)
    };
    let mut cells = rows.iter().flat_map(|row| grid.cells_of(*row));
    cells.find(|(_, cell)| is_title(cell)).map(|(place, cell)| SeenGrid::read(place, cell))
}

/// The year: 2022年度 anywhere above the table, 2022年 in the title, the label, the name of the sheet or of the file.
fn year(
    grid: &SeenGrid,
    rows: &[u32],
    title: Option<&ReadCell>,
    labels: &BTreeMap<CellRole, ReadCell>,
    names: &[&str],
) -> Option<(i32, Option<CellPlace>)> {
    let cells = rows.iter().flat_map(|row| grid.cells_of(*row));
    let mut of_cells = cells.filter_map(|(place, cell)| Some((year_in(&cell.folded, "年度")?, Some(place))));
    let label = || {
        let cell = labels.get(&CellRole::Year)?;
        Some((year_in(&fold(&cell.text), "")?, Some(cell.place)))
    };
    let of_title = || title.and_then(|cell| Some((year_in(&fold(&cell.text), "年")?, Some(cell.place))));
    let of_names = || names.iter().find_map(|name| Some((year_in(&fold(name), "")?, None)));
    of_cells.next().or_else(label).or_else(of_title).or_else(of_names)
}

/// The year in lines above the table: 2023年度.
fn printed_year(lines: &[&str]) -> Option<(i32, Option<CellPlace>)> {
    let mut years = lines.iter().filter_map(|line| year_in(&fold(line), "年度"));
    years.next().map(|year| (year, Some(CellPlace::new(0, 0))))
}

/// The first year in a folded text that is followed by some words.
fn year_in(folded: &str, behind: &str) -> Option<i32> {
    let characters: Vec<char> = folded.chars().collect();
    let behind: Vec<char> = behind.chars().collect();
    for (at, window) in characters.windows(4).enumerate() {
        let is_number = window.iter().all(char::is_ascii_digit);
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(at.saturating_add(4)..).unwrap_or_default();
        let stands_alone = [before, after.first()].into_iter().flatten().all(|beside| !beside.is_ascii_digit());
        if is_number && stands_alone && after.starts_with(&behind) {
            let year = window.iter().collect::<String>().parse().ok().filter(|year| (1990..=2099).contains(year));
            if year.is_some() {
                return year;
            }
        }
    }
    None
}

/// Whether a sheet without a table lists the others: by their names, or by what they are about.
pub(super) fn kind_of_list(grid: &SeenGrid, sheet: &Sheet, all: &[Sheet]) -> Option<SkipReason> {
    let name = fold(&sheet.name);
    if name.contains("目录") {
        return Some(SkipReason::Contents);
    }
    let others: BTreeSet<String> =
        all.iter().filter(|other| other.name != sheet.name).map(|other| fold(&other.name)).collect();
    let cells = grid.rows().iter().flat_map(|row| grid.cells_of(*row));
    let named = cells.filter(|(_, cell)| others.contains(&cell.folded)).count();
    let is_summary = ["汇总", "总表", "一览"].iter().any(|word| name.contains(word));
    match named {
        _ if is_summary => Some(SkipReason::Summary),
        0 | 1 => None,
        _ => Some(SkipReason::Contents),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_stands_before_its_word() {
        assert_eq!(year_in("(2019年度)", "年度"), Some(2019));
        assert_eq!(year_in("填报日期:2023年3月15日", "年度"), None);
        assert_eq!(year_in("51092324T000010263357-2023年全县", "年"), Some(2023));
    }
}
