//! [`Traced`]: a number that remembers how it depends on a row's weight.
//!
//! A script that computes with such numbers takes the way it takes at one weight and leaves behind on which interval of
//! weights it would take the same way: every comparison narrows the [`Path`]. What is not linear in the weight cannot be
//! remembered, and says so.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use crate::language::Bilingual;
use crate::numeric::{End, Interval, Line, Mode, Number, NumberError, Rounding};

/// The weights on which all decisions so far come out the same.
#[derive(Clone, Debug)]
pub(crate) struct Path(Arc<Mutex<Interval>>);

impl Path {
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

/// Why a number stopped being linear in the weight, or has no value at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Untraceable {
    /// Arithmetic without a result.
    Number(NumberError),
    /// Two numbers that both depend on the weight were multiplied.
    Product,
    /// A number was divided by one that depends on the weight, and the quotient depends on it too.
    Quotient,
    /// A place that takes plain numbers only.
    Plain(&'static str),
}

impl From<NumberError> for Untraceable {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}

impl Untraceable {
    /// What happened, in words.
    pub fn reason(&self) -> Bilingual {
        match self {
            Self::Number(error) => Bilingual::same(error.to_string()),
            Self::Product => {
                Bilingual::new("两个随分值变化的数相乘", Some("two numbers that depend on the weight are multiplied"))
            }
            Self::Quotient => {
                Bilingual::new("除以一个随分值变化的数", Some("a number is divided by one that depends on the weight"))
            }
            Self::Plain(place) => Bilingual {
                zh: format!("{place} 不接受随分值变化的数"),
                en: format!("{place} takes no number that depends on the weight"),
            },
        }
    }
}

/// A number of a script: fixed, or on a line over the weight.
#[derive(Clone, Debug)]
pub(crate) enum Traced {
    /// It does not depend on the weight.
    Fixed(Number),
    /// It does.
    Sloped {
        /// What it is at the weight at which the script runs.
        value: Number,
        /// What it is at every weight of the path.
        line: Line,
        /// The decisions so far.
        path: Path,
    },
    /// It was rounded, and nobody has computed with it yet. Comparing it with a plain number needs one cut of the path;
    /// settling it would need one for each step of the rounding, thousands where a tier is rounded to two decimals.
    Stepped {
        /// What it is at the weight at which the script runs.
        value: Number,
        /// The number that was rounded.
        of: Box<Self>,
        /// Half up, to this many places.
        places: u32,
    },
}

/// The answer of an operation.
pub(crate) type Answer<T> = Result<T, Untraceable>;

impl Traced {
    /// The weight itself, at `value`.
    pub fn weight(value: Number, path: &Path) -> Self {
        let line = Line { constant: Number::zero(), slope: Number::from(1) };
        Self::Sloped { value, line, path: path.clone() }
    }

    /// What it is at the weight at which the script runs.
    pub fn value(&self) -> &Number {
        match self {
            Self::Fixed(value) | Self::Sloped { value, .. } | Self::Stepped { value, .. } => value,
        }
    }

    /// The number with the path kept to the weights that round to the same.
    pub fn settled(&self) -> Answer<Self> {
        if let Self::Stepped { value, of, places } = self {
            let (low, high) = cell(value, *places)?;
            of.stay((&low.at, low.closed), (&high.at, high.closed))?;
            return Ok(Self::Fixed(value.clone()));
        }
        Ok(self.clone())
    }

    /// What it is at every weight of the path. A number that was rounded has been settled before.
    pub fn line(&self) -> Line {
        match self {
            Self::Fixed(value) | Self::Stepped { value, .. } => Line { constant: value.clone(), slope: Number::zero() },
            Self::Sloped { line, .. } => line.clone(),
        }
    }

    /// The plain number, for `place`, which takes no other.
    pub fn fixed(&self, place: &'static str) -> Answer<&Number> {
        match self {
            Self::Fixed(value) => Ok(value),
            Self::Sloped { .. } | Self::Stepped { .. } => Err(Untraceable::Plain(place)),
        }
    }

    pub fn plus(&self, other: &Self) -> Answer<Self> {
        self.along(other, Number::add)
    }

    pub fn minus(&self, other: &Self) -> Answer<Self> {
        self.along(other, Number::subtract)
    }

