//! Values as scripts are handed them: in the scale that the rule asks for, and no share that makes sense only in another.

use super::{Inputs, Lack, Slot, scaled};
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::compiled::{CompiledInput, MetricId};
use crate::evaluation::figure::{Untaken, doubt, untaken};
use crate::evaluation::row_check::{doubted, unit_sign};
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::numeric::Number;
use crate::report::MetricState;
use crate::rule::{InputCard, Kind, Value};

impl Inputs {
    /// One value of an input, as the script is handed it: of the sign and wholeness that the rule takes, and no share that
    /// makes sense only in another scale.
    pub fn input(&self, asked: &InputCard, input: &CompiledInput, usual: &[Number]) -> Result<Value, Lack> {
        if asked.kind != Kind::Number {
            return self.value(&input.formula, asked.kind);
        }
        let first = input.formula.terms.first().copied().unwrap_or_default();
        let (number, shown) = self.figure(input, usual)?;
        let place = || self.first_place(&input.formula).unwrap_or(input.formula.formula.place()).clone();
        let faulty = |problem: Diagnostic| Err(Lack::Faulty(first, problem.at(place())));
        let found = |code: Code| {
            let text = input.formula.formula.text();
            let named = self.called(&input.formula).cloned().unwrap_or_else(|| Bilingual::same(text));
            Diagnostic::new(code).fact("value", &shown).fact("metric", text).said("named", named)
        };
        match untaken(&number, asked).map_err(|error| Lack::Faulty(first, error.of_numbers().into()))? {
            Some(Untaken::Negative) => {
                let place = self.negative_place(&input.formula).unwrap_or_else(place);
                Err(Lack::Faulty(first, found(Code::NegativeValue).at(place)))
            }
            Some(Untaken::Fraction) => faulty(found(Code::NumberRange).said("bounds", phrase("bounds-whole", &[]))),
            None => Ok(Value::Number(number)),
        }
    }

    /// One number as it is handed on, and as it is shown; no share that makes sense only in another scale.
    pub fn figure(&self, input: &CompiledInput, usual: &[Number]) -> Result<(Number, Number), Lack> {
        let first = input.formula.terms.first().copied().unwrap_or_default();
        // INVARIANT: what is asked for as a number is a number or lacking.
        let number = self.value(&input.formula, Kind::Number)?.as_number().cloned().unwrap_or_else(Number::zero);
        let shown = scaled(number, Some(&input.factor), first)?;
        let number = scaled(shown.clone(), Some(&input.handed), first)?;
        match self.doubted(input, &number, &shown, usual) {
            Some((id, problem)) => Err(Lack::Faulty(id, problem)),
            None => Ok((number, shown)),
        }
    }

    /// The same as it is shown: in the unit that the row or the metric is counted in.
    pub fn shown(&self, asked: &InputCard, input: &CompiledInput, usual: &[Number]) -> Result<Value, Lack> {
        let first = input.formula.terms.first().copied().unwrap_or_default();
        match (self.input(asked, input, usual)?, &input.handed) {
            (Value::Number(number), Some(factor)) => {
                let shown = number.divide(factor).map_err(|error| Lack::Faulty(first, error.into()))?;
                Ok(Value::Number(shown))
            }
            (value, _) => Ok(value),
        }
    }

    /// The problem of a share that is far from what is usual and close to it in another scale: 0.95 % where 95 % is
    /// wanted. It stands at the figure behind it, where the organisation can confirm it; nobody guesses here.
    fn doubted(
        &self,
        input: &CompiledInput,
        number: &Number,
        shown: &Number,
        usual: &[Number],
    ) -> Option<(MetricId, Diagnostic)> {
        let id = input.shares.iter().copied().filter(|id| !self.is_as_written(*id)).min()?;
        let (other, usual) = doubt(number, input, usual).ok().flatten()?;
        let against = phrase("share-against", &[("usual", Bilingual::same(format!("{usual}%")))]);
        let problem = match input.handed {
            Some(_) => doubted((shown, &other), &input.unit, against),
            None => Diagnostic::new(Code::AmbiguousPercent)
                .fact("value", format!("{shown}{}", unit_sign(&input.unit)))
                .fact("other", format!("{other}{}", unit_sign(&input.unit)))
                .said("against", against),
        };
        let problem = problem.said("confirm", phrase("share-confirm-figure", &[]));
        let place = match self.slots.get(id) {
            Some(Slot::Reported(metric, _)) => metric.place.clone(),
            _ => self.place.clone(),
        };
        Some((id, problem.at(place)))
    }

    /// Whether the organisation confirmed that a share is meant as written.
    fn is_as_written(&self, id: MetricId) -> bool {
        let state = match self.slots.get(id) {
            Some(Slot::Reported(metric, _)) => Some(&metric.state),
            _ => None,
        };
        matches!(state, Some(MetricState::Value(figure)) if figure.is_as_written())
    }
}
