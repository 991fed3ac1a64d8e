//! [`Lanes`]: a kernel computed for a block of units, step by step for all of them.
//!
//! Nothing is checked for overflow here: [`StepBounds`] proved before that no step can.

use num_integer::Integer;
use num_traits::{AsPrimitive, FromPrimitive, PrimInt, Signed};

use super::bounds::StepBounds;
use super::kernel::{Kernel, KernelStep, KernelTest, KernelTree, ScaledProduct, StepId};
use crate::numeric::Mode;
use crate::rule::{Cut, Orders};

/// How many units are computed at a time.
pub(super) const BLOCK: usize = 512;

/// The code of units that the ordinary evaluation answers.
pub(super) const ORDINARY: u16 = u16::MAX;

/// Which units of a block something holds of.
pub(super) type Mask = [bool; BLOCK];

/// A machine word to compute in.
pub(super) trait Word: PrimInt + Signed + Integer + FromPrimitive + AsPrimitive<i64> + From<i64> {}

impl Word for i64 {}
impl Word for i128 {}

/// The numbers of the steps for the units of one block.
#[derive(Debug, Default)]
pub(super) struct Lanes<T> {
    steps: Vec<Vec<T>>,
    is_ready: Vec<bool>,
    spare: Vec<T>,
    /// The ends that units come to, in the order in which they were reached.
    ends: Vec<LaneEnd<T>>,
    /// For each unit, at which of them it is.
    end_of: Vec<u16>,
}

/// An end of a tree: a number, or a step that says one for each unit.
#[derive(Clone, Copy, Debug)]
struct LaneEnd<T> {
    number: T,
    step: Option<StepId>,
    code: u16,
}

/// That a unit is at no end.
const NO_END: u16 = u16::MAX;

/// What comes out for each unit of a block.
pub(super) struct BlockAnswers<'a> {
    pub numbers: &'a mut [i64],
    pub codes: &'a mut [u16],
}

impl BlockAnswers<'_> {
    /// Leaves units to the ordinary evaluation.
    pub fn send(&mut self, mask: Option<&Mask>) {
        spread(self.numbers, 0, mask);
        spread(self.codes, ORDINARY, mask);
    }
}

impl<T: Word> Lanes<T> {
    /// Computes a kernel for the units of a block, or for those that `mask` holds of.
    pub fn run(
        &mut self,
        kernel: &Kernel,
        bounds: &StepBounds,
        columns: &[&[i64]],
        mask: Option<&Mask>,
        answers: &mut BlockAnswers<'_>,
    ) {
        if self.steps.len() < kernel.steps.len() {
            self.steps.resize_with(kernel.steps.len(), Vec::new);
            self.is_ready.resize(kernel.steps.len(), false);
        }
        self.is_ready.fill(false);
        let run = BlockRun { kernel, bounds, columns, length: answers.numbers.len() };
        self.ends.clear();
        self.end_of.clear();
        self.end_of.resize(run.length, NO_END);
        self.select(&run, &kernel.tree, mask);
        self.answer(answers);
    }

    /// Finds at which end each unit is.
    fn select(&mut self, run: &BlockRun<'_>, tree: &KernelTree, mask: Option<&Mask>) {
        match tree {
            KernelTree::Constant(number, code) => self.end((*number).into(), None, *code, mask),
            KernelTree::Ordinary => self.end(T::zero(), None, ORDINARY, mask),
            KernelTree::Step(step, code) => {
                self.ready(run, *step);
                self.end(T::zero(), Some(*step), *code, mask);
            }
            KernelTree::Choice(test, both) => self.choose(run, test, both, mask),
        }
    }

    /// All units are at this end, or those that the mask holds of.
    fn end(&mut self, number: T, step: Option<StepId>, code: u16, mask: Option<&Mask>) {
        // INVARIANT: a tree has fewer ends than there are codes.
        let at = u16::try_from(self.ends.len()).unwrap_or(NO_END);
        self.ends.push(LaneEnd { number, step, code });
        spread(&mut self.end_of, at, mask);
    }

    /// The answers of all units that are at an end.
    fn answer(&self, answers: &mut BlockAnswers<'_>) {
        // A constant is the same for each unit: only the first number of its own is ever asked for.
        let sources = self.ends.iter().map(|end| match end.step {
            None => (std::slice::from_ref(&end.number), 0, end.code),
            Some(step) => (self.numbers(step), usize::MAX, end.code),
        });
        let sources: Vec<(&[T], usize, u16)> = sources.collect();
        let out = answers.numbers.iter_mut().zip(answers.codes.iter_mut());
        for (at, ((number, code), end)) in out.zip(&self.end_of).enumerate() {
            if let Some((numbers, which, of_end)) = sources.get(usize::from(*end)) {
                *number = numbers.get(at & which).map_or(0, |number| number.as_());
                *code = *of_end;
            }
        }
    }

