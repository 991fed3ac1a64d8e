//! The rows of a case as the rows of a form.

use super::content::FormPoints;
use super::value::{decimal, figure, printed, printed_unit, target};
use crate::evaluation::{Evaluation, Row};
use crate::form::{CellRole, FilledRow, FilledValue, Layout, TableKind, level2_of_note, standard_of_note};
use crate::format::phrases;
use crate::language::{Bilingual, Language};
use crate::messages::{Messages, phrase};
use crate::numeric::{Mode, Rounding};
use crate::report::{MetricState, Report, RowNote};
use crate::rule::Value;
use crate::scheme::{Dimension, Indicator, InputSource};

/// To how many decimals a value is written that never ends.
const PLACES: u32 = 4;

/// The rows of a form on their way out of a case.
pub(super) struct FormRows<'c> {
    evaluation: &'c Evaluation,
    report: &'c Report,
    points: FormPoints,
    money: Option<&'c str>,
    has_standard: bool,
    words: Messages,
    /// The rows.
    pub rows: Vec<FilledRow>,
    /// What they could not hold.
    pub left_out: Vec<Bilingual>,
}

impl<'c> FormRows<'c> {
    /// `money` is the row that stands in the block of budget and execution.
    pub fn new(
        evaluation: &'c Evaluation,
        report: &'c Report,
        layout: &Layout,
        points: FormPoints,
        money: Option<&'c str>,
    ) -> Self {
        let has_column = layout.tables(TableKind::Indicators).any(|table| table.has_column(CellRole::Standard));
        // A layout that reads any table has all columns, and is written with those that the case fills.
        let has_standard = has_column && !layout.is_fallback;
        let words = Messages::of(Language::Zh);
        Self { evaluation, report, points, money, has_standard, words, rows: Vec::new(), left_out: Vec::new() }
    }

    /// Takes all weighted rows in the order of the scheme.
    pub fn collect(&mut self) {
        let evaluation = self.evaluation;
        for dimension in &evaluation.program().scheme().dimensions {
            self.dimension(dimension, &[]);
        }
    }

    fn dimension(&mut self, dimension: &Dimension, above: &[String]) {
        let mut levels = above.to_vec();
        levels.push(dimension.name.zh.clone());
        for indicator in &dimension.indicators {
            let scored = self.evaluation.row(&indicator.id).filter(|row| Some(row.id()) != self.money);
            if let Some(row) = scored {
                let filled = self.row(indicator, row, &levels);
                self.rows.extend(filled);
            }
        }
        for child in &dimension.dimensions {
            self.dimension(child, &levels);
        }
    }

    fn row(&mut self, indicator: &Indicator, row: &Row, levels: &[String]) -> Option<FilledRow> {
        let note = self.report.rows.get(row.id()).map(|note| &**note);
        let text = indicator.note.as_deref().unwrap_or_default();
        let mut levels = levels.to_vec();
        levels.extend(level2_of_note(text).filter(|_| levels.len() == 1));
        let (operator, target) = indicator.target.as_ref().map(|wanted| target(wanted, row.unit())).unwrap_or_default();
        let mut filled = FilledRow {
            levels,
            name: row.name().zh.clone(),
            operator,
            target,
            unit: printed_unit(row.unit()),
            weight: decimal(row.weight().number())?,
            standard: standard_of_note(text).or_else(|| self.rule_standard(row)),
            ..FilledRow::default()
        };
        if let Some(note) = note {
            self.note(&mut filled, note);
        }
        if self.points == FormPoints::Scored {
            filled.score = row.points().and_then(|points| decimal(points.number()));
        }
        filled.actual = self.actual(indicator, row, &mut filled);
        Some(filled)
    }

    /// What the rule is called, where the form has a column for how rows are scored and the case says nothing.
    fn rule_standard(&self, row: &Row) -> Option<String> {
        let rule = self.evaluation.program().rules().get(row.rule()).filter(|_| self.has_standard)?;
        Some(rule.metadata().title.zh.clone())
    }

    /// What the report says of the row.
    fn note(&self, filled: &mut FilledRow, note: &RowNote) {
        filled.completion = note.printed_rate.as_ref().and_then(decimal);
        filled.reason.clone_from(&note.deviation);
        if self.points == FormPoints::Claimed {
            filled.score = note.claimed.as_ref().and_then(decimal);
            filled.converted = note.converted.as_ref().and_then(decimal);
        }
        let review = note.review.as_ref();
        filled.review_score = review.and_then(|review| decimal(&review.last.points));
        filled.note = review.and_then(|review| review.last.reason.clone());
    }

    /// What was reached; the reason why nothing is there goes where the form has room for reasons.
    fn actual(&mut self, indicator: &Indicator, row: &Row, filled: &mut FilledRow) -> Option<FilledValue> {
        let inapplicable = self.report.rows.get(row.id()).and_then(|note| note.not_applicable.clone());
        if let Some(reason) = inapplicable {
            return Some(self.not_applicable(&reason, filled));
        }
        let own = indicator.own_metric();
        let metric = self.shown_metric(indicator, row).unwrap_or(&own);
        let declared = self.evaluation.program().scheme().metrics.get(metric);
        let unit = declared.map_or_else(|| row.unit().clone(), |declared| declared.unit.clone());
        match self.report.metrics.get(metric).map(|metric| &metric.state) {
            Some(MetricState::Value(value)) => Some(figure(value, &unit, row.unit())),
            Some(MetricState::NotApplicable(reason)) => Some(self.not_applicable(reason, filled)),
            Some(MetricState::Missing(reason) | MetricState::Unfinished(reason)) => {
                self.left_out.push(phrase(
                    "form-left-missing",
                    &[("row", row.name().clone()), ("reason", Bilingual::same(reason))],
                ));
                None
            }
            None => self.derived(row),
        }
    }

    /// The metric that the form's column of actual values shows: the level that a person awards, or the actual value.
    fn shown_metric<'i>(&self, indicator: &'i Indicator, row: &Row) -> Option<&'i str> {
        let rule = self.evaluation.program().rules().get(row.rule())?;
        let level = rule.metadata().declared.judgement.as_ref().and_then(|judgement| judgement.level.as_ref());
        let input = level.map_or("actual", |level| level.input.as_str());
        match indicator.inputs.get(input)? {
            InputSource::One(metric, _) => Some(metric),
            InputSource::Many(_) => None,
        }
    }

    /// A value that was worked out of others.
    fn derived(&mut self, row: &Row) -> Option<FilledValue> {
        let inputs = row.inputs();
        let actual = inputs.iter().find(|input| input.name == "actual");
        let Some(Value::Number(number)) = actual.map(|input| &input.value) else {
            let shown = phrases::actual(row, &self.words);
            return (!inputs.is_empty()).then_some(FilledValue::Text(shown));
        };
        let unit = actual.map(|input| input.unit.clone()).unwrap_or_else(|| row.unit().clone());
        if let Some(value) = printed(number, &unit, row.unit()) {
            return Some(value);
        }
        self.left_out.push(phrase("form-left-rounded", &[("row", row.name().clone())]));
        let rounded = Rounding { places: PLACES, mode: Mode::HalfUp }.apply(number);
        printed(&rounded, &unit, row.unit())
    }

    /// What says that a row does not apply; why, goes into the column of reasons if there is nothing yet.
    fn not_applicable(&self, reason: &str, filled: &mut FilledRow) -> FilledValue {
        let word = self.words.say("form-word-not-applicable", &[]);
        if reason != word && filled.reason.is_none() {
            filled.reason = Some(reason.to_owned());
        }
        FilledValue::Text(word)
    }
}
