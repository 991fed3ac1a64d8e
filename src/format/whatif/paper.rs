//! A what-if of one unit as a paper: every row before and after.

use super::{COLUMNS, asked_lines, below, change_words, wider};
use crate::analysis::whatif::{CaseChange, RowChange, SubtotalChange, Variant};
use crate::evaluation::{Evaluation, Role, Row};
use crate::format::paper::{
    column, difference_cell, formula_cell, indented, is_plain_sum, number_cell, paper, sum_formula, text,
};
use crate::format::phrases;
use crate::format::text::distances;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::paper::{ColumnKind, Paper, PaperCell, PaperRow, PaperRowKind, PaperSheet};

/// How wide the columns are.
const WIDTHS: [u32; 7] = [30, 10, 10, 10, 10, 10, 60];
/// The columns of weights and of points, before and after.
const WEIGHTS: [usize; 2] = [1, 2];
const POINTS: [usize; 2] = [3, 4];
/// How many decimals points are written with where they are not rounded.
const PLACES: u32 = 2;

/// The what-if as a paper.
#[must_use]
pub fn case_change_paper(change: &CaseChange, variant: &Variant, messages: &Messages) -> Paper {
    let before = &change.before;
    let title = messages.say("whatif-title", &[("title", messages.pick(before.title()))]);
    let mut lines = vec![phrases::organisation(&before.organisation, before.year.as_deref(), messages)];
    if before.illustrative {
        lines.push(messages.say("illustrative", &[]));
    }
    lines.extend(asked_lines(variant, messages));
    let mut table = ChangeRows { change, messages, rows: Vec::new() };
    table.fill();
    let mut notes = below(change, messages);
    for (id, evaluation) in [("whatif-before", before), ("whatif-after", &change.after)] {
        notes.extend(distances(evaluation, messages).iter().map(|line| messages.say(id, &[("line", line)])));
    }
    let kind = |at: usize| if (1..6).contains(&at) { ColumnKind::Number } else { ColumnKind::Text };
    let columns = COLUMNS.iter().zip(WIDTHS).enumerate();
    let sheet = PaperSheet {
        name: before.organisation.clone(),
        heading: title.clone(),
        lines,
        columns: columns.map(|(at, (id, width))| column(messages.say(id, &[]), width, kind(at))).collect(),
        rows: table.rows,
        merges: Vec::new(),
        notes,
    };
    paper(title, vec![sheet], messages)
}

struct ChangeRows<'c> {
    change: &'c CaseChange,
    messages: &'c Messages,
    rows: Vec<PaperRow>,
}

/// A number before and after.
type Sides<'n> = [Option<&'n Number>; 2];

