//! One row scored by itself, as it stands and in other ways.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::alternative::{Alternative, Basis};
use crate::data::Data;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Program, Role, Row};
use crate::language::Bilingual;
use crate::numeric::{Number, Unit};
use crate::report::{Figure, Metric, MetricState, Report};
use crate::rule::{Family, RuleSet, ScriptRule, WrittenParameters};
use crate::scheme::{Dimension, Indicator, InputSource, MetricDeclaration, MissingPolicy, Scheme, Target};

/// One row by itself, with the rules and the figures to score it again in other ways.
pub(super) struct ScoringContext<'a> {
    scheme: Scheme,
    report: Report,
    indicator: &'a Indicator,
    book: &'a RuleSet,
}

/// A row as it is tried: the scheme that holds it alone, and the report.
pub(super) struct ScoringTrial {
    scheme: Scheme,
    report: Report,
}

impl<'a> ScoringContext<'a> {
    /// The context of one row, in its role and in dimensions of the ids it stands in, so that the scheme's vetoes strike it
    /// as they do in the whole; ceilings, other rows and what only they rest on are left out, so that a trial costs the same
    /// in every table; and what is missing has no points.
    pub fn new(scheme: &Scheme, indicator: &'a Indicator, row: &Row, book: &'a RuleSet, report: &Report) -> Self {
        let around = |id: &str, dimensions: Vec<Dimension>, indicators: Vec<Indicator>| Dimension {
            id: id.to_owned(),
            name: scheme.title.clone(),
            weight: indicator.weight.clone(),
            printed_weight: None,
            dimensions,
            indicators,
        };
        let rows = vec![Indicator { missing: Some(MissingPolicy::Refuse), ..indicator.clone() }];
        let (mut dimensions, mut bonuses, mut penalties) = (Vec::new(), Vec::new(), Vec::new());
        match row.role() {
            Role::Bonus => bonuses = rows,
            Role::Penalty => penalties = rows,
            Role::Weighted => {
                let mut ids = row.dimensions().iter().rev();
                let innermost = around(ids.next().map_or("recheck", String::as_str), Vec::new(), rows);
                dimensions.push(ids.fold(innermost, |inner, id| around(id, vec![inner], Vec::new())));
            }
        }
        let vetoes = scheme.vetoes.iter().map(|veto| veto.metric.as_str());
        let used = scheme.metrics_behind(indicator.formulas().chain(vetoes));
        let report = report.about(&indicator.id, &used);
        let metrics = used.into_iter().filter_map(|id| Some((scheme.metrics.get(&id)?.clone(), id)));
        let metrics = metrics.map(|(metric, id)| (id, metric)).collect();
        let scheme = Scheme {
            id: scheme.id.clone(),
            extended: scheme.extended.clone(),
            extended_weights: scheme.extended_weights.clone(),
            title: scheme.title.clone(),
            year: scheme.year.clone(),
            full_score: scheme.full_score.clone(),
            weight_grid: scheme.weight_grid.clone(),
            reallocation: BTreeMap::new(),
            roundings: scheme.roundings,
            grades: scheme.grades.clone(),
            not_applicable: scheme.not_applicable,
            may_not_apply: scheme.may_not_apply.clone(),
            missing: MissingPolicy::Refuse,
            tied_ranks: scheme.tied_ranks,
            metrics,
            dimensions,
            bonuses,
            penalties,
            bonus_limit: scheme.bonus_limit.clone(),
            vetoes: scheme.vetoes.clone(),
            caps: Vec::new(),
            place: scheme.place.clone(),
            grades_place: scheme.grades_place.clone(),
        };
        Self { scheme, report, indicator, book }
    }

    /// The same row with other figures.
    pub fn with_report(&self, report: Report) -> Self {
        Self { scheme: self.scheme.clone(), report, indicator: self.indicator, book: self.book }
    }

