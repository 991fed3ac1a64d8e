//! [`Symbol`]: a number, or the expression over figures that it stands for.

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

use super::super::quantity::{Answer, Quantity, QuantityError};
use super::path::{Atom, Cut, DecisionPath, Orders};
use super::polynomial::Polynomial;
use crate::numeric::{Mode, Number, NumberError, Rounding};

/// What stands for the value of a symbol that has none.
static NOTHING: LazyLock<Number> = LazyLock::new(Number::zero);

/// A quantity of a computation whose figures are left open.
#[derive(Clone, Debug)]
pub(crate) enum Symbol {
    /// A plain number.
    Fixed(Number),
    /// A quotient of polynomials over the figures.
    Open(Expression),
}

/// A quotient of polynomials whose divisor is above 0 on the path.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub above: Arc<Polynomial>,
    pub below: Arc<Polynomial>,
    path: DecisionPath,
}

impl Symbol {
    /// The figure at a position.
    pub fn figure(position: usize, path: &DecisionPath) -> Self {
        Self::of_atom(Atom::Figure(position), path)
    }

    fn of_atom(atom: Atom, path: &DecisionPath) -> Self {
        let above = Arc::new(Polynomial::atom(path.atom(atom)));
        Self::Open(Expression { above, below: Arc::new(one()), path: path.clone() })
    }

    /// Dividend and divisor.
    pub fn parts(&self) -> (Arc<Polynomial>, Arc<Polynomial>) {
        match self {
            Self::Fixed(number) => (Arc::new(Polynomial::constant(number.clone())), Arc::new(one())),
            Self::Open(open) => (Arc::clone(&open.above), Arc::clone(&open.below)),
        }
    }

    fn path(&self) -> Option<&DecisionPath> {
        match self {
            Self::Fixed(_) => None,
            Self::Open(open) => Some(&open.path),
        }
    }

    /// The quotient in its simplest form; the divisor is above 0.
    fn quotient(mut above: Polynomial, mut below: Polynomial, path: &DecisionPath) -> Answer<Self> {
        let shared = |above: &Polynomial, below: &Polynomial| {
            let others = below.common();
            above.common().into_iter().find(|atom| others.contains(atom))
        };
        while let Some(atom) = shared(&above, &below) {
            let positive = Orders::of(&[Ordering::Greater]);
            match path.known(&Polynomial::atom(atom), positive)? {
                Some(true) => (above, below) = (above.without(atom), below.without(atom)),
                _ => break,
            }
        }
        if let Some(number) = above.as_constant().filter(Number::is_zero) {
            return Ok(Self::Fixed(number));
        }
        if let Some(number) = above.multiple_of(&below)? {
            return Ok(Self::Fixed(number));
        }
        let factor = match below.leading() {
            Some((_, factor)) => factor.absolute(),
            None => return Err(NumberError::DivisionByZero.into()),
        };
        let inverse = Number::from(1).divide(&factor)?;
        let (above, below) = (above.scaled(&inverse)?, below.scaled(&inverse)?);
        Ok(Self::Open(Expression { above: Arc::new(above), below: Arc::new(below), path: path.clone() }))
    }

    /// The number as it is before and after something that has a result for plain numbers.
    fn with(
        &self,
        other: &Self,
        plain: fn(&Number, &Number) -> Result<Number, NumberError>,
        open: impl FnOnce(&DecisionPath, Parts<'_>, Parts<'_>) -> Answer<Self>,
    ) -> Answer<Self> {
        if let (Self::Fixed(one), Self::Fixed(other)) = (self, other) {
            return Ok(Self::Fixed(plain(one, other)?));
        }
        // INVARIANT: one of both is open.
        let Some(path) = self.path().or_else(|| other.path()) else { return Err(NumberError::TooLarge.into()) };
        let (own, others) = (self.parts(), other.parts());
        open(path, (&own.0, &own.1), (&others.0, &others.1))
    }

    fn sum(
        &self,
        other: &Self,
        times: i64,
        plain: fn(&Number, &Number) -> Result<Number, NumberError>,
    ) -> Answer<Self> {
        self.with(other, plain, |path, own, others| {
            let times = Number::from(times);
            if own.1 == others.1 {
                return Self::quotient(own.0.plus(others.0, &times)?, own.1.clone(), path);
            }
            let above = own.0.times(others.1)?.plus(&others.0.times(own.1)?, &times)?;
            Self::quotient(above, own.1.times(others.1)?, path)
        })
    }

    fn cut(&self, cut: Cut) -> Answer<Self> {
        match self {
            Self::Fixed(number) => Ok(Self::Fixed(cut.apply(number))),
            Self::Open(open) => {
                if open.below.as_constant().is_some() && open.path.is_on_grid(&open.above, cut.places())? {
                    return Ok(self.clone());
                }
                let (above, below) = ((*open.above).clone(), (*open.below).clone());
                Ok(Self::of_atom(Atom::Cut { above, below, cut }, &open.path))
            }
        }
    }

