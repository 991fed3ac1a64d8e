//! An evaluation as a paper: dimensions with their sums, rows with their reasons, and the total.

use super::row_formula::row_formula;
use crate::evaluation::{Evaluation, Role, Row, Subtotal};
use crate::format::paper::{
    PaperColumnPlan, columns, dash, decimal, difference_cell, formula_cell, indented, is_plain_sum, number_cell, paper,
    sum_formula, text,
};
use crate::format::{phrases, text as evaluation_words};
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::paper::{ColumnKind, Paper, PaperCell, PaperFormula, PaperMark, PaperRow, PaperRowKind, PaperSheet};
use crate::report::Report;
use crate::rule::Value;

const COLUMNS: [PaperColumnPlan; 9] = [
    ("column-indicator", 26, ColumnKind::Text),
    ("column-target", 12, ColumnKind::Text),
    ("column-actual", 12, ColumnKind::Number),
    ("column-unit-of-measure", 8, ColumnKind::Label),
    ("column-weight", 9, ColumnKind::Number),
    ("column-points", 9, ColumnKind::Number),
    ("column-lost", 9, ColumnKind::Number),
    ("column-reason", 20, ColumnKind::Text),
    ("column-why", 44, ColumnKind::Text),
];
const WEIGHT: usize = 4;
const POINTS: usize = 5;
const LOST: usize = 6;
/// How many decimals points are written with where they are not rounded.
const PLACES: u32 = 2;

/// The evaluation of a report as a paper.
#[must_use]
pub fn evaluation_paper(evaluation: &Evaluation, report: &Report, messages: &Messages) -> Paper {
    let mut table = EvaluationRows { evaluation, report, messages, rows: Vec::new() };
    table.fill();
    let mut lines = vec![phrases::organisation(&evaluation.organisation, evaluation.year.as_deref(), messages)];
    if evaluation.illustrative {
        lines.push(messages.say("illustrative", &[]));
    }
    let sheet = PaperSheet {
        name: evaluation.organisation.clone(),
        heading: messages.pick(evaluation.title()).to_owned(),
        lines,
        columns: columns(&COLUMNS, messages),
        rows: table.rows,
        merges: Vec::new(),
        notes: evaluation_words::below(evaluation, messages),
    };
    paper(messages.pick(evaluation.title()).to_owned(), vec![sheet], messages)
}

struct EvaluationRows<'e> {
    evaluation: &'e Evaluation,
    report: &'e Report,
    messages: &'e Messages,
    rows: Vec<PaperRow>,
}