    /// The scheme that holds the row alone.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// What the report says of the row, and of what it rests on.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The rules.
    pub fn book(&self) -> &'a RuleSet {
        self.book
    }

    /// Scores the row as changed; nothing where the change does not fit the rules that there are.
    pub fn score(&self, change: impl FnOnce(&mut ScoringTrial)) -> Option<(Row, Diagnostics)> {
        let mut trial = self.trial();
        change(&mut trial);
        self.run(&trial)
    }

    /// The points of the row under an alternative, if it has any. A rule that can do without a target is tried without,
    /// where this one is none of its own.
    pub fn points(&self, alternative: &Alternative) -> Option<Number> {
        let mut trial = self.trial();
        if alternative.rounding.is_some() {
            trial.scheme.roundings.indicator = alternative.rounding;
        }
        self.rebase(&mut trial, &alternative.basis)?;
        let points = |trial: &ScoringTrial| {
            let (row, _) = self.run(trial)?;
            row.points().map(|points| points.number().clone())
        };
        points(&trial).or_else(|| {
            let needs_none = matches!(&alternative.basis, Basis::Rule { rule, .. } if self.needs_no_target(rule));
            needs_none.then(|| trial.row(|row| row.target = None));
            needs_none.then(|| points(&trial))?
        })
    }

    fn needs_no_target(&self, rule: &str) -> bool {
        self.book.get(rule).is_some_and(|rule| !rule.metadata().target.is_required())
    }

    fn trial(&self) -> ScoringTrial {
        ScoringTrial { scheme: self.scheme.clone(), report: self.report.clone() }
    }

    fn run(&self, trial: &ScoringTrial) -> Option<(Row, Diagnostics)> {
        let program = Program::compile(trial.scheme.clone(), self.book.clone()).ok()?;
        let mut evaluation = program.evaluate(&trial.report);
        let row = evaluation.rows.pop()?;
        Some((row, evaluation.diagnostics))
    }

    /// Makes the points of a trial from something else; nothing where no rule declares how.
    fn rebase(&self, trial: &mut ScoringTrial, basis: &Basis) -> Option<()> {
        let declared = &self.book.get(&self.indicator.rule)?.metadata().declared;
        match basis {
            Basis::Scheme => {}
            Basis::PrintedRate(rate) | Basis::RoundedRate(rate) => {
                let scores_rates = |rule: &&ScriptRule| rule.metadata().declared.families.contains(&Family::Rate);
                trial.rate(&self.book.distinct().find(scores_rates)?.metadata().name, self.indicator, rate);
            }
            Basis::Rule { rule, params, .. } => trial.rule(rule, params),
            Basis::InitialBudget(budget) => {
                trial.amount(self.indicator, &declared.execution.as_ref()?.budget, budget);
            }
            Basis::BudgetLines { budget, executed } => {
                let inputs = declared.execution.as_ref()?;
                trial.amount(self.indicator, &inputs.budget, budget);
                trial.amount(self.indicator, &inputs.executed, executed);
            }
        }
        Some(())
    }
}

impl ScoringTrial {
    /// Scores a rate in percent by a rule of [`Family::Rate`].
    fn rate(&mut self, rule: &str, indicator: &Indicator, rate: &Number) {
        let percent = Unit::parse("%");
        self.rule(rule, &Vec::new());
        self.row(|row| {
            row.unit = percent.clone();
            row.target = Some(Target::AtLeast(Number::from(100)));
            row.inputs.clear();
        });
        self.input(indicator, "actual", rate.to_string(), &percent);
    }

    /// Feeds an input with another amount, in the unit of the metric that feeds it.
    fn amount(&mut self, indicator: &Indicator, input: &str, amount: &Number) {
        let metric = match indicator.inputs.get(input) {
            Some(InputSource::One(metric, _)) => self.scheme.metrics.get(metric.trim()),
            _ => None,
        };
        let unit = metric.map_or_else(|| Unit::parse(""), |metric| metric.unit.clone());
        self.input(indicator, input, amount.to_string(), &unit);
    }

    /// Scores the row by another rule.
    pub fn rule(&mut self, rule: &str, params: &WrittenParameters) {
        self.row(|row| {
            rule.clone_into(&mut row.rule);
            row.params.clear();
        });
        self.parameters(params);
    }

    /// Gives the row these parameters besides those that it has.
    pub fn parameters(&mut self, params: &WrittenParameters) {
        self.row(|row| {
            row.params.extend(params.iter().map(|(name, value)| (name.clone(), Data::Text(value.clone()))));
        });
    }

    /// Feeds an input of the row with a value of its own.
    pub fn input(&mut self, indicator: &Indicator, input: &str, value: String, unit: &Unit) {
        // A metric of the same id would be no obstacle: this scheme is a copy, and the row is all that it holds.
        let metric = format!("recheck_{input}");
        let place = indicator.rule_place.clone();
        let declared = MetricDeclaration {
            name: Bilingual::same(input),
            unit: unit.clone(),
            formula: None,
            peers: None,
            place: place.clone(),
        };
        self.scheme.metrics.insert(metric.clone(), declared);
        let state = MetricState::Value(Figure::new(value, None, true));
        let reported = Metric { state, source: None, evidence: Vec::new(), place: place.clone() };
        self.report.metrics.insert(metric.clone(), Arc::new(reported));
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
        let Scheme { dimensions, bonuses, penalties, .. } = &mut self.scheme;
        let own = only(dimensions).or_else(|| bonuses.first_mut()).or_else(|| penalties.first_mut());
        if let Some(row) = own {
            change(row);
        }
    }
}
