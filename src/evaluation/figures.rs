//! The figures of one report: reported metrics in their declared units, and the metrics derived from them.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, Unit};
use crate::report::{Metric, MetricState, Report};
use crate::rule::{Formula, Kind, Value};
use crate::scheme::Scheme;

/// Why there is no value.
#[derive(Clone, Debug)]
pub(super) enum Lack {
    /// Not reported, or reported as missing.
    Missing(Bilingual, Diagnostic),
    /// Reported as not applicable.
    NotApplicable(String),
    /// Reported, and wrong.
    Faulty(Diagnostic),
}

/// A value and where its figures stand.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub value: Value,
    pub places: Vec<Place>,
}

/// Looks up and derives metrics.
pub(super) struct Figures<'a> {
    scheme: &'a Scheme,
    derived: &'a BTreeMap<String, Formula>,
    report: &'a Report,
}

impl<'a> Figures<'a> {
    pub fn new(scheme: &'a Scheme, derived: &'a BTreeMap<String, Formula>, report: &'a Report) -> Self {
        Self { scheme, derived, report }
    }

    /// The unit that a metric is counted in.
    pub fn unit(&self, metric: &str) -> Unit {
        self.scheme.metrics.get(metric).map_or_else(|| Unit::parse(""), |known| known.unit.clone())
    }

    /// The value of a formula; a formula that only names a metric can also be a word, a day or yes/no.
    pub fn value(&self, formula: &Formula, kind: Kind) -> Result<Figure, Lack> {
        if formula.text().trim() == formula.metrics().first().map_or("", String::as_str) {
            return self.metric(formula.text().trim(), kind, formula.place());
        }
        self.compute(formula)
    }

    fn compute(&self, formula: &Formula) -> Result<Figure, Lack> {
        let mut numbers = BTreeMap::new();
        let mut places = Vec::new();
        for name in formula.metrics() {
            let figure = self.metric(name, Kind::Number, formula.place())?;
            places.extend(figure.places);
            if let Value::Number(number) = figure.value {
                numbers.insert(name.clone(), number);
            }
        }
        let number = formula.compute(&numbers).map_err(Lack::Faulty)?;
        Ok(Figure { value: Value::Number(number), places })
    }

    /// The value of one metric, asked for at `asked`.
    pub fn metric(&self, name: &str, kind: Kind, asked: &Place) -> Result<Figure, Lack> {
        if let Some(formula) = self.derived.get(name) {
            return self.compute(formula);
        }
        let Some(metric) = self.report.metrics.get(name) else {
            let problem = Diagnostic::new(Code::MissingMetric)
                .fact("metric", name)
                .suggest(name, self.report.metrics.keys().map(String::as_str))
                .at(self.report.place.clone())
                .related(asked.clone(), "needed-here");
            return Err(Lack::Missing(Bilingual::new("未填报", Some("not reported")), problem));
        };
        match &metric.state {
            MetricState::Value { text, unit, .. } => self
                .read(name, metric, text, unit.as_ref(), kind)
                .map(|value| Figure { value, places: vec![metric.place.clone()] })
                .map_err(Lack::Faulty),
            MetricState::Missing(reason) => {
                let problem = Diagnostic::new(Code::MetricMissing).fact("metric", name).fact("reason", reason);
                Err(Lack::Missing(Bilingual::same(reason), problem.at(metric.place.clone())))
            }
            MetricState::NotApplicable(reason) => Err(Lack::NotApplicable(reason.clone())),
        }
    }

    /// A formula, or that of the derived metric it names, with the numbers in the places of the metrics; none where the
    /// value was reported as it is.
    pub fn worked(&self, formula: &Formula) -> Option<String> {
        let formula = match self.derived.get(formula.text().trim()) {
            Some(derived) => derived,
            None if formula.metrics().len() == 1 && self.scheme.metrics.contains_key(formula.text().trim()) => {
                return None;
            }
            None => formula,
        };
        let mut worked = String::new();
        let mut word = String::new();
        for character in formula.text().chars().chain(std::iter::once(' ')) {
            if character.is_alphanumeric() || character == '_' || (character == '.' && !word.is_empty()) {
                word.push(character);
                continue;
            }
            match self.metric(&word, Kind::Number, formula.place()) {
                Ok(figure) if !word.is_empty() => worked.push_str(&figure.value.to_string()),
                _ => worked.push_str(&word),
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

    /// Whether the unit confirmed that a percentage below 1 is meant as written.
    pub fn is_as_written(&self, metric: &str) -> bool {
        let state = self.report.metrics.get(metric).map(|metric| &metric.state);
        matches!(state, Some(MetricState::Value { as_written: true, .. }))
    }

    fn read(
        &self,
        name: &str,
        metric: &Metric,
        text: &str,
        unit: Option<&Unit>,
        kind: Kind,
    ) -> Result<Value, Diagnostic> {
        let wrong =
            |code: Code| Diagnostic::new(code).fact("value", text).fact("metric", name).at(metric.place.clone());
        match kind {
            Kind::Text => Ok(Value::Text(text.to_owned())),
            Kind::Flag => match text {
                "true" | "是" => Ok(Value::Flag(true)),
                "false" | "否" => Ok(Value::Flag(false)),
                _ => Err(wrong(Code::NotYesNo)),
            },
            Kind::Date => Day::parse(text).map(Value::Day).ok_or_else(|| wrong(Code::NotADate)),
            Kind::Number => {
                let number = Number::parse(text);
                let number = number.map_err(|_| wrong(Code::of_number(text).unwrap_or(Code::NotANumber)))?;
                let declared = self.unit(name);
                let number = match unit {
                    None => number,
                    Some(unit) => unit
                        .convert(&number, &declared)
                        .map_err(|_| wrong(Code::UnitMismatch).fact("found", unit).fact("wanted", &declared))?,
                };
                Ok(Value::Number(number))
            }
        }
    }
}
