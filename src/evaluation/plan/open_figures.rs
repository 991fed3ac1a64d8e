//! [`OpenFigures`]: the figures of a row while they are left open, by the same formulas, factors and checks as those of a
//! report.

use std::collections::BTreeMap;

use super::super::compiled::{
    CompiledFormula, CompiledInput, CompiledMetric, CompiledRow, CompiledUse, MetricId, Metrics,
};
use super::super::figure::{doubt, scaled, untaken};
use crate::day::Day;
use crate::literal::YesNo;
use crate::numeric::Number;
use crate::rule::{DecisionPath, InputCard, Kind, OpenInput, Symbol, Value};

/// Why a path is left to the ordinary evaluation: the figures have no plain value there.
pub(super) struct NotPlain;

/// What a computation reads of a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    /// The metrics that are left open: numbers and days, each at its position.
    pub open: Vec<(MetricId, Kind)>,
    /// The metrics whose word or yes/no chooses between trees.
    pub words: Vec<(MetricId, Kind)>,
}

impl Reads {
    /// What the rule of a row and its modifiers read.
    pub fn of_row(row: &CompiledRow, metrics: &Metrics) -> Self {
        let mut reads = Self::default();
        for (_, asked, given) in row.uses().flat_map(|used| used.inputs()) {
            for input in given.unwrap_or_default() {
                match named(&input.formula, metrics).filter(|_| asked.kind != Kind::Number) {
                    Some(id) => reads.name(id, asked.kind),
                    None => reads.formula(&input.formula, metrics),
                }
            }
        }
        reads
    }

    /// The same with what one formula reads.
    pub fn formula(&mut self, formula: &CompiledFormula, metrics: &Metrics) {
        for id in &formula.terms {
            match metrics.get(*id).and_then(|metric| metric.formula.as_ref()) {
                Some(derived) => self.formula(derived, metrics),
                None => self.name(*id, Kind::Number),
            }
        }
    }

    /// What a row makes of its figures, whatever the metrics and the row are called: rows of one shape that read as many
    /// words have the same trees.
    pub fn shape(&self, row: &CompiledRow, metrics: &Metrics) -> String {
        let uses = row.uses().map(|used| {
            let inputs = used.inputs().map(|(name, asked, given)| {
                let given = given.unwrap_or_default().iter().map(|input| {
                    let formula = self.formula_shape(&input.formula, asked.kind, metrics);
                    let is_doubted = (!input.shares.is_empty()).then(|| (&used.usual, input.unit.is_plain()));
                    format!("{formula} {:?} {:?} {is_doubted:?}", input.factor, input.handed)
                });
                (name, given.collect::<Vec<_>>())
            });
            let inputs: Vec<_> = inputs.collect();
            format!("{} {:?} {:?} {inputs:?}", used.rule.metadata().name, used.params, used.setting)
        });
        let uses: Vec<String> = uses.collect();
        format!("{:?} {:?} {uses:?}", row.weight.number(), row.target)
    }

    /// A formula over the positions of what is read.
    fn formula_shape(&self, formula: &CompiledFormula, kind: Kind, metrics: &Metrics) -> String {
        let terms = formula.terms.iter().map(|id| match metrics.get(*id) {
            Some(CompiledMetric { formula: Some(derived), factor, .. }) => {
                format!("({} {factor:?})", self.formula_shape(derived, Kind::Number, metrics))
            }
            _ => {
                let (open, words) = (self.open.iter(), self.words.iter());
                let own = (*id, if formula.is_name { kind } else { Kind::Number });
                let at = |mut list: std::slice::Iter<'_, (MetricId, Kind)>| list.position(|read| *read == own);
                format!("{:?} {:?}", at(open), at(words))
            }
        });
        format!("{} {} {:?} {:?}", formula.formula.shape(), formula.is_name, terms.collect::<Vec<_>>(), formula.factors)
    }

    fn name(&mut self, id: MetricId, kind: Kind) {
        let list = if matches!(kind, Kind::Number | Kind::Date) { &mut self.open } else { &mut self.words };
        if !list.contains(&(id, kind)) {
            list.push((id, kind));
        }
    }
}

/// The reported metric that a formula only names.
fn named(formula: &CompiledFormula, metrics: &Metrics) -> Option<MetricId> {
    let id = formula.terms.first().filter(|_| formula.is_name)?;
    metrics.get(*id).is_some_and(|metric| metric.formula.is_none()).then_some(*id)
}

/// The figures on one path.
pub(super) struct OpenFigures<'a> {
    pub metrics: &'a Metrics,
    pub reads: &'a Reads,
    /// The words of this tree, in the order in which they are read.
    pub words: &'a [String],
    pub path: &'a DecisionPath,
}

