//! An evaluation as CSV: a line for each dimension, each row and the total.

use super::csv::{CsvCell, csv_text};
use super::phrases;
use crate::evaluation::{Evaluation, Role, Row, RowState, Subtotal};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::{Number, Rounding};
use crate::report::Report;
use crate::rule::Value;
use crate::scheme::Target;

/// The columns, as the catalogue knows them.
const COLUMNS: [&str; 20] = [
    "column-level",
    "column-role",
    "column-state",
    "column-id",
    "column-parent",
    "column-indicator",
    "column-name-en",
    "column-weight",
    "column-target-form",
    "column-target",
    "column-target-to",
    "column-actual",
    "column-unit-of-measure",
    "column-points",
    "column-lost",
    "column-claimed",
    "column-grade",
    "column-reason",
    "column-inputs",
    "column-why",
];

/// What stands in one line; what it does not have is left empty.
#[derive(Default)]
struct CsvLine {
    level: String,
    role: Option<Role>,
    state: Option<&'static str>,
    id: String,
    parent: String,
    name: Bilingual,
    weight: CsvCell,
    target: [CsvCell; 3],
    actual: CsvCell,
    unit: String,
    points: CsvCell,
    lost: CsvCell,
    claimed: CsvCell,
    grade: String,
    reason: String,
    inputs: String,
    why: String,
}

/// The evaluation of a report for other programs: the points of the lines of level `indicator` are what the total is made
/// of, those of a penalty with their minus.
#[must_use]
pub fn evaluation_csv(evaluation: &Evaluation, report: &Report, messages: &Messages) -> String {
    let table = EvaluationTable { evaluation, report, messages };
    let mut lines = Vec::new();
    for subtotal in &evaluation.subtotals {
        table.dimension(subtotal, "", 1, &mut lines);
    }
    for row in evaluation.rows.iter().filter(|row| row.dimensions().is_empty()) {
        lines.push(table.row(row));
    }
    lines.push(table.total());
    let header = COLUMNS.map(|id| messages.say(id, &[]));
    csv_text(&header, &lines.into_iter().map(CsvLine::cells).collect::<Vec<_>>())
}

struct EvaluationTable<'e> {
    evaluation: &'e Evaluation,
    report: &'e Report,
    messages: &'e Messages,
}

