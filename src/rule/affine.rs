//! [`Affine`]: a number that remembers how it depends on a row's weight.
//!
//! A computation with such numbers takes the way it takes at one weight and records on which interval of weights it would
//! take the same way: every comparison narrows the [`WeightInterval`]. What is not linear in the weight is an error.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use super::quantity::{Answer, Quantity, QuantityError};
use crate::numeric::{End, Interval, Line, Mode, Number, NumberError, Rounding};

/// The weights on which all decisions so far come out the same.
#[derive(Clone, Debug)]
pub(crate) struct WeightInterval(Arc<Mutex<Interval>>);

impl WeightInterval {
    /// A path on which nothing has been decided yet.
    pub fn new(weights: Interval) -> Self {
        Self(Arc::new(Mutex::new(weights)))
    }

    /// The weights that would have come the same way.
    pub fn weights(&self) -> Interval {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what lies above (or below) `end`.
    fn cut(&self, end: End, keep_above: bool) {
        let mut weights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (low, high) = (weights.low().clone(), weights.high().clone());
        let part = if keep_above { Interval::new(end, high) } else { Interval::new(low, end) };
        // INVARIANT: the weight at which the script runs lies on the side that is kept, so the part is not empty.
        if let Some(both) = part.and_then(|part| weights.intersection(&part)) {
            *weights = both;
        }
    }
}

/// A number of a script: fixed, or on a line over the weight.
#[derive(Clone, Debug)]
pub(crate) enum Affine {
    /// It does not depend on the weight.
    Fixed(Number),
    /// It does.
    Sloped {
        /// What it is at the weight at which the script runs.
        value: Number,
        /// What it is at every weight of the path.
        line: Line,
        /// The decisions so far.
        path: WeightInterval,
    },
    /// It was rounded, and nobody has computed with it yet. Comparing it with a plain number needs one cut of the path;
    /// settling it would need one for each step of the rounding, thousands where a tier is rounded to two decimals.
    Stepped {
        /// What it is at the weight at which the script runs.
        value: Number,
        /// The number that was rounded.
        of: Box<Self>,
        /// How it was rounded.
        rounding: Rounding,
    },
}

impl Affine {
    /// The weight itself, at `value`.
    pub fn weight(value: Number, path: &WeightInterval) -> Self {
        let line = Line { constant: Number::zero(), slope: Number::from(1) };
        Self::Sloped { value, line, path: path.clone() }
    }

    /// What it is at the weight at which the script runs.
    pub fn value(&self) -> &Number {
        match self {
            Self::Fixed(value) | Self::Sloped { value, .. } | Self::Stepped { value, .. } => value,
        }
    }

    /// What it is at every weight of the path. A number that was rounded has been settled before.
    pub fn line(&self) -> Line {
        match self {
            Self::Fixed(value) | Self::Stepped { value, .. } => Line { constant: value.clone(), slope: Number::zero() },
            Self::Sloped { line, .. } => line.clone(),
        }
    }

    /// Keeps the path to the weights at which this number, rounded to `value` now, would stand to `limit` as it does.
    fn compare_rounded(
        &self,
        (value, rounding): (&Number, Rounding),
        limit: &Number,
        wanted: &[Ordering],
    ) -> Answer<()> {
        let step = Number::last_place(rounding.places)?;
        let steps = limit.divide(&step)?;
        // What rounds to less than the limit lies below the cell of the next step at or above the limit, and what
        // rounds to more lies above the cell of the next step at or below it.
        let least = cell(&steps.ceiling().multiply(&step)?, rounding)?.0;
        let most = cell(&steps.floor().multiply(&step)?, rounding)?.1;
        let now = value.cmp(limit);
        let agrees = |order: Ordering| wanted.contains(&order) == wanted.contains(&now);
        let orders = |side: Ordering, with_end: bool| if with_end { vec![side, Ordering::Equal] } else { vec![side] };
        let keep = |end: &End, side: Ordering, belongs: bool| {
            self.compare(&Self::Fixed(end.at.clone()), &orders(side, belongs)).map(|_| ())
        };
        match now {
            Ordering::Less if !agrees(Ordering::Equal) => keep(&least, Ordering::Less, !least.closed),
            Ordering::Greater if !agrees(Ordering::Equal) => keep(&most, Ordering::Greater, !most.closed),
            _ => {
                if !agrees(Ordering::Less) {
                    keep(&least, Ordering::Greater, least.closed)?;
                }
                if !agrees(Ordering::Greater) {
                    keep(&most, Ordering::Less, most.closed)?;
                }
                Ok(())
            }
        }
    }