impl EvaluationRows<'_> {
    fn fill(&mut self) {
        let evaluation = self.evaluation;
        let mut parts: Vec<usize> = evaluation.subtotals.iter().map(|subtotal| self.dimension(subtotal, 0)).collect();
        let outside = evaluation.rows.iter().filter(|row| row.dimensions().is_empty());
        let (weighted, others): (Vec<&Row>, Vec<&Row>) = outside.partition(|row| row.role() == Role::Weighted);
        parts.extend(weighted.into_iter().map(|row| self.row(row, 0)));
        let scored = parts.iter().copied().chain(others.into_iter().map(|row| self.row(row, 0))).collect::<Vec<_>>();
        self.total(&parts, &scored);
    }

    /// A dimension with all that is in it; the position of its own row.
    fn dimension(&mut self, subtotal: &Subtotal, depth: usize) -> usize {
        let (evaluation, at) = (self.evaluation, self.rows.len());
        self.rows.push(PaperRow::default());
        let deeper = depth.saturating_add(1);
        let mut parts: Vec<usize> = subtotal.below.iter().map(|below| self.dimension(below, deeper)).collect();
        let own = |row: &&Row| row.dimensions().last().map(String::as_str) == Some(subtotal.id());
        parts.extend(evaluation.rows.iter().filter(own).map(|row| self.row(row, deeper)));
        let roundings = evaluation.roundings();
        let points = Some(subtotal.points.number()).filter(|_| subtotal.is_complete);
        let lost = points.and_then(|points| subtotal.weight().number().subtract(points).ok());
        let sums = SumRow { at, weight: subtotal.weight().number(), points, lost, rounding: roundings.dimension };
        let cells = self.sums(&sums, (&parts, &parts), indented(self.messages.pick(subtotal.name()), depth));
        if let Some(row) = self.rows.get_mut(at) {
            *row = PaperRow { kind: PaperRowKind::Group, cells };
        }
        at
    }

    fn row(&mut self, row: &Row, depth: usize) -> usize {
        let (messages, at) = (self.messages, self.rows.len());
        let rounding = self.evaluation.roundings().indicator;
        let places = rounding.map_or(PLACES, |rounding| rounding.places);
        let points = row.points().map(|points| match row.role() {
            Role::Penalty => points.number().negate(),
            Role::Weighted | Role::Bonus => points.number().clone(),
        });
        let formula =
            row_formula(row, self.evaluation, self.report, PaperFormula::cell(at, WEIGHT)).filter(|_| points.is_some());
        let scored = match &points {
            Some(points) => formula_cell(formula, Some(points), places),
            None => text(&phrases::row_points(row, rounding, messages)).marked(PaperMark::Attention),
        };
        let (actual, unit) = self.actual(row);
        let mut cells = vec![
            text(&indented(messages.pick(row.name()), depth)),
            text(&phrases::target(row, messages)),
            actual,
            unit,
            number_cell(Some(row.weight().number()), 0),
            scored,
        ];
        // What a bonus leaves or a penalty spares is not lost.
        cells.push(match row.role() {
            Role::Weighted => difference_cell(row.lost().as_ref(), (at, &cells), (WEIGHT, POINTS), places),
            Role::Bonus | Role::Penalty => PaperCell::blank(),
        });
        cells.push(text(row.deviation().unwrap_or_default()));
        cells.push(text(&phrases::reasons(row, rounding, messages).join(phrases::separator(messages))));
        self.rows.push(PaperRow { kind: PaperRowKind::Body, cells });
        at
    }

    /// What was reached, and its unit where it is one number.
    fn actual(&self, row: &Row) -> (PaperCell, PaperCell) {
        let inputs = row.inputs();
        let only = match inputs.as_slice() {
            [only] => Some(only),
            several => several.iter().find(|input| input.name == "actual"),
        };
        if let Some((Value::Number(number), unit)) = only.map(|input| (&input.value, &input.unit))
            && let Some(value) = decimal(number)
        {
            return (PaperCell::number(value, 0), text(unit.name()));
        }
        (text(&phrases::actual(row, self.messages)), PaperCell::blank())
    }

    fn total(&mut self, parts: &[usize], scored: &[usize]) {
        let (evaluation, messages) = (self.evaluation, self.messages);
        let full = evaluation.full_score().number();
        let points = evaluation.total.as_ref().map(|total| total.points.number());
        // A total above the full score has lost nothing.
        let lost = points.and_then(|points| full.subtract(points).ok()).filter(|lost| !lost.is_negative());
        let rounding = Some(evaluation.roundings().total);
        let sums = SumRow { at: self.rows.len(), weight: full, points, lost, rounding };
        let scored = if is_plain_sum(evaluation) { scored } else { &[] };
        let mut cells = self.sums(&sums, (parts, scored), messages.say("total", &[]));
        let grade = evaluation.total.as_ref().map(|total| messages.pick(&total.grade).to_owned());
        cells.push(PaperCell::blank());
        cells.push(text(&grade.unwrap_or_else(|| messages.say("no-total", &[]))));
        self.rows.push(PaperRow { kind: PaperRowKind::Total, cells });
    }

    /// The cells of a row of sums; `parts` are the rows that its weight and its points are made of.
    fn sums(&self, sums: &SumRow<'_>, (weights, scored): (&[usize], &[usize]), name: String) -> Vec<PaperCell> {
        let places = sums.rounding.or(self.evaluation.roundings().indicator).map_or(PLACES, |rounding| rounding.places);
        let weight = formula_cell(sum_formula(&self.rows, (WEIGHT, weights), sums.weight, None), Some(sums.weight), 0);
        let points = match sums.points {
            Some(points) => {
                let formula = sum_formula(&self.rows, (POINTS, scored), points, sums.rounding);
                formula_cell(formula, Some(points), places)
            }
            None => dash(),
        };
        let mut cells = vec![text(&name), PaperCell::blank(), PaperCell::blank(), PaperCell::blank(), weight, points];
        cells.push(difference_cell(sums.lost.as_ref(), (sums.at, &cells), (WEIGHT, POINTS), places));
        debug_assert_eq!(cells.len(), LOST.saturating_add(1));
        cells
    }
}

/// What a row of sums shows.
struct SumRow<'n> {
    at: usize,
    weight: &'n Number,
    points: Option<&'n Number>,
    lost: Option<Number>,
    rounding: Option<Rounding>,
}