impl EvaluationTable<'_> {
    fn dimension(&self, subtotal: &Subtotal, parent: &str, depth: usize, lines: &mut Vec<CsvLine>) {
        let roundings = self.evaluation.roundings();
        let rounding = roundings.dimension.or(roundings.indicator);
        let lost = subtotal.weight().number().subtract(subtotal.points.number()).ok();
        lines.push(CsvLine {
            level: format!("dimension-{depth}"),
            id: subtotal.id().to_owned(),
            parent: parent.to_owned(),
            name: subtotal.name().clone(),
            weight: CsvCell::number(subtotal.weight().number()),
            points: points(Some(subtotal.points.number()).filter(|_| subtotal.is_complete), rounding),
            lost: points(lost.as_ref().filter(|_| subtotal.is_complete), rounding),
            ..CsvLine::default()
        });
        for below in &subtotal.below {
            self.dimension(below, subtotal.id(), depth.saturating_add(1), lines);
        }
        let own = |row: &&Row| row.dimensions().last().map(String::as_str) == Some(subtotal.id());
        lines.extend(self.evaluation.rows.iter().filter(own).map(|row| self.row(row)));
    }

    fn row(&self, row: &Row) -> CsvLine {
        let rounding = self.evaluation.roundings().indicator;
        let note = self.report.rows.get(row.id());
        let signed = |number: &Number| if row.role() == Role::Penalty { number.negate() } else { number.clone() };
        let scored = row.points().map(|scored| signed(scored.number()));
        // What a bonus leaves or a penalty spares is not lost.
        let lost = row.lost().filter(|_| row.role() == Role::Weighted);
        let state = match &row.state {
            RowState::Scored(_) => "scored",
            RowState::NotApplicable(_) => "not-applicable",
            RowState::Missing(_) => "missing",
            RowState::Failed => "failed",
        };
        let (actual, inputs) = self.inputs(row);
        let why = phrases::exact_reasons(row, rounding, self.messages);
        CsvLine {
            level: "indicator".to_owned(),
            role: Some(row.role()),
            state: Some(state),
            id: row.id().to_owned(),
            parent: row.dimensions().last().cloned().unwrap_or_default(),
            name: row.name().clone(),
            weight: CsvCell::number(row.weight().number()),
            target: target(row.target(), self.messages),
            actual,
            unit: row.unit().name().to_owned(),
            points: points(scored.as_ref(), rounding),
            lost: points(lost.as_ref(), rounding),
            claimed: note.and_then(|note| note.claimed.as_ref()).map(CsvCell::number).unwrap_or_default(),
            grade: String::new(),
            reason: row.deviation().unwrap_or_default().to_owned(),
            inputs,
            why: why.join(phrases::separator(self.messages)),
        }
    }

    fn total(&self) -> CsvLine {
        let evaluation = self.evaluation;
        let rounding = Some(evaluation.roundings().total);
        let total = evaluation.total.as_ref();
        let full = evaluation.full_score().number();
        let lost = total.and_then(|total| full.subtract(total.points.number()).ok());
        CsvLine {
            level: "total".to_owned(),
            state: Some(if total.is_some() { "scored" } else { "withheld" }),
            id: evaluation.scheme().to_owned(),
            name: evaluation.title().clone(),
            weight: CsvCell::number(full),
            points: points(total.map(|total| total.points.number()), rounding),
            lost: points(lost.as_ref().filter(|lost| !lost.is_negative()), rounding),
            claimed: self.report.claimed_total.as_ref().map(|total| CsvCell::number(&total.number)).unwrap_or_default(),
            grade: total.map(|total| self.messages.pick(&total.grade).to_owned()).unwrap_or_default(),
            ..CsvLine::default()
        }
    }

    /// The actual value, where there is one, and all inputs where the rule has several.
    fn inputs(&self, row: &Row) -> (CsvCell, String) {
        let inputs = row.inputs();
        let actual = match inputs.as_slice() {
            [only] => Some(only),
            several => several.iter().find(|input| input.name == "actual"),
        };
        let flag = |flag: bool| self.messages.say(if flag { "yes" } else { "no" }, &[]);
        let cell = match actual.map(|input| &input.value) {
            None => CsvCell::Empty,
            Some(Value::Number(number)) => CsvCell::number(number),
            Some(Value::Flag(value)) => CsvCell::text(flag(*value)),
            Some(other) => CsvCell::text(other.to_string()),
        };
        let scheme = self.evaluation.program().scheme();
        let listed = inputs.iter().filter(|_| inputs.len() > 1).map(|input| {
            let name = phrases::named_metrics(&input.from, scheme, self.messages);
            match &input.value {
                Value::Flag(value) => format!("{name} {}", flag(*value)),
                value => format!("{name} {value} {}", input.unit.name()).trim_end().to_owned(),
            }
        });
        (cell, listed.collect::<Vec<_>>().join("; "))
    }
}

impl CsvLine {
    /// The cells in the order of the columns.
    fn cells(self) -> Vec<CsvCell> {
        let text = |text: String| if text.is_empty() { CsvCell::Empty } else { CsvCell::Text(text) };
        let [form, target, to] = self.target;
        vec![
            text(self.level),
            text(self.role.map(|role| <&str>::from(role).to_owned()).unwrap_or_default()),
            text(self.state.unwrap_or_default().to_owned()),
            text(self.id),
            text(self.parent),
            text(self.name.zh),
            text(self.name.en),
            self.weight,
            form,
            target,
            to,
            self.actual,
            text(self.unit),
            self.points,
            self.lost,
            self.claimed,
            text(self.grade),
            text(self.reason),
            text(self.inputs),
            text(self.why),
        ]
    }
}

fn points(number: Option<&Number>, rounding: Option<Rounding>) -> CsvCell {
    let places = rounding.map_or(0, |rounding| rounding.places);
    number.map(|number| CsvCell::padded(number, places)).unwrap_or_default()
}

/// The form of a target in words, and what it names.
fn target(target: Option<&Target>, messages: &Messages) -> [CsvCell; 3] {
    let of = |form: &str, value: CsvCell, to: CsvCell| [CsvCell::text(messages.say(form, &[])), value, to];
    let one = |form: &str, number: &Number| of(form, CsvCell::number(number), CsvCell::Empty);
    match target {
        None => Default::default(),
        Some(Target::AtLeast(number)) => one("form-at-least", number),
        Some(Target::MoreThan(number)) => one("form-more-than", number),
        Some(Target::AtMost(number)) => one("form-at-most", number),
        Some(Target::LessThan(number)) => one("form-less-than", number),
        Some(Target::Equal(number)) => one("form-equal", number),
        Some(Target::Between(low, high)) => of("form-between", CsvCell::number(low), CsvCell::number(high)),
        Some(Target::Statement(text)) => of("form-statement", CsvCell::text(text), CsvCell::Empty),
        Some(Target::By(day)) => of("form-by", CsvCell::text(day), CsvCell::Empty),
    }
}
