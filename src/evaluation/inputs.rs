//! The figures of one report: reported metrics in their declared units, and the metrics derived from them.

mod handed;
mod peers;
mod places;

use std::sync::{Arc, LazyLock};

use super::compiled::{CompiledFormula, MetricId, Metrics};
use super::figure;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::literal::YesNo;
use crate::location::{Place, Source};
use crate::messages::phrase;
use crate::numeric::{Number, Unit};
use crate::report::{Figure, Metric, MetricState, Report, RowNote};
use crate::rule::{Kind, Value};

/// The reason of every figure that no line of a report names.
static NOT_REPORTED: LazyLock<Bilingual> = LazyLock::new(|| phrase("figure-not-reported", &[]));

/// The reason of points that a person gives and no report claims.
static NOT_CLAIMED: LazyLock<Bilingual> = LazyLock::new(|| phrase("points-not-claimed", &[]));

/// Why there is no value: what is worst of all that was asked for, whatever the order in which it was.
#[derive(Clone, Debug)]
pub(super) enum Lack {
    /// Reported as not applicable: the metric, and why.
    NotApplicable(MetricId, String),
    /// Reported as unfinished: the metric, and why.
    Unfinished(MetricId, String),
    /// Not reported, or reported as missing: the metric, and where it was asked for. Where that is an ordinary answer,
    /// nobody words it.
    Missing(MetricId, Place),
    /// Reported, and wrong.
    Faulty(MetricId, Diagnostic),
}

impl Lack {
    fn rank(&self) -> (u8, std::cmp::Reverse<MetricId>) {
        let (rank, id) = match self {
            Self::NotApplicable(id, _) => (0, id),
            Self::Unfinished(id, _) => (1, id),
            Self::Missing(id, _) => (2, id),
            Self::Faulty(id, _) => (3, id),
        };
        (rank, std::cmp::Reverse(*id))
    }

