//! [`DecisionPath`]: one way through a computation on symbols: what was decided on it, and what follows from that.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::affine::cell;
use super::super::quantity::{Answer, QuantityError};
use super::extent::Extent;
use super::polynomial::{AtomId, Polynomial};
use crate::numeric::{Number, NumberError, Rounding};

/// How many choices one path may take.
const MAX_CHOICES: usize = 256;

/// What an atom of a polynomial stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Atom {
    /// The figure at this position.
    Figure(usize),
    /// A quotient, whose divisor is above 0, cut to a multiple of a step.
    Cut { above: Polynomial, below: Polynomial, cut: Cut },
    /// The lesser or the greater of two.
    Extreme { is_least: bool, one: Polynomial, other: Polynomial },
}

/// How a number is cut to a multiple of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cut {
    /// To the whole number that is not greater.
    Floor,
    /// To the whole number that is not smaller.
    Ceiling,
    /// By a declared rounding.
    Rounded(Rounding),
}

impl Cut {
    /// The number cut.
    pub fn apply(self, number: &Number) -> Number {
        match self {
            Self::Floor => number.floor(),
            Self::Ceiling => number.ceiling(),
            Self::Rounded(rounding) => rounding.apply(number),
        }
    }

    /// The decimals that are left.
    pub fn places(self) -> u32 {
        match self {
            Self::Floor | Self::Ceiling => 0,
            Self::Rounded(rounding) => rounding.places,
        }
    }
}

/// In which orders one number may stand to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orders {
    pub less: bool,
    pub equal: bool,
    pub greater: bool,
}

impl Orders {
    /// These orders.
    pub fn of(wanted: &[Ordering]) -> Self {
        let has = |order| wanted.contains(&order);
        Self { less: has(Ordering::Less), equal: has(Ordering::Equal), greater: has(Ordering::Greater) }
    }

    /// Whether the order is one of them.
    pub fn contain(self, order: Ordering) -> bool {
        match order {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }

    fn other(self) -> Self {
        Self { less: !self.less, equal: !self.equal, greater: !self.greater }
    }

    fn turned(self) -> Self {
        Self { less: self.greater, greater: self.less, ..self }
    }

    /// Whether all that is possible is wanted, or none of it; `None` where it is open.
    pub fn decide(self, (less, equal, greater): (bool, bool, bool)) -> Option<bool> {
        let open = [(less, self.less), (equal, self.equal), (greater, self.greater)];
        let mut possible = open.into_iter().filter(|(possible, _)| *possible).map(|(_, wanted)| wanted);
        let first = possible.next()?;
        possible.all(|wanted| wanted == first).then_some(first)
    }
}

/// What a path chooses by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PathCondition {
    /// The polynomial stands to 0 in one of the orders.
    Sign(Polynomial, Orders),
    /// The quotient is whole; its divisor is above 0.
    Whole(Polynomial, Polynomial),
}

/// What is known of a figure whatever it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct FigureTerms {
    /// Where it lies.
    pub extent: Extent,
    /// A number that it is a multiple of.
    pub step: Option<Number>,
}

/// One way through a computation.
#[derive(Clone, Debug)]
pub(crate) struct DecisionPath(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    figures: Vec<FigureTerms>,
    atoms: Vec<Atom>,
    /// The choices that are given; all later ones are `true`.
    given: Vec<bool>,
    taken: Vec<(PathCondition, bool)>,
    /// What is known of polynomials without a constant part whose leading factor is 1.
    facts: Vec<(Polynomial, Extent)>,
}

impl DecisionPath {
    /// A path of a computation on these figures, with the atoms that its other paths have named.
    pub(super) fn new(figures: Vec<FigureTerms>, atoms: Vec<Atom>, given: Vec<bool>) -> Self {
        Self(Arc::new(Mutex::new(State { figures, atoms, given, taken: Vec::new(), facts: Vec::new() })))
    }

    /// What was chosen, and all atoms.
    pub(super) fn taken(&self) -> (Vec<(PathCondition, bool)>, Vec<Atom>) {
        let state = self.state();
        (state.taken.clone(), state.atoms.clone())
    }

