//! Labels and the values beside them: 项目名称 │ …, or 单位名称：… in one cell.

use std::collections::BTreeMap;

use super::grid::{GridCell, SeenGrid};
use super::layout::LayoutColumn;
use super::reading::ReadCell;
use super::role::CellRole;
use crate::document::sheet::CellPlace;
use crate::notation::fold::{fold, without_brackets};
use crate::notation::plain_unit;

/// Units of money that a form prints.
const MONEY_UNITS: &[&str] = &["元", "千元", "万元", "百万元", "亿元"];

/// Whether a folded text is a unit of money.
#[must_use]
pub fn is_money_unit(folded: &str) -> bool {
    MONEY_UNITS.contains(&folded)
}

/// The labels in some rows with their values. Of two the first counts; a label without value is left out.
#[must_use]
pub fn read_labels(grid: &SeenGrid, rows: &[u32], labels: &[&LayoutColumn]) -> BTreeMap<CellRole, ReadCell> {
    let mut found = BTreeMap::new();
    for row in rows {
        let cells: Vec<(CellPlace, &GridCell)> = grid.cells_of(*row).collect();
        for (position, (place, cell)) in cells.iter().enumerate() {
            if let Some(role) = role_of(&cell.folded, labels) {
                let next = cells.get(position.saturating_add(1));
                let value = next.filter(|(_, value)| !is_label(&value.folded, labels));
                if let Some((place, value)) = value {
                    insert(&mut found, role, SeenGrid::read(*place, value));
                }
                continue;
            }
            read_pairs(&cell.shown.exact, *place, labels, &mut found);
        }
    }
    found
}

/// The labels in a text with their values: 单位名称：…    填报日期：….
pub fn read_pairs(text: &str, place: CellPlace, labels: &[&LayoutColumn], found: &mut BTreeMap<CellRole, ReadCell>) {
    for (label, value) in pairs_in(text) {
        if let Some(role) = role_of(&fold(label), labels) {
            insert(found, role, ReadCell::of_text(place, value));
        }
    }
}

/// A unit of money must be one: 单位：黄石市住建局 names the organisation.
fn insert(found: &mut BTreeMap<CellRole, ReadCell>, role: CellRole, value: ReadCell) {
    if !value.is_given() {
        return;
    }
    let is_unit = is_money_unit(&plain_unit(&fold(&value.text)));
    let role = if role == CellRole::MoneyUnit && !is_unit { CellRole::Organisation } else { role };
    found.entry(role).or_insert(value);
}

/// The labels and values of one cell: parts with a colon, apart by several blanks or a line break.
fn pairs_in(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut parts = Vec::new();
    for line in text.split(['\n', '\r']) {
        parts.extend(line.split("  ").flat_map(|part| part.split('\u{3000}')));
    }
    for part in parts {
        let part = part.trim().trim_matches(['（', '）', '(', ')']);
        let mut rest = part.split_once(['：', ':']);
        while let Some((label, value)) = rest {
            let (value, next) = split_at_label(value);
            pairs.push((label.trim(), value.trim()));
            rest = next;
        }
    }
    pairs
}

/// A value, and the label with its value that follows after one blank: what several blanks become in pages and text files.
fn split_at_label(text: &str) -> (&str, Option<(&str, &str)>) {
    let split = || {
        let (before, after) = text.split_once(['：', ':'])?;
        let (value, label) = before.trim_end().rsplit_once(char::is_whitespace)?;
        let is_label = !label.is_empty() && !label.contains(|sign: char| sign.is_ascii_digit());
        is_label.then_some((value, Some((label, after))))
    };
    split().unwrap_or((text, None))
}

/// The role that a folded text is a label of.
fn role_of(folded: &str, labels: &[&LayoutColumn]) -> Option<CellRole> {
    let text = folded.trim_end_matches(':');
    let (outside, _) = without_brackets(text);
    let is_named = |label: &&&LayoutColumn| label.is_word(text) || label.is_word(&outside);
    labels.iter().find(is_named).map(|label| label.role)
}

/// Whether a folded text is a label and no value: one of the words, or something with a colon behind it.
fn is_label(folded: &str, labels: &[&LayoutColumn]) -> bool {
    folded.ends_with(':') || role_of(folded, labels).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_may_hold_several_labels() {
        let pairs = pairs_in("单位名称：黄石市住建局        填报日期：2023年3月15日");
        assert_eq!(pairs, [("单位名称", "黄石市住建局"), ("填报日期", "2023年3月15日")]);
        assert_eq!(pairs_in("（自评等级：优）"), [("自评等级", "优")]);
        let one_blank = pairs_in("单位名称：黄石市住建局 填报日期：2023年3月15日 联系电话：8:30 后");
        let wanted = [("单位名称", "黄石市住建局"), ("填报日期", "2023年3月15日"), ("联系电话", "8:30 后")];
        assert_eq!(one_blank, wanted);
    }
}
