//! Between which numbers each step of a kernel lies, proved from the least and the greatest number of each column in
//! checked whole numbers.

use num_integer::Integer;

use super::kernel::{Kernel, KernelStep, KernelTest, ScaledProduct};

/// The least and the greatest number.
pub(super) type Ends = (i128, i128);

/// What is proved of a kernel for some columns.
#[derive(Clone, Debug)]
pub(super) struct StepBounds {
    /// Of each step.
    ends: Vec<Ends>,
    /// The largest number that any step computes with on the way, signs left out.
    largest: i128,
}

impl StepBounds {
    /// The bounds of all steps; `None` where they exceed 128 bits.
    pub fn prove(kernel: &Kernel, columns: &[Ends]) -> Option<Self> {
        let mut bounds = Self { ends: Vec::with_capacity(kernel.steps.len()), largest: 0 };
        for step in &kernel.steps {
            let ends = bounds.step(step, columns)?;
            bounds.reach(size(ends)?);
            bounds.ends.push(ends);
        }
        Some(bounds)
    }

    /// Whether no step on the way exceeds 64 bits.
    pub fn are_narrow(&self) -> bool {
        self.largest <= i128::from(i64::MAX)
    }

    /// Between which numbers a step lies.
    pub fn of(&self, step: usize) -> Option<Ends> {
        self.ends.get(step).copied()
    }

    /// Whether a test comes out the same for all units, and how.
    pub fn decide(&self, test: &KernelTest) -> Option<bool> {
        match test {
            KernelTest::Sign(step, orders) => {
                let (low, high) = self.of(*step)?;
                orders.decide((low < 0, low <= 0 && high >= 0, high > 0))
            }
            KernelTest::Whole(above, below) => {
                (self.of(*below)? == (1, 1) || self.of(*above)? == (0, 0)).then_some(true)
            }
        }
    }

    fn reach(&mut self, number: i128) {
        self.largest = self.largest.max(number);
    }

    fn step(&mut self, step: &KernelStep, columns: &[Ends]) -> Option<Ends> {
        match step {
            KernelStep::Column(position) => columns.get(*position).copied(),
            KernelStep::Sum(products, constant) => self.sum(products, *constant),
            KernelStep::Divided { above, below, .. } => {
                let (above, below) = (self.of(*above)?, self.of(*below)?);
                // Rounding computes with twice both; a divisor that is not above 0 gives 0.
                self.reach(size(above)?.checked_mul(2)?.checked_add(size(below)?.checked_mul(2)?)?);
                let (low, high) = match below.0 >= 1 {
                    true => (quotient(above.0, below).0, quotient(above.1, below).1),
                    false => (above.0.min(0), above.1.max(0)),
                };
                Some((low, high))
            }
            KernelStep::Extreme { is_least, one, other } => {
                let (one, other) = (self.of(*one)?, self.of(*other)?);
                Some(match is_least {
                    true => (one.0.min(other.0), one.1.min(other.1)),
                    false => (one.0.max(other.0), one.1.max(other.1)),
                })
            }
        }
    }

    fn sum(&mut self, products: &[ScaledProduct], constant: i128) -> Option<Ends> {
        let (mut low, mut high) = (constant, constant);
        let mut sizes = constant.checked_abs()?;
        for product in products {
            let mut ends = (product.factor, product.factor);
            let mut reach = product.factor.checked_abs()?;
            for step in &product.steps {
                let other = self.of(*step)?;
                reach = reach.checked_mul(size(other)?.max(1))?;
                ends = multiplied(ends, other)?;
            }
            sizes = sizes.checked_add(reach)?;
            (low, high) = (low.checked_add(ends.0)?, high.checked_add(ends.1)?);
        }
        self.reach(sizes);
        Some((low, high))
    }
}

/// The larger of both ends, signs left out.
fn size(ends: Ends) -> Option<i128> {
    Some(ends.0.checked_abs()?.max(ends.1.checked_abs()?))
}

fn multiplied(one: Ends, other: Ends) -> Option<Ends> {
    let all = [
        one.0.checked_mul(other.0)?,
        one.0.checked_mul(other.1)?,
        one.1.checked_mul(other.0)?,
        one.1.checked_mul(other.1)?,
    ];
    Some((all.into_iter().min()?, all.into_iter().max()?))
}

/// The whole numbers next to the quotients of a number by all of these, which are above 0.
fn quotient(above: i128, below: Ends) -> Ends {
    let floor = Integer::div_floor(&above, &below.0).min(Integer::div_floor(&above, &below.1));
    let ceiling = Integer::div_ceil(&above, &below.0).max(Integer::div_ceil(&above, &below.1));
    (floor, ceiling)
}