    /// The atom, under the number that it has on every path.
    pub(super) fn atom(&self, atom: Atom) -> AtomId {
        let mut state = self.state();
        state.atoms.iter().position(|known| *known == atom).unwrap_or_else(|| {
            state.atoms.push(atom);
            state.atoms.len().saturating_sub(1)
        })
    }

    /// Whether the polynomial stands to 0 in one of the orders, if that is known.
    pub(super) fn known(&self, polynomial: &Polynomial, orders: Orders) -> Answer<Option<bool>> {
        self.state().known(polynomial, orders)
    }

    /// Whether it does, by choice where it is not known.
    pub(super) fn decide(&self, polynomial: &Polynomial, orders: Orders) -> Answer<bool> {
        let mut state = self.state();
        if let Some(known) = state.known(polynomial, orders)? {
            return Ok(known);
        }
        let choice = state.choose(PathCondition::Sign(polynomial.clone(), orders))?;
        state.learn(polynomial, if choice { orders } else { orders.other() })?;
        Ok(choice)
    }

    /// Whether a quotient is whole, by choice where it is not known.
    pub(super) fn decide_whole(&self, above: &Polynomial, below: &Polynomial) -> Answer<bool> {
        let mut state = self.state();
        let condition = PathCondition::Whole(above.clone(), below.clone());
        let known = state.taken.iter().find(|(taken, _)| *taken == condition).map(|(_, choice)| *choice);
        known.map_or_else(|| state.choose(condition), Ok)
    }

