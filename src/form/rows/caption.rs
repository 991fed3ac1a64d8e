//! Lines that name a group across the table, and what stands before names.

use std::collections::BTreeMap;

use crate::document::sheet::CellPlace;
use crate::form::grid::GridCell;
use crate::form::header::HeaderCell;
use crate::form::reading::ReadCell;
use crate::form::role::CellRole;
use crate::notation::fold::points_in;

/// Words that a group's name ends in.
const GROUP_ENDS: &[&str] = &["指标", "情况", "管理", "类", "产出", "效益", "效果", "投入", "过程", "决策", "满意度"];
/// How Chinese numbers are written.
const ORDINALS: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Whether a line names a group: alone across the table (一、产出指标（50分）), or with nothing but sums beside it.
pub(super) fn is_caption(
    columns: &[HeaderCell],
    own: &[(CellPlace, &GridCell)],
    cells: &BTreeMap<CellRole, ReadCell>,
) -> bool {
    let Some((place, first)) = own.first() else { return false };
    let text = first.outside.as_str();
    let has_level = columns.iter().any(|column| column.role == CellRole::Level1);
    let is_named = without_ordinal(text) != text
        || points_in(&first.inside).is_some()
        || (text.chars().count() <= 8 && GROUP_ENDS.iter().any(|end| text.ends_with(end)));
    let widest = columns.iter().map(|column| column.last_column).max().unwrap_or(0);
    let is_across = first.last_column(*place) >= widest && widest > place.column;
    let given = |role: CellRole| cells.get(&role).is_some_and(|cell| cell.place != *place && cell.is_given());
    let has_values = [CellRole::Target, CellRole::Actual, CellRole::Standard].into_iter().any(given);
    let is_alone = own.len() == 1 && (is_across || !has_level);
    let has_place =
        columns.iter().any(|column| matches!(column.role, CellRole::Target | CellRole::Actual | CellRole::Standard));
    let has_sums_only = !has_level && has_place && !has_values && without_ordinal(text) != text;
    is_named && (is_alone || has_sums_only)
}

/// A name without the Chinese number before it: 一、产出指标, （二）效益指标.
pub(super) fn without_ordinal(name: &str) -> &str {
    let bare = name.trim_start_matches(['(', '（']);
    let rest = bare.trim_start_matches(ORDINALS);
    let signs: &[char] = if bare.len() < name.len() { &[')', '）'] } else { &['、', '.', '．', ':', '：'] };
    let is_counted = rest.len() < bare.len();
    rest.strip_prefix(signs).filter(|_| is_counted).unwrap_or(name)
}

/// A name without a number before it: 指标1：…, 1.…, （1）…, 1、….
pub(super) fn without_number(name: &str) -> String {
    let rest = name.strip_prefix("指标").map(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    let rest = rest.and_then(|rest| rest.strip_prefix(['：', ':', '.', '．', '、']));
    let numbered = || {
        let rest = name.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if rest.len() == name.len() { None } else { rest.strip_prefix(['、', '．']) }
    };
    rest.or_else(numbered).unwrap_or(name).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_before_a_name_is_none_of_it() {
        let names = ["指标1：完成率", "1、完成率", "12345热线办结率", "指标2:", "指标完成率"].map(without_number);
        assert_eq!(names, ["完成率", "完成率", "12345热线办结率", "", "指标完成率"]);
    }

    #[test]
    fn groups_are_counted_in_chinese() {
        let names = ["一、产出指标", "（十一）效益", "一级指标", "三公经费", "（二次供水）合格率"].map(without_ordinal);
        assert_eq!(names, ["产出指标", "效益", "一级指标", "三公经费", "（二次供水）合格率"]);
    }
}
