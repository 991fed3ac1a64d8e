//! Problems of a drafted case, placed where their cause stands: in the cells of the table that it was drafted of.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::sheet::{CellPlace, Sheet};
use crate::form::{CellRole, DraftedRow, FormReading, ReadCell};
use crate::location::{Place, Source};

/// How many rows of a sheet are kept to be shown.
const MOST_ROWS: u32 = 5000;
/// What stands between the cells of a row where it is shown.
const BETWEEN: &str = " │ ";

/// A sheet as text, a line for each row, and where each cell stands in it.
#[derive(Debug, Default)]
pub(super) struct SheetText {
    text: String,
    cells: BTreeMap<CellPlace, Range<usize>>,
}

impl SheetText {
    /// The text of a sheet.
    pub fn new(sheet: &Sheet) -> Self {
        let (mut text, mut cells) = (String::new(), BTreeMap::new());
        let mut row = 0;
        for (place, cell) in sheet.cells.iter().filter(|(place, _)| place.row < MOST_ROWS) {
            while row < place.row {
                text.push('\n');
                row = row.saturating_add(1);
            }
            if !text.is_empty() && !text.ends_with('\n') {
                text.push_str(BETWEEN);
            }
            let start = text.len();
            text.extend(cell.written().chars().map(|sign| if sign.is_control() { ' ' } else { sign }));
            cells.insert(*place, start..text.len());
        }
        Self { text, cells }
    }

    fn place(&self, name: &str, cell: CellPlace) -> Option<Place> {
        let range = self.cells.get(&cell)?;
        Some(Place::new(&Source::cell(format!("{name}!{cell}"), self.text.clone()), range.clone()))
    }
}

/// What is needed to find the cell behind a place in a drafted file.
pub(super) struct SheetPlaces<'a> {
    pub sheet: &'a SheetText,
    pub reading: &'a FormReading,
    pub rows: &'a [DraftedRow],
}

impl SheetPlaces<'_> {
    /// The problems with their places in the sheet, as far as these are known.
    pub fn found(&self, problems: Diagnostics) -> Diagnostics {
        problems.into_iter().map(|problem| self.moved(problem)).collect()
    }

    fn moved(&self, mut problem: Diagnostic) -> Diagnostic {
        if let Some(place) = problem.place.as_ref().and_then(|place| self.cell_place(place)) {
            problem.place = Some(place);
            // What stands elsewhere in the drafted files is nothing that the reader wrote.
            problem.related.clear();
        }
        problem
    }

    fn cell_place(&self, place: &Place) -> Option<Place> {
        let cell = self.cell(place)?;
        self.sheet.place(&format!("{} {}", self.reading.file, self.reading.sheet), cell)
    }

    /// The cell that a place in a drafted file was written from.
    fn cell(&self, place: &Place) -> Option<CellPlace> {
        let source: &Arc<Source> = place.source();
        let before = source.text().get(..place.range().start)?;
        let is_scheme = source.name().ends_with("scheme.yaml");
        let line = before.rsplit('\n').next()?;
        let word =
            |text: &str| text.trim().trim_start_matches("- ").split(':').next().map(str::trim).map(str::to_owned);
        let key = before.rsplit(['{', ',', '\n']).next().and_then(word).unwrap_or_default();
        if is_scheme {
            let id = before.rsplit("- id: ").next()?.lines().next()?.trim();
            let id = if before.ends_with("- id: ") { place.text().trim() } else { id };
            return self.of_row(self.row(id)?, role_in_scheme(&word(line).unwrap_or_default()));
        }
        let is_top = !line.starts_with(' ');
        if is_top {
            let role = if key == "total_weight" { CellRole::Weight } else { CellRole::Score };
            let total = self.reading.total.as_ref()?.cells.get(&role);
            return total.filter(|_| line.starts_with("claimed")).map(|cell| cell.place);
        }
        let head = line.trim().split(':').next().unwrap_or_default();
        let subject = if head.is_empty() { place.text() } else { head };
        let row = self.row(subject.trim())?;
        let is_metric = before.rfind("\nmetrics:") > before.rfind("\nrows:");
        self.of_row(row, if is_metric { CellRole::Actual } else { role_in_report(&key) })
    }

    fn row(&self, subject: &str) -> Option<&DraftedRow> {
        self.rows.iter().find(|row| row.id == subject || row.metric == subject)
    }

    /// The cell of a role in a row, or that of its name.
    fn of_row(&self, row: &DraftedRow, role: CellRole) -> Option<CellPlace> {
        let row = self.reading.rows.get(row.position)?;
        let cell = |role: CellRole| row.cells.get(&role).map(|cell: &ReadCell| cell.place);
        cell(role).or_else(|| cell(CellRole::Level3)).or_else(|| row.cells.values().next().map(|cell| cell.place))
    }
}

fn role_in_scheme(key: &str) -> CellRole {
    match key {
        "weight" => CellRole::Weight,
        "target" => CellRole::Target,
        "unit" => CellRole::Unit,
        _ => CellRole::Level3,
    }
}

fn role_in_report(key: &str) -> CellRole {
    match key {
        "claimed" | "blank" => CellRole::Score,
        "converted" => CellRole::Converted,
        "printed_rate" => CellRole::Completion,
        "deviation" => CellRole::Reason,
        "points" => CellRole::ReviewScore,
        "actual" => CellRole::ReviewActual,
        _ => CellRole::Level3,
    }
}
