//! The grade bands that go with a form.

use rust_decimal::Decimal;

use super::super::reading::FormReading;
use crate::notation::fold::fold;

/// Sets of labels that are in use, each with its English, at 90, 80, 60 and 0.
const SETS: &[[(&str, &str); 4]] = &[
    [("优", "excellent"), ("良", "good"), ("中", "fair"), ("差", "poor")],
    [("优秀", "excellent"), ("良好", "good"), ("中", "fair"), ("差", "poor")],
    [("优秀", "excellent"), ("良好", "good"), ("合格", "fair"), ("不合格", "poor")],
    [("优秀", "excellent"), ("良好", "good"), ("一般", "fair"), ("较差", "poor")],
    [("优秀", "excellent"), ("良好", "good"), ("及格", "fair"), ("不及格", "poor")],
    [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
];
/// Where the bands begin.
const FROM: [u32; 4] = [90, 80, 60, 0];

/// The bands whose labels hold the printed grade; none where only a part was read, or full marks are not the 100 points for
/// which they are meant.
pub(super) fn grades(
    reading: &FormReading,
    full_score: Decimal,
    is_complete: bool,
) -> Vec<(&'static str, &'static str, u32)> {
    if !is_complete || full_score != Decimal::ONE_HUNDRED {
        return vec![("不评等级", "not graded", 0)];
    }
    let printed = printed(reading);
    let is_set =
        |set: &&[(&str, &str); 4]| printed.as_ref().is_none_or(|grade| set.iter().any(|(label, _)| label == grade));
    let set = SETS.iter().find(is_set).or(SETS.first());
    let bands = set.into_iter().flatten().zip(FROM);
    bands.map(|((label, en), from)| (*label, *en, from)).collect()
}

/// The printed grade, folded.
pub(super) fn printed(reading: &FormReading) -> Option<String> {
    reading.grade.as_ref().filter(|cell| cell.is_given()).map(|cell| fold(&cell.text))
}
