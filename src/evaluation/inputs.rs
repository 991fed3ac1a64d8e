//! The figures of one report: reported metrics in their declared units, and the metrics derived from them.

use std::sync::{Arc, LazyLock};

use super::compiled::{CompiledFormula, CompiledRow, MetricId, Metrics};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::literal::YesNo;
use crate::location::Place;
use crate::messages::phrase;
use crate::numeric::{Number, Unit};
use crate::report::{Figure, Metric, MetricState, Report};
use crate::rule::{InputCard, Kind, Value};

/// The reason of every figure that no line of a report names.
static NOT_REPORTED: LazyLock<Bilingual> = LazyLock::new(|| phrase("figure-not-reported", &[]));

/// Why there is no value.
#[derive(Clone, Debug)]
pub(super) enum Lack {
    /// Not reported, or reported as missing: the metric, and where it was asked for. Where that is an ordinary answer,
    /// nobody words it.
    Missing(MetricId, Place),
    /// Reported as not applicable.
    NotApplicable(String),
    /// Reported, and wrong.
    Faulty(Diagnostic),
}

/// All metrics of a scheme with their values in one report.
#[derive(Debug)]
pub(super) struct Inputs {
    metrics: Arc<Metrics>,
    slots: Vec<Slot>,
    /// Where the report begins.
    place: Place,
}

#[derive(Debug)]
enum Slot {
    Absent,
    /// A reported figure, with its number in the declared unit where it is one.
    Reported(Arc<Metric>, Option<Number>),
    Derived(Result<Number, Box<Lack>>),
}

impl Inputs {
    /// Resolves the figures of a report, with `changed` in place of some of them, and derives the rest.
    pub fn new(metrics: &Arc<Metrics>, report: &Report, changed: &[(MetricId, Arc<Metric>)]) -> Self {
        let mut slots: Vec<Slot> = metrics.all.iter().map(|_| Slot::Absent).collect();
        // Both are in the order of names.
        let mut reported = report.metrics.iter().peekable();
        for (declared, slot) in metrics.all.iter().zip(&mut slots) {
            while reported.next_if(|(name, _)| name.as_str() < declared.name.as_str()).is_some() {}
            if let Some((_, metric)) = reported.next_if(|(name, _)| name.as_str() == declared.name) {
                *slot = Slot::reported(metric, &declared.unit);
            }
        }
        for (id, metric) in changed {
            if let (Some(slot), Some(declared)) = (slots.get_mut(*id), metrics.get(*id)) {
                *slot = Slot::reported(metric, &declared.unit);
            }
        }
        let mut inputs = Self { metrics: Arc::clone(metrics), slots, place: report.place.clone() };
        for id in &metrics.order {
            if let Some(formula) = metrics.get(*id).and_then(|metric| metric.formula.as_ref()) {
                let derived = inputs.compute(formula).map_err(Box::new);
                inputs.slots.get_mut(*id).into_iter().for_each(|slot| *slot = Slot::Derived(derived.clone()));
            }
        }
        inputs
    }

    /// The unit that a metric is counted in.
    pub fn unit(&self, id: MetricId) -> Option<&Unit> {
        self.metrics.get(id).map(|metric| &metric.unit)
    }

    /// The name of a metric.
    pub fn name(&self, id: MetricId) -> &str {
        self.metrics.get(id).map_or("", |metric| &metric.name)
    }

    /// The value of a formula; a formula that only names a metric can also be a word, a day or yes/no.
    pub fn value(&self, formula: &CompiledFormula, kind: Kind) -> Result<Value, Lack> {
        match formula.terms.first() {
            Some(id) if formula.is_name => self.metric(*id, kind, formula.formula.place()),
            _ => self.compute(formula).map(Value::Number),
        }
    }

    fn compute(&self, formula: &CompiledFormula) -> Result<Number, Lack> {
        let mut numbers = Vec::with_capacity(formula.terms.len());
        for id in &formula.terms {
            // INVARIANT: a metric that is asked for as a number is a number or lacking.
            if let Value::Number(number) = self.metric(*id, Kind::Number, formula.formula.place())? {
                numbers.push(number);
            }
        }
        formula.formula.compute(&numbers).map_err(Lack::Faulty)
    }

    /// The value of one metric, asked for at `asked`.
    pub fn metric(&self, id: MetricId, kind: Kind, asked: &Place) -> Result<Value, Lack> {
        match self.slots.get(id) {
            Some(Slot::Derived(derived)) => derived.clone().map(Value::Number).map_err(|lack| *lack),
            Some(Slot::Reported(metric, number)) => match &metric.state {
                MetricState::Value(figure) => {
                    self.read(id, metric, figure, number.as_ref(), kind).map_err(Lack::Faulty)
                }
                MetricState::Missing(_) => Err(Lack::Missing(id, asked.clone())),
                MetricState::NotApplicable(reason) => Err(Lack::NotApplicable(reason.clone())),
            },
            Some(Slot::Absent) | None => Err(Lack::Missing(id, asked.clone())),
        }
    }

