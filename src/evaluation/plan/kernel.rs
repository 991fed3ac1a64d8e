//! [`Kernel`]: a decision tree over columns of whole numbers: constants folded, fractions cross-multiplied, one division
//! where something is cut.

use super::trees::PathEnd;
use crate::numeric::Number;
use crate::rule::{Atom, Cut, DecisionTree, Explored, OpenNumber, Orders, PathCondition, Polynomial};

/// The position of a step among those of a kernel.
pub(super) type StepId = usize;

/// What is computed for every unit, in whole numbers; steps refer to earlier ones only.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum KernelStep {
    /// The column of a figure.
    Column(usize),
    /// Products of earlier steps, and a constant.
    Sum(Vec<ScaledProduct>, i128),
    /// A quotient cut to a whole number; where the divisor is not above 0, nobody looks at it.
    Divided { above: StepId, below: StepId, cut: Cut },
    /// The lesser or the greater of two.
    Extreme { is_least: bool, one: StepId, other: StepId },
}

/// A factor and the steps it is multiplied with, at least one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ScaledProduct {
    pub factor: i128,
    pub steps: Vec<StepId>,
}

/// What a choice asks.
#[derive(Clone, Debug)]
pub(super) enum KernelTest {
    /// The step stands to 0 in one of these orders.
    Sign(StepId, Orders),
    /// One step is a multiple of the other.
    Whole(StepId, StepId),
}

/// The tree over the steps.
#[derive(Clone, Debug)]
pub(super) enum KernelTree {
    Choice(KernelTest, Box<(KernelTree, KernelTree)>),
    /// The same number for all units that come here, with the code.
    Constant(i64, u16),
    /// The number of a step, with the code.
    Step(StepId, u16),
    /// The ordinary evaluation answers.
    Ordinary,
}

/// A decision tree made ready for columns of given scales.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    pub steps: Vec<KernelStep>,
    pub tree: KernelTree,
}

impl Kernel {
    /// The tree over columns in which a number stands so many times as large; what comes out is `scale` times as large.
    /// `None` where constants or the tree are too large; ends that no whole number can give are left to the ordinary
    /// evaluation. `code_of` numbers the codes of the ends.
    pub fn compile<C>(
        explored: &Explored<PathEnd<C>>,
        scales: &[i128],
        scale: i128,
        code_of: &mut impl FnMut(&C) -> Option<u16>,
    ) -> Option<Self> {
        let atoms = &explored.atoms;
        let mut builder = KernelBuilder { atoms, scales, known: vec![None; atoms.len()], steps: Vec::new() };
        let tree = builder.tree(&explored.tree, scale, code_of)?;
        Some(Self { steps: builder.steps, tree })
    }
}

/// Steps, and of each quotient over them the step of its dividend and of its divisor.
pub(super) type QuotientSteps = (Vec<KernelStep>, Vec<(StepId, StepId)>);

/// The steps of quotients over columns in which a number stands so many times as large; `None` where constants are too
/// large.
pub(super) fn quotients(atoms: &[Atom], scales: &[i128], quotients: &[&OpenNumber]) -> Option<QuotientSteps> {
    let mut builder = KernelBuilder { atoms, scales, known: vec![None; atoms.len()], steps: Vec::new() };
    let one = Polynomial::constant(Number::from(1));
    let both = |builder: &mut KernelBuilder<'_>, number: &OpenNumber| {
        builder.fraction(&number.above, number.below.as_ref().unwrap_or(&one), 1)
    };
    let both = quotients.iter().map(|number| both(&mut builder, number)).collect::<Option<Vec<_>>>()?;
    Some((builder.steps, both))
}

/// A step that is so many times as large as what it stands for.
#[derive(Clone, Copy, Debug)]
struct Scaled {
    step: StepId,
    scale: i128,
}

/// A polynomial in whole numbers, so many times as large as what it stands for.
struct WholePolynomial {
    products: Vec<ScaledProduct>,
    constant: i128,
    scale: i128,
}