    /// What is worse of both; of two alike, that of the metric whose name comes first.
    pub fn worse(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }
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
        slots.extend(metrics.claims.iter().map(|row| Slot::claimed(report.rows.get(row).map(AsRef::as_ref))));
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
                let factor = metrics.get(*id).and_then(|metric| metric.factor.clone());
                let derived = inputs.compute(formula).and_then(|number| scaled(number, Some(&factor), *id));
                let derived = derived.map_err(Box::new);
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
        self.metrics.get(id).map_or_else(|| self.metrics.claim(id).unwrap_or_default(), |metric| &metric.name)
    }

    /// The value of a formula; a formula that only names a metric can also be a word, a day or yes/no.
    pub fn value(&self, formula: &CompiledFormula, kind: Kind) -> Result<Value, Lack> {
        match formula.terms.first() {
            Some(id) if formula.is_name => self.metric(*id, kind, formula.formula.place()),
            _ => self.compute(formula).map(Value::Number),
        }
    }

    /// The value of a formula over numbers, in the units that its terms are computed in.
    fn compute(&self, formula: &CompiledFormula) -> Result<Number, Lack> {
        let mut numbers = Vec::with_capacity(formula.terms.len());
        let mut lack: Option<Lack> = None;
        let first = formula.terms.first().copied().unwrap_or_default();
        for (at, id) in formula.terms.iter().enumerate() {
            match self.metric(*id, Kind::Number, formula.formula.place()) {
                Ok(Value::Number(number)) => numbers.push(scaled(number, formula.factors.get(at), *id)?),
                // INVARIANT: a metric that is asked for as a number is a number or lacking.
                Ok(_) => {}
                Err(found) => {
                    lack = Some(match lack {
                        Some(lack) => lack.worse(found),
                        None => found,
                    });
                }
            }
        }
        match lack {
            Some(lack) => Err(lack),
            None => formula.formula.compute(&numbers).map_err(|problem| Lack::Faulty(first, problem)),
        }
    }

    /// The value of one metric, asked for at `asked`.
    pub fn metric(&self, id: MetricId, kind: Kind, asked: &Place) -> Result<Value, Lack> {
        match self.slots.get(id) {
            Some(Slot::Derived(derived)) => derived.clone().map(Value::Number).map_err(|lack| *lack),
            Some(Slot::Reported(metric, number)) => match &metric.state {
                MetricState::Value(figure) => {
                    self.read(id, metric, figure, number.as_ref(), kind).map_err(|problem| Lack::Faulty(id, problem))
                }
                MetricState::Missing(_) => Err(Lack::Missing(id, asked.clone())),
                MetricState::NotApplicable(reason) => Err(Lack::NotApplicable(id, reason.clone())),
                MetricState::Unfinished(reason) => Err(Lack::Unfinished(id, reason.clone())),
            },
            Some(Slot::Absent) | None => Err(self.absent(id, asked)),
        }
    }

    /// Why a metric is missing that was asked for at `asked`, and the problem of it.
    pub fn missing(&self, id: MetricId, asked: &Place) -> (Bilingual, Diagnostic) {
        if let (Some(row), Some(Slot::Absent)) = (self.metrics.claim(id), self.slots.get(id)) {
            let problem = Diagnostic::new(Code::MissingClaim).fact("id", row).at(self.place.clone());
            return (NOT_CLAIMED.clone(), problem.related(asked.clone(), "needed-here"));
        }
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

    /// The problem of a figure that decides a veto, a ceiling or a modifier: whatever is lacking, it acquits nobody.
    pub fn problem_of(&self, lack: Lack) -> Diagnostic {
        match lack {
            Lack::Missing(id, asked) => self.missing(id, &asked).1,
            Lack::Faulty(_, problem) => problem,
            Lack::NotApplicable(id, reason) => self.stated(Code::MustApply, id, &reason),
            Lack::Unfinished(id, reason) => self.unfinished(id, &reason),
        }
    }

    /// The problem of a figure that is stated as unfinished where the rule wants a value.
    pub fn unfinished(&self, id: MetricId, reason: &str) -> Diagnostic {
        self.stated(Code::NotFinished, id, reason)
    }

    /// The problem of what a report states of a metric in place of a value.
    pub fn stated(&self, code: Code, id: MetricId, reason: &str) -> Diagnostic {
        let place = match self.slots.get(id) {
            Some(Slot::Reported(metric, _)) => metric.place.clone(),
            _ => self.place.clone(),
        };
        Diagnostic::new(code).fact("metric", self.name(id)).fact("reason", reason).at(place)
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
                _ => {
                    let problem = Diagnostic::not_a_number(figure.text()).fact("metric", self.name(id));
                    // A cell of a table has no other states than to be empty.
                    let is_blank =
                        problem.get("nothing").is_some() && matches!(**metric.place.source(), Source::Cell { .. });
                    let problem = if is_blank { problem.fact("blank", figure.text()) } else { problem };
                    problem.at(metric.place.clone())
                }
            }),
            (Kind::Text, _) => Ok(Value::Text(figure.text().to_owned())),
            (Kind::Flag, _) => {
                YesNo::parse(figure.text()).map(|YesNo(yes)| Value::Flag(yes)).ok_or_else(|| wrong(Code::NotYesNo))
            }
            (Kind::Date, _) => figure.day().map(Value::Day).ok_or_else(|| {
                let problem = Diagnostic::not_a_date(figure.text()).fact("metric", self.name(id));
                problem.at(metric.place.clone())
            }),
        }
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
            let factor = formula.terms.iter().position(|term| term == id).and_then(|at| formula.factors.get(at));
            match self.metric(*id, Kind::Number, formula.formula.place()) {
                Ok(Value::Number(number)) => scaled(number, factor, *id).ok().map(Value::Number),
                other => other.ok(),
            }
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
                other => worked.push(other),
            }
        }
        Some(worked.trim_end().to_owned())
    }
}

/// A number multiplied by a factor, where there is one.
fn scaled(number: Number, factor: Option<&Option<Number>>, metric: MetricId) -> Result<Number, Lack> {
    match factor {
        Some(Some(factor)) => {
            figure::scaled(number, Some(factor)).map_err(|error| Lack::Faulty(metric, error.of_numbers().into()))
        }
        _ => Ok(number),
    }
}

impl Slot {
    /// The points that a report claims for a row, of a penalty what is taken off, or what stands in place of them.
    fn claimed(note: Option<&RowNote>) -> Self {
        let Some(note) = note else { return Self::Absent };
        let state = match (note.counted(), &note.blank) {
            (Some(points), _) => MetricState::Value(Figure::new(points.to_string(), None, true)),
            (None, Some(blank)) => MetricState::Missing(blank.clone()),
            (None, None) => return Self::Absent,
        };
        // INVARIANT: notes that were read have a place.
        let Some(place) = note.place.clone() else { return Self::Absent };
        Self::reported(&Arc::new(Metric { state, source: None, evidence: Vec::new(), place }), &Unit::points())
    }

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