    /// What does not hold is answered for all units first, and then what holds for those of which it does.
    fn choose(&mut self, run: &BlockRun<'_>, test: &KernelTest, both: &(KernelTree, KernelTree), mask: Option<&Mask>) {
        match run.bounds.decide(test) {
            Some(true) => return self.select(run, &both.0, mask),
            Some(false) => return self.select(run, &both.1, mask),
            None => {}
        }
        let mut holds: Mask = [false; BLOCK];
        self.test(run, test, &mut holds);
        let mut left = mask.copied().unwrap_or([true; BLOCK]);
        // Nothing holds behind the last unit. All places are gone through: of so many, several are taken at a time.
        left.iter_mut().skip(run.length).for_each(|left| *left = false);
        let (mut any, mut all) = (false, true);
        for (left, holds) in left.iter_mut().zip(&mut holds) {
            all &= *holds | !*left;
            *holds &= *left;
            any |= *holds;
        }
        if any && all {
            return self.select(run, &both.0, mask);
        }
        self.select(run, &both.1, mask);
        if any {
            self.select(run, &both.0, Some(&holds));
        }
    }

    fn test(&mut self, run: &BlockRun<'_>, test: &KernelTest, holds: &mut Mask) {
        match test {
            KernelTest::Sign(step, orders) => self.sign(run, *step, *orders, holds),
            KernelTest::Whole(above, below) => {
                self.ready(run, *above);
                self.ready(run, *below);
                if let (Some(above), Some(below)) = (self.steps.get(*above), self.steps.get(*below)) {
                    for ((holds, above), below) in holds.iter_mut().zip(above).zip(below) {
                        *holds = below.is_positive() && (*above % *below).is_zero();
                    }
                }
            }
        }
    }

    /// Whether a step stands to 0 in one of the orders. A short sum is not written down for that.
    fn sign(&mut self, run: &BlockRun<'_>, step: StepId, orders: Orders, holds: &mut Mask) {
        let short = match run.kernel.steps.get(step) {
            Some(KernelStep::Sum(products, constant)) => short(products).map(|parts| (parts, word::<T>(*constant))),
            _ => None,
        };
        let Some((((one, factor), other), constant)) = short else {
            self.ready(run, step);
            return compare(self.numbers(step).iter().copied(), orders, holds);
        };
        self.ready(run, one);
        let factor: T = word(factor);
        match other {
            None => compare(self.numbers(one).iter().map(|one| constant + factor * *one), orders, holds),
            Some((other, times)) => {
                self.ready(run, other);
                let times: T = word(times);
                let both = self.numbers(one).iter().zip(self.numbers(other));
                compare(both.map(|(one, other)| constant + factor * *one + times * *other), orders, holds);
            }
        }
    }

    fn numbers(&self, step: StepId) -> &[T] {
        self.steps.get(step).map(Vec::as_slice).unwrap_or_default()
    }

    /// Computes a step, and those that it rests on, unless that has been done.
    fn ready(&mut self, run: &BlockRun<'_>, step: StepId) {
        if self.is_ready.get(step) != Some(&false) {
            return;
        }
        let Some(how) = run.kernel.steps.get(step) else { return };
        match how {
            KernelStep::Column(_) => {}
            KernelStep::Sum(products, _) => {
                products.iter().flat_map(|product| &product.steps).for_each(|step| self.ready(run, *step));
            }
            KernelStep::Divided { above: one, below: other, .. } | KernelStep::Extreme { one, other, .. } => {
                self.ready(run, *one);
                self.ready(run, *other);
            }
        }
        // INVARIANT: a step rests on earlier ones only.
        let Some((earlier, own)) = self.steps.split_at_mut_checked(step) else { return };
        let Some(out) = own.first_mut() else { return };
        out.clear();
        let numbers = |step: &StepId| earlier.get(*step).map(Vec::as_slice).unwrap_or_default();
        match how {
            KernelStep::Column(position) => {
                let column = run.columns.get(*position).copied().unwrap_or_default();
                out.extend(column.iter().map(|number| Into::<T>::into(*number)));
            }
            KernelStep::Sum(products, constant) => {
                let constant: T = word(*constant);
                let rest = match products.split_first() {
                    Some((ScaledProduct { factor, steps }, rest)) if steps.len() == 1 => {
                        let factor: T = word(*factor);
                        out.extend(steps.iter().flat_map(numbers).map(|number| constant + factor * *number));
                        rest
                    }
                    _ => {
                        out.resize(run.length, constant);
                        products
                    }
                };
                for product in rest {
                    add(out, product, &numbers, &mut self.spare);
                }
            }
            KernelStep::Divided { above, below, cut } => divide(out, numbers(above), numbers(below), *cut),
            KernelStep::Extreme { is_least, one, other } => {
                let both = numbers(one).iter().zip(numbers(other));
                match is_least {
                    true => out.extend(both.map(|(one, other)| *one.min(other))),
                    false => out.extend(both.map(|(one, other)| *one.max(other))),
                }
            }
        }
        self.is_ready.get_mut(step).into_iter().for_each(|ready| *ready = true);
    }
}