struct KernelBuilder<'a> {
    atoms: &'a [Atom],
    scales: &'a [i128],
    known: Vec<Option<Scaled>>,
    steps: Vec<KernelStep>,
}

impl KernelBuilder<'_> {
    fn tree<C>(
        &mut self,
        tree: &DecisionTree<PathEnd<C>>,
        scale: i128,
        code_of: &mut impl FnMut(&C) -> Option<u16>,
    ) -> Option<KernelTree> {
        Some(match tree {
            DecisionTree::End(PathEnd::Ordinary) => KernelTree::Ordinary,
            DecisionTree::End(PathEnd::Plain { above, below, code }) => {
                match (self.end(above, below, scale), code_of(code)) {
                    (Some((step, None)), Some(code)) => KernelTree::Step(step, code),
                    (Some((_, Some(constant))), Some(code)) => KernelTree::Constant(constant, code),
                    _ => KernelTree::Ordinary,
                }
            }
            DecisionTree::Choice(condition, both) => {
                let test = match condition {
                    PathCondition::Sign(polynomial, orders) => {
                        let whole = self.whole(polynomial)?.reduced();
                        KernelTest::Sign(self.sum(whole.products, whole.constant), *orders)
                    }
                    PathCondition::Whole(above, below) => {
                        let (above, below) = self.fraction(above, below, 1)?;
                        KernelTest::Whole(above, below)
                    }
                };
                let (yes, no) = (self.tree(&both.0, scale, code_of)?, self.tree(&both.1, scale, code_of)?);
                match (&yes, &no) {
                    (KernelTree::Ordinary, KernelTree::Ordinary) => KernelTree::Ordinary,
                    _ => KernelTree::Choice(test, Box::new((yes, no))),
                }
            }
        })
    }

    /// The step of an end, or its constant; `None` where it is no whole number at this scale.
    fn end(&mut self, above: &Polynomial, below: &Polynomial, scale: i128) -> Option<(StepId, Option<i64>)> {
        let inverse = Number::from(1).divide(&below.as_constant()?).ok()?;
        let whole = self.whole(&above.scaled(&inverse).ok()?)?;
        let factor = scale.checked_div(whole.scale).filter(|_| scale.checked_rem(whole.scale) == Some(0))?;
        let whole = whole.times(factor)?;
        match whole.products.is_empty() {
            true => Some((0, Some(i64::try_from(whole.constant).ok()?))),
            false => Some((self.sum(whole.products, whole.constant), None)),
        }
    }

    fn push(&mut self, step: KernelStep) -> StepId {
        self.steps.iter().position(|known| *known == step).unwrap_or_else(|| {
            self.steps.push(step);
            self.steps.len().saturating_sub(1)
        })
    }

    fn sum(&mut self, products: Vec<ScaledProduct>, constant: i128) -> StepId {
        match (products.as_slice(), constant) {
            ([ScaledProduct { factor: 1, steps }], 0) if steps.len() == 1 => steps.first().copied().unwrap_or_default(),
            _ => self.push(KernelStep::Sum(products, constant)),
        }
    }

    /// The atom as a step.
    fn atom(&mut self, atom: usize) -> Option<Scaled> {
        if let Some(known) = self.known.get(atom).copied().flatten() {
            return Some(known);
        }
        let atoms = self.atoms;
        let scaled = match atoms.get(atom)? {
            Atom::Figure(position) => {
                Scaled { step: self.push(KernelStep::Column(*position)), scale: *self.scales.get(*position)? }
            }
            Atom::Cut { above, below, cut } => {
                let scale = 10_i128.checked_pow(cut.places())?;
                let (above, below) = self.fraction(above, below, scale)?;
                Scaled { step: self.push(KernelStep::Divided { above, below, cut: *cut }), scale }
            }
            Atom::Extreme { is_least, one, other } => {
                let (one, other) = (self.whole(one)?, self.whole(other)?);
                let scale = lcm(one.scale, other.scale)?;
                let (one, other) = (one.at(scale)?, other.at(scale)?);
                let one = self.sum(one.products, one.constant);
                let other = self.sum(other.products, other.constant);
                Scaled { step: self.push(KernelStep::Extreme { is_least: *is_least, one, other }), scale }
            }
        };
        *self.known.get_mut(atom)? = Some(scaled);
        Some(scaled)
    }

    /// Dividend and divisor of a quotient that is so many times as large, in lowest terms as far as constants go.
    fn fraction(&mut self, above: &Polynomial, below: &Polynomial, times: i128) -> Option<(StepId, StepId)> {
        let (above, below) = (self.whole(above)?, self.whole(below)?);
        // (a ÷ s) ÷ (b ÷ t) × times = a × t × times ÷ (b × s)
        let (more, less) = (below.scale.checked_mul(times)?, above.scale);
        let (above, below) = (above.times(more)?, below.times(less)?);
        let divisor = gcd(above.content(), below.content());
        let (above, below) = (above.divided(divisor)?, below.divided(divisor)?);
        let above = self.sum(above.products, above.constant);
        Some((above, self.sum(below.products, below.constant)))
    }

    fn whole(&mut self, polynomial: &Polynomial) -> Option<WholePolynomial> {
        let mut products = Vec::new();
        let mut constant = (0, 1);
        let mut scale = 1;
        for (product, factor) in polynomial.products() {
            let mut steps = Vec::new();
            let mut own = 1_i128;
            for atom in product {
                let scaled = self.atom(*atom)?;
                own = own.checked_mul(scaled.scale)?;
                steps.push(scaled.step);
            }
            let (above, below) = factor.words()?;
            let (above, below) = (i128::from(above), i128::from(below).checked_mul(own)?);
            let divisor = gcd(above, below).max(1);
            let fraction = (above.checked_div(divisor)?, below.checked_div(divisor)?);
            scale = lcm(scale, fraction.1)?;
            if steps.is_empty() {
                constant = fraction;
            } else {
                products.push((fraction, steps));
            }
        }
        let at_scale = |(above, below): (i128, i128)| above.checked_mul(scale.checked_div(below)?);
        let products =
            products.into_iter().map(|(fraction, steps)| Some(ScaledProduct { factor: at_scale(fraction)?, steps }));
        Some(WholePolynomial { products: products.collect::<Option<_>>()?, constant: at_scale(constant)?, scale })
    }
}

