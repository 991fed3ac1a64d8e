//! [`Polynomial`]: a sum of products of atoms, each with an exact factor.

use std::collections::BTreeMap;

use super::super::quantity::{Answer, QuantityError};
use crate::numeric::{Number, NumberError};

/// The position of an atom among those of an exploration.
pub(crate) type AtomId = usize;

/// How many products a polynomial has at most, and how many atoms a product; what is longer is left to plain numbers.
const MAX_SIZE: (usize, usize) = (4_096, 8);

/// A sum of products of atoms with exact factors, none of which is 0; the product of no atoms is the constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Polynomial(BTreeMap<Vec<AtomId>, Number>);

impl Polynomial {
    /// The polynomial that is this number.
    pub fn constant(number: Number) -> Self {
        Self(Some((Vec::new(), number)).filter(|(_, number)| !number.is_zero()).into_iter().collect())
    }

    /// The atom itself.
    pub fn atom(id: AtomId) -> Self {
        Self(BTreeMap::from([(vec![id], Number::from(1))]))
    }

    /// The products, each with its factor.
    pub fn products(&self) -> impl Iterator<Item = (&[AtomId], &Number)> {
        self.0.iter().map(|(product, factor)| (product.as_slice(), factor))
    }

    /// The number, if it is one.
    pub fn as_constant(&self) -> Option<Number> {
        match self.0.len() {
            0 => Some(Number::zero()),
            1 => self.0.get([].as_slice()).cloned(),
            _ => None,
        }
    }

    /// The only atom, if the polynomial is nothing else.
    pub fn as_atom(&self) -> Option<AtomId> {
        match (self.0.len(), self.0.first_key_value()) {
            (1, Some((product, factor))) if *factor == Number::from(1) => match product.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            _ => None,
        }
    }

    /// The constant part.
    pub fn offset(&self) -> Number {
        self.0.get([].as_slice()).cloned().unwrap_or_else(Number::zero)
    }

    /// The factor of a product; 0 where it does not occur.
    pub fn factor(&self, product: &[AtomId]) -> Number {
        self.0.get(product).cloned().unwrap_or_else(Number::zero)
    }

    /// The last product in the order of products, with its factor; none for 0.
    pub fn leading(&self) -> Option<(&[AtomId], &Number)> {
        self.0.last_key_value().map(|(product, factor)| (product.as_slice(), factor))
    }

    /// The polynomial without its constant part, divided by the factor of its leading product, with that factor: what is
    /// known of it is known of all multiples. `None` for a constant.
    pub fn primitive(&self) -> Answer<Option<(Self, Number)>> {
        let Some((_, factor)) = self.leading().filter(|(product, _)| !product.is_empty()) else { return Ok(None) };
        let (factor, mut rest) = (factor.clone(), self.clone());
        rest.0.remove([].as_slice());
        Ok(Some((rest.scaled(&Number::from(1).divide(&factor)?)?, factor)))
    }

    /// The sum with so many times the other.
    pub fn plus(&self, other: &Self, times: &Number) -> Answer<Self> {
        let mut sum = self.0.clone();
        for (product, factor) in &other.0 {
            let more = factor.multiply(times)?;
            let total = sum.get(product).map_or(Ok(more.clone()), |own| own.add(&more))?;
            if total.is_zero() {
                sum.remove(product);
            } else {
                sum.insert(product.clone(), total);
            }
        }
        Self(sum).bounded()
    }

    /// Every factor multiplied.
    pub fn scaled(&self, by: &Number) -> Answer<Self> {
        if by.is_zero() {
            return Ok(Self::constant(Number::zero()));
        }
        let scaled = self.0.iter().map(|(product, factor)| Ok((product.clone(), factor.multiply(by)?)));
        scaled.collect::<Answer<_>>().map(Self)
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Answer<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MAX_SIZE.0 {
            return Err(QuantityError::Number(NumberError::TooLarge));
        }
        let mut result = Self::constant(Number::zero());
        for (product, factor) in &other.0 {
            let shifted = self.0.iter().map(|(own, number)| {
                let mut joined: Vec<AtomId> = own.iter().chain(product).copied().collect();
                joined.sort_unstable();
                (joined, number.clone())
            });
            result = result.plus(&Self(shifted.collect()), factor)?;
        }
        result.bounded()
    }

    /// The atoms that every product has, as often as each of them has it.
    pub fn common(&self) -> Vec<AtomId> {
        let mut products = self.0.keys();
        let Some(mut common) = products.next().cloned() else { return Vec::new() };
        for product in products {
            let mut left = product.clone();
            common.retain(|atom| match left.iter().position(|other| other == atom) {
                Some(at) => {
                    left.remove(at);
                    true
                }
                None => false,
            });
        }
        common
    }

    /// The polynomial without one atom that every product has.
    pub fn without(&self, atom: AtomId) -> Self {
        let less = |product: &Vec<AtomId>| {
            let mut product = product.clone();
            if let Some(at) = product.iter().position(|other| *other == atom) {
                product.remove(at);
            }
            product
        };
        Self(self.0.iter().map(|(product, factor)| (less(product), factor.clone())).collect())
    }

    /// By what the other has to be multiplied to be this one; `None` where no number does it.
    pub fn multiple_of(&self, other: &Self) -> Answer<Option<Number>> {
        let (Some((product, own)), Some((same, others))) = (self.leading(), other.leading()) else { return Ok(None) };
        if product != same || self.0.len() != other.0.len() {
            return Ok(None);
        }
        let factor = own.divide(others)?;
        Ok((other.scaled(&factor)? == *self).then_some(factor))
    }

    fn bounded(self) -> Answer<Self> {
        let is_long = self.0.len() > MAX_SIZE.0 || self.0.keys().any(|product| product.len() > MAX_SIZE.1);
        if is_long { Err(QuantityError::Number(NumberError::TooLarge)) } else { Ok(self) }
    }
}