    /// Whether every value of the polynomial is a multiple of 10^-places.
    pub(super) fn is_on_grid(&self, polynomial: &Polynomial, places: u32) -> Answer<bool> {
        let (state, grid) = (self.state(), Number::power_of_ten(places)?);
        for (product, factor) in polynomial.products() {
            let mut step = factor.multiply(&grid)?;
            for atom in product {
                let Some(own) = state.step(*atom)? else { return Ok(false) };
                step = step.multiply(&own)?;
            }
            if !step.is_whole() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn choose(&mut self, condition: PathCondition) -> Answer<bool> {
        let at = self.taken.len();
        if at >= MAX_CHOICES {
            return Err(QuantityError::Number(NumberError::TooLarge));
        }
        let choice = self.given.get(at).copied().unwrap_or(true);
        self.taken.push((condition, choice));
        Ok(choice)
    }

    fn learn(&mut self, polynomial: &Polynomial, orders: Orders) -> Answer<()> {
        let Some((primitive, factor)) = polynomial.primitive()? else { return Ok(()) };
        let limit = polynomial.offset().negate().divide(&factor)?;
        let orders = if factor.is_negative() { orders.turned() } else { orders };
        let learnt = Extent::beside(&limit, (orders.less, orders.equal, orders.greater));
        match self.facts.iter_mut().find(|(known, _)| *known == primitive) {
            Some((_, extent)) => *extent = extent.and(&learnt),
            None => self.facts.push((primitive, learnt)),
        }
        Ok(())
    }

    /// The number that an atom is always a multiple of.
    fn step(&self, atom: AtomId) -> Answer<Option<Number>> {
        Ok(match self.atoms.get(atom) {
            Some(Atom::Figure(position)) => self.figures.get(*position).and_then(|terms| terms.step.clone()),
            Some(Atom::Cut { cut, .. }) => Some(Number::last_place(cut.places())?),
            Some(Atom::Extreme { .. }) | None => None,
        })
    }

    fn known(&self, polynomial: &Polynomial, orders: Orders) -> Answer<Option<bool>> {
        let possible = self.extent(polynomial)?.orders(&Number::zero());
        if let Some(known) = orders.decide(possible) {
            return Ok(Some(known));
        }
        Ok(orders.decide(self.through_cut(polynomial, possible)?))
    }

    /// What of the possible is left where the polynomial rests on one number that was cut: the number before the cut may
    /// be known to lie on one side of the place at which the cut one would change sides.
    fn through_cut(&self, polynomial: &Polynomial, possible: (bool, bool, bool)) -> Answer<(bool, bool, bool)> {
        let Some((primitive, factor)) = polynomial.primitive()? else { return Ok(possible) };
        let atom = primitive.as_atom().and_then(|atom| self.atoms.get(atom));
        let Some(Atom::Cut { above, below, cut }) = atom else { return Ok(possible) };
        let limit = polynomial.offset().negate().divide(&factor)?;
        let is_turned = factor.is_negative();
        let (less, equal, greater) = possible;
        let (lower, upper) = if is_turned { (greater, less) } else { (less, greater) };
        let step = Number::last_place(cut.places())?;
        let steps = limit.divide(&step)?;
        let one = Number::from(1);
        let next = steps.floor().add(&one)?.multiply(&step)?;
        let last = steps.ceiling().subtract(&one)?.multiply(&step)?;
        let reaches = |edge: &Number, orders: Orders| -> Answer<bool> {
            let beyond = above.plus(below, &edge.negate())?;
            Ok(orders.decide(self.extent(&beyond)?.orders(&Number::zero())) != Some(false))
        };
        let upward = |closed: bool| Orders { less: false, equal: closed, greater: true };
        let downward = |closed: bool| Orders { less: true, equal: closed, greater: false };
        let (upper_edge, lower_edge) = match cut {
            Cut::Floor => ((next.clone(), true), (last.add(&step)?, false)),
            Cut::Ceiling => ((next.subtract(&step)?, false), (last, true)),
            Cut::Rounded(rounding) => {
                let (low, high) = (cell(&next, *rounding)?.0, cell(&last, *rounding)?.1);
                ((low.at, low.closed), (high.at, high.closed))
            }
        };
        let upper = upper && reaches(&upper_edge.0, upward(upper_edge.1))?;
        let lower = lower && reaches(&lower_edge.0, downward(lower_edge.1))?;
        Ok(if is_turned { (upper, equal, lower) } else { (lower, equal, upper) })
    }

    /// Where the polynomial lies, by its atoms and by what was decided.
    fn extent(&self, polynomial: &Polynomial) -> Answer<Extent> {
        self.extent_before(polynomial, self.atoms.len())
    }

    /// The same by what was decided of atoms that come before one: an atom rests on earlier ones only, so that nothing is
    /// looked for in itself.
    fn extent_before(&self, polynomial: &Polynomial, atom: AtomId) -> Answer<Extent> {
        let mut extent = self.boxed(polynomial)?;
        for (fact, known) in &self.facts {
            if fact.products().any(|(product, _)| product.iter().any(|other| *other >= atom)) {
                continue;
            }
            for (product, own) in fact.products() {
                let factor = polynomial.factor(product);
                if factor.is_zero() {
                    continue;
                }
                let times = factor.divide(own)?;
                let rest = polynomial.plus(fact, &times.negate())?;
                extent = extent.and(&self.boxed(&rest)?.plus(&known.scaled(&times)?)?);
            }
        }
        Ok(extent)
    }

    /// Where it lies by its atoms alone.
    fn boxed(&self, polynomial: &Polynomial) -> Answer<Extent> {
        let mut sum = Extent::only(&Number::zero());
        for (product, factor) in polynomial.products() {
            let mut part = Extent::only(&Number::from(1));
            for atom in product {
                let own = self.atom_extent(*atom)?;
                part = if product.len() == 1 { own } else { part.times(&own)? };
            }
            sum = sum.plus(&part.scaled(factor)?)?;
        }
        Ok(sum)
    }

    fn atom_extent(&self, atom: AtomId) -> Answer<Extent> {
        let extent = |polynomial: &Polynomial| self.extent_before(polynomial, atom);
        let own = match self.atoms.get(atom) {
            Some(Atom::Figure(position)) => {
                self.figures.get(*position).map(|terms| terms.extent.clone()).unwrap_or_default()
            }
            Some(Atom::Cut { above, below, cut }) => {
                let inner = match below.as_constant() {
                    Some(below) => extent(above)?.scaled(&Number::from(1).divide(&below)?)?,
                    None => extent(above)?.over(&extent(below)?)?,
                };
                inner.mapped(|end| cut.apply(end))
            }
            Some(Atom::Extreme { is_least, one, other }) => extent(one)?.extreme(&extent(other)?, *is_least),
            None => Extent::default(),
        };
        let polynomial = Polynomial::atom(atom);
        let fact = self.facts.iter().find(|(known, _)| *known == polynomial);
        Ok(fact.map_or(own.clone(), |(_, known)| own.and(known)))
    }
}