    /// Why a metric is missing that was asked for at `asked`, and the problem of it.
    pub fn missing(&self, id: MetricId, asked: &Place) -> (Bilingual, Diagnostic) {
        let stated = match self.slots.get(id) {
            Some(Slot::Reported(metric, _)) => Some(metric),
            _ => None,
        };
        match stated.map(|metric| (&metric.state, metric)) {
            Some((MetricState::Missing(reason), metric)) => {
                let problem = Diagnostic::new(Code::MetricMissing).fact("metric", self.name(id)).fact("reason", reason);
                (Bilingual::same(reason), problem.at(metric.place.clone()))
            }
            _ => {
                let reported = self.slots.iter().zip(&self.metrics.all);
                let reported = reported.filter(|(slot, _)| matches!(slot, Slot::Reported(..)));
                let problem = Diagnostic::new(Code::MissingMetric)
                    .fact("metric", self.name(id))
                    .suggest(self.name(id), reported.map(|(_, metric)| metric.name.as_str()))
                    .at(self.place.clone())
                    .related(asked.clone(), "needed-here");
                (NOT_REPORTED.clone(), problem)
            }
        }
    }

    /// The problem of a figure that decides a veto or a ceiling; none where it does not apply.
    pub fn problem_of(&self, lack: Lack) -> Option<Diagnostic> {
        match lack {
            Lack::Missing(id, asked) => Some(self.missing(id, &asked).1),
            Lack::Faulty(problem) => Some(problem),
            Lack::NotApplicable(_) => None,
        }
    }

    fn read(
        &self,
        id: MetricId,
        metric: &Metric,
        figure: &Figure,
        number: Option<&Number>,
        kind: Kind,
    ) -> Result<Value, Diagnostic> {
        let wrong = |code: Code| {
            let problem = Diagnostic::new(code).fact("value", figure.text()).fact("metric", self.name(id));
            problem.at(metric.place.clone())
        };
        match (kind, number) {
            (Kind::Number, Some(number)) => Ok(Value::Number(number.clone())),
            (Kind::Number, None) => Err(match (figure.number(), figure.unit(), self.unit(id)) {
                (Some(_), Some(unit), Some(declared)) => {
                    wrong(Code::UnitMismatch).fact("found", unit).fact("wanted", declared)
                }
                _ => wrong(Code::of_number(figure.text()).unwrap_or(Code::NotANumber)),
            }),
            (Kind::Text, _) => Ok(Value::Text(figure.text().to_owned())),
            (Kind::Flag, _) => {
                YesNo::parse(figure.text()).map(|YesNo(yes)| Value::Flag(yes)).ok_or_else(|| wrong(Code::NotYesNo))
            }
            (Kind::Date, _) => Day::parse(figure.text()).map(Value::Day).ok_or_else(|| wrong(Code::NotADate)),
        }
    }

    /// Where the reported figures behind a formula stand.
    pub fn places(&self, formula: &CompiledFormula) -> Vec<Place> {
        let mut places = Vec::new();
        self.collect_places(formula, &mut places);
        places
    }

    fn collect_places(&self, formula: &CompiledFormula, places: &mut Vec<Place>) {
        for id in &formula.terms {
            match (self.slots.get(*id), self.metrics.get(*id).and_then(|metric| metric.formula.as_ref())) {
                (Some(Slot::Reported(metric, _)), _) => places.push(metric.place.clone()),
                // Compiled schemes have no circles.
                (Some(Slot::Derived(_)), Some(derived)) => self.collect_places(derived, places),
                _ => {}
            }
        }
    }

    /// Where the first of them stands.
    fn first_place(&self, formula: &CompiledFormula) -> Option<&Place> {
        formula.terms.iter().find_map(|id| match self.slots.get(*id)? {
            Slot::Reported(metric, _) => Some(&metric.place),
            Slot::Derived(_) => self.first_place(self.metrics.get(*id)?.formula.as_ref()?),
            Slot::Absent => None,
        })
    }

