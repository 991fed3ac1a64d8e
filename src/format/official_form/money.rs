//! The row of budget execution as the block of money that forms have.

use rust_decimal::Decimal;

use super::content::FormPoints;
use super::value::decimal;
use crate::evaluation::{Evaluation, Role, Row};
use crate::form::{FilledMoney, FilledMoneyLine};
use crate::numeric::{Number, Unit};
use crate::report::{Report, RowNote};
use crate::scheme::InputSource;

/// The row of budget execution.
pub(super) struct MoneyRow<'e> {
    /// The row.
    pub row: &'e Row,
    budget: &'e str,
    executed: &'e str,
    unit: Unit,
}

impl<'e> MoneyRow<'e> {
    /// The first weighted row whose rule compares what was executed with a budget, both reported in money.
    pub fn find(evaluation: &'e Evaluation) -> Option<Self> {
        let scheme = evaluation.program().scheme();
        let rules = evaluation.program().rules();
        let indicators = scheme.indicators();
        evaluation.rows.iter().filter(|row| row.role() == Role::Weighted).find_map(|row| {
            let indicator = indicators.iter().find(|indicator| indicator.id == row.id())?;
            let inputs = rules.get(row.rule())?.metadata().declared.execution.as_ref()?;
            let reported = |input: &str| match indicator.inputs.get(input)? {
                InputSource::One(metric, _) => scheme.metrics.get_key_value(metric).map(|(id, _)| id.as_str()),
                InputSource::Many(_) => None,
            };
            let (budget, executed) = (reported(&inputs.budget)?, reported(&inputs.executed)?);
            let unit = scheme.metrics.get(budget)?.unit.clone();
            Some(Self { row, budget, executed, unit })
        })
    }

    /// The block.
    pub fn filled(&self, report: &Report, points: FormPoints) -> Option<FilledMoney> {
        let note = report.rows.get(self.row.id()).map(|note| &**note);
        let of = |number: fn(&RowNote) -> Option<&Number>| note.and_then(number).and_then(decimal);
        let lines = note.map(|note| note.budget_lines.as_slice()).unwrap_or_default();
        let line = |line: &crate::report::BudgetLine| FilledMoneyLine {
            name: line.name.clone(),
            initial: line.initial.as_ref().and_then(decimal),
            carried_over: line.carried_over.as_ref().and_then(decimal),
            total: decimal(&line.budget),
            executed: decimal(&line.executed),
            rate: None,
        };
        let score = match points {
            FormPoints::Claimed => of(|note| note.claimed.as_ref()),
            FormPoints::Scored => self.row.points().and_then(|points| decimal(points.number())),
        };
        Some(FilledMoney {
            name: self.row.name().zh.clone(),
            unit: self.unit.name().to_owned(),
            weight: decimal(self.row.weight().number())?,
            score,
            sum: FilledMoneyLine {
                name: String::new(),
                initial: of(|note| note.initial_budget.as_ref()),
                carried_over: of(|note| note.carried_over.as_ref()),
                total: self.amount(report, self.budget),
                executed: self.amount(report, self.executed),
                rate: of(|note| note.printed_rate.as_ref()),
            },
            lines: lines.iter().map(line).collect(),
            reason: note.and_then(|note| note.deviation.clone()),
        })
    }

    /// A reported amount in the unit of the block, with the digits that were written where it is in that unit already.
    fn amount(&self, report: &Report, metric: &str) -> Option<Decimal> {
        let figure = report.figure(metric)?;
        match figure.unit().filter(|unit| **unit != self.unit) {
            None => Decimal::from_str_exact(figure.text().trim()).ok().or_else(|| decimal(figure.number()?)),
            Some(unit) => decimal(&unit.convert(figure.number()?, &self.unit).ok()?),
        }
    }
}