    /// The lesser or the greater of two: what is known decides, else both are kept where they have one divisor.
    fn extreme(&self, other: &Self, is_least: bool) -> Answer<Self> {
        let wanted = [if is_least { Ordering::Less } else { Ordering::Greater }, Ordering::Equal];
        let (own_path, other_path) = (self.path(), other.path());
        let difference = match (own_path.or(other_path), self.minus(other)?) {
            (Some(_), Self::Open(difference)) => difference,
            (_, difference) => {
                let is_own = difference.compare(&Self::zero(), &wanted)?;
                return Ok(if is_own { self } else { other }.clone());
            }
        };
        let path = difference.path.clone();
        if let Some(is_own) = path.known(&difference.above, Orders::of(&wanted))? {
            return Ok(if is_own { self } else { other }.clone());
        }
        let (own, others) = (self.parts(), other.parts());
        let below = match (own.1.as_constant(), others.1.as_constant()) {
            _ if own.1 == others.1 => &own.1,
            (Some(_), None) if own.0.as_constant().is_some() => &others.1,
            (None, Some(_)) if others.0.as_constant().is_some() => &own.1,
            _ => {
                let is_own = path.decide(&difference.above, Orders::of(&wanted))?;
                return Ok(if is_own { self } else { other }.clone());
            }
        };
        // A constant is so many times the divisor, over the divisor.
        let over = |parts: &(Arc<Polynomial>, Arc<Polynomial>)| match parts.1 == *below {
            true => Ok((*parts.0).clone()),
            false => parts.0.times(below),
        };
        let atom = Atom::Extreme { is_least, one: over(&own)?, other: over(&others)? };
        let extreme = Polynomial::atom(path.atom(atom));
        Self::quotient(extreme, (**below).clone(), &path)
    }
}

/// Dividend and divisor.
type Parts<'a> = (&'a Polynomial, &'a Polynomial);

fn one() -> Polynomial {
    Polynomial::constant(Number::from(1))
}

impl Quantity for Symbol {
    fn exactly(number: Number) -> Self {
        Self::Fixed(number)
    }

    /// A figure that is left open has no value; what is recorded of it beside the expression says nothing.
    fn now(&self) -> &Number {
        match self {
            Self::Fixed(number) => number,
            Self::Open(_) => &NOTHING,
        }
    }

    fn plain(&self, place: &'static str) -> Answer<&Number> {
        match self {
            Self::Fixed(number) => Ok(number),
            Self::Open(_) => Err(QuantityError::Plain(place)),
        }
    }

    fn plus(&self, other: &Self) -> Answer<Self> {
        self.sum(other, 1, Number::add)
    }

    fn minus(&self, other: &Self) -> Answer<Self> {
        self.sum(other, -1, Number::subtract)
    }

    fn times(&self, other: &Self) -> Answer<Self> {
        self.with(other, Number::multiply, |path, own, others| {
            Self::quotient(own.0.times(others.0)?, own.1.times(others.1)?, path)
        })
    }

    fn divided_by(&self, other: &Self) -> Answer<Self> {
        if other.compare(&Self::zero(), &[Ordering::Equal])? {
            return Err(NumberError::DivisionByZero.into());
        }
        let is_positive = other.compare(&Self::zero(), &[Ordering::Greater])?;
        self.with(other, Number::divide, |path, own, others| {
            let sign = Number::from(if is_positive { 1 } else { -1 });
            let (above, below) = (own.0.times(others.1)?, own.1.times(others.0)?);
            Self::quotient(above.scaled(&sign)?, below.scaled(&sign)?, path)
        })
    }

    fn remainder(&self, other: &Self) -> Answer<Self> {
        let whole = self.divided_by(other)?.cut(Cut::Rounded(Rounding { places: 0, mode: Mode::Down }))?;
        self.minus(&whole.times(other)?)
    }

    fn negated(&self) -> Answer<Self> {
        Self::zero().minus(self)
    }

    fn floor(&self) -> Answer<Self> {
        self.cut(Cut::Floor)
    }

    fn ceiling(&self) -> Answer<Self> {
        self.cut(Cut::Ceiling)
    }

    fn is_whole(&self) -> Answer<bool> {
        match self {
            Self::Fixed(number) => Ok(number.is_whole()),
            Self::Open(open) => match open.below.as_constant() {
                Some(_) if open.path.is_on_grid(&open.above, 0)? => Ok(true),
                _ => open.path.decide_whole(&open.above, &open.below),
            },
        }
    }

    fn rounded(&self, rounding: Rounding) -> Answer<Self> {
        self.cut(Cut::Rounded(rounding))
    }

    fn compare(&self, other: &Self, wanted: &[Ordering]) -> Answer<bool> {
        if let (Self::Fixed(own), Self::Fixed(other)) = (self, other) {
            return Ok(wanted.contains(&own.cmp(other)));
        }
        match self.minus(other)? {
            Self::Fixed(number) => Ok(wanted.contains(&number.cmp(&Number::zero()))),
            Self::Open(difference) => difference.path.decide(&difference.above, Orders::of(wanted)),
        }
    }

    fn settled(self) -> Answer<Self> {
        Ok(self)
    }

    fn lower(&self, other: &Self) -> Answer<Self> {
        self.extreme(other, true)
    }

    fn higher(&self, other: &Self) -> Answer<Self> {
        self.extreme(other, false)
    }
}