impl ChangeRows<'_> {
    fn fill(&mut self) {
        let change = self.change;
        let mut tops = Vec::new();
        let subtotals = &change.subtotals;
        // Dimensions stand each before those below it: the parts of one are known when the next of its depth comes.
        let mut open: Vec<(usize, &SubtotalChange, Vec<usize>)> = Vec::new();
        for part in subtotals {
            while open.len() > part.depth {
                self.close(&mut open, &mut tops);
            }
            let at = self.rows.len();
            self.rows.push(PaperRow::default());
            let own = change.rows.iter().filter(|row| row.dimensions.last() == Some(&part.id));
            let own = own.map(|row| self.row(row, part.depth.saturating_add(1))).collect();
            open.push((at, part, own));
        }
        while !open.is_empty() {
            self.close(&mut open, &mut tops);
        }
        for row in change.rows.iter().filter(|row| row.dimensions.is_empty()) {
            self.row(row, 0);
        }
        self.total(&tops);
    }

    /// Writes the sums of the innermost dimension and hands its row to the one it lies in.
    fn close(&mut self, open: &mut Vec<(usize, &SubtotalChange, Vec<usize>)>, tops: &mut Vec<usize>) {
        let Some((at, part, parts)) = open.pop() else { return };
        let sides = [&part.before, &part.after].map(Option::as_ref);
        let weights = sides.map(|side| side.map(|side| side.weight().number()));
        let points = sides.map(|side| side.filter(|side| side.is_complete).map(|side| side.points.number()));
        let roundings = self.roundings(|evaluation| evaluation.roundings().dimension);
        let name = indented(self.messages.pick(&part.name), part.depth);
        let difference = part.difference().filter(|_| points.iter().all(Option::is_some));
        let cells = self.sums((at, &name), (weights, points), (&parts, &parts), roundings, difference.as_ref());
        if let Some(row) = self.rows.get_mut(at) {
            *row = PaperRow { kind: PaperRowKind::Group, cells };
        }
        open.last_mut().map_or(tops, |(.., parts)| parts).push(at);
    }

    fn row(&mut self, row: &RowChange, depth: usize) -> usize {
        let (messages, at) = (self.messages, self.rows.len());
        let roundings = self.roundings(|evaluation| evaluation.roundings().indicator);
        let mut cells = vec![text(&indented(messages.pick(&row.name), depth))];
        let sides = [&row.before, &row.after].map(Option::as_ref);
        cells.extend(sides.map(|side| number_cell(side.map(|side| side.weight().number()), 0)));
        cells.extend(sides.into_iter().zip(roundings).map(|(side, rounding)| points(side, rounding, messages)));
        cells.push(self.difference(row.difference().as_ref(), (at, &cells), roundings));
        cells.push(text(&change_words(row, messages).join(phrases::separator(messages))));
        self.rows.push(PaperRow { kind: PaperRowKind::Body, cells });
        at
    }

    fn total(&mut self, tops: &[usize]) {
        let sides = [&self.change.before, &self.change.after];
        let weights = sides.map(|side| Some(side.full_score().number()));
        let points = sides.map(|side| side.total.as_ref().map(|total| total.points.number()));
        let roundings = sides.map(|side| Some(side.roundings().total));
        let has_others = self.change.rows.iter().any(|row| row.dimensions.is_empty());
        let is_sum = !has_others && sides.iter().all(|side| is_plain_sum(side));
        let scored = if is_sum { tops } else { &[] };
        let name = self.messages.say("total", &[]);
        let difference = self.change.difference();
        let place = (self.rows.len(), name.as_str());
        let cells = self.sums(place, (weights, points), (tops, scored), roundings, difference.as_ref());
        self.rows.push(PaperRow { kind: PaperRowKind::Total, cells });
    }

    fn roundings(&self, of: fn(&Evaluation) -> Option<Rounding>) -> [Option<Rounding>; 2] {
        [of(&self.change.before), of(&self.change.after)]
    }

    fn difference(
        &self,
        difference: Option<&Number>,
        (at, cells): (usize, &[PaperCell]),
        [old, new]: [Option<Rounding>; 2],
    ) -> PaperCell {
        let places = wider(old, new).map_or(PLACES, |rounding| rounding.places);
        let [before, after] = POINTS;
        difference_cell(difference, (at, cells), (after, before), places)
    }

    /// The cells of a row of sums; `parts` are the rows that its weights and its points are made of.
    fn sums(
        &self,
        (at, name): (usize, &str),
        (weights, points): (Sides<'_>, Sides<'_>),
        (parts, scored): (&[usize], &[usize]),
        roundings: [Option<Rounding>; 2],
        difference: Option<&Number>,
    ) -> Vec<PaperCell> {
        let mut cells = vec![text(name)];
        for (column, weight) in WEIGHTS.into_iter().zip(weights) {
            let formula = weight.and_then(|weight| sum_formula(&self.rows, (column, parts), weight, None));
            cells.push(formula_cell(formula, weight, 0));
        }
        for ((column, points), rounding) in POINTS.into_iter().zip(points).zip(roundings) {
            let formula = points.and_then(|points| sum_formula(&self.rows, (column, scored), points, rounding));
            cells.push(formula_cell(formula, points, rounding.map_or(PLACES, |rounding| rounding.places)));
        }
        cells.push(self.difference(difference, (at, &cells), roundings));
        cells
    }
}

/// The points of a row as they count, or what became of it.
fn points(row: Option<&Row>, rounding: Option<Rounding>, messages: &Messages) -> PaperCell {
    let places = rounding.map_or(PLACES, |rounding| rounding.places);
    match row.map(|row| (row, row.points(), row.role())) {
        None => number_cell(None, 0),
        Some((_, Some(points), Role::Penalty)) => number_cell(Some(&points.number().negate()), places),
        Some((_, Some(points), _)) => number_cell(Some(points.number()), places),
        Some((row, None, _)) => text(&phrases::row_points(row, rounding, messages)),
    }
}