    pub fn times(&self, other: &Self) -> Answer<Self> {
        let is_nothing = |number: &Self| matches!(number, Self::Fixed(value) if value.is_zero());
        if is_nothing(self) || is_nothing(other) {
            // Nothing of a rounded number is nothing, whatever step it stands on.
            return Ok(Self::Fixed(Number::zero()));
        }
        match (&self.settled()?, &other.settled()?) {
            (own, Self::Fixed(factor)) => own.scaled(|number| number.multiply(factor)),
            (Self::Fixed(factor), other) => other.scaled(|number| number.multiply(factor)),
            _ => Err(Untraceable::Product),
        }
    }

    pub fn divided_by(&self, other: &Self) -> Answer<Self> {
        let (dividend, divisor) = (self.settled()?, other.settled()?);
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
            Self::Sloped { .. } | Self::Stepped { .. } => Err(Untraceable::Quotient),
        }
    }

    pub fn remainder(&self, other: &Self) -> Answer<Self> {
        let divisor = other.settled()?;
        let divisor = divisor.fixed("%")?;
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

    pub fn negated(&self) -> Answer<Self> {
        self.scaled(|number| Ok(number.negate()))
    }

    pub fn floor(&self) -> Answer<Self> {
        let whole = self.value().floor();
        self.stay((&whole, true), (&whole.add(&Number::from(1))?, false))?;
        Ok(Self::Fixed(whole))
    }

    pub fn ceiling(&self) -> Answer<Self> {
        let whole = self.value().ceiling();
        self.stay((&whole.subtract(&Number::from(1))?, false), (&whole, true))?;
        Ok(Self::Fixed(whole))
    }

    pub fn is_whole(&self) -> Answer<bool> {
        let below = self.value().floor();
        let is_whole = below == *self.value();
        if is_whole {
            self.stay((&below, true), (&below, true))?;
        } else {
            self.stay((&below, false), (&below.add(&Number::from(1))?, false))?;
        }
        Ok(is_whole)
    }

    /// Rounded half up to `places`.
    pub fn rounded(&self, places: u32) -> Answer<Self> {
        let of = self.settled()?;
        let value = Rounding { places, mode: Mode::HalfUp }.apply(of.value());
        Ok(match of {
            Self::Fixed(_) => Self::Fixed(value),
            of => Self::Stepped { value, of: Box::new(of), places },
        })
    }

    /// Whether the number stands to `other` in one of the orders `wanted`; the path keeps to the weights that agree.
    pub fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool> {
        let holds = wanted.contains(&self.value().cmp(other.value()));
        match (self, other) {
            (Self::Stepped { value, of, places }, Self::Fixed(limit)) => {
                return of.compare_rounded((value, *places), limit, wanted).map(|()| holds);
            }
            (Self::Fixed(limit), Self::Stepped { value, of, places }) => {
                let turned: Vec<Ordering> = wanted.iter().map(|order| order.reverse()).collect();
                return of.compare_rounded((value, *places), limit, &turned).map(|()| holds);
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

    /// Keeps the path to the weights at which this number, rounded to `value` now, would stand to `limit` as it does.
    fn compare_rounded(&self, (value, places): (&Number, u32), limit: &Number, wanted: &[Ordering]) -> Answer<()> {
        let step = Number::last_place(places)?;
        let steps = limit.divide(&step)?;
        // What rounds to less than the limit lies below the cell of the next step at or above the limit, and what
        // rounds to more lies above the cell of the next step at or below it.
        let least = cell(&steps.ceiling().multiply(&step)?, places)?.0;
        let most = cell(&steps.floor().multiply(&step)?, places)?.1;
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
        let (left, right) = (self.settled()?, other.settled()?);
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
        Ok(match &self.settled()? {
            Self::Fixed(value) | Self::Stepped { value, .. } => Self::Fixed(change(value)?),
            Self::Sloped { value, line, path } => {
                let line = Line { constant: change(&line.constant)?, slope: change(&line.slope)? };
                Self::on(change(value)?, line, path.clone())
            }
        })
    }

    /// A line without slope is a plain number.
    fn on(value: Number, line: Line, path: Path) -> Self {
        if line.slope.is_zero() { Self::Fixed(line.constant) } else { Self::Sloped { value, line, path } }
    }
}

/// The numbers that are rounded half up to `value`: a half goes away from zero, so the end that lies nearer to zero
/// belongs to the step.
fn cell(value: &Number, places: u32) -> Answer<(End, End)> {
    let half = Number::last_place(places)?.divide(&Number::from(2))?;
    let low = End { at: value.subtract(&half)?, closed: *value > Number::zero() };
    let high = End { at: value.add(&half)?, closed: value.is_negative() };
    Ok((low, high))
}
