//! Scoring one row: inputs, rule, modifiers, manual deduction, clamp, rounding.

use std::collections::BTreeMap;

use super::figures::{Figures, Lack};
use super::prepared::{Prepared, target_value};
use super::{GivenRow, Role, Row, RowState, RowStep, Trace, TracedInput};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::numeric::{Number, Points, Unit};
use crate::report::{Report, RowNote};
use crate::rule::{Award, Formula, InputCard, Kind, Outcome, Rule, RuleCase, Value};
use crate::scheme::{Indicator, MissingPolicy, NotApplicablePolicy, Scheme};

/// What stops a row before it has points.
pub(super) enum Stop {
    NotApplicable(Bilingual),
    Missing(Bilingual, Diagnostic),
    Failed(Diagnostic),
}

impl From<Diagnostic> for Stop {
    fn from(problem: Diagnostic) -> Self {
        Self::Failed(problem)
    }
}

/// A row on its way to points.
pub(super) struct Scoring<'a> {
    pub scheme: &'a Scheme,
    pub report: &'a Report,
    pub figures: &'a Figures<'a>,
    pub problems: &'a mut Diagnostics,
}

impl Scoring<'_> {
    /// Scores `indicator` by its prepared rule and modifiers.
    pub fn row(
        &mut self,
        indicator: &Indicator,
        dimensions: Vec<String>,
        role: Role,
        rule: &Prepared<'_>,
        modifiers: &[Prepared<'_>],
    ) -> Row {
        let note = self.report.rows.get(&indicator.id).cloned().unwrap_or_default();
        let mut trace = blank(indicator, rule, &note);
        let state = match self.points(indicator, &note, rule, modifiers, &mut trace) {
            Ok(unrounded) => RowState::Scored(self.finish(unrounded, &mut trace)),
            Err(stop) => self.stopped(indicator, stop, &mut trace),
        };
        for remark in trace.notes.clone() {
            let problem = Diagnostic::new(Code::RuleRemark).said("detail", remark).at(indicator.rule_place.clone());
            self.tell(indicator, problem);
        }
        let row = Row {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            dimensions,
            role,
            weight: indicator.weight.clone(),
            state,
            trace,
        };
        self.ask_for_reason(indicator, &row, &note);
        row
    }

    /// A row whose weight and points are given.
    pub fn given(
        &self,
        indicator: &Indicator,
        dimensions: Vec<String>,
        role: Role,
        rule: &Prepared<'_>,
        given: &GivenRow,
    ) -> Row {
        let mut trace = blank(indicator, rule, &RowNote::default());
        let state = RowState::Scored(self.finish(given.points.clone(), &mut trace));
        let (id, name, weight) = (indicator.id.clone(), indicator.name.clone(), given.weight.clone());
        Row { id, name, dimensions, role, weight, state, trace }
    }

    fn points(
        &self,
        indicator: &Indicator,
        note: &RowNote,
        rule: &Prepared<'_>,
        modifiers: &[Prepared<'_>],
        trace: &mut Trace,
    ) -> Result<Number, Stop> {
        if let Some(reason) = &note.not_applicable {
            return Err(Stop::NotApplicable(Bilingual::same(reason)));
        }
        let inputs = self.inputs(indicator, rule, trace)?;
        let case = RuleCase {
            weight: indicator.weight.number().clone(),
            target: target_value(indicator.target.as_ref()),
            inputs,
            params: rule.params.clone(),
            before: None,
        };
        trace.cases.push(case.clone());
        let award = run(rule, &case)?;
        trace.branch = Some(award.branch);
        trace.sentence = Some(award.sentence);
        trace.notes = award.notes;
        let mut points = award.points.number().clone();
        for modifier in modifiers {
            let mut inputs = self.inputs(indicator, modifier, trace)?;
            // A modifier may look at the row's own actual value without naming it again.
            if let (false, Some(actual)) = (inputs.contains_key("actual"), case.inputs.get("actual")) {
                inputs.insert("actual".to_owned(), actual.clone());
            }
            let next =
                RuleCase { inputs, params: modifier.params.clone(), before: Some(points.clone()), ..case.clone() };
            trace.cases.push(next.clone());
            let award = run(modifier, &next)?;
            trace.notes.extend(award.notes);
            let after = award.points.number().clone();
            if after != points {
                let (rule, sentence) = (modifier.rule.card().name.clone(), award.sentence);
                trace.steps.push(RowStep::Modified { rule, before: points, after: after.clone(), sentence });
            }
            points = after;
        }
        if let Some((deduction, reason)) = &note.deduction {
            let after = points.subtract(deduction).map_err(|error| self.number_problem(indicator, &error))?;
            trace.steps.push(RowStep::Deducted { before: points, after: after.clone(), reason: reason.clone() });
            points = after;
        }
        let clamped = points.clone().max(Number::zero()).min(indicator.weight.number().clone());
        if clamped != points {
            trace.steps.push(RowStep::Clamped { before: points, after: clamped.clone() });
        }
        Ok(clamped)
    }

    fn finish(&self, unrounded: Number, trace: &mut Trace) -> Points {
        trace.unrounded = Some(unrounded.clone());
        let Some(rounding) = self.scheme.roundings.indicator else { return Points::new(unrounded) };
        let after = rounding.apply(&unrounded);
        if after != unrounded {
            trace.steps.push(RowStep::Rounded { before: unrounded, after: after.clone() });
        }
        Points::new(after)
    }

    fn stopped(&mut self, indicator: &Indicator, stop: Stop, trace: &mut Trace) -> RowState {
        match stop {
            Stop::NotApplicable(reason) if self.scheme.not_applicable == NotApplicablePolicy::Full => {
                let after = indicator.weight.number().clone();
                trace.sentence = Some(reason);
                trace.steps.push(RowStep::Policy { policy: "full", after: after.clone() });
                RowState::Scored(self.finish(after, trace))
            }
            Stop::NotApplicable(reason) => RowState::NotApplicable(reason),
            Stop::Missing(reason, problem) => {
                if indicator.missing.unwrap_or(self.scheme.missing) == MissingPolicy::Zero {
                    let metric = problem.get("metric").cloned().unwrap_or_default();
                    let place = problem.place.clone();
                    let warning =
                        Diagnostic::new(Code::ScoredZero).said("metric", metric).said("reason", reason.clone());
                    self.tell(indicator, place.into_iter().fold(warning, Diagnostic::at));
                    trace.sentence = Some(reason);
                    trace.steps.push(RowStep::Policy { policy: "zero", after: Number::zero() });
                    return RowState::Scored(self.finish(Number::zero(), trace));
                }
                self.tell(indicator, problem);
                RowState::Missing(reason)
            }
            Stop::Failed(problem) => {
                self.tell(indicator, problem);
                RowState::Failed
            }
        }
    }

    /// The inputs of a rule or modifier, each noted in the trace.
    pub fn inputs(
        &self,
        indicator: &Indicator,
        prepared: &Prepared<'_>,
        trace: &mut Trace,
    ) -> Result<BTreeMap<String, Value>, Stop> {
        let mut inputs = BTreeMap::new();
        for (name, asked) in &prepared.rule.card().inputs {
            let Some(formulas) = prepared.inputs.get(name) else {
                inputs.insert(name.clone(), Value::Missing);
                continue;
            };
            let mut values = Vec::new();
            for formula in formulas {
                match self.input(indicator, asked, formula) {
                    Ok(input) => {
                        values.push(input.value.clone());
                        trace.inputs.push(TracedInput { name: name.clone(), ..input });
                    }
                    Err(Stop::Missing(..)) if asked.optional => values.push(Value::Missing),
                    Err(stop) => return Err(stop),
                }
            }
            let value = if asked.many { Value::List(values) } else { values.pop().unwrap_or(Value::Missing) };
            inputs.insert(name.clone(), value);
        }
        Ok(inputs)
    }

    fn input(&self, indicator: &Indicator, asked: &InputCard, formula: &Formula) -> Result<TracedInput, Stop> {
        let figure = self.figures.value(formula, asked.kind).map_err(|lack| match lack {
            Lack::Missing(reason, problem) => Stop::Missing(reason, problem),
            Lack::NotApplicable(reason) => Stop::NotApplicable(Bilingual::same(reason)),
            Lack::Faulty(problem) => Stop::Failed(problem),
        })?;
        let metric = (formula.metrics().len() == 1 && formula.text().trim() == formula.metrics().concat())
            .then(|| formula.text().trim());
        let counted = metric.map(|metric| self.figures.unit(metric));
        let place = figure.places.first().cloned().unwrap_or_else(|| formula.place().clone());
        let (value, unit) = match (figure.value, counted) {
            (Value::Number(number), Some(counted)) if !asked.own_unit => {
                let converted = counted.convert(&number, &indicator.unit).map_err(|_| {
                    Diagnostic::new(Code::UnitMismatch)
                        .fact("found", &counted)
                        .fact("wanted", &indicator.unit)
                        .at(formula.place().clone())
                })?;
                if let Some(metric) = metric {
                    self.check_percent(indicator, metric, &converted, &place)?;
                }
                (Value::Number(converted), indicator.unit.clone())
            }
            (value, Some(counted)) => (value, if asked.kind == Kind::Number { counted } else { Unit::parse("") }),
            (value, None) if asked.own_unit => (value, Unit::parse("")),
            (value, None) => (value, indicator.unit.clone()),
        };
        if let Value::Number(number) = &value {
            let found = |code: Code| Diagnostic::new(code).fact("value", number).fact("metric", formula.text());
            if number.is_negative() && !asked.negative {
                return Err(Stop::Failed(found(Code::NegativeValue).at(place)));
            }
            if asked.whole && !number.is_whole() {
                return Err(Stop::Failed(found(Code::NumberRange).fact("bounds", "0, 1, 2, 3 …").at(place)));
            }
        }
        Ok(TracedInput {
            name: String::new(),
            from: formula.text().to_owned(),
            worked: self.figures.worked(formula),
            value,
            unit,
            places: figure.places,
        })
    }

    /// 0.95 % against a target of 95 % is most likely a ratio that was entered as a percentage; nobody guesses here.
    fn check_percent(
        &self,
        indicator: &Indicator,
        metric: &str,
        number: &Number,
        place: &crate::location::Place,
    ) -> Result<(), Stop> {
        let Value::Number(target) = target_value(indicator.target.as_ref()) else { return Ok(()) };
        let reads_as_ratio = !number.is_zero() && !number.is_negative() && *number <= Number::from(1);
        let is_percent = indicator.unit.name() == "%" || indicator.unit.name() == "％";
        if is_percent && reads_as_ratio && target > Number::from(2) && !self.figures.is_as_written(metric) {
            return Err(Stop::Failed(
                Diagnostic::new(Code::AmbiguousPercent)
                    .fact("value", number)
                    .fact("percent", number.multiply(&Number::from(100)).unwrap_or_else(|_| number.clone()))
                    .fact("target", target)
                    .at(place.clone()),
            ));
        }
        Ok(())
    }

    /// Points lost want a reason in the report (偏差原因).
    fn ask_for_reason(&mut self, indicator: &Indicator, row: &Row, note: &RowNote) {
        let lost = row.lost().filter(|lost| !lost.is_zero());
        if let (Role::Weighted, Some(lost), None, None) = (row.role, lost, &note.deviation, &note.deduction) {
            let place = note.place.clone().unwrap_or_else(|| self.report.place.clone());
            let problem = Diagnostic::new(Code::ReasonMissing).fact("lost", lost).fact("indicator", &indicator.id);
            self.tell(indicator, problem.at(place));
        }
    }

    fn number_problem(&self, indicator: &Indicator, error: &crate::numeric::NumberError) -> Diagnostic {
        Diagnostic::new(Code::ScriptLimit).fact("detail", error).at(indicator.rule_place.clone())
    }

    fn tell(&mut self, indicator: &Indicator, problem: Diagnostic) {
        let mut problem = problem.row(indicator.name.clone()).unit(&self.report.unit);
        let in_script = problem.place.as_ref().is_some_and(|place| place.source() != indicator.rule_place.source());
        if in_script
            && matches!(problem.code, Code::ScriptError | Code::ScriptLimit | Code::ScriptReturn | Code::OutsideBands)
        {
            problem = problem.related(indicator.rule_place.clone(), "named-here");
        }
        self.problems.push(problem);
    }
}

/// The trace of a row before anything has happened to it.
pub(super) fn blank(indicator: &Indicator, rule: &Prepared<'_>, note: &RowNote) -> Trace {
    Trace {
        target: indicator.target.clone(),
        unit: indicator.unit.clone(),
        basis: indicator.basis.clone(),
        rule: indicator.rule.clone(),
        params: rule.params.clone(),
        inputs: Vec::new(),
        cases: Vec::new(),
        branch: None,
        sentence: None,
        notes: Vec::new(),
        unrounded: None,
        steps: Vec::new(),
        deviation: note.deviation.clone(),
    }
}

fn run(prepared: &Prepared<'_>, case: &RuleCase) -> Result<Award, Stop> {
    match prepared.rule.score(case)? {
        Outcome::Scored(award) => Ok(award),
        Outcome::NotApplicable(reason) => Err(Stop::NotApplicable(reason)),
    }
}
