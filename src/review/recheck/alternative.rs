//! Other ways of scoring a row, declared, and tried by the engine itself.

use std::collections::BTreeMap;

use super::ROUNDINGS;
use crate::data::Data;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluator, Role, Row};
use crate::language::Bilingual;
use crate::numeric::{Mode, Number, Rounding, Unit};
use crate::report::{Metric, MetricState, Report, RowNote};
use crate::rule::{Rule, RuleSet};
use crate::scheme::{Dimension, Indicator, InputSource, MetricDeclaration, Scheme, Target};

/// Parameters of a rule, by name and value, where they differ from its defaults.
pub type Parameters = &'static [(&'static str, &'static str)];

/// Rules that multiply the weight by a rate, so that the rate can have been rounded first.
const PROPORTIONAL: [&str; 5] = ["budget_execution", "forward_ratio", "equal", "reverse_ratio", "reverse_linear"];

/// Rules that are used for the same kind of row elsewhere: the scheme's rule, the other one, its parameters.
const OTHER_RULES: [(&str, &str, Parameters); 7] = [
    ("reverse_linear", "reverse_ratio", &[]),
    ("reverse_ratio", "reverse_linear", &[]),
    ("equal", "equal", &[("mode", "at_least")]),
    ("equal", "equal", &[("mode", "symmetric")]),
    ("equal", "equal", &[("mode", "exact")]),
    ("forward_ratio", "pass_line_ratio", &[]),
    ("budget_execution", "budget_execution", &[("mode", "per_pp")]),
];

/// One other way of scoring a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// What the points are made from.
    pub basis: Basis,
    /// How the points are rounded, where it is not as the scheme says.
    pub rounding: Option<Rounding>,
}

/// What the points of an alternative are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Rule and figures of the scheme.
    Scheme,
    /// The rate as it is printed, in percent.
    PrintedRate(Number),
    /// The rate, rounded before it is used, in percent.
    RoundedRate(Number),
    /// Another rule, or other parameters of the same one.
    Rule {
        /// Its name.
        rule: &'static str,
        /// What it is called.
        title: Bilingual,
        /// The parameters that differ from its defaults.
        params: Parameters,
    },
    /// The budget at the start of the year as the denominator.
    InitialBudget(Number),
    /// The lines of the budget in place of their sum.
    BudgetLines {
        /// The sum of their budgets.
        budget: Number,
        /// The sum of what was executed.
        executed: Number,
    },
}

impl Alternative {
    /// Whether it changes one thing only: the basis or the rounding.
    pub(super) fn is_single(&self) -> bool {
        self.basis == Basis::Scheme || self.rounding.is_none()
    }

    /// Whether points or rate are rounded in it.
    pub(super) fn rounds(&self) -> bool {
        self.rounding.is_some() || matches!(self.basis, Basis::PrintedRate(_) | Basis::RoundedRate(_))
    }

    /// Whether it is another rule or another denominator, rounded as the scheme says.
    pub(super) fn is_other_rule(&self) -> bool {
        !self.rounds() && self.basis != Basis::Scheme
    }
}

/// The alternatives for a row that came to `row`, the most plausible first: what is printed, then single roundings, then
/// roundings of the rate, then other rules and denominators, then these with a rounding.
pub(super) fn alternatives(
    scheme: &Scheme,
    book: &RuleSet,
    indicator: &Indicator,
    note: &RowNote,
    row: &Row,
) -> Vec<Alternative> {
    let plain = |basis: Basis| Alternative { basis, rounding: None };
    let own = scheme.roundings.indicator;
    let roundings: Vec<Rounding> = ROUNDINGS.into_iter().filter(|rounding| Some(*rounding) != own).collect();
    let printed = note.printed_rate.clone().map(Basis::PrintedRate);
    let rounded = rounded_rates(indicator, note, row);
    let other_rules = OTHER_RULES.iter().filter(|(from, ..)| *from == indicator.rule);
    let other_rules = other_rules.filter_map(|(_, rule, params)| {
        let title = book.get(rule)?.card().title.clone();
        Some(Basis::Rule { rule, title, params })
    });
    let budgets = indicator.inputs.contains_key("budget").then(|| other_budgets(note)).into_iter().flatten();
    let others: Vec<Basis> = rounded.into_iter().chain(other_rules).chain(budgets).collect();
    let bases: Vec<Basis> = printed.iter().cloned().chain(others.iter().cloned()).collect();
    let singles = printed.map(plain).into_iter();
    let singles = singles.chain(roundings.iter().map(|r| Alternative { basis: Basis::Scheme, rounding: Some(*r) }));
    let singles = singles.chain(others.into_iter().map(plain));
    let pairs = bases.iter().flat_map(|basis| {
        roundings.iter().map(|rounding| Alternative { basis: basis.clone(), rounding: Some(*rounding) })
    });
    singles.chain(pairs).collect()
}