    /// A formula, or that of the derived metric it names, with the numbers in the places of the metrics; none where the
    /// value was reported as it is.
    pub fn worked(&self, formula: &CompiledFormula) -> Option<String> {
        let named = formula.terms.first().filter(|_| formula.is_name).and_then(|id| self.metrics.get(*id));
        let formula = match named {
            Some(metric) => metric.formula.as_ref()?,
            None => formula,
        };
        let names: Vec<&str> = formula.formula.metrics().iter().map(String::as_str).collect();
        let value = |word: &str| {
            let id = names.iter().position(|name| *name == word).and_then(|at| formula.terms.get(at))?;
            self.metric(*id, Kind::Number, formula.formula.place()).ok()
        };
        let mut worked = String::new();
        let mut word = String::new();
        for character in formula.formula.text().chars().chain(std::iter::once(' ')) {
            if character.is_alphanumeric() || character == '_' || (character == '.' && !word.is_empty()) {
                word.push(character);
                continue;
            }
            match value(&word) {
                Some(value) => worked.push_str(&value.to_string()),
                None => worked.push_str(&word),
            }
            word.clear();
            match character {
                '*' => worked.push('×'),
                '/' => worked.push('÷'),
                '-' => worked.push('−'),
                other => worked.push(other),
            }
        }
        Some(worked.trim_end().to_owned())
    }

    /// The unit that an input of a row is counted in.
    pub fn input_unit(&self, row: &CompiledRow, asked: &InputCard, formula: &CompiledFormula) -> Unit {
        let counted = formula.terms.first().filter(|_| formula.is_name).and_then(|id| self.unit(*id));
        match (counted, asked.kind, asked.own_unit) {
            (Some(counted), Kind::Number, true) => counted.clone(),
            (Some(_), Kind::Number, false) | (None, _, false) => row.indicator.unit.clone(),
            (Some(_), ..) | (None, _, true) => Unit::parse(""),
        }
    }

    /// One input of a rule: in the indicator's unit unless the rule counts it in its own, of the sign and wholeness that
    /// the rule takes.
    pub fn input(&self, row: &CompiledRow, asked: &InputCard, formula: &CompiledFormula) -> Result<Value, Lack> {
        let value = self.value(formula, asked.kind)?;
        let Value::Number(number) = value else { return Ok(value) };
        let place = || self.first_place(formula).unwrap_or(formula.formula.place()).clone();
        let named = formula.terms.first().filter(|_| formula.is_name && !asked.own_unit);
        let number = match named.and_then(|id| Some((*id, self.unit(*id)?))) {
            Some((id, counted)) => {
                let unit = &row.indicator.unit;
                let converted = counted.convert(&number, unit).map_err(|_| {
                    let problem = Diagnostic::new(Code::UnitMismatch).fact("found", counted).fact("wanted", unit);
                    Lack::Faulty(problem.at(formula.formula.place().clone()))
                })?;
                self.check_percent(row, id, &converted, place)?;
                converted
            }
            None => number,
        };
        let found = |code: Code| Diagnostic::new(code).fact("value", &number).fact("metric", formula.formula.text());
        if number.is_negative() && !asked.negative {
            return Err(Lack::Faulty(found(Code::NegativeValue).at(place())));
        }
        if asked.whole && !number.is_whole() {
            return Err(Lack::Faulty(found(Code::NumberRange).fact("bounds", "0, 1, 2, 3 …").at(place())));
        }
        Ok(Value::Number(number))
    }

    /// 0.95 % against a target of 95 % is most likely a ratio that was entered as a percentage; nobody guesses here.
    fn check_percent(
        &self,
        row: &CompiledRow,
        metric: MetricId,
        number: &Number,
        place: impl Fn() -> Place,
    ) -> Result<(), Lack> {
        let Value::Number(target) = row.target.as_ref() else { return Ok(()) };
        let reads_as_ratio = !number.is_zero() && !number.is_negative() && *number <= Number::from(1);
        let is_percent = row.indicator.unit.name() == "%" || row.indicator.unit.name() == "％";
        if is_percent && reads_as_ratio && *target > Number::from(2) && !self.is_as_written(metric) {
            let percent = number.multiply(&Number::from(100)).unwrap_or_else(|_| number.clone());
            let problem = Diagnostic::new(Code::AmbiguousPercent).fact("value", number).fact("percent", percent);
            return Err(Lack::Faulty(problem.fact("target", target).at(place())));
        }
        Ok(())
    }

    /// Whether the organisation confirmed that a percentage below 1 is meant as written.
    fn is_as_written(&self, id: MetricId) -> bool {
        let state = match self.slots.get(id) {
            Some(Slot::Reported(metric, _)) => Some(&metric.state),
            _ => None,
        };
        matches!(state, Some(MetricState::Value(figure)) if figure.is_as_written())
    }
}

impl Slot {
    fn reported(metric: &Arc<Metric>, declared: &Unit) -> Self {
        let number = match &metric.state {
            MetricState::Value(figure) => figure.number().and_then(|number| match figure.unit() {
                None => Some(number.clone()),
                Some(unit) => unit.convert(number, declared).ok(),
            }),
            _ => None,
        };
        Self::Reported(Arc::clone(metric), number)
    }
}