/// What a block is computed from.
struct BlockRun<'a> {
    kernel: &'a Kernel,
    bounds: &'a StepBounds,
    columns: &'a [&'a [i64]],
    length: usize,
}

/// A constant of a kernel whose bounds fit in the word.
fn word<T: Word>(number: i128) -> T {
    T::from_i128(number).unwrap_or_else(T::zero)
}

/// The same for all units, or for those that the mask holds of.
fn spread<T: Copy>(out: &mut [T], value: T, mask: Option<&Mask>) {
    match mask {
        None => out.fill(value),
        Some(mask) => out.iter_mut().zip(mask).for_each(|(out, holds)| *out = if *holds { value } else { *out }),
    }
}

fn add<'n, T: Word>(out: &mut [T], product: &ScaledProduct, numbers: &impl Fn(&StepId) -> &'n [T], spare: &mut Vec<T>) {
    let factor: T = word(product.factor);
    match product.steps.as_slice() {
        [one] => out.iter_mut().zip(numbers(one)).for_each(|(out, one)| *out = *out + factor * *one),
        [one, other] => {
            let both = out.iter_mut().zip(numbers(one)).zip(numbers(other));
            both.for_each(|((out, one), other)| *out = *out + factor * *one * *other);
        }
        steps => {
            spare.clear();
            spare.resize(out.len(), factor);
            for step in steps {
                spare.iter_mut().zip(numbers(step)).for_each(|(spare, number)| *spare = *spare * *number);
            }
            out.iter_mut().zip(spare.iter()).for_each(|(out, spare)| *out = *out + *spare);
        }
    }
}

/// A step and what it is multiplied by.
type ScaledStep = (StepId, i128);

/// One or two multiples of steps, if a sum is no more.
fn short(products: &[ScaledProduct]) -> Option<(ScaledStep, Option<ScaledStep>)> {
    let single = |product: &ScaledProduct| match product.steps.as_slice() {
        [step] => Some((*step, product.factor)),
        _ => None,
    };
    match products {
        [one] => Some((single(one)?, None)),
        [one, other] => Some((single(one)?, Some(single(other)?))),
        _ => None,
    }
}

fn compare<T: Word>(numbers: impl Iterator<Item = T>, orders: Orders, holds: &mut Mask) {
    let zero = T::zero();
    let pairs = holds.iter_mut().zip(numbers);
    match (orders.less, orders.equal, orders.greater) {
        (true, false, false) => pairs.for_each(|(holds, number)| *holds = number < zero),
        (true, true, false) => pairs.for_each(|(holds, number)| *holds = number <= zero),
        (false, false, true) => pairs.for_each(|(holds, number)| *holds = number > zero),
        (false, true, true) => pairs.for_each(|(holds, number)| *holds = number >= zero),
        (false, true, false) => pairs.for_each(|(holds, number)| *holds = number == zero),
        _ => pairs.for_each(|(holds, number)| *holds = orders.contain(number.cmp(&zero))),
    }
}

/// Up to where twice a dividend and a divisor can be added in 128 bits.
const MOST_DIVIDED: u128 = 1 << 124;

/// A quotient cut to a whole number; `None` where the numbers are too large or the divisor is not above 0.
pub(super) fn cut_quotient(above: i128, below: i128, cut: Cut) -> Option<i128> {
    let is_plain = below > 0 && [above, below].iter().all(|number| number.unsigned_abs() < MOST_DIVIDED);
    let mut out = Vec::new();
    if is_plain {
        divide(&mut out, &[above], &[below], cut);
    }
    out.pop()
}

/// The quotients cut to whole numbers, 0 where the divisor is not above 0.
fn divide<T: Word>(out: &mut Vec<T>, above: &[T], below: &[T], cut: Cut) {
    let two = T::one() + T::one();
    match cut {
        Cut::Floor => quotients(out, above, below, |n, d| Integer::div_floor(&n, &d)),
        Cut::Ceiling => quotients(out, above, below, |n, d| -Integer::div_floor(&-n, &d)),
        Cut::Rounded(rounding) => match rounding.mode {
            Mode::HalfUp => quotients(out, above, below, |n, d| n.signum() * ((two * n.abs() + d) / (two * d))),
            Mode::Down => quotients(out, above, below, |n, d| n / d),
            Mode::HalfEven => quotients(out, above, below, |n, d| {
                let (whole, rest) = (n.abs() / d, n.abs() % d);
                let goes_away = two * rest > d || (two * rest == d && whole.is_odd());
                n.signum() * (whole + if goes_away { T::one() } else { T::zero() })
            }),
        },
    }
}

fn quotients<T: Word>(out: &mut Vec<T>, above: &[T], below: &[T], cut: impl Fn(T, T) -> T) {
    let both = above.iter().zip(below);
    out.extend(both.map(|(n, d)| if *d > T::zero() { cut(*n, *d) } else { T::zero() }));
}