impl OpenFigures<'_> {
    /// What each script of a row is given, by name.
    pub fn gather<'r>(&self, row: &'r CompiledRow) -> Result<Vec<BTreeMap<&'r str, OpenInput>>, NotPlain> {
        let mut uses = Vec::new();
        let mut actual = None;
        for (at, used) in row.uses().enumerate() {
            let mut given = self.given(used)?;
            if at == 0 {
                actual = given.get("actual").cloned();
            } else if let (false, Some(actual)) = (given.contains_key("actual"), &actual) {
                // A modifier may look at the row's own actual value without naming it.
                given.insert("actual", actual.clone());
            }
            uses.push(given);
        }
        Ok(uses)
    }

    fn given<'r>(&self, used: &'r CompiledUse) -> Result<BTreeMap<&'r str, OpenInput>, NotPlain> {
        let inputs = used.inputs().map(|(name, asked, given)| {
            let items = given.unwrap_or_default().iter().map(|input| self.input(asked, input, &used.usual));
            let mut items = items.collect::<Result<Vec<_>, _>>()?;
            let is_list = asked.many && given.is_some();
            let single = || OpenInput::Plain(Value::Missing);
            Ok((name, if is_list { OpenInput::List(items) } else { items.pop().unwrap_or_else(single) }))
        });
        inputs.collect()
    }

    fn input(&self, asked: &InputCard, input: &CompiledInput, usual: &[Number]) -> Result<OpenInput, NotPlain> {
        match (asked.kind, named(&input.formula, self.metrics)) {
            (Kind::Number, _) => {
                let number = self.figure(input, usual)?;
                match untaken(&number, asked) {
                    Ok(None) => Ok(OpenInput::Number(number)),
                    _ => Err(NotPlain),
                }
            }
            (Kind::Date, Some(id)) => self.open(id, Kind::Date).map(OpenInput::Day),
            (kind, Some(id)) => {
                let at = self.reads.words.iter().position(|read| *read == (id, kind)).ok_or(NotPlain)?;
                let word = self.words.get(at).ok_or(NotPlain)?;
                match kind {
                    Kind::Flag => {
                        YesNo::parse(word).map(|YesNo(yes)| OpenInput::Plain(Value::Flag(yes))).ok_or(NotPlain)
                    }
                    _ => Ok(OpenInput::Plain(Value::Text(word.clone()))),
                }
            }
            (_, None) => self.value(&input.formula).map(OpenInput::Number),
        }
    }

    /// One number as it is handed on; a share that makes sense only in another scale is not plain.
    pub fn figure(&self, input: &CompiledInput, usual: &[Number]) -> Result<Symbol, NotPlain> {
        let shown = scaled(self.value(&input.formula)?, input.factor.as_ref()).map_err(|_| NotPlain)?;
        let number = scaled(shown, input.handed.as_ref()).map_err(|_| NotPlain)?;
        let is_doubtful = !input.shares.is_empty() && !matches!(doubt(&number, input, usual), Ok(None));
        if is_doubtful { Err(NotPlain) } else { Ok(number) }
    }

    /// The value of a formula. One that only names a metric is the metric.
    fn value(&self, formula: &CompiledFormula) -> Result<Symbol, NotPlain> {
        match formula.terms.first() {
            Some(id) if formula.is_name => self.metric(*id),
            _ => self.compute(formula),
        }
    }

    fn compute(&self, formula: &CompiledFormula) -> Result<Symbol, NotPlain> {
        let terms = formula.terms.iter().enumerate().map(|(at, id)| {
            scaled(self.metric(*id)?, formula.factors.get(at).and_then(Option::as_ref)).map_err(|_| NotPlain)
        });
        formula.formula.compute(&terms.collect::<Result<Vec<_>, _>>()?).map_err(|_| NotPlain)
    }

    fn metric(&self, id: MetricId) -> Result<Symbol, NotPlain> {
        let metric = self.metrics.get(id).ok_or(NotPlain)?;
        match &metric.formula {
            Some(formula) => scaled(self.compute(formula)?, metric.factor.as_ref()).map_err(|_| NotPlain),
            None => self.open(id, Kind::Number),
        }
    }

    fn open(&self, id: MetricId, kind: Kind) -> Result<Symbol, NotPlain> {
        let at = self.reads.open.iter().position(|read| *read == (id, kind)).ok_or(NotPlain)?;
        Ok(Symbol::figure(at, self.path))
    }
}

/// The number that stands in a column for a day.
pub(super) fn day_number(word: &str) -> Option<i64> {
    Day::parse(word).map(Day::number)
}