    /// Keeps the path to the weights at which the number lies between two bounds, each with whether it belongs.
    fn stay(&self, low: (&Number, bool), high: (&Number, bool)) -> Answer<()> {
        let orders = |closed: bool, side: Ordering| if closed { vec![side, Ordering::Equal] } else { vec![side] };
        self.compare(&Self::Fixed(low.0.clone()), &orders(low.1, Ordering::Greater))?;
        self.compare(&Self::Fixed(high.0.clone()), &orders(high.1, Ordering::Less))?;
        Ok(())
    }

    /// Sum or difference, value by value and line by line.
    fn along(&self, other: &Self, operation: fn(&Number, &Number) -> Result<Number, NumberError>) -> Answer<Self> {
        let (left, right) = (self.clone().settled()?, other.clone().settled()?);
        let path = match (&left, &right) {
            (Self::Sloped { path, .. }, _) | (_, Self::Sloped { path, .. }) => path.clone(),
            _ => return Ok(Self::Fixed(operation(left.value(), right.value())?)),
        };
        let (own, others) = (left.line(), right.line());
        let line = Line {
            constant: operation(&own.constant, &others.constant)?,
            slope: operation(&own.slope, &others.slope)?,
        };
        Ok(Self::on(operation(left.value(), right.value())?, line, path))
    }

    /// Every part of the number changed in proportion.
    fn scaled(&self, change: impl Fn(&Number) -> Result<Number, NumberError>) -> Answer<Self> {
        Ok(match &self.clone().settled()? {
            Self::Fixed(value) | Self::Stepped { value, .. } => Self::Fixed(change(value)?),
            Self::Sloped { value, line, path } => {
                let line = Line { constant: change(&line.constant)?, slope: change(&line.slope)? };
                Self::on(change(value)?, line, path.clone())
            }
        })
    }

    /// A line without slope is a plain number.
    fn on(value: Number, line: Line, path: WeightInterval) -> Self {
        if line.slope.is_zero() { Self::Fixed(line.constant) } else { Self::Sloped { value, line, path } }
    }
}

impl Quantity for Affine {
    fn exactly(number: Number) -> Self {
        Self::Fixed(number)
    }

    fn now(&self) -> &Number {
        self.value()
    }

    fn plain(&self, place: &'static str) -> Answer<&Number> {
        match self {
            Self::Fixed(value) => Ok(value),
            Self::Sloped { .. } | Self::Stepped { .. } => Err(QuantityError::Plain(place)),
        }
    }

    fn plus(&self, other: &Self) -> Answer<Self> {
        self.along(other, Number::add)
    }

    fn minus(&self, other: &Self) -> Answer<Self> {
        self.along(other, Number::subtract)
    }

    fn times(&self, other: &Self) -> Answer<Self> {
        let is_nothing = |number: &Self| matches!(number, Self::Fixed(value) if value.is_zero());
        if is_nothing(self) || is_nothing(other) {
            // Nothing of a rounded number is nothing, whatever step it stands on.
            return Ok(Self::Fixed(Number::zero()));
        }
        match (&self.clone().settled()?, &other.clone().settled()?) {
            (own, Self::Fixed(factor)) => own.scaled(|number| number.multiply(factor)),
            (Self::Fixed(factor), other) => other.scaled(|number| number.multiply(factor)),
            _ => Err(QuantityError::Product),
        }
    }

    fn divided_by(&self, other: &Self) -> Answer<Self> {
        let (dividend, divisor) = (self.clone().settled()?, other.clone().settled()?);
        if divisor.compare(&Self::Fixed(Number::zero()), &[Ordering::Equal])? {
            return Err(NumberError::DivisionByZero.into());
        }
        let (own, below) = (dividend.line(), divisor.line());
        match &divisor {
            Self::Fixed(divisor) => dividend.scaled(|number| number.divide(divisor)),
            // 5 × weight ÷ (10 × weight) is one half at every weight.
            Self::Sloped { value, .. }
                if own.constant.multiply(&below.slope)? == own.slope.multiply(&below.constant)? =>
            {
                Ok(Self::Fixed(dividend.value().divide(value)?))
            }
            Self::Sloped { .. } | Self::Stepped { .. } => Err(QuantityError::Quotient),
        }
    }

    fn remainder(&self, other: &Self) -> Answer<Self> {
        let divisor = other.clone().settled()?;
        let divisor = divisor.plain("%")?;
        let quotient = self.scaled(|number| number.divide(divisor))?;
        let (one, value) = (Number::from(1), quotient.value());
        let whole = if value.is_negative() { value.ceiling() } else { value.floor() };
        let (below, above) = (whole.subtract(&one)?, whole.add(&one)?);
        match whole.cmp(&Number::zero()) {
            Ordering::Greater => quotient.stay((&whole, true), (&above, false))?,
            Ordering::Less => quotient.stay((&below, false), (&whole, true))?,
            Ordering::Equal => quotient.stay((&below, false), (&above, false))?,
        }
        self.minus(&Self::Fixed(whole.multiply(divisor)?))
    }

