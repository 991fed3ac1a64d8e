//! The rows of an evaluation as a sheet of texts: one source for terminal and Markdown.

use super::markdown::{markdown_head, markdown_line};
use super::phrases;
use crate::evaluation::{Evaluation, Role, Row, Subtotal};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};

/// Names of the columns, as the catalogue knows them.
const COLUMNS: [&str; 7] = [
    "column-indicator",
    "column-weight",
    "column-target",
    "column-actual",
    "column-points",
    "column-lost",
    "column-why",
];

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultLine {
    /// What the line is: a row, or the subtotal of a dimension at a depth.
    pub kind: LineKind,
    /// The id of the row or dimension; empty for the total.
    pub id: String,
    /// The cells, in the order of the columns.
    pub cells: Vec<String>,
    /// Whether it is a row that lost points.
    pub has_lost: bool,
    /// Whether it is a row without points.
    pub is_lacking: bool,
}

impl ResultLine {
    fn sum(kind: LineKind, id: String, cells: Vec<String>) -> Self {
        Self { kind, id, cells, has_lost: false, is_lacking: false }
    }
}

/// What a line of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A dimension with its sum; the number is how deep it lies.
    Dimension(usize),
    /// A row at a depth.
    Row(usize),
    /// The total.
    Total,
}

/// All lines under their headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultSheet {
    /// The headings.
    pub columns: Vec<String>,
    /// The lines, dimensions before what they hold.
    pub lines: Vec<ResultLine>,
}

impl ResultSheet {
    /// Lays an evaluation out.
    #[must_use]
    pub fn new(evaluation: &Evaluation, messages: &Messages) -> Self {
        let mut sheet = Self { columns: COLUMNS.iter().map(|id| messages.say(id, &[])).collect(), lines: Vec::new() };
        for subtotal in &evaluation.subtotals {
            sheet.dimension(evaluation, subtotal, 0, messages);
        }
        for row in evaluation.rows.iter().filter(|row| row.dimensions().is_empty()) {
            sheet.row(evaluation, row, 0, messages);
        }
        let total = evaluation.total.as_ref();
        let points = total.map_or_else(
            || "—".to_owned(),
            |total| phrases::points(total.points.number(), Some(evaluation.roundings().total)),
        );
        let grade = total.map_or_else(|| messages.say("no-total", &[]), |total| messages.pick(&total.grade).to_owned());
        let full = evaluation.full_score().number();
        let lost = total.and_then(|total| full.subtract(total.points.number()).ok());
        let lost = lost_cell(lost.as_ref(), Some(evaluation.roundings().total));
        let name = messages.say("total", &[]);
        let cells = vec![name, full.to_string(), String::new(), String::new(), points, lost, grade];
        sheet.lines.push(ResultLine::sum(LineKind::Total, String::new(), cells));
        sheet
    }

    fn dimension(&mut self, evaluation: &Evaluation, subtotal: &Subtotal, depth: usize, messages: &Messages) {
        let rounding = evaluation.roundings().dimension.or(evaluation.roundings().indicator);
        let points = phrases::points(subtotal.points.number(), rounding);
        let lost = subtotal.weight().number().subtract(subtotal.points.number());
        let lost = lost_cell(lost.ok().as_ref(), rounding);
        let (points, lost) = if subtotal.is_complete { (points, lost) } else { ("—".to_owned(), "—".to_owned()) };
        let cells = vec![
            name(subtotal.name(), messages),
            subtotal.weight().to_string(),
            String::new(),
            String::new(),
            points,
            lost,
            String::new(),
        ];
        self.lines.push(ResultLine::sum(LineKind::Dimension(depth), subtotal.id().to_owned(), cells));
        for below in &subtotal.below {
            self.dimension(evaluation, below, depth.saturating_add(1), messages);
        }
        for row in
            evaluation.rows.iter().filter(|row| row.dimensions().last().map(String::as_str) == Some(subtotal.id()))
        {
            self.row(evaluation, row, depth.saturating_add(1), messages);
        }
    }

    fn row(&mut self, evaluation: &Evaluation, row: &Row, depth: usize, messages: &Messages) {
        let rounding = evaluation.roundings().indicator;
        let cells = vec![
            name(row.name(), messages),
            row.weight().to_string(),
            phrases::target(row, messages),
            phrases::actual(row, messages),
            phrases::row_points(row, rounding, messages),
            // What a bonus leaves or a penalty spares is not lost.
            if row.role() == Role::Weighted { lost_cell(row.lost().as_ref(), rounding) } else { String::new() },
            phrases::reasons(row, rounding, messages).join(phrases::separator(messages)),
        ];
        let has_lost = row.lost().is_some_and(|lost| !lost.is_zero()) && row.role() != Role::Bonus;
        let is_lacking = row.points().is_none();
        self.lines.push(ResultLine {
            kind: LineKind::Row(depth),
            id: row.id().to_owned(),
            cells,
            has_lost,
            is_lacking,
        });
    }
}

/// Points lost with the decimals of the points beside them; a plain 0 where nothing was lost, `—` where nobody knows.
fn lost_cell(lost: Option<&Number>, rounding: Option<Rounding>) -> String {
    match lost {
        None => "—".to_owned(),
        // A total above the full score has lost nothing.
        Some(lost) if lost.is_zero() || lost.is_negative() => "0".to_owned(),
        Some(lost) => phrases::points(lost, rounding),
    }
}

fn name(name: &Bilingual, messages: &Messages) -> String {
    messages.pick(name).to_owned()
}

/// The sheet as a Markdown table.
#[must_use]
pub fn to_markdown(sheet: &ResultSheet) -> String {
    let mut text = markdown_head(&sheet.columns, &[1, 4, 5]);
    for ResultLine { kind, cells, .. } in &sheet.lines {
        text.push_str(&markdown_line(cells, !matches!(kind, LineKind::Row(_))));
    }
    text
}
