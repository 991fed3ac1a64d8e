//! What a reading should be told of its values and sums.

use rust_decimal::Decimal;

use super::super::reading::{FormReading, ReadCell};
use super::super::remark::{FormRemark, RemarkKind};
use super::super::role::CellRole;
use crate::notation::{PrintedDay, PrintedText};

/// Columns that hold points.
const POINTS: &[CellRole] =
    &[CellRole::Weight, CellRole::Deduction, CellRole::Score, CellRole::Converted, CellRole::ReviewScore];

/// Notes bounds in place of measured values, words in place of points, digits that a format hides, and notation.
pub(in super::super) fn note_values(form: &mut FormReading) {
    let mut remarks = Vec::new();
    let year = form.year.map(|(year, _)| year);
    for row in &form.rows {
        for (role, cell) in &row.cells {
            note_cell(*role, cell, year, &mut remarks);
        }
    }
    let lines = form.money.iter().flat_map(|money| &money.lines);
    for (role, cell) in lines.flat_map(|line| &line.cells) {
        let is_rate = *role == CellRole::Rate && cell.text != cell.shown;
        if is_rate {
            let shown = cell.shown.clone();
            remarks.push(FormRemark::at(cell.place, RemarkKind::RateAsShown { shown }));
        } else {
            note_cell(*role, cell, year, &mut remarks);
        }
    }
    for shared in &form.shared {
        let rows = shared.rows.1.saturating_sub(shared.rows.0).saturating_add(1);
        remarks.push(FormRemark::at(shared.cell.place, RemarkKind::SharedCell { role: shared.role, rows }));
    }
    form.remarks.extend(remarks);
}

fn note_cell(role: CellRole, cell: &ReadCell, year: Option<i32>, remarks: &mut Vec<FormRemark>) {
    let mut note = |kind: RemarkKind| {
        let remark = FormRemark::at(cell.place, kind);
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    };
    if cell.text != cell.shown {
        note(RemarkKind::HiddenDigits { exact: cell.text.clone(), shown: cell.shown.clone() });
    }
    if POINTS.contains(&role) && cell.is_given() && cell.number().is_none() {
        note(RemarkKind::NotANumber { role, text: cell.text.clone() });
    }
    if role == CellRole::Actual && cell.value.is_bound() {
        note(RemarkKind::ActualIsBound { text: cell.text.clone() });
    }
    let is_value = matches!(role, CellRole::Target | CellRole::Actual) || POINTS.contains(&role);
    let is_words = matches!(cell.value.value, PrintedText::Statement(_) | PrintedText::NotGiven(_));
    if is_value && !is_words && cell.value.is_interpreted {
        let read = match &cell.value.value {
            // A day without a year is one of the form's.
            PrintedText::Day(day) => PrintedDay { year: day.year.or(year), ..*day }.to_string(),
            _ => cell.value.to_string(),
        };
        note(RemarkKind::ReadAs { text: cell.text.clone(), read });
    }
}

/// Notes printed sums and group weights that are not the sums of their rows.
pub(in super::super) fn note_sums(form: &mut FormReading) {
    let mut remarks = Vec::new();
    let sums = form.subtotals.iter().map(|sum| (sum, false)).chain(form.total.iter().map(|sum| (sum, true)));
    for (line, is_total) in sums {
        for role in [CellRole::Weight, CellRole::Deduction, CellRole::Score, CellRole::Converted] {
            let printed = line.cells.get(&role).and_then(|cell| Some((cell, cell.number()?)));
            let Some(((cell, printed), sum)) = printed.zip(sum_of(form, role, line.rows, is_total)) else { continue };
            if printed != sum {
                let (printed, sum) = (cell.text.clone(), sum.normalize().to_string());
                remarks.push(FormRemark::at(cell.place, RemarkKind::SumDiffers { role, printed, sum }));
            }
        }
    }
    for (position, group) in form.groups.iter().enumerate() {
        let rows: Vec<_> = form.rows.iter().filter(|row| row.group == Some(position)).collect();
        let weights: Option<Vec<Decimal>> = rows.iter().map(|row| row.number(CellRole::Weight)).collect();
        let sum = weights.map(|weights| weights.into_iter().sum::<Decimal>());
        if let Some((printed, sum)) = group.points.zip(sum)
            && printed != sum
        {
            let kind = RemarkKind::GroupWeightDiffers {
                group: group.name.clone(),
                printed: printed.normalize().to_string(),
                sum: sum.normalize().to_string(),
            };
            remarks.push(FormRemark::at(group.place, kind));
        }
    }
    form.remarks.extend(remarks);
}

/// The sum of a column over rows; nothing where one of them does not print it. A total holds the money's points.
fn sum_of(form: &FormReading, role: CellRole, rows: (usize, usize), is_total: bool) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let (first, end) = rows;
    for (position, row) in form.rows.iter().enumerate().take(end).skip(first) {
        let shared = form
            .shared
            .iter()
            .find(|shared| shared.role == role && (shared.rows.0..=shared.rows.1).contains(&position));
        let points = match shared {
            Some(shared) if shared.rows.0 == position => shared.cell.number()?,
            Some(_) => continue,
            None => row.number(role)?,
        };
        sum = sum.checked_add(points)?;
    }
    let money = form.money.as_ref().and_then(|money| money.sum_line());
    match money.and_then(|line| line.number(role)) {
        Some(points) if is_total => sum.checked_add(points),
        None if is_total && role == CellRole::Weight => sum.checked_add(
            form.money
                .as_ref()
                .map_or(Some(Decimal::ZERO), |money| money.points.map(|(points, _)| points).or(money.layout_points))?,
        ),
        None if is_total && money.is_some() => None,
        _ => Some(sum),
    }
}