    fn negated(&self) -> Answer<Self> {
        self.scaled(|number| Ok(number.negate()))
    }

    fn floor(&self) -> Answer<Self> {
        let whole = self.value().floor();
        self.stay((&whole, true), (&whole.add(&Number::from(1))?, false))?;
        Ok(Self::Fixed(whole))
    }

    fn ceiling(&self) -> Answer<Self> {
        let whole = self.value().ceiling();
        self.stay((&whole.subtract(&Number::from(1))?, false), (&whole, true))?;
        Ok(Self::Fixed(whole))
    }

    fn is_whole(&self) -> Answer<bool> {
        let below = self.value().floor();
        let is_whole = below == *self.value();
        if is_whole {
            self.stay((&below, true), (&below, true))?;
        } else {
            self.stay((&below, false), (&below.add(&Number::from(1))?, false))?;
        }
        Ok(is_whole)
    }

    fn rounded(&self, rounding: Rounding) -> Answer<Self> {
        let of = self.clone().settled()?;
        let value = rounding.apply(of.value());
        Ok(match of {
            Self::Fixed(_) => Self::Fixed(value),
            of => Self::Stepped { value, of: Box::new(of), rounding },
        })
    }

    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool> {
        let holds = wanted.contains(&self.value().cmp(other.value()));
        match (self, other) {
            (Self::Stepped { value, of, rounding }, Self::Fixed(limit)) => {
                return of.compare_rounded((value, *rounding), limit, wanted).map(|()| holds);
            }
            (Self::Fixed(limit), Self::Stepped { value, of, rounding }) => {
                let turned: Vec<Ordering> = wanted.iter().map(|order| order.reverse()).collect();
                return of.compare_rounded((value, *rounding), limit, &turned).map(|()| holds);
            }
            _ => {}
        }
        let difference = self.minus(other)?;
        let Self::Sloped { value, line, path } = &difference else { return Ok(holds) };
        let agrees = |order: Ordering| wanted.contains(&order) == holds;
        let root = line.constant.negate().divide(&line.slope)?;
        let rises = !line.slope.is_negative();
        // The weights below the root have the sign that the slope leaves behind.
        let (below, above) =
            if rises { (Ordering::Less, Ordering::Greater) } else { (Ordering::Greater, Ordering::Less) };
        let now = value.cmp(&Number::zero());
        let end = |closed: bool| End { at: root.clone(), closed };
        if now == Ordering::Equal {
            if !agrees(below) {
                path.cut(end(true), true);
            }
            if !agrees(above) {
                path.cut(end(true), false);
            }
        } else {
            let (keep_above, beyond) = if now == above { (true, below) } else { (false, above) };
            if !agrees(Ordering::Equal) || !agrees(beyond) {
                path.cut(end(agrees(Ordering::Equal)), keep_above);
            }
        }
        Ok(holds)
    }

    /// With the interval kept to the weights that round to the same, if it was rounded.
    fn settled(self) -> Answer<Self> {
        match self {
            Self::Stepped { value, of, rounding } => {
                let (low, high) = cell(&value, rounding)?;
                of.stay((&low.at, low.closed), (&high.at, high.closed))?;
                Ok(Self::Fixed(value))
            }
            other => Ok(other),
        }
    }
}

/// The numbers that are rounded to `value`, which is a multiple of the step.
pub(super) fn cell(value: &Number, rounding: Rounding) -> Answer<(End, End)> {
    let step = Number::last_place(rounding.places)?;
    let half = step.divide(&Number::from(2))?;
    let (is_above, is_below) = (*value > Number::zero(), value.is_negative());
    let end = |at: Number, closed: bool| End { at, closed };
    Ok(match rounding.mode {
        // A half goes away from zero, so the end nearer to zero belongs to the cell.
        Mode::HalfUp => (end(value.subtract(&half)?, is_above), end(value.add(&half)?, is_below)),
        Mode::HalfEven => {
            let is_even = value.divide(&step)?.remainder(&Number::from(2))?.is_zero();
            (end(value.subtract(&half)?, is_even), end(value.add(&half)?, is_even))
        }
        Mode::Down => (
            if is_above { end(value.clone(), true) } else { end(value.subtract(&step)?, false) },
            if is_below { end(value.clone(), true) } else { end(value.add(&step)?, false) },
        ),
    })
}