fn rounded_rates(indicator: &Indicator, note: &RowNote, row: &Row) -> Vec<Basis> {
    if !PROPORTIONAL.contains(&indicator.rule.as_str()) {
        return Vec::new();
    }
    let exact = row.trace.unrounded.as_ref().and_then(|points| points.divide(indicator.weight.number()).ok());
    let Some(rate) = exact.and_then(|rate| rate.multiply(&Number::from(100)).ok()) else { return Vec::new() };
    let mut rates: Vec<Number> = Vec::new();
    for (places, mode) in [(0, Mode::HalfUp), (0, Mode::Down), (1, Mode::HalfUp), (2, Mode::HalfUp)] {
        let rounded = Rounding { places, mode }.apply(&rate);
        if rounded != rate && Some(&rounded) != note.printed_rate.as_ref() && !rates.contains(&rounded) {
            rates.push(rounded);
        }
    }
    rates.into_iter().map(Basis::RoundedRate).collect()
}

fn other_budgets(note: &RowNote) -> Vec<Basis> {
    let initial = note.initial_budget.clone().map(Basis::InitialBudget);
    let lines = lines_of(note).map(|(budget, executed)| Basis::BudgetLines { budget, executed });
    initial.into_iter().chain(lines).collect()
}

/// The sums of the lines of a budget: budget, executed; none where there are no lines.
pub(super) fn lines_of(note: &RowNote) -> Option<(Number, Number)> {
    if note.budget_lines.is_empty() {
        return None;
    }
    let mut lines = note.budget_lines.iter();
    let sums = lines.try_fold((Number::zero(), Number::zero()), |(budget, executed), line| {
        Ok::<_, crate::numeric::NumberError>((budget.add(&line.budget)?, executed.add(&line.executed)?))
    });
    sums.ok()
}

/// One row by itself, with the rules and the figures to score it again in other ways.
pub(super) struct Bench<'a> {
    scheme: Scheme,
    indicator: &'a Indicator,
    book: &'a RuleSet,
    report: &'a Report,
}

/// A row as it is tried: the scheme that holds it alone, and the report.
pub(super) struct Trial {
    scheme: Scheme,
    report: Report,
}

impl<'a> Bench<'a> {
    /// A bench for one row, in dimensions of the ids it stands in, so that the scheme's vetoes strike it as they do in the
    /// whole; ceilings and other rows are left out.
    pub fn new(scheme: &Scheme, indicator: &'a Indicator, row: &Row, book: &'a RuleSet, report: &'a Report) -> Self {
        let around = |id: &str, dimensions: Vec<Dimension>, indicators: Vec<Indicator>| Dimension {
            id: id.to_owned(),
            name: scheme.title.clone(),
            weight: indicator.weight.clone(),
            dimensions,
            indicators,
        };
        let mut ids = row.dimensions.iter().rev();
        let innermost = around(ids.next().map_or("recheck", String::as_str), Vec::new(), vec![indicator.clone()]);
        let dimension = ids.fold(innermost, |inner, id| around(id, vec![inner], Vec::new()));
        let scheme = Scheme {
            dimensions: vec![dimension],
            bonuses: Vec::new(),
            penalties: Vec::new(),
            caps: Vec::new(),
            ..scheme.clone()
        };
        Self { scheme, indicator, book, report }
    }