impl WholePolynomial {
    /// The greatest number that divides all of it.
    fn content(&self) -> i128 {
        self.products.iter().fold(self.constant, |content, product| gcd(content, product.factor))
    }

    fn mapped(self, change: impl Fn(i128) -> Option<i128>) -> Option<Self> {
        let products = self
            .products
            .into_iter()
            .map(|ScaledProduct { factor, steps }| Some(ScaledProduct { factor: change(factor)?, steps }));
        Some(Self { products: products.collect::<Option<_>>()?, constant: change(self.constant)?, ..self })
    }

    fn times(self, factor: i128) -> Option<Self> {
        self.mapped(|number| number.checked_mul(factor))
    }

    fn divided(self, divisor: i128) -> Option<Self> {
        self.mapped(|number| number.checked_div(divisor))
    }

    fn at(self, scale: i128) -> Option<Self> {
        let factor = scale.checked_div(self.scale)?;
        self.times(factor)
    }

    /// With the same sign, and no factor that all of it has.
    fn reduced(self) -> Self {
        let content = self.content().max(1);
        let divided = |number: i128| number.checked_div(content).unwrap_or(number);
        let Self { products, constant, scale } = self;
        let products = products
            .into_iter()
            .map(|ScaledProduct { factor, steps }| ScaledProduct { factor: divided(factor), steps });
        Self { products: products.collect(), constant: divided(constant), scale }
    }
}

/// The greatest common divisor, not below 0.
fn gcd(one: i128, other: i128) -> i128 {
    num_integer::gcd(one, other)
}

fn lcm(one: i128, other: i128) -> Option<i128> {
    one.checked_div(gcd(one, other).max(1))?.checked_mul(other)
}