    /// The rules.
    pub fn book(&self) -> &'a RuleSet {
        self.book
    }

    /// Scores the row as changed; nothing where the change does not fit the rules that there are.
    pub fn score(&self, change: impl FnOnce(&mut Trial)) -> Option<(Row, Diagnostics)> {
        let mut trial = Trial { scheme: self.scheme.clone(), report: self.report.clone() };
        change(&mut trial);
        let evaluator = Evaluator::new(&trial.scheme, self.book).ok()?.value;
        let mut evaluation = evaluator.evaluate(&trial.report);
        let row = evaluation.rows.drain(..).find(|row| row.role == Role::Weighted)?;
        Some((row, evaluation.diagnostics))
    }

    /// The points of the row under an alternative, if it has any.
    pub fn points(&self, alternative: &Alternative) -> Option<Number> {
        let (row, _) = self.score(|trial| trial.apply(alternative, self.indicator))?;
        row.points().map(|points| points.number().clone())
    }
}

impl Trial {
    fn apply(&mut self, alternative: &Alternative, indicator: &Indicator) {
        if alternative.rounding.is_some() {
            self.scheme.roundings.indicator = alternative.rounding;
        }
        match &alternative.basis {
            Basis::Scheme => {}
            Basis::PrintedRate(rate) | Basis::RoundedRate(rate) => {
                let percent = Unit::parse("%");
                self.rule("forward_ratio", &[]);
                self.row(|row| {
                    row.unit = percent.clone();
                    row.target = Some(Target::AtLeast(Number::from(100)));
                    row.inputs.clear();
                });
                self.input(indicator, "actual", rate.to_string(), &percent);
            }
            Basis::Rule { rule, params, .. } => self.rule(rule, params),
            Basis::InitialBudget(budget) => self.budget(indicator, "budget", budget),
            Basis::BudgetLines { budget, executed } => {
                self.budget(indicator, "budget", budget);
                self.budget(indicator, "executed", executed);
            }
        }
    }

    fn budget(&mut self, indicator: &Indicator, input: &str, amount: &Number) {
        let metric = match indicator.inputs.get(input) {
            Some(InputSource::One(metric, _)) => self.scheme.metrics.get(metric.trim()),
            _ => None,
        };
        let unit = metric.map_or_else(|| Unit::parse(""), |metric| metric.unit.clone());
        self.input(indicator, input, amount.to_string(), &unit);
    }

    /// Scores the row by another rule.
    pub fn rule(&mut self, rule: &str, params: &[(&str, &str)]) {
        let data = |(name, value): &(&str, &str)| ((*name).to_owned(), Data::Text((*value).to_owned()));
        let params: BTreeMap<String, Data> = params.iter().map(data).collect();
        self.row(|row| {
            rule.clone_into(&mut row.rule);
            row.params = params;
        });
    }

    /// Feeds an input of the row with a value of its own.
    pub fn input(&mut self, indicator: &Indicator, input: &str, value: String, unit: &Unit) {
        // A metric of the same id would be no obstacle: this scheme is a copy, and the row is all that it holds.
        let metric = format!("recheck_{input}");
        let place = indicator.rule_place.clone();
        let declared =
            MetricDeclaration { name: Bilingual::same(input), unit: unit.clone(), formula: None, place: place.clone() };
        self.scheme.metrics.insert(metric.clone(), declared);
        let state = MetricState::Value { text: value, unit: None, as_written: true };
        let reported = Metric { state, source: None, evidence: Vec::new(), place: place.clone() };
        self.report.metrics.insert(metric.clone(), reported);
        self.row(|row| {
            row.inputs.insert(input.to_owned(), InputSource::One(metric, place));
        });
    }

    /// Changes the row.
    pub fn row(&mut self, change: impl FnOnce(&mut Indicator)) {
        fn only(dimensions: &mut [Dimension]) -> Option<&mut Indicator> {
            let dimension = dimensions.first_mut()?;
            match dimension.indicators.first_mut() {
                Some(row) => Some(row),
                None => only(&mut dimension.dimensions),
            }
        }
        if let Some(row) = only(&mut self.scheme.dimensions) {
            change(row);
        }
    }
}
